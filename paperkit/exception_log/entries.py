"""An entry as the file keeps it: one text in JSON, its number, and the hash that seals both.

A row stands in the words of its declaration, and a blank column does not stand there at all: so a
column that is declared later reads as blank in every older entry, whose seal still holds.
"""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from paperkit.board.model.history import LOGGED, Entry
from paperkit.exception_log.names import LOG_FILE, Draft
from paperkit.findings import Place
from paperkit.schema.columns import Column, Table
from paperkit.schema.records import RowPlace
from paperkit.schema.retelling import kept_words
from paperkit.schema.values import Misread, read_value


@dataclass(frozen=True)
class Kept:
    """An entry as it stands in the file: nothing of it is trusted before its seal is checked."""

    number: int
    body: bytes
    hash: str


class UnreadableError(ValueError):
    """The text of an entry is none that this paperkit can read."""


def sealed(previous: str, number: int, body: bytes) -> str:
    """Return the hash of an entry: it covers the entry before, the number and every field."""
    return sha256(f"{previous}\n{number}\n".encode() + body).hexdigest()


def kept_of(draft: Draft, number: int, previous: str) -> Kept:
    """Return an entry as the file will keep it, after the one whose hash is given."""
    body = _body(draft)
    return Kept(number, body, sealed(previous, number, body))


def entry_of(kept: Kept) -> Entry:
    """Return the entry that the file keeps, equal to the one that went in.

    UnreadableError where its text is none that this version of paperkit could have written.
    """
    try:
        told = json.loads(kept.body)
        table = {table.name: table for table in LOGGED}[told.pop("table")]
        place = RowPlace(Place(LOG_FILE, entry=kept.number))
        row = table.row(place=place, **_values(table, told.pop("row")))
        day = datetime.date.fromisoformat(told.pop("recorded_on"))
        return Entry(
            number=kept.number, table=table, row=row, recorded_on=day, hash=kept.hash, **told
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise UnreadableError(str(fault)) from fault


def _body(draft: Draft) -> bytes:
    told: dict[str, object] = {
        "table": draft.table.name,
        "row": kept_words(draft.table, draft.row),
        "recorded_on": draft.recorded_on.isoformat(),
    }
    more = {name: getattr(draft, name) for name in ("origin", "replaces", "because", "adopted")}
    told |= {name: value for name, value in more.items() if value}
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _values(table: Table, told: Mapping[str, Any]) -> dict[str, object]:
    columns = {column.name: column for column in table.columns}
    return {name: _value(words, columns[name]) for name, words in told.items()}


def _value(told: Any, column: Column) -> object:
    return tuple(_read(part, column) for part in told) if column.many else _read(told, column)


def _read(words: str, column: Column) -> object:
    """Return a value; text comes out letter for letter, since it was cleaned before it went in."""
    if issubclass(column.type, str):
        return column.type(words)
    value = read_value(words, column)
    if isinstance(value, Misread):
        raise UnreadableError(value.message)
    return value
