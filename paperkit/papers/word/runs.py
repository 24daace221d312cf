"""What stands in a paragraph as runs: their look, and the direction in which they are read."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree

from paperkit.papers.blocks import Inline, Link, Note, Reference, Styled, plain
from paperkit.papers.word import order
from paperkit.papers.word.filling import Filling
from paperkit.papers.word.names import R_ID, Element, w
from paperkit.papers.word.references import field_for
from paperkit.papers.word.words import elements, text_element, with_look

# Hebrew, Arabic and their neighbours; what stands between two of them is read with them.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_RIGHT = re.compile(rf"([{_RIGHT}](?:[{_RIGHT}\W\d_]*[{_RIGHT}])?)")


def runs(words: Iterable[Inline], look: Element | None, filling: Filling) -> Iterator[Element]:
    """Yield what a paragraph holds for these words, each run in the look of its place."""
    for inline in words:
        match inline:
            case str() | Styled():
                yield from _styled(inline, look)
            case Link():
                yield _link(inline, look, filling)
            case Reference():
                yield from _reference(inline, look)
            case Note():
                yield from _note(inline, look, filling)


def _styled(inline: str | Styled, look: Element | None) -> Iterator[Element]:
    styled = Styled(inline) if isinstance(inline, str) else inline
    for at, part in enumerate(_FROM_RIGHT.split(styled.words)):
        if part:
            run = with_look(look, *elements(part))
            _set_look(run, styled, from_right=bool(at % 2))
            yield run


def _set_look(run: Element, styled: Styled, *, from_right: bool) -> None:
    wanted = [name for name, on in (("b", styled.bold), ("i", styled.italic)) if on]
    if from_right:
        # Word takes bold and italic of such scripts from properties of their own.
        wanted = [*wanted, *(f"{name}Cs" for name in wanted), "rtl"]
    for name in wanted:
        order.put(order.properties_of(run, "rPr"), name)


def _link(link: Link, look: Element | None, filling: Filling) -> Element:
    made = etree.Element(w("hyperlink"))
    made.set(R_ID, filling.links.id_of(link.address))
    style = filling.styles.id_of("Hyperlink")
    for inline in link.words:
        for run in _styled(inline, look):
            order.put(order.properties_of(run, "rPr"), "rStyle", val=style)
            made.append(run)
    return made


def _reference(reference: Reference, look: Element | None) -> Iterator[Element]:
    for inline in reference.words:
        yield from _styled(inline, look)
    field = field_for(reference.label, with_look(look))
    if reference.words:
        yield with_look(look, text_element(" "))
    yield field


def _note(note: Note, look: Element | None, filling: Filling) -> Iterator[Element]:
    if filling.notes is None:
        yield from runs((" (", *note.words, ")"), look, filling)
        return
    inside = runs(note.words, None, filling.of_notes(filling.notes))
    number = filling.notes.add(inside, from_right=reads_from_right(plain(note.words)))
    run = with_look(look)
    style = filling.styles.id_of("Footnote Reference")
    order.put(order.properties_of(run, "rPr"), "rStyle", val=style)
    etree.SubElement(run, w("footnoteReference")).set(w("id"), number)
    yield run


def reads_from_right(words: str) -> bool:
    """Return whether a paragraph begins on the right: by its first letter that says so."""
    strong = (unicodedata.bidirectional(sign) for sign in words)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
