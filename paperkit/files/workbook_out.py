"""The Board's workbook, blank or filled: one sheet a table, made from the declarations.

XlsxWriter writes it, since its drop-downs block wrong words and it refuses what Excel would.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from paperkit.files.workbook_out_book import Book, new_book
from paperkit.files.workbook_out_guide import write_guide
from paperkit.files.workbook_out_lists import WordList, word_lists, write_lists
from paperkit.files.workbook_out_sheet import Sources, key_range, last_row, write_sheet
from paperkit.schema.columns import Table
from paperkit.schema.records import Record

Names = Mapping[str, Sequence[str]]
_NONE: Names = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Form:
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
