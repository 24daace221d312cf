"""Figures across periods: none twice, none unsigned unmarked, none in two units.

Benchmarks: of the same period and unit as the figure that they stand beside.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from paperkit.board.calendar import reporting_year
from paperkit.board.data import grouped
from paperkit.board.plan_rows import Benchmark, Indicator, Reading, Target
from paperkit.findings import Finding, quoted
from paperkit.indicators.ratings import signed_off
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row
from paperkit.schema.dates import Period
from paperkit.schema.values import Amount
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, finding_over, place_of, responsible_for
from paperkit.standpoint.sentences import listed

R = TypeVar("R", Target, Reading)


def two_targets(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each target of an indicator and year that has one already."""
    for first, second in _twice((target, target.year) for target in at.scope.targets):
        message = f"Indicator {second.indicator} has two targets for {second.year}."
        yield _both(at, "PK-501", first, second, "year", message)


def two_readings(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each reading of an indicator and period that has one already."""
    for first, second in _twice((reading, reading.period) for reading in at.scope.readings):
        message = f"Indicator {second.indicator} has two readings for {second.period}."
        yield _both(at, "PK-502", first, second, "period", message)


def changed_since(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each target that differs from its value as signed off (T 3.6)."""
    for target in at.scope.targets:
        if changed_since_sign_off(target):
            message = (
                f"The target of indicator {target.indicator} for {target.year} is "
                f"{quoted(str(target.value or ''))}, and was signed off as "
                f"{quoted(str(target.signed_value))}: it is not signed off any more."
            )
            person = responsible_for(at.board, target)
            value = str(target.value or "")
            yield finding_at("PK-503", target, "value", message, value=value, person=person)


def never_signed(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists this year's targets without a sign-off (T 3.6).

    A word in place of a figure needs none; where the pack requires it, that rule speaks.
    """
    if "signed_by" in at.ways.pack.required.get("targets", ()):
        return
    rows = [t for t in at.scope.targets if _unsigned(t) and _counts(at, t.year)]
    if rows:
        names = listed(f"{target.indicator} ({target.year})" for target in rows)
        yield from finding_over(
            "PK-504", rows, "signed_by", f"Nobody has signed off the targets of {names}."
        )


def percent_mixed(at: BoardAt) -> Iterator[Finding]:
    """Yield an error where a % indicator has a reading in the other unit than a target."""
    for indicator in at.scope.indicators:
        targets = at.scope.targets_of.get(indicator.reference, ())
        for reading in _readings(at, indicator):
            other = next((t for t in targets if mixed(indicator, reading.value, t.value)), None)
            if other:
                message = (
                    f"Indicator {indicator.reference} shows {quoted(str(reading.value))} "
                    f"for {reading.period}, and its target is {quoted(str(other.value))}."
                )
                yield _both(at, "PK-505", other, reading, "value", message)


def scale_jumps(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose figures step by about a hundred times."""
    for indicator in at.scope.indicators:
        found = scale_jump(at, indicator)
        if found:
            first, second = found
            message = (
                f"Indicator {indicator.reference} goes from {quoted(str(first.value))} for "
                f"{first.period} to {quoted(str(second.value))} for {second.period}."
            )
            yield _both(at, "PK-506", first, second, "value", message)


def changed_since_sign_off(target: Target) -> bool:
    """Return whether a target's value is another than the one that was signed off."""
    signed, value = target.signed_value, target.value
    if signed is None:
        return False
    if value is None or signed.number is None or value.number is None:
        return folded(signed.words) != folded(value.words if value else "")
    return signed.number != value.number


def _twice(dated: Iterable[tuple[R, Period | None]]) -> Iterator[tuple[R, R]]:
    """Yield each row with the first one that has its indicator and period."""
    seen: dict[tuple[str, date, date], R] = {}
    for row, period in dated:
        if period is None or not row.indicator:
            continue
        first = seen.setdefault((row.indicator, period.first, period.last), row)
        if first is not row:
            yield first, row


def _both(at: BoardAt, code: str, first: Row, second: Row, name: str, message: str) -> Finding:
    others = (place_of(first, name),)
    value = str(getattr(second, name))
    person = responsible_for(at.board, second)
    return finding_at(code, second, name, message, value=value, person=person, others=others)


def _unsigned(target: Target) -> bool:
    figure = target.value is not None and target.value.number is not None
    return figure and not changed_since_sign_off(target) and not signed_off(target)


def _counts(at: BoardAt, year: Period | None) -> bool:
    """Return whether a target is of this year or later: what is past needs no sign-off now."""
    since = reporting_year(at.judged_on).first if at.judged_on else None
    return year is not None and (since is None or year.last >= since)


def _readings(at: BoardAt, indicator: Indicator) -> tuple[Reading, ...]:
    readings = at.scope.readings_of.get(indicator.reference, ())
    return tuple(r for r in readings if r.value and r.value.number is not None)


def mixed(indicator: Indicator, one: Amount | None, other: Amount | None) -> bool:
    """Return whether, in %, one is a share of 1 and the other a percentage of about its size."""
    if one is None or other is None or indicator.unit != "%":
        return False
    if one.number is None or other.number is None:
        return False
    small, large = sorted((abs(one.number), abs(other.number)))
    return 0 < small <= 1 and 50 <= large / small <= 200


def _jump(indicator: Indicator, one: Amount | None, other: Amount | None) -> bool:
    if not (one and other and one.number and other.number):
        return False
    small = min(abs(one.number), abs(other.number))
    in_parts = indicator.unit == "%" or small != small.to_integral_value()
    return in_parts and a_hundredfold(one.number, other.number)


def a_hundredfold(one: Decimal, other: Decimal) -> bool:
    """Return whether one figure is about a hundred times the other, neither being 0."""
    small, large = sorted((abs(one), abs(other)))
    return small > 0 and _LEAST <= large / small <= _MOST


def scale_jump(at: BoardAt, indicator: Indicator) -> tuple[Reading, Reading] | None:
    """Return the first two readings in a row that differ by about a hundred times, or None."""
    pairs = pairwise(_readings(at, indicator))
    return next((p for p in pairs if _jump(indicator, p[0].value, p[1].value)), None)


_LEAST, _MOST = Decimal(80), Decimal(125)

RULES: tuple[Rule, ...] = (
    two_targets,
    two_readings,
    changed_since,
    never_signed,
    percent_mixed,
    scale_jumps,
)


def twice(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each benchmark of an indicator, area and period that has one already."""
    seen: dict[tuple[object, ...], Benchmark] = {}
    for row in at.scope.benchmarks:
        if row.period is None:
            continue
        key = (row.indicator, folded(row.area), row.period.first, row.period.last)
        first = seen.setdefault(key, row)
        if first is not row:
            message = (
                f"Indicator {row.indicator} has two benchmarks for {row.area} in {row.period}."
            )
            yield finding_at(
                "PK-910", row, "period", message, value=str(row.period),
                person=responsible_for(at.board, row), others=(place_of(first, "period"),),
            )  # fmt: skip


def alone(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator that has benchmarks and no reading."""
    for indicator, rows in _by_indicator(at):
        if not at.scope.readings_of.get(indicator.reference):
            message = (
                f"Indicator {indicator.reference} has a benchmark for {rows[0].area} and no "
                "reading."
            )
            others = tuple(place_of(row, "indicator") for row in rows[1:])
            person = indicator.partner
            value = indicator.reference
            yield finding_at(
                "PK-911", rows[0], "indicator", message, value=value, person=person, others=others
            )


def other_period(at: BoardAt) -> Iterator[Finding]:
    """Yield a note where the latest benchmark of an area is not of the latest figure's period."""
    for indicator, reading, row in _beside(at):
        if row.period and reading.period and row.period != reading.period:
            message = (
                f"The latest benchmark of indicator {indicator.reference} for {row.area} is "
                f"for {row.period}; the latest reading is for {reading.period}."
            )
            yield _told("PK-912", row, "period", message, indicator, reading)


def other_unit(at: BoardAt) -> Iterator[Finding]:
    """Yield an error where one of two figures in % is a share of 1."""
    for indicator, reading, row in _beside(at):
        if mixed(indicator, reading.value, row.value):
            yield _told("PK-913", row, "value", _side_by_side(reading, row), indicator, reading)


def off(at: BoardAt) -> Iterator[Finding]:
    """Yield a note where a benchmark is about a hundred times the figure, or the reverse."""
    for indicator, reading, row in _beside(at):
        ours, theirs = (one.value.number if one.value else None for one in (reading, row))
        if ours is None or theirs is None or mixed(indicator, reading.value, row.value):
            continue
        if a_hundredfold(ours, theirs):
            yield _told("PK-914", row, "value", _side_by_side(reading, row), indicator, reading)


def _by_indicator(at: BoardAt) -> Iterator[tuple[Indicator, tuple[Benchmark, ...]]]:
    rows = grouped(at.scope.benchmarks, "indicator")
    for indicator in at.scope.indicators:
        if indicator.reference in rows:
            yield indicator, rows[indicator.reference]


def _beside(at: BoardAt) -> Iterator[tuple[Indicator, Reading, Benchmark]]:
    """Yield the latest benchmark of each area beside the latest figure, where both are there."""
    for indicator, rows in _by_indicator(at):
        readings = [
            reading
            for reading in at.scope.readings_of.get(indicator.reference, ())
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
    return finding_at(
        code, row, name, message, value=value, person=indicator.partner, others=others
    )


RULES_BENCHMARKS: tuple[Rule, ...] = (twice, alone, other_period, other_unit, off)
