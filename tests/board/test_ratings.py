"""An indicator for a meeting: the rating by rule, and the movement."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.plan_rows import Indicator, Reading, Target
from paperkit.board.settings import DEFAULT_RATINGS, Rating, Role, Settings
from paperkit.board.words import Unrated
from paperkit.frozen import replace
from paperkit.indicators.ratings import (
    Measured,
    Movement,
    Way,
    apart,
    figure,
    judged,
    measured,
    moved_since,
)
from paperkit.indicators.running import goal_of
from paperkit.schema.dates import read_period
from paperkit.schema.values import Amount, Direction, Tolerance, read_amount, read_tolerance
from tests.cases import each
from tests.tables import board

MEETING = date(2026, 7, 16)

INDICATORS = """
## indicators
| Reference | Name              | Unit | Direction        |
|-----------|-------------------|------|------------------|
| 1.1       | Seen in time      | %    | Higher is better |
"""


def at_the_meeting(markdown: str) -> Measured:
    """Return the one indicator of the Markdown as it stands for the July meeting."""
    (one,) = measured(board(markdown), Settings(), MEETING)
    return one


def rating(
    value: str, target: str, direction: str = "Higher is better", tolerance: str = "5%"
) -> tuple[str, str]:
    """Return the word and the rule for a figure of 2025/26 against the target of that year."""
    indicator = Indicator(
        unit="%", direction=Direction(direction), tolerance=read_tolerance(tolerance)
    )
    year = read_period("2025/26")
    reading = Reading(period=year, value=read_amount(value))
    told = judged(
        indicator,
        reading,
        goal_of(Target(year=year, value=read_amount(target), signed_by="Executive")),
        Settings(),
    )
    return told.word, told.rule


def test_a_figure_exactly_at_its_target_is_on_target() -> None:
    assert rating("85%", "85%") == ("Green", "Meets the target of 85%")


def test_a_figure_just_worse_than_target_is_near_and_the_limit_is_told() -> None:
    near = "Worse than the target of 85%, but by no more than 5% (80.75% or more)"
    assert rating("84.9%", "85%") == ("Amber", near)


def test_a_figure_exactly_at_the_tolerance_limit_is_still_near() -> None:
    assert rating("80.75%", "85%")[0] == "Amber"


def test_a_figure_beyond_the_tolerance_limit_is_missed() -> None:
    missed = "Worse than the target of 85% by more than 5% (less than 80.75%)"
    assert rating("80.74%", "85%") == ("Red", missed)


@each(
    ("value", "told"),
    [
        ("39%", ("Green", "Meets the target of 40%")),
        ("40%", ("Green", "Meets the target of 40%")),
        ("42%", ("Amber", "Worse than the target of 40%, but by no more than 5% (42% or less)")),
        ("42.1%", ("Red", "Worse than the target of 40% by more than 5% (more than 42%)")),
    ],
)
def test_lower_is_better(value: str, told: tuple[str, str]) -> None:
    assert rating(value, "40%", "Lower is better") == told


@each(
    ("value", "told"),
    [
        (
            "83%",
            ("Amber", "Worse than the target of 85%, but by no more than 2 percentage points "
             "(83% or more)"),
        ),
        ("82.9%", ("Red", "Worse than the target of 85% by more than 2 percentage points "
         "(less than 83%)")),
    ],
)  # fmt: skip
def test_a_tolerance_in_the_unit_of_the_indicator(value: str, told: tuple[str, str]) -> None:
    assert rating(value, "85%", tolerance="2") == told


def test_a_tolerance_of_one_is_one_percentage_point() -> None:
    missed = "Worse than the target of 85% by more than 1 percentage point (less than 84%)"
    assert rating("83%", "85%", tolerance="1") == ("Red", missed)


def test_a_tolerance_of_days_is_told_in_days() -> None:
    days = Indicator(unit="days", direction=Direction.LOWER, tolerance=read_tolerance("2"))
    year = read_period("2025/26")
    reading = Reading(period=year, value=read_amount("13"))
    told = judged(
        days,
        reading,
        goal_of(Target(year=year, value=read_amount("10"), signed_by="Executive")),
        Settings(),
    )
    assert told.rule == "Worse than the target of 10 days by more than 2 days (more than 12 days)"


@each(
    ("value", "told"),
    [
        ("60%", ("Amber", "Worse than the target of 85%, but not worse than the floor of 60%")),
        ("59%", ("Red", "Worse than the target of 85%, and worse than the floor of 60%")),
    ],
)
def test_a_floor(value: str, told: tuple[str, str]) -> None:
    assert rating(value, "85%", tolerance="floor 60") == told


def test_a_floor_is_a_ceiling_where_lower_is_better() -> None:
    told = "Worse than the target of 40%, but not worse than the ceiling of 50%"
    assert rating("50%", "40%", "Lower is better", "floor 50") == ("Amber", told)


def test_a_floor_on_the_better_side_of_the_target_makes_nothing_near() -> None:
    assert rating("45%", "50%", tolerance="floor 40")[0] == "Amber"
    assert rating("45%", "50%", tolerance="floor 60") == ("Red", "Worse than the target of 50%")


def test_a_target_of_zero_has_no_margin_in_per_cent() -> None:
    assert rating("0", "0", "Lower is better")[0] == "Green"
    assert rating("0.1", "0", "Lower is better") == ("Red", "Worse than the target of 0%")


def test_a_negative_target_has_its_margin_on_the_worse_side() -> None:
    near = "Worse than the target of −10%, but by no more than 5% (−10.5% or more)"
    assert rating("-10.5", "-10") == ("Amber", near)
    assert rating("-10.6", "-10")[0] == "Red"


@each("target", ["Being set", "To be agreed in October 2026"])
def test_a_target_in_words_gives_no_rating(target: str) -> None:
    told = ("No target", "The target for 2025/26 is given in words")
    assert rating("80%", target) == told


@each(
    ("words", "word"),
    [
        ("Published October 2026", "No data yet"),
        ("return not received", "Return not received"),
        ("NC", "Not comparable"),
        ("Suspended", "Suspended with approval"),
    ],
)
def test_a_reading_in_words_gets_the_state_that_it_names(words: str, word: str) -> None:
    assert rating(words, "85%") == (word, "There is no figure to compare with a target")


def test_an_indicator_without_judgement_is_data_only_even_with_a_target() -> None:
    told = ("Data only", "No judgement is made on this indicator")
    assert rating("80%", "85%", "No judgement") == told


def test_no_reading_is_no_data_yet() -> None:
    assert at_the_meeting(INDICATORS).judgement.word == "No data yet"


def test_a_figure_is_not_rated_where_the_good_direction_is_not_said() -> None:
    one = at_the_meeting("""
    ## indicators
    | Reference | Unit |
    |-----------|------|
    | 1.1       | %    |
    ## targets
    | Indicator | Year    | Value |
    |-----------|---------|-------|
    | 1.1       | 2025/26 | 85%   |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 1.1       | 2025/26 | 90%   |
    """)
    told = (one.judgement.word, one.judgement.rule)
    assert told == ("Not comparable", "It is not said which direction is good")


@pytest.mark.parametrize("direction", [Direction.HIGHER, Direction.LOWER])
@given(
    one=st.decimals(-1000, 1000, places=2),
    other=st.decimals(-1000, 1000, places=2),
    target=st.decimals(-1000, 1000, places=2),
    tolerance=st.sampled_from(["0%", "5%", "2", "floor 60", "floor 0"]),
)
def test_a_better_figure_never_has_a_worse_rating(
    direction: Direction, one: Decimal, other: Decimal, target: Decimal, tolerance: str
) -> None:
    best_first = [rating.word for rating in DEFAULT_RATINGS]
    worse, better = sorted([one, other], reverse=direction is Direction.LOWER)
    at_worse, at_better = (
        best_first.index(rating(str(value), str(target), direction.value, tolerance)[0])
        for value in (worse, better)
    )
    assert at_better <= at_worse


def test_rounding_never_decides_and_is_told_where_it_hides_the_reason() -> None:
    indicator = Indicator(unit="%", decimals=0, direction=Direction.HIGHER)
    year = read_period("2025/26")
    reading = Reading(period=year, value=read_amount("84.6%"))
    told = judged(
        indicator,
        reading,
        goal_of(Target(year=year, value=read_amount("85%"), signed_by="Executive")),
        Settings(),
    )
    assert told.role is Role.NEAR
    assert told.rule.endswith("(80.75% or more); before rounding it is 84.6%")


def test_the_council_s_tolerance_holds_where_the_indicator_has_none() -> None:
    indicator = Indicator(unit="%", direction=Direction.HIGHER)
    year = read_period("2025/26")
    reading = Reading(period=year, value=read_amount("77%"))
    limits = replace(Settings().limits, tolerance=Tolerance("10%", percent=Decimal(10)))
    settings = replace(Settings(), limits=limits)
    told = judged(
        indicator,
        reading,
        goal_of(Target(year=year, value=read_amount("85%"), signed_by="Executive")),
        settings,
    )
    assert told.rule == "Worse than the target of 85%, but by no more than 10% (76.5% or more)"


def test_a_scale_without_a_word_for_near_calls_it_missed() -> None:
    indicator = Indicator(unit="%", direction=Direction.HIGHER)
    year = read_period("2025/26")
    reading = Reading(period=year, value=read_amount("84%"))
    two = tuple(one for one in DEFAULT_RATINGS if one.role is not Role.NEAR)
    settings = replace(Settings(), ratings=two)
    told = judged(
        indicator,
        reading,
        goal_of(Target(year=year, value=read_amount("85%"), signed_by="Executive")),
        settings,
    )
    assert (told.word, told.role) == ("Red", Role.NEAR)


YEAR = read_period("2025/26")


@each(
    ("value", "words", "word", "role", "rating"),
    [
        ("90%", (0, 1, 2), "Green", Role.MET, DEFAULT_RATINGS[0]),
        ("84%", (0, 1, 2), "Amber", Role.NEAR, DEFAULT_RATINGS[1]),
        ("10%", (0, 1, 2), "Red", Role.MISSED, DEFAULT_RATINGS[2]),
        ("90%", (1, 2), "Met", Role.MET, None),
        ("84%", (0,), "Near", Role.NEAR, None),
        ("10%", (0, 1), "Missed", Role.MISSED, None),
    ],
)
def test_a_figure_has_the_rating_of_its_role_or_the_role_in_words(
    value: str, words: tuple[int, ...], word: str, role: Role, rating: Rating | None
) -> None:
    indicator = Indicator(unit="%", direction=Direction.HIGHER)
    reading = Reading(period=YEAR, value=read_amount(value))
    settings = replace(Settings(), ratings=tuple(DEFAULT_RATINGS[n] for n in words))
    told = judged(
        indicator,
        reading,
        goal_of(Target(year=YEAR, value=read_amount("85%"), signed_by="Executive")),
        settings,
    )
    assert (told.word, told.role, told.rating, told.unrated) == (word, role, rating, None)


def test_what_is_unrated_says_which_state_it_is_in() -> None:
    reading = Reading(period=YEAR, value=read_amount("No data yet"))
    told = judged(Indicator(), reading, None, Settings())
    assert (told.role, told.rating, told.unrated) == (None, None, Unrated.NO_DATA)


def test_a_target_in_words_is_told_with_the_year_of_the_target() -> None:
    one = at_the_meeting(f"""
    {INDICATORS}
    ## targets
    | Indicator | Year    | Value     |
    |-----------|---------|-----------|
    | 1.1       | 2025/26 | No target |
    ## readings
    | Indicator | Period     | Value |
    |-----------|------------|-------|
    | 1.1       | Q4 2025/26 | 80    |
    """)
    assert one.judgement.rule == "The target for 2025/26 is given in words"
    assert one.indicator.name == "Seen in time"


def test_a_missing_target_is_told_with_the_period_of_the_figure() -> None:
    one = at_the_meeting(f"""
    {INDICATORS}
    ## readings
    | Indicator | Period     | Value |
    |-----------|------------|-------|
    | 1.1       | Q4 2025/26 | 80    |
    """)
    assert one.judgement.rule == "There is no target for Q4 2025/26"
    assert one.movement == Movement(Way.NO_EARLIER, "No earlier figure")


def movement(direction: str, *readings: str) -> str:
    rows = "\n".join(f"| 1.1 | {reading} |" for reading in readings)
    return at_the_meeting(f"""
    ## indicators
    | Reference | Unit | Direction   |
    |-----------|------|-------------|
    | 1.1       | %    | {direction} |
    ## readings
    | Indicator | Period | Value |
    |-----------|--------|-------|
    {rows}
    """).movement.words


@each(
    ("direction", "value", "words"),
    [
        ("Higher is better", "72%", "↑\xa0Better (from 71.2% in 2024/25)"),
        ("Higher is better", "70%", "↓\xa0Worse (from 71.2% in 2024/25)"),
        ("Lower is better", "70%", "↑\xa0Better (from 71.2% in 2024/25)"),
        ("Lower is better", "72%", "↓\xa0Worse (from 71.2% in 2024/25)"),
        ("Higher is better", "71.2%", "→\xa0No change (71.2% in 2024/25)"),
        ("No judgement", "72%", "↑\xa0Higher (from 71.2% in 2024/25)"),
        ("No judgement", "70%", "↓\xa0Lower (from 71.2% in 2024/25)"),
    ],
)
def test_movement_is_told_by_the_direction_that_is_good(
    direction: str, value: str, words: str
) -> None:
    assert movement(direction, "2024/25 | 71.2%", f"2025/26 | {value}") == words


def test_a_quarter_is_compared_with_a_quarter_not_with_a_year() -> None:
    readings = ["Q4 2025/26 | 60%", "2025/26 | 80%", "Q1 2026/27 | 70%"]
    assert movement("Higher is better", *readings) == "↑\xa0Better (from 60% in Q4 2025/26)"


def test_a_first_figure_of_its_kind_has_no_earlier_one() -> None:
    readings = ["2025/26 | 80%", "Q1 2026/27 | 70%"]
    assert movement("Higher is better", *readings) == "No earlier figure"


def test_three_years_are_not_compared_with_two() -> None:
    readings = ["2023 to 2024 | 80%", "2023 to 2025 | 70%"]
    assert movement("Higher is better", *readings) == "No earlier figure"


def test_three_years_are_compared_with_the_three_before_them() -> None:
    readings = ["2022 to 2024 | 80%", "2023 to 2025 | 70%"]
    assert movement("Higher is better", *readings) == "↓\xa0Worse (from 80% in 2022 to 2024)"


@each(
    "readings",
    [
        ("2024/25 | 71%", "2025/26 | Published May 2027"),
        ("2024/25 | NC", "2025/26 | 71%"),
        ("2024/25 | ", "2025/26 | 71%"),
        ("2024/25 | 71%", "2025/26 | "),
    ],
)
def test_words_are_not_comparable_with_a_figure(readings: tuple[str, str]) -> None:
    assert movement("Higher is better", *readings) == "Not comparable"
    then, now = (Reading(value=read_amount(typed)) for typed in ("NC", "71%"))
    told = moved_since(Indicator(direction=Direction.HIGHER), now, then)
    assert told == Movement(Way.NOT_COMPARABLE, "Not comparable")


def test_a_movement_that_rounding_hides_is_told_unrounded() -> None:
    one = at_the_meeting("""
    ## indicators
    | Reference | Unit | Direction        | Decimal places |
    |-----------|------|------------------|----------------|
    | 1.1       | %    | Higher is better | 0              |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 1.1       | 2024/25 | 70.6% |
    | 1.1       | 2025/26 | 71.4% |
    """)
    assert one.movement.way is Way.BETTER
    assert one.movement.words == "↑\xa0Better (from 70.6% in 2024/25)"


@each(
    ("typed", "other", "shown"),
    [
        ("84.6%", "85%", "84.6%"),
        ("80.4%", "85%", "80%"),
        ("84.6%", "84.6%", "85%"),
        ("NC", "85%", "NC"),
    ],
)
def test_a_figure_is_unrounded_only_where_rounding_hides_a_difference(
    typed: str, other: str, shown: str
) -> None:
    whole = Indicator(unit="%", decimals=0)
    assert apart(read_amount(typed), read_amount(other), whole) == shown


@each(
    ("unit", "typed", "shown"),
    [
        ("%", "72.4", "72.4%"),
        ("", "72.4%", "72.4%"),
        ("", "£1,200", "£1,200"),
        ("", "72.4", "72.4"),
        ("days", "3", "3 days"),
    ],
)
def test_a_figure_keeps_its_unit(unit: str, typed: str, shown: str) -> None:
    assert figure(read_amount(typed), Indicator(unit=unit)) == shown


def test_words_are_printed_as_typed() -> None:
    assert figure(Amount("Published October 2026"), Indicator(unit="%")) == "Published October 2026"
