"""What the sentences of a paper are drafted from, and what they say of unread rows.

Moved.
"""

from collections.abc import Callable, Iterable, Mapping

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import FEEDBACK, HIGHLIGHTS, Text
from paperkit.findings import Place
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Sentence

Drafted = tuple[str, tuple[Place, ...]]
"""The words of a sentence, or nothing, and the places of the rows that it rests on."""

_ROWS = {FEEDBACK.name: "rows of feedback", HIGHLIGHTS.name: "highlight reports"}


def with_base(at: BoardAt, tables: tuple[Table, ...], words: str) -> Drafted:
    """Return the words after what could not be read of the tables; they rest on all rows."""
    told = [_unread(at.board, table) for table in tables]
    rows = (row for table in tables for row in at.board.rows(table))
    return " ".join(part for part in (*told, words) if part), places(rows)


def nothing_there(at: BoardAt, table: Table, phrase: str) -> str:
    """Return the phrase that there is nothing; none where there is a row that was not read."""
    return "" if at.board.unread_of(table) else phrase


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
