"""Long text put on the page: each block in the house's own style, in place of its mark."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from paperkit.papers.blocks import Block, Inlines, Item, Paragraph, Subheading, Table, plain
from paperkit.papers.shown import Prose
from paperkit.papers.word import order, tables
from paperkit.papers.word.filling import Filling
from paperkit.papers.word.lists import Counted, counted, style_of
from paperkit.papers.word.names import Element, w
from paperkit.papers.word.references import mark
from paperkit.papers.word.runs import reads_from_right, runs

SUBHEADING = "heading 3"


@dataclass(frozen=True)
class _Holder:
    """The paragraph that held the mark, and the look of the run that it stood in."""

    paragraph: Element
    look: Element | None
    filling: Filling


def spread(paragraph: Element, run: Element, prose: Prose, filling: Filling) -> None:
    """Write prose a block at a time; plain paragraphs are like the one that held its mark."""
    if not prose:
        _take_out(paragraph, run)
        return
    holder = _Holder(paragraph, run.find(w("rPr")), filling)
    made = [
        element
        for block, place in counted(prose.blocks, filling.lists)
        for element in _made(block, place, holder)
    ]
    placed = list(_with_partings(made, paragraph, filling))
    for element in placed:
        paragraph.addprevious(element)
    _hand_over(paragraph, run, placed)


def _made(block: Block, place: Counted | None, holder: _Holder) -> Iterator[Element]:
    match block:
        case str():
            yield _like_holder((block,), "", holder)
        case Paragraph():
            yield _like_holder(block.words, block.label, holder)
        case Subheading():
            yield _styled(block.words, SUBHEADING, block.label, holder, worded=True)
        case Item():
            made = _styled(block.words, style_of(block), block.label, holder)
            if place is not None:
                _count(made, place)
            yield made
        case Table():
            if block.caption:
                yield _styled(block.caption, tables.CAPTION, block.label, holder, worded=True)
            yield tables.table(block, holder.filling)


def _like_holder(words: Inlines, label: str, holder: _Holder) -> Element:
    made = etree.Element(w("p"))
    look = holder.paragraph.find(w("pPr"))
    if look is not None:
        made.append(deepcopy(look))
        for ending in made.findall(f"{w('pPr')}/{w('sectPr')}"):
            _drop(ending)
    return _filled(made, words, label, holder.look, holder.filling)


def _styled(
    words: Inlines, style: str, label: str, holder: _Holder, *, worded: bool = False
) -> Element:
    made = etree.Element(w("p"))
    identity = holder.filling.styles.id_of(style, "paragraph")
    order.put(order.properties_of(made, "pPr"), "pStyle", val=identity)
    return _filled(made, words, label, None, holder.filling, worded=worded)


def _filled(
    made: Element,
    words: Inlines,
    label: str,
    look: Element | None,
    filling: Filling,
    *,
    worded: bool = False,
) -> Element:
    if reads_from_right(plain(words)):
        order.put(order.properties_of(made, "pPr"), "bidi")
    made.extend(runs(words, look, filling))
    if label:
        mark(made, label, worded=worded)
    return made


def _count(paragraph: Element, place: Counted) -> None:
    properties = order.properties_of(paragraph, "pPr")
    order.put(properties, "numPr")
    numbering = properties.find(w("numPr"))
    assert numbering is not None
    for name, value in (("ilvl", str(place.level)), ("numId", place.number)):
        etree.SubElement(numbering, w(name)).set(w("val"), value)


def _with_partings(made: list[Element], holder: Element, filling: Filling) -> Iterator[Element]:
    """Yield the blocks; a table is parted from one after it, and never ends a cell or the text."""
    after_all = holder.getnext()
    ends_section = holder.find(f"{w('pPr')}/{w('sectPr')}") is not None
    for element, following in zip(made, [*made[1:], after_all], strict=True):
        yield element
        followed = following is not None and following.tag == w("p")
        last_of_section = following is after_all and ends_section
        if element.tag == w("tbl") and (last_of_section or not followed):
            blank = etree.Element(w("p"))
            style = filling.styles.id_of(tables.TEXT, "paragraph")
            order.put(order.properties_of(blank, "pPr"), "pStyle", val=style)
            yield blank


def _hand_over(holder: Element, run: Element, placed: list[Element]) -> None:
    """Give what else the holder held to the paragraphs in its place: marks, a section's end."""
    paragraphs = [element for element in placed if element.tag == w("p")]
    first = next((p for p in paragraphs), None)
    last = placed[-1]
    ending = holder.find(f"{w('pPr')}/{w('sectPr')}")
    if ending is not None:
        order.properties_of(last, "pPr").append(ending)
        order.put_in_order(order.properties_of(last, "pPr"))
    before = True
    for child in list(holder):
        if child is run:
            before = False
        elif first is not None and child.tag not in (w("pPr"), w("r"), w("proofErr")):
            _hand_mark(first, child, before=before)
    for name, value in holder.attrib.items():
        if first is not None:
            first.set(name, value)
    _drop(holder)


def _hand_mark(paragraph: Element, child: Element, *, before: bool) -> None:
    if before:
        at = next((i for i, node in enumerate(paragraph) if node.tag == w("r")), len(paragraph))
        paragraph.insert(at, child)
    else:
        paragraph.append(child)


def _take_out(paragraph: Element, run: Element) -> None:
    _drop(run)
    if not _must_stay(paragraph):
        _drop(paragraph)


def _must_stay(paragraph: Element) -> bool:
    """Return whether a paragraph ends a section or a cell, holds a mark, or parts tables."""
    if any(child.tag not in (w("pPr"), w("r"), w("proofErr")) for child in paragraph):
        return True
    if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        return True
    parent, before, after = paragraph.getparent(), paragraph.getprevious(), paragraph.getnext()
    follows_text = before is not None and before.tag == w("p")
    if after is None or after.tag == w("sectPr"):
        return not follows_text
    after_table = before is not None and before.tag == w("tbl")
    return parent is None or (after_table and after.tag == w("tbl"))


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
