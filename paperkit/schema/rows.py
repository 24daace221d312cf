"""From records to rows: every cell gets its type, every fault gets its place.

A row with a cell that cannot be read is not guessed at and does not vanish: it is kept as
``Unread``, with its words as typed, so that a draft can list it and its reference still counts.

References between tables: each names one row, in that row's own spelling.

Keys are matched without regard to case and stray space. A number that Excel made of a
reference (1.1 of "1.10") is taken where only one known key can have been meant.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import clean, folded, key_text, printable
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.near_misses import Doubt, doubts
from paperkit.schema.records import Cell, Raw, Record, RowPlace
from paperkit.schema.values import Misread, blank, close_to, read_value, unprintable

R = TypeVar("R", bound=Row)
_SEPARATOR = re.compile(r"[\n;]")


class Unread(Frozen):
    """A row that could not be read: its reference where it has one, and its words as typed."""

    table: Table
    reference: str
    place: Place
    typed: tuple[tuple[str, str], ...]


class Built(Frozen, Generic[R]):
    """The rows of a table, the rows that could not be read, and what was found."""

    rows: tuple[R, ...]
    unread: tuple[Unread, ...]
    findings: tuple[Finding, ...]


class _Value(Frozen):
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


Keys = Mapping[str, str]
"""Every known key of some tables, by its folded form."""


class Resolved(Frozen):
    """The rows with references in the spelling of what they name, and what was found."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def known_keys(table: Table, built: Built[Row]) -> Keys:
    """Return the keys of a table, those of rows that could not be read among them."""
    if table.key is None:
        return {}
    keys = [str(getattr(row, table.key.name)) for row in built.rows]
    keys += [unread.reference for unread in built.unread if unread.reference]
    return {folded(key): key for key in keys}


def duplicates(table: Table, rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield a finding for each row whose key another row has already."""
    if table.key is None:
        return
    seen: dict[str, Row] = {}
    for row in rows:
        key = str(getattr(row, table.key.name))
        first = seen.setdefault(folded(key), row)
        if first is not row:
            places = (row.place.of(table.key.name), first.place.of(table.key.name))
            message = f"{table.key.heading} {quoted(key)} stands twice on {table.sheet}."
            remedy = remedy_of("PK-321")
            yield Finding("PK-321", places[0], message, remedy, key, "", places[1:])


def resolve(table: Table, rows: Iterable[Row], keys: Mapping[str, Keys]) -> Resolved:
    """Return the rows with each reference as its own row spells it; ``keys`` is by table."""
    columns = {column: _joined(column, keys) for column in table.columns if column.refers}
    done: list[Row] = []
    findings: list[Finding] = []
    for row in rows:
        changed: dict[str, Any] = {}
        for column, known in columns.items():
            value, found = _resolve_column(row, column, known)
            findings += found
            if value != getattr(row, column.name):
                changed[column.name] = value
        done.append(replace(row, **changed) if changed else row)
    return Resolved(tuple(done), tuple(findings))


def _joined(column: Column, keys: Mapping[str, Keys]) -> Keys:
    return {fold: key for table in column.refers for fold, key in keys.get(table, {}).items()}


def _resolve_column(row: Row, column: Column, keys: Keys) -> tuple[object, list[Finding]]:
    value = getattr(row, column.name)
    words = value if column.many else (value,) if value else ()
    number = column.name in row.place.numbers
    meant = {word: _meant(word, keys, number) for word in words}
    findings = [
        _not_named(row, column, word, keys, found)
        for word, found in meant.items()
        if len(found) != 1
    ]
    spelled = tuple(meant[word][0] if len(meant[word]) == 1 else word for word in words)
    return (spelled if column.many else spelled[0] if spelled else value), findings


def _meant(word: str, keys: Keys, number: bool) -> list[str]:
    """Return the keys that can be meant: more than one where Excel made a number of a key."""
    forms = (word, f"{word}0", f"{word}00") if number and "." in word else (word,)
    return [keys[folded(form)] for form in forms if folded(form) in keys]


def _not_named(row: Row, column: Column, word: str, keys: Keys, meant: list[str]) -> Finding:
    return _either(row, column, word, meant) if meant else _unknown(row, column, word, keys)


def _either(row: Row, column: Column, word: str, meant: list[str]) -> Finding:
    message = f"Excel holds the number {word}: it may have been typed as {' or '.join(meant)}."
    place = row.place.of(column.name, column.heading)
    return Finding("PK-309", place, message, value=word)


def _unknown(row: Row, column: Column, word: str, keys: Keys) -> Finding:
    in_excel = bool(row.place.row.sheet)
    tables = " or ".join(name.capitalize() if in_excel else name for name in column.refers)
    near = close_to(word, list(keys.values()))
    message = f"No row of {tables} has the reference {quoted(word)}."
    remedy = f"Type the reference as it stands under {tables}"
    remedy += f" (did you mean {near}?)." if near else "."
    place = row.place.of(column.name, column.heading)
    return Finding("PK-320", place, message, remedy, value=word)
