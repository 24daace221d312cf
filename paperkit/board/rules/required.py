"""What must be filled: the columns that the pack requires, and what places a row at all."""

from collections.abc import Iterator, Mapping

from paperkit.board.model import TABLES, Meeting, PaperRow
from paperkit.board.model.words import MeetingState
from paperkit.board.rules.case import Case, Rule, filled, named, place_of, tell
from paperkit.board.rules.whose import whose
from paperkit.board.settings import PackSettings
from paperkit.findings import NOWHERE, Finding, quoted
from paperkit.schema.columns import Row, Table

PLACING: Mapping[str, tuple[str, ...]] = {
    "meetings": ("date",),
    "outcomes": ("parent",),
    "milestones": ("action",),
    "targets": ("indicator", "year"),
    "readings": ("indicator", "period"),
    "feedback": ("group", "meeting"),
    "highlights": ("meeting",),
    "papers": ("kind", "meeting"),
    "text": ("paper", "section"),
}
_OWN_RULE = {"indicators": ("frequency",), "highlights": ("assurance",)}
"""Columns of which a rule of their own subject says more."""

_TWINS = {("actions", "owner"): "lead", ("actions", "lead"): "owner"}
"""An owner and a reporting lead default to each other: one of the two is enough."""


def missing(case: Case) -> Iterator[Finding]:
    """Yield a gap for each blank cell of a column that the pack requires.

    A plan's fact that is missing is a gap, told in the paper (seed T 3.2, 3.5; seed H 3.8). What
    places a row is ``not_placed``'s, and an error.
    """
    for table in TABLES:
        for row in case.scope.rows(table):
            for name in _required(_needs(case, row), table):
                if not filled(getattr(row, name)) and not _by_twin(case, table, row, name):
                    yield _blank(case, "PK-401", row, name)


def not_placed(case: Case) -> Iterator[Finding]:
    """Yield an error for each row that lacks what says where it belongs, in any pack.

    A target without its year, a text without its paper or a meeting without its date would be
    left out of every paper without a word. A cancelled meeting needs no date.
    """
    for table in TABLES:
        for row in case.scope.rows(table):
            for name in PLACING.get(table.name, ()):
                if not filled(getattr(row, name)) and not _cancelled(row):
                    yield _blank(case, "PK-402", row, name)


def unknown_required(case: Case) -> Iterator[Finding]:
    """Yield an error for each name in the pack's list that is no table or column."""
    known = {table.name: {column.name for column in table.columns} for table in TABLES}
    for table, names in case.ways.pack.required.items():
        for name in names:
            if name not in known.get(table, ()):
                message = f"{quoted(name)} is not a column of {quoted(table)}."
                yield Finding("PK-403", NOWHERE, message, value=name)


def _needs(case: Case, row: Row) -> PackSettings:
    return case.pack_of(row) if isinstance(row, PaperRow) else case.ways.pack


def _required(pack: PackSettings, table: Table) -> tuple[str, ...]:
    known = {column.name for column in table.columns}
    known -= {*PLACING.get(table.name, ()), *_OWN_RULE.get(table.name, ())}
    return tuple(name for name in pack.required.get(table.name, ()) if name in known)


def _by_twin(case: Case, table: Table, row: Row, name: str) -> bool:
    """Return whether the twin is filled, or is blank too and told already."""
    twin = _TWINS.get((table.name, name))
    if twin is None:
        return False
    names = _required(case.ways.pack, table)
    told = twin in names and names.index(twin) < names.index(name)
    return filled(getattr(row, twin)) or told


def _cancelled(row: Row) -> bool:
    return isinstance(row, Meeting) and row.state is MeetingState.CANCELLED


def _blank(case: Case, code: str, row: Row, name: str) -> Finding:
    field = place_of(row, name).field or name
    message = f"{named(row)} has nothing under {quoted(field)}."
    return tell(code, row, name, message, person=whose(case.board, row))


RULES: tuple[Rule, ...] = (unknown_required, not_placed, missing)
