"""The styles that a paper's long text asks of its template."""

from collections.abc import Iterable, Iterator, Mapping

from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
from paperkit.word.filling import CAPTION, SUBHEADING, TABLE, TABLE_HEADING, TABLE_TEXT, UNNUMBERED
from paperkit.word.numbering import lists_of, style_of
from paperkit.word.package import related_root
from paperkit.word.styles import styles_of
from paperkit.word.values import (
    Block,
    Hyperlink,
    ListItem,
    ListMarker,
    Note,
    Paragraph,
    ProseTable,
    Subheading,
    inlines,
)


class StyleNeeded(Frozen, order=True):
    """A style by its name and kind, and whether it must take its number from a list."""

    name: str
    kind: str = "paragraph"
    numbered: bool = False


def _styles_needed(every: tuple[Block, ...]) -> Iterator[StyleNeeded]:
    """Yield the styles that these blocks take beside that of plain paragraphs."""
    for block in every:
        match block:
            case Subheading():
                yield StyleNeeded(SUBHEADING)
            case Paragraph(numbered=False):
                yield StyleNeeded(UNNUMBERED)
            case ListItem():
                yield StyleNeeded(style_of(block), numbered=block.marker is not ListMarker.BULLET)
            case ProseTable():
                yield StyleNeeded(TABLE, "table")
                yield from (StyleNeeded(TABLE_HEADING), StyleNeeded(TABLE_TEXT))
                if block.caption:
                    yield StyleNeeded(CAPTION)
    for inline in inlines(every):
        match inline:
            case Hyperlink():
                yield StyleNeeded("Hyperlink", "character")
            case Note():
                yield StyleNeeded("Footnote Text")
                yield StyleNeeded("Footnote Reference", "character")


def check_needs(
    members: Mapping[str, bytes], file: str, blocks: Iterable[Block]
) -> tuple[Finding, ...]:
    """Return a finding (PK-608) for each style that the blocks need and the template lacks.

    ``members`` are those of the template with the look of its house, ``file`` what messages call
    it.
    """
    needed = sorted(set(_styles_needed(tuple(blocks))))
    if not needed:
        return ()
    styles = styles_of(members)
    lists = lists_of(related_root(members, "numbering"), styles)
    there = {(style.name.lower(), style.kind): style for style in styles.by_id.values()}
    findings = []
    for need in needed:
        style, said = there.get((need.name.lower(), need.kind)), quoted(need.name)
        if style is None:
            message = f"The template has no {need.kind} style called {said}."
            findings.append(_style_lacking(file, message, need.name))
        elif need.numbered and lists.place_of_style(style.id) is None:
            message = f"The style {said} of the template takes no number from a list."
            findings.append(_style_lacking(file, message, need.name))
    return tuple(findings)


def _style_lacking(file: str, message: str, style: str) -> Finding:
    return Finding("PK-608", Place(file), message, value=style)
