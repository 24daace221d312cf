"""Benchmarks: of the same period and unit as the figure that they stand beside."""

from collections.abc import Iterator

from paperkit.board.model import Indicator, Reading
from paperkit.board.model.data import grouped
from paperkit.board.model.measures import Benchmark
from paperkit.board.rules.case import Case, Rule, place_of, tell
from paperkit.board.rules.figures import a_hundredfold, mixed
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded


def twice(case: Case) -> Iterator[Finding]:
    """Yield an error for each benchmark of an indicator, area and period that has one already."""
    seen: dict[tuple[object, ...], Benchmark] = {}
    for row in case.scope.benchmarks:
        if row.period is None:
            continue
        key = (row.indicator, folded(row.area), row.period.first, row.period.last)
        first = seen.setdefault(key, row)
        if first is not row:
            message = f"Indicator {row.indicator} has two benchmarks for {row.area} in "
            message += f"{row.period}."
            yield tell(
                "PK-910", row, "period", message, value=str(row.period),
                person=whose(case.board, row), others=(place_of(first, "period"),),
            )  # fmt: skip


def alone(case: Case) -> Iterator[Finding]:
    """Yield a note for each indicator that has benchmarks and no reading."""
    for indicator, rows in _by_indicator(case):
        if not case.scope.readings_of.get(indicator.reference):
            message = f"Indicator {indicator.reference} has a benchmark for {rows[0].area} and no "
            message += "reading."
            others = tuple(place_of(row, "indicator") for row in rows[1:])
            person = indicator.partner
            value = indicator.reference
            yield tell(
                "PK-911", rows[0], "indicator", message, value=value, person=person, others=others
            )


def other_period(case: Case) -> Iterator[Finding]:
    """Yield a note where the latest benchmark of an area is not of the latest figure's period."""
    for indicator, reading, row in _beside(case):
        if row.period and reading.period and row.period != reading.period:
            message = f"The latest benchmark of indicator {indicator.reference} for {row.area} is "
            message += f"for {row.period}; the latest reading is for {reading.period}."
            yield _told("PK-912", row, "period", message, indicator, reading)


def other_unit(case: Case) -> Iterator[Finding]:
    """Yield an error where one of two figures in % is a share of 1."""
    for indicator, reading, row in _beside(case):
        if mixed(indicator, reading.value, row.value):
            yield _told("PK-913", row, "value", _side_by_side(reading, row), indicator, reading)


def off(case: Case) -> Iterator[Finding]:
    """Yield a note where a benchmark is about a hundred times the figure, or the reverse."""
    for indicator, reading, row in _beside(case):
        ours, theirs = (one.value.number if one.value else None for one in (reading, row))
        if ours is None or theirs is None or mixed(indicator, reading.value, row.value):
            continue
        if a_hundredfold(ours, theirs):
            yield _told("PK-914", row, "value", _side_by_side(reading, row), indicator, reading)


def _by_indicator(case: Case) -> Iterator[tuple[Indicator, tuple[Benchmark, ...]]]:
    rows = grouped(case.scope.benchmarks, "indicator")
    for indicator in case.scope.indicators:
        if indicator.reference in rows:
            yield indicator, rows[indicator.reference]


def _beside(case: Case) -> Iterator[tuple[Indicator, Reading, Benchmark]]:
    """Yield the latest benchmark of each area beside the latest figure, where both are there."""
    for indicator, rows in _by_indicator(case):
        readings = [
            reading
            for reading in case.scope.readings_of.get(indicator.reference, ())
            if reading.value and reading.value.number is not None
        ]
        dated = sorted((r for r in rows if r.period), key=lambda r: r.period.order)  # type: ignore[union-attr]
        latest = {folded(row.area): row for row in dated}
        if readings:
            yield from ((indicator, readings[-1], row) for row in latest.values())


def _side_by_side(reading: Reading, row: Benchmark) -> str:
    ours = f"{quoted(str(reading.value))} for {reading.period}"
    theirs = f"{quoted(str(row.value))} of {row.area}"
    return f"Indicator {row.indicator} shows {ours}, and the benchmark is {theirs}."


def _told(
    code: str, row: Benchmark, name: str, message: str, indicator: Indicator, reading: Reading
) -> Finding:
    value = str(getattr(row, name))
    others = (place_of(reading, name),)
    return tell(code, row, name, message, value=value, person=indicator.partner, others=others)


RULES: tuple[Rule, ...] = (twice, alone, other_period, other_unit, off)
