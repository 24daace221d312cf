"""A paper's table as a workbook: what an officer works on with in Excel."""

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from paperkit.errors import WriteError
from paperkit.files.workbook_out_book import Linked, Shaded
from paperkit.files.workbook_out_table import TableOut, table_workbook
from paperkit.frozen import replace
from tests.cases import each

TABLE = TableOut(
    title="Exception report: Healthy start",
    author="Anyshire Council",
    sheet="Exception report",
    columns=(("Action", 20), ("Review date", 12), ("RAG", 10)),
    rows=(
        ("=1+1", date(2027, 3, 11), Shaded("Red", "A4001D", "FFFFFF")),
        ("-2 & <b>", "No review date", "No return received"),
        ("+44", Linked("Progress of action 1.1", "https://www.anyshire.example/a?b=1#c"), "@x"),
    ),
    about=(("At a glance", (("Ratings", "Of the 3 actions, 1 is rated Red."),)),),
)


def opened(table: TableOut = TABLE) -> Any:
    return load_workbook(io.BytesIO(table_workbook(table)))


def part(name: str, table: TableOut = TABLE) -> str:
    with zipfile.ZipFile(io.BytesIO(table_workbook(table))) as archive:
        return archive.read(name).decode()


def test_the_first_sheet_is_a_real_table_with_filters_and_frozen_headings() -> None:
    sheet = opened().worksheets[0]
    (table,) = sheet.tables.values()
    assert (sheet.title, table.ref) == ("Exception report", "A1:C4")
    assert table.autoFilter.ref == "A1:C4"
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == ["Action", "Review date", "RAG"]


def test_it_prints_across_one_page_wide_with_its_headings_on_each_page() -> None:
    sheet = opened().worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.print_title_rows == "$1:$1"
    wide = replace(TABLE, columns=(("Action", 80), ("Review date", 80), ("RAG", 80)))
    assert opened(wide).worksheets[0].page_setup.paperSize == 8


def test_columns_that_are_folded_are_there_and_do_not_make_the_print_smaller() -> None:
    columns = (("Action", 80), ("Review date", 80), ("RAG", 80))
    sheet = opened(replace(TABLE, columns=columns, folded=1)).worksheets[0]
    looks = [sheet.column_dimensions[name] for name in "ABCD"]
    assert [(one.outlineLevel, one.hidden) for one in looks] == [
        (0, False), (0, False), (1, True), (0, False),
    ]  # fmt: skip
    assert looks[3].collapsed
    assert sheet["C2"].value == "Red"
    assert sheet.page_setup.paperSize == 9


def test_text_that_begins_like_a_formula_stays_text() -> None:
    sheet = opened().worksheets[0]
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["=1+1", "-2 & <b>", "+44"]
    assert {sheet.cell(row, 1).data_type for row in (2, 3, 4)} == {"s"}
    assert sheet["C4"].value == "@x"
    assert "<f>" not in part("xl/worksheets/sheet1.xml")


def test_a_date_is_a_date_with_its_month_in_words() -> None:
    cell = opened().worksheets[0]["B2"]
    assert cell.value == datetime(2027, 3, 11, 0, 0)
    assert cell.number_format == "d mmmm yyyy"


def test_a_rating_is_its_word_with_the_colour_behind_it() -> None:
    cell = opened().worksheets[0]["C2"]
    assert cell.value == "Red"
    assert (cell.fill.fgColor.rgb, cell.font.color.rgb) == ("FFA4001D", "FFFFFFFF")


def test_a_link_leads_and_reads_as_words() -> None:
    cell = opened().worksheets[0]["B4"]
    assert cell.value == "Progress of action 1.1"
    assert f"{cell.hyperlink.target}#{cell.hyperlink.location}" == (
        "https://www.anyshire.example/a?b=1#c"
    )


@each("address", [f"https://www.example.org/{'a' * 2_100}", "file:///c:/x"])
def test_a_link_that_excel_does_not_take_stands_as_text(address: str) -> None:
    table = replace(TABLE, rows=((Linked("Progress", address), "", ""),))
    cell = opened(table).worksheets[0]["A2"]
    assert (cell.value, cell.hyperlink) == (f"Progress: {address}", None)


def test_what_the_paper_says_of_it_stands_on_a_second_sheet() -> None:
    sheet = opened().worksheets[1]
    words = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert words == [
        "Exception report: Healthy start",
        "At a glance",
        "Ratings",
        "Of the 3 actions, 1 is rated Red.",
    ]


def test_a_draft_says_so_on_its_tab_on_each_printed_page_and_on_its_second_sheet() -> None:
    book = opened(replace(TABLE, draft=True))
    assert book.worksheets[0].title == "DRAFT Exception report"
    assert "DRAFT - not for publication" in book.worksheets[0].oddHeader.center.text
    assert book.worksheets[1]["A2"].value == "DRAFT - not for publication"
    final = zipfile.ZipFile(io.BytesIO(table_workbook(TABLE)))
    assert not any(b"DRAFT" in final.read(name) for name in final.namelist())


def test_an_exempt_table_bears_its_mark_on_each_printed_page() -> None:
    book = opened(replace(TABLE, mark="Not for publication: paragraphs 1 & 2."))
    assert "Not for publication: paragraphs 1 && 2." in book.worksheets[0].oddHeader.center.text
    assert book.worksheets[1]["A2"].value == "Not for publication: paragraphs 1 & 2."


@each("mark", ["a" * 300, "&" * 300, "a" + "&" * 300])
def test_a_mark_longer_than_a_header_is_cut_there_and_stands_whole_elsewhere(mark: str) -> None:
    sheet = part("xl/worksheets/sheet1.xml", replace(TABLE, mark=mark))
    header = unescape(re.findall("<oddHeader>(.*)</oddHeader>", sheet)[0])
    assert len(header) <= 255
    assert header.removeprefix("&C&B").replace("&&", "").count("&") == 0
    assert opened(replace(TABLE, mark=mark)).worksheets[1]["A2"].value == mark


def test_a_table_without_a_row_says_so() -> None:
    sheet = opened(replace(TABLE, rows=(), nothing="No action is listed.")).worksheets[0]
    assert sheet["A2"].value == "No action is listed."
    assert next(iter(sheet.tables.values())).ref == "A1:C2"


def test_equal_input_gives_equal_bytes() -> None:
    assert table_workbook(TABLE) == table_workbook(TABLE)


def test_a_text_longer_than_a_cell_is_told() -> None:
    with pytest.raises(WriteError, match="which no Excel cell can hold"):
        table_workbook(replace(TABLE, rows=(("a" * 32_768, "", ""),)))


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=60)


@settings(max_examples=25)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_whatever_a_cell_holds_is_text_letter_for_letter(rows: list[tuple[str, ...]]) -> None:
    sheet = part("xl/worksheets/sheet1.xml", replace(TABLE, rows=tuple(rows)))
    assert "<f>" not in sheet
    there = opened(replace(TABLE, rows=tuple(rows))).worksheets[0]
    # An _x0041_ that was typed is written as _x005F_x0041_, which openpyxl does not turn back.
    held = [
        tuple(re.sub(r"_x005F(?=_x[0-9A-Fa-f]{4}_)", "", cell or "") for cell in row)
        for row in there.iter_rows(min_row=2, max_row=len(rows) + 1, values_only=True)
    ]
    assert held == rows
