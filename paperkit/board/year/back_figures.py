"""The outturns of a reporting year beside those of the year before it (seed T 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from paperkit.board.figures import measures_at
from paperkit.board.figures.ratings import (
    NO_EARLIER,
    Judgement,
    Movement,
    judged,
    moved_since,
    why_no_figure,
)
from paperkit.board.model import BoardData, Indicator, Reading, Target
from paperkit.board.model.words import Unrated
from paperkit.board.settings import Role, Settings
from paperkit.board.year.back_span import YearSpan, year_earlier

_AWAITED = frozenset({Unrated.NO_DATA, Unrated.NOT_RECEIVED})


@dataclass(frozen=True)
class Outturn:
    """One indicator: the outturn of the year and of the one before, its target, how they compare.

    ``before`` may be of an earlier year, where a figure does not come out every year. A figure is
    only held against the target of its own year.
    """

    indicator: Indicator
    before: Reading | None
    target: Target | None
    reading: Reading | None
    judgement: Judgement
    movement: Movement

    @property
    def has_figure(self) -> bool:
        """Return whether the year has a figure; words may stand in its place."""
        value = self.reading.value if self.reading else None
        return value is not None and value.number is not None

    @property
    def awaited(self) -> bool:
        """Return whether the figure of the year is still to come out."""
        value = self.reading.value if self.reading else None
        return not self.has_figure and why_no_figure(value) in _AWAITED

    @property
    def comes(self) -> str:
        """Return an officer's own words for when it comes, such as Published October 2026."""
        value = self.reading.value if self.reading else None
        return value.words if value and self.awaited else ""

    @property
    def is_worse(self) -> bool:
        """Return whether the outturn is worse than its target."""
        return self.judgement.role in (Role.NEAR, Role.MISSED)


def outturns(
    board: BoardData, settings: Settings, span: YearSpan, as_at: date
) -> tuple[Outturn, ...]:
    """Return every indicator's outturns, in the order of the file, from data as at a day."""
    return tuple(_outturn(board, settings, one, span, as_at) for one in board.indicators)


def _outturn(
    board: BoardData, settings: Settings, indicator: Indicator, span: YearSpan, as_at: date
) -> Outturn:
    readings = measures_at.readings_by(board.readings_of.get(indicator.reference, ()), as_at)
    targets = board.targets_of.get(indicator.reference, ())
    reading = measures_at.outturn(readings, span.last)
    period = reading.period if reading else None
    target = (
        measures_at.target_of(targets, period)
        if period
        else measures_at.target_this_year(targets, year_earlier(span.last))
    )
    before = _before(readings, reading, span)
    judgement = judged(indicator, reading, target, settings)
    return Outturn(
        indicator, before, target, reading, judgement, _moved(indicator, before, reading)
    )


def _before(readings: Sequence[Reading], reading: Reading | None, span: YearSpan) -> Reading | None:
    """Return the outturn of the year before, or else the last earlier figure as long as this."""
    found = measures_at.outturn(readings, year_earlier(span.last))
    if found is not None or reading is None:
        return found
    upto = [one for one in readings if one.period and reading.period and
            one.period.order <= reading.period.order]  # fmt: skip
    return measures_at.reading_before(upto)


def _moved(indicator: Indicator, before: Reading | None, reading: Reading | None) -> Movement:
    if before is None or reading is None or before is reading:
        return NO_EARLIER
    if len(measures_at.as_long_as_last((before, reading))) < 2:
        return NO_EARLIER
    return moved_since(indicator, reading, before)
