"""Small counts held back in public papers: everywhere, and so that no total gives one away."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.data import BoardData
from paperkit.board.plan_rows import Indicator, Reading
from paperkit.board.settings import Settings, SmallCounts
from paperkit.board.words import FiguresRun, Unrated
from paperkit.frozen import replace
from paperkit.indicators.ratings import measured
from paperkit.indicators.small_counts import printed_counts
from paperkit.indicators.trends import trend_of
from paperkit.schema.columns import Answer
from paperkit.schema.dates import read_period
from paperkit.schema.values import Amount
from tests.cases import each
from tests.tables import board

HELD = SmallCounts(suppress=True)
MEETING = date(2026, 7, 16)


def data(
    readings: str = "", *, people: str = "Yes", more: str = "", to_date: bool = False
) -> BoardData:
    rows = "\n".join(f"| 1.1 | {line} |" for line in readings.splitlines() if line.strip())
    return board(f"""
    ## indicators
    | Reference | Direction       | Counts people | Figures run                        |
    |-----------|-----------------|---------------|------------------------------------|
    | 1.1       | Lower is better | {people}      | {"Year to date" if to_date else ""} |

    ## readings
    | Indicator | Period | Value |
    |-----------|--------|-------|
    {rows}
    {more}
    """)


def test_a_year_to_date_does_not_show_how_few_came_since_the_figure_before() -> None:
    rows = (
        "Q1 2025/26 | 20\nQ2 2025/26 | 23\nQ3 2025/26 | 30\nQ4 2025/26 | 32\n2025/26 | 32\n"
        "Q1 2026/27 | 3\nQ2 2026/27 | 9"
    )
    to_date = replace(data(rows), indicators=data(to_date=True).indicators)
    assert [str(row.value) for row in printed_counts(to_date, HELD).readings] == [
        "20", "Held back", "30", "Held back", "Held back", "fewer than 5", "9",
    ]  # fmt: skip
    assert printed(rows)[:5] == ["20", "23", "30", "32", "32"]


def printed(readings: str, settings: SmallCounts = HELD) -> list[str]:
    return [str(row.value) for row in printed_counts(data(readings), settings).readings]


def test_counts_from_one_to_below_the_least_are_held_back() -> None:
    values = (
        "2020/21 | 0\n2021/22 | 1\n2022/23 | 4\n2023/24 | 5\n2024/25 | -3\n2025/26 | No data yet"
    )
    assert printed(values) == ["0", "fewer than 5", "fewer than 5", "5", "-3", "No data yet"]


def test_the_least_is_a_setting_and_so_is_whether_anything_is_held_back() -> None:
    three = SmallCounts(suppress=True, least=3)
    assert printed("2024/25 | 2\n2025/26 | 3", three) == ["fewer than 3", "3"]
    assert printed("2025/26 | 2", SmallCounts()) == ["2"]
    assert printed("2025/26 | 2", SmallCounts(suppress=True, least=None)) == ["2"]


@each("people", ["No", ""])
def test_what_does_not_count_people_is_printed_as_it_is(people: str) -> None:
    whole = data("2025/26 | 2", people=people)
    assert printed_counts(whole, HELD) == whole


def test_benchmarks_are_held_back_as_well_and_targets_count_nobody() -> None:
    whole = data(
        more="""
    ## targets
    | Indicator | Year    | Value | Value signed off |
    |-----------|---------|-------|------------------|
    | 1.1       | 2026/27 | 3     | 2                |
    | 1.1       | 2025/26 | 30    |                  |

    ## benchmarks
    | Indicator | Area      | Period  | Value |
    |-----------|-----------|---------|-------|
    | 1.1       | Eastmarsh | 2025/26 | 4     |
    | 1.1       | England   | 2025/26 | 4000  |
    """
    )
    shown = printed_counts(whole, HELD)
    assert shown.targets == whole.targets
    assert [str(row.value) for row in shown.benchmarks] == ["fewer than 5", "4000"]


def test_no_rating_movement_or_trend_rests_on_a_count_held_back() -> None:
    whole = data(
        "May 2026 | 7\nJune 2026 | 3",
        more="""
    ## targets
    | Indicator | Year    | Value |
    |-----------|---------|-------|
    | 1.1       | 2026/27 | 10    |
    """,
    )
    shown = printed_counts(whole, HELD)
    (one,) = measured(shown, Settings(), MEETING)
    assert (one.judgement.word, one.judgement.unrated) == ("Held back", Unrated.HELD_BACK)
    assert one.movement.words == "Not comparable"
    trend = trend_of(shown, shown.indicators[0], MEETING)
    assert [str(slot.number) for slot in trend.slots] == ["7", "None"]
    assert [str(period) for period in trend.missing] == ["June 2026"]


def test_a_sum_without_a_count_that_is_held_back_says_so() -> None:
    whole = data("Q1 2026/27 | 3\nQ2 2026/27 | 9")
    counts = tuple(replace(one, figures_run=FiguresRun.ADD_UP) for one in whole.indicators)
    shown = printed_counts(replace(whole, indicators=counts), HELD)
    (one,) = measured(shown, Settings(), date(2026, 11, 12))
    assert one.reading is not None
    assert str(one.reading.value) == ("Cannot be added up: the figure for Q1 2026/27 is held back")


def test_a_figure_is_rated_against_a_small_target() -> None:
    whole = data(
        "2025/26 | 9",
        more="""
    ## targets
    | Indicator | Year    | Value |
    |-----------|---------|-------|
    | 1.1       | 2025/26 | 3     |
    """,
    )
    (one,) = measured(printed_counts(whole, HELD), Settings(), MEETING)
    assert one.judgement.unrated is None


def quarters(values: str, total: str) -> list[str]:
    lines = [f"Q{n} 2025/26 | {value}" for n, value in enumerate(values.split(), start=1)]
    return printed("\n".join([*lines, f"2025/26 | {total}"]))


FEW = "fewer than 5"


@each(
    ("values", "total", "shown"),
    [
        # One part: the total less the rest would be it. The smallest of the rest goes too.
        ("3 10 12 9", "34", [FEW, "10", "12", "Held back", "34"]),
        # Two parts whose sum of 5 leaves 1+4 and 2+3.
        ("2 3 12 9", "26", [FEW, FEW, "12", "9", "26"]),
        # Two parts whose sum of 2 can only be 1+1, and of 8 only 4+4.
        ("1 1 12 9", "23", [FEW, FEW, "12", "Held back", "23"]),
        ("4 4 12 9", "29", [FEW, FEW, "12", "Held back", "29"]),
        # 1 and 5 sum to 6: what is not small is 5 at least, so the small one is 1. More goes.
        ("1 5 12 9", "27", [FEW, "Held back", "12", "Held back", "27"]),
        # Nothing else is left to hold back but the total.
        ("3 0 0 10", "13", [FEW, "0", "0", "Held back", "13"]),
        ("3 0 0 0", "3", [FEW, "0", "0", "0", FEW]),
        # A total of another kind, such as an average, gives nothing away.
        ("3 10 12 9", "8.5", [FEW, "10", "12", "9", "8.5"]),
        # A part is missing: the rest cannot be taken from the total.
        ("3 10 12", "34", [FEW, "10", "12", "34"]),
        ("3 10 12", "25", [FEW, "10", "12", "25"]),
        ("3 10 NC 12", "25", [FEW, "10", "NC", "12", "25"]),
    ],
)
def test_a_total_less_the_rest_does_not_give_a_count_away(
    values: str, total: str, shown: list[str]
) -> None:
    assert quarters(values, total) == shown


@each("between", ["", "Q2 2025/26 | \n"])
def test_a_part_that_is_missing_between_others_leaves_the_rest_untold(between: str) -> None:
    readings = f"Q1 2025/26 | 3\n{between}Q3 2025/26 | 10\nQ4 2025/26 | 12\n2025/26 | 25"
    assert [word for word in printed(readings) if word != "None"] == [FEW, "10", "12", "25"]


def test_two_years_tell_the_sum_of_both() -> None:
    assert printed("2024 | 3\n2025 | 10\n2024 to 2025 | 13") == [FEW, "Held back", "13"]


def test_parts_of_each_length_are_looked_at_by_themselves() -> None:
    readings = (
        "Q1 2025/26 | 3\nQ2 2025/26 | 10\nQ3 2025/26 | 12\nQ4 2025/26 | 9\n"
        "July 2025 | 6\nSpring 2025/26 | 7\n2025/26 | 34"
    )
    assert printed(readings) == [FEW, "10", "12", "Held back", "6", "7", "34"]


def test_figures_of_other_years_are_no_parts_of_a_total() -> None:
    readings = (
        "Q4 2024/25 | 9\nQ1 2025/26 | 3\nQ2 2025/26 | 10\nQ3 2025/26 | 12\nQ4 2025/26 | 9\n"
        "Q1 2026/27 | 9\n2025/26 | 34"
    )
    assert printed(readings) == ["9", FEW, "10", "12", "Held back", "9", "34"]


def test_where_no_part_is_left_the_total_is_held_back() -> None:
    assert quarters("3 4 0 0", "7") == [FEW, FEW, "0", "0", "7"]
    assert quarters("4 4 0 0", "8") == [FEW, FEW, "0", "0", "Held back"]


def test_a_month_needs_no_other_beside_it_where_its_quarter_is_held_back() -> None:
    readings = (
        "January 2026 | 6\nFebruary 2026 | 9\nMarch 2026 | 4\n"
        "Q1 2025/26 | 28\nQ2 2025/26 | 3\nQ3 2025/26 | 24\nQ4 2025/26 | 19\n2025/26 | 74"
    )
    assert printed(readings) == ["6", "9", FEW, "28", FEW, "24", "Held back", "74"]


def test_what_one_total_holds_back_is_held_back_for_the_others_too() -> None:
    readings = (
        "April 2025 | 0\nMay 2025 | 1\nJune 2025 | 5\n"
        "Q1 2025/26 | 6\nQ2 2025/26 | 7\nQ3 2025/26 | 5\nQ4 2025/26 | 3\n2025/26 | 21"
    )
    told = ["0", FEW, "Held back", "Held back", "7", "5", FEW, "21"]
    assert printed(readings) == told


def test_each_indicator_of_people_is_held_back_and_no_other() -> None:
    whole = board("""
    ## indicators
    | Reference | Counts people |
    |-----------|---------------|
    | 1.1       | Yes           |
    | 1.2       | Yes           |
    | 1.3       | No            |

    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 1.1       | 2025/26 | 2     |
    | 1.2       | 2025/26 | 3     |
    | 1.3       | 2025/26 | 4     |

    ## benchmarks
    | Indicator | Area      | Period  | Value |
    |-----------|-----------|---------|-------|
    | 1.1       | Eastmarsh | 2025/26 | 2     |
    | 1.3       | Eastmarsh | 2025/26 | 4     |
    """)
    shown = printed_counts(whole, HELD)
    assert [str(row.value) for row in shown.readings] == [FEW, FEW, "4"]
    assert [str(row.value) for row in shown.benchmarks] == [FEW, "4"]


def test_months_quarters_and_years_are_all_looked_at() -> None:
    months = (
        "April 2025 | 3\nMay 2025 | 10\nJune 2025 | 20\nQ1 2025/26 | 33\n"
        "Q2 2025/26 | 30\nQ3 2025/26 | 30\nQ4 2025/26 | 30\n2025/26 | 123"
    )
    assert printed(months) == [FEW, "Held back", "20", "33", "30", "30", "30", "123"]


def reading(period: str, value: int) -> Reading:
    amount = Amount(str(value), Decimal(value))
    return Reading(indicator="1.1", period=read_period(period), value=amount)


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_what_is_printed_never_leaves_one_answer_for_a_small_count(values: list[int]) -> None:
    quarterly = [reading(f"Q{n} 2025/26", value) for n, value in enumerate(values, start=1)]
    rows = (*quarterly, reading("2025/26", sum(values)))
    one = Indicator(reference="1.1", counts_people=Answer.YES)
    shown = printed_counts(replace(BoardData(), indicators=(one,), readings=rows), HELD).readings
    words = [str(row.value) for row in shown]
    answers = [
        (a, b, c, d)
        for a in possible(words[0])
        for b in possible(words[1])
        for c in possible(words[2])
        for d in possible(words[3])
        if a + b + c + d in possible(words[4], most=100)
    ]
    assert tuple(values) in answers
    for place, word in enumerate(words[:4]):
        if word == FEW and words[4] != FEW:
            assert len({answer[place] for answer in answers}) > 1


def possible(word: str, most: int = 30) -> range:
    """Return what a reader can take a printed word for."""
    if word == FEW:
        return range(1, 5)
    return range(5, most) if word == "Held back" else range(int(word), int(word) + 1)
