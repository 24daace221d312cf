"""Rules on figures: targets and readings, an indicator's series, and benchmarks beside it.

Across periods: none twice, none unsigned unmarked, none in two units. A series is whole, of one
length and up to date (seed T 3.5). A benchmark is of the same period and unit as the figure that it
is printed beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

from paperkit.board.calendar import reporting_year
from paperkit.board.data import grouped
from paperkit.board.kind_roles import KindRole
from paperkit.board.plan_rows import TARGETS, Benchmark, Indicator, Reading, Target
from paperkit.board.settings import Role
from paperkit.board.words import Unrated
from paperkit.findings import Finding, quoted
from paperkit.indicators.ratings import is_overdue, is_stale, measured
from paperkit.indicators.run_rules import lacking_in_sums
from paperkit.indicators.running import changed_since_sign_off, is_same, years_of
from paperkit.indicators.spc import LEAST
from paperkit.indicators.trends import first_named, series
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer, Row
from paperkit.schema.dates import Length, in_words
from paperkit.schema.values import suppressed
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_for, finding_over, place_of, repeated
from paperkit.standpoint.sentences import few, listed

_WITHIN_A_YEAR = frozenset({Length.MONTH, Length.QUARTER, Length.TERM})
_OF_YEARS = frozenset({Length.YEAR, Length.CALENDAR_YEAR, Length.SPAN})
_ABOUT_A_HUNDRED = (Decimal(80), Decimal(125))


def two_targets(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each target of an indicator and year that has one already."""
    rows = [(t.indicator, t.year, t) for t in at.scope.targets if t.year and t.indicator]
    for first, second in repeated(((key, year.order), target) for key, year, target in rows):
        message = f"Indicator {second.indicator} has two targets for {second.year}."
        yield _beside(at, "PK-501", first, second, "year", message)


def two_readings(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each reading of an indicator and period that has one already."""
    rows = [(r.indicator, r.period, r) for r in at.scope.readings if r.period and r.indicator]
    for first, second in repeated(((key, period.order), row) for key, period, row in rows):
        message = f"Indicator {second.indicator} has two readings for {second.period}."
        yield _beside(at, "PK-502", first, second, "period", message)


def changed_since(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each target that differs from its value as signed off (T 3.6)."""
    for target in at.scope.targets:
        if changed_since_sign_off(target):
            value = str(target.value or "")
            message = (
                f"The target of indicator {target.indicator} for {target.year} was signed off as "
                f"{quoted(str(target.signed_value))} and is now {quoted(value)}, which nobody has "
                "signed off."
            )
            yield finding_for(at, "PK-503", target, "value", message, value)


def never_signed(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists the targets without a sign-off (T 3.6).

    Where the pack requires a sign-off, that rule speaks.
    """
    rows = [] if _required(at, "signed_by") else [row for row in _signable(at) if not row.signed_by]
    message = f"Nobody has signed off the targets of {_named_targets(rows)}."
    yield from finding_over("PK-504", rows, "signed_by", message)


def signed_on_no_day(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists the targets that were signed off on no day (T 3.6).

    That is where others have their day, and the pack does not require it: then that rule speaks.
    """
    used = any(row.signed_on for row in at.board.targets) and not _required(at, "signed_on")
    rows = [row for row in _signable(at) if used and row.signed_by and not row.signed_on]
    message = f"The targets of {_named_targets(rows)} have no day under 'Signed off on'."
    yield from finding_over("PK-507", rows, "signed_on", message)


def _signable(at: BoardAt) -> list[Target]:
    """Return the targets of this year or later that need a sign-off, and have one if any.

    What is past needs none now, nor does a word in place of a figure.
    """
    since = reporting_year(at.targets_on).first if at.targets_on else None
    return [
        row
        for row in at.scope.targets
        if row.year is not None
        and (since is None or row.year.last >= since)
        and row.number is not None
        and not changed_since_sign_off(row)
    ]


def _required(at: BoardAt, name: str) -> bool:
    return name in at.ways.pack.required.get(TARGETS.name, ())


def _named_targets(rows: Iterable[Target]) -> str:
    return listed(few(f"{row.indicator} ({row.year})" for row in rows))


def percent_mixed(at: BoardAt) -> Iterator[Finding]:
    """Yield an error where a % indicator has a reading in the other unit than a target."""
    for indicator, figures in _with_figures(at):
        targets = at.scope.targets_of.get(indicator.reference, ())
        for reading in figures:
            years = years_of(reading.period) if reading.period else ()
            others = [target for target in targets if _mixed(indicator, reading, target)]
            # The target of the figure's own year is named before that of another.
            others.sort(key=lambda one: all(not is_same(one.year, year) for year in years))
            if others:
                other = others[0]
                message = (
                    f"{_shows(indicator.reference, reading)}, but its target is "
                    f"{quoted(str(other.value))}."
                )
                yield _beside(at, "PK-505", other, reading, "value", message)


def scale_jumps(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose figures step by about a hundred times."""
    for indicator, figures in _with_figures(at):
        found = _scale_jump(indicator, figures)
        if found:
            first, second = found
            message = (
                f"Indicator {indicator.reference} goes from {quoted(str(first.value))} for "
                f"{first.period} to {quoted(str(second.value))} for {second.period}."
            )
            yield _beside(at, "PK-506", first, second, "value", message)


def a_hundredfold(one: Decimal | None, other: Decimal | None) -> bool:
    """Return whether one figure is about a hundred times the other, neither being 0 or missing."""
    if not one or not other:
        return False
    small, large = sorted((abs(one), abs(other)))
    least, most = _ABOUT_A_HUNDRED
    return least <= large / small <= most


def _scale_jump(indicator: Indicator, figures: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """Return the first two readings in a row that differ by about a hundred times, or None.

    A whole number of anything but % may well grow so.
    """
    for first, second in pairwise(figures):
        one, other = first.number, second.number
        if one is not None and other is not None and a_hundredfold(one, other):
            small = min(one, other, key=abs)
            if indicator.unit == "%" or small != small.to_integral_value():
                return first, second
    return None


def _mixed(indicator: Indicator, one: Reading, other: Target | Benchmark) -> bool:
    """Return whether, in %, one is a share of 1 and the other a percentage of about its size."""
    if not one.number or not other.number or indicator.unit != "%":
        return False
    small, large = sorted((abs(one.number), abs(other.number)))
    return small <= 1 and 50 <= large / small <= 200


def _with_readings(at: BoardAt) -> Iterator[tuple[Indicator, tuple[Reading, ...]]]:
    """Yield each indicator that has readings with them, the earliest period first."""
    for indicator in at.scope.indicators:
        readings = at.scope.readings_of.get(indicator.reference, ())
        if readings:
            yield indicator, readings


def _with_figures(at: BoardAt) -> Iterator[tuple[Indicator, tuple[Reading, ...]]]:
    """Yield each indicator that has figures with those readings, without words in their place."""
    for indicator, readings in _with_readings(at):
        figures = tuple(reading for reading in readings if reading.number is not None)
        if figures:
            yield indicator, figures


def _beside(at: BoardAt, code: str, first: Row, second: Row, name: str, message: str) -> Finding:
    """Return a finding at a cell of the second row, which points to the same cell of the first."""
    others = (place_of(first, name),)
    return finding_for(at, code, second, name, message, str(getattr(second, name)), others)


def _shows(indicator: str, reading: Reading) -> str:
    return f"Indicator {indicator} shows {quoted(str(reading.value))} for {reading.period}"


def missing(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose latest series lacks periods.

    What a sum lacks is reported there.
    """
    for indicator, readings in _with_readings(at):
        slots, named = series(readings, indicator.frequency), lacking_in_sums(at, indicator)
        absent = [slot.period for slot in slots if slot.reading is None]
        periods = [period for period in absent if period not in named]
        if periods:
            later = (slot for slot in slots if slot.period.order > periods[0].order)
            after = next(slot.reading for slot in later if slot.reading)
            message = f"Indicator {indicator.reference} has no reading for {first_named(periods)}."
            yield finding_for(at, "PK-901", after, "period", message)


def mixed_lengths(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator with several lengths up to a year, or of years."""
    for indicator, readings in _with_readings(at):
        latest = {_length(reading): reading for reading in readings}
        for several in (_WITHIN_A_YEAR, _OF_YEARS):
            rows = [reading for length, reading in latest.items() if length in several]
            if len(rows) > 1:
                periods = [str(row.period) for row in rows]
                message = f"Indicator {indicator.reference} has readings for periods as different "
                message += f"as {listed(periods)}."
                others = [place_of(row, "period") for row in rows[:-1]]
                yield finding_for(at, "PK-902", rows[-1], "period", message, periods[-1], others)


def all_equal(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose figures have never moved.

    Nothing, or all of it, is where a figure may well stay.
    """
    for indicator, figures in _with_figures(at):
        last = figures[-1]
        at_an_end = last.number == 0 or (indicator.unit == "%" and last.number == 100)
        equal = all(reading.number == last.number for reading in figures)
        if len(figures) >= LEAST and equal and not at_an_end:
            value = str(last.value)
            message = f"Indicator {indicator.reference} shows {quoted(value)} in all "
            message += f"{len(figures)} periods."
            yield finding_for(at, "PK-903", last, "value", message, value)


def stale(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose latest figure is out of date."""
    day = at.data_day or at.judged_on
    for indicator, readings in _with_readings(at):
        last = readings[-1]
        if day and is_stale(indicator, last, day):
            message = (
                f"The latest reading of indicator {indicator.reference} is for {last.period}, but "
                f"its frequency is {str(indicator.frequency).lower()}."
            )
            yield finding_for(at, "PK-904", last, "period", message, str(last.period))


def overdue(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose next figure was due by the day of the data."""
    day = at.data_day or at.judged_on
    for indicator in at.scope.indicators:
        if day and indicator.next_due and is_overdue(indicator, day):
            due = in_words(indicator.next_due)
            message = f"The next figure for indicator {indicator.reference} was due on {due}."
            yield finding_for(at, "PK-905", indicator, "next_due", message, due)


def off_the_rest(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each figure far from the middle of its series.

    Where two in a row step by as much, that is reported of the indicator (PK-506).
    """
    for indicator, figures in _with_figures(at):
        if len(figures) < LEAST or _scale_jump(indicator, figures):
            continue
        middle = median(reading.number for reading in figures if reading.number is not None)
        for reading in figures:
            if a_hundredfold(reading.number, middle):
                message = (
                    f"{_shows(indicator.reference, reading)}; the middle of its {len(figures)} "
                    f"figures is {middle:,f}."
                )
                yield finding_for(at, "PK-906", reading, "value", message, str(reading.value))


def off_target(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose latest figure is far from a target in any year.

    A percentage beside a share of 1 is an error of its own (PK-505).
    """
    for indicator, (*_, last) in _with_figures(at):
        for target in at.scope.targets_of.get(indicator.reference, ()):
            if a_hundredfold(last.number, target.number) and not _mixed(indicator, last, target):
                message = (
                    f"{_shows(indicator.reference, last)}, but its target for {target.year} is "
                    f"{quoted(str(target.value))}."
                )
                yield _beside(at, "PK-907", target, last, "value", message)
                break


def below_zero(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for a figure below 0 where no other figure, and no target, of its indicator is.

    A count cannot be, and a stray hyphen before a figure is read as a minus.
    """
    for indicator, figures in _with_figures(at):
        targets = at.scope.targets_of.get(indicator.reference, ())
        below = [one for one in figures if one.number is not None and one.number < 0]
        aims = [one.number for one in targets if one.number is not None]
        if len(below) == 1 and (len(figures) > 1 or aims) and all(aim >= 0 for aim in aims):
            message = (
                f"{_shows(indicator.reference, below[0])}, and none of its other figures or "
                "targets is below 0."
            )
            yield finding_for(at, "PK-535", below[0], "value", message, str(below[0].value))


def target_in_words(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each target in words that are not of the list."""
    known = {folded(word) for one in Unrated for word in (one.value, *one.others)}
    for target in at.scope.targets:
        words = target.value.words if target.value and target.number is None else None
        if words is not None and not suppressed(words) and folded(words) not in known:
            message = (
                f"The target of indicator {target.indicator} for {target.year} is {quoted(words)}, "
                "which is not a figure."
            )
            yield finding_for(at, "PK-908", target, "value", message, words)


def still_provisional(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each provisional figure after which newer ones have come in."""
    for indicator, readings in _with_readings(at):
        newest = {_length(reading): reading for reading in readings if reading.number is not None}
        for reading in readings:
            newer = newest.get(_length(reading), reading)
            if reading.provisional is Answer.YES and newer.period != reading.period:
                message = (
                    f"The figure for indicator {indicator.reference} for {reading.period} is "
                    f"still provisional, but {newer.period} is in."
                )
                yield finding_for(at, "PK-909", reading, "provisional", message)


def _length(reading: Reading) -> Length | None:
    return reading.period.length if reading.period else None


def benchmark_twice(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each benchmark of an indicator, area and period that has one already."""
    rows = (
        ((row.indicator, folded(row.area), row.period.order), row)
        for row in at.scope.benchmarks
        if row.period
    )
    for first, row in repeated(rows):
        message = f"Indicator {row.indicator} has two benchmarks for {row.area} in {row.period}."
        yield _beside(at, "PK-910", first, row, "period", message)


def benchmark_alone(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator that has benchmarks and no reading."""
    benchmarks = grouped(at.scope.benchmarks, "indicator")
    for indicator in at.scope.indicators:
        rows = benchmarks.get(indicator.reference, ())
        if rows and not at.scope.readings_of.get(indicator.reference):
            message = (
                f"Indicator {indicator.reference} has a benchmark for {rows[0].area}, but no "
                "reading."
            )
            others = [place_of(row, "indicator") for row in rows[1:]]
            value = indicator.reference
            yield finding_for(at, "PK-911", rows[0], "indicator", message, value, others)


def other_period(at: BoardAt) -> Iterator[Finding]:
    """Yield a note where the latest benchmark of an area is not of the latest figure's period."""
    for indicator, reading, row in _compared(at):
        if row.period and reading.period and row.period != reading.period:
            message = (
                f"The latest benchmark of indicator {indicator.reference} for {row.area} is "
                f"for {row.period}, but the latest reading is for {reading.period}."
            )
            yield _beside(at, "PK-912", reading, row, "period", message)


def other_unit(at: BoardAt) -> Iterator[Finding]:
    """Yield an error where one of two figures in % is a share of 1."""
    for indicator, reading, row in _compared(at):
        if _mixed(indicator, reading, row):
            yield _beside(at, "PK-913", reading, row, "value", _side_by_side(reading, row))


def far_from_benchmark(at: BoardAt) -> Iterator[Finding]:
    """Yield a note where a benchmark is about a hundred times the figure, or the reverse."""
    for indicator, reading, row in _compared(at):
        far = a_hundredfold(reading.number, row.number)
        if far and not _mixed(indicator, reading, row):
            yield _beside(at, "PK-914", reading, row, "value", _side_by_side(reading, row))


def _compared(at: BoardAt) -> Iterator[tuple[Indicator, Reading, Benchmark]]:
    """Yield the latest benchmark of each area beside the latest figure, where both are there."""
    benchmarks = grouped(at.scope.benchmarks, "indicator")
    for indicator, figures in _with_figures(at):
        rows = benchmarks.get(indicator.reference, ())
        dated = sorted((r for r in rows if r.period), key=lambda r: r.period.order)  # type: ignore[union-attr]
        latest = {folded(row.area): row for row in dated}
        yield from ((indicator, figures[-1], row) for row in latest.values())


def _side_by_side(reading: Reading, row: Benchmark) -> str:
    theirs = f"{quoted(str(row.value))} of {row.area}"
    return f"{_shows(row.indicator, reading)}, and the benchmark is {theirs}."


def missed_in_silence(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that lists the latest figures that miss their target and have no note (T-11).

    What is not on course has its corrective action, or says why. An annual report asks of the
    year's figures (PK-974), other papers of none. What is most likely mistyped is reported.
    """
    asks = at.paper is None or at.ways.role_of(at.paper.kind) is KindRole.PERFORMANCE
    day = at.judged_on if asks else None
    doubted = {
        found.place
        for rule in (percent_mixed, scale_jumps, off_the_rest, off_target)
        for found in (rule(at) if day else ())
    }
    rows = [
        one.reading
        for one in (measured(at.scope, at.ways.settings, day, at.data_day) if day else ())
        if one.reading
        and one.judgement.role is Role.MISSED
        and not one.reading.note
        and place_of(one.reading, "value") not in doubted
    ]
    names = listed(few(f"{row.indicator} ({row.period})" for row in rows))
    message = f"Worse than the target by more than its tolerance, and without a note: {names}."
    yield from finding_over("PK-508", rows, "note", message)


FIGURE_RULES: tuple[Rule, ...] = (
    two_targets,
    two_readings,
    changed_since,
    never_signed,
    signed_on_no_day,
    percent_mixed,
    scale_jumps,
    missing,
    mixed_lengths,
    all_equal,
    stale,
    overdue,
    off_the_rest,
    off_target,
    below_zero,
    target_in_words,
    still_provisional,
    benchmark_twice,
    benchmark_alone,
    other_period,
    other_unit,
    far_from_benchmark,
    missed_in_silence,
)
