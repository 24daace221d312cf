"""Indicators and their figures (seed T 3.4 to 3.6)."""

from datetime import date

from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Limits, Settings
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.board.test_rules_check import found, requiring
from tests.cases import each
from tests.tables import board

JULY = """
## meetings
| reference | date |
| --- | --- |
| Board July 2026 | 16 July 2026 |
"""
OUTCOME = """
## priorities
| reference |
| --- |
| 1 |

## outcomes
| reference | parent | no_indicator |
| --- | --- | --- |
| 1.1 | 1 | |
"""
THREE = """
## indicators
| reference | name | outcome | frequency |
| --- | --- | --- | --- |
| A | Waiting | 1.1 | Annual |
| B | Falls | 1.1 | Annual |
| C | Smoking | 1.1 | Annual |
"""
FOURTH = "| D | Weight | 1.1 | Annual |\n"


def test_an_outcome_with_four_indicators_is_named_with_all_of_them() -> None:
    assert found("PK-410", OUTCOME + THREE + FOURTH) == [
        "PK-410 Indicators!C5: Outcome 1.1 has 4 indicators (A Waiting, B Falls, C Smoking and "
        "D Weight); the settings allow 3."
    ]


def test_too_many_indicators_are_told_with_the_outcome_and_the_places_of_the_others() -> None:
    told = [f for f in check(BoardAt(board(OUTCOME + THREE + FOURTH))) if f.code == "PK-410"]
    assert [f.value for f in told] == ["1.1"]
    assert [[place.cell for place in f.others] for f in told] == [["C2", "C3", "C4"]]


def test_an_outcome_with_three_indicators_is_within_the_limit() -> None:
    assert found("PK-410", OUTCOME + THREE) == []


@each(("limit", "count"), [(2, 1), (3, 0), (None, 0)])
def test_the_limit_is_a_setting(limit: int | None, count: int) -> None:
    ways = Ways(replace(Settings(), limits=replace(Limits(), indicators_per_outcome=limit)))
    assert len(found("PK-410", OUTCOME + THREE, ways=ways)) == count


def test_an_outcome_without_an_indicator_needs_its_reason() -> None:
    outcomes = """
    ## priorities
    | reference |
    | --- |
    | 1 |

    ## outcomes
    | reference | parent | no_indicator |
    | --- | --- | --- |
    | 1.1 | 1 | |
    | 1.2 | 1 | Told by the groups |
    | 1.3 | 1 | |
    | 1.3.1 | 1.3 | Told by the groups |
    """
    assert found("PK-411", outcomes) == [
        "PK-411 Outcomes!C2: Outcome 1.1 has no indicator, and no reason is given."
    ]


BARE = """
## indicators
| reference | name | partner | frequency |
| --- | --- | --- | --- |
| 2.1 | Waiting | Wendside Hospital | |
"""


def test_an_indicator_without_outturn_target_and_frequency_has_an_error_for_each() -> None:
    whole = JULY + BARE
    assert found("PK-412", whole, meeting="Board July 2026") == [
        "PK-412 Indicators!A2: Indicator 2.1 Waiting has no outturn for 2025/26."
    ]
    assert found("PK-413", whole, meeting="Board July 2026") == [
        "PK-413 Indicators!A2: Indicator 2.1 Waiting has no target for 2026/27."
    ]
    assert found("PK-414", whole, meeting="Board July 2026") == [
        "PK-414 Indicators!D2: Indicator 2.1 Waiting has no frequency."
    ]


def test_a_missing_frequency_is_told_once_where_the_pack_requires_it() -> None:
    ways = requiring(indicators=("frequency",))
    assert found("PK-401", BARE, ways=ways) == []
    assert len(found("PK-414", BARE, ways=ways)) == 1


def test_the_partner_is_asked_for_what_an_indicator_lacks() -> None:
    lacking = [f for f in check(BoardAt(board(JULY + BARE))) if f.code == "PK-413"]
    assert [f.person for f in lacking] == ["Wendside Hospital"]


def test_without_any_date_nothing_is_said_of_years() -> None:
    assert found("PK-412", BARE) + found("PK-413", BARE) == []


@each("period", ["2025/26", "Q4 2025/26", "March 2026", "Spring 2025/26", "2025", "2023 to 2025"])
def test_a_reading_that_closes_last_year_is_its_outturn(period: str) -> None:
    reading = f"""
    ## readings
    | indicator | period | value |
    | --- | --- | --- |
    | 2.1 | {period} | 5 |
    """
    assert found("PK-412", JULY + BARE + reading) == []


@each("period", ["2024/25", "Q3 2025/26", "2026/27", "Q1 2026/27", "2024"])
def test_a_reading_of_another_time_is_no_outturn(period: str) -> None:
    reading = f"""
    ## readings
    | indicator | period | value |
    | --- | --- | --- |
    | 2.1 | {period} | 5 |
    """
    assert len(found("PK-412", JULY + BARE + reading)) == 1


def test_a_word_answers_for_outturn_and_target_and_a_blank_value_does_not() -> None:
    answered = """
    ## readings
    | indicator | period | value |
    | --- | --- | --- |
    | 2.1 | 2025/26 | No data yet |

    ## targets
    | indicator | year | value |
    | --- | --- | --- |
    | 2.1 | 2026/27 | |
    """
    assert found("PK-412", JULY + BARE + answered) == []
    assert len(found("PK-413", JULY + BARE + answered)) == 1


@each(("year", "count"), [("2026/27", 0), ("2026", 0), ("2025/26", 1)])
def test_the_target_is_that_of_this_year(year: str, count: int) -> None:
    target = f"## targets\n| indicator | year | value |\n| - | - | - |\n| 2.1 | {year} | 5 |"
    assert len(found("PK-413", JULY + BARE + target)) == count


PLAIN = """
## indicators
| reference | unit |
| --- | --- |
| 2.1 | % |
| 2.2 | |
"""


def test_two_targets_for_one_year_are_told_with_both_places() -> None:
    targets = """
    ## targets
    | indicator | year | value |
    | --- | --- | --- |
    | 2.1 | 2026/27 | 80 |
    | 2.2 | 2026/27 | 80 |
    | 2.1 | 2026-27 | 85 |
    | 2.1 | 2027/28 | 85 |
    """
    told = [f for f in check(BoardAt(board(PLAIN + targets))) if f.code == "PK-501"]
    assert [f.message for f in told] == ["Indicator 2.1 has two targets for 2026/27."]
    assert [(f.place.cell, f.others[0].cell) for f in told] == [("B4", "B2")]


def test_two_readings_for_one_period_are_told_with_both_places() -> None:
    readings = """
    ## readings
    | indicator | period | value |
    | --- | --- | --- |
    | 2.1 | Q1 2026/27 | 80 |
    | 2.1 | 2026/27 | 80 |
    | 2.1 | quarter 1 2026/27 | 85 |
    """
    told = [f for f in check(BoardAt(board(PLAIN + readings))) if f.code == "PK-502"]
    assert [f.message for f in told] == ["Indicator 2.1 has two readings for Q1 2026/27."]
    assert [(f.place.cell, f.others[0].cell) for f in told] == [("B4", "B2")]


SIGNED = """
## targets
| indicator | year | value | signed_by | signed_value |
| --- | --- | --- | --- | --- |
| 2.1 | 2026/27 | 90 | Executive | 85 |
| 2.1 | 2027/28 | 90% | Executive | 90 |
| 2.2 | 2026/27 | 90 | Executive | |
| 2.2 | 2027/28 | 90 | | |
| 2.2 | 2028/29 | No target | | |
"""


def test_a_target_changed_after_sign_off_is_unsigned_again() -> None:
    assert found("PK-503", PLAIN + SIGNED) == [
        "PK-503 Targets!C2: The target of indicator 2.1 for 2026/27 was signed off as '85' and is "
        "now '90', which nobody has signed off."
    ]


def test_targets_that_were_never_signed_off_are_one_note() -> None:
    assert found("PK-504", PLAIN + SIGNED) == [
        "PK-504 Targets!D5: Nobody has signed off the targets of 2.2 (2027/28)."
    ]


MISSED = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |
## papers
| reference | kind | meeting |
| --- | --- | --- |
| Report | performance_report | July |
| Forward | forward_plan | July |
## indicators
| reference | name | direction | unit | tolerance | figures_run |
| --- | --- | --- | --- | --- | --- |
| 1 | Waits | Lower is better | days | 5 | Each stands alone |
| 2 | Visits | Higher is better | % | 5% | Each stands alone |
| 3 | Walks | Higher is better | % | 5% | Each stands alone |
## targets
| indicator | year | value |
| --- | --- | --- |
| 1 | 2026/27 | 30 |
| 2 | 2026/27 | 90% |
| 3 | 2026/27 | 90% |
## readings
| indicator | period | value | note |
| --- | --- | --- | --- |
| 1 | Q4 2025/26 | 60 | |
| 1 | Q1 2026/27 | 60 | |
| 2 | Q1 2026/27 | 50% | Two posts were vacant. |
| 3 | Q1 2026/27 | 88% | |
"""


def test_a_latest_figure_that_misses_its_target_without_a_note_is_told() -> None:
    """T-11: what is not on course has its corrective action, an indicator too. PK-508."""
    said = [
        "PK-508 Readings!D3: Worse than the target by more than its tolerance, and without a note: "
        "1 (Q1 2026/27)."
    ]
    day = date(2026, 7, 10)
    assert found("PK-508", MISSED, as_at=day) == said
    assert found("PK-508", MISSED, meeting="July", paper="Report", as_at=day) == said
    assert found("PK-508", MISSED, meeting="July", paper="Forward", as_at=day) == []
    mistyped = MISSED.replace("| 3 | Q1 2026/27 | 88% | |", "| 3 | Q1 2026/27 | 0.88% | |")
    assert found("PK-508", mistyped, as_at=day) == said


DAYS = """
## targets
| indicator | year | value | signed_by | signed_on |
| --- | --- | --- | --- | --- |
| 2.1 | 2026/27 | 90 | Executive | 23 April 2026 |
| 2.2 | 2026/27 | 90 | Executive | |
| 2.2 | 2027/28 | 90 | | 23 April 2026 |
| 2.2 | 2028/29 | No target | Executive | |
"""


def test_targets_that_were_signed_off_on_no_day_are_one_note_where_others_have_theirs() -> None:
    """T-35: the body and the day."""
    assert found("PK-507", PLAIN + DAYS) == [
        "PK-507 Targets!E3: The targets of 2.2 (2026/27) have no day under 'Signed off on'."
    ]
    assert found("PK-504", PLAIN + DAYS) == [
        "PK-504 Targets!D4: Nobody has signed off the targets of 2.2 (2027/28)."
    ]
    assert found("PK-507", PLAIN + SIGNED) == []
    assert found("PK-507", PLAIN + DAYS, ways=requiring(targets=("signed_on",))) == []


def test_an_unsigned_target_of_a_past_year_is_let_be() -> None:
    target = """
    ## targets
    | indicator | year | value | signed_by |
    | --- | --- | --- | --- |
    | 2.1 | 2025/26 | 90 | |
    """
    assert found("PK-504", JULY + PLAIN + target) == []


def test_sign_off_is_told_once_where_the_pack_requires_it() -> None:
    ways = requiring(targets=("signed_by",))
    assert found("PK-504", PLAIN + SIGNED, ways=ways) == []
    assert len(found("PK-401", PLAIN + SIGNED, ways=ways)) == 2


@each(
    ("reading", "target", "count"),
    [
        ("0.87", "88", 1),
        ("87", "0.88", 1),
        ("87", "88", 0),
        ("0.87", "0.88", 0),
        ("1", "60", 1),
        ("1", "40", 0),
        ("0", "88", 0),
        ("No data yet", "88", 0),
    ],
)
def test_a_share_beside_a_percentage_is_an_error(reading: str, target: str, count: int) -> None:
    figures = f"""
    ## targets
    | indicator | year | value |
    | --- | --- | --- |
    | 2.1 | 2026/27 | {target} |
    | 2.2 | 2026/27 | {target} |

    ## readings
    | indicator | period | value |
    | --- | --- | --- |
    | 2.1 | Q1 2026/27 | {reading} |
    | 2.2 | Q1 2026/27 | {reading} |
    """
    told = found("PK-505", PLAIN + figures)
    expected = f"PK-505 Readings!C2: Indicator 2.1 shows '{reading}' for Q1 2026/27, but its "
    assert told == [f"{expected}target is '{target}'."] * count


@each(
    ("first", "second", "count"),
    [("0.87", "88", 1), ("88", "0.87", 1), ("40", "88", 0), ("0.9", "60", 0), ("0", "88", 0)],
)
def test_figures_a_hundred_times_apart_are_a_note(first: str, second: str, count: int) -> None:
    readings = f"""
    ## readings
    | indicator | period | value |
    | --- | --- | --- |
    | 2.1 | Q2 2026/27 | {second} |
    | 2.1 | Q1 2026/27 | {first} |
    """
    told = found("PK-506", PLAIN + readings)
    steps = f"Indicator 2.1 goes from '{first}' for Q1 2026/27 to '{second}' for Q2 2026/27."
    assert told == [f"PK-506 Readings!C2: {steps}"] * count


def test_a_count_may_grow_a_hundredfold() -> None:
    readings = """
    ## readings
    | indicator | period | value |
    | --- | --- | --- |
    | 2.2 | Q1 2026/27 | 1 |
    | 2.2 | Q2 2026/27 | 100 |
    """
    assert found("PK-506", PLAIN + readings) == []


JANUARY = """
## meetings
| reference | date |
| --- | --- |
| Board January 2027 | 21 January 2027 |
| Board July 2027 | 15 July 2027 |

## indicators
| reference | name | next_due |
| --- | --- | --- |
| 2.1 | Waiting | {due} |

## readings
| indicator | period | value |
| --- | --- | --- |
| 2.1 | {period} | 10.9 |

## targets
| indicator | year | value |
| --- | --- | --- |
| 2.1 | {year} | 10.4 |
"""


@each(
    ("period", "year"), [("2025", "2026"), ("2023 to 2025", "2024 to 2026"), ("2025/26", "2026/27")]
)
def test_until_march_the_calendar_year_in_which_the_reporting_year_began_answers(
    period: str, year: str
) -> None:
    rows = JANUARY.format(due="", period=period, year=year)
    for code in ("PK-412", "PK-413"):
        assert found(code, rows, meeting="Board January 2027") == []


@each(
    ("period", "year", "outturn", "target"),
    [
        ("2025", "2026", "2026", "2027"),
        ("2023 to 2025", "2024 to 2026", "2024 to 2026", "2025 to 2027"),
        ("2025/26", "2026/27", "2026/27", "2027/28"),
    ],
)
def test_what_is_missing_is_asked_for_by_the_kind_of_year_that_the_indicator_is_kept_by(
    period: str, year: str, outturn: str, target: str
) -> None:
    rows = JANUARY.format(due="", period=period, year=year)
    lacking = "Indicators!A2: Indicator 2.1 Waiting has no"
    assert found("PK-412", rows, meeting="Board July 2027") == [
        f"PK-412 {lacking} outturn for {outturn}."
    ]
    assert found("PK-413", rows, meeting="Board July 2027") == [
        f"PK-413 {lacking} target for {target}."
    ]


@each(("due", "count"), [("15 September 2027", 0), ("15 July 2027", 1)])
def test_an_outturn_is_not_asked_for_before_the_next_figure_is_due(due: str, count: int) -> None:
    rows = JANUARY.format(due=due, period="2025", year="2027")
    assert len(found("PK-412", rows, meeting="Board July 2027")) == count
    later = rows.replace("## targets", "| 2.1 | Q1 2027/28 | 9 |\n\n## targets")
    assert len(found("PK-412", later, meeting="Board July 2027")) == 1
