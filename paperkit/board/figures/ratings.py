"""Each indicator as a paper shows it for a meeting: figure, rating by rule, movement.

The first rule that fits decides, and the rule is told in words (seed T 3.4: moving in the right
direction; 3.5: outturn and target). Figures are compared exactly and rounded when printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from paperkit.board.figures import measures_at
from paperkit.board.figures.rating_rule import Rule, apart
from paperkit.board.model import BoardData, Indicator, Reading, Target
from paperkit.board.model.words import Unrated
from paperkit.board.settings import Rating, Role, Settings
from paperkit.schema.amounts import Amount, Direction
from paperkit.schema.cleaning import folded
from paperkit.schema.near_figures import suppressed


class Way(Enum):
    """Which way an indicator has moved since the reading before."""

    BETTER = "↑ Better"
    WORSE = "↓ Worse"
    SAME = "→ No change"
    HIGHER = "↑ Higher"
    LOWER = "↓ Lower"
    NOT_COMPARABLE = "Not comparable"
    NO_EARLIER = "No earlier figure"


@dataclass(frozen=True)
class Movement:
    """The way an indicator has moved, and the words that a paper prints."""

    way: Way
    words: str


NO_EARLIER = Movement(Way.NO_EARLIER, Way.NO_EARLIER.value)


@dataclass(frozen=True)
class Judgement:
    """What the rule makes of a figure: a role and the scale's word for it, or why none.

    ``unrated`` is None exactly where ``role`` is not. ``rating`` is None where the figure is
    unrated, or where the scale has no word that fits.
    """

    word: str
    rule: str
    role: Role | None = None
    rating: Rating | None = None
    unrated: Unrated | None = None


@dataclass(frozen=True)
class Measured:
    """One indicator for a meeting. ``target`` is that of the reading's own year."""

    indicator: Indicator
    reading: Reading | None
    target: Target | None
    outturn: Reading | None
    this_target: Target | None
    judgement: Judgement
    movement: Movement


def measured(
    board: BoardData, settings: Settings, meeting: date, as_at: date | None = None
) -> tuple[Measured, ...]:
    """Return every indicator as it stands for a meeting, in the order of the file.

    Readings count whose period has ended by ``as_at``, or by the meeting where it is not given.
    """
    day = as_at or meeting
    return tuple(_measured(board, settings, one, meeting, day) for one in board.indicators)


def judged(
    indicator: Indicator, reading: Reading | None, target: Target | None, settings: Settings
) -> Judgement:
    """Return the rating of a reading against a target, or why there is none."""
    if indicator.direction is Direction.NONE:
        return _unrated(Unrated.DATA_ONLY, "No judgement is made on this indicator")
    value = reading.value if reading else None
    if value is None or value.number is None:
        return _unrated(why_no_figure(value), "There is no figure to compare with a target")
    if indicator.direction is None:
        return _unrated(Unrated.NOT_COMPARABLE, "It is not said which direction is good")
    if target is None or target.value is None or target.value.number is None:
        return _without_target(reading, target)
    tolerance = indicator.tolerance or settings.limits.tolerance
    return _rated(Rule(indicator, target.value, tolerance), value, settings.ratings)


def moved(indicator: Indicator, readings: Sequence[Reading]) -> Movement:
    """Return how the last of the readings stands to the one before it of equal length."""
    before = measures_at.reading_before(readings)
    return moved_since(indicator, readings[-1], before) if before else NO_EARLIER


def moved_since(indicator: Indicator, last: Reading, before: Reading) -> Movement:
    """Return how one reading stands to an earlier one of equal length."""
    now, then = last.value, before.value
    if now is None or then is None or now.number is None or then.number is None:
        return Movement(Way.NOT_COMPARABLE, Way.NOT_COMPARABLE.value)
    way = _way(indicator.direction, now.number, then.number)
    start = "" if way is Way.SAME else "from "
    figures = f"{start}{apart(then, now, indicator)} in {before.period}"
    return Movement(way, f"{way.value} ({figures})")


def _measured(
    board: BoardData, settings: Settings, indicator: Indicator, meeting: date, day: date
) -> Measured:
    readings = measures_at.readings_by(board.readings_of.get(indicator.reference, ()), day)
    targets = board.targets_of.get(indicator.reference, ())
    reading = readings[-1] if readings else None
    period = reading.period if reading else None
    target = measures_at.target_of(targets, period) if period else None
    return Measured(
        indicator,
        reading,
        target,
        measures_at.outturn(readings, meeting),
        measures_at.target_this_year(targets, meeting),
        judged(indicator, reading, target, settings),
        moved(indicator, readings),
    )


def _rated(rule: Rule, value: Amount, scale: Sequence[Rating]) -> Judgement:
    role = rule.role(value.number or Decimal(0))
    rating = _rating(role, scale)
    word = rating.word if rating else str(role).capitalize()
    return Judgement(word, rule.told(role, value), role, rating)


def _rating(role: Role, scale: Sequence[Rating]) -> Rating | None:
    # A scale without a word for near calls it missed, never met.
    fitting = (role, Role.MISSED) if role is Role.NEAR else (role,)
    return next((r for wanted in fitting for r in scale if r.role is wanted), None)


def _unrated(why: Unrated, rule: str) -> Judgement:
    return Judgement(str(why), rule, unrated=why)


def why_no_figure(value: Amount | None) -> Unrated:
    """Return what the words in place of a figure say of it; other words mean no data yet."""
    typed = folded(value.words) if value else ""
    named = (w for w in Unrated if typed in [folded(word) for word in (w.value, *w.others)])
    return next(named, Unrated.HELD_BACK if suppressed(typed) else Unrated.NO_DATA)


def _without_target(reading: Reading | None, target: Target | None) -> Judgement:
    year = target.year if target else reading.period if reading else None
    if target is None or target.value is None:
        return _unrated(Unrated.NO_TARGET, f"There is no target for {year}")
    return _unrated(Unrated.NO_TARGET, f"The target for {year} is given in words")


def _way(direction: Direction | None, now: Decimal, then: Decimal) -> Way:
    if now == then:
        return Way.SAME
    if direction in (None, Direction.NONE):
        return Way.HIGHER if now > then else Way.LOWER
    return Way.BETTER if (now > then) == (direction is Direction.HIGHER) else Way.WORSE
