"""References: bookmarks where a name stands, REF fields with their text already in place.

While the text is filled in, a reference is a field without text. When all is in, ``resolve``
counts the paragraphs and writes into each field what Word would write on updating it. A point of
a list is told by its paragraph and by each list around it, a field each: ``3.4`` ``(1)`` ``a)``.

Bookmarks: ``ref_name`` on a paragraph whose number is told; ``txt_name`` on a subheading or caption
whose words are told, in quotation marks; ``apx_name`` around words that are told as they are, such
as "Appendix 2". ``up1_name`` marks a paragraph that is told on the way to the point of a list.

Contents lists: linked entries for the headings that follow, there without Word updating them.

While the text is filled in, a list is a field without text. When all is in, an entry is written
for each heading: its printed number, its words, a link to it. There are no page numbers, which no
library can compute; so the field asks Word for none either (``\\n``), and an update in Word gives
the same entries (ECMA-376 part 1, 17.16.5.68).

The list is of what stands after it, up to the end of the paper. A bookmark holds that (``\\b``),
so that in a file of several papers each list keeps to its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from paperkit.frozen import Frozen
from paperkit.word import wml
from paperkit.word.numbers import BULLET
from paperkit.word.package import SPACE, Element, value_of, w
from paperkit.word.wml import Styles, text_element, with_look

_NUMBERED = "ref_"
_WORDED = "txt_"
_LABELLED = "apx_"
_ABOVE = "up{}_"
_WAITING = re.compile(r"REF ref_(\w+)")


class _Page(Frozen):
    """The paragraphs of the text in order, where each stands, its number, the bookmarks."""

    paragraphs: Sequence[Element]
    place: Mapping[Element, int]
    numbers: Mapping[Element, str]
    marks: dict[str, Element]

    def number(self, at: int) -> str:
        """Return the number of a paragraph, nothing for a bullet."""
        found = self.numbers.get(self.paragraphs[at], "")
        return "" if found == BULLET else found


class _Target(Frozen):
    """A paragraph whose number is part of a reference, and how the field asks for it."""

    paragraph: Element
    switch: str
    number: str


def mark(paragraph: Element, label: str, *, worded: bool = False) -> None:
    """Put the name of a paragraph on it; ``worded`` where its words are told, not its number."""
    set_bookmark(paragraph, (_WORDED if worded else _NUMBERED) + _named(label))


def labelled(run: Element, name: str) -> tuple[Element, Element, Element]:
    """Return a run between the ends of the bookmark by which its words are told elsewhere."""
    start, end = bookmark_ends(_LABELLED + _named(name))
    return start, run, end


def bookmark_ends(name: str) -> tuple[Element, Element]:
    """Return the two ends of a bookmark; what is between them is what it names."""
    start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
    for node in (start, end):
        node.set(w("id"), name)
    start.set(w("name"), name)
    return start, end


def set_bookmark(paragraph: Element, name: str) -> Element:
    """Put a bookmark around all that a paragraph holds, and return its beginning."""
    start, end = bookmark_ends(name)
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(end)
    return start


def _named(label: str) -> str:
    # Word takes no hyphen in a bookmark's name; a label has no underscore, so names stay apart.
    return label.replace("-", "_")


def field_for(label: str, run: Element) -> Element:
    """Return the field of a reference, still without its text; the run gives its look."""
    return _field(f"{_NUMBERED}{_named(label)}", "", run)


def _field(name: str, switch: str, run: Element) -> Element:
    made = etree.Element(w("fldSimple"))
    made.set(w("instr"), f" {' '.join(part for part in ('REF', name, switch) if part)} ")
    made.append(run)
    return made


def waiting(roots: Iterable[Element]) -> list[tuple[Element, str]]:
    """Return the fields that have no text yet, each with the name that it asks for."""
    fields = (field for root in roots for field in root.iter(w("fldSimple")))
    found = ((field, _WAITING.fullmatch(field.get(w("instr"), "").strip())) for field in fields)
    return [(field, match.group(1)) for field, match in found if match]


def resolve(
    fields: Iterable[tuple[Element, str]], text: Element, numbers: Mapping[Element, str]
) -> None:
    """Write the text of each field. One that leads to nothing goes; its words stay.

    ``numbers`` are the printed numbers of the text's paragraphs, when all is in.
    """
    paragraphs = list(text.iter(w("p")))
    marks = {
        node.get(w("name"), ""): node for node in reversed(list(text.iter(w("bookmarkStart"))))
    }
    place = {paragraph: at for at, paragraph in enumerate(paragraphs)}
    page = _Page(paragraphs, place, numbers, marks)
    for field, name in fields:
        for made in _written(field, name, page):
            field.addprevious(made)
        _drop(field)


def _written(field: Element, name: str, page: _Page) -> Iterator[Element]:
    run = field[0]
    start = page.marks.get(_NUMBERED + name)
    worded = page.marks.get(_WORDED + name)
    labelled = page.marks.get(_LABELLED + name)
    if labelled is not None:
        yield _words_field(run, labelled)
    elif worded is not None:
        yield _with_text(run, "'")
        yield _words_field(run, worded)
        yield _with_text(run, "'")
    elif start is not None:
        yield from _numbered_fields(run, name, start, page)
    else:
        _close_up(field)


def _numbered_fields(run: Element, name: str, start: Element, page: _Page) -> Iterator[Element]:
    targets = list(_targets(start, page)) or [_Target(_paragraph_of(start), "\\r", "")]
    for up, target in zip(range(len(targets) - 1, -1, -1), targets, strict=True):
        own = target.paragraph is _paragraph_of(start)
        bookmark = (_NUMBERED if own else _ABOVE.format(up)) + name
        if bookmark not in page.marks:
            page.marks[bookmark] = set_bookmark(target.paragraph, bookmark)
        yield _field(bookmark, f"{target.switch} \\h", _with_text(run, target.number))


def _targets(start: Element, page: _Page) -> Iterator[_Target]:
    """Yield what the reference is made of: the numbered paragraph, then the points of its list.

    A paragraph without a number is known by the numbered one that it stands below.
    """
    at = page.place[_paragraph_of(start)]
    points = list(_points(at, page))
    first = page.place[points[0].paragraph] - 1 if points else at
    yield from _above(first, page)
    yield from points


def _points(at: int, page: _Page) -> Iterator[_Target]:
    own = page.paragraphs[at]
    level = _level(own)
    if level is None:
        return
    outer = at - 1
    while level and outer >= 0 and _in_list(outer, page):
        above = _level(page.paragraphs[outer])
        if above is not None and above < level:
            yield from _points(outer, page)
            break
        outer -= 1
    yield _Target(own, "\\n", page.number(at).rstrip("."))


def _level(paragraph: Element) -> int | None:
    """Return the level of an item of a list. Only lists of the text are numbered directly."""
    direct = paragraph.find(f"{w('pPr')}/{w('numPr')}")
    return None if direct is None else int(value_of(direct, "ilvl") or "0")


def _in_list(at: int, page: _Page) -> bool:
    paragraph = page.paragraphs[at]
    return _level(paragraph) is not None or page.numbers.get(paragraph) == BULLET


def _above(at: int, page: _Page) -> Iterator[_Target]:
    for nearest in range(at, -1, -1):
        if page.number(nearest) and _level(page.paragraphs[nearest]) is None:
            yield _Target(page.paragraphs[nearest], "\\r", page.number(nearest).rstrip("."))
            return


def _paragraph_of(node: Element) -> Element:
    return next(node.iterancestors(w("p")))


def _words_field(run: Element, start: Element) -> Element:
    return _field(start.get(w("name"), ""), "\\h", _with_text(run, _words_of(start)))


def _words_of(start: Element) -> str:
    """Return what stands between the two ends of a bookmark."""
    words = ""
    for node in start.itersiblings():
        if node.tag == w("bookmarkEnd") and node.get(w("id")) == start.get(w("id")):
            break
        words += "".join(text.text or "" for text in node.iter(w("t")))
    return words


def _with_text(run: Element, words: str) -> Element:
    return with_look(run.find(w("rPr")), text_element(words))


def _close_up(field: Element) -> None:
    """Take away the space before a field that goes."""
    before = field.getprevious()
    if before is not None and "".join(map(str, before.itertext())) == " ":
        _drop(before)


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


LEVELS: Mapping[str, int] = MappingProxyType(
    {"heading 2": 1, "heading unnumbered": 1, "heading 3": 2}
)
"""The heading styles that a contents list holds, in small letters, and the level of each."""

STYLES = ("toc 1", "toc 2")
_SCOPE, _ENTRY = "toc_text", "_Toc"
_WAITING_CONTENTS = "TOC"
_STYLED = "Heading 2,1,Heading Unnumbered,1,Heading 3,2"


class Heading(Frozen):
    """A heading of the text: its level in a contents list, its printed number, its words."""

    paragraph: Element
    level: int
    number: str
    words: str


def field_for_contents() -> Element:
    """Return the field of a contents list, still without its entries."""
    made = etree.Element(w("fldSimple"))
    made.set(w("instr"), _WAITING_CONTENTS)
    return made


def contents_waiting(text: Element) -> list[Element]:
    """Return the contents lists that have no entries yet."""
    return [one for one in text.iter(w("fldSimple")) if one.get(w("instr")) == _WAITING_CONTENTS]


def headings_of(
    paragraphs: Iterable[Element], styles: Styles, numbers: Mapping[Element, str]
) -> Iterator[Heading]:
    """Yield the headings among the paragraphs that a contents list holds; none without words."""
    for paragraph in paragraphs:
        name = styles.name_of(value_of(paragraph.find(w("pPr")), "pStyle")).lower()
        words = words_of(paragraph)
        if name in LEVELS and words:
            yield Heading(paragraph, LEVELS[name], numbers.get(paragraph, ""), words)


def words_of(paragraph: Element) -> str:
    """Return the words of a heading on one line."""
    signs = (node.text or "" if node.tag == w("t") else " " for node in paragraph.iter(*_SIGNS))
    return " ".join("".join(signs).split())


_SIGNS = tuple(map(w, ("t", "tab", "br", "cr")))


def list_contents(text: Element, styles: Styles, numbers: Mapping[Element, str]) -> None:
    """Write the entries of each contents list of the text, in place of its empty field.

    ``numbers`` are the printed numbers of the text's paragraphs, when all is in.
    """
    every = list(text.iter(w("p")))
    for number, field in enumerate(contents_waiting(text), start=1):
        holder = next(field.iterancestors(w("p")))
        following = every[every.index(holder) + 1 :]
        headings = tuple(headings_of(following, styles, numbers))
        if headings:
            _write(holder, headings, str(number), styles)
            _enclose(following, f"{_SCOPE}{number}")
        else:
            holder.remove(field)


def _write(holder: Element, headings: Sequence[Heading], own: str, styles: Styles) -> None:
    """Write the entries where the field stood; ``own`` is in the names of this list's bookmarks."""
    entries = [_entry(one, f"{_ENTRY}{own}_{n}", styles) for n, one in enumerate(headings, 1)]
    for entry in entries:
        holder.addprevious(entry)
    entries[0][1:1] = _beginning(f"{_SCOPE}{own}")
    entries[-1].append(_run(_mark("end")))
    parent = holder.getparent()
    assert parent is not None
    parent.remove(holder)


def _enclose(paragraphs: Sequence[Element], name: str) -> None:
    """Put the bookmark of what is listed around these paragraphs."""
    start, end = bookmark_ends(name)
    first, last = paragraphs[0], paragraphs[-1]
    first.insert(0 if first.find(w("pPr")) is None else 1, start)
    last.append(end)


def _entry(heading: Heading, name: str, styles: Styles) -> Element:
    set_bookmark(heading.paragraph, name)
    made = etree.Element(w("p"))
    style = styles.id_of(STYLES[heading.level - 1], "paragraph")
    wml.put(wml.properties_of(made, "pPr"), "pStyle", val=style)
    link = etree.SubElement(made, w("hyperlink"))
    link.set(w("anchor"), name)
    link.set(w("history"), "1")
    look = styles.id_of("Hyperlink")
    if heading.number:
        link.append(_looking(_run(text_element(heading.number)), look))
        link.append(_run(etree.Element(w("tab"))))
    link.append(_looking(_run(text_element(heading.words)), look))
    return made


def _looking(run: Element, style: str) -> Element:
    wml.put(wml.properties_of(run, "rPr"), "rStyle", val=style)
    return run


def _beginning(scope: str) -> list[Element]:
    code = etree.Element(w("instrText"))
    code.set(SPACE, "preserve")
    code.text = f' TOC \\n \\h \\z \\b {scope} \\t "{_STYLED}" '
    return [_run(_mark("begin")), _run(code), _run(_mark("separate"))]


def _mark(kind: str) -> Element:
    made = etree.Element(w("fldChar"))
    made.set(w("fldCharType"), kind)
    return made


def _run(child: Element) -> Element:
    made = etree.Element(w("r"))
    made.append(child)
    return made
