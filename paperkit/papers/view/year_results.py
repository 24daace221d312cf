"""Outturns of the year, and what went less well with what was done about it."""

from collections.abc import Sequence
from dataclasses import replace

from paperkit.board.due import DueAction
from paperkit.board.figures.trend import trend_of
from paperkit.board.model import Milestone
from paperkit.board.model.words import Unrated
from paperkit.board.rules.whose import reporter
from paperkit.board.settings import Role
from paperkit.board.year.back_figures import Outturn
from paperkit.board.year.back_rounds import YearOfAction
from paperkit.board.year.back_span import YearSpan
from paperkit.papers.drafts.year import day_of
from paperkit.papers.drafts.year_results import when_it_comes
from paperkit.papers.figures import Figure, Part
from paperkit.papers.shown import Shown
from paperkit.papers.view.actions import action_row
from paperkit.papers.view.charts import indicator_chart
from paperkit.papers.view.indicators import rating_of, target_words, value_shown, with_period
from paperkit.papers.view.paper_year import (
    LateShown,
    OutturnShown,
    RedShown,
    TargetMissed,
    UnsaidShown,
)
from paperkit.papers.view.round_rows import word_of
from paperkit.papers.view.source import Source
from paperkit.papers.view.year_priorities import action_called
from paperkit.schema.amounts import Direction
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words


def outturns(source: Source, those: Sequence[Outturn], span: YearSpan) -> tuple[OutturnShown, ...]:
    """Return every indicator's outturns, each outcome with its name where it first stands."""
    outcomes = source.called_in_turn([one.indicator.outcome for one in those])
    rows = (_outturn(source, one, span) for one in those)
    return tuple(replace(row, outcome=of) for row, of in zip(rows, outcomes, strict=True))


def late(source: Source, due: DueAction) -> LateShown:
    """Return an action that was due and not delivered, with its corrective action or a gap."""
    row = action_row(source, due.action, due.standing)
    return LateShown(
        reference=row.reference,
        wording=row.wording,
        owner=row.owner,
        deadline=row.deadline,
        revision=row.revision,
        standing=row.standing,
        correction=row.correction or source.phrases.nothing,
    )


def unsaid(source: Source, row: Milestone) -> UnsaidShown:
    """Return a milestone of which nobody has said that it was reached, as a gap of its lead's."""
    action = source.actions.get(folded(row.action))
    whose = reporter(action) if action else ""
    return UnsaidShown(
        wording=row.wording or source.phrases.nothing,
        action=action_called(source, row.action) or source.phrases.nothing,
        day=in_words(row.date) if row.date else source.phrases.nothing,
        reached=source.gap("Not", whose, verb="reported"),
    )


def missed(source: Source, one: Outturn, span: YearSpan) -> TargetMissed:
    """Return an outturn that is worse than its target, with the note on it.

    Where there is none, one that misses its target by more than its tolerance has a gap.
    """
    indicator, reading = one.indicator, one.reading
    said: Shown = (reading.note if reading else "") or source.phrases.nothing
    if reading and not reading.note and one.judgement.role is Role.MISSED:
        said = source.gap("Nothing", indicator.partner, verb="said of this outturn")
    return TargetMissed(
        reference=indicator.reference,
        name=indicator.name or source.phrases.nothing,
        outturn=str(_this_year(source, one, span)),
        target=target_words(one.target, indicator),
        word=rating_of(one.judgement).word,
        said=said,
    )


def red(source: Source, one: YearOfAction) -> RedShown:
    """Return an action at the worst rating at the end of the year, with reasons and control."""
    row, now = one.last, one.last.now
    reasons, control = (now.reasons, now.control) if now else ("", "")
    return RedShown(
        reference=one.action.reference,
        wording=one.action.wording or source.phrases.nothing,
        lead=row.lead or source.phrases.nothing,
        meeting=day_of(row.meeting),
        word=word_of(source, row.rating),
        reasons=reasons or source.gap("No reasons for escalation", row.lead),
        control=control or source.gap("No action to control the risk", row.lead),
    )


def _outturn(source: Source, one: Outturn, span: YearSpan) -> OutturnShown:
    indicator = one.indicator
    proxy = " (proxy)" if indicator.proxy is Answer.YES else ""
    targets = source.board.targets_of.get(indicator.reference, ())
    chart = indicator_chart(trend_of(source.board, indicator, source.as_at), targets)
    drawn = chart if isinstance(chart, Figure) else None
    rating = rating_of(one.judgement)
    return OutturnShown(
        reference=indicator.reference,
        name=f"{indicator.name or source.phrases.nothing}{proxy}",
        outcome="",
        partner=indicator.partner or source.gap("No partner", verb="named"),
        before=_before(source, one, span),
        target=_target(one),
        outturn=_this_year(source, one, span),
        word=rating.word,
        rule=rating.rule,
        movement=one.movement.words,
        note=one.reading.note if one.reading else "",
        chart=chart,
        figures=drawn.figures(Part.VALUE) if drawn else "",
        targets=drawn.figures(Part.TARGET) if drawn else "",
    )


def _before(source: Source, one: Outturn, span: YearSpan) -> Shown:
    reading = one.before
    if reading is None and one.judgement.unrated is Unrated.NEW:
        return str(Unrated.NEW)
    if reading is None:
        return f"No {span.before} outturn"
    shown = value_shown(source, one.indicator, reading)
    return with_period(shown, reading.period, span.before)


def _this_year(source: Source, one: Outturn, span: YearSpan) -> Shown:
    """Return the outturn of the year; one that is not out yet says when it comes."""
    if one.awaited:
        comes = when_it_comes(one)
        if comes:
            return f"Not out yet: {comes[:1].lower()}{comes[1:]}"
        return source.gap(f"No {span.reporting} outturn", one.indicator.partner)
    reading = one.reading
    shown = value_shown(source, one.indicator, reading)
    return with_period(shown, reading.period if reading else None, span.reporting)


def _target(one: Outturn) -> Shown:
    words = target_words(one.target, one.indicator)
    none = one.indicator.direction is Direction.NONE
    return words or str(Unrated.DATA_ONLY if none else Unrated.NO_TARGET)
