"""Entries of the log in words: one line for each, and all that is known of one action.

What an entry says is given under the headings of its declaration, so that a column that is
declared later is given as well.
"""

import datetime
from collections.abc import Container, Mapping
from types import MappingProxyType

from paperkit.board.history import (
    AS_FILED,
    ASKED,
    CORRECTED,
    DISCARDED,
    ENCLOSED,
    FILED,
    LOGGED,
    PUBLISHED,
    QUESTIONS,
    REMARKS,
    REMOVED,
    ROUNDS,
    WITHDRAWN,
    Asked,
    Corrected,
    Enclosed,
    Entry,
    Filed,
    History,
    Published,
    Question,
    Remark,
    Removed,
    Round,
    Withdrawn,
)
from paperkit.board.paper_rows import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, Risk, View
from paperkit.board.words import CLOSED
from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.schema.columns import Row
from paperkit.schema.dates import in_words
from paperkit.schema.describe import words_of

_SAID_BEFORE = (
    "meeting", "action", "reference", "priority", "round_of", "actions", "leads", "posts", "under",
)  # fmt: skip
_IN_A_LINE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ROUNDS.name: ("priority", "due"),
        ASKED.name: ("reference", "lead", "owner", "state"),
        RETURNS.name: ("action", "rating", "lead"),
        VIEWS.name: ("action", "view", "rating", "sponsor"),
        REQUESTS.name: ("action", "route", "outcome"),
        RISKS.name: ("action", "forum", "closed_on"),
        REMARKS.name: ("person", "words", "left_out"),
        QUESTIONS.name: ("action", "words"),
        FILED.name: ("file", "by"),
        ENCLOSED.name: ("file", "paper"),
        PUBLISHED.name: ("file", "published_on"),
        CORRECTED.name: ("file", "how", "by"),
        WITHDRAWN.name: ("file", "by"),
        AS_FILED.name: ("file", "filed_on"),
        DISCARDED.name: ("file", "by", "reason"),
        REMOVED.name: ("entry", "by", "reason"),
    }
)
"""The columns that a list gives of an entry; the first says what it is about."""


class LoggedCorrection(Frozen):
    """An entry that counts in place of an earlier one."""

    now: Entry
    before: Entry

    @property
    def words(self) -> str:
        """Return what was corrected, when and why, in a sentence or two."""
        changes: list[str] = []
        for column in self.now.table.columns:
            now, was = (words_of(getattr(e.row, column.name)) for e in (self.now, self.before))
            if now != was:
                old, new = (quoted(one, len(one)) if one else "blank" for one in (was, now))
                changes.append(f"{column.heading} was {old} and is {new}")
        why = f" Why: {self.now.because.rstrip('.')}." if self.now.because else ""
        return (
            f"Entry {self.now.number} of {in_words(self.now.recorded_on)} corrects entry "
            f"{self.before.number} of {in_words(self.before.recorded_on)}: "
            f"{'; '.join(changes) or 'nothing that the form asks for'}.{why}"
        )


class AtMeeting(Frozen, kw_only=True):
    """What the log says of one action at one meeting: the entries that count, and corrections.

    The entries are in the order of a round: forms issued, return, view, request, risks.
    """

    meeting: str
    entries: tuple[Entry, ...]
    corrections: tuple[LoggedCorrection, ...]
    removed: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Return whether a return counts."""
        return any(entry.table == RETURNS for entry in self.entries)

    @property
    def asked(self) -> bool:
        """Return whether a round asked about it: not where it was closed, and is only listed."""
        rows = [entry.row for entry in self.entries]
        of_plan = any(isinstance(row, Asked) and row.state in CLOSED for row in rows)
        return not of_plan or any(isinstance(row, Round) for row in rows)


def corrections(history: History) -> Mapping[int, int]:
    """Return, for each entry that no longer counts, the number of its correction."""
    return {entry.replaces: entry.number for entry in history.entries if entry.replaces}


def actions_in(history: History) -> tuple[str, ...]:
    """Return every action that has an entry, in the order of their first entries."""
    named = (name for entry in history.entries for name in actions_of(entry.row))
    return tuple({name: name for name in named}.values())


def of_action(history: History, action: str) -> tuple[str, tuple[AtMeeting, ...]]:
    """Return an action as the log first spells it, and what the log says of it at each meeting.

    The meetings are in the order of their first entries; there is none where it says nothing.
    """
    by_number = {entry.number: entry for entry in history.entries}
    corrected = corrections(history)
    by_meeting: dict[str, list[Entry]] = {}
    spelled = ""
    for entry in history.entries:
        named = [name for name in actions_of(entry.row) if name == action]
        if named:
            spelled = spelled or named[0]
            by_meeting.setdefault(meeting_of(entry.row), []).append(entry)
    meetings = tuple(
        AtMeeting(
            meeting=meeting,
            entries=tuple(
                sorted(
                    (entry for entry in entries if entry.number not in corrected),
                    key=lambda entry: LOGGED.index(entry.table),
                )
            ),
            corrections=tuple(
                LoggedCorrection(entry, by_number[entry.replaces])
                for entry in entries
                if entry.replaces in by_number
            ),
            removed=tuple(
                removal_words(history, entry.number)
                for entry in entries
                if entry.number in history.words_removed
            ),
        )
        for meeting, entries in by_meeting.items()
    )
    return spelled or action, meetings


def removal_words(history: History, number: int) -> str:
    """Return what was removed of an entry, when, by whom and why, in a sentence."""
    said = history.words_removed[number]
    assert isinstance(said.row, Removed)
    what = "Words of" if said.row.left else "The file of"
    return (
        f"{what} entry {number} went on {in_words(said.recorded_on)}, as entry {said.number} says. "
        f"By {said.row.by}. Why: {said.row.reason.rstrip('.')}."
    )


def meeting_of(row: Row) -> str:
    """Return the meeting that an entry is for; nothing where it is for none."""
    if isinstance(row, Round | Asked | Return | View | Request | Risk | Remark | Question):
        return row.meeting
    if isinstance(row, Filed | Enclosed | Published | Corrected | Withdrawn):
        return row.meeting
    return ""


def actions_of(row: Row) -> tuple[str, ...]:
    """Return every action that an entry is about: of a round, all that were asked for."""
    if isinstance(row, Return | View | Request | Risk | Remark | Question):
        return (row.action,) if row.action else ()
    if isinstance(row, Asked):
        return (row.reference,)
    return row.actions if isinstance(row, Round) else ()


def answers(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return what an entry says of an action, filled columns only: heading and words.

    Which meeting and action it is about is left out.
    """
    columns = [c for c in entry.table.columns if c.name not in _SAID_BEFORE]
    answered = ((c.heading, words_of(getattr(entry.row, c.name))) for c in columns)
    return tuple((heading, words) for heading, words in answered if words)


def in_a_line(entry: Entry) -> str:
    """Return what an entry says, in a few words: ``1.2: Red, A. Osei``."""
    first, *others = _IN_A_LINE[entry.table.name]
    parts: list[str] = []
    for column in map(entry.table.column, others):
        words = " ".join(words_of(getattr(entry.row, column.name)).split())
        is_day = column.type is datetime.date
        parts += [f"{column.heading.lower()} {words}" if is_day else words] if words else []
    about = words_of(getattr(entry.row, first))
    return f"{about}: {', '.join(parts)}" if parts else about


def is_about(entry: Entry, actions: Container[str], priorities: Container[str]) -> bool:
    """Return whether an entry is about one of the actions or priorities."""
    if isinstance(entry.row, Round):
        return entry.row.priority in priorities
    beside = isinstance(entry.row, Remark) and entry.row.priority in priorities
    return beside or any(name in actions for name in actions_of(entry.row))
