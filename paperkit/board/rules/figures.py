"""Figures across periods: none twice, none unsigned unmarked, none in two units."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from paperkit.board.calendar import reporting_year
from paperkit.board.figures.measures_at import signed_off
from paperkit.board.model import Indicator, Reading, Target
from paperkit.board.rules.case import Case, Rule, joined, place_of, tell, tell_all
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding, quoted
from paperkit.schema.amounts import Amount
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row
from paperkit.schema.periods import Period

R = TypeVar("R", Target, Reading)


def two_targets(case: Case) -> Iterator[Finding]:
    """Yield an error for each target of an indicator and year that has one already."""
    for first, second in _twice((target, target.year) for target in case.scope.targets):
        message = f"Indicator {second.indicator} has two targets for {second.year}."
        yield _both(case, "PK-501", first, second, "year", message)


def two_readings(case: Case) -> Iterator[Finding]:
    """Yield an error for each reading of an indicator and period that has one already."""
    for first, second in _twice((reading, reading.period) for reading in case.scope.readings):
        message = f"Indicator {second.indicator} has two readings for {second.period}."
        yield _both(case, "PK-502", first, second, "period", message)


def changed_since(case: Case) -> Iterator[Finding]:
    """Yield a gap for each target that differs from its value as signed off (T 3.6)."""
    for target in case.scope.targets:
        if changed_since_sign_off(target):
            message = f"The target of indicator {target.indicator} for {target.year} is "
            message += f"{quoted(str(target.value or ''))}, and was signed off as "
            message += f"{quoted(str(target.signed_value))}: it is not signed off any more."
            person = whose(case.board, target)
            value = str(target.value or "")
            yield tell("PK-503", target, "value", message, value=value, person=person)


def never_signed(case: Case) -> Iterator[Finding]:
    """Yield one note that lists this year's targets without a sign-off (T 3.6).

    A word in place of a figure needs none; where the pack requires it, that rule speaks.
    """
    if "signed_by" in case.ways.pack.required.get("targets", ()):
        return
    rows = [t for t in case.scope.targets if _unsigned(t) and _counts(case, t.year)]
    if rows:
        names = joined(f"{target.indicator} ({target.year})" for target in rows)
        yield from tell_all(
            "PK-504", rows, "signed_by", f"Nobody has signed off the targets of {names}."
        )


def percent_mixed(case: Case) -> Iterator[Finding]:
    """Yield an error where a % indicator has a reading in the other unit than a target."""
    for indicator in case.scope.indicators:
        targets = case.scope.targets_of.get(indicator.reference, ())
        for reading in _readings(case, indicator):
            other = next((t for t in targets if mixed(indicator, reading.value, t.value)), None)
            if other:
                message = f"Indicator {indicator.reference} shows {quoted(str(reading.value))} "
                message += f"for {reading.period}, and its target is {quoted(str(other.value))}."
                yield _both(case, "PK-505", other, reading, "value", message)


def scale_jumps(case: Case) -> Iterator[Finding]:
    """Yield a note for each indicator whose figures step by about a hundred times."""
    for indicator in case.scope.indicators:
        found = scale_jump(case, indicator)
        if found:
            first, second = found
            message = f"Indicator {indicator.reference} goes from {quoted(str(first.value))} for "
            message += f"{first.period} to {quoted(str(second.value))} for {second.period}."
            yield _both(case, "PK-506", first, second, "value", message)


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


def _both(case: Case, code: str, first: Row, second: Row, name: str, message: str) -> Finding:
    others = (place_of(first, name),)
    value = str(getattr(second, name))
    person = whose(case.board, second)
    return tell(code, second, name, message, value=value, person=person, others=others)


def _unsigned(target: Target) -> bool:
    figure = target.value is not None and target.value.number is not None
    return figure and not changed_since_sign_off(target) and not signed_off(target)


def _counts(case: Case, year: Period | None) -> bool:
    """Return whether a target is of this year or later: what is past needs no sign-off now."""
    since = reporting_year(case.day).first if case.day else None
    return year is not None and (since is None or year.last >= since)


def _readings(case: Case, indicator: Indicator) -> tuple[Reading, ...]:
    readings = case.scope.readings_of.get(indicator.reference, ())
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


def scale_jump(case: Case, indicator: Indicator) -> tuple[Reading, Reading] | None:
    """Return the first two readings in a row that differ by about a hundred times, or None."""
    pairs = pairwise(_readings(case, indicator))
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
