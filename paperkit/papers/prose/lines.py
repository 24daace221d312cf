"""The pass over the lines: what each line begins, before anything in it is read.

CommonMark knows neither ``(1)`` nor ``a)`` nor ``(i)``, and takes a hyphen or a number in the
midst of a paragraph for a list. Here a line in the midst of a paragraph begins a list only where
the line before it ends with a colon or another item follows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from paperkit.papers.blocks import Marker

_MARKED = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<bullet>[-•\uf0b7])|\((?P<number>\d{1,3})\)|(?P<letter>[a-z])\)"
    r"|\((?P<roman>x{0,3}(?:ix|iv|v?i{0,3}))\))[ \t]+(?P<words>\S.*)"
)
_SUBHEADING = re.compile(r"###[ \t]+(\S.*?)(?:[ \t]+###)?")
_NOTE = re.compile(r"\[\^([A-Za-z0-9]+)\]:[ \t]*(.*)")
_DASHES = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_ROMAN = {"i": 1, "v": 5, "x": 10}


class Kind(Enum):
    """What a line can begin."""

    PARAGRAPH = auto()
    SUBHEADING = auto()
    ITEM = auto()
    TABLE = auto()
    NOTE = auto()


@dataclass(frozen=True)
class Marked:
    """The mark of an item: its kind, its number, how far in it stands, the words after it."""

    marker: Marker
    number: int
    indent: int
    words: str


@dataclass(frozen=True)
class Lines:
    """The lines of one block as typed, and whether a blank line stands before them."""

    kind: Kind
    lines: tuple[str, ...]
    after_blank: bool

    @property
    def text(self) -> str:
        """Return the block as typed."""
        return "\n".join(self.lines)


def blocks_of(text: str) -> Iterator[Lines]:
    """Yield the blocks of a text, in order; every line but blank ones is in one of them."""
    chunk: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            chunk.append(line)
        else:
            yield from _parted(chunk)
            chunk = []


def _parted(lines: list[str]) -> Iterator[Lines]:
    kind, start = None, 0
    chunk = _chunk(lines)
    for at in range(len(lines)):
        begun = _begins(chunk, at, kind)
        if begun is not None:
            if kind is not None:
                yield Lines(kind, tuple(lines[start:at]), start == 0)
            kind, start = begun, at
    if kind is not None:
        yield Lines(kind, tuple(lines[start:]), start == 0)


@dataclass(frozen=True)
class _Chunk:
    """Lines between blank ones, the mark of each, and the last line that bears each mark."""

    lines: Sequence[str]
    marks: Sequence[Marked | None]
    last: Mapping[tuple[Marker, int], int]


def _chunk(lines: list[str]) -> _Chunk:
    marks = [marked(line) for line in lines]
    last = {(mark.marker, mark.number): at for at, mark in enumerate(marks) if mark}
    return _Chunk(lines, marks, last)


def _begins(chunk: _Chunk, at: int, within: Kind | None) -> Kind | None:
    """Return what a line begins; None where it goes on with what stands before it."""
    line = chunk.lines[at]
    if within is Kind.TABLE and "|" in line:
        return None
    if "|" in line and at + 1 < len(chunk.lines) and is_dashes(chunk.lines[at + 1]):
        return Kind.TABLE
    if _SUBHEADING.fullmatch(line):
        return Kind.SUBHEADING
    if _NOTE.fullmatch(line):
        return Kind.NOTE
    if _begins_item(chunk, at, within):
        return Kind.ITEM
    goes_on = within in (Kind.PARAGRAPH, Kind.ITEM, Kind.NOTE)
    return None if goes_on else Kind.PARAGRAPH


def _begins_item(chunk: _Chunk, at: int, within: Kind | None) -> bool:
    own = chunk.marks[at]
    if own is None:
        return False
    if within is not Kind.PARAGRAPH or chunk.lines[at - 1].rstrip().endswith(":"):
        return True
    following = own.number + (own.marker is not Marker.BULLET)
    return chunk.last.get((own.marker, following), at) > at


def is_dashes(line: str) -> bool:
    """Return whether a line is the one below a table's headings."""
    return "|" in line and bool(_DASHES.fullmatch(line))


def marked(line: str) -> Marked | None:
    """Return the mark of an item with which a line begins."""
    found = _MARKED.fullmatch(line)
    if found is None or found["roman"] == "":
        return None
    indent = len(found["indent"].expandtabs(4))
    marker, number = _number(found)
    return Marked(marker, number, indent, found["words"])


def _number(found: re.Match[str]) -> tuple[Marker, int]:
    if found["number"]:
        return Marker.NUMBER, int(found["number"])
    if found["letter"]:
        return Marker.LETTER, ord(found["letter"]) - ord("a") + 1
    if found["roman"]:
        return Marker.ROMAN, _roman(found["roman"])
    return Marker.BULLET, 0


def _roman(letters: str) -> int:
    worths = [_ROMAN[letter] for letter in letters]
    following = [*worths[1:], 0]
    return sum(-one if one < after else one for one, after in zip(worths, following, strict=True))


def subheading(line: str) -> str:
    """Return the words of a subheading's line."""
    found = _SUBHEADING.fullmatch(line)
    assert found is not None
    return found.group(1)


def note(block: Lines) -> tuple[str, str]:
    """Return the mark of a note, and its words."""
    found = _NOTE.fullmatch(block.lines[0])
    assert found is not None
    words = [found.group(2), *(line.strip() for line in block.lines[1:])]
    return found.group(1), "\n".join(words).strip()
