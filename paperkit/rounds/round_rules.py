"""Whether rows of the files are in the log of exception reports as they stand (seed H 3.11).

The log alone counts: a row that is not in it would be left out of the paper.

A round as a whole: every action has its return, and each return its action (seed H 3.6).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cached_property

from paperkit.board.history import answer_key
from paperkit.board.paper_rows import REQUESTS, RETURNS, RISKS, VIEWS, Return, Risk
from paperkit.board.plan_rows import ACTIONS
from paperkit.board.settings import Role
from paperkit.findings import Finding
from paperkit.frozen import Frozen
from paperkit.record.at_meeting import RoundAt
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.responsibility import responsible_for
from paperkit.standpoint.rules import Rule, filled, finding_at, place_of
from paperkit.standpoint.wording import listed

_TABLES = (RETURNS, VIEWS, REQUESTS, RISKS)
_FROM_PLAN = frozenset({"review_date", "link"})
"""Columns that a form fills in: blank on a sheet, they take nothing back of what the log has."""

# A sentence with more references than this is not read.
MOST_NAMED = 12


def not_gathered(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for the rows of each table and meeting that are not in the log as they are."""
    log = _Gathered(at)
    for table in _TABLES:
        waiting: dict[str, list[Row]] = {}
        for row in at.scope.rows(table):
            if not row.place.row.entry and not log.holds(table, row):
                waiting.setdefault(str(getattr(row, "meeting", "")), []).append(row)
        for meeting, rows in waiting.items():
            yield _not_gathered(table, meeting, rows)


class _Gathered(Frozen, dict=True):
    """What the log holds, to be compared with the rows of the files."""

    at: BoardAt

    @cached_property
    def _risks(self) -> Mapping[str, tuple[Risk, ...]]:
        found: dict[str, list[Risk]] = {}
        for risk in self.at.board.history.rows(RISKS, Risk):
            found.setdefault(folded(risk.action), []).append(risk)
        return {action: tuple(risks) for action, risks in found.items()}

    def holds(self, table: Table, row: Row) -> bool:
        """Return whether the log holds a row of the files as it stands there."""
        return any(_same(table, row, kept) for kept in self._kept(table, row))

    def _kept(self, table: Table, row: Row) -> Iterable[Row]:
        if isinstance(row, Risk):
            return self._risks.get(folded(row.action), ())
        entry = self.at.board.history.newest(table).get(answer_key(row))
        return (entry.row,) if entry else ()


def _same(table: Table, row: Row, kept: Row) -> bool:
    return all(_agree(column, row, kept) for column in table.columns if not column.recorded)


def _agree(column: Column, row: Row, kept: Row) -> bool:
    """Return whether the log holds what a cell does; what a form fills in may be blank here."""
    typed, logged = getattr(row, column.name), getattr(kept, column.name)
    if not filled(typed) and (column.known or column.name in _FROM_PLAN):
        return True
    if isinstance(typed, str) and (column.refers or column.role in ("rating", "person")):
        return folded(typed) == folded(logged)
    return bool(typed == logged)


def _not_gathered(table: Table, meeting: str, rows: list[Row]) -> Finding:
    actions = list(dict.fromkeys(str(getattr(row, "action", "")) for row in rows))
    named = f"action{'s' if len(actions) > 1 else ''} {listed(actions)}"
    named = named if len(actions) <= MOST_NAMED else f"{len(actions)} actions"
    on = f"{table.sheet} on {named}{f' for {meeting}' if meeting else ''}"
    message = f"The {len(rows)} rows of {on} are not in the log as they stand."
    if len(rows) == 1:
        message = f"The row of {on} is not in the log as it stands."
    places = [place_of(row, "action") for row in rows]
    return Finding("PK-880", places[0], message, others=tuple(places[1:]))


RULES: tuple[Rule, ...] = (not_gathered,)


def no_round(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each paper whose round was neither issued nor answered.

    Where a whole project is checked, a round is told once its forms should be out.
    """
    held = {_key(told.priority.reference, told.meeting.reference): told for told in at.rounds}
    for paper in at.scope.papers:
        told = held.get(_key(paper.priority, paper.meeting))
        if told and not _held(told) and not _lies_ahead(at, told):
            message = f"The log has no round of {_called(told)} for {paper.meeting}."
            person = ", ".join(paper.authors)
            yield finding_at(
                "PK-881", paper, "priority", message, value=paper.priority, person=person
            )


def _lies_ahead(at: BoardAt, told: RoundAt) -> bool:
    if at.meeting or at.today is None or told.meeting.date is None:
        return False
    working_days = at.ways.settings.deadlines.forms_out or 0
    return told.meeting.date - timedelta(weeks=working_days / 5) > at.today


def no_return(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each action of a round of which no return came in (H 3.6, 3.10)."""
    for told in filter(_held, at.rounds):
        for row in told.missing:
            by = f" from {row.lead}" if row.lead else ""
            message = f"No return was received{by} for action {row.action.reference} for "
            message += f"{told.meeting.reference}."
            yield finding_at("PK-882", row.action, "reference", message, person=row.lead)


def not_in_plan(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each return in the log whose action has left the plan."""
    known = {folded(action.reference) for action in at.board.actions}
    known |= {folded(row.reference) for row in at.board.unread_of(ACTIONS)}
    for told in at.rounds:
        for row in _gone(at, told, known):
            message = f"The log holds a return of action {row.action} for {row.meeting}, and the "
            message += "sheet Actions does not have it."
            yield finding_at("PK-883", row, "action", message, value=row.action, person=row.lead)


def two_stand(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each action that has two returns in one round, neither correcting one."""
    printed = {row.entry.number: row for told in at.rounds for row in told.rows if row.entry}
    keys = {answer_key(row.entry.row): row for row in printed.values() if row.entry}
    for entry in at.board.history.of(RETURNS):
        row = keys.get(answer_key(entry.row))
        if row and row.entry and entry.number not in printed:
            message = f"Entries {entry.number} and {row.entry.number} of the log are both returns "
            message += f"of action {row.action.reference}; {row.entry.number} is printed."
            others = (place_of(entry.row, "rating"),)
            yield finding_at(
                "PK-884", row.entry.row, "rating", message, person=row.lead, others=others
            )


def leapt(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each action that went from the worst rating to the best in one step."""
    for told in at.rounds:
        for row in told.answered:
            if row.now and row.last_role is Role.MISSED and row.role is Role.MET:
                message = f"Action {row.action.reference} went from {row.last_rating} to "
                message += f"{row.rating} between two rounds."
                yield finding_at(
                    "PK-885", row.now, "rating", message, value=row.now.rating, person=row.lead
                )


def closed_first(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each risk whose closing day is before that of its being addressed."""
    for risk in at.scope.risks:
        if risk.addressed_on and risk.closed_on and risk.closed_on < risk.addressed_on:
            message = f"The risk of action {risk.action} was closed before it was addressed."
            value, person = in_words(risk.closed_on), responsible_for(at.board, risk)
            yield finding_at("PK-886", risk, "closed_on", message, value=value, person=person)


def _gone(at: BoardAt, told: RoundAt, known: set[str]) -> Iterator[Return]:
    """Yield the returns of a round whose action is not known; of any round, where none names it."""
    named = frozenset(map(folded, told.issued.actions)) if told.issued else frozenset()
    meeting = folded(told.meeting.reference)
    for (of, action), entry in at.board.history.newest(RETURNS).items():
        ours = of == meeting and action not in known and (not named or action in named)
        if ours and isinstance(entry.row, Return):
            yield entry.row


def _held(told: RoundAt) -> bool:
    return told.issued is not None or bool(told.answered)


def _called(told: RoundAt) -> str:
    return f"{told.priority.reference} {told.priority.name}".strip()


def _key(one: str, other: str) -> tuple[str, str]:
    return folded(one), folded(other)


RULES_ROUNDS: tuple[Rule, ...] = (
    no_round,
    no_return,
    not_in_plan,
    two_stand,
    leapt,
    closed_first,
)
