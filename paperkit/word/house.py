"""Styles of a kind, matched by their names with those of the house.

The header block of a house: the paragraphs at the head of every paper that asks for it.

In ``house.docx`` it is what stands above the first paragraph in the style "House Note". In a
kind it goes where a paragraph holds the mark alone.

Right tabs of a house that its margins have overtaken.

Page numbers and item numbers stand at a right tab at the edge of the text. Who narrows the text
in Word seldom moves the tabs too, and what stands at a tab beyond the edge is cut off.

A kind takes on the look of its house: styles, numbering, theme, fonts, margins, furniture.

Done before a kind is checked and filled, part for part. The words, the tables and the order of
the sections are the kind's; whatever Word calls a style, a font or a page is the house's.

Moved.
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
    Pages,
    Way,
    furniture_ids,
    look_ids,
    pages_of,
    take_on_pages,
    take_over,
    text_width,
    wanted_pages,
    without_look,
)
from paperkit.word.package import (
    R_NS,
    W14_NS,
    Element,
    main_part,
    pack,
    parse,
    related,
    relations_of,
    unpack,
    value_of,
    w,
    written,
)
from paperkit.word.wml import Style, Styles, read_styles

_TYPES = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}


class _Use(Frozen):
    """A style as a kind uses it: its name, and for what."""

    name: str
    kind: str


def take_on_styles(
    stories: Iterable[Element], own: Styles, house: Styles, kind_file: str, house_file: str
) -> tuple[Finding, ...]:
    """Rewrite in the stories the id of each style to the house's id of the same name.

    Returns a finding for each name that the house lacks, has for another type, or has twice;
    uses of such a name are left as they stand.
    """
    by_name = _by_name(house)
    uses: dict[_Use, list[Element]] = defaultdict(list)
    for node in (node for story in stories for node in story.iter(*_TYPES)):
        uses[_Use(own.name_of(node.get(w("val"))), _TYPES[str(node.tag)])].append(node)
    findings = []
    for use, nodes in uses.items():
        there = by_name.get(folded_name(use.name), ())
        fault = _fault(use, there)
        if fault:
            findings.append(_finding(fault, use, there, kind_file, house_file))
            continue
        for node in nodes:
            node.set(w("val"), there[0].id)
    return tuple(findings)


def folded_name(name: str) -> str:
    """Return a style's name as it is compared: without regard to capitals and spare blanks."""
    return " ".join(name.split()).casefold()


def _by_name(styles: Styles) -> Mapping[str, Sequence[Style]]:
    found: dict[str, list[Style]] = defaultdict(list)
    for style in styles.by_id.values():
        found[folded_name(style.name)].append(style)
    return found


def _fault(use: _Use, there: Sequence[Style]) -> str | None:
    if not there:
        return "PK-620"
    if len(there) > 1:
        return "PK-622"
    return None if there[0].kind == use.kind else "PK-621"


def _finding(
    code: str, use: _Use, there: Sequence[Style], kind_file: str, house_file: str
) -> Finding:
    name = quoted(use.name)
    said = {
        "PK-620": f"{kind_file} uses the {use.kind} style {name}, and {house_file} "
        "has no style of that name.",
        "PK-622": f"{kind_file} uses the style {name}, and {house_file} has "
        f"{len(there)} of that name: {', '.join(_names(there))}.",
        "PK-621": f"{kind_file} uses {name} as a {use.kind} style, and "
        f"{house_file} has it as a {there[0].kind if there else ''} style.",
    }
    return Finding(code, Place(house_file), said[code], value=use.name)


def _names(styles: Iterable[Style]) -> Iterator[str]:
    return (f"{quoted(style.name)} ({style.kind})" for style in styles)


MARK = "{{ header_block }}"
NOTE_STYLE = "House Note"
_OF_ONE_FILE = (w("bookmarkStart"), w("bookmarkEnd"), w("sectPr"), w("proofErr"))

Block = tuple[Element, ...]


def header_block(body: Element, styles: Styles) -> Block | None:
    """Return copies of the house's blocks above its first note; None where it has no note."""
    found: list[Element] = []
    for node in body:
        if node.tag == w("p") and folded_name(_style(node, styles)) == folded_name(NOTE_STYLE):
            return tuple(_clean(deepcopy(one)) for one in found)
        found.append(node)
    return None


def block_ids(block: Block | None) -> tuple[str, ...]:
    """Return the ids by which the block leads to pictures and addresses."""
    return tuple(node.get(name, "") for node, name in _leading(block or ()))


def put_header_block(
    body: Element, block: Block | None, ids: Mapping[str, str], kind_file: str, house_file: str
) -> tuple[Finding, ...]:
    """Put the block where the kind has its mark; a finding where there is no block to put."""
    marks = [node for node in body.iter(w("p")) if _text(node) == MARK]
    if marks and block is None:
        message = (
            f"{kind_file} asks for the header block with {quoted(MARK)}, and {house_file} has none."
        )
        code = "PK-624"
        return (Finding(code, Place(kind_file), message, value=MARK),)
    for mark in marks:
        _replace(mark, tuple(deepcopy(node) for node in block or ()), ids)
    return ()


def _replace(mark: Element, block: Block, ids: Mapping[str, str]) -> None:
    for node, name in _leading(block):
        node.set(name, ids.get(node.get(name, ""), ""))
    parent = mark.getparent()
    assert parent is not None
    place = parent.index(mark)
    parent[place : place + 1] = block


def _leading(block: Sequence[Element]) -> Iterator[tuple[Element, str]]:
    """Yield each attribute that leads to another part, with its element."""
    prefix = f"{{{R_NS}}}"
    for node in (node for one in block for node in one.iter()):
        yield from ((node, str(name)) for name in node.attrib if str(name).startswith(prefix))


def _clean(node: Element) -> Element:
    """Return the block without what belongs to one file: bookmarks, sections, paragraph ids."""
    for inner in list(node.iter(*_OF_ONE_FILE)):
        parent = inner.getparent()
        if parent is not None:
            parent.remove(inner)
    for inner in node.iter():
        for name in [name for name in inner.attrib if str(name).startswith(f"{{{W14_NS}}}")]:
            del inner.attrib[name]
    return node


def _style(paragraph: Element, styles: Styles) -> str:
    return styles.name_of(value_of(paragraph.find(w("pPr")), "pStyle"))


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()


_RIGHT = ("right", "end")


def with_tabs_in_reach(members: Mapping[str, bytes], pages: Pages) -> dict[str, bytes]:
    """Return a house's parts with each right tab no further than the edge of the text.

    Styles go by the upright page; headers and footers by the page that shows them.
    """
    widths = {way: text_width(page) for way, page in pages.items()}
    upright = widths.get(Way.PORTRAIT) or widths.get(Way.LANDSCAPE, 0)
    edges = {related(members, "styles") or "": upright}
    targets = {rel.id: rel.target for rel in relations_of(members, main_part(members))}
    for way, page in pages.items():
        for name in (targets.get(one, "") for one in furniture_ids({way: page})):
            edges.setdefault(name, widths[way])
    return {**members, **_fitted(members, edges, upright)}


def _fitted(
    members: Mapping[str, bytes], edges: Mapping[str, int], upright: int
) -> dict[str, bytes]:
    fitted = {}
    for name, edge in edges.items():
        if name in members and edge > 0:
            root = parse(members[name], name)
            if _fit(root, edge, upright):
                fitted[name] = written(root)
    return fitted


def _fit(root: Element, edge: int, upright: int) -> bool:
    """Move the tabs of a part; return whether any had to be."""
    moved = False
    for tab in root.iter(w("tab")):
        # A tab that is cleared is the style's, which has gone by the upright page.
        most = upright if tab.get(w("val")) == "clear" else edge
        place = tab.get(w("pos"), "")
        if tab.get(w("val")) in (*_RIGHT, "clear") and place.isdigit() and int(place) > most:
            tab.set(w("pos"), str(most))
            moved = True
    return moved


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


class WordFile(Frozen):
    """A Word file: the name that messages call it by, and its bytes."""

    name: str
    package: bytes


class Dressed(Frozen):
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


def word_file(path: Path) -> WordFile:
    """Return a Word file of a pack, within bounds; PackError where it is none."""
    try:
        package = open_package(path, DOCUMENT)
    except ReadError as fault:
        raise PackError(f"The template {path} cannot be used. {fault}") from fault
    return WordFile(f"{path.parent.name}/{path.name}", package.data)
