"""Cells and rows of a workbook: what Excel made of what was typed, and what it hides."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from paperkit.board.data import TABLES
from paperkit.files.workbook_in import read_workbook
from tests.cases import each
from tests.files.workbooks import ACTIONS, packed, read, repacked, shown, workbook
from tests.tables import numbers, told

READINGS = """
## Readings
| Indicator | Period | Value | Note |
| 1         | 2025   |       |      |
"""


def one_value(folder: Path, value: Any, number_format: str = "General") -> object:
    book = workbook(READINGS)
    book["Readings"]["C2"] = value
    book["Readings"]["C2"].number_format = number_format
    result = read(folder, book)
    assert result.findings == ()
    return result.records["readings"][0].cells["value"].value


@each(
    ("stored", "number_format", "expected"),
    [
        (72.4, "General", Decimal("72.4")),
        (0.1 + 0.2, "General", Decimal("0.300000000000000")),
        (0.875, "0.0%", "87.5%"),
        (0.07, "0%", "7%"),
        (1, "0%", "100%"),
        (5, '0" %"', Decimal(5)),
        (True, "General", "Yes"),
        (False, "General", "No"),
        (datetime(2026, 7, 16), "dd/mm/yyyy", date(2026, 7, 16)),
        ("line 1_x000D_\nline 2", "General", "line 1\r\nline 2"),
        ("_x005F_x000D_", "General", "_x000D_"),
        (10**30, "General", "1" + "0" * 30),
    ],
)
def test_a_value_is_what_a_person_meant(
    tmp_path: Path, stored: object, number_format: str, expected: object
) -> None:
    assert one_value(tmp_path, stored, number_format) == expected


def test_a_time_of_day_is_left_out_and_told(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["C2"] = datetime(2026, 7, 16, 14, 30)
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-314 Actions!C2: '16 July 2026 14:30' was read as 16 July 2026."
    ]
    assert result.records["actions"][0].cells["review_date"].value == date(2026, 7, 16)


def test_a_date_that_excel_shows_as_a_number_is_offered(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["C2"] = 46219
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-332 Actions!C2: '46219' is in a cell for a date; as a date it would be 16 July 2026."
    ]


def test_an_excel_error_is_told_and_its_row_stays_known(tmp_path: Path) -> None:
    book = workbook(READINGS)
    book["Readings"]["C2"] = "#REF!"
    result = read(tmp_path, book)
    assert told(result.findings) == ["PK-330 Readings!C2: The cell shows '#REF!'."]
    assert shown(result.records["readings"]) == [
        {"indicator": "1", "period": "2025", "value": "#REF!"}
    ]


def test_a_formula_without_a_stored_result_is_told(tmp_path: Path) -> None:
    book = workbook(READINGS)
    book["Readings"]["C2"] = "=B2*100"
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-331 Readings!C2: The result of the formula '=B2*100' is not in the file."
    ]
    assert result.records["readings"][0].cells["value"].typed == "=B2*100"


def calculated(path: Path, formula: str, value: str | float) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Readings")
    sheet.write_row(0, 0, ["Indicator", "Period", "Value"])
    sheet.write_row(1, 0, ["1", "2025"])
    sheet.write_formula(1, 2, formula, None, value)
    book.close()
    return path


def test_a_formula_gives_its_stored_result(tmp_path: Path) -> None:
    result = read_workbook(calculated(tmp_path / "board.xlsx", "=1+1", 42), TABLES, {})
    assert result.findings == ()
    assert result.records["readings"][0].cells["value"].value == Decimal(42)


def test_a_formula_whose_result_is_no_text_is_a_blank_cell(tmp_path: Path) -> None:
    path = calculated(tmp_path / "board.xlsx", '=""', "")
    repacked(path, "xl/worksheets/sheet1.xml", b'r="C2"', b'r="C2" t="str"')
    result = read_workbook(path, TABLES, {})
    assert result.findings == ()
    assert "value" not in result.records["readings"][0].cells


def test_the_words_of_a_hyperlink_are_read_and_its_address_is_the_rows_link(
    tmp_path: Path,
) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["B2"] = '=HYPERLINK("https://www.example.org/hub","Open the hub")'
    result = read(tmp_path, book)
    assert result.findings == ()
    cells = result.records["actions"][0].cells
    assert cells["wording"].typed == "Open the hub"
    assert cells["link"].typed == "https://www.example.org/hub"


def test_the_address_behind_a_word_in_the_link_column_is_the_link(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["E2"] = "More"
    book["Actions"]["E2"].hyperlink = "https://www.example.org/hub"
    result = read(tmp_path, book)
    assert result.records["actions"][0].cells["link"].typed == "https://www.example.org/hub"


def test_blank_rows_are_skipped_and_rows_after_them_read(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["A90"], book["Actions"]["B90"] = "1.3", "Third"
    book["Actions"]["B5"] = "  "
    records = read(tmp_path, book).records["actions"]
    assert [record.place.cell for record in records] == ["A2", "A3", "A90"]


@each("words", ["Total", "Note: figures are rounded", "Source: survey", "Total 2"])
def test_a_total_or_note_under_the_table_is_left_out_and_told(tmp_path: Path, words: str) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["A5"] = words
    result = read(tmp_path, book)
    assert told(result.findings) == [
        f"PK-230 Actions!A5: '{words}' below the table was left out, as no row of it."
    ]
    assert len(result.records["actions"]) == 2


def test_an_action_that_begins_with_the_word_note_is_no_note(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["A4"], book["Actions"]["B4"] = "1.3", "Note the views of carers"
    result = read(tmp_path, book)
    assert result.findings == ()
    assert shown(result.records["actions"])[2]["wording"] == "Note the views of carers"


@each(
    ("cell", "words"),
    [
        ("A5", "Updated by PN in March"),  # after a blank row
        ("A4", "Updated by PN in March"),  # many more words than a reference has
        ("B6", "Figures from Finance"),
        ("D5", "checked"),
    ],
)
def test_a_lone_cell_below_a_table_is_no_row(tmp_path: Path, cell: str, words: str) -> None:
    book = workbook(ACTIONS)
    book["Actions"][cell] = words
    result = read(tmp_path, book)
    assert told(result.findings) == [
        f"PK-236 Actions!{cell}: '{words}' below the table was left out, as no row of it."
    ]
    assert len(result.records["actions"]) == 2


@each(("cell", "words"), [("A5", "1.21"), ("B4", "Open a second hub"), ("D4", "At risk")])
def test_a_lone_cell_that_may_be_a_row_that_was_begun_is_an_error(
    tmp_path: Path, cell: str, words: str
) -> None:
    book = workbook(ACTIONS)
    book["Actions"][cell] = words
    result = read(tmp_path, book)
    assert numbers(result.findings) == ["PK-343"]
    assert f"'{words}'" in result.findings[0].message
    assert len(result.records["actions"]) == 2


def test_a_reference_directly_below_the_others_is_a_row(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["A4"] = "1.3"
    assert len(read(tmp_path, book).records["actions"]) == 3


def test_notes_below_a_sheet_without_references_are_no_rows(tmp_path: Path) -> None:
    book = workbook("## Readings\n| Indicator | Period | Value |\n| 2.1 | 2025/26 | 11 |\n")
    book["Readings"]["A4"], book["Readings"]["A5"] = "Updated by PN", "in March 2026, see e-mail"
    result = read(tmp_path, book)
    assert numbers(result.findings) == ["PK-236", "PK-236"]
    assert len(result.records["readings"]) == 1


def test_all_words_of_a_row_below_the_table_are_shown(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["A5"], book["Actions"]["B5"] = "Note", "x" * 200
    (finding,) = read(tmp_path, book).findings
    assert f"'Note | {'x' * 200}'" in finding.message


@each("unseen", ["\u200b", "\ufeff", " \u200b "])
def test_a_row_of_characters_that_nobody_sees_is_no_row(tmp_path: Path, unseen: str) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["A4"] = unseen
    result = read(tmp_path, book)
    assert (len(result.records["actions"]), result.findings) == (2, ())


def test_hidden_rows_are_read_and_told_by_their_numbers(tmp_path: Path) -> None:
    book = workbook(ACTIONS + "| 1.3 | Third | | | |\n| 1.4 | Fourth | | | |\n")
    for row in (2, 3, 5):
        book["Actions"].row_dimensions[row].hidden = True
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-231 Actions!A2: Rows 2 to 3, 5 are hidden or filtered out; they were read."
    ]


def test_comments_are_told_once_a_sheet_each_in_full(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["B2"].comment = Comment("check with Finance\nbefore May", "Jo")
    book["Actions"]["H20"].comment = Comment("x" * 300, "Jo")
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-232 Actions!B2: Comments do not go into papers: B2 'check with Finance / before May'; "
        f"H20 '{'x' * 300}'."
    ]


def test_a_conversation_is_told_with_its_replies(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["B2"].comment = Comment("[Threaded comment] Your version of Excel", "Jo")
    book.save(tmp_path / "board.xlsx")
    with ZipFile(tmp_path / "board.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    there = f'<Relationship Id="t" Type="{kind}" Target="../threadedComments/one.xml"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{there}</Relationships>".encode())
    parts["xl/threadedComments/one.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        b'threadedcomments"><threadedComment ref="B2" id="{1}"><text>Is it open?</text>'
        b'</threadedComment><threadedComment ref="B2" id="{2}" parentId="{1}"><text>Not yet'
        b"</text></threadedComment></ThreadedComments>"
    )
    packed(tmp_path / "board.xlsx", parts)
    result = read_workbook(tmp_path / "board.xlsx", TABLES, {})
    assert told(result.findings) == [
        "PK-232 Actions!B2: Comments do not go into papers: B2 'Is it open? / Reply: Not yet'."
    ]


def test_a_text_box_is_told_with_its_words(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "board.xlsx") as book:
        sheet = book.add_worksheet("Actions")
        for row, cells in enumerate((("Reference", "Action"), ("1.1", "Open the hub"))):
            sheet.write_row(row, 0, cells)
        sheet.insert_textbox(5, 5, "Ask Finance\nbefore May")
    result = read_workbook(tmp_path / "board.xlsx", TABLES, {})
    assert told(result.findings) == [
        "PK-235 sheet Actions: A text box on Actions says 'Ask Finance / before May'; it does not "
        "go into papers."
    ]


def test_a_cell_that_is_crossed_out_is_told_with_its_words(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["B2"].font = Font(strike=True)
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-333 Actions!B2: The words 'Open the hub' are crossed out."
    ]  # fmt: skip


def test_words_crossed_out_within_a_cell_are_told(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    crossed = TextBlock(InlineFont(strike=True), "subject to funding")
    book["Actions"]["B2"] = CellRichText("Open the hub ", crossed)
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-333 Actions!B2: The words 'subject to funding' are crossed out."
    ]
    assert result.records["actions"][0].cells["wording"].typed == "Open the hub subject to funding"


RED = PatternFill("solid", fgColor="FFA4001D")


def test_a_colour_without_a_word_is_no_answer(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["D2"] = None
    book["Actions"]["D2"].fill = RED
    assert told(read(tmp_path, book).findings) == [
        "PK-334 Actions!D2: The cell under State is coloured, but holds no word."
    ]


def test_the_stripes_of_a_table_are_no_answer_and_no_finding(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"]["D2"] = None
    for cell in book["Actions"][2]:
        cell.fill = RED
    assert read(tmp_path, book).findings == ()


def test_merged_cells_over_rows_are_told_by_their_block(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"].merge_cells("B2:B3")
    result = read(tmp_path, book)
    assert told(result.findings) == [
        "PK-335 Actions!B2: The cells B2:B3 are merged, so only the first of them holds text."
    ]
    assert [record.places["wording"].cell for record in result.records["actions"]] == ["B2", "B3"]


def test_cells_merged_side_by_side_are_to_be_typed_under_their_own_headings(tmp_path: Path) -> None:
    book = workbook(ACTIONS)
    book["Actions"].merge_cells("A2:B2")
    (found,) = read(tmp_path, book).findings
    assert found.remedy == "Unmerge the cells and type into each what belongs under its heading."


def test_a_title_merged_above_the_headings_is_no_finding(tmp_path: Path) -> None:
    book = workbook("## People\n| Who does what | |\n| Name | Post |\n| Jo | Lead |\n")
    book["People"].merge_cells("A1:B1")
    assert numbers(read(tmp_path, book).findings) == ["PK-211"]


def test_a_workbook_of_the_old_mac_gives_the_same_days(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book: Workbook = workbook(ACTIONS)
    book.epoch = CALENDAR_MAC_1904
    book["Actions"]["C2"] = datetime(2026, 7, 16)
    book["Actions"]["C3"] = 44757
    result = read(tmp_path, book)
    assert result.records["actions"][0].cells["review_date"].value == date(2026, 7, 16)
    assert told(result.findings) == [
        "PK-332 Actions!C3: '44757' is in a cell for a date; as a date it would be 16 July 2026."
    ]
