"""Sections of papers one after the other: each paper on its own pages, with its own headers.

Several papers in one file, in order: each as it is alone, its pages after those before it.

Numbers of paragraphs begin anew with each paper; those of pages and notes run through.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count
from zlib import crc32

from lxml import etree

from paperkit.errors import PackError
from paperkit.frozen import Frozen, replace
from paperkit.word import wml
from paperkit.word.finishing import repair
from paperkit.word.house_pages import FURNITURE, LOOK, take_over
from paperkit.word.joining_looks import Looks, merge_looks, restart
from paperkit.word.notes import Notes, notes_of, with_notes
from paperkit.word.numbers import printed_numbers
from paperkit.word.package import (
    MC_NS,
    R_ID,
    R_NS,
    RELS_NS,
    W_NS,
    Element,
    free_id,
    main_part,
    pack,
    parse,
    related,
    relations_of,
    rels_name,
    story_parts,
    unpack,
    w,
    with_links,
    with_type,
    written,
)
from paperkit.word.properties import Facts, seal, with_properties
from paperkit.word.wml import read_styles

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
    properties = wml.properties_of(last, "pPr")
    properties.append(section)
    wml.put_in_order(properties)


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
        wml.put_in_order(section)
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


_LEFT = LOOK | {"footnotes", "endnotes", "comments", "customXml", "people", "commentsExtended"}
_REFERENCE = re.compile(r"^(\s*(?:(?:PAGEREF|NOTEREF|REF)\s+|TOC\s.*?\\b\s+))(\S+)")
_IGNORABLE = f"{{{MC_NS}}}Ignorable"
_LONGEST_MARK = 40
_CANNOT = "The papers cannot be joined: {}. Build them without --joined, one file each."


class _Joined(Frozen):
    """The file as far as it has come: its parts, and those that grow, parsed."""

    members: dict[str, bytes]
    text: Element
    styles: Element
    numbering: Element
    notes: Notes

    @property
    def body(self) -> Element:
        """Return what holds the text."""
        found = self.text.find(w("body"))
        assert found is not None
        return found


def join(packages: Sequence[bytes], facts: Facts) -> bytes:
    """Return one file with the papers in order, sealed. Equal papers give equal bytes.

    Raises ``ReadError`` for a package that is no Word file and ``PackError`` where papers cannot
    be joined without changing what they say.
    """
    first, *others = (unpack(package) for package in packages)
    joined = _begun(first)
    for number, other in enumerate(others, start=2):
        joined = _with_paper(joined, other, number)
    return seal(pack(with_properties(_written(joined), facts)))


def _begun(members: dict[str, bytes]) -> _Joined:
    main = main_part(members)
    stories = {name: parse(members[name], name) for name in story_parts(members)}
    styles = _root(members, "styles")
    notes = notes_of(members, stories, read_styles(styles))
    return _Joined(members, stories[main], styles, _root(members, "numbering"), notes)


def _root(members: Mapping[str, bytes], kind: str) -> Element:
    part = related(members, kind)
    if part is None:
        raise PackError(_CANNOT.format(f"one of their templates has no {kind}"))
    return parse(members[part], part)


def _with_paper(joined: _Joined, other: Mapping[str, bytes], number: int) -> _Joined:
    main = main_part(other)
    text = parse(other[main], main)
    _refuse_endnotes(text)
    other_styles, other_numbering = _root(other, "styles"), _root(other, "numbering")
    alone = _numbers(text, other_numbering, other_styles)
    wanted = [rel.id for rel in relations_of(other, main) if rel.kind not in _LEFT]
    taken = take_over(joined.members, other, wanted)
    looks = merge_looks(joined.styles, joined.numbering, other_styles, other_numbering)
    notes = _notes_added(joined.notes, other, text)
    _lead_anew(text, taken.ids)
    _name_anew((text, *notes), number)
    looks.put_into((text, *notes))
    members = _dressed(taken.members, looks, taken.ids.values())
    found = text.find(w("body"))
    blocks = [] if found is None else list(found)
    restart(blocks, joined.numbering, read_styles(joined.styles))
    members = _placed(joined, members, blocks)
    grown = replace(joined, members=members, text=_known(joined.text, text))
    _refuse_other_numbers(grown, alone)
    return grown


def _refuse_endnotes(text: Element) -> None:
    if next(text.iter(w("endnoteReference"), w("commentReference")), None) is not None:
        raise PackError(_CANNOT.format("one of their templates has endnotes or comments"))


def _numbers(text: Element, numbering: Element, styles: Element) -> list[str]:
    return list(printed_numbers(text, numbering, read_styles(styles)).values())


def _refuse_other_numbers(joined: _Joined, alone: list[str]) -> None:
    """A paragraph is cited by its number, so it is the one that it has in the paper alone."""
    told = _numbers(joined.text, joined.numbering, joined.styles)
    if alone and told[-len(alone) :] != alone:
        raise PackError(_CANNOT.format("their paragraphs would get other numbers"))


def _placed(
    joined: _Joined, members: dict[str, bytes], blocks: Sequence[Element]
) -> dict[str, bytes]:
    """Put a paper's blocks after those that are there."""
    close_section(joined.body)
    shown = shown_so_far(sections_of(joined.body))
    sections = sections_of(blocks)
    joined.body.extend(blocks)
    if not sections:
        return members
    begin_on_new_page(sections)
    return with_blanks(members, sections[0], shown)


def _lead_anew(text: Element, ids: Mapping[str, str]) -> None:
    for node in text.iter():
        for name, value in node.attrib.items():
            if str(name).startswith(f"{{{R_NS}}}") and value in ids:
                node.set(name, ids[str(value)])


def _name_anew(roots: Iterable[Element], number: int) -> None:
    """Give the bookmarks of a paper names of their own, and what refers to them as well."""
    for node in (node for root in roots for node in root.iter()):
        if node.tag == w("bookmarkStart"):
            node.set(w("name"), _own_name(node.get(w("name"), ""), number))
        elif node.tag == w("hyperlink") and node.get(w("anchor")):
            node.set(w("anchor"), _own_name(node.get(w("anchor"), ""), number))
        elif node.tag == w("fldSimple"):
            node.set(w("instr"), _own_field(node.get(w("instr"), ""), number))
        elif node.tag == w("instrText"):
            node.text = _own_field(node.text or "", number)


def _own_field(code: str, number: int) -> str:
    return _REFERENCE.sub(lambda found: found[1] + _own_name(found[2], number), code)


def _own_name(name: str, number: int) -> str:
    # A label has no two underlines together, so that no other paper has this name.
    ending = f"__{number}"
    if len(name) + len(ending) > _LONGEST_MARK:
        ending = f"_{crc32(name.encode()):08x}{ending}"
    return name[: _LONGEST_MARK - len(ending)] + ending


def _notes_added(notes: Notes, other: Mapping[str, bytes], text: Element) -> list[Element]:
    """Add the notes of a paper to those that are there; return them, called anew in its text."""
    part = related(other, "footnotes")
    if part is None:
        return []
    addresses = {rel.id: rel.target for rel in relations_of(other, part)}
    there = {node.get(w("id"), ""): node for node in parse(other[part], part)}
    added = []
    for mark in text.iter(w("footnoteReference")):
        note = deepcopy(there[mark.get(w("id"), "")])
        own = _free_note(notes)
        note.set(w("id"), own)
        mark.set(w("id"), own)
        for link in note.iter(w("hyperlink")):
            if link.get(R_ID) in addresses:
                link.set(R_ID, notes.links.id_of(addresses[link.get(R_ID, "")]))
        notes.root.append(note)
        added.append(note)
    return added


def _free_note(notes: Notes) -> str:
    taken = {node.get(w("id")) for node in notes.root.iter(w("footnote"))}
    return next(str(n) for n in count(1) if str(n) not in taken)


def _dressed(members: Mapping[str, bytes], looks: Looks, ids: Iterable[str]) -> dict[str, bytes]:
    """Return the parts, with the headers and footers that these ids lead to in their new look."""
    parts, wanted = dict(members), set(ids)
    for relation in relations_of(members, main_part(members)):
        if relation.id in wanted and relation.kind in FURNITURE:
            root = parse(members[relation.target], relation.target)
            looks.put_into((root,))
            parts[relation.target] = written(root)
    return parts


def _known(root: Element, other: Element) -> Element:
    """Return the text with the prefixes that the other one declares as such that may be skipped."""
    told = dict.fromkeys(f"{root.get(_IGNORABLE, '')} {other.get(_IGNORABLE, '')}".split())
    declared = (*other.nsmap.items(), *root.nsmap.items())
    spaces: dict[str, str] = {name: space for name, space in declared if name}
    if " ".join(told) == root.get(_IGNORABLE, "") and len(spaces) == len(root.nsmap):
        return root
    made = etree.Element(str(root.tag), nsmap=spaces)
    for name, value in root.attrib.items():
        made.set(name, value)
    if told:
        made.set(_IGNORABLE, " ".join(told))
    made.extend(list(root))
    return made


def _written(joined: _Joined) -> dict[str, bytes]:
    members = dict(joined.members)
    main = main_part(members)
    others = [name for name in story_parts(members) if name not in (main, joined.notes.part)]
    stories = {name: parse(members[name], name) for name in others}
    repair([joined.text, *stories.values(), joined.notes.root])
    for kind, root in (("styles", joined.styles), ("numbering", joined.numbering)):
        part = related(members, kind)
        assert part is not None
        members[part] = written(root)
    members |= {name: written(story) for name, story in stories.items()}
    members[main] = written(joined.text)
    members = with_links(members, joined.notes.part, joined.notes.links)
    return with_notes(members, joined.notes)
