"""References between tables: each names one row, in that row's own spelling.

Keys are matched without regard to case and stray space. A number that Excel made of a
reference (1.1 of "1.10") is taken where only one known key can have been meant.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from paperkit.findings import Finding, quoted, remedy_of
from paperkit.schema.build import Built
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.values import close_to

Keys = Mapping[str, str]
"""Every known key of some tables, by its folded form."""


@dataclass(frozen=True)
class Resolved:
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
