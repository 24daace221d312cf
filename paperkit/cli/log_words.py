"""The log in words for the terminal, and its entries as JSON for other programs."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from paperkit.board.model.history import Entry
from paperkit.board.rounds.log_told import AtMeeting, answers, in_a_line, meeting_of
from paperkit.exception_log import LOG_FILE
from paperkit.findings import Severity
from paperkit.pipeline.log.adopting import Adopted
from paperkit.pipeline.log.checking import Verified
from paperkit.pipeline.log.telling import Listed, Shown
from paperkit.schema.dates import in_words
from paperkit.schema.retelling import kept_words

HEADS: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.ERROR: "What is wrong with the log",
        Severity.GAP: "What the log lacks",
        Severity.NOTE: "Notes, worth a look",
    }
)
LISTED_BY = "--json"
_WIDTH, _NARROWEST = 100, 40


def entry_object(entry: Entry) -> dict[str, object]:
    """Return an entry with the keys that ``--json`` promises; ``row`` has its filled columns."""
    return {
        "number": entry.number,
        "table": entry.table.name,
        "row": kept_words(entry.table, entry.row),
        "recorded_on": entry.recorded_on.isoformat(),
        "origin": entry.origin,
        "replaces": entry.replaces,
        "because": entry.because,
        "hash": entry.hash,
    }


def meeting_object(told: AtMeeting) -> dict[str, object]:
    """Return what the log says of one action at one meeting, as ``--json`` promises it."""
    return {
        "meeting": told.meeting,
        "entries": [entry_object(entry) for entry in told.entries],
        "corrected": [entry_object(one.before) for one in told.corrections],
    }


def list_lines(listed: Listed) -> Iterator[str]:
    """Yield the entries, one a line, and how many there are."""
    corrected = {e.replaces: e.number for e in listed.history.entries if e.replaces}
    yield from _columns(listed.entries, corrected)
    yield _counted(len(listed.entries), len(listed.history.entries))


def history_lines(shown: Shown) -> Iterator[str]:
    """Yield what the log says of an action, a part for each meeting."""
    yield f"Action {shown.told.action}" + (f": {shown.wording}" if shown.wording else "")
    for one in shown.told.meetings:
        yield ""
        yield one.meeting or "For no meeting"
        for entry in one.entries:
            yield from _told(entry)
        if not one.answered:
            yield "  No return"
        for correction in one.corrections:
            yield from _wrapped(correction.told, "  Corrected  ")


def verdict_lines(verified: Verified) -> Iterator[str]:
    """Yield whether the log is whole, with its last hash, and what it was compared with."""
    count = len(verified.history.entries)
    for path in verified.compared:
        yield f"Compared with: {path}"
    if not count:
        yield f"There is no log yet: '{LOG_FILE}' begins with the first round or final paper."
    elif verified.is_whole:
        yield f"The log is as it was recorded. It holds {_entries(count)}."
        yield f"Hash of the last entry: {verified.history.head}"
    else:
        yield f"The log is not as it was recorded. {_entries(count).capitalize()} could be read."


def adopted_lines(adopted: Adopted) -> Iterator[str]:
    """Yield what was taken over from a copy, entry by entry, and what to do with the copy."""
    if adopted.refused:
        yield f"Nothing was taken over. {adopted.refused}"
        return
    shared = f"{_entries(adopted.shared)} of '{adopted.copy.name}' stood in the log already"
    if not adopted.entries:
        yield f"Nothing to take over: {shared}."
    else:
        yield f"Taken over: {_entries(len(adopted.entries))}. {shared[0].upper()}{shared[1:]}."
        yield from _columns(adopted.entries, {})
    yield f"Next: move '{adopted.copy.name}' to another folder, so that it is not named again."


def _columns(entries: Iterable[Entry], corrected: dict[int, int]) -> Iterator[str]:
    rows = [
        (
            str(entry.number),
            in_words(entry.recorded_on),
            entry.table.sheet,
            meeting_of(entry.row),
            _said(entry, corrected),
        )
        for entry in entries
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)] if rows else []
    for number, *others, said in rows:
        cells = (cell.ljust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join((number.rjust(widths[0]), *cells, said)).rstrip()


def _said(entry: Entry, corrected: dict[int, int]) -> str:
    told = in_a_line(entry)
    if entry.replaces:
        told += f" (corrects entry {entry.replaces})"
    if entry.number in corrected:
        told += f" (corrected by entry {corrected[entry.number]})"
    return told


def _told(entry: Entry) -> Iterator[str]:
    origin = f", from {entry.origin}" if entry.origin else ""
    head = f"{entry.table.sheet}, entry {entry.number} of {in_words(entry.recorded_on)}{origin}"
    yield f"  {head}"
    told = answers(entry)
    width = max((len(heading) for heading, _ in told), default=0)
    for heading, words in told:
        yield from _wrapped(words, f"    {heading.ljust(width)}  ")


def _wrapped(words: str, head: str) -> Iterator[str]:
    """Yield words in lines that fit a terminal, under each other after a head."""
    width, blank = max(_WIDTH - len(head), _NARROWEST), " " * len(head)
    lines = [part for line in words.split("\n") for part in textwrap.wrap(line, width) or [""]]
    for number, line in enumerate(lines):
        yield f"{blank if number else head}{line}".rstrip()


def _counted(shown: int, count: int) -> str:
    if not count:
        return f"There is no log yet: '{LOG_FILE}' begins with the first round or final paper."
    return f"{_entries(count)}." if shown == count else f"{shown} of {_entries(count)}."


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
