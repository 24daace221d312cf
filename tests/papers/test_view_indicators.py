"""Updates on indicators as the paper shows them."""

from paperkit.frozen import replace
from paperkit.indicators.shown import IndicatorShown
from paperkit.word.values import Gap, Rated
from tests.papers.made import MEETINGS, WAYS, paper, paper_of
from tests.tables import assembled

OUTCOMES = """
## outcomes
| Reference | Name            |
|-----------|-----------------|
| 2.1       | Healthy at home |
"""
INDICATORS = f"""{OUTCOMES}
## indicators
| Reference | Name         | Outcome | Partner | Unit | Direction        |
|-----------|--------------|---------|---------|------|------------------|
| 15        | Seen in time | 2.1     | The CCG | %    | Higher is better |
"""


def row(markdown: str) -> IndicatorShown:
    (shown,) = paper(markdown).indicators.rows
    return shown


def test_a_row_carries_all_that_the_board_asks_for() -> None:
    shown = row(f"""{INDICATORS}
    ## targets
    | Indicator | Year    | Value | Signed off by |
    |-----------|---------|-------|---------------|
    | 15        | 2025/26 | 85%   | The Executive |
    | 15        | 2026/27 | 90%   | The Executive |
    ## readings
    | Indicator | Period  | Value | Note            |
    |-----------|---------|-------|-----------------|
    | 15        | 2024/25 | 71.2% |                 |
    | 15        | 2025/26 | 82%   | New count, A&E. |
    """)
    assert (shown.reference, shown.name, shown.outcome, shown.partner) == (
        "15", "Seen in time", "2.1", "The CCG",
    )  # fmt: skip
    assert (shown.period, shown.value, shown.target) == ("2025/26", "82%", "85%")
    assert (shown.outturn, shown.next_target, shown.note) == ("82%", "90%", "New count, A&E.")
    assert shown.rating.word == Rated("Amber", "FFC72C", "000000", "▲")
    assert shown.rating.rule == (
        "Worse than the target of 85%, but by no more than 5% (80.75% or more)"
    )
    assert shown.rating.how_far == "by no more than 5% (80.75% or more)"
    assert shown.rating.with_stop == shown.rating.word
    assert shown.movement == "↑\xa0Better (from 71.2% in 2024/25)"


def test_a_drafted_indicator_is_marked_as_a_proxy_is() -> None:
    """Seed T 3.6: one that is not signed off is not printed without a mark."""
    markdown = INDICATORS.replace("| The CCG | %", "| The CCG | Yes | Drafted | %")
    markdown = markdown.replace("| Partner | Unit", "| Partner | Proxy | Drafted or agreed | Unit")
    markdown = markdown.replace("|---------|------|-", "|---------|---|---|------|-")
    assert row(markdown).name == "Seen in time (proxy; drafted, not yet agreed)"


def test_an_indicator_without_a_figure_says_so_and_whose_the_gaps_are() -> None:
    shown = row(INDICATORS)
    assert (shown.period, shown.value, shown.rating.word) == ("No data yet",) * 3
    assert shown.outturn == Gap("No 2025/26 outturn given by The CCG at publication")
    assert shown.next_target == Gap("No 2026/27 target given by The CCG at publication")
    assert (shown.movement, shown.note) == ("No earlier figure", "")
    assert shown.rating.with_stop == "No data yet."


def test_an_unsigned_target_is_said_to_be_so() -> None:
    shown = row(f"""{INDICATORS}
    ## targets
    | Indicator | Year    | Value | Signed off by | Value signed off |
    |-----------|---------|-------|---------------|------------------|
    | 15        | 2025/26 | 85%   |               |                  |
    | 15        | 2026/27 | 90%   | The Executive | 95%              |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 15        | 2025/26 | 82%   |
    """)
    assert shown.target == "85% (not signed off)"
    assert shown.next_target == "95% (changed to 90%, which is not signed off)"


def test_a_provisional_figure_and_a_proxy_are_marked() -> None:
    shown = row("""
    ## indicators
    | Reference | Name          | Unit | Proxy |
    |-----------|---------------|------|-------|
    | 15        | Prescriptions | £    | Yes   |
    ## readings
    | Indicator | Period     | Value | Provisional |
    |-----------|------------|-------|-------------|
    | 15        | Q4 2025/26 | 1200  | Yes         |
    """)
    assert (shown.name, shown.value) == ("Prescriptions (proxy)", "£1,200 (provisional)")
    assert shown.outturn == "£1,200 (provisional) (Q4 2025/26)"
    assert shown.partner == Gap("No partner named at publication")


def test_a_calendar_year_s_target_is_printed_with_its_year() -> None:
    shown = row(f"""{INDICATORS}
    ## targets
    | Indicator | Year | Value | Signed off by |
    |-----------|------|-------|---------------|
    | 15        | 2026 | 85%   | The Executive |
    """)
    assert shown.next_target == "85% (2026)"


def test_words_stand_in_place_of_a_figure() -> None:
    shown = row(f"""{INDICATORS}
    ## readings
    | Indicator | Period  | Value                  |
    |-----------|---------|------------------------|
    | 15        | 2025/26 | Published October 2026 |
    """)
    assert (shown.value, shown.outturn) == ("Published October 2026",) * 2
    assert (shown.rating.word, shown.target) == ("No data yet", "No target")


def test_a_data_only_indicator_needs_no_target() -> None:
    shown = row("""
    ## indicators
    | Reference | Name   | Direction    |
    |-----------|--------|--------------|
    | 15        | Births | No judgement |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 15        | 2025/26 | 1204  |
    """)
    assert (shown.target, shown.next_target, shown.rating.word) == ("Data only",) * 3


def test_only_what_is_worse_by_more_than_its_tolerance_is_an_exception() -> None:
    made = paper("""
    ## indicators
    | Reference | Unit | Direction        |
    |-----------|------|------------------|
    | 1         | %    | Higher is better |
    | 2         | %    | Higher is better |
    | 3         | %    | Lower is better  |
    | 4         | %    | Higher is better |
    ## targets
    | Indicator | Year    | Value |
    |-----------|---------|-------|
    | 1         | 2025/26 | 85%   |
    | 2         | 2025/26 | 85%   |
    | 3         | 2025/26 | 40%   |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 1         | 2025/26 | 84%   |
    | 2         | 2025/26 | 90%   |
    | 3         | 2025/26 | 60%   |
    | 4         | 2025/26 | 60%   |
    """).indicators
    assert [(one.reference, one.note) for one in made.exceptions] == [("3", "")]
    assert [one.reference for one in made.rows] == ["1", "2", "3", "4"]
    assert (made.last_year, made.this_year) == ("2025/26", "2026/27")


def test_an_outcome_without_an_indicator_is_told_with_its_reason() -> None:
    made = paper("""
    ## outcomes
    | Reference | Name            | Reason for no indicator |
    |-----------|-----------------|-------------------------|
    | 2.1       | Healthy at home | Seen only after years.  |
    | 2.2       | Less alone      |                         |
    """).indicators
    assert [(one.name, str(one.reason)) for one in made.without] == [
        ("2.1 Healthy at home", "Seen only after years."),
        ("2.2 Less alone", "No reason given at publication"),
    ]


def test_a_level_above_other_outcomes_is_not_said_to_lack_an_indicator() -> None:
    made = paper("""
    ## outcomes
    | Reference | Name            | Parent | Reason for no indicator |
    |-----------|-----------------|--------|-------------------------|
    | 2         | Healthy         |        |                         |
    | 2.1       | Healthy at home | 2      | Seen only after years.  |
    """).indicators
    assert [one.name for one in made.without] == ["2.1 Healthy at home"]


def test_an_outcome_whose_indicator_could_not_be_read_is_not_said_to_have_none() -> None:
    result = assembled(f"""{MEETINGS}{OUTCOMES}
    ## indicators
    | Reference | Outcome | Direction |
    |-----------|---------|-----------|
    | 15        | 2.1     | Upwards   |
    """)
    assert paper_of(result.board).indicators.without == ()


def test_the_key_has_every_word_of_the_scale_with_its_meaning() -> None:
    assert [(str(one.word), one.meaning) for one in paper("").key] == [
        ("Green", "On target, or better"),
        ("Amber", "Worse than target, but within its tolerance"),
        ("Red", "Worse than target by more than its tolerance"),
    ]


def test_a_scale_of_two_words_shades_a_near_miss_as_missed() -> None:
    two = tuple(one for one in WAYS.settings.ratings if one.word != "Amber")
    ways = replace(WAYS, settings=replace(WAYS.settings, ratings=two))
    made = paper(
        f"""{INDICATORS}
    ## targets
    | Indicator | Year    | Value |
    |-----------|---------|-------|
    | 15        | 2025/26 | 85%   |
    ## readings
    | Indicator | Period  | Value |
    |-----------|---------|-------|
    | 15        | 2025/26 | 84%   |
    """,
        ways,
    )
    assert str(made.indicators.rows[0].rating.word) == "Red"


def test_an_outcome_is_named_in_full_once_for_both_tables_and_in_rows_by_its_reference() -> None:
    made = paper(f"""{OUTCOMES}
    ## indicators
    | Reference | Outcome |
    |-----------|---------|
    | 15        | 2.1     |
    | 16        | 2.1     |
    | 17        |         |
    | 18        |         |
    """).indicators
    told = ["2.1", "2.1", "None recorded", "None recorded"]
    assert [one.outcome for one in made.rows] == told
    assert made.outcomes == ("2.1 Healthy at home",)
