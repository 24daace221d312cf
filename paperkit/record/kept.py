"""The bytes of what was filed: kept once by their hash, packed, given back as they went in.

They lie in a table of their own, which nothing is changed in or taken from. What covers them is
the chain of entries: the entry of a paper names the hash of its bytes, and the bytes are compared
with it whenever they are read.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from paperkit.board.history import Enclosed, Entry, Filed, History
from paperkit.container.reading import LARGEST_FILE
from paperkit.errors import LogError
from paperkit.findings import Finding, Place, quoted
from paperkit.record.opening import opened

_THERE = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'contents'"
_HASHES = "SELECT sha256 FROM contents"
_PACKED = "SELECT packed FROM contents WHERE sha256 = ?"
# A file may be longer than any entry, and no longer than what paperkit reads.
_LONGEST = LARGEST_FILE + 1024 * 1024


def keep(connection: sqlite3.Connection, contents: Iterable[bytes]) -> None:
    """Add the contents that a file of the record lacks; equal ones are kept once."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    there = set(_hashes(connection))
    for data in contents:
        name = sha256(data).hexdigest()
        if name not in there:
            there.add(name)
            row = (name, zlib.compress(data, 9))
            connection.execute("INSERT INTO contents (sha256, packed) VALUES (?, ?)", row)


def hashes(path: Path) -> frozenset[str]:
    """Return the hashes of all that is kept; none in a record of paperkit 0.1.0."""
    if not path.exists():
        return frozenset()
    with opened(path) as connection:
        return frozenset(_hashes(connection))


def kept(path: Path, names: Iterable[str]) -> Mapping[str, bytes]:
    """Return the bytes that are kept under the hashes, so far as they are.

    LogError where they are not the bytes that were kept.
    """
    with opened(path) as connection:
        there = set(_hashes(connection))
        found = {name: _unpacked(connection, name) for name in names if name in there}
    for name, data in found.items():
        if sha256(data).hexdigest() != name:
            raise LogError(
                f"The bytes kept in '{path.name}' under {name[:12]} are not as they were recorded. "
                "Put an earlier version of the record back, as OneDrive and Windows keep them."
            )
    return found


def check_kept(connection: sqlite3.Connection, name: str, history: History) -> Iterator[Finding]:
    """Yield each paper or attached file that is not kept as its entry recorded it."""
    there = set(_hashes(connection))
    looked_at: set[str] = set()
    for entry, row in of_files(history):
        place = Place(name, entry=entry.number)
        if row.sha256 in looked_at:
            continue
        looked_at.add(row.sha256)
        if row.sha256 in there:
            if sha256(_unpacked(connection, row.sha256)).hexdigest() != row.sha256:
                message = f"The bytes of {quoted(row.file)} are not as entry {entry.number} says."
                yield Finding("PK-814", place, message, value=row.file)
        elif row.size is not None:
            message = f"The bytes of {quoted(row.file)}, of entry {entry.number}, are not there."
            yield Finding("PK-815", place, message, value=row.file)


def of_files(history: History) -> Iterator[tuple[Entry, Filed | Enclosed]]:
    """Yield each entry that records a file, with its row."""
    for entry in history.entries:
        if isinstance(entry.row, Filed | Enclosed):
            yield entry, entry.row


def _hashes(connection: sqlite3.Connection) -> Iterator[str]:
    if connection.execute(_THERE).fetchone():
        for (name,) in connection.execute(_HASHES).fetchall():
            yield name if isinstance(name, str) else bytes(name).decode("ascii", "replace")


def _unpacked(connection: sqlite3.Connection, name: str) -> bytes:
    """Return what is kept under a hash; nothing where it was changed so that it cannot be read."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    (packed,) = connection.execute(_PACKED, (name,)).fetchone()
    try:
        return zlib.decompressobj().decompress(packed, LARGEST_FILE)
    except (zlib.error, TypeError):
        return b""
