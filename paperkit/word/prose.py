"""Long text: from a cell's small Markdown to the blocks of a page, and what is wrong with it.

The lines are read first, before anything in them. CommonMark knows neither ``(1)`` nor ``a)`` nor
``(i)``, and takes a hyphen or a number in the midst of a paragraph for a list. Here a line in the
midst of a paragraph begins a list only where the line before it ends with a colon or another item
follows. How items nest shows in how far in they are and, where that says nothing, in their marks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import groupby, product, zip_longest

from paperkit.findings import NOWHERE, Finding, Place, how_many, quoted
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
    plain,
)

_MOST_WORDS = 500  # in a paragraph
_MOST_LISTS, _MOST_BULLETS = 3, 2  # one within the other
_STEP = 2  # columns by which an item is further in than the one above it
_CAPTION = "Table:"
NO_NUMBER = "(no number)"

_MARKED = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<bullet>[-•\uf0b7])|\((?P<number>\d{1,3})\)|(?P<letter>[a-z])\)"
    r"|\((?P<roman>x{0,3}(?:ix|iv|v?i{0,3}))\))[ \t]+(?P<words>\S.*)"
)
_ROMANS = tuple(
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
)
# How the mark of each list with numbers counts.
_ORDINALS: Mapping[str, tuple[ListMarker, Callable[[str], int]]] = {
    "number": (ListMarker.NUMBER, int),
    "letter": (ListMarker.LETTER, lambda letter: ord(letter) - ord("a") + 1),
    "roman": (ListMarker.ROMAN, _ROMANS.index),
}
_UNNUMBERED = re.compile(rf"{re.escape(NO_NUMBER)}\s*(?=\S)", re.IGNORECASE)
_SUBHEADING = re.compile(r"###[ \t]+(\S.*)")
_NOTE = re.compile(r"^\[\^([A-Za-z0-9]+)\]:[ \t]*(.*)$")
_DASHES = re.compile(":?-+:?")
_ROW = re.compile(r"\s*\|.*\|\s*")
_LABEL = re.compile(rf"\{{#({LABEL_PATTERN})\}}[ \t]*$")
_HEADING = re.compile(r"#{1,6}[ \t]+\S.*|#{2,6}(?:[^#\s].*)?")
_LIKE_A_LIST = re.compile(
    r"[ \t]*(?:\d{1,2}[.)]|\([a-z]\)|[ivx]+[.)]|[a-z]\.|[*+–—▪◦])[ \t]+(?=\S).*"
)
# Without one of these nothing in a text is marked.
_MARKS = re.compile(r"(?s:\*.*\*|_.*_)|\]\(|\[\^|\\[*_#(|-]")
# What is left in words that were taken as plain: marks that no reader of them understood. A
# message shows what is in the brackets of a pattern where it has such, else all that was found.
_LEFT = (
    (
        "PK-720",
        re.compile(r"\S{0,20}\*\*\S{0,20}|(?<!\w)__\S{0,20}|\S{0,20}__(?!\w)"),
        "{} has only one of the two marks that bold needs.",
    ),
    (
        "PK-721",
        re.compile(r"!?(?:\[[^\[\]\n]{0,40})?\]\([^()\n]{0,60}\)?"),
        "{} is not a link that works.",
    ),
    ("PK-727", re.compile(r"(\[\^[^\]\n]{0,20}\]?):?"), "{} has no note in this text."),
    (
        "PK-723",
        re.compile(r"\{#[^}\n]{0,40}\}?"),
        "{} is not a name at the end of a paragraph.",
    ),
    (
        "PK-731",
        re.compile(
            r"</?(?:a|b|br|div|em|hr|i|li|ol|p|span|strong|u|ul)(?:\s[^<>\n]*)?/?>"
            r"|`[^`\n]+`|~~\S|(?m:^\s{0,3}(>)\s|^\s*(={3,}|-{3,})\s*$)"
        ),
        "{} would be printed as typed.",
    ),
    (
        "PK-520",
        re.compile(
            r"(?i:[(\[] ?(?:no numbers?|not? numbered|un-?numbered|without (?:a )?number) ?[)\]])"
        ),
        f"{{}} would be printed: '{NO_NUMBER}' only works at the start of a paragraph.",
    ),
)


class ReadText(Frozen):
    """The blocks of a text, and what was noticed in it, without the cell's place."""

    blocks: tuple[Block, ...]
    faults: tuple[Finding, ...]


# What a line can begin.
_Kind = Enum("_Kind", ["PARAGRAPH", "SUBHEADING", "ITEM", "TABLE", "NOTE"])


class _Lines(Frozen):
    """The lines of one block as typed, and whether a blank line is before them."""

    kind: _Kind
    lines: tuple[str, ...]
    after_blank: bool

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


# The lists that are open, the outermost first, each by the mark of its last item.
_Nest = tuple[_Mark, ...]


class _Reading(Frozen):
    """The notes of a text by their marks; what is noticed, and which notes are used, so far."""

    notes: Mapping[str, Inlines]
    faults: list[Finding]
    used: set[str]

    def fault(self, code: str, message: str, value: str) -> None:
        """Keep what is wrong."""
        self.faults.append(Finding(code, NOWHERE, message, value=value))

    def words(self, text: str) -> Inlines:
        """Return the words of a paragraph; those of its marks that are not understood stay."""
        words: Inlines = (text,) if text else ()
        literal = [text]
        if _MARKS.search(text):
            # Slow to import, and needed only where a text has a mark.
            from paperkit.word.prose_inlines import read_marks

            words, literal, marks, titles = read_marks(text, self.notes)
            self.used.update(marks)
            for title in titles:
                message = (
                    f"The words {quoted(title)} in the brackets of a link would not be printed."
                )
                self.fault("PK-721", message, title)
        for stretch, (code, pattern, wrong) in product(literal, _LEFT):
            for found in pattern.finditer(stretch):
                shown = quoted(found[found.lastindex or 0])
                self.fault(code, wrong.format(shown), found.group())
        return words

    def too_long(self, text: str) -> None:
        """Notice a paragraph of too many words."""
        count = len(text.split())
        if count > _MOST_WORDS:
            message = f"The paragraph that begins {quoted(text[:40])} has {count:,} words."
            self.fault("PK-728", message, text[:40])


def prose(*texts: str) -> Prose:
    """Return texts as a page shows them, one after the other. What is wrong stays as typed."""
    return Prose(tuple(block for text in texts for block in read(text).blocks))


@lru_cache(maxsize=10_000)  # a text is checked, then shown, at times in more than one paper
def read(text: str) -> ReadText:
    """Return the blocks of one cell, and what is wrong with its marks."""
    lines = list(_lines_of(text))
    typed = []
    notes: dict[str, Inlines] = {}
    of_notes = _Reading({}, [], set())  # notes have no notes of their own
    for block in lines:
        if block.kind is _Kind.NOTE:
            mark, first = _NOTE.findall(block.lines[0])[0]
            words = "\n".join((first, *map(str.strip, block.lines[1:]))).strip()
            typed.append((mark, words, block.text))
            notes.setdefault(mark, of_notes.words(words))
    reading = _Reading({mark: it for mark, it in notes.items() if it}, of_notes.faults, set())
    body = [block for block in lines if block.kind is not _Kind.NOTE]
    blocks = list(_blocks(body, reading))
    seen: set[str] = set()
    for mark, words, as_typed in typed:
        # A note that no mark leads to, or whose mark has two: its words are not lost.
        if mark not in reading.used or mark in seen or not words:
            blocks.append(as_typed)
            wrong = "has a note already" if mark in seen else "is not in this text"
            message = f"The mark [^{mark}] of the note {quoted(words)} {wrong}."
            reading.fault("PK-727", message, as_typed)
        seen.add(mark)
    plain_lines = (line for p in body if p.kind is _Kind.PARAGRAPH for line in p.lines)
    listed = [line for line in plain_lines if _LIKE_A_LIST.fullmatch(line)]
    if len(listed) > 1:
        message = f"{len(listed)} lines look like a list, the first {quoted(listed[0].strip())}."
        reading.fault("PK-729", message, listed[0])
    return ReadText(tuple(blocks), tuple(reading.faults))


def _lines_of(text: str) -> Iterator[_Lines]:
    """Yield the blocks of a text, in order; every line but blank ones is in one of them."""
    for has_words, lines in groupby(text.split("\n"), key=lambda line: bool(line.strip())):
        if has_words:
            yield from _parted(list(lines))


def _parted(lines: list[str]) -> Iterator[_Lines]:
    """Yield the blocks of lines that no blank line parts."""
    marks = [_marked(line) for line in lines]
    last = {(mark.marker, mark.number): at for at, mark in enumerate(marks) if mark}
    begun: list[tuple[_Kind, int]] = []
    for at, line in enumerate(lines):
        kind = begun[-1][0] if begun else None
        mark = marks[at]
        begins_item = mark is not None
        if mark is not None and kind is _Kind.PARAGRAPH:
            following = mark.number + (mark.marker is not ListMarker.BULLET)
            is_followed = last.get((mark.marker, following), at) > at
            begins_item = is_followed or lines[at - 1].rstrip().endswith(":")
        if kind is _Kind.TABLE and "|" in line:
            continue
        if "|" in line and at + 1 < len(lines) and _is_dashes(lines[at + 1]):
            begun.append((_Kind.TABLE, at))
        elif _SUBHEADING.fullmatch(line):
            begun.append((_Kind.SUBHEADING, at))
        elif _NOTE.fullmatch(line):
            begun.append((_Kind.NOTE, at))
        elif begins_item:
            begun.append((_Kind.ITEM, at))
        elif kind not in (_Kind.PARAGRAPH, _Kind.ITEM, _Kind.NOTE):
            begun.append((_Kind.PARAGRAPH, at))
    ends = [*(at for _, at in begun[1:]), len(lines)]
    for (kind, start), end in zip(begun, ends, strict=True):
        yield _Lines(kind, tuple(lines[start:end]), start == 0)


def _is_dashes(line: str) -> bool:
    """Return whether a line is the one below a table's headings."""
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "|" in line and all(_DASHES.fullmatch(cell.strip()) for cell in cells)


def _marked(line: str) -> _Mark | None:
    """Return the mark of an item with which a line begins."""
    found = _MARKED.fullmatch(line)
    if found is None or found["roman"] == "":
        return None
    indent, words = len(found["indent"].expandtabs(4)), found["words"]
    for name, (marker, number_of) in _ORDINALS.items():
        if found[name]:
            return _Mark(marker, number_of(found[name]), indent, words)
    return _Mark(ListMarker.BULLET, 0, indent, words)


def _blocks(body: Sequence[_Lines], reading: _Reading) -> Iterator[Block]:
    nest: _Nest = ()
    caption = ""
    for block, following in zip_longest(body, body[1:]):
        # One line above a table says what it is called.
        is_line = block.kind is _Kind.PARAGRAPH and len(block.lines) == 1
        is_above = following and following.kind is _Kind.TABLE and not _ragged(following)
        if is_line and is_above and block.text.startswith(_CAPTION):
            caption = block.text.removeprefix(_CAPTION).strip()
            continue
        before, nest = nest, ()
        if block.kind is _Kind.ITEM:
            mark = _marked(block.lines[0])
            assert mark is not None
            nest = _nested(before, mark)
            yield _item(block, before, nest, reading)
        elif block.kind is _Kind.TABLE:
            yield _table(block, caption, reading)
        elif block.kind is _Kind.SUBHEADING:
            words, label = _labelled(_without_closing(_SUBHEADING.findall(block.text)[0]))
            yield Subheading(reading.words(words), label)
        else:
            yield _paragraph(block, reading)
        caption = ""


def _without_closing(heading: str) -> str:
    """Return the words of a subheading without the marks that may close it."""
    words = heading.removesuffix("###")
    bare = words.rstrip(" \t")
    return bare if bare != words else heading


def _labelled(text: str) -> tuple[str, str]:
    """Return a text without the name at its end, and the name. A name alone names nothing."""
    found = _LABEL.search(text)
    words = text[: found.start()].rstrip() if found else ""
    return (words, found.group(1).lower()) if found and words else (text, "")


def _paragraph(block: _Lines, reading: _Reading) -> Block:
    mark = _UNNUMBERED.match(block.text)
    text, label = _labelled(block.text[mark.end() :] if mark else block.text)
    words = reading.words(text)
    for line in block.lines:
        if _HEADING.fullmatch(line):
            reading.fault("PK-724", f"{quoted(line)} is not how a subheading begins.", line)
    rows = [line for line in block.lines if _is_dashes(line) or _ROW.fullmatch(line)]
    if len(rows) > 1 or any(map(_is_dashes, rows)):
        message = f"The table {quoted(rows[0])} has no line of dashes under its headings."
        reading.fault("PK-726", message, block.text)
    reading.too_long(block.text)
    is_plain = not (mark or label) and len(words) == 1 and isinstance(words[0], str)
    return plain(words) if is_plain else Paragraph(words, label, numbered=not mark)


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


def _item(block: _Lines, before: _Nest, nest: _Nest, reading: _Reading) -> ListItem:
    """Return an item, and notice what is wrong with where it is and with its number.

    ``before`` are the lists that were open before it, ``nest`` those that are open with it.
    """
    mark, depth = nest[-1], len(nest)
    text, label = _labelled("\n".join((mark.words, *map(str.strip, block.lines[1:]))))
    words, shown = reading.words(text), f"The item {quoted(mark.words)}"
    ranks = [level.marker.rank for level in nest if level.marker is not ListMarker.BULLET]
    if depth > _MOST_LISTS or depth - len(ranks) > _MOST_BULLETS:
        reading.fault("PK-725", f"{shown} is {depth} lists deep.", mark.words)
    if ranks != sorted(set(ranks)):
        wrong = f"is marked {mark.marker.value} inside a list with the same mark or a deeper one"
        reading.fault("PK-725", f"{shown} {wrong}.", mark.words)
    last = before[depth - 1] if len(before) >= depth else None
    if last and last.marker is mark.marker and mark.marker is not ListMarker.BULLET:
        begins_anew = mark.number == 1 and block.after_blank
        if mark.number != last.number + 1 and not begins_anew:
            message = f"{shown} does not have the next number."
            reading.fault("PK-730", message, mark.words)
    reading.too_long(text)
    return ListItem(words, mark.marker, depth, mark.number, label)


def _table(block: _Lines, caption: str, reading: _Reading) -> Block:
    head, dashes, *rest = map(_cells, block.lines)
    wrong = _ragged(block)
    if wrong:
        cells = how_many(len(head), "cell")
        message = f"The row {quoted(wrong)} does not have {cells} like the first row."
        reading.fault("PK-726", message, wrong)
        return block.text
    text, label = _labelled(caption)
    above = reading.words(text)
    rows = tuple(tuple(reading.words(cell) for cell in row) for row in (head, *rest))
    sides = tuple(
        Side.LEFT if not cell.endswith(":") else Side.CENTRE if cell[0] == ":" else Side.RIGHT
        for cell in dashes
    )
    return ProseTable(rows, sides, above, label)


def _cells(line: str) -> tuple[str, ...]:
    """Return the cells of a row; a stroke after a backslash is no border."""
    inner = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner))


def _ragged(table: _Lines) -> str:
    """Return the first row that does not fit the headings, as typed; nothing where all do."""
    columns = len(_cells(table.lines[0]))
    return next((line for line in table.lines if len(_cells(line)) != columns), "")


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
                message = f"The name {quoted('{#' + label + '}')} is in the paper twice."
                faults.append((cell, Finding("PK-723", NOWHERE, message, value=label)))
            named.add(label)
    for cell, text in texts:
        for inline in inlines(text.blocks):
            if isinstance(inline, CrossReference) and inline.label not in named:
                message = f"Nothing in the paper ends with {quoted('{#' + inline.label + '}')}."
                faults.append((cell, Finding("PK-722", NOWHERE, message, value=inline.label)))
    return tuple(replace(fault, place=cell.place, person=cell.person) for cell, fault in faults)
