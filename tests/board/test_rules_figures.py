"""Figures across periods: whole findings, and where a difference begins to be told."""

from decimal import Decimal

from paperkit.board.plan_rows import Target
from paperkit.findings import Finding
from paperkit.indicators.figure_rules import a_hundredfold
from paperkit.indicators.running import changed_since_sign_off
from paperkit.schema.values import read_amount
from tests.board.test_rules_check import findings, found
from tests.cases import each
from tests.tables import at

INDICATORS = """
## indicators
| reference | unit | partner |
| --- | --- | --- |
| 2.1 | % | Wend Hub |
| 2.2 | | Bay Trust |
"""


def targets(*rows: str) -> str:
    head = "## targets\n| indicator | year | value | signed_by | signed_value |\n"
    return f"{INDICATORS}\n{head}| - | - | - | - | - |\n" + "\n".join(rows) + "\n"


def readings(*rows: str) -> str:
    return "\n## readings\n| indicator | period | value |\n| - | - | - |\n" + "\n".join(rows)


def test_the_second_target_of_a_year_is_told_with_the_place_of_the_first() -> None:
    rows = targets("| 2.1 | | 1 | | |", "| 2.1 | 2026/27 | 1 | | |", "| 2.1 | 2026/27 | 2 | | |")
    assert findings("PK-501", rows) == [
        Finding(
            "PK-501",
            at("Targets!B4", "Year"),
            "Indicator 2.1 has two targets for 2026/27.",
            value="2026/27",
            person="Wend Hub",
            others=(at("Targets!B3", "Year"),),
        )
    ]


def test_the_second_reading_of_a_period_is_told_with_the_place_of_the_first() -> None:
    rows = readings("| | 2025/26 | 1 |", "| 2.2 | 2025/26 | 1 |", "| 2.2 | 2025/26 | 2 |")
    assert findings("PK-502", INDICATORS + rows) == [
        Finding(
            "PK-502",
            at("Readings!B4", "Period"),
            "Indicator 2.2 has two readings for 2025/26.",
            value="2025/26",
            person="Bay Trust",
            others=(at("Readings!B3", "Period"),),
        )
    ]


@each(
    ("value", "signed", "changed"),
    [
        ("90", "85", True),
        ("85", "85", False),
        ("85.0%", "85%", False),
        ("85", "No target", True),
        ("No target", "85", True),
        ("No target", "no  target", False),
        ("To follow", "No target", True),
        ("", "85", True),
        ("", "No target", True),
        ("85", "", False),
        ("", "", False),
    ],
)
def test_a_target_has_changed_where_it_is_not_what_was_signed_off(
    value: str, signed: str, changed: bool
) -> None:
    amounts = [read_amount(typed) if typed else None for typed in (value, signed)]
    target = Target(value=amounts[0], signed_value=amounts[1])
    assert changed_since_sign_off(target) is changed


@each("value", ["90", ""])
def test_a_target_that_changed_is_told_with_both_values_and_the_partner(value: str) -> None:
    rows = targets(f"| 2.1 | 2026/27 | {value} | Executive | 85 |")
    message = (
        f"The target of indicator 2.1 for 2026/27 was signed off as '85' and is now '{value}', "
    )
    assert findings("PK-503", rows) == [
        Finding(
            "PK-503",
            at("Targets!C2", "Value"),
            f"{message}which nobody has signed off.",
            value=value,
            person="Wend Hub",
        )
    ]


def test_targets_that_nobody_signed_off_are_one_note() -> None:
    rows = targets("| 2.1 | 2026/27 | 90 | | |", "| 2.2 | 2027/28 | 5 | | |", "| 2.2 | | 5 | | |")
    heading = "Signed off by"
    assert findings("PK-504", rows) == [
        Finding(
            "PK-504",
            at("Targets!D2", heading),
            "Nobody has signed off the targets of 2.1 (2026/27) and 2.2 (2027/28).",
            others=(at("Targets!D3", heading),),
        )
    ]


def test_a_share_beside_a_percentage_is_told_with_the_place_of_the_target() -> None:
    rows = targets("| 2.1 | 2025/26 | 85 | | |", "| 2.1 | 2026/27 | 88 | | |")
    assert findings("PK-505", rows + readings("| 2.1 | Q1 2026/27 | 0.87 |")) == [
        Finding(
            "PK-505",
            at("Readings!C2", "Value"),
            "Indicator 2.1 shows '0.87' for Q1 2026/27, but its target is '88'.",
            value="0.87",
            person="Wend Hub",
            others=(at("Targets!C3", "Value"),),
        )
    ]


@each(
    ("reading", "target", "count"),
    [
        ("1", "49.9", 0), ("1", "50", 1), ("1", "200", 1), ("1", "200.1", 0), ("1.1", "100", 0),
        ("0.5", "60", 1), ("0.5", "No target", 0), ("0.5", "", 0),
    ],
)  # fmt: skip
def test_a_share_of_one_is_beside_a_percentage_of_about_its_size(
    reading: str, target: str, count: int
) -> None:
    rows = targets(f"| 2.1 | 2026/27 | {target} | | |") + readings(f"| 2.1 | 2025/26 | {reading} |")
    assert len(found("PK-505", rows)) == count


def test_a_step_in_a_series_is_told_at_the_later_figure_whatever_words_stand_between() -> None:
    rows = readings(
        "| 2.1 | 2023/24 | 86 |",
        "| 2.1 | 2024/25 | No data yet |",
        "| 2.1 | 2025/26 | 0.87 |",
        "| 2.1 | 2026/27 | |",
    )
    assert findings("PK-506", INDICATORS + rows) == [
        Finding(
            "PK-506",
            at("Readings!C4", "Value"),
            "Indicator 2.1 goes from '86' for 2023/24 to '0.87' for 2025/26.",
            value="0.87",
            person="Wend Hub",
            others=(at("Readings!C2", "Value"),),
        )
    ]


@each(
    ("indicator", "one", "other", "count"),
    [
        ("2.1", "1", "100", 1),
        ("2.2", "1", "100", 0),
        ("2.2", "0.5", "50", 1),
        ("2.2", "50", "0.5", 1),
    ],
)
def test_a_step_is_told_of_percentages_and_of_figures_in_parts(
    indicator: str, one: str, other: str, count: int
) -> None:
    rows = readings(f"| {indicator} | 2024/25 | {one} |", f"| {indicator} | 2025/26 | {other} |")
    assert len(found("PK-506", INDICATORS + rows)) == count


@each(
    ("small", "large", "about"),
    [
        ("1", "79.9", False), ("1", "80", True), ("1", "125", True), ("1", "125.1", False),
        ("-2", "200", True), ("0", "100", False), ("0.5", "50", True), ("2", "50", False),
    ],
)  # fmt: skip
def test_about_a_hundred_times_is_from_80_to_125_times(small: str, large: str, about: bool) -> None:
    one, other = Decimal(small), Decimal(large)
    assert (a_hundredfold(one, other), a_hundredfold(other, one)) == (about, about)
