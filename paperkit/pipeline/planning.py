"""The year ahead of the Board or its Executive, for the terminal and for a calendar."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from paperkit.board.calendar import Step, deadlines
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Settings
from paperkit.board.words import Body, MeetingState
from paperkit.container.writing import write_file
from paperkit.files.calendar_out import Event, calendar_file
from paperkit.findings import Finding
from paperkit.frozen import Frozen
from paperkit.meetings import rules
from paperkit.meetings.shown import ForwardPlan, forward_plan, rounds_to_plan
from paperkit.meetings.year_ahead import YearAhead, year_ahead
from paperkit.packs.plan import Planned
from paperkit.pipeline.checking import ordered, wanted
from paperkit.pipeline.reading import read_board, the_meeting
from paperkit.standpoint.board_at import BoardAt


class PlannedYear(Frozen):
    """The forward plan of a body from a meeting on, as facts and in the words of its paper.

    ``shown`` has the meetings of ``year`` in the same order; ``to_plan`` says which rounds have no
    meeting yet, which is for officers, and no paper prints.
    """

    settings: Settings
    year: YearAhead
    shown: ForwardPlan
    to_plan: str

    def steps(self, meeting: Meeting) -> tuple[Step, ...]:
        """Return the steps before a meeting, with their days."""
        return deadlines(meeting, self.settings.deadlines)


class Ahead(Frozen):
    """What was found, and the plan; None where the data cannot be read as they are."""

    findings: tuple[Finding, ...]
    planned: PlannedYear | None = None


def plan_ahead(
    folder: Path,
    *,
    meeting: str = "",
    body: Body | None = None,
    today: date,
    packs: Sequence[Path] = (),
) -> Ahead:
    """Return the forward plan of a body for twelve months from a meeting, or from its next one.

    Without ``body`` it is that of the body whose meeting is named, or the Board's. What is found
    is what concerns forward plans, and what could not be read. Raises PaperkitError where the run
    cannot go on.
    """
    read = read_board(folder, packs)
    if not read.readable:
        return Ahead(ordered(read.findings))
    board, ways = read.board, read.ways
    first = the_meeting(board, meeting, today, body or Body.BOARD)
    assert first.date is not None, "the_meeting takes none without a date"
    of_body = body or first.body or Body.BOARD
    year = year_ahead(board, ways, first.date, of_body)
    from_first = BoardAt(board, ways, first, planned=Planned(body=of_body))
    planned = PlannedYear(
        ways.settings, year, forward_plan(from_first), rounds_to_plan(from_first, year)
    )
    findings = list(read.findings)
    at = BoardAt(board, ways, as_at=first.date, today=today)
    for rule in (*rules.CADENCE_RULES, *rules.FORWARD_RULES):
        findings += rule(at)
    return Ahead(wanted(ways, ordered(findings)), planned)


def write_calendar(planned: PlannedYear, path: Path) -> int:
    """Write the plan's days as a calendar file, and return how many there are.

    The file is a new one: WriteError where something is at its path. Its events were last revised
    on the day of the meeting from which the plan looks ahead, since the clock would make equal
    plans unequal.
    """
    days = tuple(_events(planned))
    write_file(path, calendar_file(days, planned.year.first), replace=False)
    return len(days)


def _events(planned: PlannedYear) -> Iterator[Event]:
    year, body = planned.year, planned.shown.body
    council = planned.settings.council.name

    def name(meeting: Meeting, step: str) -> str:
        """Return the name of an event: of whose meeting, which one, and which step before it."""
        return "|".join((council, str(year.body), meeting.reference, step))

    for ahead in (*year.meetings, *year.cancelled):
        meeting = ahead.meeting
        cancelled = meeting.state is MeetingState.CANCELLED
        if meeting.date:
            yield Event(
                name=name(meeting, "meeting"),
                day=meeting.date,
                summary=body,
                description="\n".join(item.title for item in ahead.items if item.title),
                category="Meeting",
                cancelled=cancelled,
            )
        for step in () if cancelled else planned.steps(meeting):
            called, summary = str(step.name), f"{step.name}: {body}, {meeting.reference}"
            yield Event(
                name=name(meeting, called), day=step.day, summary=summary, category="Deadline"
            )
    for session in year.sessions:
        if session.meeting.date:
            # Of a session even its topics stay out of a calendar, which is passed on easily.
            yield Event(
                name=name(session.meeting, "session"),
                day=session.meeting.date,
                summary=f"Development session: {body}",
                category="Session",
            )
