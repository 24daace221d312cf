"""Rounds of exception reporting: what the log says came back, and how it has moved."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.data import BoardData
from paperkit.board.history import Entry, History
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.board.plan_rows import Action, Meeting, Outcome, Priority
from paperkit.board.settings import RowOrder
from paperkit.frozen import replace
from paperkit.record.at_meeting import Answered, RoundAt, in_order, last_answers, round_at
from tests.logs import history, logged
from tests.tables import board

WAYS = Ways()

PLAN = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |
| November | 12 November 2026 |
| March | 11 March 2027 |

## priorities
| reference | name | sponsor |
| --- | --- | --- |
| P1 | Best start | Ann Field |
| P2 | Good work | Bo Lane |

## outcomes
| reference | name | parent |
| --- | --- | --- |
| O1 | Ready for school | P1 |
| O1.1 | Healthy teeth | O1 |
| O2 | Fair work | P2 |

## actions
| reference | parent | state | lead |
| --- | --- | --- | --- |
| 1.1 | O1 | On course | Cy Marsh |
| 1.2 | O1.1 | On course | Cy Marsh |
| 1.3 | P1 | Delivered | Di Ford |
| 1.4 | P1 | On course | Di Ford |
| 2.1 | O2 | On course | Di Ford |
"""
FIRST = """
## rounds
| priority | meeting | issued on | due |
| --- | --- | --- | --- |
| P1 | July | 1 May 2026 | 12 June 2026 |

## returns
| meeting | action | rating | reasons | control |
| --- | --- | --- | --- | --- |
| July | 1.1 | Red | No premises | New lease |
| July | 1.2 | Green | | |
| July | 1.4 | Amber | Two vacancies | Agency staff |
"""
SECOND = (
    FIRST
    + """
## rounds
| priority | meeting | issued on | due |
| --- | --- | --- | --- |
| P1 | November | 1 September 2026 | 9 October 2026 |

## returns
| meeting | action | rating | reasons | control |
| --- | --- | --- | --- | --- |
| November | 1.1 | Amber | Lease agreed | Move in January |
| November | 1.2 | Red | Clinic closed | Second clinic |
"""
)


def at(data: BoardData, meeting: str, priority: str = "P1", ways: Ways = WAYS) -> RoundAt:
    return round_at(data, ways, priority, data.meeting[meeting])


def line(row: Answered) -> str:
    last = row.last_rating or "none"
    return f"{row.action.reference} {row.rating or 'none'}, last {last}: {row.movement}"


def lines(rows: tuple[Answered, ...]) -> list[str]:
    return [line(row) for row in rows]


def priority_of(data: BoardData) -> dict[str, str]:
    tree = data.tree
    found = {action.reference: tree.priority(action.parent) for action in data.actions}
    return {action: priority for action, priority in found.items() if priority}


def actions_of(data: BoardData, priority: str) -> tuple[Action, ...]:
    return data.tree.actions(priority)


def test_an_action_belongs_to_a_priority_through_nested_outcomes() -> None:
    assert priority_of(board(PLAN)) == {
        "1.1": "P1",
        "1.2": "P1",
        "1.3": "P1",
        "1.4": "P1",
        "2.1": "P2",
    }


def test_outcomes_that_lead_back_to_themselves_belong_to_no_priority() -> None:
    data = board("""
    ## outcomes
    | reference | parent |
    | --- | --- |
    | O1 | O2 |
    | O2 | O3 |
    | O3 | O2 |

    ## actions
    | reference | parent |
    | --- | --- |
    | 1 | O1 |
    | 2 | O2 |
    | 3 | |
    """)
    assert priority_of(data) == {}


def test_parts_of_each_other_do_not_hang() -> None:
    data = board("""
    ## priorities
    | reference | part of |
    | --- | --- |
    | P1 | P2 |
    | P2 | P1 |

    ## actions
    | reference | parent |
    | --- | --- |
    | 1 | P1 |
    """)
    assert [action.reference for action in actions_of(data, "P2")] == ["1"]
    assert priority_of(data) == {"1": "P1"}


def test_a_priority_has_the_actions_of_its_parts_in_the_order_of_the_file() -> None:
    data = board("""
    ## priorities
    | reference | part of |
    | --- | --- |
    | Early years | Children |
    | Children | |

    ## actions
    | reference | parent |
    | --- | --- |
    | 2 | Children |
    | 1 | Early years |
    """)
    assert [action.reference for action in actions_of(data, "children ")] == ["2", "1"]
    assert [action.reference for action in actions_of(data, "Early Years")] == ["1"]
    assert actions_of(data, "Adults") == ()


def test_the_first_round_shows_ratings_and_no_movement() -> None:
    found = at(logged(PLAN, FIRST), "July")
    assert lines(found.rows) == [
        "1.1 Red, last none: First report",
        "1.2 Green, last none: First report",
        "1.4 Amber, last none: First report",
    ]
    assert found.before is None
    assert found.missing == ()


def test_the_second_round_shows_the_previous_rating_and_the_movement() -> None:
    found = at(logged(PLAN, SECOND), "November")
    assert lines(found.rows) == [
        "1.1 Amber, last Red: Better",
        "1.2 Red, last Green: Worse",
        "1.4 none, last Amber: No return",
    ]
    assert found.before
    assert found.before.reference == "July"
    assert found.issued
    assert found.issued.due == date(2026, 10, 9)
    assert [row.action.reference for row in found.answered] == ["1.1", "1.2"]
    assert [row.action.reference for row in found.missing] == ["1.4"]


def test_an_earlier_round_is_told_as_it_was() -> None:
    data = logged(PLAN, SECOND)
    assert lines(at(data, "July").rows) == lines(at(logged(PLAN, FIRST), "July").rows)


def test_a_closed_action_is_listed_only_unless_it_was_answered() -> None:
    assert [a.reference for a in at(logged(PLAN, FIRST), "July").closed] == ["1.3"]
    answered = FIRST + "| July | 1.3 | Green | | |\n"
    found = at(logged(PLAN, answered), "July")
    assert found.closed == ()
    assert "1.3 Green, last none: First report" in lines(found.rows)


def test_a_round_that_was_not_issued_counts_where_returns_were_gathered() -> None:
    rows = """
    ## returns
    | meeting | action | rating |
    | --- | --- | --- |
    | July | 2.1 | Green |
    """
    more = rows.replace("July", "November")
    found = at(logged(PLAN, rows + more), "November", "P2")
    assert found.issued is None
    assert found.before
    assert found.before.reference == "July"
    assert lines(found.rows) == ["2.1 Green, last Green: Unchanged"]


def test_a_round_of_another_priority_is_not_the_last_round() -> None:
    rows = """
    ## returns
    | meeting | action | rating |
    | --- | --- | --- |
    | July | 1.1 | Green |
    | November | 2.1 | Green |
    | March | 1.1 | Amber |
    """
    found = at(logged(PLAN, rows), "March")
    assert found.before
    assert found.before.reference == "July"
    assert lines(found.rows)[0] == "1.1 Amber, last Green: Worse"


def test_no_return_last_time_is_not_called_a_first_report() -> None:
    rows = """
    ## returns
    | meeting | action | rating |
    | --- | --- | --- |
    | July | 1.1 | Green |
    | November | 1.2 | Green |
    | March | 1.1 | Amber |
    """
    found = at(logged(PLAN, rows), "March")
    assert lines(found.rows)[0] == "1.1 Amber, last none: No return last time"


def test_an_action_that_the_last_round_did_not_ask_about_is_said_so() -> None:
    log = """
    ## returns
    | meeting | action | rating |
    | --- | --- | --- |
    | July | 1.1 | Green |

    ## rounds
    | priority | meeting | actions |
    | --- | --- | --- |
    | P1 | November | 1.2; 1.4 |

    ## returns
    | meeting | action | rating |
    | --- | --- | --- |
    | March | 1.1 | Amber |
    """
    found = at(logged(PLAN, log), "March")
    assert lines(found.rows)[0] == "1.1 Amber, last none: Not asked last time"


def test_a_round_of_the_whole_is_a_round_of_each_part() -> None:
    plan = """
    ## meetings
    | reference | date |
    | --- | --- |
    | July | 16 July 2026 |

    ## priorities
    | reference | part of |
    | --- | --- |
    | Children | |
    | Early years | Children |

    ## actions
    | reference | parent |
    | --- | --- |
    | 1 | Early years |
    """
    log = """
    ## rounds
    | priority | meeting | due |
    | --- | --- | --- |
    | Children | July | 12 June 2026 |
    """
    data = logged(plan, log)
    assert at(data, "July", "Early years").issued == at(data, "July", "Children").issued is not None


def test_references_are_matched_without_regard_to_case_and_space() -> None:
    log = """
    ## rounds
    | priority | meeting | due |
    | --- | --- | --- |
    | p1 | JULY | 12 June 2026 |

    ## returns
    | meeting | action | rating |
    | --- | --- | --- |
    | july | 1.1 | GREEN |
    """
    found = at(logged(PLAN, log), "July", "p1")
    assert found.issued is not None
    assert found.priority.reference == "P1"
    assert lines(found.rows)[0] == "1.1 Green, last none: First report"


def test_a_corrected_return_is_the_one_that_counts() -> None:
    log = history(FIRST + "| July | 1.1 | Green | | |\n")
    corrected = replace(log.entries[-1], replaces=2)
    data = replace(board(PLAN), history=History((*log.entries[:-1], corrected)))
    row = at(data, "July").rows[0]
    assert row.rating == "Green"
    assert row.now
    assert row.now.place.row.entry == 5


def test_of_two_standing_returns_the_newer_counts() -> None:
    data = logged(PLAN, FIRST + "| July | 1.1 | Green | | |\n")
    assert at(data, "July").rows[0].rating == "Green"


def test_the_sponsors_rating_stands_and_the_leads_is_kept() -> None:
    log = (
        SECOND
        + """
    ## views
    | meeting | action | sponsor | view | rating | because |
    | --- | --- | --- | --- | --- | --- |
    | July | 1.2 | Ann Field | Challenged | amber | One clinic only |
    | November | 1.1 | Ann Field | Challenged | Red | No date yet |
    """
    )
    rows = at(logged(PLAN, log), "November").rows
    assert lines(rows[:2]) == [
        "1.1 Red, last Red: Unchanged",
        "1.2 Red, last Amber: Worse",
    ]
    assert (rows[0].lead_rating, rows[0].is_moderated) == ("Amber", True)
    assert rows[0].view
    assert rows[0].view.because == "No date yet"
    assert not rows[1].is_moderated


def test_what_was_decided_of_a_request_stands_with_its_return() -> None:
    log = """
    ## returns
    | meeting | action | rating | request |
    | --- | --- | --- | --- |
    | July | 1.1 | Green | A letter to schools |
    | July | 1.2 | Green | None. |
    | July | 1.4 | Green | No |

    ## requests
    | meeting | action | route | outcome |
    | --- | --- | --- | --- |
    | July | 1.1 | Listed | |
    | July | 1.1 | Recommendation | Agreed |
    """
    rows = at(logged(PLAN, log), "July").rows
    assert [row.asks for row in rows] == ["A letter to schools", "", ""]
    assert rows[0].request
    assert rows[0].request.outcome == "Agreed"
    assert rows[1].request is None


def test_the_risk_is_the_newest_that_was_known_by_the_meeting() -> None:
    risks = """
    ## risks
    | action | meeting | forum |
    | --- | --- | --- |
    | 1.1 | July | Estates group |
    | 1.1 | November | Capital board |
    | 1.2 | | Dental network |
    """
    data = logged(PLAN, FIRST + risks)
    july = [row.risk.forum if row.risk else "" for row in at(data, "July").rows]
    march = [row.risk.forum if row.risk else "" for row in at(data, "March").rows]
    assert july == ["Estates group", "Dental network", ""]
    assert march == ["Capital board", "Dental network", ""]


def test_rows_are_in_the_order_of_the_seed_or_of_the_plan() -> None:
    plan = """
    ## meetings
    | reference | date |
    | --- | --- |
    | July | 16 July 2026 |

    ## priorities
    | reference |
    | --- |
    | P1 |

    ## actions
    | reference | parent |
    | --- | --- |
    | 1 | P1 |
    | 2 | P1 |
    | 3 | P1 |
    | 4 | P1 |
    | 5 | P1 |
    | 6 | P1 |
    | 7 | P1 |
    """
    log = """
    ## returns
    | meeting | action | rating | exceptional |
    | --- | --- | --- | --- |
    | July | 1 | Green | No |
    | July | 2 | Green | Completed early |
    | July | 3 | Amber | |
    | July | 4 | Red | |
    | July | 5 | Amber | Exceptional |
    | July | 7 | Red | |
    """
    found = at(logged(plan, log), "July")
    by_rating = [row.action.reference for row in in_order(found, RowOrder.RATING)]
    assert by_rating == ["4", "7", "6", "3", "5", "2", "1"]
    assert [r.action.reference for r in in_order(found, RowOrder.PLAN)] == list("1234567")


def test_a_meeting_that_left_the_sheet_keeps_its_turn_and_its_name() -> None:
    log = SECOND.replace("July", "Spring")
    found = at(logged(PLAN, log), "November")
    assert found.before == Meeting(reference="Spring")
    assert lines(found.rows)[0] == "1.1 Amber, last Red: Better"


def test_nothing_known_gives_a_round_in_which_all_is_missing() -> None:
    found = at(board(PLAN), "July")
    assert [row.action.reference for row in found.missing] == ["1.1", "1.2", "1.4"]
    assert round_at(board(PLAN), WAYS, "P9", Meeting(reference="Never")) == RoundAt(
        priority=Priority(reference="P9"), meeting=Meeting(reference="Never")
    )


def test_the_last_answers_are_those_up_to_the_meeting() -> None:
    data = logged(PLAN, SECOND)
    july, march = data.meeting["July"], data.meeting["March"]
    assert [line(row) for row in last_answers(data, WAYS, july).values()] == [
        "1.1 Red, last none: First report",
        "1.2 Green, last none: First report",
        "1.4 Amber, last none: First report",
    ]
    assert [line(row) for row in last_answers(data, WAYS, march).values()] == [
        "1.1 Amber, last Red: Better",
        "1.2 Red, last Green: Worse",
        "1.4 none, last Amber: No return",
    ]


NAMED = """
## rounds
| priority | meeting | actions |
| --- | --- | --- |
| P1 | July | 1.1; 1.2; 1.3 |

## returns
| meeting | action | rating |
| --- | --- | --- |
| July | 1.1 | Red |
| July | 1.3 | Green |
| July | 1.4 | Amber |
"""


def test_an_answer_counts_though_nobody_asked_or_the_action_is_closed() -> None:
    data = logged(PLAN, NAMED)
    assert [line(row) for row in last_answers(data, WAYS, data.meeting["July"]).values()] == [
        "1.1 Red, last none: First report",
        "1.2 none, last none: No return",
        "1.3 Green, last none: First report",
        "1.4 Amber, last none: First report",
    ]
    november = (
        "## returns\n| meeting | action | rating |\n| - | - | - |\n| November | 1.4 | Green |"
    )
    later = logged(PLAN, NAMED + november)
    assert "1.4 Green, last Amber: Better" in lines(at(later, "November").rows)


def test_an_action_that_no_round_asked_about_has_no_last_answer() -> None:
    log = NAMED.replace("| July | 1.4 | Amber |\n", "")
    data = logged(PLAN, log)
    assert "1.4" not in last_answers(data, WAYS, data.meeting["November"])


def test_a_row_knows_its_meeting_and_where_both_of_its_returns_stand() -> None:
    rows = {row.action.reference: row for row in at(logged(PLAN, SECOND), "November").rows}
    assert {str(row.meeting.reference) for row in rows.values()} == {"November"}
    first, missing = rows["1.1"], rows["1.4"]
    assert first.now
    assert first.before
    assert (first.now.place.row.entry, first.before.place.row.entry) == (6, 2)
    assert (missing.now, missing.lead_rating) == (None, "")


def test_there_are_no_last_answers_without_a_log() -> None:
    data = board(PLAN)
    assert last_answers(data, WAYS, data.meeting["March"]) == {}


@given(st.lists(st.integers(0, 8), min_size=1, max_size=9))
def test_outcomes_never_hang_whatever_their_parents(parents: list[int]) -> None:
    outcomes = tuple(
        Outcome(reference=f"O{n}", parent="P" if parent == n else f"O{parent}")
        for n, parent in enumerate(parents)
    )
    actions = tuple(Action(reference=str(n), parent=f"O{n}") for n in range(9))
    data = BoardData(priorities=(Priority(reference="P"),), outcomes=outcomes, actions=actions)

    def climbs(n: int) -> bool:
        passed: set[int] = set()
        while n < len(parents) and n not in passed:
            if parents[n] == n:
                return True
            passed.add(n)
            n = parents[n]
        return False

    assert set(priority_of(data)) == {str(n) for n in range(9) if climbs(n)}


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["Red", "Amber", "Green", "Blue"]))))
def test_every_return_of_a_round_is_in_it_once(given_rows: list[tuple[int, str]]) -> None:
    rows = [Return(meeting="July", action=f"1.{n}", rating=word) for n, word in given_rows]
    day = date(2026, 6, 1)
    entries = [
        Entry(number=n, table=RETURNS, row=row, recorded_on=day) for n, row in enumerate(rows, 1)
    ]
    plan = board(PLAN)
    data = replace(plan, history=History(tuple(entries)))
    newest = {row.action: row.rating for row in rows if row.action != "1.0"}
    found = {row.action.reference: row.rating for row in at(data, "July").answered}
    assert found == newest
