"""Actions: which were due by a meeting, the standing of each, and the rules on them.

What is judged is the deadline against the date of the meeting, never against today (seed T 3.16):
in every paper the one that was agreed by the day of its data, the plan's own beside it.
Between the day of the data and the meeting nobody can know: there an action is on course or at
risk. What leads say of their actions for a meeting is laid over the sheet Actions, column by
column. The rules ask for a deadline that holds, and a corrective action where one was missed (seed
T 3.2).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from paperkit.board.data import BoardData
from paperkit.board.kind_roles import KindRole
from paperkit.board.paper_rows import UPDATES, Update
from paperkit.board.plan_rows import ACTIONS, Action, Meeting
from paperkit.board.words import CLOSED, State
from paperkit.findings import Finding
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import ByReference, Reference, folded
from paperkit.schema.columns import Choice, RowPlace
from paperkit.schema.dates import Deadline, has_come, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.known import NOT_RECORDED, newest_day
from paperkit.standpoint.rules import (
    Rule,
    asked_of_report,
    filled,
    finding_at,
    finding_for,
    finding_over,
)
from paperkit.standpoint.sentences import few, listed


class Standing(Choice):
    """The standing of an action by the date of a meeting, in the words that a paper prints."""

    NOT_DELIVERED = "Not delivered"
    AT_RISK = "At risk"
    SUSPENDED = "Suspended with approval"
    RESCHEDULED = "Re-scheduled with approval"
    NO_UPDATE = "No update received"
    NOT_STARTED = "Not started"
    CARRIED_OVER = "Carried over"
    NOT_DUE = "Not due"
    ON_COURSE = "On course"
    DELIVERED = "Delivered"
    WITHDRAWN = "Withdrawn"


STANDINGS = {standing: place for place, standing in enumerate(Standing)}
"""The standings in the order in which a paper lists actions: what was not delivered first."""

_BY_STATE = {
    State.NOT_STARTED: Standing.NOT_STARTED,
    State.ON_COURSE: Standing.ON_COURSE,
    State.AT_RISK: Standing.AT_RISK,
    State.DELIVERED: Standing.NOT_DUE,
    State.SUSPENDED: Standing.SUSPENDED,
    State.RESCHEDULED: Standing.RESCHEDULED,
    State.CARRIED_OVER: Standing.CARRIED_OVER,
    State.WITHDRAWN: Standing.WITHDRAWN,
}


class DueAction(Frozen):
    """An action that should have been delivered by a meeting, its standing and its day."""

    action: Action
    standing: Standing
    due: date


def due_day(action: Action) -> date | None:
    """Return the last day of the deadline that holds: the revised one where there is one.

    None for an action without a deadline and for an ongoing one, which has a review date.
    """
    deadline = action.revised_deadline or action.deadline
    return deadline.last if deadline else None


def days_late(action: Action) -> int:
    """Return how many days after the deadline that holds an action was delivered; 0 for in time.

    What was delivered, or due, on no recorded day is not called late.
    """
    due = due_day(action)
    return max(0, (action.done_on - due).days) if action.done_on and due else 0


def how_late(action: Action) -> str:
    """Return how late an action was delivered: ``1 day late``; "" where it was not."""
    days = days_late(action)
    return f"{days} {'day' if days == 1 else 'days'} late" if days else ""


def was_moved(action: Action) -> bool:
    """Return whether the deadline that holds is of another day than the plan's own."""
    first, now = action.deadline, action.revised_deadline
    return first is not None and now is not None and first.last != now.last


def shown_deadline(action: Action) -> str:
    """Return the deadline as written, a revised one after the original; "" where none is."""
    words = [str(d) for d in (action.deadline, action.revised_deadline) if d]
    shown = ", revised to ".join(words)
    if words and due_day(action) is None and action.review_date:
        return f"{shown}, to be reviewed on {in_words(action.review_date)}"
    return shown


def standing(action: Action, meeting_day: date, as_at: date) -> Standing:
    """Return the standing of an action by the date of the meeting, from data as at a day.

    Delivered after the day of the data counts as not yet: due by the meeting, it was on course
    where it came in time. Suspended and withdrawn actions keep their word, a re-scheduled one where
    it has no new deadline to be judged by; one carried over is judged by its deadline like any
    other.
    """
    if action.was_delivered(min(as_at, meeting_day)):
        return Standing.DELIVERED
    due, moved_nowhere = due_day(action), action.revised_deadline is None
    keeps_its_word = action.state in (State.SUSPENDED, State.WITHDRAWN) or (
        action.state is State.RESCHEDULED and moved_nowhere
    )
    if keeps_its_word or due is None or not has_come(due, meeting_day):
        return _BY_STATE[action.state] if action.state else Standing.NO_UPDATE
    if has_come(due, as_at):
        return Standing.NOT_DELIVERED
    in_time = action.state is State.DELIVERED and action.done_on and action.done_on <= due
    on_course = action.state is State.ON_COURSE or in_time
    return Standing.ON_COURSE if on_course else Standing.AT_RISK


def due_actions(
    board: BoardData,
    meeting_day: date,
    since: date | None,
    as_at: date,
    reported: date | None = None,
) -> tuple[DueAction, ...]:
    """Return the actions that should have been delivered by the meeting, its day included.

    Those are the actions due after ``since`` (the last report; None for the first one), those
    due earlier and still open, and those due earlier and delivered after what it could report:
    the day of its data, ``reported``, or else its own. A withdrawn action should not have been
    delivered, so none is among them. What was not delivered comes first; then by deadline, then
    in the order of the plan.
    """
    last_day = reported or since
    found = []
    for action in board.actions:
        due = due_day(action)
        if due is None or not has_come(due, meeting_day) or action.state is State.WITHDRAWN:
            continue
        its_standing = standing(action, meeting_day, as_at)
        earlier = since is not None and due <= since and its_standing is Standing.DELIVERED
        if not earlier or (last_day and action.done_on is not None and action.done_on > last_day):
            found.append(DueAction(action, its_standing, due))
    return tuple(sorted(found, key=lambda one: (STANDINGS[one.standing], one.due)))


_OF_PLAN = {column.name for column in ACTIONS.columns}
_LAID_OVER = tuple(c.name for c in UPDATES.columns if c.asked and c.name in _OF_PLAN)
_DATES = ("done_on", "revised_deadline", "correction_date")


def updated(board: BoardData, meeting: Meeting | None) -> tuple[BoardData, tuple[Finding, ...]]:
    """Return the data with the leads' updates over their actions, and where the plan is newer.

    The data are as they are for a meeting; those of every meeting where none is given. Of the
    updates of one meeting the lower row counts.
    """
    until = (meeting.date if meeting else None) or date.max
    dated = [
        (asked_at.date, row)
        for row in board.updates
        if (asked_at := board.meeting.get(row.meeting)) and asked_at.date and asked_at.date <= until
    ]
    if not dated:
        return board, ()
    latest = ByReference((row.action, row) for _, row in sorted(dated, key=lambda pair: pair[0]))
    actions: list[Action] = []
    findings: list[Finding] = []
    for action in board.actions:
        update = latest.get(action.reference)
        actions.append(_laid_over(action, update) if update else action)
        findings += _newer(action, update) if update else ()
    return replace(board, actions=tuple(actions)), tuple(findings)


def _laid_over(action: Action, update: Update) -> Action:
    said: dict[str, Any] = {
        name: getattr(update, name) for name in _LAID_OVER if filled(getattr(update, name))
    }
    cells = {name: place for name, place in update.place.cells.items() if name in said}
    place = action.place
    numbers = (place.numbers - said.keys()) | (update.place.numbers & said.keys())
    there = RowPlace(place.row, MappingProxyType({**place.cells, **cells}), numbers)
    return replace(action, **said, place=there)


def _newer(action: Action, update: Update) -> Iterator[Finding]:
    """Yield what the sheet says that the update, which counts before it, cannot have known."""
    newer = []
    for name in _DATES:
        ours, theirs = (
            value.last if isinstance(value, Deadline) else value
            for value in (getattr(action, name), getattr(update, name))
        )
        if ours and theirs and ours > theirs:
            newer.append((name, in_words(ours), in_words(theirs)))
    if action.done_on and update.state and update.state is not State.DELIVERED:
        newer.append(("done_on", in_words(action.done_on), f"'{update.state}'"))
    for name, ours, theirs in newer:
        heading = ACTIONS.column(name).heading
        message = (
            f"Action {action.reference}, {heading}: {ours} on the sheet Actions, but {theirs} in "
            f"the update for {update.meeting}, which papers use."
        )
        others = (update.place.of(name if name in update.place.cells else "state", heading),)
        yield finding_at("PK-860", action, name, message, person=action.lead, others=others)


def due_at(at: BoardAt) -> tuple[DueAction, ...]:
    """Return the actions that should have been delivered by the meeting."""
    return due_actions(at.board, at.day, at.since, at.as_of, _reported(at))


def _reported(at: BoardAt) -> date | None:
    """Return the day of the data of the last performance report; None where nobody has said."""
    days = (
        paper.as_at
        for paper in at.board.papers
        if at.ways.role_of(paper.kind) is KindRole.PERFORMANCE
        and (meeting := at.board.meeting.get(paper.meeting))
        and at.since is not None
        and meeting.date == at.since
    )
    return next(filter(None, days), None)


_UNMET = {Standing.NOT_DELIVERED: "is not delivered", Standing.AT_RISK: "is at risk"}


def no_correction(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each action missed or at risk without corrective action (T 3.16).

    Judged by the date of the meeting, that day included, from the data as at their day. A paper on
    a round prints what leads returned, and that no return came in: it is asked nothing of here.
    """
    if at.paper_row.priority:
        return
    # Where no day is known at all, by its state alone.
    day = at.judged_on or date.min
    for action in at.scope.actions:
        unmet = _UNMET.get(standing(action, day, min(at.data_day or day, day)))
        # A day of delivery beside another state is an error of its own.
        if unmet and not action.correction and not action.done_on:
            day_due, person = due_day(action), action.lead
            due = f"due {in_words(day_due)}" if day_due else shown_deadline(action)
            # A post has its article: "the Transport Lead".
            posts = {folded(someone.post) for someone in at.scope.people if someone.post}
            by = f" by {'the ' if folded(person) in posts else ''}{person}" if person else ""
            message = (
                f"Action {action.reference} ({due or 'no deadline'}) {unmet}: "
                f"no corrective action reported{by}."
            )
            whom = asked_of_report(action)
            yield finding_at("PK-420", action, "correction", message, person=whom)


def correction_undated(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists open corrective actions without their state or date.

    A return has no column for either: what it says is in words.
    """

    def lacks(action: Action) -> bool:
        is_typed = bool(action.correction) and not action.place.of("correction").entry
        is_typed &= not action.correction.startswith(NOT_RECORDED)
        return is_typed and not (action.correction_state and action.correction_date)

    message = "The corrective action of {} has no state or no date."
    yield from _list("PK-421", _open(at, lacks), "correction_state", message)


def ongoing_unreviewed(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each open action that is Ongoing without a review date."""
    for action in _open(at, lambda a: a.review_date is None):
        if due_day(action) is None and (action.revised_deadline or action.deadline):
            message = f"Action {action.reference} is Ongoing and has no review date."
            yield finding_for(at, "PK-422", action, "review_date", message)


def revised_unexplained(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each revised deadline without a reason, and without who agreed."""
    lacking = (("revised_because", "why it moved"), ("revised_by", "who agreed it"))
    for action in at.scope.actions:
        for name, what in lacking:
            if action.revised_deadline and not getattr(action, name):
                message = (
                    f"The revised deadline of action {action.reference}, "
                    f"{action.revised_deadline}, does not say {what}."
                )
                yield finding_for(at, "PK-423", action, name, message)


def revised_to_earlier(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each revised deadline before the first one: often a year mistyped."""
    for action in _open(at, lambda one: one.deadline and one.revised_deadline):
        first, now = action.deadline, action.revised_deadline
        if first and now and first.last and now.last and now.last < first.last:
            message = f"Action {action.reference} was due by {first}, and is revised to {now}."
            yield finding_for(at, "PK-532", action, "revised_deadline", message, str(now))


def withdrawn_unexplained(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each withdrawn action of which nothing says why."""
    for action in at.scope.actions:
        if action.state is State.WITHDRAWN and not (action.revised_because or action.correction):
            message = f"Action {action.reference} is withdrawn, and nothing says why."
            yield finding_for(at, "PK-417", action, "revised_because", message)


def not_rescheduled(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each re-scheduled action without a new deadline."""
    for action in at.scope.actions:
        if action.state is State.RESCHEDULED and action.revised_deadline is None:
            message = f"Action {action.reference} is re-scheduled and has no revised deadline."
            yield finding_for(at, "PK-424", action, "revised_deadline", message)


def done_but_open(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each action with a day of delivery and another state."""
    for action in at.scope.actions:
        if action.done_on and action.state is not State.DELIVERED:
            state = f"'{action.state}'" if action.state else "blank"
            message = (
                f"Action {action.reference} was done on {in_words(action.done_on)}, but its state "
                f"is {state}."
            )
            yield finding_for(at, "PK-425", action, "state", message)


def delivered_undated(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists delivered actions without the day."""
    yield from _list(
        "PK-426",
        [a for a in at.scope.actions if a.state is State.DELIVERED and not a.done_on],
        "done_on",
        "No day of delivery is given for {}.",
    )


def done_in_future(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each day of delivery that nobody can know of yet.

    That is one after the day of the data, where it is known. A paper leaves out what was done
    after its own, up to its meeting or up to the newest data (``standpoint.known``): so it can be
    built when the plan has moved on.
    """
    day = at.paper_row.as_at or at.as_at
    newest = newest_day(at.board) or date.max
    known = max(newest, at.judged_on or date.min) if at.paper else date.min
    for action in at.scope.actions:
        done = action.done_on
        if day and done and done > max(day, known):
            message = (
                f"Action {action.reference} is said to be done on {in_words(done)}, after "
                f"the day of the data, {in_words(day)}."
            )
            yield finding_for(at, "PK-427", action, "done_on", message, in_words(done))


def review_passed(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists open actions whose review date is over."""
    day = at.judged_on
    yield from _list(
        "PK-428",
        _open(at, lambda a: bool(day and a.review_date and a.review_date < day)),
        "review_date",
        "The review date has passed for {}.",
    )


def nobody_looks(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists open actions that no group looks at (T 3.9).

    An action counts as looked at by its own reference or by its outcome's.
    """
    groups = at.scope.groups
    looked_at = {Reference(name) for group in groups for name in (*group.actions, *group.areas)}
    if looked_at:
        yield from _list(
            "PK-429",
            _open(at, lambda a: not {a.reference, a.parent} & looked_at),
            "reference",
            "No group looks at {}.",
        )


def unmeasured(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists open actions with neither a measure nor a target."""
    yield from _list(
        "PK-430",
        _open(at, lambda a: not a.measures and not a.target),
        "measures",
        "Neither measure nor target is given for {}.",
    )


def _open(at: BoardAt, test: Callable[[Action], object]) -> list[Action]:
    return [a for a in at.scope.actions if a.state not in CLOSED and test(a)]


def _list(code: str, rows: Sequence[Action], name: str, message: str) -> Iterator[Finding]:
    """Yield one finding that names the actions; of many the first, and how many more there are."""
    if rows:
        named = listed(few(row.reference for row in rows))
        actions = f"action{'s' if len(rows) > 1 else ''} {named}"
        yield from finding_over(code, rows, name, message.format(actions))


ACTION_RULES: tuple[Rule, ...] = (
    no_correction,
    correction_undated,
    ongoing_unreviewed,
    revised_unexplained,
    revised_to_earlier,
    withdrawn_unexplained,
    not_rescheduled,
    done_but_open,
    delivered_undated,
    done_in_future,
    review_passed,
    nobody_looks,
    unmeasured,
)
