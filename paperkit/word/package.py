"""A Word file as parts and elements: its zip, its XML, which part leads to which.

The names are those of Word's format (ECMA-376, transitional namespaces). XML is parsed by a
parser that forgives nothing, since what mends XML loses text. The order of the children of a
properties element is the schema's (wml.xsd): Word calls some files that break it unreadable, and
every validator objects.
"""

import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from copy import deepcopy
from functools import cache, lru_cache
from io import BytesIO
from itertools import count

from lxml import etree
from lxml.etree import _Element

from paperkit.errors import ReadError
from paperkit.frozen import Frozen

Element = _Element

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "application/vnd.openxmlformats-officedocument"
RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"

DOC_PR = f"{{{WP_NS}}}docPr"
FALLBACK = f"{{{MC_NS}}}Fallback"
R_ID = f"{{{R_NS}}}id"
# The narrow one: LibreOffice draws a patch of colour in two pieces where a wide one is in it.
NO_BREAK = "\N{NARROW NO-BREAK SPACE}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RELATIONSHIP = f"{{{RELS_NS}}}Relationship"
OVERRIDE, DEFAULT = f"{{{TYPES_NS}}}Override", f"{{{TYPES_NS}}}Default"

CONTENT_TYPES = "[Content_Types].xml"
NO_RELATIONS = f'<Relationships xmlns="{RELS_NS}"/>'.encode()

_NOT_WORD = (
    "This is not a Word document that can be read. Open it in Word and save it again as .docx."
)
MOST_MEMBERS = 20_000
_MOST_BYTES = 200 * 1024 * 1024
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_READ_WRITE = 0o600 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_STORIES = frozenset({"header", "footer", "footnotes", "endnotes"})
_WORD_TEXT = "wordprocessingml.document.main+xml"
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>\"{}|\\^`]")


@cache
def w(name: str) -> str:
    """Return the full name of one of Word's elements or attributes."""
    return f"{{{W_NS}}}{name}"


def child_of(parent: Element | None, name: str) -> Element | None:
    """Return the first of an element's children of that name, or None where there is none."""
    # It is asked some thousands of times for each paper; a search by path takes half as long again.
    return None if parent is None else next(parent.iterchildren(w(name)), None)


def value_of(parent: Element | None, name: str) -> str | None:
    """Return ``w:val`` of the child of that name, or None where there is no such child."""
    child = child_of(parent, name)
    return None if child is None else child.get(w("val"))


def number_of(node: Element | None, name: str) -> int:
    """Return a number that an element has, 0 where it has none."""
    return (None if node is None else whole_number(node.get(w(name)))) or 0


def whole_number(text: str | None) -> int | None:
    """Return a number as Word files hold it, None where none is said.

    Google Docs writes ``9360.0``, and ``283.46`` where it was set in centimetres.
    """
    try:
        return round(float(text or ""))
    except (ValueError, OverflowError):
        return None


def is_on(parent: Element | None, name: str) -> bool:
    """Return whether a yes-or-no child is there and not switched off."""
    return is_switched_on(child_of(parent, name))


def is_switched_on(node: Element | None) -> bool:
    """Return whether a yes-or-no element is there and does not say no (17.17.4)."""
    return node is not None and node.get(w("val"), "1") not in ("0", "false", "off")


FURNITURE_TAGS = (w("headerReference"), w("footerReference"))


def words_in(node: Element) -> str:
    """Return the texts in an element one after the other, whatever lies between them."""
    return "".join(text.text or "" for text in node.iter(w("t")))


def drop(*nodes: Element) -> None:
    """Take elements out of what holds them."""
    for node in nodes:
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)


def unpack(package: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name.

    Raises ``ReadError`` for bytes that are not a zip, a member that is damaged or there twice, a
    file without Word's list of content types, and a zip that unpacks to more than any paper holds.
    """
    members, faults = unpack_with_faults(package)
    if faults:
        raise ReadError(_NOT_WORD)
    return members


def part_of(package: bytes, name: str) -> dict[str, bytes]:
    """Return one part of a file by its name, without unpacking the others; none if it has none.

    Raises ``ReadError`` for bytes that are not a zip, and a part that is damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(package)) as archive:
            if name not in archive.namelist():
                return {}
            if archive.getinfo(name).file_size > _MOST_BYTES:
                raise ReadError(_NOT_WORD)
            return {name: archive.read(name)}
    except (*_DAMAGE, ValueError):
        raise ReadError(_NOT_WORD) from None


def unpack_with_faults(package: bytes) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the parts of a file, and in words what is wrong with its zip.

    Where there is a fault, such as a member that is damaged or there twice, parts may be lacking.
    """
    members: dict[str, bytes] = {}
    faults: list[str] = []
    try:
        with zipfile.ZipFile(BytesIO(package)) as archive:
            counts = Counter(archive.namelist())
            faults += (f"{name} is in it twice" for name, times in counts.items() if times > 1)
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > _MOST_BYTES:
                raise ReadError("This Word document unpacks to more than a paper can hold.")
            for info in infos:
                try:
                    members[info.filename] = archive.read(info)
                except zipfile.BadZipFile:
                    faults.append(f"{info.filename} is damaged")
                    break
            if CONTENT_TYPES not in counts:
                faults.append("its list of parts is missing")
    except (*_DAMAGE, ValueError):
        faults.append("it cannot be opened")
    return members, tuple(faults)


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return the zip. Equal parts give equal bytes: fixed order, times and attributes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members, key=lambda name: (name != CONTENT_TYPES, name)):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = _READ_WRITE
            archive.writestr(info, members[name])
    return stream.getvalue()


def parse(xml: bytes, name: str) -> Element:
    """Return the root of a part.

    Raises ``ReadError`` that names the part where the XML is broken or declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ReadError(f"The part {name} of the Word file is damaged.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"The part {name} of the Word file declares a document type.")
    return root


def written(root: Element) -> bytes:
    """Return the bytes of a part."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def is_xml(name: str) -> bool:
    """Return whether a part is XML, by its name."""
    return name.endswith((".xml", ".rels", ".vml"))


class Relation(Frozen):
    """One relationship: its id, its type's last word, and the part or address it leads to."""

    id: str
    kind: str
    target: str
    external: bool


def rels_name(part: str) -> str:
    """Return the name of the part that holds a part's relationships; ``""`` is the package."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def relations_of(members: Mapping[str, bytes], part: str) -> tuple[Relation, ...]:
    """Return the relationships of a part, or of the package where ``part`` is empty."""
    name = rels_name(part)
    return _relations(members[name], part) if name in members else ()


# A finished file is asked for its parts some fifty times, and these two lists say where they are.
@lru_cache(maxsize=256)
def _relations(xml: bytes, part: str) -> tuple[Relation, ...]:
    return tuple(relation(node, part) for node in parse(xml, rels_name(part)).iter(RELATIONSHIP))


def relationships(members: Mapping[str, bytes], part: str) -> tuple[Element, ...]:
    """Return the relationships of a part as they are written."""
    name = rels_name(part)
    return tuple(parse(members[name], name).iter(RELATIONSHIP)) if name in members else ()


def relation(node: Element, owner: str) -> Relation:
    """Return a relationship of the part ``owner``; its target counts from the package's root."""
    target, external = node.get("Target", ""), node.get("TargetMode") == "External"
    if not external:
        joined = posixpath.join("/", posixpath.dirname(owner), target)
        target = posixpath.normpath(joined).lstrip("/")
    return Relation(node.get("Id", ""), node.get("Type", "").rpartition("/")[2], target, external)


def every_relation(members: Mapping[str, bytes]) -> Iterator[Relation]:
    """Yield the relationships of the package and of each part."""
    for part in ("", *sorted(members)):
        yield from relations_of(members, part)


def main_part(members: Mapping[str, bytes]) -> str:
    """Return the name of the part that holds the text; ``ReadError`` where there is none."""
    types = _types(members[CONTENT_TYPES])
    targets = (rel.target for rel in relations_of(members, "") if rel.kind == "officeDocument")
    main = next((one for one in targets if types.get(f"/{one}", "").endswith(_WORD_TEXT)), None)
    if main is None:
        raise ReadError("This is not a Word document. Save it in Word as a .docx file.")
    return main


def related(members: Mapping[str, bytes], kind: str) -> str | None:
    """Return the part of that kind, such as ``styles``, that the text leads to."""
    found = (rel.target for rel in relations_of(members, main_part(members)) if rel.kind == kind)
    return next((target for target in found if target in members), None)


def related_root(members: Mapping[str, bytes], kind: str) -> Element | None:
    """Return the root of the part of that kind that the text leads to."""
    name = related(members, kind)
    return parse(members[name], name) if name else None


def story_parts(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the parts that hold paragraphs: the text first, headers, footers, notes."""
    main = main_part(members)
    relations = relations_of(members, main)
    targets = {rel.target for rel in relations if rel.kind in _STORIES and rel.target in members}
    return (main, *sorted(targets))


def reached(members: Mapping[str, bytes], *starts: str) -> Iterator[str]:
    """Yield the parts that some parts lead to, each once; ``''`` is the package itself."""
    seen, waiting = set(starts), list(starts)
    while waiting:
        for led_to in relations_of(members, waiting.pop()):
            target = led_to.target
            if not led_to.external and target in members and target not in seen:
                seen.add(target)
                waiting.append(target)
                yield target


def only_reached(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts that something leads to, from the package on."""
    kept = {CONTENT_TYPES, *reached(members, "")}
    return without_parts(members, {part for part in members if not part.endswith(".rels")} - kept)


def without_parts(members: Mapping[str, bytes], parts: Container[str]) -> dict[str, bytes]:
    """Return the other parts, without the relationships and the content types of these."""
    types = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    drop(*(n for n in types.iter(OVERRIDE) if n.get("PartName", "").lstrip("/") in parts))
    gone = {name for part in members if part in parts for name in (part, rels_name(part))}
    left = {name: data for name, data in members.items() if name not in gone}
    return {**left, CONTENT_TYPES: written(types)}


def type_of(types: Mapping[str, str], part: str) -> str:
    """Return the content type of a part, by its name or its ending; nothing where none is given."""
    return types.get(f"/{part}") or types.get("." + part.rpartition(".")[2].lower(), "")


def content_types(members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content types: of ``/part`` by its name, of ``.xml`` by its ending."""
    return dict(_types(members[CONTENT_TYPES]))


@lru_cache(maxsize=64)
def _types(xml: bytes) -> Mapping[str, str]:
    root = parse(xml, CONTENT_TYPES)
    types = {node.get("PartName", ""): node.get("ContentType", "") for node in root.iter(OVERRIDE)}
    for node in root.iter(DEFAULT):
        types["." + node.get("Extension", "").lower()] = node.get("ContentType", "")
    return types


def with_types(members: Mapping[str, bytes], types: Mapping[str, str]) -> dict[str, bytes]:
    """Return the parts with the content types of these parts stated, each once."""
    root = parse(members[CONTENT_TYPES], CONTENT_TYPES)
    drop(*(n for n in root.iter(OVERRIDE) if n.get("PartName", "").removeprefix("/") in types))
    for part, content_type in types.items():
        etree.SubElement(root, OVERRIDE, PartName=f"/{part}", ContentType=content_type)
    return {**members, CONTENT_TYPES: written(root)}


def with_relations(
    members: Mapping[str, bytes], owner: str, relations: Iterable[dict[str, str]]
) -> dict[str, bytes]:
    """Return the parts with more relationships of a part, each given by its attributes."""
    name = rels_name(owner)
    root = parse(members.get(name, NO_RELATIONS), name)
    for attributes in relations:
        etree.SubElement(root, RELATIONSHIP, attributes)
    return {**members, name: written(root)}


def with_part(
    members: Mapping[str, bytes], owner: str, part: str, data: bytes, types: tuple[str, str]
) -> tuple[dict[str, bytes], str]:
    """Return the parts with one more that a part leads to, and the id by which it does.

    ``types`` are the content type of the new part and the type of the relationship.
    """
    own = next(unused({rel.id for rel in relations_of(members, owner)}, "rId"))
    relations = [{"Id": own, "Type": types[1], "Target": f"/{part}"}]
    parts = with_relations({**members, part: data}, owner, relations)
    return with_types(parts, {part: types[0]}), own


def unused(taken: Container[str | None], prefix: str = "", start: int = 1) -> Iterator[str]:
    """Yield the numbers that are not taken yet, in order, each after the prefix of such ids."""
    return (own for n in count(start) if (own := f"{prefix}{n}") not in taken)


class Links(Frozen):
    """The addresses that one part leads to; an address that is used twice has one id."""

    made: dict[str, str]
    free: Iterator[str]

    def id_of(self, address: str) -> str:
        """Return the relationship id of an address.

        Only web and e-mail addresses are let through: others can run programs or open shares.
        The border refuses them (PK-312), so one that comes here is a bug.
        """
        assert address.lower().startswith(("http://", "https://", "mailto:")), address
        if address not in self.made:
            self.made[address] = next(self.free)
        return self.made[address]


def links_of(members: Mapping[str, bytes], part: str) -> Links:
    """Return the links of a part, none made yet."""
    return Links({}, unused({rel.id for rel in relations_of(members, part)}, "rId"))


def with_links(members: Mapping[str, bytes], part: str, links: Links) -> dict[str, bytes]:
    """Return the parts with the links that were made written into the part's relationships."""
    if not links.made:
        return dict(members)
    relations = (
        {
            "Id": rel_id,
            "Type": f"{R_NS}/hyperlink",
            "Target": _UNSAFE_IN_ADDRESS.sub(lambda sign: f"%{ord(sign.group()):02X}", address),
            "TargetMode": "External",
        }
        for address, rel_id in links.made.items()
    )
    return with_relations(members, part, relations)


# --- Word's elements --------------------------------------------------------------------------

NUMBERED, SECTION_END = (f"{w('pPr')}/{w(name)}" for name in ("numPr", "sectPr"))

_CHILDREN = {
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark headers cellIns cellDel cellMerge tcPrChange"
    ),
    "rPr": (
        "ins del moveFrom moveTo "
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
    ),
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription tblPrChange"
    ),
    "sectPr": (
        "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings sectPrChange"
    ),
}
ORDERS = {
    w(tag): {
        w(name): rank for rank, names in enumerate(children.split()) for name in names.split("|")
    }
    for tag, children in _CHILDREN.items()
}


def in_order(properties: Element) -> bool:
    """Return whether the children are in the schema's order; unknown ones do not count."""
    order = ORDERS[str(properties.tag)]
    ranks = [order[str(child.tag)] for child in properties if str(child.tag) in order]
    return ranks == sorted(ranks)


def put_in_order(properties: Element) -> None:
    """Sort the children into the schema's order; those of other namespaces go last."""
    if not in_order(properties):
        order = ORDERS[str(properties.tag)]
        properties[:] = sorted(properties, key=lambda child: order.get(str(child.tag), 999))


def put_all_in_order(root: Element) -> bool:
    """Put the properties of a part into the schema's order; return whether any were not.

    Word writes them so, other programs may not, and what they say is the same in any order.
    """
    found = [node for node in root.iter(*ORDERS) if not in_order(node)]
    for node in found:
        put_in_order(node)
    return bool(found)


def element(tag: str, /, *children: Element, **attributes: str) -> Element:
    """Return an element of Word's, with its attributes and children."""
    made = etree.Element(w(tag), {w(name): value for name, value in attributes.items()})
    made.extend(children)
    return made


def put(properties: Element, name: str, **attributes: str) -> Element:
    """Set one of Word's properties, in place of what was there, and return it."""
    drop(*properties.findall(w(name)))
    made = element(name, **attributes)
    properties.append(made)
    put_in_order(properties)
    return made


def properties_of(parent: Element, name: str) -> Element:
    """Return the properties element of a run or cell; it comes first, and is made if need be."""
    found = parent.find(w(name))
    if found is None:
        found = element(name)
        parent.insert(0, found)
    return found


_BREAKS = re.compile("([\n\t])")
_SIGNS = {"\n": "br", "\t": "tab"}


def elements(words: str) -> Iterator[Element]:
    """Yield what a run holds for these words: texts, line breaks, tabs."""
    for part in filter(None, _BREAKS.split(words)):
        yield element(_SIGNS[part]) if part in _SIGNS else text_element(part)


def text_element(words: str) -> Element:
    """Return the element that holds words, white space and all."""
    made = element("t")
    made.set(SPACE, "preserve")
    made.text = words
    return made


def run_of(look: Element | None, *children: Element) -> Element:
    """Return a run of that look, which is copied."""
    return element("r", *([] if look is None else [deepcopy(look)]), *children)
