"""``paperkit build`` of papers on a round: which is meant, what they are called, their table."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from paperkit.board.data import TABLES
from paperkit.board.history import FILED, Draft, Filed
from paperkit.files.yaml_out import tables_yaml
from paperkit.record import LOG_FILE
from paperkit.record.log import append, read_log
from tests.cli.conftest import Command
from tests.logs import history
from tests.papers.round_made import EVERYTHING, PAPERS, PLAN
from tests.tables import records

NOVEMBER = ("--meeting", "Board November 2026")
FOLDER = "2026-11-12 Board"
STEM = "Appendix 1 - Exception report, healthy start - 12 November 2026"
ALONE = "Exception report, healthy start - 12 November 2026"
SETTINGS = """
council:
  name: Anyshire Council
pack: partnership
"""


def project(folder: Path, papers: str = PAPERS, log: str = EVERYTHING) -> Path:
    """Write a project with the plan, these papers, and the log of two rounds."""
    folder.mkdir()
    (folder / "paperkit.yaml").write_text(SETTINGS, encoding="utf-8")
    data = tables_yaml(TABLES, records(PLAN + papers))
    (folder / "board.yaml").write_text(data, encoding="utf-8")
    entries = history(log).entries
    drafts = [
        Draft(table=one.table, row=one.row, recorded_on=one.recorded_on, origin="a form")
        for one in entries
    ]
    append(folder / LOG_FILE, drafts)
    return folder


@pytest.fixture
def healthy_start(tmp_path: Path) -> Path:
    """Return a project with a cover paper and its appendix."""
    return project(tmp_path / "board")


def names(folder: Path) -> list[str]:
    """Return the files that stand in the folder of papers."""
    papers = folder / "papers" / FOLDER
    return sorted(path.name for path in papers.iterdir()) if papers.is_dir() else []


def workbook(path: Path) -> Any:
    """Return the workbook at a path."""
    return load_workbook(io.BytesIO(path.read_bytes()))


def column(sheet: Any, heading: str) -> list[Any]:
    """Return what is under a heading."""
    (index,) = (cell.column for cell in sheet[1] if cell.value == heading)
    return [sheet.cell(row, index).value for row in range(2, sheet.max_row + 1)]


@pytest.mark.parametrize("priority", ["P1", "healthy START"])
def test_the_paper_of_a_priority_is_found_and_named_after_it(
    paperkit: Command, healthy_start: Path, priority: str
) -> None:
    ran = paperkit(
        "build", "exception_appendix", "--priority", priority, *NOVEMBER, "--project", healthy_start
    )  # fmt: skip
    assert ran.code in (0, 1), ran.err
    assert names(healthy_start) == [f"Draft - {STEM}.docx"]


def test_without_a_priority_it_is_the_only_such_paper_of_the_meeting(
    paperkit: Command, healthy_start: Path
) -> None:
    paperkit("build", "exception_appendix", *NOVEMBER, "--project", healthy_start)
    assert names(healthy_start) == [f"Draft - {STEM}.docx"]


def test_without_a_row_it_is_built_for_the_priority_named(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board", "")
    paperkit("build", "exception_appendix", "--priority", "P1", *NOVEMBER, "--project", folder)
    assert names(folder) == [f"Draft - {ALONE}.docx"]


def test_without_row_and_priority_it_is_the_only_round_of_the_meeting(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board", "")
    paperkit("build", "exception_appendix", *NOVEMBER, "--project", folder)
    assert names(folder) == [f"Draft - {ALONE}.docx"]


def test_where_the_meeting_has_no_round_the_priority_is_asked_for(
    paperkit: Command, tmp_path: Path
) -> None:
    meetings = "## meetings\n| reference | date |\n| --- | --- |\n| May | 20 May 2027 |\n"
    folder = project(tmp_path / "board", meetings)
    ran = paperkit("build", "exception_appendix", "--meeting", "May", "--project", folder)
    assert ran.code == 3
    assert "Name the priority with --priority." in ran.err
    assert "P1 (Healthy start), P2 (Good work)" in ran.err


def test_an_unknown_priority_is_told_with_the_near_one(
    paperkit: Command, healthy_start: Path
) -> None:
    ran = paperkit(
        "build", "exception_appendix", "--priority", "Healthy strat", *NOVEMBER,
        "--project", healthy_start,
    )  # fmt: skip
    assert ran.code == 3
    assert "no priority called 'Healthy strat'. Did you mean 'Healthy start'?" in ran.err


def test_a_priority_that_a_named_paper_does_not_tell_of_is_told(
    paperkit: Command, healthy_start: Path
) -> None:
    ran = paperkit("build", "Cover", "--priority", "P2", "--project", healthy_start)
    assert ran.code == 3
    assert "'Cover' is not about the priority P2" in ran.err


def test_two_such_papers_of_a_meeting_are_told_apart_by_priority(
    paperkit: Command, tmp_path: Path
) -> None:
    rows = PAPERS.replace("## text", "| Work | exception_report | Board November 2026 | Good work"
                          " | Cy Marsh | Public | P2 | |\n\n## text")  # fmt: skip
    folder = project(tmp_path / "board", rows)
    ran = paperkit("build", "exception_report", *NOVEMBER, "--project", folder)
    assert ran.code == 3
    assert "'Cover', 'Work', or give --priority" in ran.err
    paperkit("build", "exception_report", "--priority", "P2", *NOVEMBER, "--project", folder)
    assert names(folder) == ["Draft - Good work - 12 November 2026.docx"]


def test_a_kind_that_tells_of_no_round_takes_no_priority(
    paperkit: Command, healthy_start: Path
) -> None:
    ran = paperkit(
        "build", "performance_report", "--priority", "P1", *NOVEMBER, "--project", healthy_start
    )  # fmt: skip
    assert ran.code == 3
    assert "is not about one priority. Leave --priority out." in ran.err


def test_a_priority_and_all_papers_are_not_asked_for_together(
    paperkit: Command, healthy_start: Path
) -> None:
    ran = paperkit("build", "--all", "--priority", "P1", *NOVEMBER, "--project", healthy_start)
    assert ran.code == 2
    assert "--priority" in ran.err
    assert "one paper; --all builds every one." in ran.err


def test_a_paper_on_a_round_without_its_priority_is_an_error(
    paperkit: Command, tmp_path: Path
) -> None:
    """PK-626."""
    folder = project(tmp_path / "board", PAPERS.replace("| Public | P1 | |", "| Public | | |"))
    ran = paperkit("check", *NOVEMBER, "--project", folder)
    assert "PK-626" in ran.out
    assert "'Cover' is about a round, but has nothing under 'Priority'." in ran.out


def test_the_appendix_is_not_asked_for_what_its_cover_has(
    paperkit: Command, healthy_start: Path
) -> None:
    for words in ((), NOVEMBER):
        ran = paperkit("check", *words, "--project", healthy_start)
        told = [line for line in ran.out.splitlines() if "Table" in line]
        assert [line for line in told if "recommendation" in line or "Nobody" in line] == []


def test_all_and_exceptions_are_both_to_be_had(paperkit: Command, healthy_start: Path) -> None:
    words = ("build", "exception_appendix", *NOVEMBER, "--project", healthy_start, "--table")
    for rows, count in (("all", 5), ("exceptions", 4)):
        paperkit(*words, "--rows", rows)
        sheet = workbook(healthy_start / "papers" / FOLDER / f"Draft - {STEM}.xlsx").worksheets[0]
        assert len(column(sheet, "Reference")) == count


def test_the_table_stands_beside_the_paper_with_the_same_rows(
    paperkit: Command, healthy_start: Path
) -> None:
    ran = paperkit("build", "exception_appendix", *NOVEMBER, "--table", "--project", healthy_start)
    assert names(healthy_start) == [f"Draft - {STEM}.docx", f"Draft - {STEM}.xlsx"]
    assert f"Draft - {STEM}.xlsx" in ran.out
    book = workbook(healthy_start / "papers" / FOLDER / f"Draft - {STEM}.xlsx")
    sheet = book.worksheets[0]
    assert sheet.title == "DRAFT Exception report"
    assert column(sheet, "Reference") == ["2.2", "2.3", "1.1", "2.1", "1.2"]
    assert column(sheet, "RAG") == ["Red", "No return received", "Amber", "Green", "Green"]
    days = column(sheet, "Review date")
    assert [day.date().isoformat() for day in (days[0], *days[2:])] == ["2027-03-11"] * 4
    assert days[1] == ("No review date given by the Transport Lead at publication")
    assert column(sheet, "Target")[0] == "=more"
    about = [cell.value for row in book.worksheets[1].iter_rows() for cell in row if cell.value]
    assert "Cllr Ann Field, Cabinet Member for Children" in about
    start = about.index("At a glance") + 1
    end = next(number for number, cell in enumerate(about) if str(cell).startswith("Ratings, and"))
    assert about[start:end:2] == ["Ratings", "Movement", "Returns", "Requests"]


def test_the_table_shows_the_forms_columns_in_its_order_and_twelve_at_most(
    paperkit: Command, healthy_start: Path
) -> None:
    paperkit("build", "exception_appendix", *NOVEMBER, "--table", "--project", healthy_start)
    path = healthy_start / "papers" / FOLDER / f"Draft - {STEM}.xlsx"
    sheet, about = workbook(path).worksheets
    headings = [cell.value for cell in sheet[1]]
    assert headings[:12] == [
        "Reference", "Actions", "Review date", "Reporting lead", "Indicators/ measurements",
        "Target", "RAG", "Reasons for escalation", "Action to control risk",
        "Any request to the Health and Wellbeing Board", "Last time", "Escalated",
    ]  # fmt: skip
    hidden = [one for one in sheet.column_dimensions.values() if one.hidden]
    folded = {number for one in hidden for number in range(one.min, one.max + 1)}
    assert folded == set(range(13, len(headings) + 1))
    behind = get_column_letter(len(headings) + 1)
    words = f"Click on + above column {behind} to see: {'; '.join(headings[12:])}."
    assert words in [cell.value for cell in about["B"]]
    assert all(any(column(sheet, heading)) for heading in headings)


def test_the_table_says_in_which_plan_and_by_whom_an_action_is_managed(
    paperkit: Command, healthy_start: Path
) -> None:
    """No paper has room for it; an officer who typed it finds it beside the action."""
    with_plan = yaml.safe_load((healthy_start / "board.yaml").read_text("utf-8"))
    first = with_plan["actions"][0]
    first |= {"home_plan": "Start for life plan", "forum": "Children's partnership"}
    (healthy_start / "board.yaml").write_text(yaml.safe_dump(with_plan), "utf-8")
    paperkit("build", "exception_appendix", *NOVEMBER, "--table", "--project", healthy_start)
    sheet = workbook(healthy_start / "papers" / FOLDER / f"Draft - {STEM}.xlsx").worksheets[0]
    row = next(n for n, one in enumerate(column(sheet, "Reference")) if one == first["reference"])
    told = {heading: column(sheet, heading)[row] for heading in ("Home plan", "Governance forum")}
    assert list(told.values()) == ["Start for life plan", "Children's partnership"]


def test_a_table_that_a_person_edited_is_not_replaced_and_the_paper_is_not_either(
    paperkit: Command, healthy_start: Path
) -> None:
    words = ("build", "exception_appendix", *NOVEMBER, "--table", "--project", healthy_start)
    paperkit(*words)
    path = healthy_start / "papers" / FOLDER / f"Draft - {STEM}.xlsx"
    book = workbook(path)
    book.worksheets[0]["A2"] = "Mine"
    book.save(path)
    edited, paper = path.read_bytes(), path.with_suffix(".docx").read_bytes()
    ran = paperkit(*words, "--rows", "exceptions")
    assert ran.code == 1
    assert "PK-897" in ran.out
    assert "was edited after paperkit built it: what was changed in it is not known." in ran.out
    assert (path.read_bytes(), path.with_suffix(".docx").read_bytes()) == (edited, paper)
    paperkit(*words, "--overwrite")
    assert path.read_bytes() != edited


def test_building_twice_gives_the_same_table(paperkit: Command, healthy_start: Path) -> None:
    words = ("build", "exception_appendix", *NOVEMBER, "--table", "--project", healthy_start)
    path = healthy_start / "papers" / FOLDER / f"Draft - {STEM}.xlsx"
    paperkit(*words)
    first = path.read_bytes()
    paperkit(*words)
    assert path.read_bytes() == first


def test_a_kind_without_a_table_says_which_has_one(paperkit: Command, healthy_start: Path) -> None:
    ran = paperkit("build", "exception_report", *NOVEMBER, "--table", "--project", healthy_start)
    assert ran.code == 3
    assert "goes with papers of the kind exception_appendix" in ran.err


def test_all_papers_of_a_meeting_bring_the_table_of_the_appendix(
    paperkit: Command, healthy_start: Path
) -> None:
    paperkit("build", "--all", "--table", *NOVEMBER, "--project", healthy_start)
    assert names(healthy_start) == [
        f"Draft - {STEM}.docx",
        f"Draft - {STEM}.xlsx",
        "Draft - Exceptions for healthy start - 12 November 2026.docx",
    ]


def test_a_final_puts_paper_and_table_on_record_and_neither_bears_the_mark_of_a_draft(
    paperkit: Command, tmp_path: Path
) -> None:
    log = EVERYTHING.replace("| Off the road. | |", "| Off the road. | A van is hired. |")
    folder = project(tmp_path / "board", log=log)
    ran = paperkit(
        "build", "exception_appendix", *NOVEMBER, "--table", "--final", "--project", folder,
        "--accept-gaps", "One lead is ill", "--by", "C. Marsh",
    )  # fmt: skip
    assert ran.code == 0, ran.out
    assert names(folder) == [f"{STEM}.docx", f"{STEM}.xlsx"]
    told = read_log(folder / LOG_FILE).rows(FILED, Filed)
    assert [(one.paper, one.file) for one in told] == [
        ("Table", f"{STEM}.docx"),
        ("Table", f"{STEM}.xlsx"),
    ]
    assert (
        workbook(folder / "papers" / FOLDER / f"{STEM}.xlsx").worksheets[0].title
        == "Exception report"
    )


def test_a_final_without_a_row_is_not_built_before_somebody_answers_for_what_is_blank(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = project(tmp_path / "board", papers="")
    asked = ("build", "exception_report", "--priority", "P1", *NOVEMBER, "--project", folder)
    ran = paperkit(*asked, "--final", "--json")
    assert ran.code == 1
    (found,) = [one for one in json.loads(ran.out)["findings"] if one["code"] == "PK-627"]
    assert found["message"] == (
        "The table Papers has no row for the Exception reporting to Board November 2026, so its "
        "author, purpose and text are blank."
    )
    assert (found["severity"], names(folder)) == ("gap", [])


def test_a_kind_without_text_of_its_own_needs_a_row_for_what_its_head_prints(
    paperkit: Command, tmp_path: Path
) -> None:
    """The record took a final whose title read "No title given by the author at publication"."""
    folder = project(tmp_path / "board", papers="")

    def told(kind: str) -> list[str]:
        asked = ("build", kind, *NOVEMBER, "--final", "--project", folder, "--json")
        found = json.loads(paperkit(*asked).out)["findings"]
        return [one["message"] for one in found if one["code"] == "PK-627"]

    (message,) = told("one_page")
    assert message == (
        "The table Papers has no row for the Summary page to Board November 2026, so its 'Title', "
        "'Public or exempt' and 'Data as at' are blank."
    )
    (message,) = told("outcomes_dashboard")
    assert "'Title', 'Purpose', 'Report of', 'Accountable director', 'Public" in message
    assert told("chair_note") == told("forward_plan") == []


@pytest.mark.parametrize(
    ("priority", "own", "others"), [("P1", "2.2", "3.1"), ("P2", "3.1", "2.2")]
)
def test_a_paper_without_a_row_is_judged_by_its_own_priority_alone(
    paperkit: Command, tmp_path: Path, priority: str, own: str, others: str
) -> None:
    folder = project(tmp_path / "board", papers="")
    asked = ("build", "exception_report", *NOVEMBER, "--project", folder, "--json")
    found = json.loads(paperkit(*asked, "--priority", priority).out)["findings"]
    messages = " ".join(one["message"] for one in found)
    assert f"ction {own}" in messages
    assert f"ction {others}" not in messages
    in_log = [one["code"] for one in found if one["file"] == LOG_FILE and own in one["message"]]
    assert in_log == (["PK-873", "PK-894"] if priority == "P1" else [])


LONG = "Best start in life for every child and young person in each of our neighbourhoods"
TWO_ROUNDS = """
## papers
| reference | kind | meeting | authors | publicity | priority |
| --- | --- | --- | --- | --- | --- |
""" + "".join(
    f"| {priority} {month} | exception_report | Board {month} 2026 | Cy Marsh | Public "
    f"| {priority} |\n"
    for month in ("July", "November")
    for priority in ("P1", "P2")
)


@pytest.mark.parametrize("more", [(), ("--overwrite",)])
def test_two_rounds_of_two_priorities_with_long_names_are_all_built(
    paperkit: Command, tmp_path: Path, more: tuple[str, ...]
) -> None:
    """Names that lost their day made November's paper replace July's."""
    folder = project(tmp_path / "board", TWO_ROUNDS)
    data = folder / "board.yaml"
    words = data.read_text("utf-8").replace("Healthy start", f"{LONG}, from birth to five")
    data.write_text(words.replace("Good work", f"{LONG}, from five to ten"), "utf-8")
    for month in ("July", "November"):
        ran = paperkit("build", "--all", "--meeting", f"Board {month} 2026", *more,
                       "--project", folder)  # fmt: skip
        assert ran.err == ""
    written = list((folder / "papers").rglob("*.docx"))
    assert sorted(path.parent.name for path in written) == [
        *["2026-07-16 Board"] * 2,
        *["2026-11-12 Board"] * 2,
    ]
    assert len({path.name for path in written}) == 4
    assert all("2026" in path.name for path in written)
