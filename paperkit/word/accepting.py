"""What somebody left open in a Word file: tracked changes, and comments; the text as accepted.

Accepting is what Word does on "Accept All Changes": insertions stay, deletions go, what was moved
is where it was moved to, and paragraphs grow together where the mark between them was deleted.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import groupby

from paperkit.frozen import Frozen, replace
from paperkit.word.package import Element, drop, parse, related, relations_of, w

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_COMMENTS_EXTENDED = "commentsExtended"
_KEPT, _GONE = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_TEXTS = (w("t"), w("delText"), w("tab"), w("br"), w("cr"))
_OF_LOOK = tuple(
    w(f"{name}Change") for name in ("rPr", "pPr", "sectPr", "tblPr", "tcPr", "trPr", "tblPrEx")
)
_OF_CELL = (w("cellIns"), w("cellDel"))
_BESIDE = (w("bookmarkStart"), w("bookmarkEnd"), w("proofErr"))


class Tracked(Enum):
    """What a tracked change does."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    LOOK = "changed in how it looks"


_DOES = {
    w("ins"): Tracked.INSERTED,
    w("del"): Tracked.DELETED,
    w("moveTo"): Tracked.MOVED,
    w("moveFrom"): Tracked.MOVED,
    w("cellIns"): Tracked.INSERTED,
    w("cellDel"): Tracked.DELETED,
}


class OpenMark(Frozen):
    """A tracked change or a comment: who made it, on which day, its words, at which paragraph.

    ``does`` is None for a comment. ``paragraph`` is one that is there when all is accepted; None
    where the mark is in none, such as one on a page's size.
    """

    does: Tracked | None
    author: str
    day: str
    words: str
    paragraph: Element | None


def accept(root: Element) -> tuple[OpenMark, ...]:
    """Accept all tracked changes in a part, in its tree; return them in the order of the text."""
    noted = [*_noted(root)]
    for node in [*root.iter(*_OF_LOOK, w("numberingChange"))]:
        drop(node)
    for row in [*root.iter(w("tr"))]:
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            drop(row)
    for table in [*root.iter(w("tbl"))]:
        if next(table.iter(w("tr")), None) is None:
            drop(table)
    for cell in [*root.iter(w("tc"))]:
        if cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
            drop(cell)
    merged = dict(_grown_together(root))
    return tuple(replace(mark, paragraph=_now(mark.paragraph, merged)) for mark in noted)


def _now(paragraph: Element | None, merged: Mapping[Element, Element]) -> Element | None:
    now = paragraph
    while now is not None and now in merged:
        now = merged[now]
    return now


def _grown_together(root: Element) -> Iterator[tuple[Element, Element]]:
    """Take what was deleted out; yield each paragraph that went, with the one that it is in now."""
    marks = [node.getparent() for node in root.iter(*_GONE)]
    ended = [
        next(mark.iterancestors(w("p")))
        for mark in marks
        if mark is not None
        if mark.tag == w("rPr")
    ]
    for node in [*root.iter(*_GONE)]:
        if node.getparent() is not None:
            drop(node)
    for node in [*root.iter(*_KEPT, w("customXml"))]:
        holder = node.getparent()
        if holder is not None:
            at = holder.index(node)
            holder[at : at + 1] = [child for child in node if child.tag != w("customXmlPr")]
    for paragraph in ended:
        if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            continue
        after = paragraph.getnext()
        while after is not None and after.tag in _BESIDE:
            after = after.getnext()
        content = [child for child in paragraph if child.tag != w("pPr")]
        if after is not None and after.tag == w("p"):
            first = 0 if after.find(w("pPr")) is None else 1
            after[first:first] = content
            drop(paragraph)
            yield paragraph, after
        elif not _words(paragraph) and (after is not None or _is_another(paragraph)):
            before = paragraph.getprevious()
            drop(paragraph)
            if before is not None and before.tag == w("p"):
                yield paragraph, before


def _is_another(paragraph: Element) -> bool:
    before = paragraph.getprevious()
    return before is not None and before.tag == w("p")


def _noted(root: Element) -> Iterator[OpenMark]:
    """Yield the tracked changes; what one person did to neighbouring runs is one of them."""
    # A move is listed where it leads to; where it comes from only if it leads nowhere.
    sources = () if next(root.iter(w("moveTo")), None) is not None else (w("moveFrom"),)
    nodes = root.iter(w("ins"), w("del"), w("moveTo"), *sources, *_OF_CELL, *_OF_LOOK)
    found = (mark for mark in map(_of_node, nodes) if mark)
    for _, run in groupby(found, key=lambda one: (one.does, one.author, one.day, one.paragraph)):
        first, *others = run
        words = first.words
        if first.does is not Tracked.LOOK:
            words += "".join(mark.words for mark in others)
        if words.strip() or first.does is Tracked.LOOK:
            yield replace(first, words=words)


def _of_node(node: Element) -> OpenMark | None:
    """Return what a mark in the text says; None for the end of a paragraph that was marked."""
    holder = node.getparent()
    assert holder is not None
    paragraph = next(node.iterancestors(w("p")), None)
    does = _DOES.get(str(node.tag), Tracked.LOOK)
    words, shown = "", node
    if does is Tracked.LOOK:
        shown = node if paragraph is None else paragraph
    elif holder.tag in (w("trPr"), w("tcPr")):
        shown = next(node.iterancestors(w("tr"), w("tc")))
        paragraph = next(shown.iter(w("p")), None)
    elif holder.tag == w("rPr"):
        return None
    words = _words(shown)
    day = node.get(w("date"), "")[:10]
    return OpenMark(does, node.get(w("author"), ""), day, words, paragraph)


def _words(node: Element) -> str:
    """Return the words in an element, deleted ones too where it is their deletion."""
    wanted = node.tag in _GONE
    parts = []
    for text in node.iter(*_TEXTS):
        if text.tag == w("t") or (text.tag == w("delText") and wanted):
            parts.append(text.text or "")
        elif text.tag not in (w("t"), w("delText")):
            parts.append(" ")
    return "".join(parts)


def comments(members: Mapping[str, bytes], main: str, text: Element) -> Iterator[OpenMark]:
    """Yield the comments of a file that nobody has ticked as resolved, in the order of its text."""
    part = related(members, "comments")
    if part is None:
        return
    nodes = {n.get(w("id"), ""): n for n in parse(members[part], part).iter(w("comment"))}
    resolved = _resolved(members, main)
    for mark in text.iter(w("commentReference")):
        node = nodes.pop(mark.get(w("id"), ""), None)
        if node is None or any(p.get(f"{W14}paraId") in resolved for p in node.iter(w("p"))):
            continue
        words = " ".join(filter(None, (_words(p).strip() for p in node.iter(w("p")))))
        at = next(mark.iterancestors(w("p")), None)
        yield OpenMark(None, node.get(w("author"), ""), node.get(w("date"), "")[:10], words, at)


def _resolved(members: Mapping[str, bytes], main: str) -> frozenset[str]:
    """Return the paragraphs with which resolved comments end, by Word's ids."""
    parts = (rel.target for rel in relations_of(members, main) if rel.kind == _COMMENTS_EXTENDED)
    found: set[str] = set()
    for part in parts:
        if part in members:
            for node in parse(members[part], part).iter(f"{W15}commentEx"):
                if node.get(f"{W15}done") in ("1", "true"):
                    found.add(node.get(f"{W15}paraId", ""))
    return frozenset(found - {""})
