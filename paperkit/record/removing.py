"""Take words and bytes out of the record for good: personal data, exempt text published in error.

An entry keeps its number and its hash, so the chain holds; what is left of its words is sealed by
the entry that says what was removed, when, why and by whom. Rows that other finals rest on as well
lose the words alone: what is left of them is kept under a hash of its own. The guards are taken off
and put back in the one transaction that does it, so that nothing else can take anything away.
SQLite writes zeros over what went, and the file is then written anew.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from paperkit.board.data import TABLES
from paperkit.board.history import ENCLOSED, FILED, LOGGED, REMOVED, Draft, Entry, History
from paperkit.container.holding import MARK, holds, plain_text, without
from paperkit.frozen import Frozen
from paperkit.record.kept import KeptPart, PartOf, each_kept, everything_kept, keep
from paperkit.record.log import Kept, add, begin, chained, entry_of, layout, stored
from paperkit.record.log_summary import in_a_line
from paperkit.record.opening import opened
from paperkit.schema.cleaning import in_groups
from paperkit.schema.columns import Column, Table

_ANY_HASH = re.compile(r"(?:(.*): )?([0-9a-f]{64})", re.DOTALL)
_OF_PROGRAM = frozenset({"key", "kind", "table", "column"})
_OF_FILE = frozenset({"file", "folder", "made"})
_OF_ALL = frozenset(
    {*(column.name for table in (FILED, ENCLOSED) for column in table.columns), "reason", "by"}
)
"""What every entry of a file has; what others have beside it is words of the paper itself."""
Change = Callable[[str], str]


class Going(Frozen):
    """What is to go from a record, and what stays of it.

    ``bodies`` are the texts of entries without their words, by number; ``gone`` names bytes that go
    whole, ``instead`` has what is left of others; both by hash. ``named_by`` says which entries
    name them. ``what`` says in words what goes, ``unread`` what could not be looked into, and
    ``shared`` what stays, since other papers rest on it.
    """

    bodies: Mapping[int, bytes]
    gone: tuple[str, ...]
    instead: Mapping[str, bytes]
    named_by: Mapping[str, tuple[int, ...]]
    what: tuple[str, ...]
    unread: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[int, ...]:
        """Return the numbers of the entries that lose something, in order."""
        numbers = {self.of(name) for name in (*self.gone, *self.instead)}
        return tuple(sorted(numbers | self.bodies.keys()))

    def of(self, name: str) -> int:
        """Return the first entry that names bytes by their hash; nought where none does."""
        return next(iter(self.named_by.get(name, ())), 0)


# --- What goes ------------------------------------------------------------------------------


def of_words(path: Path, history: History, words: str) -> Going:
    """Return all that holds the words: in entries, rows, settings and files of data they alone go.

    A file that cannot be kept without them goes whole.
    """
    kept = everything_kept(path, history)
    bodies, what = dict[int, bytes](), list[str]()

    def change(text: str) -> str:
        return without(text, words)

    for there, entry in zip(stored(path).entries, history.entries, strict=True):
        if entry.table == REMOVED:
            continue
        left, changed = _left_of(there, entry, lambda column, text: change(text))  # noqa: ARG005
        if changed:
            bodies[entry.number] = left
            what.append(f"Words in {_about(entry)}: {', '.join(changed)}")
    gone, instead, unread = dict[str, str](), dict[str, bytes](), list[str]()
    for one, data in each_kept(path, kept):
        left_over = _without_words(one.part.of, data, words, change)
        if left_over is None:
            unread.append(one.part.what)
        elif data and not left_over:
            gone[one.part.hash] = f"{one.part.what}, whole"
        elif left_over != data:
            instead[one.part.hash] = left_over
            what.append(f"Words in: {one.part.what}")
    gone |= _sources_of_rows(kept, {*gone, *instead})
    return Going(
        MappingProxyType(bodies),
        tuple(gone),
        MappingProxyType(instead),
        {one.part.hash: one.entries for one in kept},
        (*what, *gone.values()),
        tuple(unread),
    )


def _sources_of_rows(kept: Sequence[KeptPart], found: set[str]) -> Mapping[str, str]:
    """Return the files of data in which the words were not found, and in whose rows they were.

    A file may say a word in signs of its own.
    """
    by_entry = in_groups((number, one.part) for one in kept for number in one.entries)
    gone: dict[str, str] = {}
    for parts in by_entry.values():
        sources = [part for part in parts if part.of is PartOf.SOURCE]
        in_rows = any(part.of is PartOf.ROWS and part.hash in found for part in parts)
        if in_rows and not any(part.hash in found for part in sources):
            gone |= {part.hash: f"{part.what}, whole" for part in sources}
    return gone


def of_entry(path: Path, history: History, number: int) -> Going:
    """Return the words of an entry; references, days, ratings and words from a list stay."""
    there = stored(path).entries[number - 1]
    entry = history.entries[number - 1]

    def change(column: Column | None, text: str) -> str:
        named = column and (
            column.role in ("reference", "rating")
            or column.refers
            or column.key
            or column.name in _OF_FILE
        )
        return text if named or (column and column.type is not str) else MARK

    left, changed = _left_of(there, entry, change)
    what = (f"Words in {_about(entry)}: {', '.join(changed)}",) if changed else ()
    return Going({number: left} if changed else {}, (), {}, {}, what)


def of_paper(path: Path, history: History, entries: Sequence[int]) -> Going:
    """Return the bytes of a version of a paper, and what no other paper rests on of the rest.

    With them goes what an entry says of the paper's own words, such as what was edited.
    """
    own, bodies, what = set(entries), dict[int, bytes](), list[str]()

    def change(column: Column | None, text: str) -> str:
        return text if column is None or column.name in _OF_ALL else MARK

    there = stored(path).entries
    for number in entries:
        entry = history.entries[number - 1]
        left, changed = _left_of(there[number - 1], entry, change)
        if changed:
            bodies[number] = left
            what.append(f"Words in {_about(entry)}: {', '.join(changed)}")
    gone, shared, named_by = dict[str, str](), list[str](), dict[str, tuple[int, ...]]()
    for one in everything_kept(path, history):
        if not own.intersection(one.entries):
            continue
        others = (number for number in one.entries if number not in own)
        if one.part.of is PartOf.FILE or all(_is_removed(history, other) for other in others):
            gone[one.part.hash] = one.part.what
            named_by[one.part.hash] = (min(own.intersection(one.entries)),)
        else:
            shared.append(one.part.what)
    return Going(
        bodies, tuple(gone), {}, named_by, (*what, *gone.values()), (), tuple(shared)
    )  # fmt: skip


def _is_removed(history: History, number: int) -> bool:
    """Return whether the file of an entry was removed: what is left of it holds up nothing else."""
    entry = history.entries[number - 1]
    gone = history.bytes_removed.get(getattr(entry.row, "sha256", ""))
    return bool(gone and gone.number > number)


def _about(entry: Entry) -> str:
    return f"entry {entry.number}, {entry.table.sheet}, {in_a_line(entry)}"


def _left_of(
    kept: Kept, entry: Entry, change: Callable[[Column | None, str], str]
) -> tuple[bytes, tuple[str, ...]]:
    """Return the text of an entry after a change, and the headings of what was changed."""
    fields: dict[str, Any] = json.loads(kept.body)
    columns = {column.name: column for column in entry.table.columns}
    row, changed = dict[str, Any](), list[str]()
    for name, said in fields["row"].items():
        left = _changed(columns[name], said, lambda text, c=columns[name]: change(c, text))  # type: ignore[misc]
        if left != said:
            changed.append(columns[name].heading)
        if left:
            row[name] = left
    for name in ("origin", "because"):
        if fields.get(name) and (left := change(None, fields[name])) != fields[name]:
            fields[name] = left
            changed.append("where it came from" if name == "origin" else "why it was corrected")
    body = json.dumps(fields | {"row": row}, sort_keys=True, separators=(",", ":")).encode()
    entry_of(Kept(kept.number, body, kept.hash))
    return body, tuple(changed)


def _changed(column: Column, said: str | Sequence[str], change: Change) -> str | list[str]:
    """Return what a column says after a change; what is not text goes whole, and hashes stay."""
    if not isinstance(said, str):
        return [str(_changed(column, one, change)) for one in said]
    if is_hash := _ANY_HASH.fullmatch(said):
        named, digest = is_hash.groups()
        return f"{change(named)}: {digest}" if named else said
    left = change(said)
    return left if column.type is str or left == said else ""


def _without_words(of: PartOf, data: bytes, words: str, change: Change) -> bytes | None:
    """Return what is left of something that is kept: nothing where it goes whole.

    None where it cannot be looked into.
    """
    match of:
        case PartOf.LIST:
            return data
        case PartOf.ROWS:
            return b"".join(_rows_without(data, change))
        case PartOf.PRINTED:
            left = _with_words_changed(json.loads(data), change)
            return json.dumps(left, separators=(",", ":")).encode()
        case PartOf.FILE:
            found = holds(data, words)
            return None if found is None else b"" if found else data
    text = plain_text(data)
    if text is None or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = holds(data, words)
        return None if found is None else b"" if found else data
    left_over = change(text)
    return data if left_over == text else left_over.encode()


def _rows_without(data: bytes, change: Change) -> Iterator[bytes]:
    """Yield each row of a table after a change, as it is kept; a key is never blank."""
    tables: Mapping[str, Table] = {table.name: table for table in (*TABLES, *LOGGED)}
    for line in data.splitlines(keepends=True):
        name, row = json.loads(line)
        columns = {column.name: column for column in tables[name].columns}
        left = {key: _changed(columns[key], said, change) for key, said in row.items()}
        if left == row:
            yield line
        else:
            filled = {key: said for key, said in left.items() if said}
            yield json.dumps([name, filled], sort_keys=True).encode() + b"\n"


def _with_words_changed(value: Any, change: Change) -> Any:
    """Return what was printed after a change of its words."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_with_words_changed(one, change) for one in value]
    if isinstance(value, dict):
        return {
            k: one if k in _OF_PROGRAM else _with_words_changed(one, change)
            for k, one in value.items()
        }
    return value


# --- Taking it out --------------------------------------------------------------------------


def take_out(path: Path, going: Going, drafts: Sequence[Draft], expected: str) -> tuple[Entry, ...]:
    """Return the drafts as entries, after what goes has gone: all of it, or nothing.

    LogError says in a sentence why nothing was removed.
    """
    with opened(path) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        before = begin(connection, path, expected).entries
        for name in _guards():
            connection.execute(f"DROP TRIGGER {name}")
        bodies = ((body.decode(), number) for number, body in going.bodies.items())
        connection.executemany("UPDATE entries SET entry = ? WHERE number = ?", bodies)
        hashes = ((name,) for name in (*going.gone, *going.instead))
        connection.executemany("DELETE FROM contents WHERE sha256 = ?", hashes)
        keep(connection, going.instead.values())
        kept, entries = chained(drafts, before)
        add(connection, kept)
        for statement in _guards().values():
            connection.execute(statement)
        connection.execute("COMMIT")
        # What went is zeros by now; without room for a second file it stays so.
        with suppress(sqlite3.Error):
            connection.execute("VACUUM")
    return entries


def _guards() -> Mapping[str, str]:
    """Return the words that make each guard, by its name."""
    made = layout().items()
    return {name: words for name, words in made if words.startswith("CREATE TRIGGER")}
