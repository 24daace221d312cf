"""What a template may not carry into a paper: programs, and what Word would fetch or work out.

A template may have come by mail. Its text is looked at in ``template_check``; here it is what
travels along unseen. What is not known to be harmless is told.
"""

import re
from collections.abc import Iterator, Mapping

from paperkit.findings import Finding, Place, quoted
from paperkit.papers.word.house import WordFile
from paperkit.papers.word.names import Element, w
from paperkit.papers.word.parts import is_xml, parse, unpack
from paperkit.papers.word.relations import Relation, content_types, internal_targets

_FIELDS = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "NOTEREF",
        "STYLEREF", "SEQ", "HYPERLINK", "TITLE", "SUBJECT", "DOCPROPERTY",
    }
)  # fmt: skip
_PROGRAMS = frozenset({"vbaProject", "wordVbaData", "control", "oleObject", "package", "aFChunk"})
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\\]", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s\"]*(?::|\\\\\\\\|//)[^\s\"]*")


def check_safety(template: WordFile) -> tuple[Finding, ...]:
    """Return what a template brings along that no paper may have (PK-609 to PK-612)."""
    members = unpack(template.package)
    findings = [*_programs(members, template.name), *_outside(members, template.name)]
    for part in sorted(filter(is_xml, members)):
        root = parse(members[part], part)
        findings += _fields(root, template.name)
        findings += _changes(root, template.name)
    return tuple(dict.fromkeys(findings))


def _programs(members: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    typed = (kind for kind in content_types(members).values() if "macroEnabled" in kind)
    named = (name for name in members if name.lower().endswith("vbaproject.bin"))
    held = (rel.target for _, rel in internal_targets(members) if rel.kind in _PROGRAMS)
    for found in (*typed, *named, *held):
        name = found.rpartition("/")[2]
        yield _told("PK-609", file, f"The template holds {quoted(name)}.", name)


def _outside(members: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    for _, relation in internal_targets(members):
        if relation.external and not _harmless(relation):
            message = f"The template leads to {quoted(relation.target)} ({relation.kind})."
            yield _told("PK-610", file, message, relation.target)


def _harmless(relation: Relation) -> bool:
    return relation.kind == "hyperlink" and bool(_SAFE_ADDRESS.match(relation.target))


def _fields(root: Element, file: str) -> Iterator[Finding]:
    for code in _field_codes(root):
        name = code.split(maxsplit=1)[0].upper() if code.split() else ""
        addresses = _ADDRESS.findall(code) if name == "HYPERLINK" else []
        if name not in _FIELDS or not all(map(_SAFE_ADDRESS.match, addresses)):
            message = f"The template has the field {quoted(code.strip())}."
            yield _told("PK-611", file, message, code.strip())


def _field_codes(root: Element) -> Iterator[str]:
    """Yield what each field says; Word may cut it into runs anywhere."""
    yield from (field.get(w("instr"), "") for field in root.iter(w("fldSimple")))
    said: list[str] = []
    for node in root.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        if node.tag != w("fldChar"):
            said = [f"{said[0] if said else ''}{node.text or ''}", *said[1:]]
        elif node.get(w("fldCharType")) == "begin":
            said = ["", *said]
        elif said:
            # Told at the separator and at the end, of which one may be lacking.
            yield from filter(None, said[:1])
            said = ["", *said[1:]] if node.get(w("fldCharType")) == "separate" else said[1:]
    yield from filter(None, said)


def _changes(root: Element, file: str) -> Iterator[Finding]:
    for node in root.iter(*map(w, _CHANGES)):
        words = "".join(text.text or "" for text in node.iter(w("t"), w("delText")))
        message = f"A tracked change is not accepted or rejected: {quoted(words)}."
        yield _told("PK-612", file, message, words)


def _told(code: str, file: str, message: str, value: str) -> Finding:
    return Finding(code, Place(file), message, value=value)
