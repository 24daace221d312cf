"""Cells as officers and other programs leave them: nothing wrong is printed without a word."""

from datetime import datetime
from pathlib import Path

import xlsxwriter
from openpyxl.styles import PatternFill

from paperkit.board.data import TABLES
from paperkit.files.workbook_in import read_workbook
from tests.cases import each
from tests.files.workbooks import ACTIONS, read, shown, workbook
from tests.tables import told

READINGS = """
## Readings
| Indicator | Period | Value |
| 1         | 2025   |       |
"""
STATES = """
## Actions
| Reference | Action | State     |
| 1.1       | One    | On course |
| 1.2       | Two    | On course |
| 1.3       | Three  | At risk   |
| 1.4       | Four   | At risk   |
| 1.5       | Five   | On course |
"""
GREEN, RED = PatternFill("solid", fgColor="FF00806A"), PatternFill("solid", fgColor="FFA4001D")


@each("words", ["#N/A", " #REF! ", "#NAME?", "Err:502", "########"])
def test_an_error_that_stands_as_text_is_one_too(tmp_path: Path, words: str) -> None:
    book = workbook(READINGS)
    book["Readings"]["C2"] = words
    book["Readings"]["C2"].data_type = "s"
    assert told(read(tmp_path, book).findings) == [
        f"PK-330 Readings!C2: The cell shows '{words.strip()}'."
    ]


def test_words_after_an_apostrophe_are_no_formula(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "board.xlsx")
    sheet = book.add_worksheet("Actions")
    sheet.write_row(0, 0, ["Reference", "Action"])
    quoted = book.add_format({"quote_prefix": True})
    sheet.write_string(1, 0, "1.1")
    sheet.write_string(1, 1, "=B4 is what we spend", quoted)
    book.close()
    result = read_workbook(tmp_path / "board.xlsx", TABLES, {})
    assert result.findings == ()
    assert shown(result.records["actions"]) == [
        {"reference": "1.1", "wording": "=B4 is what we spend"}
    ]


def test_a_full_cell_has_lost_what_was_pasted_beyond(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["B2"] = "x" * 32_767
    assert told(read(tmp_path, book).findings) == [
        "PK-337 Actions!B2: The cell holds 32,767 characters, the most that Excel keeps."
    ]


def test_a_column_that_went_through_an_american_program_is_told(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["C2"] = "16/07/2026"
    book["Actions"]["C3"] = datetime(2026, 3, 4)
    assert told(read(tmp_path, book).findings) == [
        "PK-338 Actions!C2: '16/07/2026' under Review date is text, and none of the dates there "
        "is after the 12th of a month."
    ]


def test_a_date_after_the_12th_shows_that_day_and_month_were_not_swapped(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["C2"] = "16/07/2026"
    book["Actions"]["C3"] = datetime(2026, 3, 14)
    assert read(tmp_path, book).findings == ()


def test_a_colour_that_speaks_against_its_word_is_told(tmp_path: Path) -> None:
    book = workbook(STATES)
    for cell, fill in (("C2", GREEN), ("C3", GREEN), ("C4", RED), ("C5", RED), ("C6", RED)):
        book["Actions"][cell].fill = fill
    assert told(read(tmp_path, book).findings) == []
    book["Actions"].append(["1.6", "Six", "At risk"])
    book["Actions"]["C7"].fill = RED
    assert told(read(tmp_path, book).findings) == [
        "PK-336 Actions!C6: 'On course' has the colour that 'At risk' has elsewhere under State."
    ]


def test_colours_that_follow_the_words_are_no_finding(tmp_path: Path) -> None:
    book = workbook(STATES)
    for cell, fill in (("C2", GREEN), ("C3", GREEN), ("C4", RED), ("C5", RED), ("C6", GREEN)):
        book["Actions"][cell].fill = fill
    assert read(tmp_path, book).findings == ()


def test_one_colour_for_several_words_means_something_else(tmp_path: Path) -> None:
    book = workbook(STATES)
    for cell in ("C2", "C3", "C4"):
        book["Actions"][cell].fill = RED
    assert read(tmp_path, book).findings == ()


@each(
    ("word", "colour", "told_as"),
    [
        ("Green", "FFC00000", "red"),
        ("Green", "FFFFC7CE", "red"),
        ("Red", "FF92D050", "green"),
        ("Red", "FFFFC000", "amber"),
        ("amber", "FF00806A", "green"),
        ("Green", "FF00B050", ""),
        ("Red", "FFED7D31", ""),
        ("Amber", "FFED7D31", ""),
    ],
)
def test_the_name_of_a_colour_in_a_cell_of_another_is_told(
    tmp_path: Path, word: str, colour: str, told_as: str
) -> None:
    book = workbook(STATES)
    book["Actions"]["C2"] = word
    book["Actions"]["C2"].fill = PatternFill("solid", fgColor=colour)
    wanted = [f"PK-336 Actions!C2: '{word}' is in a cell that is {told_as}."]
    assert told(read(tmp_path, book).findings) == (wanted if told_as else [])


def test_colours_without_words_are_one_finding_a_column(tmp_path: Path) -> None:
    book = workbook(STATES)
    for cell in ("C3", "C4", "C6"):
        book["Actions"][cell].value = None
        book["Actions"][cell].fill = RED
    (finding,) = read(tmp_path, book).findings
    assert told([finding]) == [
        "PK-334 Actions!C3: 3 cells under State are coloured, but hold no word: rows 3 to 4, 6."
    ]
    assert [place.cell for place in finding.others] == ["C4", "C6"]
