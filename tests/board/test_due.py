"""Which actions should have been delivered by a meeting, and how each stands."""

from datetime import date

from paperkit.actions.standing import (
    DueAction,
    due_actions,
    due_day,
    how_late,
    shown_deadline,
    standing,
)
from paperkit.board.plan_rows import Action
from tests.cases import each
from tests.tables import board

MEETING = date(2026, 7, 16)
LAST = date(2026, 3, 19)
AS_AT = date(2026, 6, 30)


def action(**cells: str) -> Action:
    headings, values = " | ".join(("reference", *cells)), " | ".join(("1.1", *cells.values()))
    rule = " | ".join("-" * (len(cells) + 1))
    return board(f"## actions\n| {headings} |\n| {rule} |\n| {values} |").actions[0]


def listed(markdown: str, since: date | None = LAST) -> list[str]:
    found = due_actions(board(markdown), MEETING, since, AS_AT)
    return [f"{due.action.reference} {due.standing}" for due in found]


def judged(**cells: str) -> str:
    return str(standing(action(**cells), MEETING, AS_AT))


@each(
    ("cells", "day"),
    [
        ({"deadline": "Q1 2026/27"}, date(2026, 6, 30)),
        ({"deadline": "30 June 2026", "revised_deadline": "September 2026"}, date(2026, 9, 30)),
        ({"revised_deadline": "31 July 2026"}, date(2026, 7, 31)),
        ({"deadline": "Ongoing", "review_date": "1 May 2026"}, None),
        ({"deadline": "1 May 2026", "revised_deadline": "Ongoing"}, None),
        ({}, None),
    ],
)
def test_an_action_is_due_on_the_last_day_of_the_deadline_that_holds(
    cells: dict[str, str], day: date | None
) -> None:
    assert due_day(action(**cells)) == day


@each(
    ("cells", "shown"),
    [
        ({"deadline": "Q1 2026/27"}, "Q1 2026/27"),
        (
            {"deadline": "31/03/2026", "revised_deadline": "30/06/2026"},
            "31 March 2026, revised to 30 June 2026",
        ),
        (
            {"deadline": "Ongoing", "review_date": "1 May 2026"},
            "Ongoing, to be reviewed on 1 May 2026",
        ),
        ({"deadline": "Ongoing"}, "Ongoing"),
        ({"deadline": "1 May 2026", "review_date": "1 April 2026"}, "1 May 2026"),
        ({}, ""),
    ],
)
def test_a_deadline_is_shown_as_written(cells: dict[str, str], shown: str) -> None:
    assert shown_deadline(action(**cells)) == shown


@each(
    ("deadline", "state", "word"),
    [
        ("30 June 2026", "On course", "Not delivered"),
        ("30 June 2026", "", "Not delivered"),
        ("1 July 2026", "On course", "On course"),
        ("1 July 2026", "Not started", "At risk"),
        ("1 July 2026", "", "At risk"),
        ("16 July 2026", "On course", "On course"),
        ("16 July 2026", "At risk", "At risk"),
        ("17 July 2026", "Not started", "Not started"),
        ("17 July 2026", "At risk", "At risk"),
        ("17 July 2026", "", "No update received"),
        ("30 June 2026", "Suspended with approval", "Suspended with approval"),
        ("30 June 2026", "Withdrawn", "Withdrawn"),
        ("30 June 2026", "Re-scheduled with approval", "Re-scheduled with approval"),
        ("30 June 2026", "Carried over", "Not delivered"),
        ("17 July 2026", "Carried over", "Carried over"),
        ("30 June 2026", "Delivered", "Delivered"),
        ("17 July 2026", "Delivered", "Delivered"),
        ("Ongoing", "On course", "On course"),
    ],
)
def test_an_action_stands_by_its_deadline_and_then_by_its_state(
    deadline: str, state: str, word: str
) -> None:
    assert judged(deadline=deadline, state=state) == word


@each(
    ("cells", "late"),
    [
        ({"deadline": "31 March 2026", "done_on": "31 March 2026"}, ""),
        ({"deadline": "31 March 2026", "done_on": "1 April 2026"}, "1 day late"),
        ({"deadline": "Q4 2025/26", "done_on": "22 April 2026"}, "22 days late"),
        (
            {"deadline": "31 March 2026", "revised_deadline": "May 2026", "done_on": "1 May 2026"},
            "",
        ),
        ({"deadline": "31 March 2026"}, ""),
        ({"deadline": "Ongoing", "done_on": "1 May 2026"}, ""),
    ],
)
def test_how_late_a_delivery_was_goes_by_the_deadline_that_holds(
    cells: dict[str, str], late: str
) -> None:
    assert how_late(action(**cells)) == late


def test_a_rescheduled_action_is_judged_by_its_new_deadline() -> None:
    moved = {"deadline": "31 March 2026", "state": "Re-scheduled with approval"}
    assert judged(**moved, revised_deadline="30 June 2026") == "Not delivered"
    assert judged(**moved, revised_deadline="31 July 2026") == "Re-scheduled with approval"


@each(("done_on", "word"), [("30 June 2026", "Delivered"), ("1 July 2026", "Not delivered")])
def test_delivered_after_the_day_of_the_data_is_not_yet_delivered(done_on: str, word: str) -> None:
    assert judged(deadline="30 June 2026", state="Delivered", done_on=done_on) == word


@each(("done_on", "word"), [("10 July 2026", "On course"), ("11 July 2026", "At risk")])
def test_what_was_due_by_the_meeting_and_came_after_the_data_was_on_course_if_in_time(
    done_on: str, word: str
) -> None:
    assert judged(deadline="10 July 2026", state="Delivered", done_on=done_on) == word


def test_what_was_delivered_after_the_data_of_the_last_report_is_reported_in_this_one() -> None:
    data = board("""
    ## actions
    | reference | deadline | state | done on |
    | --- | --- | --- | --- |
    | after its data | 31 January 2026 | Delivered | 10 March 2026 |
    | by its data | 31 January 2026 | Delivered | 27 February 2026 |
    """)
    found = due_actions(data, MEETING, LAST, AS_AT, reported=date(2026, 2, 27))
    assert [due.action.reference for due in found] == ["after its data"]


def test_delivered_after_the_meeting_and_due_later_is_not_due() -> None:
    assert judged(deadline="31 July 2026", state="Delivered", done_on="17 July 2026") == "Not due"


def test_data_later_than_the_meeting_do_not_move_its_date() -> None:
    later = action(deadline="17 July 2026", state="On course")
    assert str(standing(later, MEETING, date(2026, 8, 1))) == "On course"


def test_a_deadline_on_the_day_of_the_meeting_is_due() -> None:
    due = """
    ## actions
    | reference | deadline | state |
    | --- | --- | --- |
    | 1.1 | 16 July 2026 | Not started |
    """
    assert listed(due) == ["1.1 At risk"]


def test_a_deadline_one_day_after_the_meeting_is_not_due() -> None:
    later = """
    ## actions
    | reference | deadline | state |
    | --- | --- | --- |
    | 1.1 | 17 July 2026 | Not started |
    """
    assert listed(later) == []


EARLIER = """
## actions
| reference | deadline | state | done on |
| --- | --- | --- | --- |
| open still | 31 January 2026 | On course | |
| on the day of the last report | 19 March 2026 | Delivered | 19 March 2026 |
| done before the last report | 31 January 2026 | Delivered | 1 February 2026 |
| done since | 31 January 2026 | Delivered | 20 March 2026 |
| due since, done early | 20 March 2026 | Delivered | 1 February 2026 |
"""


def test_what_was_told_as_delivered_in_the_last_report_is_not_told_again() -> None:
    assert listed(EARLIER) == [
        "open still Not delivered",
        "done since Delivered",
        "due since, done early Delivered",
    ]


def test_the_first_report_tells_of_all_that_was_due() -> None:
    assert len(listed(EARLIER, since=None)) == 5


def test_ongoing_withdrawn_and_undated_actions_are_never_due() -> None:
    never = """
    ## actions
    | reference | deadline | state |
    | --- | --- | --- |
    | 1.1 | Ongoing | On course |
    | 1.2 | 30 June 2026 | Withdrawn |
    | 1.3 | | On course |
    """
    assert listed(never) == []


def test_a_deadline_revised_beyond_the_meeting_is_not_due() -> None:
    revised = """
    ## actions
    | reference | deadline | revised deadline |
    | --- | --- | --- |
    | 1.1 | 30 June 2026 | 30 September 2026 |
    """
    assert listed(revised) == []


def test_what_was_not_delivered_stands_first_then_the_earlier_deadline_then_plan_order() -> None:
    mixed = """
    ## actions
    | reference | deadline | state |
    | --- | --- | --- |
    | 1.1 | 1 June 2026 | Delivered |
    | 1.2 | 10 July 2026 | On course |
    | 1.3 | 30 June 2026 | Suspended with approval |
    | 1.4 | 10 July 2026 | |
    | 1.5 | 30 June 2026 | On course |
    | 1.6 | 1 June 2026 | On course |
    | 1.7 | 30 June 2026 | At risk |
    """
    assert listed(mixed) == [
        "1.6 Not delivered",
        "1.5 Not delivered",
        "1.7 Not delivered",
        "1.4 At risk",
        "1.3 Suspended with approval",
        "1.2 On course",
        "1.1 Delivered",
    ]


def test_a_due_action_knows_the_day_on_which_it_is_due() -> None:
    data = board("## actions\n| reference | deadline |\n| - | - |\n| 1.1 | Q1 2026/27 |")
    found = due_actions(data, MEETING, LAST, AS_AT)
    assert found == (DueAction(data.actions[0], found[0].standing, date(2026, 6, 30)),)
