"""The log of exception reports: what an entry is, how the file keeps it, how it is added to.

An entry is one text in JSON, its number, and the hash that seals both and all before it. A row is
kept in the words of its declaration, and a blank column is not kept at all: so a column that is
declared later reads as blank in every older entry, whose seal still holds. A chain cannot see its
own end cut off: that is found by a paper that knows how long it was.

With the entries go the bytes of the files that they record (``kept.py``). The file is SQLite.
Nothing in it is ever changed or taken away: its own triggers refuse it, and what is added in one go
is there whole or not at all.
"""

import contextlib
import datetime
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import count, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from paperkit.board.history import LOGGED, Draft, Entry, History, answer_key
from paperkit.board.paper_rows import REQUESTS, RETURNS, VIEWS, Request, Return, View
from paperkit.container.writing import write_file
from paperkit.errors import LogError, WriteError
from paperkit.findings import Finding, Place, Severity, of_severity
from paperkit.frozen import Frozen, replace
from paperkit.record import LOG_FILE
from paperkit.record.kept import check_kept, keep
from paperkit.record.opening import (
    APPLICATION,
    damaged,
    of_later_version,
    opened,
    version_of,
)
from paperkit.schema.columns import Column, Row, RowPlace, Table, columns_by_name
from paperkit.schema.describe import kept_words
from paperkit.schema.values import Misread, read_value

AGAIN = (
    "Somebody else has added to the log since it was read, so nothing was added now. Run the same "
    "command again."
)

_REFUSED = "SELECT RAISE(ABORT, 'Entries of the log are never changed: add a correction.')"
_REMOVED = b'"table":"removed"'
_FOLLOWS = "NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entries)"
_KEPT = "EXISTS (SELECT 1 FROM contents WHERE sha256 IS NEW.sha256)"

# Each step takes a file from one version to the next. A step that was released stays as it is; a
# later need is a further step, which an older log takes when it is next added to.
STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE entries (number INTEGER PRIMARY KEY, entry TEXT NOT NULL, "
        "hash TEXT NOT NULL)",
        f"CREATE TRIGGER no_update BEFORE UPDATE ON entries BEGIN {_REFUSED}; END",
        f"CREATE TRIGGER no_delete BEFORE DELETE ON entries BEGIN {_REFUSED}; END",
        # Also refuses INSERT OR REPLACE, which SQLite does not take for a change.
        f"CREATE TRIGGER in_order BEFORE INSERT ON entries WHEN {_FOLLOWS} BEGIN {_REFUSED}; END",
    ),
    (
        "CREATE TABLE contents (sha256 TEXT PRIMARY KEY, packed BLOB NOT NULL)",
        f"CREATE TRIGGER no_new_bytes BEFORE UPDATE ON contents BEGIN {_REFUSED}; END",
        f"CREATE TRIGGER no_lost_bytes BEFORE DELETE ON contents BEGIN {_REFUSED}; END",
        f"CREATE TRIGGER kept_once BEFORE INSERT ON contents WHEN {_KEPT} BEGIN {_REFUSED}; END",
    ),
)
VERSION = len(STEPS)
_LOGGED = MappingProxyType({table.name: table for table in LOGGED})


# --- An entry ----------------------------------------------------------------------------------


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
        table = _LOGGED[fields.pop("table")]
        row = row_of(table, fields.pop("row"), RowPlace(Place(LOG_FILE, entry=kept.number)))
        day = datetime.date.fromisoformat(fields.pop("recorded_on"))
        return Entry(
            number=kept.number, table=table, row=row, recorded_on=day, hash=kept.hash, **fields
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise UnreadableError(str(fault)) from fault


def row_of(table: Table, words: Mapping[str, str | Sequence[str]], place: RowPlace) -> Row:
    """Return the row that was kept in these words; a column that was declared later is blank.

    UnreadableError or KeyError where only a later paperkit knows what was kept.
    """
    columns = columns_by_name(table.row)
    values = {
        name: tuple(_read(part, columns[name]) for part in said)
        if columns[name].many
        else _read(said, columns[name])
        for name, said in words.items()
    }
    return table.row(place=place, **values)


def _read(words: str | Sequence[str], column: Column) -> Any:
    """Return a value; text comes out letter for letter, since it was cleaned before it went in.

    A number of bytes is larger than any number that an officer types.
    """
    if not isinstance(words, str):
        raise UnreadableError(f"{column.name} holds several values")
    if issubclass(column.type, str | int) and column.type is not bool:
        return column.type(words)
    value = read_value(words, column)
    if isinstance(value, Misread):
        raise UnreadableError(value.message)
    return value


# --- Reading and adding ------------------------------------------------------------------------


class LogRead(Frozen):
    """The entries that could be read, and what was found wrong with the log."""

    history: History
    findings: tuple[Finding, ...]


def read_log(path: Path) -> History:
    """Return the log, whole; an absent file is an empty one.

    LogError says in a sentence why it cannot be read, or that it was changed from outside.
    """
    read = look(path)
    for wrong in of_severity(read.findings, Severity.ERROR):
        raise LogError(f"{wrong.message} {wrong.remedy}")
    return read.history


def look(path: Path) -> LogRead:
    """Return the entries of the log that can be read, and every sign of a change from outside.

    LogError where the file as such cannot be read, or is of a later version of paperkit: so is
    one with an entry that was not changed and yet cannot be read.
    """
    if not os.path.lexists(path):
        return LogRead(History(), ())
    there = stored(path)
    broken = tuple(check_chain(path.name, there))
    changed = {finding.place.entry for finding in broken}
    entries: list[Entry] = []
    for kept in there.entries:
        try:
            entries.append(entry_of(kept))
        except UnreadableError as fault:
            if kept.number not in changed:
                raise of_later_version(path) from fault
    history = History(tuple(entries))
    return LogRead(history, (*broken, *check_history(path.name, history)))


def look_through(path: Path) -> LogRead:
    """Return what ``look`` returns, and whether the whole file is in order; LogError likewise."""
    read = look(path)
    if path.exists():
        with opened(path) as connection:
            connection.execute("PRAGMA query_only = ON")
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            of_bytes = tuple(check_kept(connection, path.name, read.history))
        read = replace(read, findings=(*read.findings, *of_bytes))
        if answer != b"ok":
            message = f"The file '{path.name}' is damaged, though its entries could be read."
            finding = Finding("PK-810", Place(path.name), message)
            return replace(read, findings=(finding, *read.findings))
    return read


def append(
    path: Path,
    drafts: Sequence[Draft],
    expected: str | None = None,
    contents: Sequence[bytes] = (),
) -> tuple[Entry, ...]:
    """Return the drafts as entries of the log: all of them are kept, or none.

    The ``contents`` of the files that they record are kept with them.

    With ``expected``, the ``head`` of the history that the caller has decided on, they are kept
    only where nobody has added to the log since. A log that is not there is begun with them; its
    file comes into its place whole. LogError, or WriteError where the log is new, says in a
    sentence why nothing was kept.
    """
    if not drafts:
        return ()
    if not expected and not os.path.lexists(path):
        check_drafts(History(), drafts)
        kept, entries = chained(drafts, ())
        try:
            write_file(path, new_file(kept, contents), replace=False)
        except WriteError:
            if not os.path.lexists(path):
                raise
        else:
            return entries
        # Another run has begun the log meanwhile.
    with opened(path) as connection:
        # The file itself is written to in one go, at the end, and not while a round is added.
        connection.execute("PRAGMA cache_spill = OFF")
        there = begin(connection, path, expected)
        before = there.entries
        if any(draft.replaces for draft in drafts):
            try:
                history = History(tuple(map(entry_of, before)))
            except UnreadableError as fault:
                raise of_later_version(path) from fault
            check_drafts(history, drafts)
        kept, entries = chained(drafts, before)
        add(connection, kept)
        keep(connection, contents)
        connection.execute("COMMIT")
    return entries


def chained(
    drafts: Sequence[Draft], before: Sequence[Kept]
) -> tuple[tuple[Kept, ...], tuple[Entry, ...]]:
    """Return the drafts as they will be kept, and as they will be read: each as it went in."""
    chain = list(before[-1:])
    for number, draft in enumerate(drafts, start=len(before) + 1):
        chain.append(kept_of(draft, number, chain[-1].hash if chain else ""))
    kept = tuple(chain[-len(drafts) :])
    entries = tuple(map(entry_of, kept))
    assert [entry.row for entry in entries] == [draft.row for draft in drafts]
    return kept, entries


# --- The file ----------------------------------------------------------------------------------


class Stored(Frozen):
    """What the file holds: its version, its entries, and whether its guards are as they were."""

    version: int
    entries: tuple[Kept, ...]
    guarded: bool


def stored(path: Path) -> Stored:
    """Return what the log holds; LogError says in a sentence why it cannot be read.

    The file is not changed, but for the rest of an addition that was cut off, which goes.
    """
    with opened(path) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        return _stored(connection, path)


def new_file(entries: Sequence[Kept], contents: Iterable[bytes] = ()) -> bytes:
    """Return the bytes of a new log that holds these entries, and contents of files."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("BEGIN")
        _bring_up_to_date(connection, 0)
        add(connection, entries)
        keep(connection, contents)
        connection.execute("COMMIT")
        return connection.serialize()


@cache
def layout(version: int = VERSION) -> Mapping[str, str]:
    """Return the tables and guards of a version: the words that make each, by its name."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for step in STEPS[:version]:
            for statement in step:
                connection.execute(statement)
        return _declared(connection)


def _stored(connection: sqlite3.Connection, path: Path) -> Stored:
    known = ("user_version", "page_count", "page_size")
    version, pages, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in known
    )
    if pages * size > path.stat().st_size:
        raise damaged(path, "has lost its end")
    if version > VERSION:
        raise of_later_version(path)
    there, expected = _declared(connection), layout(version)
    if version < 1 or there.get("entries") != expected["entries"]:
        raise damaged(path, "was changed by another program")
    rows = connection.execute("SELECT number, entry, hash FROM entries ORDER BY number")
    entries = tuple(
        Kept(number, _bytes(body), _bytes(seal).decode("ascii", "replace"))
        for number, body, seal in rows
    )
    return Stored(version, entries, there == expected)


def _declared(connection: sqlite3.Connection) -> Mapping[str, str]:
    """Return what a file declares: the words that make each table and guard, by its name."""
    rows = connection.execute(
        "SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_schema WHERE sql IS NOT NULL"
    )
    return MappingProxyType(
        {name.decode("utf-8", "replace"): sql.decode("utf-8", "replace") for name, sql in rows}
    )


def _bytes(value: object) -> bytes:
    """Return what a cell holds; what is not text, which paperkit never writes, as its words."""
    return value if isinstance(value, bytes) else str(value).encode()


def begin(connection: sqlite3.Connection, path: Path, expected: str | None = None) -> Stored:
    """Return what the log holds, which nobody else adds to until the transaction ends.

    A log of an earlier version is brought up to date, and a copy of it as it was is put beside it
    first. LogError where it was changed from outside, or somebody has added to it since
    ``expected`` was its head.
    """
    # EXTRA also flushes the folder, so that a round reported as kept survives a power cut.
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("BEGIN IMMEDIATE")
    there = _stored(connection, path)
    for wrong in check_chain(path.name, there):
        raise LogError(f"{wrong.message} {wrong.remedy}")
    if expected is not None and expected != (there.entries[-1].hash if there.entries else ""):
        raise LogError(AGAIN)
    if there.version < VERSION:
        keep_earlier(connection, path, there.version)
        _bring_up_to_date(connection, there.version)
    return there


def check_version(path: Path) -> Iterator[Finding]:
    """Yield a note where an earlier paperkit wrote the log: what becomes of it, and when."""
    version = version_of(path)
    if version and version < VERSION:
        copy = earlier_copy(path, version).name
        message = (
            f"'{path.name}' is a log from paperkit 0.1.0. The next entry turns it into a record "
            f"that also keeps papers; a copy of the log as it is now is kept as '{copy}'."
        )
        yield Finding("PK-828", Place(path.name), message)


def earlier_copy(path: Path, version: int) -> Path:
    """Return where a log of an earlier version is kept as it was."""
    return path.with_name(f"{path.name}.version-{version}.bak")


def keep_earlier(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Put a copy of the log as it is beside it, once; WriteError where that cannot be done.

    SQLite gives its bytes: to open and close the file here would give up its lock.
    """
    data, copy = connection.serialize(), earlier_copy(path, version)
    for number in count(2):
        if not os.path.lexists(copy):
            write_file(copy, data, replace=False)
        elif not copy.is_file() or copy.read_bytes() != data:
            name = earlier_copy(path, version)
            copy = name.with_name(f"{name.stem} ({number}){name.suffix}")
            continue
        return


def _bring_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    for step in STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    if version < VERSION:
        connection.execute(f"PRAGMA user_version = {VERSION}")


def add(connection: sqlite3.Connection, entries: Sequence[Kept]) -> None:
    """Add entries at the end of a log that is up to date."""
    rows = ((kept.number, kept.body.decode(), kept.hash) for kept in entries)
    connection.executemany("INSERT INTO entries (number, entry, hash) VALUES (?, ?, ?)", rows)


# --- What can be wrong -------------------------------------------------------------------------


def check_chain(name: str, stored: Stored) -> Iterator[Finding]:
    """Yield every entry that is not as it was recorded, and every gap in the numbers."""
    if not stored.guarded:
        message = f"'{name}' is no longer protected from changes."
        yield Finding("PK-803", Place(name), message)
    number, previous = 0, ""
    for kept in stored.entries:
        place = Place(name, entry=kept.number)
        first, last = number + 1, kept.number - 1
        if kept.number == first:
            is_whole = kept.hash == sealed(previous, kept.number, kept.body)
            if not is_whole and not _is_what_is_left(kept, stored):
                yield Finding(
                    "PK-801", place, f"Entry {kept.number} has changed since it was recorded."
                )
        elif kept.number < max(first, 1):
            message = f"Entry {kept.number} has a number that paperkit never gives."
            yield Finding("PK-802", place, message)
        else:
            gap = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
            yield Finding("PK-802", place, f"{gap} missing.")
        number, previous = kept.number, kept.hash


def _is_what_is_left(kept: Kept, stored: Stored) -> bool:
    """Return whether an entry is what was left of it when words were removed from it.

    A later entry says so, under its own seal.
    """
    said: object = None
    for before, entry in pairwise(stored.entries):
        if entry.number > kept.number and _REMOVED in entry.body:
            if entry.hash != sealed(before.hash, entry.number, entry.body):
                continue
            row = json.loads(entry.body)["row"]
            if row.get("entry") == str(kept.number) and row.get("left"):
                said = row["was"], row["left"]
    return said == (kept.hash, sha256(kept.body).hexdigest())


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
            message = (
                f"Entry {entry.number} says that it corrects entry {entry.replaces}, but cannot."
            )
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
                    f"Entries {other.number} and {entry.number} are both on action {row.action} "
                    f"for {row.meeting}; the later one counts."
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
