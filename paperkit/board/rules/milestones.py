"""Milestones: the Board checks key ones at a meeting, and something at each (seed T 3.17)."""

from collections.abc import Iterator

from paperkit.board.model import Meeting, Milestone
from paperkit.board.model.words import MeetingState
from paperkit.board.rules.case import Case, Rule, joined, tell, tell_all
from paperkit.board.rules.meetings import of_the_year
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding, quoted
from paperkit.schema.choices import Answer
from paperkit.schema.dates import in_words


def no_meeting(case: Case) -> Iterator[Finding]:
    """Yield a note for each key milestone without a meeting (T 3.2)."""
    for milestone in case.scope.milestones:
        if milestone.key is Answer.YES and not milestone.meeting:
            message = f"The key milestone {_shown(milestone)} is checked at no meeting."
            person = whose(case.board, milestone)
            yield tell("PK-450", milestone, "meeting", message, person=person)


def after_its_meeting(case: Case) -> Iterator[Finding]:
    """Yield a note for each milestone dated after its meeting; on the day is in time."""
    for milestone, meeting in _at_meetings(case):
        if milestone.date and meeting.date and milestone.date > meeting.date:
            message = f"The milestone {_shown(milestone)} is due on {in_words(milestone.date)}, "
            message += f"after {meeting.reference} on {in_words(meeting.date)}."
            value, person = in_words(milestone.date), whose(case.board, milestone)
            yield tell("PK-451", milestone, "date", message, value=value, person=person)


def meeting_cancelled(case: Case) -> Iterator[Finding]:
    """Yield an error for each milestone of a meeting that was cancelled."""
    for milestone, meeting in _at_meetings(case):
        if meeting.state is MeetingState.CANCELLED:
            message = f"The milestone {_shown(milestone)} is to be checked at "
            message += f"{meeting.reference}, which was cancelled."
            value, person = meeting.reference, whose(case.board, milestone)
            yield tell("PK-452", milestone, "meeting", message, value=value, person=person)


def nothing_to_monitor(case: Case) -> Iterator[Finding]:
    """Yield one note that lists the year's meetings with nothing to monitor (T 3.17).

    Asked only of those who keep milestones.
    """
    if case.board.milestones:
        rows = [m for m in of_the_year(case) if not any(i.monitors for i in case.ahead.at(m))]
        if rows:
            names = joined(m.reference for m in rows)
            message = f"Nothing is monitored at {names}: no report and no milestone."
            yield from tell_all("PK-453", rows, "reference", message)


def nothing_to_check(case: Case) -> Iterator[Finding]:
    """Yield one note that lists key milestones without what is to be checked (T 3.2)."""
    rows = [m for m in case.scope.milestones if m.key is Answer.YES and not m.check]
    if rows:
        message = f"Nothing says what is to be checked of {joined(map(_shown, rows))}."
        yield from tell_all("PK-454", rows, "check", message)


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
