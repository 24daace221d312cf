"""``paperkit decisions start``: a row for each recommendation, in a file beside the workbook."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from paperkit.board.decision_rows import Decision
from paperkit.board.history import AS_FILED, AsFiled, Draft
from paperkit.pipeline.reading import read_board
from paperkit.record import LOG_FILE
from paperkit.record.log import append
from paperkit.word.outline import outline
from tests.cli.conftest import Command
from tests.cli.test_edits import edit

JULY = "Board July 2026"


def started(paperkit: Command, folder: Path, meeting: str = JULY) -> str:
    ran = paperkit("decisions", "start", "--meeting", meeting, "--project", folder)
    return ran.out or ran.err


def decisions(folder: Path, meeting: str = JULY) -> list[Decision]:
    return [row for row in read_board(folder).board.decisions if row.meeting == meeting]


def test_each_recommendation_has_a_row_in_a_workbook_beside_the_own_one(
    paperkit: Command, sample: Path
) -> None:
    before = (sample / "board.xlsx").read_bytes()
    said = started(paperkit, sample)
    assert "board/Decisions, Board July 2026.xlsx" in said
    assert "3 recommendations to Board July 2026." in said
    assert (sample / "board.xlsx").read_bytes() == before
    rows = decisions(sample)
    assert {str(row.paper) for row in rows} == {"Performance July 2026"}
    assert rows[0].recommendation.startswith("That the Health and Wellbeing Board note ")
    assert {row.outcome for row in rows} == {None}


def test_a_second_run_adds_nothing_and_says_so(paperkit: Command, sample: Path) -> None:
    started(paperkit, sample)
    files = sorted(sample.rglob("*"))
    assert started(paperkit, sample) == (
        "Nothing was written: 3 recommendations to Board July 2026 there already.\n"
    )
    assert sorted(sample.rglob("*")) == files


def test_a_second_run_adds_what_is_missing_to_a_file_of_its_own(
    paperkit: Command, sample_yaml: Path
) -> None:
    started(paperkit, sample_yaml)
    first = sample_yaml / "board" / "Decisions, Board July 2026.yaml"
    data = sample_yaml / "board.yaml"
    text = data.read_text(encoding="utf-8")
    row = "  - paper: Performance July 2026\n    section: recommendations\n"
    more = row + "    text: welcome the work of the link workers.\n"
    data.write_text(text.replace(row, more + row, 1), encoding="utf-8")
    kept = first.read_bytes()
    said = started(paperkit, sample_yaml)
    assert "Decisions, Board July 2026 (2).yaml" in said
    assert "1 recommendation to Board July 2026. 3 recommendations there already." in said
    assert first.read_bytes() == kept
    assert len(decisions(sample_yaml)) == 4


def test_a_meeting_that_decides_nothing_is_refused(paperkit: Command, sample: Path) -> None:
    assert "decides nothing" in started(paperkit, sample, "Board June 2026")
    assert "There is no meeting called" in started(paperkit, sample, "Board Yule 2026")
    assert not (sample / "board").exists()


def test_a_meeting_without_recommendations_says_so(paperkit: Command, sample: Path) -> None:
    said = started(paperkit, sample, "Board September 2026")
    assert said.startswith("Nothing was written: no paper to Board September 2026 makes")


@pytest.mark.parametrize("day", [date(2026, 7, 7), None])
def test_what_was_filed_counts_and_not_what_the_data_say(
    paperkit: Command, sample_yaml: Path, day: date | None
) -> None:
    filed = AsFiled(
        paper="Performance July 2026", meeting=JULY, file="Performance.docx", sha256="1",
        public_from=day, recommendations=("That the Board praise the progress.",),
    )  # fmt: skip
    draft = Draft(table=AS_FILED, row=filed, recorded_on=date(2026, 7, 6))
    append(sample_yaml / LOG_FILE, [draft])
    said = started(paperkit, sample_yaml)
    assert "1 recommendation to Board July 2026." in said
    assert "The record has no final" not in said
    assert decisions(sample_yaml)[0].recommendation == "That the Board praise the progress."


def test_a_row_that_no_paper_recommends_is_named(paperkit: Command, sample_yaml: Path) -> None:
    data = sample_yaml / "board.yaml"
    row = "  - {meeting: Board July 2026, paper: Performance July 2026, recommendation: Go home.}\n"
    data.write_text(
        data.read_text("utf-8").replace("\ndecisions:\n", f"\ndecisions:\n{row}"), "utf-8"
    )
    said = started(paperkit, sample_yaml)
    assert "Not among the recommendations of Performance July 2026: board.yaml, line " in said


# --- The sheet for the clerk ----------------------------------------------------------------

FEES = """
  - reference: Fees July 2026
    kind: covering_report
    meeting: Board July 2026
    title: Acme is paid 4% more
    public_title: Care home fees
    purpose: To pay Acme.
    authors: Rosalind Keane
    directors: Dr Anjali Raghunathan
    publicity: Exempt
    exempt_paragraph: "3"
    exempt_reason: It names a price.

text:
  - {paper: Fees July 2026, section: recommendations, text: agree 4% for Acme.}
"""


def sheet(paperkit: Command, folder: Path, *words: str) -> str:
    ran = paperkit("decisions", "sheet", "--meeting", JULY, "--project", folder, *words)
    return ran.out or ran.err


def test_the_sheet_is_a_draft_in_the_meetings_folder_and_exempt_items_have_their_own(
    paperkit: Command, sample_yaml: Path
) -> None:
    data = sample_yaml / "board.yaml"
    data.write_text(data.read_text("utf-8").replace("\ntext:\n", FEES, 1), "utf-8")
    said = sheet(paperkit, sample_yaml)
    folder = sample_yaml / "papers" / "2026-07-16 Board"
    public = folder / "Draft - Resolutions for the clerk - 16 July 2026.docx"
    exempt = folder / "exempt" / "Exempt - Draft - Resolutions for the clerk - 16 July 2026.docx"
    assert f"Written: {public}" in said
    assert f"Written: {exempt}" in said
    words = outline(public.read_bytes())
    assert "Draft Mark | | DRAFT - not for publication" in words
    assert "This is a draft for the clerk" in words
    assert "RESOLVED: That the Health and Wellbeing Board note the progress" in words
    assert "Care home fees" in words
    assert "Exempt: the public wording is still to be agreed" in words
    with ZipFile(public) as parts:
        assert not [name for name in parts.namelist() if b"Acme" in parts.read(name)]
    restricted = outline(exempt.read_bytes())
    assert "Exempt Mark | | Not for publication" in restricted
    assert "RESOLVED: That the Health and Wellbeing Board agree 4% for Acme." in restricted
    assert "delivery plans" not in restricted


def test_of_an_exempt_paper_that_goes_to_another_meeting_the_public_sheet_has_no_word(
    paperkit: Command, sample_yaml: Path
) -> None:
    data = sample_yaml / "board.yaml"
    moved = FEES.replace("meeting: Board July 2026", "meeting: Board September 2026")
    row = "\ndecisions:\n  - {meeting: Board July 2026, paper: Fees July 2026, recommendation: "
    text = data.read_text("utf-8").replace("\ntext:\n", moved, 1)
    data.write_text(text.replace("\ndecisions:\n", f"{row}Agree 4% for Acme.}}\n"), "utf-8")
    said = sheet(paperkit, sample_yaml)
    assert "Exempt - Draft - Resolutions" in said
    public = (
        sample_yaml
        / "papers/2026-07-16 Board/Draft - Resolutions for the clerk - 16 July 2026.docx"
    )
    with ZipFile(public) as parts:
        assert not [name for name in parts.namelist() if b"Acme" in parts.read(name)]


def test_a_sheet_that_the_clerk_has_edited_is_not_replaced(paperkit: Command, sample: Path) -> None:
    sheet(paperkit, sample)
    (path,) = (sample / "papers").rglob("*Resolutions*.docx")
    edit(path, ("Wording:", "Wording: half of it"))
    kept = path.read_bytes()
    assert "--overwrite" in sheet(paperkit, sample)
    assert path.read_bytes() == kept
    sheet(paperkit, sample, "--overwrite")
    assert path.read_bytes() != kept


def test_the_sheet_is_in_no_record(paperkit: Command, sample: Path) -> None:
    sheet(paperkit, sample)
    assert not (sample / "exception-log.sqlite").exists()


# --- Exempt decisions -------------------------------------------------------------------------

SECRET = """
decisions:
  - meeting: Board May 2026
    recommendation: Agree 4% for Acme.
    wording: That Acme be paid 3%.
    outcome: Amended
    exempt: "Yes"
    public_wording: That an offer be made.
    urgent_because: Acme goes to court.
    by: Fiona Hartwell
    due: 1 September 2026
    became: Acme was paid.
  - meeting: Board May 2026
    wording: That Acme be asked again.
    exempt: "Yes"
    by: Fiona Hartwell
    due: 1 September 2026
"""


@pytest.mark.parametrize("kind", ["performance_report", "forward_plan"])
def test_no_public_paper_has_a_word_of_an_exempt_decision(
    paperkit: Command, sample_yaml: Path, kind: str
) -> None:
    data = sample_yaml / "board.yaml"
    data.write_text(data.read_text("utf-8").replace("\ndecisions:\n", SECRET), "utf-8")
    assert paperkit("build", kind, "--meeting", JULY, "--project", sample_yaml).code == 0
    (path,) = (sample_yaml / "papers").rglob("*.docx")
    assert "That an offer be made." in outline(path.read_bytes())
    with ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if b"Acme" in parts.read(name)]


def test_the_plan_of_the_year_has_no_word_of_an_exempt_decision(
    paperkit: Command, sample_yaml: Path
) -> None:
    data = sample_yaml / "board.yaml"
    data.write_text(data.read_text("utf-8").replace("\ndecisions:\n", SECRET), "utf-8")
    printed = paperkit("plan", "--meeting", JULY, "--project", sample_yaml).out
    printed += paperkit("plan", "--json", "--meeting", JULY, "--project", sample_yaml).out
    assert "That an offer be made." in printed
    assert "Acme" not in printed
