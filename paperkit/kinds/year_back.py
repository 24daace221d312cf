"""The year that an annual report looks back on (seed T 3.15).

It ends with the day of the report's meeting, and begins the day after the meeting that received
the last annual report: so nothing falls between two reports, and nothing into both. Where no
annual report lies about a year before, it is the twelve months up to the meeting.

Indicators go by the reporting year, April to March, that was the last to end before the meeting
(seed T 3.5): a report in May looks at the outturns of the year that ended in March, beside those
of the year before it.

The outturns of a reporting year beside those of the year before it (seed T 3.5).

The rounds of exception reporting of a year, priority by priority, as the log tells them.

What was achieved in a year for each priority, and what was not (seed T 3.2, 3.16).

An action was delivered in the year where its state says so and the day lies in it. A milestone was
reached on the day that is typed beside it; without one it was, once its action was delivered.

Who sat on the Board in a year.

What the Board heard in a year: groups, partners, and issues of development sessions.

Development sessions are not public (seed H 3.14). Of a session only the issue that was brought to
the Board is here, and the meeting that it was brought to; nothing else of it may be printed.

A year of the Board as its annual report looks back on it, and the year that follows.

The order is that of annual reports of Boards: who sat on it, the strategy, what was achieved for
each priority, the figures, what went less well, ratings, what was heard, next year.

For which priority an officer's words in an annual report are.

A row of the sheet Text says it in its name: a priority's reference or name, or both. A case study's
title follows that after a colon.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from paperkit.actions.standing import DueAction, Standing, standing
from paperkit.board.calendar import (
    ANNUAL_REPORT,
    PERFORMANCE_REPORT,
    papers_due,
    public_meetings,
    reporting_year,
    same_kind,
)
from paperkit.board.data import BoardData, grouped
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import PartnerReport
from paperkit.board.plan_rows import (
    Action,
    Indicator,
    Meeting,
    Milestone,
    Person,
    Plan,
    Priority,
    Reading,
    Target,
)
from paperkit.board.plan_tree import PlanTree
from paperkit.board.settings import Cadence, Role, Settings
from paperkit.board.words import CLOSED, State, Unrated
from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.indicators import ratings
from paperkit.indicators.ratings import (
    NO_EARLIER,
    Judgement,
    Movement,
    judged,
    moved_since,
    why_no_figure,
    year_before,
)
from paperkit.meetings.year_ahead import NEAR, YearAhead, year_ahead
from paperkit.record.at_meeting import RoundAt, rounds_at
from paperkit.record.round_history import Answered, RoundHistory
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Period
from paperkit.voices.rules import Reports, Returns, reports, returns


class YearSpan(Frozen):
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


_AWAITED = frozenset({Unrated.NO_DATA, Unrated.NOT_RECEIVED})


class Outturn(Frozen):
    """One indicator: the outturn of the year and of the one before, its target, how they compare.

    ``before`` may be of an earlier year, where a figure does not come out every year. A figure is
    only held against the target of its own year.
    """

    indicator: Indicator
    before: Reading | None
    target: Target | None
    reading: Reading | None
    judgement: Judgement
    movement: Movement

    @property
    def has_figure(self) -> bool:
        """Return whether the year has a figure; words may stand in its place."""
        value = self.reading.value if self.reading else None
        return value is not None and value.number is not None

    @property
    def awaited(self) -> bool:
        """Return whether the figure of the year is still to come out."""
        value = self.reading.value if self.reading else None
        return not self.has_figure and why_no_figure(value) in _AWAITED

    @property
    def comes(self) -> str:
        """Return an officer's own words for when it comes, such as Published October 2026."""
        value = self.reading.value if self.reading else None
        return value.words if value and self.awaited else ""

    @property
    def is_worse(self) -> bool:
        """Return whether the outturn is worse than its target."""
        return self.judgement.role in (Role.NEAR, Role.MISSED)


def outturns(
    board: BoardData, settings: Settings, span: YearSpan, as_at: date
) -> tuple[Outturn, ...]:
    """Return every indicator's outturns, in the order of the file, from data as at a day."""
    return tuple(_outturn(board, settings, one, span, as_at) for one in board.indicators)


def _outturn(
    board: BoardData, settings: Settings, indicator: Indicator, span: YearSpan, as_at: date
) -> Outturn:
    readings = ratings.readings_by(board.readings_of.get(indicator.reference, ()), as_at)
    targets = board.targets_of.get(indicator.reference, ())
    reading = ratings.outturn(readings, span.last)
    period = reading.period if reading else None
    target = (
        ratings.target_of(targets, period)
        if period
        else ratings.target_this_year(targets, year_earlier(span.last))
    )
    before = _before(readings, reading, span)
    judgement = judged(indicator, reading, target, settings)
    return Outturn(
        indicator, before, target, reading, judgement, _moved(indicator, before, reading)
    )


def _before(readings: Sequence[Reading], reading: Reading | None, span: YearSpan) -> Reading | None:
    """Return the outturn of the year before, or else the last earlier figure as long as this."""
    found = ratings.outturn(readings, year_earlier(span.last))
    if found is not None or reading is None:
        return found
    upto = [one for one in readings if one.period and reading.period and
            one.period.order <= reading.period.order]  # fmt: skip
    return ratings.reading_before(upto)


def _moved(indicator: Indicator, before: Reading | None, reading: Reading | None) -> Movement:
    if before is None or reading is None or before is reading:
        return NO_EARLIER
    if len(ratings.as_long_as_last((before, reading))) < 2:
        return NO_EARLIER
    return moved_since(indicator, reading, before)


class YearOfAction(Frozen):
    """One action in the rounds of the year that asked about it, the earliest first."""

    action: Action
    answers: tuple[Answered, ...]

    @property
    def last(self) -> Answered:
        """Return its last round of the year."""
        return self.answers[-1]

    @property
    def ends_missed(self) -> bool:
        """Return whether it stood at the worst of the ratings in its last round of the year."""
        return self.last.role is Role.MISSED


class YearOfRounds(Frozen, dict=True):
    """The rounds of one priority in the year; ``meetings`` by date, its actions in plan order."""

    priority: Priority
    meetings: tuple[Meeting, ...]
    actions: tuple[YearOfAction, ...]

    @cached_property
    def successes(self) -> tuple[Answered, ...]:
        """Return where leads told of exceptional progress or early completion (seed H 3.10)."""
        return tuple(row for one in self.actions for row in one.answers if row.is_success)


def rounds_of(board: BoardData, ways: Ways, span: YearSpan) -> tuple[YearOfRounds, ...]:
    """Return the rounds of the year of each priority that has had one, in the order of the file.

    An action stands with its nearest priority alone, not with the part that this belongs to.
    """
    if not board.history.entries:
        return ()
    held = RoundHistory(board)
    wanted = list(_wanted(held, span))
    told: dict[str, list[RoundAt]] = {}
    for (priority, _), one in zip(wanted, rounds_at(board, ways, wanted), strict=True):
        told.setdefault(priority, []).append(one)
    made = (_of_priority(held, rounds) for rounds in told.values())
    return tuple(one for one in made if one.actions)


def _wanted(held: RoundHistory, span: YearSpan) -> Iterator[tuple[str, Meeting]]:
    """Yield the priority and the meeting of each round of the year."""
    nearest = {held.tree.priority(action.parent) for action in held.board.actions}
    for row in held.board.priorities:
        for turn in held.rounds_of(row.reference) if row.reference in nearest else ():
            if span.holds(turn.when[0]):
                yield row.reference, held.meeting(turn.meeting)


def _of_priority(held: RoundHistory, rounds: list[RoundAt]) -> YearOfRounds:
    priority = rounds[0].priority
    answers: dict[str, list[Answered]] = {}
    for one in rounds:
        for row in one.rows:
            if folded(held.tree.priority(row.action.parent)) == folded(priority.reference):
                answers.setdefault(row.action.reference, []).append(row)
    meetings = tuple(one.meeting for one in rounds)
    actions = (YearOfAction(rows[0].action, tuple(rows)) for rows in answers.values())
    return YearOfRounds(priority, meetings, tuple(actions))


T = TypeVar("T")

_NO_PRIORITY = Priority()
_NOT_LATE = frozenset({Standing.DELIVERED, Standing.WITHDRAWN})
_ORDER = {standing: place for place, standing in enumerate(Standing)}


class Achieved(Frozen):
    """What was achieved for a priority in the year, each in the order of the file.

    The priority is blank where actions, milestones or indicators are of none. ``actions`` and
    ``measured`` are all that it has, ``targets`` the outturns that met theirs, ``exceptional``
    what leads returned in the rounds of the year.
    """

    priority: Priority
    actions: tuple[Action, ...]
    delivered: tuple[Action, ...]
    milestones: tuple[Milestone, ...]
    measured: tuple[Outturn, ...]
    exceptional: tuple[Answered, ...]

    @property
    def targets(self) -> tuple[Outturn, ...]:
        """Return the outturns that are on target or better."""
        return tuple(one for one in self.measured if one.judgement.role is Role.MET)

    @property
    def is_bare(self) -> bool:
        """Return whether the plans have nothing at all for it."""
        return not (self.actions or self.milestones or self.measured)


class Plans(Frozen, dict=True):
    """The plans of a year, looked up once: from data as at a day."""

    board: BoardData
    span: YearSpan
    as_at: date

    @cached_property
    def tree(self) -> PlanTree:
        """Return the plan, from priorities down."""
        return PlanTree(self.board)

    @cached_property
    def _actions(self) -> Mapping[str, Action]:
        return {folded(action.reference): action for action in self.board.actions}

    def delivered(self, action: Action) -> bool:
        """Return whether an action was delivered in the year."""
        return action.state is State.DELIVERED and self.span.holds(action.done_on)

    def reached(self, milestone: Milestone) -> bool:
        """Return whether a milestone was reached in the year."""
        if milestone.reached_on:
            return self.span.holds(milestone.reached_on)
        action = self._actions.get(folded(milestone.action))
        done = action is not None and self._done(action)
        return done and self.span.holds(milestone.date)

    def unsaid(self, milestone: Milestone) -> bool:
        """Return whether a milestone of the year has passed, and nobody said that it was reached.

        That of a withdrawn action is not asked about any more.
        """
        action = self._actions.get(folded(milestone.action))
        day = milestone.date
        past = self.span.holds(day) and day is not None and day <= self.as_at
        withdrawn = action is not None and action.state is State.WITHDRAWN
        said = milestone.reached_on is not None or (action is not None and self._done(action))
        return past and not withdrawn and not said

    def _done(self, action: Action) -> bool:
        by = action.done_on is None or action.done_on <= self.span.last
        return action.state is State.DELIVERED and by

    def of_milestone(self, milestone: Milestone) -> str:
        """Return the folded reference of the nearest priority of a milestone; "" for none."""
        action = self._actions.get(folded(milestone.action))
        return self.nearest(action.parent) if action else ""

    def nearest(self, parent: str) -> str:
        """Return the folded reference of the nearest priority over something; "" for none."""
        return folded(self.tree.priority(parent))


def achieved(
    plans: Plans, outturns: Iterable[Outturn], rounds: Iterable[YearOfRounds]
) -> tuple[Achieved, ...]:
    """Return what was achieved for each priority in the order of the file; what is of none, last.

    A part of the strategy that has priorities under it, and nothing of its own, is left out.
    """
    board = plans.board
    actions = _sorted((plans.nearest(row.parent), row) for row in board.actions)
    steps = _sorted(
        (plans.of_milestone(row), row) for row in board.milestones if plans.reached(row)
    )
    figures = _sorted((plans.nearest(row.indicator.outcome), row) for row in outturns)
    successes = {folded(one.priority.reference): one.successes for one in rounds}
    above = {"", *(folded(row.part_of) for row in board.priorities)}

    def of(row: Priority) -> Achieved:
        key = folded(row.reference)
        own = tuple(actions.get(key, ()))
        delivered = tuple(action for action in own if plans.delivered(action))
        milestones, measured = tuple(steps.get(key, ())), tuple(figures.get(key, ()))
        return Achieved(row, own, delivered, milestones, measured, successes.get(key, ()))

    every = (of(row) for row in (*board.priorities, _NO_PRIORITY))
    return tuple(
        one for one in every if not (one.is_bare and folded(one.priority.reference) in above)
    )


def late(plans: Plans) -> tuple[DueAction, ...]:
    """Return the actions that should have been delivered by the end of the year, and were not.

    Those whose deadline was moved to a later day are among them: they were due in their first
    words. What was not delivered stands first, then by deadline, then in the order of the plan.
    """
    found = list(_late(plans))
    return tuple(sorted(found, key=lambda due: (_ORDER[due.standing], due.due)))


def unsaid(plans: Plans) -> tuple[Milestone, ...]:
    """Return the milestones of the year of which nobody has said that they were reached."""
    return tuple(row for row in plans.board.milestones if plans.unsaid(row))


def _late(plans: Plans) -> Iterator[DueAction]:
    last = plans.span.last
    for action in plans.board.actions:
        deadlines = (action.deadline, action.revised_deadline)
        days = [one.last for one in deadlines if one and one.last and one.last <= last]
        stands = standing(action, last, plans.as_at)
        if days and stands not in _NOT_LATE:
            yield DueAction(action, stands, max(days))


def _sorted(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found


class Member(Frozen):
    """A member of the Board in the year; ``joined`` and ``left`` are days within it, or None."""

    person: Person
    joined: date | None = None
    left: date | None = None


def members(board: BoardData, span: YearSpan) -> tuple[Member, ...]:
    """Return who was a member on any day of the year, in the order of the sheet.

    Somebody without a first day has been there all along, without a last day still is.
    """
    return tuple(_members(board, span))


def _members(board: BoardData, span: YearSpan) -> Iterator[Member]:
    for person in board.people:
        begun = person.start is None or person.start <= span.last
        stayed = person.end is None or person.end >= span.first
        if person.member is Answer.YES and begun and stayed:
            joined = person.start if span.holds(person.start) else None
            yield Member(person, joined, person.end if span.holds(person.end) else None)


class HeardAt(Frozen):
    """What groups and overseeing bodies sent for one meeting."""

    meeting: Meeting
    returns: Returns
    reports: Reports


class Brought(Frozen):
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


class YearBack(Frozen):
    """What an annual report tells.

    ``undated`` are delivered actions of which nobody has said when, so that no year counts them;
    ``late`` are the actions that were due and not delivered, ``unsaid`` the milestones of which
    nobody has said that they were reached. ``plans`` are those of the year that follows,
    ``carried`` the actions that are carried over, ``ahead`` the Board's forward plan from the day
    after the meeting.
    """

    span: YearSpan
    members: tuple[Member, ...]
    achieved: tuple[Achieved, ...]
    outturns: tuple[Outturn, ...]
    undated: tuple[Action, ...]
    late: tuple[DueAction, ...]
    unsaid: tuple[Milestone, ...]
    rounds: tuple[YearOfRounds, ...]
    heard: tuple[HeardAt, ...]
    partners: tuple[tuple[Meeting, PartnerReport], ...]
    brought: tuple[Brought, ...]
    plans: tuple[Plan, ...]
    carried: tuple[Action, ...]
    ahead: YearAhead

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return what the year has nothing of, in words; nothing for a year that is there."""
        meetings = () if self.span.earlier else ("no earlier meeting of the Board",)
        figures = not self.outturns or any(one.has_figure for one in self.outturns)
        return meetings if figures else (*meetings, f"no outturn for {self.span.reporting}")

    @property
    def worse(self) -> tuple[Outturn, ...]:
        """Return the outturns that are worse than their target."""
        return tuple(one for one in self.outturns if one.is_worse)

    @property
    def red(self) -> tuple[YearOfAction, ...]:
        """Return the actions that stood at the worst rating in their last round of the year."""
        return tuple(one for of in self.rounds for one in of.actions if one.ends_missed)

    @property
    def delivered(self) -> tuple[Action, ...]:
        """Return the actions that were delivered in the year, by priority."""
        return tuple(action for one in self.achieved for action in one.delivered)

    @property
    def reached(self) -> tuple[Milestone, ...]:
        """Return the milestones that were reached in the year, by priority."""
        return tuple(row for one in self.achieved for row in one.milestones)


def year_back(board: BoardData, ways: Ways, day: date, as_at: date | None = None) -> YearBack:
    """Return what the annual report to a meeting on a day tells, from data as at a day."""
    span = year_span(board, ways.settings.cadence, day)
    data_day = as_at or day
    plans = Plans(board, span, data_day)
    figures = outturns(board, ways.settings, span, data_day)
    rounds = rounds_of(board, ways, span)
    return YearBack(
        span=span,
        members=members(board, span),
        achieved=achieved(plans, figures, rounds),
        outturns=figures,
        undated=tuple(a for a in board.actions if a.state is State.DELIVERED and not a.done_on),
        late=late(plans),
        unsaid=unsaid(plans),
        rounds=rounds,
        heard=heard(board, ways, span),
        partners=partner_reports(board, span),
        brought=brought(board, span),
        plans=next_plans(board, day),
        carried=carried_over(board),
        ahead=year_ahead(board, ways, day + timedelta(days=1)),
    )


def next_plans(board: BoardData, day: date) -> tuple[Plan, ...]:
    """Return the plans of the year that the meeting lies in: the annual refresh (seed T 3.1)."""
    year = reporting_year(day)
    return tuple(plan for plan in board.plans if plan.year and plan.year.first == year.first)


def carried_over(board: BoardData) -> tuple[Action, ...]:
    """Return the open actions that were carried over; their references stay (seed T 3.1)."""
    return tuple(
        action
        for action in board.actions
        if action.state not in CLOSED
        and (action.carried_from or action.state is State.CARRIED_OVER)
    )


ACHIEVED, CASE_STUDIES = "achieved", "case_studies"


def of_priority(priorities: Iterable[Priority], name: str) -> tuple[str, str]:
    """Return the folded reference of the priority that a name begins with, and the title after it.

    Both are "" where it names none. ``P1: A café at night`` is of P1, and so is ``Healthy lives``.
    """
    called = {
        folded(words): folded(row.reference)
        for row in reversed(tuple(priorities))
        for words in (row.name, f"{row.reference} {row.name}", row.reference)
        if words
    }
    if folded(name) in called:
        return called[folded(name)], ""
    before, _, title = name.partition(":")
    found = called.get(folded(before), "")
    return (found, title.strip()) if found else ("", "")
