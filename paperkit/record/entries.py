"""An entry of the log as the file keeps it, and what can be wrong with the entries.

An entry is one text in JSON, its number, and the hash that seals both and all before it. A row is
kept in the words of its declaration, and a blank column is not kept at all: so a column that is
declared later reads as blank in every older entry, whose seal still holds. A chain cannot see its
own end cut off: that is found by a paper that knows how long it was.
"""

import datetime
import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from paperkit.board.history import LOGGED, Entry, History, answer_key
from paperkit.board.paper_rows import REQUESTS, RETURNS, VIEWS, Request, Return, View
from paperkit.errors import LogError
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen
from paperkit.schema.columns import Column, Row, RowPlace, Table
from paperkit.schema.describe import kept_words
from paperkit.schema.values import Misread, read_value

if TYPE_CHECKING:
    from paperkit.record.store import Stored

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


class Kept(Frozen):
    """An entry as the file has it: nothing of it is trusted before its seal is checked."""

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
    fields: dict[str, object] = {
        "table": draft.table.name,
        "row": kept_words(draft.table, draft.row),
        "recorded_on": draft.recorded_on.isoformat(),
    }
    for name in ("origin", "replaces", "because", "adopted"):
        if value := getattr(draft, name):
            fields[name] = value
    body = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    return Kept(number, body, sealed(previous, number, body))


def entry_of(kept: Kept) -> Entry:
    """Return the entry that the file keeps, equal to the one that went in.

    UnreadableError where its text is none that this version of paperkit could have written.
    """
    try:
        fields = json.loads(kept.body)
        table = {table.name: table for table in LOGGED}[fields.pop("table")]
        columns = {column.name: column for column in table.columns}
        values = {
            name: tuple(_read(part, columns[name]) for part in words)
            if columns[name].many
            else _read(words, columns[name])
            for name, words in fields.pop("row").items()
        }
        row = table.row(place=RowPlace(Place(LOG_FILE, entry=kept.number)), **values)
        day = datetime.date.fromisoformat(fields.pop("recorded_on"))
        return Entry(
            number=kept.number, table=table, row=row, recorded_on=day, hash=kept.hash, **fields
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise UnreadableError(str(fault)) from fault


def _read(words: str, column: Column) -> object:
    """Return a value; text comes out letter for letter, since it was cleaned before it went in."""
    if issubclass(column.type, str):
        return column.type(words)
    value = read_value(words, column)
    if isinstance(value, Misread):
        raise UnreadableError(value.message)
    return value


def check_chain(name: str, stored: "Stored") -> Iterator[Finding]:
    """Yield every entry that is not as it was recorded, and every gap in the numbers."""
    if not stored.guarded:
        message = f"The guards of '{name}' are not as paperkit made them."
        yield Finding("PK-803", Place(name), message)
    number, previous = 0, ""
    for kept in stored.entries:
        place = Place(name, entry=kept.number)
        first, last = number + 1, kept.number - 1
        if kept.number == first:
            if kept.hash != sealed(previous, kept.number, kept.body):
                yield Finding("PK-801", place, f"Entry {kept.number} is not as it was recorded.")
        elif kept.number < max(first, 1):
            message = f"Entry {kept.number} has a number that paperkit never gives."
            yield Finding("PK-802", place, message)
        else:
            gap = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
            yield Finding("PK-802", place, f"{gap} missing.")
        number, previous = kept.number, kept.hash


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
            message = f"Entry {entry.number} corrects entry {entry.replaces}, which it cannot."
            yield Finding("PK-804", place, message)
        elif entry.number in standing and of.number in first:
            message = f"Entries {first[of.number]} and {entry.number} both correct entry "
            yield Finding("PK-805", place, f"{message}{of.number}.")
        if entry.number in standing:
            first.setdefault(entry.replaces, entry.number)


def check_answers(name: str, history: History) -> Iterator[Finding]:
    """Yield each answer that counts beside an earlier one to the same question.

    A correction that was made here, when both were in the log, says which of them counts.
    """
    for table in (RETURNS, VIEWS, REQUESTS):
        first: dict[tuple[str, str], Entry] = {}
        for entry in history.of(table):
            other = first.setdefault(answer_key(entry.row), entry)
            found_already = other.replaces and other.replaces == entry.replaces
            decided = entry.replaces > other.number and not entry.adopted
            if other is not entry and not (found_already or decided):
                row = entry.row
                assert isinstance(row, Return | View | Request)
                message = (
                    f"Entries {other.number} and {entry.number} both stand for action {row.action} "
                    f"at {row.meeting}: the later one counts."
                )
                yield Finding("PK-811", Place(name, entry=entry.number), message)


def check_drafts(history: History, drafts: Sequence[Draft]) -> None:
    """Refuse a correction of what is not there; LogError where another has corrected it since.

    What is taken over from a copy may correct what was corrected here, too: the log then says so.
    """
    tables = [entry.table for entry in history.entries] + [draft.table for draft in drafts]
    replaced = {entry.replaces: entry for entry in history.entries if entry.replaces}
    for number, draft in enumerate(drafts, start=len(history.entries) + 1):
        if not draft.replaces:
            continue
        if not 0 < draft.replaces < number or tables[draft.replaces - 1] != draft.table:
            raise LogError(f"There is no entry {draft.replaces} that could be corrected so.")
        if draft.replaces in replaced and not draft.adopted:
            by = replaced[draft.replaces]
            raise LogError(
                f"Entry {by.replaces} has been corrected by entry {by.number} already. Run the "
                f"same command again, or correct entry {by.number}."
            )
