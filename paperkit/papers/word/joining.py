"""Several papers in one file, in order: each as it is alone, its pages after those before it.

Numbers of paragraphs begin anew with each paper; those of pages and notes run through.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count
from zlib import crc32

from lxml import etree

from paperkit.errors import PackError
from paperkit.papers.word import joining_pages as pages
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.house_parts import FURNITURE, LOOK, take_over
from paperkit.papers.word.joining_looks import Looks, merge_looks, restart
from paperkit.papers.word.names import MC_NS, R_ID, R_NS, Element, w
from paperkit.papers.word.notes import Notes, notes_of, with_notes
from paperkit.papers.word.numbers import printed_numbers
from paperkit.papers.word.parts import pack, parse, unpack, written
from paperkit.papers.word.properties import with_properties
from paperkit.papers.word.relations import (
    main_part,
    related,
    relations_of,
    story_parts,
    with_links,
)
from paperkit.papers.word.repair import repair
from paperkit.papers.word.seal import seal
from paperkit.papers.word.styles import read_styles

_LEFT = LOOK | {"footnotes", "endnotes", "comments", "customXml", "people", "commentsExtended"}
_REFERENCE = re.compile(r"^(\s*(?:(?:PAGEREF|NOTEREF|REF)\s+|TOC\s.*?\\b\s+))(\S+)")
_IGNORABLE = f"{{{MC_NS}}}Ignorable"
_LONGEST_MARK = 40
_CANNOT = "The papers cannot be joined: {}. Build them without --joined, one file each."


@dataclass(frozen=True)
class _Joined:
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
    pages.close_section(joined.body)
    shown = pages.shown_so_far(pages.sections_of(joined.body))
    sections = pages.sections_of(blocks)
    joined.body.extend(blocks)
    if not sections:
        return members
    pages.begin_on_new_page(sections)
    return pages.with_blanks(members, sections[0], shown)


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
