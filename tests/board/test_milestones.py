"""Milestones whose day has come, in performance reports and in check (seed T 3.2, 3.17)."""

from datetime import date

from paperkit.board.paper_rows import PaperRow
from paperkit.findings import Finding
from paperkit.kinds.compose import check
from paperkit.standpoint.board_at import BoardAt
from tests.papers.made import MEETINGS, paper, sentence
from tests.tables import board, told

AS_AT = date(2026, 6, 30)
PLAN = """
## actions
| reference | lead | state | done_on |
| --- | --- | --- | --- |
| 1.1 | Ada Brook | On course | |
| 1.2 | Ada Brook | Delivered | 1 June 2026 |
| 1.3 | Ada Brook | Withdrawn | |

## milestones
| action | wording | date | reached_on |
| --- | --- | --- | --- |
| 1.1 | The lease is signed. | 1 May 2026 | 2 May 2026 |
| 1.1 | The clinic is open. | 30 June 2026 | |
| 1.1 | The clinic is full. | 1 July 2026 | |
| 1.1 | The sign is up. | 1 June 2026 | 1 July 2026 |
| 1.2 | With its action. | 1 May 2026 | |
| 1.3 | Not asked about. | 1 May 2026 | |
"""


def found(kind: str = "", as_at: date = AS_AT) -> list[Finding]:
    data = board(MEETINGS + PLAN)
    meeting = data.meeting["Board July 2026"] if kind else None
    row = PaperRow(kind=kind, meeting="Board July 2026", as_at=as_at) if kind else None
    every = check(BoardAt(data, meeting=meeting, paper=row, as_at=as_at))
    return [one for one in every if one.code == "PK-973"]


def test_a_milestone_whose_day_has_come_is_asked_for_in_check_and_for_a_performance_report() -> (
    None
):
    expected = [
        "PK-973 Milestones!D3: The milestone of 30 June 2026 'The clinic is open.' is not "
        "recorded as reached.",
        "PK-973 Milestones!D5: The milestone of 1 June 2026 'The sign is up.' is not recorded "
        "as reached.",
    ]
    assert told(found()) == told(found("performance_report")) == expected
    assert {one.person for one in found()} == {"Ada Brook"}
    assert found("outcomes_dashboard") == []


def test_a_performance_report_says_which_milestones_are_not_recorded_as_reached() -> None:
    made = paper(PLAN, as_at=AS_AT)
    assert sentence(made, "summary.milestones") == (
        "Of the 4 milestones due by 30 June 2026, 2 are not recorded as reached."
    )
    assert sentence(made, "actions.milestones") == (
        "Of the 4 milestones due by 30 June 2026, 1 is recorded as reached, 1 has no day recorded "
        "although its action was delivered and 2 are not recorded as reached. Not recorded as "
        "reached: The clinic is open (action 1.1, 30 June 2026); and The sign is up (action 1.1, "
        "1 June 2026)."
    )


def test_where_all_are_reached_or_none_was_due_nothing_is_missing() -> None:
    early = paper(PLAN, as_at=date(2026, 5, 2))
    assert sentence(early, "summary.milestones") == (
        "Of the 2 milestones due by 2 May 2026, one is not recorded as reached."
    )
    reached = paper(
        PLAN.replace("| 1 May 2026 | |", "| 1 May 2026 | 1 May 2026 |"), as_at=date(2026, 5, 2)
    )
    assert sentence(reached, "summary.milestones") == ""
    assert sentence(reached, "actions.milestones") == (
        "Both milestones due by 2 May 2026 are recorded as reached."
    )
    assert sentence(paper(PLAN, as_at=date(2026, 4, 30)), "actions.milestones") == ""


def test_without_a_day_it_is_said_of_several_that_their_actions_were_delivered() -> None:
    rows = PLAN.replace("| 1.1 | The clinic is open.", "| 1.2 | The clinic is open.")
    assert sentence(
        paper(rows.replace("1 June 2026 | 1 July", "1 July 2026 | 1 July"), as_at=AS_AT),
        "actions.milestones",
    ) == (
        "Of the 3 milestones due by 30 June 2026, 1 is recorded as reached and 2 have no day "
        "recorded although their actions were delivered."
    )
