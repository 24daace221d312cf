"""Rounds of exception reporting as a meeting sees them: what came in, what moved, what escalates.

All of it comes from the log: what is gathered counts, and nothing else. A priority has had a round
for a meeting where forms were issued for it or where returns of its actions were gathered. Rounds
follow each other by the dates of their meetings; a meeting that is no longer on the sheet
counts by the day on which its first entry was recorded (seed H 3.7). They are looked up once for
all priorities, so that a paper on all of them takes one pass over the log.

What a round asked about is what the log says, in the words of that day: an action that was added
to the plan since is not missing from it, and one that was reworded or given up is shown as it was
asked.

What brings an action to the Board's notice apart from its rating is a setting (seed H 3.7, 3.11,
3.14). The scale's roles decide, never a word or its colour.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from paperkit.board.data import BoardData
from paperkit.board.history import ROUNDS, History, Round
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import RETURNS, RISKS, Request, Return, Risk, View
from paperkit.board.plan_rows import Action, Meeting, Priority
from paperkit.board.settings import Role, RowOrder, Scale
from paperkit.board.words import CLOSED, Exceptional, MeetingState, RequestRoute
from paperkit.frozen import Frozen, replace
from paperkit.record.asked import gone, plan_then
from paperkit.schema.cleaning import ByReference, folded
from paperkit.schema.columns import Choice
from paperkit.schema.values import NOTHING

FOR_SESSION = "A matter for a development session"
"""What papers print in place of a request that goes to a session, which is not public."""
_NO_REQUEST = NOTHING | {"no", "no."}
_SUCCESS = (Exceptional.EXCEPTIONAL, Exceptional.EARLY)


class PastRound(Frozen, dict=True):
    """One round of a priority: its meeting's reference, and the round as issued, if it was.

    ``when`` puts rounds in order: the day of the meeting, and the number of its first entry.
    ``is_withheld`` says that a public paper looks, and that only an exempt one may mention it.
    """

    meeting: str
    when: tuple[date, int]
    issued: Round | None
    is_withheld: bool = False

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(self.issued.actions if self.issued else ())

    @property
    def names_actions(self) -> bool:
        """Return whether it is known about which actions the round asked."""
        return bool(self._named)

    def asked(self, action: Action) -> bool:
        """Return whether the action was asked about: each is, where the round names none."""
        return not self._named or action.reference in self._named


class RoundHistory(Frozen, dict=True):
    """The rounds of the log, looked up by references."""

    board: BoardData

    @cached_property
    def _logged(self) -> Mapping[str, tuple[date, int]]:
        """Return, for each meeting of the log, where it comes in the order of rounds."""
        found: dict[str, tuple[date, int]] = {}
        for table in (ROUNDS, RETURNS):
            for entry in self.board.history.of(table):
                assert isinstance(entry.row, Round | Return)
                day = self.meeting(entry.row.meeting).date or entry.recorded_on
                found.setdefault(entry.row.meeting, (day, entry.number))
        for one in self.board.history.withheld:
            day = self.meeting(one.meeting).date or one.recorded_on
            found.setdefault(one.meeting, (day, one.number))
        return found

    def meeting(self, reference: str) -> Meeting:
        """Return the meeting of a reference; bare where it is not on the sheet."""
        return self.board.meeting.get(reference) or Meeting(reference=reference)

    def when(self, meeting: Meeting) -> tuple[date, int]:
        """Return where a meeting comes in the order of rounds; last without a date or an entry."""
        entries = self.board.history.entries
        last = (meeting.date or date.max, (entries[-1].number if entries else 0) + 1)
        return self._logged.get(meeting.reference, last)

    @cached_property
    def rounds(self) -> Mapping[str, tuple[PastRound, ...]]:
        """Return the rounds of each priority, the earliest first."""
        tree = self.board.tree
        lines = {priority: tree.line(priority) for priority in tree.priorities}
        line_of = {
            action.reference: lines.get(tree.priority(action.parent), ())
            for action in self.board.actions
        }
        meetings: dict[str, set[str]] = {priority: set() for priority in lines}
        log = self.board.history
        answered = [*log.returns, *((one.meeting, a) for one in log.withheld for a in one.actions)]
        for meeting, action in answered:
            for priority in line_of.get(action, ()):
                meetings[priority].add(meeting)
        issued = {
            (one.priority, one.meeting): one for one in self.board.history.rows(ROUNDS, Round)
        }
        found: dict[str, tuple[PastRound, ...]] = {}
        for priority, line in lines.items():
            # A round of the priority itself goes before one of what it is a part of.
            asked = {m: r for over in reversed(line) for (p, m), r in issued.items() if p == over}
            withheld = {one.meeting for one in log.withheld if one.priority in line}
            rounds = (
                PastRound(meeting, self._logged[meeting], asked.get(meeting), meeting in withheld)
                for meeting in meetings[priority] | asked.keys()
            )
            found[priority] = tuple(sorted(rounds, key=lambda one: one.when))
        return ByReference(found.items())


class RatingMovement(Choice):
    """Which way an action has moved since its last round, in the words that a paper prints."""

    BETTER = "Better"
    WORSE = "Worse"
    UNCHANGED = "Unchanged"
    FIRST = "First report"
    NO_RETURN = "No return"
    NONE_LAST_TIME = "No return last time"
    NOT_ASKED = "Not asked last time"
    NOT_COMPARABLE = "Not comparable"
    NOT_PUBLIC = "Last rating not public"


def _is_for_session(request: Request | None) -> bool:
    return request is not None and request.route is RequestRoute.SESSION


def movement(scale: Scale, rating: str, last: str) -> RatingMovement:
    """Return which way a rating has moved; ``last`` is that of the round before (seed H 3.11).

    A word that is no longer on the scale, or that says nothing of progress, cannot be compared
    with another.
    """
    if scale.find(rating) and folded(rating) == folded(last):
        return RatingMovement.UNCHANGED
    now, then = scale.place(rating), scale.place(last)
    if now is None or then is None:
        return RatingMovement.NOT_COMPARABLE
    return RatingMovement.BETTER if now < then else RatingMovement.WORSE


class Escalated(Choice):
    """Why an action is brought to the Board's notice; it is apart from its rating.

    The words are the settings' own; ``Answered.why`` has them in the words of the council's scale.
    """

    RED = "Red"
    AMBER_TWICE = "Amber twice running"
    WORSE = "Worse than last time"
    REVIEW_PASSED = "Review date passed"
    NO_RETURN = "No return received"
    FOR_SESSION = "For a development session"


class Answered(Frozen, kw_only=True):
    """One action in the round for a meeting, with its round before.

    ``action`` is as the round asked about it, where the log holds that; ``priority`` is the nearest
    one over it. ``now`` is None where no return came in; ``before`` where none came in last time,
    or there was no last time: ``no_last`` says which. ``rating`` is the sponsor's where the sponsor
    changed it, else the lead's; so is ``last_rating``. All ratings are in the spelling of the
    scale, or as typed where they are not of it; "" where there is none. ``role`` is what the rating
    says.

    ``why`` says in words, in the order of ``escalated``, why the action is escalated. ``asks`` is
    what the Board is asked for, as papers may print it: of what a development session looks at
    that alone; "" where nothing is, or None was answered. ``lead`` is who reports:
    as the return says, or else as the plan does. ``is_success`` says that the lead reports
    exceptional progress or early completion (H 3.10), ``is_moderated`` that the sponsor changed the
    lead's rating, ``is_exception`` that it is reported by exception: escalated or not met.
    """

    action: Action
    priority: str = ""
    meeting: Meeting = Meeting()
    lead: str = ""
    now: Return | None = None
    before: Return | None = None
    view: View | None = None
    request: Request | None = None
    risk: Risk | None = None
    asks: str = ""
    is_success: bool = False
    lead_rating: str = ""
    rating: str = ""
    is_moderated: bool = False
    last_rating: str = ""
    no_last: RatingMovement | None = None
    role: Role | None = None
    last_role: Role | None = None
    movement: RatingMovement = RatingMovement.NO_RETURN
    escalated: tuple[Escalated, ...] = ()
    is_exception: bool = True
    why: tuple[str, ...] = ()

    @property
    def review_date(self) -> date | None:
        """Return when an update is expected: what the return says counts first.

        Else it is the later day of the plan's and of the return before, as on the next form.
        """
        if self.now and self.now.review_date:
            return self.now.review_date
        rows = (self.action, self.before)
        return max((row.review_date for row in rows if row and row.review_date), default=None)


class RoundAt(Frozen, kw_only=True, dict=True):
    """A priority's round for a meeting.

    ``rows`` are the actions that the round is about, in the order of the plan: every one that was
    asked about and was open, and every other one of which a return came in. ``closed`` are complete
    and withdrawn actions of which nothing was asked: they are listed only. ``plan`` is the data
    with the plan of that day, None where the log does not hold it: then the rows say what the plan
    says now. ``issued`` is None where no forms were issued for the round; ``before`` is the meeting
    of the priority's last round, None for the first; ``withheld_before`` is that of a last round of
    which a public paper says nothing, and then ``before`` is None.
    """

    priority: Priority
    meeting: Meeting
    plan: BoardData | None = None
    issued: Round | None = None
    before: Meeting | None = None
    withheld_before: Meeting | None = None
    rows: tuple[Answered, ...] = ()
    closed: tuple[Action, ...] = ()

    @cached_property
    def answered(self) -> tuple[Answered, ...]:
        """Return the actions of which a return came in, in the order of the plan."""
        return tuple(row for row in self.rows if row.now)

    @property
    def was_held(self) -> bool:
        """Return whether there was a round at all: forms were issued, or a return came in."""
        return self.issued is not None or bool(self.answered)

    @cached_property
    def missing(self) -> tuple[Answered, ...]:
        """Return the actions of which no return came in, in the order of the plan (H 3.6)."""
        return tuple(row for row in self.rows if not row.now)


def round_at(board: BoardData, ways: Ways, priority: str, meeting: Meeting) -> RoundAt:
    """Return a priority's round for a meeting; one without a row where nothing is known."""
    (found,) = rounds_at(board, ways, [(priority, meeting)])
    return found


def rounds_at(
    board: BoardData, ways: Ways, wanted: Iterable[tuple[str, Meeting]]
) -> tuple[RoundAt, ...]:
    """Return several rounds, each by its priority and meeting, with one look at the log."""
    history = RoundHistory(board)
    return tuple(_RoundsUpTo(history, ways, meeting).round_of(name) for name, meeting in wanted)


def in_order(round_at: RoundAt, order: RowOrder | None) -> tuple[Answered, ...]:
    """Return the rows as the appendix lists them (seed H 3.7), else in the order of the plan.

    By rating: the worst, those without a return, near, exceptional progress, then the rest, each
    in the order of the plan.
    """
    if order is RowOrder.PLAN:
        return round_at.rows

    def weight(row: Answered) -> int:
        turns = (row.role is Role.MISSED, not row.now, row.role is Role.NEAR, row.is_success, True)
        return turns.index(True)

    return tuple(sorted(round_at.rows, key=weight))


def last_answers(board: BoardData, ways: Ways, meeting: Meeting) -> Mapping[str, Answered]:
    """Return each action's newest round up to a meeting, by reference.

    It is for papers that are not of one round. An action that no round has asked about is left
    out, and so is a closed one of which the last round has no return.
    """
    if not board.history.entries:
        return {}
    rounds = _RoundsUpTo(RoundHistory(board), ways, meeting)
    found = {action.reference: rounds.newest(action) for action in board.actions}
    return {reference: answered for reference, answered in found.items() if answered}


def withheld_actions(board: BoardData, ways: Ways, meeting: Meeting) -> frozenset[str]:
    """Return the actions whose newest round up to a meeting only an exempt paper may mention."""
    if not board.history.withheld:
        return frozenset()
    rounds = _RoundsUpTo(RoundHistory(board), ways, meeting)
    return frozenset(one.reference for one in board.actions if rounds.is_withheld(one))


class Moved(Frozen):
    """An action's newest round, and how it compares with the last report.

    ``last_rating`` is the rating at the last report, "" where there was none; ``movement`` is None
    where no round has asked about the action since. Before a first report both are those of the
    round before.
    """

    answered: Answered
    last_rating: str
    movement: RatingMovement | None


def moved_since(
    board: BoardData, ways: Ways, meeting: Meeting, since: date | None
) -> Mapping[str, Moved]:
    """Return how each action has moved by a meeting since the last report, by reference.

    ``since`` is the day of the last report, None for the first. An action of which the log has
    nothing to show is left out: see ``last_answers``. Rounds and reports need not keep step: an
    action that no round has asked about since has not moved, and is not called unchanged.
    """
    now = last_answers(board, ways, meeting)
    if since is None:
        return {one: Moved(row, row.last_rating, row.movement) for one, row in now.items()}
    earlier = last_answers(board, ways, Meeting(date=since))
    withheld = withheld_actions(board, ways, Meeting(date=since))
    scale = Scale(ways.settings.ratings)
    moved: dict[str, Moved] = {}
    for reference, row in now.items():
        then = earlier.get(reference)
        last = then.rating if then else ""
        way: RatingMovement | None = RatingMovement.NO_RETURN
        if then and then.meeting == row.meeting:
            way = None
        elif row.now and then is None:
            is_first = reference not in withheld
            way = RatingMovement.FIRST if is_first else RatingMovement.NOT_PUBLIC
        elif row.now and then and then.now is None:
            way = RatingMovement.NONE_LAST_TIME
        elif row.now:
            way = movement(scale, row.rating, last)
        moved[reference] = Moved(row, last, way)
    return moved


class _RoundsUpTo(Frozen, dict=True):
    """The rounds of the log up to a meeting."""

    history: RoundHistory
    ways: Ways
    at: Meeting

    @cached_property
    def _scale(self) -> Scale:
        return Scale(self.ways.settings.ratings)

    @property
    def _log(self) -> History:
        return self.history.board.history

    def round_of(self, priority: str) -> RoundAt:
        """Return the round of a priority for the meeting."""
        here, board = self.at.reference, self.history.board
        rounds = self._until(priority)
        before = tuple(one for one in rounds if one.meeting != here)
        one = next(
            (one for one in rounds if one.meeting == here), PastRound(here, (date.max, 0), None)
        )
        plan = plan_then(board, priority, here)
        tree = (plan or board).tree
        actions = tree.actions(priority)
        if plan is None and one.issued and one.issued.priority == priority:
            actions = (*actions, *gone(board, one.issued, priority))
        rows, closed = [], []
        for action in actions:
            if self._log.withholds(here, action.reference):
                continue
            if self._is_asked(action, one):
                row = self._answered(action, here, before)
                # Where the log holds no more than names, the return says what was asked.
                wording = row.now.wording if row.now and plan is None else ""
                shown = replace(action, wording=wording or action.wording)
                rows.append(replace(row, action=shown, priority=tree.priority(action.parent)))
            elif action.state in CLOSED:
                closed.append(action)
        last = self.history.meeting(before[-1].meeting) if before else None
        is_withheld = bool(before) and before[-1].is_withheld
        return RoundAt(
            priority=tree.priorities.get(priority) or Priority(reference=priority),
            meeting=self.at,
            plan=plan,
            issued=one.issued,
            before=None if is_withheld else last,
            withheld_before=last if is_withheld else None,
            rows=tuple(rows),
            closed=tuple(closed),
        )

    def newest(self, action: Action) -> Answered | None:
        """Return an action's newest round that may be shown; None where it has none."""
        rounds = self._until(self.history.board.tree.priority(action.parent))
        shown = [one for one in rounds if not self._log.withholds(one.meeting, action.reference)]
        newest = self._last(shown, action)
        if newest is None or not self._is_asked(action, newest):
            return None
        return self._answered(action, newest.meeting, rounds[: rounds.index(newest)])

    def is_withheld(self, action: Action) -> bool:
        """Return whether the newest round that asked about an action is one that is not shown."""
        rounds = self._until(self.history.board.tree.priority(action.parent))
        for one in reversed(rounds):
            if self._log.withholds(one.meeting, action.reference):
                return True
            if self._last((one,), action):
                return False
        return False

    def _until(self, priority: str) -> tuple[PastRound, ...]:
        """Return a priority's rounds up to the meeting, the earliest first."""
        end = self.history.when(self.at)
        return tuple(one for one in self.history.rounds.get(priority, ()) if one.when <= end)

    def _is_asked(self, action: Action, one: PastRound) -> bool:
        """Return whether a round asks about an action: a closed one only where it was answered."""
        is_answered = (one.meeting, action.reference) in self._log.returns
        return is_answered or (one.asked(action) and action.state not in CLOSED)

    def _last(self, rounds: Sequence[PastRound], action: Action) -> PastRound | None:
        """Return the last round that asked about an action, or that it answered."""
        asking = (
            one
            for one in reversed(rounds)
            if one.asked(action) or (one.meeting, action.reference) in self._log.returns
        )
        return next(asking, None)

    def _last_round(self, rounds: Sequence[PastRound], action: Action) -> RatingMovement:
        """Return what is to be said of an action of which the last of these rounds has no return.

        Where that does not name its actions, an earlier return shows that it was asked.
        """
        reference, last = action.reference, rounds[-1] if rounds else None
        if last and self._log.withholds(last.meeting, reference):
            return RatingMovement.NOT_PUBLIC
        was_answered = any(
            (one.meeting, reference) in self._log.returns
            or self._log.withholds(one.meeting, reference)
            for one in rounds
        )
        was_named = any(one.names_actions and one.asked(action) for one in rounds)
        if last is None or not (was_answered or was_named):
            return RatingMovement.FIRST
        return RatingMovement.NONE_LAST_TIME if last.asked(action) else RatingMovement.NOT_ASKED

    def _rating(self, returned: Return | None) -> str:
        """Return the rating that counts: the sponsor's where it was changed, else the lead's."""
        if returned is None:
            return ""
        view = self._log.views.get((returned.meeting, returned.action))
        return self._scale.spelled((view.rating if view else "") or returned.rating)

    def _answered(self, action: Action, meeting: str, before: Sequence[PastRound]) -> Answered:
        """Return an action's line of the round at a meeting; ``before`` are the earlier ones."""
        log, reference = self._log, action.reference
        now = log.returns.get((meeting, reference))
        old = log.returns.get((before[-1].meeting, reference)) if before else None
        lead_rating = self._scale.spelled(now.rating) if now else ""
        rating, last_rating = self._rating(now), self._rating(old)
        no_last = None if old else self._last_round(before, action)
        way = RatingMovement.NO_RETURN
        if now is not None:
            way = no_last or movement(self._scale, rating, last_rating)
        request = log.requests.get((meeting, reference)) if now else None
        asked = now.request if now else ""
        asks = "" if asked.strip().casefold() in _NO_REQUEST else asked
        row = Answered(
            action=action,
            meeting=self.history.meeting(meeting),
            lead=(now.lead if now else "") or action.lead,
            now=now,
            before=old,
            view=log.views.get((meeting, reference)) if now else None,
            request=request,
            risk=self._risks.get(reference),
            asks=FOR_SESSION if asks and _is_for_session(request) else asks,
            is_success=now is not None and now.exceptional in _SUCCESS,
            lead_rating=lead_rating,
            rating=rating,
            is_moderated=rating != lead_rating,
            last_rating=last_rating,
            no_last=no_last,
            role=self._scale.role(rating),
            last_role=self._scale.role(last_rating),
            movement=way,
        )
        reasons = tuple(self._escalating(row))
        return replace(
            row,
            escalated=tuple(reason for reason, _ in reasons),
            is_exception=bool(reasons) or row.role is not Role.MET,
            why=tuple(words or str(reason) for reason, words in reasons),
        )

    def _escalating(self, row: Answered) -> Iterator[tuple[Escalated, str]]:
        """Yield what escalates an action, as the council's settings choose, and it in other words.

        The words are empty where the reason's own say it.
        """
        chosen, here = self.ways.settings.exception_reporting.escalation, self.at
        if chosen.red and row.role is Role.MISSED:
            yield Escalated.RED, f"Rated {row.rating}"
        if chosen.amber_twice and row.role is row.last_role is Role.NEAR:
            again = "twice running" if row.rating == row.last_rating else f"after {row.last_rating}"
            yield Escalated.AMBER_TWICE, f"{row.rating} {again}"
        if chosen.worse and row.movement is RatingMovement.WORSE:
            yield Escalated.WORSE, ""
        # The Board's update is overdue where its day is over and no new rating came. The day is the
        # later one of the plan's and of the last return's, which the lead may change.
        held = (row.action, row.now or row.before)
        days = [one.review_date for one in held if one and one.review_date]
        is_new = row.now is not None and row.now.meeting == here.reference
        is_overdue = not is_new and bool(days) and here.date is not None and max(days) < here.date
        if chosen.review_passed and is_overdue:
            yield Escalated.REVIEW_PASSED, ""
        if chosen.no_return and not row.now:
            yield Escalated.NO_RETURN, self.ways.pack.phrases.no_return
        is_looked_at = _is_for_session(row.request) or row.action.reference in self._for_session
        if chosen.for_session and is_looked_at:
            yield Escalated.FOR_SESSION, ""

    @cached_property
    def _risks(self) -> Mapping[str, Risk]:
        """Return the newest risk of each action that was reported by the meeting."""
        found: dict[str, Risk] = {}
        end = self.history.when(self.at)
        for risk in self.history.board.history.rows(RISKS, Risk):
            meeting = self.history.meeting(risk.meeting)
            if not risk.meeting or self.history.when(meeting) <= end:
                found[risk.action] = risk
        return found

    @cached_property
    def _for_session(self) -> frozenset[str]:
        """Return the actions that are down for a development session yet to come.

        One that was held before the meeting, or cancelled, escalates nothing; one without a date
        is still to come.
        """
        board, day = self.history.board, self.at.date
        found: set[str] = set()
        for session in board.sessions:
            meeting = board.meeting.get(session.meeting)
            if meeting and meeting.state is MeetingState.CANCELLED:
                continue
            if meeting is None or meeting.date is None or day is None or meeting.date >= day:
                found.update(session.actions)
        return frozenset(found)
