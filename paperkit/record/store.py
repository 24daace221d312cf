"""The file of the log: SQLite, with a rollback journal and every write flushed.

Write-ahead logging is not used, since it does not work on a network drive. Nothing is ever changed
or taken away: the file's own triggers refuse it, and what is added in one go is there whole or not
at all. A file that cannot be used gives a LogError: one sentence for the officer, and the way out.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from paperkit.errors import LogError
from paperkit.frozen import Frozen
from paperkit.record.entries import Kept

APPLICATION = 0x70_6B_6C_67  # "pklg", by which other programs know the file

_REFUSED = "SELECT RAISE(ABORT, 'Entries of the log are never changed: add a correction.')"
_FOLLOWS = "NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entries)"

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
)
VERSION = len(STEPS)

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_ROLLBACK = b"\x01\x01"
_SECONDS_TO_WAIT = 10
_LONGEST_ENTRY = 16 * 1024 * 1024

_EARLIER = (
    "Put an earlier version of it back (OneDrive and Windows keep them: right-click the file, "
    "'Version history' or 'Previous versions'), then run 'paperkit log verify'."
)
_IN_USE = (
    "is in use by another run or another program. Close what has it open, wait a moment, then try "
    "again."
)
_REASONS: Mapping[int, str] = MappingProxyType(
    {
        sqlite3.SQLITE_BUSY: _IN_USE,
        sqlite3.SQLITE_LOCKED: _IN_USE,
        sqlite3.SQLITE_READONLY: "may only be read, so nothing was added to it. Ask its owner for "
        "the right to write there, or take away the mark 'Read-only' in its properties.",
        sqlite3.SQLITE_CANTOPEN: "cannot be opened for writing. Check that you may write in its "
        "folder and that no other program holds it, then try again.",
        sqlite3.SQLITE_FULL: "was not added to: there is no room on the disk. Make room, then try "
        "again.",
        sqlite3.SQLITE_IOERR: "cannot be reached on its drive just now. Check the connection to "
        "the drive and that it has room, then try again; else move the project to this computer.",
        sqlite3.SQLITE_TOOBIG: "cannot take an entry that long. Shorten its longest text.",
    }
)


class Stored(Frozen):
    """What the file holds: its version, its entries, and whether its guards are as they were."""

    version: int
    entries: tuple[Kept, ...]
    guarded: bool


class Changing(Frozen):
    """A log that nobody else can add to meanwhile."""

    stored: Stored
    connection: sqlite3.Connection

    def add(self, entries: Sequence[Kept]) -> None:
        """Add entries at the end; they are there once the block has ended, all of them."""
        _add(self.connection, self.stored.version, entries)


def stored(path: Path) -> Stored:
    """Return what the log holds; LogError says in a sentence why it cannot be read.

    The file is not changed, but for the rest of an addition that was cut off, which goes.
    """
    with _opened(path) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        return _stored(connection, path)


def sound(path: Path) -> bool:
    """Return whether SQLite finds the whole file in order; LogError as ``stored``."""
    with _opened(path) as connection:
        connection.execute("PRAGMA query_only = ON")
        (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        return bool(answer == b"ok")


@contextlib.contextmanager
def changing(path: Path) -> Iterator[Changing]:
    """Hold the log for the block: what was added in it is kept as a whole when it ends well."""
    with _opened(path) as connection:
        # EXTRA also flushes the folder, so that a round reported as kept survives a power cut.
        connection.execute("PRAGMA synchronous = EXTRA")
        # The file itself is written to in one go, at the end, and not while a round is added.
        connection.execute("PRAGMA cache_spill = OFF")
        connection.execute("BEGIN IMMEDIATE")
        yield Changing(_stored(connection, path), connection)
        connection.execute("COMMIT")


def new_file(entries: Sequence[Kept]) -> bytes:
    """Return the bytes of a new log that holds these entries."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("BEGIN")
        _add(connection, 0, entries)
        connection.execute("COMMIT")
        return connection.serialize()


def address(path: str) -> str:
    """Return the address by which SQLite opens a file that must be there, also on Windows."""
    drive = "" if path.startswith("/") else "/"
    return f"file://{drive}{quote(path, safe='/:')}?mode=rw"


@cache
def layout(version: int) -> Mapping[str, str]:
    """Return the tables and guards of a version: the words that make each, by its name."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for step in STEPS[:version]:
            for statement in step:
                connection.execute(statement)
        return _declared(connection)


def of_later_version(path: Path) -> LogError:
    """Return that a newer paperkit has written the file."""
    return LogError(
        f"The log '{path.name}' was written by a later version of paperkit than this one. Ask for "
        "that version to be installed here; nothing was changed."
    )


def _damaged(path: Path, what: str) -> LogError:
    return LogError(f"The log '{path.name}' {what}. {_EARLIER}")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    _check_file(path)
    try:
        with contextlib.closing(_connected(path)) as connection:
            yield connection
    except sqlite3.Error as fault:
        raise _why_not(path, fault) from fault
    except UnicodeDecodeError as fault:  # what SQLite would have said quotes the damage itself
        raise _damaged(path, "is damaged") from fault


def _check_file(path: Path) -> None:
    """Return where the file looks like a log of paperkit's; LogError says what else it is.

    SQLite is not given another file: it reads an empty one as an empty log, follows links, and
    makes files of its own beside a log that another program has set to write ahead.
    """
    if path.is_symlink():
        raise LogError(
            f"'{path.name}' is a link to a file elsewhere, and paperkit does not write through "
            "links. Put the log itself in the project's folder."
        )
    if not path.is_file():
        folder = path.absolute().parent
        raise LogError(f"There is no file '{path.name}' in {folder}. Check its name.")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as fault:
        raise LogError(
            f"'{path.name}' cannot be opened. Close it in other programs, or ask for the right to "
            "read it."
        ) from fault
    if not header.strip(b"\0"):
        raise _damaged(path, "is empty")
    is_whole = len(header) == _HEADER
    is_ours = int.from_bytes(header[68:72], "big") == APPLICATION
    if not header.startswith(_MAGIC[: len(header)]) or (is_whole and not is_ours):
        raise LogError(
            f"'{path.name}' is not a log that paperkit made. Move it to another folder, and put "
            "the log of this project back in its place."
        )
    if not is_whole:
        raise _damaged(path, "has lost its end")
    if header[18:20] != _ROLLBACK:
        raise _damaged(path, "was changed by another program")


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address(path.absolute().as_posix()), _SECONDS_TO_WAIT, isolation_level=None, uri=True
    )
    # What others made of the file must not run, nor fill the memory.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_ENTRY)
    connection.text_factory = bytes
    return connection


def _why_not(path: Path, fault: sqlite3.Error) -> LogError:
    """Return why SQLite could not do its work."""
    code = getattr(fault, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return LogError(
            f"Somebody's addition to the log '{path.name}' was cut off, and what is left of it has "
            "to be cleared away first. You may only read there: ask somebody who may write in the "
            "folder to run 'paperkit log verify' once."
        )
    if code & 0xFF in _REASONS:
        return LogError(f"The log '{path.name}' {_REASONS[code & 0xFF]}")
    return _damaged(path, f"is damaged ({fault})")


def _stored(connection: sqlite3.Connection, path: Path) -> Stored:
    known = ("user_version", "page_count", "page_size")
    version, pages, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in known
    )
    if pages * size > path.stat().st_size:
        raise _damaged(path, "has lost its end")
    if version > VERSION:
        raise of_later_version(path)
    there, expected = _declared(connection), layout(version)
    if version < 1 or there.get("entries") != expected["entries"]:
        raise _damaged(path, "was changed by another program")
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
    words = (
        (name.decode("utf-8", "replace"), sql.decode("utf-8", "replace")) for name, sql in rows
    )
    return MappingProxyType(dict(words))


def _bytes(value: object) -> bytes:
    """Return what a cell holds; what is no text, which paperkit never writes, as its words."""
    return value if isinstance(value, bytes) else str(value).encode()


def _add(connection: sqlite3.Connection, version: int, entries: Sequence[Kept]) -> None:
    """Bring a file up to date from a version, and add entries at its end."""
    for step in STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    if version < VERSION:
        connection.execute(f"PRAGMA user_version = {VERSION}")
    rows = ((kept.number, kept.body.decode(), kept.hash) for kept in entries)
    connection.executemany("INSERT INTO entries (number, entry, hash) VALUES (?, ?, ?)", rows)
