"""What a kind takes over from its house: the pages, and the parts of the file that hold its look.

Pages are margins, header and footer, for one upright section and one across. Parts are what the
text leads to by a relationship of a type in ``LOOK`` or ``FURNITURE``, such as styles and theme,
with all that these lead to in turn (a crest, a link).
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from enum import Enum

from lxml import etree

from paperkit.findings import Finding, Place
from paperkit.word.package import (
    CONTENT_TYPES,
    DEFAULT,
    NO_RELATIONS,
    OVERRIDE,
    R_ID,
    RELATIONSHIP,
    Element,
    content_types,
    free_id,
    main_part,
    parse,
    related,
    relation,
    relations_of,
    rels_name,
    w,
    written,
)
from paperkit.word.wml import put_in_order

LOOK = frozenset(
    {
        "styles", "stylesWithEffects", "numbering", "theme", "fontTable", "settings",
        "webSettings", "glossaryDocument",
    }
)  # fmt: skip
FURNITURE = frozenset({"header", "footer"})

_REFERENCES = (w("headerReference"), w("footerReference"))
# What a section of a kind says for itself: how it begins, its columns, where its pages begin.
_OWN = (w("type"), w("cols"), w("pgNumType"))
# A printer's own settings are of one computer; changes that were tracked are nobody's look.
_LEFT_BEHIND = (w("printerSettings"), w("sectPrChange"))
# A house edited from a council's own template leads to it by a path of somebody's computer.
_PRIVATE = frozenset(
    {"attachedTemplate", "printerSettings", "mailMergeSource", "keyMapCustomizations"}
)


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
        for node in section.iterchildren(*_REFERENCES):
            shown[str(node.tag), node.get(w("type"), "default")] = node
        page = deepcopy(section)
        for node in list(page.iterchildren(*_REFERENCES, *_LEFT_BEHIND)):
            page.remove(node)
        page[:0] = map(deepcopy, shown.values())
        found.setdefault(way_of(section), page)
    return found


def way_of(section: Element) -> Way:
    """Return how a section's page stands, by its size; Word's own mark may be lacking."""
    size = section.find(w("pgSz"))
    wider = size is not None and _number(size, "w") > _number(size, "h")
    return Way.LANDSCAPE if wider else Way.PORTRAIT


def text_width(section: Element) -> int:
    """Return how wide the text of a section is, in twentieths of a point; 0 if it does not say."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 0
    return _number(size, "w") - sum(_number(margins, side) for side in ("left", "right", "gutter"))


def _number(node: Element, name: str) -> int:
    typed = node.get(w(name), "0")
    return int(typed) if typed.lstrip("-").isdigit() else 0


def furniture_ids(pages: Pages) -> tuple[str, ...]:
    """Return the ids by which the pages lead to their headers and footers."""
    references = (node for page in pages.values() for node in page.iterchildren(*_REFERENCES))
    return tuple(node.get(R_ID, "") for node in references)


def take_on_pages(
    body: Element, pages: Pages, ids: Mapping[str, str], kind_file: str, house_file: str
) -> tuple[Finding, ...]:
    """Give each section of a kind the house's page; a finding for each page that is not there.

    Tables grow or shrink with the width of the text.
    """
    lacking: dict[Way, Finding] = {}
    blocks: list[Element] = []
    first = True
    for block in list(body):
        blocks.append(block)
        section = block if block.tag == w("sectPr") else block.find(f"{w('pPr')}/{w('sectPr')}")
        if section is None:
            continue
        way = way_of(section)
        page = pages.get(way)
        if page is None:
            message = f"{kind_file} has a {way.value} section, and {house_file} has none."
            lacking[way] = Finding("PK-623", Place(house_file), message, value=way.value)
        else:
            _fit_tables(blocks, text_width(section), text_width(page))
            _dress_section(section, page, ids, first)
        blocks, first = [], False
    return tuple(lacking.values())


def _fit_tables(blocks: Iterable[Element], old: int, new: int) -> None:
    if old <= 0 or new <= 0 or old == new:
        return
    measures = (w("tblW"), w("gridCol"), w("tcW"))
    for node in (node for block in blocks for node in block.iter(*measures)):
        if node.get(w("type"), "dxa") == "dxa":
            node.set(w("w"), str(round(_number(node, "w") * new / old)))


def _dress_section(section: Element, page: Element, ids: Mapping[str, str], first: bool) -> None:
    own = list(section.iterchildren(*_OWN))
    stated = {node.tag for node in own}
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


def with_tabs_in_reach(members: Mapping[str, bytes], pages: Pages) -> dict[str, bytes]:
    """Return a house's parts with each right tab no further than the edge of the text.

    Page numbers and item numbers stand at a right tab at that edge. Who narrows the text in Word
    seldom moves the tabs too, and what stands at a tab beyond the edge is cut off. Styles go by
    the upright page; headers and footers by the page that shows them.
    """
    widths = {way: text_width(page) for way, page in pages.items()}
    upright = widths.get(Way.PORTRAIT) or widths.get(Way.LANDSCAPE, 0)
    edges = {related(members, "styles") or "": upright}
    targets = {rel.id: rel.target for rel in relations_of(members, main_part(members))}
    for way, page in pages.items():
        for one in furniture_ids({way: page}):
            edges.setdefault(targets.get(one, ""), widths[way])
    parts = dict(members)
    for name, edge in edges.items():
        if name not in members or edge <= 0:
            continue
        root, moved = parse(members[name], name), False
        for tab in root.iter(w("tab")):
            # A tab that is cleared is the style's, which has gone by the upright page.
            most = upright if tab.get(w("val")) == "clear" else edge
            place = tab.get(w("pos"), "")
            on_right = tab.get(w("val")) in ("right", "end", "clear")
            if on_right and place.isdigit() and int(place) > most:
                tab.set(w("pos"), str(most))
                moved = True
        # A part whose tabs are all in reach stays as it is, letter for letter.
        if moved:
            parts[name] = written(root)
    return parts


def look_ids(house: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the ids by which a house's text leads to its styles, numbering, theme and so on."""
    wanted = LOOK - {"glossaryDocument"}
    led_to = relations_of(house, main_part(house))
    return tuple(rel.id for rel in led_to if rel.kind in wanted and rel.target in house)


def without_look(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a kind's parts without its look, and without what only its look led to."""
    main = main_part(members)
    name = rels_name(main)
    relations = parse(members.get(name, NO_RELATIONS), name)
    for node in list(relations):
        if relation(node, main).kind in LOOK | FURNITURE:
            relations.remove(node)
    stripped = {**members, name: written(relations)}
    reached = set(_reached(stripped, ""))
    kept = {CONTENT_TYPES, rels_name(""), *reached, *map(rels_name, reached)}
    left = {name: part for name, part in stripped.items() if name in kept}
    types = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    for node in list(types.iter(OVERRIDE)):
        if node.get("PartName", "").lstrip("/") not in left:
            types.remove(node)
    return {**left, CONTENT_TYPES: written(types)}


def _reached(members: Mapping[str, bytes], *starts: str) -> Iterator[str]:
    """Yield the parts that some parts lead to, each once; ``''`` is the package itself."""
    seen, waiting = set(starts), list(starts)
    while waiting:
        for led_to in relations_of(members, waiting.pop()):
            target = led_to.target
            if not led_to.external and target in members and target not in seen:
                seen.add(target)
                waiting.append(target)
                yield target


def take_over(
    members: Mapping[str, bytes], house: Mapping[str, bytes], wanted: Iterable[str]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the kind's parts with those of the house that these relationships lead to.

    ``wanted`` are ids of the house's own text. A part keeps its name where it is free. The second
    value gives for each wanted id the one by which the kind's text leads to the same part.
    """
    home, main, ids = main_part(house), main_part(members), set(wanted)
    chosen = [node for node in _relationships(house, home) if node.get("Id") in ids]
    led_to = (relation(node, home) for node in chosen)
    starts = {rel.target for rel in led_to if not rel.external} & house.keys()
    # In order, so that equal input gives equal bytes whatever the seed of Python's hashes.
    parts = sorted({*starts, *_reached(house, *starts)})
    names = {part: _free(part, members, house) for part in parts}
    taken = dict(members) | {own: house[part] for part, own in names.items()}
    for part, own in names.items():
        root = etree.fromstring(NO_RELATIONS)
        copies = (_copied(node, part, own, names) for node in _relationships(house, part))
        root.extend(node for node in copies if node is not None)
        if len(root):
            taken[rels_name(own)] = written(root)
    taken[CONTENT_TYPES] = _with_types_of(members, house, names)
    name = rels_name(main)
    root = parse(taken.get(name, NO_RELATIONS), name)
    busy = {node.get("Id", "") for node in root}
    own_ids: dict[str, str] = {}
    for node in chosen:
        made = _copied(node, home, main, names)
        if made is not None:
            own_id = own_ids[node.get("Id", "")] = free_id(frozenset(busy))
            made.set("Id", own_id)
            busy.add(own_id)
            root.append(made)
    return {**taken, name: written(root)}, own_ids


def _relationships(members: Mapping[str, bytes], part: str) -> tuple[Element, ...]:
    name = rels_name(part)
    return tuple(parse(members[name], name).iter(RELATIONSHIP)) if name in members else ()


def _free(part: str, members: Mapping[str, bytes], house: Mapping[str, bytes]) -> str:
    """Return the part's own name, or one that neither file has."""
    folder, name = posixpath.split(part)
    own = part
    while own in members or (own != part and own in house):
        name = f"house-{name}"
        own = posixpath.join(folder, name)
    return own


def _copied(node: Element, source: str, owner: str, names: Mapping[str, str]) -> Element | None:
    """Return a relationship for the part that now owns it; None for one that leads nowhere."""
    led_to, made = relation(node, source), deepcopy(node)
    if led_to.kind in _PRIVATE or not (led_to.external or led_to.target in names):
        return None
    if not led_to.external:
        target = f"/{names[led_to.target]}"
        made.set("Target", posixpath.relpath(target, posixpath.dirname(f"/{owner}")))
    return made


def _with_types_of(
    members: Mapping[str, bytes], house: Mapping[str, bytes], names: Mapping[str, str]
) -> bytes:
    """Return the list of content types with those of the parts that were taken over."""
    known, given = content_types(members), content_types(house)
    root = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    for part, own_name in names.items():
        ending = "." + part.rpartition(".")[2].lower()
        stated = given.get(f"/{part}") or given.get(ending, "application/octet-stream")
        if f"/{part}" not in given and ending not in known:
            root.insert(0, etree.Element(DEFAULT, Extension=ending[1:], ContentType=stated))
            known[ending] = stated
        elif known.get(ending) != stated:
            etree.SubElement(root, OVERRIDE, PartName=f"/{own_name}", ContentType=stated)
    return written(root)
