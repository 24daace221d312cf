"""What a template holds that its paper would be refused for, though its tags are right.

The proof refuses a paper in which a reference leads to nothing, a field has lost an end, or a row
does not fit its table. Where that follows from the template alone, or from a part of it that may
be left out or repeated, it is reported of the template, by its place, and no paper has to show it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml import etree

from paperkit.findings import quoted
from paperkit.frozen import Frozen, replace
from paperkit.word.numbering import lists_of
from paperkit.word.package import (
    R_NS,
    W_NS,
    Element,
    every_relation,
    is_on,
    related_root,
    relations_of,
    value_of,
    w,
    words_in,
)
from paperkit.word.proof import DRAFT, NUMBER_OF
from paperkit.word.proof_package import has_headings, is_misplaced, width_of, within
from paperkit.word.styles import STYLE_KINDS, Styles
from paperkit.word.template_unseen import Fault
from paperkit.word.values import TOKEN_END, TOKEN_START

_TAG = re.compile(r"\{%(p|tr)? (for|if|else|endfor|endif)\b([^{}%]*)%\}")
_LOOP = re.compile(r"\s*(\w+) in (\S+)\s*")
_REFERENCE = re.compile(r"\s*(?:PAGEREF|NOTEREF|REF)\s+(\S+)")
_OWN_LIST = re.compile(r"\s*TOC\b(?!.*\\[ac]\b)")
_KEPT_NAMES = re.compile(r"(ref|txt|apx|up\d+)_", re.IGNORECASE)
_MOST_STATES = 2000
# What is not where most are, and has to be looked at by itself.
_NOT_AT_HOME: Any = etree.XPath(
    "//w:t[not(parent::w:r)] | //w:tc[not(parent::w:tr)] | //w:tr[not(parent::w:tbl)] | "
    "//w:p[not(parent::w:body or parent::w:tc or parent::w:txbxContent)]",
    namespaces={"w": W_NS},
)

_AGAIN = "Open the file in Word or LibreOffice and save it again."
_REFER = "Insert the reference again in Word (References, Cross-reference), or take it out."


def not_whole(
    members: Mapping[str, bytes], roots: Mapping[str, Element], styles: Styles
) -> Iterator[Fault]:
    """Yield what papers made of a template would be refused for, of parts that are read well.

    ``roots`` are the parts that hold paragraphs, the text first.
    """
    yield from _lacking_parts(members, roots)
    yield from _lacking_looks(members, roots, styles)
    yield from _notes(members, roots)
    stories = [_PartsWalk(part) for part in roots]
    for story, root in zip(stories, roots.values(), strict=True):
        story.walk(root, styles)
        yield from story.faults
        yield from _tables(root, story.part)
        yield from _built_otherwise(root, story.part)
    marks = {mark.name: mark for story in reversed(stories) for mark in reversed(story.marks)}
    lists = lists_of(related_root(members, "numbering"), styles)
    for story in stories:
        for one in story.references:
            mark = marks.get(one.name)
            why = _led_astray(one, mark)
            if not why and one.numbered and mark:
                holder = next(mark.node.iterancestors(w("p")), None)
                if holder is None or lists.place_of(holder) is None:
                    why = "whose paragraph has no number"
                elif story is not stories[0] and "note" not in story.part:
                    why = "whose number is not known in a header or footer"
            if why:
                message = f"A reference or link leads to the bookmark {quoted(one.name)}, {why}."
                yield Fault("PK-364", message, _REFER, one.name, story.part, one.node)


def _lacking_parts(members: Mapping[str, bytes], roots: Mapping[str, Element]) -> Iterator[Fault]:
    """Yield what leads to a part that the file does not have."""
    for relation in every_relation(members):
        if not relation.external and relation.target not in members:
            message = f"The part {quoted(relation.target)} is asked for and is not in the file."
            yield Fault("PK-364", message, _AGAIN, relation.target)
    for part, root in roots.items():
        there = {relation.id for relation in relations_of(members, part)}
        ids: Any = root.xpath("//@*[namespace-uri() = $ns]", ns=R_NS)
        for value in (value for value in ids if value and value not in there):
            message = f"A link or picture leads to {quoted(str(value))}, which is missing."
            remedy = "Insert the link or the picture again, or take it out."
            yield Fault("PK-364", message, remedy, str(value), part, value.getparent())


def _lacking_looks(
    members: Mapping[str, bytes], roots: Mapping[str, Element], styles: Styles
) -> Iterator[Fault]:
    """Yield styles and lists that are asked for and are not in the file, and styles there twice."""
    for part, root in roots.items():
        reported = set[str]()
        for node in root.iter(*STYLE_KINDS):
            own, kind = node.get(w("val"), ""), STYLE_KINDS[str(node.tag)]
            style = styles.by_id.get(own)
            if (style is None or style.kind != kind) and own not in reported:
                reported.add(own)
                message = f"The {kind} style {quoted(own)} is used and is not in the file."
                yield Fault("PK-608", message, "Give the words another style.", own, part, node)
    for style in styles.by_id.values():
        if style.based_on and style.based_on not in styles.by_id:
            message = f"The style {quoted(style.name)} is based on one that is not in the file."
            yield Fault("PK-608", message, "Base it on another style in Word.", style.name)
    listed, numbering = (related_root(members, kind) for kind in ("styles", "numbering"))
    nodes = () if listed is None else listed.findall(w("style"))
    ids = Counter(node.get(w("styleId"), "") for node in nodes)
    for own in (own for own, times in ids.items() if times > 1):
        yield Fault("PK-364", f"The style {quoted(own)} is in the file twice.", _AGAIN, own)
    lists = () if numbering is None else numbering
    defined = {node.get(w("abstractNumId")) for node in lists if node.tag == w("abstractNum")}
    there = {
        node.get(w("numId")) for node in lists
        if node.tag == w("num") and value_of(node, "abstractNumId") in defined
    }  # fmt: skip
    for style in styles.by_id.values():
        asked = next((value_of(node, "numId") for node in style.node.iter(w("numPr"))), None)
        if asked not in (None, "0") and asked not in there:
            message = f"The style {quoted(style.name)} asks for a list that is not in the file."
            yield Fault("PK-608", message, "Link the style to a list again in Word.", style.name)


def _notes(members: Mapping[str, bytes], roots: Mapping[str, Element]) -> Iterator[Fault]:
    """Yield marks of notes that lead to none, and notes that are there twice."""
    part, text = next(iter(roots.items()))
    for kind in ("footnote", "endnote"):
        root = related_root(members, f"{kind}s")
        ids = Counter(() if root is None else (n.get(w("id"), "") for n in root.iter(w(kind))))
        for own in (own for own, times in ids.items() if times > 1):
            yield Fault("PK-364", f"The {kind} {quoted(own)} is in the file twice.", _AGAIN, own)
        for mark in text.iter(w(f"{kind}Reference")):
            if mark.get(w("id"), "") not in ids:
                message = f"The mark of a {kind} leads to none."
                remedy = "Take the mark out, and insert the note again in Word."
                yield Fault("PK-364", message, remedy, mark.get(w("id"), ""), part, mark)


# --- Parts that may be left out or repeated -----------------------------------------------------


class _In(Frozen):
    """A part that something is in: its number, its word, its condition; ``other`` after 'else'."""

    number: int
    word: str
    condition: str
    other: bool = False


_Path = tuple[_In, ...]
_TAKEN_OUT: _Path = (_In(0, "", ""),)


class _Named(Frozen):
    """A bookmark, or what leads to one: its name, the parts that it is in, its element.

    ``numbered`` is what shows the number of the paragraph that it leads to.
    """

    name: str
    path: _Path
    node: Any
    numbered: bool = False


@dataclass
class _PartsWalk:
    """One walk through a part of the file, with the parts of its tags that are open.

    ``fields`` are those that have begun: the path of each, None once it was reported as torn, and
    whether its result has begun. In a contents list of Word's, ``listing`` is how many are open.
    """

    part: str
    path: _Path = ()
    count: int = 0
    listing: int = 0
    marks: list[_Named] = field(default_factory=list)
    references: list[_Named] = field(default_factory=list)
    fields: list[tuple[_Path | None, bool, Element]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, message: str, remedy: str, node: Element) -> None:
        """Keep a fault at an element."""
        self.faults.append(Fault(code, message, remedy, "", self.part, node))

    def walk(self, root: Element, styles: Styles) -> None:
        """Look at all that a part of the tags could tear apart."""
        gone = frozenset(_taken_out(root))
        gaps = {style.id for style in styles.by_id.values() if style.name.lower() == "gap"}
        names = ("t", "fldChar", "instrText", "fldSimple", "bookmarkStart", "hyperlink", "rStyle")
        for node in root.iter(*map(w, names)):
            is_gone = bool(gone) and any(one in gone for one in node.iterancestors(w("p"), w("tr")))
            here = _TAKEN_OUT if is_gone else self.path
            if node.tag == w("t"):
                self.words(node)
            elif node.tag == w("fldChar"):
                self.field_mark(node, here)
            elif node.tag == w("bookmarkStart"):
                self.bookmark(node, here)
            elif node.tag == w("hyperlink"):
                if node.get(w("anchor")) and not self.listing:
                    self.references.append(_Named(node.get(w("anchor"), ""), here, node))
            elif node.tag == w("rStyle"):
                if node.get(w("val")) in gaps and not _of_draft(here):
                    message = "These words have the look of a gap, which no final may have."
                    self.fault("PK-366", message, "Give them another style.", node)
            else:
                self.code(node, node.get(w("instr")) or node.text or "", here)
        for _, _, node in self.fields:
            self.fault("PK-366", "A field has no end.", _AGAIN, node)
        for string in root.iter("{urn:schemas-microsoft-com:vml}textpath"):
            if DRAFT.search(string.get("string", "")):
                message = "A watermark 'DRAFT' would be in finals, too."
                remedy = "Take it out: paperkit marks drafts itself."
                self.fault("PK-366", message, remedy, string)

    def words(self, text: Element) -> None:
        """Follow the tags in a piece of text, and look at the words between them."""
        words, at = text.text or "", 0
        if "{{" in words:
            simple = (one.get(w("instr"), "") for one in text.iterancestors(w("fldSimple")))
            codes = (one.strip() for one in (*simple, *self.codes))
            made = next((one for one in codes if one and not one.upper().startswith("HYPER")), "")
            if made and not self.listing:
                message = f"A tag is in what the field {quoted(made)} shows, which Word works out."
                self.fault("PK-366", message, "Put the tag in place of the field.", text)
        for tag in _TAG.finditer(words):
            self.typed(words[at : tag.start()], text)
            self.follow(tag.group(2), tag.group(3).strip())
            at = tag.end()
        self.typed(words[at:], text)

    def follow(self, word: str, rest: str) -> None:
        """Open a part, turn to its other half, or end it."""
        if word in ("for", "if"):
            self.count += 1
            self.path = (*self.path, _In(self.count, word, rest))
        elif word == "else" and self.path:
            self.path = (*self.path[:-1], replace(self.path[-1], other=True))
        else:
            self.path = self.path[:-1]

    def typed(self, words: str, text: Element) -> None:
        """Look at words that are printed as they are."""
        if TOKEN_START in words or TOKEN_END in words:
            message = "There is a sign among the words that paperkit uses for itself."
            self.fault("PK-366", message, "Delete these words, and type them again.", text)
        if "DRAFT" in words and DRAFT.search(words) and not _of_draft(self.path):
            message = "The word 'DRAFT' would be in finals, too."
            remedy = "Write {%p if draft %} before it and {%p endif %} after it, or another word."
            self.fault("PK-366", message, remedy, text)

    def bookmark(self, node: Element, here: _Path) -> None:
        """Keep a bookmark."""
        self.marks.append(_Named(node.get(w("name"), ""), here, node))

    def field_mark(self, node: Element, here: _Path) -> None:
        """Look whether a field begins and ends in the same part."""
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            self.fields.append((here, False, node))
            self.codes.append("")
        elif not self.fields or (kind == "separate" and self.fields[-1][1]):
            self.fault("PK-366", "A field has no beginning.", _AGAIN, node)
        else:
            path, _, begun = self.fields.pop()
            self.codes = self.codes[: len(self.fields) + (kind == "separate")]
            self.listing = min(self.listing, len(self.fields) + (kind == "separate"))
            if path is not None and (here != path or here == _TAKEN_OUT):
                message = "A field begins in another part of the tags than it ends."
                remedy = (
                    "Put the tags before and after the whole field, in paragraphs of their own."
                )
                self.fault("PK-366", message, remedy, node)
                path = None
            if kind == "separate":
                self.fields.append((path, True, begun))

    def code(self, node: Element, code: str, here: _Path) -> None:
        """Look at the code of a field."""
        if node.tag == w("instrText"):
            self.codes[-1:] = [f"{one}{code}" for one in self.codes[-1:]]
        found = _REFERENCE.match(code)
        if self.listing:
            return
        if found:
            numbered = bool(NUMBER_OF.match(code))
            self.references.append(_Named(found.group(1), here, node, numbered))
        elif _OWN_LIST.match(code):
            message = "A contents list that Word made would keep the headings of the template."
            remedy = "Put {{ contents }} in its place, in a paragraph of its own."
            self.fault("PK-366", message, remedy, node)
            self.listing = len(self.fields)


def _taken_out(root: Element) -> Iterator[Element]:
    """Yield the paragraphs and rows that are taken out with their tags."""
    for text in root.iter(w("t")):
        for tag in _TAG.finditer(text.text or ""):
            if tag.group(1):
                yield from islice(text.iterancestors(w(tag.group(1))), 1)


def _of_draft(path: _Path) -> bool:
    """Return whether what is there is in drafts alone."""
    return ("draft", True) in _known(path)


def _known(path: _Path) -> set[tuple[str, bool]]:
    """Return the conditions that are settled in some parts, and whether they hold.

    A name that a loop gives is not the paper's.
    """
    known, given = set[tuple[str, bool]](), set[str]()
    for one in path:
        name = one.condition.removeprefix("not ").strip()
        if one.word == "for":
            given.add(name.partition(" ")[0])
        elif one.word == "if" and name.partition(".")[0] not in given:
            known.add((name, (name == one.condition) != one.other))
    return known


def _led_astray(one: _Named, mark: _Named | None) -> str:
    """Return why a reference or link leads to nothing, or would in some papers."""
    if mark is None:
        return "which is not in the file"
    if _KEPT_NAMES.match(one.name):
        return "a name that paperkit uses for itself"
    if mark.path == _TAKEN_OUT:
        return "which is taken out with the tag in its paragraph"
    if any(held.word == "for" for held in mark.path):
        return "which is in a part that is repeated"
    if not _known(mark.path) <= _known(one.path):
        return "which is in a part that may be left out"
    return ""


# --- Tables -------------------------------------------------------------------------------------


def _tables(root: Element, part: str) -> Iterator[Fault]:
    """Yield rows that do not fit their table, and headings that would not be its first rows."""
    for table in root.iter(w("tbl")):
        rows = within(table, "tr")
        if not rows:
            place = next(table.iterancestors(), None)
            yield Fault("PK-365", "A table has no rows.", "Take it out.", "", part, place)
            continue
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        tags = [_row_tag(row) for row in rows]
        for row, tag in zip(rows, tags, strict=True):
            width = width_of(row)
            if width is None or (tag is None and width != columns):
                wide = "no known number of" if width is None else width
                message = f"The row {_said(row)} has {wide} columns, its table {columns}."
                yield Fault("PK-365", message, _AGAIN, "", part, next(row.iter(w("p")), row))
        marked = [is_on(row.find(w("trPr")), "tblHeader") for row in rows]
        if not _begins_with_heading(list(zip(tags, marked, strict=True)), has_headings(table)):
            first = next((row for row, tag in zip(rows, tags, strict=True) if tag is None), rows[0])
            message = f"The first row of the table {_said(first)} is not marked as its heading."
            remedy = ""
            if any(marked):
                message = (
                    f"The heading of the table {_said(rows[marked.index(True)])} may be left out, "
                    "or come after other rows."
                )
                remedy = "Put its heading first, outside all tags."
            yield Fault("PK-365", message, remedy, "", part, next(first.iter(w("p")), first))


def _said(row: Element) -> str:
    words = (words_in(paragraph) for paragraph in row.iter(w("p")))
    return quoted(" ".join(filter(None, words)))


def _row_tag(row: Element) -> re.Match[str] | None:
    """Return the tag of a row that is taken out with it, None for any other row."""
    found = _TAG.fullmatch("".join(words_in(row)).strip())
    return found if found and found.group(1) == "tr" else None


class _Rows(Frozen):
    """The rows of a table so far: whether the first is a heading, how many, whether others came.

    ``known`` are the conditions of which it was settled whether they hold.
    """

    first: bool = True
    count: int = 0
    others: bool = False
    wrong: bool = False
    known: frozenset[tuple[str, bool]] = frozenset()

    def with_row(self, heading: bool) -> "_Rows":
        """Return them with one row more."""
        return replace(
            self,
            first=heading if self.count == 0 else self.first,
            count=min(self.count + 1, 2),
            others=self.others or not heading,
            wrong=self.wrong or (heading and self.others),
        )

    def settled(self, condition: str, holds: bool) -> "_Rows | None":
        """Return them where a condition holds, or does not; None where it is known otherwise."""
        if (condition, not holds) in self.known:
            return None
        return replace(self, known=self.known | {(condition, holds)})


_Line = tuple[re.Match[str] | None, bool]


def _begins_with_heading(rows: Sequence[_Line], ticked: bool) -> bool:
    """Return whether headings come first in every paper, also where parts are left out.

    Where ``ticked``, a table of several rows has a heading. Tables with more conditions than can
    be tried are passed; the proof looks at each paper.
    """
    made_up = _after(tuple(rows), frozenset({_Rows()}))
    return not any(one.wrong or (ticked and not one.first and one.count > 1) for one in made_up)


@lru_cache(maxsize=512)
def _after(rows: tuple[_Line, ...], before: frozenset[_Rows]) -> frozenset[_Rows]:
    """Return what a table's rows may come to after some more of them.

    It is remembered, since a part in a loop is gone through twice, and its own parts each time.
    """
    at, states = 0, before
    while at < len(rows) and len(states) < _MOST_STATES:
        tag, heading = rows[at]
        if tag is None:
            states, at = frozenset(one.with_row(heading) for one in states), at + 1
            continue
        turn, end = _halves(rows, at)
        body, other = rows[at + 1 : turn], rows[turn + 1 : end]
        at, rest = end + 1, tag.group(3).strip()
        loop = _LOOP.fullmatch(rest)
        condition = loop.group(2) if loop else rest.removeprefix("not ").strip()
        with_it = frozenset(filter(None, (one.settled(condition, True) for one in states)))
        without = frozenset(filter(None, (one.settled(condition, False) for one in states)))
        if tag.group(2) == "for":
            once = _after(body, with_it)
            states = without | once | _after(body, once)
        else:
            holds, fails = (without, with_it) if rest.startswith("not ") else (with_it, without)
            states = _after(body, holds) | _after(other, fails)
    return states if len(states) < _MOST_STATES else frozenset()


def _halves(rows: Sequence[_Line], at: int) -> tuple[int, int]:
    """Return where the part that begins at a row has its 'else', or its end, and its end."""
    depth, turn = 0, 0
    for number in range(at, len(rows)):
        tag = rows[number][0]
        word = tag.group(2) if tag else ""
        depth += (word in ("for", "if")) - (word in ("endfor", "endif"))
        if word == "else" and depth == 1:
            turn = number
        if word and depth == 0:
            return turn or number, number
    return turn or len(rows), len(rows)


def _built_otherwise(root: Element, part: str) -> Iterator[Fault]:
    """Yield what is in a place where Word never puts it."""
    body = root.find(w("body"))
    for node in () if body is None else body.findall(w("sectPr"))[:-1]:
        message = "The end of a section is in a place where Word has none."
        before = next(node.itersiblings(w("p"), preceding=True), node)
        yield Fault("PK-364", message, _AGAIN, "", part, before)
    for node in _NOT_AT_HOME(root):
        if is_misplaced(node):
            name = str(node.tag).rpartition("}")[2]
            message = f"{quoted(name)} is in a place where Word has none: {quoted(words_in(node))}."
            yield Fault("PK-364", message, _AGAIN, "", part, node)
