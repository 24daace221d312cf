"""Read records into rows: every cell is typed, and every fault has its place.

A row with a cell that cannot be read is neither guessed at nor dropped: it is kept as
``Unread``, with its words as typed, so that a draft can list it and its reference still counts.

References between tables name one row each, and are given that row's own spelling. A number that
Excel made of a reference (1.1 of "1.10") is taken where only one known key can have been meant.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from paperkit.findings import Finding, Place, in_full, quoted
from paperkit.frozen import Frozen, field, replace
from paperkit.schema.cleaning import ByReference, clean, key_text, printable
from paperkit.schema.columns import Cell, Column, Raw, Record, Row, RowPlace, Table
from paperkit.schema.describe import words_of
from paperkit.schema.values import Misread, blank, close_to, near_misses, read_value, unprintable

R = TypeVar("R", bound=Row)
_SEPARATOR = re.compile(r"[\n;]")
_UNREADABLE = object()
_TELL_APART = (
    "If they are two, tell them apart in the name, such as by the organisation in brackets. If "
    "not, delete one of the rows."
)
_REPEATED = 200  # characters; longer texts are rarely in a Board twice


class Unread(Frozen):
    """A row that could not be read: its reference where it has one, and its words as typed."""

    table: Table
    reference: str
    place: Place
    typed: tuple[tuple[str, str], ...]
    cells: Mapping[str, Cell] = field(default_factory=lambda: MappingProxyType({}))


class BuiltTable(Frozen, Generic[R]):
    """The rows of a table, the rows that could not be read, and what was found."""

    rows: tuple[R, ...]
    unread: tuple[Unread, ...]
    findings: tuple[Finding, ...]


def build_table(table: Table, records: Iterable[Record]) -> BuiltTable[Row]:
    """Return the typed rows of a table, in the order of the records."""
    rows: list[Row] = []
    unread: list[Unread] = []
    findings: list[Finding] = []
    columns, key = table.columns, table.key
    for record in records:
        values: dict[str, object] = {}
        for column in columns:
            if column.name in record.cells:
                cell = record.cells[column.name]
                value, misread = _read_cell(cell, column)
                findings += (
                    Finding(one.code, cell.place, one.message, one.remedy, value=cell.typed)
                    for one in misread
                )
                if value is not None:
                    values[column.name] = value
        numbers = (n for n, cell in record.cells.items() if not isinstance(cell.value, str))
        place = RowPlace(record.place, record.places, frozenset(numbers))
        keyless = key is not None and not values.get(key.name)
        if key is not None and keyless:
            begins = next(iter(record.cells.values())).typed
            message = f"The row that begins {quoted(begins)} has no {key.heading.lower()}."
            findings.append(Finding("PK-313", place.of(key.name, key.heading), message))
        if keyless or any(value is _UNREADABLE for value in values.values()):
            typed = {name: printable(cell.typed) for name, cell in record.cells.items()}
            reference = key_text(typed.get(key.name, "")) if key else ""
            shown = tuple((c.heading, typed[c.name]) for c in columns if c.name in typed)
            unread.append(Unread(table, reference, record.place, shown, record.cells))
        else:
            given: dict[str, Any] = values
            rows.append(table.row(place=place, **given))
    return BuiltTable(tuple(rows), tuple(unread), tuple(findings))


def _read_cell(cell: Cell, column: Column) -> tuple[object, Sequence[Misread]]:
    """Return the value, None for a blank cell, and what was or may have been misread."""
    if cell.faulty:
        return _UNREADABLE, ()
    if type(cell.value) is str and len(cell.value) <= _REPEATED:
        return _read_words(cell.value, column)
    return _read_raw(cell.value, column)


# Names, references, states and days are in a Board again and again, and mean the same each time.
@lru_cache(maxsize=20_000)
def _read_words(typed: str, column: Column) -> tuple[object, Sequence[Misread]]:
    return _read_raw(typed, column)


def _read_raw(typed: Raw, column: Column) -> tuple[object, Sequence[Misread]]:
    raw = typed
    if isinstance(raw, str):
        cleaned = clean(raw)
        refused = unprintable(cleaned)
        if refused:
            return _UNREADABLE, (refused,)
        if not cleaned.text:
            return None, (*near_misses(raw, column),)
        raw = cleaned.text
    if blank(typed, column):
        return None, (Misread("PK-310", f"{quoted(str(typed))} was read as blank."),)
    parts: list[Raw] = [raw]
    if column.many and isinstance(raw, str):
        # One a line, or ";" between them.
        parts = [part.strip() for part in _SEPARATOR.split(raw) if part.strip()]
    values = [read_value(part, column) for part in parts]
    faults = [value for value in values if isinstance(value, Misread)]
    if faults:
        return _UNREADABLE, tuple(faults)
    return tuple(values) if column.many else values[0], (*near_misses(typed, column),)


# --- References between tables ----------------------------------------------------------------

Keys = Mapping[str, str]
"""Every known key of some tables, in its own spelling, by reference."""


def known_keys(table: Table, built: BuiltTable[Row]) -> Keys:
    """Return the keys of a table, those of rows that could not be read among them."""
    if table.key is None:
        return {}
    keys = [getattr(row, table.key.name) for row in built.rows]
    keys += [unread.reference for unread in built.unread if unread.reference]
    return ByReference((key, key) for key in keys)


def duplicates(table: Table, rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield a finding for each row that has the key of an earlier row."""
    if table.key is None:
        return
    seen: dict[str, Row] = {}
    for row in rows:
        key = getattr(row, table.key.name)
        first = seen.setdefault(key, row)
        if first is not row:
            places = (row.place.of(table.key.name), first.place.of(table.key.name))
            message = f"{table.sheet} has the {table.key.heading.lower()} {quoted(key)} twice."
            remedy = _TELL_APART if table.key.name == "name" else ""
            yield Finding("PK-321", places[0], message, remedy, value=key, others=places[1:])


def each_once(table: Table, rows: Iterable[Row]) -> tuple[tuple[Row, ...], list[Finding]]:
    """Return the rows without those that are there a second time, all cells the same; and findings.

    Of a table with a key ``duplicates`` reports them.
    """
    first: dict[Row, Row] = {}
    findings: list[Finding] = []
    for row in rows:
        there = first.setdefault(row, row)
        if there is not row and table.key is None:
            words = " | ".join(
                filter(None, (words_of(getattr(row, c.name)) for c in table.columns))
            )
            message = f"The row {in_full(words)} is on {table.sheet} twice; it was used once."
            findings.append(Finding("PK-342", row.place.row, message, others=(there.place.row,)))
    return tuple(first), findings


def resolve(
    table: Table, rows: Iterable[Row], keys: Mapping[str, Keys]
) -> tuple[tuple[Row, ...], list[Finding]]:
    """Return the rows with each reference as its own row spells it, and what was found.

    ``keys`` are the known keys by table.
    """
    # Several columns lead to the same tables, as owner, lead and contact do.
    there = {
        refers: ByReference(pair for name in refers for pair in keys.get(name, {}).items())
        for refers in {column.refers for column in table.columns if column.refers}
    }
    known = {column: there[column.refers] for column in table.columns if column.refers}
    # One tuple for all that is misspelt: to list the keys of a large plan each time takes long.
    names = {refers: tuple(map(str, theirs.values())) for refers, theirs in there.items()}
    done: list[Row] = []
    findings: list[Finding] = []
    for row in rows:
        changed: dict[str, Any] = {}
        for column, theirs in known.items():
            value = getattr(row, column.name)
            words = value if column.many else (value,) if value else ()
            meant: dict[str, list[str]] = {}
            for word in dict.fromkeys(words):
                # More than one can be meant where Excel made a number of a key.
                number = column.name in row.place.numbers and "." in word
                forms = (word, f"{word}0", f"{word}00") if number else (word,)
                meant[word] = [theirs[form] for form in forms if form in theirs]
                if len(meant[word]) != 1:
                    findings.append(
                        _not_named(row, column, word, names[column.refers], meant[word])
                    )
            named = [meant[word][0] if len(meant[word]) == 1 else word for word in words]
            if [*map(str, named)] != [*map(str, words)]:
                changed[column.name] = tuple(named) if column.many else named[0]
        done.append(replace(row, **changed) if changed else row)
    return tuple(done), findings


def _not_named(
    row: Row, column: Column, word: str, known: Sequence[str], meant: list[str]
) -> Finding:
    place = row.place.of(column.name, column.heading)
    if meant:
        either = " or ".join(meant)
        message = f"Excel holds the number {word}: it may have been typed as {either}."
        return Finding("PK-309", place, message, value=word)
    in_excel = bool(row.place.row.sheet)
    tables = " or ".join(name.capitalize() if in_excel else name for name in column.refers)
    near = close_to(word, known)
    remedy = f"Type the reference as it is written under {tables}"
    remedy += f" (did you mean {near}?)." if near else "."
    message = f"No row of {tables} has the reference {quoted(word)}."
    return Finding("PK-320", place, message, remedy, value=word)
