"""The bytes of what was filed: kept once by their hash, packed, given back as they went in.

They are in a table of their own. Nothing in it is changed, and nothing is taken out but what
somebody removes for good. What covers them is the chain of entries: the entry of a paper
names the hash of its bytes, and the bytes are compared with it whenever they are read.
"""

import json
import sqlite3
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from enum import Enum
from hashlib import sha256
from pathlib import Path

from paperkit.board.history import Enclosed, Entry, Filed, History
from paperkit.container.reading import LARGEST_FILE
from paperkit.errors import LogError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.record.opening import opened

_THERE = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'contents'"
_OF_REMOVED = """SELECT entry FROM entries WHERE instr(entry, '"table":"removed"') > 0"""
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

    Of bytes from which words were removed, what is left is given. LogError where they are not the
    bytes that were kept.
    """
    with opened(path) as connection:
        there = set(_hashes(connection))
        as_named = {name: name for name in names}
        if not there.issuperset(as_named):
            instead = _instead(connection)
            as_named = {name: _followed(name, there, instead) for name in as_named}
        found = {
            name: (one, _unpacked(connection, one))
            for name, one in as_named.items()
            if one in there
        }
    for name, (kept_as, data) in found.items():
        if sha256(data).hexdigest() != kept_as:
            raise LogError(
                f"The bytes kept in '{path.name}' under {name[:12]} are not as they were recorded. "
                "Put an earlier version of the record back, as OneDrive and Windows keep them."
            )
    return {name: data for name, (_, data) in found.items()}


def check_kept(connection: sqlite3.Connection, name: str, history: History) -> Iterator[Finding]:
    """Yield each paper or attached file that is not kept as its entry recorded it.

    So with the rows, the settings and the files that a paper rests on, and what it printed.
    """
    there = set(_hashes(connection))
    instead = _instead(connection)
    looked_at: set[str] = set()
    for entry, row in of_files(history):
        place, of = Place(name, entry=entry.number), f"of entry {entry.number}"
        for part in parts(connection, row, there):
            kept_as = _followed(part.hash, there, instead)
            if kept_as in looked_at or part.hash in looked_at:
                continue
            looked_at |= {kept_as, part.hash}
            is_file = part.of is PartOf.FILE
            changed, lacking = ("PK-814", "PK-815") if is_file else ("PK-817", "PK-818")
            if kept_as not in there:
                if part.hash in history.bytes_removed or kept_as in history.bytes_removed:
                    continue
                message = f"{part.what}, {of}, are missing."
                yield Finding(lacking, place, message, value=row.file)
            elif sha256(_unpacked(connection, kept_as)).hexdigest() != kept_as:
                message = f"{part.what} have changed since entry {entry.number} recorded them."
                yield Finding(changed, place, message, value=row.file)


class PartOf(Enum):
    """What is kept of a filed paper."""

    FILE = "the file itself"
    LIST = "the list of its rows"
    ROWS = "the rows of a table"
    PRINTED = "what it printed"
    SETTINGS = "the settings"
    SOURCE = "a file of data"


class Part(Frozen):
    """Something that is kept of a file: its hash, what it is, and that in words."""

    hash: str
    of: PartOf
    what: str


def parts(
    connection: sqlite3.Connection, row: Filed | Enclosed, there: Container[str]
) -> Iterator[Part]:
    """Yield all that an entry says is kept of a file; the tables are listed by what is kept."""
    file = quoted(row.file)
    if row.size is not None or row.sha256 in there:
        yield Part(row.sha256, PartOf.FILE, f"The contents of {file}")
    if not isinstance(row, Filed):
        return
    if row.rows:
        yield Part(row.rows, PartOf.LIST, f"The rows that {file} rests on")
        for table, one in _listed(connection, row, there).items():
            yield Part(one, PartOf.ROWS, f"The rows of {table} that {file} rests on")
    if row.printed:
        yield Part(row.printed, PartOf.PRINTED, f"The sentences that {file} printed")
    if row.settings:
        yield Part(row.settings, PartOf.SETTINGS, f"The settings of {file}")
    for source in row.sources:
        named, _, one = source.rpartition(": ")
        yield Part(one, PartOf.SOURCE, f"The contents of {quoted(named)} for {file}")


def _followed(name: str, there: Container[str], instead: Mapping[str, str]) -> str:
    """Return the hash under which something is kept: of what words went from, the hash after."""
    passed: set[str] = set()
    while name not in there and name in instead and name not in passed:
        passed.add(name)
        name = instead[name]
    return name


def _instead(connection: sqlite3.Connection) -> Mapping[str, str]:
    """Return, for each hash of bytes from which words went, the hash of what is kept instead."""
    found: dict[str, str] = {}
    for (body,) in connection.execute(_OF_REMOVED).fetchall():
        # What another program has made of an entry is said where entries are checked.
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            for pair in json.loads(body)["row"].get("instead", ()):
                was, _, now = pair.partition(": ")
                found[was] = now
    return found


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
        there, instead = set(_hashes(connection)), _instead(connection)
        found = (part.hash for row in rows for part in parts(connection, row, there))
        followed = (_followed(name, there, instead) for name in found)
        return tuple(name for name in dict.fromkeys(followed) if name in there)


class KeptPart(Frozen):
    """Something that a record keeps, and the numbers of the entries that name it, if any do."""

    part: Part
    entries: tuple[int, ...]


def everything_kept(path: Path, history: History) -> tuple[KeptPart, ...]:
    """Return all that a record keeps beside its entries, under the hashes that it has now."""
    named: dict[str, tuple[Part, list[int]]] = {}
    with opened(path) as connection:
        there, instead = set(_hashes(connection)), _instead(connection)
        for entry, row in of_files(history):
            for part in parts(connection, row, there):
                name = _followed(part.hash, there, instead)
                if name in there:
                    of_name = named.setdefault(name, (replace(part, hash=name), []))
                    of_name[1].append(entry.number)
        for name in sorted(there - named.keys()):
            of_entries = [e.number for e in history.entries if name in str(e.row._values())]
            what = f"A file of entry {of_entries[0]}" if of_entries else "A file of no entry"
            named[name] = Part(name, PartOf.FILE, what), of_entries
    return tuple(KeptPart(part, tuple(dict.fromkeys(entries))) for part, entries in named.values())


def each_kept(path: Path, parts_kept: Iterable[KeptPart]) -> Iterator[tuple[KeptPart, bytes]]:
    """Yield each thing that is kept with its bytes, one at a time."""
    with opened(path) as connection:
        for one in parts_kept:
            yield one, _unpacked(connection, one.part.hash)


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
