"""The Board's workbook, blank or filled: one sheet a table, made from the declarations.

Each sheet has its headings, drop-downs, messages and formats. Cells of text are formatted as
text, so that Excel leaves "1.10" and "July 2026" as typed; figures stay numbers, so that
officers can calculate with them.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from paperkit.files.grid import letter
from paperkit.files.workbook_out_book import (
    LISTS,
    LONGEST_LINK,
    READ_ME,
    Book,
    CellLooks,
    RichPart,
    Shown,
    add_table,
    drop_downs,
    new_book,
    new_sheet,
    numbered,
    ranges_of,
    to_sheet,
    write_lists,
    write_page,
    write_text,
)
from paperkit.schema.columns import Column, Raw, Record, Table
from paperkit.schema.dates import FIRST_YEAR, LAST_YEAR, Deadline, Period
from paperkit.schema.describe import explained, typed
from paperkit.schema.forms import Word
from paperkit.schema.values import (
    Amount,
    Link,
    NotANumberError,
    choices,
    link_in,
    plain_number,
    read_number,
    read_value,
)

SPARE_ROWS = 300
"""How many rows below the filled ones are ready to be typed in."""

LONGEST_MESSAGE, _LONGEST_TITLE = 255, 32
"""How long Excel takes the note of a cell to be, and its title."""
_WIDTHS: Mapping[type, int] = {date: 19, Period: 16, Deadline: 18, int: 10, Decimal: 12, Link: 30}
_FIGURES = (Amount, Decimal, int)
_STEPS = (
    "Fill in one row for each meeting, person, action and so on. Begin with the sheets on the "
    "left: later sheets refer to them.",
    "Click on a cell to see a note of what belongs there. If it has a drop-down list, choose from "
    "the list: other words are not accepted.",
    "Leave blank what you do not know yet. Paperkit says what is missing, and for which paper.",
    "You may add columns of your own at the right-hand end. Do not merge cells or leave out "
    "headings: paperkit finds columns by their headings.",
    "Save and close the workbook, then run 'paperkit check'. It names every cell to correct.",
)
_TYPING = (
    ("Dates", "With the month in words and the year: 16 July 2026."),
    (
        "Periods",
        "2025/26 for the year from April, 2025 for a calendar year, Q1 2025/26, July 2026, "
        "Autumn 2025/26 for a school term, 2023 to 2025.",
    ),
    (
        "Deadlines",
        "A date, a month, a quarter or a year, as the plan has it; or Ongoing, with a review date.",
    ),
    ("Figures", "The figure alone, such as 72.4 or 87.5%; or words if there is no figure."),
    (
        "Tolerances",
        "5% for a share of the target, 2 for that much in the indicator's unit, or floor 60.",
    ),
    (
        "Several values",
        "One to a line (press Alt and Enter for a new line), or with ; between them.",
    ),
    ("References", "Exactly as on the sheet that lists them: 1.10 is not 1.1."),
    ("Nothing to say", "Leave the cell blank. If the paper should say so, type None."),
    (
        "What not to use",
        "Crossed-out text, comments and colours: paperkit asks about them, or leaves them out.",
    ),
)

_COLOURS = (
    ("Yellow heading", "Needed: the papers cannot do without this column."),
    ("Blue heading", "Fill in if there is something to say."),
)
_SHEET_COLUMNS = ("Sheet", "What it holds", "Columns that are needed")
_ABOUT = (
    "This workbook holds what the Board's papers are made from. Paperkit reads it, and never "
    "changes it.",
)

Names = Mapping[str, Sequence[str]]
NONE: Names = MappingProxyType({})
Offers = Mapping[str, Sequence[Word]]
NO_OFFERS: Offers = MappingProxyType({})
"""Words that a column offers, by ``table.column``: any others may be typed as well."""


def filled_workbook(
    tables: Sequence[Table],
    records: Mapping[str, Sequence[Record]],
    title: str,
    *,
    council: str = "",
    required: Names = NONE,
    extra_choices: Names = NONE,
    offers: Offers = NO_OFFERS,
) -> bytes:
    """Return a workbook that holds the records by table, and room for more.

    ``required`` names, by table, the columns that the pack needs; ``extra_choices`` gives, by
    ``table.column``, the words of columns whose list the pack decides, ``offers`` those of columns
    that take other words as well. It reads back to the same rows as the records. WriteError where a
    text is longer than a cell can hold, or holds what no workbook can.
    """
    book = new_book(title, council)
    extra = {name: [Word(word) for word in words] for name, words in extra_choices.items()}
    lists = drop_downs(tables, {**extra, **offers})
    referred = {name for table in tables for column in table.columns for name in column.refers}
    keyed = {table.name: table for table in tables if table.name in referred}
    for table in keyed.values():
        formula = _keys(table, len(records.get(table.name, ())) + SPARE_ROWS)
        book.file.define_name(f"Keys_{table.name}", formula)
    parts = (
        RichPart("How to fill it in", numbered(_STEPS)),
        RichPart("What is on each sheet", tuple(_sheets(tables, required)), _SHEET_COLUMNS),
        RichPart("How to type", _TYPING),
        RichPart("What the colours mean", _COLOURS),
    )
    write_page(book, READ_ME, [18, 86, 52], title, parts, lines=_ABOUT)
    for table in tables:
        rows, needed = records.get(table.name, ()), required.get(table.name, ())
        open_ = {name.partition(".")[2] for name in offers if name.startswith(f"{table.name}.")}
        _write_sheet(book, table, rows, needed, ranges_of(lists), keyed, open_)
    write_lists(book, lists)
    return book.finished()


def _sheets(tables: Sequence[Table], required: Names) -> Iterator[tuple[Shown, str, str]]:
    """Yield a row of the guide for each sheet, with the columns that are needed."""
    for table in tables:
        needed = (c.heading for c in table.columns if c.name in required.get(table.name, ()))
        yield to_sheet(table.sheet), table.about, ", ".join(needed) or "None of them"
    yield to_sheet(LISTS), "The words of the drop-down lists.", "Nothing to fill in"


def _keys(table: Table, last: int) -> str:
    """Return, as a formula, the keys that a sheet holds, without the blank rows below them."""
    key = next(number for number, column in enumerate(table.columns, start=1) if column.key)
    at, sheet = letter(key), f"'{table.sheet}'"
    cells = f"{sheet}!${at}$2:${at}${last + 1}"
    filled = f'SUMPRODUCT(MAX(({cells}<>"")*ROW({cells})))-1'
    return f"=OFFSET({sheet}!${at}$2,0,0,MAX(1,{filled}),1)"


def _write_sheet(
    book: Book,
    table: Table,
    records: Sequence[Record],
    needed: Sequence[str],
    lists: Mapping[tuple[str, str], str],
    keyed: Mapping[str, Table],
    offering: Container[str],
) -> None:
    """Write the sheet of a table, with its rows and room for more.

    ``lists`` names the range of each column's words, ``keyed`` are the tables that others refer to.
    A column that is ``offering`` words takes others, too.
    """
    looks, last = book.looks, len(records) + SPARE_ROWS
    widths = [_width(column) for column in table.columns]
    sheet = new_sheet(book, table.sheet, widths)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, widths[number], look_of(column, looks))
        words = lists.get((table.name, column.name), "")
        keys = keyed.get(column.refers[0]) if len(column.refers) == 1 else None
        rule = validation(column, column.name in needed, words, keys)
        if column.name in offering:
            rule |= {"ignore_blank": True, "show_error": False}
        sheet.data_validation(1, number, last, number, rule)
    headings = [column.heading for column in table.columns]
    colours = [looks.needed if c.name in needed else looks.heading for c in table.columns]
    first = 1 if table.columns[0].key else 0
    name = f"tbl_{table.name}"
    add_table(book, sheet, name, headings, last, looks=colours, style=None, frozen=first)
    if first:
        sheet.repeat_columns(0)
    sheet.hide_gridlines(0)
    for row, record in enumerate(records, start=1):
        for number, column in enumerate(table.columns):
            if column.name in record.cells:
                raw = record.cells[column.name].value
                write_cell(book, sheet, row, number, column, raw, look_of(column, looks))


def _width(column: Column) -> int:
    if column.prose:
        return 70
    if column.role == "answer":
        return 50
    if choices(column) or column.key or (column.refers and not column.many):
        return 18
    if column.type is Amount:
        return 16
    return _WIDTHS.get(column.type, 28)


def look_of(column: Column, looks: CellLooks) -> Any:
    """Return the format of a column's cells."""
    if column.type is date:
        return looks.date
    return looks.plain if column.type in _FIGURES else looks.text


def validation(
    column: Column, needed: bool, words: str = "", keys: Table | None = None
) -> dict[str, Any]:
    """Return what XlsxWriter needs to know of a column's cells: what they take, and a message.

    ``words`` is the range of the words that they take, ``keys`` the table whose keys they take. A
    cell of several values has no drop-down, since Excel would take one of the words only.
    """
    rule: dict[str, Any] = {"validate": "any"}
    if words and not column.many:
        rule = _drop_down(words, "Not in the list", "Choose a word from the list.")
    elif keys and not column.many:
        message = f"Choose from the list. What is missing is added on the sheet {keys.sheet} first."
        rule = _drop_down(f"Keys_{keys.name}", f"Not on {keys.sheet}", message)
    elif column.type is date and not column.many:
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(FIRST_YEAR, 1, 1),
            "maximum": date(LAST_YEAR, 12, 31),
            "error_type": "warning",
            "error_title": "Not a date",
            "error_message": "Type a date with its month in words, such as 16 July 2026.",
        }
    return rule | {
        "input_title": _cut(column.heading, _LONGEST_TITLE),
        "input_message": _cut(explained(column, needed), LONGEST_MESSAGE),
    }


def _drop_down(source: str, title: str, message: str) -> dict[str, Any]:
    """Return the rule of a drop-down, which blocks any other word."""
    # With blanks ignored, Excel lets any word through where a named range holds a blank.
    return {
        "validate": "list",
        "source": f"={source}",
        "ignore_blank": False,
        "error_type": "stop",
        "error_title": _cut(title, _LONGEST_TITLE),
        "error_message": message,
    }


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def write_cell(
    book: Book, sheet: Any, row: int, number: int, column: Column, raw: Raw, look: Any
) -> None:
    """Write what a cell holds: a date as a date, a figure as a number where it reads back so.

    "1,200" and "87.5%" stay text.
    """
    words = typed(raw, column)
    shown: str | date | float = words
    link = link_in(words) if column.holds_links else None
    if link and len(link.address) <= LONGEST_LINK:
        write_text(sheet, row, number, link.words, look, link.address)
        return
    if column.type is date and not column.many:
        value = read_value(raw, column)
        shown = value if isinstance(value, date) else words
    elif column.type in _FIGURES and not column.many:
        try:
            figure = plain_number(read_number(words))
        except NotANumberError:
            figure = None
        if figure is not None and format(figure, "f") == words:
            shown = float(figure)
    book.write(sheet, row, number, shown, look)
