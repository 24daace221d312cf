"""The order in which the schema wants the children of a properties element (ECMA-376, wml.xsd).

Word calls some files that break it unreadable, and every validator objects.
"""

from lxml import etree

from paperkit.papers.word.names import W_NS, Element, w


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
