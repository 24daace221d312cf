"""Numbers of paragraphs, said again by the program that saved a template.

LibreOffice writes at each paragraph the list, the level and the indent that its style gives it.
Whoever made the template set them once, in the style; what only repeats it comes off again.
"""

from paperkit.word.package import NUMBERED, Element, child_of, drop, value_of, w
from paperkit.word.styles import Styles


def without_repeated_numbers(root: Element, styles: Styles) -> bool:
    """Take off what paragraphs of a part repeat of their styles' numbers; return if any did."""
    found = [node for node in root.iter(w("numPr")) if _is_of_style(node, styles)]
    for node in found:
        properties = node.getparent()
        indent = child_of(properties, "ind")
        of_style = _first(properties, f"{w('pPr')}/{w('ind')}", styles)
        if indent is not None and of_style is not None and indent.attrib == of_style.attrib:
            drop(indent)
    drop(*found)
    return bool(found)


def _is_of_style(number: Element, styles: Styles) -> bool:
    properties = number.getparent()
    holder = None if properties is None else properties.getparent()
    if holder is None or holder.tag != w("p"):
        return False
    return _said(number) == _said(_first(properties, NUMBERED, styles))


def _first(properties: Element | None, path: str, styles: Styles) -> Element | None:
    """Return what the nearest style of a paragraph says that says anything of it."""
    chain = styles.chain(value_of(properties, "pStyle"))
    found = (style.node.find(path) for style in chain)
    return next((node for node in found if node is not None), None)


def _said(number: Element | None) -> tuple[str, str]:
    """Return a list and a level; the list 0 is not a number, whatever the level."""
    listed = value_of(number, "numId") or "0"
    return listed, "" if listed == "0" else value_of(number, "ilvl") or "0"
