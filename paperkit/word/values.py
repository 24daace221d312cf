"""What long text is made of: paragraphs, subheadings, list items and tables, and what is in them.

A paragraph in which nothing is marked is its words, a ``str``; so are words in the plain look.

The marked things that a page shows beside plain text.

What was printed where: every value that a template asked for, behind a token.

The template engine never sees a person's text. While a template is filled each value leaves a
token; the finishing step puts the value there. So no engine can alter, escape or drop a word,
and the proof knows each text that must be in the finished file.

Where a link leads, for readers on paper.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.word.figures import Figure


class Styled(Frozen):
    """Words that stand out."""

    words: str
    bold: bool = False
    italic: bool = False


Spans = tuple[str | Styled, ...]


class Link(Frozen):
    """Words that lead to a web or e-mail address."""

    words: Spans
    address: str


class Reference(Frozen):
    """Words, then the number of what bears the label: ``paragraph 3.4``."""

    words: Spans
    label: str


class Note(Frozen):
    """A note at the foot of the page; its mark stands here."""

    words: "Inlines"


Inline = str | Styled | Link | Reference | Note
Inlines = tuple[Inline, ...]


class Marker(Enum):
    """How an item of a list begins. The numbers nest in this order."""

    NUMBER = "(1)"
    LETTER = "a)"
    ROMAN = "(i)"
    BULLET = "-"

    @property
    def rank(self) -> int:
        """Return how deep the marker stands in a nest of all four, from nought."""
        return list(Marker).index(self)


class Paragraph(Frozen):
    """A paragraph with something marked in it, or with a label by which others refer to it."""

    words: Inlines
    label: str = ""


class Subheading(Frozen):
    """A heading without a number; the numbers of paragraphs run on across it."""

    words: Inlines
    label: str = ""


class Item(Frozen):
    """One item of a list. ``number`` is what was typed, nought for a bullet; ``depth`` from 1."""

    words: Inlines
    marker: Marker
    depth: int = 1
    number: int = 0
    label: str = ""


class Side(Enum):
    """Where the words of a table's column stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class Table(Frozen):
    """A table. The first row is its headings; every row has as many cells as there are sides."""

    rows: tuple[tuple[Inlines, ...], ...]
    sides: tuple[Side, ...]
    caption: Inlines = ()
    label: str = ""


Block = str | Paragraph | Subheading | Item | Table


def pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield each text that must be on the page in one piece, letter for letter.

    A reference parts a paragraph, since what it prints is known on the page only.
    """
    for block in blocks:
        for words in _words_in(block):
            yield from _pieces_of(words)


def _words_in(block: Block) -> Iterator[Inlines]:
    match block:
        case str():
            yield (block,)
        case Table():
            yield block.caption
            yield from (cell for row in block.rows for cell in row)
        case _:
            yield block.words


def _pieces_of(words: Inlines) -> Iterator[str]:
    gathered = ""
    for inline in words:
        match inline:
            case Reference():
                yield gathered + plain(inline.words)
                gathered = ""
            case Note():
                yield from _pieces_of(inline.words)
            case _:
                gathered += plain((inline,))
    yield gathered


def plain(words: Inlines) -> str:
    """Return the words without their look; a note's words are not among them."""
    return "".join(_plain(inline) for inline in words)


def _plain(inline: Inline) -> str:
    match inline:
        case str():
            return inline
        case Styled():
            return inline.words
        case Link() | Reference():
            return plain(inline.words)
        case Note():
            return ""


def labels(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the label of each block that has one."""
    for block in blocks:
        if not isinstance(block, str) and block.label:
            yield block.label


def inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield everything that stands in the blocks, also in notes."""
    for block in blocks:
        for words in _words_in(block):
            yield from _every(words)


def _every(words: Inlines) -> Iterator[Inline]:
    for inline in words:
        yield inline
        if isinstance(inline, Note):
            yield from _every(inline.words)


class Prose(Frozen):
    """Long text in blocks; it enters the page by a mark, a block at a time.

    A block that is a ``str`` is a paragraph, printed letter for letter.
    """

    blocks: tuple[Block, ...]

    def __bool__(self) -> bool:
        """Return whether there is anything to print."""
        return bool(self.blocks)


class Gap(Frozen):
    """What is missing, told as a fact that the Board may read."""

    words: str

    def __str__(self) -> str:
        """Return the fact."""
        return self.words


class Rated(Frozen):
    """A rating's word. Its cell is shaded with ``fill`` and the word printed in ``ink``.

    Both are six hexadecimal digits; the word always stands, since colour alone says nothing.
    """

    word: str
    fill: str
    ink: str

    def __str__(self) -> str:
        """Return the word."""
        return self.word


class LinkText(Frozen):
    """Words that lead to an address."""

    words: str
    address: str

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class Label(Frozen):
    """What an appendix is called, such as "Appendix 2"; references find it by ``name``."""

    words: str
    name: str

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class Contents(Frozen):
    """The mark at which the list of a paper's contents stands: it is made from the headings."""

    def __str__(self) -> str:
        """Return no words: those of the list are the headings' own."""
        return ""


class Sentence(Frozen):
    """A sentence that paperkit drafted: its key, its words, and the rows that it rests on."""

    key: str
    words: str
    rests_on: tuple[Place, ...] = ()


Shown = str | Gap


TOKEN_START, TOKEN_END = "\ue000", "\ue001"

Printable = str | Gap | Rated | LinkText | Label | Prose | Figure | Contents


class Ledger(Frozen):
    """The printed values; the token of a value holds its index."""

    values: tuple[Printable, ...]


def token(index: int) -> str:
    """Return the token that stands for the value of that index."""
    return f"{TOKEN_START}{index}{TOKEN_END}"


# A link that a person typed may be one that urllib refuses, so it is read plainly.
_ADDRESS = re.compile(r"https?://(?:[^/?#@]*@)?([^#]+)", re.IGNORECASE)


def printed(link: str) -> str:
    """Return an address as it is typed in: ``www.anyshire.gov.uk/plan?year=2026``.

    What stands behind a question mark stays, since many council pages are found by it alone.
    """
    if link.casefold().startswith("mailto:"):
        return link[7:]
    address = _ADDRESS.match(link)
    return address.group(1).removesuffix("/") if address else link
