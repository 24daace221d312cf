"""Numbers of lists as Word prints them, and the fields that refer to them or list the contents.

Numbers are nowhere in the file: they follow from the paragraphs' styles and the list definitions,
and are counted here as Word counts them. Paragraphs of one style count on through the whole text
unless their list starts anew (that is how every engine lets "(1)" lists run on), so a list of long
text that begins gets a ``w:num`` of its own, which says where it begins.

Fields have their text in place without Word updating them: references, and lists of contents.
While the text is filled in, each is a field without text. When all is in, the paragraphs are
counted, and the text is written that Word would write on updating the field.

A point of a list is referred to by its paragraph and by each list around it, a field each: ``3.4``
``(1)`` ``a)``. Bookmarks: ``ref_name`` on a paragraph of which the number is printed; ``txt_name``
on a subheading or caption of which the words are, in quotation marks; ``apx_name`` around words
that are printed as they are, such as "Appendix 2". ``up1_name`` marks a paragraph on the way to
the point of a list.

A list of contents has an entry for each section: its printed number, its words, a link to it.
There are no page numbers, which no library can compute; so the field asks Word for none either
(``\\n``), and an update in Word gives the same entries (ECMA-376 part 1, 17.16.5.68). The list is
of what follows it, up to the end of the paper. A bookmark holds that (``\\b``), so that in a file
of several papers each list keeps to its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from paperkit.errors import PackError
from paperkit.frozen import Frozen, field, replace
from paperkit.word.package import (
    NUMBERED,
    SPACE,
    Element,
    child_of,
    drop,
    element,
    is_on,
    number_of,
    properties_of,
    put,
    run_of,
    text_element,
    unused,
    value_of,
    w,
    words_in,
)
from paperkit.word.styles import Styles, styled
from paperkit.word.values import Block, ListItem, ListMarker

BULLET = "•"
_LARGEST = 32_767  # Word counts no further
_STYLES = {
    ListMarker.NUMBER: ("List (1)",),
    ListMarker.LETTER: ("List a)",),
    ListMarker.ROMAN: ("List (i)",),
    ListMarker.BULLET: ("List Bullet", "List Bullet 2"),
}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def style_of(item: ListItem) -> str:
    """Return the name of the style that an item of long text takes."""
    names = _STYLES[item.marker]
    return names[min(item.depth, len(names)) - 1]


class ListPlace(Frozen):
    """Where a paragraph counts: its list (``w:numId``), and which level of it."""

    number: str
    level: int

    def put_on(self, paragraph: Element) -> None:
        """Let a paragraph count there by itself, whatever its style."""
        direct = put(properties_of(paragraph, "pPr"), "numPr")
        direct.extend((element("ilvl", val=str(self.level)), element("numId", val=self.number)))


class ListLevel(Frozen):
    """One level of a list. ``restart`` is ``w:lvlRestart``: None where the rule is the usual."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    in_figures: bool = False


class NumberedList(Frozen):
    """What a ``w:num`` comes to: the list that it counts in, its levels, where it starts anew."""

    counts_in: str
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int]

    def level(self, number: int) -> ListLevel:
        """Return a level, as Word takes it where the list does not define it."""
        return self.levels.get(number, ListLevel())


class Lists(Frozen):
    """The lists of a file by ``w:numId``, its numbering part, and the numbers for more lists."""

    root: Element | None
    styles: Styles
    there: dict[str, NumberedList]
    free: Iterator[str]
    places: dict[tuple[str | None, str | None], ListPlace | None] = field(default_factory=dict)

    def place_of(self, paragraph: Element) -> ListPlace | None:
        """Return where a paragraph counts, by itself or by its style; None if it has no number."""
        properties = child_of(paragraph, "pPr")
        direct = child_of(properties, "numPr")
        place = self.place_of_style(value_of(properties, "pStyle"), value_of(direct, "numId"))
        level = child_of(direct, "ilvl")
        return place if place is None or level is None else ListPlace(place.number, _value(level))

    def place_of_style(self, style_id: str | None, number: str | None = None) -> ListPlace | None:
        """Return where a style counts, None where it takes no number from a list of the file.

        ``number`` is the list that a paragraph of the style names itself.
        """
        if (style_id, number) not in self.places:
            chain = list(self.styles.chain(style_id))
            of_styles = [style.node.find(NUMBERED) for style in chain]
            numbers = (number, *(value_of(node, "numId") for node in of_styles))
            own = next((value for value in numbers if value is not None), "")
            listed, place = self.there.get(own), None
            if listed is not None:
                by_style = {level.style: n for n, level in reversed(list(listed.levels.items()))}
                levels = [by_style[style.id] for style in chain if style.id in by_style]
                if number is None:
                    stated = (child_of(node, "ilvl") for node in of_styles)
                    levels += [_value(node) for node in stated if node is not None]
                place = ListPlace(own, next(iter(levels), 0))
            self.places[style_id, number] = place
        return self.places[style_id, number]

    def home(self, style: str) -> ListPlace:
        """Return the list and level from which a style takes its number; else ``PackError``."""
        found = self.place_of_style(self.styles.id_of(style, "paragraph"))
        if found is None:
            raise PackError(
                f"The style '{style}' of the template has no number. In Word, link it to a level "
                "of a multilevel list, and save the template."
            )
        return found

    def begin(self, home: ListPlace, start: int) -> ListPlace:
        """Return that level of a new list, which begins with a number there."""
        assert self.root is not None
        own, listed = next(self.free), self.there[home.number]
        override = element(
            "lvlOverride", element("startOverride", val=str(start)), ilvl=str(home.level)
        )
        made = element("num", element("abstractNumId", val=listed.counts_in), override, numId=own)
        next(self.root.iterchildren(w("num"), reversed=True)).addnext(made)
        self.there[own] = replace(listed, starts={home.level: start})
        return ListPlace(own, home.level)


def lists_of(root: Element | None, styles: Styles) -> Lists:
    """Return the lists of a file as its numbering part has them; none where it has no such part."""
    nodes = () if root is None else root
    abstract = {n.get(w("abstractNumId"), ""): n for n in nodes if n.tag == w("abstractNum")}
    nums = {n.get(w("numId"), ""): n for n in nodes if n.tag == w("num")}
    there = {}
    for number, node in nums.items():
        base = abstract.get(value_of(node, "abstractNumId") or "")
        style = styles.by_id.get(value_of(base, "numStyleLink") or "")
        linked = None if style is None else style.node.find(NUMBERED)
        through = nums.get(value_of(linked, "numId") or "")
        if through is not None:
            base = abstract.get(value_of(through, "abstractNumId") or "")
        if base is None:
            continue
        levels = {_value(one, "ilvl"): _level(one) for one in base.findall(w("lvl"))}
        starts = {}
        for override in node.findall(w("lvlOverride")):
            at, own = _value(override, "ilvl"), override.find(w("lvl"))
            level = levels.get(at, ListLevel()) if own is None else _level(own)
            start = child_of(override, "startOverride")
            if own is not None or start is not None:
                levels[at] = level if start is None else replace(level, start=_value(start))
                starts[at] = levels[at].start
        there[number] = NumberedList(base.get(w("abstractNumId"), ""), levels, starts)
    return Lists(root, styles, there, unused(nums))


def _level(node: Element) -> ListLevel:
    restart = child_of(node, "lvlRestart")
    return ListLevel(
        _value(child_of(node, "start")),
        value_of(node, "numFmt") or "decimal",
        value_of(node, "lvlText") or "",
        None if restart is None else _value(restart),
        value_of(node, "pStyle") or "",
        is_on(node, "isLgl"),
    )


def _value(node: Element | None, name: str = "val") -> int:
    """Return a number that counts; one that no list can have is the nearest that one can."""
    return min(max(number_of(node, name), 0), _LARGEST)


def printed_numbers(
    document: Element, numbering: Element | None, styles: Styles
) -> dict[Element, str]:
    """Return the printed number of each numbered paragraph of the text, such as ``1.1``.

    ``numbering`` is the root of the numbering part, None where the file has none. A bullet is
    given as ``•``. Paragraphs without a number are not in the result.
    """
    lists = lists_of(numbering, styles)
    counts = defaultdict[str, dict[int, int]](dict)
    begun: set[ListPlace] = set()
    printed = {}
    for paragraph in document.iter(w("p")):
        place = lists.place_of(paragraph)
        if place is not None:
            listed = lists.there[place.number]
            reached = counts[listed.counts_in]
            _count(reached, place.level, listed, listed.starts if place not in begun else {})
            begun.add(place)
            printed[paragraph] = _shown(reached, place.level, listed)
    return printed


def _count(
    reached: dict[int, int], level: int, listed: NumberedList, starts: Mapping[int, int]
) -> None:
    """Count one paragraph; ``starts`` are where a list that has just begun starts anew."""
    for above in range(level):
        reached.setdefault(above, listed.level(above).start)
    usual = reached[level] + 1 if level in reached else listed.level(level).start
    reached[level] = starts.get(level, usual)
    for deeper in [number for number in reached if number > level]:
        restart = listed.level(deeper).restart
        if restart is None or level < restart:
            del reached[deeper]


def _shown(reached: Mapping[int, int], at: int, listed: NumberedList) -> str:
    """Return what Word prints: the level's text, a number in place of each ``%1``."""
    level = listed.level(at)
    if level.number_format == "bullet":
        return BULLET

    def numeral(match: re.Match[str]) -> str:
        own = listed.level(int(match.group(1)) - 1)
        number = reached.get(int(match.group(1)) - 1, own.start)
        number_format = "decimal" if level.in_figures else own.number_format
        return "" if level.number_format == "none" else _numeral(number, number_format)

    return re.sub("%([1-9])", numeral, level.text)


def _numeral(number: int, number_format: str) -> str:
    """Return a number as a format (17.18.59) writes it; in figures where it is not known here."""
    match number_format:
        case "decimalZero":
            return f"{number:02}"
        case "lowerLetter" | "upperLetter":
            # After z come aa, bb, cc: the letter is repeated, as Word does.
            times, letter = divmod(number - 1, 26)
            written = chr(ord("a") + letter) * (times + 1)
        case "lowerRoman" | "upperRoman":
            written = ""
            for worth, sign in _ROMAN:
                times, number = divmod(number, worth)
                written += sign * times
        case "none":
            return ""
        case _:
            return str(number)
    return written.upper() if number_format.startswith("upper") else written


# An item of a list that may go on, and where it counts.
_Open = tuple[ListItem, ListPlace]


def counted(blocks: Iterable[Block], lists: Lists) -> Iterator[tuple[Block, ListPlace | None]]:
    """Yield each block with the list that it counts in, where it is a numbered item.

    A list is printed with the numbers that were typed: where they do not follow each other, a
    new list begins.
    """
    open_items: dict[int, _Open] = {}
    last: Block = ""
    for block in blocks:
        place = None
        if isinstance(block, ListItem):
            open_items = {depth: it for depth, it in open_items.items() if depth <= block.depth}
            before = open_items.pop(block.depth, None)
            if block.marker is not ListMarker.BULLET:
                above = open_items.get(block.depth - 1)
                is_below = above is not None and above[0] is last
                place = _next(block, before, above if is_below else None, lists)
                open_items[block.depth] = block, place
        else:
            open_items = {}
        yield block, place
        last = block


def _next(item: ListItem, before: _Open | None, above: _Open | None, lists: Lists) -> ListPlace:
    """Return where an item counts.

    ``before`` is the item before it in its list, ``above`` the one of the outer list where it is
    the first below that.
    """
    follows = before is not None and before[0].number + 1 == item.number
    if before and follows and before[0].marker is item.marker:
        return before[1]
    home = lists.home(style_of(item))
    if above and item.number == 1 and above[1].level < home.level:
        # A level begins at 1 by itself below an item of the same list.
        listed = lists.there[home.number]
        own = listed.levels.get(home.level)
        usual = own is not None and own.restart is None and own.start == 1
        if usual and lists.there[above[1].number].counts_in == listed.counts_in:
            return ListPlace(above[1].number, home.level)
    return lists.begin(home, item.number)


# --- References and lists of contents -----------------------------------------------------------

_NUMBER, _WORDS, _LABEL, _ABOVE = "ref_", "txt_", "apx_", "up{}_"
_CONTENTS, _SCOPE = "TOC", "toc_text"
# The heading styles of sections, in small letters: a contents list holds these, and no subheadings.
SECTION_STYLES = frozenset({"heading 2", "heading unnumbered"})

_REFERENCE = re.compile(r"\s*REF ref_(\w+)\s*")
CONTENTS_STYLE = "toc 1"


def mark(paragraph: Element, label: str, *, worded: bool = False) -> None:
    """Put the name of a paragraph on it, ``worded`` where its words are printed, not its number."""
    set_bookmark(_named(_WORDS if worded else _NUMBER, label), paragraph)


def labelled(run: Element, name: str) -> tuple[Element, Element, Element]:
    """Return a run between the ends of the bookmark by which its words are printed elsewhere."""
    start, end = _bookmark(_named(_LABEL, name))
    return start, run, end


def set_bookmark(name: str, first: Element, last: Element | None = None) -> Element:
    """Put a bookmark around all that these paragraphs hold, and return its beginning."""
    start, end = _bookmark(name)
    first.insert(0 if first.find(w("pPr")) is None else 1, start)
    (first if last is None else last).append(end)
    return start


def _bookmark(name: str) -> tuple[Element, Element]:
    """Return the two ends of a bookmark, which get a number as id when all is in."""
    return element("bookmarkStart", id=name, name=name), element("bookmarkEnd", id=name)


def _named(prefix: str, label: str) -> str:
    # Word takes no hyphen in a bookmark's name; a label has no underscore, so names stay apart.
    return prefix + label.replace("-", "_")


def field_for(label: str, run: Element) -> Element:
    """Return the field of a reference, still without its text; the run gives its look."""
    return element("fldSimple", run, instr=f" REF {_named(_NUMBER, label)} ")


def field_for_contents() -> Element:
    """Return the field of a contents list, still without its entries."""
    return element("fldSimple", instr=_CONTENTS)


def write_fields(text: Element, notes: Element, numbering: Element | None, styles: Styles) -> None:
    """Write the text of each field that has none yet, when all is in.

    A reference that leads to nothing goes; its words stay.
    """
    fields = (one for root in (text, notes) for one in root.iter(w("fldSimple")))
    asked = ((one, _REFERENCE.fullmatch(one.get(w("instr"), ""))) for one in fields)
    references = [(one, found.group(1)) for one, found in asked if found]
    contents = [one for one in text.iter(w("fldSimple")) if one.get(w("instr")) == _CONTENTS]
    if not references and not contents:
        return
    numbers = printed_numbers(text, numbering, styles)
    paragraphs = list(text.iter(w("p")))
    marks = reversed(list(text.iter(w("bookmarkStart"))))
    by_name = {mark.get(w("name"), ""): mark for mark in marks}
    place = {paragraph: at for at, paragraph in enumerate(paragraphs)}
    numbered = _NumberedText(paragraphs, place, numbers, by_name)
    for one, name in references:
        for made in _written(one, name, numbered):
            one.addprevious(made)
        drop(one)
    for number, one in enumerate(contents, start=1):
        holder = next(one.iterancestors(w("p")))
        following = paragraphs[place[holder] + 1 :]
        headings = tuple(headings_of(following, styles, numbers))
        if headings:
            for entry in _entries(headings, number, styles):
                holder.addprevious(entry)
            drop(holder)
            set_bookmark(f"{_SCOPE}{number}", following[0], following[-1])
        else:
            holder.remove(one)


class _NumberedText(Frozen):
    """The paragraphs of the text in order, where each is, its number, the bookmarks."""

    paragraphs: Sequence[Element]
    place: Mapping[Element, int]
    numbers: Mapping[Element, str]
    marks: dict[str, Element]

    def number(self, at: int) -> str:
        """Return the number of a paragraph, nothing for a bullet."""
        found = self.numbers.get(self.paragraphs[at], "")
        return "" if found == BULLET else found

    def level(self, at: int) -> int | None:
        """Return the level of an item of a list. Only lists of the text are numbered directly."""
        direct = self.paragraphs[at].find(NUMBERED)
        return None if direct is None else _value(child_of(direct, "ilvl"))

    def points(self, at: int) -> list[int]:
        """Return the items on the way to one of a list, the outermost first; the own one last."""
        points: list[int] = []
        level = self.level(at)
        deepest = -1 if level is None else level
        while deepest >= 0 and at >= 0:
            level = self.level(at)
            if level is None and self.numbers.get(self.paragraphs[at]) != BULLET:
                break
            if level is not None and level <= deepest:
                points.insert(0, at)
                deepest = level - 1
            at -= 1
        return points


def _written(waiting: Element, name: str, text: _NumberedText) -> list[Element]:
    """Return what takes the place of a reference's field; nothing for one that leads nowhere."""
    look = waiting[0].find(w("rPr"))
    label, words, number = (text.marks.get(mark + name) for mark in (_LABEL, _WORDS, _NUMBER))
    start = words if label is None else label
    if start is not None:
        there = run_of(look, text_element(_words_of(start)))
        made = element("fldSimple", there, instr=f" REF {start.get(w('name'))} \\h ")
        quotes = [] if start is label else [run_of(look, text_element("'")) for _ in range(2)]
        return [*quotes[:1], made, *quotes[1:]]
    if number is not None:
        return list(_numbers(name, look, number, text))
    before = waiting.getprevious()
    if before is not None and "".join(map(str, before.itertext())) == " ":
        drop(before)
    return []


def _words_of(start: Element) -> str:
    """Return what is between the two ends of a bookmark."""
    end = (w("bookmarkEnd"), start.get(w("id")))
    between = takewhile(lambda node: (node.tag, node.get(w("id"))) != end, start.itersiblings())
    return "".join(map(words_in, between))


def _numbers(
    name: str, look: Element | None, start: Element, text: _NumberedText
) -> Iterator[Element]:
    """Yield a field for each number of a reference: the paragraph's, then those of list points.

    A paragraph without a number is known by the numbered one that it is below.
    """
    own = text.place[next(start.iterancestors(w("p")))]
    points = text.points(own)
    nearest = range(points[0] - 1 if points else own, -1, -1)
    above = [at for at in nearest if text.number(at) and text.level(at) is None][:1]
    places = [*above, *points] or [own]
    for up, at in zip(range(len(places) - 1, -1, -1), places, strict=True):
        bookmark = (_NUMBER if at == own else _ABOVE.format(up)) + name
        if bookmark not in text.marks:
            text.marks[bookmark] = set_bookmark(bookmark, text.paragraphs[at])
        switch = "\\n" if at in points else "\\r"
        number = run_of(look, text_element(text.number(at).rstrip(".")))
        yield element("fldSimple", number, instr=f" REF {bookmark} {switch} \\h ")


class ListedHeading(Frozen):
    """A heading of a section: its paragraph, its printed number, its words."""

    paragraph: Element
    number: str
    words: str


def headings_of(
    paragraphs: Iterable[Element], styles: Styles, numbers: Mapping[Element, str]
) -> Iterator[ListedHeading]:
    """Yield the headings of sections among the paragraphs; none without words."""
    signs = tuple(map(w, ("t", "tab", "br", "cr")))
    for paragraph in paragraphs:
        style = styles.name_of(value_of(paragraph.find(w("pPr")), "pStyle")).lower()
        if style not in SECTION_STYLES:
            continue
        nodes = paragraph.iter(*signs)
        words = "".join(node.text or "" if node.tag == w("t") else " " for node in nodes)
        if words.strip():
            number = numbers.get(paragraph, "")
            yield ListedHeading(paragraph, number, " ".join(words.split()))


def _entries(headings: Sequence[ListedHeading], number: int, styles: Styles) -> list[Element]:
    """Return the entries of a contents list, with the field that they are the result of."""
    look, entries = styles.id_of("Hyperlink"), []
    style = styles.id_of(CONTENTS_STYLE, "paragraph")
    for at, heading in enumerate(headings, start=1):
        name = f"_Toc{number}_{at}"
        set_bookmark(name, heading.paragraph)
        link = element("hyperlink", anchor=name, history="1")
        if heading.number:
            link.append(styled(element("r", text_element(heading.number)), look))
            link.append(element("r", element("tab")))
        link.append(styled(element("r", text_element(heading.words)), look))
        entries.append(styled(element("p", link), style))
    asked = "Heading 2,1,Heading Unnumbered,1"
    code = element("instrText")
    code.set(SPACE, "preserve")
    code.text = f' TOC \\n \\h \\z \\b {_SCOPE}{number} \\t "{asked}" '
    begin, separate, end = (
        element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")
    )
    entries[0][1:1] = [element("r", node) for node in (begin, code, separate)]
    entries[-1].append(element("r", end))
    return entries
