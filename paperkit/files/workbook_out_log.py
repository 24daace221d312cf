"""The log as a workbook: a sheet for each kind of entry, and how far the log had come."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from paperkit.files.workbook_out_book import (
    LONGEST_TEXT,
    READ_ME,
    Book,
    new_book,
    new_sheet,
    set_height,
    write_text,
)
from paperkit.files.workbook_out_guide import Page
from paperkit.files.workbook_out_lists import column_letter

_WIDEST, _NARROWEST, _OF_DATES = 48, 12, 19
Shown = str | int | datetime.date


@dataclass(frozen=True)
class LogSheet:
    """One kind of entry: its name, what it is about, its headings, and a row for each entry."""

    name: str
    about: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Shown]]


@dataclass(frozen=True)
class LogOut:
    """A log that is written as a workbook.

    ``facts`` are pairs of words for the first sheet; ``properties`` say how far the log had come,
    so that the log can be compared with the workbook later.
    """

    title: str
    author: str
    sheets: Sequence[LogSheet]
    facts: Sequence[tuple[str, str]]
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def log_workbook(log: LogOut) -> bytes:
    """Return the workbook; a text that is longer than a cell goes on in the rows below it."""
    book = new_book(log.title, log.author)
    for name, words in log.properties.items():
        book.file.set_custom_property(name, words, "text")
    _write_guide(book, log)
    for number, sheet in enumerate(log.sheets, start=1):
        _write_sheet(book, sheet, f"tbl_log_{number}")
    return book.finished()


def _write_guide(book: Book, log: LogOut) -> None:
    page = Page(book, READ_ME, [24, 110])
    page.title(log.title)
    page.line(
        "What the log of exception reports held when this was written. Nothing that you change "
        "here has any effect."
    )
    page.section("How far the log had come")
    page.pairs(log.facts)
    page.section("The sheets")
    for sheet in log.sheets:
        page.linked(sheet.name, sheet.about)


def _write_sheet(book: Book, told: LogSheet, name: str) -> None:
    rows = [row for entry in told.rows for row in _in_cells(entry)]
    widths = [_width(heading, number, rows) for number, heading in enumerate(told.headings)]
    sheet = new_sheet(book, told.name, widths)
    columns = [{"header": text, "header_format": book.looks.heading} for text in told.headings]
    options = {"name": name, "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(0, 0, max(len(rows), 1), len(columns) - 1, options)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    last = f"{column_letter(len(columns) - 1)}{len(rows) + 1}"
    sheet.ignore_errors({"number_stored_as_text": f"A2:{last}"})
    set_height(sheet, 0, told.headings, widths)
    for at, row in enumerate(rows, start=1):
        set_height(sheet, at, [str(value) for value in row], widths)
        for column, value in enumerate(row):
            _write(book, sheet, at, column, value)


def _write(book: Book, sheet: Any, row: int, column: int, value: Shown) -> None:
    match value:
        case datetime.date():
            sheet.write_datetime(row, column, value, book.looks.date)
        case int():
            sheet.write_number(row, column, value, book.looks.plain)
        case _:
            write_text(sheet, row, column, value, book.looks.text)


def _width(heading: str, column: int, rows: Sequence[Sequence[Shown]]) -> int:
    values = [row[column] for row in rows]
    if any(isinstance(value, datetime.date) for value in values):
        return _OF_DATES
    longest = max((len(line) for value in values for line in str(value).split("\n")), default=0)
    return max(_NARROWEST, len(heading) // 2, min(longest + 2, _WIDEST))


def _in_cells(entry: Sequence[Shown]) -> Iterator[Sequence[Shown]]:
    """Yield an entry as rows of cells: mostly one, more where a text is longer than a cell."""
    parts = [_parts(value) for value in entry]
    for number in range(max(len(part) for part in parts)):
        first = entry[0]
        yield [first, *(part[number] if number < len(part) else "" for part in parts[1:])]


def _parts(value: Shown) -> Sequence[Shown]:
    if not isinstance(value, str):
        return [value]
    # Excel counts a character outside the first plane as two.
    size = LONGEST_TEXT // 2
    return [value[at : at + size] for at in range(0, len(value), size)] or [""]
