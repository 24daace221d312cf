"""The styles of a Word file: which there are, which an element is of, what each is based on.

Elements name a style by its id (17.3.1.27), and people by the name that they see in Word. Ids
differ with the language of the Word that made them, so a pack's styles are looked for by name.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from paperkit.errors import PackError
from paperkit.frozen import Frozen
from paperkit.word.package import Element, parse, properties_of, put, related, value_of, w

STYLE_KINDS = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
"""The elements that name a style, each with the kind that it is of."""


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
        if kind == "paragraph" and node.get(w("default")) in ("1", "true", "on"):
            default = default or own
    return Styles(by_id, ids, default)


def styles_of(members: Mapping[str, bytes]) -> Styles:
    """Return the styles of a Word file, to be read and not changed; none where it has no such part.

    Each step that a file passes asks for them, and they are read once.
    """
    name = related(members, "styles")
    return _styles_in(name, members[name]) if name else read_styles(None)


@lru_cache(maxsize=16)
def _styles_in(name: str, part: bytes) -> Styles:
    return read_styles(parse(part, name))


def styled(node: Element, style: str) -> Element:
    """Return a paragraph or run, of a style by its id from now on."""
    kind = "p" if node.tag == w("p") else "r"
    put(properties_of(node, f"{kind}Pr"), f"{kind}Style", val=style)
    return node
