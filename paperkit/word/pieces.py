"""A paragraph in its smallest pieces, and put together again with the changes that were tracked.

A piece is a word, a sign, white space, or what cannot be parted: a field, a picture, the mark of a
note. Two are equal where they show the same in the same look, within the same link. Of a paragraph
of two versions what only the older one has is marked as deleted, what only the newer one has as
inserted, by the smallest pieces that differ (ECMA-376 part 1, 17.13.5).
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import date
from itertools import groupby

from lxml import etree

from paperkit.frozen import Frozen
from paperkit.word.aligning import same_places
from paperkit.word.package import (
    SPACE,
    Element,
    drop,
    element,
    properties_of,
    put_in_order,
    run_of,
    text_element,
    w,
)

AUTHOR = "paperkit"
INSERTED, DELETED = "ins", "del"

_TOKEN = re.compile(r"\w+(?:[.,:/'\u2019-]\w+)*|\s+|[^\w\s]")
_MARKS = frozenset(map(w, ("bookmarkStart", "bookmarkEnd")))
_THROUGH = frozenset(map(w, ("sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo")))
# Of comments nothing is on the page; the others say how Word came to show or check a text.
_UNSEEN = frozenset(
    map(
        w,
        (
            "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "permStart",
            "permEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
            "annotationRef", "lastRenderedPageBreak",
        ),
    )
)  # fmt: skip
_AS_DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_NOT_LOOK = ("rPr", "sectPr", "pPrChange")


class Changes(Frozen):
    """How changes are marked: on what day, each under a number of its own."""

    day: date
    free: Iterator[int]

    def mark(self, kind: str, *children: Element) -> Element:
        """Return the mark of a change, around what it holds."""
        on = f"{self.day.isoformat()}T00:00:00Z"
        return element(kind, *children, id=str(next(self.free)), author=AUTHOR, date=on)


class _Piece(Frozen):
    """What one piece shows: its nodes, each with the look of its run, and the link around it.

    ``words`` are there where it is a part of a text, which is put together with its neighbours.
    """

    key: Hashable
    nodes: tuple[tuple[Element | None, Element], ...]
    link: Element | None = None
    look: bytes = b""
    words: str = ""
    linked: bytes = b""


def as_compared(node: Element | None) -> bytes:
    """Return an element as it is compared: its canonical form; nothing for none."""
    return b"" if node is None else etree.tostring(node, method="c14n", exclusive=True)


def _pieces(paragraph: Element) -> list[_Piece]:
    """Return the pieces of a paragraph; a field that begins and ends in it is one."""
    found: list[_Piece] = []
    begun: list[int] = []
    for piece in _each(paragraph, None, b""):
        found.append(piece)
        kind = piece.nodes[0][1].get(w("fldCharType"))
        if kind == "begin":
            begun.append(len(found) - 1)
        elif kind == "end" and begun:
            start = begun.pop()
            parts = found[start:]
            nodes = tuple(node for part in parts for node in part.nodes)
            key = tuple(part.key for part in parts)
            found[start:] = [_Piece(key, nodes, piece.link, linked=piece.linked)]
    return found


def _each(holder: Element, link: Element | None, linked: bytes) -> Iterator[_Piece]:
    for child in holder:
        if child.tag == w("r"):
            yield from _of_run(child, link, linked)
        elif child.tag == w("hyperlink"):
            shell = etree.Element(child.tag)
            shell.attrib.update(child.attrib)
            yield from _each(child, shell, as_compared(shell))
        elif child.tag in _THROUGH:
            yield from _each(child, link, linked)
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield _Piece((as_compared(child), linked), ((None, child),), link, linked=linked)


def _of_run(run: Element, link: Element | None, linked: bytes) -> Iterator[_Piece]:
    look = run.find(w("rPr"))
    as_look = as_compared(look)
    for node in run:
        if node.tag == w("t"):
            words = node.text or ""
            if node.get(SPACE) != "preserve":
                words = words.strip(" \t\r\n")
            for token in _TOKEN.findall(words):
                yield _Piece(
                    (token, as_look, linked), ((look, node),), link, as_look, token, linked
                )
        elif node.tag not in _UNSEEN:
            key = (as_compared(node), as_look, linked)
            yield _Piece(key, ((look, node),), link, as_look, linked=linked)


def words_of(paragraph: Element) -> str:
    """Return the words of a paragraph as they are compared, one blank for each sign that is not."""
    return "".join(piece.words or " " for piece in _each(paragraph, None, b""))


def whole(paragraph: Element, kind: str, changes: Changes) -> Element:
    """Return a paragraph of which all is inserted or deleted, its end too."""
    properties = paragraph.find(w("pPr"))
    made = element("p", *([] if properties is None else [deepcopy(properties)]))
    look = properties_of(properties_of(made, "pPr"), "rPr")
    look.insert(0, changes.mark(kind))
    put_in_order(properties_of(made, "pPr"))
    made.extend(_put_together([(kind, piece) for piece in _pieces(paragraph)], changes))
    return made


def both(older: Element, newer: Element, changes: Changes) -> Element:
    """Return a paragraph of which that is marked in which the older and the newer one differ."""
    was, now = _pieces(older), _pieces(newer)
    made = element("p", *_properties(older, newer, changes))
    made.extend(_put_together(_merged(was, now), changes))
    return made


def _properties(older: Element, newer: Element, changes: Changes) -> list[Element]:
    """Return the properties of a paragraph, with those that it had where they were others."""
    was, now = (_of_paragraph(one) for one in (older, newer))
    held = newer.find(w("pPr"))
    found = element("pPr") if held is None else deepcopy(held)
    if as_compared(was) != as_compared(now):
        found.append(changes.mark("pPrChange", was))
        put_in_order(found)
    return [found] if len(found) else []


def _of_paragraph(paragraph: Element) -> Element:
    held = paragraph.find(w("pPr"))
    found = element("pPr") if held is None else deepcopy(held)
    drop(*(node for name in _NOT_LOOK for node in found.findall(w(name))))
    return found


def _merged(was: Sequence[_Piece], now: Sequence[_Piece]) -> Iterator[tuple[str, _Piece]]:
    """Yield the pieces of both in order, each with what became of it; nothing where it is in both.

    What is the same between two changes, and white space only, is part of the change.
    """
    pairs = same_places([piece.key for piece in was], [piece.key for piece in now])
    runs: list[list[tuple[int, int]]] = []
    for at, to in pairs:
        if runs and runs[-1][-1] == (at - 1, to - 1):
            runs[-1].append((at, to))
        else:
            runs.append([(at, to)])
    ends = (len(was) - 1, len(now) - 1)
    kept = (
        run
        for run in runs
        if run[0][0] == 0 or run[0][1] == 0 or run[-1][0] == ends[0] or run[-1][1] == ends[1]
        or not all(now[to].words.isspace() for _, to in run)
    )  # fmt: skip
    at = to = 0
    for pair in (*(pair for run in kept for pair in run), (len(was), len(now))):
        yield from ((DELETED, piece) for piece in was[at : pair[0]])
        yield from ((INSERTED, piece) for piece in now[to : pair[1]])
        at, to = pair[0] + 1, pair[1] + 1
        if pair[1] < len(now):
            yield "", now[pair[1]]


def _put_together(pieces: Iterable[tuple[str, _Piece]], changes: Changes) -> Iterator[Element]:
    """Yield what a paragraph holds for these pieces: runs, links around them, marks of changes."""
    for linked, of_link in groupby(pieces, key=lambda pair: pair[1].linked):
        every = list(of_link)
        inner = list(_with_marks(every, changes))
        shell = every[0][1].link
        if linked and shell is not None:
            link = deepcopy(shell)
            link.extend(inner)
            yield link
        else:
            yield from inner


def _with_marks(pieces: Iterable[tuple[str, _Piece]], changes: Changes) -> Iterator[Element]:
    for (kind, is_mark), group in groupby(
        pieces, key=lambda pair: (pair[0], pair[1].nodes[0][1].tag in _MARKS)
    ):
        found = [piece for _, piece in group]
        if is_mark:
            # A place cannot be inserted or deleted; one that the file has twice is mended later.
            yield from (deepcopy(node) for piece in found for _, node in piece.nodes)
        elif kind:
            yield changes.mark(kind, *_runs(found, kind))
        else:
            yield from _runs(found, kind)


def _runs(pieces: Sequence[_Piece], kind: str) -> Iterator[Element]:
    """Yield the runs of pieces that have the same state; words of one look are one run."""
    for (is_text, _), group in groupby(pieces, key=lambda piece: (bool(piece.words), piece.look)):
        found = list(group)
        if is_text:
            words = text_element("".join(piece.words for piece in found))
            yield _deleted(run_of(found[0].nodes[0][0], words), kind)
            continue
        for look, node in (pair for piece in found for pair in piece.nodes):
            if node.tag == w("fldSimple") and kind:
                yield from (_deleted(run, kind) for run in _parted(node))
            elif look is None and node.getparent() is not None and not _in_run(node):
                yield deepcopy(node)
            else:
                yield _deleted(run_of(look, deepcopy(node)), kind)


def _in_run(node: Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == w("r")


def _parted(simple: Element) -> Iterator[Element]:
    """Yield a field as runs, since one as a whole cannot be inserted or deleted."""
    runs = [deepcopy(run) for run in simple.iter(w("r"))]
    look = runs[0].find(w("rPr")) if runs else None
    code = element("instrText")
    code.set(SPACE, "preserve")
    code.text = simple.get(w("instr"), "")
    yield run_of(look, element("fldChar", fldCharType="begin"))
    yield run_of(look, code)
    yield run_of(look, element("fldChar", fldCharType="separate"))
    yield from runs
    yield run_of(look, element("fldChar", fldCharType="end"))


def _deleted(run: Element, kind: str) -> Element:
    """Return a run, its words called as deleted ones are where it is of that kind."""
    if kind == DELETED:
        for node in list(run.iter(*_AS_DELETED)):
            node.tag = _AS_DELETED[str(node.tag)]
            node.set(SPACE, "preserve")
    return run
