"""A round end to end through files: forms out, filled in, gathered into the log."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from paperkit.board.history import History
from paperkit.board.paper_rows import RETURNS, VIEWS, Return, View
from paperkit.cli import options
from paperkit.record import LOG_FILE
from paperkit.record.log import read_log
from tests import projects
from tests.cli.conftest import Command
from tests.files.test_careless_programs import libreoffice, saved_by_libreoffice

ROUND = ("--priority", "Part 1", "--meeting", "Board July 2026")
SHEET = "Exception report"


class Day(date):
    """The day on which these officers work."""

    @classmethod
    def today(cls) -> "Day":
        return cls(2026, 6, 10)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "today", Day.today)


@pytest.fixture
def issued(paperkit: Command, sample: Path) -> dict[str, Path]:
    """Return the issued form of each lead of a round, which went out once for all tests."""

    def issue(project: Path) -> None:
        projects.third(project)
        ran = paperkit("forms", "issue", *ROUND, "--project", project, "--due", "18 June 2026")
        assert ran.code == 0

    projects.copied("issued", issue, sample)
    forms = (sample / "forms").rglob("*.xlsx")
    return {path.name.partition(" - ")[0]: path for path in forms}


def returned(folder: Path, form: Path, **ratings: str) -> Path:
    """Fill in a form, each rating with text where it is not the best, and put it in a folder."""
    folder.mkdir(exist_ok=True)
    filled_in(form, **ratings).save(folder / form.name)
    return folder / form.name


def filled_in(form: Path, **ratings: str) -> Any:
    """Return a form as a workbook, each rating with text where it is not the best."""
    book: Any = load_workbook(form)
    sheet = book[SHEET]
    column = {str(cell.value).partition(" (")[0]: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        word = ratings.get(f"a{sheet.cell(row, 1).value}".replace(".", "_"))
        if word:
            sheet.cell(row, column["RAG"]).value = word
            sheet.cell(row, column["Review date"]).value = date(2026, 9, 17)
        if word in ("Amber", "Red"):
            sheet.cell(row, column["Reasons for escalation"]).value = "A post is vacant"
            sheet.cell(row, column["Action to control risk"]).value = "Cover from July"
    return book


def log(project: Path) -> History:
    return read_log(project / LOG_FILE)


def test_a_round_goes_out_comes_back_and_stands_in_the_log(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    form = returned(back, issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    before = form.read_bytes()
    ran = paperkit("forms", "gather", back, "--project", sample)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip() == (
        f"{form.name} (Nadia Kowalczyk): 2 taken\n2 entries were added to the log.\n"
        "Nothing to put right."
    )
    assert form.read_bytes() == before
    rows = log(sample).rows(RETURNS, Return)
    assert [(row.action, row.rating, row.reasons, row.received_on) for row in rows] == [
        ("1.3", "Amber", "A post is vacant", date(2026, 6, 10)),
        ("1.4", "Green", "", date(2026, 6, 10)),
    ]
    assert {entry.origin for entry in log(sample).of(RETURNS)} == {form.name}


def test_what_is_to_be_put_right_in_yaml_is_in_a_table_though_the_form_is_a_workbook(
    paperkit: Command, sample_yaml: Path, tmp_path: Path
) -> None:
    paperkit("forms", "issue", *ROUND, "--project", sample_yaml, "--due", "18 June 2026")
    (form,) = (sample_yaml / "forms").rglob("Nadia Kowalczyk*.xlsx")
    book = filled_in(form, a1_3="Green", a1_4="Green")
    (cell,) = (cell for (cell,) in book[SHEET].iter_rows(max_col=1) if cell.value == "1.4")
    cell.value = "Hubs"
    (tmp_path / "back").mkdir()
    book.save(tmp_path / "back" / form.name)
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", sample_yaml)
    said = " ".join(ran.out.split())
    assert f"PK-838 {form.name}, '{SHEET}'!{cell.coordinate} " in said
    assert "To report on a new action, add it to the table Actions first." in said


def test_a_clock_that_went_back_says_of_no_form_when_it_went_out_or_came_back(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    back = tmp_path / "back"
    returned(back, issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    there = (sample / LOG_FILE).read_bytes()
    monkeypatch.setattr(options, "today", lambda: date(2020, 1, 1))
    again = ("forms", "issue", *ROUND, "--due", "19 June 2026", "--project", sample)
    for command in (("forms", "gather", back, "--project", sample), again):
        ran = paperkit(*command)
        assert (ran.code, (sample / LOG_FILE).read_bytes()) == (3, there)
        assert "By the clock of this computer today is 1 January 2020" in ran.err
        assert "--clock-is-right" in ran.err
    # The log may be what is wrong: somebody's clock was ahead.
    assert paperkit("forms", "gather", back, "--project", sample, "--clock-is-right").code == 0
    assert (sample / LOG_FILE).read_bytes() != there


def test_gathering_again_adds_nothing(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    returned(back, issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    paperkit("forms", "gather", back, "--project", sample)
    there = (sample / LOG_FILE).read_bytes()
    ran = paperkit("forms", "gather", back, "--project", sample)
    assert "2 there already" in ran.out
    assert "The log is as it was." in ran.out
    assert (sample / LOG_FILE).read_bytes() == there


def test_a_row_with_an_error_is_not_taken_and_the_others_are(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    returned(back, issued["Nadia Kowalczyk"], a1_3="Ambr", a1_4="Green")
    returned(back, issued["Owen Blackwood"], a2_6="Green")
    (back / "notes.pdf").write_bytes(b"%PDF-1.7")
    (back / "~$Nadia.xlsx").write_bytes(b"open")
    (back / "text.txt").write_text("Dear all")
    (back / "late").mkdir()
    ran = paperkit("forms", "gather", back, "--project", sample)
    assert ran.code == 1
    assert "'Ambr' is not one of Green, Amber, Red." in ran.out
    assert "(did you mean Amber?)" in ran.out
    name = issued["Nadia Kowalczyk"].name
    assert f"{name} (Nadia Kowalczyk): 1 taken, 1 not taken\n" in ran.out
    assert ran.out.endswith("Found 2 errors, 1 note.\n")
    assert "PK-830  notes.pdf" in ran.out
    assert "PK-864  late\n          The folder 'late' was not opened." in ran.out
    assert [row.action for row in log(sample).rows(RETURNS, Return)] == ["1.4", "2.6"]


def test_what_nobody_can_see_in_a_paper_keeps_its_rows_back_and_names_its_lead(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    form = returned(back, issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    book: Any = load_workbook(form)
    book[SHEET]["I2"].font = Font(strike=True)
    book[SHEET].merge_cells("K2:K3")
    book.save(form)
    ran = paperkit("forms", "gather", back, "--project", sample, "--json")
    told = json.loads(ran.out)["findings"]
    assert [(one["code"], one["cell"], one["person"]) for one in told] == [
        ("PK-333", "I2", "Nadia Kowalczyk"),
        ("PK-335", "K2", "Nadia Kowalczyk"),
    ]
    assert log(sample).of(RETURNS) == ()


def test_a_changed_answer_needs_a_why_and_becomes_a_correction(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    gather = ("forms", "gather", back, "--project", sample)
    returned(back, issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    paperkit(*gather)
    returned(back, issued["Nadia Kowalczyk"], a1_3="Red", a1_4="Green")
    ran = paperkit(*gather)
    assert ran.code == 1
    assert "Action 1.3: RAG was 'Amber' and is now 'Red'." in ran.out
    assert paperkit(*gather, "--because", "Nadia rang on 9 June").code == 0
    last = log(sample).entries[-1]
    first = next(entry for entry in log(sample).entries if entry.table == RETURNS)
    assert (last.replaces, last.because) == (first.number, "Nadia rang on 9 June")
    assert [row.rating for row in log(sample).rows(RETURNS, Return)] == ["Green", "Red"]


def test_json_tells_what_was_taken_and_what_was_found(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    form = returned(back, issued["Nadia Kowalczyk"], a1_3="Amber")
    ran = paperkit("forms", "gather", back, "--project", sample, "--json", "--by-lead")
    told = json.loads(ran.out)
    assert (ran.code, told["logged"], told["files"], told["refused"]) == (0, 1, [], "")
    assert told["forms"] == [
        {"file": form.name, "person": "Nadia Kowalczyk", "taken": 1, "there": 0, "waiting": 0,
         "remarks": 0, "refused": False},
    ]  # fmt: skip
    (finding,) = told["findings"]
    assert (finding["code"], finding["person"], finding["cell"]) == (
        "PK-850", "Nadia Kowalczyk", "G3",
    )  # fmt: skip
    assert "Please fill it in." in told["by_lead"]["Nadia Kowalczyk"]


def test_by_lead_prints_a_text_for_each_person(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    returned(back, issued["Nadia Kowalczyk"], a1_3="Amber")
    ran = paperkit("forms", "gather", back, "--project", sample, "--by-lead")
    assert "To: nadia.kowalczyk@northmere.example" in ran.out
    assert "Dear Nadia Kowalczyk," in ran.out


def test_by_lead_asks_what_a_paper_would_ask_before_the_sponsor_sees_the_answer(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    form = returned(back, issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    book: Any = load_workbook(form)
    heads = {str(cell.value).partition(" (")[0]: cell.column for cell in book[SHEET][1]}
    book[SHEET].cell(2, heads["Action to control risk"]).value = "Cover from 4 July"
    book.save(form)
    ran = paperkit("forms", "gather", back, "--project", sample, "--by-lead")
    assert (ran.code, "2 taken" in ran.out) == (0, True)
    letter, _, rest = ran.out.partition("\nPlease put it right in the form")
    assert "Dear Nadia Kowalczyk," in letter
    assert (
        "Action 1.3, Action to control risk: the text gives '4 July' without a year. Add the year."
    ) in letter
    assert "PK-765" not in rest


def test_the_status_says_who_has_returned_and_who_has_not(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    returned(back, issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    paperkit("forms", "gather", back, "--project", sample)
    ran = paperkit("forms", "status", *ROUND, "--project", sample)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == (
        "Forms for the priority Part 1, Board July 2026, are due back by Thursday 18 June 2026"
    )
    assert "  Received: Nadia Kowalczyk, 2 of 2" in lines
    assert "  Missing: Emma Lindqvist, 0 of 2; still to come: 2.7, 2.8" in lines
    assert "Dear Emma Lindqvist," in lines
    told = json.loads(paperkit("forms", "status", "--project", sample, "--json").out)
    (one,) = told["rounds"]
    assert (one["priority"], one["due"], one["overdue"]) == ("Part 1", "2026-06-18", False)
    assert one["leads"][0]["state"] == "Received"


def test_the_status_of_a_round_that_was_not_issued_says_the_way_out(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit("forms", "status", "--project", sample)
    assert (ran.code, ran.out) == (3, "")
    assert "Issue one with 'paperkit forms issue'." in ran.err


def test_a_folder_that_is_not_there_or_holds_no_form_is_told(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    gone = paperkit("forms", "gather", tmp_path / "gone", "--project", sample)
    assert (gone.code, "There is no folder" in gone.err) == (3, True)
    (tmp_path / "empty").mkdir()
    empty = paperkit("forms", "gather", tmp_path / "empty", "--project", sample)
    assert (empty.code, "holds no form" in empty.err) == (3, True)


def test_the_sponsor_s_form_goes_out_and_comes_back(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    of_p1 = ("--priority", "P1", "--meeting", "Board July 2026", "--project", sample)
    paperkit("forms", "issue", *of_p1, "--due", "18 June 2026")
    (form,) = [path for path in (sample / "forms").rglob("*.xlsx") if "Nadia" in path.name]
    returned(tmp_path / "back", form, a1_3="Amber", a1_4="Green")
    assert paperkit("forms", "gather", tmp_path / "back", "--project", sample).code == 0
    assert paperkit("forms", "sponsor", *of_p1, "--due", "30 June 2026").code == 0
    (sponsor,) = [path for path in (sample / "forms").rglob("*.xlsx") if "Sponsor" in path.name]
    book: Any = load_workbook(sponsor)
    sheet = book["Sponsor views"]
    column = {str(cell.value).partition(" (")[0]: cell.column for cell in sheet[1]}
    sheet.cell(2, column["Agreed or challenged"]).value = "Challenged"
    sheet.cell(2, column["Rating by the sponsor"]).value = "Red"
    (tmp_path / "sponsor").mkdir()
    book.save(tmp_path / "sponsor" / sponsor.name)
    gather = ("forms", "gather", tmp_path / "sponsor", "--project", sample)
    without = paperkit(*gather)
    assert (without.code, "PK-856" in without.out) == (1, True)
    sheet.cell(2, column["Why"]).value = "No site is found"
    book.save(tmp_path / "sponsor" / sponsor.name)
    assert paperkit(*gather).code == 0
    (view,) = log(sample).rows(VIEWS, View)
    assert (view.action, view.rating, view.because) == ("1.3", "Red", "No site is found")
    assert log(sample).rows(RETURNS, Return)[0].rating == "Amber"


@pytest.mark.slow
@libreoffice
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_form_that_libreoffice_saved_goes_into_the_log(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path, ending: str
) -> None:
    form = returned(tmp_path / "back", issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    saved = saved_by_libreoffice(tmp_path, ending, form)
    ran = paperkit("forms", "gather", saved.parent, "--project", sample)
    assert ran.code == 0
    assert [(row.action, row.rating) for row in log(sample).rows(RETURNS, Return)] == [
        ("1.3", "Amber"),
        ("1.4", "Green"),
    ]


# --- What a paper asks of others ------------------------------------------------------------


def answered(form: Path, folder: Path) -> Path:
    """Fill in the states of a form that a paper asked for."""
    book: Any = load_workbook(form)
    sheet = book["Updates"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith("State"))
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, column).value = "Delivered"
    folder.mkdir(exist_ok=True)
    book.save(folder / form.name)
    return folder / form.name


@pytest.mark.parametrize("project", ["sample", "sample_yaml"])
def test_answers_for_a_paper_go_into_a_file_of_the_project_s_data(
    paperkit: Command, request: pytest.FixtureRequest, project: str, tmp_path: Path
) -> None:
    folder: Path = request.getfixturevalue(project)
    issue = ("--for", "performance_report", "--meeting", "Board July 2026", "--due", "18 June 2026")
    assert paperkit("forms", "issue", *issue, "--project", folder).code in (0, 1)
    (form,) = [path for path in (folder / "forms").rglob("*.xlsx") if "Kieran Doyle" in path.name]
    data = {path: path.read_bytes() for path in folder.glob("board.*")}
    answered(form, tmp_path / "back")
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", folder)
    ending = "xlsx" if project == "sample" else "yaml"
    written = folder / "board" / f"Returned by 10 June 2026.{ending}"
    assert f"Written: {written}" in ran.out
    assert "The log is as it was." in ran.out
    assert {path: path.read_bytes() for path in folder.glob("board.*")} == data
    again = paperkit("forms", "gather", tmp_path / "back", "--project", folder)
    assert "Written" not in again.out
    assert "there already" in again.out
    assert [path.name for path in (folder / "board").iterdir()] == [written.name]
    checked = paperkit("check", "--project", folder, "--meeting", "Board July 2026")
    assert "No day of delivery is given for actions" in checked.out


def test_a_folder_of_folders_says_which_to_name_and_a_file_its_folder(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    inner = tmp_path / "returned" / "P1 July"
    inner.mkdir(parents=True)
    ran = paperkit("forms", "gather", inner.parent, "--project", sample)
    assert (ran.code, f"but folders. Name the one in which the forms are, such as '{inner}'."
            in ran.err) == (3, True)  # fmt: skip
    (inner / "Jo Lee.xlsx").write_bytes(b"")
    ran = paperkit("forms", "gather", inner / "Jo Lee.xlsx", "--project", sample)
    assert ran.code == 3
    assert "'Jo Lee.xlsx' is a file. Name the folder in which it is." in ran.err


def test_without_a_folder_it_is_said_that_no_form_was_read(paperkit: Command, sample: Path) -> None:
    ran = paperkit("forms", "gather", "--project", sample)
    assert ran.out.splitlines()[0] == (
        "No folder of forms was named: only the project's own rows were looked at."
    )
    assert "No folder" not in paperkit("forms", "gather", "--project", sample, "--json").out


def test_a_form_that_is_open_is_told_as_what_is_not_saved_was_not_read(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    form = returned(back, issued["Nadia Kowalczyk"], a1_3="Amber", a1_4="Green")
    (back / f"~${form.name}").write_bytes(b"\x08R Keane ")
    ran = paperkit("forms", "gather", back, "--project", sample, "--json")
    assert [(f["code"], f["file"], f["message"], f["remedy"])
            for f in json.loads(ran.out)["findings"]] == [
        ("PK-865", form.name, f"'{form.name}' is open in another program, so changes that are not "
                              "saved were not read.",
         "Save and close the form, then gather again."),
    ]  # fmt: skip
    assert len(log(sample).of(RETURNS)) == 2


def test_by_lead_still_tells_what_is_nobody_else_s_to_put_right(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = tmp_path / "back"
    returned(back, issued["Nadia Kowalczyk"], a1_3="Amber")
    (back / "notes.pdf").write_bytes(b"%PDF-1.7")
    ran = paperkit("forms", "gather", back, "--project", sample, "--by-lead")
    assert "Dear Nadia Kowalczyk," in ran.out
    assert "PK-830  notes.pdf" in ran.out


def test_an_error_of_issuing_is_not_said_to_hold_up_a_final(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit("forms", "issue", *ROUND, "--project", sample, "--due", "30 July 2026")
    assert (ran.code, ran.out.splitlines()[0]) == (
        1,
        "Errors, to be put right before forms go out (1)",
    )
    assert not (sample / "forms").exists()
