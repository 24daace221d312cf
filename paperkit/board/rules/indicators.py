"""Indicators: few, each answered for last year, this year and how often (seed T 3.4 to 3.6)."""

from collections.abc import Iterator

from paperkit.board.calendar import reporting_year
from paperkit.board.figures.measures_at import outturn, target_this_year, year_before
from paperkit.board.model import Indicator, Outcome
from paperkit.board.model.measures import INDICATORS
from paperkit.board.rules.case import Case, Rule, joined, place_of, tell
from paperkit.findings import Finding


def too_many(case: Case) -> Iterator[Finding]:
    """Yield an error for each outcome with more indicators than the settings allow (T 3.5)."""
    limit = case.ways.settings.limits.indicators_per_outcome
    if limit is None:
        return
    for outcome, indicators in case.scope.indicators_of.items():
        if outcome and len(indicators) > limit:
            names = joined(_shown(indicator) for indicator in indicators)
            message = f"Outcome {outcome} has {len(indicators)} indicators ({names}); "
            message += f"the settings allow {limit}."
            others = [place_of(indicator, "outcome") for indicator in indicators]
            last, rest = indicators[-1], others[:-1]
            yield tell("PK-410", last, "outcome", message, value=outcome, others=rest)


def none_and_no_reason(case: Case) -> Iterator[Finding]:
    """Yield a gap for each outcome without an indicator or a reason (T 3.5: if appropriate).

    An outcome that is divided into others has its indicators there. A paper that shows none is not
    held up by them.
    """
    for outcome in case.scope.outcomes if case.uses(INDICATORS) else ():
        if not outcome.no_indicator and not _answered_by_indicators(case, outcome):
            message = f"Outcome {outcome.reference} has no indicator, and no reason is given."
            yield tell("PK-411", outcome, "no_indicator", message)


def no_outturn(case: Case) -> Iterator[Finding]:
    """Yield an error for each indicator without a figure or a word for last year (T 3.5)."""
    if case.day is None:
        return
    year = year_before(case.day)
    for indicator in case.scope.indicators:
        reading = outturn(case.scope.readings_of.get(indicator.reference, ()), case.day)
        if reading is None or reading.value is None:
            yield _lacking("PK-412", indicator, "reference", f"outturn for {year}")


def no_target(case: Case) -> Iterator[Finding]:
    """Yield an error for each indicator without a target or a word for this year (T 3.5)."""
    if case.day is None:
        return
    year = reporting_year(case.day)
    for indicator in case.scope.indicators:
        targets = case.scope.targets_of.get(indicator.reference, ())
        target = target_this_year(targets, case.day)
        if target is None or target.value is None:
            yield _lacking("PK-413", indicator, "reference", f"target for {year}")


def no_frequency(case: Case) -> Iterator[Finding]:
    """Yield an error for each indicator whose frequency is blank (T 3.5)."""
    for indicator in case.scope.indicators:
        if indicator.frequency is None:
            yield _lacking("PK-414", indicator, "frequency", "frequency")


def _answered_by_indicators(case: Case, outcome: Outcome) -> bool:
    divided = any(other.parent == outcome.reference for other in case.scope.outcomes)
    return divided or outcome.reference in case.scope.indicators_of


def _lacking(code: str, indicator: Indicator, name: str, what: str) -> Finding:
    message = f"Indicator {_shown(indicator)} has no {what}."
    return tell(code, indicator, name, message, person=indicator.partner)


def _shown(indicator: Indicator) -> str:
    return " ".join(part for part in (indicator.reference, indicator.name) if part)


RULES: tuple[Rule, ...] = (too_many, none_and_no_reason, no_outturn, no_target, no_frequency)
