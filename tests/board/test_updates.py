"""How reporting leads say that their actions stand for a meeting, over the sheet Actions."""

from hypothesis import given
from hypothesis import strategies as st

from paperkit.actions.standing import updated
from paperkit.board.data import BoardData
from paperkit.board.words import State
from tests.tables import board, told

PLAN = """
## meetings
| reference | date |
| --- | --- |
| March | 12 March 2026 |
| July | 16 July 2026 |
| November | 19 November 2026 |

## actions
| reference | state | lead | done on | correction | revised deadline |
| --- | --- | --- | --- | --- | --- |
| 1.1 | On course | Jo Lee | | Hire two | |
| 1.2 | At risk | Jo Lee | | | 30 September 2026 |
| 1.3 | Delivered | Sam Cole | 1 June 2026 | | |
"""


def states(data: BoardData) -> list[State | None]:
    return [action.state for action in data.actions]


def at(data: BoardData, reference: str) -> BoardData:
    return updated(data, data.meeting[reference])[0]


TWO = """
## updates
| meeting | action | state | correction |
| --- | --- | --- | --- |
| July | 1.1 | Delivered | |
| March | 1.1 | At risk | Ask again |
"""


def test_the_last_update_up_to_the_meeting_stands_over_the_sheet() -> None:
    data = board(PLAN + TWO)
    assert states(at(data, "March"))[0] is State.AT_RISK
    assert states(at(data, "July"))[0] is State.DELIVERED
    assert states(at(data, "November"))[0] is State.DELIVERED
    assert states(updated(data, None)[0])[0] is State.DELIVERED


def test_where_an_update_says_nothing_the_sheet_does() -> None:
    data = board(PLAN + TWO)
    assert [at(data, name).actions[0].correction for name in ("March", "July")] == [
        "Ask again",
        "Hire two",
    ]


def test_without_an_update_the_data_are_the_same() -> None:
    data = board(PLAN)
    assert updated(data, data.meeting["July"])[0] is data


def test_a_cell_of_an_update_is_told_of_at_its_own_place() -> None:
    action = at(board(PLAN + TWO), "July").actions[0]
    assert str(action.place.of("state", "State")) == "board.xlsx, Updates!C2"
    assert str(action.place.of("lead", "Reporting lead")) == "board.xlsx, Actions!C2"


NEWER = """
## updates
| meeting | action | state | revised deadline |
| --- | --- | --- | --- |
| July | 1.2 | At risk | 31 August 2026 |
| July | 1.3 | On course | |
"""


def test_a_later_date_on_the_sheet_is_told_and_the_update_counts() -> None:
    data = board(PLAN + NEWER)
    laid_over, findings = updated(data, data.meeting["July"])
    assert told(list(findings)) == [
        "PK-860 Actions!F3: Action 1.2, Revised deadline: 30 September 2026 on the sheet "
        "Actions, but 31 August 2026 in the update for July, which papers use.",
        "PK-860 Actions!D4: Action 1.3, Done on: 1 June 2026 on the sheet Actions, but 'On course' "
        "in the update for July, which papers use.",
    ]
    first, second = findings
    assert (first.person, str(first.others[0])) == ("Jo Lee", "board.xlsx, Updates!D2")
    assert (second.person, str(second.others[0])) == ("Sam Cole", "board.xlsx, Updates!C3")
    assert str(laid_over.actions[1].revised_deadline) == "31 August 2026"


def test_an_update_for_a_meeting_without_a_date_is_not_laid_over() -> None:
    plan = PLAN.replace("19 November 2026", "")
    data = board(plan + "\n## updates\n| meeting | action | state |\n| - | - | - |\n"
                 "| November | 1.1 | Delivered |\n")  # fmt: skip
    assert states(updated(data, None)[0])[0] is State.ON_COURSE


@given(st.lists(st.sampled_from(["March", "July", "November"]), min_size=1, unique=True))
def test_an_update_after_the_meeting_never_counts(meetings: list[str]) -> None:
    rows = "\n".join(f"| {name} | 1.1 | {STATES[name]} |" for name in meetings)
    data = board(f"{PLAN}\n## updates\n| meeting | action | state |\n| - | - | - |\n{rows}\n")
    state = str(states(at(data, "July"))[0])
    there = [name for name in ("July", "March") if name in meetings]
    assert state == (STATES[there[0]] if there else "On course")


STATES = {"March": "At risk", "July": "Delivered", "November": "Withdrawn"}
