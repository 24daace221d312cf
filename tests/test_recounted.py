"""Every figure that is printed of an indicator equals a slow recount from the rows.

The recount knows nothing of periods: a quarter is a year and a number, and each rule is written out
as an officer would do it with a pencil.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.board.settings import Settings
from paperkit.indicators.charts import figures_of
from paperkit.indicators.ratings import Measured, measured
from paperkit.indicators.trends import trend_of
from paperkit.word.values import Figure, SeriesPart
from tests.tables import board

Quarter = tuple[int, int]
YEARS = (2024, 2025, 2026)
QUARTERS = [(year, number) for year in YEARS for number in (1, 2, 3, 4)]
FIGURES = st.integers(0, 300)
READINGS = st.dictionaries(
    st.sampled_from(QUARTERS), FIGURES | st.just("Return not received"), min_size=1, max_size=12
)
OF_YEARS = st.dictionaries(st.sampled_from(YEARS), st.integers(1, 900), max_size=3)
OF_PARTS = st.dictionaries(st.sampled_from(QUARTERS), st.integers(1, 300), max_size=12)
RUNS = st.sampled_from(
    ["", "Each stands alone", "Add up over the year", "Add up, target in equal parts",
     "Year to date", "Year to date, target in equal parts"]
)  # fmt: skip
DIRECTIONS = st.sampled_from(["Higher is better", "Lower is better"])
TOLERANCE = 10
MEETING = date(2027, 5, 20)


def words(quarter: Quarter) -> str:
    year, number = quarter
    return f"Q{number} {year}/{(year + 1) % 100:02}"


def made(
    run: str,
    readings: Mapping[Quarter, int | str],
    of_years: Mapping[int, int],
    of_parts: Mapping[Quarter, int],
    direction: str,
) -> str:
    rows = "\n".join(f"| 1 | {words(q)} | {value} |" for q, value in readings.items())
    aims = [f"| 1 | {year}/{(year + 1) % 100:02} | {value} |" for year, value in of_years.items()]
    aims += [f"| 1 | {words(quarter)} | {value} |" for quarter, value in of_parts.items()]
    return f"""
    ## indicators
    | Reference | Direction   | Figures run | Tolerance    | Frequency |
    |-----------|-------------|-------------|--------------|-----------|
    | 1         | {direction} | {run}       | {TOLERANCE}% | Quarterly |
    ## targets
    | Indicator | Year | Value |
    |-----------|------|-------|
    {chr(10).join(aims)}
    ## readings
    | Indicator | Period | Value |
    |-----------|--------|-------|
    {rows}
    """


class Pencil:
    """The recount: what an officer would work out with a pencil."""

    def __init__(
        self,
        run: str,
        readings: Mapping[Quarter, int | str],
        of_years: Mapping[int, int],
        of_parts: Mapping[Quarter, int],
        direction: str,
    ) -> None:
        self.run, self.readings, self.lower = run, readings, direction.startswith("Lower")
        self.of_years, self.of_parts = of_years, of_parts

    def figure(self, quarter: Quarter) -> int | None:
        """Return the figure that is compared, None where there is none."""
        year, number = quarter
        if not self.run.startswith("Add up") or not isinstance(self.readings[quarter], int):
            value = self.readings[quarter]
            return value if isinstance(value, int) else None
        total = 0
        for one in range(1, number + 1):
            part = self.readings.get((year, one))
            if not isinstance(part, int):
                return None
            total += part
        return total

    def target(self, quarter: Quarter) -> Fraction | int | None:
        """Return what the figure is held against, None where there is nothing to rate it by."""
        year, number = quarter
        whole, here = self.of_years.get(year), self.of_parts.get(quarter)
        if not self.run.startswith(("Add up", "Year to date")):
            # A count is held against a year's target only where it is said to stand alone.
            return here if here is not None else whole if self.run else None
        if number == 4 and whole is not None:
            return whole
        if self.run.startswith("Year to date") and here is not None:
            return here
        upto = [self.of_parts.get((year, one)) for one in range(1, number + 1)]
        if self.run.startswith("Add up") and None not in upto:
            return sum(one for one in upto if one is not None)
        some = any((year, one) in self.of_parts for one in (1, 2, 3, 4))
        if whole is None or some or "equal parts" not in self.run:
            return None
        return Fraction(whole * number, 4)

    def role(self, quarter: Quarter) -> str:
        figure, target = self.figure(quarter), self.target(quarter)
        if figure is None or target is None:
            return ""
        worse = figure - target if self.lower else target - figure
        if worse <= 0:
            return "Green"
        return "Amber" if Fraction(worse) <= Fraction(target) * TOLERANCE / 100 else "Red"

    def way(self, quarter: Quarter) -> str:
        """Return the sign of the movement: parts beside parts, the year to date beside its like."""
        earlier = [one for one in self.readings if one < quarter]
        if self.run.startswith("Year to date"):
            earlier = [one for one in earlier if one == (quarter[0] - 1, quarter[1])]
        if earlier and self.run.startswith("Add up"):
            # What lacks a part of its year, or follows a gap, is compared with nothing.
            follows = QUARTERS.index(quarter) == QUARTERS.index(max(earlier)) + 1
            if self.figure(quarter) is None or not follows:
                return "Not"
        return self._sign(self.readings[quarter], self.readings[max(earlier)]) if earlier else "No"

    def _sign(self, now: int | str, then: int | str) -> str:
        if not isinstance(now, int) or not isinstance(then, int):
            return "Not"
        if now == then:
            return "→"
        return "↑" if (now < then) is self.lower else "↓"


@settings(max_examples=300, deadline=None)
@given(RUNS, READINGS, OF_YEARS, OF_PARTS, DIRECTIONS)
def test_figure_target_rating_and_movement_equal_a_slow_recount(
    run: str,
    readings: dict[Quarter, int | str],
    of_years: dict[int, int],
    of_parts: dict[Quarter, int],
    direction: str,
) -> None:
    pencil = Pencil(run, readings, of_years, of_parts, direction)
    data = board(made(run, readings, of_years, of_parts, direction))
    (one,) = measured(data, Settings(), MEETING)
    latest = max(readings)
    assert how_many(one) == pencil.figure(latest)
    goal = one.target
    held_against = Fraction(goal.number) if goal and goal.number is not None else None
    assert held_against == pencil.target(latest)
    assert (one.judgement.word if one.judgement.role else "") == pencil.role(latest)
    assert one.movement.words.split()[0] == pencil.way(latest)


def printed(target: Fraction | int | None) -> int | None:
    return None if target is None else int(target + Fraction(1, 2))


def how_many(one: Measured) -> int | None:
    value = one.reading.value if one.reading else None
    return int(value.number) if value and value.number is not None else None


@settings(max_examples=100, deadline=None)
@given(RUNS, READINGS, OF_YEARS, OF_PARTS, DIRECTIONS)
def test_a_chart_draws_what_a_slow_recount_gives(
    run: str,
    readings: dict[Quarter, int | str],
    of_years: dict[int, int],
    of_parts: dict[Quarter, int],
    direction: str,
) -> None:
    pencil = Pencil(run, readings, of_years, of_parts, direction)
    data = board(made(run, readings, of_years, of_parts, direction))
    chart = figures_of(trend_of(data, data.indicators[0], MEETING))
    if isinstance(chart, Figure):
        drawn = {series.part: series.numbers for series in chart.series}
        quarters = [one for one in QUARTERS if words(one) in chart.categories]
        figures = [pencil.figure(one) if one in readings else None for one in quarters]
        assert [None if n is None else int(n) for n in drawn[SeriesPart.VALUE]] == figures
        # A chart draws a share as papers print it; only ratings go by more decimals.
        targets = [printed(pencil.target(one)) for one in quarters]
        there = drawn.get(SeriesPart.TARGET, (None,) * len(quarters))
        assert [None if n is None else int(n) for n in there] == targets


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(QUARTERS), FIGURES, min_size=1, max_size=12))
def test_a_year_s_outturn_is_the_sum_of_its_quarters_or_none(readings: dict[Quarter, int]) -> None:
    data = board(made("Add up over the year", readings, {}, {}, "Higher is better"))
    (one,) = measured(data, Settings(), MEETING)
    last_year = [readings.get((2026, number)) for number in (1, 2, 3, 4)]
    value = one.outturn.value if one.outturn else None
    outturn = int(value.number) if value and value.number is not None else None
    whole = None not in last_year
    assert outturn == (sum(n for n in last_year if n is not None) if whole else None)
