"""Two drawings that run through everything: the ruler of one hundred ticks and the range bar."""

from collections.abc import Sequence

from handbook.formats import plain, rounded

__all__ = ["range_bar", "ruler", "wbar"]

PHONE = 400  # px: narrower pictures get fewer ticks and numbers
ROOM = 15  # points that the word in the bar needs
EDGES = (20, 80)  # points between which a label may be centred
TICKS = {0: (8, "1"), 5: (5, "0.6")}


def _ticks(width: float, top: float, step: int) -> str:
    """Ticks at every `step` points; tens are longest."""
    paths = []
    for point in range(0, 101, step):
        length, stroke = TICKS.get(point % 10, (3, "0.6"))
        x = 1 + point * (width - 2) / 100
        paths.append(
            f'<path class="ax" d="M{x:.1f} {top:g}v{length}" style="stroke-width:{stroke}"/>'
        )
    return "".join(paths)


def _numbers(width: float, y: float) -> str:
    texts = []
    for point in range(0, 101, 10 if width > PHONE else 20):
        anchor = {0: "start", 100: "end"}.get(point, "middle")
        x = 1 + point * (width - 2) / 100
        texts.append(f'<text class="s" x="{x:.1f}" y="{y:g}" text-anchor="{anchor}">{point}</text>')
    return "".join(texts)


def ruler(
    stretches: Sequence[tuple[str, float, float]],
    own: tuple[float, float],
    criterion: str,
    label: str,
    width: int,
) -> str:
    """The criteria on one hundred ticks: own stretch solid, its criterion pale.

    Parameters
    ----------
    stretches : sequence of (id, begin, end)
        The criteria, in points of the whole.
    own : (begin, end)
        The stretch of the node itself.
    criterion : str
        Id of the criterion it belongs to.
    width : int
        Pixels.
    """
    step, scale = (1 if width > PHONE else 5), (width - 2) / 100
    parts = []
    for node_id, begin, end in stretches:
        x, length = 1 + begin * scale + 0.5, (end - begin) * scale - 1
        here = node_id == criterion
        fill = "tint-2" if here else "surface-2"
        parts.append(
            f'<rect x="{x:.1f}" y="18" width="{length:.1f}" height="16" fill="var(--hb-{fill})"/>'
        )
        text = node_id if width > PHONE else node_id.split("-")[1]
        bold = " b" if here else ""
        parts.append(
            f'<text x="{x + length / 2:.1f}" y="12" text-anchor="middle" class="s{bold}">{text}</text>'
        )
    begin, end = own
    length = max((end - begin) * scale, 2)
    parts.append(
        f'<rect x="{1 + begin * scale:.1f}" y="18" width="{length:.1f}" height="16" fill="var(--hb-score)"/>'
    )
    return (
        f'<svg class="hb-ruler" viewBox="0 0 {width} 56" role="img" data-search-exclude aria-label="{label}">'
        f"{''.join(parts)}{_ticks(width, 36, step)}{_numbers(width, 55)}</svg>"
    )


def range_bar(
    numbers: tuple[float, float, float], words: tuple[str, str], name: str, width: int
) -> str:
    """Solid to low, hatched to high, a line at the score.

    Parameters
    ----------
    numbers : (low, score, high)
        0-100.
    words : (score, proved)
        The two labels in the page's language.
    name : str
        Unique on the page; the hatching takes its id from it.
    """
    low, score, high = numbers
    scale = (width - 2) / 100
    x_low, x_score, x_high = (1 + v * scale for v in (low, score, high))
    pattern = f"{name}-{width}"
    anchor = "end" if score > EDGES[1] else "start" if score < EDGES[0] else "middle"
    proved = ""
    if low > ROOM:
        proved = f'<text class="s" x="{x_low - 6:.1f}" y="40" text-anchor="end" style="fill:var(--hb-paper)">{words[1]}</text>'
    return (
        f'<svg class="hb-range" viewBox="0 0 {width} 74" role="img" data-search-exclude '
        f'aria-label="{rounded(low)} – {rounded(score)} – {rounded(high)}">'
        f'<defs><pattern id="{pattern}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="5" height="5" fill="var(--hb-paper)"/><rect width="2.4" height="5" fill="var(--hb-range)"/></pattern></defs>'
        f'<rect x="1" y="28" width="{width - 2}" height="16" fill="var(--hb-surface-2)"/>'
        f'<rect x="1" y="28" width="{x_low - 1:.1f}" height="16" fill="var(--hb-range)"/>'
        f'<rect x="{x_low:.1f}" y="28" width="{x_high - x_low:.1f}" height="16" fill="url(#{pattern})"/>'
        f'{proved}<rect x="{x_score - 1.5:.1f}" y="20" width="3" height="28" fill="var(--hb-ink)"/>'
        f'<text class="b" x="{x_score:.1f}" y="14" text-anchor="{anchor}">{words[0]} {rounded(score)}</text>'
        f"{_ticks(width, 46, 1 if width > PHONE else 5)}{_numbers(width, 68)}</svg>"
    )


def wbar(points: float, largest: float, *, leaf: bool = False) -> str:
    """A weight as a length against the largest sibling."""
    kind = " hb-wbar--leaf" if leaf else ""
    return f'<span class="hb-wbar{kind}" style="--w:{plain(100 * points / largest)}"><i></i></span>'
