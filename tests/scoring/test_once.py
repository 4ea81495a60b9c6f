"""Assess once: ratings of one standard proposed for another, worked by hand."""

from dataclasses import replace

from scoring import Assessment, Rating, Standard
from scoring.once import propose

LINKS = [("BCC-1.1", "BCC-2.1"), ("BCC-3", "BCC-2"), ("BCC-2.2", "BCC-1.2")]


def assessment(**ratings: float | None) -> Assessment:
    """Ratings by item, with points written as underscores."""
    found = {
        f"BCC-{key.replace('_', '.')}": Rating(
            "c", "2025", key, value, 1, applicable=True, assessor="A", evidence="", note=""
        )
        for key, value in ratings.items()
    }
    return Assessment("c", "2025", found)


def proposals(award: Standard, given: Assessment) -> dict[str, tuple[float, tuple[str, ...]]]:
    """The award proposed for itself, which needs no second standard to show the rule."""
    return {p.item: (p.rating, p.sources) for p in propose(given, award, award, LINKS)}


def test_an_items_own_link_comes_before_that_of_its_criterion(award: Standard) -> None:
    """BCC-2.1 has a link of its own; BCC-2.2 has one too; neither looks at BCC-3."""
    found = proposals(award, assessment(**{"1_1": 3.5, "1_2": 2, "3_1": 5}))
    assert found["BCC-2.1"] == (3.5, ("BCC-1.1",))
    assert found["BCC-2.2"] == (2, ("BCC-1.2",))


def test_a_link_of_a_criterion_holds_for_its_items(award: Standard) -> None:
    """Where the own link leads to nothing rated, the criterion's is used: mean of 5, 4, 2 is 3.67."""
    found = proposals(award, assessment(**{"3_1": 5, "3_2": 4, "3_3": 2}))
    assert found["BCC-2.1"] == (3.5, ("BCC-3.1", "BCC-3.2", "BCC-3.3"))


def test_the_mean_is_rounded_down_to_a_half_level(award: Standard) -> None:
    """3 and 3.5 make 3.25, and a doubtful half level is not given."""
    (proposal,) = [
        p
        for p in propose(assessment(**{"3_1": 3, "3_2": 3.5}), award, award, LINKS)
        if p.item == "BCC-2.1"
    ]
    assert (proposal.rating, proposal.lowest, proposal.highest) == (3, 3, 3.5)


def test_an_item_rated_by_factor_proposes_its_level(award: Standard) -> None:
    """Approach 3, deployment 1, learning and integration 4 earn level 2."""
    found = dict(
        zip(("process.A", "process.D", "process.L", "process.I"), (3, 1, 4, 4), strict=True)
    )
    given = assessment(**{"9_1": 4})
    one = replace(given.ratings["BCC-9.1"], rating=None, factors=found)
    by_factor = replace(given, ratings={"BCC-9.1": one})
    links = [("BCC-9.1", "BCC-5.1")]
    assert propose(by_factor, award, award, links)[0].rating == 2


def test_what_was_not_rated_proposes_nothing(award: Standard) -> None:
    """Neither an absent rating nor one that does not apply."""
    assert proposals(award, assessment(**{"1_1": None, "9_1": 4})) == {}
