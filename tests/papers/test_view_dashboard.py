"""The outcomes dashboard as a page shows it: a line an outcome, then a panel an indicator."""

from datetime import date
from decimal import Decimal

import pytest

from paperkit.board.settings import Dashboard, SmallCounts
from paperkit.board.words import Agreement
from paperkit.frozen import replace
from paperkit.indicators.small_counts import printed_counts
from paperkit.kinds.compose import EVERY_PART, paper_view
from paperkit.kinds.paper import (
    NO_DASHBOARD,
    BenchmarkShown,
    DashboardShown,
    IndicatorFigures,
    RatedIndicator,
    RatingLine,
    SignOff,
)
from paperkit.schema import dates
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import AS_TYPED, Figure, Gap, Rated, SeriesPart
from tests.cases import each
from tests.papers.made import MEETINGS, SECTIONS, WAYS, paper, paper_of
from tests.tables import board

GREEN, RED = Rated("Green", "00806A", "FFFFFF", "●"), Rated("Red", "A4001D", "FFFFFF", "■")
OUTCOMES = """
## outcomes
| Reference | Name            | Reason for no indicator    |
|-----------|-----------------|----------------------------|
| 2.1       | Healthy at home |                            |
| 2.2       | Less lonely     |                            |
| 2.3       | More research   | No figure would say enough |
"""
INDICATORS = f"""{OUTCOMES}
## indicators
| Reference | Name      | Outcome | Partner | Unit | Direction        | Proxy | Drafted or agreed |
|-----------|-----------|---------|---------|------|------------------|-------|-------------------|
| 15        | In time   | 2.1     | The CCG | %    | Higher is better | Yes   | Drafted           |
| 16        | Falls     | 2.1     | The CCG |      | Lower is better  |       |                   |
| 17        | Lonely    | 2.2     | The CCG |      | Lower is better  |       | Agreed            |
"""
TARGETS = """
## targets
| Indicator | Year    | Value | Signed off by |
|-----------|---------|-------|---------------|
| 15        | 2025/26 | 80%   | The Executive |
| 16        | 2025/26 | 20    | The Executive |
"""
READINGS = """
## readings
| Indicator | Period  | Value                  |
|-----------|---------|------------------------|
| 15        | 2024/25 | 79%                    |
| 15        | 2025/26 | 82%                    |
| 16        | 2024/25 | 25                     |
| 16        | 2025/26 | 30                     |
| 17        | 2025/26 | Published October 2026 |
"""
ALL = INDICATORS + TARGETS + READINGS


def dashboard(markdown: str, as_at: date | None = None) -> DashboardShown:
    return paper(markdown, as_at=as_at).dashboard


def shown(markdown: str, as_at: date | None = None) -> RatedIndicator:
    return dashboard(markdown, as_at).blocks[0].indicators[0]


def figures(markdown: str, as_at: date | None = None) -> IndicatorFigures:
    return dashboard(markdown, as_at).figures[0]


def words(markdown: str) -> dict[str, str]:
    """Return the sentences of the dashboard, with the questions, by their keys."""
    made = dashboard(markdown)
    return {one.key: one.words for one in (*made.sentences, *made.asks, *made.notes)}


def one(readings: str, extra: str = "", columns: str = "", cells: str = "") -> str:
    """Return an indicator with these readings, ``| period | value`` a line."""
    rows = "\n".join(f"| 15 {line.strip()} |" for line in readings.strip().splitlines())
    line = "|--" * (6 + columns.count("|")) + "|"
    return f"""{OUTCOMES}
    ## indicators
    | Reference | Name | Outcome | Direction | Decimals | Unit {columns} |
    {line}
    | 15 | Waits | 2.1 | Lower is better | | days {cells} |
    {extra}
    ## readings
    | Indicator | Period | Value |
    |-----------|--------|-------|
    {rows}
    """.replace("Decimals", "Decimal places")


def test_each_outcome_has_a_line_with_its_ratings_worst_first_and_what_stands_out() -> None:
    lines = dashboard(ALL).lines
    assert [
        (line.name, line.ratings, [s.words for s in line.sentences], line.reason) for line in lines
    ] == [
        (
            "2.1 Healthy at home",
            (RatingLine(RED, "16"), RatingLine(GREEN, "15")),
            ["↓\xa0Worse: Falls. ↑\xa0Better: 1."],
            "",
        ),
        ("2.2 Less lonely", (RatingLine("No data yet", "17"),), ["No earlier figure: 1."], ""),
        ("2.3 More research", (), [], "No figure would say enough"),
    ]


def test_page_one_tells_the_counts_and_what_has_got_worse_and_asks_about_it() -> None:
    made = dashboard(ALL)
    assert [(s.key, s.words) for s in made.sentences] == [
        (
            "dashboard.counts",
            "Of the 3 indicators, 1 is Green, 1 is Red (Falls) and 1 has no rating.",
        ),
        ("dashboard.worse", "One indicator has got worse since the figure before (Falls)."),
    ]
    assert [(s.key, s.words) for s in made.asks] == [
        (
            "dashboard.ask.missed",
            "What is being done about indicator 16 (Falls), and when will it be on target?",
        ),
        (
            "dashboard.ask.agree",
            "Does the Board agree indicator 15 (In time) as an indicator?",
        ),
    ]


def test_an_indicator_that_is_worse_but_not_red_an_old_figure_and_a_missing_target_are_asked() -> (
    None
):
    asked = dashboard("""
    ## indicators
    | Reference | Name  | Direction       | Frequency |
    |-----------|-------|-----------------|-----------|
    | 1         | Waits | Lower is better | Monthly   |
    ## readings
    | Indicator | Period     | Value |
    |-----------|------------|-------|
    | 1         | March 2025 | 4     |
    | 1         | April 2025 | 5     |
    """).asks
    assert [one.words for one in asked] == [
        "Why has indicator 1 (Waits) got worse?",
        "When will there be a new figure for indicator 1 (Waits)?",
        "What should the target for indicator 1 (Waits) be?",
    ]


def test_with_many_that_have_got_worse_it_is_said_in_how_many_outcomes() -> None:
    rows = "".join(f"| {n} | {2.1 if n < 4 else 2.2} | Lower is better |\n" for n in range(1, 6))
    read = "".join(f"| {n} | 2024/25 | 4 |\n| {n} | 2025/26 | 5 |\n" for n in range(1, 6))
    told = words(
        f"{OUTCOMES}\n## indicators\n| Reference | Outcome | Direction |\n|--|--|--|\n{rows}"
        f"\n## readings\n| Indicator | Period | Value |\n|--|--|--|\n{read}"
    )
    assert told["dashboard.worse"] == (
        "Five, in 2 of the 3 outcomes, have got worse since the figure before."
    )


TO_DATE = """
    ## indicators
    | Reference | Name   | Direction        | Figures run  |
    |-----------|--------|------------------|--------------|
    | 1         | Waits  | Lower is better  |              |
    | 2         | Checks | Higher is better | Year to date |
    ## readings
    | Indicator | Period     | Value |
    |-----------|------------|-------|
    | 1         | Q4 2025/26 | 4     |
    | 1         | Q1 2026/27 | 5     |
    | 2         | Q1 2025/26 | 30    |
    | 2         | Q4 2025/26 | 90    |
    | 2         | Q1 2026/27 | 20    |
"""


def test_with_what_each_figure_is_compared_is_said_where_figures_are_called_worse() -> None:
    """A year to date beside the quarter before it would always have grown."""
    told = words(TO_DATE)
    assert told["dashboard.worse"] == (
        "Two indicators have got worse since the figure before or, for Checks, since the same "
        "part of the year before (Waits and Checks)."
    )
    assert told["dashboard.moved"] == (
        "By their latest figures, new or not, both indicators have got worse (Waits and Checks). "
        "Each figure is compared with the one before it, except that of Checks, which is for "
        "the year to date and compared with the same part of the year before."
    )
    rows = dashboard(TO_DATE).blocks[0].indicators
    assert [row.movement for row in rows] == [
        "↓\xa0Worse (from 4 in Q4 2025/26)",
        "↓\xa0Worse (from 30 a year before, in Q1 2025/26)",
    ]


def test_that_nothing_can_be_compared_is_not_said_as_nothing_worse() -> None:
    assert words(one("| 2025/26 | 5"))["dashboard.worse"] == (
        "No indicator can be compared with an earlier figure."
    )


def test_a_figure_after_words_says_why_it_cannot_be_compared() -> None:
    """Its chart may well say that it is better than years ago."""
    row = shown(one("| 2022/23 | 9\n| 2023/24 | 8\n| 2024/25 | Not measured\n| 2025/26 | 7"))
    assert row.movement == "Not comparable (2024/25: Not measured)"
    assert isinstance(row.chart, Figure)
    assert row.chart.title == "2022/23 to 2025/26: better, 9 to 7"


def test_the_notes_tell_movement_data_and_marks() -> None:
    assert [(s.key, s.words) for s in dashboard(ALL).notes] == [
        (
            "dashboard.moved",
            "Of the 3 indicators, by their latest figures, new or not, 1 has got better, 1 has got "
            "worse (Falls) and 1 cannot be compared with an earlier figure. Each figure is "
            "compared with the one before it.",
        ),
        (
            "dashboard.moved.long",
            "Over the long term all 3 cannot be compared with an earlier figure.",
        ),
        (
            "dashboard.outcomes",
            "One of the 3 outcomes has no indicator: 2.3 More research.",
        ),
        ("dashboard.data", "Of the 3 indicators, 1 has no figure (Lonely)."),
        (
            "dashboard.undated",
            "No date is given for the next figure of any of the 3 indicators.",
        ),
        (
            "dashboard.marked",
            "Of the 3 indicators, 1 is a proxy for an outcome that is seen late (In time) and "
            "1 is drafted and not yet agreed (In time).",
        ),
    ]


def test_where_all_is_current_that_is_said() -> None:
    told = words(one("| 2024/25 | 4\n| 2025/26 | 5"))
    # Of an indicator whose frequency is blank nobody can say that its figure is current.
    assert told["dashboard.data"] == (
        "No figure is recorded as out of date or provisional. It is not recorded when the next "
        "figure is due for Waits."
    )
    assert "dashboard.marked" not in told
    told = words("""
    ## indicators
    | Reference | Frequency |
    |-----------|-----------|
    | 1         | Annual    |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 1         | 2025/26 | 4     |
    """)
    assert told["dashboard.data"] == (
        "The one indicator has a figure that is up to date and final."
    )


def test_stale_overdue_and_provisional_figures_are_counted() -> None:
    told = words("""
    ## indicators
    | Reference | Frequency | Next data due |
    |-----------|-----------|---------------|
    | 1         | Monthly   |               |
    | 2         | Annual    | 1 May 2026    |
    | 3         | Annual    |               |
    ## readings
    | Indicator | Period     | Value | Provisional |
    |-----------|------------|-------|-------------|
    | 1         | March 2026 | 4     |             |
    | 2         | 2025/26    | 4     |             |
    | 3         | 2025/26    | 4     | Yes         |
    """)
    assert told["dashboard.data"] == (
        "Of the 3 indicators, 1 has a figure that is out of date (indicator 1), 1 awaits a "
        "figure that is overdue (indicator 2) and 1 has a provisional figure (indicator 3)."
    )


def test_what_stands_out_of_an_outcome_rests_on_its_rows() -> None:
    (told,) = dashboard(ALL).lines[0].sentences
    assert told.key == "outcome.2.1"
    assert [str(place) for place in told.rests_on] == [
        "board.xlsx, Indicators!A2", "board.xlsx, Readings!A3",
        "board.xlsx, Indicators!A3", "board.xlsx, Readings!A5",
    ]  # fmt: skip


def test_old_figures_stand_out_by_name() -> None:
    (line,) = dashboard(one("| March 2026 | 4", columns="| Frequency", cells="| Monthly")).lines[:1]
    assert [s.words for s in line.sentences] == ["No earlier figure: 1. Out of date: Waits."]


def test_an_officer_s_text_replaces_the_sentence_of_an_outcome_whatever_its_capitals() -> None:
    made = dashboard(f"""{ALL}
    ## papers
    | Reference | Meeting         |
    |-----------|-----------------|
    | PR        | Board July 2026 |
    ## text
    | Paper | Section     | Text          |
    |-------|-------------|---------------|
    | PR    | OUTCOME.2.1 | As we know.   |
    | PR    | outcome.2.3 | Nothing more. |
    """)
    assert [[s.words for s in line.sentences] for line in made.lines] == [
        ["As we know."],
        ["No earlier figure: 1."],
        ["Nothing more."],
    ]


def test_an_outcome_without_an_indicator_has_its_reason_on_page_one_and_no_panels() -> None:
    assert [block.name for block in dashboard(ALL).blocks] == [
        "2.1 Healthy at home", "2.2 Less lonely",
    ]  # fmt: skip
    made = dashboard("## outcomes\n| Reference |\n|--|\n| 2.1 |")
    assert made.lines[0].reason == Gap("No reason given at publication")
    assert (made.blocks, made.figures) == ((), ())


def test_an_indicator_of_an_unknown_outcome_is_not_lost() -> None:
    blocks = dashboard("## indicators\n| Reference | Name |\n|--|--|\n| 9 | Odd |").blocks
    assert [(block.name, [i.reference for i in block.indicators]) for block in blocks] == [
        ("None recorded", ["9"])
    ]


def test_a_level_above_outcomes_has_no_line() -> None:
    lines = dashboard("""
    ## outcomes
    | Reference | Name | Parent |
    |-----------|------|--------|
    | 2         | All  |        |
    | 2.1       | One  | 2      |
    """).lines
    assert [line.name for line in lines] == ["2.1 One"]


def test_a_panel_shows_rating_movement_figure_and_target_and_its_marks() -> None:
    made = shown(ALL)
    assert (made.name, made.word) == ("In time (proxy; drafted, not yet agreed)", GREEN)
    assert (made.period, made.value, made.target) == ("2025/26", "82%", "80%")
    assert made.movement == "↑\xa0Better (from 79% in 2024/25)"


def test_without_any_figure_no_period_is_named() -> None:
    made = shown(INDICATORS)
    assert (made.period, made.value, made.word) == ("", "No data yet", "No data yet.")


def test_the_table_has_all_figures_targets_the_rule_and_what_the_trend_rests_on() -> None:
    falls = dashboard(ALL).figures[1]
    assert (falls.figures, falls.targets) == ("2024/25 25; 2025/26 30", "2025/26 20")
    assert (falls.rule, falls.long) == (
        "Worse than the target of 20 by more than 5% (more than 21)", "No earlier figure",
    )  # fmt: skip
    assert falls.notes == (
        "Trend: Cannot be calculated. A trend needs 5 yearly figures in a row, and there are only "
        "2.",
    )


def test_that_a_figure_meets_its_target_is_said_once_by_its_rating() -> None:
    assert figures(ALL).rule == ""


def test_a_unit_that_no_figure_bears_stands_behind_them() -> None:
    assert figures(one("| 2024/25 | 5\n| 2025/26 | 4")).unit == "days"
    assert figures(ALL).unit == ""


def test_a_figure_too_few_for_a_chart_is_in_the_table_all_the_same() -> None:
    assert figures(one("| 2025/26 | 4")).figures == "2025/26 4"


def noted(note: str) -> str:
    return f"""{OUTCOMES}
    ## indicators
    | Reference | Outcome | Rationale           | Next data due   |
    |-----------|---------|---------------------|-----------------|
    | 15        | 2.1     | It shows who waits. | 5 November 2026 |
    ## readings
    | Indicator | Period  | Value | Note   |
    |-----------|---------|-------|--------|
    | 15        | 2025/26 | 4     | {note} |
    """


def test_a_panel_s_one_sentence_is_the_note_or_the_trend_or_why_it_was_chosen() -> None:
    assert shown(noted("A new survey.")).sentence == "A new survey."
    assert shown(noted("")).sentence == "Why this indicator: It shows who waits."
    assert shown(one(a_year_of("44 41 46 43 45 42 40 47 44 42 45 43"))).sentence == (
        "Common cause: the figure for December 2025 is within the limits and not part of a run."
    )
    assert shown(INDICATORS).sentence == "Nothing else is recorded on this indicator."


def test_the_table_does_not_repeat_the_panel_and_has_a_long_note_whole() -> None:
    trend = (
        "Trend: Cannot be calculated. A trend needs 5 yearly figures in a row, and there is only "
        "one."
    )
    why, due = "Why this indicator: It shows who waits.", "Next figure: due 5 November 2026."
    assert figures(noted("A new survey.")).notes == (trend, why, due)
    long = "A new survey began. " * 20
    assert shown(noted(long)).sentence == why
    assert figures(noted(long)).notes == (trend, long.strip(), due)


def test_targets_are_signed_off_in_one_line_for_all_that_share_it() -> None:
    assert dashboard(ALL).sign_offs == (SignOff("2025/26, The Executive", "15 and 16"),)


def test_targets_are_signed_off_year_by_year() -> None:
    years = ALL.replace("| 15        | 2025/26 | 80%", "| 15        | 2026/27 | 80%")
    signed = [line.words for line in dashboard(years).sign_offs]
    assert signed == ["2025/26, The Executive", "2026/27, The Executive"]


def test_a_stale_figure_is_said_in_its_panel() -> None:
    due = one("| 2025/26 | 4", columns="| Next data due", cells="| 5 November 2026")
    assert shown(due).stale == ""
    late = one("| March 2026 | 4", columns="| Frequency", cells="| Monthly")
    assert shown(late).stale == (
        "Out of date: the latest figure is for March 2026 (frequency: monthly)"
    )


def test_another_area_s_figure_stands_apart_with_its_period_and_the_source_s_word() -> None:
    beside = """
    ## benchmarks
    | Indicator | Area    | Period  | Value | Compared |
    |-----------|---------|---------|-------|----------|
    | 15        | England | 2025/26 | 4.4   | Better   |
    | 15        | England | 2024/25 | 4.1   | Similar  |
    | 15        | Wend    | 2024/25 | 3.5   |          |
    """
    made = dashboard(one("| 2024/25 | 5\n| 2025/26 | 4", beside))
    assert made.blocks[0].indicators[0].benchmarks == (
        BenchmarkShown("England", "4.4 days in 2025/26", "Better"),
        BenchmarkShown("Wend", "3.5 days in 2024/25 (our figure is for 2025/26)", ""),
    )


def test_a_benchmark_of_a_period_still_to_come_is_not_shown() -> None:
    beside = """
    ## benchmarks
    | Indicator | Area    | Period  | Value |
    |-----------|---------|---------|-------|
    | 15        | England | 2026/27 | 4.4   |
    """
    assert shown(one("| 2025/26 | 4", beside)).benchmarks == ()


MONTHLY = "\n".join(
    f"| {month} 2025 | {value}"
    for month, value in zip(
        ["January", "February", "March", "April", "May", "July", "August", "September"],
        (44, 41, 46, 43, 45, 42, 40, 47),
        strict=True,
    )
)


def a_year_of(values: str) -> str:
    """Return the readings of the months of 2025, the latest last."""
    return "\n".join(f"| {m} 2025 | {v}" for m, v in zip(dates.MONTHS, values.split(), strict=True))


def aim(value: str) -> str:
    return f"## targets\n| Indicator | Year | Value |\n|--|--|--|\n| 15 | 2025 | {value} |\n"


def test_nothing_is_said_of_assurance_on_trial_limits() -> None:
    made = dashboard(one(MONTHLY, aim("44")))
    assert made.blocks[0].indicators[0].sentence.startswith("Common cause: ")
    assert made.figures[0].notes == (
        "The mean is 43.5 days and the trial limits are 33.7 days to 53.3 days, from 8 figures.",
        "There is no figure for June 2025.",
        "Figures before and after a gap are not compared.",
    )


@each(
    ("latest", "target", "word", "why"),
    [
        ("30", "31", "Green", "which meets the target. The assurance is about all 12 figures, "
         "and 11 of them do not meet it."),
        ("60", "50", "Red", "which does not meet the target. The assurance is about all 12 "
         "figures, and 11 of them meet it."),
    ],
)  # fmt: skip
def test_where_rating_and_assurance_pull_apart_a_sentence_says_why(
    latest: str, target: str, word: str, why: str
) -> None:
    made = dashboard(one(a_year_of(f"44 43 44 43 44 43 44 43 44 43 44 {latest}"), aim(target)))
    assert str(made.blocks[0].indicators[0].word) == word
    assert made.figures[0].notes[-1] == f"The rating is about the latest figure, {why}"


def test_where_they_agree_nothing_is_said() -> None:
    made = figures(one(a_year_of("44 43 44 43 44 43 44 43 44 43 44 43"), aim("60")))
    assert not any("The rating is about" in words for words in made.notes)


def test_a_chart_has_the_missing_month_as_a_gap_and_the_limits_across_it() -> None:
    chart = shown(one(MONTHLY)).chart
    assert isinstance(chart, Figure)
    assert (chart.title, chart.about) == ("Since January 2025: worse, 44 to 47", "15 Waits (days)")
    assert chart.note == "Days; scale from 30 to 55"
    assert chart.categories[4:7] == ("May 2025", "June 2025", "July 2025")
    by_part = {series.part: series for series in chart.series}
    assert by_part[SeriesPart.VALUE].values[5] == "no figure"
    assert set(by_part) == {SeriesPart.VALUE, SeriesPart.MEAN, SeriesPart.UPPER, SeriesPart.LOWER}
    assert by_part[SeriesPart.MEAN].values == (Decimal("43.5"),) * 9
    assert (by_part[SeriesPart.VALUE].decimals, by_part[SeriesPart.MEAN].decimals) == (AS_TYPED, 1)


def test_limits_are_those_of_the_latest_way_of_working() -> None:
    rows = [f"| 15 | {line.strip('| ')} | " for line in MONTHLY.splitlines()]
    rows[1] += "Yes"
    table = "\n".join(f"{row} |" for row in rows)
    chart = shown(f"""{OUTCOMES}
    ## indicators
    | Reference | Outcome |
    |-----------|---------|
    | 15        | 2.1     |
    ## readings
    | Indicator | Period | Value | New way of working |
    |-----------|--------|-------|--------------------|
    {table}
    """).chart
    assert isinstance(chart, Figure)
    mean = next(series for series in chart.series if series.part is SeriesPart.MEAN)
    assert mean.values[0] == "no limits"
    assert None not in mean.numbers[1:]


def test_targets_in_words_are_no_line() -> None:
    targets = "## targets\n| Indicator | Year | Value |\n|--|--|--|\n| 15 | 2025/26 | Low |\n"
    chart = shown(one("| 2023/24 | 6\n| 2024/25 | 5\n| 2025/26 | 4", targets)).chart
    assert isinstance(chart, Figure)
    assert [series.part for series in chart.series] == [SeriesPart.VALUE]


def test_one_figure_is_too_few_for_a_chart_and_the_page_says_so() -> None:
    made = shown(one("| 2025/26 | 4"))
    assert made.chart == "No chart is drawn, since there is only one figure."
    assert shown(INDICATORS).chart == "No chart is drawn, since there is no figure."


def test_a_small_count_that_is_held_back_is_in_no_chart() -> None:
    data = board(f"""{MEETINGS}{OUTCOMES}
    ## indicators
    | Reference | Outcome | Counts people |
    |-----------|---------|---------------|
    | 15        | 2.1     | Yes           |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 15        | 2022/23 | 11    |
    | 15        | 2023/24 | 12    |
    | 15        | 2024/25 | 3     |
    | 15        | 2025/26 | 9     |
    """)
    held = printed_counts(data, SmallCounts(suppress=True))
    chart = paper_of(held).dashboard.blocks[0].indicators[0].chart
    assert isinstance(chart, Figure)
    assert (
        chart.figures(SeriesPart.VALUE) == "2022/23 11; 2023/24 12; 2024/25 fewer than 5; 2025/26 9"
    )
    assert chart.series[0].numbers == (Decimal(11), Decimal(12), None, Decimal(9))


def test_a_rating_that_is_not_of_the_scale_still_has_its_line() -> None:
    ways = replace(WAYS, settings=replace(WAYS.settings, ratings=()))
    made = paper(ALL, ways).dashboard.lines[0]
    assert [(line.word, line.which) for line in made.ratings] == [("Missed", "16"), ("Met", "15")]


def test_nothing_to_show_is_said_and_nothing_is_drawn() -> None:
    made = dashboard("")
    assert [s.words for s in made.sentences] == [
        "The delivery plans have no performance indicators."
    ]
    assert (made.asks, made.lines, made.blocks, made.notes, made.figures) == ((), (), (), (), ())


def test_a_paper_whose_template_does_not_ask_for_it_does_not_work_it_out() -> None:
    data = board(MEETINGS + ALL)
    at = BoardAt(data, WAYS, data.meeting["Board July 2026"])
    asked = EVERY_PART - {"dashboard"}
    made = paper_view(at, SECTIONS, draft=True, asked=asked)
    assert made.dashboard == NO_DASHBOARD


@pytest.mark.parametrize(
    ("status", "agreed_on", "printed"),
    [
        (None, None, ""),
        (
            Agreement.DRAFTED,
            None,
            "Drafted, and still to be agreed by the Health and Wellbeing Board",
        ),
        (Agreement.AGREED, None, "Agreed for use by the Health and Wellbeing Board"),
        (
            None,
            date(2026, 3, 12),
            "Agreed for use by the Health and Wellbeing Board on 12 March 2026",
        ),
        (
            Agreement.AGREED,
            date(2026, 7, 16),
            "Drafted, and still to be agreed by the Health and Wellbeing Board",
        ),
    ],
    ids=["nobody has said", "drafted", "agreed", "by its day", "at this very meeting"],
)
def test_a_dashboard_says_whether_the_board_has_agreed_it(
    status: Agreement | None, agreed_on: date | None, printed: str
) -> None:
    said = Dashboard(status=status, agreed_on=agreed_on)
    ways = replace(WAYS, settings=replace(WAYS.settings, dashboard=said))
    assert paper(ALL, ways).dashboard.status == printed
