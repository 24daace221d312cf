"""Somebody who has left is asked for nothing, and it is said whom to ask instead (H9)."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.history import Round
from paperkit.findings import Place
from paperkit.frozen import replace
from paperkit.rounds.asked import issued_entries
from paperkit.rounds.forms import Asking
from paperkit.rounds.leavers import asked_instead, check_leavers, instead_of, still_there
from paperkit.rounds.letters import ReturnStatus, reminders, status_of_rounds
from paperkit.rounds.returns import Intake
from paperkit.rounds.round_forms import exception_forms, sponsor_form
from paperkit.schema.columns import RowPlace
from paperkit.standpoint.board_at import BoardAt
from tests.board.returned import WAYS
from tests.logs import logged
from tests.tables import board, told

PLAN = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |

## people
| name | post | to |
| --- | --- | --- |
| Jo Lee | Hub Manager | 3 May 2026 |
| Sam Cole | Head of Schools | |
| Ann Field | Director | |
| Bo Lane | Chair | 1 January 2026 |
| Al Reed | Clinic Manager | 20 May 2026 |

## priorities
| reference | name | sponsor |
| --- | --- | --- |
| P1 | Best start | Cy Marsh |
| P2 | Good work | Bo Lane |

## actions
| reference | wording | parent | lead | owner |
| --- | --- | --- | --- | --- |
| 1.1 | Open the hub | P1 | Jo Lee | Ann Field |
| 1.2 | Train staff | P1 | Jo Lee | Jo Lee |
| 1.3 | Visit schools | P1 | Sam Cole | Ann Field |
| 1.4 | Close the clinic | P1 | Al Reed | Ann Field |
| 2.1 | Fair pay | P2 | Jo Lee | Bo Lane |
"""
BOARD = board(PLAN)


def asking(priority: str = "P1", data: BoardData = BOARD) -> Asking:
    at = BoardAt(data, WAYS, data.meeting["July"])
    return Asking(at, date(2026, 6, 12), date(2026, 5, 20), priority)


def test_no_form_is_made_for_somebody_who_has_left() -> None:
    one = asking()
    forms = still_there(one, exception_forms(one))
    assert [form.about.person for form in forms] == ["Sam Cole", "Al Reed"]


def test_it_is_said_who_left_and_when_what_was_theirs_and_whom_to_ask() -> None:
    one = asking()
    (found,) = check_leavers(one, exception_forms(one))
    assert told([found]) == [
        "PK-768 Actions!D2: Jo Lee, who reports on actions 1.1 and 1.2, left on 3 May "
        "2026, so no form asks about them."
    ]
    assert found.remedy == (
        "Ask who reports now: Ann Field (owner of 1.1) and Cy Marsh (sponsor of 1.2). Type the new "
        "reporting lead on the sheet Actions, and issue the forms again."
    )
    assert [place.cell for place in found.others] == ["D3"]


def test_where_owner_and_sponsor_have_left_too_nobody_is_named() -> None:
    one = asking("P2")
    (found,) = check_leavers(one, exception_forms(one))
    assert found.remedy == (
        "Type the new reporting lead on the sheet Actions, and issue the forms again."
    )
    assert "action 2.1, left on 3 May 2026, so no form asks about it." in found.message


def test_a_post_that_the_leaver_held_is_not_asked_who_reports_now() -> None:
    of_the_post = board(PLAN.replace("| 2.1 | Fair pay | P2 | Jo Lee | Bo Lane |",
                                     "| 2.1 | Fair pay | P1 | Jo Lee | Hub Manager |"))  # fmt: skip
    one = asking("P1", of_the_post)
    (found,) = check_leavers(one, exception_forms(one))
    assert "Cy Marsh (sponsor of 1.2 and 2.1)" in found.remedy
    assert "Hub Manager" not in found.remedy


def test_of_a_form_for_all_leads_it_is_said_too() -> None:
    one = asking()
    forms = exception_forms(one, shared=True)
    (found,) = check_leavers(one, forms)
    assert found.message.endswith("so nobody answers for them on the form.")
    assert still_there(one, forms) == forms


def test_the_log_does_not_say_that_a_leaver_was_asked() -> None:
    row = issued_entries(asking()).entries[0].row
    assert isinstance(row, Round)
    assert row.leads == ("Sam Cole", "Al Reed")
    assert row.actions == ("1.1", "1.2", "1.3", "1.4")


def test_of_a_sponsor_who_has_left_it_is_said_as_well() -> None:
    one = asking("P2")
    (found,) = check_leavers(one, [sponsor_form(one)])
    assert told([found]) == [
        "PK-768 People!C5: Bo Lane left on 1 January 2026, so no form was made for Bo Lane."
    ]
    assert still_there(one, [sponsor_form(one)]) == ()


# --- Since the forms went out ---------------------------------------------------------------

ROUND = """
## rounds
| priority | meeting | issued on | due | actions | leads |
| --- | --- | --- | --- | --- | --- |
| P1 | July | 1 May 2026 | 12 June 2026 | 1.1<br>1.2<br>1.3 | Jo Lee<br>Sam Cole |
"""


def standing(today: date) -> ReturnStatus:
    there = BoardAt(logged(PLAN, ROUND), WAYS)
    (one,) = status_of_rounds(Intake(there, today))
    return one


def test_nobody_who_left_after_the_forms_went_out_is_reminded() -> None:
    one = standing(date(2026, 6, 10))
    assert [name for _, name in reminders([one])] == ["Sam Cole"]
    jo, sam = one.people
    assert (one.word(jo), one.word(sam)) == ("Left on 3 May 2026", "Missing")
    assert instead_of(one, jo).startswith(
        "Ask who reports now: Ann Field (owner of 1.1) and Cy Marsh (sponsor of 1.2)."
    )
    assert instead_of(one, sam) == ""
    in_yaml = RowPlace(Place("board.yaml", line=9))
    data = logged(PLAN, ROUND)
    actions = tuple(replace(action, place=in_yaml) for action in data.actions)
    there = BoardAt(replace(data, actions=actions), WAYS)
    (one,) = status_of_rounds(Intake(there, date(2026, 6, 10)))
    assert "in the table Actions, and issue the forms again." in instead_of(one, one.people[0])
    still = standing(date(2026, 5, 3))
    assert [name for _, name in reminders([still])] == ["Jo Lee", "Sam Cole"]
    assert asked_instead([still]) == ()


def test_the_owner_or_the_sponsor_is_asked_who_reports_now() -> None:
    first, second = asked_instead([standing(date(2026, 6, 15))])
    assert (first.person, second.person) == ("Ann Field", "Cy Marsh")
    assert (
        first.text
        == """\
To: (no address known)
Subject: Who reports on action 1.1 now?

Dear Ann Field,

Jo Lee, who was asked to report on this action, left on 3 May 2026. The report on it was due by \
Friday 12 June 2026.

- 1.1 Open the hub

Please tell whoever sent you this who reports on it now. The Health and Wellbeing Board meets on \
Thursday 16 July 2026.

If you have a question, ask whoever sent you this.

Northmere Council
"""
    )
