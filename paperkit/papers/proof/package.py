"""The bundle itself: its parts whole, once, declared; its properties set."""

import re
from collections.abc import Iterator, Mapping

from paperkit.errors import ReadError
from paperkit.findings import Finding, quoted
from paperkit.papers.proof.finished import Finished, finding
from paperkit.papers.word.names import Element
from paperkit.papers.word.parts import CONTENT_TYPES, is_xml, parse, unpack, zip_faults
from paperkit.papers.word.properties import CORE_NS, DC_NS, TERMS_NS
from paperkit.papers.word.relations import content_types, main_part, relations_of
from paperkit.papers.word.styles import language_of

_CORE_KIND = "core-properties"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


def package_faults(package: bytes, name: str) -> tuple[Finding, ...]:
    """Return what keeps the file from being read at all; then nothing else can be said."""
    words = list(zip_faults(package))
    if not words:
        members = unpack(package)
        faults = (_part_faults, _text_lacking, _kind_lacking)
        words = next((told for fault in faults if (told := list(fault(members)))), [])
    return tuple(finding(name, "PK-750", f"In {name}: {fault}.") for fault in words)


def _part_faults(members: Mapping[str, bytes]) -> Iterator[str]:
    for part in filter(is_xml, members):
        try:
            parse(members[part], part)
        except ReadError:
            yield f"the part {part} is damaged"


def _text_lacking(members: Mapping[str, bytes]) -> Iterator[str]:
    try:
        main_part(members)
    except ReadError:
        yield "the part that holds the text is missing"
    types = content_types(members)
    for part in members:
        ending = "." + part.rpartition(".")[2].lower()
        if part != CONTENT_TYPES and "/" + part not in types and ending not in types:
            yield f"the kind of the part {part} is not declared"


def _kind_lacking(members: Mapping[str, bytes]) -> Iterator[str]:
    """Yield parts that Word would not know for what they are, such as the styles."""
    types = content_types(members)
    for relation in relations_of(members, main_part(members)):
        own_kind = relation.target.endswith(".xml") and relation.kind != "customXml"
        declared = types.get("/" + relation.target, "").endswith("+xml")
        if relation.target in members and own_kind and not declared:
            yield f"the kind of the part {relation.target} is not declared"


def properties(finished: Finished) -> Iterator[Finding]:
    """Yield what is missing, wrong or doubled among title, language and days."""
    parts = (rel.target for rel in relations_of(finished.members, "") if rel.kind == _CORE_KIND)
    core = finished.roots.get(next(parts, ""))
    if core is None:
        yield finished.told("PK-759", "The file has no properties.")
        return
    facts = finished.facts
    yield from _property(finished, core, f"{{{DC_NS}}}title", "title", facts.title)
    yield from _property(finished, core, f"{{{DC_NS}}}language", "language", facts.language)
    yield from _property(finished, core, f"{{{DC_NS}}}creator", "author", facts.author)
    yield from _doubled(finished, core)
    styles = finished.related("styles")
    if styles is None or language_of(styles) != facts.language:
        message = f"The language of the text is not set to {quoted(facts.language)}."
        yield finished.told("PK-759", message)


def _property(
    finished: Finished, core: Element, tag: str, what: str, wanted: str
) -> Iterator[Finding]:
    found = [node.text or "" for node in core.findall(tag)]
    if found != [wanted] or not wanted:
        shown = " and ".join(quoted(text) for text in filter(None, found)) or "empty"
        message = (
            f"The {what} among the file's properties is {shown}; it should be {quoted(wanted)}."
        )
        yield finished.told("PK-759", message, ", ".join(found))


def _doubled(finished: Finished, core: Element) -> Iterator[Finding]:
    tags = [str(node.tag) for node in core]
    for tag in sorted({tag for tag in tags if tags.count(tag) > 1}):
        message = f"The property {tag.rpartition('}')[2]} is there twice."
        yield finished.told("PK-759", message)
    for name in ("created", "modified"):
        for node in core.findall(f"{{{TERMS_NS}}}{name}"):
            if not _MOMENT.fullmatch(node.text or ""):
                message = f"{quoted(node.text or '')} is not a date, as the property {name}."
                yield finished.told("PK-759", message, node.text or "")
    if core.tag != f"{{{CORE_NS}}}coreProperties":
        yield finished.told("PK-759", "The properties are not those of a Word file.")
