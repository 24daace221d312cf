"""The pass over the lines: what each line begins, before anything in it is read.

CommonMark knows neither ``(1)`` nor ``a)`` nor ``(i)``, and takes a hyphen or a number in the
midst of a paragraph for a list. Here a line in the midst of a paragraph begins a list only where
the line before it ends with a colon or another item follows.

How items nest: by how far in they stand and, where that says nothing, by their marks.

Tables as typed: a row a line, the cells parted by upright strokes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto

from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.word.prose_inlines import Fault
from paperkit.word.values import Marker, Side

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


class Marked(Frozen):
    """The mark of an item: its kind, its number, how far in it stands, the words after it."""

    marker: Marker
    number: int
    indent: int
    words: str


class Lines(Frozen):
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


class _Chunk(Frozen):
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


DEEPEST = 3
_DEEPEST_BULLET = 2
_STEP = 2


class Level(Frozen):
    """A list that is open: its mark, how far in it stands, its last number."""

    marker: Marker
    indent: int
    number: int


Nest = tuple[Level, ...]


def nested(nest: Nest, item: Marked) -> Nest:
    """Return the lists that are open at an item, the one that it belongs to last."""
    own = Level(item.marker, item.indent, item.number)
    kept = tuple(level for level in nest if level.indent < item.indent + _STEP)
    if not kept or item.indent >= kept[-1].indent + _STEP:
        return (*kept, own)
    beside = [at for at, level in enumerate(kept) if item.indent < level.indent + _STEP]
    same = [at for at in beside if kept[at].marker is item.marker]
    if same:
        return (*kept[: same[-1]], own)
    if item.marker.rank > kept[-1].marker.rank:
        return (*kept, own)
    return (*kept[: beside[0]], own)


def faults(before: Nest, nest: Nest, item: Marked, *, after_blank: bool) -> Iterator[Fault]:
    """Yield what is wrong with where an item stands, and with its number."""
    bullets = sum(level.marker is Marker.BULLET for level in nest)
    if len(nest) > DEEPEST or bullets > _DEEPEST_BULLET:
        message = f"The item {quoted(item.words)} stands {len(nest)} lists deep."
        yield Fault("PK-725", message, item.words)
    ranks = [level.marker.rank for level in nest if level.marker is not Marker.BULLET]
    if ranks != sorted(set(ranks)):
        message = (
            f"The item {quoted(item.words)} is marked {item.marker.value} inside a list that "
            "is marked alike or deeper."
        )
        yield Fault("PK-725", message, item.words)
    yield from _skips(before, nest, item, after_blank)


def _skips(before: Nest, nest: Nest, item: Marked, after_blank: bool) -> Iterator[Fault]:
    depth = len(nest)
    if item.marker is Marker.BULLET or len(before) < depth:
        return
    last = before[depth - 1]
    begins_anew = item.number == 1 and after_blank
    if last.marker is item.marker and item.number != last.number + 1 and not begins_anew:
        message = f"The item {quoted(item.words)} does not have the number after the last one."
        yield Fault("PK-730", message, item.words)


CAPTION = "Table:"
_STROKE = re.compile(r"(?<!\\)\|")


def cells(line: str) -> tuple[str, ...]:
    """Return the cells of a row; a stroke after a backslash is no border."""
    inner = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    return tuple(cell.strip().replace("\\|", "|") for cell in _STROKE.split(inner))


def rows(block: Lines) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, its headings first, without the line of dashes."""
    return tuple(cells(line) for at, line in enumerate(block.lines) if at != 1)


def sides(block: Lines) -> tuple[Side, ...]:
    """Return where the words of each column stand, as the colons among the dashes say."""
    return tuple(_side(dashes) for dashes in cells(block.lines[1]))


def _side(dashes: str) -> Side:
    if dashes.endswith(":"):
        return Side.CENTRE if dashes.startswith(":") else Side.RIGHT
    return Side.LEFT


def is_row(line: str) -> bool:
    """Return whether a line looks like a row: a stroke at both of its ends."""
    return len(line.strip()) > 1 and line.strip()[0] == line.strip()[-1] == "|"


def ragged(block: Lines) -> str:
    """Return the first row that does not fit the headings, as typed; nothing where all do."""
    columns = len(cells(block.lines[0]))
    return next((line for line in block.lines if len(cells(line)) != columns), "")
