"""One text, read whole: its blocks, and what was noticed on the way.

Check the long text of a paper before it is built: marks, and references between its cells.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
from paperkit.word import prose_inlines, prose_lines
from paperkit.word.prose_inlines import Fault, Faults
from paperkit.word.prose_lines import Kind, Lines, blocks_of, is_dashes, marked, note, subheading
from paperkit.word.values import (
    Block,
    Inlines,
    Item,
    Paragraph,
    Prose,
    Reference,
    Subheading,
    Table,
    inlines,
    labels,
)

MOST_WORDS = 500

_LABEL = re.compile(rf"\{{#({prose_inlines.LABEL})\}}[ \t]*$")
_HEADING = re.compile(r"#{1,6}[ \t]+\S.*|#{2,6}(?:[^#\s].*)?")
_LIKE_A_LIST = re.compile(
    r"[ \t]*(?:\d{1,2}[.)]|\([a-z]\)|[ivx]+[.)]|[a-z]\.|[*+–—▪◦])[ \t]+(?=\S).*"
)


class Text(Frozen):
    """The blocks of a text, and what was noticed in it."""

    blocks: tuple[Block, ...]
    faults: Faults


class _Piece(Frozen):
    """Blocks that some lines came to, what was noticed, and the marks of notes in them."""

    blocks: tuple[Block, ...]
    faults: Faults = ()
    notes: tuple[str, ...] = ()


def prose(*texts: str) -> Prose:
    """Return texts as a page shows them, one after the other. What is wrong stays as typed."""
    return Prose(tuple(block for text in texts for block in read(text).blocks))


def read(text: str) -> Text:
    """Return the blocks of one cell, and what is wrong with its marks."""
    lines = list(blocks_of(text))
    notes, of_notes = _notes(lines)
    body = _with_captions([block for block in lines if block.kind is not Kind.NOTE])
    pieces = list(_pieces(body, notes))
    used = {mark for piece in pieces for mark in piece.notes}
    unused = _unused([block for block in lines if block.kind is Kind.NOTE], used)
    blocks = tuple(block for piece in (*pieces, *unused) for block in piece.blocks)
    noticed = (fault for piece in (*pieces, *unused) for fault in piece.faults)
    return Text(blocks, (*of_notes, *noticed, *_like_a_list(body)))


def _notes(lines: Sequence[Lines]) -> tuple[dict[str, Inlines], Faults]:
    """Return the words of each note by its mark; notes have no notes of their own."""
    found: dict[str, Inlines] = {}
    faults: list[Fault] = []
    for block in lines:
        if block.kind is Kind.NOTE:
            mark, words = note(block)
            made = prose_inlines.read(words, {})
            found.setdefault(mark, made.words)
            faults += made.faults
    return {mark: words for mark, words in found.items() if words}, tuple(faults)


def _unused(blocks: Iterable[Lines], used: set[str]) -> list[_Piece]:
    """Return notes that no mark leads to, or whose mark has two; their words are not lost."""
    counted = Counter[str]()
    found = []
    for block in blocks:
        mark, words = note(block)
        counted[mark] += 1
        if mark not in used or counted[mark] > 1 or not words:
            wrong = "has a note already" if counted[mark] > 1 else "is not in this text"
            message = f"The mark [^{mark}] of the note {quoted(words)} {wrong}."
            found.append(_Piece((block.text,), (Fault("PK-727", message, block.text),)))
    return found


class _Captioned(Frozen):
    """A block, and the words of the caption line before it where it is a table."""

    lines: Lines
    caption: str = ""


def _with_captions(lines: Sequence[Lines]) -> list[_Captioned]:
    found: list[_Captioned] = []
    for block in lines:
        before = found[-1].lines if found else None
        if (
            block.kind is Kind.TABLE
            and before
            and _is_caption(before)
            and not prose_lines.ragged(block)
        ):
            found[-1] = _Captioned(block, before.text.removeprefix(prose_lines.CAPTION).strip())
        else:
            found.append(_Captioned(block))
    return found


def _is_caption(block: Lines) -> bool:
    alone = block.kind is Kind.PARAGRAPH and len(block.lines) == 1
    return alone and block.text.startswith(prose_lines.CAPTION)


def _pieces(body: Iterable[_Captioned], notes: Mapping[str, Inlines]) -> Iterator[_Piece]:
    nest: prose_lines.Nest = ()
    for held in body:
        block = held.lines
        if block.kind is Kind.ITEM:
            item = marked(block.lines[0])
            assert item is not None
            before, nest = nest, prose_lines.nested(nest, item)
            yield _item(block, before, nest, notes)
        else:
            nest = ()
            yield _piece(held, notes)


def _piece(held: _Captioned, notes: Mapping[str, Inlines]) -> _Piece:
    match held.lines.kind:
        case Kind.SUBHEADING:
            words, label = _labelled(subheading(held.lines.text))
            made = prose_inlines.read(words, notes)
            return _Piece((Subheading(made.words, label),), made.faults, made.notes)
        case Kind.TABLE:
            return _table(held, notes)
        case _:
            return _paragraph(held.lines, notes)


def _labelled(text: str) -> tuple[str, str]:
    """Return a text without the name at its end, and the name. A name alone names nothing."""
    found = _LABEL.search(text)
    words = text[: found.start()].rstrip() if found else ""
    return (words, found.group(1).lower()) if found and words else (text, "")


def _paragraph(block: Lines, notes: Mapping[str, Inlines]) -> _Piece:
    words, label = _labelled(block.text)
    made = prose_inlines.read(words, notes)
    faults = (*made.faults, *_of_lines(block))
    if not label and len(made.words) == 1 and isinstance(made.words[0], str):
        return _Piece((made.words[0],), faults)
    return _Piece((Paragraph(made.words, label),), faults, made.notes)


def _of_lines(block: Lines) -> Iterator[Fault]:
    for line in block.lines:
        if _HEADING.fullmatch(line):
            yield Fault("PK-724", f"{quoted(line)} is not a subheading of a section.", line)
    rows = [line for line in block.lines if is_dashes(line) or prose_lines.is_row(line)]
    if len(rows) > 1 or any(map(is_dashes, rows)):
        message = f"The rows that begin with {quoted(rows[0])} have no line of dashes below them."
        yield Fault("PK-726", message, block.text)
    yield from _long(block.text)


def _long(text: str) -> Iterator[Fault]:
    words = len(text.split())
    if words > MOST_WORDS:
        message = f"The paragraph that begins {quoted(text[:40])} has {words:,} words."
        yield Fault("PK-728", message, text[:40])


def _item(
    block: Lines, before: prose_lines.Nest, nest: prose_lines.Nest, notes: Mapping[str, Inlines]
) -> _Piece:
    item = marked(block.lines[0])
    assert item is not None
    lines = (item.words, *(line.strip() for line in block.lines[1:]))
    words, label = _labelled("\n".join(lines))
    made = prose_inlines.read(words, notes)
    faults = prose_lines.faults(before, nest, item, after_blank=block.after_blank)
    found = Item(made.words, item.marker, len(nest), item.number, label)
    return _Piece((found,), (*made.faults, *faults, *_long(words)), made.notes)


def _table(held: _Captioned, notes: Mapping[str, Inlines]) -> _Piece:
    block = held.lines
    wrong = prose_lines.ragged(block)
    if wrong:
        columns = len(prose_lines.cells(block.lines[0]))
        message = f"The row {quoted(wrong)} does not have {columns} cells, as the first row has."
        return _Piece((block.text,), (Fault("PK-726", message, wrong),))
    caption, label = _labelled(held.caption)
    head = prose_inlines.read(caption, notes)
    rows = [[prose_inlines.read(cell, notes) for cell in row] for row in prose_lines.rows(block)]
    every = [head, *(cell for row in rows for cell in row)]
    words = tuple(tuple(cell.words for cell in row) for row in rows)
    table = Table(words, prose_lines.sides(block), head.words, label)
    faults = tuple(fault for cell in every for fault in cell.faults)
    return _Piece((table,), faults, tuple(mark for cell in every for mark in cell.notes))


def _like_a_list(body: Iterable[_Captioned]) -> Iterator[Fault]:
    texts = (held.lines for held in body if held.lines.kind is Kind.PARAGRAPH)
    found = [line for text in texts for line in text.lines if _LIKE_A_LIST.fullmatch(line)]
    if len(found) > 1:
        message = f"{len(found)} lines look like a list, the first {quoted(found[0].strip())}."
        yield Fault("PK-729", message, found[0])


class Cell(Frozen):
    """One cell of long text, its place, and who wrote it where the data say so."""

    text: str
    place: Place
    person: str = ""


def check_prose(cells: Iterable[Cell], known: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Return what is wrong with the long text of one paper, in the codes PK-720 onwards.

    ``known`` are the names, in small letters, that the paper gives outside its long text, such as
    those of its appendices.
    """
    texts = [(cell, read(cell.text)) for cell in cells]
    found = [_finding(cell, fault) for cell, text in texts for fault in text.faults]
    return (*found, *_twice(texts, known), *_to_nothing(texts, known))


def _finding(cell: Cell, fault: Fault) -> Finding:
    code = fault.code
    return Finding(code, cell.place, fault.message, value=fault.value, person=cell.person)


def _twice(texts: Sequence[tuple[Cell, Text]], known: frozenset[str]) -> Iterator[Finding]:
    seen = set(known)
    for cell, text in texts:
        for label in labels(text.blocks):
            if label in seen:
                message = f"The name {quoted('{#' + label + '}')} stands in the paper twice."
                yield _finding(cell, Fault("PK-723", message, label))
            seen.add(label)


def _to_nothing(texts: Sequence[tuple[Cell, Text]], known: frozenset[str]) -> Iterator[Finding]:
    there = known | {label for _, text in texts for label in labels(text.blocks)}
    for cell, text in texts:
        for inline in inlines(text.blocks):
            if isinstance(inline, Reference) and inline.label not in there:
                message = f"The reference to {quoted('#' + inline.label)} leads to nothing."
                yield _finding(cell, Fault("PK-722", message, inline.label))
