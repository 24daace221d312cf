"""What a chart's data say in words: the alternative text, and the sentence near the chart."""

from decimal import Decimal

import pytest

from paperkit.word.values import Figure, Series, SeriesPart, Shape
from tests.papers.charted import figure

FALLS = """
| Period  | Value          | Target    |
|---------|----------------|-----------|
| 2023/24 | 22.9           | no target |
| 2024/25 | fewer than 5   | 21        |
| 2025/26 | 20.14          | 21        |
"""


def test_the_alternative_text_says_what_the_chart_shows_figure_by_figure() -> None:
    assert str(figure(FALLS, unit="%")) == (
        "Line chart of PI 5 Falls. Value: 2023/24 22.9%; 2024/25 fewer than 5; 2025/26 20.1%. "
        "Target: 2024/25 to 2025/26 21.0%."
    )


def test_the_sentence_near_a_chart_gives_every_figure() -> None:
    shown = figure(FALLS)
    assert shown.figures(SeriesPart.VALUE) == "2023/24 22.9; 2024/25 fewer than 5; 2025/26 20.1"
    assert shown.figures(SeriesPart.TARGET) == "2024/25 to 2025/26 21.0"
    assert shown.figures(SeriesPart.MEAN) == ""


def test_a_level_that_holds_throughout_is_said_once() -> None:
    table = """
    | Period | Value | Mean |
    |--------|-------|------|
    | 2024   | 4     | 0    |
    | 2025   | 5     | 0    |
    """
    assert str(figure(table)).endswith("Mean: 0.0 throughout.")


def test_a_level_that_changes_and_comes_back_is_told_stretch_by_stretch() -> None:
    table = """
    | Period | Value | Target |
    |--------|-------|--------|
    | 2022   | 1     | 5      |
    | 2023   | 2     | 5      |
    | 2024   | 3     | 6      |
    | 2025   | 4     | 5      |
    """
    told = figure(table, decimals=0).figures(SeriesPart.TARGET)
    assert told == "2022 to 2023 5; 2024 6; 2025 5"


def test_many_figures_are_told_in_brief_since_they_stand_near_the_chart_in_full() -> None:
    rows = "\n".join(f"| {2001 + n} | {(n * 7) % 13} |" for n in range(12))
    told = str(figure(f"| Period | Value |\n|--|--|\n{rows}\n| 2013 | no figure |", decimals=0))
    assert told == (
        "Line chart of PI 5 Falls. Value: from 0 in 2001; to 12 in 2012; lowest 0 in 2001; "
        "highest 12 in 2012; no figure for 1 of 13."
    )


def test_of_equal_extremes_the_latest_is_named() -> None:
    rows = "\n".join(f"| {2001 + n} | {n % 2} |" for n in range(13))
    told = str(figure(f"| Period | Value |\n|--|--|\n{rows}", decimals=0))
    assert "lowest 0 in 2013; highest 1 in 2012" in told


def test_a_series_without_any_figure_says_so_in_brief() -> None:
    rows = "\n".join(f"| {2001 + n} | none |" for n in range(13))
    told = str(figure(f"| Period | Value |\n|--|--|\n{rows}"))
    assert told == "Line chart of PI 5 Falls. Value: no figure for 13 of 13."


def test_bars_are_told_as_bars() -> None:
    table = "| Rating | Value |\n|--|--|\n| Green | 3 |\n| Red | 0 |"
    shown = figure(table, "Indicators by rating", Shape.BARS, decimals=0)
    assert str(shown) == "Bar chart of Indicators by rating. Value: Green 3; Red 0."


def test_a_unit_that_is_a_word_is_left_to_the_title() -> None:
    table = "| Period | Value |\n|--|--|\n| 2025 | 12 |"
    assert figure(table, unit="days").figures(SeriesPart.VALUE) == "2025 12.0"
    assert figure(table, unit="£m").figures(SeriesPart.VALUE) == "2025 £12.0m"


def test_a_series_of_another_length_than_the_axis_is_a_bug() -> None:
    with pytest.raises(AssertionError):
        Figure(Shape.LINE, "Falls", ("2024", "2025"), (Series(SeriesPart.VALUE, (Decimal(1),)),))
