"""From a typed row back to a record in words, as a person would type it."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from paperkit.findings import NOWHERE
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.records import Cell, Record


def record_of(table: Table, row: Row) -> Record:
    """Return the filled cells of a row as text; reading them gives an equal row."""
    told = {column.name: words_of(getattr(row, column.name)) for column in table.columns}
    cells = {name: Cell(words, NOWHERE) for name, words in told.items() if words}
    return Record(NOWHERE, cells, {})


def kept_words(table: Table, row: Row) -> dict[str, str | list[str]]:
    """Return the filled columns of a row in words; a column of several values as a list of them.

    Equal rows give equal words, and a column that is declared later changes nothing in them.
    """
    told = {column.name: _told(getattr(row, column.name), column) for column in table.columns}
    return {name: words for name, words in told.items() if words}


def _told(value: Any, column: Column) -> str | list[str]:
    return [words_of(part) for part in value] if column.many else words_of(value)


def words_of(value: object) -> str:
    """Return a typed value in words that read back as an equal value."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(words_of(part) for part in value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return in_words(value)
    return format(value, "f") if isinstance(value, Decimal) else getattr(value, "words", str(value))
