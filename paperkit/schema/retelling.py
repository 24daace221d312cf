"""From a typed row back to a record in words, as a person would type it."""

from datetime import date
from decimal import Decimal
from enum import Enum

from paperkit.findings import NOWHERE
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.records import Cell, Record


def record_of(table: Table, row: Row) -> Record:
    """Return the filled cells of a row as text; reading them gives an equal row."""
    told = {column.name: _words(getattr(row, column.name)) for column in table.columns}
    cells = {name: Cell(words, NOWHERE) for name, words in told.items() if words}
    return Record(NOWHERE, cells, {})


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(_words(part) for part in value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return in_words(value)
    return format(value, "f") if isinstance(value, Decimal) else getattr(value, "words", str(value))
