"""What the log is called, and what goes into it and comes out of it.

An entry as the file keeps it: one text in JSON, its number, and the hash that seals both.

A row stands in the words of its declaration, and a blank column does not stand there at all: so a
column that is declared later reads as blank in every older entry, whose seal still holds.

Whether the log is as it was recorded: numbers without a gap, each entry under its own seal.

A chain cannot see its own end cut off: that is told by a paper that knows how long it was.

Corrections: an entry that stands instead of an earlier one of its kind, and says why.
"""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from paperkit.board.history import LOGGED, Entry, History, answer_key
from paperkit.board.paper_rows import REQUESTS, RETURNS, VIEWS, Request, Return, View
from paperkit.errors import LogError
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.describe import kept_words
from paperkit.schema.records import RowPlace
from paperkit.schema.values import Misread, read_value

LOG_FILE = "exception-log.sqlite"
AGAIN = (
    "Somebody else has added to the log since it was read, so nothing was added now. Run the same "
    "command again."
)


class Draft(Frozen, kw_only=True):
    """An entry that is to be appended; the fields are those of ``Entry``."""

    table: Table
    row: Row
    recorded_on: datetime.date
    origin: str = ""
    replaces: int = 0
    because: str = ""
    adopted: str = ""


class Looked(Frozen):
    """The entries that could be read, and what was found wrong with the log."""

    history: History
    findings: tuple[Finding, ...]


class Kept(Frozen):
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


if TYPE_CHECKING:
    from paperkit.record.store import Stored


def check_chain(name: str, stored: "Stored") -> Iterator[Finding]:
    """Yield every entry that is not as it was recorded, and every gap in the numbers."""
    if not stored.guarded:
        yield _found(
            "PK-803", Place(name), f"The guards of '{name}' are not as paperkit made them."
        )
    number, previous = 0, ""
    for kept in stored.entries:
        place = Place(name, entry=kept.number)
        if kept.number != number + 1:
            yield _found("PK-802", place, _gap(number, kept.number))
        elif kept.hash != sealed(previous, kept.number, kept.body):
            yield _found("PK-801", place, f"Entry {kept.number} is not as it was recorded.")
        number, previous = kept.number, kept.hash


def _gap(before: int, after: int) -> str:
    if after <= before or after < 1:
        return f"Entry {after} has a number that paperkit never gives."
    first, last = before + 1, after - 1
    return (
        f"Entry {first} is missing." if first == last else f"Entries {first} to {last} are missing."
    )


def _found(code: str, place: Place, message: str) -> Finding:
    return Finding(code, place, message)


def check_history(name: str, history: History) -> Iterator[Finding]:
    """Yield what is wrong with the entries as such, in a log of whatever seal."""
    yield from check_corrections(name, history)
    yield from check_answers(name, history)


def check_corrections(name: str, history: History) -> Iterator[Finding]:
    """Yield each correction of what is not there, and each entry that was corrected twice."""
    by_number = {entry.number: entry for entry in history.entries}
    standing = {entry.number for entry in history.standing}
    first: dict[int, int] = {}
    for entry in (entry for entry in history.entries if entry.replaces):
        place, of = Place(name, entry=entry.number), by_number.get(entry.replaces)
        if of is None or of.number >= entry.number or of.table != entry.table:
            told = f"Entry {entry.number} corrects entry {entry.replaces}, which it cannot."
            yield Finding("PK-804", place, told)
        elif entry.number in standing and of.number in first:
            told = f"Entries {first[of.number]} and {entry.number} both correct entry {of.number}."
            yield Finding("PK-805", place, told)
        if entry.number in standing:
            first.setdefault(entry.replaces, entry.number)


def check_answers(name: str, history: History) -> Iterator[Finding]:
    """Yield each answer that stands beside an earlier one to the same question.

    A correction that was made here, when both stood in the log, says which of them counts.
    """
    for table in (RETURNS, VIEWS, REQUESTS):
        first: dict[tuple[str, str], Entry] = {}
        for entry in history.of(table):
            other = first.setdefault(answer_key(entry.row), entry)
            told_already = other.replaces and other.replaces == entry.replaces
            decided = entry.replaces > other.number and not entry.adopted
            if other is not entry and not (told_already or decided):
                yield _answered_twice(name, other, entry)


def _answered_twice(name: str, first: Entry, second: Entry) -> Finding:
    assert isinstance(second.row, Return | View | Request)
    told = (
        f"Entries {first.number} and {second.number} both stand for action {second.row.action} at "
        f"{second.row.meeting}: the later one counts."
    )
    place = Place(name, entry=second.number)
    return Finding("PK-811", place, told)


def check_drafts(history: History, drafts: Sequence[Draft]) -> None:
    """Refuse a correction of what is not there; LogError where another has corrected it since.

    What is taken over from a copy may correct what was corrected here, too: the log then tells.
    """
    count = len(history.entries)
    tables = [entry.table for entry in history.entries] + [draft.table for draft in drafts]
    replaced = {entry.replaces: entry for entry in history.entries if entry.replaces}
    for number, draft in enumerate(drafts, start=count + 1):
        if not draft.replaces:
            continue
        if not 0 < draft.replaces < number or tables[draft.replaces - 1] != draft.table:
            raise LogError(f"There is no entry {draft.replaces} that could be corrected so.")
        if draft.replaces in replaced and not draft.adopted:
            raise LogError(_corrected(replaced[draft.replaces]))


def _corrected(by: Entry) -> str:
    return (
        f"Entry {by.replaces} has been corrected by entry {by.number} already. Run the same "
        f"command again, or correct entry {by.number}."
    )
