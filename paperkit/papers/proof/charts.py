"""The charts: each is there, with its own figures, in the chart and in its workbook."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from paperkit.findings import Finding, quoted
from paperkit.papers.charts.reading import (
    ChartRead,
    SeriesRead,
    cells_of,
    charts_of,
    number,
    source_values,
)
from paperkit.papers.figures import Figure
from paperkit.papers.proof.finished import Finished
from paperkit.schema.amounts import plain_number

_Content = tuple[str, str, tuple[tuple[str, tuple[str, ...], tuple[Decimal | None, ...]], ...]]


def charts(finished: Finished) -> Iterator[Finding]:
    """Yield each figure of the ledger that no chart shows, and each workbook that differs."""
    figures = [value for value in finished.ledger.values if isinstance(value, Figure)]
    if not figures:
        return
    found = [
        chart
        for part in finished.stories
        for chart in charts_of(finished.members, part, finished.roots[part], finished.roots)
    ]
    yield from _lost(finished, figures, found)
    for chart in found:
        yield from _differing(finished, chart)


def _lost(
    finished: Finished, figures: Sequence[Figure], found: Sequence[ChartRead]
) -> Iterator[Finding]:
    there = Counter(_shown(chart) for chart in found)
    titled = {_wanted(figure): figure.title for figure in figures}
    for wanted, count in Counter(map(_wanted, figures)).items():
        # A sample without a title leaves it to the words around the chart.
        shown = there[wanted] + there[wanted[0], "", wanted[2]]
        if shown < count:
            title = titled[wanted]
            message = f"The chart {quoted(title)} is not in the paper as it was to be shown."
            yield finished.told("PK-633", message, title)


def _wanted(figure: Figure) -> _Content:
    series = tuple(
        (
            one.name,
            figure.categories,
            tuple(n if n is None else plain_number(n) for n in one.numbers),
        )
        for one in figure.series
    )
    return str(figure), figure.title, series


def _shown(chart: ChartRead) -> _Content:
    series = tuple((one.name, one.categories, one.numbers) for one in chart.series)
    return chart.described, chart.title, series


def _differing(finished: Finished, chart: ChartRead) -> Iterator[Finding]:
    cells = cells_of(finished.members, chart.part)
    for series in chart.series:
        if _of_workbook(cells, series) != ((series.name,), series.categories, series.numbers):
            where = f"the chart {quoted(chart.title or chart.described)}"
            message = f"In {where}, the workbook holds other figures for {quoted(series.name)}."
            yield finished.told("PK-634", message, series.name)


def _of_workbook(cells: Mapping[str, str], series: SeriesRead) -> object:
    name, categories, values = series.sources
    return (
        source_values(cells, name, 1),
        source_values(cells, categories, len(series.categories)),
        tuple(map(number, source_values(cells, values, len(series.values)))),
    )
