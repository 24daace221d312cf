"""Every letter for 0, 1, 2 and 40 of what is counted, to people and of actions of every name."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.settings import Contact, ExceptionReporting
from paperkit.frozen import replace
from paperkit.rounds.forms import Asking
from paperkit.rounds.letters import FormSent, Letter, form_letter, reminders, status_of_rounds
from paperkit.rounds.paper_forms import asked_forms
from paperkit.rounds.returns import Intake
from paperkit.rounds.round_forms import exception_forms, sponsor_form
from paperkit.standpoint.board_at import BoardAt
from tests.board.test_forms import WAYS
from tests.cases import each
from tests.logs import logged
from tests.tables import board

PRIORITY = "P1 Tŷ Croeso, hubs and homes"
NAMES = ("O'Neill, Ann", "Smith and Sons", "Siân ap Gwilym-Jones", "Bwrdd Iechyd & Co, Ltd")
DUE = date(2026, 6, 12)


def plan(count: int, name: str = "Jo Lee", rating: str = "", meeting: str = "July") -> BoardData:
    """Return a plan with so many actions of one lead; each returned with the rating, if any."""
    actions = [f"1.{n}" for n in range(1, count + 1)]
    wording = "Open Tŷ {}, for mothers, fathers and carers"
    rows = "\n".join(f"| {n} | {wording.format(n)} | P1 | {name} | |" for n in actions)
    returned = "\n".join(
        f"| {meeting} | {action} | {rating} | No premises | A lease | {name} | Open |"
        for action in actions
        if rating
    )
    data = f"""
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |

## priorities
| reference | name | sponsor |
| --- | --- | --- |
| P1 | Tŷ Croeso, hubs and homes | {name} |

## actions
| reference | wording | parent | lead | state |
| --- | --- | --- | --- | --- |
{rows}
"""
    log = f"""
## rounds
| priority | meeting | issued on | due | actions | leads |
| --- | --- | --- | --- | --- | --- |
| P1 | {meeting} | 1 May 2026 | 12 June 2026 | {"<br>".join(actions)} | {name} |

## returns
| meeting | action | rating | reasons | control | lead | wording |
| --- | --- | --- | --- | --- | --- | --- |
{returned}
"""
    return logged(data, log if actions else "")


def asking(data: BoardData, priority: str = "P1") -> Asking:
    at = BoardAt(data, WAYS, data.meeting["July"])
    return Asking(at, DUE, date(2026, 5, 1), priority)


def every_letter(count: int, name: str = "Jo Lee") -> dict[str, Letter]:
    """Return each letter that is written of so many actions, by what it is."""
    silent, answered = plan(count, name), plan(count, name, "Red")
    there, sponsoring = asking(silent), asking(answered)
    of_paper = asking(silent, "")
    found: dict[str, Letter] = {}
    for form in exception_forms(there):
        found["lead"] = form_letter(FormSent(there, form, "form.xlsx"))
    for form in asked_forms(of_paper, "performance_report"):
        found["paper"] = form_letter(FormSent(of_paper, form, "form.xlsx"))
    if count:
        found["sponsor"] = form_letter(FormSent(sponsoring, sponsor_form(sponsoring), "form.xlsx"))
    at = BoardAt(silent, WAYS, None)
    late = reminders(status_of_rounds(Intake(at, date(2026, 6, 15))))
    return found | dict.fromkeys(["reminder"][: len(late)], *late.values())


SAYS = {
    1: {
        "lead": f"Please say how your action for {PRIORITY} is getting on.",
        "paper": "Please say how your action is getting on.",
        "sponsor": f"the reporting lead gave to one action for {PRIORITY}, which you sponsor.",
        "reminder": "We still need 1 answer from you. It was due by Friday 12 June 2026.",
    },
    2: {
        "lead": f"Please say how your 2 actions for {PRIORITY} are getting on.",
        "paper": "Please say how your 2 actions are getting on.",
        "sponsor": f"that reporting leads gave to 2 actions for {PRIORITY}, which you sponsor.",
        "reminder": "We still need 2 answers from you. They were due by Friday 12 June 2026.",
    },
    40: {
        "lead": f"Please say how your 40 actions for {PRIORITY} are getting on.",
        "paper": "Please say how your 40 actions are getting on.",
        "sponsor": f"that reporting leads gave to 40 actions for {PRIORITY}, which you sponsor.",
        "reminder": "We still need 40 answers from you. They were due by Friday 12 June 2026.",
    },
}


def test_of_no_action_nobody_is_written_to() -> None:
    assert every_letter(0) == {}


@each("count", [1, 2, 40])
def test_each_letter_counts_and_lists_each_action_once(count: int) -> None:
    letters = every_letter(count)
    assert list(letters) == ["lead", "paper", "sponsor", "reminder"]
    for kind, letter in letters.items():
        assert SAYS[count][kind] in letter.body.split("\n\n")[1], kind
        listed = [line for line in letter.body.splitlines() if line.startswith("- ")]
        assert len(listed) == count
        assert listed[-1] == f"- 1.{count} Open" + (
            "" if kind == "sponsor" else f" Tŷ 1.{count}, for mothers, fathers and carers"
        )


@each("name", NAMES)
def test_a_name_stands_as_it_is_and_the_day_and_whom_to_ring_in_every_letter(name: str) -> None:
    for kind, letter in every_letter(1, name).items():
        assert letter.body.startswith(f"Dear {name},\n\n"), kind
        assert f"{letter.subject} {letter.body}".count("Friday 12 June 2026") >= 1, kind
        assert "meets on Thursday 16 July 2026" in letter.body, kind
        assert "ring Rosalind Keane on 01632 960147" in letter.body, kind
        assert "rk@northmere.example" in letter.body, kind


@each(
    ("name", "telephone", "email", "return_to", "help_"),
    [
        ("Rosa Keane", "01632 960147", "rk@a.example", "", "ring Rosa Keane on 01632 960147"),
        ("", "01632 960147", "", "", "ring Northmere Council on 01632 960147"),
        ("Rosa Keane", "", "rk@a.example", "", "write to Rosa Keane, rk@a.example"),
        ("Rosa Keane", "", "", "Policy, p@a.example", "write to Policy, p@a.example"),
        ("", "", "", "", "ask whoever sent you this"),
    ],
)
def test_a_letter_says_whom_to_ask_with_what_the_settings_know(
    name: str, telephone: str, email: str, return_to: str, help_: str
) -> None:
    settings = replace(
        WAYS.settings,
        contact=Contact(name=name, telephone=telephone, email=email),
        exception_reporting=ExceptionReporting(return_to=return_to),
    )
    data = plan(1)
    there = replace(asking(data), at=BoardAt(data, Ways(settings, WAYS.pack), data.meeting["July"]))
    (form,) = exception_forms(there)
    letter = form_letter(FormSent(there, form, "form.xlsx"))
    assert f" If you have a question, {help_}.\n" in letter.body
    assert form.guide.help == f"{help_[0].upper()}{help_[1:]}."


def test_one_form_for_all_leads_asks_each_for_their_own() -> None:
    there = asking(plan(2))
    (form,) = exception_forms(there, shared=True)
    letter = form_letter(FormSent(there, form, "form.xlsx"))
    assert (letter.to, letter.person) == ("", "All reporting leads")
    assert letter.body.startswith("Dear all,\n")
    assert letter.body.split("\n\n")[1].startswith(
        f"There are 2 actions for {PRIORITY}. Please say how yours are getting on. "
        "Fill in the attached workbook,"
    )


def test_a_letter_on_one_figure_of_each_indicator_says_of_which_period() -> None:
    owed = board(
        """
## meetings
| reference | date         |
|-----------|--------------|
| July      | 16 July 2026 |

## indicators
| reference | name  | partner | frequency |
|-----------|-------|---------|-----------|
| PI 1      | Falls | Trust   | Quarterly |
| PI 2      | Waits | Trust   | Quarterly |

## readings
| indicator | period     | value |
|-----------|------------|-------|
| PI 1      | Q3 2025/26 | 4     |
| PI 2      | Q3 2025/26 | 5     |
"""
    )
    there = asking(owed, "")
    (form,) = asked_forms(there, "performance_report")
    text = form_letter(FormSent(there, form, "form.xlsx")).text
    assert "- PI 1 Q4 2025/26 Falls (last time: 4)\n- PI 2 Q4 2025/26 Waits (last time: 5)" in text
