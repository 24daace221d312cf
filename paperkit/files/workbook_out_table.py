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
    A3,
    A4,
    LONGEST_TEXT,
    MOST_LINKS,
    READ_ME,
    Book,
    RichPart,
    Shown,
    add_table,
    for_header,
    growing_sheet,
    in_formula,
    new_book,
    new_sheet,
    numbered,
    set_height,
    set_print,
    to_sheet,
    write_page,
    write_rows,
    write_text,
)
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, field
from paperkit.schema.cleaning import in_groups

# --- A table of a paper -------------------------------------------------------------------------

ABOUT = "About this table"
DRAFT_MARK = "DRAFT - not for publication"

_MOST_ROWS = 1_048_575
_LONGEST_SHEET = 31
_LONGEST_HEADER = 240  # Excel takes 255 characters, with the signs for its look


class TableOut(Frozen):
    """A table and what is said about it.

    ``columns`` are headings, each with its width in characters; so many of the last as ``folded``
    says are folded away, until somebody opens them by the sign above them. ``about`` holds parts,
    each a heading and its pairs of words; ``nothing`` is written where there is no row. ``mark`` is
    on every page of a table that the public may not read.
    """

    title: str
    author: str
    sheet: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Shown]]
    folded: int = 0
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
    parts = [RichPart(heading, pairs) for heading, pairs in table.about]
    write_page(book, ABOUT, [26, 90], table.title, parts, lines=table.marks)
    return book.finished()


def _write_table(book: Book, table: TableOut) -> None:
    name = f"{'DRAFT ' if table.draft else ''}{table.sheet}"[:_LONGEST_SHEET]
    rows = table.rows or [[table.nothing]]
    sheet = _write_list(book, name, "tbl_table", table.columns, rows, made_as=growing_sheet())
    shown = len(table.columns) - table.folded
    set_print(sheet, [width for _, width in table.columns[:shown]], [A4, A3])
    for number, (_, width) in enumerate(table.columns[shown:], start=shown):
        folded = {"level": 1, "hidden": True}
        sheet.set_column(number, number, width, book.looks.plain, folded)
    if table.folded:
        end = len(table.columns)
        sheet.set_column(end, end, None, None, {"collapsed": True})
    sheet.hide_gridlines(0)
    if table.marks:
        # Excel takes the marks up to a length; they are whole on the second sheet.
        sheet.set_header(f"&C&B{for_header(' - '.join(table.marks), _LONGEST_HEADER)}")


def _write_list(
    book: Book,
    name: str,
    table: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[Shown]],
    *,
    made_as: type | None = None,
    frozen: int = 1,
) -> Any:
    """Return a sheet that holds rows below their headings, each given with its width."""
    headings, widths = [heading for heading, _ in columns], [width for _, width in columns]
    sheet = new_sheet(book, name, widths, made_as)
    add_table(book, sheet, table, headings, max(len(rows), 1), frozen=frozen)
    set_height(sheet, 0, headings, widths)
    write_rows(book, sheet, 1, rows, widths)
    return sheet


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
        RichPart("How far the log had come", log.facts),
        RichPart("The sheets", [(to_sheet(sheet.name), sheet.about) for sheet in log.sheets]),
    )
    write_page(book, READ_ME, [24, 110], log.title, parts, lines=_ABOUT_LOG)
    for number, entries in enumerate(log.sheets, start=1):
        rows = [row for entry in entries.rows for row in _in_cells(entry)]
        columns = [
            (heading, _width(heading, [row[at] for row in rows]))
            for at, heading in enumerate(entries.headings)
        ]
        _write_list(book, entries.name, f"tbl_log_{number}", columns, rows)
    return book.finished()


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
    ("error", "The paper would be wrong. No final paper can be built until it is corrected."),
    ("gap", "Something is missing. The paper says so. Somebody must accept that for a final."),
    ("note", "Worth a look."),
)
_STEPS = (
    "The sheet 'By sheet' lists everything in the order of your file. The sheet 'By person' lists "
    "the same by who can correct it, ready to send on.",
    "Click on a place in the column 'Where' to go to the cell. Keep this file and your own in "
    "one folder.",
    "Make corrections in your own file. Nothing that you type here has any effect.",
    "Run 'paperkit check' again for a new list.",
)


def findings_workbook(findings: Sequence[Finding], counts_line: str, workbook: str) -> bytes:
    """Return a workbook of the findings, by sheet and by person.

    ``workbook`` is the name of the officer's file, which should be in the same folder; a place
    in a workbook is a link to its cell, any other place is text.
    """
    book = new_book("What paperkit found", "")
    sheets = (
        (to_sheet("By sheet"), "In the order of your file."),
        (to_sheet("By person"), f"By who can put it right; '{NO_ONE}' comes last."),
    )
    parts = (
        RichPart("How to use this list", numbered(_STEPS)),
        RichPart("What the words mean", _SEVERITIES),
        RichPart("The sheets", sheets),
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
    groups = in_groups(grouped)
    nobodys = groups.pop("", [])
    if nobodys:
        groups[NO_ONE] = [*groups.get(NO_ONE, ()), *nobodys]
    rows = [(group, finding) for group, found in groups.items() for finding in found]
    columns = [(grouping, 20), *_FINDING_COLUMNS]
    texts = [
        [
            _printable(text)
            for text in (
                group,
                found.severity.value,
                found.code,
                _where(found.place),
                "",
                found.place.field,
                found.value,
                found.message,
                found.remedy,
                ", ".join(_where(other) for other in found.others),
            )
        ]
        for group, found in rows
    ]
    table = f"tbl_{name.lower().replace(' ', '_')}"
    sheet = _write_list(book, name, table, columns, texts, frozen=0)
    # One column more than the table has; so have all lists that officers keep.
    last = f"{letter(len(columns) + 1)}{max(len(rows), 1) + 1}"
    sheet.ignore_errors({"number_stored_as_text": f"A2:{last}"})
    sheet.hide_gridlines(0)
    if not rows:
        write_text(sheet, 1, 0, "Nothing was found.", book.looks.plain)
    # A name that a program may read as another would lead astray.
    linked = bool(workbook) and not re.search(r"[#%]", workbook) and workbook.isprintable()
    for row, (_, finding) in enumerate(rows, start=1):
        place = finding.place
        # The row or line is a number, so that the list sorts by it.
        if number := place.row_number or place.line:
            book.write(sheet, row, 4, number)
        if linked and place.sheet and place.file == workbook and row <= MOST_LINKS:
            url = f"external:{workbook}#{in_formula(place.sheet)}!{place.cell or 'A1'}"
            sheet.write_url(row, 3, url, book.looks.link, texts[row - 1][3])


def _where(place: Place) -> str:
    """Return a place without the file's name, which every row would repeat."""
    within = Place(sheet=place.sheet, cell=place.cell, line=place.line, field=place.field)
    return str(within) or place.file


def _printable(text: str) -> str:
    """Return what a person typed as a cell can show it: cut, and odd characters spelt out."""
    shown = "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)
    return f"{shown[: _LONGEST_SHOWN - 1]}…" if len(shown) > _LONGEST_SHOWN else shown
