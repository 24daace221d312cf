"""Sections of papers one after the other: each paper on its own pages, with its own headers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from paperkit.papers.word import order
from paperkit.papers.word.names import R_ID, R_NS, RELS_NS, W_NS, Element, w
from paperkit.papers.word.parts import parse, written
from paperkit.papers.word.relations import free_id, main_part, relations_of, rels_name, with_type

_FURNITURE = {w("headerReference"): ("header", "hdr"), w("footerReference"): ("footer", "ftr")}
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RUNS_ON = ("continuous", "nextColumn")


def close_section(body: Element) -> None:
    """End the last section of a text in its last paragraph, so that another can follow."""
    section = body.find(w("sectPr"))
    if section is None:
        return
    body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or last.tag != w("p") or _ends_section(last):
        last = etree.SubElement(body, w("p"))
    properties = order.properties_of(last, "pPr")
    properties.append(section)
    order.put_in_order(properties)


def _ends_section(paragraph: Element) -> bool:
    return paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None


def sections_of(blocks: Iterable[Element]) -> list[Element]:
    """Return the properties of the sections in their order."""
    return [section for block in blocks for section in block.iter(w("sectPr"))]


def begin_on_new_page(sections: Sequence[Element]) -> None:
    """Let a paper begin on a page of its own, and the numbers of pages run on from the last."""
    for kind in sections[0].findall(w("type")):
        if kind.get(w("val")) in _RUNS_ON:
            sections[0].remove(kind)
    for pages in (node for section in sections for node in section.findall(w("pgNumType"))):
        pages.attrib.pop(w("start"), "")


def shown_so_far(sections: Iterable[Element]) -> set[tuple[str, str]]:
    """Return each sort of header and footer that any of the sections has."""
    return {one for section in sections for one in _shown(section)}


def _shown(section: Element) -> Iterator[tuple[str, str]]:
    for node in section:
        if node.tag in _FURNITURE:
            yield str(node.tag), node.get(w("type"), "default")


def with_blanks(
    members: Mapping[str, bytes], section: Element, shown: set[tuple[str, str]]
) -> dict[str, bytes]:
    """Return the parts with blank headers for those that a paper would have from the one before.

    A section without a header of its own shows that of the section before it (17.10.1).
    """
    parts = dict(members)
    for tag, sort in sorted(shown - set(_shown(section))):
        parts, rel_id = _with_blank(parts, *_FURNITURE[tag])
        reference = etree.SubElement(section, tag)
        reference.set(w("type"), sort)
        reference.set(R_ID, rel_id)
        order.put_in_order(section)
    return parts


def _with_blank(members: Mapping[str, bytes], what: str, tag: str) -> tuple[dict[str, bytes], str]:
    main = main_part(members)
    folder = main.rpartition("/")[0]
    names = (f"{folder}/{what}-blank{n}.xml".lstrip("/") for n in range(1, len(members) + 2))
    part = next(name for name in names if name not in members)
    root = etree.Element(w(tag), nsmap={"w": W_NS})
    etree.SubElement(root, w("p"))
    parts = with_type({**members, part: written(root)}, part, f"{_TYPES}{what}+xml")
    name = rels_name(main)
    relations = parse(parts[name], name)
    node = etree.SubElement(relations, f"{{{RELS_NS}}}Relationship")
    node.set("Id", free_id(frozenset(rel.id for rel in relations_of(parts, main))))
    node.set("Type", f"{R_NS}/{what}")
    node.set("Target", f"/{part}")
    return {**parts, name: written(relations)}, node.get("Id", "")
