"""What has become of actions since the last report: each sort of change, and every action once."""

import sqlite3
from contextlib import closing
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.since.actions import ActionChange, ComparedAction, compared_actions
from tests.cases import each
from tests.logs import logged
from tests.since.made import (
    JULY,
    MEETINGS,
    NOVEMBER,
    changed,
    lines,
    looking_back,
    paper_at,
    published,
    said,
    seen,
    since,
)  # fmt: skip
from tests.tables import board

PLAN = """
## actions
| reference | wording | deadline | state | done on | revised deadline | reason for revision | revision agreed by | revision agreed on |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""  # noqa: E501


HALF_A_PAGE = 225


def plan(*rows: str) -> str:
    return PLAN + "".join(f"{row}\n" for row in rows)


@each(
    ("then", "now", "line"),
    [
        (
            "| 1.1 | Open hubs | 30 September 2026 | On course | | | | | |",
            "| 1.1 | Open hubs | 30 September 2026 | On course | | | | | |",
            "Newly late | On course; due 30 September 2026 | Not delivered; due 30 September 2026",
        ),
        (
            "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
            "| 1.1 | Open hubs | 31 March 2027 | At risk | | | | | |",
            "Newly at risk | On course; due 31 March 2027 | At risk; due 31 March 2027",
        ),
        (
            "| 1.1 | Open hubs | 30 June 2026 | At risk | | | | | |",
            "| 1.1 | Open hubs | 30 June 2026 | Delivered | 12 October 2026 | | | | |",
            "Delivered | Not delivered; due 30 June 2026 | "
            "Delivered on 12 October 2026, 104 days late",
        ),
        (
            "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
            "| 1.1 | Open hubs | 31 March 2027 | Delivered | 12 October 2026 | | | | |",
            "Delivered | On course; due 31 March 2027 | Delivered on 12 October 2026",
        ),
        (
            "| 1.1 | Open hubs | 30 June 2026 | At risk | | | | | |",
            "| 1.1 | Open hubs | 30 June 2026 | Re-scheduled with approval | | 31 March 2027 "
            "| The lease fell through. | The Executive | 3 September 2026 |",
            "New deadline | Not delivered; due 30 June 2026 | "
            "Re-scheduled with approval; due 31 March 2027. The lease fell through. "
            "Agreed by The Executive on 3 September 2026",
        ),
        (
            "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
            "| 1.1 | Open hubs | 31 March 2027 | Withdrawn | | | No money. | The Board | |",
            "Withdrawn | On course; due 31 March 2027 | Withdrawn: No money. Agreed by The Board",
        ),
        (
            "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
            "| 1.1 | Open hubs | 31 March 2027 | Suspended | | | | | |",
            "Suspended | On course; due 31 March 2027 | "
            "Suspended with approval; no reason recorded",
        ),
        (
            "| 1.1 | Open hubs | 31 March 2027 | Suspended | | | Two posts. | | |",
            "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
            "Taken up again | Suspended with approval: Two posts. | On course; due 31 March 2027",
        ),
        (
            "| 1.1 | Open hubs | 31 March 2027 | At risk | | | | | |",
            "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
            "On course again | At risk; due 31 March 2027 | On course; due 31 March 2027",
        ),
        (
            "| 1.1 | Open hubs | 31 March 2027 | Delivered | 3 June 2026 | | | | |",
            "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
            "No longer delivered | Delivered on 3 June 2026 | On course; due 31 March 2027",
        ),
        (
            "| 1.1 | Open a hub | 31 March 2027 | On course | | | | | |",
            "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
            "New wording | Open a hub | Open hubs",
        ),
        (
            "| 1.1 | Open hubs | Ongoing | On course | | | | | |",
            "| 1.1 | Open hubs | Ongoing | Delivered | | | | | |",
            "Delivered | On course; ongoing | Delivered, on no recorded day",
        ),
        (
            "| 9 | Walk | Ongoing | On course | | | | | |",
            "| 9 | Walk | Ongoing | On course | | | | | |\n"
            "| 1.1 | Open hubs | | | | | | | |",
            "New action | Not in the plan | No update received; no deadline",
        ),
    ],
)  # fmt: skip
def test_each_sort_of_change_has_its_line(then: str, now: str, line: str) -> None:
    assert changed(plan(then), plan(now)) == [f"1.1 Open hubs | {line}"]


def test_what_has_not_changed_has_no_line() -> None:
    rows = plan("| 1.1 | Open hubs | 30 June 2026 | At risk | | | | | |")
    assert changed(rows, rows.replace("Open hubs", "Open  hubs")) == []


def test_what_is_no_longer_in_the_plan_is_said_and_what_had_ended_is_no_news() -> None:
    then = plan(
        "| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |",
        "| 1.2 | Walk | 31 May 2026 | Delivered | 3 May 2026 | | | | |",
        "| 1.3 | Swim | 31 May 2027 | Withdrawn | | | Pool shut. | | |",
        "| 1.4 | Run | 31 March 2027 | On course | | | | | |",
    )
    now = plan("| 1.4 | Run | 31 March 2027 | On course | | | | | |")
    assert changed(then, now) == [
        "1.1 Open hubs | No longer in the plan | On course; due 31 March 2027 "
        "| No longer in the plan"
    ]


def test_what_a_paper_told_of_as_delivered_since_has_not_dropped_out_of_the_plan() -> None:
    then = plan("| 1.1 | Open hubs | 31 May 2026 | At risk | | | | | |")
    told = plan("| 1.1 | Open hubs | 31 May 2026 | Delivered | 4 July 2026 | | | | |")
    autumn = seen(board(MEETINGS + told), "Board September 2026", date(2026, 8, 31))
    between = [published(autumn, day=date(2026, 9, 9))]
    at = since(then, "", between)
    assert lines(paper_at(at).since) == [
        "1.1 Open hubs | Delivered | Not delivered; due 31 May 2026 "
        "| Delivered on 4 July 2026, 34 days late"
    ]


def test_one_that_was_late_and_has_a_new_deadline_is_said_in_words_too() -> None:
    then = plan("| 1.1 | Open hubs | 30 June 2026 | At risk | | | | | |")
    now = plan(
        "| 1.1 | Open hubs | 30 June 2026 | Re-scheduled | | 31 March 2027 | Lease. | Exec | |"
    )
    assert said(since(then, now))[1] == (
        "The one action has a new deadline. One action that was reported as not delivered last "
        "time has another deadline now: action 1.1 (31 March 2027, agreed)."
    )
    over = plan(
        "| 1.1 | Open hubs | 30 June 2026 | At risk | | 1 July 2026 | Lease. | Exec | 9 June 2026 |"
    )
    assert "action 1.1 (1 July 2026, agreed, which has also passed)" in said(since(then, over))[1]
    typed = plan("| 1.1 | Open hubs | 31 May 2027 | On course | | | | | |")
    assert "1.1 (31 May 2027, without a recorded agreement)" in said(since(then, typed))[1]


def test_counts_come_with_their_base_and_those_without_a_change() -> None:
    then = plan(
        "| 1.1 | Open hubs | 30 September 2026 | On course | | | | | |",
        "| 1.2 | Walk | 30 June 2026 | At risk | | | | | |",
        "| 1.3 | Swim | 30 June 2026 | At risk | | | | | |",
        "| 1.4 | Run | Ongoing | On course | | | | | |",
    )
    now = plan(
        "| 1.1 | Open hubs | 30 September 2026 | On course | | | | | |",
        "| 1.2 | Walk | 30 June 2026 | Delivered | 1 July 2026 | | | | |",
        "| 1.3 | Swim | 30 June 2026 | Delivered | 4 July 2026 | | | | |",
        "| 1.4 | Run | Ongoing | On course | | | | | |",
        "| 1.5 | Row | 30 September 2026 | On course | | | | | |",
    )
    assert said(since(then, now))[0].endswith(
        "What has changed in several ways is counted in each."
    )
    assert said(since(then, now))[1] == (
        "Of the 5 actions in either report, 2 are newly late (actions 1.1 and 1.5), 2 have been "
        "delivered, 1 is new and 1 has not changed. Two were delivered after "
        "their deadlines: actions 1.2 (1 day late) and 1.3 (4 days late)."
    )
    nothing = said(since(then, then.replace("30 September 2026", "30 September 2027")))[1]
    assert nothing.startswith("Of the 4 actions in either report, 1 has a new deadline and")
    still = plan("| 1.4 | Run | Ongoing | On course | | | | | |")
    assert said(since(still, still))[1] == "Nothing has changed in the one action."


def test_more_than_three_are_named_in_the_table_alone() -> None:
    rows = [f"| 1.{n} | Open {n} | 31 March 2027 | On course | | | | | |" for n in range(8)]
    words = said(since(plan(rows[0]), plan(*rows)))[1]
    assert words == "Of the 8 actions in either report, 7 are new and 1 has not changed."


def test_with_changes_of_every_sort_the_words_are_less_than_half_a_page() -> None:
    def row(n: int, state: str, due: str = "31 March 2027", done: str = "") -> str:
        return f"| 10.{n} | Open {n} | {due} | {state} | {done} | | | | |"

    then = [
        *(row(n, "On course") for n in range(60)),
        *(row(n, "Suspended") for n in range(60, 70)),
    ]
    now = [
        *(row(n, "On course", "30 September 2026") for n in range(10)),
        *(row(n, "Delivered", "31 July 2026", "12 October 2026") for n in range(10, 20)),
        *(row(n, "At risk") for n in range(20, 30)),
        *(row(n, "Withdrawn") for n in range(30, 40)),
        *(row(n, "Suspended", "1 May 2027") for n in range(40, 50)),
        *(row(n, "On course").replace("Open", "Close") for n in range(50, 55)),
        *(row(n, "On course") for n in range(60, 90)),
    ]
    at = since(plan(*then), plan(*now))
    assert sum(len(one.split()) for one in said(at)) < HALF_A_PAGE


# --- Which action is which --------------------------------------------------------------------

CARRIED = """
## actions
| reference | wording | deadline | state | carried over from |
| --- | --- | --- | --- | --- |
"""
OF_YEAR = """
## plans
| reference | title | year |
| --- | --- | --- |
| A | Adults | 2025/26 |
"""
NEXT_YEAR = OF_YEAR.replace("2025/26", "2026/27")


def refreshed(then: str, now: str) -> list[str]:
    """Return the lines where the plan is of another year than July's was."""
    meetings = "## meetings\n| reference | date |\n| --- | --- |\n| M | 12 March 2026 |\n"
    before = board(f"{meetings}{OF_YEAR}{CARRIED}{then}\n")
    at = since("", NEXT_YEAR + CARRIED + now)
    march = seen(before, "M", date(2026, 2, 27))
    return lines(paper_at(looking_back(at, march)).since)


@each("came_from", ["1.1", "2025/26, 1.1", "action 1.1 of 2025/26"])
def test_across_a_refreshed_plan_an_action_is_the_one_that_it_was_carried_over_from(
    came_from: str,
) -> None:
    assert refreshed(
        "| 1.1 | Open hubs | 31 March 2026 | On course | |",
        f"| 4.2 | Open more hubs | 31 March 2026 | At risk | {came_from} |",
    ) == [
        "4.2 Open more hubs | Newly late | On course; due 31 March 2026 "
        "| Not delivered; due 31 March 2026",
        "4.2 Open more hubs | New wording | Open hubs | Open more hubs",
        "4.2 Open more hubs | New reference | 1.1 | 4.2",
    ]


def test_a_plan_s_name_is_no_reference_of_an_action_that_kept_its_own() -> None:
    rows = "| 1 | Open hubs | 31 March 2027 | On course | |\n| 2 | Walk | Ongoing | On course | |"
    now = rows.replace("On course | |", "On course | Part 1, 2025/26 |")
    assert refreshed(rows, now) == []


def test_an_action_carried_over_under_its_own_reference_is_the_same_one() -> None:
    assert refreshed(
        "| 1.1 | Open hubs | 31 March 2027 | On course | |",
        "| 1.1 | Open more hubs | 31 March 2027 | On course | 2025/26 |",
    ) == ["1.1 Open more hubs | New wording | Open hubs | Open more hubs"]


def test_a_reference_used_anew_in_a_refreshed_plan_is_a_new_action() -> None:
    assert refreshed(
        "| 1.1 | Open hubs | 31 March 2027 | On course | |",
        "| 1.1 | Plant trees | 31 March 2027 | On course | |",
    ) == [
        "1.1 Plant trees | New action | Not in the plan | On course; due 31 March 2027",
        "1.1 Open hubs | No longer in the plan | On course; due 31 March 2027 "
        "| No longer in the plan",
    ]


def test_a_reference_of_an_action_that_had_ended_is_that_of_a_new_one() -> None:
    then = plan("| 1.1 | Open hubs | 31 May 2026 | Delivered | 3 May 2026 | | | | |")
    now = plan("| 1.1 | Plant trees | 31 March 2027 | On course | | | | | |")
    assert changed(then, now) == [
        "1.1 Plant trees | New action | Not in the plan | On course; due 31 March 2027"
    ]


def test_what_is_done_every_year_is_new_in_the_next_plan() -> None:
    assert refreshed(
        "| 1.1 | Hold the fair | 1 February 2026 | Delivered | |",
        "| 1.1 | Hold the fair | 1 May 2027 | On course | |",
    ) == ["1.1 Hold the fair | New action | Not in the plan | On course; due 1 May 2027"]


def test_an_open_action_that_was_numbered_anew_keeps_its_history_by_its_wording() -> None:
    then = plan("| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |")
    assert changed(then, then.replace("1.1", "2.7")) == [
        "2.7 Open hubs | New reference | 1.1 | 2.7"
    ]


# --- Ratings of rounds --------------------------------------------------------------------------


@each(
    ("rating", "line"),
    [
        ("Red", "Rating worse | Amber | Red"),
        ("Green", "Rating better | Amber | Green"),
        ("Blue", "Rating changed | Amber | Blue"),
        ("", "No rating now | Amber | No rating"),
    ],
)
def test_a_rating_that_moved_in_a_round_is_said(rating: str, line: str) -> None:
    rows = """
    ## priorities
    | reference |
    | --- |
    | P1 |
    ## outcomes
    | reference | parent |
    | --- | --- |
    | O1 | P1 |
    ## actions
    | reference | wording | parent | state |
    | --- | --- | --- | --- |
    | 1.1 | Open hubs | O1 | On course |
    """
    log = """
    ## returns
    | meeting | action | rating |
    | --- | --- | --- |
    | Board July 2026 | 1.1 | Amber |
    """
    later = f"{log.rstrip()}\n    | Board November 2026 | 1.1 | {rating} |\n"
    then = seen(logged(MEETINGS + rows, log), JULY)
    now = seen(logged(MEETINGS + rows, later), NOVEMBER)
    assert lines(paper_at(looking_back(now, then)).since) == [f"1.1 Open hubs | {line}"]


# --- The day of the data ----------------------------------------------------------------------


def test_what_came_after_the_day_of_the_data_of_either_side_is_left_out() -> None:
    then = plan("| 1.1 | Open hubs | 31 August 2026 | Delivered | 10 July 2026 | | | | |")
    now = plan("| 1.1 | Open hubs | 31 August 2026 | Delivered | 10 July 2026 | | | | |")
    assert changed(then, now) == [
        "1.1 Open hubs | Delivered | Due 31 August 2026 | Delivered on 10 July 2026"
    ]
    open_still = plan("| 1.1 | Open hubs | 31 March 2027 | On course | | | | | |")
    later = plan(
        "| 1.1 | Open hubs | 31 March 2027 | On course | | 30 June 2027 | Lease. | Exec "
        "| 3 November 2026 |"
    )
    assert changed(open_still, later) == []


# --- Every action once, recounted by another way -----------------------------------------------

DAYS = st.sampled_from(["30 June 2026", "31 August 2026", "31 March 2027", ""])
STATES = st.sampled_from(["On course", "At risk", "Suspended", "Withdrawn", ""])
DONE = st.sampled_from(["", "", "3 June 2026", "12 October 2026", "5 November 2026"])
Side = dict[str, tuple[str, str, str, str]]
SIDES = st.dictionaries(
    st.sampled_from(["1.1", "1.2", "1.3", "1.4"]),
    st.tuples(st.sampled_from(["Open", "Walk"]), DAYS, STATES, DONE),
    max_size=4,
)


def compared(then: Side, now: Side) -> tuple[ComparedAction, ...]:
    """Return the comparison of two plans, each an action's wording, deadline, state and day."""

    def table(side: Side) -> str:
        rows = (
            f"| {name} | {wording} {name} | {due} | {'Delivered' if done else state} | {done} "
            "| | | | |"
            for name, (wording, due, state, done) in side.items()
        )
        return plan(*rows) if side else ""

    at = since(table(then), table(now))
    assert at.back.last is not None
    assert at.back.last.seen is not None
    return compared_actions(at.back.last.seen, at)


@settings(max_examples=40, deadline=None)
@given(SIDES, SIDES)
def test_every_action_of_both_sides_is_once_in_the_comparison(then: Side, now: Side) -> None:
    rows = compared(then, now)
    assert sorted(row.then.reference for row in rows if row.then) == sorted(then)
    assert sorted(row.now.reference for row in rows if row.now) == sorted(now)
    for row in rows:
        kinds = [change.what for change in row.changes]
        assert kinds == sorted(set(kinds), key=list(ActionChange).index)


RECOUNT = """
with side as (
    select at, name, done <> '' and done <= known as delivered,
        due <> '' and due <= known and not (done <> '' and done <= known)
        and (done <> '' or state not in ('Suspended', 'Withdrawn')) as late
    from action join day using (at)
)
select now.name, now.late and not coalesce(was.late, 0) as newly_late,
    now.delivered and not coalesce(was.delivered, 0) as newly_delivered, was.name is null as is_new
from side now left join side was on was.at = 'then' and was.name = now.name where now.at = 'now'
"""
ISO = {
    "30 June 2026": "2026-06-30", "31 August 2026": "2026-08-31", "31 March 2027": "2027-03-31",
    "3 June 2026": "2026-06-03", "12 October 2026": "2026-10-12", "5 November 2026": "2026-11-05",
    "": "",
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(SIDES, SIDES)
def test_what_is_late_delivered_and_new_is_recounted_in_sql(then: Side, now: Side) -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("create table day (at, known)")
        base.execute("insert into day values ('then', '2026-06-30'), ('now', '2026-10-31')")
        base.execute("create table action (at, name, due, state, done)")
        for at, side in (("then", then), ("now", now)):
            for name, (_, due, state, done) in side.items():
                row = (at, name, ISO[due], state, ISO[done])
                base.execute("insert into action values (?, ?, ?, ?, ?)", row)
        recounted = {name: tuple(map(bool, rest)) for name, *rest in base.execute(RECOUNT)}
    whats = (ActionChange.LATE, ActionChange.DELIVERED, ActionChange.NEW)
    # Under one wording, so that no reference is used anew.
    alike = [{name: ("Open", *rest) for name, (_, *rest) in side.items()} for side in (then, now)]
    found = {row.now.reference: row for row in compared(*alike) if row.now}  # type: ignore[arg-type]
    assert {name: tuple(map(row.has, whats)) for name, row in found.items()} == recounted
