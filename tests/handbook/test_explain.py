"""`handbook explain`: the same as the page of a code, for whoever has a line on the screen."""

import pytest

from handbook.messages import explanations, meant
from scoring.texts import Language


@pytest.mark.parametrize(
    "typed",
    [
        "weights-sum",
        "[weights-sum]",
        "[Weights-Sum]:",
        "WEIGHTS_SUM",
        "weights sum",
        " weights-sum. ",
        "a/2007.yaml:4605:13: [weights-sum] weights of BCC sum to 95, not 100. Hint: add [5].",
    ],
)
def test_a_code_is_known_however_it_is_copied(typed: str) -> None:
    """From a line on the screen, with what stands around it."""
    assert meant(typed) == "weights-sum"


@pytest.mark.parametrize("code", list(explanations()))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_explain_tells_all_that_the_page_tells(handbook, code: str, language: Language) -> None:
    """Title, why, example, before, after, mend, and where the handbook tells more."""
    result = handbook("explain", code, "--lang", language)
    assert (result.exit_code, result.stderr) == (0, "")
    one, told = explanations()[code], " ".join(result.stdout.split())
    parts = [one.title.in_language(language), one.why.in_language(language), one.example,
             one.before, one.after, one.mend.in_language(language)]  # fmt: skip
    for part in parts:
        assert " ".join(part.split()) in told
    assert result.stdout.startswith(f"{code}: ")
    root = "zh/" if language == "zh" else ""
    assert f"  {root}messages/{code}.html\n" in result.stdout


def test_prose_is_broken_at_words_and_a_line_to_copy_is_not(handbook, monkeypatch) -> None:
    """On a terminal of eighty characters."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = handbook("explain", "weights-sum").stdout.splitlines()
    example = explanations()["weights-sum"].example
    assert f"  {example}" in lines
    assert max(len(line) for line in lines if line.strip() != example) <= 80


@pytest.mark.parametrize("arguments", [[], [""], [" "]])
def test_explain_without_a_code_lists_them(handbook, arguments: list[str]) -> None:
    """One a line, with its title."""
    result = handbook("explain", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(explanations())
    assert "weights-sum          Weights do not sum to 100" in lines


def test_the_words_of_a_copied_line_need_no_quotes(handbook) -> None:
    """The shell hands them over one by one."""
    result = handbook("explain", "a.csv:2:1:", "[csv-row]", "12", "fields,")
    assert result.stdout.startswith("csv-row: ")


def test_a_code_that_is_not_there_is_told_with_those_that_are(handbook) -> None:
    """Those that look like it, or how to see them all; nothing on standard output, exit 1."""
    near, far = handbook("explain", "Weight_Sum"), handbook("explain", "qqq")
    assert (near.exit_code, near.stdout, far.exit_code, far.stdout) == (1, "", 1, "")
    assert near.stderr.startswith("There is no message code weight-sum. Did you mean weights-sum")
    assert far.stderr == "There is no message code qqq. `handbook explain` lists them all.\n"
