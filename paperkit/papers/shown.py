"""The marked things that a page shows beside plain text."""

from dataclasses import dataclass

from paperkit.findings import Place
from paperkit.papers.blocks import Block


@dataclass(frozen=True)
class Prose:
    """Long text in blocks; it enters the page by a mark, a block at a time.

    A block that is a ``str`` is a paragraph, printed letter for letter.
    """

    blocks: tuple[Block, ...]

    def __bool__(self) -> bool:
        """Return whether there is anything to print."""
        return bool(self.blocks)


@dataclass(frozen=True)
class Gap:
    """What is missing, told as a fact that the Board may read."""

    words: str

    def __str__(self) -> str:
        """Return the fact."""
        return self.words


@dataclass(frozen=True)
class Rated:
    """A rating's word. Its cell is shaded with ``fill`` and the word printed in ``ink``.

    Both are six hexadecimal digits; the word always stands, since colour alone says nothing.
    """

    word: str
    fill: str
    ink: str

    def __str__(self) -> str:
        """Return the word."""
        return self.word


@dataclass(frozen=True)
class LinkText:
    """Words that lead to an address."""

    words: str
    address: str

    def __str__(self) -> str:
        """Return the words."""
        return self.words


@dataclass(frozen=True)
class Label:
    """What an appendix is called, such as "Appendix 2"; references find it by ``name``."""

    words: str
    name: str

    def __str__(self) -> str:
        """Return the words."""
        return self.words


@dataclass(frozen=True)
class Contents:
    """The mark at which the list of a paper's contents stands: it is made from the headings."""

    def __str__(self) -> str:
        """Return no words: those of the list are the headings' own."""
        return ""


@dataclass(frozen=True)
class Sentence:
    """A sentence that paperkit drafted: its key, its words, and the rows that it rests on."""

    key: str
    words: str
    rests_on: tuple[Place, ...] = ()


Shown = str | Gap
