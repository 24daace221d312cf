"""An indicator's trend up to a meeting: limits or yearly words, gaps, movement short and long."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.plan_rows import Indicator, Reading
from paperkit.indicators import trends
from paperkit.indicators.ratings import freshness_words, is_overdue, is_stale
from paperkit.indicators.spc import ProcessAssurance, Variation
from paperkit.indicators.trends import Marker, Trend, first_named, trend_of
from paperkit.schema.dates import month, read_period
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import board

MEETING = date(2026, 7, 16)
MONTHS = (
    "April 2025", "May 2025", "June 2025", "July 2025", "August 2025", "September 2025",
    "October 2025", "November 2025", "December 2025", "January 2026", "February 2026",
    "March 2026", "April 2026", "May 2026", "June 2026",
)  # fmt: skip
TARGETS = """
## targets
| Indicator | Year    | Value |
|-----------|---------|-------|
| 1.1       | 2025/26 | 90%   |
| 1.1       | 2026/27 | 95%   |
"""


def trend_words(trend: Trend) -> tuple[str, ...]:
    """Return the sentences on a trend."""
    return tuple(filter(None, trends.trend_words(BoardAt(BoardData()), trend)))


def trend(
    *readings: str, direction: str = "Higher is better", often: str = "", **more: str
) -> Trend:
    """Return the trend at the July meeting of readings such as ``May 2026 | 87%``."""
    rows = "\n".join(
        f"| 1.1 | {reading} |{' |' * (3 - reading.count('|'))}" for reading in readings
    )
    data = board(f"""
    ## indicators
    | Reference | Name         | Unit | Direction   | Frequency | Decimal places             |
    |-----------|--------------|------|-------------|-----------|----------------------------|
    | 1.1       | Seen in time | %    | {direction} | {often}   | {more.get("decimals", "")} |
    {more.get("targets", "")}
    ## readings
    | Indicator | Period | Value | New way of working | Note |
    |-----------|--------|-------|--------------------|------|
    {rows}
    """)
    return trend_of(data, data.indicators[0], MEETING)


def monthly(values: str, **more: str) -> Trend:
    """Return the trend of values for the months up to June 2026; ``-`` is a month without a row."""
    words = values.split()
    months = MONTHS[-len(words) :]
    rows = [f"{m} | {value}" for m, value in zip(months, words, strict=True) if value != "-"]
    return trend(*rows, **more)


def yearly(values: str, **more: str) -> Trend:
    words = values.split()
    rows = [
        f"{year}/{(year + 1) % 100} | {value}"
        for year, value in zip(range(2026 - len(words), 2026), words, strict=True)
        if value != "-"
    ]
    return trend(*rows, **more)


# The values of test_spc's first table, which works the limits out by hand: 20.5, 14.94 to 26.06.
TWELVE = "20 22 19 21 23 20 18 21 22 19 20 21"


def test_monthly_figures_get_limits() -> None:
    told = monthly(TWELVE, often="Monthly")
    assert told.process is not None
    assert told.yearly is None
    assert (told.process.variation, told.process.assurance) == (Variation.COMMON, None)
    assert trend_words(told) == (
        "Common cause: the figure for June 2026 is within the limits and not part of a run.",
        "The mean is 20.5% and the limits are 14.9% to 26.1%, from 12 figures.",
    )


def test_the_target_of_the_latest_figure_s_year_is_the_one_for_assurance() -> None:
    told = monthly(TWELVE, targets=TARGETS)
    assert str(told.target) == "95%"
    assert told.process is not None
    assert told.process.assurance is ProcessAssurance.MISSES
    assert trend_words(told)[-1] == (
        "Consistently misses: no figure within the limits would meet the target of 95%."
    )


@each(
    ("direction", "target", "words"),
    [
        (
            "Higher is better",
            "10%",
            "Consistently meets: every figure within the limits would meet the target of 10%.",
        ),
        ("Lower is better", "20%", "Hit and miss: the target of 20% lies within the limits."),
    ],
)
def test_assurance_is_told_in_words(direction: str, target: str, words: str) -> None:
    targets = f"""
    ## targets
    | Indicator | Year    | Value    |
    |-----------|---------|----------|
    | 1.1       | 2026/27 | {target} |
    """
    assert trend_words(monthly(TWELVE, direction=direction, targets=targets))[-1] == words


def test_quarterly_figures_get_trial_limits_below_twelve() -> None:
    years = ("2024/25", "2025/26")
    rows = [f"Q{n} {year} | {6 - n % 2 * 2}" for year in years for n in (1, 2, 3, 4)]
    # Mean 5, ranges all 2: 5 -/+ 5.32.
    assert trend_words(trend(*rows)) == (
        "Common cause: the figure for Q4 2025/26 is within the limits and not part of a run.",
        "The mean is 5.0% and the trial limits are −0.3% to 10.3%, from 8 figures.",
        "The lower limit is below 0, though no figure is.",
    )


def test_a_limit_above_100_per_cent_is_said_and_not_cut_off() -> None:
    words = trend_words(monthly("97 99 97 99 97 99"))
    assert "The upper limit is above 100%, though no figure is." in words
    assert "98.0% and the trial limits are 92.7% to 103.3%" in words[1]


def test_a_series_below_nothing_may_have_its_limit_there() -> None:
    assert not any("is below 0" in words for words in trend_words(monthly("-2 4 -2 4 -2 4")))


def test_limits_have_one_decimal_more_than_the_figures_are_printed_with() -> None:
    assert "mean is 20.50%" in trend_words(monthly(TWELVE, decimals="1"))[1]


@each(
    ("values", "words"),
    [
        ("10 12 11 10 12 11 10 12 11 10 11 36", "Special cause improvement: the figure for June "
         "2026 is above the upper limit."),
        ("10 12 11 10 12 11 10 12 11 10 11 -14", "Special cause concern: the figure for June "
         "2026 is below the lower limit."),
        ("2 1 2 1 2 1 2 1 3 4 3 4 3 4 3", "Special cause improvement: at least the last 7 "
         "figures, up to June 2026, are all above the mean."),
        ("30 10 30 10 30 10 30 10 3 4 5 6 7 8 9", "Special cause improvement: at least the last "
         "7 figures, up to June 2026, are all below the mean; and at least the last 7 figures, up "
         "to June 2026, rose without a break."),
    ],
)  # fmt: skip
def test_what_makes_a_special_cause_is_told(values: str, words: str) -> None:
    assert trend_words(monthly(values))[0] == words


def test_two_of_three_near_a_limit_are_told() -> None:
    # As in test_spc, with the pair last: mean 13.2, upper limit 24.8; the outer third from 20.9.
    told = trend_words(monthly("10 10 14 10 14 10 14 10 10 14 21 21", direction="Lower is better"))
    assert told[0] == (
        "Special cause concern: two of the last three figures, up to June 2026, are near the upper "
        "limit."
    )


def test_below_six_figures_there_are_no_limits() -> None:
    assert trend_words(monthly("20 21 20 21 20")) == (
        "Limits need 6 figures, and there are only 5.",
    )


def test_one_figure_is_told_as_one() -> None:
    told = monthly("20")
    assert trend_words(told) == ("Limits need 6 figures, and there is only one.",)
    assert (told.short.words, told.long.words) == ("No earlier figure", "No earlier figure")


def test_an_indicator_without_a_figure_has_no_words() -> None:
    told = trend("June 2026 | Published October 2026")
    assert (trend_words(told), told.target) == ((), None)
    assert trend_words(trend()) == ()
    assert trend().yearly is not None


def test_equal_figures_are_common_cause_between_limits_that_are_the_mean() -> None:
    words = trend_words(monthly("7 7 7 7 7 7 7 7 7 7 7 7"))
    assert words[0].startswith("Common cause")
    assert words[1] == "The mean is 7.0% and the limits are 7.0% to 7.0%, from 12 figures."


def test_a_missing_month_is_told_and_not_joined() -> None:
    told = monthly("20 22 19 21 23 20 - 18 21 22 19 20 21")
    assert [str(period) for period in told.missing] == ["December 2025"]
    assert [slot.number is None for slot in told.slots].index(True) == 6
    assert told.process is not None
    assert told.process.latest is not None
    assert [point.after_gap for point in told.process.latest.points].index(True) == 6
    assert trend_words(told)[-1] == ("Figures before and after a gap are not compared.")


def test_a_word_in_place_of_a_figure_is_a_gap_as_well() -> None:
    told = monthly("20 22 19 21 23 20 Suspended 18 21 22 19 20 21")
    assert [str(period) for period in told.missing] == ["December 2025"]


def test_gaps_that_leave_too_few_neighbours_are_told_so() -> None:
    assert trend_words(monthly("20 - 20 - 21 - 20 - 21 - 20 - 21"))[0] == (
        "Limits need 6 figures in a row. There are 7 figures in all, but not so many in a row."
    )


def test_many_missing_periods_are_named_in_part() -> None:
    periods = tuple(month(2026, n) for n in range(1, 6))
    assert first_named(periods[:2]) == "January 2026 and February 2026"
    assert first_named(periods) == "January 2026, February 2026, March 2026 and 2 more"


def test_a_new_way_of_working_begins_the_limits_anew() -> None:
    values = (90, 91, 90, 20, 22, 20, 22, 20, 22)
    rows = [f"{name} | {value}" for name, value in zip(MONTHS[-9:], values, strict=True)]
    rows[3] += " | Yes"
    told = trend(*rows)
    assert told.process is not None
    assert [len(part.points) for part in told.process.parts] == [3, 6]
    assert trend_words(told)[1].endswith("from 6 figures.")
    assert trend_words(told)[2] == (
        "Only figures from January 2026 on are used, since a new way of working began then."
    )


def test_a_new_way_of_working_in_a_month_without_a_figure_begins_with_the_next() -> None:
    told = trend("March 2026 | 90", "April 2026 | No data yet | Yes", "May 2026 | 20")
    assert told.process is not None
    assert [[p.period for p in part.points] for part in told.process.parts] == [
        ["March 2026"],
        ["May 2026"],
    ]
    assert trend_words(told)[:2] == (
        "Limits need 6 figures, and there is only one.",
        "Only figures from May 2026 on are used, since a new way of working began then.",
    )


@each(
    ("values", "direction", "marker"),
    [
        ("1 2 3 4 5", "Higher is better", Marker.INCREASING_BETTER),
        ("1 2 3 4 5", "Lower is better", Marker.INCREASING_WORSE),
        ("5 4 3 2 1", "Higher is better", Marker.DECREASING_WORSE),
        ("5 4 3 2 1", "Lower is better", Marker.DECREASING_BETTER),
        ("1 2 3 4 5", "No judgement", Marker.INCREASING),
        ("5 4 3 2 1", "", Marker.DECREASING),
        ("1 2 3 3 5", "Higher is better", Marker.NO_CHANGE),
        ("1 2 4 3 5", "Higher is better", Marker.NO_CHANGE),
        ("3 3 3 3 3", "Higher is better", Marker.NO_CHANGE),
        ("9 1 2 3 4 5", "Higher is better", Marker.INCREASING_BETTER),
        ("1 2 3 4", "Higher is better", Marker.CANNOT),
    ],
)
def test_yearly_figures_get_the_plain_words(values: str, direction: str, marker: Marker) -> None:
    told = yearly(values, direction=direction)
    assert told.process is None
    assert told.yearly is not None
    assert told.yearly.marker is marker


def test_the_rule_of_a_yearly_trend_is_told_with_it() -> None:
    assert trend_words(yearly("1 2 3 4 5")) == (
        "Trend: Increasing and getting better. The latest 5 yearly figures, 2021/22 to 2025/26, "
        "rise each year.",
    )
    assert trend_words(yearly("1 2 3 3 5")) == (
        "Trend: No significant change. The latest 5 yearly figures, 2021/22 to 2025/26, neither "
        "rise each year nor fall each year.",
    )


@each(
    ("values", "why"),
    [
        ("1 2", "A trend needs 5 yearly figures in a row, and there are only 2."),
        ("1 2 - 4 5", "There is no figure for 2023/24."),
        ("1 2 3 4 Suspended", "There is no figure for 2025/26."),
    ],
)
def test_why_a_yearly_trend_cannot_be_calculated_is_told_once(values: str, why: str) -> None:
    assert trend_words(yearly(values)) == (f"Trend: Cannot be calculated. {why}",)


def test_a_missing_year_before_the_latest_five_is_told_beside_the_trend() -> None:
    assert trend_words(yearly("9 - 1 2 3 4 5"))[-1] == "There is no figure for 2020/21."


def test_a_new_way_of_counting_among_the_latest_five_leaves_no_trend() -> None:
    rows = [f"{year} | {year}" for year in range(2020, 2026)]
    assert trend(*rows).yearly == trend(f"{rows[0]} | Yes", f"{rows[1]} | Yes", *rows[2:]).yearly
    rows[3] += " | Yes"
    assert trend_words(trend(*rows))[0] == (
        "Trend: Cannot be calculated. A new way of working began in 2023."
    )


@each(
    ("readings", "often", "why"),
    [
        (["2021 to 2023 | 4", "2022 to 2024 | 5"], "Rolling three years",
         "Each figure is for several years taken together."),
        (["Autumn 2025/26 | 4", "Spring 2025/26 | 5"], "",
         "No trend is worked out for figures by term."),
        (["2017/18 | 4", "2019/20 | 5", "2021/22 | 6", "2023/24 | 7", "2025/26 | 8"],
         "Every two years",
         "No trend is worked out for figures with the frequency ‘Every two years’."),
        (["March 2025 | 4", "March 2026 | 5"], "Annual",
         "No trend is worked out for figures with the frequency ‘Annual’."),
    ],
)  # fmt: skip
def test_other_series_have_no_trend(readings: list[str], often: str, why: str) -> None:
    told = trend(*readings, often=often)
    assert trend_words(told)[0] == f"Trend: Cannot be calculated. {why}"
    assert told.missing == ()


def test_figures_that_come_every_two_years_lack_only_what_was_expected() -> None:
    told = trend("2019/20 | 4", "2025/26 | 5", often="Every two years")
    assert [str(period) for period in told.missing] == ["2021/22", "2023/24"]


def test_readings_count_that_had_ended_by_the_meeting_and_are_as_long_as_the_latest() -> None:
    told = trend("2025/26 | 90", "May 2026 | 91", "Q1 2026/27 | 92", "June 2026 | 93",
                 "July 2026 | 94")  # fmt: skip
    assert [str(reading.period) for reading in told.readings] == ["May 2026", "June 2026"]


def test_readings_are_put_in_order() -> None:
    told = trend("June 2026 | 93", "April 2026 | 91", "May 2026 | 92")
    assert [str(slot.number) for slot in told.slots] == ["91", "92", "93"]


@each(
    ("direction", "short", "long"),
    [
        (
            "Higher is better",
            "↑\xa0Better (from 82% in May 2026)",
            "↓\xa0Worse (from 90% in June 2025)",
        ),
        (
            "Lower is better",
            "↓\xa0Worse (from 82% in May 2026)",
            "↑\xa0Better (from 90% in June 2025)",
        ),
        (
            "No judgement",
            "↑\xa0Higher (from 82% in May 2026)",
            "↓\xa0Lower (from 90% in June 2025)",
        ),
        ("", "↑\xa0Higher (from 82% in May 2026)", "↓\xa0Lower (from 90% in June 2025)"),
    ],
)
def test_movement_short_and_long_of_a_month(direction: str, short: str, long: str) -> None:
    told = trend("June 2025 | 90", "May 2026 | 82", "June 2026 | 84", direction=direction)
    # Where lower is better a rise is worse: the arrow of a word is the word's own.
    assert (told.short.words, told.long.words) == (short, long)


@each(
    ("readings", "long"),
    [
        (["Q1 2025/26 | 80", "Q4 2025/26 | 81", "Q1 2026/27 | 82"],
         "↑\xa0Better (from 80% in Q1 2025/26)"),
        (["Spring 2024/25 | 80", "Autumn 2025/26 | 81", "Spring 2025/26 | 82"],
         "↑\xa0Better (from 80% in Spring 2024/25)"),
        (["2021/22 | 80", "2022/23 | 99", "2023/24 | 99", "2024/25 | 99", "2025/26 | 82"],
         "↑\xa0Better (from 80% in 2021/22)"),
        (["2022/23 | 80", "2023/24 | 80", "2024/25 | 80", "2025/26 | 82"], "No earlier figure"),
        (["2018 to 2020 | 80", "2020 to 2022 | 81", "2021 to 2023 | 82"],
         "↑\xa0Better (from 80% in 2018 to 2020)"),
        (["May 2025 | 80", "June 2026 | 82"], "No earlier figure"),
        (["June 2025 | No data yet", "June 2026 | 82"], "Not comparable"),
    ],
)  # fmt: skip
def test_long_movement_is_since_a_year_before_or_over_five_years(
    readings: list[str], long: str
) -> None:
    assert trend(*readings).long.words == long


def test_a_new_way_of_working_between_is_told_with_the_long_movement() -> None:
    told = trend("June 2025 | 80", "January 2026 | 81 | Yes", "June 2026 | 82")
    assert told.long.words == (
        "↑\xa0Better (from 80% in June 2025); a new way of working began in January 2026"
    )


def indicator(often: str, next_due: str = "") -> Indicator:
    (one,) = board(f"""
    ## indicators
    | Reference | Frequency | Next data due |
    |-----------|-----------|---------------|
    | 1.1       | {often}   | {next_due}    |
    """).indicators
    return one


def reading(period: str) -> Reading:
    return Reading(indicator="1.1", period=read_period(period))


@each(
    ("often", "period", "last_good", "stale"),
    [
        ("Monthly", "May 2026", date(2026, 7, 30), date(2026, 7, 31)),
        ("Quarterly", "Q1 2026/27", date(2026, 12, 30), date(2026, 12, 31)),
        ("Annual", "2023/24", date(2026, 3, 30), date(2026, 3, 31)),
        ("Twice a year", "Q2 2025/26", date(2026, 9, 29), date(2026, 9, 30)),
        ("Every two years", "2021/22", date(2026, 3, 30), date(2026, 3, 31)),
        ("Rolling three years", "2021 to 2023", date(2025, 12, 30), date(2025, 12, 31)),
        ("Termly", "Autumn 2025/26", date(2026, 8, 30), date(2026, 8, 31)),
    ],
)
def test_a_figure_is_out_of_date_when_two_more_periods_have_ended(
    often: str, period: str, last_good: date, stale: date
) -> None:
    days = [is_stale(indicator(often), reading(period), day) for day in (last_good, stale)]
    assert days == [False, True]


def test_the_day_of_the_next_figure_decides_where_it_is_known() -> None:
    one, last = indicator("Monthly", "1 September 2026"), reading("January 2026")
    assert not is_stale(one, last, MEETING)
    assert [is_overdue(one, date(2026, 9, day)) for day in (1, 2)] == [False, True]
    assert freshness_words(one, last, MEETING) == "Due 1 September 2026"
    assert freshness_words(one, last, date(2026, 9, 2)) == "Next figure was due 1 September 2026"


def test_without_frequency_reading_or_age_nothing_is_out_of_date() -> None:
    assert freshness_words(indicator(""), reading("2020/21"), MEETING) == ""
    assert freshness_words(indicator("Monthly"), None, MEETING) == ""
    assert freshness_words(indicator("Monthly"), reading("June 2026"), MEETING) == ""
    assert freshness_words(indicator("Monthly"), reading("March 2026"), MEETING) == (
        "Out of date: the latest figure is for March 2026 (frequency: monthly)"
    )
