"""Lists and counts in words, as messages say them too, and what a drafted sentence is."""

from collections.abc import Iterable

from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.schema.columns import Row, Table
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Sentence


class Noun(Frozen):
    """What is counted, one and several."""

    one: str
    several: str


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Return words as a list: ``1.1, 1.2 and 1.3``; nothing for none."""
    *most, last = ("", *words)
    most = most[1:]
    return f"{', '.join(most)} {joint} {last}" if most else last


MOST_NAMED = 12
"""A sentence with more references than this is not read."""


def few(words: Iterable[str], most: int = MOST_NAMED) -> list[str]:
    """Return the words; of many the first, and how many more there are."""
    every = list(words)
    more = len(every) - most
    return [*every[:most], f"{more} more"] if more > 1 else every


def named(references: Iterable[str], noun: Noun) -> str:
    """Return rows by reference: ``actions 1.1 and 1.2``; of too many, how many they are."""
    every = list(references)
    if len(every) > MOST_NAMED:
        return counted(len(every), noun)
    return f"{noun.one if len(every) == 1 else noun.several} {listed(every)}"


def counted(count: int, noun: Noun) -> str:
    """Return a count and its noun: ``1 action``, ``2 actions``."""
    return f"{count} {noun.one if count == 1 else noun.several}"


def were(count: int) -> str:
    """Return the verb for so many."""
    return "was" if count == 1 else "were"


def plural(word: str) -> str:
    """Return the plural of a word that a council chose: ``strategies``, ``outcomes``."""
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


Drafted = tuple[str, tuple[Place, ...]]
"""The words of a sentence, or nothing, and the places of the rows that it rests on."""

NOTHING: Drafted = ("", ())


def nothing_there(at: BoardAt, table: Table, phrase: str) -> str:
    """Return the phrase that there is nothing; none where there is a row that was not read."""
    return "" if at.board.unread_of(table) else phrase


def places(rows: Iterable[Row]) -> tuple[Place, ...]:
    """Return the places of rows."""
    return tuple(row.place.row for row in rows)


def of_part(sentences: Iterable[Sentence], part: str) -> tuple[Sentence, ...]:
    """Return the sentences of one part of a paper, such as ``summary`` or ``actions``."""
    return tuple(s for s in sentences if s.key.partition(".")[0] == part)
