"""Whether rows of the files are in the log of exception reports as they stand (seed H 3.11).

The log alone counts: a row that is not in it would be left out of the paper.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from paperkit.board.model.history import answer_key
from paperkit.board.model.rounds import REQUESTS, RETURNS, RISKS, VIEWS, Risk
from paperkit.board.rules.case import Case, Rule, filled, joined, place_of
from paperkit.findings import Finding
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row, Table

_TABLES = (RETURNS, VIEWS, REQUESTS, RISKS)
_FROM_PLAN = frozenset({"review_date", "link"})
"""Columns that a form fills in: blank on a sheet, they take nothing back of what the log has."""

# A sentence with more references than this is not read.
MOST_NAMED = 12


def not_gathered(case: Case) -> Iterator[Finding]:
    """Yield an error for the rows of each table and meeting that are not in the log as they are."""
    log = _Gathered(case)
    for table in _TABLES:
        waiting: dict[str, list[Row]] = {}
        for row in case.scope.rows(table):
            if not row.place.row.entry and not log.holds(table, row):
                waiting.setdefault(str(getattr(row, "meeting", "")), []).append(row)
        for meeting, rows in waiting.items():
            yield _not_gathered(table, meeting, rows)


@dataclass(frozen=True)
class _Gathered:
    """What the log holds, to be compared with the rows of the files."""

    case: Case

    @cached_property
    def _risks(self) -> Mapping[str, tuple[Risk, ...]]:
        found: dict[str, list[Risk]] = {}
        for risk in self.case.board.history.rows(RISKS, Risk):
            found.setdefault(folded(risk.action), []).append(risk)
        return {action: tuple(risks) for action, risks in found.items()}

    def holds(self, table: Table, row: Row) -> bool:
        """Return whether the log holds a row of the files as it stands there."""
        return any(_same(table, row, kept) for kept in self._kept(table, row))

    def _kept(self, table: Table, row: Row) -> Iterable[Row]:
        if isinstance(row, Risk):
            return self._risks.get(folded(row.action), ())
        entry = self.case.board.history.newest(table).get(answer_key(row))
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
    named = f"action{'s' if len(actions) > 1 else ''} {joined(actions)}"
    named = named if len(actions) <= MOST_NAMED else f"{len(actions)} actions"
    on = f"{table.sheet} on {named}{f' for {meeting}' if meeting else ''}"
    message = f"The {len(rows)} rows of {on} are not in the log as they stand."
    if len(rows) == 1:
        message = f"The row of {on} is not in the log as it stands."
    places = [place_of(row, "action") for row in rows]
    return Finding("PK-880", places[0], message, others=tuple(places[1:]))


RULES: tuple[Rule, ...] = (not_gathered,)
