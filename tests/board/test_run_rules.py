"""Rules on figures that run over a year."""

from datetime import date

from paperkit.findings import Severity, catalogue
from tests.board.test_rules_check import findings, found
from tests.board.test_running import IN_PARTS, QUARTERS, YEARLY, markdown
from tests.tables import at

DAY = date(2026, 11, 12)
ADD_UP, TO_DATE = "Add up over the year", "Year to date"


def test_counts_of_a_part_with_a_yearly_target_are_named_in_one_error() -> None:
    two = markdown("", QUARTERS, YEARLY)
    two = two.replace(
        "    ## targets", "    | 3 | Homes | | Higher is better | | Quarterly | |\n    ## targets"
    )
    two += "| 3 | Q2 2026/27 | 12 | |\n"
    two = two.replace(
        "| 2 | 2026/27 | 440 | The", "| 3 | 2026/27 | 40 | |\n| 2 | 2026/27 | 440 | The"
    )
    (finding,) = findings("PK-431", two, as_at=DAY)
    assert finding.message == (
        "Indicators 2 and 3 have figures for a part of the year, and a target for the year only. "
        "'Figures run' is blank, so they are not rated."
    )
    assert finding.place == at("Indicators!E2", "Figures run")
    assert len(finding.others) == 1
    assert catalogue()["PK-431"].severity is Severity.ERROR


def test_an_outturn_that_an_annual_report_cannot_rate_is_named_like_a_latest_figure() -> None:
    rows = (
        markdown("", "Q4 2025/26 | 124, Q1 2026/27 | 97", "2025/26 | 440")
        + """
    ## meetings
    | Reference | Date         |
    |-----------|--------------|
    | July 2026 | 16 July 2026 |
    ## papers
    | Reference | Kind               | Meeting   |
    |-----------|--------------------|-----------|
    | Year      | annual_report      | July 2026 |
    | Report    | performance_report | July 2026 |
    """
    )
    assert len(found("PK-431", rows, meeting="July 2026", paper="Year")) == 1
    assert found("PK-431", rows, meeting="July 2026", paper="Report") == []


def test_a_rate_or_a_count_without_judgement_needs_not_say_how_it_runs() -> None:
    assert found("PK-431", markdown("", QUARTERS, YEARLY, unit="%"), as_at=DAY) == []
    neutral = markdown("", QUARTERS, YEARLY).replace("Higher is better", "No judgement")
    assert found("PK-431", neutral, as_at=DAY) == []


def test_a_target_for_the_whole_year_alone_is_a_gap_of_figures_to_date() -> None:
    assert found("PK-432", markdown(TO_DATE, QUARTERS, YEARLY), as_at=DAY) == [
        "PK-432 Indicators!E2: Indicator 2 has a target for the year, and none for the part of it "
        "so far."
    ]
    for whole in (
        markdown(TO_DATE, QUARTERS, IN_PARTS),
        markdown("Each stands alone", QUARTERS, YEARLY),
    ):
        assert found("PK-432", whole, as_at=DAY) == []


def test_a_sum_that_lacks_a_part_is_a_gap() -> None:
    assert found("PK-433", markdown(ADD_UP, "Q2 2026/27 | 109", IN_PARTS), as_at=DAY) == [
        "PK-433 Readings!C2: The figures of indicator 2 for Q1 to Q2 2026/27 cannot be added up: "
        "there is no figure for Q1 2026/27."
    ]
    assert found("PK-433", markdown(ADD_UP, QUARTERS, IN_PARTS), as_at=DAY) == []


YEAR = "Q1 2025/26 | 97, Q2 2025/26 | 109, Q3 2025/26 | 115, Q4 2025/26 | 124"


def test_a_part_that_a_sum_lacks_is_reported_once() -> None:
    gap = f"{YEAR}, Q2 2026/27 | 118"
    assert len(found("PK-433", markdown(ADD_UP, gap, IN_PARTS), as_at=DAY)) == 1
    assert found("PK-901", markdown(ADD_UP, gap, IN_PARTS), as_at=DAY) == []
    assert len(found("PK-901", markdown("Each stands alone", gap, IN_PARTS), as_at=DAY)) == 1


def test_a_year_that_its_parts_do_not_make_is_a_note() -> None:
    assert found("PK-434", markdown(ADD_UP, f"{YEAR}, 2025/26 | 451", YEARLY), as_at=DAY) == [
        "PK-434 Readings!C6: Indicator 2 shows '451' for 2025/26; its parts add up to 445."
    ]
    assert found("PK-434", markdown(TO_DATE, f"{YEAR}, 2025/26 | 130", YEARLY), as_at=DAY) == [
        "PK-434 Readings!C6: Indicator 2 shows '130' for 2025/26; the last of the year to date is "
        "124."
    ]
    for whole in (
        markdown(ADD_UP, f"{YEAR}, 2025/26 | 445", YEARLY),
        markdown("Each stands alone", f"{YEAR}, 2025/26 | 111", YEARLY),
        markdown(ADD_UP, "Q4 2025/26 | 124, 2025/26 | 445", YEARLY),
    ):
        assert found("PK-434", whole, as_at=DAY) == []


def test_a_year_s_target_that_its_parts_do_not_make_is_a_note() -> None:
    four = "Q1 2026/27 | 100, Q2 2026/27 | 110, Q3 2026/27 | 100, Q4 2026/27 | 110"
    assert found("PK-435", markdown(ADD_UP, QUARTERS, f"{YEARLY}, {four}"), as_at=DAY) == [
        "PK-435 Targets!C2: The target of indicator 2 for 2026/27 is '440'; those of its parts "
        "make 420."
    ]
    assert found("PK-435", markdown(ADD_UP, QUARTERS, f"2026/27 | 420, {four}"), as_at=DAY) == []
    assert found("PK-435", markdown(ADD_UP, QUARTERS, IN_PARTS), as_at=DAY) == []


def test_a_year_to_date_that_falls_is_a_note_and_a_new_year_is_not() -> None:
    falls = "Q4 2025/26 | 445, Q1 2026/27 | 97, Q2 2026/27 | 61"
    assert found("PK-436", markdown(TO_DATE, falls, IN_PARTS), as_at=DAY) == [
        "PK-436 Readings!C4: Indicator 2 is typed year to date, and goes from '97' for Q1 2026/27 "
        "down to '61' for Q2 2026/27."
    ]
    rises = falls.replace("61", "206")
    assert found("PK-436", markdown(TO_DATE, rises, IN_PARTS), as_at=DAY) == []


def test_figures_of_periods_that_have_not_ended_are_named() -> None:
    early = markdown("Each stands alone", f"{QUARTERS}, Q3 2026/27 | Published in January", YEARLY)
    assert found("PK-437", early, as_at=date(2026, 9, 29)) == [
        "PK-437 Readings!B3: Not used, because the period had not ended by the day of the data, "
        "29 September 2026: 2 for Q2 2026/27."
    ]
    assert found("PK-437", early, as_at=date(2026, 9, 30)) == []


def test_shares_that_are_added_up_are_a_note() -> None:
    assert found("PK-438", markdown(ADD_UP, "Q1 2026/27 | 80%", "2026/27 | 85%"), as_at=DAY) == [
        "PK-438 Indicators!E2: Indicator 2 is in '%', and its figures are to be added up over the "
        "year."
    ]
    assert found("PK-438", markdown(ADD_UP, QUARTERS, IN_PARTS), as_at=DAY) == []


def test_a_count_that_stands_alone_beside_a_year_s_target_is_a_note() -> None:
    alone = "Each stands alone"
    assert found("PK-916", markdown(alone, QUARTERS, YEARLY), as_at=DAY) == [
        "PK-916 Indicators!E2: Indicator 2: 109 for Q2 2026/27 is compared with 440, the target "
        "for the whole of 2026/27."
    ]
    for whole in (
        markdown(alone, QUARTERS, IN_PARTS),
        markdown(alone, QUARTERS, "2026/27 | 112"),
        markdown(alone, QUARTERS, YEARLY, unit="days"),
        markdown(ADD_UP, QUARTERS, YEARLY),
    ):
        assert found("PK-916", whole, as_at=DAY) == []
