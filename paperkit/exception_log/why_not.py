"""Why the log cannot be used: one sentence for the officer, and the way out."""

import sqlite3
from pathlib import Path

_EARLIER = (
    "Put an earlier version of it back (OneDrive and Windows keep them: right-click the file, "
    "'Version history' or 'Previous versions'), then run 'paperkit log verify'."
)
_OTHERS: dict[int, str] = {
    sqlite3.SQLITE_BUSY: "is in use by another run or another program. Close what has it open, "
    "wait a moment, then try again.",
    sqlite3.SQLITE_READONLY: "may only be read, so nothing was added to it. Ask its owner for the "
    "right to write there, or take away the mark 'Read-only' in its properties.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened for writing. Check that you may write in its folder "
    "and that no other program holds it, then try again.",
    sqlite3.SQLITE_FULL: "was not added to: there is no room on the disk. Make room, then try "
    "again.",
    sqlite3.SQLITE_IOERR: "cannot be reached on its drive just now. Check the connection to the "
    "drive and that it has room, then try again; else move the project to this computer.",
    sqlite3.SQLITE_TOOBIG: "cannot take an entry that long. Shorten its longest text.",
}


def why_not(path: Path, fault: sqlite3.Error) -> str:
    """Return why SQLite could not do its work."""
    told = getattr(fault, "sqlite_errorcode", 0)
    if told == sqlite3.SQLITE_READONLY_ROLLBACK:
        return _cut_off(path)
    reason = told & 0xFF
    reason = sqlite3.SQLITE_BUSY if reason == sqlite3.SQLITE_LOCKED else reason
    if reason in _OTHERS:
        return f"The log '{path.name}' {_OTHERS[reason]}"
    return f"The log '{path.name}' is damaged ({fault}). {_EARLIER}"


def _cut_off(path: Path) -> str:
    return (
        f"Somebody's addition to the log '{path.name}' was cut off, and what is left of it has to "
        "be cleared away first. You may only read there: ask somebody who may write in the folder "
        "to run 'paperkit log verify' once."
    )


def damaged(path: Path, what: str) -> str:
    """Return that the file is not whole."""
    return f"The log '{path.name}' {what}. {_EARLIER}"


def altered(path: Path) -> str:
    """Return that the file is not laid out as paperkit does it."""
    return f"The log '{path.name}' was changed by another program. {_EARLIER}"


def stranger(path: Path) -> str:
    """Return that the file is none of paperkit's."""
    return (
        f"'{path.name}' is not a log that paperkit made. Move it to another folder, and put the "
        "log of this project back in its place."
    )


def later(path: Path) -> str:
    """Return that a newer paperkit has written the file."""
    return (
        f"The log '{path.name}' was written by a later version of paperkit than this one. Ask for "
        "that version to be installed here; nothing was changed."
    )


def linked(path: Path) -> str:
    """Return that the file is a link, through which nothing is written."""
    return (
        f"'{path.name}' is a link to a file elsewhere, and paperkit does not write through links. "
        "Put the log itself in the project's folder."
    )


def no_file(path: Path) -> str:
    """Return that there is no file at the path."""
    return f"There is no file '{path.name}' in {path.absolute().parent}. Check its name."


def unopened(path: Path) -> str:
    """Return that the file could not be opened for reading."""
    return (
        f"'{path.name}' cannot be opened. Close it in other programs, or ask for the right to "
        "read it."
    )
