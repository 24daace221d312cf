"""How each indicator stands on the outcomes dashboard (seed H 3.13): rating, trend, benchmarks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from paperkit.board.figures.freshness import is_overdue, is_stale
from paperkit.board.figures.ratings import Measured
from paperkit.board.figures.trend import Trend, trend_of
from paperkit.board.model import BoardData, Indicator, Reading
from paperkit.board.model.data import grouped
from paperkit.board.model.measures import Benchmark
from paperkit.board.model.words import Agreement
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded
from paperkit.schema.periods import Period

OUTCOMES_DASHBOARD = "outcomes_dashboard"


@dataclass(frozen=True)
class Standing:
    """One indicator for a meeting: its rating, its trend, what it is compared with.

    ``benchmarks`` has one of each area: that of the figure's own period, or the latest.
    """

    measured: Measured
    trend: Trend
    benchmarks: tuple[Benchmark, ...]
    stale: bool
    overdue: bool

    @property
    def indicator(self) -> Indicator:
        """Return the indicator."""
        return self.measured.indicator

    @property
    def reading(self) -> Reading | None:
        """Return its latest reading."""
        return self.measured.reading

    @property
    def has_figure(self) -> bool:
        """Return whether the latest reading is a figure; a word may stand in its place."""
        value = self.reading.value if self.reading else None
        return value is not None and value.number is not None

    @property
    def is_proxy(self) -> bool:
        """Return whether it stands in for an outcome that is seen late."""
        return self.indicator.proxy is Answer.YES

    @property
    def is_drafted(self) -> bool:
        """Return whether the Board has still to agree it (seed H 3.13)."""
        return self.indicator.agreement is Agreement.DRAFTED

    @property
    def is_provisional(self) -> bool:
        """Return whether the latest figure may yet change."""
        return self.reading is not None and self.reading.provisional is Answer.YES


def standings(board: BoardData, measured: Iterable[Measured], day: date) -> tuple[Standing, ...]:
    """Return how each indicator stands on a day, in the order of the file."""
    benchmarks = grouped(board.benchmarks, "indicator")
    return tuple(_standing(board, one, benchmarks, day) for one in measured)


def _standing(
    board: BoardData, one: Measured, benchmarks: dict[str, tuple[Benchmark, ...]], day: date
) -> Standing:
    indicator, reading = one.indicator, one.reading
    beside = benchmarks.get(indicator.reference, ())
    return Standing(
        one,
        trend_of(board, indicator, day),
        _of_each_area(beside, reading.period if reading else None, day),
        is_stale(indicator, reading, day),
        is_overdue(indicator, day),
    )


def _of_each_area(
    benchmarks: Sequence[Benchmark], period: Period | None, day: date
) -> tuple[Benchmark, ...]:
    dated = [(one.period, one) for one in benchmarks if one.period and one.period.last <= day]
    chosen: dict[str, Benchmark] = {}
    for their_period, one in sorted(dated, key=lambda pair: pair[0].order):
        area = folded(one.area)
        if area not in chosen or chosen[area].period != period or their_period == period:
            chosen[area] = one
    ordered = dict.fromkeys(folded(one.area) for one in benchmarks)
    return tuple(chosen[area] for area in ordered if area in chosen)
