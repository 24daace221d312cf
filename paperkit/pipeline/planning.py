"""The year ahead of the Board or its Executive, for the terminal and for a calendar."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from paperkit.board.calendar import Step, deadlines
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import Body, MeetingState
from paperkit.container.writing import write_file
from paperkit.files.calendar_out import Event, calendar_file
from paperkit.findings import Finding
from paperkit.frozen import Frozen
from paperkit.meetings import rules
from paperkit.meetings.shown import ForwardPlan, forward_plan
from paperkit.meetings.year_ahead import MeetingAhead, YearAhead, year_ahead
from paperkit.packs.plan import Planned
from paperkit.pipeline.asking import the_meeting
from paperkit.pipeline.checking import ordered, wanted
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board
from paperkit.standpoint.board_at import BoardAt


class PlannedYear(Frozen):
    """The forward plan of a body from a meeting on, as facts and in the words of its paper.

    ``shown`` has the meetings of ``year`` in the same order.
    """

    council: Council
    meeting: Meeting
    year: YearAhead
    shown: ForwardPlan

    def steps(self, meeting: Meeting) -> tuple[Step, ...]:
        """Return the steps before a meeting, with their days."""
        return deadlines(meeting, self.council.ways.settings.deadlines)


class Ahead(Frozen):
    """What was found, and the plan; None where the data cannot be read as they stand."""

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
    council = open_council(folder, packs)
    read = read_board(council)
    if not read.readable:
        return Ahead(ordered(read.findings))
    there = the_meeting(read.board, meeting, today, body or Body.BOARD)
    whose = body or there.body or Body.BOARD
    assert there.date is not None, "the_meeting takes none without a date"
    year = year_ahead(read.board, council.ways, there.date, whose)
    shown = forward_plan(BoardAt(read.board, council.ways, there, planned=Planned(body=whose)))
    findings = ordered((*read.findings, *_judged(council, read, there.date, today)))
    return Ahead(wanted(council, findings), PlannedYear(council, there, year, shown))


def write_calendar(planned: PlannedYear, path: Path) -> int:
    """Write the plan's days as a calendar file, and return how many there are.

    The file is a new one: WriteError where something stands at its path. Its events were last
    revised on the day of the meeting from which the plan looks ahead, since the clock would make
    equal plans unequal.
    """
    days = tuple(_events(planned))
    write_file(path, calendar_file(days, planned.year.first), replace=False)
    return len(days)


def _judged(council: Council, read: BoardRead, day: date, today: date) -> Iterator[Finding]:
    at = BoardAt(read.board, council.ways, as_at=day, today=today)
    for rule in (*rules.CADENCE_RULES, *rules.MILESTONE_RULES, *rules.FORWARD_RULES):
        yield from rule(at)


def _events(planned: PlannedYear) -> Iterator[Event]:
    for ahead in planned.year.meetings:
        if ahead.meeting.date:
            yield _meeting(planned, ahead, ahead.meeting.date)
            for step in planned.steps(ahead.meeting):
                summary = f"{step.name}: {planned.shown.body}, {ahead.meeting.reference}"
                name = _named(planned, ahead.meeting, str(step.name))
                yield Event(name=name, day=step.day, summary=summary, category="Deadline")
    for off in planned.year.cancelled:
        if off.meeting.date:
            yield _meeting(planned, off, off.meeting.date)
    for session in planned.year.sessions:
        if session.meeting.date:
            name = _named(planned, session.meeting, "session")
            # Of a session even its topics stay out of a calendar, which is passed on easily.
            summary = f"Development session: {planned.shown.body}"
            yield Event(name=name, day=session.meeting.date, summary=summary, category="Session")


def _meeting(planned: PlannedYear, ahead: MeetingAhead, day: date) -> Event:
    return Event(
        name=_named(planned, ahead.meeting, "meeting"),
        day=day,
        summary=planned.shown.body,
        description="\n".join(item.title for item in ahead.items if item.title),
        category="Meeting",
        cancelled=ahead.meeting.state is MeetingState.CANCELLED,
    )


def _named(planned: PlannedYear, meeting: Meeting, what: str) -> str:
    """Return the name of an event: of whose meeting, which one, and which step before it."""
    council = planned.council.ways.settings.council.name
    return "|".join((council, str(planned.year.body), meeting.reference, what))
