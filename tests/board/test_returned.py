"""State, corrective action and review date as leads returned them, over the sheet Actions."""

from datetime import date

from paperkit.actions.returned import as_returned
from paperkit.actions.standing import standing
from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.logs import LOG, logged
from tests.tables import board, told

WAYS = Ways()
PLAN = """
## meetings
| reference | date |
| --- | --- |
| March | 11 March 2027 |
| June | 17 June 2027 |

## priorities
| reference |
| --- |
| P1 |

## actions
| reference | parent | state | lead | deadline | correction | corrective action state | corrective action date | done on |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1.1 | P1 | At risk | Cy Marsh | May 2027 | | | | |
| 1.2 | P1 | On course | Di Ford | December 2027 | | | | |
| 1.3 | P1 | On course | Di Ford | May 2027 | Hire one | To be taken | 1 July 2027 | |
| 1.4 | P1 | Delivered | Di Ford | May 2027 | | | | 20 May 2027 |
| 1.5 | P1 | Suspended | Di Ford | May 2027 | | | | |
| 1.6 | P1 | Not started | Di Ford | May 2028 | | | | |
| 1.7 | P1 | At risk | Di Ford | May 2028 | | | | |

## papers
| reference | kind | meeting | priority |
| --- | --- | --- | --- |
| Report | performance_report | June | |
| Round | exception_report | June | P1 |
"""  # noqa: E501
LOGGED = """
## rounds
| priority | meeting | actions |
| --- | --- | --- |
| P1 | June | 1.1; 1.2; 1.3; 1.5; 1.6; 1.7 |

## returns
| meeting | action | rating | reasons | control | exceptional | received on |
| --- | --- | --- | --- | --- | --- | --- |
| June | 1.1 | Amber | Late | A second crew from May | | 10 May 2027 |
| June | 1.2 | Red | No site | A site in Alder Street | | 10 May 2027 |
| June | 1.3 | Green | | | | 10 May 2027 |
| June | 1.4 | Amber | Late | Ask | | 10 May 2027 |
| June | 1.5 | Green | | | | 10 May 2027 |
| June | 1.6 | Green | | | | 10 May 2027 |
"""


def at(meeting: str = "June", log: str = LOGGED, plan: str = PLAN) -> BoardData:
    data = logged(plan, log)
    return as_returned(data, WAYS, data.meeting[meeting])[0]


def lines(data: BoardData) -> list[str]:
    return [
        f"{a.reference} {a.state}{f': {a.correction}' if a.correction else ''}"
        for a in data.actions
    ]


def notes(log: str = LOGGED, plan: str = PLAN) -> list[str]:
    data = logged(plan, log)
    return told(as_returned(data, WAYS, data.meeting["June"])[1])


def codes(paper: str, data: BoardData) -> list[str]:
    row = next(one for one in data.papers if one.reference == paper)
    found = check(BoardAt(data, WAYS, data.meeting["June"], row))
    return [f"{one.code} {one.message}" for one in found if one.code in ("PK-420", "PK-421")]


def test_the_return_says_how_an_action_stands_and_what_is_done_about_it() -> None:
    assert lines(at()) == [
        "1.1 At risk: A second crew from May",
        "1.2 At risk: A site in Alder Street",
        "1.3 On course: Hire one",
        "1.4 Delivered",
        "1.5 Suspended with approval",
        "1.6 Not started",
        "1.7 At risk",
    ]


def test_the_return_says_when_the_action_is_reviewed_next() -> None:
    log = LOGGED.replace("| received on |", "| received on | review date |")
    log = log.replace("--- | --- |\n| June | 1.1", "--- | --- | --- |\n| June | 1.1")
    log = log.replace("| 10 May 2027 |", "| 10 May 2027 | 2 September 2027 |")
    assert [a.review_date for a in at(log=log).actions[:4]] == [date(2027, 9, 2)] * 3 + [None]


def test_a_round_after_the_meeting_says_nothing_of_it() -> None:
    assert lines(at("March")) == lines(logged(PLAN, ""))


def test_an_action_whose_lead_answered_has_no_gap_of_a_corrective_action() -> None:
    before, after = logged(PLAN, LOGGED), at()
    assert [words.split()[2] for words in codes("Report", before)] == ["1.1", "1.7"]
    assert codes("Report", after) == [
        "PK-420 Action 1.7 (due 31 May 2028) is at risk: no corrective action reported by Di Ford."
    ]


def test_a_paper_on_a_round_says_that_no_return_came_and_no_more() -> None:
    assert codes("Round", at()) == []


def test_where_the_sheet_differs_one_note_says_which_is_used() -> None:
    assert notes() == [
        "PK-896 Actions!C3: The plan and the last returns differ. The papers use the returns: 1.2 "
        "is 'On course' in the plan and Red in the return."
    ]


def test_a_return_that_a_later_round_followed_is_no_reason_to_change_the_sheet() -> None:
    later = """
## returns
| meeting | action | rating |
| --- | --- | --- |
| September | 1.2 | Green |
"""
    plan = PLAN.replace(
        "| June | 17 June 2027 |", "| June | 17 June 2027 |\n| September | 16 September 2027 |"
    )
    assert notes(LOGGED + later, plan) == []


def test_another_corrective_action_on_the_sheet_is_in_the_note() -> None:
    log = LOGGED.replace("| 1.3 | Green | | |", "| 1.3 | Amber | Ill | Hire two |")
    (found,) = notes(log)
    assert "1.3 is 'On course' in the plan and Amber in the return" in found
    assert "1.3 has another corrective action in the return" in found
    action = at(log=log).actions[2]
    assert (action.correction, action.correction_state, action.correction_date) == (
        "Hire two",
        None,
        None,
    )
    assert str(action.place.of("correction")) == f"{LOG}, entry 4, Action to control risk"


def test_what_was_delivered_before_the_return_is_the_sheets_to_say() -> None:
    plan = PLAN.replace("20 May 2027", "1 May 2027")
    (found,) = notes(plan=plan)
    assert found.endswith(
        "The papers use the plan: 1.4 is 'Delivered' in the plan and Amber in the return."
    )


def test_completed_early_in_a_return_is_not_yet_delivered_in_the_plan() -> None:
    log = LOGGED.replace("| 1.6 | Green | | | |", "| 1.6 | Green | Done | | Completed early |")
    assert lines(at(log=log))[5] == "1.6 Not started"
    (found,) = notes(log)
    assert found.endswith(
        "The papers use the plan: 1.6 is 'Not started' in the plan and 'Completed early' in the "
        "return."
    )


@each(
    ("meeting", "expected"), [("March", "Amber's"), ("June", "Amber's"), ("July", "The update's")]
)
def test_an_update_for_a_later_meeting_counts_before_the_return(
    meeting: str, expected: str
) -> None:
    plan = PLAN.replace("| June | 17", "| July | 15 July 2027 |\n| June | 17")
    updates = f"\n## updates\n| meeting | action | state |\n| - | - | - |\n| {meeting} | 1.2 |"
    updates += " At risk |\n"
    data = logged(plan + updates, LOGGED)
    laid, _ = as_returned(data, WAYS, data.meeting["July"])
    correction = laid.actions[1].correction
    assert ("Amber's" if correction else "The update's") == expected


def test_the_last_round_without_a_return_leaves_the_sheet_as_it_is() -> None:
    later = "\n## rounds\n| priority | meeting | actions |\n| - | - | - |\n| P1 | July | 1.2 |\n"
    plan = PLAN.replace("| June | 17", "| July | 15 July 2027 |\n| June | 17")
    assert lines(at("July", LOGGED + later, plan))[1] == "1.2 On course"


def test_the_standing_in_papers_follows_the_return() -> None:
    data = at()
    day = data.meeting["June"].date
    assert day
    assert [str(standing(action, day, day)) for action in data.actions[:3]] == [
        "Not delivered",
        "At risk",
        "Not delivered",
    ]


def test_a_corrective_action_in_words_of_a_return_needs_no_state_or_date() -> None:
    assert [words for words in codes("Report", at()) if "PK-421" in words] == []


def test_without_rounds_nothing_is_laid_over() -> None:
    data = board(PLAN)
    assert as_returned(data, WAYS, data.meeting["June"]) == (data, ())
