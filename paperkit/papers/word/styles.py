"""A file's styles, found by the names that people see in Word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from paperkit.errors import PackError
from paperkit.papers.word.names import Element, value_of, w


@dataclass(frozen=True)
class Style:
    """One style: its id, the name seen in Word, what it is for, what it is based on."""

    id: str
    name: str
    kind: str
    based_on: str
    node: Element


@dataclass(frozen=True)
class Styles:
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
