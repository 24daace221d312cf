"""Corrections: an entry that stands instead of an earlier one of its kind, and says why."""

from collections.abc import Iterator, Sequence

from paperkit.board.model.history import Entry, History, answer_key
from paperkit.board.model.rounds import (
    REQUESTS,
    RETURNS,
    VIEWS,
    Request,
    Return,
    View,
)
from paperkit.errors import LogError
from paperkit.exception_log.names import Draft
from paperkit.findings import Finding, Place


def check_history(name: str, history: History) -> Iterator[Finding]:
    """Yield what is wrong with the entries as such, in a log of whatever seal."""
    yield from check_corrections(name, history)
    yield from check_answers(name, history)


def check_corrections(name: str, history: History) -> Iterator[Finding]:
    """Yield each correction of what is not there, and each entry that was corrected twice."""
    by_number = {entry.number: entry for entry in history.entries}
    standing = {entry.number for entry in history.standing}
    first: dict[int, int] = {}
    for entry in (entry for entry in history.entries if entry.replaces):
        place, of = Place(name, entry=entry.number), by_number.get(entry.replaces)
        if of is None or of.number >= entry.number or of.table != entry.table:
            told = f"Entry {entry.number} corrects entry {entry.replaces}, which it cannot."
            yield Finding("PK-804", place, told)
        elif entry.number in standing and of.number in first:
            told = f"Entries {first[of.number]} and {entry.number} both correct entry {of.number}."
            yield Finding("PK-805", place, told)
        if entry.number in standing:
            first.setdefault(entry.replaces, entry.number)


def check_answers(name: str, history: History) -> Iterator[Finding]:
    """Yield each answer that stands beside an earlier one to the same question.

    A correction that was made here, when both stood in the log, says which of them counts.
    """
    for table in (RETURNS, VIEWS, REQUESTS):
        first: dict[tuple[str, str], Entry] = {}
        for entry in history.of(table):
            other = first.setdefault(answer_key(entry.row), entry)
            told_already = other.replaces and other.replaces == entry.replaces
            decided = entry.replaces > other.number and not entry.adopted
            if other is not entry and not (told_already or decided):
                yield _answered_twice(name, other, entry)


def _answered_twice(name: str, first: Entry, second: Entry) -> Finding:
    assert isinstance(second.row, Return | View | Request)
    told = (
        f"Entries {first.number} and {second.number} both stand for action {second.row.action} at "
        f"{second.row.meeting}: the later one counts."
    )
    place = Place(name, entry=second.number)
    return Finding("PK-811", place, told)


def check_drafts(history: History, drafts: Sequence[Draft]) -> None:
    """Refuse a correction of what is not there; LogError where another has corrected it since.

    What is taken over from a copy may correct what was corrected here, too: the log then tells.
    """
    count = len(history.entries)
    tables = [entry.table for entry in history.entries] + [draft.table for draft in drafts]
    replaced = {entry.replaces: entry for entry in history.entries if entry.replaces}
    for number, draft in enumerate(drafts, start=count + 1):
        if not draft.replaces:
            continue
        if not 0 < draft.replaces < number or tables[draft.replaces - 1] != draft.table:
            raise LogError(f"There is no entry {draft.replaces} that could be corrected so.")
        if draft.replaces in replaced and not draft.adopted:
            raise LogError(_corrected(replaced[draft.replaces]))


def _corrected(by: Entry) -> str:
    return (
        f"Entry {by.replaces} has been corrected by entry {by.number} already. Run the same "
        f"command again, or correct entry {by.number}."
    )
