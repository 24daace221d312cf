"""Every count of actions and milestones: equal to a slow count of the rows, and none left out."""

import re
from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.actions.standing import Standing, due_at
from paperkit.board.data import BoardData
from paperkit.board.plan_rows import Action
from paperkit.board.words import State
from paperkit.kinds.compose import EVERY_PART, paper_view
from paperkit.kinds.year_actions import by_place
from paperkit.kinds.year_back import year_back
from paperkit.kinds.year_sentences import drafted_of_year
from paperkit.standpoint.board_at import BoardAt
from tests.papers.made import WAYS, numbers, sentence
from tests.tables import board

MEETINGS = """
## meetings
| reference | date |
| --- | --- |
| May 2025 | 15 May 2025 |
| May 2026 | 21 May 2026 |
"""
DAY, AS_AT, FIRST = date(2026, 5, 21), date(2026, 4, 30), date(2025, 5, 16)
DAYS = st.sampled_from(
    ["15 May 2025", "16 May 2025", "31 March 2026", "30 April 2026", "1 May 2026", "21 May 2026",
     "22 May 2026"]
)  # fmt: skip
STATES = st.sampled_from(["", *map(str, State)])


@st.composite
def rows(draw: st.DrawFn) -> str:
    actions = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        state = draw(STATES)
        done = draw(DAYS | st.just("")) if state == "Delivered" else ""
        deadline, revised = draw(DAYS | st.sampled_from(["Ongoing", ""])), draw(DAYS | st.just(""))
        carried = draw(st.sampled_from(["", "Plan 2024/25"]))
        actions.append(f"| 1.{number} | {deadline} | {revised} | {state} | {done} | {carried} |")
    reached = DAYS | st.just("")
    milestones = [
        f"| 1.{draw(st.integers(1, 9))} | Step {number}. | {draw(DAYS)} | {draw(reached)} |"
        for number in range(draw(st.integers(0, 4)))
    ]
    known = {line.split(" | ")[0] for line in actions}
    kept = "\n".join(line for line in milestones if line.split(" | ")[0] in known)
    return f"""
## actions
| reference | deadline | revised_deadline | state | done_on | carried_from |
| --- | --- | --- | --- | --- | --- |
{chr(10).join(actions)}

## milestones
| action | wording | date | reached_on |
| --- | --- | --- | --- |
{kept}
"""


def seen(data: BoardData) -> BoardAt:
    return BoardAt(data, WAYS, data.meeting["May 2026"], as_at=AS_AT)


def slowly(action: Action) -> str:
    """Return where an action was at the end of the year, as an officer would count it by hand."""
    if action.state is State.DELIVERED and action.done_on is None:
        return "Delivered on a day that is not recorded"
    if action.state is State.DELIVERED and action.done_on and action.done_on <= AS_AT:
        early = action.done_on < FIRST
        return "Delivered before the year" if early else "Delivered in the year"
    if action.state in (State.WITHDRAWN, State.SUSPENDED):
        return str(action.state)
    deadline = action.revised_deadline or action.deadline
    if deadline and deadline.last and deadline.last <= AS_AT:
        return "Due and not delivered"
    if deadline and deadline.last and deadline.last <= DAY:
        # Between the data and the meeting nobody can know: late but where it was on course.
        in_time = bool(action.done_on and action.done_on <= deadline.last)
        if not (action.state is State.ON_COURSE or in_time):
            return "Due and not delivered"
    if action.carried_from or action.state is State.CARRIED_OVER:
        return "Carried over"
    if deadline is None:
        return "No deadline recorded"
    return "Not overdue" if deadline.last else "Ongoing"


@settings(max_examples=60, deadline=None)
@given(rows())
def test_each_action_is_in_one_place_of_the_year_and_the_counts_add_up(tables: str) -> None:
    at = seen(board(MEETINGS + tables))
    year, every = year_back(at), at.board.actions
    found = {str(place): len(those) for place, those in by_place(year, every).items()}
    assert found == dict(Counter(map(slowly, every)))
    said = {one.key: re.sub(r" \([^)]*\)", "", one.words) for one in drafted_of_year(at)}
    total, *parts = numbers(said["achieved.in_all"])
    assert total == len(every) == sum(parts or [total])
    first, of_due = said["year.actions"].removesuffix(".").split(". ")
    done = found.get("Delivered in the year", 0)
    whole = first == "The one action is not recorded as delivered in the year" or done == total
    assert numbers(first) == ([total] if whole else [total, done])
    due, *standings = numbers(of_due) or [0]
    assert due == len(year.due) == sum(standings or [due])


@settings(max_examples=60, deadline=None)
@given(rows())
def test_the_parts_of_what_was_due_add_up_to_what_was_due(tables: str) -> None:
    at = seen(board(MEETINGS + tables))
    made = paper_view(at, (), draft=True, asked=EVERY_PART - {"forward", "year", "dashboard"})
    due = [
        action
        for action in at.board.actions
        if action.state is not State.WITHDRAWN
        and (deadline := action.revised_deadline or action.deadline)
        and deadline.last
        and deadline.last <= DAY
    ]
    said = re.sub(r" \([^)]*\)", "", sentence(made, "actions.counts")).split(". ")
    if not due:
        assert said[0].startswith("No action")
    elif said[1].startswith("Of these"):
        assert sum(numbers(said[1])) == len(due)
    else:
        assert said[1].startswith("It ") if len(due) == 1 else said[1].startswith(("Both", "All"))


@settings(max_examples=60, deadline=None)
@given(rows())
def test_the_summary_counts_what_is_delivered_of_what_was_due_and_what_is_listed(
    tables: str,
) -> None:
    at = seen(board(MEETINGS + tables))
    made = paper_view(at, (), draft=True, asked=EVERY_PART - {"forward", "year", "dashboard"})
    found = at.once(due_at)
    delivered = sum(one.standing is Standing.DELIVERED for one in found)
    said = sentence(made, "summary.actions")
    if not found:
        assert said.startswith("No action")
    elif not delivered:
        assert said.startswith(("The one", "Neither", "None")), said
    else:
        assert numbers(said) == (
            [len(found)] if delivered == len(found) else [len(found), delivered]
        )
    listed, total = len(made.actions.exceptions), len(at.board.actions)
    said = sentence(made, "summary.late_or_at_risk")
    if total < 2:
        assert said == ""
    elif not listed:
        assert said == "No action is late or at risk."
    elif listed == total:
        assert said.startswith("Both" if total == 2 else "All")
    elif listed == 1:
        assert said == f"One of the {total} actions is late or at risk."
    else:
        assert numbers(said) == [total, listed]


@settings(max_examples=60, deadline=None)
@given(rows())
def test_the_milestones_that_were_due_are_recorded_without_a_day_or_not_recorded(
    tables: str,
) -> None:
    at = seen(board(MEETINGS + tables))
    made = paper_view(at, (), draft=True, asked=EVERY_PART - {"forward", "year", "dashboard"})
    of = {action.reference: action for action in at.board.actions}
    due = [
        row
        for row in at.board.milestones
        if row.date and row.date <= AS_AT and of[row.action].state is not State.WITHDRAWN
    ]
    recorded = [row for row in due if row.reached_on and row.reached_on <= AS_AT]
    undated = [row for row in due if not row.reached_on and of[row.action].was_delivered(AS_AT)]
    said = sentence(made, "actions.milestones")
    assert bool(said) is bool(due)
    if due:
        first = re.split(r"[.] Not ", said)[0].replace("due by 30 April 2026", "")
        words = {
            r"(?<!not) recorded as reached": len(recorded),
            "no day recorded": len(undated),
            "not recorded as reached": len(due) - len(recorded) - len(undated),
        }
        there = {part: count for part, count in words.items() if count}
        assert {part for part in words if re.search(part, first)} == set(there)
        assert numbers(first) == [len(due), *(there.values() if len(there) > 1 else ())]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=8))
def test_partner_reports_of_the_year_are_counted_as_their_rows_are(
    reports: list[tuple[bool, bool]],
) -> None:
    lines = [
        f"| {'May 2026' if due else 'May 2025'} | Trust {n} | Beds | {'Yes' if there else ''} |"
        for n, (due, there) in enumerate(reports)
    ]
    head = (
        "## partner_reports\n| meeting | partner | title | received |\n| --- | --- | --- | --- |\n"
    )
    at = seen(board(MEETINGS + head + "\n".join(lines)))
    said = [one.words for one in drafted_of_year(at) if one.key == "brought.partners"]
    due, there = sum(due for due, _ in reports), sum(due and there for due, there in reports)
    assert bool(said) is bool(due)
    if due:
        counts = [due] if there in (0, due) else [due, there, due - there]
        assert numbers(said[0]) == counts
