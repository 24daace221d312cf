"""Which rows of a file of Fingertips a project wants, and what becomes of the others.

Rows of inequalities (a filled ``Category Type``) are never taken. England and regions stand once
under each area above; equal rows count once. Nothing is kept of a row that nobody asked for but
its count.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from paperkit.board.settings import Fingertips, FingertipsIndicator
from paperkit.errors import ReadError
from paperkit.files.fingertips_in import FingertipsRow
from paperkit.findings import quoted
from paperkit.schema.cleaning import folded

# A hundred years of months for an area, in several age groups.
MOST_ROWS = 5_000

_Taken = dict[tuple[FingertipsIndicator, str], dict[tuple[str, ...], FingertipsRow]]


class LeftOut(Enum):
    """Why a row was left out, as the count of such rows is told."""

    OTHER_AREA = "of other areas"
    INEQUALITY = "of a part of the population (inequalities)"
    NOT_WANTED = "of indicators, sexes or ages that the settings do not name"
    REPEATED = "repeated under another area above"


@dataclass(frozen=True, order=True)
class Offer:
    """An indicator of the file, for a sex and age."""

    id: str
    sex: str
    age: str
    name: str


@dataclass(frozen=True)
class Wanted:
    """The rows for one line of the settings: the council's own, and by area to compare with."""

    line: FingertipsIndicator
    own: tuple[FingertipsRow, ...]
    others: Mapping[str, tuple[FingertipsRow, ...]]

    @property
    def name(self) -> str:
        """Return what Fingertips calls the indicator; nothing where no row is of it."""
        return next((row.name for row in self.own), "")

    @property
    def ages(self) -> tuple[str, ...]:
        """Return the ages that the council's own rows are for, as written."""
        return tuple(dict.fromkeys(row.age for row in self.own))


@dataclass(frozen=True)
class Sorted:
    """What a file holds for a project: the rows that are wanted, and what is left.

    ``offers`` are the indicators for the council's area (any area, where none is set) that the
    settings do not name, each with its count of rows. ``areas`` counts the rows by area.
    """

    rows: int
    wanted: tuple[Wanted, ...]
    left_out: Mapping[LeftOut, int]
    offers: Mapping[Offer, int]
    areas: Mapping[str, int]
    lacking: tuple[str, ...]


def sort_rows(rows: Iterable[FingertipsRow], settings: Fingertips) -> Sorted:
    """Return the rows by what becomes of them; each row is in one place or one count.

    ReadError where one line of the settings gets more rows than any indicator has.
    """
    areas = {folded(name): name for name in (settings.area, *settings.benchmarks) if name}
    lines = _by_number(settings.indicators)
    taken: _Taken = {}
    left, offers, seen = Counter[LeftOut](), Counter[Offer](), Counter[str]()
    there: set[str] = set()
    for row in rows:
        seen[row.area] += 1
        named = [areas[key] for key in (folded(row.area), folded(row.area_code)) if key in areas]
        there.update(named)
        area = named[0] if named else ""
        asked = _asked(lines, row)
        why = _why_not(row, area, settings) or (None if asked and area else LeftOut.NOT_WANTED)
        if why is None and not _keep(taken, asked, area, row):
            why = LeftOut.REPEATED
        if why:
            left[why] += 1
        if why is LeftOut.NOT_WANTED and not asked and area == settings.area:
            offers[Offer(row.id, row.sex, row.age, row.name)] += 1
    wanted = tuple(_wanted(line, taken, settings) for line in settings.indicators)
    lacking = tuple(name for name in areas.values() if name not in there)
    return Sorted(seen.total(), wanted, left, offers, seen, lacking)


def _why_not(row: FingertipsRow, area: str, settings: Fingertips) -> LeftOut | None:
    """Return why nobody can ask for a row: of a part of the people, or of another area."""
    if row.category_type:
        return LeftOut.INEQUALITY
    return LeftOut.OTHER_AREA if settings.area and not area else None


def _keep(
    taken: _Taken, asked: Sequence[FingertipsIndicator], area: str, row: FingertipsRow
) -> bool:
    """Keep a row for each line that asks for it; return whether it was new.

    The first one stays: the council's row under its own region says how it compares.
    """
    key, new = (row.age, row.period, row.value), False
    for line in asked:
        rows = taken.setdefault((line, area), {})
        new = rows.setdefault(key, row) is row or new
        if len(rows) > MOST_ROWS:
            raise ReadError(
                f"The file has more than {MOST_ROWS:,} different rows of indicator "
                f"{quoted(row.id)} for {quoted(area)}, which is no table of Fingertips. Download "
                "it again."
            )
    return new


def _by_number(
    lines: Sequence[FingertipsIndicator],
) -> Mapping[tuple[str, str], tuple[FingertipsIndicator, ...]]:
    found: dict[tuple[str, str], tuple[FingertipsIndicator, ...]] = {}
    for line in lines:
        key = (line.id.strip(), folded(line.sex))
        found[key] = (*found.get(key, ()), line)
    return found


def _asked(
    lines: Mapping[tuple[str, str], tuple[FingertipsIndicator, ...]], row: FingertipsRow
) -> tuple[FingertipsIndicator, ...]:
    """Return the lines that ask for a row; one without an age asks for what no other does."""
    asked = lines.get((row.id, folded(row.sex)), ())
    by_age = tuple(one for one in asked if one.age and folded(one.age) == folded(row.age))
    return by_age or tuple(one for one in asked if not one.age)


def _wanted(
    line: FingertipsIndicator,
    taken: _Taken,
    settings: Fingertips,
) -> Wanted:
    own = tuple(taken.get((line, settings.area), {}).values())
    others = {name: tuple(taken.get((line, name), {}).values()) for name in settings.benchmarks}
    return Wanted(line, own, {name: rows for name, rows in others.items() if rows})
