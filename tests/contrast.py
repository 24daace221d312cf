"""The pairs of colours that a reader of a web page has to tell apart."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import html

from paperkit.board.settings import contrast

WORDS, LINES = 4.5, 3.0  # at least to one, by WCAG 2.2, 1.4.3 and 1.4.11
GROUND, INK = "FFFFFF", "000000"
# Lines that only lead the eye: nothing is lost to a reader who does not see them.
LEADING = frozenset({"D9D9D9"})

Rules = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Pair:
    """Words or a drawn line, its colours, the colour behind it, and what contrast it needs.

    A mark has the colours of its inside and of its edge: one of them has to stand out.
    """

    shown: str
    inks: tuple[str, ...]
    ground: str
    least: float

    @property
    def told(self) -> bool:
        """Return whether it can be told from what is behind it."""
        return max(contrast(ink, self.ground) for ink in self.inks) >= self.least


def pairs_of_page(page: str) -> Iterator[Pair]:
    """Yield what is written and drawn on a page with its colours."""
    root = html.document_fromstring(page)
    sheet = "".join(style.text or "" for style in root.iter("style"))
    yield from _within(root.find("body"), _rules(sheet), INK, GROUND)


def _rules(sheet: str) -> Rules:
    """Return the colours that each class and each tag gives, by selector."""
    found: dict[str, dict[str, str]] = {}
    for selector, said in re.findall(r"(?m)^(\.[\w-]+|\w+)\{([^{}]*)\}", sheet):
        for name, colour in re.findall(r"(?:^|;)(color|background):#([0-9A-Fa-f]{3,6})", said):
            whole = colour if len(colour) == 6 else "".join(one * 2 for one in colour)
            found.setdefault(selector, {})[name] = whole.upper()
    return found


def _within(node: html.HtmlElement, rules: Rules, ink: str, ground: str) -> Iterator[Pair]:
    if not isinstance(node.tag, str):
        return
    for selector in (node.tag, *(f".{one}" for one in node.get("class", "").split())):
        ink = rules.get(selector, {}).get("color", ink)
        ground = rules.get(selector, {}).get("background", ground)
    drawn = (node.get(name, "none").lstrip("#").upper() for name in ("fill", "stroke"))
    inks = tuple(one for one in drawn if re.fullmatch("[0-9A-F]{6}", one))
    if set(inks) - LEADING:
        yield Pair(f"{node.tag} {node.get('d', '')[:20]}", inks, ground, LINES)
    if any((text or "").strip() for text in (node.text, *(child.tail for child in node))):
        yield Pair(" ".join(node.text_content().split())[:40], (ink,), ground, WORDS)
    for child in node:
        yield from _within(child, rules, ink, ground)
