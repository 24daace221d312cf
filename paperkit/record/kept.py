"""The bytes of what was filed: kept once by their hash, packed, given back as they went in.

They lie in a table of their own, which nothing is changed in or taken from. What covers them is
the chain of entries: the entry of a paper names the hash of its bytes, and the bytes are compared
with it whenever they are read.
"""

import json
import sqlite3
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from paperkit.board.history import Enclosed, Entry, Filed, History
from paperkit.container.reading import LARGEST_FILE
from paperkit.errors import LogError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
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
    """Yield each paper or attached file that is not kept as its entry recorded it.

    So with the rows, the settings and the files that a paper rests on, and what it printed.
    """
    there = set(_hashes(connection))
    looked_at: set[str] = set()
    for entry, row in of_files(history):
        place, of = Place(name, entry=entry.number), f"of entry {entry.number}"
        for part in _parts(connection, row, there):
            if part.hash in looked_at:
                continue
            looked_at.add(part.hash)
            changed, lacking = ("PK-817", "PK-818") if part.is_beside else ("PK-814", "PK-815")
            if part.hash not in there:
                message = f"{part.what}, {of}, are not there."
                yield Finding(lacking, place, message, value=row.file)
            elif sha256(_unpacked(connection, part.hash)).hexdigest() != part.hash:
                message = f"{part.what} are not as entry {entry.number} says."
                yield Finding(changed, place, message, value=row.file)


class Part(Frozen):
    """Something that is kept of a file: its hash, and what it is in words.

    ``is_beside`` says that it is not the file itself, and is kept with it.
    """

    hash: str
    what: str
    is_beside: bool = True


def _parts(
    connection: sqlite3.Connection, row: Filed | Enclosed, there: Container[str]
) -> Iterator[Part]:
    """Yield all that an entry says is kept of a file; the tables are listed by what is kept."""
    file = quoted(row.file)
    if row.size is not None or row.sha256 in there:
        yield Part(row.sha256, f"The bytes of {file}", is_beside=False)
    if not isinstance(row, Filed):
        return
    if row.rows:
        yield Part(row.rows, f"The rows that {file} rests on")
        for table, one in _listed(connection, row, there).items():
            yield Part(one, f"The rows of {table} that {file} rests on")
    if row.printed:
        yield Part(row.printed, f"The sentences that {file} printed")
    if row.settings:
        yield Part(row.settings, f"The settings of {file}")
    for source in row.sources:
        named, _, one = source.rpartition(": ")
        yield Part(one, f"The bytes of {quoted(named)}, from which {file} was made,")


def _listed(connection: sqlite3.Connection, row: Filed, there: Container[str]) -> Mapping[str, str]:
    """Return the hash of each table that was kept with a final; none where the list is not whole.

    What is wrong with the list itself is said of that.
    """
    listed = _unpacked(connection, row.rows) if row.rows in there else b""
    if sha256(listed).hexdigest() != row.rows:
        return {}
    found: dict[str, str] = json.loads(listed)
    return found


def all_of(path: Path, rows: Iterable[Filed | Enclosed]) -> tuple[str, ...]:
    """Return the hashes of all that a record keeps of some files, each once."""
    with opened(path) as connection:
        there = set(_hashes(connection))
        found = (part.hash for row in rows for part in _parts(connection, row, there))
        return tuple(name for name in dict.fromkeys(found) if name in there)


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
