"""Open the file of the log: what SQLite is given, and what is said where it cannot be used.

SQLite works with a rollback journal and flushes every write; write-ahead logging is not used, since
it does not work on a network drive. A file that cannot be used gives a LogError: one sentence for
the officer, and the way out.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from paperkit.errors import LogError

APPLICATION = 0x70_6B_6C_67  # "pklg", by which other programs know the file

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_ROLLBACK = b"\x01\x01"
_SECONDS_TO_WAIT = 10
_LONGEST_ENTRY = 16 * 1024 * 1024

_EARLIER = (
    "Put an earlier version of it back (OneDrive and Windows keep them: right-click the file, "
    "'Version history' or 'Previous versions'), then run 'paperkit record verify'."
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


def address(path: str) -> str:
    """Return the address by which SQLite opens a file that must be there, also on Windows."""
    drive = "" if path.startswith("/") else "/"
    return f"file://{drive}{quote(path, safe='/:')}?mode=rw"


def of_later_version(path: Path) -> LogError:
    """Return that a newer paperkit has written the file."""
    return LogError(
        f"The log '{path.name}' was written by a later version of paperkit than this one. Ask for "
        "that version to be installed here; nothing was changed."
    )


def damaged(path: Path, what: str) -> LogError:
    """Return that the file cannot be used as it is, and how to put it right."""
    return LogError(f"The log '{path.name}' {what}. {_EARLIER}")


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Hold the log open for the block; LogError where it is none, or SQLite cannot do its work."""
    _check_file(path)
    try:
        with contextlib.closing(_connected(path)) as connection:
            yield connection
    except sqlite3.Error as fault:
        raise _why_not(path, fault) from fault
    except UnicodeDecodeError as fault:  # what SQLite would have said quotes the damage itself
        raise damaged(path, "is damaged") from fault


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
        raise damaged(path, "is empty")
    is_whole = len(header) == _HEADER
    is_ours = int.from_bytes(header[68:72], "big") == APPLICATION
    if not header.startswith(_MAGIC[: len(header)]) or (is_whole and not is_ours):
        raise LogError(
            f"'{path.name}' is not a log that paperkit made. Move it to another folder, and put "
            "the log of this project back in its place."
        )
    if not is_whole:
        raise damaged(path, "has lost its end")
    if header[18:20] != _ROLLBACK:
        raise damaged(path, "was changed by another program")


def version_of(path: Path) -> int:
    """Return the version of a log by its header; nought where the file is none that can be read.

    What is wrong with it is said by what reads it.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return 0
    is_ours = int.from_bytes(header[68:72], "big") == APPLICATION
    return int.from_bytes(header[60:64], "big") if is_ours else 0


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
            "folder to run 'paperkit record verify' once."
        )
    if code & 0xFF in _REASONS:
        return LogError(f"The log '{path.name}' {_REASONS[code & 0xFF]}")
    return damaged(path, f"is damaged ({fault})")
