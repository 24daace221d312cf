"""What a template brings along unseen, which would travel into every paper.

A template may have come by mail, so what is not known to be harmless is a finding that says where
it is: programs, what Word would fetch or work out, and what nobody sees (``template_unseen``).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from paperkit.errors import ReadError
from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.word.package import (
    CONTENT_TYPES,
    OFFICE,
    R_NS,
    RELS_NS,
    Element,
    Relation,
    content_types,
    every_relation,
    is_xml,
    parse,
    relation,
    relationships,
    type_of,
    unpack,
    value_of,
    w,
    words_in,
)
from paperkit.word.styles import styles_of
from paperkit.word.template_unseen import Fault, called, filled_parts, hidden_words, stray_tags

_MICROSOFT = "http://schemas.microsoft.com/office"
_RELATIONS = frozenset(
    {
        *(
            f"{R_NS}/{kind}"
            for kind in (
                "officeDocument", "extended-properties", "custom-properties", "styles", "numbering",
                "settings", "webSettings", "fontTable", "font", "theme", "themeOverride", "header",
                "footer", "footnotes", "endnotes", "image", "hyperlink", "chart", "chartUserShapes",
                "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors",
            )
        ),
        f"{RELS_NS}/metadata/core-properties",
        f"{_MICROSOFT}/2007/relationships/stylesWithEffects",
        f"{_MICROSOFT}/2007/relationships/diagramDrawing",
        f"{_MICROSOFT}/2011/relationships/chartStyle",
        f"{_MICROSOFT}/2011/relationships/chartColorStyle",
    }
)  # fmt: skip
_CHART_WORKBOOK = (f"{R_NS}/package", f"{OFFICE}.spreadsheetml.sheet")
_CHART = f"{OFFICE}.drawingml.chart+xml"
_SVG = "image/svg+xml"
_TYPES = frozenset(
    {
        "application/vnd.openxmlformats-package.relationships+xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.ms-word.stylesWithEffects+xml",
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        "application/vnd.ms-office.chartstyle+xml",
        "application/vnd.ms-office.chartcolorstyle+xml",
        "application/x-fontdata", "application/x-font-ttf",
        *(
            f"{OFFICE}.{kind}"
            for kind in (
                "extended-properties+xml", "custom-properties+xml", "theme+xml",
                "themeOverride+xml", "obfuscatedFont", "drawingml.chart+xml",
                "drawingml.chartshapes+xml", "drawingml.diagramData+xml",
                "drawingml.diagramLayout+xml", "drawingml.diagramStyle+xml",
                "drawingml.diagramColors+xml",
            )
        ),
        *(
            f"{OFFICE}.wordprocessingml.{kind}+xml"
            for kind in (
                "document.main", "styles", "stylesWithEffects", "numbering", "settings",
                "webSettings", "fontTable", "header", "footer", "footnotes", "endnotes",
            )
        ),
        *(
            f"image/{kind}"
            for kind in (
                "png", "jpeg", "jpg", "gif", "bmp", "tiff", "x-emf", "x-wmf", "emf", "wmf",
                "svg+xml",
            )
        ),
    }
)  # fmt: skip
_PROGRAMS = frozenset({"vbaProject", "wordVbaData", "control", "oleObject", "package", "aFChunk"})
_FIELDS = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "NOTEREF",
        "STYLEREF", "SEQ", "HYPERLINK", "TITLE", "SUBJECT", "DOCPROPERTY",
    }
)  # fmt: skip
_CHANGES = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))
_CHANGED_LOOKS = tuple(
    w(name) for name in (
        "pPrChange", "rPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange",
        "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\\]", re.IGNORECASE)
# What the proof of a paper lets through.
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_HARMFUL = re.compile(
    r"\s*(?:file:|\\\\|javascript:|vbscript:|data:text|ms-[a-z]+:)", re.IGNORECASE
)
_VML = "urn:schemas-microsoft-com:"
# A style sheet has ten thousand attributes: whether any of them may lead anywhere is asked of all
# at once, before each is looked at by itself.
_VALUES: Any = etree.XPath("//@*", smart_strings=False)
_OLD_DRAWINGS = etree.XPath(f"//*[starts-with(namespace-uri(), '{_VML}')]")
_LEADING = frozenset({"src", "href", "althref"})
_ARGUMENT = re.compile(r'"[^"]*"|[^\s"]+')
_WITH_WORDS = frozenset({"\\l", "\\o", "\\t"})  # switches of a link that words follow


# --- What may do harm --------------------------------------------------------------------------


def unsafe(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield what a template brings along that no paper may have (PK-609 to PK-615)."""
    types = content_types(members)
    programs = dict.fromkeys(name.rpartition("/")[2] for name in _programs(members, types))
    if programs:
        for name in programs:
            message = f"The template has a program or an object inside it: {quoted(name)}."
            yield Fault("PK-609", message, value=name)
        return
    yield from _strangers(members, types)
    for rel in every_relation(members):
        harmless = rel.kind == "hyperlink" and _ADDRESS.fullmatch(rel.target)
        has_tag = rel.kind == "hyperlink" and "{{" in rel.target
        if rel.external and not harmless and not has_tag:
            message = f"The template leads to {quoted(rel.target)} ({rel.kind})."
            yield Fault("PK-610", message, value=rel.target)
    styles, filled = styles_of(members), filled_parts(members)
    for part in sorted(members):
        if type_of(types, part) == _SVG:
            yield from _of_picture(members[part], part)
        elif is_xml(part):
            root = parse(members[part], part)
            yield from _of_addresses(root, part)
            yield from _of_fields(root, part)
            yield from _of_changes(root, part)
            yield from hidden_words(root, styles, part)
            yield from stray_tags(root, part in filled, part, called(part, type_of(types, part)))


def _of_changes(root: Element, part: str) -> Iterator[Fault]:
    """Yield each tracked change of words; of looks and rows one a paragraph (PK-612).

    Papers would show them, with the name of whoever made them.
    """
    reported = set[Element]()
    for node in root.iter(*_CHANGES, *_CHANGED_LOOKS):
        home = next(node.iterancestors(w("p"), w("tr"), w("tbl")), node)
        words = "".join(text.text or "" for text in node.iter(w("t"), w("delText")))
        if not words and home in reported:
            continue
        reported.add(home)
        said = f": {quoted(words)}" if words else f" at {quoted(words_in(home))}"
        message = f"The template has a tracked change{said}."
        yield Fault("PK-612", message, value=words, part=part, node=node)


def _programs(members: Mapping[str, bytes], types: Mapping[str, str]) -> Iterator[str]:
    """Yield each program, and each object of another program, by its part or content type."""
    yield from (kind for kind in types.values() if "macroEnabled" in kind)
    yield from (name for name in members if name.lower().endswith("vbaproject.bin"))
    for owner, rel, node in _relations_by_owner(members):
        if rel.kind in _PROGRAMS and not rel.external:
            kinds = node.get("Type", ""), type_of(types, rel.target)
            of_chart = type_of(types, owner) == _CHART and kinds == _CHART_WORKBOOK
            if not (of_chart and _plain_workbook(members.get(rel.target, b""))):
                yield rel.target


def _strangers(members: Mapping[str, bytes], types: Mapping[str, str]) -> Iterator[Fault]:
    """Yield each part that is not known to be harmless, by its type or by what leads to it."""
    strange = {
        rel.target: node.get("Type", "")
        for _, rel, node in _relations_by_owner(members)
        if not rel.external and node.get("Type", "") not in {*_RELATIONS, _CHART_WORKBOOK[0]}
    }
    workbooks = {rel.target for rel in every_relation(members) if rel.kind == "package"}
    for part in sorted(members.keys() - workbooks - {CONTENT_TYPES}):
        if type_of(types, part) not in _TYPES:
            strange[part] = type_of(types, part)
    for part, kind in strange.items():
        said = kind.rpartition("/")[2] or "no type"
        message = f"The template has {quoted(part)} inside it ({said}), which papers do not use."
        yield Fault("PK-614", message, value=part)


def _relations_by_owner(
    members: Mapping[str, bytes],
) -> Iterator[tuple[str, Relation, Element]]:
    for owner in ("", *sorted(members)):
        yield from ((owner, relation(node, owner), node) for node in relationships(members, owner))


def _plain_workbook(package: bytes) -> bool:
    """Return whether a chart's workbook holds neither programs nor ways to other files."""
    try:
        members = unpack(package)
        types = content_types(members).values()
        relations = tuple(every_relation(members))
    except ReadError:
        return False
    return not any("macro" in kind.lower() or "vba" in kind.lower() for kind in types) and not any(
        rel.external or rel.kind in (*_PROGRAMS, "connections", "externalLink") for rel in relations
    )


def _of_picture(svg: bytes, part: str) -> Iterator[Fault]:
    """Yield a finding where a drawing (SVG) holds a program, or leads out of itself."""
    try:
        nodes = list(parse(svg, part).iter(etree.Element))
    except ReadError:
        nodes = []
    name = part.rpartition("/")[2]
    is_program = not nodes or any(
        etree.QName(node).localname in ("script", "foreignObject", "iframe", "handler", "set")
        or any(etree.QName(key).localname.lower().startswith("on") for key in node.attrib)
        for node in nodes
    )
    if is_program:
        message = f"The template has a program inside the picture {quoted(name)}."
        yield Fault("PK-609", message, value=name)
    for node in nodes:
        for key, value in node.attrib.items():
            is_link = etree.QName(key).localname in _LEADING
            inside = str(value).strip().startswith(("#", "data:image/"))
            styled = "url(" in str(value) and "url(#" not in str(value)
            if (is_link and not inside) or styled:
                yield _leads(str(value), f"the picture {name}")
        if etree.QName(node).localname == "style" and re.search(r"@import|url\(", node.text or ""):
            yield _leads((node.text or "").strip(), f"the picture {name}")


def _of_addresses(root: Element, part: str) -> Iterator[Fault]:
    """Yield what an attribute leads to: old drawings (VML) name addresses without relationships."""
    if part.endswith(".rels"):
        return
    may_lead = any(map(_HARMFUL.match, _VALUES(root))) or _OLD_DRAWINGS(root)
    for node in root.iter(etree.Element) if may_lead else ():
        old = (etree.QName(node).namespace or "").startswith(_VML)
        for key, typed in node.attrib.items():
            value, name = str(typed), etree.QName(key).localname
            leads = old and name in _LEADING and value and not value.startswith("#")
            fetched = leads and (name == "src" or not _SAFE_ADDRESS.match(value))
            if fetched or (_HARMFUL.match(value) and name != "instr"):
                yield _leads(value, f"{name} of {etree.QName(node).localname}", part, node)
    for node in root.iter(w("mailMerge")):
        query = value_of(node, "query") or value_of(node, "connectString") or ""
        yield _leads(query, "a mail merge")


def _leads(target: str, what: str, part: str = "", node: Element | None = None) -> Fault:
    message = f"The template leads to {quoted(target)} ({what})."
    return Fault("PK-610", message, value=target, part=part, node=node)


# --- Fields ------------------------------------------------------------------------------------


def _of_fields(root: Element, part: str) -> Iterator[Fault]:
    """Yield each field that papers do not use, or that another field works out (PK-611)."""
    for code, is_nested, node in _field_codes(root):
        words = _ARGUMENT.findall(code)
        name = words[0].upper() if words else ""
        harmless = name in _FIELDS and not is_nested
        if name == "HYPERLINK":
            harmless = harmless and all(map(_SAFE_ADDRESS.match, _addresses(words[1:])))
        if not harmless:
            how = " within the code of another field" if is_nested else ""
            message = f"The template has the field {quoted(code.strip())}{how}."
            yield Fault("PK-611", message, value=code.strip(), part=part, node=node)


def _addresses(arguments: list[str]) -> Iterator[str]:
    """Yield what a link leads to; the words that follow a switch, such as a bookmark, are none."""
    waiting = iter(arguments)
    for word in waiting:
        if word.lower() in _WITH_WORDS:
            next(waiting, None)
        elif not word.startswith("\\") or word.startswith("\\\\"):
            yield word.strip('"')


class _OpenField(Frozen):
    """A field that has begun: whether within another's code, its code so far, is its result on."""

    nested: bool
    code: list[str]
    node: Any
    shown: bool = False


def _field_codes(root: Element) -> Iterator[tuple[str, bool, Element]]:
    """Yield the code of each field, whether it is within the code of another, where it begins.

    Word may cut a code into runs anywhere.
    """
    fields = [_OpenField(nested=False, code=[], node=root, shown=True)]
    for node in root.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("delInstrText")):
        top, kind = fields[-1], node.get(w("fldCharType"))
        if node.tag == w("fldSimple"):
            yield node.get(w("instr"), ""), not top.shown, node
        elif node.tag != w("fldChar"):
            top.code.append(node.text or "")
        elif kind == "begin":
            fields.append(_OpenField(nested=not top.shown, code=[], node=node))
        elif len(fields) > 1:
            # The code is whole at the separator and at the end, of which one may be lacking.
            if top.code:
                yield "".join(top.code), top.nested, top.node
            fields.pop()
            if kind == "separate":
                fields.append(_OpenField(top.nested, code=[], node=top.node, shown=True))
    yield from (("".join(one.code), one.nested, one.node) for one in fields if one.code)
