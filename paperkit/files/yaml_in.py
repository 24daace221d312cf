"""YAML files: the settings as a tree, and the Board's data as records; every value as typed.

YAML guesses (``no`` is false, ``10:30`` is 630, ``1.10`` is 1.1), keeps the last of two equal
keys silently, and lets one line mean thousands. So the events of the parser are
read here, no type is guessed, and anchors, tags and equal keys are refused. What the parser says
of a fault is put into an officer's words: the line, what is wrong, one thing to do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from paperkit.container.reading import EMPTY, SMALL, ReadFile, content, of_binary, sound
from paperkit.errors import ReadError
from paperkit.files.headings import Headings, headings_of, near_table, table_named
from paperkit.findings import Finding, Place, in_full, quoted
from paperkit.frozen import replace
from paperkit.schema.cleaning import in_curly_quotes, key_text
from paperkit.schema.columns import Cell, Column, Record, Table
from paperkit.schema.tree import Branch, Node, NodeList

LARGEST = 5 * 1024 * 1024
DEEPEST = 20
# The data of 10,000 actions have some 160,000 values; the parser takes 50 microseconds for each.
MOST_VALUES = 200_000
# A row has some 40 keys, a file some 20 tables.
MOST_KEYS = 1_000
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
# Tabs, marks of byte order, tags, keys after question marks, and a comment right after the sign of
# a block: libyaml and the parser written in Python do not read these alike. Nor do they question
# marks in or after brackets that hold a list or keys: those where a value begins, and not those of
# a name within a text, as {count} of 3.
_READ_OTHERWISE = re.compile(r"[\t\ufeff]|[?!](?<![^\s\[{,:-].)|[>|][-+0-9]*#")
_BEGINS = r"""(?:[\[&]|\{(?!\w+\}(?:["'.]| \w)))"""
_HOLDS = re.compile(
    rf"""^[ -]*(?:{_BEGINS}|["'][^\n]*[\[{{])|^(?! *#)(?:(?!: )[^\n])*: +{_BEGINS}""", re.MULTILINE
)
_ASKS_IN_BRACKETS = re.compile(r"[\[{][^\[\]{}?]*\?|[\]}][^\[\]{}?\n]*\?")
_LESS = "Move what papers do not need to another file."
_QUOTE_IT = "If it is part of the text, put the whole value in quotation marks."


def read_tree(path: Path) -> Node:
    """Return a settings file as a tree of keys, every value as typed, with its place.

    ReadError where the file is not YAML that can be read; a file without a key is a blank leaf.
    """
    return tree_of(path.name, content(path, LARGEST))


def tree_of(name: str, data: bytes) -> Node:
    """Return the tree of a settings file that is held in memory, as ``read_tree`` does."""
    root, _ = sound(name, partial(_once if len(data) <= SMALL else _composed, name, data))
    return root


def read_tables(path: Path, tables: Sequence[Table]) -> ReadFile:
    """Return the records of every table in a YAML file.

    The file holds tables by name, each a list of rows; or it is named after one table and
    holds that table's list. ReadError where it is not YAML that can be read.
    """
    return tables_of(path.name, content(path, LARGEST), tables)


def tables_of(file: str, data: bytes, tables: Sequence[Table]) -> ReadFile:
    """Return the records of a YAML file that is held in memory, as ``read_tables`` does."""
    root, found_first = sound(file, partial(_composed, file, data))
    own_name = PurePath(file).stem
    findings = list(found_first)
    names = ", ".join(table.name for table in tables)
    of_file = table_named(own_name, tables)
    by_name = isinstance(root, Branch) and any(table_named(n, tables) for n in root.entries)
    given: Mapping[str, Node] = {}
    if isinstance(root, Branch) and (by_name or of_file is None):
        given = root.entries
    elif of_file and not (isinstance(root, Cell) and root.typed):
        given = {own_name: root}
    else:
        message = f"The file holds none of the tables {names}."
        remedy = "Begin each table with its name and a colon, and write its rows as a list under "
        findings.append(Finding("PK-201", Place(file, line=1), message, f"{remedy}it."))
    records: dict[str, tuple[Record, ...]] = {}
    for name, node in given.items():
        table = table_named(name, tables)
        if table is None:
            near = near_table(name, tables)
            others = f"Use one of these names: {names}."
            remedy = f"Did you mean {near.name}? Correct the name." if near else others
            message = f"{quoted(name)} is not a table of the Board's data, and was not read."
            place = replace(node.place, field=name)
            findings.append(Finding("PK-205", place, message, remedy, value=name))
        elif table.name in records:
            again = f"{quoted(name)} is the table {table.name} a second time"
            message = f"{again}; only the first was read."
            remedy = "Put all rows of the table under one name."
            findings.append(Finding("PK-204", node.place, message, remedy, value=name))
        else:
            records[table.name], found = _table(table, node)
            findings += found
    return ReadFile(records, tuple(findings))


def _table(table: Table, node: Node) -> tuple[tuple[Record, ...], list[Finding]]:
    """Return the records of a table, and what was found in it."""
    if isinstance(node, Cell) and not node.typed:
        return (), []
    if not isinstance(node, NodeList):
        message = f"Under {quoted(table.name)} there should be a list of rows."
        return (), [Finding("PK-207", node.place, message)]
    headings = headings_of(table)
    records: list[Record] = []
    findings: list[Finding] = []
    unknown: dict[str, Place] = {}
    for row in node.nodes:
        if isinstance(row, Branch):
            record, found = _row(headings, row, unknown)
            records += [record] if record else []
            findings += found
        elif not isinstance(row, Cell) or key_text(row.typed):
            words = in_full(row.typed) if isinstance(row, Cell) else "A list"
            message = f"{words} is in the place of a row of {table.name}."
            findings.append(Finding("PK-208", row.place, message))
    if unknown:
        there = {name for record in records for name in record.cells}
        taken = [column for column in table.columns if column.name in there]
        misspelt = list(headings.misspelt(list(unknown.items()), taken, table.name))
        findings += misspelt
        for one in misspelt:
            del unknown[one.value]
    if unknown:
        findings.append(_unknown_keys(headings, unknown))
    return tuple(records), findings


def _row(
    headings: Headings, row: Branch, unknown: dict[str, Place]
) -> tuple[Record | None, list[Finding]]:
    """Return the record of a row, if it is one, and what was found.

    The keys of a record that are not known are added to ``unknown``, each with its first place.
    """
    cells: dict[str, Cell] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    strange: dict[str, Place] = {}
    for key, child in row.entries.items():
        column = headings.find(key)
        if column is None:
            strange[key] = replace(child.place, field=key)
        elif column.name in places:
            first = places[column.name]
            named = quoted(first.field)
            message = (
                f"{quoted(key)} and {named} both stand for {column.name}; only {named} was read."
            )
            remedy = "Keep one of the two keys."
            findings.append(Finding("PK-213", child.place, message, remedy, key, others=(first,)))
        else:
            places[column.name] = child.place
            cell, found = _cell(column, child)
            findings += found
            if cell:
                cells[column.name] = cell
    if cells:
        unknown |= strange | unknown
        return Record(row.place, MappingProxyType(cells), MappingProxyType(places)), findings
    if strange:
        keys = ", ".join(list(strange)[:5])
        message = f"The row holds only keys that {headings.table.name} does not have: {keys}."
        findings.append(Finding("PK-208", row.place, message))
    return None, findings


def _cell(column: Column, node: Node) -> tuple[Cell | None, list[Finding]]:
    """Return the cell under a key, None where it is blank, and a finding if its shape is wrong."""
    if isinstance(node, Cell):
        return (node if key_text(node.typed) else None), []
    words = list(_words(node))
    if column.many and isinstance(node, NodeList) and all(isinstance(n, Cell) for n in node.nodes):
        return (Cell("\n".join(words), node.place) if words else None), []
    shape = "A list" if isinstance(node, NodeList) and not column.many else "More than a list"
    message = f"{shape} is under {quoted(node.place.field)}, where one value belongs."
    return Cell("\n".join(words), node.place), [Finding("PK-340", node.place, message)]


def _words(node: Node) -> Iterator[str]:
    """Yield every value under a node, in order."""
    if isinstance(node, Cell):
        if key_text(node.typed):
            yield node.typed
        return
    for child in node.nodes if isinstance(node, NodeList) else node.entries.values():
        yield from _words(child)


def _unknown_keys(headings: Headings, unknown: Mapping[str, Place]) -> Finding:
    """Return one note that names every key of a table that was left alone."""
    named = ", ".join(quoted(key) for key in unknown)
    message = f"Left alone in {headings.table.name}: {named}."
    meant = ((key, headings.find(heading)) for key in unknown if (heading := headings.near(key)))
    changes = [f"{quoted(key)} to {column.name}" for key, column in meant if column]
    remedy = f"Change {', '.join(changes)}, if that was meant."
    if not changes:
        remedy = "Nothing to do, unless one should be read: then give it the name paperkit knows."
    first, *others = unknown.values()
    return Finding("PK-212", first, message, remedy, others=tuple(others))


# --- From text to a tree ------------------------------------------------------------------------

Composed = tuple[Node, tuple[Finding, ...]]
"""The tree of a file, and the values after which there are words that YAML does not read."""


def _composed(name: str, data: bytes) -> Composed:
    text = _text(name, data)
    return _quickly(name, text) or _carefully(name, text)


# The settings of packs and kinds are asked for by each paper that a process makes.
_once = lru_cache(maxsize=64)(_composed)


def _quickly(name: str, text: str) -> Composed | None:
    """Return the tree as libyaml reads it, many times as fast; None where it may differ.

    What it refuses is read again, so that an officer gets the same message on every machine.
    """
    quick = getattr(yaml, "CSafeLoader", None)
    if quick is None or _READ_OTHERWISE.search(text):
        return None
    if _ASKS_IN_BRACKETS.search(text) and _HOLDS.search(text):
        return None
    try:
        return _Composer(name, text, quick).document()
    except (yaml.YAMLError, ReadError, UnicodeEncodeError):
        return None


def _carefully(name: str, text: str) -> Composed:
    """Return the tree as the parser written in Python reads it; its errors can be explained."""
    try:
        return _Composer(name, text, yaml.SafeLoader).document()
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        char = fault.character
        code = char if isinstance(char, int) else ord(str(char)[:1])
        raise ReadError(
            f"{quoted(name)}, line {line}: it holds the character U+{code:04X}, which nobody can "
            f"see. Delete it, or type the line again."
        ) from fault
    except yaml.MarkedYAMLError as fault:
        raise _syntax_error(name, text, fault) from fault


def _text(name: str, data: bytes) -> str:
    """Return the text of a file in UTF-8, or UTF-16 with its mark."""
    if not data:
        raise ReadError(f"{quoted(name)} {EMPTY.words}. {EMPTY.way_out}")
    other = of_binary(data)
    if other:
        raise ReadError(
            f"{quoted(name)} {other.words}; YAML is plain text. Choose the YAML file, or give this "
            f"one its own ending."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sound(name, lambda: data.decode("utf-16"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = len(data[: fault.start].splitlines()) or 1
        raise ReadError(
            f"{quoted(name)}, line {line}, is saved in an old Windows encoding. Open it in "
            f"Notepad, choose File, Save As, with the encoding UTF-8, and try again."
        ) from fault


class _Composer:
    """Reads the events of one file, once, from first to last."""

    def __init__(self, name: str, text: str, loader: Any) -> None:
        self._name = name
        self._text = text
        self._events: Iterator[Event] = yaml.parse(text, Loader=loader)
        self._findings: list[Finding] = []
        self._values = 0

    def document(self) -> Composed:
        """Return the only document of the file."""
        top = Place(self._name, line=1)
        next(self._events)
        if isinstance(next(self._events), StreamEndEvent):
            return Cell("", top), ()
        root = self._node(next(self._events), top, 1)
        next(self._events)
        event = next(self._events)
        if isinstance(event, DocumentStartEvent):
            raise self._refused(event, "a second document begins. Take out the line '---'.")
        return root, tuple(self._findings)

    def _node(self, event: Event, place: Place, depth: int) -> Node:
        self._check(event, depth)
        self._values += 1
        if self._values > MOST_VALUES:
            raise self._refused(event, f"it holds more than {MOST_VALUES:,} values. {_LESS}")
        if isinstance(event, ScalarEvent):
            return self._leaf(event, place)
        if isinstance(event, SequenceStartEvent):
            return NodeList(place, tuple(self._items(place, depth)))
        return Branch(place, self._entries(depth))

    def _check(self, event: Event, depth: int) -> None:
        """Refuse what no officer needs and what can hold more than it shows."""
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            sign = "*" if isinstance(event, AliasEvent) else "&"
            raise self._refused(event, f"{quoted(sign)} begins a value. {_QUOTE_IT}")
        if isinstance(event, NodeEvent) and getattr(event, "tag", None):
            raise self._refused(event, f"'!' begins a value. {_QUOTE_IT}")
        if depth > DEEPEST:
            raise self._refused(event, f"lists are more than {DEEPEST} deep. Take some out.")

    def _leaf(self, event: ScalarEvent, place: Place) -> Cell:
        # Where there is nothing, the two parsers name different lines: the key's own is given.
        here = replace(place, line=_line(event)) if event.value else place
        if event.style:
            return Cell(event.value, here)
        comment = event.end_mark and _COMMENT.match(self._text, event.end_mark.index)
        if comment:
            words = comment.group().strip()
            message = f"{quoted(words)} was read as a comment, not as text."
            is_curly = event.value.startswith(_CURLY) and words.endswith(_CURLY)
            remedy = _STRAIGHTEN if is_curly else ""
            self._findings.append(Finding("PK-110", here, message, remedy, value=words))
        if in_curly_quotes(event.value):
            value = quoted(event.value)
            message = f"{value} begins and ends with quotation marks as Word types them."
            self._findings.append(Finding("PK-111", here, message, value=event.value))
        return Cell("" if event.value in _NOTHING else event.value, here)

    def _items(self, place: Place, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), SequenceEndEvent):
            yield self._node(event, replace(place, line=_line(event)), depth + 1)

    def _entries(self, depth: int) -> Mapping[str, Node]:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            self._check(event, depth)
            if not isinstance(event, ScalarEvent):
                words = "a bracket begins a key. Put a value with { } or [ ] in quotation marks."
                raise self._refused(event, words)
            key, line = event.value, _line(event)
            if key in lines:
                raise self._refused(
                    event,
                    f"the key {quoted(key)} is there a second time (first in line {lines[key]}). "
                    f"Keep one of the two.",
                )
            if len(lines) == MOST_KEYS:
                raise self._refused(event, f"more than {MOST_KEYS:,} keys are together. {_LESS}")
            lines[key] = line
            place = Place(self._name, line=line, field=key)
            entries[key] = self._node(next(self._events), place, depth + 1)
        return entries

    def _refused(self, event: Event, words: str) -> ReadError:
        return ReadError(f"{quoted(self._name)}, line {_line(event)}: {words}")


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


# --- Faults in an officer's words ---------------------------------------------------------------

_QUOTE = "Put the whole value in double quotation marks."
_CURLY = ("“", "”", "„", "‘", "’")
_STRAIGHTEN = (
    "Quotation marks as Word types them do not count: "
    'type straight ones (") around the whole value.'
)
_LINE_UP = "Line it up with the keys around it, with spaces, or put the value in quotation marks."
# A piece of the parser's message, what it means to somebody who typed the file, and a remedy.
_FAULTS = (
    (
        "'\\t' that cannot start",
        "a tab is at the start of the line",
        "Use spaces instead of the tab.",
    ),
    ("cannot start any token", "a value begins with a sign that YAML keeps for itself", _QUOTE),
    (
        "mapping values are not allowed",
        "a colon and a space are inside a value, or the line is not lined up",
        _QUOTE,
    ),
    (
        "scanning a quoted scalar",
        "a quotation mark is opened and not closed",
        'Close it at the end of the value; inside a value in double marks write \\" for one.',
    ),
    (
        "could not find expected ':'",
        "a line is not a key with a value",
        "Put a colon and a space after the key, or indent the line under the value it belongs to.",
    ),
    (
        "expected <block end>",
        "the line does not line up with those above, or words follow a closing mark",
        _LINE_UP,
    ),
    ("but got ':'", "a colon and a space are inside a value", _QUOTE),
    ("parsing a flow", "a bracket is opened and not closed", _QUOTE),
    ("scanning an alias", "'*' begins a value", _QUOTE),
    ("scanning an anchor", "'&' begins a value", _QUOTE),
    ("tag", "'!' begins a value", _QUOTE),
    (
        "scanning a block scalar",
        "words follow '|' or '>' on the same line",
        "Begin the text on the next line, indented.",
    ),
    ("escape", "a backslash is in double quotation marks", "Write it twice: \\\\."),
    ("", "the text cannot be understood from here on", _QUOTE),
)


def _syntax_error(name: str, text: str, fault: yaml.MarkedYAMLError) -> ReadError:
    """Return the error for text that is not YAML, with its line and column."""
    said = f"{fault.context} {fault.problem}"
    piece, words, remedy = next(known for known in _FAULTS if known[0] in said)
    mark = fault.problem_mark
    if piece == "scanning a quoted scalar" and fault.context_mark:
        mark = fault.context_mark
    # A fault at the end of the text is on a line that is not there, so the line goes by its place.
    if mark and remedy == _QUOTE and _opens_curly(text[: mark.index].rpartition("\n")[2]):
        remedy = _STRAIGHTEN
    where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return ReadError(f"{quoted(name)}{where}: {words}. {remedy}")


def _opens_curly(before: str) -> bool:
    """Return whether a value on the line begins with a quotation mark as Word types it, up to here.

    Somebody who typed it takes the value for one in quotation marks already.
    """
    return any(
        char in _CURLY and before[:at].rstrip(" ")[-1:] in (":", "-", ",", "[", "{")
        for at, char in enumerate(before)
    )
