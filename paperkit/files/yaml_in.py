"""YAML files: the settings as a tree, and the Board's data as records."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from paperkit.container.formats import ReadFile
from paperkit.container.zips import sound
from paperkit.files.headings import Headings, headings_of, near_table, table_named
from paperkit.files.yaml_nodes import compose
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen, replace
from paperkit.schema.columns import Column, Table
from paperkit.schema.records import Cell, Record
from paperkit.schema.tree import Branch, Items, Leaf, Node


class _TableRead(Frozen):
    """The records of a table, and what was found in it."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


class _RowRead(Frozen):
    """The record of a row, if it is one, its keys that are not known, and what was found."""

    record: Record | None
    unknown: tuple[Place, ...]
    findings: tuple[Finding, ...]


def read_tree(path: Path) -> Node:
    """Return a settings file as a tree of keys, every value as typed, with its place.

    ReadError where the file is no YAML that can be read; a file without a key is a blank leaf.
    """
    return sound(path.name, partial(compose, path)).root


def read_tables(path: Path, tables: Sequence[Table]) -> ReadFile:
    """Return the records of every table in a YAML file.

    The file holds tables by name, each a list of rows; or it is named after one table and
    holds that table's list. ReadError where it is no YAML that can be read.
    """
    composed = sound(path.name, partial(compose, path))
    given = _given(path, composed.root, tables)
    if given is None:
        return ReadFile({}, (*composed.findings, _no_table(path, tables)))
    records: dict[str, tuple[Record, ...]] = {}
    findings = list(composed.findings)
    for name, node in given.items():
        table = table_named(name, tables)
        if table is None:
            findings.append(_unknown_table(name, node, tables))
            continue
        if table.name in records:
            findings.append(_twice(name, table, node))
            continue
        read = _table(table, node)
        records[table.name] = read.records
        findings += read.findings
    return ReadFile(records, tuple(findings))


def _given(path: Path, root: Node, tables: Sequence[Table]) -> Mapping[str, Node] | None:
    """Return the tables of a file by the names it uses; None where it holds none."""
    own = table_named(path.stem, tables)
    by_name = isinstance(root, Branch) and any(table_named(n, tables) for n in root.entries)
    if isinstance(root, Branch) and (by_name or own is None):
        return root.entries
    if own and not (isinstance(root, Leaf) and root.cell.typed):
        return {path.stem: root}
    return None


def _no_table(path: Path, tables: Sequence[Table]) -> Finding:
    names = ", ".join(table.name for table in tables)
    message = f"The file holds none of the tables {names}."
    remedy = "Begin each table with its name and a colon, and write its rows as a list under it."
    return Finding("PK-201", Place(path.name, line=1), message, remedy)


def _unknown_table(name: str, node: Node, tables: Sequence[Table]) -> Finding:
    near = near_table(name, tables)
    names = ", ".join(table.name for table in tables)
    remedy = f"Use one of these names: {names}."
    if near:
        remedy = f"Did you mean {near.name}? Correct the name."
    message = f"{quoted(name)} is no table of the Board's data, and was not read."
    place = replace(node.place, field=name)
    return Finding("PK-205", place, message, remedy, value=name)


def _twice(name: str, table: Table, node: Node) -> Finding:
    message = f"{quoted(name)} is the table {table.name} a second time; only the first was read."
    remedy = "Put all rows of the table under one name."
    return Finding("PK-204", node.place, message, remedy, value=name)


def _table(table: Table, node: Node) -> _TableRead:
    if isinstance(node, Leaf) and not node.cell.typed:
        return _TableRead((), ())
    if not isinstance(node, Items):
        message = f"Under {quoted(table.name)} a list of rows should stand."
        remedy = remedy_of("PK-207")
        return _TableRead((), (Finding("PK-207", node.place, message, remedy),))
    headings = headings_of(table)
    filled = [item for item in node.nodes if not _blank(item)]
    rows = [_row(headings, item) for item in filled]
    findings = [finding for row in rows for finding in row.findings]
    findings += _unknown_keys(headings, [place for row in rows for place in row.unknown])
    return _TableRead(tuple(row.record for row in rows if row.record), tuple(findings))


def _blank(node: Node) -> bool:
    return isinstance(node, Leaf) and not node.cell.typed.strip()


def _row(headings: Headings, node: Node) -> _RowRead:
    if not isinstance(node, Branch):
        words = quoted(node.cell.typed) if isinstance(node, Leaf) else "A list"
        message = f"{words} stands where a row of {headings.table.name} should."
        return _RowRead(None, (), (_finding("PK-208", node.place, message),))
    cells: dict[str, Cell] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    unknown: list[Place] = []
    for key, child in node.entries.items():
        column = headings.find(key)
        if column is None:
            unknown.append(replace(child.place, field=key))
        elif column.name in places:
            findings.append(_second_key(column, key, child, places[column.name]))
        else:
            places[column.name] = child.place
            findings += _fill(cells, column, child)
    if cells:
        shown = MappingProxyType(cells), MappingProxyType(places)
        return _RowRead(Record(node.place, *shown), tuple(unknown), tuple(findings))
    return _RowRead(None, (), (*findings, *_nothing_known(headings, node, unknown)))


def _fill(cells: dict[str, Cell], column: Column, node: Node) -> Iterator[Finding]:
    """Put the value of a key into the cells; yield a finding where it is of the wrong shape."""
    if isinstance(node, Leaf):
        if node.cell.typed.strip():
            cells[column.name] = node.cell
        return
    words = list(_words(node))
    cells[column.name] = Cell("\n".join(words), node.place)
    if column.many and isinstance(node, Items) and all(isinstance(n, Leaf) for n in node.nodes):
        if not words:
            del cells[column.name]
        return
    shape = "A list" if isinstance(node, Items) and not column.many else "More than a list"
    message = f"{shape} stands under {quoted(node.place.field)}, where one value belongs."
    yield _finding("PK-340", node.place, message)


def _words(node: Node) -> Iterator[str]:
    """Yield every value under a node, in order."""
    if isinstance(node, Leaf):
        if node.cell.typed.strip():
            yield node.cell.typed
        return
    children = node.nodes if isinstance(node, Items) else node.entries.values()
    for child in children:
        yield from _words(child)


def _second_key(column: Column, key: str, node: Node, first: Place) -> Finding:
    message = (
        f"{quoted(key)} and {quoted(first.field)} both stand for {column.name}; only "
        f"{quoted(first.field)} was read."
    )
    remedy = "Keep one of the two keys."
    return Finding("PK-213", node.place, message, remedy, key, "", (first,))


def _nothing_known(headings: Headings, node: Branch, unknown: list[Place]) -> list[Finding]:
    if not unknown:
        return []
    keys = ", ".join(place.field for place in unknown[:5])
    message = f"The row holds only keys that {headings.table.name} does not have: {keys}."
    return [_finding("PK-208", node.place, message)]


def _unknown_keys(headings: Headings, places: Sequence[Place]) -> list[Finding]:
    """Return one note that names every key of a table that was left alone."""
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.field, place)
    if not first:
        return []
    name = headings.table.name
    message = f"Left alone in {name}: {', '.join(quoted(key) for key in first)}."
    near = [(key, _near_key(headings, key)) for key in first]
    meant = [f"{quoted(key)} to {guess}" for key, guess in near if guess]
    remedy = "Nothing to do, unless one should be read: then give it the name paperkit knows."
    if meant:
        remedy = f"Change {', '.join(meant)}, if that was meant."
    return [
        Finding(
            "PK-212",
            next(iter(first.values())),
            message,
            remedy,
            others=tuple(first.values())[1:],
        )
    ]


def _near_key(headings: Headings, key: str) -> str:
    heading = headings.near(key)
    found = headings.find(heading) if heading else None
    return found.name if found else ""


def _finding(code: str, place: Place, message: str) -> Finding:
    return Finding(code, place, message)
