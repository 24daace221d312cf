"""What a finished file says of itself, beside its text.

What a file says of itself: title, author, language, days, and paperkit's own properties.

Moved.

Know one's own file: a hash of a paper's parts, kept among its custom properties.
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
    R_NS,
    Element,
    pack,
    parse,
    relations_of,
    unpack,
    with_relation,
    with_type,
    written,
)


class Facts(Frozen):
    """The properties of one paper.

    ``author`` is the council, ``day`` the meeting's date: it is the only time in the file, so
    that equal data give equal bytes. ``draft`` says whether gaps are marked. ``properties`` are
    custom properties, name to value.
    """

    title: str
    author: str
    subject: str
    day: date
    draft: bool
    language: str = "en-GB"
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
_OFFICE = "application/vnd.openxmlformats-officedocument"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_TYPES = {
    CORE_PART: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{_PACKAGE_TYPES}/core-properties",
    ),
    APP_PART: (f"{_OFFICE}.extended-properties+xml", f"{R_NS}/extended-properties"),
    CUSTOM_PART: (f"{_OFFICE}.custom-properties+xml", f"{R_NS}/custom-properties"),
}
_KINDS = ("core-properties", "extended-properties", "custom-properties")


def with_properties(members: Mapping[str, bytes], facts: Facts) -> dict[str, bytes]:
    """Return the parts with the properties of the facts in place of any that a template had."""
    parts = _without_properties(members)
    parts[CORE_PART] = written(_core(facts))
    parts[APP_PART] = written(_app())
    parts[CUSTOM_PART] = custom_part(facts.properties)
    for part, (content_type, relation_type) in _TYPES.items():
        parts = with_relation(with_type(parts, part, content_type), part, relation_type)
    return parts


def custom_part(properties: Mapping[str, str]) -> bytes:
    """Return the part that holds custom properties, in order of their names."""
    blank = f'<Properties xmlns="{CUSTOM_NS}" xmlns:vt="{VT_NS}"/>'
    root = parse(blank.encode(), CUSTOM_PART)
    for number, name in enumerate(sorted(properties), start=2):
        node = etree.SubElement(root, f"{{{CUSTOM_NS}}}property")
        node.set("fmtid", _FORMAT_ID)
        node.set("pid", str(number))
        node.set("name", name)
        etree.SubElement(node, f"{{{VT_NS}}}lpwstr").text = properties[name]
    return written(root)


def custom_properties(root: Element) -> dict[str, str]:
    """Return the custom properties that a part holds, as text."""
    return {
        node.get("name", ""): "".join(str(text) for text in node.itertext())
        for node in root.iter(f"{{{CUSTOM_NS}}}property")
    }


def _without_properties(members: Mapping[str, bytes]) -> dict[str, bytes]:
    held = {rel.target for rel in relations_of(members, "") if rel.kind in _KINDS}
    return {name: part for name, part in members.items() if name not in held}


def _core(facts: Facts) -> Element:
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
    return root


def _app() -> Element:
    root = parse(f'<Properties xmlns="{_APP_NS}"/>'.encode(), APP_PART)
    etree.SubElement(root, f"{{{_APP_NS}}}Application").text = "paperkit"
    return root


class Anchor(Frozen):
    """How far a log had come: how many entries it had, and the hash of the last of them."""

    hash: str = ""
    count: int = 0


SEAL_NAME, MEETING_NAME = "paperkitSeal", "paperkitMeeting"
LOG_HASH_NAME, LOG_COUNT_NAME = "paperkitLogHash", "paperkitLogCount"


class Seal(Enum):
    """Whose a file is: as paperkit made it, edited since, or never made by it."""

    OURS = "ours"
    EDITED = "edited"
    STRANGER = "stranger"


def seal(package: bytes, more: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return the package with the hash of its other parts among its custom properties.

    It may be a workbook as well as a Word file; ``more`` are further properties. ReadError where
    it is neither.
    """
    members = unpack(package)
    properties = _properties(members) | {**more, SEAL_NAME: _hash(members)}
    return pack({**members, CUSTOM_PART: custom_part(properties)})


def seal_of(package: bytes) -> Seal:
    """Return whose a file is. What cannot be read as a Word file is a stranger's."""
    try:
        members = unpack(package)
        sealed = _properties(members).get(SEAL_NAME)
    except ReadError:
        return Seal.STRANGER
    if sealed is None:
        return Seal.STRANGER
    return Seal.OURS if sealed == _hash(members) else Seal.EDITED


def meeting_of(package: bytes) -> str:
    """Return the meeting for which a file was made; nothing where it does not say."""
    try:
        return _properties(unpack(package)).get(MEETING_NAME, "")
    except ReadError:
        return ""


def anchor_of(package: bytes) -> Anchor:
    """Return how far the log had come when a file was made; an empty one where it does not say.

    ReadError where it is no file of Word or Excel.
    """
    told = _properties(unpack(package))
    count = told.get(LOG_COUNT_NAME, "")
    return Anchor(told.get(LOG_HASH_NAME, ""), int(count)) if count.isdecimal() else Anchor()


def anchored(anchor: Anchor) -> dict[str, str]:
    """Return the properties by which a file says how far the log had come, where there was one."""
    if not anchor.count:
        return {}
    return {LOG_HASH_NAME: anchor.hash, LOG_COUNT_NAME: str(anchor.count)}


def _properties(members: Mapping[str, bytes]) -> dict[str, str]:
    if CUSTOM_PART not in members:
        return {}
    return custom_properties(parse(members[CUSTOM_PART], CUSTOM_PART))


def _hash(members: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name in sorted(name for name in members if name != CUSTOM_PART):
        # Lengths keep one part's end from passing for the next one's beginning.
        digest.update(f"{len(name)} {len(members[name])} {name}".encode())
        digest.update(members[name])
    return digest.hexdigest()
