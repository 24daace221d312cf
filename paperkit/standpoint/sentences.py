"""What the sentences of a paper are drafted from, and what they say of unread rows.

Moved.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from paperkit.actions.standing import DueAction
from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import FEEDBACK, HIGHLIGHTS, Text
from paperkit.findings import Place
from paperkit.frozen import Frozen, field
from paperkit.indicators.ratings import Measured
from paperkit.record.at_meeting import Moved, RoundAt
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.voices.rules import Reports, Returns
from paperkit.word.values import Sentence

Drafted = tuple[str, tuple[Place, ...]]
"""The words of a sentence, or nothing, and the places of the rows that it rests on."""

_ROWS = {FEEDBACK.name: "rows of feedback", HIGHLIGHTS.name: "highlight reports"}


class Facts(Frozen):
    """What the data say for a meeting.

    ``since`` is the day of the last report, if any; ``round`` the round that the paper tells of;
    ``moved`` how the actions have moved since that report, as the log tells it.
    """

    board: BoardData
    ways: Ways
    measured: tuple[Measured, ...]
    due: tuple[DueAction, ...]
    since: date | None
    returns: Returns
    reports: Reports
    round: RoundAt | None = None
    moved: Mapping[str, Moved] = field(default_factory=lambda: MappingProxyType({}))


def with_base(facts: Facts, tables: tuple[Table, ...], words: str) -> Drafted:
    """Return the words after what could not be read of the tables; they rest on all rows."""
    told = [_unread(facts.board, table) for table in tables]
    rows = (row for table in tables for row in facts.board.rows(table))
    return " ".join(part for part in (*told, words) if part), places(rows)


def nothing_there(facts: Facts, table: Table, phrase: str) -> str:
    """Return the phrase that there is nothing; none where there is a row that was not read."""
    return "" if facts.board.unread_of(table) else phrase


def places(rows: Iterable[Row]) -> tuple[Place, ...]:
    """Return the places of rows."""
    return tuple(row.place.row for row in rows)


def _unread(board: BoardData, table: Table) -> str:
    unread, read = len(board.unread_of(table)), len(board.rows(table))
    if not unread:
        return ""
    what = _ROWS.get(table.name, table.sheet.lower())
    return f"{read} of {read + unread} {what} could be read; {unread} could not."


def with_own(
    drafts: Mapping[str, Callable[[], Drafted]], texts: Iterable[Text]
) -> tuple[Sentence, ...]:
    """Return the sentences that these draft, in order, an officer's own in place of a draft."""
    typed = _typed(texts)
    sentences = (typed.get(folded(key)) or Sentence(key, *draft()) for key, draft in drafts.items())
    return tuple(
        Sentence(key, one.words, one.rests_on)
        for key, one in zip(drafts, sentences, strict=True)
        if one.words
    )


def of_part(sentences: Iterable[Sentence], part: str) -> tuple[Sentence, ...]:
    """Return the sentences of one part of a paper, such as ``summary`` or ``actions``."""
    return tuple(s for s in sentences if s.key.partition(".")[0] == part)


def _typed(texts: Iterable[Text]) -> Mapping[str, Sentence]:
    found: dict[str, Sentence] = {}
    for row in texts:
        key = folded(row.section)
        if row.text:
            before = found.get(key, Sentence(key, ""))
            words = f"{before.words}\n{row.text}" if before.words else row.text
            found[key] = Sentence(key, words, (*before.rests_on, row.place.row))
    return found
