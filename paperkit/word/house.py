"""A kind takes on the look of its house: styles, numbering, theme, fonts, margins, furniture.

Done before a kind is checked and filled, part for part. The words, the tables and the order of
the sections are the kind's; whatever Word calls a style, a font or a page is the house's. Styles
are matched by their names.

The header block of a house, the paragraphs at the head of every paper that asks for it, is what
stands in ``house.docx`` above the first paragraph in the style "House Note". In a kind it goes
where a paragraph holds the mark alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path

from paperkit.container.formats import DOCUMENT
from paperkit.container.zips import open_package
from paperkit.errors import PackError, ReadError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
from paperkit.word.house_pages import (
    furniture_ids,
    look_ids,
    pages_of,
    take_on_pages,
    take_over,
    way_of,
    with_tabs_in_reach,
    without_look,
)
from paperkit.word.package import (
    R_NS,
    W14_NS,
    Element,
    drop,
    main_part,
    pack,
    parse,
    related,
    related_root,
    relations_of,
    value_of,
    w,
    words_in,
    written,
)
from paperkit.word.wml import Style, Styles, read_styles

MARK = "{{ header_block }}"
NOTE_STYLE = "House Note"
ENGLISH = "en-GB"
# What officers' own text can become; a kind need not use these itself.
PROSE_STYLES = (
    "heading 3", "List Bullet", "List Bullet 2", "List (1)", "List a)", "List (i)",
    "Plain Paragraph", "Paper Table", "Table Heading", "Table Text", "Caption", "Hyperlink",
    "Gap", "footnote text", "footnote reference",
)  # fmt: skip

_TYPES = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
_OF_ONE_FILE = (w("bookmarkStart"), w("bookmarkEnd"), w("sectPr"), w("proofErr"))
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

_HeaderBlock = tuple[Element, ...]


class WordFile(Frozen):
    """A Word file: the name that messages call it by, and its parts."""

    name: str
    members: Mapping[str, bytes]

    @property
    def package(self) -> bytes:
        """Return the file as bytes."""
        return pack(self.members)


class Dressed(Frozen):
    """A kind's Word file with the look of its house, and what did not fit."""

    file: WordFile
    findings: tuple[Finding, ...]


def word_file(path: Path) -> WordFile:
    """Return a Word file of a pack, within bounds; PackError where it is none."""
    try:
        package = open_package(path, DOCUMENT)
        members = {name: package.part(name) for name in package.names if not name.endswith("/")}
    except ReadError as fault:
        raise PackError(f"The template {path} cannot be used. {fault}") from fault
    return WordFile(f"{path.parent.name}/{path.name}", members)


def damaged(name: str) -> PackError:
    """Return what to raise where the Word file of that name cannot be read through."""
    return PackError(
        f"{name} is damaged or is not a Word document. "
        "Open it in Word and save it again as a .docx file."
    )


def dress(kind: WordFile, house: WordFile) -> Dressed:
    """Return the kind's file with the house's look; findings PK-620 to PK-624 say what lacks.

    Raises ``PackError`` where one of the two is damaged or is no Word document.
    """
    _refuse_damage(kind)
    _refuse_damage(house)
    bare, look = kind.members, house.members
    own = without_look(bare)
    main, home = main_part(own), main_part(look)
    # The kind's own paragraphs: those of the text, and of its notes.
    notes = (rel.target for rel in relations_of(own, main) if rel.kind in _NOTES)
    stories = {name: parse(own[name], name) for name in (main, *notes) if name in own}
    body, shown = _body(stories[main]), _body(parse(look[home], home))
    every, styles = pages_of(shown), read_styles(related_root(look, "styles"))
    ways = {way_of(section) for section in body.iter(w("sectPr"))}
    pages = {way: page for way, page in every.items() if way in ways}
    block = _header_block(shown, styles)
    # The house's block goes in last: its styles and links are the house's own already.
    own_styles = read_styles(related_root(bare, "styles"))
    unmatched = _take_on_styles(stories.values(), own_styles, styles, kind.name, house.name)
    led_to = (node.get(name, "") for node, name in _leading(block or ()))
    wanted = (*look_ids(look), *furniture_ids(pages), *led_to)
    members, ids = take_over(own, with_tabs_in_reach(look, every), wanted)
    findings = (
        *unmatched,
        *take_on_pages(body, pages, ids, kind.name, house.name),
        *_put_header_block(body, block, ids, kind.name, house.name),
    )
    members |= {name: written(story) for name, story in stories.items()}
    settings = related_root(members, "settings")
    if settings is not None:
        for node in list(settings.iterchildren(*_NO_LOOK)):
            drop(node)
        for language in settings.iter(w("themeFontLang")):
            language.set(w("val"), ENGLISH)
        members[str(related(members, "settings"))] = written(settings)
    return Dressed(WordFile(kind.name, members), findings)


def keep_own_look(kind: WordFile) -> Dressed:
    """Return the kind's file as it is, for a pack without a house.

    PK-624 where it asks for a header block; ``PackError`` where it is no Word document.
    """
    _refuse_damage(kind)
    main = main_part(kind.members)
    body = _body(parse(kind.members[main], main))
    nowhere = "a pack without house.docx"
    return Dressed(kind, _put_header_block(body, None, {}, kind.name, nowhere))


def check_house(house: WordFile) -> tuple[Finding, ...]:
    """Return a note for each style that officers' text may need and the house lacks (PK-625)."""
    _refuse_damage(house)
    styles = read_styles(related_root(house.members, "styles"))
    there = {folded_name(style.name) for style in styles.by_id.values()}
    return tuple(
        Finding(
            "PK-625", Place(house.name), f"{house.name} has no style {quoted(name)}.", value=name
        )
        for name in PROSE_STYLES
        if folded_name(name) not in there
    )


def _refuse_damage(file: WordFile) -> None:
    """Raise PackError, by the file's name, for one that cannot be read through."""
    try:
        main = main_part(file.members)
        for kind in ("styles", "settings"):
            related_root(file.members, kind)
        parse(file.members[main], main)
    except (ReadError, KeyError):
        raise damaged(file.name) from None


def _body(root: Element) -> Element:
    body = root.find(w("body"))
    if body is None:
        raise PackError("The Word file has no text. Open it in Word and save it again.")
    return body


def folded_name(name: str) -> str:
    """Return a style's name as it is compared: without regard to capitals and spare blanks."""
    return " ".join(name.split()).casefold()


def _take_on_styles(
    stories: Iterable[Element], own: Styles, house: Styles, kind_file: str, house_file: str
) -> list[Finding]:
    """Rewrite in the stories the id of each style to the house's id of the same name.

    Returns a finding for each name that the house lacks, has for another type, or has twice;
    uses of such a name are left as they stand.
    """
    by_name: dict[str, list[Style]] = defaultdict(list)
    for style in house.by_id.values():
        by_name[folded_name(style.name)].append(style)
    uses: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for node in (node for story in stories for node in story.iter(*_TYPES)):
        uses[own.name_of(node.get(w("val"))), _TYPES[str(node.tag)]].append(node)
    findings = []
    for (name, kind), nodes in uses.items():
        there, said = by_name.get(folded_name(name), []), quoted(name)
        if len(there) == 1 and there[0].kind == kind:
            for node in nodes:
                node.set(w("val"), there[0].id)
            continue
        if not there:
            code = "PK-620"
            message = (
                f"{kind_file} uses the {kind} style {said}, and {house_file} "
                "has no style of that name."
            )
        elif len(there) > 1:
            code = "PK-622"
            doubles = ", ".join(f"{quoted(style.name)} ({style.kind})" for style in there)
            message = (
                f"{kind_file} uses the style {said}, and {house_file} has "
                f"{len(there)} of that name: {doubles}."
            )
        else:
            code = "PK-621"
            message = (
                f"{kind_file} uses {said} as a {kind} style, and "
                f"{house_file} has it as a {there[0].kind} style."
            )
        findings.append(Finding(code, Place(house_file), message, value=name))
    return findings


def _header_block(body: Element, styles: Styles) -> _HeaderBlock | None:
    """Return copies of the house's blocks above its first note; None where it has no note.

    They are without what belongs to one file: bookmarks, sections, paragraph ids.
    """
    found: list[Element] = []
    for node in body:
        if node.tag == w("p"):
            style = styles.name_of(value_of(node.find(w("pPr")), "pStyle"))
            if folded_name(style) == folded_name(NOTE_STYLE):
                break
        found.append(node)
    else:
        return None
    block = tuple(map(deepcopy, found))
    for node in block:
        for inner in list(node.iterdescendants(*_OF_ONE_FILE)):
            drop(inner)
        for inner in node.iter():
            for name in [one for one in inner.attrib if str(one).startswith(f"{{{W14_NS}}}")]:
                del inner.attrib[name]
    return block


def _put_header_block(
    body: Element,
    block: _HeaderBlock | None,
    ids: Mapping[str, str],
    kind_file: str,
    house_file: str,
) -> tuple[Finding, ...]:
    """Put the block where the kind has its mark; a finding where there is no block to put."""
    marks = [node for node in body.iter(w("p")) if words_in(node).strip() == MARK]
    if marks and block is None:
        message = (
            f"{kind_file} asks for the header block with {quoted(MARK)}, and {house_file} has none."
        )
        return (Finding("PK-624", Place(kind_file), message, value=MARK),)
    for mark in marks:
        copied = tuple(map(deepcopy, block or ()))
        for node, name in _leading(copied):
            node.set(name, ids.get(node.get(name, ""), ""))
        for node in copied:
            mark.addprevious(node)
        drop(mark)
    return ()


def _leading(block: Sequence[Element]) -> Iterator[tuple[Element, str]]:
    """Yield each attribute that leads to another part, with its element."""
    prefix = f"{{{R_NS}}}"
    for node in (node for one in block for node in one.iter()):
        yield from ((node, str(name)) for name in node.attrib if str(name).startswith(prefix))
