"""What a pack settles, as pages show it: the exempt mark, the glossary, what a kind needs."""

from pathlib import Path

from paperkit.board.pack_settings import PackSettings
from paperkit.frozen import replace
from paperkit.packs.packs import Kind
from tests.papers.made import WAYS, paper
from tests.tables import board

EXEMPT = """
## papers
| reference | title           | publicity | exempt_paragraph | exempt_reason                 |
| --------- | --------------- | --------- | ---------------- | ----------------------------- |
| Care July | The care market | Exempt    | 3                | A provider's prices are told. |
"""
TEXT = """
## text
| paper     | section      | text                              |
| --------- | ------------ | --------------------------------- |
| Care July | introduction | The JLHWS asks the ICB for a plan. |
"""
TERMS = {
    "ICB": "Integrated Care Board",
    "JLHWS": "Joint Local Health and Wellbeing Strategy",
    "HWB": "Health and Wellbeing Board",
    "ICBs": "Integrated Care Boards",
}
KIND = Kind(name="cover", title="Cover", word_file=Path("template.docx"), sections=())


def test_an_exempt_paper_bears_the_paragraph_and_the_reason() -> None:
    assert paper(EXEMPT).header.exempt_mark == (
        "Not for publication: exempt information under paragraph 3 of Part 1 of Schedule 12A to "
        "the Local Government Act 1972. A provider's prices are told."
    )


def test_two_paragraphs_are_named_in_the_words_of_the_pack() -> None:
    pack = replace(WAYS.pack, exempt_mark="EXEMPT ({paragraphs}): {reason}")
    two = EXEMPT.replace("| 3 ", "| 1; 3 ")
    made = paper(two, replace(WAYS, pack=pack))
    assert made.header.exempt_mark == "EXEMPT (paragraphs 1 and 3): A provider's prices are told."


def test_an_exempt_paper_without_its_paragraph_still_says_that_it_is_exempt() -> None:
    mark = paper(EXEMPT.replace("| 3 ", "|   ")).header.exempt_mark
    assert mark == "Not for publication: exempt information"


def test_a_public_paper_bears_no_mark_and_nor_does_one_with_an_exempt_appendix() -> None:
    for words in ("Public", "Public with an exempt appendix"):
        assert paper(EXEMPT.replace("| Exempt ", f"| {words} ")).header.exempt_mark == ""


def test_the_glossary_lists_the_terms_that_the_paper_uses_in_the_order_of_the_alphabet() -> None:
    ways = replace(WAYS, pack=replace(WAYS.pack, glossary=TERMS))
    assert [term.word for term in paper(EXEMPT + TEXT, ways).glossary] == ["ICB", "JLHWS"]


def test_a_pack_without_a_glossary_shows_none() -> None:
    assert paper(EXEMPT + TEXT).glossary == ()


def test_a_kind_is_judged_by_the_tables_that_it_shows() -> None:
    data = board(EXEMPT + "\n## actions\n| reference |\n| --- |\n| 1.1 |\n")
    assert replace(KIND, tables=("papers",)).data_of(data).actions == ()
    assert replace(KIND, tables=("papers",)).data_of(data).papers == data.papers
    assert KIND.data_of(data) is data


def test_a_kind_can_spare_a_column_that_its_pack_requires() -> None:
    pack = PackSettings(required={"papers": ("title", "as_at"), "actions": ("owner",)})
    spared = replace(KIND, not_needed=("as_at",)).needs_of(pack)
    assert spared.required == {"papers": ("title",), "actions": ("owner",)}
    assert KIND.needs_of(pack).required == pack.required


def test_a_kind_can_need_a_column_that_its_pack_does_not_require_and_spare_one_of_any_table() -> (
    None
):
    pack = PackSettings(required={"papers": ("title",), "actions": ("wording", "owner")})
    kind = replace(KIND, needed=("actions.lead", "purpose"), not_needed=("actions.owner",))
    assert kind.needs_of(pack).required == {
        "papers": ("title", "purpose"),
        "actions": ("wording", "lead"),
    }
