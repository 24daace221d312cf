"""What is new in the answers, beside the log and the project's data: equal answers count once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from paperkit.board.gathering.case import Answer, Judged, Taken
from paperkit.board.model import BoardData
from paperkit.board.model.history import LOGGED, Entry
from paperkit.board.model.measures import READINGS
from paperkit.board.model.rounds import REQUESTS, RETURNS, RISKS, UPDATES, VIEWS
from paperkit.board.model.voices import FEEDBACK, HIGHLIGHTS
from paperkit.board.rules.case import filled, tell
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.retelling import words_of

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        RETURNS.name: ("meeting", "action"),
        VIEWS.name: ("meeting", "action"),
        REQUESTS.name: ("meeting", "action"),
        RISKS.name: ("meeting", "action", "forum"),
        UPDATES.name: ("meeting", "action"),
        READINGS.name: ("indicator", "period"),
        FEEDBACK.name: ("group", "meeting", "about"),
        HIGHLIGHTS.name: ("body", "meeting"),
    }
)
"""The columns that say which question a row answers, by table."""

Key = tuple[str, ...]
_KEPT_UP = (REQUESTS, RISKS)
_ADDED = "What was blank has been filled in."
_ACCEPTED = "What was filled in beforehand came back changed, and was accepted."


def key_of(table: Table, row: Row) -> Key:
    """Return which question a row answers, the name of its table first."""
    values = (getattr(row, name) for name in KEYS[table.name])
    return (table.name, *(folded(words_of(value)) for value in values))


def alike(answer: Answer, row: Row) -> bool:
    """Return whether a row gives the same answers, and the same of what was accepted."""
    return not differences(answer, row, (*answer.asked, *answer.accepted))


def differences(answer: Answer, row: Row, names: Iterable[str]) -> list[str]:
    """Return which of the columns differ."""
    return [name for name in names if getattr(answer.row, name) != getattr(row, name)]


@dataclass(frozen=True)
class Settled:
    """What one answer comes to: an entry, or a finding, or nothing where it is there already."""

    taken: Taken | None = None
    finding: Finding | None = None


@dataclass(frozen=True)
class Known:
    """What the log and the project's data answer already."""

    board: BoardData

    @cached_property
    def _standing(self) -> Mapping[Key, Entry]:
        logged = (entry for table in LOGGED for entry in self.board.history.of(table))
        return {key_of(e.table, e.row): e for e in logged if e.table.name in KEYS}

    @cached_property
    def _ever(self) -> Mapping[Key, tuple[Row, ...]]:
        found: dict[Key, list[Row]] = {}
        for entry in self.board.history.entries:
            if entry.table.name in KEYS:
                found.setdefault(key_of(entry.table, entry.row), []).append(entry.row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def _data(self) -> Mapping[Key, Row]:
        tables = (READINGS, UPDATES, FEEDBACK, HIGHLIGHTS)
        return {key_of(t, row): row for t in tables for row in self.board.rows(t)}

    def was_there(self, answer: Answer) -> bool:
        """Return whether the same answers were gathered once, whatever stands now."""
        rows = self._ever.get(key_of(answer.table, answer.row), ())
        return any(alike(answer, row) for row in rows)

    def settled(self, answer: Answer, judged: Judged, because: str) -> Settled:
        """Return what an answer comes to; a correction needs ``because``."""
        key = key_of(answer.table, answer.row)
        if answer.table not in LOGGED:
            there = self._data.get(key)
            return _beside(answer, judged, there) if there else _new(answer, judged)
        entry = self._standing.get(key)
        return _corrected(answer, judged, entry, because) if entry else _new(answer, judged)


def _new(answer: Answer, judged: Judged) -> Settled:
    return Settled(Taken(answer.table, answer.row, judged.file))


def _corrected(answer: Answer, judged: Judged, entry: Entry, because: str) -> Settled:
    changed = differences(answer, entry.row, answer.asked)
    if not changed:
        accepted = differences(answer, entry.row, answer.accepted)
        why = because or _ACCEPTED
        return Settled(_correction(answer, judged, entry, why)) if accepted else Settled()
    if not because and answer.table in _KEPT_UP and _only_added(entry.row, changed):
        return Settled(_correction(answer, judged, entry, _ADDED))
    if because:
        return Settled(_correction(answer, judged, entry, because))
    since = f"gathered on {in_words(entry.recorded_on)} (entry {entry.number} of the log)"
    message = f"{subject(answer)}: {_old_and_new(answer, entry.row, changed)} It was {since}."
    return Settled(finding=_tell("PK-852", answer, judged, changed[0], message))


def _correction(answer: Answer, judged: Judged, entry: Entry, because: str) -> Taken:
    return Taken(answer.table, answer.row, judged.file, entry.number, because)


def _only_added(row: Row, changed: Sequence[str]) -> bool:
    return not any(filled(getattr(row, name)) for name in changed)


def _beside(answer: Answer, judged: Judged, there: Row) -> Settled:
    """Return a finding where the data answer otherwise; a file of the officer's is not changed."""
    changed = differences(answer, there, answer.asked)
    if not changed:
        return Settled()
    message = f"{subject(answer)}: {_old_and_new(answer, there, changed)}"
    found = _tell("PK-859", answer, judged, changed[0], message)
    place = there.place.of(changed[0], answer.table.column(changed[0]).heading)
    others = (place,) if str(place) else ()
    code = found.code
    return Settled(
        finding=Finding(
            code, found.place, message, value=found.value, person=found.person, others=others
        )
    )


def _old_and_new(answer: Answer, row: Row, changed: Iterable[str]) -> str:
    parts = [
        f"{answer.table.column(name).heading} was {_words(row, name)} and is now "
        f"{_words(answer.row, name)}"
        for name in changed
    ]
    return f"{'; '.join(parts)}."


def subject(answer: Answer) -> str:
    """Return what an answer is about: ``Action 1.2``, ``Readings 2.1, Q1 2026/27``."""
    if answer.table in (RETURNS, VIEWS, REQUESTS, RISKS, UPDATES):
        return f"Action {getattr(answer.row, 'action', '')}"
    named = (getattr(answer.row, n) for n in KEYS[answer.table.name] if n != "meeting")
    return f"{answer.table.sheet} {', '.join(words_of(value) for value in named)}"


def _words(row: Row, name: str) -> str:
    value = words_of(getattr(row, name))
    return quoted(value) if value else "blank"


def _tell(code: str, answer: Answer, judged: Judged, name: str, message: str) -> Finding:
    value = words_of(getattr(answer.row, name))
    return tell(code, answer.row, name, message, value=value, person=judged.person)


def settle(
    known: Known, judged: Iterable[Judged], because: Mapping[bool, str]
) -> Iterator[tuple[Judged, Answer, Settled]]:
    """Yield what each answer comes to, of forms and rows that no error keeps back.

    Of equal answers to one question, the first counts.
    """
    seen: set[Key] = set()
    for one in judged:
        for answer in () if one.refused else one.answers:
            key = key_of(answer.table, answer.row)
            if key in seen:
                yield one, answer, Settled()
                continue
            seen.add(key)
            yield one, answer, known.settled(answer, one, because[one.form is not None])
