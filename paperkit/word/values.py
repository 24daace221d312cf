"""What a page can show: plain words, marked things such as a gap or a rating, and long text.

Long text is blocks: paragraphs, subheadings, list items and tables. A paragraph in which nothing
is marked is its words, a ``str``; so are words in the plain look.

The ledger holds what was printed where. The template engine never sees a person's text: while a
template is filled each value leaves a token, and the finishing step puts the value there. So no
engine can alter, escape or drop a word, and the proof knows each text that must be in the finished
file.
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


Inline = str | Styled | Hyperlink | CrossReference | Note
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
    """A paragraph with something marked in it, or with a label by which others refer to it."""

    words: Inlines
    label: str = ""


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
            case Styled():
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


class Label(_Phrase):
    """What an appendix is called, such as "Appendix 2"; references find it by ``name``."""

    name: str


class Rated(Frozen):
    """A rating's word. Its cell is shaded with ``fill`` and the word printed in ``ink``.

    Both are six hexadecimal digits; the word is always there, since colour alone says nothing.
    """

    word: str
    fill: str
    ink: str

    def __str__(self) -> str:
        """Return the word."""
        return self.word


class Contents(_Phrase):
    """The mark of the list of a paper's contents: its words are the headings' own."""

    words: str = ""


class Sentence(Frozen):
    """A sentence that paperkit drafted: its key, its words, and the rows that it rests on."""

    key: str
    words: str
    rests_on: tuple[Place, ...] = ()


Shown = str | Gap
Printable = str | Gap | Rated | LinkText | Label | Prose | Figure | Contents

TOKEN_START, TOKEN_END = "\ue000", "\ue001"


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
