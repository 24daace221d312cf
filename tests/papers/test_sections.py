"""The text of a paper against the sections of its kind."""

from pathlib import Path

from paperkit.files import bundled
from paperkit.kinds.compose import check_sections
from paperkit.packs.packs import Kind, Section, SectionForm, find_pack
from tests.cases import each
from tests.tables import board, numbers, told

KIND = Kind(
    name="report",
    title="Report",
    word_file=Path("template.docx"),
    sections=(
        Section(name="introduction", heading="Introduction", required=True),
        Section(name="issues", heading="Issues"),
        Section(
            name="background", heading="Background papers", form=SectionForm.ITEMS, required=True
        ),
    ),
)
WRITTEN = """
## papers
| reference |
| --- |
| Report July |
## text
| paper | section | text |
| --- | --- | --- |
| Report July | introduction | The plan began in April 2026. |
| Report July | background | None. |
"""


def found(markdown: str) -> list[str]:
    data = board(markdown)
    return told(check_sections(data, KIND, data.papers[0]))


def test_text_for_each_required_section_is_enough() -> None:
    assert found(WRITTEN) == []


def test_a_section_may_be_called_by_its_heading() -> None:
    assert found(WRITTEN.replace("| introduction", "| Introduction")) == []


def test_text_for_a_mistyped_section_is_one_error_and_not_a_missing_section_too() -> None:
    (unknown,) = found(WRITTEN.replace("| introduction", "| introdution"))
    assert unknown == "PK-460 Text!B2: 'introdution' is not a section of a report."


def test_a_list_that_nobody_answered_is_a_gap() -> None:
    (lacking,) = found(WRITTEN.replace("| Report July | background | None. |", ""))
    assert lacking == (
        "PK-461 Papers!A2: 'Report July' has no text for the section 'Background papers'."
    )


def test_all_sections_without_text_are_one_gap() -> None:
    (lacking,) = found(WRITTEN.partition("## text")[0])
    assert lacking == (
        "PK-461 Papers!A2: 'Report July' has no text for the sections 'Introduction' and "
        "'Background papers'."
    )


@each(("typed", "count"), [("None.", 1), ("none", 1), ("None of the above.", 0), ("", 0)])
def test_none_in_a_section_that_may_be_blank_is_noted(typed: str, count: int) -> None:
    """An executive summary said None. above the sentences that were drafted for it."""
    told = ["PK-533 Text!C4: The section 'Issues' would say 'None.', and may be left blank."]
    assert found(WRITTEN + f"| Report July | issues | {typed} |\n") == told[:count]


def test_the_key_of_a_drafted_sentence_is_a_section_too() -> None:
    assert found(WRITTEN + "| Report July | summary.actions | Our own words. |") == []


@each(
    ("pack", "kind", "key", "known"),
    [
        ("council", "covering_report", "summary.actions", False),
        ("partnership", "framework_paper", "summary.actions", False),
        ("council", "performance_report", "summary.actions", True),
        ("council", "performance_report", "concerns.counts", False),
        ("council", "exception_report", "concerns.counts", True),
        ("council", "exception_appendix", "concerns.counts", False),
        ("council", "exception_appendix", "glance.counts", True),
    ],
)
def test_a_kind_knows_the_keys_of_the_sentences_that_it_prints_and_no_others(
    pack: str, kind: str, key: str, known: bool
) -> None:
    of_kind, _ = find_pack(pack, [bundled("report_templates")]).kind(kind)
    data = board(f"""
    ## papers
    | Reference |
    |-----------|
    | One       |
    ## text
    | Paper | Section | Text       |
    |-------|---------|------------|
    | One   | {key}   | Our words. |
    """)
    found = check_sections(data, of_kind, data.papers[0])
    assert ("PK-460" in numbers(found)) is not known


@each(
    ("rows", "is_told"),
    [
        ("| One | summary.groups | | |", True),
        ("| One | Summary.Groups | Healthwatch | |", True),
        ("| One | summary.groups | | Two of three. |", False),
        ("| One | summary.groups | | |\n| One | summary.groups | | Two of three. |", False),
        ("| One | introduction | | |", False),
    ],
)
def test_a_row_for_a_drafted_sentence_without_text_is_a_note(rows: str, is_told: bool) -> None:
    of_kind, _ = find_pack("council", [bundled("report_templates")]).kind("performance_report")
    data = board(f"""
    ## papers
    | Reference |
    |-----------|
    | One       |
    ## text
    | Paper | Section | Name | Text |
    |-------|---------|------|------|
    {rows}
    """)
    notes = [one for one in check_sections(data, of_kind, data.papers[0]) if one.code == "PK-416"]
    assert bool(notes) is is_told
    for one in notes:
        assert one.message.endswith("has no text, so the draft is printed.")
        assert str(one.place) == "board.xlsx, Text!D2"
