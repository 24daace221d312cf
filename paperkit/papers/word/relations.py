"""Which part of a Word file leads to which: content types and relationships."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from lxml import etree

from paperkit.errors import ReadError
from paperkit.papers.word.names import R_NS, RELS_NS, TYPES_NS, Element
from paperkit.papers.word.parts import CONTENT_TYPES, parse, written

PACKAGE_RELS = "_rels/.rels"
_RELATIONSHIP = f"{{{RELS_NS}}}Relationship"
_OVERRIDE = f"{{{TYPES_NS}}}Override"
_DEFAULT = f"{{{TYPES_NS}}}Default"
_STORIES = ("/header", "/footer", "/footnotes", "/endnotes")
_WORD_TEXT = "wordprocessingml.document.main+xml"
_BLANKS = re.compile(r"[\s<>\"{}|\\^`]")


@dataclass(frozen=True)
class Relation:
    """One relationship: its id, its type's last word, and the part or address it leads to."""

    id: str
    kind: str
    target: str
    external: bool


def rels_name(part: str) -> str:
    """Return the name of the part that holds another part's relationships."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def relations_of(members: Mapping[str, bytes], part: str) -> tuple[Relation, ...]:
    """Return the relationships of a part, or of the package where ``part`` is empty."""
    name = rels_name(part) if part else PACKAGE_RELS
    if name not in members:
        return ()
    folder = posixpath.dirname(part)
    return tuple(_relation(node, folder) for node in parse(members[name], name).iter(_RELATIONSHIP))


def _relation(node: Element, folder: str) -> Relation:
    external = node.get("TargetMode") == "External"
    target = node.get("Target", "")
    if not external:
        joined = target if target.startswith("/") else posixpath.join("/", folder, target)
        target = posixpath.normpath(joined).lstrip("/")
    return Relation(node.get("Id", ""), node.get("Type", "").rpartition("/")[2], target, external)


def main_part(members: Mapping[str, bytes]) -> str:
    """Return the name of the part that holds the text; ``ReadError`` where there is none."""
    types = content_types(members)
    for relation in relations_of(members, ""):
        type_of_target = types.get("/" + relation.target, "")
        if relation.kind == "officeDocument" and type_of_target.endswith(_WORD_TEXT):
            return relation.target
    raise ReadError("This is not a Word document. Save it in Word as a .docx file.")


def related(members: Mapping[str, bytes], kind: str) -> str | None:
    """Return the part of that kind, such as ``styles``, that the text leads to."""
    found = (rel.target for rel in relations_of(members, main_part(members)) if rel.kind == kind)
    return next((target for target in found if target in members), None)


def story_parts(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the parts that hold paragraphs: the text first, headers, footers, notes."""
    main = main_part(members)
    targets = {
        relation.target
        for relation in relations_of(members, main)
        if f"/{relation.kind}" in _STORIES and relation.target in members
    }
    return (main, *sorted(targets))


def content_types(members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content types: of ``/part`` by its name, of ``.xml`` by its ending."""
    root = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    types = {node.get("PartName", ""): node.get("ContentType", "") for node in root.iter(_OVERRIDE)}
    for node in root.iter(_DEFAULT):
        types["." + node.get("Extension", "").lower()] = node.get("ContentType", "")
    return types


def with_type(members: Mapping[str, bytes], part: str, content_type: str) -> dict[str, bytes]:
    """Return the parts with the content type of one part stated, once."""
    root = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    for node in list(root.iter(_OVERRIDE)):
        if node.get("PartName") == "/" + part:
            root.remove(node)
    etree.SubElement(root, _OVERRIDE, PartName="/" + part, ContentType=content_type)
    return {**members, CONTENT_TYPES: written(root)}


def with_relation(members: Mapping[str, bytes], target: str, full_type: str) -> dict[str, bytes]:
    """Return the parts with one relationship of the package to a part, others of its type gone."""
    root = parse(members[PACKAGE_RELS], PACKAGE_RELS)
    word = full_type.rpartition("/")[2]
    for node in list(root.iter(_RELATIONSHIP)):
        if node.get("Type", "").rpartition("/")[2] == word:
            root.remove(node)
    taken = frozenset(node.get("Id", "") for node in root.iter(_RELATIONSHIP))
    etree.SubElement(root, _RELATIONSHIP, Id=free_id(taken), Type=full_type, Target=target)
    return {**members, PACKAGE_RELS: written(root)}


def free_id(taken: frozenset[str]) -> str:
    """Return the first relationship id that is not taken."""
    return next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)


@dataclass(frozen=True)
class Links:
    """The addresses that one part leads to; an address that stands twice has one id."""

    taken: frozenset[str]
    made: dict[str, str]

    def id_of(self, address: str) -> str:
        """Return the relationship id of an address.

        Only web and e-mail addresses are let through: others can run programs or open shares.
        The border refuses them (PK-312), so one that comes here is a bug.
        """
        assert address.lower().startswith(("http://", "https://", "mailto:")), address
        if address not in self.made:
            self.made[address] = next(self._free)
        return self.made[address]

    @cached_property
    def _free(self) -> Iterator[str]:
        # To look for the first free one anew each time would take ages in a paper of many links.
        busy = self.taken | set(self.made.values())
        return (name for n in count(1) if (name := f"rId{n}") not in busy)


def links_of(members: Mapping[str, bytes], part: str) -> Links:
    """Return the links of a part, none made yet."""
    return Links(frozenset(rel.id for rel in relations_of(members, part)), {})


def with_links(members: Mapping[str, bytes], part: str, links: Links) -> dict[str, bytes]:
    """Return the parts with the links that were made written into the part's relationships."""
    name = rels_name(part)
    if not links.made:
        return dict(members)
    blank = f'<Relationships xmlns="{RELS_NS}"/>'.encode()
    root = parse(members.get(name, blank), name)
    for address, rel_id in links.made.items():
        node = etree.SubElement(root, _RELATIONSHIP, Id=rel_id, Type=f"{R_NS}/hyperlink")
        node.set("Target", _quoted(address))
        node.set("TargetMode", "External")
    return {**members, name: written(root)}


def internal_targets(members: Mapping[str, bytes]) -> Iterator[tuple[str, Relation]]:
    """Yield each part's name with each of its relationships, for parts that are there."""
    for part in ("", *sorted(members)):
        yield from ((part, relation) for relation in relations_of(members, part))


def _quoted(address: str) -> str:
    return _BLANKS.sub(lambda match: f"%{ord(match.group()):02X}", address)
