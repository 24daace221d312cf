"""Charts that say what they show: the title, the scale, the marks and the names of the lines."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

from lxml import etree

from paperkit.frozen import replace
from paperkit.indicators.charts import axis_of, indicator_chart
from paperkit.indicators.trends import trends_at
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.charts import c, series_name
from paperkit.word.charts_laid_out import apart, least_height
from paperkit.word.values import Axis, Figure, SeriesPart
from tests.cases import each
from tests.papers.charted import charted, figure
from tests.papers.packages import part
from tests.tables import board

CHART = "word/charts/chart1.xml"


def drawn(figures: str, target: str = "75", unit: str = "%", more: str = "") -> dict[str, Figure]:
    """Return the charts of indicators of one outcome, by reference; PI 1 has these figures."""
    rows = "\n".join(f"| PI 1 | Q{n % 4 + 1} {2023 + n // 4}/{24 + n // 4} | {one} |"
                     for n, one in enumerate(figures.split()))  # fmt: skip
    data = board(f"""
    ## meetings
    | Reference | Date         | Body  |
    |-----------|--------------|-------|
    | Board     | 16 July 2026 | Board |
    ## outcomes
    | Reference | Name |
    |-----------|------|
    | O1        | Home |
    ## indicators
    | Reference | Name  | Outcome | Direction        | Unit   |
    |-----------|-------|---------|------------------|--------|
    | PI 1      | Seen  | O1      | Higher is better | {unit} |
    | PI 2      | Heard | O1      | Higher is better | {unit} |
    ## readings
    | Indicator | Period | Value |
    |-----------|--------|-------|
    {rows}
    {more}
    ## targets
    | Indicator | Year    | Value    | Signed off by |
    |-----------|---------|----------|---------------|
    | PI 1      | 2023/24 | 70       | The Executive |
    | PI 1      | 2024/25 | {target} | The Executive |
    """)
    at = BoardAt(data, meeting=data.meetings[0])
    made = {one: indicator_chart(at, trend) for one, trend in at.once(trends_at).items()}
    return {str(one): chart for one, chart in made.items() if chart}


RISING = "61 63 62 66 65 70 72 74"


def test_the_title_is_the_finding_and_the_alternative_text_gives_each_figure_once() -> None:
    chart = drawn(RISING)["PI 1"]
    assert chart.title == "Since Q1 2023/24: better, 61% to 74%; near target 75%"
    assert len(chart.title.split()) <= 10
    assert str(chart).startswith(
        "Since Q1 2023/24: better, 61% to 74%; near target 75%. PI 1 Seen: Q1 2023/24 61%; "
    )
    assert str(chart).count("Q1 2023/24 61%") == 1
    assert "Improvement: Q4 2024/25." in str(chart)


@each(
    ("readings", "title"),
    [
        # The latest quarter has no figure: the span ends where the line does.
        ("Q1 2025/26 | 4, Q2 2025/26 | 5, Q3 2025/26 | 6, Q4 2025/26 | No data yet",
         "Q1 2025/26 to Q3 2025/26: better, 4% to 6%"),
        ("2023 | 4, 2024 | 5, 2025 | 6", "2023 to 2025: better, 4% to 6%"),
        ("2019 to 2021 | 4, 2020 to 2022 | 5, 2021 to 2023 | 3", "Over 3 periods: worse, 4% to 3%"),
    ],
)  # fmt: skip
def test_the_title_says_first_of_which_span_it_speaks(readings: str, title: str) -> None:
    rows = "\n".join(f"| PI 2 | {one.strip()} |" for one in readings.split(","))
    chart = drawn("", more=rows)["PI 2"]
    assert chart.title == title
    assert len(title.split()) <= 10


def test_of_fewer_than_three_figures_there_is_no_chart() -> None:
    assert drawn("61 63") == {}
    assert set(drawn("61 63 62")) == {"PI 1"}


def test_a_rate_has_a_fitted_axis_that_is_said_and_a_count_begins_at_0() -> None:
    rate = drawn(RISING)["PI 1"]
    assert (rate.axis, rate.note) == (Axis(Decimal(60), Decimal(75), Decimal(5)), (
        "Scale from 60% to 75%"
    ))  # fmt: skip
    count = drawn(RISING, unit="people")["PI 1"]
    assert count.axis is not None
    assert (count.axis.lowest, count.note) == (Decimal(0), "People")


def test_a_narrow_chart_is_as_high_as_its_names_need() -> None:
    """Six names on a plot of two centimetres lay on each other and on the title."""
    centimetre = 360_000
    six = drawn("44 45 44 45 44 45 44 45 44 45 44 30")["PI 1"]
    plain = drawn("61 63 62")["PI 1"]
    assert 3.9 < least_height(plain, 8 * centimetre) / centimetre < 4.4
    assert 4.6 < least_height(six, 8 * centimetre) / centimetre < 5


def test_a_chart_of_a_long_unit_is_higher_by_the_lines_that_its_note_takes() -> None:
    """The note lay on the plot."""
    chart = drawn("44 45 44 45 44 45 44 45 44 45 44 30", unit="days")["PI 1"]
    assert chart.note == "Days; scale from 20 to 80"
    long = replace(chart, note="People, families and carers who live in Northmere")
    short, tall = (least_height(one, 8 * 360_000) / 12_700 for one in (chart, long))
    assert tall - short >= 12.4


def test_the_name_of_a_mark_stands_clear_of_the_words_of_the_axis() -> None:
    chart = drawn("30 45 44 45 44 45 44 45 44 45 44 45")["PI 1"]
    root: Any = etree.fromstring(part(charted(chart), CHART).encode())
    (label,) = (
        label
        for node in root.iter(c("ser"))
        if series_name(node) == "Concern"
        for label in node.iter(c("dLbl"))
    )
    assert float(label.find(f"{c('layout')}//{c('x')}").get("val")) > 0


@each(
    ("figures", "moved"),
    [
        ("30 45 44 45 44 45 44 45 44 45 44 45", True),
        ("44 45 44 45 44 60 44 45 44 45 44 45", False),
    ],
)
def test_the_name_of_a_mark_is_lifted_off_a_line_that_rises_from_it(
    figures: str, moved: bool
) -> None:
    """It lay on the line, and could not be read."""
    root: Any = etree.fromstring(part(charted(drawn(figures)["PI 1"]), CHART).encode())
    label = next(
        label
        for node in root.iter(c("ser"))
        if series_name(node) in ("Concern", "Improvement")
        for label in node.iter(c("dLbl"))
        if label.find(c("dLblPos")).get("val") == "t"
    )
    place = label.find(f"{c('layout')}//{c('y')}")
    assert (place is not None and float(place.get("val")) < 0) is moved


@each("figures", ["80 45 44 45 44 45 44 45 44 45 44 45", "44 45 80 45 44 45 44 45 44 45 44 45"])
def test_the_name_of_a_mark_at_the_top_of_the_plot_is_not_on_the_title(figures: str) -> None:
    chart = drawn(figures)["PI 1"]
    assert chart.axis is not None
    assert chart.axis.highest == 80
    root: Any = etree.fromstring(part(charted(chart), CHART).encode())
    label = next(
        label
        for node in root.iter(c("ser"))
        if series_name(node) == "Improvement"
        for label in node.iter(c("dLbl"))
        if label.find(c("dLblPos")).get("val") == "t"
    )
    down = float(label.find(f"{c('layout')}//{c('y')}").get("val"))
    height = least_height(chart, 8 * 360_000) / 12_700
    assert down * height >= 11


def test_the_name_of_a_line_that_ends_at_the_foot_of_the_scale_is_above_the_axis() -> None:
    chart = drawn("63 62 60")["PI 1"]
    assert chart.axis is not None
    assert chart.axis.lowest == 60
    root: Any = etree.fromstring(part(charted(chart), CHART).encode())
    (label,) = (
        one
        for node in root.iter(c("ser"))
        if series_name(node) == "Value"
        for one in node.iter(c("dLbl"))
    )
    assert float(label.find(f"{c('layout')}//{c('y')}").get("val")) < 0


def test_charts_of_one_unit_in_an_outcome_share_a_scale_unless_a_line_would_look_level() -> None:
    near = "| PI 2 | 2023 | 70 |\n| PI 2 | 2024 | 80 |\n| PI 2 | 2025 | 90 |"
    both = drawn(RISING, more=near)
    assert both["PI 1"].axis == both["PI 2"].axis == Axis(Decimal(60), Decimal(90), Decimal(10))
    level = near.replace("| 70 |", "| 1 |").replace("| 80 |", "| 1.5 |").replace("| 90 |", "| 2 |")
    apart = drawn(RISING, more=level)
    assert apart["PI 2"].axis == Axis(Decimal(1), Decimal(2), Decimal("0.25"))
    assert apart["PI 2"].note == "Scale from 1% to 2%"


@each(
    ("numbers", "axis"),
    [
        (("52.3", "60"), ("52", "60", "2")),
        (("0", "4905"), ("0", "6000", "2000")),
        (("5", "5"), ("4.5", "5.5", "0.25")),
        (("-3", "4"), ("-4", "4", "2")),
    ],
)
def test_an_axis_has_about_four_even_steps(numbers: object, axis: tuple[str, ...]) -> None:
    found = axis_of([Decimal(one) for one in numbers])  # type: ignore[attr-defined]
    assert found == Axis(*map(Decimal, axis))


def test_targets_lie_level_and_no_line_goes_from_one_to_the_next() -> None:
    chart = drawn(RISING)["PI 1"]
    first, second = (one for one in chart.lines if one.part is SeriesPart.TARGET)
    assert [n for n in first.numbers if n] == [Decimal(70)] * 4
    assert [n for n in second.numbers if n] == [Decimal(75)] * 4
    assert chart.figures(SeriesPart.TARGET) == (
        "Q1 2023/24 to Q4 2023/24 70%; Q1 2024/25 to Q4 2024/25 75%"
    )


def test_points_that_chance_does_not_explain_are_marked_by_name_shape_and_colour() -> None:
    chart = drawn("44 45 44 45 44 45 44 45 44 45 44 30")["PI 1"]
    assert chart.title == "Q4 2025/26: worse than chance explains"
    marked = {one.name: one.numbers for one in chart.series if one.part is SeriesPart.CONCERN}
    assert [n for n in marked["Concern"] if n is not None] == [Decimal(30)]
    text = part(charted(chart), CHART)
    looks = re.findall(r'<c:symbol val="(triangle|diamond)"/>.*?srgbClr val="(\w+)"', text)
    assert looks == [("triangle", "005EA5"), ("diamond", "B3450E")]


def test_every_line_is_named_at_its_right_end_and_no_two_names_lie_on_each_other() -> None:
    chart = drawn("74 73 75 74 73 75 74 75 75")["PI 1"]
    text = part(charted(chart), CHART)
    assert "<c:legend>" not in text
    assert text.count('<c:showSerName val="1"/>') == 5
    root: Any = etree.fromstring(text.encode())
    share = float(root.find(f".//{c('plotArea')}/{c('layout')}//{c('h')}").get("val"))
    assert chart.axis is not None
    span = float(chart.axis.highest - chart.axis.lowest)
    middles = []
    for node in root.iter(c("ser")):
        for label in node.iter(c("dLbl")):
            at = label.find(c("idx")).get("val")
            value = node.findtext(f"{c('val')}//{c('pt')}[@idx='{at}']/{c('v')}")
            moved = label.find(f"{c('layout')}//{c('y')}")
            down = 0.0 if moved is None else float(moved.get("val"))
            middles.append(share * (float(chart.axis.highest) - float(value)) / span + down)
    apart = [(one - other) * 170 for other, one in pairwise(sorted(middles))]
    assert len(apart) == 4
    assert min(apart) > 11


def test_the_first_and_the_last_period_are_named_where_there_is_no_room_for_all() -> None:
    text = part(charted(drawn(RISING)["PI 1"]), CHART)
    assert '<c:tickLblSkip val="7"/>' in text


def test_a_chart_without_an_axis_is_left_to_word() -> None:
    plain = figure("| Period | Value |\n|--|--|\n| 2024 | 4 |\n| 2025 | 5 |")
    assert "<c:majorUnit" not in part(charted(plain), CHART)


def test_names_that_would_lie_on_each_other_are_moved_apart_and_stay_in_order() -> None:
    assert list(apart([10, 40, 70], 80)) == [10, 40, 70]
    assert list(apart([10, 12, 70], 80)) == [10, 21.5, 70]
    low = list(apart([78, 79, 80], 80))
    assert [round(b - a, 1) for a, b in pairwise(low)] == [11.5, 11.5]
    assert low[-1] <= 86.25
