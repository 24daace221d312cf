"""The grammar of counts and lists in a sentence. Numbers stand as figures, as in all tables."""

from collections.abc import Iterable, Sequence

from paperkit.frozen import Frozen


class Noun(Frozen):
    """What is counted, one and several."""

    one: str
    several: str


class Part(Frozen):
    """A share of what is counted: how many, and what is said of one and of several.

    ``more`` stands in brackets behind it: the references, or the reasons.
    """

    count: int
    one: str
    several: str
    more: str = ""

    def __str__(self) -> str:
        """Return the share in words: ``2 are at risk (1.1 and 2.3)``."""
        return f"{self.count} {self.said}{f' ({self.more})' if self.more else ''}"

    @property
    def said(self) -> str:
        """Return what is said, for one or for several."""
        return self.one if self.count == 1 else self.several


def listed(words: Iterable[str]) -> str:
    """Return words as a list: ``1.1, 1.2 and 1.3``; nothing for none."""
    *most, last = ("", *words)
    most = most[1:]
    return f"{', '.join(most)} and {last}" if most else last


def counted(count: int, noun: Noun) -> str:
    """Return a count and its noun: ``1 action``, ``2 actions``."""
    return f"{count} {noun.one if count == 1 else noun.several}"


def plural(word: str) -> str:
    """Return the plural of a word that a council chose: ``strategies``, ``outcomes``."""
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def shared(noun: Noun, parts: Sequence[Part], which: str = "") -> str:
    """Return a sentence that shares a whole out: of the 3 actions due, 2 are … and 1 is ….

    Parts with a count of nothing are left out; the others add up to the whole.
    """
    told = [part for part in parts if part.count]
    total = sum(part.count for part in told)
    if total == 1:
        said = str(told[0]).removeprefix("1 ")
        return f"The 1 {noun.one}{which} {said}."
    return f"Of the {total} {noun.several}{which}, {listed(map(str, told))}."
