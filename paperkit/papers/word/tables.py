"""A table of long text, in the house's own styles."""

from collections.abc import Iterator

from lxml import etree

from paperkit.papers.blocks import Inlines, Side, Table, plain
from paperkit.papers.word import order
from paperkit.papers.word.filling import Filling
from paperkit.papers.word.names import Element, w
from paperkit.papers.word.runs import reads_from_right, runs

STYLE, HEADING, TEXT, CAPTION = "Paper Table", "Table Heading", "Table Text", "Caption"
_WHOLE_WIDTH = 5000  # fiftieths of a per cent
_GRID = 9000


def table(block: Table, filling: Filling) -> Element:
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


def _properties(block: Table, filling: Filling) -> Element:
    made = etree.Element(w("tblPr"))
    order.put(made, "tblStyle", val=filling.styles.id_of(STYLE, "table"))
    order.put(made, "tblW", w=str(_WHOLE_WIDTH), type="pct")
    order.put(made, "tblLook", val="0420", firstRow="1", noVBand="1")
    if block.caption:
        order.put(made, "tblCaption", val=plain(block.caption))
    return made


def _row(cells: tuple[Inlines, ...], block: Table, is_head: bool, filling: Filling) -> Element:
    made = etree.Element(w("tr"))
    properties = etree.SubElement(made, w("trPr"))
    etree.SubElement(properties, w("cantSplit"))
    if is_head:
        etree.SubElement(properties, w("tblHeader"))
    style = filling.styles.id_of(HEADING if is_head else TEXT, "paragraph")
    made.extend(_cells(cells, block, style, filling))
    return made


def _cells(
    cells: tuple[Inlines, ...], block: Table, style: str, filling: Filling
) -> Iterator[Element]:
    for words, side in zip(cells, block.sides, strict=True):
        made = etree.Element(w("tc"))
        order.put(order.properties_of(made, "tcPr"), "tcW", w="0", type="auto")
        paragraph = etree.SubElement(made, w("p"))
        look = order.properties_of(paragraph, "pPr")
        order.put(look, "pStyle", val=style)
        if side is not Side.LEFT:
            order.put(look, "jc", val=side.value)
        if reads_from_right(plain(words)):
            order.put(look, "bidi")
        paragraph.extend(runs(words, None, filling))
        yield made
