"""The data of a chart: what it shows, and the words that say the same to who cannot see it.

A chart is never the only place of its figures: they stand in its alternative text as well, and in
a table or sentence near it.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from itertools import groupby
from operator import itemgetter

from paperkit.frozen import Frozen
from paperkit.schema.values import printed

_SIGNS = ("%", "£", "£m")
AS_TYPED = -1
MOST_DESCRIBED = 12  # figures of one series that the alternative text gives one by one


class Shape(Enum):
    """How a chart is drawn. The house has a sample of each."""

    LINE = "line"
    BARS = "bar"


class SeriesPart(Enum):
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

    part: SeriesPart
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
        words = f"{self.shape.value.capitalize()} chart of {self.title}."
        for one in self.series:
            is_long = one.part is SeriesPart.VALUE and len(one.values) > MOST_DESCRIBED
            figures = self._in_brief(one) if is_long else self._in_full(one)
            words += f" {one.name}: {'; '.join(figures)}."
        return words

    def figures(self, part: SeriesPart) -> str:
        """Return the figures of a series with their categories, for a sentence near the chart.

        It is empty where the chart has no such series.
        """
        found = next((one for one in self.series if one.part is part), None)
        return "" if found is None else "; ".join(self._in_full(found))

    def _in_full(self, series: Series) -> Iterator[str]:
        """Yield each figure; of a level, such as a target, what it is from when to when."""
        pairs = zip(self.categories, series.values, strict=True)
        if series.part is SeriesPart.VALUE:
            yield from (f"{category} {self._shown(value, series)}" for category, value in pairs)
            return
        for value, stretch in groupby(pairs, key=itemgetter(1)):
            first, *rest = (category for category, _ in stretch)
            shown = self._shown(value, series)
            if isinstance(value, str):
                continue
            if len(rest) + 1 == len(self.categories) > 1:
                yield f"{shown} throughout"
            else:
                yield f"{first}{f' to {rest[-1]}' if rest else ''} {shown}"

    def _in_brief(self, series: Series) -> Iterator[str]:
        """Yield the first, last, lowest and highest figure, of equal ones the latest."""
        pairs = list(zip(self.categories, series.values, strict=True))
        there = [pair for pair in pairs if isinstance(pair[1], Decimal)]
        if there:
            latest_first = there[::-1]
            lowest, highest = (end(latest_first, key=itemgetter(1)) for end in (min, max))
            marking = {"from": there[0], "to": there[-1], "lowest": lowest, "highest": highest}
            for word, (category, value) in marking.items():
                yield f"{word} {self._shown(value, series)} in {category}"
        if len(there) < len(pairs):
            yield f"no figure for {len(pairs) - len(there)} of {len(pairs)}"

    def _shown(self, value: Decimal | str, series: Series) -> str:
        """Return a value as it is printed, or the words for why there is none.

        A unit that is a word stands in the title, since it would be said with every figure.
        """
        unit = self.unit if self.unit in _SIGNS else ""
        places = None if series.decimals == AS_TYPED else series.decimals
        return value if isinstance(value, str) else printed(value, unit, places)
