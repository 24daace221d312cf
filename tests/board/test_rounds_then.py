"""A round that was held is what the log says it asked about, with the plan of then."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.history import ROUNDS, Asked, Round
from paperkit.board.pack_settings import Ways
from paperkit.board.plan_rows import Action
from paperkit.board.settings import Settings
from paperkit.findings import Finding
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.packs.plan import Planned
from paperkit.record.asked import versions
from paperkit.record.at_meeting import RoundAt, round_at
from paperkit.rounds.asked import gathered_entries, issued_entries
from paperkit.rounds.forms import Asking
from paperkit.rounds.returns import Intake
from paperkit.rounds.round_forms import exception_forms
from paperkit.rounds.shown import round_shown
from paperkit.standpoint.board_at import BoardAt
from tests.logs import LOG, logged
from tests.tables import told

WAYS = Ways()
PLAN = """
## meetings
| reference | date |
| --- | --- |
| January | 14 January 2027 |
| June | 17 June 2027 |

## people
| name | post |
| --- | --- |
| Cy Marsh | Head of Transport |
| Ann Field | Leader |
| Bo Lane | Cabinet Member |

## priorities
| reference | name | sponsor |
| --- | --- | --- |
| P1 | Best start | Ann Field |
| P2 | Good work | Bo Lane |

## outcomes
| reference | name | parent |
| --- | --- | --- |
| O1 | Ready for school | P1 |

## actions
| reference | wording | parent | lead | state |
| --- | --- | --- | --- | --- |
| 1.1 | Open hubs | O1 | Cy Marsh | On course |
| 1.2 | Train staff | O1 | Di Ford | On course |
| 1.3 | Brush teeth | O1 | Cy Marsh | On course |

## papers
| reference | kind | meeting | priority |
| --- | --- | --- | --- |
| In January | exception_appendix | January | P1 |
| In June | exception_appendix | June | P1 |
"""
CHANGED = (
    PLAN.replace("Open hubs", "Open seven hubs")
    .replace("| 1.2 | Train staff | O1 | Di Ford | On course |\n", "")
    .replace("| O1 | Cy Marsh | On course |", "| O1 | Jo Lee | Withdrawn |")
    .replace("Ready for school", "School ready")
    .replace("| Best start | Ann Field |", "| A good start | Bo Lane |")
    .replace("Leader", "Former leader")
    .replace("\n\n## papers", "\n| 1.9 | New in spring | O1 | Jo Lee | On course |\n\n## papers")
)
ASKED = """
## rounds
| priority | meeting | issued on | actions | leads | name | sponsor | posts |
| --- | --- | --- | --- | --- | --- | --- | --- |
| P1 | January | 4 December 2026 | 1.1; 1.2; 1.3 | Cy Marsh; Di Ford | Best start | Ann Field | Head of Transport: Cy Marsh<br>Leader: Ann Field |

## asked
| meeting | round_of | reference | wording | parent | called | under | lead |
| --- | --- | --- | --- | --- | --- | --- | --- |
| January | P1 | 1.1 | Open hubs | O1 | Ready for school | P1 | Cy Marsh |
| January | P1 | 1.2 | Train staff | O1 | Ready for school | P1 | Di Ford |
| January | P1 | 1.3 | Brush teeth | O1 | Ready for school | P1 | Cy Marsh |
"""  # noqa: E501
JANUARY = (
    ASKED
    + """
## returns
| meeting | action | lead | rating |
| --- | --- | --- | --- |
| January | 1.1 | Cy Marsh | Green |
"""
)
JUNE = (
    JANUARY
    + """
## rounds
| priority | meeting | actions |
| --- | --- | --- |
| P1 | June | 1.1; 1.2; 1.3; 1.9 |

## returns
| meeting | action | rating |
| --- | --- | --- |
| June | 1.1 | Green |
| June | 1.2 | Green |
| June | 1.9 | Green |
"""
)


def appendix(data: BoardData, meeting: str = "January") -> BoardAt:
    paper = next(one for one in data.papers if one.meeting == meeting)
    there = data.meeting[meeting]
    return BoardAt(data, WAYS, there, paper, planned=Planned("", paper, priority="P1"))


def held(data: BoardData, meeting: str = "January") -> RoundAt:
    return round_at(data, WAYS, "P1", data.meeting[meeting])


def moves(found: RoundAt) -> list[str]:
    return [f"{row.action.reference}: {row.movement}" for row in found.rows]


def found(data: BoardData, number: str, meeting: str = "January") -> list[Finding]:
    return [one for one in check(appendix(data, meeting)) if one.code == number]


def test_an_action_that_was_added_since_is_not_missing_from_the_round() -> None:
    one = held(logged(CHANGED, JANUARY))
    assert [row.action.reference for row in one.rows] == ["1.1", "1.2", "1.3"]
    assert [row.action.reference for row in one.missing] == ["1.2", "1.3"]


def test_the_round_has_the_wording_lead_outcome_and_sponsor_of_then() -> None:
    then, now = (appendix(logged(plan, JANUARY)) for plan in (PLAN, CHANGED))
    assert round_shown(now, ()) == round_shown(then, ())
    shown = round_shown(now, ())
    assert [f"{row.reference} {row.wording}, {row.lead}" for row in shown.rows] == [
        "1.2 Train staff, Di Ford",
        "1.3 Brush teeth, Cy Marsh",
        "1.1 Open hubs, Cy Marsh",
    ]
    assert str(shown.priority) == "P1 Best start"
    assert [str(link.who) for link in shown.chain[:2]] == [
        "Cy Marsh, Head of Transport; Di Ford",
        "Ann Field, Leader",
    ]
    assert [row.outcome for row in shown.outcomes] == ["O1 Ready for school"]


def test_an_action_that_was_withdrawn_since_was_asked_about_all_the_same() -> None:
    one = held(logged(CHANGED, JANUARY))
    assert (one.rows[2].action.state, one.closed) == (None, ())


def test_an_action_that_was_listed_as_closed_stays_so() -> None:
    log = ASKED.replace("1.1; 1.2; 1.3", "1.1; 1.2")
    log = log.replace("under | lead |", "under | lead | state |")
    log = log.replace("- | --- |\n| January | P1 | 1.1", "- | --- | --- |\n| January | P1 | 1.1")
    log = log.replace("| Cy Marsh |\n", "| Cy Marsh | |\n", 1).replace(
        "Di Ford |\n", "Di Ford | |\n"
    )
    log = log.rstrip().removesuffix("| Cy Marsh |") + "| Cy Marsh | Withdrawn |\n"
    one = held(logged(PLAN, log))
    assert [row.action.reference for row in one.rows] == ["1.1", "1.2"]
    assert [action.reference for action in one.closed] == ["1.3"]


def test_an_action_moved_to_another_priority_stays_in_the_round_that_asked() -> None:
    plan = PLAN.replace("| 1.2 | Train staff | O1 |", "| 1.2 | Train staff | P2 |")
    assert [row.action.reference for row in held(logged(plan, JANUARY)).rows] == [
        "1.1",
        "1.2",
        "1.3",
    ]


def test_an_outcome_moved_to_another_priority_leaves_the_round_whole() -> None:
    plan = PLAN.replace("Ready for school | P1", "Ready for school | P2")
    assert len(held(logged(plan, JANUARY)).rows) == 3


def test_asked_last_time_without_a_return_is_never_a_first_report() -> None:
    assert moves(held(logged(CHANGED, JUNE), "June")) == [
        "1.1: Unchanged",
        "1.9: First report",
        "1.2: No return last time",
    ]


def test_not_asked_last_time_is_said_so_where_it_was_asked_before() -> None:
    plan = CHANGED.replace("| June | 17", "| May | 6 May 2027 |\n| June | 17")
    may = (
        JANUARY
        + "\n## rounds\n| priority | meeting | actions |\n| - | - | - |\n| P1 | May | 1.1 |\n"
    )
    log = may + JUNE.removeprefix(JANUARY)
    assert moves(held(logged(plan, log), "June")) == [
        "1.1: No return last time",
        "1.9: First report",
        "1.2: Not asked last time",
    ]


def test_a_second_return_that_does_not_come_shows_the_first_that_did_not() -> None:
    log = JUNE.replace("| June | 1.2 | Green |\n", "")
    at = appendix(logged(PLAN, log), "June")
    lasts = {row.reference: row.last_rating for row in round_shown(at, ()).rows}
    assert lasts["1.2"] == "No return last time"


def test_the_form_says_that_no_return_came_last_time() -> None:
    data = logged(PLAN, JANUARY)
    at = BoardAt(data, WAYS, data.meeting["June"])
    forms = exception_forms(Asking(at, date(2027, 5, 20), date(2027, 5, 1), "P1"))
    lasts: dict[str, str] = {}
    for form in forms:
        (sheet,) = form.sheets
        said = sheet.last_said("rating")
        assert said
        names = [getattr(row, "action", "") for row in sheet.rows]
        lasts |= dict(zip(names, said.texts, strict=True))
    assert lasts == {"1.1": "Green", "1.2": "No return", "1.3": "No return"}


def test_what_has_changed_since_the_last_round_is_one_note() -> None:
    assert told(found(logged(CHANGED, JANUARY), "PK-889")) == [
        "PK-889 Actions!B4: The plan has changed since the forms for January went out: action "
        "1.9 was not asked about; actions 1.1 and 1.3 were changed. The paper shows what they "
        "asked."
    ]
    assert told(found(logged(CHANGED, JANUARY), "PK-888")) == [
        f"PK-888 {LOG}, entry 3, Reference: The round for January asked about action 1.2, no "
        "longer on the sheet Actions."
    ]


def test_a_plan_that_is_as_it_was_gives_no_note() -> None:
    data = logged(PLAN, JANUARY)
    assert found(data, "PK-889") == found(data, "PK-888") == found(data, "PK-887") == []


def test_a_review_date_that_a_lead_moved_is_no_change_of_the_plan() -> None:
    plan = PLAN.replace(
        "| lead | state |\n| --- |", "| lead | state | review date |\n| --- | --- |"
    )
    plan = plan.replace("| Cy Marsh | On course |", "| Cy Marsh | On course | 1 July 2027 |")
    plan = plan.replace("| Di Ford | On course |", "| Di Ford | On course | |")
    assert found(logged(plan, JANUARY), "PK-889") == []


def test_what_a_later_round_has_asked_about_since_is_no_note_on_the_earlier() -> None:
    assert found(logged(CHANGED, JUNE), "PK-889") == []


OLD = """
## rounds
| priority | meeting | actions |
| --- | --- | --- |
| P1 | January | 1.1; 1.2; 1.3 |

## returns
| meeting | action | wording | lead | rating |
| --- | --- | --- | --- | --- |
| January | 1.1 | Open hubs | Cy Marsh | Green |
| January | 1.2 | Train staff | Di Ford | Green |
"""


def test_a_log_of_0_1_0_counts_what_it_names_and_says_what_it_does_not_hold() -> None:
    data = logged(CHANGED, OLD)
    one = held(data)
    assert [f"{row.action.reference} {row.action.wording}" for row in one.rows] == [
        "1.1 Open hubs",
        "1.2 Train staff",
    ]
    assert told(found(data, "PK-887")) == [
        f"PK-887 {LOG}, entry 1, Meeting: The log does not say how the actions that the round "
        "for January asked about were worded, or who owned and sponsored them. The paper uses "
        "the returns and, for the rest, today's plan."
    ]


def gathered(plan: str, log: str, day: date) -> list[str]:
    data = logged(plan, log)
    entries = gathered_entries(Intake(BoardAt(data, WAYS), day))
    return [
        f"{one.table.name} {getattr(one.row, 'reference', '')} {getattr(one.row, 'state', '')}, "
        f"replaces {one.replaces}"
        for one in entries.entries
    ] + told(entries.findings)


def test_gathering_before_the_meeting_enters_what_was_closed_since() -> None:
    assert gathered(CHANGED, ASKED, date(2027, 1, 4)) == [
        "asked 1.1 Withdrawn, replaces 2",
        "asked 1.3 Withdrawn, replaces 4",
        "PK-826 Actions!E2: The round for January asked about actions 1.1 and 1.3, which were "
        "closed since. The log now says so, and no return is expected.",
    ]


def test_what_was_closed_since_is_entered_with_the_reason() -> None:
    data = logged(CHANGED, ASKED)
    actions = (replace(one, revised_because="No premises") for one in data.actions)
    at = BoardAt(replace(data, actions=tuple(actions)), WAYS)
    closed = [one.row for one in gathered_entries(Intake(at, date(2027, 1, 4))).entries]
    assert [row.revised_because for row in closed if isinstance(row, Asked)] == ["No premises"] * 2


def test_gathering_after_the_meeting_enters_nothing_of_the_plan() -> None:
    assert gathered(CHANGED, ASKED, date(2027, 1, 15)) == []
    assert gathered(PLAN, OLD, date(2027, 1, 15)) == []


def test_gathering_enters_what_a_log_of_0_1_0_lacks() -> None:
    assert gathered(PLAN, OLD, date(2027, 1, 4)) == [
        "rounds  , replaces 1",
        "asked 1.1 None, replaces 0",
        "asked 1.2 None, replaces 0",
        "asked 1.3 None, replaces 0",
        f"PK-827 {LOG}, entry 1, Meeting: The log did not say what the round for January asks "
        "about, so actions 1.1, 1.2 and 1.3 were added from today's plan.",
    ]


def test_one_action_that_a_log_of_0_1_0_lacks_was_added() -> None:
    only = "\n".join(line for line in PLAN.splitlines() if not line.startswith(("| 1.2", "| 1.3")))
    *_, message = gathered(only, OLD, date(2027, 1, 4))
    assert message.endswith("so action 1.1 was added from today's plan.")
    none = "\n".join(line for line in PLAN.splitlines() if not line.startswith("| 1."))
    assert gathered(none, OLD, date(2027, 1, 4)) == []


def test_a_form_in_the_words_of_then_comes_back_though_the_plan_was_reworded() -> None:
    data = logged(CHANGED, ASKED)
    intake = Intake(BoardAt(data, WAYS), date(2027, 1, 4))
    ((_, asked),) = intake.rounds.items()
    assert [intake.sent(action, asked.issued).wording for action in asked.actions] == [
        "Open hubs",
        "Train staff",
        "Brush teeth",
    ]
    assert [asked.lead(action) for action in asked.actions] == ["Cy Marsh", "Di Ford", "Cy Marsh"]


def test_the_wording_of_a_form_that_went_out_before_the_round_was_issued_again_is_known() -> None:
    log = ASKED.replace("| Open hubs |", "| Open the hubs |")
    data = logged(PLAN, log)
    older = data.history.entries[1]
    newer = replace(older, number=9, replaces=2, row=replace(older.row, wording="Open hubs"))
    entries = (*data.history.entries, newer)
    board = replace(data, history=replace(data.history, entries=entries))
    intake = Intake(BoardAt(board, WAYS), date(2027, 1, 4))
    ((_, asked),) = intake.rounds.items()
    action = Action(reference="1.1")
    assert intake.sent(action, asked.issued).wording == "Open hubs"
    assert [row.wording for row in versions(board, asked.issued, "1.1")] == [
        "Open the hubs",
        "Open hubs",
    ]


def issued(log: str, settings: Settings) -> Round:
    """Return the round for January as the log is to hold it after it was issued."""
    data = logged(PLAN, log)
    at = BoardAt(data, Ways(settings=settings), data.meeting["January"])
    asking = Asking(at, date(2026, 12, 15), date(2026, 11, 18), "P1")
    (row,) = (draft.row for draft in issued_entries(asking).entries if draft.table == ROUNDS)
    assert isinstance(row, Round)
    return row


def test_a_round_keeps_the_scale_of_then_with_what_its_words_meant() -> None:
    assert issued("", Settings()).scale == (
        "Green: Going as planned, or nearly so",
        "Amber: Partly behind its plan, or likely to be",
        "Red: Well behind its plan, or stopped",
    )


def test_a_round_that_is_issued_again_keeps_the_words_that_left_the_scale_meanwhile() -> None:
    log = """
    ## rounds
    | priority | meeting | actions | scale |
    | --- | --- | --- | --- |
    | P1 | January | 1.1 | Green: As planned; Purple: Nobody knows |
    """
    assert issued(log, Settings()).scale[3:] == ("Purple: Nobody knows",)


def test_a_return_that_had_come_in_when_its_action_was_closed_is_kept_and_not_waited_for() -> None:
    came = (
        "## returns\n| meeting | action | rating |\n| --- | --- | --- |\n| January | {} | Green |\n"
    )
    told_of = gathered(CHANGED, ASKED + came.format("1.1"), date(2027, 1, 4))[-1]
    assert told_of.endswith(
        "The log now says so, and no return is expected. The return on 1.1 is kept."
    )
    both = ASKED + came.format("1.1") + "| January | 1.3 | Green |\n"
    told_of = gathered(CHANGED, both, date(2027, 1, 4))[-1]
    assert told_of.endswith("The log now says so. The return on 1.1 and 1.3 is kept.")
