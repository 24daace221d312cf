"""One sheet for one table: headings, drop-downs, messages, formats, and the rows.

Cells of text are formatted as text, so that Excel leaves "1.10" and "July 2026" as typed;
figures stay numbers, so that officers can calculate with them.

The Board's workbook, blank or filled: one sheet a table, made from the declarations.

XlsxWriter writes it, since its drop-downs block wrong words and it refuses what Excel would.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from paperkit.files.workbook_out_book import (
    Book,
    Looks,
    WordList,
    column_letter,
    new_book,
    new_sheet,
    word_lists,
    write_lists,
    write_text,
)
from paperkit.files.workbook_out_guide import write_guide
from paperkit.frozen import Frozen, field
from paperkit.schema.columns import Column, Table
from paperkit.schema.dates import FIRST_YEAR, LAST_YEAR
from paperkit.schema.describe import explained, typed
from paperkit.schema.periods import Deadline, Period
from paperkit.schema.records import Raw, Record
from paperkit.schema.values import (
    Amount,
    Link,
    NotANumberError,
    choices,
    plain_number,
    read_number,
    read_value,
)

SPARE_ROWS = 300
"""How many rows below the filled ones are ready to be typed in."""

_LONGEST_MESSAGE, _LONGEST_TITLE = 255, 32
_WIDTHS: Mapping[type, int] = {date: 19, Period: 16, Deadline: 18, int: 10, Decimal: 12, Link: 30}
_FIGURES = (Amount, Decimal, int)


class Sources(Frozen):
    """Where drop-downs take their words: ranges of lists by column, of keys by table."""

    lists: Mapping[tuple[str, str], str]
    keys: Mapping[str, str]
    sheets: Mapping[str, str]


def write_sheet(
    book: Book,
    table: Table,
    records: Sequence[Record],
    required: Sequence[str],
    sources: Sources,
) -> None:
    """Write the sheet of a table, with its rows and room for more."""
    widths = [_width(column) for column in table.columns]
    sheet = new_sheet(book, table.sheet, widths)
    last = last_row(records)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, widths[number], look_of(column, book.looks))
        sheet.data_validation(1, number, last, number, validation(table, column, required, sources))
    _add_table(sheet, table, required, last, book.looks)
    _set_up(sheet, table, last)
    for row, record in enumerate(records, start=1):
        _write_row(sheet, row, table, record, book.looks)


def last_row(records: Sequence[Record]) -> int:
    """Return the last row that is ready to be typed in, counted from nought."""
    return len(records) + SPARE_ROWS


def key_range(table: Table, last: int) -> str:
    """Return, as a formula, the keys that a sheet holds, without the blank rows below them."""
    numbers = [n for n, column in enumerate(table.columns) if column.key]
    letter = column_letter(numbers[0])
    sheet = f"'{table.sheet}'"
    cells = f"{sheet}!${letter}$2:${letter}${last + 1}"
    filled = f'SUMPRODUCT(MAX(({cells}<>"")*ROW({cells})))-1'
    return f"=OFFSET({sheet}!${letter}$2,0,0,MAX(1,{filled}),1)"


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


def look_of(column: Column, looks: Looks) -> Any:
    """Return the format of a column's cells."""
    if column.type is date:
        return looks.date
    return looks.plain if column.type in _FIGURES else looks.text


def _add_table(sheet: Any, table: Table, required: Sequence[str], last: int, looks: Looks) -> None:
    headings = [
        {
            "header": column.heading,
            "header_format": looks.needed if column.name in required else looks.heading,
        }
        for column in table.columns
    ]
    options = {"name": f"tbl_{table.name}", "columns": headings, "style": None}
    sheet.add_table(0, 0, last, len(headings) - 1, options)


def _set_up(sheet: Any, table: Table, last: int) -> None:
    keyed = 1 if table.columns[0].key else 0
    sheet.freeze_panes(1, keyed)
    sheet.repeat_rows(0)
    if keyed:
        sheet.repeat_columns(0)
    sheet.hide_gridlines(0)
    end = f"{column_letter(len(table.columns) - 1)}{last + 1}"
    sheet.ignore_errors({"number_stored_as_text": f"A2:{end}"})


def validation(
    table: Table, column: Column, required: Sequence[str], sources: Sources
) -> dict[str, Any]:
    """Return what XlsxWriter is told of the cells of a column: what they take, and a message."""
    message = explained(column, column.name in required)
    rule = _listed(table, column, sources) or _of_type(column)
    return rule | {
        "input_title": _cut(column.heading, _LONGEST_TITLE),
        "input_message": _cut(message, _LONGEST_MESSAGE),
    }


def _listed(table: Table, column: Column, sources: Sources) -> dict[str, Any]:
    """Return the rule of a drop-down, which blocks any other word; nothing where there is none.

    A cell of several values has no drop-down, since Excel would take one of the words only.
    """
    if column.many:
        return {}
    words = sources.lists.get((table.name, column.name), "")
    if words:
        return _drop_down(words, "Not in the list", "Choose a word from the list.")
    if len(column.refers) == 1 and column.refers[0] in sources.keys:
        there = sources.sheets[column.refers[0]]
        message = f"Choose from the list. What is missing is added on the sheet {there} first."
        return _drop_down(sources.keys[column.refers[0]], f"Not on {there}", message)
    return {}


def _drop_down(source: str, title: str, message: str) -> dict[str, Any]:
    # With blanks ignored, Excel lets any word through where a named range holds a blank.
    return {
        "validate": "list",
        "source": f"={source}",
        "ignore_blank": False,
        "error_type": "stop",
        "error_title": _cut(title, _LONGEST_TITLE),
        "error_message": message,
    }


def _of_type(column: Column) -> dict[str, Any]:
    if column.type is date and not column.many:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(FIRST_YEAR, 1, 1),
            "maximum": date(LAST_YEAR, 12, 31),
            "error_type": "warning",
            "error_title": "Not a date",
            "error_message": "Type a date with its month in words, such as 16 July 2026.",
        }
    return {"validate": "any"}


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _write_row(sheet: Any, row: int, table: Table, record: Record, looks: Looks) -> None:
    for number, column in enumerate(table.columns):
        if column.name in record.cells:
            raw, look = record.cells[column.name].value, look_of(column, looks)
            write_cell(sheet, row, number, column, raw, look)


def write_cell(sheet: Any, row: int, number: int, column: Column, raw: Raw, look: Any) -> None:
    """Write what a cell holds: a date as a date, a figure as a number where it reads back so."""
    day = _day(column, raw)
    figure = _figure(column, raw)
    if day:
        sheet.write_datetime(row, number, day, look)
    elif figure is not None:
        sheet.write_number(row, number, float(figure), look)
    else:
        write_text(sheet, row, number, typed(raw, column), look)


def _day(column: Column, raw: Raw) -> date | None:
    if column.type is not date or column.many:
        return None
    value = read_value(raw, column)
    return value if isinstance(value, date) else None


def _figure(column: Column, raw: Raw) -> Decimal | None:
    """Return the number where it reads back as it was typed; "1,200" and "87.5%" stay text."""
    if column.type not in _FIGURES or column.many:
        return None
    words = typed(raw, column)
    try:
        number = plain_number(read_number(words))
    except NotANumberError:
        return None
    return number if format(number, "f") == words else None


Names = Mapping[str, Sequence[str]]
_NONE: Names = MappingProxyType({})


class Form(Frozen, kw_only=True):
    """What a workbook says beside its tables.

    ``required`` names, by table, the columns that the pack needs; ``choices_extra`` gives, by
    ``table.column``, the words of columns whose list the pack decides.
    """

    title: str
    council: str = ""
    required: Names = field(default_factory=lambda: _NONE)
    choices_extra: Names = field(default_factory=lambda: _NONE)


def blank_workbook(tables: Sequence[Table], form: Form) -> bytes:
    """Return a workbook ready to be filled in, with a sheet for each table."""
    return filled_workbook(tables, {}, form)


def filled_workbook(
    tables: Sequence[Table], records: Mapping[str, Sequence[Record]], form: Form
) -> bytes:
    """Return a workbook that holds the records by table, and room for more.

    It reads back to the same rows as the records. WriteError where a text is longer than a
    cell can hold, or holds what no workbook can.
    """
    book = new_book(form.title, form.council)
    lists = word_lists(tables, form.choices_extra)
    sources = _sources(book, tables, records, lists)
    write_guide(book, form.title, tables, form.required)
    for table in tables:
        rows, required = records.get(table.name, ()), form.required.get(table.name, ())
        write_sheet(book, table, rows, required, sources)
    write_lists(book, lists)
    return book.finished()


def _sources(
    book: Book,
    tables: Sequence[Table],
    records: Mapping[str, Sequence[Record]],
    lists: Sequence[WordList],
) -> Sources:
    """Name the keys of every sheet that others refer to, and say which list serves a column."""
    referred = {name for table in tables for column in table.columns for name in column.refers}
    keys = {table.name: f"Keys_{table.name}" for table in tables if table.name in referred}
    for table in tables:
        if table.name in keys:
            formula = key_range(table, last_row(records.get(table.name, ())))
            book.file.define_name(keys[table.name], formula)
    served = {column: words.name for words in lists for column in words.columns}
    return Sources(served, keys, {table.name: table.sheet for table in tables})
