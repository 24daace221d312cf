"""How figures run over a year: what of them is compared, and with which target."""

from datetime import date

from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Settings
from paperkit.indicators.charts import figures_of
from paperkit.indicators.ratings import Measured, measured, measured_at
from paperkit.indicators.running import run_of
from paperkit.indicators.shown import indicator_row
from paperkit.indicators.trends import trend_of
from paperkit.kinds.year_back import year_back
from paperkit.schema.dates import read_period, stretch
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Figure, Rated, SeriesPart
from tests.cases import each
from tests.tables import board

MEETING = date(2026, 11, 12)
QUARTERS = "Q1 2026/27 | 97, Q2 2026/27 | 109"
YEARLY = "2026/27 | 440"
IN_PARTS = "2026/27 | 440, Q1 2026/27 | 100, Q2 2026/27 | 110"


def markdown(
    run: str, readings: str, targets: str, unit: str = "", often: str = "Quarterly", more: str = ""
) -> str:
    """Return one indicator with readings and targets such as ``Q1 2026/27 | 97, ...``."""
    rows, aims = (
        "\n".join(f"| 2 | {one.strip()} | The Executive |" for one in text.split(","))
        for text in (readings, targets)
    )
    return f"""
    ## indicators
    | Reference | Name  | Unit   | Direction        | Figures run | Frequency | Decimal places |
    |-----------|-------|--------|------------------|-------------|-----------|----------------|
    | 2         | Quits | {unit} | Higher is better | {run}       | {often}   | {more}         |
    ## targets
    | Indicator | Year | Value | Signed off by |
    |-----------|------|-------|---------------|
    {aims}
    ## readings
    | Indicator | Period | Value | Source |
    |-----------|--------|-------|--------|
    {rows.replace("| The Executive |", "| |")}
    """.replace(" | Source |", " | Note |")


def at_the_meeting(run: str, readings: str, targets: str, **more: str) -> Measured:
    (one,) = measured(board(markdown(run, readings, targets, **more)), Settings(), MEETING)
    return one


def said(one: Measured) -> tuple[str, str, str, str]:
    """Return the figure with its period, the target with its, the rating, and the movement."""
    read, goal = one.reading, one.target
    figure = f"{read.value} in {read.period}" if read else "none"
    aim = f"{goal.value} for {goal.year}" if goal else "none"
    return figure, aim, one.judgement.word, one.movement.words


def test_figures_that_add_up_are_rated_by_their_sum_and_the_target_to_date() -> None:
    assert said(at_the_meeting("Add up over the year", QUARTERS, IN_PARTS)) == (
        "206 in Q1 to Q2 2026/27",
        "210 for Q1 to Q2 2026/27",
        "Amber",
        "↑\xa0Better (109 in Q2 2026/27, from 97 in Q1 2026/27)",
    )


def test_in_equal_parts_the_target_to_date_is_a_share_of_the_year_s() -> None:
    one = at_the_meeting("Add up, target in equal parts", QUARTERS, YEARLY)
    assert said(one)[1:3] == ("220 for Q1 to Q2 2026/27", "Red")
    assert one.judgement.rule == (
        "Worse than the target of 220 to date (2 of 4 equal parts of 440) by more than 5%"
    )


def test_a_share_is_rounded_as_the_figures_are_printed() -> None:
    months = "April 2026 | 30"
    equal = "Add up, target in equal parts"
    assert said(at_the_meeting(equal, months, YEARLY))[1] == "37 for April 2026"
    assert said(at_the_meeting(equal, months, YEARLY, more="1"))[1] == "36.7 for April 2026"


def test_more_decimal_places_than_a_figure_can_have_are_as_many_as_it_can() -> None:
    equal = "Add up, target in equal parts"
    rows = markdown(equal, "Q1 2026/27 | 2", "2026/27 | 10", more="40")
    rows = rows.replace("Decimal places |", "Decimal places | Tolerance |")
    rows = rows.replace("| 40         |", "| 40 | 20% |").replace(
        "----|-----------|----------------|", "----|-----------|----------------|---|"
    )
    (one,) = measured(board(rows), Settings(), MEETING)
    assert said(one)[1:3] == ("2.500000000 for Q1 2026/27", "Amber")
    assert "2.000000000 or more" in one.judgement.rule


def test_a_figure_is_rated_by_the_share_before_it_is_rounded() -> None:
    equal = "Add up, target in equal parts"
    lower = markdown(equal, "Q1 2026/27 | 3", "2026/27 | 10", more="0").replace("Higher", "Lower")
    data = board(lower)
    (one,) = measured(data, Settings(), MEETING)
    assert said(one)[1:3] == ("2.5 for Q1 2026/27", "Red")
    assert one.judgement.rule == (
        "Worse than the target of 2.5 to date (1 of 4 equal parts of 10) by more than 5%"
    )
    assert indicator_row(BoardAt(data, meeting=Meeting(date=MEETING)), one).target == (
        "2.5, 1 of 4 equal parts of 10"
    )


@each(
    ("second", "rule"),
    [
        (123, "Meets the target of 221 to date (2 of 4 equal parts of 441)"),
        (
            112,
            "Worse than the target of 221 to date (2 of 4 equal parts of 441), but by no more "
            "than 5% (210 or more)",
        ),
        (
            111,
            "Worse than the target of 221 to date (2 of 4 equal parts of 441) by more than 5%",
        ),
    ],
)
def test_half_of_a_year_s_target_is_called_so_many_parts_of_it(second: int, rule: str) -> None:
    figures = f"Q1 2026/27 | 98, Q2 2026/27 | {second}"
    one = at_the_meeting("Add up, target in equal parts", figures, "2026/27 | 441", more="0")
    assert one.judgement.rule == rule


def test_a_share_has_the_decimals_without_which_the_tolerance_would_look_wrong() -> None:
    equal = "Add up, target in equal parts"
    rows = markdown(equal, "Q1 2026/27 | 2", "2026/27 | 10", more="0")
    rows = rows.replace("Decimal places |", "Decimal places | Tolerance |")
    rows = rows.replace("| 0         |", "| 0 | 20% |").replace(
        "----|-----------|----------------|", "----|-----------|----------------|---|"
    )
    (one,) = measured(board(rows), Settings(), MEETING)
    assert said(one)[1:3] == ("2.5 for Q1 2026/27", "Amber")


def test_what_is_typed_for_the_parts_goes_before_an_equal_share() -> None:
    assert said(at_the_meeting("Add up, target in equal parts", QUARTERS, IN_PARTS))[1] == (
        "210 for Q1 to Q2 2026/27"
    )


def test_where_only_some_parts_have_a_target_there_is_none_to_date() -> None:
    some = "2026/27 | 440, Q1 2026/27 | 100"
    one = at_the_meeting("Add up, target in equal parts", QUARTERS, some)
    assert (one.judgement.word, one.judgement.rule) == (
        "No target to date",
        "There is no target for Q1 to Q2 2026/27; the target of 440 is for the whole of 2026/27",
    )
    assert one.judgement.how_far == (
        "(there is no target for Q1 to Q2 2026/27; the target of 440 is for the whole of 2026/27)"
    )


def test_targets_of_months_make_up_the_target_of_quarters_to_date() -> None:
    half = ("April", "May", "June", "July", "August", "September")
    months = ", ".join(f"{month} 2026 | 35" for month in half)
    assert said(at_the_meeting("Add up over the year", QUARTERS, months))[1:3] == (
        "210 for Q1 to Q2 2026/27", "Amber"
    )  # fmt: skip


def test_without_an_earlier_part_nothing_is_added_up() -> None:
    one = at_the_meeting("Add up over the year", "Q2 2026/27 | 109, Q3 2025/26 | 90", IN_PARTS)
    lacking = "Cannot be added up: there is no figure for Q1 2026/27"
    assert said(one)[0] == f"{lacking} in Q1 to Q2 2026/27"
    assert (one.judgement.word, one.judgement.rule) == ("Cannot be added up", lacking)
    assert one.judgement.how_far == ""  # the figure beside it says why


@each(
    ("earlier", "why"),
    [
        ("Q1 2025/26 | Held back, Q2 2025/26 | 120", "the figure for Q1 2025/26 is held back"),
        ("Q1 2025/26 | Held back, Q2 2025/26 | Suppressed",
         "the figures for Q1 2025/26 and Q2 2025/26 are held back"),
        ("Q2 2025/26 | Suppressed",
         "there is no figure for Q1 2025/26; the figure for Q2 2025/26 is held back"),
    ],
)  # fmt: skip
def test_of_a_part_that_is_held_back_it_is_not_said_that_there_is_no_figure(
    earlier: str, why: str
) -> None:
    one = at_the_meeting("Add up over the year", f"{earlier}, Q3 2025/26 | 109", YEARLY)
    assert said(one)[0].startswith(f"Cannot be added up: {why}")


@each(
    ("readings", "words"),
    [
        ("Q4 2025/26 | 120, Q2 2026/27 | 118", "Not comparable"),
        ("Q3 2025/26 | 120, Q1 2026/27 | 118", "Not comparable"),
        (
            "Q4 2025/26 | 120, Q1 2026/27 | 118",
            "↓\xa0Worse (118 in Q1 2026/27, from 120 in Q4 2025/26)",
        ),
    ],
)
def test_a_part_is_compared_with_the_one_before_it_alone(readings: str, words: str) -> None:
    one = at_the_meeting("Add up over the year", readings, YEARLY)
    assert one.movement.words == words


def test_twice_a_year_a_part_is_compared_with_the_half_before_it() -> None:
    halves = "Q4 2025/26 | 200, Q2 2026/27 | 210"
    one = at_the_meeting("Add up over the year", halves, YEARLY, often="Twice a year")
    assert one.movement.words == "↑\xa0Better (210 in Q2 2026/27, from 200 in Q4 2025/26)"
    gap = "Q2 2025/26 | 200, Q2 2026/27 | 210"
    one = at_the_meeting("Add up over the year", gap, YEARLY, often="Twice a year")
    assert one.movement.words == "Not comparable"


def test_a_word_in_place_of_an_earlier_part_is_no_figure_to_add() -> None:
    withheld = "Q1 2026/27 | Return not received, Q2 2026/27 | 109"
    one = at_the_meeting("Add up over the year", withheld, IN_PARTS)
    assert one.judgement.word == "Cannot be added up"


def test_a_figure_of_the_year_to_date_is_held_against_the_target_to_date() -> None:
    to_date = "Q1 2026/27 | 97, Q2 2026/27 | 206, Q2 2025/26 | 190"
    assert said(at_the_meeting("Year to date", to_date, "Q1 2026/27 | 100, Q2 2026/27 | 210")) == (
        "206 in Q1 to Q2 2026/27",
        "210 for Q1 to Q2 2026/27",
        "Amber",
        "↑\xa0Better (from 190 a year before, in Q1 to Q2 2025/26)",
    )
    shared = at_the_meeting("Year to date, target in equal parts", to_date, YEARLY)
    assert said(shared)[1:3] == ("220 for Q1 to Q2 2026/27", "Red")


def test_a_figure_of_the_year_to_date_is_never_better_than_the_quarter_before_by_growing() -> None:
    one = at_the_meeting("Year to date", "Q1 2026/27 | 97, Q2 2026/27 | 206", IN_PARTS)
    assert one.movement.words == "No earlier figure"


def test_a_figure_that_stands_alone_is_held_against_the_target_of_its_part_or_year() -> None:
    assert said(at_the_meeting("Each stands alone", QUARTERS, YEARLY))[:3] == (
        "109 in Q2 2026/27", "440 for 2026/27", "Red"
    )  # fmt: skip
    assert said(at_the_meeting("Each stands alone", QUARTERS, IN_PARTS))[1:3] == (
        "110 for Q2 2026/27", "Amber"
    )  # fmt: skip


@each("unit", ["", "people", "£", "homes"])
@each("period", ["Q2 2026/27", "July 2026", "Autumn 2026/27"])
def test_a_count_of_a_part_with_only_a_yearly_target_is_not_rated(unit: str, period: str) -> None:
    rows = markdown("", f"{period} | 109", "2026/27 | 440", unit=unit)
    (one,) = measured(board(rows), Settings(), date(2027, 1, 14))
    assert one.judgement.word == "Not rated: say how its figures run"
    assert one.judgement.role is None


@each("unit", ["%", "per 1,000", "days", "rate per head", "£ per week"])
def test_a_rate_is_held_against_the_year_s_target_as_it_stands(unit: str) -> None:
    one = at_the_meeting("", "Q2 2026/27 | 62", "2026/27 | 60", unit=unit)
    assert one.judgement.word == "Green"


def test_a_word_in_place_of_the_year_s_target_asks_for_nothing_more() -> None:
    assert said(at_the_meeting("", QUARTERS, "2026/27 | No target"))[2] == "No target"


def test_a_count_with_a_target_for_its_own_part_is_rated_by_it() -> None:
    assert said(at_the_meeting("", QUARTERS, IN_PARTS))[1:3] == ("110 for Q2 2026/27", "Amber")


def test_a_count_of_a_whole_year_is_rated_by_the_year_s_target() -> None:
    assert said(at_the_meeting("", "2025/26 | 445", "2025/26 | 440", often="Annual"))[2] == "Green"


WHOLE = "Q1 2025/26 | 97, Q2 2025/26 | 109, Q3 2025/26 | 115, Q4 2025/26 | 124"


def test_the_parts_of_a_whole_year_are_its_outturn() -> None:
    one = at_the_meeting("Add up over the year", WHOLE, "2025/26 | 440")
    assert one.outturn is not None
    assert f"{one.outturn.value} in {one.outturn.period}" == "445 in 2025/26"
    assert said(one)[:3] == ("445 in 2025/26", "440 for 2025/26", "Green")


def test_the_last_figure_of_the_year_to_date_is_the_year_s() -> None:
    one = at_the_meeting("Year to date", "Q3 2025/26 | 300, Q4 2025/26 | 445", "2025/26 | 440")
    assert said(one)[:3] == ("445 in 2025/26", "440 for 2025/26", "Green")


def test_what_is_typed_for_the_year_is_its_figure() -> None:
    one = at_the_meeting("Add up over the year", f"{WHOLE}, 2025/26 | 451", "2025/26 | 440")
    assert said(one)[0] == "451 in 2025/26"


def test_a_quarter_that_is_missing_leaves_the_year_without_a_sum() -> None:
    three = "Q1 2025/26 | 97, Q2 2025/26 | 109, Q4 2025/26 | 124"
    one = at_the_meeting("Add up over the year", three, "2025/26 | 440")
    assert one.outturn is not None
    assert str(one.outturn.value) == "Cannot be added up: there is no figure for Q3 2025/26"


def test_where_only_parts_have_a_target_together_they_are_the_year_s() -> None:
    four = "Q1 2026/27 | 100, Q2 2026/27 | 110, Q3 2026/27 | 115, Q4 2026/27 | 115"
    adds, to_date, alone = (
        at_the_meeting(run, QUARTERS, four).this_target
        for run in ("Add up over the year", "Year to date", "Each stands alone")
    )
    assert [str(one.value) if one else None for one in (adds, to_date, alone)] == [
        "440",
        "115",
        None,
    ]


def test_a_word_for_the_year_s_target_takes_nothing_from_what_is_typed_for_its_parts() -> None:
    aims = "2026/27 | To be agreed, Q1 2026/27 | 100, Q2 2026/27 | 110"
    one = at_the_meeting("Add up over the year", QUARTERS, aims)
    assert said(one)[1:3] == ("210 for Q1 to Q2 2026/27", "Amber")
    one = at_the_meeting("Year to date", WHOLE, "2025/26 | To be agreed, Q4 2025/26 | 124")
    assert said(one)[1:3] == ("124 for 2025/26", "Green")


def test_the_figure_of_a_whole_year_is_held_against_the_targets_of_its_parts() -> None:
    four = "Q1 2025/26 | 100, Q2 2025/26 | 110, Q3 2025/26 | 115, Q4 2025/26 | 115"
    one = at_the_meeting("Add up over the year", "2025/26 | 445", four)
    assert said(one)[1:3] == ("440 for 2025/26", "Green")


def test_a_school_year_is_held_against_what_is_typed_for_its_summer() -> None:
    aims = "2025/26 | To be agreed, Spring 2025/26 | 33, Summer 2025/26 | 50"
    one = at_the_meeting("Year to date", "2025/26 | 51", aims, often="Termly")
    assert said(one)[1:3] == ("50 for Autumn to Summer 2025/26", "Green")


def test_what_runs_over_a_year_has_its_outturn_when_the_year_is_whole() -> None:
    terms = "Autumn 2025/26 | 10, Spring 2025/26 | 11"
    run, often = "Add up over the year", "Termly"
    assert at_the_meeting(run, terms, YEARLY, often=often).outturn is None
    one = at_the_meeting(
        run, f"{terms}, Summer 2025/26 | 12, Autumn 2026/27 | 9", YEARLY, often=often
    )
    assert one.outturn is not None
    assert f"{one.outturn.value} in {one.outturn.period}" == "33 in Autumn to Summer 2025/26"
    by_calendar = "Q4 2024/25 | 5, Q1 2025/26 | 6, Q2 2025/26 | 7, Q4 2025/26 | 8"
    assert at_the_meeting(run, by_calendar, "2025 | 30").outturn is None


def test_figures_that_come_twice_a_year_are_of_half_a_year_each() -> None:
    halves = "Q2 2025/26 | 200, Q4 2025/26 | 245"
    often = {"often": "Twice a year"}
    assert said(at_the_meeting("Add up over the year", halves, "2025/26 | 440", **often))[0] == (
        "445 in 2025/26"
    )
    one = at_the_meeting("Add up over the year", f"{halves}, Q1 2025/26 | 90", YEARLY, **often)
    assert str(one.reading and one.reading.value) == (
        "Cannot be added up: there is no figure for Q3 2025/26"
    )


def test_a_year_runs_by_the_calendar_only_where_its_targets_do() -> None:
    months = "January 2026 | 5, February 2026 | 6, March 2026 | 7, April 2026 | 8"
    equal = "Add up, target in equal parts"
    assert said(at_the_meeting(equal, months, "2026 | 120"))[:2] == (
        "26 in January to April 2026", "40 for January to April 2026"
    )  # fmt: skip
    assert said(at_the_meeting(equal, months, "2026/27 | 120"))[:2] == (
        "8 in April 2026", "10 for April 2026"
    )  # fmt: skip


def test_terms_run_from_september() -> None:
    terms = "Autumn 2025/26 | 10, Spring 2025/26 | 11, Summer 2025/26 | 12"
    one = at_the_meeting("Add up over the year", terms, "2025/26 | 30", often="Termly")
    assert said(one)[:3] == ("33 in Autumn to Summer 2025/26", "30 for 2025/26", "Green")


def test_a_sum_is_provisional_where_a_part_of_it_is() -> None:
    rows = markdown("Add up over the year", QUARTERS, IN_PARTS).replace(
        "| Note |", "| Provisional |"
    )
    rows = rows.replace("| 97 | |", "| 97 | Yes |")
    (one,) = measured(board(rows), Settings(), MEETING)
    assert str(one.reading and one.reading.provisional) == "Yes"


def test_a_target_to_date_is_signed_off_where_every_part_of_it_is() -> None:
    rows = markdown("Add up over the year", QUARTERS, IN_PARTS)
    signed, unsigned = (
        measured(board(text), Settings(), MEETING)[0].target
        for text in (
            rows,
            rows.replace("| Q1 2026/27 | 100 | The Executive |", "| Q1 2026/27 | 100 | |"),
        )
    )
    assert (signed and signed.signed, unsigned and unsigned.signed) == (True, False)


def test_a_chart_draws_figures_to_date_beside_targets_to_date() -> None:
    data = board(
        markdown("Add up over the year", f"{WHOLE}, {QUARTERS}", f"2025/26 | 440, {IN_PARTS}")
    )
    chart = figures_of(trend_of(data, data.indicators[0], MEETING))
    assert isinstance(chart, Figure)
    assert chart.title == "2 Quits, year to date"
    assert chart.figures(SeriesPart.VALUE) == (
        "2025/26: Q1 97, Q2 206, Q3 321, Q4 445; 2026/27: Q1 97, Q2 206"
    )
    assert chart.figures(SeriesPart.TARGET) == ("Q4 2025/26 440; Q1 2026/27 100; Q2 2026/27 210")


def test_the_figures_in_a_table_say_which_are_provisional_and_the_chart_does_not() -> None:
    rows = markdown("", f"{WHOLE}, {QUARTERS}", YEARLY).replace("| Note |", "| Provisional |")
    for count in ("97", "109"):
        rows = rows.replace(f"2026/27 | {count} | |", f"2026/27 | {count} | Yes |")
    data = board(rows)
    chart = figures_of(trend_of(data, data.indicators[0], MEETING))
    assert chart.figures(SeriesPart.VALUE) == (
        "2025/26: Q1 97, Q2 109, Q3 115, Q4 124; 2026/27: Q1 97 (provisional), Q2 109 (provisional)"
    )
    assert "provisional" not in str(chart)


def test_a_chart_has_no_yearly_target_over_counts_of_a_part() -> None:
    data = board(markdown("", QUARTERS, YEARLY))
    chart = figures_of(trend_of(data, data.indicators[0], MEETING))
    assert isinstance(chart, Figure)
    assert [series.part for series in chart.series] == [SeriesPart.VALUE]


def test_limits_are_of_the_single_figures_and_not_drawn_over_those_to_date() -> None:
    years = ("2023/24", "2024/25", "2025/26")
    rows = ", ".join(f"Q{q} {y} | {100 + q}" for y in years for q in (1, 2, 3, 4))
    data = board(markdown("Add up over the year", rows, YEARLY))
    trend = trend_of(data, data.indicators[0], MEETING)
    assert trend.process is not None
    assert trend.process.assurance is None
    latest = trend.process.latest
    assert [str(latest.limits and latest.limits.mean)] == ["102.5"] if latest else None
    chart = figures_of(trend)
    assert isinstance(chart, Figure)
    assert [series.part for series in chart.series] == [SeriesPart.VALUE]


def test_no_trend_is_worked_out_of_figures_typed_to_date() -> None:
    data = board(markdown("Year to date", "Q1 2026/27 | 97, Q2 2026/27 | 206", IN_PARTS))
    trend = trend_of(data, data.indicators[0], MEETING)
    assert trend.process is None
    assert trend.yearly is not None
    assert trend.yearly.why == "to_date"


def test_what_counts_as_a_year_to_date_is_of_the_day() -> None:
    data = board(markdown("Add up over the year", QUARTERS, IN_PARTS))
    figures = run_of(data, data.indicators[0], date(2026, 9, 29)).figures
    assert [f"{one.value} {one.period}" for one in figures] == ["97 Q1 2026/27"]


@each(
    ("first", "last", "words"),
    [
        ("Q1 2026/27", "Q1 2026/27", "Q1 2026/27"),
        ("Q1 2026/27", "Q3 2026/27", "Q1 to Q3 2026/27"),
        ("April 2026", "June 2026", "April to June 2026"),
        ("April 2026", "January 2027", "April 2026 to January 2027"),
        ("Autumn 2025/26", "Spring 2025/26", "Autumn to Spring 2025/26"),
    ],
)
def test_a_stretch_is_called_by_its_ends(first: str, last: str, words: str) -> None:
    assert str(stretch(read_period(first), read_period(last))) == words


YEAR = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |
| November | 12 November 2026 |
| March | 11 March 2027 |
| May | 20 May 2027 |

## indicators
| Reference | Name | Direction | Figures run | Frequency | Partner |
| --- | --- | --- | --- | --- | --- |
| 2 | Quits | Higher is better | Add up over the year | Quarterly | The council |

## targets
| Indicator | Year | Value | Signed off by |
| --- | --- | --- | --- |
| 2 | 2026/27 | 440 | The Executive |
| 2 | Q1 2026/27 | 95 | The Executive |
| 2 | Q2 2026/27 | 110 | The Executive |
| 2 | Q3 2026/27 | 115 | The Executive |
| 2 | Q4 2026/27 | 120 | The Executive |

## readings
| Indicator | Period | Value |
| --- | --- | --- |
| 2 | Q1 2026/27 | 97 |
| 2 | Q2 2026/27 | 109 |
| 2 | Q3 2026/27 | 115 |
| 2 | Q4 2026/27 | 124 |
"""


def test_a_year_of_reports_rates_each_quarter_by_what_was_to_be_reached_by_then() -> None:
    data = board(YEAR)
    printed = []
    for meeting in data.meetings:
        at = BoardAt(data, meeting=meeting)
        (one,) = at.once(measured_at)
        row = indicator_row(at, one)
        assert isinstance(row.rating.word, Rated)
        printed.append((row.period, row.value, row.target, row.rating.word.words))
    assert printed == [
        ("Q1 2026/27", "97", "95", "Green"),
        ("Q1 to Q2 2026/27", "206", "205", "Green"),
        ("Q1 to Q3 2026/27", "321", "320", "Green"),
        ("2026/27", "445", "440", "Green"),
    ]
    outturn = year_back(BoardAt(data, meeting=data.meeting["May"])).outturns[0]
    assert (str(outturn.value), outturn.judgement.word) == ("445", "Green")
    assert outturn.target is not None
    assert str(outturn.target.value) == "440"
