"""Indicators: few, each answered for last year, this year and how often (seed T 3.4 to 3.6).

Series of readings: whole, of one length, in one unit, up to date (seed T 3.5).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from paperkit.board.calendar import reporting_year
from paperkit.board.plan_rows import INDICATORS, Indicator, Outcome, Reading, Target
from paperkit.board.words import Unrated
from paperkit.findings import Finding, quoted
from paperkit.indicators.figure_rules import a_hundredfold, mixed, scale_jump
from paperkit.indicators.ratings import is_overdue, is_stale, outturn, target_this_year, year_before
from paperkit.indicators.spc import LEAST
from paperkit.indicators.trends import series
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Length, Period, in_words
from paperkit.schema.values import suppressed
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, place_of
from paperkit.standpoint.sentences import listed


def too_many(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each outcome with more indicators than the settings allow (T 3.5)."""
    limit = at.ways.settings.limits.indicators_per_outcome
    if limit is None:
        return
    for outcome, indicators in at.scope.indicators_of.items():
        if outcome and len(indicators) > limit:
            names = listed(_shown(indicator) for indicator in indicators)
            message = (
                f"Outcome {outcome} has {len(indicators)} indicators ({names}); "
                f"the settings allow {limit}."
            )
            others = [place_of(indicator, "outcome") for indicator in indicators]
            last, rest = indicators[-1], others[:-1]
            yield finding_at("PK-410", last, "outcome", message, value=outcome, others=rest)


def none_and_no_reason(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each outcome without an indicator or a reason (T 3.5: if appropriate).

    An outcome that is divided into others has its indicators there. A paper that shows none is not
    held up by them.
    """
    for outcome in at.scope.outcomes if at.uses(INDICATORS) else ():
        if not outcome.no_indicator and not _answered_by_indicators(at, outcome):
            message = f"Outcome {outcome.reference} has no indicator, and no reason is given."
            yield finding_at("PK-411", outcome, "no_indicator", message)


def no_outturn(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each indicator without a figure or a word for last year (T 3.5)."""
    if at.judged_on is None:
        return
    year = year_before(at.judged_on)
    for indicator in at.scope.indicators:
        reading = outturn(at.scope.readings_of.get(indicator.reference, ()), at.judged_on)
        if reading is None or reading.value is None:
            yield _lacking("PK-412", indicator, "reference", f"outturn for {year}")


def no_target(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each indicator without a target or a word for this year (T 3.5)."""
    if at.judged_on is None:
        return
    year = reporting_year(at.judged_on)
    for indicator in at.scope.indicators:
        targets = at.scope.targets_of.get(indicator.reference, ())
        target = target_this_year(targets, at.judged_on)
        if target is None or target.value is None:
            yield _lacking("PK-413", indicator, "reference", f"target for {year}")


def no_frequency(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each indicator whose frequency is blank (T 3.5)."""
    for indicator in at.scope.indicators:
        if indicator.frequency is None:
            yield _lacking("PK-414", indicator, "frequency", "frequency")


def _answered_by_indicators(at: BoardAt, outcome: Outcome) -> bool:
    divided = any(other.parent == outcome.reference for other in at.scope.outcomes)
    return divided or outcome.reference in at.scope.indicators_of


def _lacking(code: str, indicator: Indicator, name: str, what: str) -> Finding:
    message = f"Indicator {_shown(indicator)} has no {what}."
    return finding_at(code, indicator, name, message, person=indicator.partner)


def _shown(indicator: Indicator) -> str:
    return " ".join(part for part in (indicator.reference, indicator.name) if part)


RULES: tuple[Rule, ...] = (too_many, none_and_no_reason, no_outturn, no_target, no_frequency)


def missing(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose latest series lacks periods."""
    for indicator, readings in _by_indicator(at):
        slots = series(readings, indicator.frequency)
        periods = [slot.period for slot in slots if slot.reading is None]
        if periods:
            after = next(
                slot.reading
                for slot in slots
                if slot.reading and slot.period.order > periods[0].order
            )
            message = f"Indicator {indicator.reference} has no reading for {_some(periods)}."
            yield finding_at("PK-901", after, "period", message, person=indicator.partner)


def mixed_lengths(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator with several lengths up to a year, or of years."""
    for indicator, readings in _by_indicator(at):
        latest = {_length(reading): reading for reading in readings}
        for several in (_WITHIN_A_YEAR, _OF_YEARS):
            rows = [reading for length, reading in latest.items() if length in several]
            if len(rows) > 1:
                periods = listed(str(row.period) for row in rows)
                message = f"Indicator {indicator.reference} has readings as long as {periods}."
                others = [place_of(row, "period") for row in rows[:-1]]
                value = str(rows[-1].period)
                yield finding_at(
                    "PK-902", rows[-1], "period", message, value=value, others=others,
                    person=indicator.partner,
                )  # fmt: skip


def all_equal(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose figures have never moved."""
    for indicator, readings in _by_indicator(at):
        figures = _figures(readings)
        values = {_number(reading) for reading in figures}
        if len(figures) >= LEAST and len(values) == 1 and not _at_an_end(indicator, values):
            last = figures[-1]
            message = (
                f"Indicator {indicator.reference} shows {quoted(str(last.value))} in all "
                f"{len(figures)} periods."
            )
            value = str(last.value)
            yield finding_at(
                "PK-903", last, "value", message, value=value, person=indicator.partner
            )


def stale(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose latest figure is out of date."""
    day = at.data_day or at.judged_on
    if day is None:
        return
    for indicator, readings in _by_indicator(at):
        last = readings[-1]
        if is_stale(indicator, last, day):
            message = (
                f"The latest reading of indicator {indicator.reference} is for "
                f"{last.period}, and its frequency is {str(indicator.frequency).lower()}."
            )
            value = str(last.period)
            yield finding_at(
                "PK-904", last, "period", message, value=value, person=indicator.partner
            )


def overdue(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose next figure was due by the day of the data."""
    day = at.data_day or at.judged_on
    for indicator in at.scope.indicators:
        if day and indicator.next_due and is_overdue(indicator, day):
            due = in_words(indicator.next_due)
            message = f"The next figure of indicator {indicator.reference} was due {due}."
            person = indicator.partner
            yield finding_at("PK-905", indicator, "next_due", message, value=due, person=person)


def off_the_rest(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each figure far from the middle of its series.

    Where two in a row step by as much, that has been told of the indicator (PK-506).
    """
    for indicator, readings in _by_indicator(at):
        figures = _figures(readings)
        if len(figures) < LEAST or scale_jump(at, indicator):
            continue
        middle = median(_number(reading) for reading in figures)
        for reading in figures:
            if a_hundredfold(_number(reading), middle):
                message = (
                    f"Indicator {indicator.reference} shows {quoted(str(reading.value))} for "
                    f"{reading.period}; the middle of its {len(figures)} figures is "
                    f"{middle:,f}."
                )
                value = str(reading.value)
                person = indicator.partner
                yield finding_at("PK-906", reading, "value", message, value=value, person=person)


def off_target(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator with a figure far from a target in any year.

    A percentage beside a share of 1 is an error of its own (PK-505).
    """
    for indicator, readings in _by_indicator(at):
        targets = at.scope.targets_of.get(indicator.reference, ())
        pairs = ((r, t) for r in _figures(readings)[-1:] for t in targets)
        found = next((p for p in pairs if _far_from_target(indicator, *p)), None)
        if found:
            reading, target = found
            message = (
                f"Indicator {indicator.reference} shows {quoted(str(reading.value))} for "
                f"{reading.period}, and its target for {target.year} is "
                f"{quoted(str(target.value))}."
            )
            value = str(reading.value)
            yield finding_at(
                "PK-907", reading, "value", message, value=value, person=indicator.partner,
                others=(place_of(target, "value"),),
            )  # fmt: skip


def target_in_words(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each target in words that are not of the list."""
    known = {folded(word) for one in Unrated for word in (one.value, *one.others)}
    partners = {one.reference: one.partner for one in at.scope.indicators}
    for target in at.scope.targets:
        value = target.value
        if value is None or value.number is not None or suppressed(value.words):
            continue
        if folded(value.words) not in known:
            message = (
                f"The target of indicator {target.indicator} for {target.year} is "
                f"{quoted(value.words)}."
            )
            person = partners.get(target.indicator, "")
            yield finding_at("PK-908", target, "value", message, value=value.words, person=person)


def still_provisional(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each provisional figure after which newer ones have come in."""
    for indicator, readings in _by_indicator(at):
        newest = {_length(reading): reading for reading in _figures(readings)}
        for reading in readings:
            newer = newest.get(_length(reading), reading)
            if reading.provisional is Answer.YES and newer.period != reading.period:
                message = (
                    f"The figure of indicator {indicator.reference} for {reading.period} is "
                    f"still provisional, and that for {newer.period} is in."
                )
                person = indicator.partner
                yield finding_at("PK-909", reading, "provisional", message, person=person)


def _by_indicator(at: BoardAt) -> Iterator[tuple[Indicator, tuple[Reading, ...]]]:
    """Yield each indicator that has readings with them, the earliest period first."""
    for indicator in at.scope.indicators:
        readings = at.scope.readings_of.get(indicator.reference, ())
        if readings:
            yield indicator, readings


def _figures(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    return tuple(r for r in readings if r.value and r.value.number is not None)


def _number(reading: Reading) -> Decimal:
    return (reading.value.number if reading.value else None) or Decimal()


def _length(reading: Reading) -> Length | None:
    return reading.period.length if reading.period else None


def _at_an_end(indicator: Indicator, values: set[Decimal]) -> bool:
    """Return whether the one value is nothing or all, where a figure may well stay."""
    return values == {Decimal()} or (indicator.unit == "%" and values == {Decimal(100)})


def _far_from_target(indicator: Indicator, reading: Reading, target: Target) -> bool:
    value = target.value
    if value is None or not value.number or mixed(indicator, reading.value, value):
        return False
    return a_hundredfold(_number(reading), value.number)


def _some(periods: Sequence[Period]) -> str:
    """Return the periods, the first few by name."""
    named = [str(period) for period in periods[:_NAMED]]
    more = len(periods) - _NAMED
    return listed([*named, f"{more} more"] if more > 0 else named)


_NAMED = 3
_WITHIN_A_YEAR = frozenset({Length.MONTH, Length.QUARTER, Length.TERM})
_OF_YEARS = frozenset({Length.YEAR, Length.CALENDAR_YEAR, Length.SPAN})

RULES_READINGS: tuple[Rule, ...] = (
    missing,
    mixed_lengths,
    all_equal,
    stale,
    overdue,
    off_the_rest,
    off_target,
    target_in_words,
    still_provisional,
)
