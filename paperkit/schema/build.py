"""From records to rows: every cell gets its type, every fault gets its place.

A row with a cell that cannot be read is not guessed at and does not vanish: it is kept as
``Unread``, with its words as typed, so that a draft can list it and its reference still counts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from paperkit.findings import Finding, Place, quoted
from paperkit.schema.cleaning import clean, key_text, printable
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.doubts import Doubt, doubts
from paperkit.schema.records import Cell, Raw, Record, RowPlace
from paperkit.schema.values import Misread, blank, read_value, unprintable

R = TypeVar("R", bound=Row)
_SEPARATOR = re.compile(r"[\n;]")


@dataclass(frozen=True)
class Unread:
    """A row that could not be read: its reference where it has one, and its words as typed."""

    table: Table
    reference: str
    place: Place
    typed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Built(Generic[R]):
    """The rows of a table, the rows that could not be read, and what was found."""

    rows: tuple[R, ...]
    unread: tuple[Unread, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Value:
    """What became of one cell."""

    value: object
    findings: tuple[Finding, ...]
    unreadable: bool = False


def build_table(table: Table, records: Iterable[Record]) -> Built[Row]:
    """Return the typed rows of a table, in the order of the records."""
    rows: list[Row] = []
    unread: list[Unread] = []
    findings: list[Finding] = []
    for record in records:
        values = {c.name: _cell(record, c) for c in table.columns if c.name in record.cells}
        findings += [finding for value in values.values() for finding in value.findings]
        keyless = _keyless(table, record, values)
        findings += keyless
        if keyless or any(value.unreadable for value in values.values()):
            unread.append(_unread(table, record))
        else:
            rows.append(_row(table, record, values))
    return Built(tuple(rows), tuple(unread), tuple(findings))


def _row(table: Table, record: Record, values: dict[str, _Value]) -> Row:
    given = {name: value.value for name, value in values.items() if value.value is not None}
    place = RowPlace(record.place, record.places, _numbers(record))
    return table.row(place=place, **given)


def _numbers(record: Record) -> frozenset[str]:
    return frozenset(n for n, cell in record.cells.items() if not isinstance(cell.value, str))


def _keyless(table: Table, record: Record, values: dict[str, _Value]) -> list[Finding]:
    if table.key is None:
        return []
    key = values.get(table.key.name)
    if key is not None and (key.value or key.unreadable):
        return []
    words = next(iter(record.cells.values())).typed
    message = f"The row that begins {quoted(words)} has no {table.key.heading.lower()}."
    place = RowPlace(record.place, record.places).of(table.key.name, table.key.heading)
    return [Finding("PK-313", place, message)]


def _unread(table: Table, record: Record) -> Unread:
    key = table.key.name if table.key else ""
    reference = key_text(printable(record.cells[key].typed)) if key in record.cells else ""
    typed = tuple(
        (column.heading, printable(record.cells[column.name].typed))
        for column in table.columns
        if column.name in record.cells
    )
    return Unread(table, reference, record.place, typed)


def _cell(record: Record, column: Column) -> _Value:
    cell = record.cells[column.name]
    if cell.faulty:
        return _Value(None, (), True)
    if isinstance(cell.value, str):
        cleaned = clean(cell.value)
        refused = unprintable(cleaned)
        if refused:
            return _Value(None, (_finding(refused, cell),), True)
        if not cleaned.text:
            return _Value(None, tuple(_doubts(cell, column)))
    if blank(cell.value, column):
        message = f"{quoted(cell.typed)} was read as blank."
        return _Value(None, (_finding(Misread("PK-310", message), cell),))
    return _several(cell, column) if column.many else _one(cell, column)


def _one(cell: Cell, column: Column) -> _Value:
    value = read_value(_clean(cell.value), column)
    if isinstance(value, Misread):
        return _Value(None, (_finding(value, cell),), True)
    return _Value(value, tuple(_doubts(cell, column)))


def _several(cell: Cell, column: Column) -> _Value:
    """Read a cell that holds several values: one a line, or ``;`` between them."""
    raw = _clean(cell.value)
    parts: list[Raw] = [raw]
    if isinstance(raw, str):
        parts = [part.strip() for part in _SEPARATOR.split(raw) if part.strip()]
    values = [read_value(part, column) for part in parts]
    faults = tuple(_finding(value, cell) for value in values if isinstance(value, Misread))
    if faults:
        return _Value(None, faults, True)
    return _Value(tuple(values), tuple(_doubts(cell, column)))


def _clean(raw: Raw) -> Raw:
    return clean(raw).text if isinstance(raw, str) else raw


def _doubts(cell: Cell, column: Column) -> Iterator[Finding]:
    return (_noted(doubt, cell) for doubt in doubts(cell.value, column))


def _noted(doubt: Doubt, cell: Cell) -> Finding:
    return Finding(doubt.code, cell.place, doubt.message, value=cell.typed)


def _finding(misread: Misread, cell: Cell) -> Finding:
    return Finding(misread.code, cell.place, misread.message, misread.remedy, value=cell.typed)
