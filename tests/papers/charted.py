"""Charts of tests: figures from a table, papers that show them, and what stands in those papers."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from paperkit.packs.packs import find_pack
from paperkit.word.charts import ChartRead, Samples, charts_of, read_samples
from paperkit.word.finishing import finish
from paperkit.word.house import WordFile
from paperkit.word.house import word_file as house_file
from paperkit.word.package import parse, story_parts, unpack
from paperkit.word.properties import Facts
from paperkit.word.values import Figure, Ledger, Series, SeriesPart, Shape
from tests.papers.packages import FACTS, p, word_file

PACKS = Path(__file__).parents[2] / "report_templates"
NO_SAMPLES = Samples()


def figure(
    table: str,
    title: str = "PI 5 Falls",
    shape: Shape = Shape.LINE,
    unit: str = "",
    decimals: int = 1,
) -> Figure:
    """Return the figure of a Markdown table: a row for each period, a column for each series."""
    lines = [line.strip().strip("|") for line in table.strip().splitlines()]
    head, _, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    series = tuple(
        Series(SeriesPart(name), tuple(_value(row[column]) for row in rows), decimals)
        for column, name in enumerate(head[1:], start=1)
    )
    return Figure(shape, title, tuple(row[0] for row in rows), series, unit)


def _value(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


@cache
def house(pack: str = "council") -> WordFile:
    """Return the house of a bundled pack."""
    path = find_pack(pack, [PACKS]).house
    assert path
    return house_file(path)


@cache
def bundled(pack: str = "council") -> Samples:
    """Return the sample charts of a bundled pack."""
    return read_samples([house(pack)])


def charted(
    *figures: Figure,
    samples: Samples | None = None,
    body: str = "",
    facts: Facts = FACTS,
    header: str = p("Council"),
) -> bytes:
    """Return a finished paper with a paragraph for each figure, or with this body."""
    text = body or "".join(p(f"<{number}>") for number in range(len(figures)))
    chosen = bundled() if samples is None else samples
    return finish(unpack(word_file(text, header=header)), Ledger(figures), facts, chosen)


def charts(package: bytes) -> list[ChartRead]:
    """Return every chart of a paper as it stands there, in order."""
    members = unpack(package)
    return [
        chart
        for name in story_parts(members)
        for chart in charts_of(members, name, parse(members[name], name))
    ]


def values(chart: ChartRead) -> dict[str, Sequence[Decimal | None]]:
    """Return the figures of each series of a chart by its name."""
    return {series.name: series.numbers for series in chart.series}
