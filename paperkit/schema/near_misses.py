"""What an officer should look at although the cell was read."""

import re
from collections.abc import Iterator
from datetime import date

from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.schema import dates
from paperkit.schema.cleaning import clean, holds_direction_marks
from paperkit.schema.columns import Column
from paperkit.schema.periods import Deadline
from paperkit.schema.records import Raw
from paperkit.schema.values import Amount, NotANumberError, holds_figures, read_number, suppressed

LONG = 4_000  # a page and a half of print in one cell

_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_BULLETS = "•·▪▫‣◦●○■□➢✓\uf0b7\uf0a7\uf0d8"
_PASTED = re.compile(rf"^[^\S\n]*([{_BULLETS}])[^\S\n]|(\t)", re.MULTILINE)


class Doubt(Frozen):
    """A note on a cell that was read: its code and what there is to see."""

    code: str
    message: str


def doubts(raw: Raw, column: Column) -> Iterator[Doubt]:
    """Yield what an officer should look at although the cell was read."""
    if not isinstance(raw, str):
        return
    text = clean(raw).text
    if clean(raw).dropped:
        message = f"{quoted(raw)} held control characters, which were left out."
        yield Doubt("PK-302", message)
    if column.type in (date, Deadline):
        yield from _date_doubts(text)
    if column.type is Amount:
        yield from _amount_doubts(text)
    if column.type is str:
        yield from _text_doubts(text)


def _date_doubts(text: str) -> Iterator[Doubt]:
    if dates.has_time(text):
        yield Doubt("PK-314", f"{quoted(text)} was read without its time.")
    if dates.ambiguous(text):
        day = dates.in_words(dates.read_date(text))
        yield Doubt("PK-311", f"{quoted(text)} was read as {day}.")
    named = _WEEKDAY.match(text)
    if named:
        yield from _weekday_doubts(text, named.group(1))


def _weekday_doubts(text: str, named: str) -> Iterator[Doubt]:
    try:
        day = dates.read_date(text)
    except dates.NotADateError:
        return
    weekday = dates.WEEKDAYS[day.weekday()]
    if not weekday.casefold().startswith(named.casefold()):
        message = f"{quoted(text)} was read as {dates.in_words(day)}, which is a {weekday}."
        yield Doubt("PK-315", message)


def _amount_doubts(text: str) -> Iterator[Doubt]:
    words = " ".join(text.split())
    try:
        read_number(words)
    except NotANumberError:
        if suppressed(words) or holds_figures(words):
            message = f"{quoted(words)} was read as words: it is printed as typed and not rated."
            yield Doubt("PK-317", message)


def _text_doubts(text: str) -> Iterator[Doubt]:
    if len(text) >= LONG:
        message = f"The cell holds {len(text):,} characters; it begins {quoted(text, 40)}."
        yield Doubt("PK-318", message)
    pasted = _PASTED.search(text)
    if pasted:
        mark = "tabs" if pasted.group(2) else f"the mark {quoted(pasted.group(1))}"
        message = f"{quoted(text, 40)} holds {mark}, which is printed as it stands."
        yield Doubt("PK-319", message)
    if holds_direction_marks(text):
        message = f"{quoted(text, 40)} holds marks that turn the direction of writing."
        yield Doubt("PK-322", message)
