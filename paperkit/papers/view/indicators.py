"""Updates on indicators: the exceptions, all of them, and outcomes that have none."""

from collections.abc import Sequence
from dataclasses import replace

from paperkit.board.calendar import reporting_year
from paperkit.board.figures.measures_at import signed_off, year_before
from paperkit.board.figures.rating_rule import figure
from paperkit.board.figures.ratings import Judgement, Measured
from paperkit.board.model import Indicator, Outcome, Reading, Target
from paperkit.board.model.measures import INDICATORS
from paperkit.board.model.words import Unrated
from paperkit.board.settings import Rating, Role
from paperkit.papers.shown import Rated, Sentence, Shown
from paperkit.papers.view.paper import (
    Indicators,
    IndicatorShown,
    OutcomeWithout,
    RatingShown,
    RatingWord,
)
from paperkit.papers.view.source import Source
from paperkit.schema.amounts import Direction
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded
from paperkit.schema.periods import Period


def indicators(source: Source, sentences: tuple[Sentence, ...]) -> Indicators:
    """Return the part on indicators (seed T 3.4 to 3.6, 3.16)."""
    rows = tuple(indicator_row(source, one) for one in source.measured)
    outcomes = source.called_in_turn([one.indicator.outcome for one in source.measured])
    return Indicators(
        sentences=sentences,
        exceptions=_exceptions(source.measured, rows),
        rows=tuple(replace(row, outcome=o) for row, o in zip(rows, outcomes, strict=True)),
        without=_without(source),
        last_year=str(year_before(source.sitting.day)),
        this_year=str(reporting_year(source.sitting.day)),
    )


def key(source: Source) -> tuple[RatingWord, ...]:
    """Return the key to the ratings, best first."""
    scale = source.ways.settings.ratings
    return tuple(RatingWord(_rated(one), one.meaning or one.word) for one in scale)


def _exceptions(
    measured: Sequence[Measured], rows: Sequence[IndicatorShown]
) -> tuple[IndicatorShown, ...]:
    """Return the rows that are worse than target by more than their tolerance.

    A note stands below other words there, so it is left empty where there is none.
    """
    return tuple(
        replace(row, note=one.reading.note if one.reading else "")
        for one, row in zip(measured, rows, strict=True)
        if one.judgement.role is Role.MISSED
    )


def indicator_row(source: Source, one: Measured) -> IndicatorShown:
    """Return the line of one indicator as tables print it."""
    indicator, reading, nothing = one.indicator, one.reading, source.phrases.nothing
    proxy = " (proxy)" if indicator.proxy is Answer.YES else ""
    return IndicatorShown(
        reference=indicator.reference,
        name=f"{indicator.name or nothing}{proxy}",
        outcome=source.called(indicator.outcome),
        partner=indicator.partner or source.gap("No partner", verb="named"),
        period=str(reading.period) if reading else str(Unrated.NO_DATA),
        value=value_shown(source, indicator, reading),
        target=_target(one),
        outturn=_outturn(source, one),
        next_target=_next_target(source, one),
        rating=rating_of(one.judgement),
        movement=one.movement.words,
        note=(reading.note if reading else "") or nothing,
    )


def value_shown(source: Source, indicator: Indicator, reading: Reading | None) -> Shown:
    """Return a reading's figure as tables print it, or what stands in its place."""
    if reading is None:
        return str(Unrated.NO_DATA)
    if reading.value is None:
        return source.gap(f"No figure for {reading.period}", indicator.partner)
    provisional = " (provisional)" if reading.provisional is Answer.YES else ""
    return f"{figure(reading.value, indicator)}{provisional}"


def _target(one: Measured) -> Shown:
    words = target_words(one.target, one.indicator)
    if words:
        return words
    none = one.indicator.direction is Direction.NONE
    return str(Unrated.DATA_ONLY if none else Unrated.NO_TARGET)


def target_words(target: Target | None, indicator: Indicator) -> str:
    """Return a target with whether it is signed off (seed T 3.6); "" where there is none."""
    if target is None or target.value is None:
        return ""
    unsigned = target.value.number is not None and not signed_off(target)
    return figure(target.value, indicator) + (" (not signed off)" if unsigned else "")


def _outturn(source: Source, one: Measured) -> Shown:
    year, reading = year_before(source.sitting.day), one.outturn
    if reading is None:
        return source.gap(f"No {year} outturn", one.indicator.partner)
    return with_period(value_shown(source, one.indicator, reading), reading.period, year)


def _next_target(source: Source, one: Measured) -> Shown:
    year = reporting_year(source.sitting.day)
    words = target_words(one.this_target, one.indicator)
    if words and one.this_target:
        return with_period(words, one.this_target.year, year)
    if one.indicator.direction is Direction.NONE:
        return str(Unrated.DATA_ONLY)
    return source.gap(f"No {year} target", one.indicator.partner)


def with_period(shown: Shown, period: Period | None, heading: Period) -> Shown:
    """Return a figure, with its own period where that is not the one of its heading."""
    if not isinstance(shown, str) or period is None or period == heading:
        return shown
    return f"{shown} ({period})"


def rating_of(judgement: Judgement) -> RatingShown:
    """Return a rating as tables print it, or why there is none."""
    word = _rated(judgement.rating) if judgement.rating else judgement.word
    return RatingShown(word, judgement.rule)


def _rated(rating: Rating) -> Rated:
    return Rated(rating.word, rating.fill, rating.ink)


def _without(source: Source) -> tuple[OutcomeWithout, ...]:
    """Return the outcomes without an indicator; a level above others only if it gives a reason.

    An outcome whose indicator could not be read is not said to have none.
    """
    board = source.board
    above = {outcome.parent for outcome in board.outcomes}
    unread = _outcomes_of_unread(source)
    return tuple(
        OutcomeWithout(source.called(outcome.reference), why_without(source, outcome))
        for outcome in board.outcomes
        if outcome.reference not in board.indicators_of
        and folded(outcome.reference) not in unread
        and (outcome.no_indicator or outcome.reference not in above)
    )


def _outcomes_of_unread(source: Source) -> frozenset[str]:
    heading = INDICATORS.column("outcome").heading
    rows = source.board.unread_of(INDICATORS)
    return frozenset(folded(typed) for row in rows for name, typed in row.typed if name == heading)


def why_without(source: Source, outcome: Outcome) -> Shown:
    """Return why an outcome has no indicator, or that nobody has said."""
    return outcome.no_indicator or source.gap("No reason for having no indicator")
