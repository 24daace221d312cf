"""The pages of a house: margins, header and footer, for one upright section and one across.

The parts of a Word file that hold its look: taken off a kind, taken over from a house.

Look is what the text leads to by a relationship of one of these types: styles, numbering, theme,
fonts, settings, headers and footers, with all that these lead to in turn (a crest, a link).
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from enum import Enum

from lxml import etree

from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, field
from paperkit.word.package import (
    CONTENT_TYPES,
    R_ID,
    RELS_NS,
    TYPES_NS,
    Element,
    content_types,
    free_id,
    main_part,
    parse,
    relations_of,
    rels_name,
    w,
    written,
)
from paperkit.word.wml import put_in_order

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


LOOK = frozenset(
    {
        "styles", "stylesWithEffects", "numbering", "theme", "fontTable", "settings",
        "webSettings", "glossaryDocument",
    }
)  # fmt: skip
FURNITURE = frozenset({"header", "footer"})

# A house edited from a council's own template leads to it by a path of somebody's computer.
_PRIVATE = frozenset(
    {"attachedTemplate", "printerSettings", "mailMergeSource", "keyMapCustomizations"}
)
_RELATIONSHIP = f"{{{RELS_NS}}}Relationship"
_OVERRIDE, _DEFAULT = f"{{{TYPES_NS}}}Override", f"{{{TYPES_NS}}}Default"
_BLANK_RELS = f'<Relationships xmlns="{RELS_NS}"/>'.encode()


class Taken(Frozen):
    """Parts with a house's look among them, and the ids by which the text now leads to it."""

    members: dict[str, bytes]
    ids: Mapping[str, str] = field(default_factory=dict)


def without_look(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a kind's parts without its look, and without what only its look led to."""
    main = main_part(members)
    name = rels_name(main)
    relations = parse(members.get(name, _BLANK_RELS), name)
    for node in list(relations):
        if _word(node) in LOOK | FURNITURE:
            relations.remove(node)
    stripped = {**members, name: written(relations)}
    return _reached(stripped)


def _reached(members: Mapping[str, bytes]) -> dict[str, bytes]:
    names = set(_closure(members, ""))
    kept = {CONTENT_TYPES, rels_name(""), *names, *map(rels_name, names)}
    left = {name: part for name, part in members.items() if name in kept}
    types = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    for node in list(types.iter(_OVERRIDE)):
        if node.get("PartName", "").lstrip("/") not in left:
            types.remove(node)
    return {**left, CONTENT_TYPES: written(types)}


def _closure(members: Mapping[str, bytes], *starts: str) -> Iterator[str]:
    """Yield the parts that some parts lead to, each once; ``''`` is the package itself."""
    seen, waiting = set(starts), list(starts)
    while waiting:
        for relation in relations_of(members, waiting.pop()):
            target = relation.target
            if not relation.external and target in members and target not in seen:
                seen.add(target)
                waiting.append(target)
                yield target


def take_over(
    members: Mapping[str, bytes], house: Mapping[str, bytes], wanted: Iterable[str]
) -> Taken:
    """Return the kind's parts with those of the house that these relationships lead to.

    ``wanted`` are ids of the house's own text. A part keeps its name where it is free. ``ids``
    gives for each wanted id the one by which the kind's text leads to the same part.
    """
    home, main = main_part(house), main_part(members)
    chosen = [node for node in _nodes(house, home) if node.get("Id") in set(wanted)]
    starts = {_target(node, home) for node in chosen} & house.keys()
    parts = {*starts, *_closure(house, *starts)}
    names = {part: _free(part, members, house) for part in parts}
    taken = dict(members) | {names[part]: house[part] for part in parts}
    taken |= dict(_relations_anew(house, names))
    taken[CONTENT_TYPES] = _typed(members, house, names)
    return _lead_to(taken, main, home, chosen, names)


def look_ids(house: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the ids by which a house's text leads to its styles, numbering, theme and so on."""
    found = (rel for rel in relations_of(house, main_part(house)) if rel.kind in LOOK)
    wanted = (rel for rel in found if rel.kind != "glossaryDocument" and rel.target in house)
    return tuple(rel.id for rel in wanted)


def _lead_to(
    taken: dict[str, bytes],
    main: str,
    home: str,
    chosen: Iterable[Element],
    names: Mapping[str, str],
) -> Taken:
    """Write into the kind's text the relationships of the house's that were chosen."""
    name = rels_name(main)
    root = parse(taken.get(name, _BLANK_RELS), name)
    busy = {node.get("Id", "") for node in root}
    ids: dict[str, str] = {}
    for node in chosen:
        own = _copy(node, home, main, names)
        if own is not None:
            own.set("Id", free_id(frozenset(busy)))
            ids[node.get("Id", "")] = own.get("Id", "")
            busy.add(own.get("Id", ""))
            root.append(own)
    return Taken({**taken, name: written(root)}, ids)


def _relations_anew(
    house: Mapping[str, bytes], names: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the relationships of each part that was taken over, private ones left behind."""
    for part, own_name in names.items():
        root = etree.fromstring(_BLANK_RELS)
        root.extend(
            own
            for node in _nodes(house, part)
            if (own := _copy(node, part, own_name, names)) is not None
        )
        if len(root):
            yield rels_name(own_name), written(root)


def _copy(node: Element, source: str, owner: str, names: Mapping[str, str]) -> Element | None:
    """Return a relationship for the part that now owns it; None for one that leads nowhere."""
    if _word(node) in _PRIVATE:
        return None
    made = deepcopy(node)
    if node.get("TargetMode") == "External":
        return made
    target = names.get(_target(node, source))
    if target is None:
        return None
    made.set("Target", posixpath.relpath(f"/{target}", posixpath.dirname(f"/{owner}")))
    return made


def _nodes(members: Mapping[str, bytes], part: str) -> tuple[Element, ...]:
    name = rels_name(part)
    return tuple(parse(members[name], name).iter(_RELATIONSHIP)) if name in members else ()


def _target(node: Element, source: str) -> str:
    if node.get("TargetMode") == "External":
        return ""
    joined = posixpath.join("/", posixpath.dirname(source), node.get("Target", ""))
    return posixpath.normpath(joined).lstrip("/")


def _word(node: Element) -> str:
    return node.get("Type", "").rpartition("/")[2]


def _free(part: str, members: Mapping[str, bytes], house: Mapping[str, bytes]) -> str:
    """Return the part's own name, or one that neither file has."""
    folder, name = posixpath.split(part)
    if part not in members:
        return part
    while (made := posixpath.join(folder, name)) in members or made in house:
        name = f"house-{name}"
    return made


def _typed(
    members: Mapping[str, bytes], house: Mapping[str, bytes], names: Mapping[str, str]
) -> bytes:
    """Return the list of content types with those of the parts that were taken over."""
    known, given = content_types(members), content_types(house)
    root = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    for part, own_name in names.items():
        ending = "." + part.rpartition(".")[2].lower()
        stated = given.get(f"/{part}") or given.get(ending, "application/octet-stream")
        if f"/{part}" not in given and ending not in known:
            root.insert(0, etree.Element(_DEFAULT, Extension=ending[1:], ContentType=stated))
            known[ending] = stated
        elif known.get(ending) != stated:
            etree.SubElement(root, _OVERRIDE, PartName=f"/{own_name}", ContentType=stated)
    return written(root)
