"""Series of readings and their benchmarks: gaps, units, age, and small counts of people."""

from datetime import date

from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import Settings, SmallCounts
from paperkit.board.words import Publicity
from paperkit.findings import Finding, Severity, catalogue
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import assembled, at, board, told

DAY = date(2026, 7, 16)


def data(
    readings: str = "",
    benchmarks: str = "",
    *,
    unit: str = "%",
    often: str = "",
    due: str = "",
    people: str = "",
    targets: str = "",
) -> str:
    """Return an indicator with readings and benchmarks, each ``period | value …`` on a line."""
    return f"""
    ## indicators
    | Reference | Partner   | Unit   | Frequency | Next data due | Counts people |
    |-----------|-----------|--------|-----------|---------------|---------------|
    | 1.1       | Wend Hub  | {unit} | {often}   | {due}         | {people}      |

    ## readings
    | Indicator | Period | Value | Provisional |
    |-----------|--------|-------|-------------|
    {_rows("1.1", readings, 3)}

    ## benchmarks
    | Indicator | Area | Period | Value |
    |-----------|------|--------|-------|
    {_rows("1.1", benchmarks, 3)}

    ## targets
    | Indicator | Year | Value |
    |-----------|------|-------|
    {_rows("1.1", targets, 2)}
    """


def _rows(indicator: str, lines: str, columns: int) -> str:
    typed = [line.strip() for line in lines.splitlines() if line.strip()]
    ends = (" |" * (columns - line.count("|")) for line in typed)
    return "\n".join(f"| {indicator} | {line}{end}" for line, end in zip(typed, ends, strict=True))


def found(number: str, markdown: str, **case: object) -> list[Finding]:
    case = {"as_at": DAY, **case}
    whole = BoardAt(board(markdown), **case)  # type: ignore[arg-type]
    return [finding for finding in check(whole) if finding.code == number]


def series(values: str, year: int = 2024) -> str:
    """Return values for the months from January of a year on."""
    months = (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    )  # fmt: skip
    return "\n".join(
        f"{months[n % 12]} {year + n // 12} | {value}"
        for n, value in enumerate(values.split())
        if value != "-"
    )


def test_periods_without_a_row_are_a_gap_in_the_series() -> None:
    (gap,) = found("PK-901", data(series("1 2 - - 5")))
    assert told([gap]) == [
        "PK-901 Readings!B4: Indicator 1.1 has no reading for March 2024 and April 2024."
    ]
    assert (gap.person, gap.remedy) == (
        "Wend Hub",
        "Type the missing figures, or a word such as 'Return not received' as their value.",
    )


@each(
    "readings",
    [
        series("1 2 Suspended 4"),
        "March 2024 | 3\nJanuary 2024 | 1\nFebruary 2024 | 2",
        "2018 to 2020 | 1\n2021 to 2023 | 2",
        "",
    ],
)
def test_a_word_another_order_or_spans_of_years_are_no_gap(readings: str) -> None:
    assert found("PK-901", data(readings)) == []


def test_figures_that_come_every_two_years_have_no_gap() -> None:
    every_two = "2021/22 | 1\n2023/24 | 2"
    assert found("PK-901", data(every_two, often="Every two years")) == []
    assert len(found("PK-901", data(every_two, often="Annual"))) == 1


def test_many_missing_periods_are_counted() -> None:
    (gap,) = found("PK-901", data(series("1 - - - - - 2")))
    assert "February 2024, March 2024, April 2024 and 2 more." in gap.message


def test_months_beside_quarters_are_told_and_years_beside_them_are_not() -> None:
    mixed = "Q1 2025/26 | 1\nQ2 2025/26 | 2\nJuly 2026 | 3\n2025/26 | 4"
    (one,) = found("PK-902", data(mixed))
    assert one.message == (
        "Indicator 1.1 has readings for periods as different as Q2 2025/26 and July 2026."
    )
    assert (one.value, [place.cell for place in one.others]) == ("July 2026", ["B3"])
    assert found("PK-902", data("Q1 2025/26 | 1\n2024/25 | 4")) == []


def test_years_from_april_beside_calendar_years_are_told() -> None:
    (one,) = found("PK-902", data("2024/25 | 1\n2025 | 2"))
    assert one.message == (
        "Indicator 1.1 has readings for periods as different as 2024/25 and 2025."
    )


@each(
    ("values", "count"),
    [
        ("7 7 7 7 7 7", 1),
        ("7 7 7 7 7", 0),
        ("7 7 7 7 7 8", 0),
        ("0 0 0 0 0 0", 0),
        ("100 100 100 100 100 100", 0),
    ],
)
def test_six_equal_figures_are_told_unless_they_are_nothing_or_all(values: str, count: int) -> None:
    assert len(found("PK-903", data(series(values)))) == count


def test_equal_figures_are_told_with_their_value() -> None:
    (one,) = found("PK-903", data(series("7 7 7 7 7 7"), unit="days"))
    assert told([one]) == ["PK-903 Readings!C7: Indicator 1.1 shows '7' in all 6 periods."]
    assert (one.value, one.person) == ("7", "Wend Hub")


def test_a_figure_out_of_date_is_told_by_the_day_of_the_data() -> None:
    readings = data("Q3 2025/26 | 5", often="Quarterly")
    (one,) = found("PK-904", readings)
    assert told([one]) == [
        "PK-904 Readings!B2: The latest reading of indicator 1.1 is for Q3 2025/26, but its "
        "frequency is quarterly."
    ]
    assert (one.value, one.person) == ("Q3 2025/26", "Wend Hub")
    paper = PaperRow(reference="P", as_at=date(2026, 5, 1))
    assert found("PK-904", readings, paper=paper) == []
    assert found("PK-904", data("Q4 2025/26 | 5", often="Quarterly")) == []
    assert found("PK-904", data("Q3 2025/26 | 5")) == []


def test_the_day_of_the_next_figure_has_passed() -> None:
    (one,) = found("PK-905", data(due="1 May 2026"))
    assert told([one]) == [
        "PK-905 Indicators!E2: The next figure for indicator 1.1 was due on 1 May 2026."
    ]
    assert (one.value, one.person) == ("1 May 2026", "Wend Hub")
    assert found("PK-905", data(due="16 July 2026")) == []


def test_without_a_date_nothing_is_said_of_age() -> None:
    markdown = data("Q1 2020/21 | 5", often="Quarterly", due="1 May 2020")
    assert found("PK-904", markdown, as_at=None) + found("PK-905", markdown, as_at=None) == []


def test_a_figure_a_hundred_times_the_middle_of_its_series_is_told() -> None:
    (one,) = found("PK-906", data(series("9 14 1180 10 12 11"), unit=""))
    assert told([one]) == [
        "PK-906 Readings!C4: Indicator 1.1 shows '1180' for March 2024; the middle of its 6 "
        "figures is 11.5."
    ]
    assert (one.value, one.person) == ("1180", "Wend Hub")


@each("values", ["9 14 1180 10 12", "9 14 600 10 12 11", "0 0 0 0 0 90"])
def test_few_figures_or_a_smaller_step_are_not_told(values: str) -> None:
    assert found("PK-906", data(series(values), unit="")) == []


def test_a_step_that_is_told_already_is_not_told_twice() -> None:
    markdown = data(series("0.1 0.2 12 0.1 0.2 0.1"))
    assert len(found("PK-506", markdown)) == 1
    assert found("PK-906", markdown) == []


def test_a_figure_a_hundred_times_its_target_is_told_with_the_place_of_the_target() -> None:
    (one,) = found("PK-907", data("2025/26 | 1200", unit="", targets="2025/26 | 12"))
    assert told([one]) == [
        "PK-907 Readings!C2: Indicator 1.1 shows '1200' for 2025/26, but its target for 2025/26 "
        "is '12'."
    ]
    assert [place.sheet for place in one.others] == ["Targets"]
    assert (one.value, one.person) == ("1200", "Wend Hub")


@each(("reading", "target", "unit"), [("0.9", "90", "%"), ("50", "0", ""), ("60", "1", "")])
def test_a_share_beside_a_percentage_is_an_error_of_its_own(
    reading: str, target: str, unit: str
) -> None:
    markdown = data(f"2025/26 | {reading}", unit=unit, targets=f"2025/26 | {target}")
    assert found("PK-907", markdown) == []


def test_a_target_in_words_of_its_own_is_told() -> None:
    targets = "2024/25 | No target\n2025/26 | Better than last year\n2026/27 | 80"
    (one,) = found("PK-908", data(targets=targets))
    assert told([one]) == [
        "PK-908 Targets!C3: The target of indicator 1.1 for 2025/26 is 'Better than last year', "
        "which is not a figure."
    ]
    assert (one.value, one.person) == ("Better than last year", "Wend Hub")


@each("typed", ["n/k", "unknown", "Not available", "?", "To follow", "Low"])
def test_a_word_in_place_of_a_figure_that_says_neither_why_nor_when_is_told(typed: str) -> None:
    (one,) = found("PK-534", data(f"Q1 2025/26 | 5\nQ2 2025/26 | {typed}"))
    assert told([one]) == [
        f"PK-534 Readings!C3: '{typed}' stands where a figure belongs, and says neither why "
        "there is none nor when it will come."
    ]
    assert (one.value, one.person) == (typed, "Wend Hub")
    (of_england,) = found("PK-534", data("Q1 2025/26 | 5", f"England | Q1 2025/26 | {typed}"))
    assert of_england.place.sheet == "Benchmarks"


@each(
    "typed",
    [
        "Published October 2026", "Due October", "Autumn", "Q3", "No data yet", "no data", "NC",
        "Not measured this year", "<5", "[c]", "Suppressed",
    ],
)  # fmt: skip
def test_a_word_that_says_when_or_why_stands_in_place_of_a_figure(typed: str) -> None:
    rows = assembled(data(f"Q1 2025/26 | {typed}")).board
    assert "PK-534" not in [one.code for one in check(BoardAt(rows, as_at=DAY))]


@each("typed", ["TBC", "tba", "xxx", "[insert figure]"])
def test_what_holds_the_place_of_a_figure_is_left_in_no_paper(typed: str) -> None:
    rows = data(f"Q1 2025/26 | {typed}", targets=f"2025/26 | {typed}")
    (one,) = found("PK-701", rows)
    assert told([one]) == [f"PK-701 Targets!C2: The text has '{typed}' in it."]
    assert [str(place) for place in one.others] == ["board.xlsx, Readings!C2"]
    assert found("PK-534", rows) == []
    assert "PK-701" in catalogue()["PK-908"].gives_way


def test_a_figure_below_0_where_no_other_is_is_told() -> None:
    (one,) = found("PK-535", data("Q1 2025/26 | 12\nQ2 2025/26 | -14", unit="days"))
    assert told([one]) == [
        "PK-535 Readings!C3: Indicator 1.1 shows '-14' for Q2 2025/26, and none of its other "
        "figures or targets is below 0."
    ]
    assert len(found("PK-535", data("Q1 2025/26 | -14", targets="2025/26 | 10"))) == 1


@each(
    ("rows", "targets"),
    [
        ("Q1 2025/26 | -2\nQ2 2025/26 | -3\nQ3 2025/26 | 1", ""),
        ("Q1 2025/26 | 2\nQ2 2025/26 | -3", "2025/26 | -5"),
        ("Q1 2025/26 | -2", ""),
        ("Q1 2025/26 | 0\nQ2 2025/26 | 0", "2025/26 | 0"),
    ],
)
def test_a_figure_that_may_well_be_below_0_is_let_be(rows: str, targets: str) -> None:
    assert found("PK-535", data(rows, targets=targets)) == []


def test_an_earlier_figure_still_provisional_is_told() -> None:
    (one,) = found("PK-909", data("Q1 2025/26 | 5 | Yes\nQ2 2025/26 | 6 | Yes\n2025/26 | 6 | Yes"))
    assert told([one]) == [
        "PK-909 Readings!D2: The figure for indicator 1.1 for Q1 2025/26 is still provisional, "
        "but Q2 2025/26 is in."
    ]
    assert one.person == "Wend Hub"


def test_two_benchmarks_for_one_area_and_period_are_an_error() -> None:
    rows = "England | 2024/25 | 5\nengland | 2024/25 | 6\nWales | 2024/25 | 6\nEngland | | 3"
    (one,) = found("PK-910", data("2024/25 | 5", rows))
    assert told([one]) == [
        "PK-910 Benchmarks!C3: Indicator 1.1 has two benchmarks for england in 2024/25."
    ]
    assert ([place.cell for place in one.others], one.person) == (["C2"], "Wend Hub")
    assert (one.severity, one.value) == (Severity.ERROR, "2024/25")


def test_a_benchmark_without_a_reading_is_told_once_for_an_indicator() -> None:
    (one,) = found("PK-911", data("", "England | 2024/25 | 5\nEngland | 2023/24 | 6"))
    assert told([one]) == [
        "PK-911 Benchmarks!A2: Indicator 1.1 has a benchmark for England, but no reading."
    ]
    assert ([place.cell for place in one.others], one.person) == (["A3"], "Wend Hub")


def test_a_benchmark_of_another_period_than_the_latest_reading_is_told() -> None:
    readings = "2024/25 | 5\n2025/26 | 5"
    (one,) = found("PK-912", data(readings, "England | 2023/24 | 5\nEngland | 2024/25 | 6"))
    assert told([one]) == [
        "PK-912 Benchmarks!C3: The latest benchmark of indicator 1.1 for England is for 2024/25, "
        "but the latest reading is for 2025/26."
    ]
    assert (one.value, one.person, [place.cell for place in one.others]) == (
        "2024/25",
        "Wend Hub",
        ["B3"],
    )
    assert found("PK-912", data(readings, "England | 2025/26 | 5")) == []


def test_a_benchmark_is_beside_the_latest_figure_while_the_next_one_is_only_announced() -> None:
    readings = "2024/25 | 5\n2025/26 | Published October 2026"
    assert found("PK-912", data(readings, "England | 2024/25 | 6")) == []


def test_a_benchmark_as_a_share_beside_a_percentage_is_an_error() -> None:
    markdown = data("2025/26 | 86", "England | 2025/26 | 0.87")
    (one,) = found("PK-913", markdown)
    assert told([one]) == [
        "PK-913 Benchmarks!D2: Indicator 1.1 shows '86' for 2025/26, and the benchmark is '0.87' "
        "of England."
    ]
    assert (one.severity, one.value) == (Severity.ERROR, "0.87")
    assert found("PK-914", markdown) == []


def test_a_benchmark_a_hundred_times_the_figure_is_told() -> None:
    (one,) = found("PK-914", data("2025/26 | 12", "England | 2025/26 | 1200", unit=""))
    assert one.message == (
        "Indicator 1.1 shows '12' for 2025/26, and the benchmark is '1200' of England."
    )
    assert (one.severity, one.person) == (Severity.NOTE, "Wend Hub")


def with_small_counts(**settings: object) -> Ways:
    small = replace(SmallCounts(), **settings)
    return Ways(replace(Settings(), small_counts=small))


SMALL = data("2023/24 | 0\n2024/25 | 4\n2025/26 | 3\n2022/23 | 5", unit="", people="Yes")


def test_small_counts_of_people_are_a_gap_that_somebody_answers_for() -> None:
    (one,) = found("PK-915", SMALL)
    assert told([one]) == [
        "PK-915 Readings!C4: Indicator 1.1 counts people, and shows only '3' for 2025/26."
    ]
    assert (one.severity, one.value, one.person) == (Severity.GAP, "3", "Wend Hub")
    assert [place.cell for place in one.others] == ["C3"]


def test_a_small_benchmark_is_told_as_well() -> None:
    (one,) = found("PK-915", data("", "Eastmarsh | 2025/26 | 2", unit="", people="Yes"))
    assert told([one])[0].startswith("PK-915 Benchmarks!D2: ")


@each("people", ["No", ""])
def test_figures_that_do_not_count_people_are_not_small(people: str) -> None:
    assert found("PK-915", data("2025/26 | 3", unit="", people=people)) == []


@each(
    ("settings", "count"),
    [({"suppress": True}, 0), ({"least": None}, 0), ({"least": 3}, 0), ({"least": 4}, 1)],
)
def test_what_is_small_is_a_setting_and_held_back_it_is_not_told(
    settings: dict[str, object], count: int
) -> None:
    assert len(found("PK-915", SMALL, ways=with_small_counts(**settings))) == count


@each(
    ("publicity", "count"),
    [
        (Publicity.EXEMPT, 0),
        (Publicity.PUBLIC, 1),
        (Publicity.EXEMPT_APPENDIX, 1),
        (None, 1),
    ],
)
def test_exempt_papers_are_not_told_of_small_counts(
    publicity: Publicity | None, count: int
) -> None:
    paper = PaperRow(reference="P", publicity=publicity)
    assert len(found("PK-915", SMALL, paper=paper)) == count


def test_readings_for_no_indicator_are_told_where_references_are_read() -> None:
    markdown = """
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 9.9       | 2025/26 | 5     |
    """
    assert told(assembled(markdown).findings) == [
        "PK-320 Readings!A2: No row of Indicators has the reference '9.9'."
    ]


@each(
    ("readings", "named"),
    [
        ("2019/20 | 5\n2023/24 | 5", "2020/21, 2021/22 and 2022/23"),
        ("2019/20 | 5\n2024/25 | 5", "2020/21, 2021/22, 2022/23 and 1 more"),
    ],
)
def test_three_missing_periods_are_named_and_no_more(readings: str, named: str) -> None:
    (one,) = found("PK-901", data(readings, often="Annual"))
    assert one.message == f"Indicator 1.1 has no reading for {named}."


def test_words_and_blanks_among_equal_figures_do_not_make_them_differ() -> None:
    (one,) = found("PK-903", data(series("5 5 5 5 5 5") + "\nJuly 2024 | NC\nMay 2025 | | "))
    assert one.message == "Indicator 1.1 shows '5' in all 6 periods."


def test_a_benchmark_without_a_period_does_not_hide_two_for_another() -> None:
    rows = "England | | 3\nEngland | 2024/25 | 5\nEngland | 2024/25 | 6"
    assert len(found("PK-910", data("2024/25 | 5", rows))) == 1


@each("value", ["", "Suppressed", "12"])
def test_a_benchmark_in_words_or_of_about_our_size_is_not_off(value: str) -> None:
    rows = f"England | 2025/26 | {value}"
    assert found("PK-914", data("2025/26 | 12", rows, unit="")) == []


def test_three_lengths_within_a_year_are_told_at_the_latest_and_before_those_of_years() -> None:
    rows = "April 2024 | 5\nQ2 2024/25 | 5\nSpring 2024/25 | 5\n2024/25 | 5\n2025 | 5"
    within, years = found("PK-902", data(rows))
    assert within == Finding(
        "PK-902",
        at("Readings!B4", "Period"),
        "Indicator 1.1 has readings for periods as different as April 2024, Q2 2024/25 and "
        "Spring 2024/25.",
        value="Spring 2024/25",
        person="Wend Hub",
        others=(at("Readings!B2", "Period"), at("Readings!B3", "Period")),
    )
    assert years.value == "2025"


def test_the_next_figure_is_overdue_by_the_day_of_the_meeting_where_the_data_have_none() -> None:
    meeting = "## meetings\n| reference | date |\n| - | - |\n| July | 16 July 2026 |\n"
    markdown = data("2024/25 | 5", due="1 July 2026")
    assert len(found("PK-905", f"{markdown}\n{meeting}", as_at=None)) == 1
    assert found("PK-905", f"{markdown}\n{meeting}", as_at=date(2026, 6, 30)) == []


def test_an_indicator_with_few_figures_does_not_hide_what_is_off_in_the_next() -> None:
    rows = series("5 6 5 6 5 600").replace("\n", " |\n| 1.1 | ")
    markdown = f"""
    ## indicators
    | Reference |
    |-----------|
    | 0.1       |
    | 1.1       |

    ## readings
    | Indicator | Period | Value |
    |-----------|--------|-------|
    | 0.1       | 2025   | 5     |
    | 1.1 | {rows} |
    """
    assert len(found("PK-906", markdown)) == 1


def test_the_latest_figure_alone_is_held_against_its_target() -> None:
    readings = "2023/24 | 1200\n2024/25 | 12"
    assert found("PK-907", data(readings, unit="", targets="2025/26 | 12")) == []


def test_a_target_in_figures_does_not_hide_one_in_words_nor_need_an_indicator() -> None:
    targets = """
    ## targets
    | Indicator | Year    | Value     |
    |-----------|---------|-----------|
    |           | 2025/26 | 80        |
    |           | 2026/27 | As before |
    """
    (one,) = found("PK-908", targets)
    assert (one.place.cell, one.value, one.person) == ("C3", "As before", "")


def test_a_provisional_word_with_no_figure_of_its_kind_is_let_be() -> None:
    assert found("PK-909", data("Q1 2025/26 | To follow | Yes\n2025/26 | 5")) == []
