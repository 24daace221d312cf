"""Fields whose text is in place without Word updating them: references, and lists of contents.

While the text is filled in, each is a field without text. When all is in, the paragraphs are
counted, and the text is written that Word would write on updating the field.

A point of a list is referred to by its paragraph and by each list around it, a field each: ``3.4``
``(1)`` ``a)``. Bookmarks: ``ref_name`` on a paragraph of which the number is printed; ``txt_name``
on a subheading or caption of which the words are, in quotation marks; ``apx_name`` around words
that are printed as they are, such as "Appendix 2". ``up1_name`` marks a paragraph on the way to
the point of a list.

A list of contents has an entry for each heading: its printed number, its words, a link to it.
There are no page numbers, which no library can compute; so the field asks Word for none either
(``\\n``), and an update in Word gives the same entries (ECMA-376 part 1, 17.16.5.68). The list is
of what follows it, up to the end of the paper. A bookmark holds that (``\\b``), so that in a file
of several papers each list keeps to its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from paperkit.frozen import Frozen
from paperkit.word.numbering import BULLET, printed_numbers
from paperkit.word.package import (
    NUMBERED,
    SPACE,
    Element,
    Styles,
    drop,
    element,
    run_of,
    styled,
    text_element,
    value_of,
    w,
    words_in,
)

_NUMBER, _WORDS, _LABEL, _ABOVE = "ref_", "txt_", "apx_", "up{}_"
_CONTENTS, _SCOPE = "TOC", "toc_text"
# The heading styles that a contents list holds, in small letters, and the level of each.
_LEVELS = MappingProxyType({"heading 2": 1, "heading unnumbered": 1, "heading 3": 2})

_REFERENCE = re.compile(r"\s*REF ref_(\w+)\s*")
CONTENTS_STYLES = ("toc 1", "toc 2")


def mark(paragraph: Element, label: str, *, worded: bool = False) -> None:
    """Put the name of a paragraph on it, ``worded`` where its words are printed, not its number."""
    set_bookmark(_named(_WORDS if worded else _NUMBER, label), paragraph)


def labelled(run: Element, name: str) -> tuple[Element, Element, Element]:
    """Return a run between the ends of the bookmark by which its words are printed elsewhere."""
    start, end = _bookmark(_named(_LABEL, name))
    return start, run, end


def set_bookmark(name: str, first: Element, last: Element | None = None) -> Element:
    """Put a bookmark around all that these paragraphs hold, and return its beginning."""
    start, end = _bookmark(name)
    first.insert(0 if first.find(w("pPr")) is None else 1, start)
    (first if last is None else last).append(end)
    return start


def _bookmark(name: str) -> tuple[Element, Element]:
    """Return the two ends of a bookmark, which get a number as id when all is in."""
    return element("bookmarkStart", id=name, name=name), element("bookmarkEnd", id=name)


def _named(prefix: str, label: str) -> str:
    # Word takes no hyphen in a bookmark's name; a label has no underscore, so names stay apart.
    return prefix + label.replace("-", "_")


def field_for(label: str, run: Element) -> Element:
    """Return the field of a reference, still without its text; the run gives its look."""
    return element("fldSimple", run, instr=f" REF {_named(_NUMBER, label)} ")


def field_for_contents() -> Element:
    """Return the field of a contents list, still without its entries."""
    return element("fldSimple", instr=_CONTENTS)


def write_fields(text: Element, notes: Element, numbering: Element | None, styles: Styles) -> None:
    """Write the text of each field that has none yet, when all is in.

    A reference that leads to nothing goes; its words stay.
    """
    fields = (field for root in (text, notes) for field in root.iter(w("fldSimple")))
    asked = ((field, _REFERENCE.fullmatch(field.get(w("instr"), ""))) for field in fields)
    references = [(field, found.group(1)) for field, found in asked if found]
    contents = [one for one in text.iter(w("fldSimple")) if one.get(w("instr")) == _CONTENTS]
    if not references and not contents:
        return
    numbers = printed_numbers(text, numbering, styles)
    paragraphs = list(text.iter(w("p")))
    marks = reversed(list(text.iter(w("bookmarkStart"))))
    by_name = {mark.get(w("name"), ""): mark for mark in marks}
    place = {paragraph: at for at, paragraph in enumerate(paragraphs)}
    numbered = _NumberedText(paragraphs, place, numbers, by_name)
    for field, name in references:
        for made in _written(field, name, numbered):
            field.addprevious(made)
        drop(field)
    for number, field in enumerate(contents, start=1):
        holder = next(field.iterancestors(w("p")))
        following = paragraphs[place[holder] + 1 :]
        headings = tuple(headings_of(following, styles, numbers))
        if headings:
            for entry in _entries(headings, number, styles):
                holder.addprevious(entry)
            drop(holder)
            set_bookmark(f"{_SCOPE}{number}", following[0], following[-1])
        else:
            holder.remove(field)


class _NumberedText(Frozen):
    """The paragraphs of the text in order, where each is, its number, the bookmarks."""

    paragraphs: Sequence[Element]
    place: Mapping[Element, int]
    numbers: Mapping[Element, str]
    marks: dict[str, Element]

    def number(self, at: int) -> str:
        """Return the number of a paragraph, nothing for a bullet."""
        found = self.numbers.get(self.paragraphs[at], "")
        return "" if found == BULLET else found

    def level(self, at: int) -> int | None:
        """Return the level of an item of a list. Only lists of the text are numbered directly."""
        direct = self.paragraphs[at].find(NUMBERED)
        return None if direct is None else int(value_of(direct, "ilvl") or "0")

    def points(self, at: int) -> list[int]:
        """Return the items on the way to one of a list, the outermost first; the own one last."""
        points: list[int] = []
        level = self.level(at)
        deepest = -1 if level is None else level
        while deepest >= 0 and at >= 0:
            level = self.level(at)
            if level is None and self.numbers.get(self.paragraphs[at]) != BULLET:
                break
            if level is not None and level <= deepest:
                points.insert(0, at)
                deepest = level - 1
            at -= 1
        return points


def _written(field: Element, name: str, text: _NumberedText) -> list[Element]:
    """Return what takes the place of a reference's field; nothing for one that leads nowhere."""
    look = field[0].find(w("rPr"))
    label, words, number = (text.marks.get(mark + name) for mark in (_LABEL, _WORDS, _NUMBER))
    start = words if label is None else label
    if start is not None:
        there = run_of(look, text_element(_words_of(start)))
        made = element("fldSimple", there, instr=f" REF {start.get(w('name'))} \\h ")
        quotes = [] if start is label else [run_of(look, text_element("'")) for _ in range(2)]
        return [*quotes[:1], made, *quotes[1:]]
    if number is not None:
        return list(_numbers(name, look, number, text))
    before = field.getprevious()
    if before is not None and "".join(map(str, before.itertext())) == " ":
        drop(before)
    return []


def _words_of(start: Element) -> str:
    """Return what is between the two ends of a bookmark."""
    end = (w("bookmarkEnd"), start.get(w("id")))
    between = takewhile(lambda node: (node.tag, node.get(w("id"))) != end, start.itersiblings())
    return "".join(map(words_in, between))


def _numbers(
    name: str, look: Element | None, start: Element, text: _NumberedText
) -> Iterator[Element]:
    """Yield a field for each number of a reference: the paragraph's, then those of list points.

    A paragraph without a number is known by the numbered one that it is below.
    """
    own = text.place[next(start.iterancestors(w("p")))]
    points = text.points(own)
    nearest = range(points[0] - 1 if points else own, -1, -1)
    above = [at for at in nearest if text.number(at) and text.level(at) is None][:1]
    places = [*above, *points] or [own]
    for up, at in zip(range(len(places) - 1, -1, -1), places, strict=True):
        bookmark = (_NUMBER if at == own else _ABOVE.format(up)) + name
        if bookmark not in text.marks:
            text.marks[bookmark] = set_bookmark(bookmark, text.paragraphs[at])
        switch = "\\n" if at in points else "\\r"
        number = run_of(look, text_element(text.number(at).rstrip(".")))
        yield element("fldSimple", number, instr=f" REF {bookmark} {switch} \\h ")


class ListedHeading(Frozen):
    """A heading of the text: its level in a contents list, its printed number, its words."""

    paragraph: Element
    level: int
    number: str
    words: str


def headings_of(
    paragraphs: Iterable[Element], styles: Styles, numbers: Mapping[Element, str]
) -> Iterator[ListedHeading]:
    """Yield the headings among the paragraphs that a contents list holds; none without words."""
    signs = tuple(map(w, ("t", "tab", "br", "cr")))
    for paragraph in paragraphs:
        style = styles.name_of(value_of(paragraph.find(w("pPr")), "pStyle")).lower()
        if style not in _LEVELS:
            continue
        nodes = paragraph.iter(*signs)
        words = "".join(node.text or "" if node.tag == w("t") else " " for node in nodes)
        if words.strip():
            number = numbers.get(paragraph, "")
            yield ListedHeading(paragraph, _LEVELS[style], number, " ".join(words.split()))


def _entries(headings: Sequence[ListedHeading], number: int, styles: Styles) -> list[Element]:
    """Return the entries of a contents list, with the field that they are the result of."""
    look, entries = styles.id_of("Hyperlink"), []
    for at, heading in enumerate(headings, start=1):
        name = f"_Toc{number}_{at}"
        set_bookmark(name, heading.paragraph)
        link = element("hyperlink", anchor=name, history="1")
        if heading.number:
            link.append(styled(element("r", text_element(heading.number)), look))
            link.append(element("r", element("tab")))
        link.append(styled(element("r", text_element(heading.words)), look))
        style = styles.id_of(CONTENTS_STYLES[heading.level - 1], "paragraph")
        entries.append(styled(element("p", link), style))
    asked = "Heading 2,1,Heading Unnumbered,1,Heading 3,2"
    code = element("instrText")
    code.set(SPACE, "preserve")
    code.text = f' TOC \\n \\h \\z \\b {_SCOPE}{number} \\t "{asked}" '
    begin, separate, end = (
        element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")
    )
    entries[0][1:1] = [element("r", node) for node in (begin, code, separate)]
    entries[-1].append(element("r", end))
    return entries
