"""The year that an annual report looks back on (seed T 3.15), and the year that follows.

The year ends with the day of the report's meeting, and begins the day after the meeting that
received the last annual report: so nothing falls between two reports, and nothing into both. Where
there was none about a year before, it is the twelve months up to the meeting.

Indicators go by the reporting year, April to March, that was the last to end before the meeting
(seed T 3.5): a report in May looks at the outturns of the year that ended in March, beside those
of the year before it.

An action was delivered in the year where its state says so and the day is in it. A milestone was
reached on the day that is typed beside it; without one the report says no more than that its action
was delivered. Of these a report can say what its data hold: they count from the day after the data
of the last report up to the day of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from paperkit.actions.milestones import is_asked_about, is_settled, not_said
from paperkit.actions.shown import NO_EXCEPTION
from paperkit.actions.standing import DueAction, Standing, days_late, due_actions, was_moved
from paperkit.board.calendar import (
    anniversary,
    papers_due,
    public_meetings,
    reporting_year,
)
from paperkit.board.data import BoardData, by_key, grouped
from paperkit.board.kind_roles import KindRole
from paperkit.board.paper_rows import PaperRow, PartnerReport, Session
from paperkit.board.plan_rows import (
    Action,
    Meeting,
    Milestone,
    Person,
    Plan,
    Priority,
    Reading,
)
from paperkit.board.settings import Role
from paperkit.board.words import MeetingState, State, Unrated
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.indicators import ratings
from paperkit.indicators.ratings import NO_EARLIER, JudgedFigure, judged, moved_since
from paperkit.indicators.rules import named_in_full
from paperkit.indicators.running import run_of
from paperkit.meetings.year_ahead import NEAR, YearAhead, year_ahead
from paperkit.record.at_meeting import Answered, RoundHistory, rounds_at
from paperkit.schema.cleaning import ByReference, folded
from paperkit.schema.columns import Answer, Row
from paperkit.schema.dates import Period, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import finding_at, finding_for, finding_over
from paperkit.standpoint.sentences import listed
from paperkit.voices.rules import Reports, Returns, reports, returns

ACHIEVED, CASE_STUDIES = "achieved", "case_studies"
_A_DAY = timedelta(days=1)
_NOT_LATE = NO_EXCEPTION | {Standing.SUSPENDED}
_AWAITED = frozenset({Unrated.NO_DATA, Unrated.NOT_RECEIVED})


class YearSpan(Frozen):
    """The year looked back on: its first and last day, and the years of its figures.

    ``known`` is the first and the last day of what the data of the report are the first to hold.
    ``reporting`` is the year of the outturns, ``before`` the one before it. ``meetings`` are the
    public meetings of the Board in the year, by date, the report's own the last.
    """

    first: date
    last: date
    known: tuple[date, date]
    reporting: Period
    before: Period
    meetings: tuple[Meeting, ...] = ()

    def holds(self, day: date | None) -> bool:
        """Return whether a day is in the year."""
        return day is not None and self.first <= day <= self.last

    def saw(self, day: date | None) -> bool:
        """Return whether what was done on a day belongs in this report."""
        first, last = self.known
        return day is not None and first <= day <= last


class Outturn(JudgedFigure):
    """One indicator: the outturn of the year and of the one before, its target, how they compare.

    ``before`` may be of an earlier year, where a figure does not come out every year. A figure is
    only held against the target of its own year.
    """

    before: Reading | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows that its rating rests on: those of the year before are not among them."""
        targets = self.target.rows if self.target else ()
        return tuple(filter(None, (self.indicator, *targets, self.reading)))

    @property
    def awaited(self) -> bool:
        """Return whether the figure of the year is still to come out."""
        return not self.has_figure and ratings.why_no_figure(self.value) in _AWAITED

    @property
    def comes(self) -> str:
        """Return an officer's own words for when it comes, such as Published October 2026."""
        return self.value.words if self.value and self.awaited else ""


class YearOfRounds(Frozen):
    """The rounds of one priority in the year; ``meetings`` by date.

    ``actions`` holds, for each action in plan order that a round asked about, its line in each of
    those rounds, the earliest first.
    """

    priority: Priority
    meetings: tuple[Meeting, ...]
    actions: tuple[tuple[Answered, ...], ...]


class Achieved(Frozen):
    """What was achieved for a priority in the year, each in the order of the file.

    The priority is blank where actions, milestones or indicators are of none. ``milestones`` are
    those that were reached, and those without a day of delivered actions. ``actions`` and
    ``measured`` are all that it has, ``targets`` the outturns that are on target or better,
    ``exceptional`` where leads reported exceptional progress or early completion (seed H 3.10).
    """

    priority: Priority
    actions: tuple[Action, ...]
    delivered: tuple[Action, ...]
    milestones: tuple[Milestone, ...]
    measured: tuple[Outturn, ...]
    targets: tuple[Outturn, ...]
    exceptional: tuple[Answered, ...]

    @property
    def reached(self) -> tuple[Milestone, ...]:
        """Return the milestones with the day on which they were reached."""
        return tuple(row for row in self.milestones if row.reached_on)


class Member(Frozen):
    """A member of the Board in the year; ``joined`` and ``left`` are days within it, or None."""

    person: Person
    joined: date | None = None
    left: date | None = None


class ReceivedAt(Frozen):
    """What groups and overseeing bodies sent for one meeting."""

    meeting: Meeting
    returns: Returns
    reports: Reports

    @property
    def has_groups(self) -> bool:
        """Return whether groups look at the plans, or answered for the meeting."""
        return bool(self.returns.asked or self.returns.answers)

    @property
    def sent(self) -> int:
        """Return how many of the groups that were asked sent a return."""
        return len(self.returns.asked) - len(self.returns.silent)


class Brought(Frozen):
    """An issue that a development session brought to a meeting of the Board, and its place.

    Development sessions are not public (seed H 3.14): it holds no more of one than may be.
    """

    issue: str
    meeting: Meeting
    place: Place


class YearBack(Frozen):
    """What an annual report says of its year, and of the one that follows.

    ``due`` are the actions that were due and not reported as delivered before, ``delivered_late``
    those delivered in the year after their deadline, ``moved`` those of which the deadline was
    moved. ``unsaid`` are the milestones of which nobody has said that they were reached. ``plans``
    are those of the year that follows, ``carried`` the actions that are carried over, ``ahead`` the
    Board's forward plan from the day after the meeting.
    """

    span: YearSpan
    members: tuple[Member, ...]
    achieved: tuple[Achieved, ...]
    outturns: tuple[Outturn, ...]
    due: tuple[DueAction, ...]
    delivered_late: tuple[Action, ...]
    moved: tuple[Action, ...]
    unsaid: tuple[Milestone, ...]
    rounds: tuple[YearOfRounds, ...]
    received: tuple[ReceivedAt, ...]
    partners: tuple[tuple[Meeting, PartnerReport], ...]
    brought: tuple[Brought, ...]
    plans: tuple[Plan, ...]
    carried: tuple[Action, ...]
    ahead: YearAhead

    @property
    def lacks_meetings(self) -> bool:
        """Return whether no meeting of the Board is recorded before the report's own."""
        return not any(m.date and m.date < self.span.last for m in self.span.meetings)

    @property
    def lacks_outturns(self) -> bool:
        """Return whether there are indicators, and not one of them has an outturn of the year."""
        return bool(self.outturns) and not any(one.has_figure for one in self.outturns)

    @property
    def late(self) -> tuple[DueAction, ...]:
        """Return those due and not delivered that are neither on course nor suspended."""
        return tuple(due for due in self.due if due.standing not in _NOT_LATE)

    @property
    def worse(self) -> tuple[Outturn, ...]:
        """Return the outturns that are worse than their target."""
        worse = (Role.NEAR, Role.MISSED)
        return tuple(one for one in self.outturns if one.judgement.role in worse)

    @property
    def red(self) -> tuple[Answered, ...]:
        """Return the last round of each action that had the worst of the ratings in it."""
        last = (answers[-1] for of in self.rounds for answers in of.actions)
        return tuple(row for row in last if row.role is Role.MISSED)

    @property
    def delivered(self) -> tuple[Action, ...]:
        """Return the actions that were delivered in the year, by priority."""
        return tuple(action for one in self.achieved for action in one.delivered)

    @property
    def reached(self) -> tuple[Milestone, ...]:
        """Return the milestones that were reached in the year, by priority."""
        return tuple(row for one in self.achieved for row in one.reached)

    @property
    def undated(self) -> int:
        """Return how many milestones have no day, and an action that was delivered."""
        return sum(len(one.milestones) - len(one.reached) for one in self.achieved)


def year_back(at: BoardAt) -> YearBack:
    """Return what the annual report to the meeting says, from data as at the day of the data."""
    board, span = at.board, year_span(at)
    figures, rounds = _outturns(at, span), _rounds(at, span)
    reached, unsaid = _milestones(at, span)
    partner_reports = grouped(board.partner_reports, "meeting")
    sessions = grouped(board.sessions, "brought_to")
    return YearBack(
        span=span,
        # Without a first day somebody has been there all along, without a last day still is.
        members=tuple(
            Member(
                person,
                joined=person.start if span.holds(person.start) else None,
                left=person.end if span.holds(person.end) else None,
            )
            for person in board.people
            if person.member is Answer.YES
            and (person.start is None or person.start <= span.last)
            and (person.end is None or person.end >= span.first)
        ),
        achieved=_achieved(at, span, reached, figures, rounds),
        outturns=figures,
        due=due_actions(
            board, span.last, span.first - _A_DAY, at.as_of, reported=span.known[0] - _A_DAY
        ),
        delivered_late=tuple(
            a
            for a in board.actions
            if a.state is State.DELIVERED and span.saw(a.done_on) and days_late(a)
        ),
        moved=tuple(a for a in board.actions if was_moved(a) and _in_year(a, span)),
        unsaid=unsaid,
        rounds=rounds,
        received=_received(at, span),
        partners=tuple(
            (m, row) for m in span.meetings for row in partner_reports.get(m.reference, ())
        ),
        brought=tuple(
            Brought(row.issue, m, row.place.row)
            for m in span.meetings
            for row in sessions.get(m.reference, ())
            if row.issue and _was_held(board, row, span.last)
        ),
        plans=tuple(
            p for p in board.plans if p.year and p.year.first == reporting_year(at.day).first
        ),
        carried=tuple(
            action
            for action in board.actions
            if not action.was_delivered(span.known[1])
            and action.state is not State.WITHDRAWN
            and (action.carried_from or action.state is State.CARRIED_OVER)
        ),
        ahead=year_ahead(board, at.ways, at.day + _A_DAY, decided_before=at.day),
    )


def _was_held(board: BoardData, row: Session, day: date) -> bool:
    """Return whether a session was held by a day; it was, where its own is not recorded."""
    session = board.meeting.get(row.meeting)
    cancelled = session is not None and session.state is MeetingState.CANCELLED
    return not cancelled and not (session and session.date and session.date > day)


def year_span(at: BoardAt) -> YearSpan:
    """Return the year that an annual report to the meeting looks back on.

    A row of papers says which meeting, about a year ago, received the last annual report; where
    none does it is the one that was due to receive it.
    """
    day, year_ago = at.day, anniversary(at.day, -1)
    dated = [(m.date, m) for m in public_meetings(at.board) if m.date]
    near = [(on, m) for on, m in dated if abs(on - year_ago) <= NEAR]
    reporting = {p.meeting for p in at.board.papers if at.ways.role_of(p.kind) is KindRole.ANNUAL}
    cadence = at.ways.settings.cadence
    received = [on for on, m in near if m.reference in reporting]
    due = [on for on, m in near if KindRole.ANNUAL in papers_due(cadence, m)]
    begins = min(received or due, key=lambda on: abs(on - year_ago), default=year_ago)
    first, year = begins + _A_DAY, ratings.year_before(day)
    within = tuple(m for on, m in dated if first <= on <= day)
    last = {m.reference for on, m in near if on == begins}
    figures_as_at = (
        paper.as_at
        for paper in at.board.papers
        if paper.meeting in last and at.ways.role_of(paper.kind) is KindRole.ANNUAL
    )
    before = next(filter(None, figures_as_at), begins)
    known = (before + _A_DAY, min(day, at.as_of))
    return YearSpan(first, day, known, year, ratings.year_before(year.last), within)


def _outturns(at: BoardAt, span: YearSpan) -> tuple[Outturn, ...]:
    """Return every indicator's outturns, in the order of the file."""
    found = []
    for indicator in at.board.indicators:
        run = run_of(at.board, indicator, at.as_of)
        reading = ratings.outturn(run, span.last)
        before = ratings.outturn(run, anniversary(span.last, -1))
        target = ratings.goal_this_year(run, anniversary(span.last, -1))
        period = reading.period if reading else None
        if reading and period:
            typed = [one for one in run.readings if run.figure(one) == reading]
            target = run.goal((typed[-1].period if typed else None) or period)
            if before is None and not (run.adds_up or run.is_to_date):
                # It does not come out every year: the last earlier figure that is as long.
                upto = [r for r in run.readings if r.period and r.period.order <= period.order]
                before = ratings.reading_before(upto)
        movement = NO_EARLIER
        if reading and before and before is not reading:
            alike = len(ratings.as_long_as_last((before, reading))) == 2
            movement = moved_since(indicator, reading, before) if alike else NO_EARLIER
        judgement = judged(indicator, reading, target, at.ways.settings)
        found.append(Outturn(indicator, reading, target, judgement, movement, before))
    return tuple(found)


def _rounds(at: BoardAt, span: YearSpan) -> tuple[YearOfRounds, ...]:
    """Return the rounds of the year of each priority that has had one, in the order of the file.

    An action is shown with its nearest priority alone, not with the part that this belongs to.
    """
    board = at.board
    history = RoundHistory(board)
    wanted = [
        (row.reference, history.meeting(past.meeting))
        for row in board.priorities
        for past in history.rounds.get(row.reference, ())
        if span.holds(past.when[0]) and not past.is_withheld
    ]
    rounds = zip(wanted, rounds_at(board, at.ways, wanted), strict=True)
    found = []
    for priority, held in by_key((name, one) for (name, _), one in rounds).items():
        rows = (row for one in held for row in one.rows if row.priority == priority)
        actions = by_key((row.action.reference, row) for row in rows)
        meetings = tuple(one.meeting for one in held)
        if actions:
            found.append(YearOfRounds(held[0].priority, meetings, tuple(actions.values())))
    return tuple(found)


def _milestones(at: BoardAt, span: YearSpan) -> tuple[tuple[Milestone, ...], tuple[Milestone, ...]]:
    """Return the milestones of the year: reached or of a delivered action, and the unsaid ones.

    That of a withdrawn action is no longer asked about.
    """
    reached, unsaid = [], []
    for row in at.board.milestones:
        if row.reached_on and is_settled(at.board, row, span.known[1]):
            reached += [row] if span.saw(row.reached_on) else []
        elif span.saw(row.date):
            if is_settled(at.board, row, span.known[1]):
                reached.append(row)
            elif is_asked_about(at.board, row):
                unsaid.append(row)
    return tuple(reached), tuple(unsaid)


def _achieved(
    at: BoardAt,
    span: YearSpan,
    reached: Sequence[Milestone],
    outturns: Sequence[Outturn],
    rounds: Sequence[YearOfRounds],
) -> tuple[Achieved, ...]:
    """Return what was achieved for each priority in the order of the file; what is of none, last.

    A part of the strategy that has priorities under it, and nothing of its own, is left out.
    """
    nearest = at.board.tree.priority
    of_action = ByReference((a.reference, nearest(a.parent)) for a in at.board.actions)
    actions = by_key((nearest(row.parent), row) for row in at.board.actions)
    milestones = by_key((of_action.get(row.action, ""), row) for row in reached)
    figures = by_key((nearest(row.indicator.outcome), row) for row in outturns)
    answers = {of.priority.reference: of.actions for of in rounds}
    above = {"", *(row.part_of for row in at.board.priorities)}
    found = []
    for priority in (*at.board.priorities, Priority()):
        key = priority.reference
        own, steps, measured = actions.get(key, ()), milestones.get(key, ()), figures.get(key, ())
        if own or steps or measured or key not in above:
            delivered = (a for a in own if a.state is State.DELIVERED and span.saw(a.done_on))
            on_target = (one for one in measured if one.judgement.role is Role.MET)
            successes = (row for rows in answers.get(key, ()) for row in rows if row.is_success)
            found.append(
                Achieved(
                    priority, own, tuple(delivered), steps, measured, tuple(on_target),
                    tuple(successes),
                )
            )  # fmt: skip
    return tuple(found)


def _in_year(action: Action, span: YearSpan) -> bool:
    """Return whether the annual report gives an action's new deadline.

    It does if that was agreed in the year, or on no recorded day while the action was open in it.
    """
    before = span.known[0] - _A_DAY
    if action.state is State.WITHDRAWN or action.was_delivered(before):
        return False
    return action.revised_on is None or span.saw(action.revised_on)


def _received(at: BoardAt, span: YearSpan) -> tuple[ReceivedAt, ...]:
    """Return what was received for each meeting of the year that asked, or that was sent something.

    A meeting asks where it receives a performance report (seed T 3.16).
    """
    board, settings = at.board, at.ways.settings
    asking = {p.meeting for p in board.papers if at.ways.role_of(p.kind) is KindRole.PERFORMANCE}
    asking |= {row.meeting for row in board.feedback} | {row.meeting for row in board.highlights}
    return tuple(
        ReceivedAt(
            meeting, returns(board, meeting), reports(board, settings.council.board, meeting)
        )
        for meeting in span.meetings
        if meeting.reference in asking
        or KindRole.PERFORMANCE in papers_due(settings.cadence, meeting)
    )


def of_priority(priorities: Iterable[Priority], name: str) -> tuple[str, str]:
    """Return the reference of the priority that a name begins with, and the title after it.

    Both are "" where it names none. ``P1: A café at night`` is of P1, and so is ``Healthy lives``:
    a row of the sheet Text says in its name what it is for, by a priority's reference or name or
    both, and a case study's title follows that after a colon.
    """
    called = ByReference(
        (words, row.reference)
        for row in reversed(tuple(priorities))
        for words in (row.name, f"{row.reference} {row.name}", row.reference)
        if words
    )
    if name in called:
        return called[name], ""
    before, _, title = name.partition(":")
    found = called.get(before, "")
    return (found, title.strip()) if found else ("", "")


def annual_reports(at: BoardAt) -> Iterator[Finding]:
    """Yield what each annual report at hand lacks of its year.

    Where everything is checked, those of meetings that are over are left out: what was reported
    then is not judged by the data of today.
    """
    for paper in at.scope.papers:
        meeting = at.board.meeting.get(paper.meeting)
        day = meeting.date if meeting else None
        if not meeting or not day or at.ways.role_of(paper.kind) is not KindRole.ANNUAL:
            continue
        if at.meeting or at.as_at is None or day >= at.as_at:
            year = year_back(replace(at, paper=paper, meeting=meeting))
            yield from _not_there(at, paper, meeting, year)
            yield from _not_explained(at, paper, year)


def _not_there(at: BoardAt, paper: PaperRow, meeting: Meeting, year: YearBack) -> Iterator[Finding]:
    """Yield what the year has nothing of, and what nobody has said of members and milestones."""
    lacking = [
        *(["no earlier meeting of the Board"] if year.lacks_meetings else ()),
        *([f"no outturn for {year.span.reporting}"] if year.lacks_outturns else ()),
    ]
    if lacking:
        since = f"from {in_words(year.span.first)} to {in_words(year.span.last)}"
        message = f"The data for the year {since} have {listed(lacking)}."
        yield finding_at("PK-970", paper, "meeting", message, value=paper.meeting)
    cadence = at.ways.settings.cadence
    if KindRole.ANNUAL not in papers_due(cadence, meeting):  # seed T 3.15
        message = f"{meeting.reference} does not receive the annual report: the settings say "
        message += f"{' or '.join(cadence.annual_report) or 'no month'}."
        yield finding_at("PK-971", paper, "meeting", message, value=paper.meeting)
    undated = [one.person for one in year.members if one.person.start is None]
    message = "These members have nothing under 'From': "
    message += f"{', '.join(person.name for person in undated)}."
    yield from finding_over("PK-972", undated, "start", message)
    known = at.board.action
    yield from (not_said(at.board, row) for row in year.unsaid if row.action in known)


def _not_explained(at: BoardAt, paper: PaperRow, year: YearBack) -> Iterator[Finding]:
    """Yield what has no words with it, and an officer's words that are of no priority."""
    for one in year.worse:
        if one.judgement.role is Role.MISSED and one.reading and not one.reading.note:
            message = (
                f"The outturn of {named_in_full(one.indicator)} for {one.reading.period} is "
                "worse than its target by more than its tolerance, and has no note."
            )
            yield finding_for(at, "PK-974", one.reading, "note", message)
    for last in year.red:
        for name, what in (("reasons", "reasons"), ("control", "action to control the risk")):
            if last.now and not getattr(last.now, name):
                message = (
                    f"Action {last.action.reference} was rated {last.rating} in its last "
                    f"round of the year, with no {what}."
                )
                yield finding_for(at, "PK-975", last.now, name, message)
    for meeting, row in year.partners:
        if not row.summary:
            said = "was received" if row.received is Answer.YES else "is not recorded as received"
            message = (
                f"The report of {row.partner or 'a partner'} to {meeting.reference} {said}, "
                "and has no summary."
            )
            yield finding_for(at, "PK-976", row, "summary", message)
    for text in at.board.text_of.get(paper.reference, ()):
        own = folded(text.section) in (ACHIEVED, CASE_STUDIES)
        if own and text.text and not of_priority(at.board.priorities, text.name)[0]:
            named = quoted(text.name) if text.name else "A blank name"
            message = f"{named} is not a priority and does not begin with one."
            yield finding_for(at, "PK-977", text, "name", message, text.name)
