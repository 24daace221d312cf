"""A finished file, opened to be read through: its bundle, its words, the build of its text.

Checked here is what holds of any Word file: that its parts are whole, once and declared, its
properties set, ids and names unique, fields and bookmarks in pairs, cells, rows and heading rows
in the form and order that the schema wants. ``proof`` has what holds of a paper.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from paperkit.errors import ReadError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
from paperkit.word.package import (
    CONTENT_TYPES,
    DOC_PR,
    FALLBACK,
    ORDERS,
    R_ID,
    SPACE,
    Element,
    content_types,
    element,
    in_order,
    is_on,
    is_xml,
    main_part,
    parse,
    related,
    relations_of,
    story_parts,
    type_of,
    unpack_with_faults,
    value_of,
    w,
)
from paperkit.word.properties import CORE_NS, DC_NS, TERMS_NS, Facts, language_of
from paperkit.word.styles import Styles, read_styles
from paperkit.word.values import Ledger

_HIDDEN_IN = frozenset((w("txbxContent"), w("del"), w("moveFrom"), w("pPr"), w("rPr"), FALLBACK))
_REFERENCE = re.compile(r"\s*REF\s+(\S+)")
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
_FIRST_ROW = 0x0020
_SKIPPED = ("gridBefore", "gridAfter")  # cells that a row leaves out at its ends
_HOMES = {w("t"): w("r"), w("tc"): w("tr"), w("tr"): w("tbl")}
_WRAPPERS = ("sdt", "sdtContent", "ins", "del", "moveTo", "moveFrom", "customXml")
_THROUGH = frozenset(w(name) for name in _WRAPPERS)


class Finished(Frozen, dict=True):
    """The file's parts, the roots of those that are XML, and what should be in them.

    ``stories`` names the parts that hold paragraphs, the text first.
    """

    name: str
    members: Mapping[str, bytes]
    roots: Mapping[str, Element]
    stories: tuple[str, ...]
    styles: Styles
    ledger: Ledger
    facts: Facts

    def fault(self, code: str, message: str, value: str = "") -> Finding:
        """Return a finding about this file, with the remedy of its code."""
        return Finding(code, Place(self.name), message, value=value)

    @property
    def text(self) -> Element:
        """Return the root of the part that holds the text."""
        return self.roots[self.stories[0]]

    def each_story(self) -> Iterator[Element]:
        """Yield the roots of the parts that hold paragraphs."""
        return (self.roots[name] for name in self.stories)

    @cached_property
    def texts(self) -> Mapping[str, tuple[str, ...]]:
        """Return the texts of the paragraphs of each part that holds some, read once."""
        return {name: paragraph_texts(self.roots[name]) for name in self.stories}

    def every(self, *names: str) -> Iterator[Element]:
        """Yield each element of Word's of these names, part by part."""
        tags = tuple(map(w, names))
        return (node for story in self.each_story() for node in story.iter(*tags))

    def related(self, kind: str) -> Element:
        """Return the root of the part of that kind that the text leads to, or an empty element."""
        name = related(self.members, kind)
        return self.roots[name] if name else element(kind)


def opened(
    package: bytes, ledger: Ledger, facts: Facts, name: str
) -> tuple[Finished | None, tuple[Finding, ...]]:
    """Return the file, or what keeps it from being read at all; then nothing else can be said."""
    members, faults = unpack_with_faults(package)
    roots: dict[str, Element] = {}
    if not faults:
        broken = []
        for part in filter(is_xml, members):
            try:
                roots[part] = parse(members[part], part)
            except ReadError:
                broken.append(f"the part {part} is damaged")
        faults = tuple(broken) or tuple(_undeclared(members)) or tuple(_unknown(members))
    if faults:
        messages = (f"In {name}: {fault}." for fault in faults)
        return None, tuple(Finding("PK-750", Place(name), message) for message in messages)
    styles_part = related(members, "styles")
    styles = read_styles(roots[styles_part] if styles_part else None)
    return Finished(name, members, roots, story_parts(members), styles, ledger, facts), ()


def _undeclared(members: Mapping[str, bytes]) -> Iterator[str]:
    try:
        main_part(members)
    except ReadError:
        yield "the part that holds the text is missing"
    types = content_types(members)
    for part in members:
        if part != CONTENT_TYPES and not type_of(types, part):
            yield f"the kind of the part {part} is not declared"


def _unknown(members: Mapping[str, bytes]) -> Iterator[str]:
    """Yield parts that Word would not know for what they are, such as the styles."""
    types = content_types(members)
    for relation in relations_of(members, main_part(members)):
        own_kind = relation.target.endswith(".xml") and relation.kind != "customXml"
        declared = types.get("/" + relation.target, "").endswith("+xml")
        if relation.target in members and own_kind and not declared:
            yield f"the kind of the part {relation.target} is not declared"


def where(part: str) -> str:
    """Return in words where a part's paragraphs are on the page."""
    places = {"header": "a header", "footer": "a footer", "notes": "the notes"}
    return next((place for word, place in places.items() if word in part), "the text")


class Stretch(Frozen):
    """Words of one run: the id of its character style, and where a link around it leads.

    ``link`` is a relationship id, or ``#`` and a bookmark, or nothing; a reference leads to its
    bookmark. ``note`` is the number of the note whose mark is in the run.
    """

    words: str
    style: str = ""
    link: str = ""
    note: str = ""
    bold: bool = False
    italic: bool = False


def paragraph_texts(story: Element) -> tuple[str, ...]:
    """Return the text of every paragraph of a part, in order, empty ones too."""
    return tuple(text_of(paragraph) for paragraph in story.iter(w("p")))


def text_of(paragraph: Element) -> str:
    """Return the text of one paragraph without those in text boxes that hang on it."""
    return "".join(words for _, _, words in runs_of(paragraph))


def stretches(paragraph: Element) -> Iterator[Stretch]:
    """Yield the runs of a paragraph in order."""
    for run, link, words in runs_of(paragraph):
        look, note = run.find(w("rPr")), run.find(w("footnoteReference"))
        yield Stretch(
            words,
            value_of(look, "rStyle") or "",
            link,
            "" if note is None else note.get(w("id"), ""),
            is_on(look, "b"),
            is_on(look, "i"),
        )


def runs_of(holder: Element, link: str = "") -> Iterator[tuple[Element, str, str]]:
    """Yield each run of a paragraph, or of a link in it, with where the link leads; its words.

    A reference is a field of one piece, or one in runs as Word saves it; its code comes first.
    """
    codes: list[str] = []
    for child in holder:
        if child.tag == w("r"):
            words = ""
            for part in child:
                if part.tag == w("t"):
                    # Word drops white space at the ends unless the text says that it is to be kept.
                    text = part.text or ""
                    words += text if part.get(SPACE) == "preserve" else text.strip(" \t\r\n")
                elif part.tag == w("br"):
                    words += "\f" if part.get(w("type")) in ("page", "column") else "\n"
                elif part.tag == w("fldChar"):
                    kind = part.get(w("fldCharType"))
                    codes = {"begin": [*codes, ""], "end": codes[:-1]}.get(kind or "", codes)
                elif part.tag == w("instrText"):
                    codes[-1:] = [f"{code}{part.text or ''}" for code in codes[-1:]]
                else:
                    words += _SIGNS.get(str(part.tag), "")
            yield child, link or _referred("".join(codes[-1:])), words
        elif child.tag == w("hyperlink"):
            yield from runs_of(child, child.get(R_ID) or f"#{child.get(w('anchor'), '')}")
        elif child.tag == w("fldSimple"):
            yield from runs_of(child, link or _referred(child.get(w("instr"), "")))
        elif isinstance(child.tag, str) and child.tag not in _HIDDEN_IN:
            yield from runs_of(child, link)


def _referred(code: str) -> str:
    """Return where the field of a reference leads, by its code; nothing for other fields."""
    found = _REFERENCE.match(code)
    return f"#{found.group(1)}" if found else ""


def properties(finished: Finished) -> Iterator[Finding]:
    """Yield what is missing, wrong or doubled among title, language and days."""
    led_to = relations_of(finished.members, "")
    parts = (rel.target for rel in led_to if rel.kind == "core-properties")
    core = finished.roots.get(next(parts, ""))
    if core is None:
        yield finished.fault("PK-759", "The file has no properties.")
        return
    facts = finished.facts
    for what, tag, wanted in (
        ("title", f"{{{DC_NS}}}title", facts.title),
        ("language", f"{{{DC_NS}}}language", facts.language),
        ("author", f"{{{DC_NS}}}creator", facts.author),
    ):
        found = [node.text or "" for node in core.findall(tag)]
        if found != [wanted] or not wanted:
            shown = " and ".join(quoted(text) for text in filter(None, found)) or "empty"
            message = (
                f"The {what} among the file's properties is {shown}; it should be {quoted(wanted)}."
            )
            yield finished.fault("PK-759", message, ", ".join(found))
    tags = Counter(str(node.tag) for node in core)
    for tag in sorted(tag for tag, times in tags.items() if times > 1):
        name = tag.rpartition("}")[2]
        yield finished.fault("PK-759", f"The property {name} is there twice.")
    for name in ("created", "modified"):
        for moment in (node.text or "" for node in core.findall(f"{{{TERMS_NS}}}{name}")):
            if not _MOMENT.fullmatch(moment):
                message = f"{quoted(moment)} is not a date, as the property {name}."
                yield finished.fault("PK-759", message, moment)
    if core.tag != f"{{{CORE_NS}}}coreProperties":
        yield finished.fault("PK-759", "The properties are not those of a Word file.")
    if language_of(finished.related("styles")) != facts.language:
        message = f"The language of the text is not set to {quoted(facts.language)}."
        yield finished.fault("PK-759", message)


def repeated(finished: Finished) -> Iterator[Finding]:
    """Yield ids and names that are used twice: pictures, bookmarks, styles, notes, links."""
    stories = list(finished.each_story())
    marks = list(finished.every("bookmarkStart"))
    styles = finished.related("styles").findall(w("style"))
    pictures = [node.get("id", "") for story in stories for node in story.iter(DOC_PR)]
    notes = [story.iter(w("footnote"), w("endnote")) for story in stories]
    links = [relations_of(finished.members, part) for part in ("", *finished.members)]
    held = (
        ("The picture number", pictures),
        ("The bookmark number", [node.get(w("id"), "") for node in marks]),
        ("The bookmark", [node.get(w("name"), "").lower() for node in marks]),
        ("The style", [node.get(w("styleId"), "") for node in styles]),
        *(("The note number", [node.get(w("id"), "") for node in nodes]) for nodes in notes),
        *(("The link number", [relation.id for relation in relations]) for relations in links),
    )
    for what, found in held:
        for value, count in Counter(found).items():
            if count > 1:
                message = f"{what} {quoted(value)} is in the file {count} times."
                yield finished.fault("PK-754", message, value)


def pairs(finished: Finished) -> Iterator[Finding]:
    """Yield bookmarks and fields that lack one of their halves."""
    for part, story in zip(finished.stories, finished.each_story(), strict=True):
        starts = Counter(node.get(w("id"), "") for node in story.iter(w("bookmarkStart")))
        ends = Counter(node.get(w("id"), "") for node in story.iter(w("bookmarkEnd")))
        for number in sorted((starts - ends) | (ends - starts)):
            message = f"The bookmark number {quoted(number)} has lost its beginning or its end."
            yield finished.fault("PK-754", message, number)
        if not _balanced(story):
            message = f"A field in {where(part)} has lost its beginning, its middle or its end."
            yield finished.fault("PK-755", message)


def _balanced(story: Element) -> bool:
    """Return whether each field begins, is parted once at most, and ends, one in another."""
    parted: list[bool] = []
    for mark in story.iter(w("fldChar")):
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            parted.append(False)
        elif not parted or (kind == "separate" and parted[-1]):
            return False
        elif kind == "separate":
            parted[-1] = True
        else:
            parted.pop()
    return not parted


def cells(finished: Finished) -> Iterator[Finding]:
    """Yield each cell that does not end with a paragraph."""
    for cell in finished.every("tc"):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            message = f"A cell in the row {_row_words(cell)} does not end with a paragraph."
            yield finished.fault("PK-753", message)


def tables(finished: Finished) -> Iterator[Finding]:
    """Yield tables without rows, rows that do not fit, and heading rows that are not marked."""
    for table in finished.every("tbl"):
        rows = within(table, "tr")
        if not rows:
            yield finished.fault("PK-763", "A table has no rows.")
            continue
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        for row in rows:
            width = width_of(row)
            if width != columns:
                shown = _row_words(row)
                message = f"The row {shown} is {width} cells wide in a table of {columns}."
                yield finished.fault("PK-763", message)
        marks = [is_on(row.find(w("trPr")), "tblHeader") for row in rows]
        heads = marks.index(False) if False in marks else len(marks)
        if any(marks[heads:]) or (heads == 0 and len(rows) > 1 and has_headings(table)):
            shown = _row_words(rows[0])
            message = f"The first row of the table {shown} is not marked as its heading."
            yield finished.fault("PK-758", message)


def width_of(row: Element) -> int | None:
    """Return how many columns the cells of a row span, None where that is not a number."""
    own = (cell for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row)
    spans = [value_of(cell.find(w("tcPr")), "gridSpan") or "1" for cell in own]
    spans += (value_of(row.find(w("trPr")), name) or "0" for name in _SKIPPED)
    return sum(map(int, spans)) if all(span.isdecimal() for span in spans) else None


def blocks_in(parent: Iterable[Element]) -> Iterator[Element]:
    """Yield what an element holds, looking into content controls."""
    for child in parent:
        if child.tag in (w("sdt"), w("sdtContent")):
            yield from blocks_in(child)
        else:
            yield child


def within(parent: Element, name: str) -> list[Element]:
    """Return the rows of a table or the cells of a row, also those in content controls."""
    return [child for child in blocks_in(parent) if child.tag == w(name)]


def has_headings(table: Element) -> bool:
    """Return whether Word's box 'Header Row' is ticked; tables that only lay out have it off."""
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    if look is None:
        return False
    ticked = look.get(w("firstRow"))
    if ticked is not None:
        return ticked in ("1", "true", "on")
    try:
        return bool(int(look.get(w("val"), "0"), 16) & _FIRST_ROW)
    except ValueError:
        return False


def _row_words(node: Element) -> str:
    row = node if node.tag == w("tr") else next(node.iterancestors(w("tr")), node)
    return quoted(" ".join(filter(None, map(text_of, row.iter(w("p"))))))


def placement(finished: Finished) -> Iterator[Finding]:
    """Yield what is in another place or order than Word allows."""
    for story in finished.each_story():
        for properties in story.iter(*ORDERS):
            if not in_order(properties):
                kind = str(properties.tag).rpartition("}")[2]
                message = f"The properties {quoted(kind)} are not in the order that Word wants."
                yield finished.fault("PK-762", message)
        for node in filter(is_misplaced, story.iter(*_HOMES)):
            name = str(node.tag).rpartition("}")[2]
            yield finished.fault("PK-762", f"{quoted(name)} is in the wrong place.")
        for paragraph in story.iter(w("p")):
            if is_misplaced(paragraph):
                message = f"The paragraph {quoted(text_of(paragraph))} is inside another."
                yield finished.fault("PK-762", message)
    body = finished.text.find(w("body"))
    endings = [] if body is None else body.findall(w("sectPr"))
    if len(endings) != 1 or body is None or body[-1] is not endings[0]:
        message = "The text does not end with the one description of its last pages."
        yield finished.fault("PK-762", message)


def is_misplaced(node: Element) -> bool:
    """Return whether a text, cell, row or paragraph is in what Word never puts it into."""
    if node.tag == w("p"):
        return _holder(node) in (w("p"), w("r"))
    return _holder(node) != _HOMES[str(node.tag)]


def _holder(node: Element) -> str:
    """Return what holds a node, looking through content controls and tracked changes."""
    holders = (str(parent.tag) for parent in node.iterancestors() if parent.tag not in _THROUGH)
    return next(holders, "")
