"""Tell of the log: its entries one a line, and the history of one action."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paperkit.board.calendar import find_meeting
from paperkit.board.model import BoardData
from paperkit.board.model.history import Entry, History
from paperkit.board.plan_tree import PlanTree, actions_of
from paperkit.board.rounds.log_told import ActionTold, Telling, is_about, meeting_of
from paperkit.errors import UnknownNameError
from paperkit.findings import Finding
from paperkit.pipeline.asking import the_priority
from paperkit.pipeline.reading import open_council, read_board
from paperkit.schema.cleaning import folded

_SHOWN = 12


@dataclass(frozen=True)
class Listed:
    """Entries of the log in their order, the log that they stand in, and what is wrong with it."""

    entries: tuple[Entry, ...]
    history: History
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Shown:
    """What the log says of an action, what the plan calls it, and what is wrong with the log."""

    told: ActionTold
    wording: str
    findings: tuple[Finding, ...]


def list_log(
    folder: Path, *, priority: str = "", meeting: str = "", packs: Sequence[Path] = ()
) -> Listed:
    """Return the entries of the log, of one priority or meeting where it is named.

    An action belongs to a priority by the plan as it stands. UnknownNameError where nothing goes
    by the name; LogError where the log cannot be read.
    """
    read = read_board(open_council(folder, packs))
    entries: Sequence[Entry] = read.board.history.entries
    if meeting:
        wanted = _meeting(read.board, meeting)
        entries = [entry for entry in entries if folded(meeting_of(entry.row)) == wanted]
    if priority:
        actions, priorities = _under(read.board, the_priority(read.board, priority))
        entries = [entry for entry in entries if is_about(entry, actions, priorities)]
    return Listed(tuple(entries), read.board.history, read.of_log)


def show_action(folder: Path, action: str, packs: Sequence[Path] = ()) -> Shown:
    """Return what the log says of an action, which may have left the plan since.

    UnknownNameError where the log says nothing of it, or nobody knows it.
    """
    read = read_board(open_council(folder, packs))
    telling = Telling(read.board.history)
    told = telling.of_action(action)
    in_plan = {folded(row.reference): row.wording for row in read.board.actions}
    if not told.meetings:
        raise UnknownNameError(_unknown(action, telling.actions, folded(action) in in_plan))
    return Shown(told, in_plan.get(folded(action), ""), read.of_log)


def _meeting(board: BoardData, words: str) -> str:
    """Return the folded reference of a meeting, which need not be on the sheet any more."""
    found = find_meeting(board, words)
    if found is not None:
        return folded(found.reference)
    logged = dict.fromkeys(meeting_of(entry.row) for entry in board.history.entries)
    names = [name for name in logged if name]
    if folded(words) in map(folded, names):
        return folded(words)
    there = f"It has: {', '.join(names)}." if names else "It has no entries yet."
    raise UnknownNameError(f"The log has no meeting called '{words}'. {there}")


def _under(board: BoardData, priority: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the actions and the priorities under a priority, and itself, all folded."""
    tree, wanted = PlanTree(board), folded(priority)
    under = (row.reference for row in board.priorities if wanted in tree.line(row.reference))
    actions = (folded(row.reference) for row in actions_of(board, priority))
    return frozenset(actions), frozenset(map(folded, under))


def _unknown(action: str, logged: Sequence[str], in_plan: bool) -> str:
    if in_plan:
        return f"The log says nothing of action '{action}' yet. It does once a return is gathered."
    more = f" and {len(logged) - _SHOWN} more" if len(logged) > _SHOWN else ""
    known = f"It knows {', '.join(logged[:_SHOWN])}{more}." if logged else "It knows none yet."
    return f"The log knows no action '{action}'. {known}"
