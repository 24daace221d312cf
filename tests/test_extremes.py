"""Boards unlike the sample: each paper is made in both packs, whole, and with no empty section."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from paperkit.word.outline import outline
from tests.extremes import CASES, LONG_TEXT, made_extreme
from tests.pages import needs_office, printed

pytestmark = pytest.mark.slow

Made = Callable[[str, str], tuple[Path, ...]]
LEVELS = {
    "heading 1": 1, "heading 2": 2, "Heading Unnumbered": 2, "heading 3": 3, "Numbered Heading": 3,
}  # fmt: skip
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


@needs_office
def test_each_word_of_a_long_text_is_printed(made: Made, tmp_path: Path) -> None:
    """A row that is longer than a page goes on over the next, and nothing is cut off."""
    papers = made("long texts", "council")
    for paper, print_ in zip(papers, printed(papers, tmp_path), strict=True):
        written = long_words(outline(paper.read_bytes()))
        assert len(written) >= LONG_TEXT
        assert written - long_words(print_.text) == set(), paper.name


def long_words(text: str) -> set[str]:
    """Return the words of long texts in a text: a letter and a number each."""
    return set(re.findall(r"\b[a-z]\d+\b", text))
