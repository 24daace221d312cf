"""The names that Word's format gives to things (ECMA-376 part 1; transitional namespaces)."""

from lxml.etree import _Element

Element = _Element

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"

DOC_PR = f"{{{WP_NS}}}docPr"
FALLBACK = f"{{{MC_NS}}}Fallback"
R_ID = f"{{{R_NS}}}id"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """Return the full name of one of Word's elements or attributes."""
    return f"{{{W_NS}}}{name}"


def value_of(parent: Element | None, name: str) -> str | None:
    """Return ``w:val`` of the child of that name, or None where there is no such child."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(w("val"))


def is_on(parent: Element | None, name: str) -> bool:
    """Return whether a yes-or-no child is there and not switched off (17.17.4)."""
    child = None if parent is None else parent.find(w(name))
    return child is not None and child.get(w("val"), "1") not in ("0", "false", "off")
