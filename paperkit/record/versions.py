"""The versions of each paper that was filed: which is published, which was superseded.

A version is what was built under one name: building it again to equal bytes makes no other, unless
the paper was withdrawn in between. A revised version has a name of its own, and names the first.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import PurePosixPath
from types import MappingProxyType

from paperkit.board.history import (
    AS_FILED,
    ENCLOSED,
    FILED,
    PUBLISHED,
    WITHDRAWN,
    AsFiled,
    Enclosed,
    Entry,
    Filed,
    History,
    Published,
    lies_exempt,
)
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.dates import in_words


class Version(Frozen, kw_only=True):
    """A final, or a file that went with one, as it was built on a day.

    ``number`` counts from 1 over a paper and its revised versions; ``replaced_on`` is the day on
    which the next of its name was built. From ``published_on`` it counts as published; ``said``
    where somebody has recorded that day, which else is the calendar's. From ``revised_on`` a
    revised version counts in its place; from ``removed_on`` its bytes are gone. ``entries`` are the
    numbers of those that record it.
    """

    number: int
    row: Filed | Enclosed
    entries: tuple[int, ...]
    built_on: datetime.date
    replaced_on: datetime.date | None
    published_on: datetime.date | None = None
    said: bool = False
    after_another: bool = False
    withdrawn_on: datetime.date | None = None
    revised_on: datetime.date | None = None
    removed_on: datetime.date | None = None

    @property
    def came_about(self) -> str:
        """Return in words how the version came about: built, or edited by hand and filed so."""
        if isinstance(self.row, AsFiled):
            return f"filed as somebody edited it, recorded on {in_words(self.built_on)}"
        return f"built on {in_words(self.built_on)}"

    def is_out(self, today: datetime.date) -> bool:
        """Return whether it counts as published by today, and was not withdrawn."""
        return self.withdrawn_on is None and self.was_out(today)

    def was_out(self, today: datetime.date) -> bool:
        """Return whether it was published by today, also where it was withdrawn since."""
        return self.published_on is not None and self.published_on <= today

    def state(self, today: datetime.date) -> str:
        """Return in words the state of the version today, and whether its bytes are gone."""
        gone = (
            f", removed from the record on {in_words(self.removed_on)}" if self.removed_on else ""
        )
        return f"{self._state(today)}{gone}"

    def _state(self, today: datetime.date) -> str:
        day = in_words(self.published_on) if self.published_on else ""
        private = "final, exempt and not for the public" if lies_exempt(self.row.folder) else ""
        if self.was_out(today):
            said = f"published on {day}" if self.said else f"counts as published since {day}"
            said = private or said
            if self.revised_on and self.revised_on <= today:
                said += f", revised on {in_words(self.revised_on)}"
            if self.withdrawn_on:
                said += f", withdrawn on {in_words(self.withdrawn_on)}"
            return said
        if self.withdrawn_on:
            return f"withdrawn on {in_words(self.withdrawn_on)}"
        if self.replaced_on:
            return f"superseded on {in_words(self.replaced_on)}"
        if private:
            return private
        if day:
            return f"final, to be published on {day}"
        return "final, built after one was published" if self.after_another else "final"


def versions(history: History) -> Mapping[str, Sequence[Version]]:
    """Return the versions of each paper or attached file, the oldest first.

    They go by the folded name of its first file, revised versions among them.
    """
    return history.once(_versions)


def every_version(history: History) -> tuple[Version, ...]:
    """Return the versions of all papers and attached files, paper by paper."""
    return tuple(chain.from_iterable(versions(history).values()))


def out_of_reach(history: History, today: datetime.date) -> tuple[Version, ...]:
    """Return what no build may replace: the versions that count as published today.

    What somebody has recorded as published stays so, also where the clock has gone back since,
    and where something was recorded by it: the latest day in the log counts.
    """
    latest = latest_day(history, today)
    every = every_version(history)
    return tuple(one for one in every if one.is_out(latest if one.said else today))


def latest_day(history: History, today: datetime.date) -> datetime.date:
    """Return today, or the latest day on which the log was added to, where a clock went back."""
    return max([today, *(entry.recorded_on for entry in history.entries)])


def _versions(history: History) -> Mapping[str, Sequence[Version]]:
    of_tables = (history.of(table) for table in (FILED, ENCLOSED, AS_FILED))
    entries = sorted(chain.from_iterable(of_tables), key=lambda entry: entry.number)
    said, gone = (
        in_groups((folded(getattr(entry.row, "file", "")), entry) for entry in history.of(table))
        for table in (PUBLISHED, WITHDRAWN)
    )
    of_papers: dict[str, list[Version]] = {}
    for name, found in in_groups((folded(_row(e).file), e) for e in entries).items():
        of_file = _of_file(found, said.get(name, ()), gone.get(name, ()))
        of_papers.setdefault(folded(getattr(of_file[0].row, "revises", "")) or name, []).extend(
            of_file
        )
    return MappingProxyType(
        {
            name: tuple(_removed(history, one) for one in _numbered(every))
            for name, every in of_papers.items()
        }
    )


def _removed(history: History, version: Version) -> Version:
    """Return a version with the day on which its bytes were removed; built again it is kept."""
    gone = history.bytes_removed.get(version.row.sha256)
    is_gone = gone and gone.number > version.entries[-1]
    return replace(version, removed_on=gone.recorded_on) if gone and is_gone else version


def _numbered(every: Sequence[Version]) -> tuple[Version, ...]:
    """Return the versions of a paper in order, each with the day on which it was revised."""
    ordered = sorted(every, key=lambda version: version.entries[0])
    return tuple(
        replace(
            version,
            number=number,
            revised_on=next(
                (
                    later.published_on
                    for later in ordered[number:]
                    if later.published_on and later.row.file != version.row.file
                    if not later.withdrawn_on and version.published_on
                ),
                None,
            ),
        )
        for number, version in enumerate(ordered, start=1)
    )


def _of_file(
    entries: Sequence[Entry], said: Sequence[Entry], gone: Sequence[Entry]
) -> tuple[Version, ...]:
    """Return the versions that entries of one name record; one that was withdrawn begins anew."""
    found: list[Version] = []
    bounds = [0, *(entry.number for entry in gone)]
    for before, after in zip(bounds, (*bounds[1:], None), strict=True):
        those, of_hand = (
            [one for one in every if before < one.number and (not after or one.number < after)]
            for every in (entries, said)
        )
        rows = [one.row for one in of_hand if isinstance(one.row, Published)]
        in_turn = _in_order(those, rows)
        if after and in_turn:
            day = next(entry.recorded_on for entry in gone if entry.number == after)
            in_turn = tuple(_withdrawn(one, day) for one in in_turn)
        found += in_turn
    return tuple(found)


def _withdrawn(version: Version, day: datetime.date) -> Version:
    """Return a version as withdrawn; one that was superseded before is not withdrawn."""
    if version.was_out(day):
        return replace(version, withdrawn_on=day)
    planned = replace(version, published_on=None)
    return planned if version.replaced_on else replace(planned, withdrawn_on=day)


def _in_order(entries: Sequence[Entry], said: Sequence[Published]) -> tuple[Version, ...]:
    """Return the versions that entries of one name record, with when each was published.

    By the calendar one version only is: the first that no other had replaced by that day. What is
    built on the day or later counts from the day after. A day that somebody has recorded goes
    before the calendar's, also for what takes the version's place before it comes.
    """
    if not entries:
        return ()
    runs = [tuple(run) for _, run in groupby(entries, key=lambda entry: _row(entry).sha256)]
    days = [run[0].recorded_on for run in runs]
    of_hand = {one.sha256: one.published_on for one in said}
    edited = [(entry.number, row.built) for entry, row in _edited(entries)]
    found: list[Version] = []
    planned, is_out = None, False
    for run, built, after in zip(runs, days, (*days[1:], None), strict=True):
        row = _row(run[-1])
        of_hand_here = of_hand.get(row.sha256)
        # What was edited by hand before it was filed was not published as it was built.
        if any(number > run[-1].number and row.sha256 == base for number, base in edited):
            found.append(_not_out(len(found) + 1, run, after))
            continue
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


def _edited(entries: Sequence[Entry]) -> Iterator[tuple[Entry, AsFiled]]:
    return ((entry, entry.row) for entry in entries if isinstance(entry.row, AsFiled))


def _not_out(number: int, run: Sequence[Entry], after: datetime.date | None) -> Version:
    entries = tuple(entry.number for entry in run)
    day = run[0].recorded_on
    return Version(
        number=number, row=_row(run[-1]), entries=entries, built_on=day, replaced_on=after
    )


def _row(entry: Entry) -> Filed | Enclosed:
    assert isinstance(entry.row, Filed | Enclosed)
    return entry.row


def called(history: History, words: str) -> Mapping[str, Sequence[Version]]:
    """Return the papers that the words name: a file, a title as it is in its name, a reference.

    A file of exactly that name goes before all that have the words in theirs; of a paper with
    revised versions it means that one alone.
    """
    there, wanted = versions(history), folded(words)
    for found in there.values():
        if of_name := [one for one in found if folded(one.row.file) == wanted]:
            return {wanted: of_name}
    return {
        name: found
        for name, found in there.items()
        if wanted
        and (
            any(folded(version.row.paper) == wanted for version in found)
            or f"- {wanted} -" in f"- {PurePosixPath(name).stem} -"
        )
    }


def last_out(every: Sequence[Version], day: datetime.date | None) -> Version | None:
    """Return the last version of a paper that is out on a day; None where none is."""
    return next((one for one in reversed(every) if day and one.is_out(day)), None)


def counting(every: Sequence[Version], day: datetime.date | None) -> Version:
    """Return the version of a paper that counts on a day: the last that is out, else the newest."""
    return last_out(every, day) or every[-1]


def by_file(found: Sequence[Version]) -> Sequence[Sequence[Version]]:
    """Return the versions of a paper by their file, in the order of the first of each."""
    return tuple(in_groups((one.row.file, one) for one in found).values())


def goes_with(row: Filed | Enclosed, other: Filed | Enclosed) -> bool:
    """Return whether a file is one of a paper: its own, its full tables, or attached to it."""
    if not row.paper or other.meeting != row.meeting:
        return False
    kind = other.kind if isinstance(other, Filed) else ""
    return other.paper == row.paper or bool(kind and other.paper == f"{row.paper} {kind}")


def withdrawn_files(history: History) -> Mapping[str, datetime.date]:
    """Return the files of which the last version was withdrawn, with the day."""
    return {
        of_file[-1].row.file: of_file[-1].withdrawn_on
        for found in versions(history).values()
        for of_file in by_file(found)
        if of_file[-1].withdrawn_on is not None
    }
