"""What YAML's parser says, in an officer's words: the line, what is wrong, one thing to do.

YAML as a tree in which every value is text with a place, as typed.

YAML guesses (``no`` is false, ``10:30`` is 630, ``1.10`` is 1.1), keeps the last of two equal
keys without a word, and lets one line stand for thousands. So the events of the parser are
read here, no type is guessed, and anchors, tags and equal keys are refused.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
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

from paperkit.container import formats
from paperkit.container.zips import content, sound
from paperkit.errors import ReadError
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen, replace
from paperkit.schema.records import Cell
from paperkit.schema.tree import Branch, Items, Leaf, Node

_QUOTE = "Put the whole value in double quotation marks."
_LINE_UP = "Line it up with the keys around it, with spaces, or put the value in quotation marks."


class _Wording(Frozen):
    """A piece of the parser's message, and what it means to somebody who typed the file."""

    piece: str
    words: str
    remedy: str


_WORDINGS = (
    _Wording(
        "'\\t' that cannot start",
        "a tab stands at the start of the line",
        "Use spaces instead of the tab.",
    ),
    _Wording(
        "cannot start any token", "a value begins with a sign that YAML keeps for itself", _QUOTE
    ),
    _Wording(
        "mapping values are not allowed",
        "a colon and a space stand inside a value, or the line is not lined up",
        _QUOTE,
    ),
    _Wording(
        "scanning a quoted scalar",
        "a quotation mark is opened and not closed",
        'Close it at the end of the value; inside a value in double marks write \\" for one.',
    ),
    _Wording(
        "could not find expected ':'",
        "a line is no key with a value",
        "Put a colon and a space after the key, or indent the line under the value it belongs to.",
    ),
    _Wording(
        "expected <block end>",
        "the line does not line up with those above, or words follow a closing mark",
        _LINE_UP,
    ),
    _Wording("parsing a flow", "a bracket is opened and not closed", _QUOTE),
    _Wording("scanning an alias", "'*' begins a value", _QUOTE),
    _Wording("scanning an anchor", "'&' begins a value", _QUOTE),
    _Wording("tag", "'!' begins a value", _QUOTE),
    _Wording(
        "scanning a block scalar",
        "words follow '|' or '>' on the same line",
        "Begin the text on the next line, indented.",
    ),
    _Wording("escape", "a backslash stands in double quotation marks", "Write it twice: \\\\."),
)
_OTHER = _Wording("", "the text cannot be understood from here on", _QUOTE)


def syntax_error(name: str, fault: yaml.MarkedYAMLError) -> ReadError:
    """Return the error for text that is no YAML, with its line and column."""
    said = f"{fault.context} {fault.problem}"
    wording = next((known for known in _WORDINGS if known.piece in said), _OTHER)
    mark = fault.problem_mark
    if wording.piece == "scanning a quoted scalar" and fault.context_mark:
        mark = fault.context_mark
    where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return ReadError(f"{quoted(name)}{where}: {wording.words}. {wording.remedy}")


def unreadable_character(name: str, fault: yaml.reader.ReaderError, text: str) -> ReadError:
    """Return the error for a control character, with its line."""
    line = text.count("\n", 0, fault.position) + 1
    code = fault.character if isinstance(fault.character, int) else ord(str(fault.character)[:1])
    return ReadError(
        f"{quoted(name)}, line {line}: it holds the character U+{code:04X}, which nobody can see. "
        f"Delete it, or type the line again."
    )


LARGEST = 5 * 1024 * 1024
DEEPEST = 20
# The data of 10,000 actions have some 160,000 values; the parser takes 50 microseconds for each.
MOST_VALUES = 200_000
# A row has some 40 keys, a file some 20 tables.
MOST_KEYS = 1_000
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
# Tabs, marks of byte order, tags, keys after question marks, question marks in or after brackets,
# and a comment right after the sign of a block: libyaml and the parser written in Python do not
# read these alike.
_TOLD_OTHERWISE = re.compile(
    r"[\t\ufeff]|(?:^|[\s\[{,:-])[?!]|[\[{][^\[\]{}?]*\?|[\]}][^\[\]{}?\n]*\?|[>|][-+0-9]*#",
    re.MULTILINE,
)
_LESS = "Move what papers do not need to another file."
_QUOTE_IT = "If it is part of the text, put the whole value in quotation marks."


class Composed(Frozen):
    """The tree of a file, and the values after which words stand that YAML does not read."""

    root: Node
    findings: tuple[Finding, ...]


def compose(path: Path) -> Composed:
    """Return the tree of a YAML file; ReadError where it is no YAML that can be read safely."""
    text = _text(path.name, content(path, LARGEST))
    return _quickly(path.name, text) or _carefully(path.name, text)


def _quickly(name: str, text: str) -> Composed | None:
    """Return the tree as libyaml reads it, many times as fast; None where it may differ.

    Whatever it refuses is read again, so that an officer is told the same on every machine.
    """
    quick = getattr(yaml, "CSafeLoader", None)
    if quick is None or _TOLD_OTHERWISE.search(text):
        return None
    try:
        return _Composer(name, text, quick).document()
    except (yaml.YAMLError, ReadError, UnicodeEncodeError):
        return None


def _carefully(name: str, text: str) -> Composed:
    try:
        return _Composer(name, text, yaml.SafeLoader).document()
    except yaml.reader.ReaderError as fault:
        raise unreadable_character(name, fault, text) from fault
    except yaml.MarkedYAMLError as fault:
        raise syntax_error(name, fault) from fault


def _text(name: str, data: bytes) -> str:
    """Return the text of a file in UTF-8, or UTF-16 with its mark."""
    if not data:
        raise ReadError(f"{quoted(name)} {formats.EMPTY.words}. {formats.EMPTY.way_out}")
    other = formats.of_binary(data)
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
        event = next(self._events)
        if isinstance(event, StreamEndEvent):
            return Composed(Leaf(Cell("", top)), ())
        root = self._node(next(self._events), top, 1)
        next(self._events)
        event = next(self._events)
        if isinstance(event, DocumentStartEvent):
            raise self._refused(event, "a second document begins. Take out the line '---'.")
        return Composed(root, tuple(self._findings))

    def _node(self, event: Event, place: Place, depth: int) -> Node:
        self._check(event, depth)
        self._values += 1
        if self._values > MOST_VALUES:
            raise self._refused(event, f"it holds more than {MOST_VALUES:,} values. {_LESS}")
        if isinstance(event, ScalarEvent):
            return self._leaf(event, place)
        if isinstance(event, SequenceStartEvent):
            return Items(place, tuple(self._items(place, depth)))
        return Branch(place, self._entries(depth))

    def _check(self, event: Event, depth: int) -> None:
        """Refuse what no officer needs and what can stand for more than it shows."""
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            sign = "*" if isinstance(event, AliasEvent) else "&"
            raise self._refused(event, f"{quoted(sign)} begins a value. {_QUOTE_IT}")
        if isinstance(event, NodeEvent) and getattr(event, "tag", None):
            raise self._refused(event, f"'!' begins a value. {_QUOTE_IT}")
        if depth > DEEPEST:
            raise self._refused(event, f"lists stand more than {DEEPEST} deep. Take some out.")

    def _leaf(self, event: ScalarEvent, place: Place) -> Leaf:
        # Where nothing stands, the two parsers name different lines: the key's own is told.
        here = replace(place, line=_line(event)) if event.value else place
        plain = not event.style
        blank = plain and event.value in _NOTHING
        if plain:
            self._note_comment(event, here)
        return Leaf(Cell("" if blank else event.value, here))

    def _note_comment(self, event: ScalarEvent, place: Place) -> None:
        comment = event.end_mark and _COMMENT.match(self._text, event.end_mark.index)
        if comment:
            message = f"{quoted(comment.group().strip())} was read as a comment, not as text."
            remedy = remedy_of("PK-110")
            found = Finding("PK-110", place, message, remedy, comment.group().strip())
            self._findings.append(found)

    def _items(self, place: Place, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), SequenceEndEvent):
            here = replace(place, line=_line(event))
            yield self._node(event, here, depth + 1)

    def _entries(self, depth: int) -> Mapping[str, Node]:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, depth)
            line = _line(event)
            if key in lines:
                raise self._refused(
                    event,
                    f"the key {quoted(key)} stands a second time (first in line {lines[key]}). "
                    f"Keep one of the two.",
                )
            if len(lines) == MOST_KEYS:
                raise self._refused(event, f"more than {MOST_KEYS:,} keys stand together. {_LESS}")
            lines[key] = line
            place = Place(self._name, line=line, field=key)
            entries[key] = self._node(next(self._events), place, depth + 1)
        return entries

    def _key(self, event: Event, depth: int) -> str:
        self._check(event, depth)
        if not isinstance(event, ScalarEvent):
            raise self._refused(
                event, "a bracket begins a key. Put a value with { } or [ ] in quotation marks."
            )
        return event.value

    def _refused(self, event: Event, words: str) -> ReadError:
        return ReadError(f"{quoted(self._name)}, line {_line(event)}: {words}")


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
