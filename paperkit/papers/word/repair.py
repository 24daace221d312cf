"""Mend what filling a template can leave that Word would not open, or would complain of."""

from collections.abc import Iterable
from itertools import count

from lxml import etree

from paperkit.papers.word.names import DOC_PR, W14_NS, Element, w
from paperkit.papers.word.order import put_in_order

_PARAGRAPH_IDS = (f"{{{W14_NS}}}paraId", f"{{{W14_NS}}}textId")


def repair(stories: Iterable[Element]) -> None:
    """Mend the parts of a file together, since ids are unique over all of them."""
    roots = list(stories)
    for root in roots:
        _drop_empty_tables(root)
        _end_cells(root)
        for properties in root.iter(w("tcPr")):
            put_in_order(properties)
    _number_drawings(roots)
    _pair_bookmarks(roots)
    _drop_repeated_ids(roots)


def _drop_empty_tables(root: Element) -> None:
    # A loop over nothing leaves a table without rows, which Word may call unreadable.
    for table in reversed(list(root.iter(w("tbl")))):
        if next(table.iter(w("tr")), None) is None:
            _drop(table)


def _end_cells(root: Element) -> None:
    for cell in root.iter(w("tc")):
        last = cell[-1] if len(cell) else None
        if last is None or last.tag != w("p"):
            etree.SubElement(cell, w("p"))


def _number_drawings(roots: list[Element]) -> None:
    for number, drawing in enumerate((node for root in roots for node in root.iter(DOC_PR)), 1):
        drawing.set("id", str(number))


def _pair_bookmarks(roots: list[Element]) -> None:
    """Give each bookmark an id of its own; a name's second bookmark and half ones go."""
    numbers, names = count(1), set[str]()
    for root in roots:
        opened: dict[str, list[Element]] = {}
        for mark in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            waiting = opened.setdefault(mark.get(w("id"), ""), [])
            if mark.tag == w("bookmarkStart"):
                waiting.append(mark)
            elif waiting:
                _settle(waiting.pop(), mark, str(next(numbers)), names)
            else:
                _drop(mark)
        for start in (start for waiting in opened.values() for start in waiting):
            _drop(start)


def _settle(start: Element, end: Element, number: str, names: set[str]) -> None:
    name = start.get(w("name"), "").lower()
    if name in names:
        _drop(start)
        _drop(end)
    else:
        names.add(name)
        start.set(w("id"), number)
        end.set(w("id"), number)


def _drop_repeated_ids(roots: list[Element]) -> None:
    # Rows and paragraphs that a loop copied carry the ids that Word gave to the first.
    seen: set[tuple[str, str]] = set()
    for node in (node for root in roots for node in root.iter(w("p"), w("tr"))):
        for attribute in _PARAGRAPH_IDS:
            held = node.get(attribute)
            if held is not None and (attribute, held) in seen:
                del node.attrib[attribute]
            elif held is not None:
                seen.add((attribute, held))


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
