"""Lists that start where they should: each a ``w:num`` of its own that says where it begins.

Paragraphs of one style count on through the whole text unless their list starts anew; that is how
every engine lets "(1)" lists run on (design, section 7).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from lxml import etree

from paperkit.errors import PackError
from paperkit.frozen import Frozen
from paperkit.word.numbers import WordList, read_lists
from paperkit.word.package import Element, value_of, w
from paperkit.word.values import Block, ListItem, ListMarker
from paperkit.word.wml import Styles

STYLES: Mapping[ListMarker, str] = {
    ListMarker.NUMBER: "List (1)",
    ListMarker.LETTER: "List a)",
    ListMarker.ROMAN: "List (i)",
}
BULLETS = ("List Bullet", "List Bullet 2")


def style_of(item: ListItem) -> str:
    """Return the name of the style that an item takes."""
    if item.marker is ListMarker.BULLET:
        return BULLETS[min(item.depth, len(BULLETS)) - 1]
    return STYLES[item.marker]


class Counted(Frozen):
    """Where an item counts: its list and the level of it."""

    number: str
    level: int


class _Begun(Frozen):
    """A list that is open at some depth: where it counts, on which definition, its last item."""

    counted: Counted
    rests_on: str
    last: ListItem


class Lists(Frozen):
    """The numbering part of a file, to which lists are added."""

    root: Element | None
    styles: Styles
    there: Mapping[str, WordList]

    def begin(self, style: str, number: int) -> tuple[Counted, str]:
        """Return a new list that begins with a number, and the definition that it rests on.

        Raises ``PackError`` where the style takes no number from a list of the file.
        """
        listed, level = self.home(style)
        assert self.root is not None
        taken = {node.get(w("numId")) for node in self.root.iter(w("num"))}
        own = next(str(n) for n in count(1) if str(n) not in taken)
        node = etree.Element(w("num"))
        node.set(w("numId"), own)
        etree.SubElement(node, w("abstractNumId")).set(w("val"), listed.counts_in)
        override = etree.SubElement(node, w("lvlOverride"))
        override.set(w("ilvl"), str(level))
        etree.SubElement(override, w("startOverride")).set(w("val"), str(number))
        self.root.findall(w("num"))[-1].addnext(node)
        return Counted(own, level), listed.counts_in

    def home(self, style: str) -> tuple[WordList, int]:
        """Return the list and level from which a style takes its number; else ``PackError``."""
        found = self.found(self.styles.id_of(style, "paragraph"))
        if found is None:
            raise PackError(
                f"The style '{style}' of the template has no number. In Word, link it to a level "
                "of a multilevel list, and save the template."
            )
        return found

    def found(self, style_id: str) -> tuple[WordList, int] | None:
        """Return the list and level from which a style takes its number, where there is one."""
        chain = list(self.styles.chain(style_id))
        for one in chain:
            properties = one.node.find(f"{w('pPr')}/{w('numPr')}")
            listed = self.there.get(value_of(properties, "numId") or "")
            if listed is not None:
                named = (listed.level_of_style(each.id) for each in chain)
                stated = int(value_of(properties, "ilvl") or "0")
                return listed, next((level for level in named if level is not None), stated)
        return None


def lists_of(root: Element | None, styles: Styles) -> Lists:
    """Return the lists of a file as its numbering part has them."""
    return Lists(root, styles, read_lists(root, styles))


def counted(blocks: Iterable[Block], lists: Lists) -> Iterator[tuple[Block, Counted | None]]:
    """Yield each block with the list that it counts in, where it is a numbered item.

    A list is printed with the numbers that were typed: where they do not follow each other, a
    new list begins.
    """
    begun: dict[int, _Begun] = {}
    last: ListItem | None = None
    for block in blocks:
        if not isinstance(block, ListItem):
            begun, last = {}, None
            yield block, None
            continue
        begun = {depth: one for depth, one in begun.items() if depth <= block.depth}
        if block.marker is ListMarker.BULLET:
            begun.pop(block.depth, None)
            yield block, None
        else:
            begun[block.depth] = _next(begun, block, last, lists)
            yield block, begun[block.depth].counted
        last = block


def _next(
    begun: Mapping[int, _Begun], item: ListItem, last: ListItem | None, lists: Lists
) -> _Begun:
    style = style_of(item)
    before = begun.get(item.depth)
    follows = before and before.last.number + 1 == item.number
    if before and follows and before.last.marker is item.marker:
        return _Begun(before.counted, before.rests_on, item)
    above = begun.get(item.depth - 1)
    listed, level = lists.home(style)
    if above and above.last is last and item.number == 1 and _restarts(above, listed, level):
        return _Begun(Counted(above.counted.number, level), above.rests_on, item)
    made, rests_on = lists.begin(style, item.number)
    return _Begun(made, rests_on, item)


def _restarts(above: _Begun, listed: WordList, level: int) -> bool:
    """Return whether a level begins at 1 by itself after an item of the list above it."""
    own = listed.levels.get(level)
    usual = own is not None and own.restart is None and own.start == 1
    return usual and above.rests_on == listed.counts_in and above.counted.level < level
