"""Rows of the project's own data that go into the log: returns, views, requests, risks.

Each row is judged by itself, as a form of one line would be.
"""

from collections.abc import Iterator

from paperkit.board.gathering.case import Answer, Case, Judged, Read
from paperkit.board.gathering.lines import RULES, Line
from paperkit.board.gathering.meant import OnAction, action_of
from paperkit.board.gathering.returns import sent, unflagged
from paperkit.board.gathering.views import judged_view, view_line
from paperkit.board.model import Action
from paperkit.board.model.rounds import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, Risk, View
from paperkit.board.rules.case import filled, table_of, tell
from paperkit.board.rules.whose import reporter
from paperkit.findings import Finding, quoted
from paperkit.schema.build import Unread
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.values import NOTHING

OWN_TABLES: tuple[Table, ...] = (RETURNS, VIEWS, REQUESTS, RISKS)
_KEYS = frozenset({"meeting", "action", "forum"})


def of_own(case: Case) -> Iterator[Judged]:
    """Yield what each row of the project's own comes to, table by table."""
    for table in OWN_TABLES:
        for unread in case.board.unread_of(table):
            yield Judged(unread.place.file, "", (), (_unreadable(table, unread),))
        for row in case.board.rows(table):
            if isinstance(row, OnAction):
                yield _judged(row, case)


def _judged(row: OnAction, case: Case) -> Judged:
    file = row.place.row.file
    action, findings = action_of(row, case, "")
    if action is None:
        return Judged(file, "", (), tuple(findings))
    read = _read(row, action, case)
    return Judged(file, reporter(action), read.answers, (*findings, *read.findings))


def _read(row: OnAction, action: Action, case: Case) -> Read:
    match row:
        case Return():
            return _of_return(row, action, case)
        case View():
            return _of_view(row, action, case)
        case Request():
            return _of_request(row, action, case)
        case Risk():
            return Read((_kept(row),) if _says(row) else (), ())


def _of_return(row: Return, action: Action, case: Case) -> Read:
    issued = case.round_of.get((folded(row.meeting), folded(action.reference)))
    if issued is None:
        return Read((), (_no_round(row, row.meeting, action),))
    line = Line(row, action, sent(action, issued, case), reporter(action), case)
    findings = [finding for rule in RULES for finding in rule(line)]
    return Read((line.answer,), (*findings, *unflagged([line])))


def _of_view(row: View, action: Action, case: Case) -> Read:
    sponsor = row.sponsor or _sponsor(action, case)
    line = view_line(row, action, row.meeting, sponsor, case)
    if not line.is_answered:
        return Read((), ())
    return Read((line.answer,), tuple(judged_view(line)))


def _of_request(row: Request, action: Action, case: Case) -> Read:
    entry = case.board.history.newest(RETURNS).get((folded(row.meeting), folded(row.action)))
    returned = entry.row if entry and isinstance(entry.row, Return) else None
    if not _says(row):
        return Read((), ())
    if returned is None:
        message = f"Action {action.reference} has no return for {row.meeting} in the log."
        return Read((), (_tell("PK-855", row, action, message),))
    if folded(returned.request) in {"", *NOTHING}:
        message = f"The return of action {action.reference} for {row.meeting} asks for nothing."
        return Read((), (_tell("PK-861", row, action, message),))
    return Read((_kept(row),), ())


def _kept(row: Request | Risk) -> Answer:
    return Answer(table_of(row), row, _asked(row))


def _says(row: Row) -> bool:
    return any(filled(getattr(row, name)) for name in _asked(row))


def _asked(row: Row) -> tuple[str, ...]:
    return tuple(c.name for c in table_of(row).columns if c.name not in _KEYS)


def _sponsor(action: Action, case: Case) -> str:
    reference = case.tree.priority(action.parent)
    priority = next((p for p in case.board.priorities if p.reference == reference), None)
    return ", ".join(priority.sponsor) if priority else ""


def _no_round(row: Return, meeting: str, action: Action) -> Finding:
    message = f"No round for {quoted(meeting)} has asked about action {action.reference}."
    return _tell("PK-863", row, action, message)


def _tell(code: str, row: OnAction, action: Action, message: str) -> Finding:
    return tell(code, row, "action", message, value=row.action, person=reporter(action))


def _unreadable(table: Table, unread: Unread) -> Finding:
    message = f"A row of {table.sheet} holds a cell that cannot be read, so it was not taken."
    remedy = "Run 'paperkit check', which names the cell, and put it right."
    return Finding("PK-853", unread.place, message, remedy)
