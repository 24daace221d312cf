"""Milestones: the Board checks key ones at a meeting, and something at each (seed T 3.17)."""

from collections.abc import Iterator

from paperkit.board.model import Meeting, Milestone
from paperkit.board.model.words import MeetingState
from paperkit.board.rules.case import Case, Rule, joined, tell, tell_all
from paperkit.board.rules.meetings import of_the_year
from paperkit.board.rules.whose import whose
from paperkit.findings import Code, Finding, Severity, quoted
from paperkit.schema.choices import Answer
from paperkit.schema.dates import in_words

NO_MEETING = Code(
    "PK-450",
    Severity.NOTE,
    "A key milestone without a meeting",
    "Key milestones stand on the forward plan of the Board or its Executive, which check them.",
    "A key milestone of action 1.2 with nothing under 'Meeting'.",
    "Choose the meeting at which it is checked.",
)
AFTER_ITS_MEETING = Code(
    "PK-451",
    Severity.NOTE,
    "A milestone later than its meeting",
    "A meeting can check only what is to be reached by its date.",
    "A milestone of 1 August 2026, to be checked on 16 July 2026.",
    "Choose a later meeting, or correct the date.",
)
MEETING_CANCELLED = Code(
    "PK-452",
    Severity.ERROR,
    "A milestone of a cancelled meeting",
    "Nobody will check the milestone, and the forward plan would announce it.",
    "A milestone that is to be checked at a meeting that was cancelled.",
    "Choose another meeting.",
)
NOTHING_TO_MONITOR = Code(
    "PK-453",
    Severity.NOTE,
    "Meetings with nothing to monitor",
    "Each meeting has a report, a milestone or another item by which delivery is looked at.",
    "A meeting in September 2026 with neither.",
    "Give a milestone to each of the meetings.",
)
NOTHING_TO_CHECK = Code(
    "PK-454",
    Severity.NOTE,
    "Key milestones that do not say what is checked",
    "The forward plan says what a meeting is to check.",
    "A key milestone with nothing under 'To be checked'.",
    "Type what the meeting is to check.",
)


def no_meeting(case: Case) -> Iterator[Finding]:
    """Yield a note for each key milestone without a meeting (T 3.2)."""
    for milestone in case.scope.milestones:
        if milestone.key is Answer.YES and not milestone.meeting:
            message = f"The key milestone {_shown(milestone)} is checked at no meeting."
            person = whose(case.board, milestone)
            yield tell(NO_MEETING, milestone, "meeting", message, person=person)


def after_its_meeting(case: Case) -> Iterator[Finding]:
    """Yield a note for each milestone dated after its meeting; on the day is in time."""
    for milestone, meeting in _at_meetings(case):
        if milestone.date and meeting.date and milestone.date > meeting.date:
            message = f"The milestone {_shown(milestone)} is due on {in_words(milestone.date)}, "
            message += f"after {meeting.reference} on {in_words(meeting.date)}."
            value, person = in_words(milestone.date), whose(case.board, milestone)
            yield tell(AFTER_ITS_MEETING, milestone, "date", message, value=value, person=person)


def meeting_cancelled(case: Case) -> Iterator[Finding]:
    """Yield an error for each milestone of a meeting that was cancelled."""
    for milestone, meeting in _at_meetings(case):
        if meeting.state is MeetingState.CANCELLED:
            message = f"The milestone {_shown(milestone)} is to be checked at "
            message += f"{meeting.reference}, which was cancelled."
            value, person = meeting.reference, whose(case.board, milestone)
            yield tell(MEETING_CANCELLED, milestone, "meeting", message, value=value, person=person)


def nothing_to_monitor(case: Case) -> Iterator[Finding]:
    """Yield one note that lists the year's meetings with nothing to monitor (T 3.17).

    Asked only of those who keep milestones.
    """
    if case.board.milestones:
        rows = [m for m in of_the_year(case) if not any(i.monitors for i in case.ahead.at(m))]
        if rows:
            names = joined(m.reference for m in rows)
            message = f"Nothing is monitored at {names}: no report and no milestone."
            yield from tell_all(NOTHING_TO_MONITOR, rows, "reference", message)


def nothing_to_check(case: Case) -> Iterator[Finding]:
    """Yield one note that lists key milestones without what is to be checked (T 3.2)."""
    rows = [m for m in case.scope.milestones if m.key is Answer.YES and not m.check]
    if rows:
        message = f"Nothing says what is to be checked of {joined(map(_shown, rows))}."
        yield from tell_all(NOTHING_TO_CHECK, rows, "check", message)


def _at_meetings(case: Case) -> Iterator[tuple[Milestone, Meeting]]:
    for milestone in case.scope.milestones:
        meeting = case.scope.meeting.get(milestone.meeting)
        if meeting:
            yield milestone, meeting


def _shown(milestone: Milestone) -> str:
    of_action = f" of action {milestone.action}" if milestone.action else ""
    return f"{quoted(milestone.wording) if milestone.wording else 'without words'}{of_action}"


RULES: tuple[Rule, ...] = (
    no_meeting,
    after_its_meeting,
    meeting_cancelled,
    nothing_to_monitor,
    nothing_to_check,
)
