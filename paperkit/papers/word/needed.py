"""The styles that a paper's long text asks of its template, told before the paper is made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paperkit.findings import Finding, Place, quoted
from paperkit.papers.blocks import (
    Block,
    Inline,
    Item,
    Link,
    Marker,
    Note,
    Subheading,
    Table,
    inlines,
)
from paperkit.papers.word import tables
from paperkit.papers.word.blocks import SUBHEADING
from paperkit.papers.word.lists import lists_of, style_of
from paperkit.papers.word.parts import parse, unpack
from paperkit.papers.word.relations import related
from paperkit.papers.word.styles import read_styles


@dataclass(frozen=True, order=True)
class Need:
    """A style by its name and kind, and whether it must take its number from a list."""

    name: str
    kind: str = "paragraph"
    numbered: bool = False


def needs(blocks: Iterable[Block]) -> frozenset[Need]:
    """Return the styles that these blocks take beside that of plain paragraphs."""
    every = tuple(blocks)
    of_blocks = {need for block in every for need in _of_block(block)}
    return frozenset(of_blocks | {need for inline in inlines(every) for need in _of_inline(inline)})


def _of_block(block: Block) -> Iterator[Need]:
    match block:
        case Subheading():
            yield Need(SUBHEADING)
        case Item():
            yield Need(style_of(block), numbered=block.marker is not Marker.BULLET)
        case Table():
            yield from (Need(tables.STYLE, "table"), Need(tables.HEADING), Need(tables.TEXT))
            if block.caption:
                yield Need(tables.CAPTION)


def _of_inline(inline: Inline) -> Iterator[Need]:
    match inline:
        case Link():
            yield Need("Hyperlink", "character")
        case Note():
            yield from (Need("Footnote Text"), Need("Footnote Reference", "character"))


def check_needs(package: bytes, file: str, blocks: Iterable[Block]) -> tuple[Finding, ...]:
    """Return a finding (PK-608) for each style that the blocks need and the template lacks.

    ``package`` is the template with the look of its house, ``file`` what messages call it.
    """
    found = needs(blocks)
    return tuple(_lacking(package, file, sorted(found))) if found else ()


def _lacking(package: bytes, file: str, needed: Iterable[Need]) -> Iterator[Finding]:
    members = unpack(package)
    parts = (related(members, kind) for kind in ("styles", "numbering"))
    roots = [parse(members[part], part) if part else None for part in parts]
    styles = read_styles(roots[0])
    lists = lists_of(roots[1], styles)
    there = {(style.name.lower(), style.kind): style for style in styles.by_id.values()}
    code = "PK-608"
    for need in needed:
        style = there.get((need.name.lower(), need.kind))
        message = ""
        if style is None:
            message = f"The template has no {need.kind} style called {quoted(need.name)}."
        elif need.numbered and lists.found(style.id) is None:
            message = f"The style {quoted(need.name)} of the template takes no number from a list."
        if message:
            yield Finding(code, Place(file), message, value=need.name)
