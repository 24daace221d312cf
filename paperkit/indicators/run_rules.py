"""Rules on figures that run over a year: said how they do, whole, and with a target to date."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from paperkit.board.plan_rows import Indicator, Reading
from paperkit.board.words import FiguresRun, Unrated
from paperkit.findings import Finding, quoted
from paperkit.indicators.ratings import outturn, why_no_figure
from paperkit.indicators.running import PARTS, Run, run_of
from paperkit.schema.dates import Period, in_words
from paperkit.schema.values import Direction
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, finding_for, finding_over, place_of
from paperkit.standpoint.sentences import few, listed

_MOST_NAMED = 6


def run_not_said(at: BoardAt) -> Iterator[Finding]:
    """Yield one error that names the counts of parts of a year with a yearly target alone."""
    rows = [one for one in _only_yearly(at) if one.figures_run is None]
    names, several = _named(rows), len(rows) != 1
    yield from finding_over("PK-431", rows, "figures_run", (
        f"{names} {'have figures' if several else 'has a figure'} for a part of the year, and a "
        "target for the year only. 'Figures run' is blank, so "
        f"{'they are' if several else 'it is'} not rated."
    ))  # fmt: skip


def no_target_to_date(at: BoardAt) -> Iterator[Finding]:
    """Yield one gap that names what runs over the year and has a target for the whole alone."""
    rows = [one for one in _only_yearly(at) if one.figures_run is not None]
    have = "has" if len(rows) == 1 else "have"
    message = f"{_named(rows)} {have} a target for the year, and none for the part of it so far."
    yield from finding_over("PK-432", rows, "figures_run", message)


def _only_yearly(at: BoardAt) -> Iterator[Indicator]:
    """Yield the indicators whose latest figure has a target for the whole of its year alone.

    An annual report rates the outturn, so that is looked at there, too.
    """
    looks_back = at.judged_on if at.targets_on != at.judged_on else None
    for run in _runs(at):
        year = outturn(run, looks_back) if looks_back else None
        rated = filter(None, (*run.readings[-1:], year))
        goals = (run.goal(r.period) for r in rated if r.period and r.number is not None)
        if run.indicator.direction is Direction.NONE:
            continue
        if any(goal is not None and goal.only_yearly for goal in goals):
            yield run.indicator


def not_added_up(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each latest figure or outturn that cannot be added up, with what it lacks."""
    for run in _runs(at):
        for row in _without_sum(at, run):
            words = str(row.value)
            lacks = words.removeprefix(f"{Unrated.NOT_ADDED_UP}: ")
            message = f"The figures of indicator {row.indicator} for {row.period} cannot be "
            message += f"added up: {lacks}."
            yield finding_for(at, "PK-433", row, "value", message, words)


def _without_sum(at: BoardAt, run: Run) -> tuple[Reading, ...]:
    """Return the latest figure and the outturn, as far as they cannot be added up."""
    year = outturn(run, at.judged_on) if at.judged_on else None
    latest = run.figures[-1] if run.figures else None
    return tuple(
        row
        for row in dict.fromkeys(filter(None, (latest, year)))
        if row.value and why_no_figure(row.value) is Unrated.NOT_ADDED_UP
    )


def lacking_in_sums(at: BoardAt, indicator: Indicator) -> frozenset[Period]:
    """Return the parts of a year that ``not_added_up`` names of an indicator."""
    run = _run(at, indicator)
    rows = _without_sum(at, run)
    periods = [r.period for r in run.readings if r.period and run.figure(r) in rows]
    return frozenset(part for period in periods for part in run.lacking(period))


def year_and_parts(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each typed year that is not what its parts make."""
    for run in _runs(at):
        for whole in run.readings:
            parts = _parts_of(run, whole)
            total = sum((one.number or Decimal() for one in parts), Decimal())
            if parts and whole.number is not None and total != whole.number:
                how = "its parts add up to" if run.adds_up else "the last of the year to date is"
                message = (
                    f"Indicator {whole.indicator} shows {quoted(str(whole.value))} for "
                    f"{whole.period}; {how} {total:,f}."
                )
                others = [place_of(one, "value") for one in parts]
                yield finding_for(at, "PK-434", whole, "value", message, str(whole.value), others)


def _parts_of(run: Run, whole: Reading) -> Sequence[Reading]:
    """Return the readings that make up that of a year, where all of them have a figure."""
    year = whole.period
    if year is None or year.length in PARTS or not (run.adds_up or run.is_to_date):
        return ()
    within = [r.period for r in run.readings if r.period and r.period.length in PARTS]
    for part in (one for one in reversed(within) if run.year(one) == year):
        parts = run.parts(run.parts_of_year(part)[-1])[-1 if run.is_to_date else 0 :]
        found = [one for one in map(run.typed, parts) if one and one.number is not None]
        return found if len(found) == len(parts) else ()
    return ()


def targets_of_parts(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each target of a year that is not what those of its parts make."""
    for run in _runs(at):
        for target in run.targets:
            made = run.of_all_parts(target.year) if target.year else None
            if made and target.number is not None and made.value.number != target.number:
                message = (
                    f"The target of indicator {target.indicator} for {target.year} is "
                    f"{quoted(str(target.value))}; those of its parts make {made.value}."
                )
                others = [place_of(row, "value") for row in made.rows]
                value = str(target.value)
                yield finding_for(at, "PK-435", target, "value", message, value, others)


def falls_within_a_year(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator whose figure of the year to date is below the one before."""
    for run in _runs(at):
        figures = (
            [r for r in run.readings if r.number is not None and r.period] if run.is_to_date else []
        )
        for one, other in pairwise(figures):
            assert one.period is not None
            assert other.period is not None
            alike = one.period.length is other.period.length and one.period.length in PARTS
            same_year = alike and run.year(one.period) == run.year(other.period)
            if same_year and (other.number or 0) < (one.number or 0):
                message = (
                    f"Indicator {run.indicator.reference} is typed year to date, and goes from "
                    f"{quoted(str(one.value))} for {one.period} down to {quoted(str(other.value))} "
                    f"for {other.period}."
                )
                others = [place_of(one, "value")]
                yield finding_for(at, "PK-436", other, "value", message, str(other.value), others)
                break


def not_ended(at: BoardAt) -> Iterator[Finding]:
    """Yield one note that names the figures whose period ends after the day of the data."""
    day = at.data_day or at.judged_on
    rows = [
        row
        for row in at.scope.readings
        if day and row.number is not None and row.period and row.period.last > day
    ]
    each = [f"{row.indicator} for {row.period}" for row in rows]
    names = listed(few(each, _MOST_NAMED))
    on = in_words(day) if day else ""
    message = f"Not used, because the period had not ended by the day of the data, {on}: {names}."
    yield from finding_over("PK-437", rows, "period", message)


def shares_added_up(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each indicator of which rates or shares are to be added up."""
    for run in _runs(at):
        indicator = run.indicator
        if run.adds_up and not run.may_add_up:
            unit = indicator.unit or "%"
            message = f"Indicator {indicator.reference} is in {quoted(unit)}, and its figures are "
            message += "to be added up over the year."
            value = str(indicator.figures_run)
            yield finding_at("PK-438", indicator, "figures_run", message, value=value)


def counts_alone(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each count that stands alone, as small as a part of its yearly target.

    That is a figure nearer, by how many times, to an equal part of the target than to all of it.
    """
    for run in _runs(at):
        last = next((one for one in reversed(run.readings) if one.number is not None), None)
        alone = run.indicator.figures_run is FiguresRun.ALONE and run.may_add_up
        if not (alone and last and last.number and last.period and last.period.length in PARTS):
            continue
        goal, parts = run.goal(last.period), len(run.parts_of_year(last.period))
        yearly = goal is not None and goal.year.length not in PARTS
        if goal and yearly and goal.number and last.number**2 * parts < goal.number**2:
            message = (
                f"Indicator {run.indicator.reference}: {last.value} for {last.period} is compared "
                f"with {goal.value}, the target for the whole of {goal.year}."
            )
            value, others = str(run.indicator.figures_run), [place_of(last, "value")]
            yield finding_at(
                "PK-916", run.indicator, "figures_run", message, value=value, others=others
            )


def _runs(at: BoardAt) -> Iterator[Run]:
    """Yield each indicator with the readings that papers use at the day of the data."""
    return (_run(at, indicator) for indicator in at.scope.indicators)


def _run(at: BoardAt, indicator: Indicator) -> Run:
    return run_of(at.scope, indicator, at.data_day or at.judged_on or date.max)


def _named(rows: Sequence[Indicator]) -> str:
    noun = "Indicator" if len(rows) == 1 else "Indicators"
    return f"{noun} {listed(row.reference for row in rows)}"


RUN_RULES: tuple[Rule, ...] = (
    run_not_said,
    no_target_to_date,
    not_added_up,
    year_and_parts,
    targets_of_parts,
    falls_within_a_year,
    not_ended,
    shares_added_up,
    counts_alone,
)
