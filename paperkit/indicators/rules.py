"""Indicators: few, each answered for last year, this year and how often (seed T 3.4 to 3.6)."""

from collections.abc import Iterator, Sequence

from paperkit.board.calendar import (
    reporting_year,
)
from paperkit.board.kind_roles import KindRole
from paperkit.board.plan_rows import INDICATORS, Indicator, Reading, Target
from paperkit.board.words import Agreement
from paperkit.findings import Finding
from paperkit.indicators.ratings import (
    goal_this_year,
    is_awaited,
    outturn,
    own_year,
    year_before,
)
from paperkit.indicators.running import run_of
from paperkit.schema.dates import Period
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, finding_for, meant_by, place_of
from paperkit.standpoint.sentences import listed


def too_many(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each outcome with more indicators than the settings allow (T 3.5)."""
    limit = at.ways.settings.limits.indicators_per_outcome
    for outcome, indicators in at.scope.indicators_of.items():
        if outcome and limit is not None and len(indicators) > limit:
            names = listed(map(named_in_full, indicators))
            message = (
                f"Outcome {outcome} has {len(indicators)} indicators ({names}); "
                f"the settings allow {limit}."
            )
            *rest, last = indicators
            others = [place_of(indicator, "outcome") for indicator in rest]
            yield finding_at("PK-410", last, "outcome", message, value=outcome, others=others)


def none_and_no_reason(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each outcome without an indicator or a reason (T 3.5: if appropriate).

    An outcome that is divided into others has its indicators there. A paper that shows none is not
    held up by them.
    """
    divided = {outcome.parent for outcome in at.scope.outcomes}
    blank = [
        outcome
        for outcome in (at.scope.outcomes if at.uses(INDICATORS) else ())
        if not outcome.no_indicator
        and outcome.reference not in divided
        and outcome.reference not in at.scope.indicators_of
    ]
    there = {outcome.reference for outcome in at.board.outcomes}
    strange = (one.outcome for one in at.scope.indicators if one.outcome not in there)
    mistyped = meant_by(strange, (outcome.reference for outcome in blank)).values()
    for outcome in blank:
        if outcome.reference not in mistyped:
            message = f"Outcome {outcome.reference} has no indicator, and no reason is given."
            yield finding_at("PK-411", outcome, "no_indicator", message)


def no_outturn(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each indicator without a figure or a word for last year (T 3.5).

    What cannot be there yet, since the next figure is still due, is not asked for.
    """
    if at.judged_on is None:
        return
    for indicator in at.scope.indicators:
        run = run_of(at.scope, indicator)
        latest = next((row for row in reversed(run.readings) if row.value), None)
        reading = outturn(run, at.judged_on)
        missing = reading is None or reading.value is None
        if missing and not is_awaited(indicator, latest, at.judged_on, at.data_day):
            kept_by = [*_years(run.targets), *_years(run.readings)]
            year = own_year(year_before(at.judged_on), kept_by)
            message = f"Indicator {named_in_full(indicator)} has no outturn for {year}."
            yield finding_for(at, "PK-412", indicator, "reference", message)


def _years(rows: Sequence[Target | Reading]) -> list[Period]:
    """Return the years and periods of rows, where they have one."""
    years = (row.year if isinstance(row, Target) else row.period for row in rows)
    return [year for year in years if year]


def no_target(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each indicator without a target or a word for its year (T 3.5).

    That is this year. An annual report holds the outturns of the year on which it looks back
    against the targets of that year, so it needs none where there is no figure.
    """
    if at.judged_on is None or at.targets_on is None:
        return
    for indicator in at.scope.indicators:
        run = run_of(at.scope, indicator)
        figure = outturn(run, at.judged_on)
        if at.targets_on != at.judged_on and (figure is None or figure.number is None):
            continue
        if goal_this_year(run, at.targets_on) is None:
            kept_by = [*_years(run.readings), *_years(run.targets)]
            year = own_year(reporting_year(at.targets_on), kept_by)
            message = f"Indicator {named_in_full(indicator)} has no target for {year}."
            yield finding_for(at, "PK-413", indicator, "reference", message)


def no_frequency(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each indicator whose frequency is blank (T 3.5)."""
    for indicator in at.scope.indicators:
        if indicator.frequency is None:
            message = f"Indicator {named_in_full(indicator)} has no frequency."
            yield finding_for(at, "PK-414", indicator, "frequency", message)


def named_in_full(indicator: Indicator) -> str:
    """Return an indicator's reference and name, where it has them."""
    return " ".join(filter(None, (indicator.reference, indicator.name)))


INDICATOR_RULES: tuple[Rule, ...] = (
    too_many,
    none_and_no_reason,
    no_outturn,
    no_target,
    no_frequency,
)


def not_agreed(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each drafted indicator, where the dashboard may only have agreed ones.

    The Board has still to agree such an indicator (seed H 3.12, 3.13).
    """
    shown = any(at.ways.role_of(paper.kind) is KindRole.DASHBOARD for paper in at.scope.papers)
    asked = at.ways.settings.dashboard.agreed_only and shown
    for indicator in at.scope.indicators if asked else ():
        if indicator.agreement is Agreement.DRAFTED:
            message = (
                f"Indicator {indicator.reference} is drafted, but the Board has not agreed it."
            )
            value = str(indicator.agreement)
            yield finding_at("PK-940", indicator, "agreement", message, value=value)
