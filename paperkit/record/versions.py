"""The versions of each paper that was filed, as the record has them: which counts, which is past.

A version is what was built under one name: building it again to equal bytes makes no other.
"""

import datetime
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from paperkit.board.history import ENCLOSED, FILED, Enclosed, Entry, Filed, History
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded, in_groups


class Version(Frozen, kw_only=True):
    """A final, or a file that went with one, as it was built on a day.

    ``number`` counts from 1 under one name; ``replaced_on`` is the day on which the next was built.
    """

    number: int
    row: Filed | Enclosed
    built_on: datetime.date
    replaced_on: datetime.date | None


def versions(history: History) -> Mapping[str, Sequence[Version]]:
    """Return the versions of each file by its folded name, the oldest first."""
    entries = (*history.of(FILED), *history.of(ENCLOSED))
    return {
        name: _in_order(found)
        for name, found in in_groups((folded(_row(e).file), e) for e in entries).items()
    }


def _in_order(entries: Sequence[Entry]) -> tuple[Version, ...]:
    runs = [tuple(run) for _, run in groupby(entries, key=lambda entry: _row(entry).sha256)]
    days = [run[0].recorded_on for run in runs]
    return tuple(
        Version(number=number, row=_row(run[-1]), built_on=day, replaced_on=after)
        for number, (run, day, after) in enumerate(
            zip(runs, days, (*days[1:], None), strict=True), start=1
        )
    )


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
