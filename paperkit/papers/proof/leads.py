"""What points at something else: links, pictures, notes, references, styles, lists."""

import re
from collections.abc import Iterator
from typing import cast

from paperkit.findings import Finding, quoted
from paperkit.papers.proof.finished import Finished, where
from paperkit.papers.word.names import R_NS, Element, value_of, w
from paperkit.papers.word.relations import Relation, internal_targets, relations_of

_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_REFERENCE = re.compile(r"^\s*(?:PAGEREF|NOTEREF|REF)\s+(\S+)")
_STYLE_KINDS = {
    w("pStyle"): "paragraph",
    w("rStyle"): "character",
    w("tblStyle"): "table",
}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def targets(finished: Finished) -> Iterator[Finding]:
    """Yield relationships that lead to no part, or to an address that cannot be followed."""
    for _, relation in internal_targets(finished.members):
        if relation.external:
            yield from _address(finished, relation)
        elif relation.target not in finished.members:
            message = f"The part {quoted(relation.target)} is asked for and is not in the file."
            yield finished.told("PK-756", message, relation.target)


def _address(finished: Finished, relation: Relation) -> Iterator[Finding]:
    if relation.kind != "hyperlink":
        message = f"The file fetches {quoted(relation.target)} from outside when it is opened."
        yield finished.told("PK-756", message, relation.target)
    elif not _ADDRESS.fullmatch(relation.target):
        message = f"{quoted(relation.target)} is not a web or e-mail address."
        yield finished.told("PK-756", message, relation.target)


def references(finished: Finished) -> Iterator[Finding]:
    """Yield links, pictures, notes and references to what is not in the file."""
    bookmarks = {
        node.get(w("name"), "")
        for story in finished.each_story()
        for node in story.iter(w("bookmarkStart"))
    }
    for part, story in zip(finished.stories, finished.each_story(), strict=True):
        yield from _relation_ids(finished, part, story)
        for wanted in sorted(_bookmarks_wanted(story) - bookmarks):
            message = f"The bookmark {quoted(wanted)} is asked for and is not in the file."
            yield finished.told("PK-756", message, wanted)
    yield from _notes(finished)


def _relation_ids(finished: Finished, part: str, story: Element) -> Iterator[Finding]:
    there = {relation.id for relation in relations_of(finished.members, part)}
    wanted = cast("list[str]", story.xpath("//@*[namespace-uri() = $ns]", ns=R_NS))
    for missing in sorted({value for value in wanted if value} - there):
        message = (
            f"A link or picture in {where(part)} leads to {quoted(missing)}, which is nothing."
        )
        yield finished.told("PK-756", message, missing)


def _bookmarks_wanted(story: Element) -> set[str]:
    anchors = {node.get(w("anchor"), "") for node in story.iter(w("hyperlink"))}
    codes_of_fields = [node.text or "" for node in story.iter(w("instrText"))]
    codes_of_fields += [node.get(w("instr"), "") for node in story.iter(w("fldSimple"))]
    found = (_REFERENCE.match(code) for code in codes_of_fields)
    return {anchor for anchor in anchors if anchor} | {match.group(1) for match in found if match}


def _notes(finished: Finished) -> Iterator[Finding]:
    text = next(finished.each_story())
    for reference, note in _NOTES.items():
        root = finished.related(note + "s")
        nodes = [] if root is None else list(root.iter(w(note)))
        there = {node.get(w("id")) for node in nodes}
        for node in text.iter(w(reference)):
            if node.get(w("id")) not in there:
                message = f"The {note} {quoted(node.get(w('id'), ''))} is not in the file."
                yield finished.told("PK-756", message)


def looks(finished: Finished) -> Iterator[Finding]:
    """Yield styles and lists that are asked for and are not in the file."""
    styles = finished.styles.by_id
    there = {(style.kind, style.id) for style in styles.values()}
    wanted = {
        (_STYLE_KINDS[str(node.tag)], node.get(w("val"), ""))
        for story in finished.each_story()
        for node in story.iter(*_STYLE_KINDS)
    }
    wanted |= {(style.kind, style.based_on) for style in styles.values() if style.based_on}
    for kind, style in sorted(wanted - there):
        message = f"The {kind} style {quoted(style)} is asked for and is not in the file."
        yield finished.told("PK-757", message, style)
    yield from _lists(finished)


def _lists(finished: Finished) -> Iterator[Finding]:
    root = finished.related("numbering")
    defined = (
        set() if root is None else {n.get(w("abstractNumId")) for n in root.iter(w("abstractNum"))}
    )
    nums = [] if root is None else root.findall(w("num"))
    there = {n.get(w("numId")) for n in nums if value_of(n, "abstractNumId") in defined}
    styles = finished.related("styles")
    roots = [*finished.each_story(), *([] if styles is None else [styles])]
    wanted = {node.get(w("val"), "") for root in roots for node in root.iter(w("numId"))}
    for number in sorted(wanted - there - {"0"}):
        message = f"The list {quoted(number)} is asked for and is not in the file."
        yield finished.told("PK-757", message, number)
