"""``paperkit paper start`` for a priority's round, and from an earlier project."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from paperkit.board.paper_rows import PaperRow, Text
from paperkit.pipeline.reading import read_board
from paperkit.schema.columns import Answer
from tests.cli.conftest import Command
from tests.cli.test_build_round import NOVEMBER, project

NEW_YEAR = """
meetings:
  - reference: Board July 2027
    date: 15 July 2027
"""


def start(paperkit: Command, folder: Path, *words: str | Path) -> str:
    """Start a paper, and return what was said of it, whether or not it was started."""
    ran = paperkit("paper", "start", *words, "--project", folder)
    return ran.out or ran.err


def papers(folder: Path) -> list[PaperRow]:
    """Return the papers of a project."""
    return list(read_board(folder).board.papers)


def text_of(folder: Path, reference: str) -> list[Text]:
    """Return the text of a paper."""
    return list(read_board(folder).board.text_of.get(reference, ()))


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with what it holds."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """Return a project with two priorities and no paper."""
    return project(tmp_path / "board", "")


@pytest.fixture
def new_year(tmp_path: Path) -> Path:
    """Return next year's project, which has a meeting and no paper."""
    folder = tmp_path / "2027"
    folder.mkdir()
    (folder / "paperkit.yaml").write_text("council:\n  name: Anyshire Council\n", encoding="utf-8")
    (folder / "board.yaml").write_text(NEW_YEAR, encoding="utf-8")
    return folder


# --- Of a priority --------------------------------------------------------------------------


def test_papers_of_two_priorities_for_one_meeting_stand_beside_each_other(
    paperkit: Command, blank: Path
) -> None:
    for priority in ("P1", "Good work"):
        said = start(paperkit, blank, "exception_report", *NOVEMBER, "--priority", priority)
        assert said.startswith("Written: ")
    assert [(paper.reference, paper.priority) for paper in papers(blank)] == [
        ("Exception reporting, P1, Board November 2026", "P1"),
        ("Exception reporting, P2, Board November 2026", "P2"),
    ]


def test_its_appendix_stands_beside_it(paperkit: Command, blank: Path) -> None:
    for kind in ("exception_report", "exception_appendix"):
        start(paperkit, blank, kind, *NOVEMBER, "--priority", "P1")
    assert [paper.kind for paper in papers(blank)] == ["exception_appendix", "exception_report"]


def test_a_started_paper_is_the_one_that_is_built(paperkit: Command, blank: Path) -> None:
    start(paperkit, blank, "exception_appendix", *NOVEMBER, "--priority", "P2")
    ran = paperkit(
        "build", "Exception report, P2, Board November 2026", "--project", blank, "--json"
    )
    assert "Good work" in ran.out


def test_without_a_priority_it_is_the_only_round_of_the_meeting(
    paperkit: Command, blank: Path
) -> None:
    start(paperkit, blank, "exception_report", *NOVEMBER)
    assert [paper.priority for paper in papers(blank)] == ["P1"]


def test_without_a_priority_it_is_that_of_the_paper_it_is_copied_from(
    paperkit: Command, blank: Path
) -> None:
    start(paperkit, blank, "exception_report", *NOVEMBER, "--priority", "P2")
    earlier = "Exception reporting, P2, Board November 2026"
    start(paperkit, blank, "exception_report", "--meeting", "Board July 2026", "--from", earlier)
    assert {str(paper.priority) for paper in papers(blank)} == {"P2"}


def test_an_unknown_priority_is_told_with_the_near_one(paperkit: Command, blank: Path) -> None:
    said = start(paperkit, blank, "exception_report", *NOVEMBER, "--priority", "Good wokr")
    assert "no priority called 'Good wokr'. Did you mean 'Good work'?" in said
    assert not (blank / "board").exists()


def test_a_kind_that_tells_of_no_priority_says_so(paperkit: Command, blank: Path) -> None:
    said = start(paperkit, blank, "covering_report", *NOVEMBER, "--priority", "P1")
    assert "is not about one priority. Leave --priority out." in said


# --- From an earlier project ----------------------------------------------------------------


def test_a_new_years_first_paper_has_last_years_text_to_be_confirmed(
    paperkit: Command, sample_yaml: Path, new_year: Path
) -> None:
    start(paperkit, new_year, "performance_report", "--meeting", "Board July 2027",
          "--from-project", sample_yaml)  # fmt: skip
    (paper,) = papers(new_year)
    assert (paper.reference, paper.meeting, paper.as_at) == (
        "Performance report, Board July 2027", "Board July 2027", None,
    )  # fmt: skip
    text = [row for row in text_of(new_year, paper.reference) if row.text]
    there = {row.text for row in text_of(sample_yaml, "Performance July 2026")}
    assert text
    assert {row.to_confirm for row in text} == {Answer.YES}
    assert {row.text for row in text} <= there


def test_what_does_not_stand_from_paper_to_paper_has_a_blank_row_to_write(
    paperkit: Command, sample_yaml: Path
) -> None:
    """T12: recommendations, summary, background and appendices had no row."""
    said = start(paperkit, sample_yaml, "performance_report", "--meeting", "Board November 2026",
                 "--from", "Performance July 2026")  # fmt: skip
    text = text_of(sample_yaml, "Performance report, Board November 2026")
    blank = [row.section for row in text if not row.text]
    assert blank == ["executive_summary", "recommendations", "issues", "background", "appendices"]
    assert {row.to_confirm for row in text if not row.text} == {None}
    assert "Next: read what was copied" in said
    assert "5 rows are blank in its table Text: write what is to go there." in said


def test_the_new_sheet_text_offers_sections_keys_heads_and_priorities(
    paperkit: Command, sample: Path
) -> None:
    start(paperkit, sample, "performance_report", "--meeting", "Board November 2026")
    book = load_workbook(sample / "board" / "Performance report, Board November 2026.xlsx")
    offered = {}
    for name in ("List_text_section", "List_text_name"):
        sheet, cells = next(iter(book.defined_names[name].destinations))
        offered[name] = [cell.value for (cell,) in book[sheet][cells]]
    assert {"recommendations", "executive_summary", "achieved"} <= {*offered["List_text_section"]}
    assert any("." in key for key in offered["List_text_section"])
    assert {"Financial", "Legal", "P1"} <= {*offered["List_text_name"]}


def test_a_paper_without_text_of_its_own_asks_to_read_none(paperkit: Command, blank: Path) -> None:
    """H12: it said "read its text again"."""
    said = start(paperkit, blank, "exception_appendix", *NOVEMBER, "--priority", "P1")
    assert "read" not in said
    assert len(said.splitlines()) == 1


def test_a_copied_title_and_purpose_are_to_be_confirmed(
    paperkit: Command, sample_yaml: Path
) -> None:
    """PK-479."""
    start(paperkit, sample_yaml, "performance_report", "--meeting", "Board November 2026",
          "--from", "Performance July 2026")  # fmt: skip
    (paper,) = [one for one in papers(sample_yaml) if one.meeting == "Board November 2026"]
    assert (paper.title, paper.to_confirm) == ("Performance report to July 2026", Answer.YES)
    told = paperkit("check", "--meeting", "Board November 2026", "--project", sample_yaml).out
    assert (
        "Performance report, Board November 2026 has a title and a purpose that were copied from "
        "an earlier paper and are not yet confirmed."
    ) in told
    assert "The title 'Performance report to July 2026' names July 2026, and the meeting" in told


def test_a_paper_that_is_started_blank_has_nothing_to_confirm(
    paperkit: Command, blank: Path
) -> None:
    start(paperkit, blank, "exception_report", *NOVEMBER, "--priority", "P2")
    assert [paper.to_confirm for paper in papers(blank)] == [None]


def test_the_reason_for_which_an_earlier_paper_was_late_is_not_copied(
    paperkit: Command, sample_yaml: Path
) -> None:
    data, title = sample_yaml / "board.yaml", "    title: Performance report to July 2026\n"
    words = data.read_text("utf-8")
    data.write_text(words.replace(title, f"{title}    late_because: It came late.\n"), "utf-8")
    start(paperkit, sample_yaml, "performance_report", "--meeting", "Board November 2026",
          "--from", "Performance July 2026")  # fmt: skip
    late = [(str(one.meeting), one.urgent_because) for one in papers(sample_yaml)]
    assert ("Board July 2026", "It came late.") in late
    assert ("Board November 2026", "") in late


def test_the_paper_to_copy_from_there_may_be_named(
    paperkit: Command, sample_yaml: Path, new_year: Path
) -> None:
    start(paperkit, new_year, "performance_report", "--meeting", "Board July 2027",
          "--from-project", sample_yaml, "--from", "Performance July 2026")  # fmt: skip
    assert [paper.title for paper in papers(new_year)] == [
        paper.title for paper in papers(sample_yaml) if paper.reference == "Performance July 2026"
    ]


def test_the_project_that_is_copied_from_stays_as_it_is(
    paperkit: Command, sample: Path, new_year: Path
) -> None:
    before = tree(sample)
    start(paperkit, new_year, "performance_report", "--meeting", "Board July 2027",
          "--from-project", sample)  # fmt: skip
    assert papers(new_year)
    assert tree(sample) == before


def test_without_a_paper_named_it_is_the_last_of_the_kind(
    paperkit: Command, blank: Path, tmp_path: Path
) -> None:
    there = project(tmp_path / "last")
    start(paperkit, blank, "exception_appendix", *NOVEMBER, "--from-project", there)
    (paper,) = papers(blank)
    assert (paper.kind, paper.priority) == ("exception_appendix", "P1")


def test_a_project_without_such_a_paper_says_which_it_has(
    paperkit: Command, sample_yaml: Path, new_year: Path
) -> None:
    said = start(paperkit, new_year, "covering_report", "--meeting", "Board July 2027",
                 "--from-project", sample_yaml)  # fmt: skip
    assert (
        "There is no paper of the kind covering_report to copy from. Name one with --from." in said
    )
    assert "Performance July 2026" in said


def test_text_there_that_cannot_be_read_is_not_left_out_without_a_word(
    paperkit: Command, sample_yaml: Path, new_year: Path
) -> None:
    bad = (
        "text:\n  - paper: Performance July 2026\n    section: introduction\n    exempt: Perhaps\n"
    )
    (sample_yaml / "board").mkdir()
    (sample_yaml / "board" / "more.yaml").write_text(bad, encoding="utf-8")
    said = start(paperkit, new_year, "performance_report", "--meeting", "Board July 2027",
                 "--from-project", sample_yaml)  # fmt: skip
    assert f"Rows of {sample_yaml} cannot be read and would be missing from the paper" in said
    assert "more.yaml" in said
    assert papers(new_year) == []
