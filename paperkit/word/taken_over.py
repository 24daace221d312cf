"""The parts of one Word file that go into another: those of its look, and all that they lead to."""

import posixpath
from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree

from paperkit.word.package import (
    CONTENT_TYPES,
    DEFAULT,
    NO_RELATIONS,
    OVERRIDE,
    Element,
    content_types,
    drop,
    main_part,
    only_reached,
    parse,
    reached,
    relation,
    relationships,
    rels_name,
    type_of,
    unused,
    written,
)

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


def without_look(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a kind's parts without its look, and without what only its look led to."""
    main = main_part(members)
    name = rels_name(main)
    relations = parse(members.get(name, NO_RELATIONS), name)
    drop(*(node for node in relations if relation(node, main).kind in LOOK | FURNITURE))
    return only_reached({**members, name: written(relations)})


def take_over(
    members: Mapping[str, bytes], house: Mapping[str, bytes], wanted: Iterable[str]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the kind's parts with those of the house that these relationships lead to.

    ``wanted`` are ids of the house's own text. A part keeps its name where it is free. The second
    value gives for each wanted id the one by which the kind's text leads to the same part.
    """
    home, main, ids = main_part(house), main_part(members), set(wanted)
    chosen = [node for node in relationships(house, home) if node.get("Id") in ids]
    led_to = (relation(node, home) for node in chosen)
    starts = {rel.target for rel in led_to if not rel.external} & house.keys()
    # In order, so that equal input gives equal bytes whatever the seed of Python's hashes.
    parts = sorted({*starts, *reached(house, *starts)})
    names = {part: _free(part, members, house) for part in parts}
    taken = dict(members) | {own: house[part] for part, own in names.items()}
    for part, own in names.items():
        root = etree.fromstring(NO_RELATIONS)
        copies = (_copied(node, part, own, names) for node in relationships(house, part))
        root.extend(node for node in copies if node is not None)
        if len(root):
            taken[rels_name(own)] = written(root)
    taken[CONTENT_TYPES] = _with_types_of(members, house, names)
    name = rels_name(main)
    root = parse(taken.get(name, NO_RELATIONS), name)
    free = unused({node.get("Id") for node in root}, "rId")
    own_ids: dict[str, str] = {}
    for node in chosen:
        made = _copied(node, home, main, names)
        if made is not None:
            own_id = own_ids[node.get("Id", "")] = next(free)
            made.set("Id", own_id)
            root.append(made)
    return {**taken, name: written(root)}, own_ids


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
        stated = type_of(given, part) or "application/octet-stream"
        if f"/{part}" not in given and ending not in known:
            root.insert(0, etree.Element(DEFAULT, Extension=ending[1:], ContentType=stated))
            known[ending] = stated
        elif known.get(ending) != stated:
            etree.SubElement(root, OVERRIDE, PartName=f"/{own_name}", ContentType=stated)
    return written(root)
