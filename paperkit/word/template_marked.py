"""A copy of a template with its faults as Word's comments, each at its place.

A comment can be in the text alone. A fault in a header, a footer, a note or a text box, and one
of the file as a whole, is reported at the beginning of the text, with its place in words.
"""

from collections.abc import Iterable

from paperkit.findings import Finding
from paperkit.word.package import (
    R_NS,
    Element,
    element,
    main_part,
    pack,
    parse,
    related,
    run_of,
    text_element,
    unpack,
    unused,
    w,
    with_part,
    written,
)
from paperkit.word.template_tags import words_of

AUTHOR, INITIALS = "paperkit", "pk"
_NEW_PART = "word/comments_paperkit.xml"
_COMMENTS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    f"{R_NS}/comments",
)


def with_comments(package: bytes, findings: Iterable[Finding]) -> bytes:
    """Return a copy of a Word file with a comment for each finding; all else is as it was.

    ReadError for bytes that are not a Word file.
    """
    members = unpack(package)
    main = main_part(members)
    if related(members, "comments") is None:
        blank = written(element("comments"))
        members, _ = with_part(members, main, _NEW_PART, blank, _COMMENTS)
    part = related(members, "comments")
    assert part is not None
    text, comments = parse(members[main], main), parse(members[part], part)
    free = unused({one.get(w("id")) for one in comments.iter(w("comment"))}, start=0)
    paragraphs = list(text.iter(w("p")))
    for finding, own in zip(findings, free, strict=False):
        place = finding.place.word
        at = paragraphs[place.paragraph - 1] if place and place.part == main else None
        if at is None or next(at.iterancestors(w("txbxContent")), None) is not None:
            at = paragraphs[0]
            comments.append(_comment(own, finding, str(finding.place)))
            _put_at_beginning(at, own)
        else:
            comments.append(_comment(own, finding, place.thing if place else ""))
            _put_around(at, finding.value, own)
    members |= {main: written(text), part: written(comments)}
    return pack(members)


def _comment(own: str, finding: Finding, where: str) -> Element:
    lines = [f"{finding.code}: {finding.message}", finding.remedy]
    if where:
        lines.insert(0, f"{where[0].upper()}{where[1:]}.")
    paragraphs = (element("p", run_of(None, text_element(line))) for line in lines)
    return element("comment", *paragraphs, id=own, author=AUTHOR, initials=INITIALS)


def _marks(own: str) -> tuple[Element, Element, Element]:
    """Return where a comment begins and ends, and the run that leads to it."""
    return (
        element("commentRangeStart", id=own),
        element("commentRangeEnd", id=own),
        run_of(None, element("commentReference", id=own)),
    )


def _put_at_beginning(paragraph: Element, own: str) -> None:
    at = 0 if paragraph.find(w("pPr")) is None else 1
    paragraph[at:at] = _marks(own)


def _put_around(paragraph: Element, value: str, own: str) -> None:
    """Put a comment around the words of a tag; around the whole paragraph where it has them not."""
    held = _holding(paragraph, value)
    held = held or [child for child in paragraph if child.tag != w("pPr")]
    if not held:
        _put_at_beginning(paragraph, own)
        return
    begin, end, reference = _marks(own)
    held[0].addprevious(begin)
    held[-1].addnext(reference)
    held[-1].addnext(end)


def _holding(paragraph: Element, value: str) -> list[Element]:
    """Return what of a paragraph holds the words of a tag, in order."""
    start = words_of(paragraph).find(value) if value else -1
    found: list[Element] = []
    at = 0
    for child in paragraph if start >= 0 else ():
        after = at + len(words_of(child, paragraph))
        if at < start + len(value) and after > start:
            found.append(child)
        at = after
    return found
