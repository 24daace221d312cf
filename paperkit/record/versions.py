"""The versions of each paper that was filed: which is published, which was superseded.

A version is what was built under one name: building it again to equal bytes makes no other.
"""

import datetime
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from paperkit.board.history import (
    ENCLOSED,
    FILED,
    PUBLISHED,
    Enclosed,
    Entry,
    Filed,
    History,
    Published,
)
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.dates import in_words


class Version(Frozen, kw_only=True):
    """A final, or a file that went with one, as it was built on a day.

    ``number`` counts from 1 under one name; ``replaced_on`` is the day on which the next was built.
    From ``published_on`` it counts as published; ``said`` where somebody has recorded that day,
    which else is the calendar's. ``entries`` are the numbers of those that record it.
    """

    number: int
    row: Filed | Enclosed
    entries: tuple[int, ...]
    built_on: datetime.date
    replaced_on: datetime.date | None
    published_on: datetime.date | None = None
    said: bool = False
    after_another: bool = False

    def is_out(self, today: datetime.date) -> bool:
        """Return whether it counts as published by today."""
        return self.published_on is not None and self.published_on <= today

    def state(self, today: datetime.date) -> str:
        """Return in words how it is with the version today."""
        day = in_words(self.published_on) if self.published_on else ""
        if self.is_out(today):
            return f"published on {day}" if self.said else f"counts as published since {day}"
        if self.replaced_on:
            return f"superseded on {in_words(self.replaced_on)}"
        if day:
            return f"final, to be published on {day}"
        return "final, built after one was published" if self.after_another else "final"


def versions(history: History) -> Mapping[str, Sequence[Version]]:
    """Return the versions of each file by its folded name, the oldest first."""
    entries = (*history.of(FILED), *history.of(ENCLOSED))
    said = in_groups((folded(row.file), row) for row in history.rows(PUBLISHED, Published))
    return {
        name: _in_order(found, said.get(name, ()))
        for name, found in in_groups((folded(_row(e).file), e) for e in entries).items()
    }


def _in_order(entries: Sequence[Entry], said: Sequence[Published]) -> tuple[Version, ...]:
    """Return the versions that entries of one name record, with when each was published.

    By the calendar one version only is: the first that no other had replaced by that day. What is
    built on the day or later counts from the day after. A day that somebody has recorded goes
    before the calendar's, also for what takes the version's place before it comes.
    """
    runs = [tuple(run) for _, run in groupby(entries, key=lambda entry: _row(entry).sha256)]
    days = [run[0].recorded_on for run in runs]
    of_hand = {one.sha256: one.published_on for one in said}
    found: list[Version] = []
    planned, is_out = None, False
    for run, built, after in zip(runs, days, (*days[1:], None), strict=True):
        row = _row(run[-1])
        of_hand_here = of_hand.get(row.sha256)
        day = of_hand_here
        planned = of_hand_here or planned
        by_calendar = planned or row.public_from
        if day is None and by_calendar and not is_out:
            day = by_calendar if built < by_calendar else built + datetime.timedelta(days=1)
        if day and after and day > after:
            day = None
        found.append(
            Version(
                number=len(found) + 1, row=row, entries=tuple(entry.number for entry in run),
                built_on=built, replaced_on=after, published_on=day,
                said=bool(day and (of_hand_here or planned)), after_another=is_out,
            )
        )  # fmt: skip
        is_out = is_out or day is not None
    return tuple(found)


def _row(entry: Entry) -> Filed | Enclosed:
    assert isinstance(entry.row, Filed | Enclosed)
    return entry.row


def called(history: History, words: str) -> Mapping[str, Sequence[Version]]:
    """Return the papers that the words name: a file, a title as it is in its name, a reference.

    A file of exactly that name goes before all that have the words in theirs.
    """
    there, wanted = versions(history), folded(words)
    if wanted in there:
        return {wanted: there[wanted]}
    return {
        name: found
        for name, found in there.items()
        if wanted
        and (
            any(folded(version.row.paper) == wanted for version in found)
            or f"- {wanted} -" in f"- {PurePosixPath(name).stem} -"
        )
    }
