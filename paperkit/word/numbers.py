"""A file's lists as its numbering part defines them: levels, starts, overrides.

How Word writes the number of a list item, by the name of its format (17.18.59).

The number that Word prints before a paragraph.

Numbers are nowhere in the file: they follow from the paragraphs' styles and the list
definitions, and are counted here as Word counts them.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from paperkit.frozen import Frozen, field, replace
from paperkit.word.package import Element, is_on, value_of, w
from paperkit.word.wml import Styles


class Level(Frozen):
    """One level of a list. ``restart`` is ``w:lvlRestart``: None where the rule is the usual."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    in_figures: bool = False


class WordList(Frozen):
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


BULLET = "•"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, number_format: str) -> str:
    """Return a number as a format writes it; a format not known here is written in figures."""
    return _FORMATS.get(number_format, str)(number)


def _roman(number: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        written += sign * times
    return written


def _letters(number: int) -> str:
    # After z come aa, bb, cc: the letter is repeated, as Word does.
    if number < 1:
        return ""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _nothing(_number: int) -> str:
    return ""


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": _nothing,
}


_LEVEL_MARK = re.compile("%([1-9])")


class Item(Frozen):
    """A paragraph's place: which list (``w:numId``), which level of it."""

    number: str
    level: int


class _Count(Frozen):
    """How far one list has come, level by level, and which of its parts have begun."""

    at: dict[int, int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


def printed_numbers(
    document: Element, numbering: Element | None, styles: Styles
) -> dict[Element, str]:
    """Return the printed number of each numbered paragraph of the text, such as ``1.1``.

    ``numbering`` is the root of the numbering part, None where the file has none. A bullet is
    given as ``•``. Paragraphs without a number are not in the result.
    """
    lists = read_lists(numbering, styles)
    counts: dict[str, _Count] = {}
    printed = {}
    for paragraph in document.iter(w("p")):
        item = item_of(paragraph, lists, styles)
        if item is not None:
            count = counts.setdefault(lists[item.number].counts_in, _Count())
            printed[paragraph] = _next(count, item, lists[item.number])
    return printed


def item_of(paragraph: Element, lists: Mapping[str, WordList], styles: Styles) -> Item | None:
    """Return where a paragraph counts, by itself or by its style; None where it has no number."""
    properties = paragraph.find(w("pPr"))
    direct = None if properties is None else properties.find(w("numPr"))
    style_id = value_of(properties, "pStyle")
    chain = [style.id for style in styles.chain(style_id)]
    of_styles = [styles.by_id[name].node.find(f"{w('pPr')}/{w('numPr')}") for name in chain]
    number = _first(value_of(node, "numId") for node in (direct, *of_styles))
    if number is None or number not in lists:
        return None
    level = value_of(direct, "ilvl") or _first(
        None if level is None else str(level) for level in map(lists[number].level_of_style, chain)
    )
    if level is None and value_of(direct, "numId") is None:
        level = _first(value_of(node, "ilvl") for node in of_styles)
    return Item(number, int(level or "0"))


def _first(found: Iterable[str | None]) -> str | None:
    return next((value for value in found if value is not None), None)


def _next(count: _Count, item: Item, word_list: WordList) -> str:
    level = word_list.levels.get(item.level, Level())
    start = word_list.starts.get(item.level)
    first_of_num = (item.number, item.level) not in count.begun
    count.begun.add((item.number, item.level))
    for above in range(item.level):
        count.at.setdefault(above, word_list.levels.get(above, Level()).start)
    if start is not None and first_of_num:
        count.at[item.level] = start
    elif item.level in count.at:
        count.at[item.level] += 1
    else:
        count.at[item.level] = level.start
    _restart_deeper(count, item.level, word_list)
    return _shown(count, item.level, word_list)


def _restart_deeper(count: _Count, reached: int, word_list: WordList) -> None:
    for deeper in [number for number in count.at if number > reached]:
        restart = word_list.levels.get(deeper, Level()).restart
        if restart is None or (restart > 0 and reached < restart):
            del count.at[deeper]


def _shown(count: _Count, reached: int, word_list: WordList) -> str:
    level = word_list.levels.get(reached, Level())
    if level.number_format == "bullet":
        return BULLET
    if level.number_format == "none":
        return _LEVEL_MARK.sub("", level.text)

    def figure(match: re.Match[str]) -> str:
        number = int(match.group(1)) - 1
        shown = word_list.levels.get(number, Level())
        wanted = "decimal" if level.in_figures else shown.number_format
        return numeral(count.at.get(number, shown.start), wanted)

    return _LEVEL_MARK.sub(figure, level.text)
