"""Marks that a paper bears where its template has no place for them: in the header, on page one.

They go into the filled template as values, so that they are printed and proved like any other.
"""

from collections.abc import Iterator, Mapping, Sequence

from paperkit.word.numbering import SECTION_STYLES
from paperkit.word.package import (
    R_NS,
    Element,
    element,
    main_part,
    parse,
    relations_of,
    run_of,
    text_element,
    value_of,
    w,
    with_part,
    written,
)
from paperkit.word.styles import Styles, styled, styles_of
from paperkit.word.values import Ledger, Printable, token

_HEADER = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
    f"{R_NS}/header",
)
_NEW_HEADER = "word/header_mark.xml"


def with_marks(
    members: Mapping[str, bytes], ledger: Ledger, mark: str, notes: Sequence[str]
) -> tuple[dict[str, bytes], Ledger]:
    """Return the parts and what they stand for, with a mark on every page and notes on page one.

    What the template has printed already is not added. The mark goes to the end of each header, and
    notes go before the first section, after what heads the paper, the first of them in bold.
    """
    values = list(ledger.values)
    parts = dict(members)
    styles = styles_of(members)
    if mark and mark not in ledger.values:
        parts = _with_headers(parts)
        for relation in relations_of(parts, main_part(parts)):
            if relation.kind == "header" and relation.target in parts:
                root = parse(parts[relation.target], relation.target)
                root.append(_paragraph(values, mark, styles, "header", bold=True))
                parts[relation.target] = written(root)
    left = [note for note in notes if note not in ledger.values]
    if left:
        main = main_part(parts)
        root = parse(parts[main], main)
        body = root.find(w("body"))
        assert body is not None, "A paper has a body."
        place = next(_sections(body, styles), 0)
        for number, note in enumerate(left):
            made = _paragraph(values, note, styles, "Paper Details", bold=number == 0)
            body.insert(place + number, made)
        parts[main] = written(root)
    return parts, Ledger(tuple(values))


def _paragraph(
    values: list[Printable], words: str, styles: Styles, style: str, *, bold: bool
) -> Element:
    """Return a paragraph that holds a value, which is added to the values."""
    values.append(words)
    look = element("rPr", element("b"), element("bCs")) if bold else None
    made = element("p", run_of(look, text_element(token(len(values) - 1))))
    named = styles.ids.get(("paragraph", style.lower()))
    return styled(made, named) if named else made


def _sections(body: Element, styles: Styles) -> Iterator[int]:
    """Yield the place of each heading of a section among what the body holds."""
    for number, node in enumerate(body):
        properties = node.find(w("pPr")) if node.tag == w("p") else None
        if styles.name_of(value_of(properties, "pStyle")).lower() in SECTION_STYLES:
            yield number


def _with_headers(members: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts, with a header for every page where the paper has none at all."""
    main = main_part(members)
    if any(relation.kind == "header" for relation in relations_of(members, main)):
        return members
    blank = written(element("hdr"))
    parts, own = with_part(members, main, _NEW_HEADER, blank, _HEADER)
    root = parse(parts[main], main)
    for section in root.iter(w("sectPr")):
        reference = element("headerReference", type="default")
        reference.set(f"{{{R_NS}}}id", own)
        section.insert(0, reference)
    return {**parts, main: written(root)}
