"""The log as a workbook: a sheet for each kind of entry, and how far the log had come.

A table of a paper as a workbook, for those who work on with it: sorted, filtered, printed.

The first sheet is the table and nothing else, so that what is read from row 2 on is data. What
the paper says about it stands on a second sheet.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from paperkit.errors import WriteError
from paperkit.files.workbook_out_book import (
    LONGEST_TEXT,
    READ_ME,
    Book,
    GrowingSheet,
    column_letter,
    new_book,
    new_sheet,
    set_height,
    write_text,
)
from paperkit.files.workbook_out_guide import Page
from paperkit.frozen import Frozen, field

_WIDEST, _NARROWEST, _OF_DATES = 48, 12, 19
Shown = str | int | datetime.date


class LogSheet(Frozen):
    """One kind of entry: its name, what it is about, its headings, and a row for each entry."""

    name: str
    about: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Shown]]


class LogOut(Frozen):
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


ABOUT = "About this table"
DRAFT_MARK = "DRAFT - not for publication"

_MOST_LINKS = 60_000  # Excel follows no more than 65,530 on a sheet
_LONGEST_LINK = 2_000  # Excel takes 2,079 characters, some of which are written as three
_MOST_ROWS = 1_048_575
# One page wide, on A4 the words of so many columns could not be read.
_A3 = 8
_LONGEST_SHEET = 31
_LONGEST_HEADER = 240  # Excel takes 255 characters, with the signs for its look


class Shaded(Frozen):
    """A word with a colour behind it; both colours are six hexadecimal digits."""

    word: str
    fill: str
    ink: str


class Linked(Frozen):
    """Words that lead to an address."""

    words: str
    address: str


ShownWorkbookOutTable = str | datetime.date | Shaded | Linked


class Heading(Frozen):
    """A column of the table: its heading, and its width in characters."""

    words: str
    width: int


class TableOut(Frozen):
    """A table and what is said about it.

    ``about`` holds parts, each a heading and its pairs of words; ``nothing`` stands where there is
    no row. ``mark`` stands on every page of a table that the public may not read.
    """

    title: str
    author: str
    sheet: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[ShownWorkbookOutTable]]
    about: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()
    nothing: str = "Nothing to list."
    mark: str = ""
    draft: bool = False


def table_workbook(table: TableOut) -> bytes:
    """Return the workbook; WriteError where Excel could not hold a text or so many rows."""
    if len(table.rows) > _MOST_ROWS:
        raise WriteError(f"An Excel sheet holds {_MOST_ROWS:,} rows, and the table has more.")
    book = new_book(table.title, table.author)
    _write_table(book, table)
    _write_about(book, table)
    return book.finished()


def _write_table(book: Book, table: TableOut) -> None:
    widths = [heading.width for heading in table.headings]
    sheet = new_sheet(book, _sheet_name(table), widths, GrowingSheet)
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    _add_table(sheet, table, book)
    sheet.set_header(_header(table))
    set_height(sheet, 0, [heading.words for heading in table.headings], widths)
    cells = _Cells(sheet, book, {})
    for number, row in enumerate(table.rows or [[table.nothing]], start=1):
        set_height(sheet, number, [_words(shown) for shown in row], widths)
        for column, shown in enumerate(row):
            cells.write(number, column, shown)


def _header(table: TableOut) -> str:
    """Return the marks of a page, which Excel takes up to a length; they stand whole elsewhere."""
    marks = [DRAFT_MARK if table.draft else "", table.mark]
    words = " - ".join(mark for mark in marks if mark).replace("&", "&&")
    short = words if len(words) <= _LONGEST_HEADER else f"{words[:_LONGEST_HEADER].rstrip('&')}…"
    return f"&C&B{short}" if words else ""


def _words(shown: ShownWorkbookOutTable) -> str:
    match shown:
        case Shaded():
            return shown.word
        case Linked():
            return shown.words
        case str():
            return shown
        case _:
            return ""


def _sheet_name(table: TableOut) -> str:
    mark = "DRAFT " if table.draft else ""
    return f"{mark}{table.sheet}"[:_LONGEST_SHEET]


def _add_table(sheet: Any, table: TableOut, book: Book) -> None:
    last, width = max(len(table.rows), 1), len(table.headings)
    columns = [
        {"header": heading.words, "header_format": book.looks.heading} for heading in table.headings
    ]
    options = {"name": "tbl_table", "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(0, 0, last, width - 1, options)
    sheet.freeze_panes(1, 1)
    sheet.hide_gridlines(0)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{column_letter(width - 1)}{last + 1}"})


class _Cells(Frozen):
    """The cells of a sheet that is being written, and the looks that words of one colour share."""

    sheet: Any
    book: Book
    shades: dict[tuple[str, str], Any]

    def write(self, row: int, column: int, shown: ShownWorkbookOutTable) -> None:
        """Write a cell as what it is: text stays text, a date is a date, a link leads."""
        looks = self.book.looks
        match shown:
            case datetime.date():
                self.sheet.write_datetime(row, column, shown, looks.date)
            case Shaded():
                write_text(self.sheet, row, column, shown.word, self._shade(shown))
            case Linked() if _can_be_linked(row, shown):
                self.sheet.write_url(row, column, shown.address, looks.link, shown.words)
            case Linked():
                write_text(self.sheet, row, column, f"{shown.words}: {shown.address}", looks.text)
            case _:
                write_text(self.sheet, row, column, shown, looks.text)

    def _shade(self, shaded: Shaded) -> Any:
        key = (shaded.fill, shaded.ink)
        if key not in self.shades:
            look = {"bg_color": f"#{shaded.fill}", "font_color": f"#{shaded.ink}", "bold": True}
            base = {"text_wrap": True, "valign": "top", "num_format": "@"}
            self.shades[key] = self.book.file.add_format(base | look)
        return self.shades[key]


def _can_be_linked(row: int, link: Linked) -> bool:
    """Return whether Excel takes the link as it is; else its address is printed as text."""
    web = link.address.casefold().startswith(("https://", "http://", "mailto:"))
    short = len(link.address) <= _LONGEST_LINK and len(link.words) <= LONGEST_TEXT
    return web and short and row <= _MOST_LINKS and link.address.isprintable()


def _write_about(book: Book, table: TableOut) -> None:
    page = Page(book, ABOUT, [34, 100])
    page.title(table.title)
    for mark in filter(None, (DRAFT_MARK if table.draft else "", table.mark)):
        page.line(mark)
    for heading, pairs in table.about:
        page.section(heading)
        page.pairs(pairs)
