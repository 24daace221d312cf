"""Forms that came back, as people and programs leave them."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from xlsxwriter import Workbook

from paperkit.errors import ReadError
from paperkit.files.form_in import FormRead, read_form
from paperkit.pipeline.rounds import FORM_TABLES
from paperkit.rounds.remarks import beside
from paperkit.schema.forms import TextOrigin
from tests.files.issued import SHEET, issued, opened, saved
from tests.files.test_careless_programs import libreoffice, saved_by_libreoffice
from tests.tables import numbers, told

ROOT = Path(__file__).parents[2]


def ratings(read: FormRead) -> list[tuple[str, str]]:
    rows = read.records.get("returns", ())
    return [(row.cells["action"].typed, row.cells["rating"].typed) for row in rows]


def about(read: FormRead) -> dict[str, str]:
    return {name: cell.typed for name, cell in read.about.cells.items()} if read.about else {}


PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
RATINGS = [("1.1", "Green"), ("1.2", "Amber"), ("1.10", "Green")]
ABOUT = {
    "council": "Northmere Council",
    "board": "Health and Wellbeing Board",
    "purpose": "Exception reporting",
    "priority": "P1",
    "meeting": "July",
    "due": "2026-06-12",
    "issued_on": "2026-05-01",
    "person": "Jo Lee",
    "version": "3",
}


def test_an_issued_form_reads_back_with_what_it_says_of_itself(tmp_path: Path) -> None:
    read = read_form(issued(tmp_path), FORM_TABLES)
    assert told(read.findings) == []
    assert about(read) == ABOUT
    assert [row.cells["wording"].typed for row in read.records["returns"]] == [
        "Open the hub", "Train staff", "Visit schools",
    ]  # fmt: skip
    assert read.records["returns"][0].cells["action"].place.cell == "A2"


def test_ratings_that_were_filled_in_are_read(tmp_path: Path) -> None:
    read = saved(tmp_path, opened(tmp_path))
    assert ratings(read) == RATINGS
    assert about(read) == ABOUT
    assert told(read.findings) == []


def test_sheets_under_other_names_are_known_by_what_stands_on_them(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book[SHEET].title, book["Please read"].title = "Jo's answers", "Cover"
    read = saved(tmp_path, book)
    assert (ratings(read), about(read)) == (RATINGS, ABOUT)
    assert told(read.findings) == [
        "PK-203 Jo Lee.xlsx, sheet Jo's answers: Sheet 'Jo's answers' was read as Exception "
        "report, by its headings."
    ]


def test_headings_in_row_4_with_columns_in_another_order_are_found(tmp_path: Path) -> None:
    book = opened(tmp_path)
    sheet = book[SHEET]
    sheet.move_range("G1:G4", cols=8)
    sheet.delete_cols(7)
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Returned on 9 June"
    read = saved(tmp_path, book)
    assert ratings(read) == RATINGS
    assert "Returned on 9 June" in {text.words for text in read.texts}


def test_notes_in_brackets_in_a_heading_do_not_matter(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book[SHEET]["G1"] = "rag  (please ask me)\n(please fill in)"
    assert ratings(saved(tmp_path, book)) == RATINGS


def test_a_form_without_its_first_sheet_says_nothing_of_itself(tmp_path: Path) -> None:
    book = opened(tmp_path)
    del book["Please read"]
    read = saved(tmp_path, book)
    assert read.about is None
    assert ratings(read) == RATINGS


def test_the_block_is_found_wherever_it_stands(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book["Please read"].insert_rows(1, 40)
    book["Please read"].insert_cols(1, 2)
    assert about(saved(tmp_path, book)) == ABOUT


def test_a_form_without_its_sheet_of_answers_has_no_rows(tmp_path: Path) -> None:
    book = opened(tmp_path)
    del book[SHEET]
    read = saved(tmp_path, book)
    assert (read.records, about(read)) == ({}, ABOUT)


def test_two_sheets_of_answers_are_told_under_whatever_name(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book.copy_worksheet(book[SHEET]).title = "Mine"
    read = saved(tmp_path, book)
    (finding,) = read.findings
    assert told([finding])[0].endswith(
        "Both 'Exception report' and 'Mine' look like the sheet Exception report."
    )
    assert finding.remedy == "Delete the sheet that should not be read, and gather again."


def test_columns_that_are_there_to_be_read_are_left_alone(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book[SHEET]["N1"], book[SHEET]["N2"] = "Last time: RAG", "Red"
    book[SHEET]["I2"] = "Last time: no more"
    read = saved(tmp_path, book)
    assert told(read.findings) == []
    assert read.records["returns"][0].cells["reasons"].typed == "Last time: no more"


def test_an_answer_of_five_thousand_words_is_read_letter_for_letter(tmp_path: Path) -> None:
    book = opened(tmp_path)
    long = "Delays, & <more>\n" * 1_900 + "end"
    book[SHEET]["I3"] = long
    read = saved(tmp_path, book)
    assert read.records["returns"][1].cells["reasons"].typed == long


def test_a_link_behind_the_action_s_words_is_given_with_its_row(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book[SHEET]["B2"].hyperlink = "https://northmere.example/a"
    read = saved(tmp_path, book)
    first, second, *_ = read.records["returns"]
    assert [(cell.typed, cell.place.cell) for cell in read.behind[first.place]] == [
        ("https://northmere.example/a", "B2")
    ]
    assert second.cells["link"].typed == "https://northmere.example/1"


def test_a_colour_without_a_word_is_told_of_a_rating(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book[SHEET]["G2"] = None
    book[SHEET]["G2"].fill = PatternFill("solid", fgColor="A4001D")
    read = saved(tmp_path, book)
    assert [found.code for found in read.findings] == ["PK-334"]
    assert read.findings[0].place.cell == "G2"


def test_a_blank_rating_in_the_colour_of_cells_to_fill_in_is_no_answer(tmp_path: Path) -> None:
    read = read_form(issued(tmp_path), FORM_TABLES)
    assert "PK-334" not in numbers(read.findings)


def test_the_yellow_of_the_form_is_no_amber_and_no_answer_beside_a_row_that_was_added(
    tmp_path: Path,
) -> None:
    book = opened(tmp_path)
    book[SHEET]["G3"] = None
    book[SHEET]["A5"], book[SHEET]["G5"] = "1.11", "Green"
    assert numbers(saved(tmp_path, book).findings) == []


def test_crossed_out_words_merged_cells_and_comments_are_told(tmp_path: Path) -> None:
    book = opened(tmp_path)
    sheet = book[SHEET]
    sheet["I3"], sheet["I3"].font = "subject to funding", Font(strike=True)
    sheet["J3"].comment = Comment("ask Finance", "Jo")
    sheet["J3"] = "Hire"
    sheet.merge_cells("K2:K3")
    read = saved(tmp_path, book)
    assert numbers(read.findings) == ["PK-333", "PK-335"]
    assert "ask Finance" in {text.words for text in read.texts}


def test_a_column_that_was_deleted_or_renamed_is_told_as_its_answers_would_be_lost(
    tmp_path: Path,
) -> None:
    book = opened(tmp_path)
    sheet = book[SHEET]
    sheet["I1"], sheet["I3"] = "Why?", "No premises"
    sheet.delete_cols(11)
    read = saved(tmp_path, book)
    assert told(read.findings) == [
        "PK-217 Jo Lee.xlsx, sheet Exception report: The form no longer has the columns "
        "'Reasons for escalation' and 'Any request to the Health and Wellbeing board'.",
    ]
    assert {"Why?", "No premises"} <= {text.words for text in read.texts}
    assert read.findings[0].remedy == (
        "Ask for the form again with the column under its own heading, and the answers in it."
    )


def test_a_picture_on_a_form_is_to_be_looked_at(tmp_path: Path) -> None:
    with Workbook(tmp_path / "Jo Lee.xlsx") as book:
        book.add_worksheet("Notes").insert_image(3, 3, "note.png", {"image_data": BytesIO(PNG)})
    (text,) = read_form(tmp_path / "Jo Lee.xlsx", FORM_TABLES).texts
    assert (text.place.sheet, text.origin) == ("Notes", TextOrigin.PICTURE)


def test_a_file_that_is_no_workbook_says_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "Jo Lee.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(ReadError, match=r"'Jo Lee\.xlsx' is a PDF"):
        read_form(path, FORM_TABLES)


@pytest.mark.slow
@libreoffice
@pytest.mark.parametrize(
    ("ending", "notes"), [("xlsx", []), ("ods", ["PK-103"]), ("xls", ["PK-103"])]
)
def test_a_form_saved_by_libreoffice_reads_the_same(
    tmp_path: Path, ending: str, notes: list[str]
) -> None:
    here = saved(tmp_path, opened(tmp_path))
    read = read_form(saved_by_libreoffice(tmp_path, ending, tmp_path / "Jo Lee.xlsx"), FORM_TABLES)
    assert (ratings(read), about(read)) == (RATINGS, ABOUT)
    assert numbers(read.findings) == notes
    typed = [[{n: c.typed for n, c in row.cells.items()} for row in f.records["returns"]]
             for f in (here, read)]  # fmt: skip
    assert typed[0] == typed[1]


@pytest.mark.slow
@libreoffice
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_form_saved_by_libreoffice_holds_no_words_of_somebody_s(
    tmp_path: Path, ending: str
) -> None:
    own = read_form(issued(tmp_path), FORM_TABLES).texts
    book = opened(tmp_path)
    book["Please read"]["D60"] = "Ring me"
    saved(tmp_path, book)
    read = read_form(saved_by_libreoffice(tmp_path, ending, tmp_path / "Jo Lee.xlsx"), FORM_TABLES)
    assert [text.words for text in beside(read.texts, own)] == ["Ring me"]


def test_a_message_names_a_column_without_what_its_heading_says_in_brackets(tmp_path: Path) -> None:
    book = opened(tmp_path)
    book[SHEET]["G2"].value = None
    book[SHEET]["G2"].fill = PatternFill("solid", fgColor="00806A")
    (found,) = (f for f in saved(tmp_path, book).findings if f.code == "PK-334")
    assert found.message == "The cell under RAG is coloured, but holds no word."


def test_a_form_of_the_former_layout_reads_as_one_of_todays_with_the_same_answers() -> None:
    former = next((ROOT / "tests" / "old_projects" / "form-2").glob("*.xlsx"))
    today = ROOT / "samples" / "council" / "returned" / "P2 Board July 2026" / former.name
    then, now = (read_form(path, FORM_TABLES) for path in (former, today))
    assert told(then.findings) == []
    versions = [str(one.about.cells["version"].typed) for one in (then, now) if one.about]
    assert versions == ["2", "3"]
    answers = [
        [{name: cell.typed for name, cell in row.cells.items()} for row in one.records["returns"]]
        for one in (then, now)
    ]
    assert answers[0] == answers[1]
