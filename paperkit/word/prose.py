"""Long text: from a cell's small Markdown to the blocks of a page, and what is wrong with it.

The lines are read first, before anything in them. CommonMark knows neither ``(1)`` nor ``a)`` nor
``(i)``, and takes a hyphen or a number in the midst of a paragraph for a list. Here a line in the
midst of a paragraph begins a list only where the line before it ends with a colon or another item
follows. How items nest shows in how far in they are and, where that says nothing, in their marks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache

from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.word.values import (
    LABEL_PATTERN,
    Block,
    CrossReference,
    Inlines,
    ListItem,
    ListMarker,
    Paragraph,
    Prose,
    ProseTable,
    Side,
    Subheading,
    inlines,
    labels,
)

_MOST_WORDS = 500  # in a paragraph
_MOST_LISTS, _MOST_BULLETS = 3, 2  # one within the other
_STEP = 2  # columns by which an item is further in than the one above it
_CAPTION = "Table:"

_MARKED = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<bullet>[-•\uf0b7])|\((?P<number>\d{1,3})\)|(?P<letter>[a-z])\)"
    r"|\((?P<roman>x{0,3}(?:ix|iv|v?i{0,3}))\))[ \t]+(?P<words>\S.*)"
)
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMANS = tuple(tens + ones for tens in ("", "x", "xx", "xxx") for ones in _ONES)
_SUBHEADING = re.compile(r"###[ \t]+(\S.*?)(?:[ \t]+###)?")
_NOTE = re.compile(r"\[\^([A-Za-z0-9]+)\]:[ \t]*(.*)")
_DASHES = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_ROW = re.compile(r"\s*\|.*\|\s*")
_LABEL = re.compile(rf"\{{#({LABEL_PATTERN})\}}[ \t]*$")
_HEADING = re.compile(r"#{1,6}[ \t]+\S.*|#{2,6}(?:[^#\s].*)?")
_LIKE_A_LIST = re.compile(
    r"[ \t]*(?:\d{1,2}[.)]|\([a-z]\)|[ivx]+[.)]|[a-z]\.|[*+–—▪◦])[ \t]+(?=\S).*"
)
# What is left in words that were taken as plain: marks that no reader of them understood.
_UNCLOSED = re.compile(r"\S{0,20}\*\*\S{0,20}|(?<!\w)__\S{0,20}|\S{0,20}__(?!\w)")
_LEFT_LINK = re.compile(r"!?(?:\[[^\[\]\n]{0,40})?\]\([^()\n]{0,60}\)?")
_LEFT_NOTE = re.compile(r"\[\^[^\]\n]{0,20}\]?:?")
_LEFT_LABEL = re.compile(r"\{#[^}\n]{0,40}\}?")
_FOREIGN = re.compile(
    r"</?(?:a|b|br|div|em|hr|i|li|ol|p|span|strong|u|ul)(?:\s[^<>\n]*)?/?>"
    r"|`[^`\n]+`|~~\S|(?m:^\s{0,3}>\s|^\s*(?:={3,}|-{3,})\s*$)"
)


class Fault(Frozen):
    """What is wrong, with the words as typed; the cell's place is known to the caller."""

    code: str
    message: str
    value: str = ""


Faults = tuple[Fault, ...]


class ReadText(Frozen):
    """The blocks of a text or of some of its lines, what was noticed, its notes' marks."""

    blocks: tuple[Block, ...]
    faults: Faults = ()
    notes: tuple[str, ...] = ()


class _ReadWords(Frozen):
    """The words of one paragraph, what was noticed, and which notes they have marks for."""

    words: Inlines
    faults: Faults
    notes: tuple[str, ...] = ()


class _Kind(Enum):
    """What a line can begin."""

    PARAGRAPH = auto()
    SUBHEADING = auto()
    ITEM = auto()
    TABLE = auto()
    NOTE = auto()


class _Lines(Frozen):
    """The lines of one block as typed, whether a blank line is before them, a table's caption."""

    kind: _Kind
    lines: tuple[str, ...]
    after_blank: bool
    caption: str = ""

    @property
    def text(self) -> str:
        """Return the block as typed."""
        return "\n".join(self.lines)


class _Mark(Frozen):
    """The mark of an item: its kind, its number, how far in it is, the words after it."""

    marker: ListMarker
    number: int
    indent: int
    words: str


_Nest = tuple[_Mark, ...]
"""The lists that are open, the outermost first, each by the mark of its last item."""


def prose(*texts: str) -> Prose:
    """Return texts as a page shows them, one after the other. What is wrong stays as typed."""
    return Prose(tuple(block for text in texts for block in read(text).blocks))


@lru_cache(maxsize=10_000)  # a text is checked, then shown, at times in more than one paper
def read(text: str) -> ReadText:
    """Return the blocks of one cell, and what is wrong with its marks."""
    lines = list(_lines_of(text))
    typed = [(*_note(block), block.text) for block in lines if block.kind is _Kind.NOTE]
    notes: dict[str, Inlines] = {}
    faults: list[Fault] = []
    for mark, words, _ in typed:
        made = _read_words(words, {})  # notes have no notes of their own
        notes.setdefault(mark, made.words)
        faults += made.faults
    body = _with_captions(block for block in lines if block.kind is not _Kind.NOTE)
    pieces = list(_pieces(body, {mark: words for mark, words in notes.items() if words}))
    used = {mark for piece in pieces for mark in piece.notes}
    seen: set[str] = set()
    for mark, words, as_typed in typed:
        # A note that no mark leads to, or whose mark has two: its words are not lost.
        if mark not in used or mark in seen or not words:
            wrong = "has a note already" if mark in seen else "is not in this text"
            message = f"The mark [^{mark}] of the note {quoted(words)} {wrong}."
            pieces.append(ReadText((as_typed,), (Fault("PK-727", message, as_typed),)))
        seen.add(mark)
    faults += [fault for piece in pieces for fault in piece.faults]
    paragraphs = [block for block in body if block.kind is _Kind.PARAGRAPH]
    listed = [line for p in paragraphs for line in p.lines if _LIKE_A_LIST.fullmatch(line)]
    if len(listed) > 1:
        first = quoted(listed[0].strip())
        message = f"{len(listed)} lines look like a list, the first {first}."
        faults.append(Fault("PK-729", message, listed[0]))
    return ReadText(tuple(block for piece in pieces for block in piece.blocks), tuple(faults))


def _lines_of(text: str) -> Iterator[_Lines]:
    """Yield the blocks of a text, in order; every line but blank ones is in one of them."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            lines.append(line)
        else:
            yield from _parted(lines)
            lines = []


def _parted(lines: list[str]) -> Iterator[_Lines]:
    """Yield the blocks of lines that no blank line parts."""
    marks = [_marked(line) for line in lines]
    last = {(mark.marker, mark.number): at for at, mark in enumerate(marks) if mark}
    kind, start = None, 0
    for at, line in enumerate(lines):
        mark = marks[at]
        begins_item = mark is not None
        if mark is not None and kind is _Kind.PARAGRAPH:
            following = mark.number + (mark.marker is not ListMarker.BULLET)
            is_followed = last.get((mark.marker, following), at) > at
            begins_item = is_followed or lines[at - 1].rstrip().endswith(":")
        if kind is _Kind.TABLE and "|" in line:
            continue
        if "|" in line and at + 1 < len(lines) and _is_dashes(lines[at + 1]):
            begun = _Kind.TABLE
        elif _SUBHEADING.fullmatch(line):
            begun = _Kind.SUBHEADING
        elif _NOTE.fullmatch(line):
            begun = _Kind.NOTE
        elif begins_item:
            begun = _Kind.ITEM
        elif kind in (_Kind.PARAGRAPH, _Kind.ITEM, _Kind.NOTE):
            continue
        else:
            begun = _Kind.PARAGRAPH
        if kind is not None:
            yield _Lines(kind, tuple(lines[start:at]), start == 0)
        kind, start = begun, at
    if kind is not None:
        yield _Lines(kind, tuple(lines[start:]), start == 0)


def _is_dashes(line: str) -> bool:
    """Return whether a line is the one below a table's headings."""
    return "|" in line and bool(_DASHES.fullmatch(line))


def _marked(line: str) -> _Mark | None:
    """Return the mark of an item with which a line begins."""
    found = _MARKED.fullmatch(line)
    if found is None or found["roman"] == "":
        return None
    marker, number = ListMarker.BULLET, 0
    if found["number"]:
        marker, number = ListMarker.NUMBER, int(found["number"])
    elif found["letter"]:
        marker, number = ListMarker.LETTER, ord(found["letter"]) - ord("a") + 1
    elif found["roman"]:
        marker, number = ListMarker.ROMAN, _ROMANS.index(found["roman"])
    return _Mark(marker, number, len(found["indent"].expandtabs(4)), found["words"])


def _note(block: _Lines) -> tuple[str, str]:
    """Return the mark of a note, and its words."""
    found = _NOTE.fullmatch(block.lines[0])
    assert found is not None
    words = [found.group(2), *(line.strip() for line in block.lines[1:])]
    return found.group(1), "\n".join(words).strip()


def _with_captions(lines: Iterable[_Lines]) -> list[_Lines]:
    """Return the blocks, a table with the words of the caption line before it."""
    found: list[_Lines] = []
    for block in lines:
        before = found[-1] if found else None
        if before and before.kind is _Kind.PARAGRAPH and len(before.lines) == 1:
            is_table = block.kind is _Kind.TABLE and not _ragged(block)
            if is_table and before.text.startswith(_CAPTION):
                caption = before.text.removeprefix(_CAPTION).strip()
                found[-1] = replace(block, caption=caption)
                continue
        found.append(block)
    return found


def _pieces(body: Iterable[_Lines], notes: Mapping[str, Inlines]) -> Iterator[ReadText]:
    nest: _Nest = ()
    for block in body:
        before, nest = nest, ()
        if block.kind is _Kind.ITEM:
            mark = _marked(block.lines[0])
            assert mark is not None
            nest = _nested(before, mark)
            yield _item(block, before, nest, notes)
        elif block.kind is _Kind.TABLE:
            yield _table(block, notes)
        elif block.kind is _Kind.SUBHEADING:
            found = _SUBHEADING.fullmatch(block.text)
            assert found is not None
            words, label = _labelled(found.group(1))
            made = _read_words(words, notes)
            yield ReadText((Subheading(made.words, label),), made.faults, made.notes)
        else:
            yield _paragraph(block, notes)


def _labelled(text: str) -> tuple[str, str]:
    """Return a text without the name at its end, and the name. A name alone names nothing."""
    found = _LABEL.search(text)
    words = text[: found.start()].rstrip() if found else ""
    return (words, found.group(1).lower()) if found and words else (text, "")


def _paragraph(block: _Lines, notes: Mapping[str, Inlines]) -> ReadText:
    words, label = _labelled(block.text)
    made = _read_words(words, notes)
    faults = [*made.faults]
    for line in block.lines:
        if _HEADING.fullmatch(line):
            message = f"{quoted(line)} is not a subheading of a section."
            faults.append(Fault("PK-724", message, line))
    rows = [line for line in block.lines if _is_dashes(line) or _ROW.fullmatch(line)]
    if len(rows) > 1 or any(map(_is_dashes, rows)):
        message = f"The rows that begin with {quoted(rows[0])} have no line of dashes below them."
        faults.append(Fault("PK-726", message, block.text))
    faults += _too_long(block.text)
    if not label and len(made.words) == 1 and isinstance(made.words[0], str):
        return ReadText((made.words[0],), tuple(faults))
    return ReadText((Paragraph(made.words, label),), tuple(faults), made.notes)


def _too_long(text: str) -> Iterator[Fault]:
    words = len(text.split())
    if words > _MOST_WORDS:
        message = f"The paragraph that begins {quoted(text[:40])} has {words:,} words."
        yield Fault("PK-728", message, text[:40])


def _nested(nest: _Nest, item: _Mark) -> _Nest:
    """Return the lists that are open at an item, the one that it belongs to last."""
    kept = tuple(level for level in nest if level.indent < item.indent + _STEP)
    if not kept or item.indent >= kept[-1].indent + _STEP:
        return (*kept, item)
    beside = [at for at, level in enumerate(kept) if item.indent < level.indent + _STEP]
    same = [at for at in beside if kept[at].marker is item.marker]
    if not same and item.marker.rank > kept[-1].marker.rank:
        return (*kept, item)
    return (*kept[: same[-1] if same else beside[0]], item)


def _item(block: _Lines, before: _Nest, nest: _Nest, notes: Mapping[str, Inlines]) -> ReadText:
    """Return an item, and what is wrong with where it is and with its number.

    ``before`` are the lists that were open before it, ``nest`` those that are open with it.
    """
    mark, depth = nest[-1], len(nest)
    lines = (mark.words, *(line.strip() for line in block.lines[1:]))
    words, label = _labelled("\n".join(lines))
    made = _read_words(words, notes)
    faults = [*made.faults]
    ranks = [level.marker.rank for level in nest if level.marker is not ListMarker.BULLET]
    if depth > _MOST_LISTS or depth - len(ranks) > _MOST_BULLETS:
        message = f"The item {quoted(mark.words)} stands {depth} lists deep."
        faults.append(Fault("PK-725", message, mark.words))
    if ranks != sorted(set(ranks)):
        message = (
            f"The item {quoted(mark.words)} is marked {mark.marker.value} inside a list that "
            "is marked alike or deeper."
        )
        faults.append(Fault("PK-725", message, mark.words))
    last = before[depth - 1] if len(before) >= depth else None
    if last and last.marker is mark.marker and mark.marker is not ListMarker.BULLET:
        begins_anew = mark.number == 1 and block.after_blank
        if mark.number != last.number + 1 and not begins_anew:
            message = f"The item {quoted(mark.words)} does not have the number after the last one."
            faults.append(Fault("PK-730", message, mark.words))
    faults += _too_long(words)
    found = ListItem(made.words, mark.marker, depth, mark.number, label)
    return ReadText((found,), tuple(faults), made.notes)


def _table(block: _Lines, notes: Mapping[str, Inlines]) -> ReadText:
    head, dashes, *rest = map(_cells, block.lines)
    wrong = _ragged(block)
    if wrong:
        message = f"The row {quoted(wrong)} does not have {len(head)} cells, as the first row has."
        return ReadText((block.text,), (Fault("PK-726", message, wrong),))
    caption, label = _labelled(block.caption)
    above = _read_words(caption, notes)
    rows = [[_read_words(cell, notes) for cell in row] for row in (head, *rest)]
    sides = tuple(
        Side.LEFT if not cell.endswith(":") else Side.CENTRE if cell[0] == ":" else Side.RIGHT
        for cell in dashes
    )
    words = tuple(tuple(cell.words for cell in row) for row in rows)
    every = [above, *(cell for row in rows for cell in row)]
    faults = tuple(fault for cell in every for fault in cell.faults)
    marks = tuple(mark for cell in every for mark in cell.notes)
    return ReadText((ProseTable(words, sides, above.words, label),), faults, marks)


def _cells(line: str) -> tuple[str, ...]:
    """Return the cells of a row; a stroke after a backslash is no border."""
    inner = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner))


def _ragged(table: _Lines) -> str:
    """Return the first row that does not fit the headings, as typed; nothing where all do."""
    columns = len(_cells(table.lines[0]))
    return next((line for line in table.lines if len(_cells(line)) != columns), "")


def _read_words(text: str, notes: Mapping[str, Inlines]) -> _ReadWords:
    """Return a paragraph's words. ``notes`` are those of its cell, by their marks."""
    if not any(sign in text for sign in "*_[\\"):
        return _ReadWords((text,) if text else (), tuple(_left_marks(text)))
    # Slow to import, and needed only where a text has a mark.
    from paperkit.word.prose_inlines import read_marks

    marked = read_marks(text, notes)
    faults = []
    for title in marked.titles:
        message = f"The words {quoted(title)} in the brackets of a link would not be printed."
        faults.append(Fault("PK-721", message, title))
    faults += [fault for words in marked.literal for fault in _left_marks(words)]
    return _ReadWords(marked.words, tuple(faults), marked.notes)


def _left_marks(text: str) -> Iterator[Fault]:
    """Yield what is left in a stretch that was taken as plain words."""
    for held in dict.fromkeys(_UNCLOSED.findall(text)):
        message = f"In {quoted(held)} a mark for bold has no other to close it."
        yield Fault("PK-720", message, held)
    for held in _LEFT_LINK.findall(text):
        message = f"{quoted(held)} is not a link or picture that papers have."
        yield Fault("PK-721", message, held)
    for held in _LEFT_NOTE.findall(text):
        message = f"{quoted(held.removesuffix(':'))} has no note in this text."
        yield Fault("PK-727", message, held)
    for held in _LEFT_LABEL.findall(text):
        message = f"{quoted(held)} is not a name at the end of a paragraph."
        yield Fault("PK-723", message, held)
    for held in _FOREIGN.findall(text):
        message = f"The text holds {quoted(held.strip())}, which is printed as typed."
        yield Fault("PK-731", message, held)


class ProseCell(Frozen):
    """One cell of long text, its place, and who wrote it where the data say so."""

    text: str
    place: Place
    person: str = ""


def check_prose(
    cells: Iterable[ProseCell], known: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return what is wrong with the long text of one paper, in the codes PK-720 onwards.

    ``known`` are the names, in small letters, that the paper gives outside its long text, such as
    those of its appendices.
    """
    texts = [(cell, read(cell.text)) for cell in cells]
    faults = [(cell, fault) for cell, text in texts for fault in text.faults]
    named = set(known)
    for cell, text in texts:
        for label in labels(text.blocks):
            if label in named:
                message = f"The name {quoted('{#' + label + '}')} stands in the paper twice."
                faults.append((cell, Fault("PK-723", message, label)))
            named.add(label)
    for cell, text in texts:
        for inline in inlines(text.blocks):
            if isinstance(inline, CrossReference) and inline.label not in named:
                message = f"The reference to {quoted('#' + inline.label)} leads to nothing."
                faults.append((cell, Fault("PK-722", message, inline.label)))
    return tuple(
        Finding(fault.code, cell.place, fault.message, value=fault.value, person=cell.person)
        for cell, fault in faults
    )
