"""The parts of a Word file that hold its look: taken off a kind, taken over from a house.

Look is what the text leads to by a relationship of one of these types: styles, numbering, theme,
fonts, settings, headers and footers, with all that these lead to in turn (a crest, a link).
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from paperkit.papers.word.names import RELS_NS, TYPES_NS, Element
from paperkit.papers.word.parts import CONTENT_TYPES, parse, written
from paperkit.papers.word.relations import (
    content_types,
    free_id,
    main_part,
    relations_of,
    rels_name,
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
_RELATIONSHIP = f"{{{RELS_NS}}}Relationship"
_OVERRIDE, _DEFAULT = f"{{{TYPES_NS}}}Override", f"{{{TYPES_NS}}}Default"
_BLANK_RELS = f'<Relationships xmlns="{RELS_NS}"/>'.encode()


@dataclass(frozen=True)
class Taken:
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
