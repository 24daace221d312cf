"""What is told to each person, and who has returned what."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.rounds.letters import ReturnStatus, chase, reminders, status_of_rounds, to_each
from paperkit.rounds.returns import Intake
from paperkit.schema.cleaning import Reference
from paperkit.standpoint.board_at import BoardAt
from tests.board.returned import TODAY, WAYS, form, gathered
from tests.board.test_gathering import EARLIER, GATHERED, HEADS, ISSUED, PLAN
from tests.logs import logged

PEOPLE = """
## people
| name | post | email |
| --- | --- | --- |
| Jo Lee | Hub Manager | jo.lee@northmere.example |
"""


def data(log: str = ISSUED) -> BoardData:
    return logged(PLAN + PEOPLE, log)


def test_each_person_gets_one_text_with_what_only_they_can_answer() -> None:
    board = data()
    jo = form("Jo Lee", HEADS + "| 1.1 | Open the hub | Jo Lee | 85% | Green | Early | |\n"
              "| 1.2 | Train staff | Jo Lee | | Green | Good | |")  # fmt: skip
    sam = form("Sam Cole", HEADS + "| 1.3 | Visit schools | Sam Cole | | Ambr | x | y |")
    found = gathered(board, jo, sam).findings
    files = dict.fromkeys(["Jo Lee.xlsx", "Sam Cole.xlsx"], "July")
    first, second = to_each(found, board, WAYS, TODAY, meetings=files)
    assert (first.person, second.person) == ("Jo Lee", "Sam Cole")
    assert (
        first.text
        == """\
To: jo.lee@northmere.example
Subject: Questions on your answers for the Health and Wellbeing Board

Dear Jo Lee,

Thank you for your answers. Before they can go to the Health and Wellbeing Board, please help \
with this:

- Returns, cell D2: Action 1.1, Target: the plan says '90%', but the form says '85%'. Please say \
whether you meant to change it, and who has agreed the change.
- Returns, cell F2 (also F3): Actions 1.1 and 1.2 are Green and have text, but the form does \
not say whether progress is exceptional. Please choose a word under 'Exceptional progress?'.

Please correct your answers in the form, save it, and send it again to whoever sent you this, as \
soon as you can. The Health and Wellbeing Board meets on Thursday 16 July 2026. If you have a \
question, ask whoever sent you this.

Northmere Council
"""
    )
    assert "(no address known)" in second.text
    assert "'Ambr' is not one of Green, Amber, Red. Choose one of these words" in second.text


def test_two_who_answer_one_question_otherwise_are_both_asked() -> None:
    first = form("Jo Lee", HEADS + "| 1.3 | Visit schools | Sam Cole | | Green | | |")
    other = form("Sam Cole", HEADS + "| 1.3 | Visit schools | Sam Cole | | Amber | x | y |")
    found = gathered(data(), first, other, accept=True)
    senders = {one.file: one.person for one in found.outcomes}
    letters = to_each(found.findings, data(), WAYS, TODAY, senders)
    asked = "RAG is 'Green' in Jo Lee.xlsx and 'Amber' in Sam Cole.xlsx"
    assert [(one.person, asked in one.text) for one in letters] == [
        ("Jo Lee", True),
        ("Sam Cole", True),
    ]


def rounds(board: BoardData, today: date, meeting: str = "") -> tuple[ReturnStatus, ...]:
    return status_of_rounds(Intake(BoardAt(board, WAYS, board.meeting.get(meeting)), today))


def test_who_has_returned_and_who_is_missing_is_told_of_each_round() -> None:
    (one,) = rounds(data(ISSUED + GATHERED.format("July")), date(2026, 6, 10))
    assert [(lead.person, one.word(lead)) for lead in one.people] == [
        ("Jo Lee", "Received"),
        ("Sam Cole", "Missing"),
    ]
    assert [item.name for lead in one.missing for item in lead.missing] == ["1.3"]


def test_after_the_day_of_return_they_are_overdue() -> None:
    part = ISSUED + "\n".join(GATHERED.format("July").splitlines()[:-1])
    on_the_day, after = (rounds(data(part), date(2026, 6, day))[0] for day in (12, 13))
    assert [on_the_day.word(lead) for lead in on_the_day.people] == ["Missing in part", "Missing"]
    assert [after.word(lead) for lead in after.people] == ["Overdue in part", "Overdue"]


def test_an_action_that_was_closed_since_is_not_waited_for() -> None:
    plan = PLAN.replace(
        "| 1.3 | Visit schools | P1 | On course", "| 1.3 | Visit schools | P1 | Withdrawn"
    )
    (one,) = rounds(logged(plan, ISSUED), date(2026, 6, 10))
    assert [lead.person for lead in one.people] == ["Jo Lee"]


def test_it_is_the_last_round_unless_a_meeting_is_named() -> None:
    both = data(EARLIER + ISSUED)
    assert [one.asking.meeting.reference for one in rounds(both, TODAY)] == ["July"]
    assert [one.asking.meeting.reference for one in rounds(both, TODAY, "March")] == ["March"]


def test_the_text_to_chase_names_what_is_missing_and_since_when() -> None:
    board = data(ISSUED)
    (one,) = rounds(board, date(2026, 6, 15))
    letter = chase((one, one.people[0]))
    assert (
        letter.text
        == """\
To: jo.lee@northmere.example
Subject: Reminder: exception reporting on P1 Best start, due by Friday 12 June 2026

Dear Jo Lee,

We still need 2 answers from you. They were due by Friday 12 June 2026.

- 1.1 Open the hub
- 1.2 Train staff

Please fill in the form that you were sent, and send it to whoever sent you this, as soon \
as you can. The Health and Wellbeing Board meets on Thursday 16 July 2026. If an action has no \
answer, the paper says so, and names you.

If one of these is not yours, tell whoever sent you this who should answer it. If you have \
already sent the form, cannot find it, or have a question, ask whoever sent you this.

Northmere Council
"""
    )


BOTH = ISSUED + "| P2 | July | 1 May 2026 | {} | 2.1 | Jo Lee |\n"


def test_a_lead_under_both_priorities_gets_one_reminder() -> None:
    statuses = rounds(data(BOTH.format("12 June 2026")), date(2026, 6, 15))
    jo, sam = reminders(statuses).values()
    assert (sam.person, sam.subject) == (
        "Sam Cole", "Reminder: exception reporting on P1 Best start, due by Friday 12 June 2026",
    )  # fmt: skip
    assert (
        jo.text
        == """\
To: jo.lee@northmere.example
Subject: Reminder: exception reporting on P1 Best start and P2 Good work, due by Friday 12 June 2026

Dear Jo Lee,

We still need 3 answers from you. They were due by Friday 12 June 2026.

P1 Best start:
- 1.1 Open the hub
- 1.2 Train staff

P2 Good work:
- 2.1 Fair pay

Please fill in the forms that you were sent, and send them to whoever sent you this, as soon as \
you can. The Health and Wellbeing Board meets on Thursday 16 July 2026. If an action has no \
answer, the paper says so, and names you.

If one of these is not yours, tell whoever sent you this who should answer it. If you have \
already sent the forms, cannot find them, or have a question, ask whoever sent you this.

Northmere Council
"""
    )


def test_rounds_with_two_days_of_return_say_each_above_its_own_list() -> None:
    statuses = rounds(data(BOTH.format("19 June 2026")), date(2026, 6, 10))
    jo = reminders(statuses)[Reference("July"), Reference("Jo Lee")]
    assert "P1 Best start, due by Friday 12 June 2026:\n- 1.1 Open the hub\n" in jo.body
    assert "P2 Good work, due by Friday 19 June 2026:\n- 2.1 Fair pay\n" in jo.body
    assert "We still need 3 answers from you.\n" in jo.body
