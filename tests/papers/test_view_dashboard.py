"""The outcomes dashboard as a page shows it: at a glance, then outcome by outcome."""

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
    ComparisonWord,
    DashboardShown,
    RatedIndicator,
    RatingLine,
)
from paperkit.schema import dates
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import AS_TYPED, Figure, Gap, Rated, SeriesPart, Shape
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


def test_ratings_are_counted_with_their_base_and_those_without_say_why() -> None:
    assert dashboard(ALL).ratings == (
        RatingLine(GREEN, "1 of 3", "15"),
        RatingLine(Rated("Amber", "FFC72C", "000000", "▲"), "0 of 3", "None"),
        RatingLine(RED, "1 of 3", "16"),
        RatingLine("No rating", "1 of 3", "No data yet: 17"),
    )


def test_without_an_indicator_no_rating_is_said_to_have_none_of_none() -> None:
    assert [line.count for line in dashboard(OUTCOMES).ratings] == ["None", "None", "None"]


def test_the_chart_of_ratings_has_the_counts_of_the_table() -> None:
    made = dashboard(ALL)
    assert isinstance(made.chart, Figure)
    assert (made.chart.shape, made.chart.title) == (Shape.BARS, "Indicators by rating")
    assert made.chart.figures(SeriesPart.VALUE) == "Green 1; Amber 0; Red 1; No rating 1"


def test_each_outcome_has_a_line_with_its_base_and_what_to_know() -> None:
    lines = dashboard(ALL).lines
    assert [(line.name, line.ratings, line.movement, line.data) for line in lines] == [
        (
            "2.1 Healthy at home",
            "Of 2: Green 1 (15); Red 1 (16)",
            "↑ Better 1 (15); ↓ Worse 1 (16)",
            "Proxy: 15; Not agreed: 15",
        ),
        (
            "2.2 Less lonely",
            "Of 1: No rating 1 (17)",
            "No earlier figure",
            "No figure: 17",
        ),
        (
            "2.3 More research",
            "No indicator: see its section below",
            "None",
            "Nothing to note",
        ),
    ]


def test_the_sentences_tell_counts_movement_data_and_marks() -> None:
    assert [(s.key, s.words) for s in dashboard(ALL).sentences] == [
        (
            "dashboard.counts",
            "Of the 3 indicators, 1 is Green, 1 is Red (Falls) and 1 has no rating.",
        ),
        (
            "dashboard.outcomes",
            "One of the 3 outcomes has no indicator: 2.3 More research.",
        ),
        (
            "dashboard.moved",
            "Of the 3 indicators, 1 has got better, 1 has got worse (Falls) and 1 cannot be "
            "compared with an earlier figure. Each figure is compared with the one before it. "
            "Over the long term all 3 cannot be compared with an earlier figure.",
        ),
        ("dashboard.data", "Of the 3 indicators, 1 has no figure (Lonely)."),
        (
            "dashboard.marked",
            "Of the 3 indicators, 1 is a proxy for an outcome that is seen late (In time) and "
            "1 is drafted and not yet agreed (In time).",
        ),
    ]


def test_where_all_is_current_that_is_said() -> None:
    told = {s.key: s.words for s in dashboard(one("| 2024/25 | 4\n| 2025/26 | 5")).sentences}
    # Of an indicator whose frequency is blank nobody can say that its figure is current.
    assert told["dashboard.data"] == (
        "No figure is recorded as out of date or provisional. It is not recorded when the next "
        "figure is due for Waits."
    )
    assert "dashboard.marked" not in told
    current = dashboard("""
    ## indicators
    | Reference | Frequency |
    |-----------|-----------|
    | 1         | Annual    |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 1         | 2025/26 | 4     |
    """)
    told = {s.key: s.words for s in current.sentences}
    assert told["dashboard.data"] == (
        "The one indicator has a figure that is up to date and final."
    )


def test_stale_overdue_and_provisional_figures_are_counted() -> None:
    told = dashboard("""
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
    assert next(s.words for s in told.sentences if s.key == "dashboard.data") == (
        "Of the 3 indicators, 1 has a figure that is out of date (indicator 1), 1 awaits a "
        "figure that is overdue (indicator 2) and 1 has a provisional figure (indicator 3)."
    )


def test_an_outcome_s_sentence_gives_ratings_and_movement_and_its_rows() -> None:
    (told,) = dashboard(ALL).blocks[0].sentences
    assert (told.key, told.words) == (
        "outcome.2.1",
        "Of the 2 indicators, 1 is Green (In time) and 1 is Red (Falls). Compared with earlier "
        "figures, 1 has got better (In time) and 1 has got worse (Falls).",
    )
    assert [str(place) for place in told.rests_on] == [
        "board.xlsx, Indicators!A2", "board.xlsx, Readings!A3",
        "board.xlsx, Indicators!A3", "board.xlsx, Readings!A5",
    ]  # fmt: skip


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
    assert [[s.words for s in block.sentences] for block in made.blocks] == [
        ["As we know."],
        ["Its one indicator has no rating."],
        ["Nothing more."],
    ]


def test_an_outcome_without_an_indicator_prints_its_reason_or_that_there_is_none() -> None:
    assert dashboard(ALL).blocks[2].reason == "No figure would say enough"
    (block,) = dashboard("## outcomes\n| Reference |\n|--|\n| 2.1 |").blocks
    assert block.reason == Gap("No reason for having no indicator given at publication")


def test_an_indicator_of_an_unknown_outcome_is_not_lost() -> None:
    blocks = dashboard("## indicators\n| Reference | Name |\n|--|--|\n| 9 | Odd |").blocks
    assert [(block.name, [i.reference for i in block.indicators]) for block in blocks] == [
        ("None recorded", ["9"])
    ]


def test_a_level_above_outcomes_has_no_block() -> None:
    blocks = dashboard("""
    ## outcomes
    | Reference | Name | Parent |
    |-----------|------|--------|
    | 2         | All  |        |
    | 2.1       | One  | 2      |
    """).blocks
    assert [block.name for block in blocks] == ["2.1 One"]


def test_an_indicator_shows_figure_target_rating_with_its_rule_and_marks() -> None:
    made = shown(ALL)
    assert (made.period, made.value, made.target) == ("2025/26", "82%", "80%")
    assert (made.word, made.rule) == (GREEN, "Meets the target of 80%")
    assert made.mark == "Proxy: it stands in for an outcome that is seen late"
    assert made.agreement == "Drafted: not yet agreed by the Board"
    assert made.short == "↑ Better (from 79% in 2024/25)"
    assert made.long == "No earlier figure"
    assert made.trend == ("Trend: Cannot be calculated",)
    assert made.figures == "2024/25 79%; 2025/26 82%"
    assert made.targets == "2025/26 80%"


def test_an_agreed_indicator_that_is_no_proxy_bears_no_mark() -> None:
    made = dashboard(ALL).blocks[0].indicators[1]
    assert (made.mark, made.agreement) == ("", "")


def test_the_next_figure_is_said_and_a_stale_one_apart_from_it() -> None:
    due = one("| 2025/26 | 4", columns="| Next data due", cells="| 5 November 2026")
    assert (shown(due).next_due, shown(due).stale) == ("due 5 November 2026", "")
    late = one("| March 2026 | 4", columns="| Frequency", cells="| Monthly")
    assert shown(late).next_due == "no date given (monthly)"
    assert shown(late).stale == (
        "Out of date: the latest figure is for March 2026 (frequency: monthly)"
    )
    assert shown(one("| 2025/26 | 4")).next_due == "no date given"


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
    assert made.comparisons == (ComparisonWord("Better", "England: 15"),)


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


def test_a_series_with_limits_tells_variation_and_assurance_beside_their_signs() -> None:
    made = shown(one(a_year_of("44 41 46 43 45 42 40 47 44 42 45 43"), aim("44")))
    assert made.trend == ("Variation: ~ Common cause", "Assurance: ? Hit and miss")


def test_nothing_is_said_of_assurance_on_trial_limits() -> None:
    made = shown(one(MONTHLY, aim("44")))
    assert made.trend == ("Variation: ~ Common cause",)
    assert "Trial limits cannot show whether the target is met consistently." in made.told
    assert made.told[-2] == "There is no figure for June 2025."


@pytest.mark.parametrize(
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
    made = shown(one(a_year_of(f"44 43 44 43 44 43 44 43 44 43 44 {latest}"), aim(target)))
    assert isinstance(made.word, Rated)
    assert made.word.words == word
    assert made.told[-1] == f"The rating is about the latest figure, {why}"


def test_where_they_agree_nothing_is_said() -> None:
    made = shown(one(a_year_of("44 43 44 43 44 43 44 43 44 43 44 43"), aim("60")))
    assert not any("The rating is about" in words for words in made.told)


def test_a_chart_has_the_missing_month_as_a_gap_and_the_limits_across_it() -> None:
    chart = shown(one(MONTHLY)).chart
    assert isinstance(chart, Figure)
    assert chart.title == "15 Waits (days)"
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
    chart = shown(one("| 2024/25 | 5\n| 2025/26 | 4", targets)).chart
    assert isinstance(chart, Figure)
    assert [series.part for series in chart.series] == [SeriesPart.VALUE]


def test_one_figure_is_too_few_for_a_chart_and_the_page_says_so() -> None:
    made = shown(one("| 2025/26 | 4"))
    assert (made.chart, made.figures) == (
        "No chart is drawn, since there is only one figure.",
        "",
    )
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
    | 15        | 2023/24 | 12    |
    | 15        | 2024/25 | 3     |
    | 15        | 2025/26 | 9     |
    """)
    held = printed_counts(data, SmallCounts(suppress=True))
    chart = paper_of(held).dashboard.blocks[0].indicators[0].chart
    assert isinstance(chart, Figure)
    assert chart.figures(SeriesPart.VALUE) == "2023/24 12; 2024/25 fewer than 5; 2025/26 9"
    assert chart.series[0].numbers == (Decimal(12), None, Decimal(9))


def test_a_rating_that_is_not_of_the_scale_still_has_its_line() -> None:
    ways = replace(WAYS, settings=replace(WAYS.settings, ratings=()))
    made = paper(ALL, ways).dashboard
    assert [(line.word, line.which) for line in made.ratings] == [
        ("Met", "15"), ("Missed", "16"), ("No rating", "No data yet: 17"),
    ]  # fmt: skip


def test_nothing_to_show_is_said_and_nothing_is_drawn() -> None:
    made = dashboard("")
    assert [s.words for s in made.sentences] == [
        "The delivery plans have no performance indicators."
    ]
    assert (made.chart, made.lines, made.blocks) == ("", (), ())


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
        (Agreement.AGREED, None, "Agreed by the Health and Wellbeing Board"),
        (None, date(2026, 3, 12), "Agreed by the Health and Wellbeing Board on 12 March 2026"),
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
