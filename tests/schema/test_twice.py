"""A row that is there twice, all cells the same: one finding, and it is used once."""

from tests.cases import each
from tests.tables import assembled, told

PLAN = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |
## indicators
| reference | name |
| --- | --- |
| 2.1 | Waits |
## papers
| reference | kind | meeting |
| --- | --- | --- |
| P | performance_report | July |
"""


@each(
    ("table", "headings", "row", "shown"),
    [
        ("text", "paper | section | text", "P | reasons | It is due", "P | reasons | It is due"),
        ("readings", "indicator | period | value", "2.1 | 2025/26 | 11", "2.1 | 2025/26 | 11"),
        ("forward_items", "meeting | title", "July | Budget", "July | Budget"),
    ],
)
def test_a_row_that_is_there_twice_is_used_once(
    table: str, headings: str, row: str, shown: str
) -> None:
    dashes = " | ".join("---" for _ in headings.split("|"))
    twice = f"## {table}\n| {headings} |\n| {dashes} |\n| {row} |\n| {row} |\n"
    result = assembled(PLAN + twice)
    (said,) = told(result.findings)
    assert said.startswith("PK-342")
    assert f"The row '{shown}' is on" in said
    assert len(getattr(result.board, table)) == 1


def test_a_row_with_a_reference_that_is_there_twice_has_one_finding() -> None:
    result = assembled("## groups\n| name |\n| --- |\n| Carers |\n| Carers |\n")
    assert [found.code for found in result.findings] == ["PK-321"]
    assert len(result.board.groups) == 1


def test_rows_that_differ_in_one_letter_are_two() -> None:
    result = assembled(
        PLAN + "## text\n| paper | section | text |\n| --- | --- | --- |\n"
        "| P | reasons | It is due |\n| P | reasons | it is due |\n"
    )
    assert result.findings == ()
    assert len(result.board.text) == 2
