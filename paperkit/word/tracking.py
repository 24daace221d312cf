"""The newer of two papers with tracked changes: accepting all gives it, rejecting all the older.

The newer file is the base; what only the older one has is put in as deleted, with the lists,
styles, notes, pictures and charts that it needs. A picture or chart that changed is deleted as a
whole, and the other is inserted. What cannot be tracked is named: how styles look, what a file says
of itself, and headers that hold more than words.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from hashlib import sha256
from itertools import count

from paperkit.errors import ReadError
from paperkit.frozen import Frozen
from paperkit.word.accepting import accept
from paperkit.word.aligning import matched
from paperkit.word.filling import Notes, notes_of, with_notes
from paperkit.word.finishing import repair
from paperkit.word.house import body_of, leading
from paperkit.word.merging import canonical, merge_lists, merge_styles, rename
from paperkit.word.package import (
    DOC_PR,
    FURNITURE_TAGS,
    NUMBERED,
    R_ID,
    RELATIONSHIP,
    Element,
    drop,
    element,
    main_part,
    only_reached,
    pack,
    parse,
    reached,
    related,
    related_root,
    relation,
    relations_of,
    rels_name,
    story_parts,
    unpack,
    value_of,
    w,
    with_links,
    written,
)
from paperkit.word.pieces import Changes, as_compared, words_of
from paperkit.word.properties import CORE_PART, CUSTOM_PART, custom_part, custom_properties
from paperkit.word.styles import STYLE_KINDS, read_styles
from paperkit.word.taken_over import FURNITURE, LOOK, take_over
from paperkit.word.tracked_blocks import blocks, merged, of_section

_OF_ONE_SAVING = re.compile(r"\}(?:rsid\w*|paraId|textId|anchorId|editId)$")
_OWN = "paperkit"
_Looks = Mapping[str, Mapping[str, str]]


class TrackedPaper(Frozen):
    """A paper with tracked changes, and in words what in it could not be tracked."""

    package: bytes
    untracked: tuple[str, ...]


class _File(Frozen):
    """One of the two files: its parts, the name of its text, and that parsed.

    ``left_out`` says in words what of it the one with tracked changes will not have.
    """

    members: dict[str, bytes]
    main: str
    text: Element
    left_out: tuple[str, ...]


def tracked(older: bytes, newer: bytes, day: date) -> TrackedPaper:
    """Return the newer file with what changed since the older one marked, as of a day.

    ReadError where one of them is not a Word file, or cannot be tracked as a whole.
    """
    was, now = _opened(older, "older"), _opened(newer, "newer")
    untracked = list(_other_differences(was, now))
    stories = {name: parse(now.members[name], name) for name in story_parts(now.members)}
    stories[now.main] = now.text
    roots = {kind: related_root(now.members, kind) for kind in ("styles", "numbering")}
    looks = _merge_looks(was, now, roots)
    notes = notes_of(now.members, stories, read_styles(roots["styles"]))
    _merge_notes(was, now, notes, looks)
    changes = Changes(day, count(1))
    untracked += _track_furniture(was, now, stories, looks, changes)
    members = _with_parts(was, now, looks)
    body, ending = body_of(now.text), body_of(now.text).find(w("sectPr"))
    made = merged(blocks(body_of(was.text)), blocks(body), changes)
    if ending is not None:
        made.append(of_section(body_of(was.text).find(w("sectPr")), ending, changes))
    body[:] = made
    _put_notes_in_order(notes.root, now.text)
    repair([*stories.values(), notes.root])
    for kind, root in roots.items():
        if root is not None:
            members[str(related(members, kind))] = written(root)
    members |= {name: written(story) for name, story in stories.items()}
    members = with_notes(with_links(members, notes.part, notes.links), notes)
    return TrackedPaper(pack(_of_nobody(members, now.main)), tuple(untracked))


def _of_nobody(members: Mapping[str, bytes], main: str) -> dict[str, bytes]:
    """Return the parts without what makes a file a paper of paperkit's: it is not filed."""
    said = custom_properties(members).items()
    own = {name: value for name, value in said if not name.startswith(_OWN)}
    relations = parse(members[rels_name(main)], main)
    drop(*(n for n in relations.iter(RELATIONSHIP) if relation(n, main).kind == "customXml"))
    parts = {**members, CUSTOM_PART: custom_part(own), rels_name(main): written(relations)}
    return only_reached(parts)


# --- Two files that are of one kind ---------------------------------------------------------------


def _opened(package: bytes, which: str) -> _File:
    """Return a file without what one saving put into it: ids of paragraphs, pictures, bookmarks."""
    members = unpack(package)
    main = main_part(members)
    text = parse(members[main], main)
    untracked = [f"The {which} paper has open tracked changes: they are taken as accepted."]
    untracked = untracked if accept(text) else []
    if next(text.iter(w("commentReference")), None) is not None:
        untracked.append(f"The {which} paper has comments: they are left out.")
    if next(text.iter(w("endnoteReference")), None) is not None:
        raise ReadError(
            f"The {which} paper has endnotes, and changes in them cannot be tracked. Make them "
            "footnotes in Word, save it, then try again."
        )
    _without_ids(text)
    return _File(members, main, text, tuple(untracked))


def _without_ids(root: Element) -> None:
    for node in root.iter("*"):
        for name in [name for name in node.attrib if _OF_ONE_SAVING.search(str(name))]:
            del node.attrib[name]
    for drawing in root.iter(DOC_PR):
        drawing.set("id", "0")
    names: dict[str, str] = {}
    for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        own = mark.get(w("id"), "")
        names.setdefault(own, mark.get(w("name"), own))
        mark.set(w("id"), names[own])


def _other_differences(was: _File, now: _File) -> Iterator[str]:
    """Yield in words what differs and is not part of the text."""
    yield from (*was.left_out, *now.left_out)
    look = [
        {rel.kind: one.members[rel.target] for rel in relations_of(one.members, one.main)
         if rel.kind in LOOK - {"settings", "numbering"} and rel.target in one.members}
        for one in (was, now)
    ]  # fmt: skip
    if look[0] != look[1]:
        yield "The styles of the two papers differ: all is shown as the newer one has it."
    if was.members.get(CORE_PART) != now.members.get(CORE_PART):
        yield "What the files say of themselves differs, such as title, subject and day."


def _merge_looks(
    was: _File, now: _File, roots: Mapping[str, Element | None]
) -> dict[str, dict[str, str]]:
    """Let the older text use the styles and lists of the newer file; return their ids there.

    A style goes by its name, and is added where the newer file has none of it. A list that begins
    anew is that of the newer text in its place, so that it is not a change where it is the same.
    """
    styles, numbering = roots["styles"], roots["numbering"]
    other, lists = related_root(was.members, "numbering"), dict[str, str]()
    if numbering is not None and other is not None:
        lists = merge_lists(numbering, other)
    own = related_root(was.members, "styles")
    named: dict[str, str] = {}
    if styles is not None and own is not None:
        there, lacking = read_styles(styles), element("styles")
        for style in read_styles(own).by_id.values():
            known = there.ids.get((style.kind, style.name.lower()))
            if known:
                named[style.id] = known
            else:
                lacking.append(deepcopy(style.node))
        named |= merge_styles(styles, lacking, lists)
    looks = {**dict.fromkeys(STYLE_KINDS, named), w("numId"): lists}
    rename((was.text,), looks)
    if numbering is not None:
        rename((was.text,), {w("numId"): _same_lists(was.text, now.text, numbering)})
    return looks


class _List(Frozen):
    """A list that a text begins anew: its id, how it is defined, the words that it begins with."""

    number: str
    defined: bytes
    words: str


def _same_lists(older: Element, newer: Element, numbering: Element) -> dict[str, str]:
    """Return which list of the newer text each of the older one has become, by their ids."""
    number = w("numId")
    defined = {
        node.get(number, ""): canonical(node, number)
        for node in numbering.findall(w("num"))
        if node.find(w("lvlOverride")) is not None
    }
    texts: list[list[_List]] = []
    for text in (older, newer):
        begun: dict[str, _List] = {}
        for paragraph in text.iter(w("p")):
            own = value_of(paragraph.find(NUMBERED), "numId")
            if own in defined and own not in begun:
                begun[own] = _List(own, defined[own], words_of(paragraph))
        texts.append(list(begun.values()))
    was, now = texts
    keys = (lambda one: (one.defined, one.words), lambda one: one.defined)
    pairs = matched(was, now, keys, lambda one: (one.number, ""))
    return {was[at].number: now[to].number for at, to in pairs}


def _merge_notes(was: _File, now: _File, notes: Notes, looks: _Looks) -> None:
    """Call the older text's notes by those of the newer file, adding what that does not have."""
    part = related(was.members, "footnotes")
    if part is None:
        return
    addresses = {rel.id: rel.target for rel in relations_of(was.members, part)}
    of_address = {rel.target: rel.id for rel in relations_of(now.members, notes.part)}
    there = {node.get(w("id"), ""): node for node in parse(was.members[part], part)}
    known: dict[bytes, list[str]] = {}
    for node in reversed(notes.root):
        known.setdefault(canonical(node, w("id")), []).append(node.get(w("id"), ""))
    for mark in was.text.iter(w("footnoteReference")):
        note = deepcopy(there[mark.get(w("id"), "")])
        rename((note,), looks)
        for link in note.iter(w("hyperlink")):
            address = addresses.get(link.get(R_ID, ""))
            if address is not None:
                link.set(R_ID, of_address.get(address) or notes.links.id_of(address))
        same = known.get(canonical(note, w("id")))
        if same:
            own = same.pop()
        else:
            own = next(notes.free)
            note.set(w("id"), own)
            notes.root.append(note)
        mark.set(w("id"), own)


def _put_notes_in_order(notes: Element, text: Element) -> None:
    """Put the notes in the order of their marks, since LibreOffice goes by that and not by ids."""
    order = {mark.get(w("id")): at for at, mark in enumerate(text.iter(w("footnoteReference")))}
    notes[:] = sorted(notes, key=lambda note: order.get(note.get(w("id")), -1))


def _with_parts(was: _File, now: _File, looks: _Looks) -> dict[str, bytes]:
    """Return the newer file's parts with those of the older one that its text leads to.

    The older text leads to a part or address of the newer file where that is equal.
    """
    own = _led_to(was)
    there = {content: rel_id for rel_id, content in reversed(_led_to(now).items())}
    ids = {rel_id: there[content] for rel_id, content in own.items() if content in there}
    nodes = list(leading((was.text,)))
    wanted = {node.get(name, "") for node, name in nodes} - ids.keys()
    members, taken = take_over(now.members, was.members, wanted)
    for node, name in nodes:
        held = node.get(name, "")
        node.set(name, ids.get(held) or taken.get(held, held))
    for led in relations_of(members, now.main):
        if led.id in taken.values() and led.kind in FURNITURE:
            root = parse(members[led.target], led.target)
            rename((root,), looks)
            members[led.target] = written(root)
    return members


def _led_to(file: _File) -> dict[str, str]:
    """Return what each relationship of a text leads to: an address, or what the parts hold."""
    found = {}
    for led in relations_of(file.members, file.main):
        parts = (led.target, *reached(file.members, led.target))
        digest = sha256()
        for part in parts:
            digest.update(file.members.get(part, led.target.encode()))
        found[led.id] = f"{led.kind} {digest.hexdigest()}"
    return found


# --- What is on each page -------------------------------------------------------------------------


def _track_furniture(
    was: _File, now: _File, stories: Mapping[str, Element], looks: _Looks, changes: Changes
) -> Iterator[str]:
    """Mark what changed in headers and footers; yield which cannot be tracked.

    Sections go together where there are as many in both; the older one's then has the headers of
    the newer one, in which changes are marked.
    """
    sections = [list(one.text.iter(w("sectPr"))) for one in (was, now)]
    if len(sections[0]) != len(sections[1]):
        return
    own, there = (
        {relation.id: relation.target for relation in relations_of(one.members, one.main)}
        for one in (was, now)
    )
    tracked_from: dict[str, bytes] = {}
    for number, (older, newer) in enumerate(zip(*sections, strict=True), start=1):
        before, after = (
            {_sort(n): n for n in one.iterchildren(*FURNITURE_TAGS)} for one in (older, newer)
        )
        for sort in (*before, *(sort for sort in after if sort not in before)):
            what = f"The {sort[1]} {sort[0]} of section {number}"
            if sort not in after or sort not in before:
                yield f"{what} is in the {'older' if sort in before else 'newer'} paper only."
                continue
            part, same = own[before[sort].get(R_ID, "")], there[after[sort].get(R_ID, "")]
            data = was.members[part]
            if same not in tracked_from:
                tracked_from[same] = data
                yield from _track_part(was, part, stories[same], looks, changes, what)
            elif tracked_from[same] != data:
                yield f"{what} was another one."
        drop(*before.values())
        older[:0] = [deepcopy(node) for node in after.values()]


def _sort(reference: Element) -> tuple[str, str]:
    kind = "header" if reference.tag == w("headerReference") else "footer"
    return kind, {"first": "first", "even": "even"}.get(reference.get(w("type"), ""), "usual")


def _track_part(
    was: _File, part: str, newer: Element, looks: _Looks, changes: Changes, what: str
) -> Iterator[str]:
    """Mark in a header what changed since an older one; yield where that holds more than words."""
    older = parse(was.members[part], part)
    for root in (older, newer):
        _without_ids(root)
    rename((older,), looks)
    if as_compared(older) == as_compared(newer):
        return
    if next(leading((older,)), None) is not None:
        yield f"{what} holds a picture or link, so what changed in it is not marked."
        return
    newer[:] = merged(blocks(older), blocks(newer), changes)
