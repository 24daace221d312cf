"""What was achieved for a priority in the year, as its part of the annual report shows it."""

from collections.abc import Sequence

from paperkit.board.due import shown_deadline
from paperkit.board.model import Action, Milestone
from paperkit.board.rounds.answered import Answered
from paperkit.board.rules.whose import owner
from paperkit.board.year.back_figures import Outturn
from paperkit.board.year.back_plan import Achieved
from paperkit.board.year.back_span import YearSpan
from paperkit.papers.drafts.year import day_of
from paperkit.papers.sentences_of_year import achieved_key
from paperkit.papers.shown import Gap, Sentence, Shown
from paperkit.papers.view.indicators import target_words, value_shown, with_period
from paperkit.papers.view.paper_year import (
    DeliveredShown,
    PriorityYear,
    StepShown,
    SuccessShown,
    TargetMet,
)
from paperkit.papers.view.source import Source
from paperkit.papers.view.year_words import OfficersWords
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words

OF_NONE = "Of no single priority"


def achieved(
    source: Source,
    one: Achieved,
    span: YearSpan,
    told: Sequence[Sentence],
    words: OfficersWords,
) -> PriorityYear:
    """Return what was achieved for a priority, with the officer's words for it."""
    key = achieved_key(one.priority.reference)
    return PriorityYear(
        name=source.called(one.priority.reference) if one.priority.reference else OF_NONE,
        sentences=tuple(sentence for sentence in told if sentence.key == key),
        words=words.of(one.priority),
        delivered=tuple(_delivered(source, action) for action in one.delivered),
        milestones=tuple(_step(source, row) for row in one.milestones),
        targets=tuple(_target(source, row, span) for row in one.targets),
        exceptional=tuple(_success(source, row) for row in one.exceptional),
        case_studies=words.studies_of(one.priority),
    )


def owner_of(action: Action) -> Shown:
    """Return who answers for an action, or that nobody is named."""
    return owner(action) or Gap("No owner given for this action")


def action_called(source: Source, reference: str) -> str:
    """Return an action's reference with its wording, where it is known."""
    action = source.actions.get(folded(reference))
    return f"{reference} {action.wording}".strip() if action else reference


def _delivered(source: Source, action: Action) -> DeliveredShown:
    assert action.done_on is not None, "An action of the year has the day of its delivery."
    return DeliveredShown(
        reference=action.reference,
        wording=action.wording or source.phrases.nothing,
        owner=owner_of(action),
        delivered=in_words(action.done_on),
        deadline=shown_deadline(action) or Gap("No deadline given for this action"),
    )


def _step(source: Source, row: Milestone) -> StepShown:
    return StepShown(
        wording=row.wording or source.phrases.nothing,
        action=row.action or source.phrases.nothing,
        reached=in_words(row.reached_on) if row.reached_on else "With its action",
    )


def _target(source: Source, one: Outturn, span: YearSpan) -> TargetMet:
    reading = one.reading
    shown = value_shown(source, one.indicator, reading)
    outturn = with_period(shown, reading.period if reading else None, span.reporting)
    name = one.indicator.name or source.phrases.nothing
    target = target_words(one.target, one.indicator)
    return TargetMet(one.indicator.reference, name, str(outturn), target)


def _success(source: Source, row: Answered) -> SuccessShown:
    now = row.now
    said = now.reasons if now else ""
    return SuccessShown(
        action=f"{row.action.reference} {row.action.wording}".strip(),
        progress=str(now.exceptional) if now and now.exceptional else source.phrases.nothing,
        meeting=day_of(row.meeting),
        words=said or source.phrases.nothing,
    )
