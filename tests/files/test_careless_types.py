"""Workbooks saved as another type: read where they can be, and what cannot be checked is told."""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from struct import pack
from subprocess import CalledProcessError
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperkit.board.data import TABLES
from paperkit.container.reading import ReadFile
from paperkit.errors import ReadError
from paperkit.files import bundled, other_workbooks
from paperkit.files.workbook_in import read_workbook
from paperkit.files.workbook_rows import read_sheets
from paperkit.frozen import replace
from tests.files.other_books import (
    ODS_TYPE,
    Crossed,
    Error,
    Percent,
    Rows,
    Value,
    ods,
    ods_of,
    ole,
    table,
    xls,
    xlsb,
)
from tests.files.workbooks import ACTIONS, packed, shown, workbook
from tests.tables import numbers, told

SAMPLE = bundled("samples") / "council" / "board.xlsx"
Make = Callable[..., Path]
TYPES = pytest.mark.parametrize("make", [ods, xls, xlsb])
NAMED = pytest.mark.parametrize(
    ("make", "words"),
    [
        (ods, "is an OpenDocument spreadsheet (.ods)."),
        (xls, "is an Excel workbook of the old kind (.xls)."),
        (xlsb, "is a binary Excel workbook (.xlsb)."),
    ],
)
ROWS = """
| Reference | Action       | State     |
| 1.1       | Open the hub | On course |
| 1.2       | Tŷ Croeso    | At risk   |
"""


def read(path: Path) -> ReadFile:
    return read_workbook(path, TABLES, {})


def readings(*values: Value) -> Rows:
    head: Rows = [["Indicator", "Period", "Value"]]
    rows: Rows = [[str(number), "2025", value] for number, value in enumerate(values, 1)]
    return head + rows


@NAMED
def test_a_workbook_of_another_type_is_read_with_a_note(
    tmp_path: Path, make: Make, words: str
) -> None:
    result = read(make(tmp_path / "board.any", table(ROWS)))
    assert shown(result.records["actions"]) == [
        {"reference": "1.1", "wording": "Open the hub", "state": "On course"},
        {"reference": "1.2", "wording": "Tŷ Croeso", "state": "At risk"},
    ]
    (finding,) = result.findings
    assert finding.code == "PK-103"
    assert finding.message.startswith(f"The file {words} It was read, but not checked for ")


@TYPES
def test_a_percentage_is_one_in_every_type(tmp_path: Path, make: Make) -> None:
    path = make(tmp_path / "board.any", readings(Percent(0.875), 0.875), "Readings")
    values = [row.cells["value"].typed for row in read(path).records["readings"]]
    assert values == ["87.5%", "0.875"]


@TYPES
def test_an_error_is_told_in_every_type(tmp_path: Path, make: Make) -> None:
    path = make(tmp_path / "board.any", readings(Error(), 5.0), "Readings")
    result = read(path)
    assert told(result.findings)[1:] == ["PK-330 board.any, Readings!C2: The cell shows '#N/A'."]
    assert [row.cells["value"].faulty for row in result.records["readings"]] == [True, False]


@TYPES
def test_words_crossed_out_are_told_in_every_type(tmp_path: Path, make: Make) -> None:
    rows = [*table(ROWS), ["1.3", Crossed("Close the hub"), "On course"]]
    assert told(read(make(tmp_path / "board.any", rows)).findings)[1:] == [
        "PK-333 board.any, Actions!B4: The words 'Close the hub' are crossed out."
    ]


@TYPES
def test_hidden_rows_are_told_in_every_type(tmp_path: Path, make: Make) -> None:
    path = make(tmp_path / "board.any", table(ROWS), "Actions", (3,))
    assert told(read(path).findings)[1:] == [
        "PK-231 board.any, Actions!A3: Row 3 is hidden or filtered out; it was read."
    ]


@NAMED
def test_without_the_extra_the_refusal_names_the_ways_out(
    tmp_path: Path, make: Make, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "board.any", table(ROWS))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(ReadError) as error:
        read(path)
    assert str(error.value) == (
        f"'board.any' {words} Open it in Excel, choose File, Save As, with the type 'Excel "
        "Workbook (*.xlsx)', and use the new file. Or install paperkit with its extra 'calc', "
        "which reads this type."
    )


@NAMED
def test_one_that_cannot_be_read_is_refused_with_the_way_out(
    tmp_path: Path, make: Make, words: str
) -> None:
    broken = {
        ods: lambda path: packed(path, {"mimetype": ODS_TYPE, "content.xml": b"<a"}),
        xls: lambda path: ole(path, "Workbook", b"\xff" * 9000),
        xlsb: without_sheets,
    }[make]
    with pytest.raises(ReadError) as error:
        read(broken(tmp_path / "board.any"))
    assert str(error.value).startswith(f"'board.any' {words} Open it in Excel")


def without_sheets(path: Path) -> Path:
    with ZipFile(xlsb(path, table(ROWS))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.bin"] = b"\x91\xff\xff\xff\xff"
    parts["xl/workbook.bin"] = parts["xl/workbook.bin"][:-9]
    return packed(path, parts)


def test_an_excel_95_workbook_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = ole(tmp_path / "board.xls", "Book", bytes.fromhex("09080800000505000000000000000000"))
    with pytest.raises(ReadError, match=r"of the old kind \(.xls\). Open it in Excel"):
        read(path)


def test_a_protected_opendocument_file_is_told_as_such(tmp_path: Path) -> None:
    path = ods_of(tmp_path / "board.ods", "", manifest=b"<m:encryption-data/>")
    with pytest.raises(ReadError, match="protected by a password"):
        read(path)


def test_a_cell_far_below_does_not_fill_the_memory(tmp_path: Path) -> None:
    far = (
        '<table:table table:name="Actions"><table:table-row table:number-rows-repeated="1048575">'
        "<table:table-cell/></table:table-row><table:table-row><table:table-cell "
        'table:number-columns-repeated="99"/><table:table-cell office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    )
    with pytest.raises(ReadError, match=r"Sheet .* reaches to row 1,048,576"):
        read(ods_of(tmp_path / "board.ods", far))


def test_rows_repeated_far_below_are_no_rows(tmp_path: Path) -> None:
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    blank += 'table:number-columns-repeated="16384"/></table:table-row>'
    filled = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
        for words in ("Reference", "Action")
    )
    rows = f"<table:table-row>{filled}</table:table-row>{blank}"
    path = ods_of(tmp_path / "board.ods", f'<table:table table:name="Actions">{rows}</table:table>')
    assert read(path).records["actions"] == ()


def test_comments_links_and_merged_cells_of_opendocument_are_seen(tmp_path: Path) -> None:
    rows = (
        "<table:table-row><table:table-cell office:value-type='string'><text:p>Reference</text:p>"
        "</table:table-cell><table:table-cell office:value-type='string'><text:p>Action</text:p>"
        "</table:table-cell><table:table-cell office:value-type='string'><text:p>Link</text:p>"
        "</table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell office:value-type='string'><text:p>1.1</text:p>"
        "</table:table-cell><table:table-cell office:value-type='string' "
        "table:number-rows-spanned='2'><office:annotation><text:p>check</text:p>"
        "</office:annotation><text:p>Open</text:p></table:table-cell>"
        "<table:table-cell office:value-type='string'><text:p><text:a "
        "xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='https://www.example.org'>More"
        "</text:a></text:p></table:table-cell></table:table-row>"
    )
    path = ods_of(tmp_path / "board.ods", f'<table:table table:name="Actions">{rows}</table:table>')
    result = read(path)
    assert numbers(result.findings) == ["PK-103", "PK-344", "PK-335", "PK-232"]
    assert shown(result.records["actions"]) == [
        {"reference": "1.1", "wording": "Open", "link": "https://www.example.org"}
    ]


def test_several_links_in_a_cell_of_opendocument_stay_each_with_its_words(tmp_path: Path) -> None:
    def cell(words: str) -> str:
        return (
            f"<table:table-cell office:value-type='string'><text:p>{words}</text:p>"
            "</table:table-cell>"
        )

    def link(words: str, name: str) -> str:
        space = "xmlns:xlink='http://www.w3.org/1999/xlink'"
        return f"<text:a {space} xlink:href='https://www.example.org/{name}'>{words}</text:a>"

    both = f"See {link('the plan', 'plan')} and<text:s/>{link('the survey', 'survey')}."
    lines = (("Reference", "Action", "Corrective action"), ("1.1", "Open", both))
    rows = "".join(
        f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines
    )
    path = ods_of(tmp_path / "board.ods", f'<table:table table:name="Actions">{rows}</table:table>')
    (row,) = read(path).records["actions"]
    assert row.cells["correction"].typed == (
        "See [the plan](https://www.example.org/plan) and "
        "[the survey](https://www.example.org/survey)."
    )


def test_a_spreadsheet_of_apple_numbers_is_told_with_its_way_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "board.xlsx", {"Index/Document.iwa": b"\x00", "preview.jpg": b""})
    with pytest.raises(ReadError) as error:
        read(path)
    assert str(error.value) == (
        "'board.xlsx' is a spreadsheet of Apple Numbers. Open it in Numbers, choose File, Export "
        "To, Excel, and use the new file."
    )


def by_the_other_library(path: Path) -> ReadFile:
    found = other_workbooks.plain_sheets(path.name, path.read_bytes())
    sheets = {sheet.title: partial(replace, sheet) for sheet in found}
    return read_sheets(path.name, sheets, TABLES, {})


def test_two_libraries_read_the_same_of_the_sample() -> None:
    one, other = read(SAMPLE), by_the_other_library(SAMPLE)
    assert sum(len(rows) for rows in one.records.values()) > 400
    assert one.records == other.records
    assert one.findings == other.findings == ()


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
DAYS = st.dates(date(1950, 1, 1))
NUMBERS = st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9).map(lambda n: round(n, 4))


@given(st.lists(TEXTS | NUMBERS | st.booleans() | DAYS, min_size=1, max_size=40))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_libraries_read_the_same_of_any_values(
    tmp_path: Path, values: list[str | float | date]
) -> None:
    book = workbook("## Readings\n| Indicator | Value |\n")
    for number, value in enumerate(values):
        book["Readings"].append([str(number), None])
        cell = book["Readings"].cell(number + 2, 2)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    path = tmp_path / "board.xlsx"
    book.save(path)
    one, other = read(path), by_the_other_library(path)
    assert one.records == other.records


@given(st.binary(max_size=300), st.integers(0, 9000))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@TYPES
def test_whatever_the_bytes_a_workbook_of_another_type_is_read_or_refused(
    tmp_path: Path, make: Make, noise: bytes, at: int
) -> None:
    path = make(tmp_path / "board.any", table(ROWS))
    data = bytearray(path.read_bytes())
    at %= len(data)
    data[at : at + len(noise)] = noise
    path.write_bytes(bytes(data))
    try:
        read(path)
    except ReadError as error:
        assert str(error).startswith(("'board.any' ", "Sheet '"))


def test_what_the_library_asks_for_beyond_all_bounds_ends_its_own_process_alone(
    tmp_path: Path,
) -> None:
    # The sheet says that it has rows without end, and the library makes room for all of them.
    data = xls(tmp_path / "board.xls", table(ROWS)).read_bytes()
    inside = data.rindex(pack("<HH", 0x0809, 16)) + 20
    reach = pack("<HHIIHHH", 0x0200, 14, 0, 0xFFFFFFF0, 0, 0xFFFF, 0)
    (tmp_path / "board.xls").write_bytes((data[:inside] + reach + data[inside:])[: len(data)])
    with pytest.raises(ReadError, match=r"of the old kind \(.xls\). Open it in Excel") as error:
        read(tmp_path / "board.xls")
    assert isinstance(error.value.__cause__, CalledProcessError)


def test_a_folder_of_modules_beside_the_workbook_is_not_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(read(ods(tmp_path / "board.ods", table(ROWS))).records["actions"]) == 2


def test_an_ordinary_workbook_needs_no_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    workbook(ACTIONS).save(tmp_path / "board.xlsx")
    assert len(read(tmp_path / "board.xlsx").records["actions"]) == 2
