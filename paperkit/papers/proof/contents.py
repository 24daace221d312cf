"""Contents lists: an entry for each heading, in its words and with its number, that leads to it."""

import re
from collections.abc import Iterator, Sequence

from paperkit.findings import Finding, quoted
from paperkit.papers.proof.finished import Finished
from paperkit.papers.proof.reading import text_of
from paperkit.papers.word.contents import Heading, headings_of
from paperkit.papers.word.names import Element, w
from paperkit.papers.word.numbers import printed_numbers

_LIST = re.compile(r"\s*TOC\b(?!.*\\[ac]\b)")
_SCOPE = re.compile(r"\\b\s+(\S+)")


def contents_told(finished: Finished) -> Iterator[Finding]:
    """Yield contents lists whose entries are not the headings that follow, word for word."""
    for story in finished.each_story():
        for field in story.iter(w("fldSimple")):
            if _LIST.match(field.get(w("instr"), "")):
                message = "A contents list has no entries."
                yield finished.told("PK-981", message)
    text = next(finished.each_story())
    for code in list(text.iter(w("instrText"))):
        if _LIST.match(code.text or ""):
            yield from _compared(finished, text, code)


def _compared(finished: Finished, text: Element, code: Element) -> Iterator[Finding]:
    entries = list(_entries(code))
    every = list(text.iter(w("p")))
    numbers = printed_numbers(text, finished.related("numbering"), finished.styles)
    scope = _scope(text, every, code, entries)
    headings = list(headings_of(scope, finished.styles, numbers))
    shown, there = [_line(entry) for entry in entries], [_told(one) for one in headings]
    if shown != there:
        wrong = next(iter([one for one in shown if one not in there] or shown), "")
        lacking = next((one for one in there if one not in shown), "")
        said = f"lacks the heading {quoted(lacking)}" if lacking else f"has {quoted(wrong)}"
        message = f"The contents list {said}{'' if lacking else ', which is no heading there'}."
        yield finished.told("PK-981", message, lacking or wrong)
        return
    for entry, heading in zip(entries, headings, strict=True):
        if not _leads_to(entry, heading):
            message = f"The entry {quoted(_line(entry))} of the contents list leads elsewhere."
            yield finished.told("PK-981", message, _line(entry))


def _entries(code: Element) -> Iterator[Element]:
    """Yield the paragraphs of a list, from that of its field's code to that of its end."""
    first = next(code.iterancestors(w("p")))
    for paragraph in (first, *first.itersiblings(w("p"))):
        if _line(paragraph):
            yield paragraph
        marks = (mark.get(w("fldCharType")) for mark in paragraph.iter(w("fldChar")))
        if "end" in marks:
            return


def _scope(
    text: Element, every: Sequence[Element], code: Element, entries: Sequence[Element]
) -> Sequence[Element]:
    """Return the paragraphs that a list is of: those of its bookmark, or else all after it."""
    found = _SCOPE.search(code.text or "")
    name = found.group(1) if found else ""
    places = {paragraph: place for place, paragraph in enumerate(every)}
    for start in text.iter(w("bookmarkStart")):
        if name and start.get(w("name")) == name:
            ends = (end for end in text.iter(w("bookmarkEnd")) if _same(start, end))
            return every[places[_around(start)] : places[_around(next(ends))] + 1]
    return every[places[entries[-1]] + 1 :] if entries else every


def _same(start: Element, end: Element) -> bool:
    return start.get(w("id")) == end.get(w("id"))


def _around(node: Element) -> Element:
    return next(node.iterancestors(w("p")))


def _line(paragraph: Element) -> str:
    return " ".join(text_of(paragraph).split())


def _told(heading: Heading) -> str:
    return f"{heading.number} {_line(heading.paragraph)}".strip()


def _leads_to(entry: Element, heading: Heading) -> bool:
    link = next(entry.iter(w("hyperlink")), None)
    wanted = "" if link is None else link.get(w("anchor"), "")
    names = (start.get(w("name")) for start in heading.paragraph.iter(w("bookmarkStart")))
    return bool(wanted) and wanted in names
