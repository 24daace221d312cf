"""Two sides of a comparison, made from the tables of a test."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.frozen import replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.paper import Paper
from paperkit.packs.plan import Planned
from paperkit.since.shown import Since
from paperkit.standpoint.board_at import BoardAt, LookBack, PublishedPaper
from paperkit.standpoint.known import known_by
from tests.logs import logged
from tests.papers.made import WAYS
from tests.tables import board

MEETINGS = """
## meetings
| reference | date |
| --- | --- |
| Board July 2026 | 16 July 2026 |
| Board September 2026 | 17 September 2026 |
| Board November 2026 | 19 November 2026 |
"""
JULY, NOVEMBER = "Board July 2026", "Board November 2026"
DATA = {JULY: date(2026, 6, 30), NOVEMBER: date(2026, 10, 31)}
PUBLISHED = date(2026, 7, 8)


def seen(data: BoardData, meeting: str, day: date | None = None, ways: Ways = WAYS) -> BoardAt:
    """Return the board as a report to a meeting sees it, from the data of a day."""
    there = data.meeting[meeting]
    assert there.date is not None
    as_at = day or DATA[meeting]
    known, row = known_by(data, as_at, there.date)[0], PaperRow(as_at=as_at)
    return BoardAt(known, ways, there, row)


def published(
    then: BoardAt | None, meeting: Meeting | None = None, day: date = PUBLISHED,
    *, draws_figures: bool = False, edits: tuple[str, ...] = (),
) -> PublishedPaper:  # fmt: skip
    """Return a paper that was published on a day; without rows, where ``then`` is None."""
    there = meeting or (then.the_meeting if then else Meeting())
    return PublishedPaper(there, day, partial(_given, then), draws_figures, edits)


def _given(then: BoardAt | None) -> BoardAt | None:
    return then


def looking_back(now: BoardAt, then: BoardAt, others: Sequence[PublishedPaper] = ()) -> BoardAt:
    """Return a board that looks back on the last report, and on other papers with figures."""
    last = published(then)
    figures = sorted((last, *others), key=lambda paper: paper.published_on, reverse=True)
    return replace(now, back=LookBack("performance report", last, tuple(figures)))


def since(then: str, now: str, others: Sequence[PublishedPaper] = ()) -> BoardAt:
    """Return November's board, which looks back on July's report."""
    here, before = (board(MEETINGS + rows) for rows in (now, then))
    return looking_back(seen(here, NOVEMBER), seen(before, JULY), others)


def paper_at(at: BoardAt) -> Paper:
    """Return the draft that is made from there."""
    return paper_view(at, (), draft=True)


def lines(part: Since) -> list[str]:
    """Return the lines of both tables in words: ``1.1 Open hubs | Newly late | before | now``."""
    rows = (*part.actions, *part.indicators)
    return [" | ".join((row.name, row.change, words(row.before), words(row.now))) for row in rows]


def words(shown: object) -> str:
    """Return what a cell says."""
    return str(getattr(shown, "word", None) or getattr(shown, "words", None) or shown)


def changed(then: str, now: str) -> list[str]:
    """Return the lines of November's part, from the actions or figures of both sides."""
    return lines(paper_at(since(then, now)).since)


def said(at: BoardAt) -> list[str]:
    """Return the sentences of the part."""
    return [sentence.words for sentence in paper_at(at).since.sentences]


def round_at(data: str, log: str, meeting: str, last: PublishedPaper | None = None) -> BoardAt:
    """Return the board as a paper on the round of P1 for a meeting sees it."""
    held = logged(MEETINGS + data, log)
    planned = Planned(kind="exception_report", priority="P1")
    back = LookBack("exception report on this priority", last)
    return BoardAt(held, WAYS, held.meeting[meeting], planned=planned, back=back)
