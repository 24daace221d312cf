"""What a page can show: words, marked things such as a gap or a rating, charts, long text.

Long text is blocks: paragraphs, subheadings, list items and tables. A paragraph in which nothing
is marked is its words, a ``str``; so are words in the plain look.

A chart is never the only place of its figures: they are in its alternative text as well, and in a
table or sentence near it.

The ledger holds what was printed where. The template engine never sees a person's text: while a
template is filled each value leaves a token, and the finishing step puts the value there. So no
engine can alter, escape or drop a word, and the proof knows each text that must be in the finished
file.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from itertools import groupby
from operator import itemgetter

from paperkit.findings import Place
from paperkit.frozen import Frozen, replace
from paperkit.schema.values import LinkedText, printed, with_links


class Emphasis(Frozen):
    """Words that stand out."""

    words: str
    bold: bool = False
    italic: bool = False


Spans = tuple[str | Emphasis, ...]


class Hyperlink(Frozen):
    """Words that lead to a web or e-mail address."""

    words: Spans
    address: str


class CrossReference(Frozen):
    """Words, then the number of what bears the label: ``paragraph 3.4``."""

    words: Spans
    label: str


class Note(Frozen):
    """A note at the foot of the page, whose mark is here."""

    words: "Inlines"


Inline = str | Emphasis | Hyperlink | CrossReference | Note
Inlines = tuple[Inline, ...]

LABEL_PATTERN = "[A-Za-z][A-Za-z0-9-]{0,35}"  # the name of a block, which references find it by


class ListMarker(Enum):
    """How an item of a list begins. The numbers nest in this order."""

    NUMBER = "(1)"
    LETTER = "a)"
    ROMAN = "(i)"
    BULLET = "-"

    @property
    def rank(self) -> int:
        """Return how deep the marker is in a nest of all four, from nought."""
        return list(ListMarker).index(self)


class Paragraph(Frozen):
    """A paragraph with something marked in it, or with a label by which others refer to it.

    One that is not ``numbered`` has no number in a section whose paragraphs have numbers.
    """

    words: Inlines
    label: str = ""
    numbered: bool = True


class Subheading(Frozen):
    """A heading without a number; the numbers of paragraphs run on across it."""

    words: Inlines
    label: str = ""


class ListItem(Frozen):
    """One item of a list. ``number`` is what was typed, nought for a bullet; ``depth`` from 1."""

    words: Inlines
    marker: ListMarker
    depth: int = 1
    number: int = 0
    label: str = ""


class Side(Enum):
    """How the words of a table's column are aligned."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class ProseTable(Frozen):
    """A table. The first row is its headings; every row has as many cells as there are sides."""

    rows: tuple[tuple[Inlines, ...], ...]
    sides: tuple[Side, ...]
    caption: Inlines = ()
    label: str = ""


Block = str | Paragraph | Subheading | ListItem | ProseTable


def pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield each text that must be on the page in one piece, letter for letter.

    A reference parts a paragraph, since what it prints is known on the page only.
    """
    for block in blocks:
        for words in _words_in(block):
            gathered = ""
            for inline in words:
                if isinstance(inline, Note):
                    yield from pieces((Paragraph(inline.words),))
                gathered += plain((inline,))
                if isinstance(inline, CrossReference):
                    yield gathered
                    gathered = ""
            yield gathered


def inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield everything that the blocks hold, notes and what is in them as well."""
    for block in blocks:
        for words in _words_in(block):
            for inline in words:
                yield inline
                if isinstance(inline, Note):
                    yield from inlines((Paragraph(inline.words),))


def _words_in(block: Block) -> Iterable[Inlines]:
    if isinstance(block, str):
        return ((block,),)
    if isinstance(block, ProseTable):
        return (block.caption, *(cell for row in block.rows for cell in row))
    return (block.words,)


def labels(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the label of each block that has one."""
    return (block.label for block in blocks if not isinstance(block, str) and block.label)


def plain(words: Inlines) -> str:
    """Return the words without their look; a note's words are not among them."""
    text = ""
    for inline in words:
        match inline:
            case str():
                text += inline
            case Emphasis():
                text += inline.words
            case Hyperlink() | CrossReference():
                text += plain(inline.words)
    return text


class Prose(Frozen):
    """Long text in blocks; it enters the page by a mark, a block at a time.

    A block that is a ``str`` is a paragraph, printed letter for letter.
    """

    blocks: tuple[Block, ...]

    def __bool__(self) -> bool:
        """Return whether there is anything to print."""
        return bool(self.blocks)


class _Phrase(Frozen):
    """Words that the page shows in a way of their own."""

    words: str

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class Gap(_Phrase):
    """What is missing, said as a fact that the Board may read."""


class LinkText(_Phrase):
    """Words that lead to an address."""

    address: str


class LinkedWords(Frozen):
    """Words of which some lead to an address."""

    words: Inlines

    def __str__(self) -> str:
        """Return the words."""
        return plain(self.words)


def linked_words(text: str) -> str | LinkedWords:
    """Return a text as a page shows it: the links that it holds lead where they should."""
    parts = tuple(with_links(text)) if "](" in text else ()
    if not any(isinstance(part, LinkedText) for part in parts):
        return text
    return LinkedWords(
        tuple(
            Hyperlink((part.words,), part.address) if isinstance(part, LinkedText) else part
            for part in parts
        )
    )


class Label(_Phrase):
    """What an appendix is called, such as "Appendix 2"; references find it by ``name``."""

    name: str


class Rated(_Phrase):
    """A rating's word and its ``symbol``: printed in ``ink`` on a patch of the colour ``fill``.

    Both are six hexadecimal digits. The word is always there, since colour alone says nothing, and
    comes first, so that it is heard before the symbol.
    """

    fill: str
    ink: str
    symbol: str


class Contents(Frozen):
    """The mark of the list of a paper's contents: its words are the headings' own."""

    def __str__(self) -> str:
        """Return nothing: the list is made when the paper is finished."""
        return ""


SIGNS = ("%", "£", "£m")
AS_TYPED = -1
MOST_DESCRIBED = 12  # figures of one series that the alternative text gives one by one


class Shape(Enum):
    """How a chart is drawn. The house has a sample of each."""

    LINE = "line"
    BARS = "bar"


class SeriesPart(Enum):
    """What a series of a chart is; in the house's sample the series of that name gives its look."""

    VALUE = "Value"
    TARGET = "Target"
    MEAN = "Mean"
    UPPER = "Upper limit"
    LOWER = "Lower limit"
    IMPROVEMENT = "Improvement"
    CONCERN = "Concern"
    UNUSUAL = "Beyond chance"


MARKED = (SeriesPart.IMPROVEMENT, SeriesPart.CONCERN, SeriesPart.UNUSUAL)
"""The parts that mark some of the figures, and have none of their own."""


class Series(Frozen):
    """One series of a chart: a figure for each category, or the words for why there is none.

    ``decimals`` are the places to which its figures are printed, or ``AS_TYPED``; ``marks``, where
    there are any, the words that follow each figure in a table, which a chart does not draw.
    """

    part: SeriesPart
    values: tuple[Decimal | str, ...]
    decimals: int = AS_TYPED
    marks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what the legend calls it."""
        return self.part.value

    @property
    def numbers(self) -> tuple[Decimal | None, ...]:
        """Return the figures, None where there is none."""
        return tuple(value if isinstance(value, Decimal) else None for value in self.values)


class Axis(Frozen):
    """The scale of a chart's figures: its ends, and how far its lines are apart."""

    lowest: Decimal
    highest: Decimal
    step: Decimal


class Figure(Frozen):
    """A chart's data. A template prints it by a tag of its own, and the house gives its look.

    ``categories`` are the words along its axis, such as periods; each series has a value for each.
    ``title`` says what the chart shows, and ``about`` whose figures they are, with the unit where
    that is a word, such as "days". ``note`` is below the title: the unit, and an axis that does not
    begin at 0. Without an ``axis`` Word chooses one.
    """

    shape: Shape
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    about: str = ""
    note: str = ""
    axis: Axis | None = None

    def __post_init__(self) -> None:
        """Refuse series of another length: a figure would be under a wrong period."""
        assert all(len(one.values) == len(self.categories) for one in self.series), self.title

    def __str__(self) -> str:
        """Return the alternative text: what the chart shows, then each figure once."""
        words = f"{self.title}." if self.about else f"{self.shape.value} chart of {self.title}."
        words = f"{words[:1].upper()}{words[1:]}"
        for one in self.series:
            name = self.about if one.part is SeriesPart.VALUE and self.about else one.name
            is_long = one.part is SeriesPart.VALUE and len(one.values) > MOST_DESCRIBED
            figures = self._in_brief(one) if is_long else self._in_full(one)
            words += f" {name}: {'; '.join(figures)}."
        return words

    @property
    def heading(self) -> str:
        """Return the words over the chart: its title, and what is below it."""
        return "; ".join(filter(None, (self.title, self.note)))

    @property
    def lines(self) -> tuple[Series, ...]:
        """Return the series as they are drawn: targets by turns in two, each level by itself.

        So no line goes from one target to the next, which would be a slope that nobody agreed.
        """
        return tuple(
            part
            for one in self.series
            for part in (_levels(one) if one.part is SeriesPart.TARGET else (one,))
        )

    def figures(self, part: SeriesPart) -> str:
        """Return the figures of a series with their categories, for a sentence or a table.

        Of periods of one year, the year is said once: ``2025/26: Q1 51%, Q2 52%``. It is empty
        where the chart has no such series.
        """
        found = next((one for one in self.series if one.part is part), None)
        if found is None:
            return ""
        return "; ".join(self._by_year(found) if part is SeriesPart.VALUE else self._in_full(found))

    def _by_year(self, series: Series) -> Iterator[str]:
        marks = series.marks or [""] * len(series.values)
        marked = map(str.__add__, self._in_full(series), marks)
        shown = zip(self.categories, marked, strict=True)
        for year, those in groupby(shown, key=lambda pair: pair[0].rpartition(" ")[2]):
            figures = [words for _, words in those]
            if len(figures) == 1:
                yield figures[0]
            else:
                apart = (words.replace(f" {year} ", " ", 1) for words in figures)
                yield f"{year}: {', '.join(apart)}"

    def _in_full(self, series: Series) -> Iterator[str]:
        """Yield each figure; of a level, such as a target, what it is from when to when."""
        pairs = zip(self.categories, series.values, strict=True)
        if series.part in MARKED:
            yield from (category for category, value in pairs if isinstance(value, Decimal))
            return
        if series.part is SeriesPart.VALUE:
            yield from (f"{category} {self._shown(value, series)}" for category, value in pairs)
            return
        for value, stretch in groupby(pairs, key=itemgetter(1)):
            first, *rest = (category for category, _ in stretch)
            shown = self._shown(value, series)
            if isinstance(value, str):
                continue
            if len(rest) + 1 == len(self.categories) > 1:
                yield f"{shown} throughout"
            else:
                yield f"{first}{f' to {rest[-1]}' if rest else ''} {shown}"

    def _in_brief(self, series: Series) -> Iterator[str]:
        """Yield the first, last, lowest and highest figure, of equal ones the latest."""
        pairs = list(zip(self.categories, series.values, strict=True))
        there = [pair for pair in pairs if isinstance(pair[1], Decimal)]
        if there:
            latest_first = there[::-1]
            lowest, highest = (end(latest_first, key=itemgetter(1)) for end in (min, max))
            marking = {"from": there[0], "to": there[-1], "lowest": lowest, "highest": highest}
            for word, (category, value) in marking.items():
                yield f"{word} {self._shown(value, series)} in {category}"
        if len(there) < len(pairs):
            yield f"no figure for {len(pairs) - len(there)} of {len(pairs)}"

    def _shown(self, value: Decimal | str, series: Series) -> str:
        """Return a value as it is printed, or the words for why there is none.

        A unit that is a word is in the title, since it would be said with every figure.
        """
        unit = self.unit if self.unit in SIGNS else ""
        places = None if series.decimals == AS_TYPED else series.decimals
        return value if isinstance(value, str) else printed(value, unit, places)


def _levels(series: Series) -> tuple[Series, ...]:
    turns: tuple[list[Decimal | str], ...] = ([], [])
    turn = 1
    for value, stretch in groupby(series.values):
        turn = 1 - turn if isinstance(value, Decimal) else turn
        count = len(list(stretch))
        for at in (0, 1):
            turns[at].extend([value if at == turn else ""] * count)
    drawn = tuple(replace(series, values=tuple(values)) for values in turns)
    return drawn if any(one is not None for one in drawn[1].numbers) else (series,)


class Sparkline(Frozen):
    """A small line of the last figures, in the midst of words; ``words`` are its finding.

    Each period has a figure and a target, or None where there is none.
    """

    words: str
    values: tuple[Decimal | None, ...]
    targets: tuple[Decimal | None, ...]

    def __str__(self) -> str:
        """Return the alternative text."""
        return self.words


class Sentence(Frozen):
    """A sentence that paperkit drafted: its key, its words, and the rows that it rests on."""

    key: str
    words: str
    rests_on: tuple[Place, ...] = ()


Shown = str | Gap
Printable = (
    str | Gap | Rated | LinkText | LinkedWords | Label | Prose | Figure | Sparkline | Contents
)

TOKEN_START, TOKEN_END = "\ue000", "\ue001"
TOKEN = re.compile(f"{TOKEN_START}([0-9]+){TOKEN_END}")


class Ledger(Frozen):
    """The printed values; the token of a value holds its index."""

    values: tuple[Printable, ...]


def token(index: int) -> str:
    """Return the token of the value of that index."""
    return f"{TOKEN_START}{index}{TOKEN_END}"


def printed_address(link: str) -> str:
    """Return an address as it is typed in: ``www.anyshire.gov.uk/plan?year=2026``.

    What is behind a question mark stays, since many council pages are found by it alone.
    """
    if link.casefold().startswith("mailto:"):
        return link[7:]
    # A link that a person typed may be one that urllib refuses, so it is read plainly.
    address = re.match(r"https?://(?:[^/?#@]*@)?([^#]+)", link, re.IGNORECASE)
    return address.group(1).removesuffix("/") if address else link
