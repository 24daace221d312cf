"""Actions plan by plan: where there is more than one plan, or a strategy in parts (seed T 3.1)."""

import re

import pytest

from tests.cases import each
from tests.logs import logged
from tests.papers.made import paper
from tests.papers.test_view_rounds_in_report import lines, table

PARTS = """
## priorities
| Reference | Name       | Part of |
|-----------|------------|---------|
| Part 1    | Adults     |         |
| Part 2    | Children   |         |
| P1        | Age well   | Part 1  |
| P2        | Start well | Part 2  |
| P3        | Good homes |         |
## outcomes
| Reference | Name       | Parent |
|-----------|------------|--------|
| O1        | Fewer fall | P1     |
| O2        | More read  | P2     |
## actions
| Reference | Action      | Outcome or priority | Owner     | Deadline     | State     |
|-----------|-------------|---------------------|-----------|--------------|-----------|
| 2.1       | Open a hub  | O2                  | Ada Brook | 30 June 2026 | Suspended |
| 1.1       | Run a bus   | O1                  | Ada Brook | 1 March 2027 | On course |
| 3.1       | Warm a home | P3                  | Ada Brook | 1 March 2027 | On course |
| 2.2       | Lend a book | O2                  | Ada Brook | 1 March 2027 | On course |
"""
PLANS = """
## plans
| Reference | Title                | Part or priority | Year    |
|-----------|----------------------|------------------|---------|
| Old       | Plan for adults 2025 | Part 1           | 2025/26 |
| A         | Plan for adults      | Part 1           | 2026/27 |
| C         | Plan for children    | Part 2           | 2026/27 |
"""
PLAIN = PARTS.replace("| Part 1  |", "|         |").replace("| Part 2  |", "|         |")
ONE_PLAN = """
## plans
| Reference | Title         | Part or priority | Year    |
|-----------|---------------|------------------|---------|
| Whole     | The one plan  |                  | 2026/27 |
"""


def grouped(markdown: str) -> list[tuple[str, list[str]]]:
    """Return the title of each group and its actions, by reference."""
    plans = paper(markdown).actions.plans
    return [(one.title, [row.reference for row in one.rows]) for one in plans]


def test_actions_stand_by_the_plans_of_the_year_with_their_parts_and_those_of_none_last() -> None:
    assert grouped(PLANS + PARTS) == [
        ("Plan for adults (Part 1 Adults)", ["1.1"]),
        ("Plan for children (Part 2 Children)", ["2.1", "2.2"]),
        ("Of no plan or part", ["3.1"]),
    ]


def test_one_plan_in_parts_is_grouped_by_part() -> None:
    assert grouped(ONE_PLAN + PARTS) == [
        ("The one plan (Part 1 Adults)", ["1.1"]),
        ("The one plan (Part 2 Children)", ["2.1", "2.2"]),
        ("The one plan", ["3.1"]),
    ]


def test_parts_without_a_plan_are_named_alone() -> None:
    assert [title for title, _ in grouped(PARTS)] == [
        "Part 1 Adults",
        "Part 2 Children",
        "Of no plan or part",
    ]


def test_plans_of_core_priorities_are_named_with_the_priority() -> None:
    plans = PLANS.replace("| Part 1           |", "| P1 |").replace(
        "| Part 2           |", "| P2 |"
    )
    assert [title for title, _ in grouped(plans + PLAIN)] == [
        "Plan for adults (P1 Age well)",
        "Plan for children (P2 Start well)",
        "Of no plan or part",
    ]


@each("plans", [ONE_PLAN, ""])
def test_one_plan_without_parts_has_no_title_of_its_own(plans: str) -> None:
    assert grouped(plans + PLAIN) == [("", ["2.1", "1.1", "3.1", "2.2"])]


def test_each_action_stands_once_in_the_groups_and_in_the_list() -> None:
    made = paper(PLANS + PARTS).actions
    by_plan = [row for plan in made.plans for row in plan.rows]
    assert sorted(row.reference for row in by_plan) == sorted(r.reference for r in made.rows)
    assert {r.reference: r for r in by_plan} == {r.reference: r for r in made.rows}


# --- on the page --------------------------------------------------------------------------------

MEETINGS = """
## meetings
| Reference | Date             |
|-----------|------------------|
| March     | 12 March 2026    |
| July      | 16 July 2026     |
"""
RATED = """
## returns
| meeting | action | rating |
|---------|--------|--------|
| July    | 1.1    | Green  |
"""
DUE = "Actions due and neither delivered nor on course, and actions at risk"
ALL = "All actions of the plans"


def printed(word_file: str, plans: str, log: str) -> list[str]:
    return lines(word_file, logged(MEETINGS + plans + PARTS, log))


@pytest.mark.parametrize("log", ["", RATED])
@pytest.mark.parametrize("word_file", ["whole", "tables"])
def test_the_full_tables_stand_under_the_titles_of_their_plans(word_file: str, log: str) -> None:
    made = printed(word_file, PLANS, log)
    begins = made.index(f"Heading Unnumbered | | {ALL}")
    shown = [line for line in made[begins:] if line.startswith(("heading 3", "| 1", "| 2", "| 3"))]
    assert [re.split(r" \([OP]", line)[0] if line[0] == "|" else line for line in shown] == [
        "heading 3 | | Plan for adults (Part 1 Adults)",
        "| 1.1 Run a bus",
        "heading 3 | | Plan for children (Part 2 Children)",
        "| 2.1 Open a hub",
        "| 2.2 Lend a book",
        "heading 3 | | Of no plan or part",
        "| 3.1 Warm a home",
    ]


@pytest.mark.parametrize("log", ["", RATED])
@pytest.mark.parametrize("word_file", ["whole", "apart"])
def test_what_was_due_stands_in_one_table_for_all_plans(word_file: str, log: str) -> None:
    made = printed(word_file, PLANS, log)
    assert made.count(f"[table: {DUE}]") == 1
    assert [row[:12] for row in table(made, DUE)[2:]] == ["| 2.1 Open a", "| Corrective"]


@each("log", ["", RATED])
def test_one_plan_alone_prints_a_table_with_a_row_for_each_priority_under_no_title(
    log: str,
) -> None:
    made = lines("whole", logged(MEETINGS + ONE_PLAN + PLAIN, log))
    assert f"[table: {DUE}]" in made
    rows = [re.split(r" \[4 col| \([OP]", line)[0] for line in table(made, ALL)[2:]]
    assert rows == [
        "| P1 Age well", "| 1.1 Run a bus", "| P2 Start well", "| 2.1 Open a hub",
        "| 2.2 Lend a book", "| P3 Good homes", "| 3.1 Warm a home",
    ]  # fmt: skip
    between = made[made.index(f"Heading Unnumbered | | {ALL}") + 1 : made.index(f"[table: {ALL}]")]
    assert not any(line.startswith("heading") for line in between)
