"""What a part is filled with, and what grows on the way: links, lists, notes, charts.

What stands in a paragraph as runs: their look, and the direction in which they are read.

A table of long text, in the house's own styles.

Long text put on the page: each block in the house's own style, in place of its mark.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from paperkit.frozen import Frozen, replace
from paperkit.word import wml
from paperkit.word.charts import Drawings
from paperkit.word.lists import Counted, Lists, counted, style_of
from paperkit.word.notes import Notes
from paperkit.word.package import R_ID, Element, Links, w
from paperkit.word.references import field_for, mark
from paperkit.word.values import (
    Block,
    CrossReference,
    Hyperlink,
    Inline,
    Inlines,
    Ledger,
    ListItem,
    Note,
    Paragraph,
    Prose,
    ProseTable,
    Side,
    Styled,
    Subheading,
    plain,
)
from paperkit.word.wml import Styles, elements, text_element, with_look


class Filling(Frozen):
    """The values, the styles, the part's links, the file's lists, notes and charts, draft or not.

    ``notes`` is None in a part that can have none, such as a header.
    """

    ledger: Ledger
    styles: Styles
    links: Links
    lists: Lists
    notes: Notes | None
    drawings: Drawings
    draft: bool

    def of_notes(self, notes: Notes) -> "Filling":
        """Return what the notes themselves are filled with: their own links, no notes."""
        return replace(self, links=notes.links, notes=None)


# Hebrew, Arabic and their neighbours; what stands between two of them is read with them.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_RIGHT = re.compile(rf"([{_RIGHT}](?:[{_RIGHT}\W\d_]*[{_RIGHT}])?)")


def runs(words: Iterable[Inline], look: Element | None, filling: Filling) -> Iterator[Element]:
    """Yield what a paragraph holds for these words, each run in the look of its place."""
    for inline in words:
        match inline:
            case str() | Styled():
                yield from _styled(inline, look)
            case Hyperlink():
                yield _link(inline, look, filling)
            case CrossReference():
                yield from _reference(inline, look)
            case Note():
                yield from _note(inline, look, filling)


def _styled(inline: str | Styled, look: Element | None) -> Iterator[Element]:
    styled = Styled(inline) if isinstance(inline, str) else inline
    for at, part in enumerate(_FROM_RIGHT.split(styled.words)):
        if part:
            run = with_look(look, *elements(part))
            _set_look(run, styled, from_right=bool(at % 2))
            yield run


def _set_look(run: Element, styled: Styled, *, from_right: bool) -> None:
    wanted = [name for name, on in (("b", styled.bold), ("i", styled.italic)) if on]
    if from_right:
        # Word takes bold and italic of such scripts from properties of their own.
        wanted = [*wanted, *(f"{name}Cs" for name in wanted), "rtl"]
    for name in wanted:
        wml.put(wml.properties_of(run, "rPr"), name)


def _link(link: Hyperlink, look: Element | None, filling: Filling) -> Element:
    made = etree.Element(w("hyperlink"))
    made.set(R_ID, filling.links.id_of(link.address))
    style = filling.styles.id_of("Hyperlink")
    for inline in link.words:
        for run in _styled(inline, look):
            wml.put(wml.properties_of(run, "rPr"), "rStyle", val=style)
            made.append(run)
    return made


def _reference(reference: CrossReference, look: Element | None) -> Iterator[Element]:
    for inline in reference.words:
        yield from _styled(inline, look)
    field = field_for(reference.label, with_look(look))
    if reference.words:
        yield with_look(look, text_element(" "))
    yield field


def _note(note: Note, look: Element | None, filling: Filling) -> Iterator[Element]:
    if filling.notes is None:
        yield from runs((" (", *note.words, ")"), look, filling)
        return
    inside = runs(note.words, None, filling.of_notes(filling.notes))
    number = filling.notes.add(inside, from_right=reads_from_right(plain(note.words)))
    run = with_look(look)
    style = filling.styles.id_of("Footnote Reference")
    wml.put(wml.properties_of(run, "rPr"), "rStyle", val=style)
    etree.SubElement(run, w("footnoteReference")).set(w("id"), number)
    yield run


def reads_from_right(words: str) -> bool:
    """Return whether a paragraph begins on the right: by its first letter that says so."""
    strong = (unicodedata.bidirectional(sign) for sign in words)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


STYLE, HEADING, TEXT, CAPTION = "Paper Table", "Table Heading", "Table Text", "Caption"
_WHOLE_WIDTH = 5000  # fiftieths of a per cent
_GRID = 9000


def table(block: ProseTable, filling: Filling) -> Element:
    """Return the table: as wide as the page allows, its first row repeated on each page."""
    made = etree.Element(w("tbl"))
    made.append(_properties(block, filling))
    grid = etree.SubElement(made, w("tblGrid"))
    width = str(_GRID // len(block.sides))
    for _ in block.sides:
        etree.SubElement(grid, w("gridCol")).set(w("w"), width)
    for at, row in enumerate(block.rows):
        made.append(_row(row, block, at == 0, filling))
    return made


def _properties(block: ProseTable, filling: Filling) -> Element:
    made = etree.Element(w("tblPr"))
    wml.put(made, "tblStyle", val=filling.styles.id_of(STYLE, "table"))
    wml.put(made, "tblW", w=str(_WHOLE_WIDTH), type="pct")
    wml.put(made, "tblLook", val="0420", firstRow="1", noVBand="1")
    if block.caption:
        wml.put(made, "tblCaption", val=plain(block.caption))
    return made


def _row(cells: tuple[Inlines, ...], block: ProseTable, is_head: bool, filling: Filling) -> Element:
    made = etree.Element(w("tr"))
    properties = etree.SubElement(made, w("trPr"))
    etree.SubElement(properties, w("cantSplit"))
    if is_head:
        etree.SubElement(properties, w("tblHeader"))
    style = filling.styles.id_of(HEADING if is_head else TEXT, "paragraph")
    made.extend(_cells(cells, block, style, filling))
    return made


def _cells(
    cells: tuple[Inlines, ...], block: ProseTable, style: str, filling: Filling
) -> Iterator[Element]:
    for words, side in zip(cells, block.sides, strict=True):
        made = etree.Element(w("tc"))
        wml.put(wml.properties_of(made, "tcPr"), "tcW", w="0", type="auto")
        paragraph = etree.SubElement(made, w("p"))
        look = wml.properties_of(paragraph, "pPr")
        wml.put(look, "pStyle", val=style)
        if side is not Side.LEFT:
            wml.put(look, "jc", val=side.value)
        if reads_from_right(plain(words)):
            wml.put(look, "bidi")
        paragraph.extend(runs(words, None, filling))
        yield made


SUBHEADING = "heading 3"


class _Holder(Frozen):
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
            yield _styled_blocks(block.words, SUBHEADING, block.label, holder, worded=True)
        case ListItem():
            made = _styled_blocks(block.words, style_of(block), block.label, holder)
            if place is not None:
                _count(made, place)
            yield made
        case ProseTable():
            if block.caption:
                yield _styled_blocks(block.caption, CAPTION, block.label, holder, worded=True)
            yield table(block, holder.filling)


def _like_holder(words: Inlines, label: str, holder: _Holder) -> Element:
    made = etree.Element(w("p"))
    look = holder.paragraph.find(w("pPr"))
    if look is not None:
        made.append(deepcopy(look))
        for ending in made.findall(f"{w('pPr')}/{w('sectPr')}"):
            _drop(ending)
    return _filled(made, words, label, holder.look, holder.filling)


def _styled_blocks(
    words: Inlines, style: str, label: str, holder: _Holder, *, worded: bool = False
) -> Element:
    made = etree.Element(w("p"))
    identity = holder.filling.styles.id_of(style, "paragraph")
    wml.put(wml.properties_of(made, "pPr"), "pStyle", val=identity)
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
        wml.put(wml.properties_of(made, "pPr"), "bidi")
    made.extend(runs(words, look, filling))
    if label:
        mark(made, label, worded=worded)
    return made


def _count(paragraph: Element, place: Counted) -> None:
    properties = wml.properties_of(paragraph, "pPr")
    wml.put(properties, "numPr")
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
            style = filling.styles.id_of(TEXT, "paragraph")
            wml.put(wml.properties_of(blank, "pPr"), "pStyle", val=style)
            yield blank


def _hand_over(holder: Element, run: Element, placed: list[Element]) -> None:
    """Give what else the holder held to the paragraphs in its place: marks, a section's end."""
    paragraphs = [element for element in placed if element.tag == w("p")]
    first = next((p for p in paragraphs), None)
    last = placed[-1]
    ending = holder.find(f"{w('pPr')}/{w('sectPr')}")
    if ending is not None:
        wml.properties_of(last, "pPr").append(ending)
        wml.put_in_order(wml.properties_of(last, "pPr"))
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
