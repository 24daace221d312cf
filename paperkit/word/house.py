"""A kind takes on the look of its house: styles, numbering, theme, fonts, margins, furniture.

Done before a kind is checked and filled, part for part. The words, the tables and the order of
the sections are the kind's; whatever Word calls a style, a font or a page is the house's. Styles
are matched by their names. Pages are margins, header and footer, for one upright section and one
across. Parts are what the text leads to by a relationship of a type in ``LOOK`` or ``FURNITURE``,
with all that these lead to in turn (a crest, a link).

The header block of a house, the paragraphs at the head of every paper that asks for it, is what
is in ``house.docx`` above the first paragraph in the style "House Note". In a kind it goes
where a paragraph holds the mark alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from enum import Enum
from functools import lru_cache
from pathlib import Path

from paperkit.container.reading import DOCUMENT, as_wanted, bounded, content
from paperkit.errors import PackError, ReadError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.word.package import (
    FURNITURE_TAGS,
    R_ID,
    R_NS,
    SECTION_END,
    W14_NS,
    Element,
    drop,
    element,
    is_xml,
    main_part,
    number_of,
    pack,
    parse,
    put_all_in_order,
    put_in_order,
    related,
    related_root,
    relations_of,
    story_parts,
    value_of,
    w,
    words_in,
    written,
)
from paperkit.word.styles import STYLE_KINDS, Style, Styles, styles_of
from paperkit.word.taken_over import LOOK, take_over, without_look
from paperkit.word.template_numbers import without_repeated_numbers
from paperkit.word.template_tags import end_of_section, put_together
from paperkit.word.template_unseen import NotTaken, leave_out

MARK = "{{ header_block }}"
NOTE_STYLE = "House Note"
ENGLISH = "en-GB"
# What officers' own text can become; a kind need not use these itself.
PROSE_STYLES = (
    "heading 3", "List Bullet", "List Bullet 2", "List (1)", "List a)", "List (i)",
    "Plain Paragraph", "Paper Table", "Table Heading", "Table Text", "Caption", "Hyperlink",
    "Gap", "footnote text", "footnote reference",
)  # fmt: skip

_OF_ONE_FILE = (w("bookmarkStart"), w("bookmarkEnd"), w("sectPr"), w("proofErr"))
_NOTES = frozenset({"footnotes", "endnotes", "comments"})
# What a person's Word keeps among the settings that is not a look, and may name a path or a person.
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


class WordFile(Frozen):
    """A Word file: the name that messages call it by, its parts, what of it was left out."""

    name: str
    members: Mapping[str, bytes]
    left_out: tuple[NotTaken, ...] = ()

    @property
    def package(self) -> bytes:
        """Return the file as bytes."""
        return pack(self.members)


class Dressed(Frozen):
    """A kind's Word file with the look of its house, and what did not fit."""

    file: WordFile
    findings: tuple[Finding, ...]


FileHeld = tuple[Path, bytes]
"""A file by its path, with all that it holds."""


def held(path: Path) -> FileHeld:
    """Return a Word file of a pack as it is; PackError where it cannot be opened."""
    try:
        return path, content(path)
    except ReadError as fault:
        raise _unusable(path, fault) from fault


def word_file(path: Path) -> WordFile:
    """Return a Word file of a pack, within bounds, without what no paper takes along.

    Its tags are in one piece each, its properties in order.

    PackError where it is not a Word file or is damaged.
    """
    return opened(held(path))


# A process that makes many papers meets the same houses and kinds again.
@lru_cache(maxsize=32)
def opened(file: FileHeld) -> WordFile:
    """Return a Word file that is held in memory, as ``word_file`` does."""
    path, data = file
    try:
        package = as_wanted(bounded(path.name, data, DOCUMENT), DOCUMENT)
        members = {name: package.part(name) for name in package.names if not name.endswith("/")}
    except ReadError as fault:
        raise _unusable(path, fault) from fault
    name = f"{path.parent.name}/{path.name}"
    try:
        left, out = leave_out(members, name)
        styles: Styles | None = None
        tagged = (name for name in left if is_xml(name) and b"{" in left[name])
        for part in dict.fromkeys((*_stories(left), *tagged)):
            root = parse(left[part], part)
            styles = styles or styles_of(left)
            numbers = without_repeated_numbers(root, styles)
            if put_together(root) | numbers | put_all_in_order(root) | _end_put_last(root):
                left[part] = written(root)
        return WordFile(name, left, out)
    except (ReadError, KeyError):
        raise damaged(name) from None


def _stories(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the parts that hold paragraphs; none of what is not a document, as its check says."""
    with suppress(ReadError):
        return story_parts(members)
    return ()


def _end_put_last(root: Element) -> bool:
    """Put what says of the last pages at the end of a text; return whether it was elsewhere.

    Not every program writes it; without it the last pages would have no header and no margins.
    """
    body = root.find(w("body"))
    endings = [] if body is None else body.findall(w("sectPr"))
    if body is None or len(endings) > 1 or (endings and body[-1] is endings[0]):
        return False
    body.append(endings[0] if endings else element("sectPr"))
    return True


def _unusable(path: Path, fault: ReadError) -> PackError:
    return PackError(f"The template {path} cannot be used. {fault}")


def damaged(name: str) -> PackError:
    """Return what to raise where the Word file of that name cannot be read through."""
    return PackError(
        f"{name} is damaged or is not a Word document. "
        "Open it in Word and save it again as a .docx file."
    )


def dress(kind: WordFile, house: WordFile, tables: WordFile | None = None) -> Dressed:
    """Return the kind's file with the house's look; findings PK-620 to PK-624 say what lacks.

    ``tables`` is the file of its full tables, where they follow its own pages. Raises
    ``PackError`` where one of the files is damaged or is not a Word document.
    """
    _refuse_damage(kind)
    _refuse_damage(house)
    bare, look = kind.members, house.members
    own = without_look(bare)
    main, home = main_part(own), main_part(look)
    # The kind's own paragraphs: those of the text, and of its notes.
    notes = (rel.target for rel in relations_of(own, main) if rel.kind in _NOTES)
    stories = {name: parse(own[name], name) for name in (main, *notes) if name in own}
    body, shown = body_of(stories[main]), body_of(parse(look[home], home))
    every, styles = pages_of(shown), styles_of(look)
    # What goes in after this, the tables and the house's block, has the house's styles already.
    own_styles = styles_of(bare)
    unmatched = _take_on_styles(stories.values(), own_styles, styles, kind.name, house.name)
    after = _put_after(body, tables, styles, house.name) if tables else []
    ways = {way_of(section) for section in body.iter(w("sectPr"))}
    pages = {way: page for way, page in every.items() if way in ways}
    block = _header_block(shown, styles)
    led_to = (node.get(name, "") for node, name in leading(block or ()))
    look_ids = (
        rel.id
        for rel in relations_of(look, home)
        if rel.kind in LOOK - {"glossaryDocument"} and rel.target in look
    )
    wanted = (*look_ids, *furniture_ids(pages), *led_to)
    members, ids = take_over(own, with_tabs_in_reach(look, every), wanted)
    findings = (
        *unmatched,
        *after,
        *take_on_pages(body, pages, ids, kind.name, house.name),
        *_put_header_block(body, block, ids, kind.name, house.name),
    )
    members |= {name: written(story) for name, story in stories.items()}
    settings = related_root(members, "settings")
    if settings is not None:
        drop(*settings.iterchildren(*_NO_LOOK))
        for language in settings.iter(w("themeFontLang")):
            language.set(w("val"), ENGLISH)
        members[str(related(members, "settings"))] = written(settings)
    left_out = (*kind.left_out, *house.left_out)
    return Dressed(WordFile(kind.name, members, left_out), findings)


def keep_own_look(kind: WordFile, tables: WordFile | None = None) -> Dressed:
    """Return the kind's file as it is, for a pack without a house, and its full tables after it.

    PK-624 where it asks for a header block; ``PackError`` where it is not a Word document.
    """
    _refuse_damage(kind)
    main = main_part(kind.members)
    root = parse(kind.members[main], main)
    styles = styles_of(kind.members)
    after = _put_after(body_of(root), tables, styles, kind.name) if tables else []
    no_block = _put_header_block(body_of(root), None, {}, kind.name, "a pack without house.docx")
    file = replace(kind, members={**kind.members, main: written(root)}) if tables else kind
    return Dressed(file, (*after, *no_block))


def _put_after(body: Element, tables: WordFile, styles: Styles, look: str) -> list[Finding]:
    """Put the pages of another Word file after a kind's own, with the styles of the file ``look``.

    A picture, a link or a note would lead to parts that the kind does not have: a ``PackError``.
    """
    _refuse_damage(tables)
    main = main_part(tables.members)
    added = body_of(parse(tables.members[main], main))
    for section in added.iter(w("sectPr")):
        drop(*section.iterchildren(*FURNITURE_TAGS, *_LEFT_BEHIND))
    notes = added.iter(w("footnoteReference"), w("endnoteReference"))
    if next(leading((added,)), None) or next(notes, None) is not None:
        raise PackError(
            f"{tables.name} has a picture, a link or a note, which cannot follow its report in one "
            "file. Take it out in Word, or set 'full_tables: appendices'."
        )
    own = styles_of(tables.members)
    unmatched = _take_on_styles((added,), own, styles, tables.name, look)
    ending = body.find(w("sectPr"))
    if ending is not None:
        body.append(end_of_section(ending))
    body.extend(added)
    return unmatched


def check_house(house: WordFile) -> tuple[Finding, ...]:
    """Return a note for each style that officers' text may need and the house lacks (PK-625)."""
    _refuse_damage(house)
    styles = styles_of(house.members)
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


def body_of(root: Element) -> Element:
    """Return what holds the blocks of a text; PackError where it is lacking."""
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
    uses of such a name are left as they are.
    """
    by_name: dict[str, list[Style]] = defaultdict(list)
    for style in house.by_id.values():
        by_name[folded_name(style.name)].append(style)
    uses: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for node in (node for story in stories for node in story.iter(*STYLE_KINDS)):
        uses[own.name_of(node.get(w("val"))), STYLE_KINDS[str(node.tag)]].append(node)
    findings = []
    for (name, kind), nodes in uses.items():
        there, said = by_name.get(folded_name(name), []), quoted(name)
        if len(there) == 1 and there[0].kind == kind:
            for node in nodes:
                node.set(w("val"), there[0].id)
            continue
        if not there:
            code, used, has = "PK-620", f"the {kind} style {said}", "no style of that name"
        elif len(there) > 1:
            doubles = ", ".join(f"{quoted(style.name)} ({style.kind})" for style in there)
            has = f"{len(there)} of that name: {doubles}"
            code, used = "PK-622", f"the style {said}"
        else:
            code, used = "PK-621", f"{said} as a {kind} style"
            has = f"it as a {there[0].kind} style"
        message = f"{kind_file} uses {used}, but {house_file} has {has}."
        findings.append(Finding(code, Place(house_file), message, value=name))
    return findings


def _header_block(body: Element, styles: Styles) -> tuple[Element, ...] | None:
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
        drop(*node.iterdescendants(*_OF_ONE_FILE))
        for inner in node.iter():
            for name in [one for one in inner.attrib if str(one).startswith(f"{{{W14_NS}}}")]:
                del inner.attrib[name]
    return block


def _put_header_block(
    body: Element,
    block: tuple[Element, ...] | None,
    ids: Mapping[str, str],
    kind_file: str,
    house_file: str,
) -> tuple[Finding, ...]:
    """Put the block where the kind has its mark; a finding where there is no block to put."""
    marks = [node for node in body.iter(w("p")) if words_in(node).strip() == MARK]
    if marks and block is None:
        message = (
            f"{kind_file} asks for the header block with {quoted(MARK)}, but {house_file} has none."
        )
        return (Finding("PK-624", Place(kind_file), message, value=MARK),)
    for mark in marks:
        copied = tuple(map(deepcopy, block or ()))
        for node, name in leading(copied):
            node.set(name, ids.get(node.get(name, ""), ""))
        for node in copied:
            mark.addprevious(node)
        drop(mark)
    return ()


def leading(block: Sequence[Element]) -> Iterator[tuple[Element, str]]:
    """Yield each attribute that leads to another part, with its element."""
    prefix = f"{{{R_NS}}}"
    for node in (node for one in block for node in one.iter()):
        yield from ((node, str(name)) for name in node.attrib if str(name).startswith(prefix))


# What a section of a kind says for itself: how it begins, its columns, where its pages begin.
_OWN = (w("type"), w("cols"), w("pgNumType"))
# A printer's own settings are of one computer; changes that were tracked are nobody's look.
_LEFT_BEHIND = (w("printerSettings"), w("sectPrChange"))


class PageWay(Enum):
    """The orientation of a page."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


Pages = Mapping[PageWay, Element]


def pages_of(body: Element) -> Pages:
    """Return the first section of each orientation, with the headers and footers that it shows.

    A section that is linked to the one before shows that one's, so these are written into it.
    """
    found: dict[PageWay, Element] = {}
    shown: dict[tuple[str, str], Element] = {}
    for section in body.iter(w("sectPr")):
        for node in section.iterchildren(*FURNITURE_TAGS):
            shown[str(node.tag), node.get(w("type"), "default")] = node
        page = deepcopy(section)
        drop(*page.iterchildren(*FURNITURE_TAGS, *_LEFT_BEHIND))
        page[:0] = map(deepcopy, shown.values())
        found.setdefault(way_of(section), page)
    return found


def way_of(section: Element) -> PageWay:
    """Return the orientation of a section's page, by its size; Word's own mark may be lacking."""
    size = section.find(w("pgSz"))
    wider = size is not None and number_of(size, "w") > number_of(size, "h")
    return PageWay.LANDSCAPE if wider else PageWay.PORTRAIT


def text_width(section: Element) -> int:
    """Return how wide the text of a section is, in twentieths of a point; 0 if it does not say."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 0
    return number_of(size, "w") - sum(
        number_of(margins, side) for side in ("left", "right", "gutter")
    )


def column_width(section: Element) -> int:
    """Return how wide the text is where a section has it in columns, of which all are as wide."""
    columns = section.find(w("cols"))
    count = 1 if columns is None else number_of(columns, "num") or 1
    between = (count - 1) * (0 if columns is None else number_of(columns, "space"))
    return (text_width(section) - between) // count


def furniture_ids(pages: Pages) -> tuple[str, ...]:
    """Return the ids by which the pages lead to their headers and footers."""
    references = (node for page in pages.values() for node in page.iterchildren(*FURNITURE_TAGS))
    return tuple(node.get(R_ID, "") for node in references)


def take_on_pages(
    body: Element, pages: Pages, ids: Mapping[str, str], kind_file: str, house_file: str
) -> tuple[Finding, ...]:
    """Give each section of a kind the house's page; a finding for each page that is not there.

    Tables grow or shrink with the width of the text. PackError where a page of the house leads to
    a header or a footer that is not there.
    """
    if not ids.keys() >= {*furniture_ids(pages)}:
        raise damaged(house_file)
    lacking: dict[PageWay, Finding] = {}
    blocks: list[Element] = []
    first = True
    for block in list(body):
        blocks.append(block)
        section = block if block.tag == w("sectPr") else block.find(SECTION_END)
        if section is None:
            continue
        way = way_of(section)
        page = pages.get(way)
        if page is None:
            message = f"{kind_file} has a {way.value} page, but {house_file} has none."
            lacking[way] = Finding("PK-623", Place(house_file), message, value=way.value)
        else:
            _fit_tables(blocks, text_width(section), text_width(page))
            _dress_section(section, page, ids, first)
        blocks, first = [], False
    return tuple(lacking.values())


def _fit_tables(blocks: Iterable[Element], old: int, new: int) -> None:
    if old <= 0 or new <= 0 or old == new:
        return
    measures = (w("tblW"), w("gridCol"), w("tcW"))
    for node in (node for block in blocks for node in block.iter(*measures)):
        if node.get(w("type"), "dxa") == "dxa":
            node.set(w("w"), str(round(number_of(node, "w") * new / old)))


def _dress_section(section: Element, page: Element, ids: Mapping[str, str], first: bool) -> None:
    own = list(section.iterchildren(*_OWN))
    stated = {node.tag for node in own}
    looks = [deepcopy(node) for node in page if node.tag not in stated]
    for node in looks:
        if node.tag in FURNITURE_TAGS:
            node.set(R_ID, ids[node.get(R_ID, "")])
    section[:] = [*looks, *own]
    if not first:
        # A first page of its own, such as one with the crest, is the paper's first page.
        drop(*section.findall(w("titlePg")))
    put_in_order(section)


def with_tabs_in_reach(members: Mapping[str, bytes], pages: Pages) -> dict[str, bytes]:
    """Return a house's parts with each right tab no further than the edge of the text.

    Page numbers and item numbers are at a right tab at that edge. Who narrows the text in Word
    seldom moves the tabs too, and what is at a tab beyond the edge is cut off. Styles go by
    the upright page; headers and footers by the page that shows them.
    """
    widths = {way: text_width(page) for way, page in pages.items()}
    upright = widths.get(PageWay.PORTRAIT) or widths.get(PageWay.LANDSCAPE, 0)
    edges = {related(members, "styles") or "": upright}
    targets = {rel.id: rel.target for rel in relations_of(members, main_part(members))}
    for way, page in pages.items():
        for one in furniture_ids({way: page}):
            edges.setdefault(targets.get(one, ""), widths[way])
    parts = dict(members)
    for name, edge in edges.items():
        if name not in members or edge <= 0:
            continue
        root, moved = parse(members[name], name), False
        for tab in root.iter(w("tab")):
            # A tab that is cleared is the style's, which has gone by the upright page.
            most = upright if tab.get(w("val")) == "clear" else edge
            on_right = tab.get(w("val")) in ("right", "end", "clear")
            if on_right and number_of(tab, "pos") > most:
                tab.set(w("pos"), str(most))
                moved = True
        # A part whose tabs are all in reach stays as it is, letter for letter.
        if moved:
            parts[name] = written(root)
    return parts
