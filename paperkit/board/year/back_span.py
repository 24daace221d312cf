"""The year that an annual report looks back on (seed T 3.15).

It ends with the day of the report's meeting, and begins the day after the meeting that received
the last annual report: so nothing falls between two reports, and nothing into both. Where no
annual report lies about a year before, it is the twelve months up to the meeting.

Indicators go by the reporting year, April to March, that was the last to end before the meeting
(seed T 3.5): a report in May looks at the outturns of the year that ended in March, beside those
of the year before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from paperkit.board.calendar import (
    ANNUAL_REPORT,
    papers_due,
    public_meetings,
    same_kind,
)
from paperkit.board.figures.measures_at import year_before
from paperkit.board.model import BoardData, Meeting
from paperkit.board.settings import Cadence
from paperkit.board.year.follows import NEAR
from paperkit.schema.cleaning import folded
from paperkit.schema.periods import Period


@dataclass(frozen=True)
class YearSpan:
    """The year looked back on: its first and last day, and the years of its figures.

    ``reporting`` is the year of the outturns, ``before`` the one before it. ``meetings`` are the
    public meetings of the Board in the year, by date, the report's own the last.
    """

    first: date
    last: date
    reporting: Period
    before: Period
    meetings: tuple[Meeting, ...] = ()

    def holds(self, day: date | None) -> bool:
        """Return whether a day lies in the year."""
        return day is not None and self.first <= day <= self.last

    def met(self, references: Iterable[str]) -> tuple[Meeting, ...]:
        """Return the meetings of the year that go by these references, by date."""
        wanted = {folded(reference) for reference in references}
        return tuple(m for m in self.meetings if folded(m.reference) in wanted)

    @property
    def earlier(self) -> tuple[Meeting, ...]:
        """Return the meetings of the year before the report's own."""
        return tuple(m for m in self.meetings if m.date and m.date < self.last)


def year_span(board: BoardData, cadence: Cadence, day: date) -> YearSpan:
    """Return the year that an annual report to a meeting on a day looks back on."""
    begins = _last_report(board, cadence, year_earlier(day)) or year_earlier(day)
    first = begins + timedelta(days=1)
    within = (m for m in public_meetings(board) if m.date and first <= m.date <= day)
    reporting = year_before(day)
    return YearSpan(first, day, reporting, year_before(reporting.last), tuple(within))


def year_earlier(day: date) -> date:
    """Return the same day a year before; 28 February for a day that the year does not have."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


def _last_report(board: BoardData, cadence: Cadence, year_ago: date) -> date | None:
    """Return the day of the meeting, about a year ago, that received the last annual report.

    A row of papers says which; where none does it is the one that was due to receive it.
    """
    told = {paper.meeting for paper in board.papers if same_kind(paper.kind, ANNUAL_REPORT)}
    near = [m for m in public_meetings(board) if m.date and abs(m.date - year_ago) <= NEAR]
    received = [m.date for m in near if m.date and m.reference in told]
    due = [m.date for m in near if m.date and ANNUAL_REPORT in papers_due(cadence, m)]
    return min(received or due, key=lambda on: abs(on - year_ago), default=None)
