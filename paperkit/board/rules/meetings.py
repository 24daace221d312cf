"""The year's meetings against the cadence of the settings (seed T 3.15).

These rules look at the whole year, also where one paper is made; all they give is notes.
"""

from collections.abc import Iterator
from datetime import date

from paperkit.board.calendar import (
    ANNUAL_REPORT,
    PERFORMANCE_REPORT,
    has_paper,
    municipal_year,
    next_meeting,
    papers_due,
    public_meetings,
)
from paperkit.board.model import Meeting
from paperkit.board.model.words import Body, MeetingState
from paperkit.board.rules.case import Case, Rule, place_of, tell
from paperkit.findings import Code, Finding, Severity
from paperkit.schema.dates import in_words

HOW_MANY = Code(
    "PK-463",
    Severity.NOTE,
    "Another number of meetings than the settings say",
    "The settings say how many public meetings the Board holds a year, May to April. Cancelled "
    "and extra meetings do not count.",
    "Five meetings from May 2026, where the settings say six.",
    "Add the meetings that are missing, or correct meetings_a_year in the settings.",
)
NO_PAPER = Code(
    "PK-464",
    Severity.NOTE,
    "A paper is due, but there is no row for it",
    "The settings say at which meetings a performance report and an annual report are due.",
    "The meeting of November 2026 without a performance report among the papers.",
    "Add a row for the paper to the sheet Papers.",
)
SAME_DAY = Code(
    "PK-465",
    Severity.NOTE,
    "Two meetings on one day",
    "A meeting can be named by its date only where no other has that date.",
    "Two meetings of the Board on 16 July 2026.",
    "Correct the date of one, or name the meetings by their references.",
)
_TITLES = {PERFORMANCE_REPORT: "performance report", ANNUAL_REPORT: "annual report"}


def how_many(case: Case) -> Iterator[Finding]:
    """Yield a note where the year around the day has another number of meetings (T 3.15)."""
    expected = case.ways.settings.cadence.meetings_a_year
    meetings = of_the_year(case)
    regular = [meeting for meeting in meetings if meeting.state is not MeetingState.EXTRA]
    if case.day and expected is not None and meetings and len(regular) != expected:
        first, last = municipal_year(case.day)
        there = f"is {len(regular)} public meeting" if len(regular) == 1 else ""
        there = there or f"are {len(regular)} public meetings"
        apart = _apart(_between(case.day, case.board.meetings))
        message = f"From {in_words(first)} to {in_words(last)} there {there}{apart}; "
        message += f"the settings say {expected}."
        yield tell(HOW_MANY, meetings[0], "date", message)


def no_paper(case: Case) -> Iterator[Finding]:
    """Yield a note for each paper that is due at the meeting, or the next one (T 3.15)."""
    meeting = case.at or (next_meeting(case.board, case.day) if case.day else None)
    if meeting is not None:
        for kind in papers_due(case.ways.settings.cadence, meeting):
            if not has_paper(case.board, meeting, kind):
                message = f"{meeting.reference} receives the {_TITLES[kind]}, and the sheet "
                message += "Papers has no row for it."
                yield tell(NO_PAPER, meeting, "reference", message)


def same_day(case: Case) -> Iterator[Finding]:
    """Yield a note for each public meeting of a body on a day that has one already."""
    for body in Body:
        seen: dict[object, Meeting] = {}
        for meeting in public_meetings(case.board, body):
            first = seen.setdefault(meeting.date, meeting)
            if meeting.date and first is not meeting:
                message = f"{first.reference} and {meeting.reference} are both on "
                message += f"{in_words(meeting.date)}."
                others = (place_of(first, "date"),)
                value = in_words(meeting.date)
                yield tell(SAME_DAY, meeting, "date", message, value=value, others=others)


def of_the_year(case: Case) -> tuple[Meeting, ...]:
    """Return the Board's public meetings of the year, May to April, around the case's day."""
    return _between(case.day, public_meetings(case.board)) if case.day else ()


def _between(day: date, meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    first, last = municipal_year(day)
    return tuple(m for m in meetings if m.date and first <= m.date <= last)


def _apart(meetings: tuple[Meeting, ...]) -> str:
    count = len([m for m in meetings if _cancelled(m)])
    return f" ({count} cancelled {'is' if count == 1 else 'are'} not counted)" if count else ""


def _cancelled(meeting: Meeting) -> bool:
    of_board = (meeting.body or Body.BOARD) is Body.BOARD
    return of_board and meeting.state is MeetingState.CANCELLED


RULES: tuple[Rule, ...] = (how_many, no_paper, same_day)
