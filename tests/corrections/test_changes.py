"""What changed since a paper was published, and the data as published with what was chosen."""

from datetime import date

import pytest

from paperkit.board.data import BoardData
from paperkit.board.history import Entry, History
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.corrections.changes import changes, chosen, with_changes
from paperkit.errors import UnknownNameError
from paperkit.frozen import replace
from tests.tables import assembled, board

PLAN = """
## outcomes
| reference | name |
| --- | --- |
| 1A | Smoking |

## indicators
| reference | name | outcome |
| --- | --- | --- |
| PI 1 | Quits | 1A |
| PI 2 | Waits | 1A |

## readings
| indicator | period | value |
| --- | --- | --- |
| PI 1 | Q1 2026/27 | {quits} |
| PI 2 | Q1 2026/27 | 12 |
{more}
## actions
| reference | wording | parent | state |
| --- | --- | --- | --- |
| 1.1 | Open a clinic | 1A | {state} |
| 1.2 | Train {staff} | 1A | On course |
{action}
## papers
| reference | kind |
| --- | --- |
| July | performance_report |

## text
| paper | section | text |
| --- | --- | --- |
| July | introduction | The plan was agreed. |
| July | introduction | {said} |
"""


def plan(**words: str) -> BoardData:
    given = {"quits": "38", "more": "", "state": "On course", "staff": "staff", "action": ""}
    return board(PLAN.format(**given | {"said": "Much was done."} | words))


def said(before: BoardData, after: BoardData) -> list[str]:
    return [f"{one.number} {one.words}" for one in changes(before, after)]


def taken(before: BoardData, after: BoardData, *rows: str) -> BoardData:
    return with_changes(before, after, chosen(changes(before, after), rows))


LATER = plan(
    quits="31", state="Delivered", staff="60 staff", said="Something was done.",
    more="| PI 2 | Q2 2026/27 | 9 |\n", action="| 1.3 | Buy monitors | 1A | Not started |\n",
)  # fmt: skip


def test_what_changed_is_listed_by_sheet_and_row_with_old_and_new() -> None:
    assert said(plan(), LATER) == [
        "1 Actions 1.1, State: 'On course' is now 'Delivered'",
        "2 Actions 1.2, Action: 'Train staff' is now 'Train 60 staff'",
        "3 Actions 1.3: new, 'Reference: 1.3; Action: Buy monitors; Outcome or priority: 1A; "
        "State: Not started'",
        "4 Readings PI 1, Q1 2026/27, Value: '38' is now '31'",
        "5 Readings PI 2, Q2 2026/27: new, 'Indicator: PI 2; Period: Q2 2026/27; Value: 9'",
        "6 Text July, introduction, Text: 'Much was done.' is now 'Something was done.'",
    ]
    assert said(LATER, plan())[2] == (
        "3 Actions 1.3: gone, it was 'Reference: 1.3; Action: Buy monitors; Outcome or priority: "
        "1A; State: Not started'"
    )
    assert said(LATER, LATER) == []


def test_a_name_in_other_capitals_is_a_change() -> None:
    before, after = (
        board(f"## people\n|name|post|\n|-|-|\n|Jo|{post}|") for post in ("HEAD", "Head")
    )
    assert said(before, after) == ["1 People Jo, Post: 'HEAD' is now 'Head'"]


def test_what_was_not_chosen_stays_as_published() -> None:
    made = taken(plan(), LATER, "readings pi 1, q1 2026/27")
    assert made == plan(quits="31")
    assert taken(plan(), LATER, "4") == made
    assert taken(plan(), LATER, *"123456") == LATER


def test_one_cell_of_a_row_is_taken_by_its_number() -> None:
    later = plan(state="Delivered")
    later = replace(
        later, actions=(replace(later.actions[0], wording="Open it"), *later.actions[1:])
    )
    assert said(plan(), later) == [
        "1 Actions 1.1, Action: 'Open a clinic' is now 'Open it'",
        "2 Actions 1.1, State: 'On course' is now 'Delivered'",
    ]
    assert taken(plan(), later, "2") == plan(state="Delivered")
    assert taken(plan(), later, "Actions 1.1") == later


def test_a_new_row_goes_where_it_is_today_and_one_that_is_gone_goes() -> None:
    more = plan(action="| 1.3 | Buy monitors | 1A | On course |\n")
    first = replace(more, actions=(more.actions[2], *more.actions[:2]))
    assert [row.reference for row in taken(plan(), first, "1").actions] == ["1.3", "1.1", "1.2"]
    assert taken(more, plan(), "Actions 1.3") == plan()


def test_a_row_that_names_what_was_not_there_asks_for_that_row_too() -> None:
    later = board(
        PLAN.format(quits="38", more="| PI 3 | Q1 2026/27 | 4 |", state="On course", staff="staff",
                    action="", said="Much was done.")
        .replace("| PI 2 | Waits | 1A |", "| PI 2 | Waits | 1A |\n| PI 3 | Deaths | 1A |")
    )  # fmt: skip
    with pytest.raises(UnknownNameError) as fault:
        taken(plan(), later, "Readings PI 3, Q1 2026/27")
    assert str(fault.value) == (
        "Readings PI 3, Q1 2026/27 names 'PI 3', which the data as published do not have. Choose "
        "its row of Indicators, too."
    )
    assert taken(plan(), later, "1", "2") == later


def test_what_did_not_change_cannot_be_chosen() -> None:
    with pytest.raises(UnknownNameError, match=r"Nothing called 'Actions 1\.4' has changed since"):
        taken(plan(), LATER, "Actions 1.4")


def test_a_row_that_cannot_be_read_today_is_not_gone() -> None:
    words = PLAN.format(quits="38", more="", state="Nearly", staff="staff", action="", said="x")
    broken = assembled(words.replace("| x |", "| Much was done. |")).board
    assert [one.reference for one in broken.unread] == ["1.1"]
    assert said(plan(), broken) == []


def answered(*ratings: str) -> BoardData:
    rows = [Return(meeting="July", action="1.1", rating=rating) for rating in ratings]
    entries = (
        Entry(number=n, table=RETURNS, row=row, recorded_on=date(2026, 6, n), replaces=n - 1)
        for n, row in enumerate(rows, start=1)
    )
    return replace(plan(), history=History(tuple(entries)))


def test_an_answer_that_was_corrected_in_the_record_is_a_change() -> None:
    before, after = answered("Red"), answered("Red", "Amber", "Green")
    (one,) = changes(before, after)
    assert one.row == "Returns 1.1, July"
    assert one.words.endswith("RAG: Green' (entry 3 of the record)")
    made = taken(before, after, "1").history
    assert [entry.number for entry in made.entries] == [3]
    assert [row.rating for row in made.returns.values()] == ["Green"]
