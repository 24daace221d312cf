"""The Board's year: which meetings it has, what is due at them, which report came last.

Everything follows from the dates of the sheet Meetings; the clock is never read.
"""

from datetime import date
from difflib import get_close_matches
from functools import cache

from paperkit.board.model import BoardData, Meeting
from paperkit.board.model.words import Body, MeetingKind, MeetingState
from paperkit.board.settings import Cadence
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import NotADateError, month_number, read_date
from paperkit.schema.periods import Period, year_from_april

PERFORMANCE_REPORT = "performance_report"
ANNUAL_REPORT = "annual_report"


def reporting_year(day: date) -> Period:
    """Return the year from April that contains the day (seed T 3.5: outturn and target)."""
    return year_from_april(day.year if day.month >= 4 else day.year - 1)


def municipal_year(day: date) -> tuple[date, date]:
    """Return the first and last day of the council's year, May to April, around the day."""
    first = day.year if day.month >= 5 else day.year - 1
    return date(first, 5, 1), date(first + 1, 4, 30)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year, also those proclaimed for that year alone.

    A holiday at a weekend counts on the day that stands in for it. One that is proclaimed after
    paperkit was installed is not known: a council adds it to its days off.
    """
    # Slow to import, and needed only where a deadline is worked out.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_public(meeting: Meeting) -> bool:
    """Return whether a meeting is public: a blank kind is; a development session is not."""
    return meeting.kind is not MeetingKind.SESSION


def public_meetings(board: BoardData, body: Body = Body.BOARD) -> tuple[Meeting, ...]:
    """Return the dated public meetings of a body that were not cancelled, by date.

    A blank state means planned. Moved meetings stand at their new date, extra ones among
    the others.
    """
    dated = [
        (meeting.date, meeting)
        for meeting in board.meetings
        if meeting.date
        and is_public(meeting)
        and (meeting.body or Body.BOARD) is body
        and meeting.state is not MeetingState.CANCELLED
    ]
    return tuple(meeting for _, meeting in sorted(dated, key=lambda pair: pair[0]))


def same_kind(typed: str, kind: str) -> bool:
    """Return whether a kind of paper is meant, typed as its folder's name or in words."""
    return folded(typed).replace(" ", "_").replace("-", "_") == kind


def papers_due(cadence: Cadence, meeting: Meeting) -> tuple[str, ...]:
    """Return the kinds of paper that a meeting receives by its month (seed T 3.15).

    An extra meeting is outside the cadence; a meeting without a date has nothing due.
    """
    if meeting.date is None or meeting.state is MeetingState.EXTRA:
        return ()
    month = meeting.date.month
    months = (
        (PERFORMANCE_REPORT, cadence.performance_report),
        (ANNUAL_REPORT, cadence.annual_report),
    )
    return tuple(kind for kind, names in months if month in map(month_number, names))


def has_paper(board: BoardData, meeting: Meeting, kind: str) -> bool:
    """Return whether a row of papers says that the meeting has a paper of the kind."""
    return any(
        paper.meeting == meeting.reference and same_kind(paper.kind, kind) for paper in board.papers
    )


def last_report(board: BoardData, cadence: Cadence, meeting: Meeting) -> Meeting | None:
    """Return the latest earlier public Board meeting that received a performance report.

    It received one where a row of papers says so, or where its month has one due.
    """
    earlier = (
        other
        for other in reversed(public_meetings(board))
        if meeting.date and other.date and other.date < meeting.date
    )
    return next((other for other in earlier if _received(board, cadence, other)), None)


def _received(board: BoardData, cadence: Cadence, meeting: Meeting) -> bool:
    due = PERFORMANCE_REPORT in papers_due(cadence, meeting)
    return due or has_paper(board, meeting, PERFORMANCE_REPORT)


def next_meeting(board: BoardData, day: date, body: Body = Body.BOARD) -> Meeting | None:
    """Return the first public meeting of a body on or after the day."""
    meetings = public_meetings(board, body)
    return next((meeting for meeting in meetings if meeting.date and meeting.date >= day), None)


def find_meeting(board: BoardData, words: str) -> Meeting | None:
    """Return the meeting that the words name, or None.

    They may be its reference, its date in any form that a cell takes, or the reference of one
    of its papers. Of two meetings on one day the Board's public one is meant.
    """
    return _by_reference(board, words) or _by_date(board, words) or _by_paper(board, words)


def suggest_meetings(board: BoardData, words: str) -> tuple[str, ...]:
    """Return up to three references, of meetings or papers, that are near the words typed."""
    names = [meeting.reference for meeting in board.meetings]
    names += [paper.reference for paper in board.papers]
    by_fold = {folded(name): name for name in names}
    near = get_close_matches(folded(words), by_fold, 3, 0.6)
    holding = [fold for fold in by_fold if folded(words) and folded(words) in fold]
    return tuple(by_fold[fold] for fold in dict.fromkeys((*holding, *near)))[:3]


def _by_reference(board: BoardData, words: str) -> Meeting | None:
    meetings = board.meetings
    return next((m for m in meetings if folded(m.reference) == folded(words)), None)


def _by_date(board: BoardData, words: str) -> Meeting | None:
    try:
        day = read_date(words)
    except NotADateError:
        return None
    meetings = (*public_meetings(board), *board.meetings)
    return next((meeting for meeting in meetings if meeting.date == day), None)


def _by_paper(board: BoardData, words: str) -> Meeting | None:
    papers = (p for p in board.papers if folded(p.reference) == folded(words))
    paper = next(papers, None)
    return board.meeting.get(paper.meeting) if paper else None
