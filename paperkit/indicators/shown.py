"""What a paper says of indicators: sentences, the exceptions, all of them.

No rating word is used in sentences, since the key to the ratings comes later in the paper. It is
never said that a target is exceeded: where lower is better that reads as its opposite.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from paperkit.board.calendar import reporting_year
from paperkit.board.plan_rows import (
    INDICATORS,
    READINGS,
    TARGETS,
    Indicator,
    Outcome,
    Reading,
)
from paperkit.board.settings import Role
from paperkit.board.words import Agreement, State, Unrated
from paperkit.findings import Place
from paperkit.frozen import Frozen, replace
from paperkit.indicators.charts import sparkline
from paperkit.indicators.ratings import (
    JudgedFigure,
    Judgement,
    Measured,
    Way,
    figure,
    freshness_words,
    goal_words,
    is_awaited,
    mark,
    measured_at,
    share_words,
    year_before,
)
from paperkit.indicators.running import Goal
from paperkit.indicators.trends import trends_at
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import Period, in_words
from paperkit.schema.values import Direction
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import NOTHING, Drafted, listed, nothing_there, places
from paperkit.standpoint.wording import (
    Portion,
    in_parts,
    say,
    shared,
    together,
    with_base,
)
from paperkit.word.values import Rated, Sentence, Shown, Sparkline

MOVED = (Way.BETTER, Way.WORSE, Way.SAME, Way.HIGHER, Way.LOWER)
"""The ways of a figure that can be compared with an earlier one."""
FIGURE_TABLES = (INDICATORS, TARGETS, READINGS)


def against_target(at: BoardAt) -> Drafted:
    """Return how many indicators are on target, worse, or cannot be compared."""
    every = at.once(measured_at)
    if not every:
        none = nothing_there(at, INDICATORS, say(at, "summary.indicators", 0))
        return with_base(at, FIGURE_TABLES, none)
    first = in_parts(at, "summary.against", every, _against, _BY_RESULT)
    others = in_parts(at, "summary.against.too", every, _against, _BY_RESULT)
    words = shared(at, "summary.indicators", [*first[:1], *others[1:]])
    return with_base(at, FIGURE_TABLES, words)


def counts(at: BoardAt) -> Drafted:
    """Return the same of the plans' indicators, a few by name, and why some are not compared."""
    every = at.once(measured_at)
    apart = [one for one in every if one.judgement.unrated]
    reasons_of = "indicators.not_compared" + ("" if len(apart) < len(every) else ".all")
    reasons = in_parts(
        at,
        "indicators.unrated",
        apart,
        lambda one: one.judgement.unrated.name.lower() if one.judgement.unrated else "",
        (why.name.lower() for why in Unrated),
        called,
    )
    if not every:
        none = nothing_there(at, INDICATORS, say(at, "indicators.counts", 0))
        return with_base(at, FIGURE_TABLES, none)

    def names(one: Measured) -> str:
        return called(one) if one.judgement.role else ""

    parts = in_parts(at, "indicators.against", every, _against, _BY_RESULT, names)
    words = together(shared(at, "indicators.counts", parts), shared(at, reasons_of, reasons))
    return with_base(at, FIGURE_TABLES, words)


_BY_RESULT = (*(role.name.lower() for role in Role), "not_compared")
"""The order in which a sentence says how indicators are against their targets."""


def _against(one: Measured) -> str:
    return one.judgement.role.name.lower() if one.judgement.role else "not_compared"


def called(one: JudgedFigure) -> str:
    """Return what a sentence calls an indicator."""
    return one.indicator.called


def moved_in_summary(at: BoardAt) -> Drafted:
    """Return how many indicators have got worse; nothing where no figure can be compared.

    After a report it is said of those with a figure for a period since then. What is at a glance
    has their names, and the part on indicators which have got better, and with what each is
    compared.
    """
    new, worse = at.once(with_news), len(at.once(got_worse))
    if not any(one.movement.way in MOVED for one in new):
        return NOTHING
    key = "summary.indicators_moved" if worse else "summary.none_worse"
    key += ".new" if at.since else ""
    parts, total = [Portion(worse, say(at, "summary.got_worse"))], len(new)
    words = shared(at, key, parts, of=total) if worse else say(at, key, total, total=total)
    return words, rows_of(at.once(measured_at))


def with_news(at: BoardAt) -> list[Measured]:
    """Return the indicators with a figure for a period since the last report; all, if the first."""
    every = at.once(measured_at)
    return [one for one in every if not at.since or (one.has_figure and not is_old(at, one))]


def got_worse(at: BoardAt) -> list[Measured]:
    """Return the indicators whose latest figure is worse than that with which it is compared.

    The worst against target come first. One whose period had ended by the last report is no news.
    """
    worse = [one for one in at.once(with_news) if one.movement.way is Way.WORSE]
    order = (Role.MISSED, Role.NEAR, None, Role.MET)
    return sorted(worse, key=lambda one: order.index(one.judgement.role))


def moved(at: BoardAt) -> Drafted:
    """Return how many of the plans' indicators have moved, and which way; the worse are named.

    A figure whose period had ended by the last report is no news in this one: its movement is in
    the tables, and is not counted again.
    """

    def way(one: Measured) -> str:
        return "old" if is_old(at, one) else one.movement.way.name.lower()

    def names(one: Measured) -> str:
        return called(one) if way(one) == Way.WORSE.name.lower() else ""

    every = at.once(measured_at)
    order = (*(one.name.lower() for one in Way), "old")
    new = [one for one in every if not is_old(at, one)]
    words = (
        shared(at, "indicators.moved", in_parts(at, "indicators.way", every, way, order, names)),
        compared_with(at, new),
    )
    return " ".join(filter(None, words)), rows_of(every)


def is_old(at: BoardAt, one: Measured) -> bool:
    """Return whether an indicator's latest period had ended by the day of the last report."""
    period = one.reading.period if one.reading else None
    return period is not None and at.since is not None and period.last <= at.since


def compared_with(at: BoardAt, those: Sequence[Measured]) -> str:
    """Return with what figures that moved are compared: those to date, with a year before."""
    return said_of_earlier(at, "indicators.compared_with", those)


def said_of_earlier(at: BoardAt, key: str, those: Sequence[Measured]) -> str:
    """Return what a key says of the earlier figures with which figures are compared.

    That is the one before, or of what is typed for the year to date the same part of the year
    before; where there is both, the latter are named. Nothing where none can be compared.
    """
    moved_so = [one for one in those if one.movement.way in MOVED]
    to_date = [called(one) for one in moved_so if _is_typed_to_date(one)]
    if not moved_so:
        return ""
    if to_date and len(to_date) < len(moved_so):
        return say(at, f"{key}.mixed", len(to_date), to_date)
    return say(at, f"{key}.{'to_date' if to_date else 'single'}", len(moved_so))


def _is_typed_to_date(one: Measured) -> bool:
    return bool(one.indicator.figures_run and one.indicator.figures_run.is_to_date)


def references(those: Iterable[JudgedFigure]) -> str:
    """Return the references of indicators as a list."""
    return listed(one.indicator.reference for one in those)


def rows_of(those: Iterable[JudgedFigure]) -> tuple[Place, ...]:
    """Return the places of indicators and their figures."""
    return places(row for one in those for row in (one.indicator, one.reading) if row)


class RatingWord(Frozen):
    """One line of the key to the ratings; a word that the scale does not have is not shaded."""

    word: Rated | str
    meaning: str


class RatingShown(Frozen):
    """A rating in a cell: always a word, and the rule by which it came.

    Where there is no rating, ``word`` says why, and nothing is shaded. ``how_far`` is what the rule
    says beyond the word and the target, which are printed beside it. ``with_stop`` is the word for
    a line that goes on: without a patch of colour nothing else would part it from what follows.
    """

    word: Rated | str
    rule: str
    with_stop: Rated | str
    how_far: str = ""


class IndicatorShown(Frozen):
    """One indicator's line. ``note`` is empty where it has none.

    ``sparkline`` is words where there are too few figures. ``since`` is what the last report had of
    it that has changed, empty where nothing has. ``actions`` names the actions for its outcome that
    are still to be delivered; it is empty where there is none.
    """

    reference: str
    name: str
    outcome: str
    partner: Shown
    period: Shown
    value: Shown
    target: Shown
    outturn: Shown
    next_target: Shown
    rating: RatingShown
    movement: str
    note: str
    sparkline: Sparkline | str
    since: str = ""
    actions: str = ""


class OutcomeWithout(Frozen):
    """An outcome for which no indicator is used, and why."""

    name: str
    reason: Shown


class Indicators(Frozen):
    """Updates on indicators (seed T 3.16): counts, the exceptions, and all of them.

    An exception is worse than target by more than its tolerance. ``outcomes`` are those to which
    rows of all indicators and all actions refer, with their names. Where the report lists only the
    first of the exceptions, ``more`` says how many others there are.
    """

    sentences: tuple[Sentence, ...]
    exceptions: tuple[IndicatorShown, ...]
    rows: tuple[IndicatorShown, ...]
    without: tuple[OutcomeWithout, ...]
    last_year: str
    this_year: str
    outcomes: tuple[str, ...] = ()
    more: str = ""


NO_CHANGES: Mapping[str, str] = MappingProxyType({})


def each_noted(at: BoardAt, rows: Sequence[IndicatorShown]) -> tuple[IndicatorShown, ...]:
    """Return the rows of a table; where any has news or a note, the others say that they have none.

    A screen reader says a blank cell as if it were a fault; a blank column is left out.
    """
    if not any(row.since or row.note for row in rows):
        return tuple(rows)
    return tuple(
        row if row.since or row.note else replace(row, note=at.phrases.nothing) for row in rows
    )


def indicators(
    at: BoardAt, sentences: tuple[Sentence, ...], since: Mapping[str, str] = NO_CHANGES
) -> Indicators:
    """Return the part on indicators (seed T 3.4 to 3.6, 3.16).

    ``since`` has what the last report had of an indicator that has changed, by its reference.
    """
    every = at.once(measured_at)
    rows = tuple(
        replace(indicator_row(at, one), since=since.get(one.indicator.reference, ""))
        for one in every
    )
    outcomes = at.called_in_turn([one.indicator.outcome for one in every], at.outcomes_in_use)
    off = _off_target(at, zip(every, rows, strict=True))
    most = at.planned.most_listed
    left_out = {row.reference: _whole_note(at, row) for row in off[most:]} if most else {}
    return Indicators(
        sentences=sentences,
        exceptions=off[:most],
        rows=each_noted(
            at,
            [
                replace(
                    row,
                    outcome=o,
                    note=left_out.get(row.reference, row.note),
                    **_figures_beside(one),
                )
                for one, row, o in zip(every, rows, outcomes, strict=True)
            ],
        ),
        without=_without(at),
        last_year=str(year_before(at.day)),
        this_year=str(reporting_year(at.day)),
        outcomes=tuple(at.called(one.reference) for one in at.outcomes_in_use),
        more=say(at, "indicators.more", len(left_out)) if left_out else "",
    )


def _off_target(
    at: BoardAt, rows: Iterable[tuple[Measured, IndicatorShown]]
) -> tuple[IndicatorShown, ...]:
    """Return the rows that are worse than target by more than their tolerance, the worst first.

    That is the worst rating, and of these what has got worse; else they are in the plan's order.
    """
    worse = [one.word for one in at.ways.settings.ratings]
    missed = sorted(
        ((one, row) for one, row in rows if one.judgement.role is Role.MISSED),
        key=lambda pair: (
            -worse.index(pair[0].judgement.rating.word) if pair[0].judgement.rating else 0,
            pair[0].movement.way is not Way.WORSE,
        ),
    )
    return tuple(replace(row, actions=_actions_for(at, one.indicator)) for one, row in missed)


def _whole_note(at: BoardAt, row: IndicatorShown) -> str:
    """Return what the report would say of an indicator: the cause, and what is done."""
    cause = row.note or say(at, "indicators.no_cause")
    stop = "" if cause.endswith((".", "!", "?")) else "."
    return together(cause + stop, row.actions)


def key(at: BoardAt) -> tuple[RatingWord, ...]:
    """Return the key to the ratings of indicators, best first."""
    ratings = at.ways.settings.ratings
    return tuple(RatingWord(at.rated(one.word), one.for_indicator) for one in ratings)


def key_for_actions(at: BoardAt) -> tuple[RatingWord, ...]:
    """Return the key to the ratings of actions, best first; nothing where the paper rates none."""
    ratings = at.ways.settings.ratings if at.moved else ()
    return tuple(RatingWord(at.rated(one.word), one.for_action) for one in ratings)


def indicator_row(at: BoardAt, one: Measured) -> IndicatorShown:
    """Return the line of one indicator as tables print it."""
    indicator, reading, nothing = one.indicator, one.reading, at.phrases.nothing
    none = Unrated.DATA_ONLY if indicator.direction is Direction.NONE else Unrated.NO_TARGET
    return IndicatorShown(
        reference=indicator.reference,
        name=marked_name(indicator, nothing),
        outcome=at.called(indicator.outcome),
        partner=indicator.partner or at.gap("No partner", verb="named"),
        period=str(reading.period) if reading else str(Unrated.NO_DATA),
        value=value_shown(at, indicator, reading),
        target=target_words(one.target, indicator) or str(none),
        outturn=_outturn(at, one),
        next_target=_next_target(at, one),
        rating=rating_of(at, one.judgement),
        movement=one.movement.words,
        note=reading.note if reading else "",
        sparkline=sparkline(at, at.once(trends_at)[indicator.reference]),
    )


def marked_name(indicator: Indicator, nothing: str) -> str:
    """Return an indicator's name, and that it is a proxy, or is still to be agreed (seed T 3.6)."""
    proxy = "proxy" if indicator.proxy is Answer.YES else ""
    drafted = "drafted, not yet agreed" if indicator.agreement is Agreement.DRAFTED else ""
    marks = "; ".join(filter(None, (proxy, drafted)))
    return f"{indicator.name or nothing}{f' ({marks})' if marks else ''}"


def value_shown(at: BoardAt, indicator: Indicator, reading: Reading | None) -> Shown:
    """Return a reading's figure as tables print it, or the word in its place."""
    if reading is None:
        return str(Unrated.NO_DATA)
    if reading.value is None:
        return at.gap(f"No figure for {reading.period}", indicator.partner)
    return f"{figure(reading.value, indicator)}{mark(reading)}"


def target_words(goal: Goal | None, indicator: Indicator) -> str:
    """Return a target with whether it is signed off (seed T 3.6); "" where there is none.

    A value to which it was changed since is printed beside the one that was signed off.
    """
    if goal is None:
        return ""
    words = goal_words(goal, indicator)
    if goal.only_yearly:
        words += f" for {goal.year}"
    if goal.share_of:
        words += f", {share_words(goal, indicator)}"
    if goal.unsigned:
        return f"{words} (changed to {figure(goal.unsigned, indicator)}, which is not signed off)"
    return words if goal.signed or goal.value.number is None else f"{words} (not signed off)"


def sign_offs(goals: Iterable[Goal | None]) -> str:
    """Return who signed off which target, and when, or that nobody has, in one text."""
    return "; ".join(signed_off(goals))


def signed_off(goals: Iterable[Goal | None]) -> Iterator[str]:
    """Yield who signed off which target, and when, or that nobody has (seed T 3.6).

    A word in place of a figure needs no sign-off.
    """
    for row in dict.fromkeys(row for goal in goals if goal for row in goal.rows):
        if row.year and row.number is not None:
            day = f", {in_words(row.signed_on)}" if row.signed_by and row.signed_on else ""
            yield f"{row.year}, {row.signed_by or 'not signed off'}{day}"


def _actions_for(at: BoardAt, indicator: Indicator) -> str:
    """Return which actions for the same outcome are still to be delivered."""
    those = [
        action
        for action in at.board.actions
        if indicator.outcome
        and folded(action.parent) == folded(indicator.outcome)
        and not action.was_delivered(at.as_of)
        and action.state is not State.WITHDRAWN
    ]
    return say(at, "indicators.actions", len(those), [one.called_in_full for one in those])


def _outturn(at: BoardAt, one: Measured) -> Shown:
    year, reading = year_before(at.day), one.outturn
    if reading is None and is_awaited(one.indicator, one.reading, at.day, at.data_day):
        return freshness_words(one.indicator, one.reading, at.data_day or at.day)
    if reading is None:
        return at.gap(f"No {year} outturn", one.indicator.partner)
    return with_period(value_shown(at, one.indicator, reading), reading.period, year)


def _figures_beside(one: Measured) -> dict[str, str]:
    """Return what changes in a row of all indicators, where both targets are side by side.

    A target to date says so, and what is said of a target is not said again of the same one.
    """
    goal, this = one.target, one.this_target
    changed = {}
    if goal and goal.to_date and not goal.share_of:
        changed["target"] = f"{target_words(goal, one.indicator)} to date"
    if goal and this and goal.unsigned and goal.rows == this.rows and goal.value == this.value:
        changed["next_target"] = goal_words(this, one.indicator)
    return changed


def _next_target(at: BoardAt, one: Measured) -> Shown:
    year = reporting_year(at.day)
    words = target_words(one.this_target, one.indicator)
    if words and one.this_target:
        return with_period(words, one.this_target.year, year)
    if one.indicator.direction is Direction.NONE:
        return str(Unrated.DATA_ONLY)
    return at.gap(f"No {year} target", one.indicator.partner)


def with_period(shown: Shown, period: Period | None, heading: Period) -> Shown:
    """Return a figure, with its own period where that is not the one of its heading."""
    if not isinstance(shown, str) or period is None or period == heading:
        return shown
    return f"{shown} ({period})"


def rating_of(at: BoardAt, judgement: Judgement) -> RatingShown:
    """Return a rating as tables print it, or why there is none."""
    word = at.rated(judgement.rating.word) if judgement.rating else judgement.word
    with_stop = word if isinstance(word, Rated) else f"{word}."
    return RatingShown(word, judgement.rule, with_stop, judgement.how_far)


def _without(at: BoardAt) -> tuple[OutcomeWithout, ...]:
    """Return the outcomes without an indicator; a level above others only if it gives a reason.

    An outcome whose indicator could not be read is not said to have none.
    """
    board = at.board
    above = {outcome.parent for outcome in board.outcomes}
    heading = INDICATORS.column("outcome").heading
    rows = board.unread_of(INDICATORS)
    unread = {folded(typed) for row in rows for name, typed in row.typed if name == heading}
    return tuple(
        OutcomeWithout(at.called(outcome.reference), why_without(at, outcome))
        for outcome in board.outcomes
        if outcome.reference not in board.indicators_of
        and folded(outcome.reference) not in unread
        and (outcome.no_indicator or outcome.reference not in above)
    )


def why_without(at: BoardAt, outcome: Outcome) -> Shown:
    """Return why an outcome has no indicator, or that nobody has said."""
    return outcome.no_indicator or at.gap("No reason")
