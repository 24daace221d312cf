"""What a paper asked of others, as it came back: figures, states, views, reports."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.rounds.gathering import Gathered
from paperkit.rounds.returns import ReturnedForm
from paperkit.schema.describe import record_of
from tests.board.returned import form, gathered
from tests.tables import board, told

PLAN = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |

## plans
| reference | title | overseen by |
| --- | --- | --- |
| Plan | Best start | Children's Partnership |

## actions
| reference | wording | state | lead |
| --- | --- | --- | --- |
| 1.1 | Open the hub | On course | Jo Lee |
| 1.2 | Train staff | On course | Jo Lee |
| 1.3 | Visit schools | On course | Sam Cole |

## indicators
| reference | name | partner | frequency |
| --- | --- | --- | --- |
| 2.1 | Visits | Jo Lee | Quarterly |

## readings
| indicator | period | value |
| --- | --- | --- |
| 2.1 | Q3 2025/26 | 50% |

## groups
| name | areas |
| --- | --- |
| Parents | early years |
"""
JO = """
## readings
| indicator | period | value |
| --- | --- | --- |
| 2.1 | Q4 2025/26 | 54% |

## updates
| reference | wording | state |
| --- | --- | --- |
| 1.1 | Open the hub | Delivered |
| 1.2 | Train staff | At risk |
"""
PURPOSE = "Performance report"


def data(more: str = "") -> BoardData:
    return board(PLAN + more)


def sent(person: str, rows: str, file: str = "", meeting: str = "July") -> ReturnedForm:
    return form(person, rows, file=file, purpose=PURPOSE, priority="All", meeting=meeting)


def shown(result: Gathered) -> list[str]:
    return told(result.findings)


def words(result: Gathered) -> list[str]:
    """Return each row that is taken as ``table: value, value``, the filled cells in order."""
    rows = [(one.table, record_of(one.table, one.row)) for one in result.taken]
    return [
        f"{table.name}: {', '.join(cell.typed for cell in row.cells.values())}"
        for table, row in rows
    ]


def test_one_form_may_hold_all_that_somebody_owes() -> None:
    result = gathered(data(), sent("Jo Lee", JO))
    assert shown(result) == []
    assert words(result) == [
        "readings: 2.1, Q4 2025/26, 54%",
        "updates: July, 1.1, Open the hub, Delivered",
        "updates: July, 1.2, Train staff, At risk",
    ]


SAID = """
## updates
| meeting | reference | wording | state |
| --- | --- | --- | --- |
| July | 1.1 | Open the hub | Delivered |
| July | 1.2 | Train staff | At risk |
"""


def test_what_the_data_say_already_adds_nothing() -> None:
    there = data(SAID + "| July | 1.3 | Visit schools | On course |\n")
    result = gathered(there, sent("Jo Lee", JO))
    assert words(result) == ["readings: 2.1, Q4 2025/26, 54%"]
    assert [(one.taken, one.there) for one in result.outcomes] == [(1, 2)]


def test_what_the_data_say_otherwise_is_told_with_both_places() -> None:
    there = data(SAID.replace("At risk", "On course"))
    result = gathered(there, sent("Jo Lee", JO))
    assert shown(result) == [
        "PK-859 Jo Lee.xlsx, Updates!C3: Action 1.2: State was 'On course' and is now 'At risk'."
    ]
    (finding,) = result.findings
    assert (finding.person, [str(place) for place in finding.others]) == (
        "Jo Lee",
        ["board.xlsx, Updates!D3"],
    )
    assert len(result.taken) == 1


def test_what_was_not_filled_in_or_has_no_row_is_told() -> None:
    rows = """
## updates
| reference | wording | state |
| --- | --- | --- |
| 1.1 | Open the hub | |
"""
    result = gathered(data(), sent("Jo Lee", rows))
    assert shown(result) == [
        "PK-849 Jo Lee.xlsx, sheet Readings: The sheet has no row for Readings 2.1, Q4 2025/26.",
        "PK-850 Jo Lee.xlsx, Updates!C2: Nothing is filled in for Action 1.1.",
        "PK-849 Jo Lee.xlsx, sheet Updates: The sheet has no row for Action 1.2.",
    ]
    assert [finding.person for finding in result.findings] == ["Jo Lee"] * 3
    assert result.taken == ()


def test_what_was_filled_in_beforehand_is_not_taken_changed() -> None:
    changed = JO.replace("Train staff", "Train everybody")
    result = gathered(data(), sent("Jo Lee", changed))
    assert shown(result) == [
        "PK-848 Jo Lee.xlsx, Updates!B3: Action 1.2, Actions: the plan says 'Train staff', but the "
        "form says 'Train everybody'."
    ]
    assert words(result)[2] == "updates: July, 1.2, Train staff, At risk"
    accepted = gathered(data(), sent("Jo Lee", changed), accept=True)
    assert words(accepted)[2] == "updates: July, 1.2, Train everybody, At risk"


def test_a_row_that_somebody_else_was_asked_is_not_taken() -> None:
    result = gathered(data(), sent("Jo Lee", JO + "| 1.3 | Visit schools | On course |\n"))
    assert shown(result) == [
        "PK-842 Jo Lee.xlsx, Updates!C4: Action 1.3 was asked of somebody else, but is on the "
        "form of Jo Lee. The row was not taken."
    ]
    assert len(result.taken) == 3


def test_a_row_twice_in_a_form_keeps_both_back() -> None:
    result = gathered(data(), sent("Jo Lee", JO + "| 1.2 | Train staff | On course |\n"))
    assert shown(result)[0] == "PK-843 Jo Lee.xlsx, Updates!A4: Action 1.2 is in the form twice."
    assert [str(place) for place in result.findings[0].others] == ["Jo Lee.xlsx, Updates!A3"]
    assert not any("1.2" in answer for answer in words(result))
    assert len(result.taken) == 2


def test_groups_and_bodies_need_not_name_themselves_in_each_row() -> None:
    group = (
        "## feedback\n| area or action | a) being delivered? |\n| - | - |\n| early years | Yes |\n"
    )
    group += "| sleep | No |\n"
    body = "## highlights\n| text |\n| - |\n| All is well. |\n"
    forms = sent("Parents", group), sent("Children's Partnership", body)
    result = gathered(data(), *forms)
    assert shown(result) == []
    assert words(result) == [
        "feedback: Parents, July, early years, Yes",
        "feedback: Parents, July, sleep, No",
        "highlights: Children's Partnership, July, All is well.",
    ]


def test_a_reference_that_the_data_do_not_have_is_told() -> None:
    rows = JO.replace("| 2.1 |", "| 2.9 |")
    result = gathered(data(), sent("Jo Lee", rows))
    (only,) = shown(result)
    assert "Jo Lee.xlsx, Readings!A2: No row of Indicators has the reference '2.9'." in only
    assert [answer.partition(":")[0] for answer in words(result)] == ["updates", "updates"]


def test_a_form_for_a_meeting_that_is_over_is_told() -> None:
    late = gathered(data(), sent("Jo Lee", JO), today=date(2026, 7, 20))
    assert [line.partition(": ")[2] for line in shown(late)] == [
        "The form is for 'July', which was on 16 July 2026."
    ]
    assert late.taken == ()
    named = gathered(data(), sent("Jo Lee", JO), today=date(2026, 7, 20), meeting="July")
    assert len(named.taken) == 3
