"""The pages of a house: margins, header and footer, for one upright section and one across."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from enum import Enum

from paperkit.findings import Finding, Place
from paperkit.papers.word.names import R_ID, Element, w
from paperkit.papers.word.order import put_in_order

_REFERENCES = (w("headerReference"), w("footerReference"))

# What a section of a kind says for itself: how it begins, its columns, where its pages begin.
_OWN = (w("type"), w("cols"), w("pgNumType"))
# A printer's own settings are of one computer; changes that were tracked are nobody's look.
_LEFT_BEHIND = (w("printerSettings"), w("sectPrChange"))


class Way(Enum):
    """How a page stands."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


Pages = Mapping[Way, Element]


def pages_of(body: Element) -> Pages:
    """Return the first section of each orientation, with the headers and footers that it shows.

    A section that is linked to the one before shows that one's, so these are written into it.
    """
    found: dict[Way, Element] = {}
    shown: dict[tuple[str, str], Element] = {}
    for section in body.iter(w("sectPr")):
        shown |= {(str(n.tag), n.get(w("type"), "default")): n for n in _references(section)}
        page = deepcopy(section)
        for node in [n for n in page if n.tag in (*_REFERENCES, *_LEFT_BEHIND)]:
            page.remove(node)
        page[:0] = [deepcopy(node) for node in shown.values()]
        found.setdefault(way_of(section), page)
    return found


def way_of(section: Element) -> Way:
    """Return how a section's page stands, by its size; Word's own mark may be lacking."""
    size = section.find(w("pgSz"))
    if size is None:
        return Way.PORTRAIT
    wider = _number(size, "w") > _number(size, "h")
    return Way.LANDSCAPE if wider else Way.PORTRAIT


def furniture_ids(pages: Pages) -> tuple[str, ...]:
    """Return the ids by which the pages lead to their headers and footers."""
    return tuple(node.get(R_ID, "") for page in pages.values() for node in _references(page))


def wanted_pages(body: Element, pages: Pages) -> Pages:
    """Return those of the house's pages that a kind's sections ask for."""
    ways = {way_of(section) for section in body.iter(w("sectPr"))}
    return {way: page for way, page in pages.items() if way in ways}


def take_on_pages(
    body: Element, pages: Pages, ids: Mapping[str, str], kind_file: str, house_file: str
) -> tuple[Finding, ...]:
    """Give each section of a kind the house's page; a finding for each page that is not there.

    Tables grow or shrink with the width of the text.
    """
    lacking: dict[Way, Finding] = {}
    blocks: list[Element] = []
    first = True
    for block, section in _sections(body):
        blocks.append(block)
        if section is None:
            continue
        page = pages.get(way_of(section))
        if page is None:
            lacking[way_of(section)] = _lacking(way_of(section), kind_file, house_file)
        else:
            _fit_tables(blocks, text_width(section), text_width(page))
            _dress_section(section, page, ids, first)
        blocks, first = [], False
    return tuple(lacking.values())


def _sections(body: Element) -> Iterator[tuple[Element, Element | None]]:
    """Yield each block of the text, with the section that it ends."""
    for block in list(body):
        ends = block if block.tag == w("sectPr") else block.find(f"{w('pPr')}/{w('sectPr')}")
        yield block, ends


def _dress_section(section: Element, page: Element, ids: Mapping[str, str], first: bool) -> None:
    own = [node for node in section if node.tag in _OWN]
    stated = {str(node.tag) for node in own}
    looks = [deepcopy(node) for node in page if node.tag not in stated]
    for node in looks:
        if node.tag in _REFERENCES:
            node.set(R_ID, ids[node.get(R_ID, "")])
    section[:] = [*looks, *own]
    if not first:
        # A first page of its own, such as one with the crest, is the paper's first page.
        for node in section.findall(w("titlePg")):
            section.remove(node)
    put_in_order(section)


def _references(section: Element) -> list[Element]:
    return [node for node in section if node.tag in _REFERENCES]


def _lacking(way: Way, kind_file: str, house_file: str) -> Finding:
    code = "PK-623"
    message = f"{kind_file} has a {way.value} section, and {house_file} has none."
    return Finding(code, Place(house_file), message, value=way.value)


def text_width(section: Element) -> int:
    """Return how wide the text of a section is, in twentieths of a point; 0 if it does not say."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 0
    return _number(size, "w") - sum(_number(margins, side) for side in ("left", "right", "gutter"))


def _fit_tables(blocks: Sequence[Element], old: int, new: int) -> None:
    if old <= 0 or new <= 0 or old == new:
        return
    measures = (w("tblW"), w("gridCol"), w("tcW"))
    for node in (node for block in blocks for node in block.iter(*measures)):
        if node.get(w("type"), "dxa") == "dxa":
            node.set(w("w"), str(round(_number(node, "w") * new / old)))


def _number(node: Element, name: str) -> int:
    typed = node.get(w(name), "0")
    return int(typed) if typed.lstrip("-").isdigit() else 0
