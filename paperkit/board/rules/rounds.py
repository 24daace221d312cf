"""A round as a whole: every action has its return, and each return its action (seed H 3.6)."""

from collections.abc import Iterator
from datetime import timedelta

from paperkit.board.model.history import answer_key
from paperkit.board.model.plan import ACTIONS
from paperkit.board.model.rounds import RETURNS, Return
from paperkit.board.rounds.at_meeting import RoundAt
from paperkit.board.rules.case import Case, Rule, place_of, tell
from paperkit.board.rules.whose import whose
from paperkit.board.settings import Role
from paperkit.findings import Code, Finding, Severity
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words

NO_ROUND = Code(
    "PK-881",
    Severity.ERROR,
    "A paper on a round that has not been held",
    "The log has neither forms that were issued for this priority and meeting nor a return, so the "
    "paper would be empty.",
    "An exception appendix for a meeting for which no forms went out.",
    "Run 'paperkit forms issue', and gather the returns when they are in.",
)
NO_RETURN = Code(
    "PK-882",
    Severity.GAP,
    "An action without a return",
    "A round covers every action of the plan that is open (seed H 3.6). The paper says where no "
    "return was received.",
    "A plan of 20 actions, and 19 returns.",
    "Ask the reporting lead for the return, or accept the gap when the final is built.",
)
NOT_IN_PLAN = Code(
    "PK-883",
    Severity.ERROR,
    "A return for an action that is not in the plan any more",
    "The log holds a return for an action that has left the sheet Actions, so the paper would be "
    "made without it. An action that was given up is kept, and said to be withdrawn.",
    "The log has a return for action 1.9, which was deleted after the round.",
    "Put the action back on the sheet Actions, with the state Withdrawn if it was given up.",
)
TWO_STAND = Code(
    "PK-884",
    Severity.NOTE,
    "Two returns for one action in one round",
    "Two entries of the log answer for the same action, and neither corrects the other. The later "
    "one is printed.",
    "Entry 12 of one lead's form, and entry 31 of a copy of the log that was adopted.",
    "Look at both, and gather the one that holds with --because.",
)
LEAPT = Code(
    "PK-885",
    Severity.NOTE,
    "From the worst rating to the best in one step",
    "Such a recovery may be real. It may also be a slip in a drop-down list, or a rating of "
    "something else.",
    "Red last time, Green now.",
    "Ask the lead to confirm it.",
)
CLOSED_FIRST = Code(
    "PK-886",
    Severity.ERROR,
    "A risk that was closed before it was addressed",
    "The log shows where and when a risk was addressed, and when it was closed (seed H 3.11).",
    "Addressed on 3 September 2026, closed on 1 June 2026.",
    "Correct one of the two days.",
)


def no_round(case: Case) -> Iterator[Finding]:
    """Yield an error for each paper whose round was neither issued nor answered.

    Where a whole project is checked, a round is told once its forms should be out.
    """
    held = {_key(told.priority.reference, told.meeting.reference): told for told in case.rounds}
    for paper in case.scope.papers:
        told = held.get(_key(paper.priority, paper.meeting))
        if told and not _held(told) and not _lies_ahead(case, told):
            message = f"The log has no round of {_called(told)} for {paper.meeting}."
            person = ", ".join(paper.authors)
            yield tell(NO_ROUND, paper, "priority", message, value=paper.priority, person=person)


def _lies_ahead(case: Case, told: RoundAt) -> bool:
    if case.at or case.today is None or told.meeting.date is None:
        return False
    working_days = case.ways.settings.deadlines.forms_out or 0
    return told.meeting.date - timedelta(weeks=working_days / 5) > case.today


def no_return(case: Case) -> Iterator[Finding]:
    """Yield a gap for each action of a round of which no return came in (H 3.6, 3.10)."""
    for told in filter(_held, case.rounds):
        for row in told.missing:
            by = f" from {row.lead}" if row.lead else ""
            message = f"No return was received{by} for action {row.action.reference} for "
            message += f"{told.meeting.reference}."
            yield tell(NO_RETURN, row.action, "reference", message, person=row.lead)


def not_in_plan(case: Case) -> Iterator[Finding]:
    """Yield an error for each return in the log whose action has left the plan."""
    known = {folded(action.reference) for action in case.board.actions}
    known |= {folded(row.reference) for row in case.board.unread_of(ACTIONS)}
    for told in case.rounds:
        for row in _gone(case, told, known):
            message = f"The log holds a return of action {row.action} for {row.meeting}, and the "
            message += "sheet Actions does not have it."
            yield tell(NOT_IN_PLAN, row, "action", message, value=row.action, person=row.lead)


def two_stand(case: Case) -> Iterator[Finding]:
    """Yield a note for each action that has two returns in one round, neither correcting one."""
    printed = {row.entry.number: row for told in case.rounds for row in told.rows if row.entry}
    keys = {answer_key(row.entry.row): row for row in printed.values() if row.entry}
    for entry in case.board.history.of(RETURNS):
        row = keys.get(answer_key(entry.row))
        if row and row.entry and entry.number not in printed:
            message = f"Entries {entry.number} and {row.entry.number} of the log are both returns "
            message += f"of action {row.action.reference}; {row.entry.number} is printed."
            others = (place_of(entry.row, "rating"),)
            yield tell(TWO_STAND, row.entry.row, "rating", message, person=row.lead, others=others)


def leapt(case: Case) -> Iterator[Finding]:
    """Yield a note for each action that went from the worst rating to the best in one step."""
    for told in case.rounds:
        for row in told.answered:
            if row.now and row.last_role is Role.MISSED and row.role is Role.MET:
                message = f"Action {row.action.reference} went from {row.last_rating} to "
                message += f"{row.rating} between two rounds."
                yield tell(LEAPT, row.now, "rating", message, value=row.now.rating, person=row.lead)


def closed_first(case: Case) -> Iterator[Finding]:
    """Yield an error for each risk whose closing day is before that of its being addressed."""
    for risk in case.scope.risks:
        if risk.addressed_on and risk.closed_on and risk.closed_on < risk.addressed_on:
            message = f"The risk of action {risk.action} was closed before it was addressed."
            value, person = in_words(risk.closed_on), whose(case.board, risk)
            yield tell(CLOSED_FIRST, risk, "closed_on", message, value=value, person=person)


def _gone(case: Case, told: RoundAt, known: set[str]) -> Iterator[Return]:
    """Yield the returns of a round whose action is not known; of any round, where none names it."""
    named = frozenset(map(folded, told.issued.actions)) if told.issued else frozenset()
    meeting = folded(told.meeting.reference)
    for (at, action), entry in case.board.history.newest(RETURNS).items():
        ours = at == meeting and action not in known and (not named or action in named)
        if ours and isinstance(entry.row, Return):
            yield entry.row


def _held(told: RoundAt) -> bool:
    return told.issued is not None or bool(told.answered)


def _called(told: RoundAt) -> str:
    return f"{told.priority.reference} {told.priority.name}".strip()


def _key(one: str, other: str) -> tuple[str, str]:
    return folded(one), folded(other)


RULES: tuple[Rule, ...] = (
    no_round,
    no_return,
    not_in_plan,
    two_stand,
    leapt,
    closed_first,
)
