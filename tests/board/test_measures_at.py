"""Which reading, target and outturn of an indicator count for a meeting."""

from datetime import date

from paperkit.board.plan_rows import Meeting, Target
from paperkit.board.settings import Settings
from paperkit.indicators.ratings import Measured, measured, measured_at, target_this_year
from paperkit.indicators.running import goal_of
from paperkit.indicators.shown import indicator_row
from paperkit.schema.dates import read_period
from paperkit.schema.values import read_amount
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import board

MEETING = date(2026, 7, 16)
YEAR = read_period("2026/27")

INDICATORS = """
## indicators
| Reference | Name         | Unit | Direction        |
|-----------|--------------|------|------------------|
| 1.1       | Seen in time | %    | Higher is better |
"""


def at_the_meeting(markdown: str, as_at: date | None = None) -> Measured:
    """Return the one indicator of the Markdown as it stands for the July meeting."""
    (one,) = measured(board(markdown), Settings(), MEETING, as_at)
    return one


def test_the_latest_reading_is_the_last_whose_period_has_ended() -> None:
    one = at_the_meeting(
        INDICATORS
        + """
    ## readings
    | Indicator | Period     | Value |
    |-----------|------------|-------|
    | 1.1       | Q2 2026/27 | 91%   |
    | 1.1       | Q1 2026/27 | 90%   |
    | 1.1       | Q4 2025/26 | 89%   |
    """
    )
    assert one.reading is not None
    assert str(one.reading.period) == "Q1 2026/27"


def test_readings_after_the_date_of_the_data_do_not_count() -> None:
    markdown = (
        INDICATORS
        + """
    ## readings
    | Indicator | Period     | Value |
    |-----------|------------|-------|
    | 1.1       | Q1 2026/27 | 90%   |
    | 1.1       | Q4 2025/26 | 89%   |
    """
    )
    the_day, the_day_before = date(2026, 6, 30), date(2026, 6, 29)
    shown = [at_the_meeting(markdown, day).reading for day in (the_day, the_day_before)]
    assert [str(one.period) for one in shown if one] == ["Q1 2026/27", "Q4 2025/26"]


def test_a_latest_reading_in_words_is_not_passed_over_for_an_older_figure() -> None:
    one = at_the_meeting(
        INDICATORS
        + """
    ## readings
    | Indicator | Period     | Value                  |
    |-----------|------------|------------------------|
    | 1.1       | Q4 2025/26 | 89%                    |
    | 1.1       | Q1 2026/27 | Published October 2026 |
    """
    )
    assert one.reading is not None
    assert (str(one.reading.value), one.judgement.word) == ("Published October 2026", "No data yet")


TARGETS = """
## targets
| Indicator | Year    | Value |
|-----------|---------|-------|
| 1.1       | 2024/25 | 70%   |
| 1.1       | 2025/26 | 80%   |
| 1.1       | 2025    | 75%   |
| 1.1       | 2026/27 | 90%   |
"""


@each(
    ("period", "target"),
    [
        ("2025/26", "80%"),
        ("2024/25", "70%"),
        ("2025", "75%"),
        ("Q4 2025/26", "80%"),
        ("March 2026", "80%"),
        ("April 2026", "90%"),
        ("Autumn 2025/26", "80%"),
        ("Spring 2025/26", "80%"),
    ],
)
def test_a_figure_is_held_against_the_target_of_its_own_year(period: str, target: str) -> None:
    one = at_the_meeting(f"""{INDICATORS}{TARGETS}
    ## readings
    | Indicator | Period   | Value |
    |-----------|----------|-------|
    | 1.1       | {period} | 79%   |
    """)
    assert one.target is not None
    assert str(one.target.value) == target


def test_the_summer_term_is_held_against_its_school_year() -> None:
    one = measured(
        board(f"""{INDICATORS}{TARGETS}
    ## readings
    | Indicator | Period         | Value |
    |-----------|----------------|-------|
    | 1.1       | Summer 2025/26 | 79%   |
    """),
        Settings(),
        date(2026, 9, 10),
    )[0]
    assert one.target is not None
    assert str(one.target.year) == "2025/26"


@each("period", ["2023/24", "2024", "2022 to 2024", "Q1 2023/24"])
def test_without_a_target_for_its_year_a_figure_is_not_rated(period: str) -> None:
    one = at_the_meeting(f"""{INDICATORS}{TARGETS}
    ## readings
    | Indicator | Period   | Value |
    |-----------|----------|-------|
    | 1.1       | {period} | 79%   |
    """)
    told = (one.judgement.word, one.judgement.rule)
    assert told == ("No target", f"There is no target for {period}")


def outturn_of(*readings: str) -> str:
    rows = "\n".join(f"| 1.1 | {reading} |" for reading in readings)
    one = at_the_meeting(f"""{INDICATORS}
    ## readings
    | Indicator | Period | Value |
    |-----------|--------|-------|
    {rows}
    """)
    return f"{one.outturn.value} in {one.outturn.period}" if one.outturn else "none"


def test_last_year_s_outturn_is_the_reading_for_last_year() -> None:
    readings = ["2024/25 | 71%", "2025/26 | 72%", "Q4 2025/26 | 73%", "Q1 2026/27 | 74%"]
    assert outturn_of(*readings) == "72% in 2025/26"


def test_without_one_the_reading_that_ended_with_the_year_counts() -> None:
    assert outturn_of("Q3 2025/26 | 71%", "March 2026 | 74%", "Q4 2025/26 | 73%") == (
        "73% in Q4 2025/26"
    )


def test_a_quarter_that_ended_before_the_year_is_no_outturn() -> None:
    assert outturn_of("Q3 2025/26 | 71%") == "none"


def test_an_outturn_by_calendar_year_or_span() -> None:
    assert outturn_of("2024 | 71%", "2025 | 72%") == "72% in 2025"
    assert outturn_of("2023 to 2025 | 70%") == "70% in 2023 to 2025"


def test_several_years_that_ended_before_last_year_are_no_outturn() -> None:
    assert outturn_of("2022 to 2024 | 70%") == "none"


def test_an_outturn_in_words_stays_words() -> None:
    assert outturn_of("2025/26 | Published October 2026") == "Published October 2026 in 2025/26"


@each(("year", "found"), [("2026/27", True), ("2026", True), ("2025/26", False)])
def test_this_year_s_target_is_of_the_year_of_the_meeting(year: str, found: bool) -> None:
    one = at_the_meeting(f"""{INDICATORS}
    ## targets
    | Indicator | Year   | Value |
    |-----------|--------|-------|
    | 1.1       | {year} | 85%   |
    """)
    assert bool(one.this_target) is found


@each(
    ("day", "years", "found"),
    [
        (date(2026, 7, 16), "2025 to 2027", True),
        (date(2025, 1, 1), "2025 to 2027", True),
        (date(2024, 12, 31), "2025 to 2027", False),
        (date(2027, 12, 31), "2025 to 2027", True),
        (date(2028, 3, 31), "2025 to 2027", True),
        (date(2028, 4, 1), "2025 to 2027", False),
        (date(2026, 7, 16), "Q2 2026/27", False),
    ],
)
def test_a_target_for_several_years_is_this_year_s_up_to_the_march_after_its_last_day(
    day: date, years: str, *, found: bool
) -> None:
    target = Target(year=read_period(years), value=read_amount("85%"))
    assert (target_this_year([target], day) is target) is found


def test_a_target_that_was_cleared_after_sign_off_counts_as_signed() -> None:
    goal = goal_of(Target(year=YEAR, signed_by="Executive", signed_value=read_amount("85%")))
    assert goal is not None
    assert (str(goal.value), goal.signed, goal.unsigned) == ("85%", True, None)


@each(
    ("by", "signed", "now", "counts"),
    [
        ("", None, "85%", "85%, unsigned"),
        ("Executive", None, "85%", "85%"),
        ("Executive", "85", "85%", "85%"),
        ("Executive", "80%", "85%", "80%, now 85%"),
        ("Executive", "Being set", "being  set", "being set"),
        ("Executive", "Being set", "To be agreed", "Being set, now To be agreed"),
        ("Executive", "Being set", "85%", "Being set, now 85%"),
        ("Executive", "85%", "Being set", "85%, now Being set"),
    ],
)
def test_a_target_counts_as_it_was_signed_off(
    by: str, signed: str | None, now: str, counts: str
) -> None:
    as_signed = read_amount(signed) if signed else None
    target = Target(year=YEAR, value=read_amount(now), signed_by=by, signed_value=as_signed)
    goal = goal_of(target)
    assert goal is not None
    beside = f", now {goal.unsigned}" if goal.unsigned else "" if goal.signed else ", unsigned"
    assert f"{goal.value}{beside}" == counts


def test_a_word_for_the_latest_calendar_year_hides_no_figure_of_the_one_before_until_march() -> (
    None
):
    rows = """
    ## indicators
    | Reference | Direction        | Next data due     |
    |-----------|------------------|-------------------|
    | 1.1       | Higher is better | 15 September 2027 |
    ## readings
    | Indicator | Period | Value       |
    |-----------|--------|-------------|
    | 1.1       | 2025   | 10.9        |
    | 1.1       | 2026   | No data yet |
    """
    january, july = (
        BoardAt(board(rows), meeting=Meeting(date=day))
        for day in (date(2027, 1, 21), date(2027, 7, 15))
    )
    shown = [indicator_row(at, at.once(measured_at)[0]).outturn for at in (january, july)]
    assert shown == ["10.9 (2025)", "No data yet (2026)"]
    without = board(rows.replace("    | 1.1       | 2026   | No data yet |\n", ""))
    at = BoardAt(without, meeting=Meeting(date=date(2027, 7, 15)))
    assert indicator_row(at, at.once(measured_at)[0]).outturn == "Due 15 September 2027"
