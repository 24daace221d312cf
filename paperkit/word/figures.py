"""The data of a chart: what it shows, and the words that say the same to who cannot see it.

A chart is never the only place of its figures: they stand in its alternative text as well, and in
a table or sentence near it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import TypeVar

from paperkit.frozen import Frozen
from paperkit.schema.values import printed

_V = TypeVar("_V", Decimal, Decimal | str)
_SIGNS = ("%", "£", "£m")
AS_TYPED = -1
MOST_TOLD = 12  # figures of one series that the alternative text gives one by one


class Shape(Enum):
    """How a chart is drawn. The house has a sample of each."""

    LINE = "line"
    BARS = "bar"


class Part(Enum):
    """What a series of a chart is; in the house's sample the series of that name gives its look."""

    VALUE = "Value"
    TARGET = "Target"
    MEAN = "Mean"
    UPPER = "Upper limit"
    LOWER = "Lower limit"


class Series(Frozen):
    """One series of a chart: a figure for each category, or the words for why there is none.

    ``decimals`` are the places to which its figures are printed, or ``AS_TYPED``.
    """

    part: Part
    values: tuple[Decimal | str, ...]
    decimals: int = AS_TYPED

    @property
    def name(self) -> str:
        """Return what the legend calls it."""
        return self.part.value

    @property
    def numbers(self) -> tuple[Decimal | None, ...]:
        """Return the figures, None where there is none."""
        return tuple(value if isinstance(value, Decimal) else None for value in self.values)


class Figure(Frozen):
    """A chart's data. A template prints it by a tag of its own, and the house gives its look.

    ``categories`` are the words along its axis, such as periods; each series has a value for each.
    ``title`` says the unit where that is a word, such as "days".
    """

    shape: Shape
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse series of another length: a figure would stand under a wrong period."""
        assert all(len(one.values) == len(self.categories) for one in self.series), self.title

    def __str__(self) -> str:
        """Return the alternative text: what the chart shows, in words made from the data."""
        told = " ".join(self._told(one) for one in self.series)
        return f"{self.shape.value.capitalize()} chart of {self.title}. {told}"

    def figures(self, part: Part) -> str:
        """Return the figures of a series with their categories, for a sentence near the chart.

        It is empty where the chart has no such series.
        """
        found = next((one for one in self.series if one.part is part), None)
        return "" if found is None else "; ".join(self._figures(found))

    def shown(self, value: Decimal | str, series: Series) -> str:
        """Return a value as it is printed, or the words for why there is none.

        A unit that is a word stands in the title, since it would be said with every figure.
        """
        unit = self.unit if self.unit in _SIGNS else ""
        places = None if series.decimals == AS_TYPED else series.decimals
        return value if isinstance(value, str) else printed(value, unit, places)

    def _each(self, series: Series) -> Iterator[str]:
        for category, value in zip(self.categories, series.values, strict=True):
            yield f"{category} {self.shown(value, series)}"

    def _figures(self, series: Series) -> Iterator[str]:
        return self._each(series) if series.part is Part.VALUE else self._stretches(series)

    def _stretches(self, series: Series) -> Iterator[str]:
        """Yield what a level, such as a target, is from when to when; not where there is none."""
        pairs = zip(series.values, self.categories, strict=True)
        for value, stretch in groupby(pairs, key=_value):
            first, *rest = (category for _, category in stretch)
            if isinstance(value, str):
                continue
            told = self.shown(value, series)
            if len(rest) + 1 == len(self.categories) > 1:
                yield f"{told} throughout"
            else:
                yield f"{first}{f' to {rest[-1]}' if rest else ''} {told}"

    def _told(self, series: Series) -> str:
        in_brief = series.part is Part.VALUE and len(series.values) > MOST_TOLD
        parts = self._in_brief(series) if in_brief else self._figures(series)
        return f"{series.name}: {'; '.join(parts)}."

    def _in_brief(self, series: Series) -> Iterator[str]:
        pairs = zip(self.categories, series.values, strict=True)
        there = [(value, category) for category, value in pairs if isinstance(value, Decimal)]
        for word, one in zip(("from", "to", "lowest", "highest"), _marking(there), strict=False):
            yield f"{word} {self.shown(one[0], series)} in {one[1]}"
        lacking = len(series.values) - len(there)
        if lacking:
            yield f"no figure for {lacking} of {len(series.values)}"


def _marking(pairs: list[tuple[Decimal, str]]) -> Iterable[tuple[Decimal, str]]:
    """Return the first, last, lowest and highest; of equal ones the latest."""
    if not pairs:
        return ()
    latest_first = pairs[::-1]
    ends = (min(latest_first, key=_value), max(latest_first, key=_value))
    return (pairs[0], pairs[-1], *ends)


def _value(pair: tuple[_V, str]) -> _V:
    return pair[0]
