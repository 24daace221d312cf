"""What leads write beside the answers of a form: asked about in full, kept, and not printed."""

import json
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from paperkit.board.history import REMARKS, Remark
from paperkit.cli import options
from tests.cli.conftest import Command
from tests.cli.test_forms_gather import ROUND, SHEET, day, filled_in, issued, log, returned

__all__ = ["day", "issued"]
PERSON = "Nadia Kowalczyk"
RING = "Please ring me before this goes to the Board, commercially sensitive"


def opened(form: Path) -> Any:
    book: Any = load_workbook(form)
    return book


def noted(folder: Path, issued: dict[str, Path], **cells: str) -> Path:
    """Return a filled-in form, with words in cells such as ``Please_read__D4``."""
    book = filled_in(issued[PERSON], a1_3="Amber", a1_4="Green")
    for name, words in cells.items():
        sheet, _, cell = name.replace("__", "!").replace("_", " ").partition("!")
        if sheet not in book.sheetnames:
            book.create_sheet(sheet)
        book[sheet][cell] = words
    folder.mkdir(exist_ok=True)
    book.save(folder / issued[PERSON].name)
    return folder / issued[PERSON].name


def test_an_issued_form_that_was_filled_in_has_no_words_beside_its_answers(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    returned(tmp_path / "back", issued[PERSON], a1_3="Amber", a1_4="Green")
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", sample)
    assert "Nothing to put right." in ran.out
    assert log(sample).of(REMARKS) == ()


def test_the_day_of_a_form_that_was_issued_anew_on_another_day_is_no_remark(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    noted(tmp_path / "back", issued, Please_read__D40=RING)
    rmtree(issued[PERSON].parent)
    monkeypatch.setattr(options, "today", lambda: date(2026, 6, 12))
    paperkit("forms", "issue", *ROUND, "--project", sample)
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", sample, "--json")
    (found,) = json.loads(ran.out)["findings"]
    assert found["message"] == f"Outside the answers, the form says '{RING}'."


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("Please_read__D40", "'Please read'!D40"),
        ("Check_before_sending__F3", "'Check before sending'!F3"),
        ("Exception_report__B30", "'Exception report'!B30"),
        ("Exception_report__Z2", "'Exception report'!Z2"),
        ("Lists__J1", "Lists!J1"),
        ("Notes__A1", "Notes!A1"),
    ],
)
def test_words_anywhere_in_a_form_are_asked_about_in_full_and_kept(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path,
    where: str, place: str,
) -> None:  # fmt: skip
    noted(tmp_path / "back", issued, **{where: RING})
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", sample, "--json")
    (found,) = json.loads(ran.out)["findings"]
    assert (found["code"], found["severity"], found["person"]) == ("PK-866", "gap", PERSON)
    assert f"'{RING}'" in found["message"]
    (entry,) = log(sample).of(REMARKS)
    assert isinstance(entry.row, Remark)
    assert entry.row.words == RING
    assert entry.row.where.endswith(place)


@pytest.mark.parametrize("name", ["oddHeader", "oddFooter", "firstFooter"])
def test_a_header_or_footer_that_somebody_typed_is_asked_about(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path, name: str
) -> None:
    form = returned(tmp_path / "back", issued[PERSON], a1_3="Amber", a1_4="Green")
    book = opened(form)
    getattr(book[SHEET], name).left.text = RING
    book.save(form)
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", sample, "--json")
    (found,) = json.loads(ran.out)["findings"]
    assert found["code"] == "PK-866"
    assert found["message"] == f"A header or footer of the sheet says '{RING}'."


def test_the_words_are_in_the_letter_to_the_lead(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    noted(tmp_path / "back", issued, Notes__A1=RING, Notes__A2="A second line")
    ran = paperkit("forms", "gather", tmp_path / "back", "--by-lead", "--project", sample)
    assert f"A sheet that was added to the form says '{RING} / A second line'." in ran.out
    assert "We keep it, but it goes into no paper." in ran.out


def test_words_beside_the_answers_are_kept_once_and_asked_about_again(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    noted(tmp_path / "back", issued, Please_read__D40=RING)
    first = paperkit("forms", "gather", tmp_path / "back", "--project", sample)
    assert "2 taken, 1 remark recorded" in first.out
    again = paperkit("forms", "gather", tmp_path / "back", "--project", sample)
    assert RING in again.out
    assert "The log is as it was." in again.out


def test_a_remark_can_be_left_out_by_name_and_reason(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    noted(tmp_path / "back", issued, Please_read__D40=RING)
    leave = ("--leave-out", f"{PERSON}=About a contract", "--by", "Rosalind Keane")
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", sample, *leave)
    assert RING not in ran.out
    (entry,) = log(sample).of(REMARKS)
    assert isinstance(entry.row, Remark)
    assert (entry.row.words, entry.row.left_out, entry.row.left_out_by) == (
        "", "About a contract", "Rosalind Keane",
    )  # fmt: skip
    again = paperkit("forms", "gather", tmp_path / "back", "--project", sample)
    assert RING not in again.out
    assert len(log(sample).of(REMARKS)) == 1


def test_a_remark_that_the_log_holds_can_be_left_out_later(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    noted(tmp_path / "back", issued, Please_read__D40=RING)
    gather = ("forms", "gather", tmp_path / "back", "--project", sample)
    paperkit(*gather)
    leave = ("--leave-out", f"{PERSON}=About a contract", "--by", "Rosalind Keane")
    assert "1 remark recorded" in paperkit(*gather, *leave).out
    (entry,) = log(sample).of(REMARKS)
    assert isinstance(entry.row, Remark)
    assert (entry.row.words, entry.row.left_out) == ("", "About a contract")
    assert (bool(entry.replaces), entry.because) == (True, "About a contract")
    assert RING not in paperkit(*gather).out


def test_a_remark_is_printed_in_no_paper(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    noted(tmp_path / "back", issued, Exception_report__Z2=RING)
    paperkit("forms", "gather", tmp_path / "back", "--project", sample)
    for kind in ("exception_appendix", "exception_report"):
        paperkit("build", kind, *ROUND, "--table", "--project", sample)
    papers = [path for path in (sample / "papers").rglob("*") if path.is_file()]
    assert {path.suffix for path in papers} >= {".docx", ".xlsx"}
    for path in papers:
        with ZipFile(path) as archive:
            assert all(RING.encode() not in archive.read(name) for name in archive.namelist())
    assert RING in " ".join(paperkit("log", "list", "--project", sample).out.split())


def test_words_beside_the_answers_of_a_paper_s_form_are_asked_about(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    asked = ("--for", "performance_report", "--meeting", "Board July 2026")
    paperkit("forms", "issue", *asked, "--project", sample)
    form = next((sample / "forms").rglob("*.xlsx"))
    back = tmp_path / "back"
    back.mkdir()
    book = opened(form)
    book["Please read"]["D40"] = RING
    book.save(back / form.name)
    ran = paperkit("forms", "gather", back, "--project", sample, "--json")
    found = [one for one in json.loads(ran.out)["findings"] if one["code"] == "PK-866"]
    assert [RING in one["message"] for one in found] == [True]
    assert len(log(sample).of(REMARKS)) == 1


def test_leaving_out_asks_who_says_so_and_of_whom_there_is_a_form(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    back = noted(tmp_path / "back", issued, Please_read__D40=RING).parent
    gather = ("forms", "gather", back, "--project", sample)
    assert paperkit(*gather, "--leave-out", f"{PERSON}=A contract").code == 2
    assert paperkit(*gather, "--leave-out", PERSON, "--by", "Kim").code == 2
    wrong = paperkit(*gather, "--leave-out", "Nadia Kovalczyk=A contract", "--by", "Kim")
    assert wrong.code == 3
    assert f"Did you mean '{PERSON}'?" in wrong.err
    assert log(sample).of(REMARKS) == ()


def test_an_answer_that_points_at_a_note_is_asked_about_with_the_note(
    paperkit: Command, sample: Path, issued: dict[str, Path], tmp_path: Path
) -> None:
    form = returned(tmp_path / "back", issued[PERSON], a1_3="Amber", a1_4="Green")
    book = opened(form)
    column = next(c.column for c in book[SHEET][1] if str(c.value).startswith("Reasons"))
    row = next(c.row for c in book[SHEET]["A"] if c.value == "1.3")
    cell = book[SHEET].cell(row, column, "See note.")
    cell.comment = Comment("The landlord has given notice", "Nadia")
    book.save(form)
    ran = paperkit("forms", "gather", tmp_path / "back", "--project", sample, "--json")
    (found,) = json.loads(ran.out)["findings"]
    assert found["code"] == "PK-867"
    assert found["message"] == (
        "Action 1.3: Reasons for escalation is only 'See note.', and "
        f"{cell.coordinate} says 'The landlord has given notice'."
    )
    (entry,) = log(sample).of(REMARKS)
    assert isinstance(entry.row, Remark)
    assert (entry.row.action, entry.row.words) == ("1.3", "The landlord has given notice")


def test_a_form_that_was_typed_into_where_it_was_issued_is_compared_with_a_new_one(
    paperkit: Command, sample: Path, issued: dict[str, Path]
) -> None:
    form = issued[PERSON]
    returned(form.parent, form, a1_3="Amber", a1_4="Green")
    book = opened(form)
    book["Please read"]["D40"] = RING
    book.save(form)
    for other in form.parent.glob("*"):
        if other != form:
            other.unlink()
    ran = paperkit("forms", "gather", form.parent, "--project", sample, "--json")
    assert [f["code"] for f in json.loads(ran.out)["findings"]] == ["PK-866"]
    assert RING in json.loads(ran.out)["findings"][0]["message"]


def test_a_form_says_that_what_is_written_may_be_released(issued: dict[str, Path]) -> None:
    texts = [cell.value for row in opened(issued[PERSON])["Please read"] for cell in row]
    assert any("Freedom of Information Act 2000" in str(text) for text in texts)
