"""What has become of figures, targets and ratings since the last report, and what was printed."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.board.settings import SmallCounts
from paperkit.frozen import replace
from paperkit.indicators.small_counts import printed_counts
from paperkit.since.figures import FigureChange, compared_indicators
from paperkit.standpoint.board_at import LookBack
from tests.cases import each
from tests.since.made import (
    JULY,
    MEETINGS,
    NOVEMBER,
    changed,
    lines,
    looking_back,
    paper_at,
    published,
    said,
    seen,
    since,
)
from tests.tables import board

INDICATOR = """
## indicators
| reference | name | unit | direction | decimals |
| --- | --- | --- | --- | --- |
| PI 1 | Smokers | % | Lower is better | |
"""
TARGETS = """
## targets
| indicator | year | value | signed_by |
| --- | --- | --- | --- |
| PI 1 | 2026/27 | 8.25% | The Board |
| PI 1 | 2025/26 | 9% | The Board |
"""


def figures(*rows: str, of: str = INDICATOR) -> str:
    table = "\n## readings\n| indicator | period | value |\n| --- | --- | --- |\n"
    return of + table + "".join(f"| PI 1 | {row} |\n" for row in rows)


def test_a_new_figure_is_said_with_the_latest_one_before() -> None:
    then, now = figures("2024/25 | 8.3%"), figures("2024/25 | 8.3%", "2025/26 | 8.2%")
    assert changed(then, now) == ["PI 1 Smokers | New figure | 2024/25: 8.3% | 2025/26: 8.2%"]
    assert said(since(then, now))[1:] == [
        "The one indicator has a figure that no paper had before."
    ]


def test_a_figure_that_another_paper_has_had_since_is_newer_and_not_left_unsaid() -> None:
    """The report said that nothing had changed, beside a figure that it did not have before."""
    then, now = figures("2024/25 | 8.3%"), figures("2024/25 | 8.3%", "2025/26 | 8.2%")
    dashboard = seen(board(MEETINGS + now), "Board September 2026", date(2026, 8, 31))
    at = since(then, now, [published(dashboard, day=date(2026, 9, 9))])
    assert lines(paper_at(at).since) == [
        "PI 1 Smokers | Newer figure | 2024/25: 8.3% | 2025/26: 8.2%"
    ]
    assert said(at)[1:] == ["The one indicator has a figure that another paper had since."]


def test_a_revised_figure_is_said_with_what_was_reported_before() -> None:
    then, now = figures("Q1 2026/27 | 8.3%"), figures("Q1 2026/27 | 8.2%")
    assert changed(then, now) == [
        "PI 1 Smokers | Revised figure | Q1 2026/27: 8.3% "
        "| Q1 2026/27: 8.2%, previously reported as 8.3%"
    ]


def test_the_same_figure_written_otherwise_is_not_revised() -> None:
    assert changed(figures("2025/26 | 8.20%"), figures("2025/26 | 8.2")) == []


def test_a_change_that_rounding_hides_was_printed_alike_and_is_not_revised() -> None:
    of = INDICATOR.replace("Lower is better | |", "Lower is better | 1 |")
    then = figures("2025/26 | 8.34", of=of)
    assert changed(then, then.replace("8.34", "8.31")) == []
    assert changed(then, then.replace("Lower is better | 1 |", "Lower is better | 2 |")) == []
    (line,) = changed(then, then.replace("8.34", "8.24"))
    assert line.endswith("2025/26: 8.2%, previously reported as 8.3%")


def test_an_old_annual_figure_has_not_moved_again() -> None:
    rows = figures("2024/25 | 8.9%", "2025/26 | 8.3%")
    assert changed(rows, rows) == []
    assert said(since(rows, rows))[1] == "Nothing has changed in the one indicator."


def test_a_figure_that_no_paper_printed_is_not_said_to_have_been_reported() -> None:
    then = figures("2023/24 | 9.9%", "2024/25 | 8.9%", "2025/26 | 8.3%")
    assert changed(then, then.replace("9.9%", "9.8%")) == []


@each("draws", [True, False])
def test_previously_reported_looks_at_every_published_paper(draws: bool) -> None:
    july, november = figures("2024/25 | 8.9%"), figures("2024/25 | 8.9%", "Q1 2026/27 | 8.2%")
    dashboard = seen(
        board(MEETINGS + figures("2024/25 | 8.9%", "Q1 2026/27 | 8.3%", "2025/26 | 8.7%")),
        "Board September 2026", date(2026, 8, 31),
    )  # fmt: skip
    paper = published(dashboard, day=date(2026, 9, 9), draws_figures=draws)
    assert lines(paper_at(since(july, november, [paper])).since) == [
        "PI 1 Smokers | Revised figure | Not printed "
        "| Q1 2026/27: 8.2%, previously reported as 8.3%"
    ]


def test_the_latest_of_the_papers_that_printed_a_figure_counts() -> None:
    july = figures("Q1 2026/27 | 8.4%")
    dashboard = seen(
        board(MEETINGS + figures("Q1 2026/27 | 8.3%")), "Board September 2026", date(2026, 8, 31)
    )
    at = since(july, figures("Q1 2026/27 | 8.2%"), [published(dashboard, day=date(2026, 9, 9))])
    assert lines(paper_at(at).since) == [
        "PI 1 Smokers | Revised figure | Q1 2026/27: 8.4% "
        "| Q1 2026/27: 8.2%, previously reported as 8.3%"
    ]


def test_what_a_later_paper_printed_does_not_stand_for_the_last_report() -> None:
    dashboard = seen(
        board(MEETINGS + figures("Q1 2026/27 | 8.3%")), "Board September 2026", date(2026, 8, 31)
    )
    at = since(
        figures("Q1 2026/27 | 8.4%"), figures("Q1 2026/27 | 8.3%"),
        [published(dashboard, day=date(2026, 9, 9))],
    )  # fmt: skip
    assert lines(paper_at(at).since) == [
        "PI 1 Smokers | Revised figure | Q1 2026/27: 8.4% "
        "| Q1 2026/27: 8.3%, previously reported as 8.4%"
    ]


def test_what_the_last_report_printed_as_revised_is_what_was_reported() -> None:
    """Its latest figure was another: the revision stood among its changes alone."""
    march = seen(board(MEETINGS + figures("2024/25 | 9.9%")), JULY, date(2026, 4, 1))
    july = figures("2024/25 | 9.7%", "2025/26 | 8.3%", "Q1 2026/27 | 8.1%")
    at = since(july, july.replace("9.7%", "9.6%"), [published(march, day=date(2026, 3, 4))])
    assert lines(paper_at(at).since) == [
        "PI 1 Smokers | Revised figure | 2024/25: 9.7% | 2024/25: 9.6%, previously reported as 9.7%"
    ]


def test_a_figure_that_was_edited_by_hand_in_the_paper_is_not_quoted_from_its_rows() -> None:
    then, now = figures("2025/26 | 8.3%"), figures("2025/26 | 8.2%")
    at = since(then, now)
    assert at.back.last is not None
    edited = published(at.back.last.seen, edits=("Paragraph 3.7: '8.3%' is now '8.4%'.",))
    at = replace(at, back=LookBack("performance report", edited, (edited,)))
    assert lines(paper_at(at).since) == [
        "PI 1 Smokers | Revised figure | 2025/26: as edited by hand in the paper | 2025/26: 8.2%"
    ]
    assert said(at)[0].endswith("so the comparison is with the data behind it.")


def test_an_older_paper_is_asked_where_a_figure_changed_since_the_last_report() -> None:
    march = seen(board(MEETINGS + figures("2024/25 | 8.9%")), JULY, date(2026, 4, 1))
    july = figures("2024/25 | 8.9%", "2025/26 | 8.3%", "Q1 2026/27 | 8.1%")
    now = july.replace("8.9%", "8.8%")
    at = since(july, now, [published(march, day=date(2026, 3, 4))])
    assert lines(paper_at(at).since) == [
        "PI 1 Smokers | Revised figure | Not printed | 2024/25: 8.8%, previously reported as 8.9%"
    ]


def test_figures_that_add_up_are_compared_to_date_as_papers_print_them() -> None:
    of = """
    ## indicators
    | reference | name | direction | figures_run |
    | --- | --- | --- | --- |
    | PI 1 | Quits | Higher is better | Add up |
    """
    then = figures("Q1 2026/27 | 97", of=of)
    now = figures("Q1 2026/27 | 95", "Q2 2026/27 | 109", of=of)
    assert changed(then, now) == [
        "PI 1 Quits | Revised figure | Q1 2026/27: 97 | Q1 2026/27: 95, previously reported as 97",
        "PI 1 Quits | New figure | Q1 2026/27: 97 | Q1 to Q2 2026/27: 204",
    ]


def test_a_figure_that_is_gone_is_said() -> None:
    then = figures("2024/25 | 8.9%", "2025/26 | 8.3%")
    assert changed(then, figures("2024/25 | 8.9%")) == [
        "PI 1 Smokers | Figure taken out | 2025/26: 8.3% | No figure"
    ]


def test_words_in_place_of_a_figure_are_none() -> None:
    then = figures("2025/26 | Published October 2026")
    assert changed(then, figures("2025/26 | 8.2%")) == [
        "PI 1 Smokers | New figure | No figure | 2025/26: 8.2%"
    ]


def test_a_rating_that_moved_is_said_and_so_is_another_target() -> None:
    then = figures("2025/26 | 8.9%") + TARGETS
    assert changed(then, then.replace("8.9%", "9.2%")) == [
        "PI 1 Smokers | Rating worse | Green | Amber",
        "PI 1 Smokers | Revised figure | 2025/26: 8.9% "
        "| 2025/26: 9.2%, previously reported as 8.9%",
    ]
    assert changed(then, then.replace("| 9%", "| 8%")) == [
        "PI 1 Smokers | Rating worse | Green | Red",
        "PI 1 Smokers | New target | 2025/26: 9% | 2025/26: 8%",
    ]
    assert changed(then, figures("2025/26 | 8.9%")) == [
        "PI 1 Smokers | No rating now | Green | No target"
    ]


def test_indicators_that_came_or_went_are_said() -> None:
    then = figures("2025/26 | 8.3%")
    other = then.replace("PI 1", "PI 2").replace("Smokers", "Walkers")
    assert changed(then, other) == [
        "PI 2 Walkers | New indicator | Not among the indicators | 2025/26: 8.3%",
        "PI 1 Smokers | No longer measured | 2025/26: 8.3% | No longer measured",
    ]
    assert changed(then, then.replace("Smokers", "Smoking")) == [
        "PI 1 Smoking | New name | Smokers | Smoking"
    ]


def test_a_figure_after_the_day_of_the_data_is_no_news() -> None:
    then = figures("2025/26 | 8.3%")
    assert changed(then, figures("2025/26 | 8.3%", "Q3 2026/27 | 8.1%")) == []


def test_what_is_held_back_now_is_not_printed_as_it_was() -> None:
    of = """
    ## indicators
    | reference | name | direction | counts_people |
    | --- | --- | --- | --- |
    | PI 1 | Deaths | Lower is better | Yes |
    """
    least = SmallCounts(suppress=True, least=5)
    then = seen(board(MEETINGS + figures("2024/25 | 12", "2025/26 | 11", of=of)), JULY)
    now = seen(board(MEETINGS + figures("2024/25 | 3", "2025/26 | 4", of=of)), NOVEMBER)
    now = replace(now, board=printed_counts(now.board, least))
    assert lines(paper_at(looking_back(now, then)).since) == []


# --- Recounted from the cells -------------------------------------------------------------------

PERIODS = ("2023/24", "2024/25", "2025/26", "Q1 2026/27", "Q2 2026/27")
SIDE = st.dictionaries(st.sampled_from(PERIODS), st.sampled_from(["1", "2", "3"]), max_size=5)


@settings(max_examples=60, deadline=None)
@given(SIDE, SIDE)
def test_new_and_revised_figures_are_recounted_from_the_cells(
    then: dict[str, str], now: dict[str, str]
) -> None:
    """July's report printed its latest figure, and the outturn of 2025/26."""
    sides = [figures(*(f"{p} | {v}" for p, v in side.items())) for side in (then, now)]
    at = since(sides[0], sides[1])
    (row,) = compared_indicators(at.back, at)
    had = {period: value for period, value in then.items() if period != "Q2 2026/27"}
    latest = max(had, key=PERIODS.index, default="")
    printed = {latest, "2025/26"} & had.keys()
    revised = {p for p in printed & now.keys() if had[p] != now[p]}
    new = now.keys() - had.keys()
    assert row.has(FigureChange.REVISED) == bool(revised)
    assert sum(change.what is FigureChange.REVISED for change in row.changes) == len(revised)
    assert row.has(FigureChange.NEW_FIGURE) == bool(new)
    gone = had.keys() - now.keys()
    assert sum(change.what is FigureChange.TAKEN_OUT for change in row.changes) == len(gone)
