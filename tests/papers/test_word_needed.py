"""A style that long text needs and the template lacks is told before the paper is made."""

import pytest

from paperkit.errors import PackError
from paperkit.word.package import unpack
from paperkit.word.prose import prose
from paperkit.word.template_needs import check_needs
from tests.cases import each
from tests.papers.packages import finished, p, word_file
from tests.papers.rich import BODY, EVERYTHING, LISTS, STYLES
from tests.papers.test_word_numbers import num

FILE = "report/template.docx"
HOUSE = word_file(BODY, style_part=STYLES, numbering=LISTS)
BARE = word_file(p("<0>"))


def lacking(package: bytes, text: str) -> list[str]:
    found = check_needs(unpack(package), FILE, prose(text).blocks)
    return [f"{one.code} {one.place}: {one.message}" for one in found]


def test_a_house_with_every_style_lacks_nothing() -> None:
    assert lacking(HOUSE, EVERYTHING) == []


def test_plain_text_needs_no_style_of_its_own() -> None:
    assert lacking(BARE, "One **bold** word.\n\nTwo. {#two}\n\nSee [](#two).") == []


@each(
    ("text", "named"),
    [
        ("### Head", ["heading 3"]),
        ("- a\n  - b", ["List Bullet", "List Bullet 2"]),
        ("a[^1]\n\n[^1]: b", ["Footnote Reference", "Footnote Text"]),
        ("Table: c\n\n| a |\n|---|", ["Caption", "Paper Table", "Table Heading", "Table Text"]),
    ],
)
def test_each_construct_asks_for_its_own_styles(text: str, named: list[str]) -> None:
    found = check_needs(unpack(BARE), FILE, prose(text).blocks)
    assert [one.value for one in found] == named


def test_a_style_that_is_lacking_is_told_by_its_name_and_kind() -> None:
    assert lacking(BARE, "(1) a") == [
        "PK-608 report/template.docx: The template has no paragraph style called 'List (1)'."
    ]


def test_a_list_style_without_a_list_is_told() -> None:
    unbound = word_file(BODY, style_part=STYLES, numbering=LISTS.replace(num(2, 1), ""))
    assert lacking(unbound, "(1) a") == [
        "PK-608 report/template.docx: The style 'List (1)' of the template takes no number "
        "from a list."
    ]


def test_a_paper_is_not_made_without_them_whoever_asks() -> None:
    with pytest.raises(PackError, match="no paragraph style called 'heading 3'"):
        finished(p("<0>"), prose("### Head"))
    unbound = LISTS.replace(num(2, 1), "")
    with pytest.raises(PackError, match="no number"):
        finished(BODY, prose("(1) a"), style_part=STYLES, numbering=unbound)
