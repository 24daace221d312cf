"""A finished file, opened to be read through.

The words of a finished file, as a reader sees them: paragraph by paragraph.

The bundle itself: its parts whole, once, declared; its properties set.

What must be once, and what must come in pairs: ids, names, bookmarks, fields.

The build of the text: cells, rows, heading rows, the order that the schema wants.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from paperkit.errors import ReadError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
from paperkit.word.package import (
    CONTENT_TYPES,
    DOC_PR,
    FALLBACK,
    R_ID,
    SPACE,
    Element,
    content_types,
    is_on,
    is_xml,
    main_part,
    parse,
    related,
    relations_of,
    story_parts,
    unpack,
    value_of,
    w,
    zip_faults,
)
from paperkit.word.properties import CORE_NS, DC_NS, TERMS_NS, Facts
from paperkit.word.values import Ledger
from paperkit.word.wml import ORDERS, Styles, in_order, language_of


class Finished(Frozen):
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

    def told(self, code: str, message: str, value: str = "") -> Finding:
        """Return a finding about this file, with the remedy of its code."""
        return finding(self.name, code, message, value)

    def each_story(self) -> Iterator[Element]:
        """Yield the roots of the parts that hold paragraphs."""
        return (self.roots[name] for name in self.stories)

    def related(self, kind: str) -> Element | None:
        """Return the root of the part of that kind that the text leads to."""
        name = related(self.members, kind)
        return self.roots[name] if name else None


def finding(name: str, code: str, message: str, value: str = "") -> Finding:
    """Return a finding about the file of that name."""
    return Finding(code, Place(name), message, value=value)


def where(part: str) -> str:
    """Return in words where a part's paragraphs stand on the page."""
    for word, place in (("header", "a header"), ("footer", "a footer"), ("notes", "the notes")):
        if word in part:
            return place
    return "the text"


_HIDDEN_IN = frozenset((w("txbxContent"), w("del"), w("moveFrom"), w("pPr"), w("rPr"), FALLBACK))
_REFERENCE = re.compile(r"\s*REF\s+(\S+)")
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}


class Stretch(Frozen):
    """Words of one run: the id of its character style, and where a link around it leads.

    ``link`` is a relationship id, or ``#`` and a bookmark, or nothing; a reference leads to its
    bookmark. ``note`` is the number of the note whose mark stands in the run.
    """

    words: str
    style: str = ""
    link: str = ""
    note: str = ""
    bold: bool = False
    italic: bool = False


def texts(package: bytes) -> dict[str, tuple[str, ...]]:
    """Return the text of every paragraph, cells included, by the part that holds it.

    A line break is a line feed, a tab a tab; a field is its cached text. Raises ``ReadError``
    where the bytes are no Word file.
    """
    members = unpack(package)
    return {name: paragraph_texts(parse(members[name], name)) for name in story_parts(members)}


def paragraph_texts(story: Element) -> tuple[str, ...]:
    """Return the text of every paragraph of a part, in order, empty ones too."""
    return tuple(text_of(paragraph) for paragraph in story.iter(w("p")))


def text_of(paragraph: Element) -> str:
    """Return the text of one paragraph without those in text boxes that hang on it."""
    return "".join(stretch.words for stretch in stretches(paragraph))


def stretches(paragraph: Element, link: str = "") -> Iterator[Stretch]:
    """Yield the runs of a paragraph, or of a link in it, in order."""
    for child in paragraph:
        if child.tag == w("r"):
            yield _stretch(child, link)
        elif child.tag == w("hyperlink"):
            anchor = child.get(w("anchor"), "")
            yield from stretches(child, child.get(R_ID) or f"#{anchor}")
        elif child.tag == w("fldSimple"):
            yield from stretches(child, link or _target(child))
        elif isinstance(child.tag, str) and child.tag not in _HIDDEN_IN:
            yield from stretches(child, link)


def _stretch(run: Element, link: str) -> Stretch:
    look = run.find(w("rPr"))
    style = value_of(look, "rStyle") or ""
    note = run.find(w("footnoteReference"))
    number = "" if note is None else note.get(w("id"), "")
    words = "".join(_signs(run))
    return Stretch(words, style, link, number, is_on(look, "b"), is_on(look, "i"))


def _target(field: Element) -> str:
    found = _REFERENCE.match(field.get(w("instr"), ""))
    return f"#{found.group(1)}" if found else ""


def _signs(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == w("t"):
            yield _kept(child)
        elif child.tag == w("br"):
            yield "\f" if child.get(w("type")) in ("page", "column") else "\n"
        else:
            yield _SIGNS.get(str(child.tag), "")


def _kept(text: Element) -> str:
    words = text.text or ""
    # Word drops white space at the ends unless the text says that it is to be kept.
    return words if text.get(SPACE) == "preserve" else words.strip(" \t\r\n")


def stories_of(members: Mapping[str, bytes]) -> Mapping[str, Element]:
    """Return the roots of the parts that hold paragraphs, the text first."""
    return {name: parse(members[name], name) for name in story_parts(members)}


_CORE_KIND = "core-properties"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


def package_faults(package: bytes, name: str) -> tuple[Finding, ...]:
    """Return what keeps the file from being read at all; then nothing else can be said."""
    words = list(zip_faults(package))
    if not words:
        members = unpack(package)
        faults = (_part_faults, _text_lacking, _kind_lacking)
        words = next((told for fault in faults if (told := list(fault(members)))), [])
    return tuple(finding(name, "PK-750", f"In {name}: {fault}.") for fault in words)


def _part_faults(members: Mapping[str, bytes]) -> Iterator[str]:
    for part in filter(is_xml, members):
        try:
            parse(members[part], part)
        except ReadError:
            yield f"the part {part} is damaged"


def _text_lacking(members: Mapping[str, bytes]) -> Iterator[str]:
    try:
        main_part(members)
    except ReadError:
        yield "the part that holds the text is missing"
    types = content_types(members)
    for part in members:
        ending = "." + part.rpartition(".")[2].lower()
        if part != CONTENT_TYPES and "/" + part not in types and ending not in types:
            yield f"the kind of the part {part} is not declared"


def _kind_lacking(members: Mapping[str, bytes]) -> Iterator[str]:
    """Yield parts that Word would not know for what they are, such as the styles."""
    types = content_types(members)
    for relation in relations_of(members, main_part(members)):
        own_kind = relation.target.endswith(".xml") and relation.kind != "customXml"
        declared = types.get("/" + relation.target, "").endswith("+xml")
        if relation.target in members and own_kind and not declared:
            yield f"the kind of the part {relation.target} is not declared"


def properties(finished: Finished) -> Iterator[Finding]:
    """Yield what is missing, wrong or doubled among title, language and days."""
    parts = (rel.target for rel in relations_of(finished.members, "") if rel.kind == _CORE_KIND)
    core = finished.roots.get(next(parts, ""))
    if core is None:
        yield finished.told("PK-759", "The file has no properties.")
        return
    facts = finished.facts
    yield from _property(finished, core, f"{{{DC_NS}}}title", "title", facts.title)
    yield from _property(finished, core, f"{{{DC_NS}}}language", "language", facts.language)
    yield from _property(finished, core, f"{{{DC_NS}}}creator", "author", facts.author)
    yield from _doubled(finished, core)
    styles = finished.related("styles")
    if styles is None or language_of(styles) != facts.language:
        message = f"The language of the text is not set to {quoted(facts.language)}."
        yield finished.told("PK-759", message)


def _property(
    finished: Finished, core: Element, tag: str, what: str, wanted: str
) -> Iterator[Finding]:
    found = [node.text or "" for node in core.findall(tag)]
    if found != [wanted] or not wanted:
        shown = " and ".join(quoted(text) for text in filter(None, found)) or "empty"
        message = (
            f"The {what} among the file's properties is {shown}; it should be {quoted(wanted)}."
        )
        yield finished.told("PK-759", message, ", ".join(found))


def _doubled(finished: Finished, core: Element) -> Iterator[Finding]:
    tags = [str(node.tag) for node in core]
    for tag in sorted({tag for tag in tags if tags.count(tag) > 1}):
        message = f"The property {tag.rpartition('}')[2]} is there twice."
        yield finished.told("PK-759", message)
    for name in ("created", "modified"):
        for node in core.findall(f"{{{TERMS_NS}}}{name}"):
            if not _MOMENT.fullmatch(node.text or ""):
                message = f"{quoted(node.text or '')} is not a date, as the property {name}."
                yield finished.told("PK-759", message, node.text or "")
    if core.tag != f"{{{CORE_NS}}}coreProperties":
        yield finished.told("PK-759", "The properties are not those of a Word file.")


_NOTES = (w("footnote"), w("endnote"))


def repeated(finished: Finished) -> Iterator[Finding]:
    """Yield ids and names that stand twice: pictures, bookmarks, styles, notes, links."""
    stories = list(finished.each_story())
    drawings = [node.get("id", "") for story in stories for node in story.iter(DOC_PR)]
    yield from _twice(finished, "The picture number", drawings)
    marks = [node for story in stories for node in story.iter(w("bookmarkStart"))]
    yield from _twice(finished, "The bookmark number", (node.get(w("id"), "") for node in marks))
    names = (node.get(w("name"), "").lower() for node in marks)
    yield from _twice(finished, "The bookmark", names)
    yield from _twice(finished, "The style", _style_ids(finished))
    for story in stories:
        notes = (node.get(w("id"), "") for node in story.iter(*_NOTES))
        yield from _twice(finished, "The note number", notes)
    for part in ("", *finished.members):
        ids = (relation.id for relation in relations_of(finished.members, part))
        yield from _twice(finished, "The link number", ids)


def _style_ids(finished: Finished) -> list[str]:
    root = finished.related("styles")
    nodes = [] if root is None else root.findall(w("style"))
    return [node.get(w("styleId"), "") for node in nodes]


def _twice(finished: Finished, what: str, found: Iterable[str]) -> Iterator[Finding]:
    for value, count in Counter(found).items():
        if count > 1:
            message = f"{what} {quoted(value)} is in the file {count} times."
            yield finished.told("PK-754", message, value)


def pairs(finished: Finished) -> Iterator[Finding]:
    """Yield bookmarks and fields that lack one of their halves."""
    for part, story in zip(finished.stories, finished.each_story(), strict=True):
        yield from _bookmarks(finished, story)
        if not _balanced(story):
            message = f"A field in {where(part)} lacks its beginning, its middle or its end."
            yield finished.told("PK-755", message)


def _bookmarks(finished: Finished, story: Element) -> Iterator[Finding]:
    starts = Counter(node.get(w("id"), "") for node in story.iter(w("bookmarkStart")))
    ends = Counter(node.get(w("id"), "") for node in story.iter(w("bookmarkEnd")))
    for number in sorted((starts - ends) | (ends - starts)):
        message = f"The bookmark number {quoted(number)} lacks its beginning or its end."
        yield finished.told("PK-754", message, number)


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
