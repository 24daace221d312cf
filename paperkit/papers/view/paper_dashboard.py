"""What a template may show of the outcomes dashboard (seed H 3.13)."""

from dataclasses import dataclass

from paperkit.papers.figures import Figure
from paperkit.papers.shown import Rated, Sentence, Shown


@dataclass(frozen=True)
class RatingLine:
    """How many indicators have a rating, with their base, and which; of those without, why."""

    word: Rated | str
    count: str
    which: str


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome at a glance: the ratings of its indicators, their movement, what to know of them.

    ``ratings`` begins with its base; an outcome without an indicator has its reason in its block.
    """

    name: str
    ratings: str
    movement: str
    data: str


@dataclass(frozen=True)
class BenchmarkShown:
    """A figure of England or another area, with its period and how the source compares the two.

    ``compared`` is in the source's own words, and empty where it gives none; it is no rating.
    """

    area: str
    value: str
    compared: str


@dataclass(frozen=True)
class RatedIndicator:
    """One indicator of an outcome: its figure, its rating, its movement, its trend, its chart.

    ``trend`` has the signs of variation and assurance with their words, ``told`` what they rest on.
    ``mark`` says that it is a proxy, ``agreement`` that the Board has still to agree it. These,
    ``note``, ``stale`` and ``figures``, the figures that the chart shows, are empty where there is
    nothing to say: a template asks with an if. ``chart`` is words where there are too few figures.
    """

    reference: str
    name: str
    mark: str
    agreement: str
    partner: Shown
    period: Shown
    value: Shown
    target: Shown
    word: Rated | str
    rule: str
    short: str
    long: str
    trend: tuple[str, ...]
    told: tuple[str, ...]
    benchmarks: tuple[BenchmarkShown, ...]
    next_due: str
    stale: str
    note: str
    chart: Figure | str
    figures: str
    targets: str


@dataclass(frozen=True)
class OutcomeBlock:
    """One outcome in full. ``reason`` is why it has no indicator, and empty where it has any."""

    name: str
    reason: Shown
    sentences: tuple[Sentence, ...]
    indicators: tuple[RatedIndicator, ...]


@dataclass(frozen=True)
class ComparisonWord:
    """A word with which a source compares areas, and whose figures it stands beside."""

    word: str
    used_for: str


@dataclass(frozen=True)
class DashboardShown:
    """The outcomes dashboard: at a glance, then outcome by outcome.

    ``chart`` shows the ratings; ``comparisons`` is the key to comparisons with other areas, which
    is never that of the ratings.
    """

    sentences: tuple[Sentence, ...]
    ratings: tuple[RatingLine, ...]
    chart: Figure | str
    lines: tuple[OutcomeLine, ...]
    comparisons: tuple[ComparisonWord, ...]
    blocks: tuple[OutcomeBlock, ...]


NO_DASHBOARD = DashboardShown((), (), "", (), (), ())
