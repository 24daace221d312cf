"""The number that Word prints before a paragraph.

Numbers are nowhere in the file: they follow from the paragraphs' styles and the list
definitions, and are counted here as Word counts them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from paperkit.papers.word.names import Element, value_of, w
from paperkit.papers.word.numbering import Level, WordList, read_lists
from paperkit.papers.word.numerals import BULLET, numeral
from paperkit.papers.word.styles import Styles

_LEVEL_MARK = re.compile("%([1-9])")


@dataclass(frozen=True)
class Item:
    """A paragraph's place: which list (``w:numId``), which level of it."""

    number: str
    level: int


@dataclass(frozen=True)
class _Count:
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
