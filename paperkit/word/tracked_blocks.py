"""Paragraphs and tables of two versions in one row, with what changed marked.

What only the older one has comes first where both have something. A paragraph is compared with the
one that it became, by words; a table with one of the same columns, row by row and cell by cell; of
all else the whole is deleted and inserted.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from copy import deepcopy
from types import MappingProxyType

from paperkit.frozen import Frozen
from paperkit.word.aligning import matched
from paperkit.word.package import (
    FURNITURE_TAGS,
    SECTION_END,
    Element,
    drop,
    element,
    properties_of,
    put_in_order,
    value_of,
    w,
    words_in,
)
from paperkit.word.pieces import DELETED, INSERTED, Changes, as_compared, both, whole, words_of
from paperkit.word.proof_package import blocks_in, within

_BLOCKS = (w("p"), w("tbl"))
_FIELD = w("fldCharType")
_NESTED = MappingProxyType({"begin": 1, "end": -1})
_FIGURES = re.compile(r"\d+")


class Block(Frozen):
    """A paragraph or table, or the paragraphs of one field; how it is compared.

    ``like`` is equal for what is the same but for figures, ``kind`` for what can be compared part
    by part: a paragraph with a paragraph, a table with one of the same columns.
    """

    nodes: tuple[Element, ...]
    key: bytes
    like: Hashable
    kind: Hashable
    words: str

    @property
    def is_table(self) -> bool:
        """Return whether it is a table."""
        return self.nodes[0].tag == w("tbl")

    @property
    def is_paragraph(self) -> bool:
        """Return whether it is one paragraph."""
        return len(self.nodes) == 1 and self.nodes[0].tag == w("p")


def blocks(holder: Element) -> list[Block]:
    """Return the paragraphs and tables of a text or cell; content controls are looked into."""
    found: list[Block] = []
    waiting: list[Element] = []
    depth = sections = 0
    for node in blocks_in(holder):
        if node.tag not in _BLOCKS:
            continue
        waiting.append(node)
        depth += sum(_NESTED.get(mark.get(_FIELD, ""), 0) for mark in node.iter(w("fldChar")))
        if depth > 0:
            continue
        ends = node.find(SECTION_END) is not None
        sections += ends
        found.append(_block(tuple(waiting), sections if ends else 0))
        waiting, depth = [], 0
    return [*found, *(_block((node,), 0) for node in waiting)]


def _block(nodes: tuple[Element, ...], section: int) -> Block:
    """Return nodes as a block; ``section`` is the number of the one that it ends."""
    key = b"".join(map(as_compared, nodes))
    first = nodes[0]
    if first.tag == w("tbl"):
        properties = first.find(w("tblPr"))
        grid = ("table", as_compared(first.find(w("tblGrid"))))
        rows = within(first, "tr")
        caption = value_of(properties, "tblCaption") or (_row_words(rows[0]) if rows else "")
        return Block(nodes, key, (*grid, caption), grid, "")
    words = " ".join(map(words_of, nodes))
    if len(nodes) > 1 or first.tag != w("p"):
        return Block(nodes, key, None, key, words)
    if section:
        return Block(nodes, key, ("section", section), ("section", section), words)
    style = value_of(first.find(w("pPr")), "pStyle")
    like = (style, _FIGURES.sub("0", words)) if words.strip() else None
    return Block(nodes, key, like, "paragraph", words)


def merged(older: Sequence[Block], newer: Sequence[Block], changes: Changes) -> list[Element]:
    """Return what both hold in one row, with what became of it marked."""
    keys = (
        lambda block: block.key,
        lambda block: block.like,
        lambda block: block.kind if block.is_table else None,
    )
    lasts = bool(older and newer) and older[-1].is_paragraph and newer[-1].is_paragraph
    # The last paragraph of a cell or text cannot be deleted or inserted, so it stays.
    ends = (len(older) - lasts, len(newer) - lasts)
    pairs = matched(
        older[: ends[0]], newer[: ends[1]], keys, lambda block: (block.kind, block.words)
    )
    if lasts:
        pairs.append(ends)
    found: list[tuple[str, Element]] = []
    at = to = 0
    for pair in (*pairs, (len(older), len(newer))):
        for kind, there in ((DELETED, older[at : pair[0]]), (INSERTED, newer[to : pair[1]])):
            nodes = (node for block in there for node in block.nodes)
            found += ((kind, made) for node in nodes for made in _whole(node, kind, changes))
        at, to = pair[0] + 1, pair[1] + 1
        if pair[1] < len(newer):
            found += (("", node) for node in _pair(older[pair[0]], newer[pair[1]], changes))
    return list(_apart(found, changes))


def _apart(nodes: Iterable[tuple[str, Element]], changes: Changes) -> Iterator[Element]:
    """Yield the nodes, a paragraph of neither paper between two tables of which each has one.

    Word takes two tables that follow each other for one.
    """
    before = ("", "")
    for kind, node in nodes:
        if node.tag == w("tbl") == before[1] and {kind, before[0]} == {INSERTED, DELETED}:
            look = element("rPr", changes.mark(INSERTED), changes.mark(DELETED))
            yield element("p", element("pPr", look))
        before = (kind, str(node.tag))
        yield node


def _pair(older: Block, newer: Block, changes: Changes) -> Iterator[Element]:
    if older.key == newer.key:
        yield from newer.nodes
    elif newer.is_table:
        yield _table(older.nodes[0], newer.nodes[0], changes)
    else:
        made = both(older.nodes[0], newer.nodes[0], changes)
        ending = made.find(SECTION_END)
        if ending is not None:
            of_section(older.nodes[0].find(SECTION_END), ending, changes)
        yield made


def _whole(node: Element, kind: str, changes: Changes) -> Iterator[Element]:
    """Yield a paragraph or table of which all is inserted or deleted."""
    if node.tag == w("p"):
        yield whole(node, kind, changes)
    elif node.tag == w("tbl"):
        made = deepcopy(node)
        for row in within(made, "tr"):
            _whole_row(row, kind, changes)
        yield made
    elif kind == INSERTED:
        yield node


def _whole_row(row: Element, kind: str, changes: Changes) -> None:
    _last_of(row, "trPr").append(changes.mark(kind))
    for paragraph in list(row.iter(w("p"))):
        parent = paragraph.getparent()
        assert parent is not None
        parent.replace(paragraph, whole(paragraph, kind, changes))


def _last_of(row: Element, name: str) -> Element:
    """Return the properties of a row, made where it has none; they come before the cells."""
    found = row.find(w(name))
    if found is None:
        found = element(name)
        exceptions = row.find(w("tblPrEx"))
        row.insert(0, found) if exceptions is None else exceptions.addnext(found)
    return found


class _Row(Frozen):
    """A row: how it is compared, how its cells are laid out, the words of the first and of all."""

    node: Element
    key: bytes
    shape: Hashable
    first: str
    words: str


def _table(older: Element, newer: Element, changes: Changes) -> Element:
    """Return a table in which the rows and cells are marked that changed."""
    was, now = ([_row(node) for node in within(table, "tr")] for table in (older, newer))
    keys = (
        lambda row: row.key,
        lambda row: (row.shape, row.first) if row.first.strip() else None,
    )
    pairs = matched(was, now, keys, lambda row: (row.shape, row.words))
    rows: list[Element] = []
    at = to = 0
    for pair in (*pairs, (len(was), len(now))):
        for kind, there in ((DELETED, was[at : pair[0]]), (INSERTED, now[to : pair[1]])):
            for row in there:
                made = deepcopy(row.node)
                _whole_row(made, kind, changes)
                rows.append(made)
        at, to = pair[0] + 1, pair[1] + 1
        if pair[1] < len(now):
            rows.append(_both_rows(was[pair[0]], now[pair[1]], changes))
    made = element("tbl", *_properties_of_table(older, newer, changes))
    made.extend(rows)
    return made


def _row(node: Element) -> _Row:
    cells = within(node, "tc")
    shape = (
        as_compared(node.find(w("trPr"))),
        *((value_of(p, "gridSpan"), p is not None and as_compared(p.find(w("vMerge"))))
          for p in (cell.find(w("tcPr")) for cell in cells)),
    )  # fmt: skip
    first = _cell_words(cells[0]) if cells else ""
    return _Row(node, as_compared(node), shape, first, _row_words(node))


def _row_words(row: Element) -> str:
    return " ".join(_cell_words(cell) for cell in within(row, "tc"))


def _cell_words(cell: Element) -> str:
    return " ".join(map(words_in, cell.iter(w("p"))))


def _both_rows(older: _Row, newer: _Row, changes: Changes) -> Element:
    if older.key == newer.key:
        return newer.node
    made = deepcopy(newer.node)
    for was, now in zip(within(older.node, "tc"), within(made, "tc"), strict=True):
        look, before = now.find(w("tcPr")), was.find(w("tcPr"))
        if as_compared(look) != as_compared(before):
            look = properties_of(now, "tcPr")
            look.append(changes.mark("tcPrChange", element("tcPr") if before is None else before))
            put_in_order(look)
        held = merged(blocks(was), blocks(now), changes)
        now[:] = [*([] if look is None else [look]), *held]
    return made


def _properties_of_table(older: Element, newer: Element, changes: Changes) -> Iterator[Element]:
    was, now = (table.find(w("tblPr")) for table in (older, newer))
    if now is not None:
        made = deepcopy(now)
        if was is not None and as_compared(was) != as_compared(now):
            made.append(changes.mark("tblPrChange", deepcopy(was)))
            put_in_order(made)
        yield made
    grid = newer.find(w("tblGrid"))
    if grid is not None:
        yield grid


def of_section(older: Element | None, newer: Element, changes: Changes) -> Element:
    """Return a section's description, with what it was where that was another one."""
    if older is not None:
        was, now = (deepcopy(one) for one in (older, newer))
        for one in (was, now):
            drop(*one.iterchildren(*FURNITURE_TAGS))
        if as_compared(was) != as_compared(now):
            newer.append(changes.mark("sectPrChange", was))
            put_in_order(newer)
    return newer
