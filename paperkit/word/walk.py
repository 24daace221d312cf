"""A finished file as it is walked by those who read it out: its sections, furniture and notes.

A walk goes section by section through the text. Of each it has the headers and footers, and the
notes come after all.
"""

from collections.abc import Iterator, Mapping

from paperkit.frozen import Frozen, replace
from paperkit.word.numbering import printed_numbers
from paperkit.word.package import (
    R_ID,
    SECTION_END,
    Element,
    main_part,
    parse,
    related,
    related_root,
    relations_of,
    unpack,
    w,
)
from paperkit.word.styles import Styles, styles_of


class OpenPart(Frozen):
    """One part of a file: its root and where its links lead; the file's styles and numbers.

    ``notes`` are the numbers of the notes on the page, by the id that the part calls them by.
    """

    members: Mapping[str, bytes]
    part: str
    root: Element
    styles: Styles
    numbers: Mapping[Element, str]
    addresses: Mapping[str, str]
    notes: Mapping[str, int]


class PageSection(Frozen):
    """A stretch of the text: what it holds, and the description of its pages at its end."""

    blocks: tuple[Element, ...]
    ending: Element | None = None


def text_of_file(package: bytes) -> OpenPart:
    """Return the part that holds a file's text.

    Raises ``ReadError``, with a plain sentence, for bytes that are not a Word document.
    """
    members = unpack(package)
    styles = styles_of(members)
    sheet = _opened(members, main_part(members), styles)
    numbers = printed_numbers(sheet.root, related_root(members, "numbering"), styles)
    return replace(sheet, numbers=numbers)


def _opened(members: Mapping[str, bytes], part: str, styles: Styles) -> OpenPart:
    root = parse(members[part], part)
    addresses = {rel.id: rel.target for rel in relations_of(members, part)}
    marks = enumerate(root.iter(w("footnoteReference")), start=1)
    notes = {mark.get(w("id"), ""): at for at, mark in marks}
    return OpenPart(members, part, root, styles, {}, addresses, notes)


def sections_of(sheet: OpenPart) -> Iterator[PageSection]:
    """Yield the sections of the text; the last has no ending where the file lacks one."""
    body = sheet.root.find(w("body"))
    waiting: list[Element] = []
    for block in () if body is None else body:
        ending = block if block.tag == w("sectPr") else block.find(SECTION_END)
        if block is not ending:
            waiting.append(block)
        if ending is not None:
            yield PageSection(tuple(waiting), ending)
            waiting = []
    if waiting:
        yield PageSection(tuple(waiting))


def furniture_of(section: PageSection, sheet: OpenPart) -> Iterator[tuple[str, str, OpenPart]]:
    """Yield the headers, then the footers of a section: which, of which pages, and its part."""
    for what in ("header", "footer"):
        ending = section.ending
        for reference in () if ending is None else ending.findall(w(f"{what}Reference")):
            part = sheet.addresses.get(reference.get(R_ID, ""), "")
            if part in sheet.members:
                kind = reference.get(w("type"), "default")
                yield what, kind, _opened(sheet.members, part, sheet.styles)


def notes_of(sheet: OpenPart) -> Iterator[tuple[int, Element, OpenPart]]:
    """Yield the notes of a text in their order: the number, what it says, the part of notes."""
    part = related(sheet.members, "footnotes")
    if part is None:
        return
    beside = _opened(sheet.members, part, sheet.styles)
    nodes = {node.get(w("id"), ""): node for node in beside.root.iter(w("footnote"))}
    for name, number in sorted(sheet.notes.items(), key=lambda pair: pair[1]):
        if name in nodes:
            yield number, nodes[name], beside
