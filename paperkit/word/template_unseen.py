"""What of a template nobody sees: what is left out of papers, hidden words, tags in hidden places.

The engine fills every tag of a part, and a mark that is split over elements does not hinder it.
The check of tags looks at the words of paragraphs alone, so a tag anywhere else is refused.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import Any

from lxml import etree

from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.word.package import (
    DOC_PR,
    R_NS,
    RELATIONSHIP,
    Element,
    drop,
    is_on,
    is_switched_on,
    is_xml,
    main_part,
    parse,
    reached,
    relation,
    relations_of,
    rels_name,
    story_parts,
    value_of,
    w,
    whole_number,
    without_parts,
    words_in,
    written,
)
from paperkit.word.styles import Styles
from paperkit.word.template_tags import TAG

# The parts beside the text that may hold tags, in the order in which their values are printed.
BESIDE_TEXT = ("header", "footer", "footnotes")

_MOST_STRAYS = 20  # of one part
_SMALLEST = 4  # half points: words of two points or less are seen by nobody
_VALUED = (w("sz"), w("color"))

Look = Mapping[str, Element]
"""What is said of the look of a run, by the name of each property."""


class Fault(Frozen):
    """Something wrong with a template: what a finding says of it, and the element where it is.

    ``part`` is the part of the file that holds ``node``; a fault of the file as a whole has none.
    ``start`` and ``end`` are where it is among the words of its paragraph, ``thing`` is what holds
    it instead of words.
    """

    code: str
    message: str
    remedy: str = ""
    value: str = ""
    part: str = ""
    node: Any = None
    start: int = 0
    end: int = 0
    thing: str = ""


def filled_parts(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the parts whose tags are filled: the text first, headers, footers, footnotes."""
    main = main_part(members)
    led_to = [(rel.kind, rel.target) for rel in relations_of(members, main)]
    others = (part for kind in BESIDE_TEXT for one, part in led_to if one == kind)
    return tuple(dict.fromkeys((main, *others)))


# --- Left out when the file is read ------------------------------------------------------------

_NOT_OF_PAPERS = {
    "comments": "comments", "commentsExtended": "comments", "commentsIds": "comments",
    "commentsExtensible": "comments", "people": "the names of those who commented",
    "customXml": "custom XML", "thumbnail": "a thumbnail picture",
    "glossaryDocument": "building blocks", "printerSettings": "a printer's settings",
    "documenttasks": "tasks", "keyMapCustomizations": "keys of somebody's own",
    "classificationlabels": "a sensitivity label",
}  # fmt: skip
# What is left in the text of it: marks that lead to a comment or a printer that is not there.
_MARKS = (
    w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"), w("printerSettings"),
)  # fmt: skip


class NotTaken(Frozen):
    """Something of a Word file that no paper takes along: the file, what it is, its words."""

    file: str
    what: str
    words: tuple[str, ...] = ()


def leave_out(
    members: Mapping[str, bytes], file: str
) -> tuple[dict[str, bytes], tuple[NotTaken, ...]]:
    """Return the parts of a template without what no paper takes along, and what that was.

    Nothing else is altered. ReadError where a part is damaged.
    """
    found: dict[str, list[str]] = {}
    left = dict(members)
    for owner in ("", *sorted(members)):
        name = rels_name(owner)
        if name not in members:
            continue
        root, used = parse(members[name], name), _ids_used(members, owner)
        for node in list(root.iter(RELATIONSHIP)):
            led_to = relation(node, owner)
            if led_to.kind not in _NOT_OF_PAPERS or led_to.id in used:
                continue
            words = found.setdefault(_NOT_OF_PAPERS[led_to.kind], [])
            if led_to.target in members and is_xml(led_to.target):
                inside = parse(members[led_to.target], led_to.target)
                # Of comments each by its own words, of anything else all words together.
                words += filter(None, map(_words_of, inside.findall(w("comment")) or [inside]))
            drop(node)
            left[name] = written(root)
    if found:
        left = without_parts(left, set(reached(members, "")) - set(reached(left, "")))
    for part in filter(is_xml, tuple(left)):
        if b":comment" not in left[part] and b":printerSettings" not in left[part]:
            continue
        root = parse(left[part], part)
        marks = list(root.iter(*_MARKS))
        drop(*marks)
        left[part] = written(root) if marks else left[part]
    return left, tuple(NotTaken(file, what, tuple(words)) for what, words in found.items())


def _ids_used(members: Mapping[str, bytes], part: str) -> frozenset[str]:
    """Return the relationships that a part shows something by, such as a drawing in ink."""
    if not is_xml(part) or part not in members:
        return frozenset()
    nodes = (node for node in parse(members[part], part).iter() if node.tag not in _MARKS)
    values = ((str(key), str(value)) for node in nodes for key, value in node.attrib.items())
    return frozenset(value for key, value in values if key.startswith(f"{{{R_NS}}}"))


def _words_of(node: Element) -> str:
    return " ".join(" ".join(str(text) for text in node.itertext()).split())


def notes_of(left_out: tuple[NotTaken, ...]) -> Iterator[Finding]:
    """Yield a note (PK-616) for each kind of thing that was left out of a Word file."""
    for one in left_out:
        is_spoken = one.what == "comments" and one.words
        words = f": {'; '.join(map(quoted, one.words))}" if is_spoken else ""
        message = f"Papers leave out {one.what} in {one.file}{words}."
        yield Finding("PK-616", Place(one.file), message, value=one.what)


def tags_left_out(left_out: tuple[NotTaken, ...]) -> Iterator[Fault]:
    """Yield each tag in a comment (PK-613): whoever wrote it expects it to be filled."""
    for one in (one for one in left_out if one.what == "comments"):
        for words in one.words:
            for tag in _whole_tags(words):
                yield _stray(tag, "in a comment", words)


# --- Pictures that say nothing ------------------------------------------------------------------


def undescribed(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield a fault for each picture without an alternative text (PK-653).

    One that is marked as decorative needs none.
    """
    for part in story_parts(members):
        for mark in parse(members[part], part).iter(DOC_PR):
            if mark.get("descr", "").strip() or next(mark.iter(_DECORATIVE), None) is not None:
                continue
            name = mark.get("name", "")
            message = f"The picture {quoted(name)} has no alternative text."
            yield Fault("PK-653", message, value=name, part=part, node=mark)


_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


# --- Hidden words ------------------------------------------------------------------------------


def hidden_words(root: Element, styles: Styles, part: str) -> Iterator[Fault]:
    """Yield a fault for words of a part that are not seen on the page, and why (PK-615)."""
    for words, why, node in _hidden(root, styles):
        message = f"These words cannot be seen because {why}: {quoted(words)}."
        yield Fault("PK-615", message, value=words, part=part, node=node)


def _hidden(root: Element, styles: Styles) -> Iterator[tuple[str, str, Element]]:
    for row in root.iter(w("tr")):
        if is_on(row.find(w("trPr")), "hidden"):
            yield words_in(row), "their row is hidden", next(row.iter(w("p")), row)
    for merged in root.iter(w("vMerge")):
        cell = next(merged.iterancestors(w("tc")), merged)
        if merged.get(w("val"), "continue") == "continue" and words_in(cell).strip():
            why = "their cell is merged into the one above"
            yield words_in(cell), why, next(cell.iter(w("p")), cell)
    for drawing in root.iter(DOC_PR):
        if drawing.get("hidden") in ("1", "true", "on"):
            yield drawing.get("name", ""), "the drawing is hidden", drawing

    @cache
    def look_of(style: str | None) -> Look:
        return _look(style, styles)

    for run in root.iter(w("r")):
        words = "".join(text.text or "" for text in run.iterchildren(w("t"))).strip()
        if not words:
            continue
        paragraph = next(run.iterancestors(w("p")), None)
        own = run.find(w("rPr"))
        look = {**look_of(value_of(own, "rStyle")), **_said([] if own is None else [own])}
        if paragraph is not None:
            of_paragraph = value_of(paragraph.find(w("pPr")), "pStyle") or styles.default
            look = {**look_of(of_paragraph), **look}
        why = _why_hidden(run, paragraph, look)
        if why:
            yield words, why, run


def _look(style: str | None, styles: Styles) -> Look:
    """Return what a style, and those that it is based on, say of the look of a run."""
    found = (one.node.find(w("rPr")) for one in styles.chain(style)) if style else ()
    return _said([look for look in found if look is not None])


def _said(looks: Sequence[Element]) -> Look:
    """Return each property of some looks, which come nearest first, as the nearest has it."""
    said: dict[str, Element] = {}
    for look in looks:
        for one in look:
            # A size or a colour without a value says nothing.
            if one.tag not in _VALUED or one.get(w("val")):
                said.setdefault(str(one.tag), one)
    return said


def is_hidden(style: str, styles: Styles) -> bool:
    """Return whether a style sets words as hidden text."""
    return is_switched_on(_look(style, styles).get(w("vanish")))


def _why_hidden(run: Element, paragraph: Element | None, look: Look) -> str:
    """Return why the words of a run are not seen, by its look."""
    if is_switched_on(look.get(w("vanish"))) or is_switched_on(look.get(w("specVanish"))):
        return "they are set as hidden text"
    if is_switched_on(look.get(w("webHidden"))) and not _of_contents(run):
        return "they are hidden on the web"
    size, ink = (look[name].get(w("val"), "") if name in look else "" for name in _VALUED)
    halves = whole_number(size)
    if halves is not None and 0 <= halves <= _SMALLEST:
        return f"they are set in {halves / 2:g} point{'' if halves == 2 else 's'}"
    if ink.upper() == "FFFFFF" and not _on_a_ground(run, paragraph, look):
        return "they are white on white"
    return ""


def _of_contents(run: Element) -> bool:
    """Return whether a run is in an entry of a contents list, where Word hides page numbers."""
    links = run.iterancestors(w("hyperlink"))
    return any(link.get(w("anchor"), "").startswith("_Toc") for link in links)


def _on_a_ground(run: Element, paragraph: Element | None, look: Look) -> bool:
    """Return whether white words may have a coloured ground: shading, a table's style, a shape."""
    if w("shd") in look or w("highlight") in look:
        return True
    if paragraph is not None and paragraph.find(f"{w('pPr')}/{w('shd')}") is not None:
        return True
    for holder in run.iterancestors():
        if holder.tag == w("txbxContent"):
            return True
        if holder.tag == w("tc") and holder.find(f"{w('tcPr')}/{w('shd')}") is not None:
            return True
        if holder.tag == w("tbl") and holder.find(f"{w('tblPr')}/{w('tblStyle')}") is not None:
            return True
    return False


# --- Tags where no check of tags looks ------------------------------------------------------------

_ATTRIBUTES = {
    "descr": "the alternative text of a picture",
    "title": "the title of a picture",
}
_ELEMENTS = {
    w("bookmarkStart"): "the name of a bookmark",
    w("instrText"): "the code of a field",
    w("fldSimple"): "the code of a field",
    w("tag"): "the tag of a content control",
    w("alias"): "the title of a content control",
}
# How words are said, set above them: what is there is not read as words of the paragraph.
_BESIDE_WORDS = (w("rt"), w("rubyBase"))
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PARTS = (
    ("document.main", "the text"), ("header+xml", "a header"), ("footer+xml", "a footer"),
    ("footnotes", "the footnotes"), ("endnotes", "the endnotes"), ("chart+xml", "a chart"),
    ("properties+xml", "the properties of the file"), ("settings", "the settings of the file"),
)  # fmt: skip


def _stray(tag: str, where: str, near: str) -> Fault:
    beside = f" Words near it: {quoted(near)}." if near else ""
    message = f"The tag {quoted(tag)} is {where}, where tags do not work.{beside}"
    return Fault("PK-613", message, value=tag)


def stray_tags(root: Element, is_filled: bool, part: str, said: str) -> Iterator[Fault]:
    """Yield a fault for each tag of a part that no check of tags would see (PK-613)."""
    words = etree.tostring(root, encoding="unicode")
    if "{" not in words and "}" not in words:
        return
    for tag, thing, node in islice(_strays(root, is_filled), _MOST_STRAYS):
        fault = _stray(tag, f"in {thing}, in {said}", _near(node))
        name = node.get("name", "") if node.tag == DOC_PR else ""
        own = thing.replace("a picture", f"picture {quoted(name)}") if name else thing
        yield replace(fault, part=part, node=node, thing="" if own == "words" else own)


def called(part: str, content_type: str) -> str:
    """Return what messages call a part."""
    return next((words for end, words in _PARTS if end in content_type), f"the part {part}")


def _strays(root: Element, is_filled: bool) -> Iterator[tuple[str, str, Element]]:
    """Yield each tag that is not in the words of one paragraph: it, what holds it, the element.

    The engine fills whatever it finds in the text of a part, also where a mark is split over
    elements. The check of tags looks at the words of paragraphs (``w:t``) alone, and of these only
    at the parts that are filled.
    """
    tags_in = TAG.findall if is_filled else _whole_tags
    texts: list[tuple[str, Element, tuple[Element, Element] | None]] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            for tag in tags_in(node.text or ""):
                yield tag, _named(node, ""), node
        elif event == "start":
            for key, value in node.attrib.items():
                for tag in tags_in(str(value)):
                    yield tag, _named(node, etree.QName(key).localname), node
            if node.text:
                texts.append((node.text, node, _home(node) if is_filled else None))
        if event != "start" and node.tail and node is not root:
            texts.append((node.tail, node, None))
    joined = "".join(text for text, _, _ in texts)
    starts = [0, *accumulate(len(text) for text, _, _ in texts)]
    for found in TAG.finditer(joined):
        ends = (found.start(), found.start() + 1, found.end() - 2, found.end() - 1)
        met = [texts[bisect_right(starts, at) - 1] for at in ends]
        homes = {home for _, _, home in met}
        if (None in homes or len(homes) > 1) and (is_filled or _is_whole(found.group())):
            stray = next((node for _, node, home in met if home is None), met[0][1])
            split = " split between places" if None not in homes else ""
            yield found.group(), f"{_named(stray, '')}{split}", stray


def _is_whole(tag: str) -> bool:
    return len(tag) > 2


def _whole_tags(words: str) -> list[str]:
    """Return the tags that are whole: in a part that is not filled, two braces are two braces."""
    return list(filter(_is_whole, TAG.findall(words)))


def _home(text: Element) -> tuple[Element, Element] | None:
    """Return the paragraph of a piece of its words and what holds its run; None for other text."""
    run = text.getparent()
    if text.tag != w("t") or run is None or run.tag != w("r"):
        return None
    holder, paragraph = run.getparent(), next(run.iterancestors(w("p")), None)
    if holder is None or paragraph is None or holder.tag in _BESIDE_WORDS:
        return None
    return paragraph, holder


def _named(node: Element, attribute: str) -> str:
    """Return where a tag is, in words: in an attribute of an element, or in its text."""
    if isinstance(node, etree._Comment | etree._ProcessingInstruction):
        return "a remark of the file's XML"
    name = etree.QName(node)
    if name.namespace == _MATHS:
        return "an equation"
    if name.namespace == _DRAWING and not attribute:
        return "the words of a drawing"
    if any(True for _ in node.iterancestors(*_BESIDE_WORDS)):
        return "a phonetic guide"
    known = _ELEMENTS.get(str(node.tag)) or _ATTRIBUTES.get(attribute)
    if known:
        return known
    if not attribute:
        return "words" if node.tag == w("t") else f"the text of '{name.localname}'"
    return f"the attribute '{attribute}' of '{name.localname}'"


def _near(node: Element) -> str:
    """Return the words of the paragraph in which something is, or of the one before it."""
    paragraph = node if node.tag == w("p") else next(node.iterancestors(w("p")), None)
    return "" if paragraph is None else words_in(paragraph)
