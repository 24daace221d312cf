"""The workbooks that paperkit makes: what an officer meets in Excel, and what reads back."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from paperkit.board.data import TABLES, assemble
from paperkit.errors import WriteError
from paperkit.files.workbook_in import read_workbook
from paperkit.files.workbook_out import filled_workbook
from paperkit.files.workbook_out_table import findings_workbook
from paperkit.findings import Finding, Place
from paperkit.schema.cleaning import clean, decode_excel
from paperkit.schema.columns import Cell, Record, Table
from paperkit.schema.forms import Word
from tests.cases import each
from tests.tables import assembled, records


def workbook(rows: dict[str, list[Record]], tables: Sequence[Table] = TABLES) -> bytes:
    return filled_workbook(
        tables,
        rows,
        "Data of the Board",
        council="Eastmarch Council",
        required={"meetings": ["reference", "date"], "actions": ["owner"]},
        extra_choices={"papers.kind": ["performance_report", "annual_report"]},
    )


BLANK = workbook({})
SAMPLE = """
## meetings
| reference       | date         | state      |
|-----------------|--------------|------------|
| Board July 2026 | 16 July 2026 | Planned    |
| Board 2         | 12/11/2026   | Moved      |

## outcomes
| reference | name                      |
|-----------|---------------------------|
| 1.10      | Children & families < 5 y |

## indicators
| reference | name  | outcome | tolerance | decimals |
|-----------|-------|---------|-----------|----------|
| 1.1       | Waits | 1.10    | 5%        | 1        |

## readings
| indicator | period     | value                  | note                  |
|-----------|------------|------------------------|-----------------------|
| 1.1       | Q1 2026/27 | 72.4                   | =1+1                  |
| 1.1       | Q2 2026/27 | 87.5%                  | - two<br>lines        |
| 1.1       | July 2026  | 1,200                  | @home, +44            |
| 1.1       | 2025       | 72.0                   | https://example.org/a |
| 1.1       | 2025/26    | Published October 2026 | <r>not markup & <b></r> |
| 1.1       | 2024/25    | #0.3                   | TRUE                  |

## groups
| name  | areas               |
|-------|---------------------|
| Users | dementia<br>frailty |
"""


def letter_of(sheet: Worksheet, heading: str) -> str:
    """Return the letters of the column under a heading."""
    return next(cell.column_letter for cell in sheet[1] if cell.value == heading)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def blank() -> Workbook:
    return opened(BLANK)


@pytest.fixture(scope="module")
def filled() -> Workbook:
    return opened(workbook(records(SAMPLE)))


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def rule(book: Workbook, sheet: str, heading: str) -> DataValidation:
    number = column(book[sheet], heading)
    rules: list[DataValidation] = book[sheet].data_validations.dataValidation
    (found,) = (r for r in rules if any(s.min_col <= number <= s.max_col for s in r.sqref.ranges))
    return found


def link(cell: Any) -> tuple[str | None, str | None]:
    return cell.hyperlink.target, cell.hyperlink.location


def cells(sheet: Worksheet) -> Iterator[str]:
    return (str(cell.value) for row in sheet for cell in row if cell.value is not None)


def of_heading(sheet: Worksheet, heading: str) -> list[object]:
    number = column(sheet, heading)
    return [sheet.cell(row, number).value for row in range(2, sheet.max_row + 1)]


def read_back(data: bytes, folder: Path) -> object:
    path = folder / "board.xlsx"
    path.write_bytes(data)
    read = read_workbook(path, TABLES, {})
    assert read.findings == ()
    return assemble(read.records).board


def test_equal_input_gives_equal_bytes() -> None:
    assert workbook({}) == BLANK


def test_the_sheets_stand_in_order_and_the_guide_opens(blank: Workbook) -> None:
    assert blank.sheetnames == ["Please read", *(table.sheet for table in TABLES), "Lists"]
    assert blank.active == blank["Please read"]
    assert {sheet.sheet_state for sheet in blank} == {"visible"}


def test_every_column_has_its_heading_exactly(blank: Workbook) -> None:
    for table in TABLES:
        headings = [cell.value for cell in blank[table.sheet][1]]
        assert headings == [column.heading for column in table.columns]


def test_a_closed_column_takes_a_word_of_its_list_only(blank: Workbook) -> None:
    state = rule(blank, "Actions", "State")
    assert (state.type, state.formula1) == ("list", "List_State")
    assert state.showErrorMessage
    assert state.errorStyle in (None, "stop")
    assert state.error == "Choose a word from the list."
    letter = letter_of(blank["Actions"], "State")
    assert str(state.sqref) == f"{letter}2:{letter}301"


def test_the_lists_hold_the_words_that_the_model_knows(blank: Workbook) -> None:
    sheet, cells_of = next(blank.defined_names["List_Verdict"].destinations)
    words = [cell.value for (cell,) in blank[sheet][cells_of]]
    assert words == ["Yes", "Partly", "No", "Not known"]


def test_words_of_the_pack_are_a_list_too(blank: Workbook) -> None:
    assert rule(blank, "Papers", "Kind").formula1 == "List_papers_kind"
    sheet, cells_of = next(blank.defined_names["List_papers_kind"].destinations)
    words = [cell.value for (cell,) in blank[sheet][cells_of]]
    assert words == ["performance_report", "annual_report"]


def test_no_list_stands_within_a_rule(blank: Workbook) -> None:
    formulas = [r.formula1 for sheet in blank for r in sheet.data_validations.dataValidation]
    assert not [formula for formula in formulas if formula and '"' in formula]


def test_a_reference_is_chosen_from_the_keys_of_its_sheet(blank: Workbook) -> None:
    meeting = rule(blank, "Papers", "Meeting")
    assert (meeting.type, meeting.formula1) == ("list", "Keys_meetings")
    assert meeting.errorStyle in (None, "stop")
    assert not meeting.allowBlank
    assert "Meetings" in (meeting.error or "")
    assert "'Meetings'!$A$2:$A$301" in (blank.defined_names["Keys_meetings"].attr_text or "")


@each(("sheet", "heading"), [("Groups", "Actions"), ("Outcomes", "Parent"), ("Actions", "Owner")])
def test_where_more_than_one_word_can_be_right_nothing_is_blocked(
    blank: Workbook, sheet: str, heading: str
) -> None:
    assert rule(blank, sheet, heading).type in (None, "none")


def test_a_date_outside_this_century_is_asked_about(blank: Workbook) -> None:
    date = rule(blank, "Meetings", "Date")
    assert (date.type, date.operator or "between", date.errorStyle) == (
        "date",
        "between",
        "warning",
    )
    assert (date.formula1, date.formula2) == ("36526", "73415")


def test_every_column_says_what_belongs_in_it(blank: Workbook) -> None:
    for table in TABLES:
        for declared in table.columns:
            told = rule(blank, table.sheet, declared.heading)
            assert told.showInputMessage
            assert 0 < len(told.prompt or "") <= 255
            assert 0 < len(told.promptTitle or "") <= 32


def test_a_needed_column_is_marked_by_colour_and_by_word(blank: Workbook) -> None:
    meetings = blank["Meetings"]
    needed, other = (meetings.cell(1, column(meetings, name)) for name in ("Date", "Body"))
    assert needed.fill.fgColor.rgb != other.fill.fgColor.rgb
    assert (rule(blank, "Meetings", "Date").prompt or "").startswith("Needed. ")
    assert not (rule(blank, "Meetings", "Body").prompt or "").startswith("Needed")


def test_a_long_explanation_is_cut_rather_than_lost() -> None:
    kinds = [f"a kind of paper with a long name {number}" for number in range(40)]
    book = opened(filled_workbook(TABLES, {}, "t", extra_choices={"papers.kind": kinds}))
    assert rule(book, "Papers", "Kind").formula1 == "List_papers_kind"


def test_a_column_offers_words_and_takes_others_as_well() -> None:
    """T12: Name and Section of the sheet Text had no drop-down."""
    many = [Word(f"section_{number}", "A heading") for number in range(60)]
    book = opened(filled_workbook(TABLES, {}, "t", offers={"text.section": many}))
    section = rule(book, "Text", "Section")
    assert (section.type, section.formula1, section.showErrorMessage) == (
        "list",
        "List_text_section",
        False,
    )
    at = book.defined_names["List_text_section"].attr_text
    assert at == "Lists!$A$5:$A$64" or at.endswith("$64")
    assert rule(book, "Text", "Paper").showErrorMessage
    assert (rule(book, "Text", "Name").type or "") != "list"


def test_the_headings_stay_in_sight_and_on_every_printed_page(blank: Workbook) -> None:
    for table in TABLES:
        sheet = blank[table.sheet]
        assert sheet.freeze_panes in ("A2", "B2")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.tables[f"tbl_{table.name}"].autoFilter is not None


def test_the_sheets_print_on_a4_on_its_side_with_name_and_page(blank: Workbook) -> None:
    sheets: list[Any] = blank.worksheets
    for sheet in sheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.oddFooter.left.text == "&A"
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_columns_that_fit_are_printed_on_one_page_and_wide_sheets_stay_legible(
    blank: Workbook,
) -> None:
    fitted: Any = blank["Readings"]
    wide: Any = blank["Actions"]
    assert fitted.sheet_properties.pageSetUpPr.fitToPage
    assert fitted.page_setup.fitToWidth in (None, 1)
    # Of 11 points, 82 hundredths are 9.
    assert wide.page_setup.scale == 82
    assert not wide.sheet_properties.pageSetUpPr.fitToPage
    assert blank["Actions"].print_title_cols == "$A:$A"


def test_text_columns_keep_what_is_typed_and_figures_calculate(blank: Workbook) -> None:
    def typed_as(sheet: str, heading: str) -> str:
        number = column(blank[sheet], heading)
        dimensions = blank[sheet].column_dimensions.values()
        looks = (d for d in dimensions if (d.min or 0) <= number <= (d.max or 0))
        return str(next(looks).number_format)

    assert typed_as("Meetings", "Date") == "d mmmm yyyy"
    assert typed_as("Actions", "Reference") == "@"
    assert typed_as("Actions", "Deadline") == "@"
    assert typed_as("Readings", "Period") == "@"
    assert typed_as("People", "Telephone") == "@"
    assert typed_as("Readings", "Value") == "General"


def test_the_file_says_whose_it_is_and_no_time(blank: Workbook) -> None:
    properties = blank.properties
    assert (properties.title, properties.creator) == ("Data of the Board", "Eastmarch Council")
    assert properties.created.year == 2000


def test_the_guide_names_and_links_every_sheet_with_its_needed_columns(blank: Workbook) -> None:
    guide = blank["Please read"]
    linked = {cell.value: cell for (cell,) in guide["A1:A60"] if cell.hyperlink}
    assert set(linked) == {*(table.sheet for table in TABLES), "Lists"}
    assert linked["Actions"].hyperlink.location == "'Actions'!A1"
    row = linked["Meetings"].row
    assert guide.cell(row, 3).value == "Reference, Date"
    assert guide.cell(linked["People"].row, 3).value == "None of them"


def test_no_cell_holds_a_formula(filled: Workbook) -> None:
    assert not [c.coordinate for s in filled for row in s for c in row if c.data_type == "f"]


def test_dates_are_dates_and_figures_are_numbers(filled: Workbook) -> None:
    meetings = filled["Meetings"]
    days = [str(day)[:10] for day in of_heading(meetings, "Date")]
    assert days == ["2026-07-16", "2026-11-12"]
    assert meetings.cell(2, column(meetings, "Date")).number_format == "d mmmm yyyy"
    assert of_heading(filled["Readings"], "Value") == [
        72.4, "87.5%", "1,200", "72.0", "Published October 2026", 0.3,
    ]  # fmt: skip


def test_references_that_look_like_numbers_stay_text(filled: Workbook) -> None:
    assert of_heading(filled["Outcomes"], "Reference") == ["1.10"]


def test_what_cannot_be_read_is_kept_as_typed() -> None:
    rows = records("## meetings\n| reference | date |\n|---|---|\n| A | TBC |\n")
    sheet = opened(workbook(rows))["Meetings"]
    assert of_heading(sheet, "Date") == ["TBC"]


def test_a_filled_workbook_has_room_for_more(filled: Workbook) -> None:
    assert str(rule(filled, "Readings", "Value").sqref) == "C2:C307"
    last = letter_of(filled["Readings"], str(filled["Readings"][1][-1].value))
    assert filled["Readings"].tables["tbl_readings"].ref == f"A1:{last}307"


def test_a_filled_workbook_reads_back_to_the_same_board(tmp_path: Path) -> None:
    data = workbook(records(SAMPLE))
    assert read_back(data, tmp_path) == assembled(SAMPLE).board


def test_a_blank_workbook_reads_back_to_an_empty_board_without_a_finding(tmp_path: Path) -> None:
    assert read_back(BLANK, tmp_path) == assembled("").board


def notes(*texts: str) -> dict[str, list[Record]]:
    held = ({"note": Cell(text, Place()), "period": Cell("2025", Place())} for text in texts)
    return {"readings": [Record(Place(), MappingProxyType(h), MappingProxyType({})) for h in held]}


ANY_TEXT = st.text(min_size=1) | st.sampled_from(["<r>a</r>", "<r></r>", "{=1}", "'a", "=1"])
READINGS = [table for table in TABLES if table.name == "readings"]


@settings(max_examples=12)
# openpyxl gives Excel's escapes and their like as typed by a person as one and the same.
@given(st.lists(ANY_TEXT.filter(lambda text: decode_excel(text) == text), min_size=1, max_size=10))
def test_any_text_reads_back_or_is_refused(texts: list[str]) -> None:
    for text in texts:
        if clean(text).unprintable:
            with pytest.raises(WriteError):
                workbook(notes(text), READINGS)
    held = [text for text in texts if not clean(text).unprintable]
    sheet = opened(workbook(notes(*held), READINGS))["Readings"]
    at = column(sheet, "Note")
    there = [sheet.cell(row, at).value for row in range(2, len(held) + 2)]
    assert [decode_excel(str(value)) for value in there] == held


def test_text_that_no_cell_can_hold_is_refused_and_named() -> None:
    with pytest.raises(WriteError, match="more than 32,767 characters"):
        workbook(notes("long " * 7000))


def finding(place: Place, person: str = "", value: str = "31 September") -> Finding:
    message = f"'{value}' does not exist."
    return Finding("PK-304", place, message, "Type a date.", value, person)


def at(sheet: str, cell: str, file: str = "board.xlsx") -> Place:
    return Place(file, sheet, cell, field="Date")


FINDINGS = (
    finding(at("Meetings", "B2"), "Jo Smith"),
    finding(at("Actions", "E7")),
    finding(at("Meetings", "B9"), "Ann Lee"),
    finding(Place("paperkit.yaml", line=4, field="pack"), "Jo Smith", "=HYPERLINK(1)\x07\ud800"),
)


@pytest.fixture(scope="module")
def told() -> Workbook:
    return opened(findings_workbook(FINDINGS, "4 problems: 4 must be put right.", "board.xlsx"))


def test_findings_stand_together_by_sheet(told: Workbook) -> None:
    groups = of_heading(told["By sheet"], "Sheet or file")
    assert groups == ["Meetings", "Meetings", "Actions", "paperkit.yaml"]


def test_findings_stand_together_by_person_and_those_of_nobody_last(told: Workbook) -> None:
    people = of_heading(told["By person"], "Person")
    assert people == ["Jo Smith", "Jo Smith", "Ann Lee", "No one named"]


def test_a_place_in_the_workbook_is_a_link_to_its_cell(told: Workbook) -> None:
    place = told["By sheet"].cell(2, 4)
    assert place.value == "Meetings!B2"
    assert link(place) == ("board.xlsx", "'Meetings'!B2")


def test_a_place_in_a_settings_file_is_text(told: Workbook) -> None:
    place = told["By sheet"].cell(5, 4)
    assert (place.value, place.hyperlink) == ("line 4, pack", None)


def test_a_workbook_with_a_name_that_links_cannot_hold_is_not_linked() -> None:
    found = (finding(at("Meetings", "B2", "board #2.xlsx")),)
    book = opened(findings_workbook(found, "", "board #2.xlsx"))
    assert book["By sheet"].cell(2, 4).hyperlink is None


def test_a_name_with_spaces_is_linked() -> None:
    found = (finding(at("Meetings", "B2", "our board.xlsx")),)
    book = opened(findings_workbook(found, "", "our board.xlsx"))
    assert link(book["By sheet"].cell(2, 4))[0] == "our%20board.xlsx"


def test_a_place_in_another_file_than_the_workbook_is_not_linked() -> None:
    book = opened(findings_workbook((finding(at("actions", "B2", "actions.csv")),), "", "board"))
    assert book["By sheet"].cell(2, 4).hyperlink is None


def test_a_finding_stands_whole_in_its_row(told: Workbook) -> None:
    row = [cell.value for cell in told["By sheet"][2]]
    assert row == [
        "Meetings", "error", "PK-304", "Meetings!B2", 2, "Date", "31 September",
        "'31 September' does not exist.", "Type a date.", None,
    ]  # fmt: skip


def test_what_was_typed_is_shown_and_never_acts(told: Workbook) -> None:
    value = told["By sheet"].cell(5, 7)
    assert (value.value, value.data_type) == ("=HYPERLINK(1)\\x07\\ud800", "s")


def test_the_list_is_a_table_that_can_be_filtered_and_printed(told: Workbook) -> None:
    for name in ("By sheet", "By person"):
        sheet = told[name]
        (table,) = sheet.tables.values()
        assert table.ref == "A1:J5"
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.fitToWidth in (None, 1)


def test_the_first_sheet_gives_the_counts(told: Workbook) -> None:
    assert told.sheetnames == ["Please read", "By sheet", "By person"]
    assert "4 problems: 4 must be put right." in cells(told["Please read"])


def test_nothing_found_is_said() -> None:
    book = opened(findings_workbook((), "Nothing to put right.", "board.xlsx"))
    assert book["By sheet"].cell(2, 1).value == "Nothing was found."


def test_further_places_stand_beside_the_first() -> None:
    several = Finding(
        "PK-321", at("Actions", "A2"), "Twice.", "Once.", "1.1", "",
        (at("Actions", "A9"), at("Actions", "A12")),
    )  # fmt: skip
    sheet = opened(findings_workbook((several,), "", "board.xlsx"))["By sheet"]
    assert of_heading(sheet, "Also at") == ["Actions!A9, Actions!A12"]


def test_findings_give_equal_bytes_too() -> None:
    first, second = (findings_workbook(FINDINGS, "4", "board.xlsx") for _ in range(2))
    assert first == second


def test_no_part_of_a_workbook_carries_the_time() -> None:
    with zipfile.ZipFile(io.BytesIO(BLANK)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
