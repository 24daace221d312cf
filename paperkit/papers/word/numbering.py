"""A file's lists as its numbering part defines them: levels, starts, overrides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from paperkit.papers.word.names import Element, is_on, value_of, w
from paperkit.papers.word.styles import Styles


@dataclass(frozen=True)
class Level:
    """One level of a list. ``restart`` is ``w:lvlRestart``: None where the rule is the usual."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    in_figures: bool = False


@dataclass(frozen=True)
class WordList:
    """What a ``w:num`` comes to: the list that it counts in, its levels, where it starts anew."""

    counts_in: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def level_of_style(self, style_id: str) -> int | None:
        """Return the level that names a style, if any does."""
        found = (n for n, level in self.levels.items() if level.style == style_id)
        return next(found, None)


def read_lists(root: Element | None, styles: Styles) -> dict[str, WordList]:
    """Return the lists by the id that paragraphs and styles give (``w:numId``)."""
    if root is None:
        return {}
    abstract = {node.get(w("abstractNumId"), ""): node for node in root.findall(w("abstractNum"))}
    nums = {node.get(w("numId"), ""): node for node in root.findall(w("num"))}
    found = {}
    for number, node in nums.items():
        base = _abstract_of(node, abstract, nums, styles)
        if base is not None:
            found[number] = _list(node, base)
    return found


def _abstract_of(
    num: Element, abstract: Mapping[str, Element], nums: Mapping[str, Element], styles: Styles
) -> Element | None:
    """Return the definition that a list rests on, through the list style that it may name."""
    base = abstract.get(value_of(num, "abstractNumId") or "")
    style = styles.by_id.get(value_of(base, "numStyleLink") or "")
    if style is None:
        return base
    linked = nums.get(value_of(style.node.find(f"{w('pPr')}/{w('numPr')}"), "numId") or "")
    return base if linked is None else abstract.get(value_of(linked, "abstractNumId") or "")


def _list(num: Element, base: Element) -> WordList:
    levels = {int(node.get(w("ilvl"), "0")): _level(node) for node in base.findall(w("lvl"))}
    starts = {}
    for override in num.findall(w("lvlOverride")):
        number = int(override.get(w("ilvl"), "0"))
        own = override.find(w("lvl"))
        start = value_of(override, "startOverride")
        if own is not None:
            levels[number] = _level(own)
            starts[number] = levels[number].start
        if start is not None:
            starts[number] = int(start)
            levels[number] = replace(levels.get(number, Level()), start=int(start))
    return WordList(base.get(w("abstractNumId"), ""), levels, starts)


def _level(node: Element) -> Level:
    restart = value_of(node, "lvlRestart")
    return Level(
        int(value_of(node, "start") or "0"),
        value_of(node, "numFmt") or "decimal",
        value_of(node, "lvlText") or "",
        None if restart is None else int(restart),
        value_of(node, "pStyle") or "",
        is_on(node, "isLgl"),
    )
