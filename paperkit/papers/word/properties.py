"""What a file says of itself: title, author, language, days, and paperkit's own properties."""

from collections.abc import Mapping

from lxml import etree

from paperkit.papers.word.facts import Facts
from paperkit.papers.word.names import R_NS, Element
from paperkit.papers.word.parts import parse, written
from paperkit.papers.word.relations import relations_of, with_relation, with_type

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
