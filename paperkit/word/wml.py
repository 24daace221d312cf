"""The order in which the schema wants the children of a properties element (ECMA-376, wml.xsd).

Word calls some files that break it unreadable, and every validator objects.

Words as Word holds them: texts, breaks and tabs, in runs.

A file's styles, found by the names that people see in Word.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from paperkit.errors import PackError
from paperkit.frozen import Frozen
from paperkit.word.package import SPACE, W_NS, Element, value_of, w


def _ranks(names: str) -> dict[str, int]:
    return {w(name): rank for rank, name in enumerate(names.split())}


CELL = _ranks(
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
    "vAlign hideMark headers cellIns cellDel cellMerge tcPrChange"
)
RUN = _ranks(
    "ins del moveFrom moveTo "
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
    "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
PARAGRAPH = _ranks(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
TABLE = _ranks(
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription tblPrChange"
)
SECTION = _ranks(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
    "docGrid printerSettings sectPrChange"
) | {w("footerReference"): 0}

ORDERS = {
    w("tcPr"): CELL,
    w("rPr"): RUN,
    w("pPr"): PARAGRAPH,
    w("tblPr"): TABLE,
    w("sectPr"): SECTION,
}


def in_order(properties: Element) -> bool:
    """Return whether the children stand in the schema's order; unknown ones do not count."""
    order = ORDERS[str(properties.tag)]
    ranks = [order[str(child.tag)] for child in properties if str(child.tag) in order]
    return ranks == sorted(ranks)


def put_in_order(properties: Element) -> None:
    """Sort the children into the schema's order; those of other namespaces go last."""
    if not in_order(properties):
        order = ORDERS[str(properties.tag)]
        properties[:] = sorted(properties, key=lambda child: order.get(str(child.tag), 999))


def put(properties: Element, name: str, **attributes: str) -> None:
    """Set one of Word's properties, in place of what stood there."""
    for former in properties.findall(w(name)):
        properties.remove(former)
    child = etree.SubElement(properties, w(name))
    for attribute, value in attributes.items():
        child.set(f"{{{W_NS}}}{attribute}", value)
    put_in_order(properties)


def properties_of(parent: Element, name: str) -> Element:
    """Return the properties element of a run or cell; it stands first, and is made if need be."""
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        parent.insert(0, found)
    return found


_BREAKS = re.compile("([\n\t])")
_BREAK_NAMES = {"\n": w("br"), "\t": w("tab")}


def elements(words: str) -> Iterator[Element]:
    """Yield what a run holds for these words: texts, line breaks, tabs."""
    for part in _BREAKS.split(words):
        if part in _BREAK_NAMES:
            yield etree.Element(_BREAK_NAMES[part])
        elif part:
            yield text_element(part)


def text_element(words: str) -> Element:
    """Return the element that holds words, white space and all."""
    made = etree.Element(w("t"))
    made.set(SPACE, "preserve")
    made.text = words
    return made


def with_look(look: Element | None, *children: Element) -> Element:
    """Return a run of that look; the look is copied."""
    made = etree.Element(w("r"))
    if look is not None:
        made.append(deepcopy(look))
    made.extend(children)
    return made


class Style(Frozen):
    """One style: its id, the name seen in Word, what it is for, what it is based on."""

    id: str
    name: str
    kind: str
    based_on: str
    node: Element


class Styles(Frozen):
    """The styles of one file, by id."""

    by_id: Mapping[str, Style]
    default: str

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """Yield a paragraph's style and those that it is based on, nearest first."""
        seen: set[str] = set()
        current = style_id or self.default
        while current in self.by_id and current not in seen:
            seen.add(current)
            yield self.by_id[current]
            current = self.by_id[current].based_on

    def name_of(self, style_id: str | None) -> str:
        """Return the name of a paragraph's style; the id itself where there is no such style."""
        found = self.by_id.get(style_id or self.default)
        return found.name if found else style_id or "Normal"

    def id_of(self, name: str, kind: str = "character") -> str:
        """Return the id of the style of that name and kind, such as ``paragraph``.

        Raises ``PackError`` where the Word file of the pack has none.
        """
        for style in self.by_id.values():
            if style.kind == kind and style.name.lower() == name.lower():
                return style.id
        raise PackError(
            f"The template has no {kind} style called '{name}'. Add one in Word and save it."
        )


def read_styles(root: Element | None) -> Styles:
    """Return the styles of a styles part; none where the file has no such part."""
    found = [] if root is None else [_style(node) for node in root.iter(w("style"))]
    default = (
        style.id
        for style in found
        if style.kind == "paragraph" and style.node.get(w("default")) in ("1", "true", "on")
    )
    return Styles({style.id: style for style in found}, next(default, ""))


def _style(node: Element) -> Style:
    return Style(
        node.get(w("styleId"), ""),
        value_of(node, "name") or "",
        node.get(w("type"), "paragraph"),
        value_of(node, "basedOn") or "",
        node,
    )


def state_language(root: Element, language: str) -> None:
    """Write the language of the text into the defaults of a styles part."""
    node = root
    for name in ("docDefaults", "rPrDefault", "rPr", "lang"):
        child = node.find(w(name))
        if child is None:
            child = etree.SubElement(node, w(name))
            if name in ("docDefaults", "rPrDefault"):
                node.insert(0, child)
        node = child
    node.set(w("val"), language)


def language_of(root: Element) -> str:
    """Return the language that the defaults of a styles part state."""
    path = "/".join(w(name) for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    node = root.find(path)
    return "" if node is None else node.get(w("val"), "")
