"""Each indicator as a paper shows it for a meeting: figure, target, rating by rule, movement.

A figure is only ever held against the target of its own period or year (seed T 3.5), and as far as
its figures run over the year (``running``). On target or better is
met; within the tolerance is near, the limit included; else missed (seed T 3.4, 3.5). Figures are
compared exactly and rounded when printed. A figure is out of date when the period after its own,
and one more, have ended without a new one; where it is said when the next comes out, that day
decides.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import Enum
from types import MappingProxyType

from paperkit.board.calendar import reporting_year
from paperkit.board.data import BoardData
from paperkit.board.plan_rows import Indicator, Reading, Target
from paperkit.board.settings import Rating, Role, Settings
from paperkit.board.words import Frequency, Unrated
from paperkit.frozen import Frozen, replace
from paperkit.indicators.running import (
    PARTS,
    Goal,
    Run,
    decimals_of,
    first_of,
    goal_of,
    is_same,
    run_of,
    unit_of,
)
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import (
    Length,
    Period,
    calendar_year,
    in_words,
    month,
    span,
    year_from_april,
)
from paperkit.schema.dates import year_before as same_a_year_before
from paperkit.schema.values import (
    MOST_DECIMALS,
    Amount,
    Direction,
    Tolerance,
    plain_number,
    printed,
    suppressed,
)
from paperkit.standpoint.board_at import BoardAt


def reading_before(readings: Sequence[Reading]) -> Reading | None:
    """Return the reading before the last one whose period is as long, or None.

    ``readings`` are in the order of their periods; a month is never set beside a year.
    """
    alike = as_long_as_last(readings)
    return next((r for r in reversed(alike) if r.period != alike[-1].period), None)


def as_long_as_last(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings whose period is as long as that of the last, in their order."""
    last = readings[-1].period if readings else None
    if last is None:
        return ()
    return tuple(one for one in readings if one.period and _length(one.period) == _length(last))


def target_this_year(targets: Sequence[Target], meeting: date) -> Target | None:
    """Return the target of the reporting year, or of another kind of year round the meeting.

    Until March another kind of year may also be the one in which the reporting year began.
    """
    year = reporting_year(meeting)
    spans = [t.year for t in targets if t.year and t.year.length is Length.SPAN]
    years = [year]
    for day in (meeting, year.first):
        years.append(calendar_year(day.year))
        years += (span for span in spans if span.first <= day <= span.last)
    return first_of(targets, years)


def year_before(meeting: date) -> Period:
    """Return the year before the reporting year of a meeting."""
    return year_from_april(reporting_year(meeting).first.year - 1)


def outturn(run: Run, meeting: date) -> Reading | None:
    """Return last year's outturn: the figure for last year, or one that ended when it did.

    Of those that ended then, the longest counts; it is printed with its own period. A span of
    years ends with a calendar year; until March the figure of the one before is also last year's,
    where that of the latest is not there. What runs over a year has its outturn when this is whole:
    of terms, the school year.
    """
    readings, year, calendar = run.of_years, year_before(meeting), calendar_year(meeting.year - 1)
    whole = [r for wanted in (year, calendar) for r in readings if is_same(r.period, wanted)]
    school = (date(year.first.year, 9, 1), date(year.last.year, 8, 31))
    whole += [r for r in readings if r.period and (r.period.first, r.period.last) == school]
    ended = [r for r in readings if r.period and r.period.last == year.last]
    found = next(iter(whole + ended + _to(calendar, readings)), None)
    if found and (found.number is not None or (found.period and found.period.length in PARTS)):
        return found
    earlier = _to(calendar_year(year.first.year), readings)
    return next((r for r in earlier if r.number is not None), found or next(iter(earlier), None))


def _to(calendar: Period, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of a calendar year, and of a span of years that ends with it."""
    kinds = (Length.CALENDAR_YEAR, Length.SPAN)
    upto = [r for r in readings if r.period and r.period.last == calendar.last]
    return [r for kind in kinds for r in upto if r.period and r.period.length is kind]


def own_year(year: Period, rows: Sequence[Period]) -> Period:
    """Return a year from April as the kind of year that an indicator's rows are kept by."""
    whole = [period for period in rows if period.length not in PARTS]
    latest = whole[-1] if whole else year
    if latest.length is Length.CALENDAR_YEAR:
        return calendar_year(year.first.year)
    if latest.length is Length.SPAN:
        return span(year.first.year - (latest.last.year - latest.first.year), year.first.year)
    return year


def is_awaited(
    indicator: Indicator, latest: Reading | None, meeting: date, day: date | None
) -> bool:
    """Return whether last year's outturn cannot be there yet, since the next figure is still due.

    ``latest`` is the latest reading; one that ends later than the year is not waited for.
    """
    due, last = indicator.next_due, latest.period if latest else None
    return (
        due is not None
        and due > (day or meeting)
        and (last is None or last.last < year_before(meeting).last)
    )


def _length(period: Period) -> tuple[Length, int]:
    years = period.last.year - period.first.year if period.length is Length.SPAN else 0
    return (period.length, years)


# Three years taken together come out every year.
MONTHS_APART = MappingProxyType(
    {
        Frequency.MONTHLY: 1,
        Frequency.QUARTERLY: 3,
        Frequency.TERMLY: 4,
        Frequency.TWICE_A_YEAR: 6,
        Frequency.ANNUAL: 12,
        Frequency.EVERY_TWO_YEARS: 24,
        Frequency.ROLLING: 12,
    }
)


def is_stale(indicator: Indicator, reading: Reading | None, day: date) -> bool:
    """Return whether the latest reading is older than its frequency plus one allows."""
    if reading is None or reading.period is None or indicator.frequency is None:
        return False
    # How many whole months have ended since the period did.
    last = reading.period.last
    ended = day == month(day.year, day.month).last
    since = (day.year - last.year) * 12 + day.month - last.month - 1 + ended
    return indicator.next_due is None and since >= 2 * MONTHS_APART[indicator.frequency]


def is_overdue(indicator: Indicator, day: date) -> bool:
    """Return whether the day on which the next figure comes out has passed.

    Once the figure is in, the day of the one after it is to be typed.
    """
    return indicator.next_due is not None and indicator.next_due < day


def freshness_words(indicator: Indicator, reading: Reading | None, day: date) -> str:
    """Return that the next figure is due, overdue, or that the latest is stale; or nothing."""
    if indicator.next_due is not None:
        due = in_words(indicator.next_due)
        return f"Next figure was due {due}" if is_overdue(indicator, day) else f"Due {due}"
    if reading and is_stale(indicator, reading, day):
        often = str(indicator.frequency).lower()
        return f"Out of date: the latest figure is for {reading.period} (frequency: {often})"
    return ""


class RatingRule(Frozen):
    """The rule for one indicator and target, both with a figure and a direction.

    ``of`` is what is to be known of the target: that it is a share, that nobody has signed it off.
    ``share`` is how a share is printed; the target is then as it is before rounding.
    """

    indicator: Indicator
    target: Amount
    tolerance: Tolerance
    of: str = ""
    share: str = ""

    @property
    def goal(self) -> Decimal:
        """Return the target's figure."""
        return self.target.number or Decimal(0)

    @property
    def limit(self) -> Decimal:
        """Return where near ends: never on the better side of the target, wherever a floor is."""
        if self._lower:
            return max(self.tolerance.limit(self.goal, Direction.LOWER), self.goal)
        return min(self.tolerance.limit(self.goal, Direction.HIGHER), self.goal)

    def role(self, number: Decimal) -> Role:
        """Return what the rule says of a figure."""
        if self._as_good(number, self.goal):
            return Role.MET
        return Role.NEAR if self._as_good(number, self.limit) else Role.MISSED

    def in_words(self, role: Role, value: Amount) -> str:
        """Return the rule in words, as it fell out for a figure."""
        target = f"the target of {self.share or figure(self.target, self.indicator)}{self.of}"
        if role is Role.MET:
            return f"Meets {target}"
        return f"Worse than {target}{self._margin(role, value)}{self._rounding(value)}"

    def how_far(self, role: Role, value: Amount) -> str:
        """Return how far a figure is from its target, beside its rating; nothing if it meets it."""
        if role is Role.MET:
            return ""
        words = self._margin(role, value) + self._rounding(value)
        return words.lstrip(",; ").removeprefix("but ").removeprefix("and ")

    def _rounding(self, value: Amount) -> str:
        exact = apart(value, self.target, self.indicator)
        same = exact == figure(value, self.indicator)
        return "" if same else f"; before rounding it is {exact}"

    def _margin(self, role: Role, value: Amount) -> str:
        # Rounded, the limit could lie on the wrong side of a figure; not so that of a share, which
        # has the decimals of the figure and is rounded towards the target.
        unit = unit_of(self.target, self.indicator)
        limit = printed(plain_number(self.limit), unit)
        if self.share and value.number is not None:
            own = min(self.indicator.decimals or 0, MOST_DECIMALS)
            places = max(decimals_of(value.number), own)
            inward = ROUND_FLOOR if self._lower else ROUND_CEILING
            limit = printed(self.limit.quantize(Decimal(1).scaleb(-places), inward), unit)
        if role is Role.MISSED and self.limit == self.goal:
            return ""
        if self.tolerance.floor is not None:
            end = "ceiling" if self._lower else "floor"
            how = "but not worse" if role is Role.NEAR else "and worse"
            return f", {how} than the {end} of {limit}"
        units = self.tolerance.units or Decimal(0)
        if self.tolerance.percent is not None:
            margin = printed(self.tolerance.percent, "%")
        elif unit == "%":
            margin = printed(units, "percentage point" if units == 1 else "percentage points")
        else:
            margin = printed(plain_number(units), unit)
        if role is Role.NEAR:
            return (
                f", but by no more than {margin} ({limit} or {'less' if self._lower else 'more'})"
            )
        # Rounded inward, the limit of a share could lie on the better side of the target.
        beyond = "" if self.share else f" ({'more' if self._lower else 'less'} than {limit})"
        return f" by more than {margin}{beyond}"

    @property
    def _lower(self) -> bool:
        return self.indicator.direction is Direction.LOWER

    def _as_good(self, number: Decimal, other: Decimal) -> bool:
        return number <= other if self._lower else number >= other


def goal_words(goal: Goal, indicator: Indicator) -> str:
    """Return a target for the page; a share has the decimals that its rating needs already."""
    return goal.value.words if goal.share_of else figure(goal.value, indicator)


def share_words(goal: Goal, indicator: Indicator) -> str:
    """Return how many parts of the year's target a target to date is; "" where it is none."""
    if goal.share_of is None:
        return ""
    count, of = goal.parts
    return f"{count} of {of} equal parts of {figure(goal.share_of, indicator)}"


def in_print(goal: Goal, indicator: Indicator, reading: Reading | None, settings: Settings) -> Goal:
    """Return a target with the decimals that a share of the year's needs beside a figure.

    Rounded, it could lie on the other side of the figure, or make its tolerance look another.
    """
    number = reading.number if reading else None
    if goal.exact is None or goal.value.number is None or number is None:
        return goal
    tolerance = indicator.tolerance or settings.limits.tolerance
    role = RatingRule(indicator, Amount("", goal.exact), tolerance).role(number)
    value, unit = goal.value, unit_of(goal.value, indicator)
    for places in range(decimals_of(goal.value.number) + 1, MOST_DECIMALS + 1):
        if RatingRule(indicator, value, tolerance).role(number) is role:
            break
        rounded = goal.exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        value = Amount(printed(rounded, unit), rounded)
    return replace(goal, value=value)


def figure(amount: Amount, indicator: Indicator) -> str:
    """Return an amount for the page: its figure with unit and decimals, or its words."""
    if amount.number is None:
        return amount.words
    return printed(amount.number, unit_of(amount, indicator), indicator.decimals)


def mark(reading: Reading | None) -> str:
    """Return what follows a figure that may still change, wherever one is printed; else ""."""
    return " (provisional)" if reading and reading.provisional is Answer.YES else ""


def apart(amount: Amount, other: Amount, indicator: Indicator) -> str:
    """Return the figure; unrounded where rounding hides that it differs from the other."""
    shown = figure(amount, indicator)
    if amount.number is None or amount.number == other.number or shown != figure(other, indicator):
        return shown
    return printed(amount.number, unit_of(amount, indicator))


class Way(Enum):
    """Which way an indicator has moved since the reading before."""

    # The space does not break: an arrow alone at a line's end points at nothing.
    BETTER = "↑\xa0Better"
    WORSE = "↓\xa0Worse"
    SAME = "→\xa0No change"
    HIGHER = "↑\xa0Higher"
    LOWER = "↓\xa0Lower"
    NOT_COMPARABLE = "Not comparable"
    NO_EARLIER = "No earlier figure"


class Movement(Frozen):
    """The way an indicator has moved, and the words that a paper prints."""

    way: Way
    words: str


NO_EARLIER = Movement(Way.NO_EARLIER, Way.NO_EARLIER.value)


class Judgement(Frozen):
    """What the rule makes of a figure: a role and the scale's word for it, or why none.

    ``unrated`` is None exactly where ``role`` is not. ``rating`` is None where the figure is
    unrated, or where the scale has no word that fits. ``how_far`` is what ``rule`` says beyond the
    word, the target and the key to the ratings.
    """

    word: str
    rule: str
    role: Role | None = None
    rating: Rating | None = None
    unrated: Unrated | None = None
    how_far: str = ""


class JudgedFigure(Frozen):
    """An indicator's figure, judged by its target, and its movement since an earlier one.

    ``reading`` is as it is compared: of the year to date, where the figures run so. ``target`` is
    what it is rated against.
    """

    indicator: Indicator
    reading: Reading | None
    target: Goal | None
    judgement: Judgement
    movement: Movement

    @property
    def value(self) -> Amount | None:
        """Return the figure, or the words in its place; None where there is neither."""
        return self.reading.value if self.reading else None

    @property
    def has_figure(self) -> bool:
        """Return whether there is a figure; there may be words instead."""
        return self.value is not None and self.value.number is not None


class Measured(JudgedFigure):
    """One indicator for a meeting, with last year's outturn and the target of this year."""

    outturn: Reading | None
    this_target: Goal | None


def measured(
    board: BoardData, settings: Settings, meeting: date, as_at: date | None = None
) -> tuple[Measured, ...]:
    """Return every indicator as it stands for a meeting, in the order of the file.

    Readings count whose period has ended by ``as_at``, or by the meeting where it is not given.
    """
    found = []
    for indicator in board.indicators:
        run = run_of(board, indicator, as_at or meeting)
        reading = run.figures[-1] if run.figures else None
        target = run.goal(period) if (period := latest_period(run)) else None
        target = in_print(target, indicator, reading, settings) if target else None
        found.append(
            Measured(
                indicator=indicator,
                reading=reading,
                target=target,
                judgement=judged(indicator, reading, target, settings),
                movement=moved(run),
                outturn=outturn(run, meeting),
                this_target=goal_this_year(run, meeting),
            )
        )
    return tuple(found)


def latest_period(run: Run) -> Period | None:
    """Return the period of the latest reading, as it is typed."""
    return run.readings[-1].period if run.readings else None


def goal_this_year(run: Run, meeting: date) -> Goal | None:
    """Return the target of the year of a meeting; where only its parts have one, what they make."""
    typed = goal_of(target_this_year(run.targets, meeting))
    return typed or run.of_all_parts(reporting_year(meeting))


def judged(
    indicator: Indicator, reading: Reading | None, goal: Goal | None, settings: Settings
) -> Judgement:
    """Return the rating of a reading against a target, or why there is none."""
    if indicator.direction is Direction.NONE:
        return _unrated(Unrated.DATA_ONLY, "No judgement is made on this indicator")
    value = reading.value if reading else None
    if value is None or value.number is None:
        why = why_no_figure(value)
        added = value is not None and why is Unrated.NOT_ADDED_UP
        return _unrated(why, str(value) if added else "There is no figure to compare with a target")
    if indicator.direction is None:
        return _unrated(Unrated.NOT_COMPARABLE, "It is not said which direction is good")
    if goal is None or goal.number is None:
        return _without_target(indicator, reading, goal)
    share = share_words(goal, indicator)
    known = "; ".join(filter(None, (share, "" if goal.signed else "not signed off")))
    of = f"{' to date' if goal.to_date else ''}{f' ({known})' if known else ''}"
    target = Amount(goal.value.words, goal.number)
    shown = goal_words(goal, indicator) if share else ""
    tolerance = indicator.tolerance or settings.limits.tolerance
    rule = RatingRule(indicator, target, tolerance, of, shown)
    role = rule.role(value.number)
    # A scale without a word for near calls it missed, never met.
    fitting = (role, Role.MISSED) if role is Role.NEAR else (role,)
    rating = next((r for wanted in fitting for r in settings.ratings if r.role is wanted), None)
    word = rating.word if rating else str(role).capitalize()
    beyond = rule.how_far(role, value)
    return Judgement(word, rule.in_words(role, value), role, rating, how_far=beyond)


def _without_target(indicator: Indicator, reading: Reading | None, goal: Goal | None) -> Judgement:
    period = reading.period if reading else None
    if goal is None:
        return _unrated(Unrated.NO_TARGET, f"There is no target for {period}")
    if not goal.only_yearly:
        return _unrated(Unrated.NO_TARGET, f"The target for {goal.year} is given in words")
    whole = f"the target of {figure(goal.value, indicator)} is for the whole of {goal.year}"
    if indicator.figures_run is None:
        rule = f"The figure is for {period}, and {whole}"
        return _unrated(Unrated.RUN_NOT_SAID, rule)
    return _unrated(Unrated.NO_TARGET_TO_DATE, f"There is no target for {period}; {whole}")


def moved(run: Run) -> Movement:
    """Return how the latest figure compares with the one before it of equal length.

    Of figures that add up it is the last part beside the one before, with none left out between
    them, and none of the year so far. What is typed for the year to
    date is compared with the same stretch of the year before: beside the last it has only grown.
    """
    readings, indicator = run.readings, run.indicator
    last = readings[-1] if readings else None
    is_part = last is not None and last.period is not None and last.period.length in PARTS
    if last and last.period and is_part and run.is_to_date:
        earlier = same_a_year_before(last.period)
        then = run.typed(earlier) if earlier else None
        if then is None:
            return NO_EARLIER
        year_ago = run.figure(then)
        found = moved_since(indicator, run.figure(last), year_ago)
        then_words = f" in {year_ago.period}"
        return Movement(found.way, found.words.replace(then_words, f" a year before,{then_words}"))
    before = reading_before(readings)
    if last is None or before is None:
        return NO_EARLIER
    if is_part and run.adds_up and last.period and before.period:
        skips = run.lacking(last.period) or not run.is_next(before.period, last.period)
        if skips:
            return Movement(Way.NOT_COMPARABLE, Way.NOT_COMPARABLE.value)
    found = moved_since(indicator, last, before)
    if not (is_part and run.adds_up and last.value and found.way is not Way.NOT_COMPARABLE):
        return found
    single = f"({figure(last.value, indicator)} in {last.period}, "
    return Movement(found.way, found.words.replace("(", single, 1))


def moved_since(indicator: Indicator, last: Reading, before: Reading) -> Movement:
    """Return how one reading compares with an earlier one of equal length."""
    now, then = last.value, before.value
    if now is None or then is None or now.number is None or then.number is None:
        return Movement(Way.NOT_COMPARABLE, Way.NOT_COMPARABLE.value)
    way = _way(indicator.direction, now.number, then.number)
    start = "" if way is Way.SAME else "from "
    figures = f"{start}{apart(then, now, indicator)} in {before.period}"
    return Movement(way, f"{way.value} ({figures})")


def _unrated(why: Unrated, rule: str) -> Judgement:
    aside = f"({rule[0].lower()}{rule[1:]})" if why in _ASKS_WHY else ""
    return Judgement(str(why), rule, unrated=why, how_far=aside)


_ASKS_WHY = frozenset({Unrated.NOT_COMPARABLE, Unrated.RUN_NOT_SAID, Unrated.NO_TARGET_TO_DATE})
"""Words in place of a rating that leave open why; the others, or the figure, say it themselves."""


def why_no_figure(value: Amount | None) -> Unrated:
    """Return what the words in place of a figure say of it; other words mean no data yet."""
    typed = folded(value.words) if value else ""
    if typed.startswith(folded(Unrated.NOT_ADDED_UP.value)):
        return Unrated.NOT_ADDED_UP
    named = (w for w in Unrated if typed in [folded(word) for word in (w.value, *w.others)])
    return next(named, Unrated.HELD_BACK if suppressed(typed) else Unrated.NO_DATA)


def _way(direction: Direction | None, now: Decimal, then: Decimal) -> Way:
    if now == then:
        return Way.SAME
    if direction in (None, Direction.NONE):
        return Way.HIGHER if now > then else Way.LOWER
    return Way.BETTER if (now > then) == (direction is Direction.HIGHER) else Way.WORSE


def measured_at(at: BoardAt) -> tuple[Measured, ...]:
    """Return every indicator with its figures and rating for the meeting."""
    return measured(at.board, at.ways.settings, at.day, at.data_day)
