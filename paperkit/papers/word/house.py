"""A kind takes on the look of its house: styles, numbering, theme, fonts, margins, furniture.

Done before a kind is checked and filled, part for part. The words, the tables and the order of
the sections are the kind's; whatever Word calls a style, a font or a page is the house's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from paperkit.errors import PackError, ReadError
from paperkit.findings import Finding, Place, quoted
from paperkit.papers.word.house_block import block_ids, header_block, put_header_block
from paperkit.papers.word.house_pages import (
    furniture_ids,
    pages_of,
    take_on_pages,
    wanted_pages,
)
from paperkit.papers.word.house_parts import look_ids, take_over, without_look
from paperkit.papers.word.house_styles import folded_name, take_on_styles
from paperkit.papers.word.house_tabs import with_tabs_in_reach
from paperkit.papers.word.names import Element, w
from paperkit.papers.word.parts import pack, parse, unpack, written
from paperkit.papers.word.relations import main_part, related, relations_of
from paperkit.papers.word.styles import Styles, read_styles

ENGLISH = "en-GB"
_NOTES = frozenset({"footnotes", "endnotes", "comments"})
# What a person's Word keeps among the settings that is no look, and may name a path or a person.
_NO_LOOK = tuple(
    map(
        w,
        (
            "attachedTemplate", "linkStyles", "mailMerge", "documentProtection",
            "writeProtection", "docVars", "rsids", "footnotePr", "endnotePr",
            "trackRevisions", "revisionView",
        ),
    )
)  # fmt: skip
# What officers' own text can become; a kind need not use these itself.
PROSE_STYLES = (
    "heading 3", "List Bullet", "List Bullet 2", "List (1)", "List a)", "List (i)",
    "Plain Paragraph", "Paper Table", "Table Heading", "Table Text", "Caption", "Hyperlink",
    "Gap", "footnote text", "footnote reference",
)  # fmt: skip


@dataclass(frozen=True)
class WordFile:
    """A Word file: the name that messages call it by, and its bytes."""

    name: str
    package: bytes


@dataclass(frozen=True)
class Dressed:
    """A kind's Word file with the look of its house, and what did not fit."""

    file: WordFile
    findings: tuple[Finding, ...]


def dress(kind: WordFile, house: WordFile) -> Dressed:
    """Return the kind's file with the house's look; findings PK-620 to PK-624 say what lacks.

    Raises ``PackError`` where one of the two is damaged or is no Word document.
    """
    bare, look = _members(kind), _members(house)
    own = without_look(bare)
    main, home = main_part(own), main_part(look)
    stories = {name: parse(own[name], name) for name in _stories(own, main)}
    body, shown = _body(stories[main]), _body(parse(look[home], home))
    every, styles = pages_of(shown), _styles(look)
    pages = wanted_pages(body, every)
    block = header_block(shown, styles)
    # The house's block goes in last: its styles and links are the house's own already.
    unmatched = take_on_styles(stories.values(), _styles(bare), styles, kind.name, house.name)
    wanted = (*look_ids(look), *furniture_ids(pages), *block_ids(block))
    taken = take_over(own, with_tabs_in_reach(look, every), wanted)
    findings = (
        *unmatched,
        *take_on_pages(body, pages, taken.ids, kind.name, house.name),
        *put_header_block(body, block, taken.ids, kind.name, house.name),
    )
    parts = {name: written(story) for name, story in stories.items()}
    members = _with_plain_settings(taken.members | parts)
    return Dressed(WordFile(kind.name, pack(members)), findings)


def keep_own_look(kind: WordFile) -> Dressed:
    """Return the kind's file as it is, for a pack without a house.

    PK-624 where it asks for a header block; ``PackError`` where it is no Word document.
    """
    members = _members(kind)
    main = main_part(members)
    body = _body(parse(members[main], main))
    nowhere = "a pack without house.docx"
    return Dressed(kind, put_header_block(body, None, {}, kind.name, nowhere))


def check_house(house: WordFile) -> tuple[Finding, ...]:
    """Return a note for each style that officers' text may need and the house lacks (PK-625)."""
    code = "PK-625"
    there = {folded_name(style.name) for style in _styles(_members(house)).by_id.values()}
    return tuple(
        Finding(
            code,
            Place(house.name),
            f"{house.name} has no style {quoted(name)}.",
            value=name,
        )
        for name in PROSE_STYLES
        if folded_name(name) not in there
    )


def _members(file: WordFile) -> dict[str, bytes]:
    """Return the parts; a file that cannot be read through is told by its name."""
    try:
        members = unpack(file.package)
        main = main_part(members)
        for name in (main, related(members, "styles"), related(members, "settings")):
            if name:
                parse(members[name], name)
    except (ReadError, KeyError):
        raise PackError(
            f"{file.name} is damaged or is not a Word document. "
            "Open it in Word and save it again as a .docx file."
        ) from None
    return members


def _stories(members: Mapping[str, bytes], main: str) -> Iterator[str]:
    """Yield the parts whose paragraphs are the kind's own: the text, and its notes."""
    yield main
    for relation in relations_of(members, main):
        if relation.kind in _NOTES and relation.target in members:
            yield relation.target


def _body(root: Element) -> Element:
    body = root.find(w("body"))
    if body is None:
        raise PackError("The Word file has no text. Open it in Word and save it again.")
    return body


def _styles(members: Mapping[str, bytes]) -> Styles:
    name = related(members, "styles")
    return read_styles(parse(members[name], name) if name else None)


def _with_plain_settings(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts with the house's settings in British English, without private ones."""
    name = related(members, "settings")
    if name is None:
        return members
    root = parse(members[name], name)
    _drop(root.iterchildren(*_NO_LOOK))
    for language in root.iter(w("themeFontLang")):
        language.set(w("val"), ENGLISH)
    return {**members, name: written(root)}


def _drop(nodes: Iterable[Element]) -> None:
    for node in list(nodes):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
