"""Word's own elements: how they are made, in which order they are, and a file's styles.

The order of the children of a properties element is the schema's (ECMA-376, wml.xsd): Word calls
some files that break it unreadable, and every validator objects. Styles are found by the names
that people see in Word.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from paperkit.errors import PackError
from paperkit.frozen import Frozen
from paperkit.word.package import SPACE, Element, value_of, w

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


def element(tag: str, /, *children: Element, **attributes: str) -> Element:
    """Return an element of Word's, with its attributes and children."""
    made = etree.Element(w(tag))
    for attribute, value in attributes.items():
        made.set(w(attribute), value)
    made.extend(children)
    return made


def put(properties: Element, name: str, **attributes: str) -> Element:
    """Set one of Word's properties, in place of what was there, and return it."""
    for former in properties.findall(w(name)):
        properties.remove(former)
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


def styled(node: Element, style: str) -> Element:
    """Return a paragraph or run, of a style by its id from now on."""
    kind = "p" if node.tag == w("p") else "r"
    put(properties_of(node, f"{kind}Pr"), f"{kind}Style", val=style)
    return node


_BREAKS = re.compile("([\n\t])")


def elements(words: str) -> Iterator[Element]:
    """Yield what a run holds for these words: texts, line breaks, tabs."""
    for part in _BREAKS.split(words):
        if part in ("\n", "\t"):
            yield element("br" if part == "\n" else "tab")
        elif part:
            yield text_element(part)


def text_element(words: str) -> Element:
    """Return the element that holds words, white space and all."""
    made = element("t")
    made.set(SPACE, "preserve")
    made.text = words
    return made


def run_of(look: Element | None, *children: Element) -> Element:
    """Return a run of that look, which is copied."""
    return element("r", *([] if look is None else [deepcopy(look)]), *children)


class Style(Frozen):
    """One style: its id, the name seen in Word, what it is for, what it is based on."""

    id: str
    name: str
    kind: str
    based_on: str
    node: Element


class Styles(Frozen):
    """The styles of one file by id, and their ids by kind and name in small letters."""

    by_id: Mapping[str, Style]
    ids: Mapping[tuple[str, str], str]
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
        if (kind, name.lower()) not in self.ids:
            raise PackError(
                f"The template has no {kind} style called '{name}'. Add one in Word and save it."
            )
        return self.ids[kind, name.lower()]


def read_styles(root: Element | None) -> Styles:
    """Return the styles of a styles part; none where the file has no such part."""
    by_id, ids, default = {}, dict[tuple[str, str], str](), ""
    for node in () if root is None else root.iter(w("style")):
        own = node.get(w("styleId"), "")
        kind = node.get(w("type"), "paragraph")
        name, based_on = value_of(node, "name") or "", value_of(node, "basedOn") or ""
        by_id[own] = Style(own, name, kind, based_on, node)
        ids.setdefault((kind, name.lower()), own)
        is_default = node.get(w("default")) in ("1", "true", "on")
        if kind == "paragraph" and is_default and not default:
            default = own
    return Styles(by_id, ids, default)


def state_language(root: Element, language: str) -> None:
    """Write the language of the text into the defaults of a styles part."""
    defaults = properties_of(properties_of(root, "docDefaults"), "rPrDefault")
    look = properties_of(defaults, "rPr")
    stated = look.find(w("lang"))
    (put(look, "lang") if stated is None else stated).set(w("val"), language)


def language_of(root: Element) -> str:
    """Return the language that the defaults of a styles part state."""
    path = "/".join(w(name) for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    node = root.find(path)
    return "" if node is None else node.get(w("val"), "")
