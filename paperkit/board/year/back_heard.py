"""What the Board heard in a year: groups, partners, and issues of development sessions.

Development sessions are not public (seed H 3.14). Of a session only the issue that was brought to
the Board is here, and the meeting that it was brought to; nothing else of it may be printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from paperkit.board.calendar import PERFORMANCE_REPORT, papers_due, same_kind
from paperkit.board.heard import Reports, Returns, reports, returns
from paperkit.board.model import BoardData, Meeting
from paperkit.board.model.data import grouped
from paperkit.board.model.forward import PartnerReport
from paperkit.board.settings import Ways
from paperkit.board.year.back_span import YearSpan
from paperkit.findings import Place


@dataclass(frozen=True)
class HeardAt:
    """What groups and overseeing bodies sent for one meeting."""

    meeting: Meeting
    returns: Returns
    reports: Reports


@dataclass(frozen=True)
class Brought:
    """An issue that a development session brought to a meeting of the Board, and where it stands.

    It holds no more of the session than may be public.
    """

    issue: str
    meeting: Meeting
    place: Place


def heard(board: BoardData, ways: Ways, span: YearSpan) -> tuple[HeardAt, ...]:
    """Return what was heard at each meeting of the year that asked, or for which something came.

    A meeting asks where it receives a performance report (seed T 3.16).
    """
    asking = {p.meeting for p in board.papers if same_kind(p.kind, PERFORMANCE_REPORT)}
    feedback, highlights = grouped(board.feedback, "meeting"), grouped(board.highlights, "meeting")
    council = ways.settings.council.board

    def asks(meeting: Meeting) -> bool:
        due = PERFORMANCE_REPORT in papers_due(ways.settings.cadence, meeting)
        sent = feedback.keys() | highlights.keys()
        return due or meeting.reference in asking or meeting.reference in sent

    return tuple(
        HeardAt(meeting, returns(board, meeting), reports(board, council, meeting))
        for meeting in span.meetings
        if asks(meeting)
    )


def partner_reports(board: BoardData, span: YearSpan) -> tuple[tuple[Meeting, PartnerReport], ...]:
    """Return the partners' reports to meetings of the year, by the meeting (seed H 3.6)."""
    rows = grouped(board.partner_reports, "meeting")
    return tuple((m, row) for m in span.meetings for row in rows.get(m.reference, ()))


def brought(board: BoardData, span: YearSpan) -> tuple[Brought, ...]:
    """Return the issues that sessions brought to meetings of the year, by the meeting."""
    return tuple(_brought(board, span))


def _brought(board: BoardData, span: YearSpan) -> Iterator[Brought]:
    rows = grouped(board.sessions, "brought_to")
    for meeting in span.meetings:
        for row in rows.get(meeting.reference, ()):
            if row.issue:
                yield Brought(row.issue, meeting, row.place.row)
