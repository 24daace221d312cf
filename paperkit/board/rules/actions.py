"""Actions: deadlines that hold, corrective action where one was missed (seed T 3.2, 3.16)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from paperkit.board.calendar import ANNUAL_REPORT, same_kind
from paperkit.board.due import Standing, due_day, shown_deadline, standing
from paperkit.board.model import Action
from paperkit.board.model.words import CLOSED, State
from paperkit.board.rules.case import Case, Rule, joined, tell, tell_all
from paperkit.board.rules.whose import owner, reporter
from paperkit.findings import Code, Finding, Severity
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words

NO_CORRECTION = Code(
    "PK-420",
    Severity.GAP,
    "No corrective action",
    "An action that was not delivered by its deadline, or is at risk, carries the corrective "
    "action that is or will be taken. The paper says where none was reported.",
    "Action 1.2 was due on 30 June 2026, is not delivered, and has no corrective action.",
    "Ask for the corrective action, or accept the gap when the final is built.",
)
CORRECTION_UNDATED = Code(
    "PK-421",
    Severity.NOTE,
    "Corrective action without its state or date",
    "The Board wants to know whether corrective action has been or will be taken, and when.",
    "'Recruit a second adviser', with nothing said of when.",
    "Choose 'Taken' or 'Will be taken', and type the day.",
)
ONGOING_UNREVIEWED = Code(
    "PK-422",
    Severity.ERROR,
    "Ongoing without a review date",
    "An action without an end has a date on which the Board expects an update.",
    "A deadline of 'Ongoing' with a blank review date.",
    "Type the review date, or a deadline.",
)
REVISED_UNEXPLAINED = Code(
    "PK-423",
    Severity.GAP,
    "A revised deadline without its reason or who agreed",
    "A deadline moves for a reason and by somebody's agreement; the paper shows both.",
    "A deadline revised to 30 September 2026 with no reason.",
    "Type the reason, and who agreed the new deadline.",
)
NOT_RESCHEDULED = Code(
    "PK-424",
    Severity.GAP,
    "Re-scheduled, but no new deadline",
    "An action that was re-scheduled is judged by its new deadline.",
    "'Re-scheduled with approval' with a blank revised deadline.",
    "Type the revised deadline.",
)
DONE_BUT_OPEN = Code(
    "PK-425",
    Severity.ERROR,
    "Done on a day, but not delivered",
    "The day says that the action was delivered, its state says that it was not.",
    "Done on 3 May 2026, with the state 'On course'.",
    "Choose 'Delivered' as the state, or clear the day.",
)
DELIVERED_UNDATED = Code(
    "PK-426",
    Severity.NOTE,
    "Delivered, but on no day",
    "A report tells what was delivered since the last one. An action that was due before that "
    "one, delivered on no known day, is told of in the full list of actions alone.",
    "The state 'Delivered' with nothing under 'Done on'.",
    "Type the day on which each was delivered.",
)
DONE_IN_FUTURE = Code(
    "PK-427",
    Severity.ERROR,
    "Delivered after the day of the data",
    "Nobody can know on the day of the data what will have been delivered later.",
    "Done on 16 July 2027, in data as at 30 June 2026.",
    "Correct the day, or the paper's 'Data as at'.",
)
REVIEW_PASSED = Code(
    "PK-428",
    Severity.NOTE,
    "Review dates that have passed",
    "The Board expected an update on these actions by a day that is over.",
    "A review date of 1 May 2026 at the meeting of 16 July 2026.",
    "Type the next review date once the Board has had its update.",
)
NOBODY_LOOKS = Code(
    "PK-429",
    Severity.NOTE,
    "Actions that no group looks at",
    "Groups look at the areas and actions that are most appropriate to them. Nobody will say of "
    "these whether they make a difference.",
    "Action 1.2 is on no group's list.",
    "Give each of the actions to a group, where one is appropriate.",
)
UNMEASURED = Code(
    "PK-430",
    Severity.NOTE,
    "Actions without a measure or target",
    "Without a measure or a target nobody can say whether an action has achieved what it is for.",
    "Action 1.2 with both columns blank.",
    "Type how delivery is measured, or what is to be reached.",
)

_UNMET = {Standing.NOT_DELIVERED: "is not delivered", Standing.AT_RISK: "is at risk"}


# A sentence with more references than this is not read.
MOST_NAMED = 12


def no_correction(case: Case) -> Iterator[Finding]:
    """Yield a gap for each action missed or at risk without corrective action (T 3.16).

    Judged by the date of the meeting, that day included, from the data as at their day.
    """
    for action in case.scope.actions:
        unmet = _UNMET.get(_standing(case, action))
        if unmet and not action.correction:
            message = f"Action {action.reference} ({_due(action)}) {unmet}: "
            message += f"no corrective action reported by {_by(case, action)}."
            person = reporter(action)
            yield tell(NO_CORRECTION, action, "correction", message, person=person)


def correction_undated(case: Case) -> Iterator[Finding]:
    """Yield one note that lists open corrective actions without their state or date."""
    rows = _open(case, lambda a: bool(a.correction) and not _complete(a))
    message = "The corrective action of {} has no state or no date."
    yield from _list(CORRECTION_UNDATED, rows, "correction_state", message)


def ongoing_unreviewed(case: Case) -> Iterator[Finding]:
    """Yield an error for each open action that is Ongoing without a review date."""
    for action in _open(case, lambda a: _ongoing(a) and a.review_date is None):
        message = f"Action {action.reference} is Ongoing and has no review date."
        yield tell(ONGOING_UNREVIEWED, action, "review_date", message, person=owner(action))


def revised_unexplained(case: Case) -> Iterator[Finding]:
    """Yield a gap for each revised deadline without a reason, and without who agreed."""
    lacking = (("revised_because", "why it moved"), ("revised_by", "who agreed it"))
    for action in case.scope.actions:
        for name, what in lacking:
            if action.revised_deadline and not getattr(action, name):
                message = f"The revised deadline of action {action.reference}, "
                message += f"{action.revised_deadline}, does not say {what}."
                yield tell(REVISED_UNEXPLAINED, action, name, message, person=owner(action))


def not_rescheduled(case: Case) -> Iterator[Finding]:
    """Yield a gap for each re-scheduled action without a new deadline."""
    for action in case.scope.actions:
        if action.state is State.RESCHEDULED and action.revised_deadline is None:
            message = f"Action {action.reference} is re-scheduled and has no revised deadline."
            person = owner(action)
            yield tell(NOT_RESCHEDULED, action, "revised_deadline", message, person=person)


def done_but_open(case: Case) -> Iterator[Finding]:
    """Yield an error for each action with a day of delivery and another state."""
    for action in case.scope.actions:
        if action.done_on and action.state is not State.DELIVERED:
            state = f"its state is '{action.state}'" if action.state else "its state is blank"
            message = f"Action {action.reference} was done on {in_words(action.done_on)}, "
            yield tell(
                DONE_BUT_OPEN, action, "state", f"{message}but {state}.", person=owner(action)
            )


def delivered_undated(case: Case) -> Iterator[Finding]:
    """Yield one note that lists delivered actions without the day."""
    rows = [a for a in case.scope.actions if a.state is State.DELIVERED and not a.done_on]
    yield from _list(DELIVERED_UNDATED, rows, "done_on", "No day of delivery is given for {}.")


def done_in_future(case: Case) -> Iterator[Finding]:
    """Yield an error for each day of delivery after the day of the data, where that is known."""
    day = case.data_day
    for action in case.scope.actions:
        done = action.done_on
        if day and done and done > day and not _left_out(case, done):
            message = f"Action {action.reference} is said to be done on {in_words(done)}, after "
            message += f"the day of the data, {in_words(day)}."
            person = owner(action)
            yield tell(
                DONE_IN_FUTURE, action, "done_on", message, value=in_words(done), person=person
            )


def _left_out(case: Case, done: date) -> bool:
    """Return whether an annual report leaves out what was done on a day, of which later data tell.

    It looks back on the year before its meeting, so it can be built again when data are newer.
    """
    if case.paper is None or not same_kind(case.paper.kind, ANNUAL_REPORT):
        return False
    newest = max((paper.as_at for paper in case.board.papers if paper.as_at), default=done)
    return case.day is not None and case.day < done <= newest


def review_passed(case: Case) -> Iterator[Finding]:
    """Yield one note that lists open actions whose review date is over."""
    day = case.day
    rows = _open(case, lambda a: bool(day and a.review_date and a.review_date < day))
    yield from _list(REVIEW_PASSED, rows, "review_date", "The review date has passed for {}.")


def nobody_looks(case: Case) -> Iterator[Finding]:
    """Yield one note that lists open actions that no group looks at (T 3.9).

    An action counts as looked at by its own reference or by its outcome's.
    """
    looked_at = {name for group in case.scope.groups for name in (*group.actions, *group.areas)}
    if looked_at:
        rows = _open(case, lambda a: not {a.reference, a.parent} & looked_at)
        yield from _list(NOBODY_LOOKS, rows, "reference", "No group looks at {}.")


def unmeasured(case: Case) -> Iterator[Finding]:
    """Yield one note that lists open actions with neither a measure nor a target."""
    rows = _open(case, lambda a: not a.measures and not a.target)
    yield from _list(UNMEASURED, rows, "measures", "Neither measure nor target is given for {}.")


def _standing(case: Case, action: Action) -> Standing:
    """Return how an action stands; where no day is known, by its state alone."""
    day = case.day or date.min
    return standing(action, day, min(case.data_day or day, day))


def _due(action: Action) -> str:
    day = due_day(action)
    return f"due {in_words(day)}" if day else shown_deadline(action) or "no deadline"


def _by(case: Case, action: Action) -> str:
    """Return who reports, a post with its article: ``the Transport Lead``."""
    person = reporter(action)
    posts = {folded(someone.post) for someone in case.scope.people if someone.post}
    return f"the {person}" if folded(person) in posts else person or "anybody"


def _complete(action: Action) -> bool:
    return bool(action.correction_state and action.correction_date)


def _ongoing(action: Action) -> bool:
    deadline = action.revised_deadline or action.deadline
    return deadline is not None and deadline.last is None


def _open(case: Case, test: Callable[[Action], bool]) -> list[Action]:
    return [a for a in case.scope.actions if a.state not in CLOSED and test(a)]


def _list(code: Code, rows: Iterable[Action], name: str, message: str) -> Iterator[Finding]:
    rows = list(rows)
    if rows:
        listed = f"action{'s' if len(rows) > 1 else ''} {joined(_named_first(rows))}"
        yield from tell_all(code, rows, name, message.format(listed))


def _named_first(rows: Sequence[Action]) -> list[str]:
    """Return the references; of many the first, and how many more there are."""
    names = [row.reference for row in rows]
    more = len(names) - MOST_NAMED
    return [*names[:MOST_NAMED], f"{more} more"] if more > 1 else names


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
