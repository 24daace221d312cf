"""Small counts of people, which a public paper prints only when somebody answers for it."""

from collections.abc import Iterator

from paperkit.board.figures.small_counts import counted, is_small
from paperkit.board.model import Reading
from paperkit.board.model.data import grouped
from paperkit.board.model.measures import Benchmark
from paperkit.board.model.words import Publicity
from paperkit.board.rules.case import Case, Rule, place_of, tell
from paperkit.findings import Finding, quoted

# A note can be switched off and overlooked; an error would stop an officer who has looked. A gap
# needs a name and a reason before a final goes through, which is what such a decision needs.


def small_count(case: Case) -> Iterator[Finding]:
    """Yield a gap for each indicator with small counts that a public paper may print."""
    settings = case.ways.settings.small_counts
    exempt = case.paper is not None and case.paper.publicity is Publicity.EXEMPT
    if settings.suppress or settings.least is None or exempt:
        return
    benchmarks = grouped(case.scope.benchmarks, "indicator")
    for indicator in counted(case.scope):
        readings = case.scope.readings_of.get(indicator.reference, ())
        beside = benchmarks.get(indicator.reference, ())
        every: tuple[Reading | Benchmark, ...] = (*beside, *readings)
        rows = [row for row in every if is_small(row.value, settings.least)]
        if rows:
            *others, last = rows
            value = str(last.value)
            message = f"Indicator {indicator.reference} counts people, and shows {quoted(value)} "
            message += f"for {last.period}."
            yield tell(
                "PK-915", last, "value", message, value=value, person=indicator.partner,
                others=(place_of(row, "value") for row in others),
            )  # fmt: skip


RULES: tuple[Rule, ...] = (small_count,)
