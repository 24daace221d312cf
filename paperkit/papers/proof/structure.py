"""The build of the text: cells, rows, heading rows, the order that the schema wants."""

from collections.abc import Iterator

from paperkit.findings import Finding, quoted
from paperkit.papers.proof.finished import Finished
from paperkit.papers.proof.reading import text_of
from paperkit.papers.word.names import Element, is_on, value_of, w
from paperkit.papers.word.order import ORDERS, in_order

_FIRST_ROW = 0x0020
_HOMES = {w("t"): w("r"), w("tc"): w("tr"), w("tr"): w("tbl")}
_WRAPPERS = ("sdt", "sdtContent", "ins", "del", "moveTo", "moveFrom", "customXml")
_THROUGH = frozenset(w(name) for name in _WRAPPERS)


def cells(finished: Finished) -> Iterator[Finding]:
    """Yield each cell that does not end with a paragraph."""
    for cell in (cell for story in finished.each_story() for cell in story.iter(w("tc"))):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            message = f"A cell in the row {_row_words(cell)} does not end with a paragraph."
            yield finished.told("PK-753", message)


def tables(finished: Finished) -> Iterator[Finding]:
    """Yield tables without rows, rows that do not fit, and heading rows that are not marked."""
    for table in (table for story in finished.each_story() for table in story.iter(w("tbl"))):
        rows = list(_rows(table))
        if not rows:
            yield finished.told("PK-763", "A table has no rows.")
            continue
        yield from _misfits(finished, table, rows)
        yield from _unmarked(finished, table, rows)


def placement(finished: Finished) -> Iterator[Finding]:
    """Yield what stands in another place or order than Word allows."""
    for story in finished.each_story():
        for properties in story.iter(*ORDERS):
            if not in_order(properties):
                kind = str(properties.tag).rpartition("}")[2]
                message = f"The properties {quoted(kind)} are not in the order that Word wants."
                yield finished.told("PK-762", message)
        yield from _misplaced(finished, story)
    yield from _ending(finished)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == w("tr"):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent")):
            yield from _rows(child)


def _misfits(finished: Finished, table: Element, rows: list[Element]) -> Iterator[Finding]:
    columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
    for row in rows:
        width = _width(row)
        if width != columns:
            message = f"The row {_row_words(row)} is {width} cells wide in a table of {columns}."
            yield finished.told("PK-763", message)


def _width(row: Element) -> int:
    own = (cell for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row)
    spans = (value_of(cell.find(w("tcPr")), "gridSpan") for cell in own)
    properties = row.find(w("trPr"))
    skipped = (value_of(properties, name) for name in ("gridBefore", "gridAfter"))
    return sum(int(span or "1") for span in spans) + sum(int(cells or "0") for cells in skipped)


def _unmarked(finished: Finished, table: Element, rows: list[Element]) -> Iterator[Finding]:
    marks = [is_on(row.find(w("trPr")), "tblHeader") for row in rows]
    heads = marks.index(False) if False in marks else len(marks)
    if any(marks[heads:]) or (heads == 0 and len(rows) > 1 and _has_headings(table)):
        message = f"The first row of the table {_row_words(rows[0])} is not marked as its heading."
        yield finished.told("PK-758", message)


def _has_headings(table: Element) -> bool:
    """Return whether Word's box 'Header Row' is ticked; tables that only lay out have it off."""
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    if look is None:
        return False
    ticked = look.get(w("firstRow"))
    if ticked is not None:
        return ticked in ("1", "true", "on")
    return bool(int(look.get(w("val"), "0"), 16) & _FIRST_ROW)


def _misplaced(finished: Finished, story: Element) -> Iterator[Finding]:
    for node in story.iter(*_HOMES):
        if _holder(node) != _HOMES[str(node.tag)]:
            message = f"{quoted(str(node.tag).rpartition('}')[2])} stands where it may not."
            yield finished.told("PK-762", message)
    for paragraph in story.iter(w("p")):
        if _holder(paragraph) in (w("p"), w("r")):
            message = f"The paragraph {quoted(text_of(paragraph))} stands inside another."
            yield finished.told("PK-762", message)


def _holder(node: Element) -> str:
    """Return what holds a node, looking through content controls and tracked changes."""
    above = (str(parent.tag) for parent in node.iterancestors())
    return next((tag for tag in above if tag not in _THROUGH), "")


def _ending(finished: Finished) -> Iterator[Finding]:
    body = next(finished.each_story()).find(w("body"))
    endings = [] if body is None else body.findall(w("sectPr"))
    if len(endings) != 1 or body is None or body[-1] is not endings[0]:
        message = "The text does not end with the one description of its last pages."
        yield finished.told("PK-762", message)


def _row_words(node: Element) -> str:
    row = node if node.tag == w("tr") else next(node.iterancestors(w("tr")), node)
    return quoted(" ".join(filter(None, map(text_of, row.iter(w("p"))))))
