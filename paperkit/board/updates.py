"""The plan's actions as their owners say that they stand for a meeting (seed T 3.16).

The latest update up to the meeting stands over the sheet Actions, column by column; where it
says nothing, the sheet does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from paperkit.board.model import Action, BoardData, Meeting
from paperkit.board.model.plan import ACTIONS
from paperkit.board.model.rounds import UPDATES, Update
from paperkit.board.model.words import State
from paperkit.board.rules.case import filled, tell
from paperkit.board.rules.whose import owner
from paperkit.findings import Finding
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.schema.periods import Deadline
from paperkit.schema.records import RowPlace

_OF_PLAN = {column.name for column in ACTIONS.columns}
_LAID_OVER = tuple(c.name for c in UPDATES.columns if c.asked and c.name in _OF_PLAN)
_DATES = ("done_on", "revised_deadline", "correction_date")


@dataclass(frozen=True)
class Updated:
    """The data with the owners' updates over their actions, and where the plan is newer."""

    board: BoardData
    findings: tuple[Finding, ...]


def updated(board: BoardData, meeting: Meeting | None) -> Updated:
    """Return the data as they stand for a meeting; those of every meeting where none is given."""
    latest = _latest(board, meeting)
    if not latest:
        return Updated(board, ())
    pairs = [(action, latest.get(folded(action.reference))) for action in board.actions]
    actions = tuple(_laid_over(action, update) if update else action for action, update in pairs)
    findings = [f for action, update in pairs if update for f in _newer(action, update)]
    return Updated(replace(board, actions=actions), tuple(findings))


def _latest(board: BoardData, meeting: Meeting | None) -> Mapping[str, Update]:
    """Return each action's last update, by folded reference; of one meeting the lower row."""
    until = (meeting.date if meeting else None) or date.max
    dated = [(day, row) for row in board.updates if (day := _day(board, row)) and day <= until]
    in_turn = sorted(dated, key=lambda pair: pair[0])
    return MappingProxyType({folded(row.action): row for _, row in in_turn})


def _day(board: BoardData, row: Update) -> date | None:
    meeting = board.meeting.get(row.meeting)
    return meeting.date if meeting else None


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
    """Yield what the sheet says that the update, which stands over it, cannot have known."""
    for name in _DATES:
        ours, theirs = _last(getattr(action, name)), _last(getattr(update, name))
        if ours and theirs and ours > theirs:
            said = f"{in_words(theirs)} in the update for {update.meeting}"
            yield _told(action, update, name, f"{in_words(ours)} on the sheet, {said}")
    if action.done_on and update.state and update.state is not State.DELIVERED:
        said = f"'{update.state}' in the update for {update.meeting}"
        yield _told(action, update, "done_on", f"{in_words(action.done_on)} on the sheet, {said}")


def _told(action: Action, update: Update, name: str, said: str) -> Finding:
    column = ACTIONS.column(name)
    message = f"Action {action.reference}, {column.heading}: {said}, which counts."
    others = (update.place.of(name if name in update.place.cells else "state", column.heading),)
    return tell("PK-860", action, name, message, person=owner(action), others=others)


def _last(value: date | Deadline | None) -> date | None:
    return value.last if isinstance(value, Deadline) else value
