"""What a file says of itself: title, author, language, days, and paperkit's own properties.

Among its custom properties is the seal, a hash of the file's other parts, by which paperkit knows
its own file, and the anchor, which says how far the record had come when the file was made.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from hashlib import sha256
from types import MappingProxyType

from lxml import etree

from paperkit.errors import ReadError
from paperkit.frozen import Frozen, field
from paperkit.word.package import (
    OFFICE,
    R_NS,
    RELATIONSHIP,
    Element,
    drop,
    pack,
    parse,
    part_of,
    properties_of,
    put,
    relation,
    relations_of,
    rels_name,
    unpack,
    unused,
    w,
    with_types,
    written,
)


class Facts(Frozen):
    """The properties of one paper.

    ``author`` is the council, ``day`` the meeting's date: it is the only time in the file, so
    that equal data give equal bytes. ``draft`` says whether gaps are marked, and ``mark`` is on
    every page of an exempt paper. ``properties`` are custom properties, name to value.
    """

    title: str
    author: str
    subject: str
    day: date
    draft: bool
    language: str = "en-GB"
    mark: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)


CUSTOM_PART = "docProps/custom.xml"
CORE_PART = "docProps/core.xml"
APP_PART = "docProps/app.xml"
CORE_NS = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC_NS = "http://purl.org/dc/elements/1.1/"
TERMS_NS = "http://purl.org/dc/terms/"
CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VT_NS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"

_XSI_NS = "http://www.w3.org/2001/XMLSchema-instance"
_APP_NS = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_PACKAGE_TYPES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_TYPES = {
    CORE_PART: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{_PACKAGE_TYPES}/core-properties",
    ),
    APP_PART: (f"{OFFICE}.extended-properties+xml", f"{R_NS}/extended-properties"),
    CUSTOM_PART: (f"{OFFICE}.custom-properties+xml", f"{R_NS}/custom-properties"),
}


def with_properties(members: Mapping[str, bytes], facts: Facts) -> dict[str, bytes]:
    """Return the parts with the properties of the facts in place of any that a template had."""
    kinds = {relation_type.rpartition("/")[2] for _, relation_type in _TYPES.values()}
    former = {rel.target for rel in relations_of(members, "") if rel.kind in kinds}
    parts = {name: part for name, part in members.items() if name not in former}
    app = parse(f'<Properties xmlns="{_APP_NS}"/>'.encode(), APP_PART)
    etree.SubElement(app, f"{{{_APP_NS}}}Application").text = "paperkit"
    parts |= {
        CORE_PART: _core(facts),
        APP_PART: written(app),
        CUSTOM_PART: custom_part(facts.properties),
    }
    package_rels = rels_name("")
    relations = parse(parts[package_rels], package_rels)
    parts = with_types(parts, {part: content_type for part, (content_type, _) in _TYPES.items()})
    drop(*(n for n in relations.iter(RELATIONSHIP) if relation(n, "").kind in kinds))
    for part, (_, relation_type) in _TYPES.items():
        own = next(unused({node.get("Id") for node in relations.iter(RELATIONSHIP)}, "rId"))
        etree.SubElement(relations, RELATIONSHIP, Id=own, Type=relation_type, Target=part)
    return {**parts, package_rels: written(relations)}


def _core(facts: Facts) -> bytes:
    names = {"cp": CORE_NS, "dc": DC_NS, "dcterms": TERMS_NS, "xsi": _XSI_NS}
    root = etree.Element(f"{{{CORE_NS}}}coreProperties", nsmap=names)
    for name, text in (
        (f"{{{DC_NS}}}title", facts.title),
        (f"{{{DC_NS}}}subject", facts.subject),
        (f"{{{DC_NS}}}creator", facts.author),
        (f"{{{CORE_NS}}}lastModifiedBy", facts.author),
    ):
        etree.SubElement(root, name).text = text
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{TERMS_NS}}}{name}")
        moment.set(f"{{{_XSI_NS}}}type", "dcterms:W3CDTF")
        moment.text = f"{facts.day.isoformat()}T00:00:00Z"
    etree.SubElement(root, f"{{{DC_NS}}}language").text = facts.language
    return written(root)


def custom_part(properties: Mapping[str, str]) -> bytes:
    """Return the part that holds custom properties, in order of their names."""
    blank = f'<Properties xmlns="{CUSTOM_NS}" xmlns:vt="{VT_NS}"/>'
    root = parse(blank.encode(), CUSTOM_PART)
    for number, name in enumerate(sorted(properties), start=2):
        about = {"fmtid": _FORMAT_ID, "pid": str(number), "name": name}
        node = etree.SubElement(root, f"{{{CUSTOM_NS}}}property", about)
        etree.SubElement(node, f"{{{VT_NS}}}lpwstr").text = properties[name]
    return written(root)


def custom_properties(members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the custom properties that a file holds, as text."""
    if CUSTOM_PART not in members:
        return {}
    return {
        node.get("name", ""): "".join(str(text) for text in node.itertext())
        for node in parse(members[CUSTOM_PART], CUSTOM_PART).iter(f"{{{CUSTOM_NS}}}property")
    }


class Anchor(Frozen):
    """How far a log had come: how many entries it had, and the hash of the last of them."""

    hash: str = ""
    count: int = 0


_MOST_DIGITS = 10  # of a count of entries; what has more was written by somebody else
SEAL_NAME, MEETING_NAME = "paperkitSeal", "paperkitMeeting"
LOG_HASH_NAME, LOG_COUNT_NAME = "paperkitLogHash", "paperkitLogCount"


class Seal(Enum):
    """Whose a file is: as paperkit made it, edited since, or never made by it."""

    OURS = "ours"
    EDITED = "edited"
    STRANGER = "stranger"


def sealed(
    members: Mapping[str, bytes], more: Mapping[str, str] = MappingProxyType({})
) -> dict[str, bytes]:
    """Return the parts of a file with the hash of all others among its custom properties.

    ``more`` are further properties.
    """
    properties = custom_properties(members) | {**more, SEAL_NAME: _hash(members)}
    return {**members, CUSTOM_PART: custom_part(properties)}


def seal(package: bytes, more: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return a Word file or a workbook sealed; ReadError where it is neither."""
    return pack(sealed(unpack(package), more))


def seal_of(package: bytes) -> Seal:
    """Return whose a file is. What cannot be read as a Word file is a stranger's."""
    try:
        members = unpack(package)
        held = custom_properties(members).get(SEAL_NAME)
    except ReadError:
        held = None
    if held is None:
        return Seal.STRANGER
    return Seal.OURS if held == _hash(members) else Seal.EDITED


def meeting_of(package: bytes) -> str:
    """Return the meeting for which a file was made; nothing where it does not say."""
    try:
        return custom_properties(part_of(package, CUSTOM_PART)).get(MEETING_NAME, "")
    except ReadError:
        return ""


def title_of(package: bytes) -> str:
    """Return the title among a file's properties; nothing where it has none."""
    try:
        members = part_of(package, CORE_PART)
        root = parse(members[CORE_PART], CORE_PART) if members else None
    except ReadError:
        return ""
    return "" if root is None else root.findtext(f"{{{DC_NS}}}title", "")


def seal_held(package: bytes) -> str:
    """Return the hash that a file was sealed with, also where it was edited since; "" for none."""
    try:
        return custom_properties(part_of(package, CUSTOM_PART)).get(SEAL_NAME, "")
    except ReadError:
        return ""


def anchor_of(package: bytes) -> Anchor:
    """Return how far the log had come when a file was made; an empty one where it does not say.

    ReadError where it is not a file of Word or Excel.
    """
    properties = custom_properties(unpack(package))
    count = properties.get(LOG_COUNT_NAME, "")
    is_count = count.isascii() and count.isdecimal() and len(count) < _MOST_DIGITS
    return Anchor(properties.get(LOG_HASH_NAME, ""), int(count)) if is_count else Anchor()


def anchored(anchor: Anchor) -> dict[str, str]:
    """Return the properties by which a file says how far the log had come, where there was one."""
    if not anchor.count:
        return {}
    return {LOG_HASH_NAME: anchor.hash, LOG_COUNT_NAME: str(anchor.count)}


def _hash(members: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name in sorted(name for name in members if name != CUSTOM_PART):
        # Lengths keep one part's end from passing for the next one's beginning.
        digest.update(f"{len(name)} {len(members[name])} {name}".encode())
        digest.update(members[name])
    return digest.hexdigest()


def state_language(root: Element, language: str) -> None:
    """Write the language of the text into the defaults of a styles part."""
    defaults = properties_of(properties_of(root, "docDefaults"), "rPrDefault")
    look = properties_of(defaults, "rPr")
    stated = look.find(w("lang"))
    (put(look, "lang") if stated is None else stated).set(w("val"), language)


def language_of(root: Element) -> str:
    """Return the language that the defaults of a styles part state."""
    node = root.find("/".join(map(w, ("docDefaults", "rPrDefault", "rPr", "lang"))))
    return "" if node is None else node.get(w("val"), "")
