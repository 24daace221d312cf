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
from paperkit.findings import Finding
from paperkit.schema.dates import in_words

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
        yield tell("PK-463", meetings[0], "date", message)


def no_paper(case: Case) -> Iterator[Finding]:
    """Yield a note for each paper that is due at the meeting, or the next one (T 3.15)."""
    meeting = case.at or (next_meeting(case.board, case.day) if case.day else None)
    if meeting is not None:
        for kind in papers_due(case.ways.settings.cadence, meeting):
            if not has_paper(case.board, meeting, kind):
                message = f"{meeting.reference} receives the {_TITLES[kind]}, and the sheet "
                message += "Papers has no row for it."
                yield tell("PK-464", meeting, "reference", message)


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
                yield tell("PK-465", meeting, "date", message, value=value, others=others)


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
