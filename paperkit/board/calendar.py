"""The Board's year: which meetings it has, what is due at them and by when, which report came last.

Everything follows from the dates of the sheet Meetings; the clock is never read.

Working days leave out weekends, the bank holidays of England and the council's own days off. A
clear day is a working day between the day of notice and the day of the meeting, neither of them
counted (Local Government Act 1972, section 100B; five since SI 2002/715). The Act does not say
whether a day off of the council's own counts. Here it does not, so that papers are published
earlier rather than too late.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache

from paperkit.board.data import BoardData
from paperkit.board.history import FILED, Filed
from paperkit.board.kind_roles import KindRole, kind_name
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import Meeting, Plan
from paperkit.board.settings import LONGEST, Cadence, Deadlines, StepName
from paperkit.board.words import Body, MeetingKind, MeetingState
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import (
    Length,
    NotADateError,
    Period,
    month_number,
    read_date,
    year_from_april,
)


def reporting_year(day: date) -> Period:
    """Return the year from April that contains the day (seed T 3.5: outturn and target)."""
    return year_from_april(day.year if day.month >= 4 else day.year - 1)


def year_of(period: Period) -> Period:
    """Return the year from April that a month, quarter or term is a part of; a year as it is."""
    if period.length in (Length.YEAR, Length.CALENDAR_YEAR, Length.SPAN):
        return period
    first = period.first
    if period.length is Length.TERM:
        return year_from_april(first.year if first.month >= 9 else first.year - 1)
    return reporting_year(first)


def plans_of_year(board: BoardData, day: date | None) -> tuple[Plan, ...]:
    """Return the plans of the year round a day and those of no year; all where there is none."""
    current = tuple(
        plan
        for plan in board.plans
        if day and (plan.year is None or plan.year.first <= day <= plan.year.last)
    )
    return current or board.plans


def municipal_year(day: date) -> tuple[date, date]:
    """Return the first and last day of the council's year, May to April, around the day."""
    first = day.year if day.month >= 5 else day.year - 1
    return date(first, 5, 1), date(first + 1, 4, 30)


def anniversary(day: date, years: int = 1) -> date:
    """Return the day so many years on; 28 February for a day that the year does not have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year, also those proclaimed for that year alone.

    A holiday at a weekend counts on the day that is kept for it. One that is proclaimed after
    paperkit was installed is not known: a council adds it to its days off.
    """
    # Slow to import, and needed only where a deadline is worked out.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_public(meeting: Meeting) -> bool:
    """Return whether a meeting is public: a blank kind is; a development session is not."""
    return meeting.kind is not MeetingKind.SESSION


def is_of(meeting: Meeting, body: Body) -> bool:
    """Return whether a meeting is that body's; a blank body means the Board."""
    return (meeting.body or Body.BOARD) is body


def public_meetings(board: BoardData, body: Body = Body.BOARD) -> tuple[Meeting, ...]:
    """Return the dated public meetings of a body that were not cancelled, by date.

    A blank state means planned. Moved meetings come at their new date, extra ones among
    the others.
    """
    dated = [
        (meeting.date, meeting)
        for meeting in board.meetings
        if meeting.date
        and is_public(meeting)
        and is_of(meeting, body)
        and meeting.state is not MeetingState.CANCELLED
    ]
    return tuple(meeting for _, meeting in sorted(dated, key=lambda pair: pair[0]))


def same_kind(typed: str, kind: str) -> bool:
    """Return whether a kind of paper is meant, typed as its folder's name or in words."""
    return kind_name(typed) == kind


def papers_due(cadence: Cadence, meeting: Meeting) -> tuple[KindRole, ...]:
    """Return what a meeting receives by its month, by the role of its kind (seed T 3.15).

    An extra meeting is outside the cadence; a meeting without a date has nothing due.
    """
    if meeting.date is None or meeting.state is MeetingState.EXTRA:
        return ()
    month = meeting.date.month
    months = (
        (KindRole.PERFORMANCE, cadence.performance_report),
        (KindRole.ANNUAL, cadence.annual_report),
    )
    return tuple(role for role, names in months if month in map(month_number, names))


def has_paper(board: BoardData, ways: Ways, meeting: Meeting, role: KindRole) -> bool:
    """Return whether a row of papers says that the meeting has a paper of a kind of the role."""
    return any(
        paper.meeting == meeting.reference and ways.role_of(paper.kind) is role
        for paper in board.papers
    )


def last_report(board: BoardData, ways: Ways, meeting: Meeting) -> Meeting | None:
    """Return the latest earlier public Board meeting that received a performance report.

    It received one where a row of papers says so, or the log has its final. Only where neither has
    a report to an earlier meeting is it one whose month has a report due.
    """
    earlier = [
        other
        for other in reversed(public_meetings(board))
        if meeting.date and other.date and other.date < meeting.date
    ]
    received = (other for other in earlier if _has_report(board, ways, other))
    cadence = ways.settings.cadence
    due = (other for other in earlier if KindRole.PERFORMANCE in papers_due(cadence, other))
    return next(received, None) or next(due, None)


def _has_report(board: BoardData, ways: Ways, meeting: Meeting) -> bool:
    """Return whether a meeting has a performance report on the sheet Papers, or a final of one."""
    return has_paper(board, ways, meeting, KindRole.PERFORMANCE) or any(
        one.meeting == meeting.reference and ways.role_of(one.paper) is KindRole.PERFORMANCE
        for one in board.history.rows(FILED, Filed)
    )


def next_meeting(board: BoardData, day: date, body: Body = Body.BOARD) -> Meeting | None:
    """Return the first public meeting of a body on or after the day."""
    meetings = public_meetings(board, body)
    return next((meeting for meeting in meetings if meeting.date and meeting.date >= day), None)


def find_meeting(board: BoardData, words: str) -> Meeting | None:
    """Return the meeting that the words name, or None.

    They may be its reference, its date in any form that a cell takes, or the reference of one
    of its papers. Of two meetings on one day the Board's public one is meant.
    """
    for meeting in board.meetings:
        if folded(meeting.reference) == folded(words):
            return meeting
    try:
        day = read_date(words)
    except NotADateError:
        pass
    else:
        for meeting in (*public_meetings(board), *board.meetings):
            if meeting.date == day:
                return meeting
    paper = next((p for p in board.papers if folded(p.reference) == folded(words)), None)
    return board.meeting.get(paper.meeting) if paper else None


def suggest_meetings(board: BoardData, words: str) -> tuple[str, ...]:
    """Return up to three references, of meetings or papers, that are near the words typed."""
    names = [meeting.reference for meeting in board.meetings]
    names += [paper.reference for paper in board.papers]
    by_fold = {folded(name): name for name in names}
    near = get_close_matches(folded(words), by_fold, 3, 0.6)
    holding = [fold for fold in by_fold if folded(words) and folded(words) in fold]
    return tuple(by_fold[fold] for fold in dict.fromkeys((*holding, *near)))[:3]


class Step(Frozen):
    """A step, its day, and how many working days before the meeting that is."""

    name: StepName
    day: date
    before: int


def is_working_day(day: date, days_off: Collection[date] = ()) -> bool:
    """Return whether the council works: no weekend, no bank holiday of England, no day off."""
    is_weekday = day.weekday() < 5
    return is_weekday and day not in bank_holidays(day.year) and day not in days_off


def working_days_before(day: date, number: int, days_off: Collection[date] = ()) -> date:
    """Return the working day that is so many working days before a day.

    The day itself does not count, whether or not it is a working day. It is returned for none.
    """
    while number > 0:
        day -= timedelta(days=1)
        number -= is_working_day(day, days_off)
    return day


def deadlines(meeting: Meeting, chosen: Deadlines) -> tuple[Step, ...]:
    """Return the steps before a meeting, each with its day, in the order of ``StepName``.

    A step is left out where the settings give no number of days, or one that PK-951 reports. The
    Executive is an officer group, so its papers have no day of publication. A development session
    and a meeting without a date have no steps at all.
    """
    if meeting.date is None or not is_public(meeting):
        return ()
    is_published = is_of(meeting, Body.BOARD)
    return tuple(
        Step(name, working_days_before(meeting.date, number, chosen.days_off), number)
        for name, number in chosen.steps
        if number is not None and 1 <= number <= LONGEST
        if is_published or name is not StepName.PUBLICATION
    )


def day_of(steps: Sequence[Step], name: StepName) -> date | None:
    """Return the day of a step; None where it is not among them."""
    return next((step.day for step in steps if step.name is name), None)
