"""Several papers in one file, in order: each as it is alone, its pages after those before it.

Each paper is on its own pages, with its own headers. Numbers of paragraphs begin anew with each
paper; those of pages and notes run through. Papers of one house have equal styles and lists, which
they share. Where a kind brings a style of its own, it comes along under a name that is free.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count
from zlib import crc32

from lxml import etree

from paperkit.errors import PackError
from paperkit.frozen import Frozen, replace
from paperkit.word.as_built import with_as_built
from paperkit.word.filling import Notes, notes_of, with_notes
from paperkit.word.finishing import repair
from paperkit.word.house import body_of, leading
from paperkit.word.merging import merge_lists, merge_styles, rename
from paperkit.word.numbering import ListPlace, lists_of, printed_numbers
from paperkit.word.package import (
    MC_NS,
    MOST_MEMBERS,
    R_ID,
    R_NS,
    SECTION_END,
    W_NS,
    Element,
    drop,
    element,
    main_part,
    pack,
    parse,
    properties_of,
    put_in_order,
    related,
    related_root,
    relations_of,
    story_parts,
    unpack,
    value_of,
    w,
    with_links,
    with_part,
    written,
)
from paperkit.word.properties import Facts, sealed, with_properties
from paperkit.word.styles import STYLE_KINDS, Styles, read_styles
from paperkit.word.taken_over import FURNITURE, LOOK, take_over

_FURNITURE = {w("headerReference"): ("header", "hdr"), w("footerReference"): ("footer", "ftr")}
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RUNS_ON = ("continuous", "nextColumn")
_LEFT = LOOK | {"footnotes", "endnotes", "comments", "customXml", "people", "commentsExtended"}
_REFERENCE = re.compile(r"^(\s*(?:(?:PAGEREF|NOTEREF|REF)\s+|TOC\s.*?\\b\s+))(\S+)")
_UNCOUNTED = ("bullet", "none")
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


def join(packages: Sequence[bytes], facts: Facts) -> bytes:
    """Return one file with the papers in order, sealed. Equal papers give equal bytes.

    Raises ``ReadError`` for a package that is not a Word file and ``PackError`` where papers cannot
    be joined without changing what they say.
    """
    first, *others = (unpack(package) for package in packages)
    if len(first) + sum(map(len, others)) > MOST_MEMBERS:
        raise PackError(_CANNOT.format("together they have more charts than one file can hold"))
    stories = {name: parse(first[name], name) for name in story_parts(first)}
    styles = _root(first, "styles")
    notes = notes_of(first, stories, read_styles(styles))
    joined = _Joined(first, stories[main_part(first)], styles, _root(first, "numbering"), notes)
    for number, other in enumerate(others, start=2):
        joined = _with_paper(joined, other, number)
    members, notes = dict(joined.members), joined.notes
    main = main_part(members)
    beside = [name for name in story_parts(members) if name not in (main, notes.part)]
    stories = {main: joined.text} | {name: parse(members[name], name) for name in beside}
    repair([*stories.values(), notes.root])
    for kind, root in (("styles", joined.styles), ("numbering", joined.numbering)):
        members[str(related(members, kind))] = written(root)
    members |= {name: written(story) for name, story in stories.items()}
    members = with_notes(with_links(members, notes.part, notes.links), notes)
    members = with_properties(members, facts)
    return pack(sealed(with_as_built(members, facts.title) if facts.draft else members))


def _root(members: Mapping[str, bytes], kind: str) -> Element:
    root = related_root(members, kind)
    if root is None:
        raise PackError(_CANNOT.format(f"one of their templates has no {kind}"))
    return root


def _numbers(text: Element, numbering: Element, styles: Element) -> list[str]:
    return list(printed_numbers(text, numbering, read_styles(styles)).values())


def _with_paper(joined: _Joined, other: Mapping[str, bytes], number: int) -> _Joined:
    main = main_part(other)
    text = parse(other[main], main)
    if next(text.iter(w("endnoteReference"), w("commentReference")), None) is not None:
        raise PackError(_CANNOT.format("one of their templates has endnotes or comments"))
    other_styles, other_numbering = _root(other, "styles"), _root(other, "numbering")
    alone = _numbers(text, other_numbering, other_styles)
    wanted = [rel.id for rel in relations_of(other, main) if rel.kind not in _LEFT]
    members, ids = take_over(joined.members, other, wanted)
    lists = merge_lists(joined.numbering, other_numbering)
    looks = dict.fromkeys(STYLE_KINDS, merge_styles(joined.styles, other_styles, lists))
    looks[w("numId")] = lists
    notes = _add_notes(joined.notes, other, text)
    for node, name in leading((text,)):
        node.set(name, ids.get(node.get(name, ""), node.get(name, "")))
    _rename_bookmarks((text, *notes), number)
    rename((text, *notes), looks)
    for relation in relations_of(members, main_part(members)):
        if relation.id in ids.values() and relation.kind in FURNITURE:
            root = parse(members[relation.target], relation.target)
            rename((root,), looks)
            members[relation.target] = written(root)
    blocks = list(body_of(text))
    _restart(blocks, joined.numbering, read_styles(joined.styles))
    members = _with_blocks(members, body_of(joined.text), blocks)
    grown = replace(joined, members=members, text=_with_prefixes(joined.text, text))
    # A paragraph is cited by its number, so it is the one that it has in the paper alone.
    together = _numbers(grown.text, joined.numbering, joined.styles)
    if alone and together[-len(alone) :] != alone:
        raise PackError(_CANNOT.format("their paragraphs would get other numbers"))
    return grown


def _with_blocks(
    members: dict[str, bytes], body: Element, blocks: Sequence[Element]
) -> dict[str, bytes]:
    """Put a paper's blocks after those that are there; return the parts with all its headers.

    It begins on a page of its own, and the numbers of pages run on from the last.
    """
    _close_section(body)
    shown = {one for section in body.iter(w("sectPr")) for one in _furniture(section)}
    body.extend(blocks)
    sections = [section for block in blocks for section in block.iter(w("sectPr"))]
    if not sections:
        return members
    drop(*(n for n in sections[0].findall(w("type")) if n.get(w("val")) in _RUNS_ON))
    for pages in (node for section in sections for node in section.findall(w("pgNumType"))):
        pages.attrib.pop(w("start"), "")
    # A section without a header of its own shows that of the section before it (17.10.1).
    for tag, sort in sorted(shown - set(_furniture(sections[0]))):
        members, own = _with_blank(members, *_FURNITURE[tag])
        etree.SubElement(sections[0], tag, {w("type"): sort, R_ID: own})
        put_in_order(sections[0])
    return members


def _close_section(body: Element) -> None:
    """End the last section of a text in its last paragraph, so that another can follow."""
    section = body.find(w("sectPr"))
    if section is None:
        return
    body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or last.tag != w("p") or last.find(SECTION_END) is not None:
        last = etree.SubElement(body, w("p"))
    properties_of(last, "pPr").append(section)
    put_in_order(properties_of(last, "pPr"))


def _furniture(section: Element) -> Iterator[tuple[str, str]]:
    """Yield each sort of header and footer that a section has of its own."""
    for node in section.iterchildren(*_FURNITURE):
        yield str(node.tag), node.get(w("type"), "default")


def _with_blank(members: dict[str, bytes], what: str, tag: str) -> tuple[dict[str, bytes], str]:
    """Return the parts with a blank header or footer, and the id by which the text leads to it."""
    main = main_part(members)
    folder = main.rpartition("/")[0]
    names = (f"{folder}/{what}-blank{n}.xml".lstrip("/") for n in count(1))
    part = next(name for name in names if name not in members)
    root = etree.Element(w(tag), nsmap={"w": W_NS})
    root.append(element("p"))
    return with_part(members, main, part, written(root), (f"{_TYPES}{what}+xml", f"{R_NS}/{what}"))


def _rename_bookmarks(roots: Sequence[Element], number: int) -> None:
    """Give the bookmarks of a paper names of their own, and what refers to them as well."""
    ending = f"__{number}"

    def renamed(name: str) -> str:
        # A label has no two underlines together, so that no other paper has this name.
        if len(name) + len(ending) <= _LONGEST_MARK:
            return name + ending
        marked = f"_{crc32(name.encode()):08x}{ending}"
        return name[: _LONGEST_MARK - len(marked)] + marked

    def led_anew(code: str) -> str:
        return _REFERENCE.sub(lambda found: found[1] + renamed(found[2]), code)

    naming = {
        w("bookmarkStart"): (w("name"), renamed),
        w("hyperlink"): (w("anchor"), renamed),
        w("fldSimple"): (w("instr"), led_anew),
    }
    for node in (node for root in roots for node in root.iter(*naming)):
        attribute, anew = naming[str(node.tag)]
        if node.get(attribute):
            node.set(attribute, anew(node.get(attribute, "")))
    for code in (node for root in roots for node in root.iter(w("instrText"))):
        code.text = led_anew(code.text or "")


def _add_notes(notes: Notes, other: Mapping[str, bytes], text: Element) -> list[Element]:
    """Add the notes of a paper to those that are there; return them, called anew in its text."""
    part = related(other, "footnotes")
    if part is None:
        return []
    addresses = {rel.id: rel.target for rel in relations_of(other, part)}
    there = {node.get(w("id"), ""): node for node in parse(other[part], part)}
    added = []
    for mark in text.iter(w("footnoteReference")):
        note, own = deepcopy(there[mark.get(w("id"), "")]), next(notes.free)
        note.set(w("id"), own)
        mark.set(w("id"), own)
        for link in note.iter(w("hyperlink")):
            if link.get(R_ID) in addresses:
                link.set(R_ID, notes.links.id_of(addresses[link.get(R_ID, "")]))
        notes.root.append(note)
        added.append(note)
    return added


def _with_prefixes(root: Element, other: Element) -> Element:
    """Return the text with the prefixes that the other one declares as such that may be skipped."""
    skipped = dict.fromkeys(f"{root.get(_IGNORABLE, '')} {other.get(_IGNORABLE, '')}".split())
    declared = (*other.nsmap.items(), *root.nsmap.items())
    spaces: dict[str, str] = {name: space for name, space in declared if name}
    if " ".join(skipped) == root.get(_IGNORABLE, "") and len(spaces) == len(root.nsmap):
        return root
    made = etree.Element(str(root.tag), nsmap=spaces)
    made.attrib.update(root.attrib)
    if skipped:
        made.set(_IGNORABLE, " ".join(skipped))
    made.extend(list(root))
    return made


def _restart(blocks: Iterable[Element], numbering: Element, styles: Styles) -> None:
    """Let the numbers of a paper begin anew: at the first paragraph of each list, by itself.

    Deeper levels begin anew after it, as they do in the paper alone.
    """
    lists = lists_of(numbering, styles)
    reached: dict[str, set[int]] = {}
    begun: set[ListPlace] = set()
    for paragraph in (p for block in blocks for p in block.iter(w("p"))):
        item = lists.place_of(paragraph)
        if item is None:
            continue
        listed = lists.there[item.number]
        level = listed.level(item.level)
        seen = reached.setdefault(listed.counts_in, set())
        begins = item.level in listed.starts and item not in begun
        # A level begins anew after one above it (17.9.11).
        above = (one for one in seen if one < item.level)
        restarts = any(level.restart is None or one < level.restart for one in above)
        follows = item.level in seen or restarts
        begun.add(item)
        seen.add(item.level)
        if not (begins or follows or level.number_format in _UNCOUNTED):
            lists.begin(item, level.start).put_on(paragraph)
            _keep_indent(paragraph, styles)


def _keep_indent(paragraph: Element, styles: Styles) -> None:
    """Word takes the indent from a list that a paragraph names itself, before its style's own."""
    properties = properties_of(paragraph, "pPr")
    chain = styles.chain(value_of(properties, "pStyle"))
    own = next((i for s in chain if (i := s.node.find(f"{w('pPr')}/{w('ind')}")) is not None), None)
    if own is not None and properties.find(w("ind")) is None:
        properties.append(deepcopy(own))
        put_in_order(properties)
