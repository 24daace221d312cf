"""Put the printed values where a template left their tokens.

A run is taken apart at its tokens and written anew, with its own look. Nothing that was put in
is looked at again: so a person's text may hold whatever characters it likes.
"""

import re
from collections.abc import Iterator

from lxml import etree

from paperkit.frozen import Frozen
from paperkit.word import wml
from paperkit.word.blocks import Filling, spread
from paperkit.word.figures import Figure
from paperkit.word.package import R_ID, SPACE, Element, w
from paperkit.word.references import field_for_contents, labelled
from paperkit.word.values import (
    TOKEN_END,
    TOKEN_START,
    Contents,
    Gap,
    Label,
    Ledger,
    LinkText,
    Printable,
    Prose,
    Rated,
    pieces,
)
from paperkit.word.wml import elements, text_element, with_look

TOKEN = re.compile(f"{TOKEN_START}([0-9]+){TOKEN_END}")
_STRAY = (
    "//@*[contains(., $sign)] | //text()[contains(., $sign)][not(parent::w:t)] | "
    "//w:t[contains(., $sign)][not(parent::w:r)]"
)
_LOOKLESS = frozenset((w("rPr"), w("t"), w("lastRenderedPageBreak")))


class _Piece(Frozen):
    """A stretch of a run: its elements, and what marks it where it is not plain."""

    elements: tuple[Element, ...]
    mark: Printable = ""


def fill(story: Element, filling: Filling) -> None:
    """Replace every token of a part; an unknown token, or one out of place, is a bug."""
    _refuse_strays(story)
    texts = [text for text in story.iter(w("t")) if TOKEN_START in (text.text or "")]
    for run in dict.fromkeys(_run_of(text) for text in texts):
        paragraph = next(run.iterancestors(w("p")))
        prose = _prose_alone(paragraph, filling.ledger)
        if prose is None:
            _fill_run(run, filling)
        else:
            spread(paragraph, run, prose, filling)


def _refuse_strays(story: Element) -> None:
    names = {"w": w("")[1:-1]}
    for sign in (TOKEN_START, TOKEN_END):
        found = story.xpath(_STRAY, namespaces=names, sign=sign)
        assert not found, f"A token stands where no text can be put: {found!r}"


def _run_of(text: Element) -> Element:
    run = text.getparent()
    assert run is not None
    return run


def _value(index: str, ledger: Ledger) -> Printable:
    assert int(index) < len(ledger.values), f"No value has the token {index}."
    return ledger.values[int(index)]


def _fill_run(run: Element, filling: Filling) -> None:
    link_inside_link = next(run.iterancestors(w("hyperlink")), None) is not None
    for made in _written_anew(run, filling, link_inside_link):
        run.addprevious(made)
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)


def _written_anew(run: Element, filling: Filling, in_link: bool) -> Iterator[Element]:
    cell = _cell_of(run)
    open_run: Element | None = None
    for piece in list(_pieces(run, filling.ledger)):
        if _is_plain(piece.mark, filling.draft, cell, in_link):
            if open_run is None:
                open_run = with_look(run.find(w("rPr")))
                yield open_run
            open_run.extend(piece.elements)
        else:
            open_run = None
            made = with_look(run.find(w("rPr")), *piece.elements)
            if isinstance(piece.mark, Figure):
                made.append(filling.drawings.drawing(piece.mark, run))
            yield from _told(made, piece.mark, filling, cell)


def _pieces(run: Element, ledger: Ledger) -> Iterator[_Piece]:
    for child in run:
        if child.tag == w("t"):
            yield from _text_pieces(child, ledger)
        elif child.tag != w("rPr"):
            yield _Piece((child,))


def _text_pieces(text: Element, ledger: Ledger) -> Iterator[_Piece]:
    words = text.text or ""
    if text.get(SPACE) != "preserve":
        words = words.strip(" \t\r\n")
    parts = TOKEN.split(words)
    for literal, index in zip(parts[::2], [*parts[1::2], None], strict=True):
        assert TOKEN_START not in literal, f"Half a token: {words!r}"
        assert TOKEN_END not in literal, f"Half a token: {words!r}"
        if literal:
            yield _Piece((text_element(literal),))
        if index is not None:
            value = _value(index, ledger)
            yield _Piece(tuple(elements(words_of(value))), value)


def words_of(value: Printable) -> str:
    """Return the words of a value; blocks within a line become lines, a chart has none."""
    if isinstance(value, Figure):
        return ""
    return "\n".join(pieces(value.blocks)) if isinstance(value, Prose) else str(value)


def _is_plain(mark: Printable, draft: bool, cell: Element | None, in_link: bool) -> bool:
    match mark:
        case Gap():
            return not draft
        case Rated():
            return cell is None
        case LinkText():
            return in_link
        case Label():
            return not mark.name
        case Figure() | Contents():
            return False
        case _:
            return True


def _told(
    run: Element, mark: Printable, filling: Filling, cell: Element | None
) -> Iterator[Element]:
    if isinstance(mark, Label) and mark.name:
        yield from labelled(run, mark.name)
    elif isinstance(mark, Contents):
        yield field_for_contents()
    else:
        yield _marked(run, mark, filling, cell)


def _marked(run: Element, mark: Printable, filling: Filling, cell: Element | None) -> Element:
    look = wml.properties_of(run, "rPr")
    if isinstance(mark, Rated) and cell is not None:
        wml.put(look, "color", val=mark.ink)
        shade = wml.properties_of(cell, "tcPr")
        wml.put(shade, "shd", val="clear", color="auto", fill=mark.fill)
    if isinstance(mark, Gap):
        wml.put(look, "rStyle", val=filling.styles.id_of("Gap"))
    if isinstance(mark, LinkText):
        wml.put(look, "rStyle", val=filling.styles.id_of("Hyperlink"))
        link = etree.Element(w("hyperlink"))
        link.set(R_ID, filling.links.id_of(mark.address))
        link.append(run)
        return link
    return run


def _cell_of(run: Element) -> Element | None:
    holder = next(run.iterancestors(w("tc"), w("txbxContent")), None)
    return holder if holder is not None and holder.tag == w("tc") else None


def _prose_alone(paragraph: Element, ledger: Ledger) -> Prose | None:
    """Return the prose whose token is all that the paragraph holds."""
    words = "".join(text.text or "" for text in paragraph.iter(w("t"))).strip()
    alone = TOKEN.fullmatch(words)
    shown = (child.tag for child in paragraph.iterfind(f"{w('r')}/*"))
    if not alone or any(tag not in _LOOKLESS for tag in shown):
        return None
    value = _value(alone.group(1), ledger)
    return value if isinstance(value, Prose) else None
