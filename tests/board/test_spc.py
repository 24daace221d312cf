"""Process limits worked out by hand, and each rule that flags a point.

The method is NHS England's "Making Data Count" (XmR charts after Shewhart and Wheeler): the mean,
2.66 times the average moving range, ranges above 3.267 times that average set aside once.
"""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from paperkit.indicators.spc import (
    Point,
    Process,
    ProcessAssurance,
    ProcessLimits,
    ProcessPart,
    Signal,
    SpecialCause,
    Variation,
    process,
)
from paperkit.schema.values import Direction
from tests.cases import each

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


def points(words: str) -> list[Point]:
    """Return the points of a line: ``12``; ``|12`` begins a new process, ``_12`` follows a gap."""
    return [
        Point(str(n), Decimal(word.lstrip("|_")), "|" in word, "_" in word)
        for n, word in enumerate(words.split(), start=1)
    ]


def shown(words: str, direction: Direction | None = None, target: str = "") -> Process:
    return process(points(words), direction, Decimal(target) if target else None)


def latest(words: str, direction: Direction | None = None, target: str = "") -> ProcessPart:
    part = shown(words, direction, target).latest
    assert part is not None
    return part


def limits(words: str) -> ProcessLimits:
    found = latest(words).limits
    assert found is not None
    return found


def flagged(words: str, rule: SpecialCause) -> str:
    """Return the numbers of the points that a rule flags, with the side or the way."""
    signals = enumerate(latest(words).signals, start=1)
    return " ".join(
        f"{n}{'+' if signal.high else '-'}"
        for n, flags in signals
        for signal in flags
        if signal.rule is rule
    )


# Worked out by hand, as a spreadsheet would be laid out.
#
# | Period         | 1  | 2  | 3  | 4  | 5  | 6  | 7  | 8  | 9  | 10 | 11 | 12 | Sum | Mean       |
# | -------------- | -- | -- | -- | -- | -- | -- | -- | -- | -- | -- | -- | -- | --- | ---------- |
# | Value          | 20 | 22 | 19 | 21 | 23 | 20 | 18 | 21 | 22 | 19 | 20 | 21 | 246 | 246/12=20.5|
# | Moving range   |    | 2  | 3  | 2  | 2  | 3  | 2  | 3  | 1  | 3  | 1  | 1  | 23  | 23/11      |
#
# No range is above 3.267 x 23/11 = 6.83. 2.66 x 23/11 = 61.18/11 = 5.561818...
# Lower limit 20.5 - 5.561818 = 14.938181...; upper limit 20.5 + 5.561818 = 26.061818...
TWELVE = "20 22 19 21 23 20 18 21 22 19 20 21"


def test_the_limits_of_twelve_points_are_those_worked_out_by_hand() -> None:
    assert limits(TWELVE) == ProcessLimits(
        mean=Decimal("20.5"),
        lower=Decimal("14.93818181818181818181818182"),
        upper=Decimal("26.06181818181818181818181818"),
        moving_range=Decimal("2.090909090909090909090909091"),
        trial=False,
    )


# | Period         | 1  | 2  | 3  | 4  | 5  | 6  | 7  | 8  | 9  | 10 | 11 | 12 | Sum | Mean   |
# | -------------- | -- | -- | -- | -- | -- | -- | -- | -- | -- | -- | -- | -- | --- | ------ |
# | Value          | 10 | 12 | 11 | 10 | 12 | 11 | 10 | 12 | 11 | 10 | 11 | 36 | 156 | 13     |
# | Moving range   |    | 2  | 1  | 1  | 2  | 1  | 1  | 2  | 1  | 1  | 1  | 25 | 38  | 38/11  |
#
# 3.267 x 38/11 = 11.286: the range of 25 is above it and is set aside. The other ten sum to 13:
# 13/10 = 1.3 is the average that counts. 2.66 x 1.3 = 3.458; limits 13 -/+ 3.458.
OUTLIER = "10 12 11 10 12 11 10 12 11 10 11 36"


def test_a_range_far_above_the_average_is_set_aside_once() -> None:
    assert limits(OUTLIER) == ProcessLimits(
        mean=Decimal(13),
        lower=Decimal("9.542"),
        upper=Decimal("16.458"),
        moving_range=Decimal("1.3"),
        trial=False,
    )


# | Values         | 0 1 0 1 0 1 0 1 0 1 6 66: nine ranges of 1, one of 5, one of 60           |
# | -------------- | ------------------------------------------------------------------------- |
# | First average  | 74/11 = 6.73; 3.267 x 6.73 = 21.98: the range of 60 is set aside          |
# | Second average | 14/10 = 1.4; 3.267 x 1.4 = 4.57: the range of 5 would go, and stays       |
def test_ranges_are_screened_once_only() -> None:
    assert limits("0 1 0 1 0 1 0 1 0 1 6 66").moving_range == Decimal("1.4")


def test_a_range_of_exactly_3267_thousandths_of_the_average_stays() -> None:
    # Ten ranges of 7733 and one of 32670: (77330 + 32670) / 11 = 10000; 3.267 x 10000 = 32670.
    values = "0 7733 0 7733 0 7733 0 7733 0 7733 0 32670"
    assert limits(values).moving_range == Decimal(10000)


@each(("count", "trial"), [(1, None), (5, None), (6, True), (11, True), (12, False)])
def test_limits_need_six_points_and_are_on_trial_below_twelve(
    count: int, trial: bool | None
) -> None:
    part = latest(" ".join(TWELVE.split()[:count]))
    assert (part.limits.trial if part.limits else None) is trial


def test_without_limits_nothing_is_said_of_variation_or_assurance() -> None:
    told = shown("1 2 3 4 5", HIGHER, "2")
    assert (told.variation, told.assurance) == (None, None)
    assert len(told.parts) == 1


def test_no_point_at_all_gives_no_part() -> None:
    assert process(()) == Process()
    assert process(()).latest is None


def test_equal_values_have_limits_on_the_mean_and_nothing_is_flagged() -> None:
    part = latest("7 7 7 7 7 7 7 7 7 7 7 7")
    assert part.limits == ProcessLimits(Decimal(7), Decimal(7), Decimal(7), Decimal(0), trial=False)
    assert set(part.variations) == {Variation.COMMON}


# | Value        | -2 | -4 | -3 | -5 | -3 | -1 | Sum -18 | Mean -3                              |
# | Moving range |    | 2  | 1  | 2  | 2  | 2  | Sum 9   | 9/5 = 1.8; 2.66 x 1.8 = 4.788        |
def test_negative_values_are_values_like_others() -> None:
    assert limits("-2 -4 -3 -5 -3 -1") == ProcessLimits(
        Decimal(-3), Decimal("-7.788"), Decimal("1.788"), Decimal("1.8"), trial=True
    )


def test_a_limit_below_nothing_is_not_cut_off() -> None:
    # Mean 2, ranges 2 2 2 2 2: 2 - 2.66 x 2 = -3.32.
    assert limits("1 3 1 3 1 3").lower == Decimal("-3.32")


@each(("last", "said"), [("36", "12+"), ("-14", "12-"), ("11", "")])
def test_a_point_outside_the_limits_is_flagged_by_its_side(last: str, said: str) -> None:
    assert flagged(f"10 12 11 10 12 11 10 12 11 10 11 {last}", SpecialCause.OUTSIDE) == said


# | Value        | 5 | 0 | 1 | 2 | 6 | 5 | 3 | 14 | Sum 36 | Mean 4.5                             |
# | ------------ | - | - | - | - | - | - | - | -- | ------ | ------------------------------------ |
# | Moving range |   | 5 | 1 | 1 | 4 | 1 | 2 | 11 | Sum 25 | 25/7; 2.66 x 25/7 = 9.5; 4.5+9.5 = 14|
def test_a_point_on_a_limit_is_not_outside_it() -> None:
    assert limits("5 0 1 2 6 5 3 14").upper == Decimal(14)
    assert flagged("5 0 1 2 6 5 3 14", SpecialCause.OUTSIDE) == ""


def test_seven_in_a_row_on_one_side_are_flagged_every_one() -> None:
    # Mean of 8 x 1 and 8 x 3 is 2, so the last eight lie above it and the first eight below.
    values = "1 1 1 1 1 1 1 1 3 3 3 3 3 3 3 3"
    assert flagged(values, SpecialCause.SHIFT) == (
        "1- 2- 3- 4- 5- 6- 7- 8- 9+ 10+ 11+ 12+ 13+ 14+ 15+ 16+"
    )


def test_six_in_a_row_are_no_shift() -> None:
    assert flagged("1 1 1 1 1 1 3 3 3 3 3 3", SpecialCause.SHIFT) == ""


def test_a_point_on_the_mean_ends_a_run() -> None:
    # The mean is 2: seven of 1, seven of 3, and a 2 in the middle of the threes.
    assert flagged("1 1 1 1 1 1 1 3 3 3 2 3 3 3 3", SpecialCause.SHIFT) == "1- 2- 3- 4- 5- 6- 7-"


def test_seven_points_that_rise_are_a_trend_and_six_are_none() -> None:
    assert flagged("5 5 1 2 3 4 5 6 7 5 5 5", SpecialCause.TREND) == "3+ 4+ 5+ 6+ 7+ 8+ 9+"
    assert flagged("5 5 1 2 3 4 5 6 5 5 5 5", SpecialCause.TREND) == ""


def test_seven_points_that_fall_are_a_trend_and_equal_neighbours_end_it() -> None:
    assert flagged("5 5 7 6 5 4 3 2 1 5 5 5", SpecialCause.TREND) == "3- 4- 5- 6- 7- 8- 9-"
    assert flagged("5 5 7 6 5 5 4 3 2 1 5 5", SpecialCause.TREND) == ""


# | Value        | 10 | 10 | 14 | 10 | 14 | 10 | 14 | 10 | 21 | 21 | 12 | 10 | Sum 156 | Mean 13   |
# | Moving range |    | 0  | 4  | 4  | 4  | 4  | 4  | 4  | 11 | 0  | 9  | 2  | Sum 46  | 46/11=4.2 |
#
# None is above 3.267 x 4.18 = 13.66. Limits 13 -/+ 11.12; the outer third begins at 13 + 7.42.
TWO_HIGH = "10 10 14 10 14 10 14 10 21 21 {} 10"


def test_two_of_three_near_a_limit_are_flagged_where_all_three_lie_on_its_side() -> None:
    # 14 in place of 12: sum 158, mean 13.17; ranges 4 x 6, 11, 0, 7, 4: 46/11; outer third 20.58.
    assert flagged(TWO_HIGH.format(14), SpecialCause.TWO_OF_THREE) == "9+ 10+"


def test_two_of_three_need_all_three_on_one_side_of_the_mean() -> None:
    # The neighbours on both sides, 10 and 12, lie below the mean of 13.
    assert flagged(TWO_HIGH.format(12), SpecialCause.TWO_OF_THREE) == ""


# Sum 171, mean 11.4, limits 11.4 -/+ 4.3; the outer third begins at 14.26. The 15 is in it, the 19
# outside the limits, and the 12 that follows on the same side of the mean.
def test_a_point_outside_the_limits_does_not_count_as_near_one() -> None:
    values = "10 11 10 11 10 11 10 11 10 15 19 12 10 11 10"
    assert flagged(values, SpecialCause.OUTSIDE) == "11+"
    assert flagged(values, SpecialCause.TWO_OF_THREE) == ""


# Mean 202/15 = 13.5; ranges 7 x 20, 7, 6 x 1 = 153/14 = 10.9; limits 13.5 -/+ 29.1.
RISING_BELOW = "30 10 30 10 30 10 30 10 3 4 5 6 7 8 9"


@each(
    ("direction", "said"),
    [
        (HIGHER, Variation.IMPROVEMENT),
        (LOWER, Variation.CONCERN),
        (Direction.NONE, Variation.HIGH),
        (None, Variation.HIGH),
    ],
)
def test_a_trend_that_rises_below_the_mean_is_judged_by_its_way(
    direction: Direction | None, said: Variation
) -> None:
    part = latest(RISING_BELOW, direction)
    assert Signal(SpecialCause.TREND, high=True) in part.signals[-1]
    assert Signal(SpecialCause.SHIFT, high=False) in part.signals[-1]
    assert part.variations[-1] is said


def test_a_point_outside_the_limits_is_judged_by_its_side_even_in_a_trend() -> None:
    values = "20 20 20 20 20 20 20 20 20 20 20 20 1 2 3 4 5 6 7"
    part = latest(values, HIGHER)
    assert set(part.signals[-1]) >= {
        Signal(SpecialCause.OUTSIDE, high=False),
        Signal(SpecialCause.TREND, high=True),
    }
    assert part.variations[-1] is Variation.CONCERN


@each(
    ("direction", "last", "said"),
    [
        (HIGHER, "36", Variation.IMPROVEMENT),
        (HIGHER, "-14", Variation.CONCERN),
        (LOWER, "36", Variation.CONCERN),
        (LOWER, "-14", Variation.IMPROVEMENT),
        (None, "36", Variation.HIGH),
        (Direction.NONE, "-14", Variation.LOW),
        (HIGHER, "11", Variation.COMMON),
    ],
)
def test_the_latest_point_says_what_the_series_shows(
    direction: Direction | None, last: str, said: Variation
) -> None:
    told = shown(f"10 12 11 10 12 11 10 12 11 10 11 {last}", direction)
    assert told.variation is said


def test_an_earlier_signal_is_not_what_the_series_shows_now() -> None:
    told = shown("10 12 11 14 36 11 15 12 16 10 11 14 10", HIGHER)
    assert told.latest is not None
    assert told.latest.variations[4] is Variation.IMPROVEMENT
    assert told.variation is Variation.COMMON


# The limits of TWELVE are 14.94 and 26.06.
@each(
    ("direction", "target", "said"),
    [
        (HIGHER, "14.9", ProcessAssurance.MEETS),
        (HIGHER, "15", ProcessAssurance.HIT_AND_MISS),
        (HIGHER, "26", ProcessAssurance.HIT_AND_MISS),
        (HIGHER, "26.1", ProcessAssurance.MISSES),
        (LOWER, "14.9", ProcessAssurance.MISSES),
        (LOWER, "20.5", ProcessAssurance.HIT_AND_MISS),
        (LOWER, "26.1", ProcessAssurance.MEETS),
        (Direction.NONE, "20", None),
        (None, "20", None),
        (HIGHER, "", None),
    ],
)
def test_the_target_s_place_among_the_limits_is_the_assurance(
    direction: Direction | None, target: str, said: ProcessAssurance | None
) -> None:
    assert shown(TWELVE, direction, target).assurance is said


@each("direction", [HIGHER, LOWER])
def test_a_limit_on_the_target_meets_it(direction: Direction) -> None:
    assert shown("7 7 7 7 7 7 7 7 7 7 7 7", direction, "7").assurance is ProcessAssurance.MEETS


def test_nothing_is_said_of_the_target_from_trial_limits() -> None:
    trial, whole = (
        shown("20 22 20 22 20 22 20 22 20 22 20", HIGHER, "50"),
        shown(TWELVE, HIGHER, "50"),
    )
    assert (trial.latest and trial.latest.limits and trial.latest.limits.trial) is True
    assert (trial.assurance, whole.assurance) == (None, ProcessAssurance.MISSES)


def test_a_new_process_begins_new_limits_and_the_latest_are_judged() -> None:
    told = shown("90 91 90 91 90 91 |" + "20 22 " * 6, HIGHER, "50")
    assert [len(part.points) for part in told.parts] == [6, 12]
    means = [part.limits.mean for part in told.parts if part.limits]
    assert means == [Decimal("90.5"), Decimal(21)]
    assert (told.variation, told.assurance) == (Variation.COMMON, ProcessAssurance.MISSES)


def test_runs_do_not_go_over_a_new_process() -> None:
    told = shown("5 5 5 1 2 3 4 |5 6 7 8 5 5", HIGHER)
    rules = [s.rule for part in told.parts for flags in part.signals for s in flags]
    assert SpecialCause.TREND not in rules


def test_a_new_process_of_few_points_has_no_limits_and_no_judgement() -> None:
    told = shown(f"{TWELVE} |40 41 40", HIGHER, "30")
    assert [part.limits is None for part in told.parts] == [False, True]
    assert (told.variation, told.assurance) == (None, None)


# | Value        | 10 | 12 | 10 | _30 | 32 | 30 | 32 |  Ranges 2 2 | 2 2 2: the 20 is none.
def test_no_range_is_taken_across_a_gap() -> None:
    assert limits("10 12 10 _30 32 30 32 30").moving_range == Decimal(2)


def test_limits_rest_on_ranges_so_that_gaps_leave_fewer_points() -> None:
    # Seven points with two gaps have four ranges, as five points have.
    assert latest("1 2 _1 2 1 _2 1").limits is None
    # Twelve points with one gap have ten ranges, as eleven points have.
    found = limits("1 2 1 2 1 2 _1 2 1 2 1 2")
    assert found.trial


def test_no_run_goes_over_a_gap() -> None:
    assert flagged("5 5 1 2 3 4 5 6 7 5 5 5", SpecialCause.TREND) != ""
    assert flagged("5 5 1 2 3 _4 5 6 7 5 5 5", SpecialCause.TREND) == ""
    assert flagged("1 1 1 1 _1 1 1 1 3 3 3 3 3 3 3 3", SpecialCause.SHIFT).startswith("9+")


def test_every_sign_stands_with_its_words() -> None:
    for one in (*Variation, *ProcessAssurance):
        sign, words = one.value.split(" ", 1)
        assert len(sign) == 1
        assert len(words) > 5
    signs = [one.value[0] for one in (*Variation, *ProcessAssurance)]
    assert len(set(signs)) == len(signs)


FIGURES = st.decimals(-1000, 1000, places=2)


@given(st.lists(FIGURES, min_size=6, max_size=30))
def test_the_mean_lies_between_the_limits_and_each_point_has_its_signals(
    values: list[Decimal],
) -> None:
    part = process([Point("p", value) for value in values]).latest
    assert part is not None
    assert part.limits is not None
    assert part.limits.lower <= part.limits.mean <= part.limits.upper
    assert len(part.signals) == len(part.variations) == len(values)
    for flags, variation in zip(part.signals, part.variations, strict=True):
        assert bool(flags) is (variation is not Variation.COMMON)


@given(st.lists(FIGURES, min_size=6, max_size=30), st.decimals(-50, 50, places=1))
def test_a_series_that_is_moved_keeps_its_signals(values: list[Decimal], by: Decimal) -> None:
    one = process([Point("p", value) for value in values], HIGHER).latest
    other = process([Point("p", value + by) for value in values], HIGHER).latest
    assert one is not None
    assert other is not None
    assert one.signals == other.signals


@given(st.lists(FIGURES, min_size=12, max_size=20))
def test_the_mean_is_exact_to_twenty_eight_figures(values: list[Decimal]) -> None:
    part = process([Point("p", value) for value in values]).latest
    assert part is not None
    assert part.limits is not None
    exact = sum(map(Fraction, values), Fraction()) / len(values)
    assert abs(Fraction(part.limits.mean) - exact) <= abs(exact) / 10**27
