"""Boards unlike the sample: each paper is made in both packs, whole, and with no empty section."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from paperkit.pipeline.sample_rows import PHRASE
from paperkit.word.outline import outline
from tests.extremes import CASES, LONG_TEXT, made_extreme
from tests.pages import Printed, nearly_empty, needs_office, printed

pytestmark = pytest.mark.slow

Made = Callable[[str, str], tuple[Path, ...]]
PrintOf = Callable[[str], tuple[tuple[Path, Printed], ...]]
LEVELS = {
    "heading 1": 1, "heading 2": 2, "Heading Unnumbered": 2, "heading 3": 3, "Numbered Heading": 3,
}  # fmt: skip
TWELVE_DIGITS = re.compile(r"\d{3}(?:,?\d{3}){3}")
APPENDED = "Appendix 1: Performance report in full tables"
"""The title of what is appended: headings of its parts follow at once."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return what gives the papers of a case in a pack, made once."""

    @cache
    def papers(case: str, pack: str) -> tuple[Path, ...]:
        return made_extreme(tmp_path_factory.mktemp("extreme") / "board", case, pack)

    return papers


@pytest.mark.parametrize("pack", ["council", "partnership"])
@pytest.mark.parametrize("case", CASES)
def test_no_heading_of_a_paper_has_nothing_under_it(case: str, pack: str, made: Made) -> None:
    bare = []
    for paper in made(case, pack):
        lines = [line.split(" | ") for line in outline(paper.read_bytes()).splitlines()]
        told = [line for line in lines if not line[0].startswith("[section")]
        for line, after in zip(told, [*told[1:], ["heading 1"]], strict=True):
            level = LEVELS.get(line[0])
            if level and LEVELS.get(after[0], 9) <= level and APPENDED not in line[-1]:
                bare.append(f"{paper.name}: {line[-1]}")
    assert bare == []


@pytest.fixture(scope="module")
def print_of(made: Made, tmp_path_factory: pytest.TempPathFactory) -> PrintOf:
    """Return what gives each paper of a case of the council's pack with its print, made once."""

    @cache
    def prints(case: str) -> tuple[tuple[Path, Printed], ...]:
        papers = made(case, "council")
        folder = tmp_path_factory.mktemp("printed")
        return tuple(zip(papers, printed(papers, folder), strict=True))

    return prints


@needs_office
@pytest.mark.parametrize("case", CASES)
def test_its_pages_are_no_emptier_than_others(case: str, print_of: PrintOf) -> None:
    faults = {paper.name: nearly_empty(print_) for paper, print_ in print_of(case)}
    assert {name: those for name, those in faults.items() if those} == {}


@needs_office
def test_a_name_of_200_characters_is_printed_to_its_end(print_of: PrintOf) -> None:
    """Each word of such names stands as often in print, where heading rows are repeated."""
    for paper, print_ in print_of("long names"):
        lines = outline(paper.read_bytes()).splitlines()
        told = "\n".join(line for line in lines if not NOT_PRINTED.search(line))
        written, there = (Counter(LONG_WORD.findall(text)) for text in (told, print_.text))
        assert written["partnership"]
        assert {w for w in LONG_WORD.findall(PHRASE) if there[w] < written[w]} == set(), paper.name


CHART = r"\[(?:\w+ )?(?:chart|sparkline): "
NOT_PRINTED = re.compile(rf"^\[|{CHART}")
"""Headers and footers, which each page has, and the alternative texts of charts."""
LONG_WORD = re.compile(r"[A-Za-z]{4,}")


@needs_office
def test_a_figure_of_twelve_digits_is_printed_to_its_last_digit(print_of: PrintOf) -> None:
    """In the narrowest columns of tables of 9 points it goes on in the line below."""
    for paper, print_ in print_of("twelve digits"):
        lines = outline(paper.read_bytes()).splitlines()
        told = "\n".join(re.sub(rf"{CHART}[^]]*]", "", line) for line in lines)
        lacking = set(TWELVE_DIGITS.findall(told)) - set(TWELVE_DIGITS.findall(print_.text))
        assert {one for one in lacking if not goes_on(one, print_)} == set(), paper.name


def goes_on(figure: str, print_: Printed) -> bool:
    """Return whether a figure is printed in two lines of a cell, one under the other.

    Cells that stand close together are read as one line, so its parts are sought word by word.
    """
    return any(
        one.endswith(figure[:at]) and two.startswith(figure[at:])
        for page in print_.pages
        for upper in page.lines
        for lower in page.lines
        if upper.top < lower.top < upper.foot + 5
        for one in upper.words.split()
        for two in lower.words.split()
        for at in range(1, len(figure))
    )


@needs_office
def test_each_outcome_of_sixty_has_its_row_on_the_dashboard(print_of: PrintOf) -> None:
    (print_,) = (one for path, one in print_of("sixty outcomes") if "dashboard" in path.name)
    rows = {line.words.split(" ")[0] for page in print_.pages[:5] for line in page.lines}
    assert {f"O{number}" for number in range(1, 61)} - rows == set()


@needs_office
def test_each_word_of_a_long_text_is_printed(print_of: PrintOf) -> None:
    """A row that is longer than a page goes on over the next, and nothing is cut off."""
    for paper, print_ in print_of("long texts"):
        written = long_words(outline(paper.read_bytes()))
        assert len(written) >= LONG_TEXT
        assert written - long_words(print_.text) == set(), paper.name


def long_words(text: str) -> set[str]:
    """Return the words of long texts in a text: a letter and a number each."""
    return set(re.findall(r"\b[a-z]\d+\b", text))
