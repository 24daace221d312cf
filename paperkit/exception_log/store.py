"""The file of the log: SQLite, with a rollback journal and every write flushed.

Write-ahead logging is not used, since it does not work on a network drive. Nothing is ever changed
or taken away: the file's own triggers refuse it, and ``append`` adds all of a round or nothing.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from paperkit.errors import LogError
from paperkit.exception_log.entries import Kept
from paperkit.exception_log.layout import APPLICATION, STEPS, VERSION, layout, objects
from paperkit.exception_log.looking import check_file
from paperkit.exception_log.why_not import altered, damaged, later, why_not

_SECONDS_TO_WAIT = 10
_LONGEST_ENTRY = 16 * 1024 * 1024
_KNOWN = ("user_version", "page_count", "page_size")
_SELECT = "SELECT number, entry, hash FROM entries ORDER BY number"
_INSERT = "INSERT INTO entries (number, entry, hash) VALUES (?, ?, ?)"


@dataclass(frozen=True)
class Stored:
    """What the file holds: its version, its entries, and whether its guards are as they were."""

    version: int
    entries: tuple[Kept, ...]
    guarded: bool


@dataclass(frozen=True)
class Changing:
    """A log that nobody else can add to meanwhile."""

    stored: Stored
    connection: sqlite3.Connection

    def add(self, entries: Sequence[Kept]) -> None:
        """Add entries at the end; they are there once the block has ended, all of them."""
        _bring_up_to_date(self.connection, self.stored.version)
        _insert(self.connection, entries)


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
        (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        return bool(told == b"ok")


@contextlib.contextmanager
def changing(path: Path) -> Iterator[Changing]:
    """Hold the log for the block: what was added in it is kept as a whole when it ends well."""
    with _opened(path) as connection:
        # EXTRA also flushes the folder, so that a round once told as kept survives a power cut.
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
        _bring_up_to_date(connection, 0)
        _insert(connection, entries)
        connection.execute("COMMIT")
        return connection.serialize()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    check_file(path)
    try:
        with contextlib.closing(_connected(path)) as connection:
            yield connection
    except sqlite3.Error as fault:
        raise LogError(why_not(path, fault)) from fault
    except UnicodeDecodeError as fault:  # what SQLite would have said quotes the damage itself
        raise LogError(damaged(path, "is damaged")) from fault


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address(path.absolute().as_posix()), _SECONDS_TO_WAIT, isolation_level=None, uri=True
    )
    # What others made of the file must not run, nor fill the memory.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_ENTRY)
    connection.text_factory = bytes
    return connection


def address(path: str) -> str:
    """Return how SQLite is told of a file that must be there: drives and shares of Windows too."""
    drive = "" if path.startswith("/") else "/"
    return f"file://{drive}{quote(path, safe='/:')}?mode=rw"


def _stored(connection: sqlite3.Connection, path: Path) -> Stored:
    version, pages, size = (_pragma(connection, name) for name in _KNOWN)
    if pages * size > path.stat().st_size:
        raise LogError(damaged(path, "has lost its end"))
    if version > VERSION:
        raise LogError(later(path))
    there, expected = objects(connection), layout(version)
    if version < 1 or there.get("entries") != expected["entries"]:
        raise LogError(altered(path))
    return Stored(version, tuple(_entries(connection)), there == expected)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (number,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(number)


def _entries(connection: sqlite3.Connection) -> Iterator[Kept]:
    for number, body, seal in connection.execute(_SELECT):
        yield Kept(number, _bytes(body), _bytes(seal).decode("ascii", "replace"))


def _bytes(value: object) -> bytes:
    """Return what stands in a cell; what is no text, which paperkit never writes, as its words."""
    return value if isinstance(value, bytes) else str(value).encode()


def _bring_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    for step in STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    if version < VERSION:
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _insert(connection: sqlite3.Connection, entries: Sequence[Kept]) -> None:
    rows = ((kept.number, kept.body.decode(), kept.hash) for kept in entries)
    connection.executemany(_INSERT, rows)
