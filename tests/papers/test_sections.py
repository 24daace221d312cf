"""The text of a paper against the sections of its kind."""

from pathlib import Path

from paperkit.papers.packs import Form, Kind, Section
from paperkit.papers.sections import check_sections
from tests.tables import board, told

KIND = Kind(
    "report",
    "Report",
    Path("template.docx"),
    (
        Section(name="introduction", heading="Introduction", required=True),
        Section(name="issues", heading="Issues"),
        Section(name="background", heading="Background papers", form=Form.ITEMS, required=True),
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


def test_text_for_an_unknown_section_is_an_error_with_a_suggestion() -> None:
    (unknown, lacking) = found(WRITTEN.replace("| introduction", "| introdution"))
    assert unknown == "PK-460 Text!B2: 'introdution' is not a section of a report."
    assert lacking.startswith("PK-461")


def test_a_list_that_nobody_answered_is_a_gap() -> None:
    (lacking,) = found(WRITTEN.replace("| Report July | background | None. |", ""))
    assert lacking == (
        "PK-461 Papers!A2: 'Report July' has no text for the section 'Background papers'."
    )


def test_the_key_of_a_drafted_sentence_is_a_section_too() -> None:
    assert found(WRITTEN + "| Report July | summary.actions | Our own words. |") == []
