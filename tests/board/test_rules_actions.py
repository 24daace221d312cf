"""Actions: deadlines, corrective action, and what their cells say of each other."""

from datetime import date

from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.board.test_rules_check import found
from tests.cases import each
from tests.tables import board

JULY = """
## meetings
| reference | date |
| --- | --- |
| Board July 2026 | 16 July 2026 |

## people
| name | post |
| --- | --- |
| Ann Field | Transport Lead |
"""
AS_AT = date(2026, 6, 30)


def told(number: str, actions: str) -> list[str]:
    return found(number, JULY + actions, meeting="Board July 2026", as_at=AS_AT)


def test_an_action_due_and_not_delivered_needs_corrective_action() -> None:
    actions = """
    ## actions
    | reference | lead | deadline | state | corrective action |
    | --- | --- | --- | --- | --- |
    | 1.1 | Transport Lead | 30 June 2026 | On course | |
    | 1.2 | Ann Field | 10 July 2026 | Not started | |
    | 1.3 | Ann Field | 30 June 2026 | On course | Hire a bus |
    | 1.4 | Ann Field | 30 June 2026 | Delivered | |
    | 1.5 | Ann Field | 10 July 2026 | On course | |
    """
    assert told("PK-420", actions) == [
        "PK-420 Actions!E2: Action 1.1 (due 30 June 2026) is not delivered: no corrective action "
        "reported by the Transport Lead.",
        "PK-420 Actions!E3: Action 1.2 (due 10 July 2026) is at risk: no corrective action "
        "reported by Ann Field.",
    ]


@each(("day", "count"), [("16 July 2026", 1), ("17 July 2026", 0)])
def test_the_day_of_the_meeting_is_the_last_that_needs_corrective_action(
    day: str, count: int
) -> None:
    actions = f"""
    ## actions
    | reference | owner | deadline | state |
    | --- | --- | --- | --- |
    | 1.1 | Ann Field | {day} | Not started |
    """
    assert len(told("PK-420", actions)) == count


def test_an_action_at_risk_needs_corrective_action_before_it_is_due() -> None:
    actions = """
    ## actions
    | reference | deadline | state |
    | --- | --- | --- |
    | 1.1 | 31 March 2027 | At risk |
    | 1.2 | Ongoing | At risk |
    | 1.3 | | At risk |
    """
    assert told("PK-420", actions) == [
        "PK-420 Actions!A2: Action 1.1 (due 31 March 2027) is at risk: no corrective action "
        "reported.",
        "PK-420 Actions!A3: Action 1.2 (Ongoing) is at risk: no corrective action reported.",
        "PK-420 Actions!A4: Action 1.3 (no deadline) is at risk: no corrective action reported.",
    ]


def test_the_paper_says_as_at_which_day_its_data_are() -> None:
    actions = """
    ## actions
    | reference | deadline | state |
    | --- | --- | --- |
    | 1.1 | 10 July 2026 | On course |

    ## papers
    | reference | meeting | as_at |
    | --- | --- | --- |
    | Early | Board July 2026 | 30 June 2026 |
    | Late | Board July 2026 | 10 July 2026 |
    """
    assert found("PK-420", JULY + actions, paper="Early", as_at=date(2026, 7, 12)) == []
    assert len(found("PK-420", JULY + actions, paper="Late", as_at=AS_AT)) == 1


def test_corrective_action_without_state_or_date_is_one_note() -> None:
    actions = """
    ## actions
    | reference | state | correction | correction_state | correction_date |
    | --- | --- | --- | --- | --- |
    | 1.1 | | Hire a bus | Taken | 1 May 2026 |
    | 1.2 | | Hire a bus | Taken | |
    | 1.3 | | Hire a bus | | 1 May 2026 |
    | 1.4 | Delivered | Hire a bus | | |
    """
    assert told("PK-421", actions) == [
        "PK-421 Actions!D3: The corrective action of actions 1.2 and 1.3 has no state or no date."
    ]


def test_an_ongoing_action_needs_a_review_date() -> None:
    actions = """
    ## actions
    | reference | deadline | revised_deadline | review_date | state |
    | --- | --- | --- | --- | --- |
    | 1.1 | Ongoing | | | |
    | 1.2 | Ongoing | | 1 August 2026 | |
    | 1.3 | Ongoing | 30 September 2026 | | |
    | 1.4 | 1 May 2026 | Ongoing | | |
    | 1.5 | Ongoing | | | Withdrawn |
    """
    assert told("PK-422", actions) == [
        "PK-422 Actions!D2: Action 1.1 is Ongoing and has no review date.",
        "PK-422 Actions!D5: Action 1.4 is Ongoing and has no review date.",
    ]


def test_a_revised_deadline_needs_its_reason_and_who_agreed() -> None:
    actions = """
    ## actions
    | reference | revised_deadline | revised_because | revised_by |
    | --- | --- | --- | --- |
    | 1.1 | 30 September 2026 | | |
    | 1.2 | 30 September 2026 | Late funding | Executive |
    """
    assert told("PK-423", actions) == [
        "PK-423 Actions!C2: The revised deadline of action 1.1, 30 September 2026, does not say "
        "why it moved.",
        "PK-423 Actions!D2: The revised deadline of action 1.1, 30 September 2026, does not say "
        "who agreed it.",
    ]


def test_a_deadline_that_is_revised_to_an_earlier_day_is_told_while_the_action_is_open() -> None:
    actions = """
    ## actions
    | reference | deadline | revised_deadline | state |
    | --- | --- | --- | --- |
    | 1.1 | 31 October 2026 | 31 January 2026 | On course |
    | 1.2 | Q3 2026/27 | 31 December 2026 | On course |
    | 1.3 | Ongoing | 31 January 2026 | On course |
    | 1.4 | 31 October 2026 | 31 January 2026 | Delivered |
    """
    assert told("PK-532", actions) == [
        "PK-532 Actions!C2: Action 1.1 was due by 31 October 2026, and is revised to 31 January "
        "2026."
    ]


def test_a_rescheduled_action_needs_its_new_deadline() -> None:
    actions = """
    ## actions
    | reference | revised_deadline | state |
    | --- | --- | --- |
    | 1.1 | | Re-scheduled with approval |
    | 1.2 | 30 September 2026 | Re-scheduled with approval |
    """
    assert told("PK-424", actions) == [
        "PK-424 Actions!B2: Action 1.1 is re-scheduled and has no revised deadline."
    ]


DONE = """
## actions
| reference | state | done_on |
| --- | --- | --- |
| 1.1 | On course | 1 May 2026 |
| 1.2 | | 1 May 2026 |
| 1.3 | Delivered | |
| 1.4 | Delivered | 30 June 2026 |
| 1.5 | Delivered | 1 July 2026 |
"""


def test_done_on_a_day_and_another_state_contradict_each_other() -> None:
    assert told("PK-425", DONE) == [
        "PK-425 Actions!B2: Action 1.1 was done on 1 May 2026, but its state is 'On course'.",
        "PK-425 Actions!B3: Action 1.2 was done on 1 May 2026, but its state is blank.",
    ]


def test_delivered_on_no_day_is_one_note() -> None:
    assert told("PK-426", DONE) == [
        "PK-426 Actions!C4: No day of delivery is given for action 1.3."
    ]


def test_nothing_is_done_after_the_day_of_the_data() -> None:
    assert told("PK-427", DONE) == [
        "PK-427 Actions!C6: Action 1.5 is said to be done on 1 July 2026, after the day of the "
        "data, 30 June 2026."
    ]


def test_without_a_day_of_the_data_nobody_can_tell_what_is_too_late() -> None:
    assert found("PK-427", JULY + DONE, meeting="Board July 2026") == []


def test_a_withdrawn_action_of_which_nothing_says_why_is_a_gap_of_its_owner() -> None:
    actions = """
    ## actions
    | reference | owner | state | corrective action | reason for revision |
    | --- | --- | --- | --- | --- |
    | 1.1 | Ann Field | Withdrawn | | |
    | 1.2 | Ann Field | Withdrawn | Volunteers asked for it. | |
    | 1.3 | Ann Field | Withdrawn | | No room. |
    | 1.4 | Ann Field | On course | | |
    """
    assert told("PK-417", actions) == [
        "PK-417 Actions!E2: Action 1.1 is withdrawn, and nothing says why."
    ]


def test_review_dates_that_have_passed_are_one_note() -> None:
    actions = """
    ## actions
    | reference | review_date | state |
    | --- | --- | --- |
    | 1.1 | 15 July 2026 | |
    | 1.2 | 16 July 2026 | |
    | 1.3 | 1 May 2026 | On course |
    | 1.4 | 1 May 2026 | Delivered |
    """
    assert told("PK-428", actions) == [
        "PK-428 Actions!B2: The review date has passed for actions 1.1 and 1.3."
    ]


def test_actions_that_no_group_looks_at_are_one_note() -> None:
    actions = """
    ## priorities
    | reference |
    | --- |
    | A |
    | B |

    ## actions
    | reference | parent | state |
    | --- | --- | --- |
    | 1.1 | A | |
    | 1.2 | A | |
    | 1.3 | A | |
    | 1.4 | A | Withdrawn |
    | 1.5 | B | |

    ## groups
    | name | actions | areas |
    | --- | --- | --- |
    | Carers | 1.1 | B |
    """
    assert told("PK-429", actions) == ["PK-429 Actions!A3: No group looks at actions 1.2 and 1.3."]


def test_where_no_group_looks_at_anything_nothing_is_said_of_it() -> None:
    assert told("PK-429", "## actions\n| reference |\n| - |\n| 1.1 |") == []


def test_actions_without_a_measure_or_target_are_one_note() -> None:
    actions = """
    ## actions
    | reference | measures | target |
    | --- | --- | --- |
    | 1.1 | Bus journeys | |
    | 1.2 | | 500 journeys |
    | 1.3 | | |
    """
    assert told("PK-430", actions) == [
        "PK-430 Actions!B4: Neither measure nor target is given for action 1.3."
    ]


def test_the_reporting_lead_is_asked_for_corrective_action() -> None:
    actions = """
    ## actions
    | reference | owner | lead | deadline |
    | --- | --- | --- | --- |
    | 1.1 | Bo Marsh | Ann Field | 30 June 2026 |
    """
    case = BoardAt(board(JULY + actions), as_at=date(2026, 7, 1))
    gaps = [finding for finding in check(case) if finding.code == "PK-420"]
    assert [gap.person for gap in gaps] == ["Ann Field"]


@each(
    ("number", "cells"),
    [
        ("PK-422", "Ongoing | | | "),
        ("PK-423", "1 May 2026 | 30 September 2026 | | "),
        ("PK-424", "1 May 2026 | | Re-scheduled with approval | "),
        ("PK-425", "1 May 2026 | | On course | 1 May 2026"),
        ("PK-427", "1 May 2026 | | Delivered | 1 July 2026"),
    ],
)
def test_the_owner_is_asked_for_what_the_action_s_own_cells_lack(number: str, cells: str) -> None:
    actions = f"""
    ## actions
    | reference | owner | lead | deadline | revised_deadline | state | done_on |
    | --- | --- | --- | --- | --- | --- | --- |
    | 1.1 | Bo Marsh | Ann Field | {cells} |
    """
    case = BoardAt(board(JULY + actions), as_at=AS_AT)
    asked = {finding.person for finding in check(case) if finding.code == number}
    assert asked == {"Bo Marsh"}


def test_a_day_after_that_of_the_data_is_told_with_the_day() -> None:
    late = [f for f in check(BoardAt(board(JULY + DONE), as_at=AS_AT)) if f.code == "PK-427"]
    assert [finding.value for finding in late] == ["1 July 2026"]


def test_a_paper_is_built_from_data_that_are_newer_than_its_own_up_to_the_newest() -> None:
    tables = """
    ## meetings
    | reference | date |
    | --- | --- |
    | May | 21 May 2026 |
    | July | 16 July 2026 |
    ## papers
    | reference | kind | meeting | as_at |
    | --- | --- | --- | --- |
    | Year | Annual report | May | 30 April 2026 |
    | Report | performance_report | July | 30 June 2026 |
    ## actions
    | reference | state | done_on |
    | --- | --- | --- |
    | 1.1 | Delivered | 20 May 2026 |
    | 1.2 | Delivered | 29 June 2026 |
    | 1.3 | Delivered | 1 July 2026 |
    """
    data = board(tables)
    year = BoardAt(data, meeting=data.meeting["May"], paper=data.papers[0])
    late = [finding.message for finding in check(year) if finding.code == "PK-427"]
    assert late == [
        "Action 1.3 is said to be done on 1 July 2026, after the day of the data, 30 April 2026.",
    ]


@each(
    ("done", "newest", "count"),
    [
        ("21 May 2026", "30 April 2026", 0),
        ("22 May 2026", "30 April 2026", 1),
        ("22 May 2026", "30 June 2026", 0),
        ("30 June 2026", "30 June 2026", 0),
        ("1 July 2026", "30 June 2026", 1),
        ("1 July 2026", "", 0),
    ],
)
def test_what_a_paper_leaves_out_was_done_by_its_meeting_or_by_the_newest_data(
    done: str, newest: str, count: int
) -> None:
    data = board(f"""
    ## meetings
    | reference | date |
    | --- | --- |
    | May | 21 May 2026 |
    ## papers
    | reference | kind | meeting | as_at |
    | --- | --- | --- | --- |
    | Year | annual_report | May | |
    | Report | performance_report | | {newest} |
    ## actions
    | reference | state | done_on |
    | --- | --- | --- |
    | 1.1 | Delivered | {done} |
    """)
    case = BoardAt(data, paper=data.papers[0], as_at=date(2026, 4, 30))
    late = [finding for finding in check(case) if finding.code == "PK-427"]
    assert len(late) == count


@each(
    ("count", "named"),
    [
        (12, "11 and 12."),
        (13, "11, 12 and 13."),
        (14, "11, 12 and 2 more."),
    ],
)
def test_of_more_than_thirteen_actions_the_first_twelve_are_named(count: int, named: str) -> None:
    rows = "\n".join(f"| {number} | Delivered |" for number in range(1, count + 1))
    (message,) = told("PK-426", f"## actions\n| reference | state |\n| - | - |\n{rows}")
    assert message.endswith(named)
