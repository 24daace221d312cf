"""An indicator's figures and targets as they run over its year: what is set against what.

A month, quarter or term is only ever held against what is for that part of the year. An indicator
says how its figures run. Where each stands alone (a rate, a level), it is compared as it is, with
the target of its period or of its year. Where they add up, the sum from the first part of the year
is compared with the target to date; a sum that lacks a part is not worked out. Where each is typed
for the year to date, it is compared with the target to date as it is.

A target to date is what is typed for the parts: it runs as the figures do. Where the indicator says
so it is an equal part of the year's; it is rounded in print alone. A target counts as it was
signed off; a value to which it was changed since is printed beside it (seed T 3.6).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from paperkit.board.calendar import year_of
from paperkit.board.data import BoardData
from paperkit.board.plan_rows import Indicator, Reading, Target
from paperkit.board.words import Frequency, Unrated
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import (
    Length,
    Period,
    calendar_year,
    containing,
    following,
    stretch,
)
from paperkit.schema.values import MOST_DECIMALS, Amount, printed, suppressed
from paperkit.standpoint.sentences import listed

PARTS = (Length.MONTH, Length.QUARTER, Length.TERM)
_HALF_A_YEAR = {Length.MONTH: 6, Length.QUARTER: 2}
# What a unit says of a figure that is not a count: a share, a rate, an average, a length of time.
_NO_COUNT = re.compile(
    r"%|/|\b(?:per|percent(?:age)?|points?|rates?|ratio|index|scores?|average|mean|median|"
    r"years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b",
    re.IGNORECASE,
)


class Goal(Frozen):
    """What a figure is rated against: a target, or the target to date, and the rows that say so.

    ``value`` is as it was signed off, where it was; ``unsigned`` is what it was changed to since.
    ``to_date``: it is of the year up to the end of a part; ``share_of`` is the year's, of which it
    is so many of as many equal ``parts``, and ``exact`` before rounding. ``only_yearly``: the
    figure is of a part of the year, and there is a target of the whole alone, so that it is rated
    by none.
    """

    year: Period
    value: Amount
    rows: tuple[Target, ...]
    signed: bool = False
    unsigned: Amount | None = None
    share_of: Amount | None = None
    parts: tuple[int, int] = (1, 1)
    exact: Decimal | None = None
    to_date: bool = False
    only_yearly: bool = False

    @property
    def number(self) -> Decimal | None:
        """Return the figure to rate by; None where there is none."""
        return None if self.only_yearly else self.value.number if self.exact is None else self.exact


def changed_since_sign_off(target: Target) -> bool:
    """Return whether a target's value is another than the one that was signed off."""
    signed, value = target.signed_value, target.value
    if signed is None:
        return False
    if value is None or signed.number is None or value.number is None:
        return folded(signed.words) != folded(value.words if value else "")
    return signed.number != value.number


def goal_of(target: Target | None) -> Goal | None:
    """Return a target as figures are rated by it: as signed off, where it has changed since."""
    if target is None or target.year is None:
        return None
    if changed_since_sign_off(target):
        assert target.signed_value is not None
        changed_to = target.value
        return Goal(target.year, target.signed_value, (target,), signed=True, unsigned=changed_to)
    if target.value is None:
        return None
    return Goal(target.year, target.value, (target,), signed=bool(target.signed_by))


def unit_of(amount: Amount, indicator: Indicator) -> str:
    """Return the indicator's unit; where it has none, the sign typed beside the figure."""
    typed = "%" if amount.words.endswith("%") else "£" if "£" in amount.words else ""
    return indicator.unit or typed


def decimals_of(number: Decimal) -> int:
    """Return how many decimals a number is typed with."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def first_of(targets: Iterable[Target], years: Iterable[Period]) -> Target | None:
    """Return the target of the first of some years that has one, or None."""
    targets = tuple(targets)
    return next((t for year in years for t in targets if is_same(t.year, year)), None)


def is_same(one: Period | None, other: Period) -> bool:
    """Return whether two periods are the same, however they are written."""
    return one is not None and (one.length, one.order) == (other.length, other.order)


def years_of(period: Period) -> tuple[Period, ...]:
    """Return the period, and the years that a part of a year belongs to.

    A year is held against a year of its own kind; a term against its school year; a month or
    quarter against its year from April, or its calendar year where that is how targets are set.
    """
    if period.length not in PARTS:
        return (period,)
    calendar = () if period.length is Length.TERM else (calendar_year(period.first.year),)
    return (period, year_of(period), *calendar)


def _is_held_back(reading: Reading | None) -> bool:
    words = folded(reading.value.words) if reading and reading.value else ""
    named = (Unrated.HELD_BACK.value, *Unrated.HELD_BACK.others)
    return suppressed(words) or words in map(folded, named)


def readings_by(readings: Iterable[Reading], day: date) -> tuple[Reading, ...]:
    """Return the readings whose period has ended by the day, in their order."""
    return tuple(r for r in readings if r.period is not None and r.period.last <= day)


def run_of(board: BoardData, indicator: Indicator, day: date = date.max) -> "Run":
    """Return an indicator with its targets, and its readings whose period has ended by a day."""
    readings = board.readings_of.get(indicator.reference, ())
    targets = board.targets_of.get(indicator.reference, ())
    return Run(indicator, readings_by(readings, day), targets)


class Run(Frozen, dict=True):
    """An indicator's readings, the earliest first, and its targets."""

    indicator: Indicator
    readings: tuple[Reading, ...]
    targets: tuple[Target, ...]

    @property
    def adds_up(self) -> bool:
        """Return whether the figures of the parts of a year are to be added up."""
        return bool(self.indicator.figures_run and self.indicator.figures_run.adds_up)

    @property
    def is_to_date(self) -> bool:
        """Return whether each figure is typed for the year to date."""
        return bool(self.indicator.figures_run and self.indicator.figures_run.is_to_date)

    @cached_property
    def figures(self) -> tuple[Reading, ...]:
        """Return the readings as they are compared, in order: of parts of a year, those to date."""
        return tuple(map(self.figure, self.readings))

    @property
    def of_years(self) -> tuple[Reading, ...]:
        """Return the figures that can be those of a year: of what runs over it, of whole ones."""
        if not (self.adds_up or self.is_to_date):
            return self.readings
        whole = (
            r
            for r in self.readings
            if r.period and (r.period.length not in PARTS or self._is_whole(self.parts(r.period)))
        )
        return tuple(map(self.figure, whole))

    def figure(self, reading: Reading) -> Reading:
        """Return a reading as it is compared, with the period that its figure is of.

        The figure of a whole year is the one that is typed for the year, where one is. A sum that
        lacks a part has words in its place. So has a reading that is words itself.
        """
        period = reading.period
        runs = period is not None and period.length in PARTS and (self.adds_up or self.is_to_date)
        if period is None or not runs or reading.number is None:
            return reading
        parts = self.parts(period)
        to_date, whole = self._called(parts), self.typed(self.year(period))
        if whole and whole.value and self._is_whole(parts):
            return whole
        if self.is_to_date:
            return replace(reading, period=to_date)
        added = [one for one in map(self.typed, parts) if one and one.number is not None]
        if lacking := self.lacking(period):
            words = f"{Unrated.NOT_ADDED_UP}: {self._why_not_added(lacking)}"
            return replace(reading, period=to_date, value=Amount(words))
        assert reading.value is not None
        total = sum((one.number or Decimal() for one in added), Decimal())
        words = printed(total, unit_of(reading.value, self.indicator))
        some = any(one.provisional is Answer.YES for one in added)
        provisional = Answer.YES if some else reading.provisional
        value = Amount(words, total)
        return replace(reading, period=to_date, value=value, provisional=provisional)

    def lacking(self, period: Period) -> tuple[Period, ...]:
        """Return the parts of the year up to one of them that have no figure to add."""
        typed = {part: self.typed(part) for part in self.parts(period)}
        return tuple(part for part, one in typed.items() if one is None or one.number is None)

    def _why_not_added(self, lacking: Sequence[Period]) -> str:
        """Return which parts have no figure, and which have one that is held back."""
        held = [part for part in lacking if _is_held_back(self.typed(part))]
        none = [part for part in lacking if part not in held]
        said = [f"there is no figure for {listed(map(str, none))}"] if none else []
        if held:
            figures = "figure" if len(held) == 1 else "figures"
            verb = "is" if len(held) == 1 else "are"
            said.append(f"the {figures} for {listed(map(str, held))} {verb} held back")
        return "; ".join(said)

    def is_next(self, before: Period, period: Period) -> bool:
        """Return whether no part lies between two; twice a year, every other quarter may."""
        twice = self.indicator.frequency is Frequency.TWICE_A_YEAR
        steps, part = _HALF_A_YEAR.get(period.length, 1) if twice else 1, following(before)
        while steps > 1 and part and part != period:
            steps, part = steps - 1, following(part)
        return part == period

    def typed(self, period: Period) -> Reading | None:
        """Return the reading that is typed for a period; of two, which is an error, the later."""
        return self._by_period.get((period.length, period.order))

    @cached_property
    def _by_period(self) -> Mapping[tuple[Length, tuple[date, date]], Reading]:
        return {(r.period.length, r.period.order): r for r in self.readings if r.period}

    def parts(self, period: Period) -> tuple[Period, ...]:
        """Return the parts of a year as long as one of them, from the first to that one.

        Of figures that come twice a year, each is of half a year: every other quarter has none.
        """
        every = self.parts_of_year(period)
        upto = tuple(part for part in every if part.order <= period.order)
        half = _HALF_A_YEAR.get(period.length, 1)
        if self.indicator.frequency is not Frequency.TWICE_A_YEAR or len(upto) % half:
            return upto
        ends = upto[half - 1 :: half]
        return upto if any(self.typed(part) for part in upto if part not in ends) else ends

    def parts_of_year(self, period: Period) -> tuple[Period, ...]:
        """Return the parts of a period's year that are as long as it."""
        year = self.year(period)
        begins = date(year.first.year, 9, 1) if period.length is Length.TERM else year.first
        ends = date(begins.year + 1, begins.month, 1)
        part = containing(period.length, begins)
        found = []
        while part is not None and part.first < ends:
            found.append(part)
            part = following(part)
        return tuple(found)

    def year(self, period: Period) -> Period:
        """Return the year over which a part of it runs: a calendar year only if targets say so."""
        _, usual, *others = years_of(period)
        lengths = {row.year.length for row in self.targets if row.year}
        by_calendar = Length.CALENDAR_YEAR in lengths and Length.YEAR not in lengths
        return others[0] if others and by_calendar else usual

    def _is_whole(self, parts: Sequence[Period]) -> bool:
        """Return whether the parts from the first are the whole year."""
        return parts[-1] == self.parts_of_year(parts[-1])[-1]

    def _called(self, parts: Sequence[Period]) -> Period:
        """Return the stretch that parts make up: all but terms, which begin in September, a year's.

        The whole year is called by its own name.
        """
        begins = self.parts_of_year(parts[-1])[0]
        is_year = self._is_whole(parts) and begins.length is not Length.TERM
        return self.year(parts[-1]) if is_year else stretch(begins, parts[-1])

    def goal(self, period: Period) -> Goal | None:
        """Return what the figure for a period, or of the year up to it, is rated against."""
        if period.length in PARTS and (self.adds_up or self.is_to_date):
            return self._goal_to_date(period)
        goal = goal_of(first_of(self.targets, years_of(period)))
        if goal is None or goal.number is None:
            goal = self.of_all_parts(period) or goal
        if goal and period.length in PARTS and not is_same(goal.year, period):
            said = self.indicator.figures_run is not None or goal.number is None
            return replace(goal, only_yearly=not said and self.may_add_up)
        return goal

    @cached_property
    def may_add_up(self) -> bool:
        """Return whether the figures may be counts, which add up over a year, by their unit."""
        amounts = [*(one.value for one in self.readings), *(one.value for one in self.targets)]
        units = {unit_of(one, self.indicator) for one in amounts if one and one.number is not None}
        return not any(map(_NO_COUNT.search, units or {self.indicator.unit}))

    def _goal_to_date(self, period: Period) -> Goal | None:
        run, parts = self.indicator.figures_run, self.parts(period)
        to_date = self._called(parts)
        yearly = goal_of(first_of(self.targets, (self.year(period),)))
        if yearly and self._is_whole(parts) and yearly.value.number is not None:
            return yearly
        typed = self._typed_to_date(parts)
        if typed or yearly is None or yearly.value.number is None:
            return typed or yearly
        year = self.parts_of_year(period)
        of_parts = [row.year for row in self.targets if row.year and row.year.length in PARTS]
        if not (run and run.evenly) or any(
            self.year(part) == self.year(period) for part in of_parts
        ):
            return replace(yearly, only_yearly=True)
        count, of = share = year.index(parts[-1]) + 1, len(year)
        unsigned = self._part(yearly.unsigned, *share) if yearly.unsigned else None
        return replace(
            yearly, year=to_date, value=self._part(yearly.value, *share), unsigned=unsigned,
            share_of=yearly.value, parts=share, exact=yearly.value.number * count / of,
            to_date=True,
        )  # fmt: skip

    def of_all_parts(self, year: Period) -> Goal | None:
        """Return what the targets of all parts of a year make, where its figures run over it."""
        if year.length in PARTS or not (self.adds_up or self.is_to_date):
            return None
        typed = {row.year.length for row in self.targets if row.year}
        for length in (one for one in PARTS if one in typed):
            part = containing(length, year.last)
            if part and part.last == year.last and self.year(part) == year:
                goal = self._typed_to_date(self.parts(self.parts_of_year(part)[-1]))
                if goal:
                    return goal
        return None

    def _part(self, amount: Amount, count: int, of: int) -> Amount:
        """Return an equal part of a target, rounded as the indicator's figures are printed."""
        if amount.number is None:
            return amount
        decimals = self.indicator.decimals
        places = decimals_of(amount.number) if decimals is None else min(decimals, MOST_DECIMALS)
        exact = amount.number * count / of
        number = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return Amount(printed(number, unit_of(amount, self.indicator)), number)

    def _typed_to_date(self, parts: Sequence[Period]) -> Goal | None:
        """Return the target to date that is typed: of the last part, or of all to be added up."""
        goals, to_date = map(goal_of, self.targets), self._called(parts)
        of_parts = [g for g in goals if g and g.year.length in PARTS and g.number is not None]
        begins, ends = parts[0].first, parts[-1].last
        if self.is_to_date:
            upto = [g for g in of_parts if g.year.last == ends and g.year.first >= begins]
            return replace(upto[-1], year=to_date, to_date=True) if upto else None
        for tiles in self._tilings(parts):
            by_period = {(g.year.length, g.year.order): g for g in of_parts}
            found = (by_period.get((tile.length, tile.order)) for tile in tiles)
            there = [goal for goal in found if goal]
            if len(there) == len(tiles):
                return self._added(to_date, there)
        return None

    def _tilings(self, parts: Sequence[Period]) -> Iterator[Sequence[Period]]:
        """Yield the parts, and what else makes up the same stretch: its quarters, its months."""
        yield parts
        begins, ends = parts[0].first, parts[-1].last
        for length in PARTS:
            tiles, tile = [], containing(length, begins)
            while length is not parts[0].length and tile and tile.last <= ends:
                tiles.append(tile)
                tile = following(tile)
            if tiles and (tiles[0].first, tiles[-1].last) == (begins, ends):
                yield tiles

    def _added(self, to_date: Period, goals: Sequence[Goal]) -> Goal:
        unit = unit_of(goals[-1].value, self.indicator)

        def total(amounts: Iterable[Amount]) -> Amount:
            number = sum((one.number or Decimal() for one in amounts), Decimal())
            return Amount(printed(number, unit), number)

        changed = any(goal.unsigned for goal in goals)
        return Goal(
            to_date,
            total(goal.value for goal in goals),
            tuple(row for goal in goals for row in goal.rows),
            signed=all(goal.signed for goal in goals),
            to_date=True,
            unsigned=total(goal.unsigned or goal.value for goal in goals) if changed else None,
        )
