"""The kind of seed H, with text that is made up: it runs where the seeds are not."""

from datetime import date
from pathlib import Path

import pytest

from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.word.outline import outline

SETTINGS = """
council: {name: Northmere Council}
pack: partnership
"""
BOARD = """
meetings:
  - {reference: Board July 2026, date: 16 July 2026}
papers:
  - reference: Cover
    kind: covering_report
    meeting: Board July 2026
    title: Air quality
  - reference: Framework
    kind: framework_paper
    meeting: Board July 2026
    title: "Clean air: how it is monitored"
    publicity: Public
    appendix_of: Cover
text:
  - {paper: Framework, section: opening, text: Why the Board monitors the plan.}
  - {paper: Framework, section: recommendations, text: agree the plan.}
  - paper: Framework
    section: report
    text: |
      The plan has two aims:

      (1) cleaner air
      (2) quieter streets

      ### What is measured

      It is measured by:

      (1) stations
      (2) surveys
  - paper: Framework
    section: form
    text: |
      | Action | Target |
      | --- | --- |
      |  |  |
"""


def made(folder: Path, board: str = BOARD) -> list[str]:
    """Return the outline of the draft, without what stands on every page."""
    folder.mkdir()
    (folder / "paperkit.yaml").write_text(SETTINGS, "utf-8")
    (folder / "board.yaml").write_text(board, "utf-8")
    (paper,) = build(Order(folder, "Framework", date(2026, 7, 1))).files
    told = outline(paper.read_bytes()).splitlines()
    return [line for line in told if line and not line.startswith(("[header]", "[footer]"))]


def test_its_title_is_the_first_numbered_heading_and_its_form_stands_across(tmp_path: Path) -> None:
    assert made(tmp_path / "board") == [
        "[section 1: portrait]",
        "heading 1 | | Appendix 1",
        "heading 2 | 1 | Clean air: how it is monitored",
        "Normal | | Why the Board monitors the plan.",
        "heading 2 | 2 | Recommendation",
        "Numbered Paragraph | 2.1 | The Health and Wellbeing Board is asked to agree the plan.",
        "heading 2 | 3 | The report",
        "Numbered Paragraph | 3.1 | The plan has two aims:",
        "List (1) | (1) | cleaner air",
        "List (1) | (2) | quieter streets",
        "heading 3 | | What is measured",
        "Numbered Paragraph | 3.2 | It is measured by:",
        "List (1) | (1) | stations",
        "List (1) | (2) | surveys",
        "[section 2: landscape]",
        "[table]",
        "| Action | Target |",
        "| --- | --- |",
        "|  |  |",
        "[end of table]",
        "Table Text | |",
    ]


def test_a_framework_paper_that_is_no_appendix_has_its_title_at_its_head(tmp_path: Path) -> None:
    told = made(tmp_path / "board", BOARD.replace("    appendix_of: Cover\n", ""))

    assert told[:3] == [
        "[section 1: portrait]",
        "heading 1 | | Clean air: how it is monitored",
        "heading 2 | 1 | Introduction",
    ]


@pytest.mark.parametrize(
    ("section", "heading"), [("opening", "Opening"), ("report", "The report"), ("form", "Form")]
)
def test_a_section_that_nobody_wrote_is_a_gap(tmp_path: Path, section: str, heading: str) -> None:
    board = BOARD.replace(f"section: {section}", "section: recommendations")
    told = made(tmp_path / "board", board)

    assert [line for line in told if f"[Gap: No text for '{heading}'" in line] != []
