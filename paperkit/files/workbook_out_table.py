"""Lists as workbooks, for those who work on with them: sorted, filtered, printed.

A table of a paper, with what the paper says about it on a second sheet; the log, a sheet for each
kind of entry; and the findings, with links to the cells of the officer's workbook, which itself
is never written to.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from paperkit.errors import WriteError
from paperkit.files.grid import letter
from paperkit.files.workbook_out_book import (
    LONGEST_LINK,
    LONGEST_TEXT,
    MOST_LINKS,
    READ_ME,
    Book,
    Part,
    Shown,
    ToSheet,
    add_table,
    growing_sheet,
    new_book,
    new_sheet,
    numbered,
    set_height,
    write_page,
    write_text,
)
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, field

# --- A table of a paper -------------------------------------------------------------------------

ABOUT = "About this table"
DRAFT_MARK = "DRAFT - not for publication"

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


TableCell = str | datetime.date | Shaded | Linked


class ColumnOut(Frozen):
    """A column of the table: its heading, and its width in characters."""

    heading: str
    width: int


class TableOut(Frozen):
    """A table and what is said about it.

    ``about`` holds parts, each a heading and its pairs of words; ``nothing`` is written where
    there is no row. ``mark`` is on every page of a table that the public may not read.
    """

    title: str
    author: str
    sheet: str
    columns: Sequence[ColumnOut]
    rows: Sequence[Sequence[TableCell]]
    about: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()
    nothing: str = "Nothing to list."
    mark: str = ""
    draft: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what is on each printed page, and below the title of the second sheet."""
        return tuple(mark for mark in (DRAFT_MARK if self.draft else "", self.mark) if mark)


def table_workbook(table: TableOut) -> bytes:
    """Return the workbook; WriteError where Excel could not hold a text or so many rows.

    The first sheet is the table and nothing else, so that what is read from row 2 on is data.
    """
    if len(table.rows) > _MOST_ROWS:
        raise WriteError(f"An Excel sheet holds {_MOST_ROWS:,} rows, and the table has more.")
    book = new_book(table.title, table.author)
    _write_table(book, table)
    parts = [Part(heading, pairs) for heading, pairs in table.about]
    write_page(book, ABOUT, [34, 100], table.title, parts, lines=table.marks)
    return book.finished()


def _write_table(book: Book, table: TableOut) -> None:
    headings = [column.heading for column in table.columns]
    widths = [column.width for column in table.columns]
    name = f"{'DRAFT ' if table.draft else ''}{table.sheet}"[:_LONGEST_SHEET]
    sheet = new_sheet(book, name, widths, growing_sheet())
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    add_table(book, sheet, "tbl_table", headings, max(len(table.rows), 1))
    sheet.hide_gridlines(0)
    if table.marks:
        # Excel takes the marks up to a length; they are whole on the second sheet.
        words = " - ".join(table.marks).replace("&", "&&")
        cut = f"{words[:_LONGEST_HEADER].rstrip('&')}…"
        sheet.set_header(f"&C&B{words if len(words) <= _LONGEST_HEADER else cut}")
    set_height(sheet, 0, headings, widths)
    shades: dict[tuple[str, str], Any] = {}
    for number, row in enumerate(table.rows or [[table.nothing]], start=1):
        set_height(sheet, number, [_words(cell) for cell in row], widths)
        for column, cell in enumerate(row):
            _write_cell(book, sheet, number, column, cell, shades)


def _words(cell: TableCell) -> str:
    match cell:
        case Shaded():
            return cell.word
        case Linked():
            return cell.words
        case str():
            return cell
    return ""


def _write_cell(
    book: Book,
    sheet: Any,
    row: int,
    column: int,
    cell: TableCell,
    shades: dict[tuple[str, str], Any],
) -> None:
    """Write a cell as what it is; words of one colour share the look that ``shades`` keeps."""
    match cell:
        case Shaded():
            key = (cell.fill, cell.ink)
            if key not in shades:
                look = {"bg_color": f"#{cell.fill}", "font_color": f"#{cell.ink}", "bold": True}
                base = {"text_wrap": True, "valign": "top", "num_format": "@"}
                shades[key] = book.file.add_format(base | look)
            write_text(sheet, row, column, cell.word, shades[key])
        case Linked():
            web = cell.address.casefold().startswith(("https://", "http://", "mailto:"))
            short = len(cell.address) <= LONGEST_LINK and len(cell.words) <= LONGEST_TEXT
            if web and short and row <= MOST_LINKS and cell.address.isprintable():
                sheet.write_url(row, column, cell.address, book.looks.link, cell.words)
            else:
                book.write(sheet, row, column, f"{cell.words}: {cell.address}")
        case _:
            book.write(sheet, row, column, cell)


# --- The log ------------------------------------------------------------------------------------

_WIDEST, _NARROWEST, _OF_DATES = 48, 12, 19
_ABOUT_LOG = (
    "What the log of exception reports held when this was written. Nothing that you change here "
    "has any effect.",
)


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
    parts = (
        Part("How far the log had come", log.facts),
        Part("The sheets", [(ToSheet(sheet.name), sheet.about) for sheet in log.sheets]),
    )
    write_page(book, READ_ME, [24, 110], log.title, parts, lines=_ABOUT_LOG)
    for number, sheet in enumerate(log.sheets, start=1):
        _write_entries(book, sheet, f"tbl_log_{number}")
    return book.finished()


def _write_entries(book: Book, log: LogSheet, name: str) -> None:
    rows = [row for entry in log.rows for row in _in_cells(entry)]
    widths = [
        _width(heading, [row[number] for row in rows])
        for number, heading in enumerate(log.headings)
    ]
    sheet = new_sheet(book, log.name, widths)
    add_table(book, sheet, name, log.headings, max(len(rows), 1))
    set_height(sheet, 0, log.headings, widths)
    for at, row in enumerate(rows, start=1):
        set_height(sheet, at, [str(value) for value in row], widths)
        for column, value in enumerate(row):
            book.write(sheet, at, column, value)


def _width(heading: str, values: Sequence[Shown]) -> int:
    if any(isinstance(value, datetime.date) for value in values):
        return _OF_DATES
    longest = max((len(line) for value in values for line in str(value).split("\n")), default=0)
    return max(_NARROWEST, len(heading) // 2, min(longest + 2, _WIDEST))


def _in_cells(entry: Sequence[Shown]) -> Iterator[Sequence[Shown]]:
    """Yield an entry as rows of cells: mostly one, more where a text is longer than a cell."""
    # Excel counts a character outside the first plane as two.
    size = LONGEST_TEXT // 2
    parts: list[Sequence[Shown]] = [
        ([value[at : at + size] for at in range(0, len(value), size)] or [""])
        if isinstance(value, str)
        else [value]
        for value in entry
    ]
    for number in range(max(len(part) for part in parts)):
        rest = (part[number] if number < len(part) else "" for part in parts[1:])
        yield [entry[0], *rest]


# --- The findings -------------------------------------------------------------------------------

NO_ONE = "No one named"

_LONGEST_SHOWN = 1_000
_FINDING_COLUMNS = (
    ("Severity", 10),
    ("Code", 9),
    ("Where", 20),
    ("Row or line", 8),
    ("Column", 18),
    ("As typed", 26),
    ("What is wrong", 46),
    ("What to do", 42),
    ("Also at", 20),
)
_SEVERITIES = (
    ("error", "The paper would be wrong. A final paper waits until it is put right."),
    ("gap", "Something is lacking. The paper says so; a final paper needs the gap accepted."),
    ("note", "Worth a look."),
)
_STEPS = (
    "The sheet 'By sheet' lists everything in the order of your file; 'By person' lists the same "
    "by who can put it right, ready to be sent on.",
    "Click on a place in the column 'Where' to go to the cell. Keep this file beside your own.",
    "Put things right in your own file. Nothing that you type here has any effect.",
    "Run 'paperkit check' again for a new list.",
)


def findings_workbook(findings: Sequence[Finding], counts_line: str, workbook: str) -> bytes:
    """Return a workbook of the findings, by sheet and by person.

    ``workbook`` is the name of the officer's file, which should lie in the same folder; a place
    in a workbook is a link to its cell, any other place is text.
    """
    book = new_book("What paperkit found", "")
    sheets = (
        (ToSheet("By sheet"), "In the order of your file."),
        (ToSheet("By person"), f"By who can put it right; '{NO_ONE}' comes last."),
    )
    parts = (
        Part("How to use this list", numbered(_STEPS)),
        Part("What the words mean", _SEVERITIES),
        Part("The sheets", sheets),
    )
    lines = (_printable(counts_line),)
    write_page(book, READ_ME, [24, 110], "What paperkit found", parts, lines=lines)
    by_sheet = ((f.place.sheet or f.place.file or "The project", f) for f in findings)
    by_person = ((finding.person, finding) for finding in findings)
    _write_findings(book, "By sheet", "Sheet or file", by_sheet, workbook)
    _write_findings(book, "By person", "Person", by_person, workbook)
    return book.finished()


def _write_findings(
    book: Book, name: str, grouping: str, grouped: Iterable[tuple[str, Finding]], workbook: str
) -> None:
    """Write each finding with its group, groups in the order in which they first appear."""
    groups: dict[str, list[Finding]] = {}
    for group, finding in grouped:
        groups.setdefault(group, []).append(finding)
    nobodys = groups.pop("", [])
    if nobodys:
        groups[NO_ONE] = [*groups.get(NO_ONE, ()), *nobodys]
    rows = [(group, finding) for group, found in groups.items() for finding in found]
    headings = [grouping, *(heading for heading, _ in _FINDING_COLUMNS)]
    widths = [20, *(width for _, width in _FINDING_COLUMNS)]
    sheet = new_sheet(book, name, widths)
    set_height(sheet, 0, headings, widths)
    table = f"tbl_{name.lower().replace(' ', '_')}"
    last = max(len(rows), 1)
    add_table(book, sheet, table, headings, last, frozen=0)
    # One column more than the table has; so have all lists that officers keep.
    sheet.ignore_errors({"number_stored_as_text": f"A2:{letter(len(headings) + 1)}{last + 1}"})
    sheet.hide_gridlines(0)
    # A name that a program may read as another would lead astray.
    linked = bool(workbook) and not re.search(r"[#%]", workbook) and workbook.isprintable()
    if not rows:
        write_text(sheet, 1, 0, "Nothing was found.", book.looks.plain)
    for row, (group, finding) in enumerate(rows, start=1):
        place = finding.place
        texts = [_printable(text) for text in (group, *_texts(finding))]
        set_height(sheet, row, texts, widths)
        for column, text in enumerate(texts):
            write_text(sheet, row, column, text, book.looks.text)
        # The row or line is a number, so that the list sorts by it.
        digits = re.search(r"\d+", place.cell)
        number = int(digits.group()) if digits else place.line
        if number:
            book.write(sheet, row, 4, number)
        if linked and place.sheet and row <= MOST_LINKS:
            target = place.sheet.replace("'", "''")
            url = f"external:{workbook}#'{target}'!{place.cell or 'A1'}"
            sheet.write_url(row, 3, url, book.looks.link, _printable(_where(place)))


def _texts(finding: Finding) -> list[str]:
    return [
        finding.severity.value,
        finding.code,
        _where(finding.place),
        "",
        finding.place.field,
        finding.value,
        finding.message,
        finding.remedy,
        ", ".join(_where(other) for other in finding.others),
    ]


def _where(place: Place) -> str:
    """Return a place without the file's name, which every row would repeat."""
    within = Place(sheet=place.sheet, cell=place.cell, line=place.line, field=place.field)
    return str(within) or place.file


def _printable(text: str) -> str:
    """Return what a person typed as a cell can show it: cut, and odd characters spelt out."""
    shown = "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)
    return f"{shown[: _LONGEST_SHOWN - 1]}…" if len(shown) > _LONGEST_SHOWN else shown
