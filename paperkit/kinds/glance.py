"""The first pages of a report: a summary in lines, four figures, each priority by rating."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from paperkit.actions.shown import NOT_RATED, ActionShown, action_row, late_or_at_risk
from paperkit.actions.standing import Standing, due_at, standing
from paperkit.board.settings import Role
from paperkit.indicators.ratings import JudgedFigure, Measured, Way, measured_at
from paperkit.indicators.shown import indicator_row, is_old
from paperkit.kinds.paper import (
    Glance,
    GlanceShown,
    SummaryLine,
    Top,
    TopAction,
    TopIndicator,
)
from paperkit.record.at_meeting import RatingMovement
from paperkit.rounds.sentences import asked_since
from paperkit.schema.cleaning import folded, in_groups
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import say
from paperkit.word.values import Prose, ProseTable, Sentence, Side

NO_GLANCE = Glance(Prose(()), False, *(GlanceShown(),) * 4)
_SUBJECTS: Sequence[tuple[str, ...]] = (
    ("indicators", "indicators_moved"),
    ("actions", "milestones"),
    ("actions_moved",),
    ("decisions",),
    ("groups", "highlights"),
)
"""The lines of a summary, each with the keys of its sentences."""


def lines(drafts: Iterable[Sentence]) -> tuple[SummaryLine, ...]:
    """Return the executive summary in five lines; one that has nothing to say is left out."""
    said = {one.key: one for one in drafts}
    every = (
        tuple(said[key] for name in names if (key := f"summary.{name}") in said)
        for names in _SUBJECTS
    )
    return tuple(SummaryLine(sentences) for sentences in every if sentences)


def glance(at: BoardAt) -> Glance:
    """Return the figures at a glance; each of the last report where the record has its data."""
    then = at.back.last.seen if at.back.last else None
    shown = (
        GlanceShown(figure, words, _last(at, count(then)[0]) if then and figure else "")
        for count in (_on_target, _delivered, _worse, _requests)
        for figure, words in (count(at),)
    )
    figures = tuple(shown)
    return Glance(priorities_by_rating(at), any(one.figure for one in figures), *figures)


def _last(at: BoardAt, figure: str) -> str:
    return say(at, "overview.last", figure=figure) if figure else ""


def _of(at: BoardAt, count: int, total: int) -> str:
    return say(at, "overview.share", count, total=total)


def _on_target(at: BoardAt) -> tuple[str, str]:
    every = at.once(measured_at)
    met = sum(one.judgement.role is Role.MET for one in every)
    return (_of(at, met, len(every)) if every else "", "")


def _delivered(at: BoardAt) -> tuple[str, str]:
    every = at.once(due_at)
    done = sum(one.standing is Standing.DELIVERED for one in every)
    return (_of(at, done, len(every)) if every else "", "")


def _worse(at: BoardAt) -> tuple[str, str]:
    """Return how many indicators and rated actions are worse, as the summary counts them."""
    every, asked = at.once(measured_at), asked_since(at)
    figures = sum(one.movement.way is Way.WORSE and not is_old(at, one) for one in every)
    rated = sum(one.movement is RatingMovement.WORSE for one in asked)
    words = []
    if every:
        words.append(say(at, "overview.worse.indicators", figures, total=len(every)))
    if asked:
        words.append(say(at, "overview.worse.actions", rated, total=len(asked)))
    return (str(figures + rated) if words else "", "; ".join(words))


def _requests(at: BoardAt) -> tuple[str, str]:
    asked = asked_since(at)
    return (str(sum(bool(one.answered.asks) for one in asked)) if asked else "", "")


# --- The first few, for one page ---------------------------------------------------------------

MOST_INDICATORS, MOST_ACTIONS = 5, 6
_OFF_TARGET = (Role.MISSED, Role.NEAR)


def top(at: BoardAt) -> Top:
    """Return what one page names: indicators off target, and actions that are late or at risk.

    Indicators beyond their tolerance come first, and of these and the others those that have got
    worse; else they are in the order of the plan. Actions come as reports list them.
    """
    off = sorted(
        (one for one in at.once(measured_at) if one.judgement.role in _OFF_TARGET),
        key=lambda one: (one.judgement.role is Role.NEAR, one.movement.way is not Way.WORSE),
    )
    late = [action_row(at, action, stands) for action, stands in late_or_at_risk(at)]
    more_off, more_late = len(off) - MOST_INDICATORS, len(late) - MOST_ACTIONS
    return Top(
        tuple(_top_indicator(at, one) for one in off[:MOST_INDICATORS]),
        say(at, "overview.more.indicators", more_off) if more_off > 0 else "",
        tuple(_top_action(at, row) for row in late[:MOST_ACTIONS]),
        say(at, "overview.more.actions", more_late) if more_late > 0 else "",
    )


def _top_indicator(at: BoardAt, one: Measured) -> TopIndicator:
    row, indicator = indicator_row(at, one), one.indicator
    return TopIndicator(
        f"{indicator.reference} {indicator.short_name or indicator.name}".strip(),
        row.sparkline,
        f"{row.period}: {row.value}",
        row.target,
        row.rating.word,
    )


def _top_action(at: BoardAt, row: ActionShown) -> TopAction:
    action = at.board.action[row.reference]
    return TopAction(
        f"{row.reference} {action.short_name or action.wording}".strip(),
        row.deadline,
        str(standing(action, at.day, at.as_of)),
        row.rating or (NOT_RATED if at.moved else ""),
    )


# --- Each priority by rating -------------------------------------------------------------------


def priorities_by_rating(at: BoardAt) -> Prose:
    """Return a table: how many indicators of each priority have which rating, and actions.

    Actions stand in it where a round of exception reporting has asked about any of the priority.
    There is nothing where no indicator and no action is rated.
    """
    ratings = [rating.word for rating in at.ways.settings.ratings]
    rows = list(_rows(at, ratings))
    if not ratings or not any(any(counts[:-2]) for _, _, counts in rows):
        return Prose(())
    sorts = len({sort for _, sort, _ in rows}) > 1
    heads = [at.ways.words.priority.capitalize(), *(["What is rated"] if sorts else [])]
    symbols = (
        f"{word} {at.scale.symbol(found)}" for word in ratings if (found := at.scale.find(word))
    )
    table = [(*heads, *symbols, "Not rated", "All")]
    for name, sort, counts in rows:
        table.append((name, *([sort] if sorts else []), *map(str, counts)))
    sides = (*(Side.LEFT for _ in heads), *(Side.RIGHT for _ in range(len(ratings) + 2)))
    caption = say(at, f"overview.caption.{'both' if sorts else 'one'}")
    return Prose(
        (ProseTable(tuple(tuple((cell,) for cell in row) for row in table), sides, (caption,)),)
    )


def _rows(at: BoardAt, ratings: Sequence[str]) -> Iterator[tuple[str, str, list[int]]]:
    """Yield a priority, what is counted, and the counts: by rating, not rated, all."""
    tree, order = at.board.tree, [row.reference for row in at.board.priorities]
    measured = in_groups(
        (tree.priority(one.indicator.outcome), _rating(one)) for one in at.once(measured_at)
    )
    acted = in_groups((tree.priority(one.parent), one.reference) for one in at.board.actions)
    for reference in (*order, ""):
        name = at.called(reference) if reference else say(at, "overview.no_priority")
        words = measured.get(reference, [])
        if words:
            yield name, "Indicators", _counted(words, ratings)
        moved = [at.moved.get(one) for one in acted.get(reference, [])]
        if any(moved):
            yield (
                name,
                "Actions",
                _counted([one.answered.rating if one else "" for one in moved], ratings),
            )


def _rating(one: JudgedFigure) -> str:
    return one.judgement.rating.word if one.judgement.rating else ""


def _counted(words: Sequence[str], ratings: Sequence[str]) -> list[int]:
    by_word: Mapping[str, int] = {
        folded(rating): sum(folded(word) == folded(rating) for word in words) for rating in ratings
    }
    counts = list(by_word.values())
    return [*counts, len(words) - sum(counts), len(words)]
