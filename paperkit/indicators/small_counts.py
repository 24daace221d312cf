"""Counts of people so small that they could show who somebody is, and how they are held back.

A count from 1 to just below the least that the settings allow is small; 0 is not. Where a council
asks for it, small counts are held back before a public paper is made, so that no table, chart,
rating, movement or sentence rests on them. Where the parts of a longer period add up to its figure,
further parts are held back until what is left cannot give the small one away. So is a figure of the
year to date that a few more than the one before it would give away. A target is printed
as it is: it counts nobody, and the Board has agreed it.

What cannot be seen from here stays the officer's to look at: a total that is another indicator or
another area, a count that was typed as ``<5``, figures in text and notes, and what earlier papers
or other publications have printed.

Where they are not held back, a public paper prints them only when somebody answers for it.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from paperkit.board.data import BoardData, grouped
from paperkit.board.plan_rows import Benchmark, Indicator, Reading
from paperkit.board.settings import SmallCounts
from paperkit.board.words import Publicity, Unrated
from paperkit.findings import Finding, quoted
from paperkit.frozen import replace
from paperkit.indicators.running import PARTS, Run, run_of
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Period
from paperkit.schema.values import Amount
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import finding_for, place_of

HELD_BACK = Amount(str(Unrated.HELD_BACK))


def is_small(amount: Amount | None, least: int | None) -> bool:
    """Return whether a figure is more than nothing and less than the least."""
    return bool(least and amount and amount.number is not None and 0 < amount.number < least)


def counted(board: BoardData) -> tuple[Indicator, ...]:
    """Return the indicators that are said to count people."""
    return tuple(one for one in board.indicators if one.counts_people is Answer.YES)


def printed_counts(board: BoardData, settings: SmallCounts) -> BoardData:
    """Return the data as a public paper prints them: whole, or with small counts held back."""
    least = settings.least
    if not (settings.suppress and least):
        return board
    fewer = Amount(f"fewer than {least}")
    of_people = {indicator.reference for indicator in counted(board)}
    held: dict[int, Amount] = {}
    for indicator in counted(board):
        readings = board.readings_of.get(indicator.reference, ())
        small = {id(row): fewer for row in readings if is_small(row.value, least)}
        if small:
            further = _further(readings, frozenset(small), least)
            held |= {**dict.fromkeys(further, HELD_BACK), **small}
        run = run_of(board, indicator)
        if run.is_to_date:
            grown = frozenset(_grown_by_few(run, least)) - small.keys()
            held |= dict.fromkeys(grown, HELD_BACK)
    return replace(
        board,
        readings=tuple(
            replace(row, value=held[id(row)]) if id(row) in held else row for row in board.readings
        ),
        benchmarks=tuple(
            replace(row, value=fewer)
            if row.indicator in of_people and is_small(row.value, least)
            else row
            for row in board.benchmarks
        ),
    )


def _grown_by_few(run: Run, least: int) -> Iterator[int]:
    """Yield each figure of the year to date that shows how few came since the one shown before."""
    shown: dict[Period, Decimal] = {}
    for row in run.readings:
        if row.period is None or row.number is None or is_small(row.value, least):
            continue
        year = run.year(row.period) if row.period.length in PARTS else row.period
        if 0 < row.number - shown.get(year, Decimal()) < least:
            yield id(row)
        else:
            shown[year] = row.number


def _further(readings: Sequence[Reading], small: frozenset[int], least: int) -> frozenset[int]:
    """Return the small readings, and those that would give one away by a total.

    A total that is held back is itself a part of a longer one, so this goes on until it rests.
    """
    sums = tuple(_sums(readings))
    held, before = small, frozenset[int]()
    while held != before:
        before = held
        for total, parts in sums:
            held |= _more_of(total, parts, held, least)
    return held


def _more_of(
    total: Reading, parts: Sequence[Reading], held: frozenset[int], least: int
) -> frozenset[int]:
    if id(total) in held:
        return held
    shown = sorted((p for p in parts if id(p) not in held and _number(p)), key=_number)
    while _can_be_worked_out([p for p in parts if id(p) in held], least):
        held |= {id(shown.pop(0) if shown else total)}
        if id(total) in held:
            break
    return held


def _can_be_worked_out(hidden: Sequence[Reading], least: int) -> bool:
    """Return whether the hidden parts, whose sum the total gives away, leave but one answer."""
    small = [one for one in hidden if is_small(one.value, least)]
    others = len(hidden) - len(small)
    total = sum(map(_number, hidden), Decimal())
    if not small:
        return False
    if others:
        return total - others * least <= len(small)
    few, many = len(small), len(small) * (least - 1)
    return len(small) == 1 or total <= few or total >= many


def _sums(readings: Sequence[Reading]) -> Iterator[tuple[Reading, tuple[Reading, ...]]]:
    """Yield each figure with those of shorter periods that make up its own and add up to it."""
    figures = [(row, row.period) for row in readings if row.period and row.number is not None]
    lengths = dict.fromkeys(period.length for _, period in figures)
    for total, whole in figures:
        for length in (one for one in lengths if one is not whole.length):
            within = [
                (row, period)
                for row, period in figures
                if period.length is length
                and whole.first <= period.first
                and period.last <= whole.last
            ]
            parts, periods = tuple(row for row, _ in within), [period for _, period in within]
            unbroken = len(parts) > 1 and all(
                one.last + timedelta(days=1) == after.first for one, after in pairwise(periods)
            )
            ends = unbroken and (periods[0].first, periods[-1].last) == (whole.first, whole.last)
            if ends and sum(map(_number, parts), Decimal()) == _number(total):
                yield total, parts


def _number(reading: Reading) -> Decimal:
    return reading.number or Decimal()


# A note can be switched off and overlooked; an error would stop an officer who has looked. A gap
# needs a name and a reason before a final goes through, which is what such a decision needs.


def small_count(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each indicator with small counts that a public paper may print."""
    settings = at.ways.settings.small_counts
    exempt = at.paper is not None and at.paper.publicity is Publicity.EXEMPT
    if settings.suppress or settings.least is None or exempt:
        return
    benchmarks = grouped(at.scope.benchmarks, "indicator")
    for indicator in counted(at.scope):
        readings = at.scope.readings_of.get(indicator.reference, ())
        beside = benchmarks.get(indicator.reference, ())
        every: tuple[Reading | Benchmark, ...] = (*beside, *readings)
        rows = [row for row in every if is_small(row.value, settings.least)]
        if rows:
            *rest, last = rows
            value, others = str(last.value), [place_of(row, "value") for row in rest]
            message = (
                f"Indicator {indicator.reference} counts people, and shows only {quoted(value)} "
                f"for {last.period}."
            )
            yield finding_for(at, "PK-915", last, "value", message, value, others)
