"""Entries of the log in words: one line for each, and all that is known of one action.

What an entry says is told by the headings of its declaration, so that a column that is declared
later is told as well.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from paperkit.board.history import FILED, LOGGED, ROUNDS, Entry, Filed, History, Round
from paperkit.board.paper_rows import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, Risk, View
from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row
from paperkit.schema.dates import in_words
from paperkit.schema.describe import words_of

_SAID_BEFORE = ("meeting", "action", "priority", "actions", "leads")
_IN_A_LINE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ROUNDS.name: ("priority", "due"),
        RETURNS.name: ("action", "rating", "lead"),
        VIEWS.name: ("action", "view", "rating", "sponsor"),
        REQUESTS.name: ("action", "route", "outcome"),
        RISKS.name: ("action", "forum", "closed_on"),
        FILED.name: ("file", "by"),
    }
)
"""The columns by which a list tells of an entry; the first says what it is about."""


class Correction(Frozen):
    """An entry that stands in place of an earlier one."""

    now: Entry
    before: Entry

    @property
    def told(self) -> str:
        """Return what was corrected, when and why, in a sentence or two."""
        was = "; ".join(self._changes()) or "nothing that the form asks for"
        why = f" Why: {self.now.because.rstrip('.')}." if self.now.because else ""
        return (
            f"Entry {self.now.number} of {in_words(self.now.recorded_on)} corrects entry "
            f"{self.before.number} of {in_words(self.before.recorded_on)}: {was}.{why}"
        )

    def _changes(self) -> Iterator[str]:
        for column in self.now.table.columns:
            now, was = (words_of(getattr(e.row, column.name)) for e in (self.now, self.before))
            if now != was:
                yield f"{column.heading} was {_quoted(was)} and is {_quoted(now)}"


class AtMeeting(Frozen, kw_only=True):
    """What the log says of one action at one meeting: the standing entries, and corrections.

    The entries are in the order of a round: forms issued, return, view, request, risks.
    """

    meeting: str
    entries: tuple[Entry, ...]
    corrections: tuple[Correction, ...]

    @property
    def answered(self) -> bool:
        """Return whether a return stands."""
        return any(entry.table == RETURNS for entry in self.entries)


class ActionTold(Frozen):
    """What the log says of one action, by meeting, in the order of its first entries."""

    action: str
    meetings: tuple[AtMeeting, ...]


class Telling(Frozen, dict=True):
    """A log, looked up once for everything that is told of it."""

    history: History

    @cached_property
    def by_number(self) -> dict[int, Entry]:
        """Return the entries by their numbers."""
        return {entry.number: entry for entry in self.history.entries}

    @cached_property
    def corrected_by(self) -> dict[int, int]:
        """Return, for each entry that no longer counts, the number of its correction."""
        return {entry.replaces: entry.number for entry in self.history.entries if entry.replaces}

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """Return every action that has an entry, in the order of their first entries."""
        named = (name for entry in self.history.entries for name in actions_of(entry.row))
        return tuple({folded(name): name for name in named}.values())

    def of_action(self, action: str) -> ActionTold:
        """Return what the log says of an action; no meeting where it says nothing."""
        wanted = folded(action)
        entries = [e for e in self.history.entries if wanted in map(folded, actions_of(e.row))]
        meetings = dict.fromkeys(meeting_of(entry.row) for entry in entries)
        told = tuple(self._at(meeting, entries) for meeting in meetings)
        return ActionTold(_spelled(action, entries), told)

    def _at(self, meeting: str, entries: Sequence[Entry]) -> AtMeeting:
        here = [entry for entry in entries if meeting_of(entry.row) == meeting]
        standing = [entry for entry in here if entry.number not in self.corrected_by]
        standing.sort(key=lambda entry: LOGGED.index(entry.table))
        corrections = tuple(
            Correction(entry, self.by_number[entry.replaces])
            for entry in here
            if entry.replaces in self.by_number
        )
        return AtMeeting(meeting=meeting, entries=tuple(standing), corrections=corrections)


def _spelled(action: str, entries: Iterable[Entry]) -> str:
    """Return an action as the log first spells it."""
    named = (name for entry in entries for name in actions_of(entry.row))
    return next((name for name in named if folded(name) == folded(action)), action)


def action_of(row: Row) -> str:
    """Return the action that an entry is about; nothing where it is about none."""
    return row.action if isinstance(row, Return | View | Request | Risk) else ""


def meeting_of(row: Row) -> str:
    """Return the meeting that an entry is for; nothing where it is for none."""
    return row.meeting if isinstance(row, Round | Return | View | Request | Risk | Filed) else ""


def actions_of(row: Row) -> tuple[str, ...]:
    """Return every action that an entry is about: of a round, all that were asked for."""
    return row.actions if isinstance(row, Round) else tuple(filter(None, (action_of(row),)))


def answers(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return what an entry says of an action, filled columns only: heading and words.

    Which meeting and action it is about is left out.
    """
    told = (
        (column.heading, words_of(getattr(entry.row, column.name)))
        for column in entry.table.columns
        if column.name not in _SAID_BEFORE
    )
    return tuple((heading, words) for heading, words in told if words)


def in_a_line(entry: Entry) -> str:
    """Return what an entry says, in a few words: ``1.2: Red, A. Osei``."""
    first, *others = (entry.table.column(name) for name in _IN_A_LINE[entry.table.name])
    told = ", ".join(filter(None, (_briefly(entry.row, column) for column in others)))
    begun = words_of(getattr(entry.row, first.name))
    return f"{begun}: {told}" if told else begun


def _briefly(row: Row, column: Column) -> str:
    words = " ".join(words_of(getattr(row, column.name)).split())
    dated = words and column.type is datetime.date
    return f"{column.heading.lower()} {words}" if dated else words


def is_about(entry: Entry, actions: frozenset[str], priorities: frozenset[str]) -> bool:
    """Return whether an entry is about one of the actions or priorities, given folded."""
    if entry.table == ROUNDS and isinstance(entry.row, Round):
        return folded(entry.row.priority) in priorities
    return folded(action_of(entry.row)) in actions


def _quoted(words: str) -> str:
    return quoted(words, len(words)) if words else "blank"
