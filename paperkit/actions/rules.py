"""Actions: deadlines that hold, corrective action where one was missed (seed T 3.2, 3.16)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from paperkit.actions.standing import Standing, due_day, shown_deadline, standing
from paperkit.board.calendar import ANNUAL_REPORT, same_kind
from paperkit.board.plan_rows import Action
from paperkit.board.words import CLOSED, State
from paperkit.findings import Finding
from paperkit.schema.cleaning import Reference, folded
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, finding_over, owner, reporter
from paperkit.standpoint.sentences import listed

_UNMET = {Standing.NOT_DELIVERED: "is not delivered", Standing.AT_RISK: "is at risk"}


# A sentence with more references than this is not read.
MOST_NAMED = 12


def no_correction(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each action missed or at risk without corrective action (T 3.16).

    Judged by the date of the meeting, that day included, from the data as at their day.
    """
    for action in at.scope.actions:
        unmet = _UNMET.get(_standing(at, action))
        if unmet and not action.correction:
            message = (
                f"Action {action.reference} ({_due(action)}) {unmet}: "
                f"no corrective action reported by {_by(at, action)}."
            )
            person = reporter(action)
            yield finding_at("PK-420", action, "correction", message, person=person)


def correction_undated(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists open corrective actions without their state or date."""
    rows = _open(
        at, lambda a: bool(a.correction) and not bool(a.correction_state and a.correction_date)
    )
    message = "The corrective action of {} has no state or no date."
    yield from _list("PK-421", rows, "correction_state", message)


def ongoing_unreviewed(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each open action that is Ongoing without a review date."""
    for action in _open(at, lambda a: _ongoing(a) and a.review_date is None):
        message = f"Action {action.reference} is Ongoing and has no review date."
        yield finding_at("PK-422", action, "review_date", message, person=owner(action))


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
                yield finding_at("PK-423", action, name, message, person=owner(action))


def not_rescheduled(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each re-scheduled action without a new deadline."""
    for action in at.scope.actions:
        if action.state is State.RESCHEDULED and action.revised_deadline is None:
            message = f"Action {action.reference} is re-scheduled and has no revised deadline."
            person = owner(action)
            yield finding_at("PK-424", action, "revised_deadline", message, person=person)


def done_but_open(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each action with a day of delivery and another state."""
    for action in at.scope.actions:
        if action.done_on and action.state is not State.DELIVERED:
            state = f"its state is '{action.state}'" if action.state else "its state is blank"
            message = f"Action {action.reference} was done on {in_words(action.done_on)}, "
            yield finding_at(
                "PK-425", action, "state", f"{message}but {state}.", person=owner(action)
            )


def delivered_undated(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists delivered actions without the day."""
    rows = [a for a in at.scope.actions if a.state is State.DELIVERED and not a.done_on]
    yield from _list("PK-426", rows, "done_on", "No day of delivery is given for {}.")


def done_in_future(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each day of delivery after the day of the data, where that is known."""
    day = at.data_day
    for action in at.scope.actions:
        done = action.done_on
        if day and done and done > day and not _left_out(at, done):
            message = (
                f"Action {action.reference} is said to be done on {in_words(done)}, after "
                f"the day of the data, {in_words(day)}."
            )
            person = owner(action)
            yield finding_at(
                "PK-427", action, "done_on", message, value=in_words(done), person=person
            )


def _left_out(at: BoardAt, done: date) -> bool:
    """Return whether an annual report leaves out what was done on a day, of which later data speak.

    It looks back on the year before its meeting, so it can be built again when data are newer.
    """
    if at.paper is None or not same_kind(at.paper.kind, ANNUAL_REPORT):
        return False
    newest = max((paper.as_at for paper in at.board.papers if paper.as_at), default=done)
    return at.judged_on is not None and at.judged_on < done <= newest


def review_passed(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists open actions whose review date is over."""
    day = at.judged_on
    rows = _open(at, lambda a: bool(day and a.review_date and a.review_date < day))
    yield from _list("PK-428", rows, "review_date", "The review date has passed for {}.")


def nobody_looks(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists open actions that no group looks at (T 3.9).

    An action counts as looked at by its own reference or by its outcome's.
    """
    groups = at.scope.groups
    looked_at = {Reference(name) for group in groups for name in (*group.actions, *group.areas)}
    if looked_at:
        rows = _open(at, lambda a: not {a.reference, a.parent} & looked_at)
        yield from _list("PK-429", rows, "reference", "No group looks at {}.")


def unmeasured(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists open actions with neither a measure nor a target."""
    rows = _open(at, lambda a: not a.measures and not a.target)
    yield from _list("PK-430", rows, "measures", "Neither measure nor target is given for {}.")


def _standing(at: BoardAt, action: Action) -> Standing:
    """Return how an action stands; where no day is known, by its state alone."""
    day = at.judged_on or date.min
    return standing(action, day, min(at.data_day or day, day))


def _due(action: Action) -> str:
    day = due_day(action)
    return f"due {in_words(day)}" if day else shown_deadline(action) or "no deadline"


def _by(at: BoardAt, action: Action) -> str:
    """Return who reports, a post with its article: ``the Transport Lead``."""
    person = reporter(action)
    posts = {folded(someone.post) for someone in at.scope.people if someone.post}
    return f"the {person}" if folded(person) in posts else person or "anybody"


def _ongoing(action: Action) -> bool:
    deadline = action.revised_deadline or action.deadline
    return deadline is not None and deadline.last is None


def _open(at: BoardAt, test: Callable[[Action], bool]) -> list[Action]:
    return [a for a in at.scope.actions if a.state not in CLOSED and test(a)]


def _list(code: str, rows: Sequence[Action], name: str, message: str) -> Iterator[Finding]:
    """Yield one finding that names the actions; of many the first, and how many more there are."""
    if rows:
        names = [row.reference for row in rows]
        more = len(names) - MOST_NAMED
        named = [*names[:MOST_NAMED], f"{more} more"] if more > 1 else names
        actions = f"action{'s' if len(rows) > 1 else ''} {listed(named)}"
        yield from finding_over(code, rows, name, message.format(actions))


RULES: tuple[Rule, ...] = (
    no_correction,
    correction_undated,
    ongoing_unreviewed,
    revised_unexplained,
    not_rescheduled,
    done_but_open,
    delivered_undated,
    done_in_future,
    review_passed,
    nobody_looks,
    unmeasured,
)
