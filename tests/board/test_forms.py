"""What each person is asked: rows, what is known of them, what is said of whom no form reaches."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.paper_rows import FEEDBACK, RETURNS, UPDATES, Return
from paperkit.board.plan_rows import READINGS, Action
from paperkit.board.settings import Contact, Council, ExceptionReporting, Rating, Role, Settings
from paperkit.frozen import replace
from paperkit.rounds.forms import Asking, asked_columns, check_day
from paperkit.rounds.letters import FormSent, form_letter
from paperkit.rounds.paper_forms import ASKED_TABLES, asked_forms, check_paper_asked, owed
from paperkit.rounds.round_forms import (
    check_round_asked,
    exception_forms,
    known_return,
    sponsor_form,
    sponsor_of,
)
from paperkit.schema.columns import Table, column
from paperkit.schema.describe import words_of
from paperkit.schema.forms import ABOUT, Closed, Form, FormSheet, Need, form_columns
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.logs import logged
from tests.tables import board, told

ISSUED, DUE = date(2026, 9, 14), date(2026, 10, 15)
SETTINGS = Settings(
    council=Council(name="Northmere Council"),
    contact=Contact(name="Rosalind Keane", telephone="01632 960147", email="rk@northmere.example"),
)
REQUIRED = {
    "readings": ("indicator", "period", "value"),
    "feedback": ("group", "meeting", "about", "delivered"),
    "highlights": ("body", "meeting", "assurance"),
}
WAYS = Ways(SETTINGS, PackSettings(required=REQUIRED))

PLAN = """
## meetings
| reference | date             |
|-----------|------------------|
| July      | 16 July 2026     |
| November  | 12 November 2026 |

## people
| name     | post           | email            | from        | to           |
|----------|----------------|------------------|-------------|--------------|
| Cy Marsh | Nurse          | cy@a.example     |             |              |
| Di Ford  | Head of Health | di@a.example     | 2 April 2026 |             |
| Al Old   | Head of Health | al@a.example     | 1 May 2020  | 1 April 2026 |

## priorities
| reference | name       | sponsor   | part of |
|-----------|------------|-----------|---------|
| P1        | Best start | Ann Field |         |
| P1a       | Feeding    |           | P1      |
| P2        | Good work  | Vacant    |         |

## outcomes
| reference | name             | parent |
|-----------|------------------|--------|
| O1        | Ready for school | P1     |
| O1.1      | Healthy teeth    | O1     |
| O2        | Fair work        | P2     |
| O9        | Astray           |        |

## actions
| reference | wording       | parent | lead      | owner          | state     | review date    | measures | target | link                  |
|-----------|---------------|--------|-----------|----------------|-----------|----------------|----------|--------|-----------------------|
| 1.1       | Open hubs     | O1     | Cy Marsh  | Di Ford        | On course | 1 October 2026 | Hubs<br>Visits | 4 hubs | https://a.example/1.1 |
| 1.2       | Brush teeth   | O1.1   | cy  marsh |                |           |                |          |        |                       |
| 1.3       | Train staff   | P1     | Head of Health | Cy Marsh  | At risk   |                |          |        |                       |
| 1.4       | Print leaflet | P1     | Cy Marsh  |                | Delivered |                |          |        |                       |
| 1.5       | Old idea      | O1     | Di Ford   |                | Withdrawn |                |          |        |                       |
| 1.6       | Milk bank     | P1a    | Di Ford   |                |           |                |          |        |                       |
| 1.7       | Nobody's      | O1     |           | Di Ford        |           |                |          |        |                       |
| 2.1       | Fair pay      | O2     | Di Ford   |                |           |                |          |        |                       |
| 9.1       | Lost          | O9     | Di Ford   |                |           |                |          |        |                       |
"""  # noqa: E501
JULY = """
## rounds
| priority | meeting | due          |
|----------|---------|--------------|
| P1       | July    | 12 June 2026 |

## returns
| meeting | action | rating | reasons     | control   | request | exceptional | review date    | lead     | wording     |
|---------|--------|--------|-------------|-----------|---------|-------------|----------------|----------|-------------|
| July    | 1.1    | Red    | No premises | New lease | A room  |             | 1 December 2026 | Cy Marsh | Open hubs   |
| July    | 1.2    | Green  |             |           |         | Exceptional |                | Cy Marsh | Brush teeth |
| July    | 1.3    | Amber  | Two left    | Agency    |         |             |                | Di Ford  | Train staff |
| July    | 1.6    | Green  |             |           |         |             |                | Di Ford  | Milk bank   |
"""  # noqa: E501


def asking(data: BoardData, meeting: str = "November", **more: Any) -> Asking:
    told_so = {"priority": "P1", "due": DUE, "issued_on": ISSUED, **more}
    return Asking(BoardAt(data, WAYS, data.meeting[meeting]), **told_so)


def with_ways(there: Asking, ways: Ways) -> Asking:
    return replace(there, at=replace(there.at, ways=ways))


@pytest.fixture(scope="module")
def plan() -> BoardData:
    return board(PLAN)


@pytest.fixture(scope="module")
def second() -> BoardData:
    """The plan with one round behind it."""
    return logged(PLAN, JULY)


def rows(sheet: FormSheet, *names: str) -> list[tuple[str, ...]]:
    return [tuple(words_of(getattr(row, name)) for name in names) for row in sheet.rows]


def by_person(forms: tuple[Form, ...]) -> dict[str, list[tuple[str, list[str]]]]:
    """Return what each person is asked: by sheet, the names of its rows."""
    return {
        str(form.about.person): [
            (sheet.name, [" ".join(row) for row in rows(sheet, *_names(sheet))])
            for sheet in form.sheets
        ]
        for form in forms
    }


def _names(sheet: FormSheet) -> list[str]:
    return [c.name for c in sheet.leading if c.name != "wording"]


def grey(sheet: FormSheet) -> dict[str, tuple[str, ...]]:
    return {shown.heading: shown.texts for shown in (*sheet.facts, *sheet.last)}


# --- exception reporting --------------------------------------------------------------------


def test_each_reporting_lead_is_asked_about_their_own_open_actions_only(plan: BoardData) -> None:
    assert by_person(exception_forms(asking(plan))) == {
        "Cy Marsh": [("Exception report", ["1.1", "1.2"])],
        "Di Ford": [("Exception report", ["1.3", "1.6"])],
    }


def test_a_lead_named_by_post_is_asked_as_the_person_who_holds_it_on_the_day_of_issue(
    plan: BoardData,
) -> None:
    earlier = exception_forms(asking(plan, issued_on=date(2026, 4, 1), due=None))
    assert by_person(earlier)["Al Old"] == [("Exception report", ["1.3"])]
    (form,) = (f for f in exception_forms(asking(plan)) if f.about.person == "Di Ford")
    assert rows(form.sheets[0], "action", "lead") == [("1.3", "Head of Health"), ("1.6", "Di Ford")]


def test_one_form_for_all_leads_holds_every_open_action_in_the_order_of_the_plan(
    plan: BoardData,
) -> None:
    (form,) = exception_forms(asking(plan), shared=True)
    assert form.about.person == "All reporting leads"
    assert rows(form.sheets[0], "action", "lead") == [
        ("1.1", "Cy Marsh"),
        ("1.2", "cy  marsh"),
        ("1.3", "Head of Health"),
        ("1.6", "Di Ford"),
        ("1.7", ""),
    ]


def test_complete_and_withdrawn_actions_are_listed_and_not_asked_again(plan: BoardData) -> None:
    marsh, ford = exception_forms(asking(plan))
    assert marsh.closed == (Closed("1.4", "Print leaflet", "Delivered"),)
    assert ford.closed == (Closed("1.5", "Old idea", "Withdrawn"),)


def test_what_is_known_is_filled_in_and_no_answer_is(plan: BoardData) -> None:
    sheet = exception_forms(asking(plan))[0].sheets[0]
    assert sheet.rows[0] == Return(
        meeting="November",
        action="1.1",
        wording="Open hubs",
        review_date=date(2026, 10, 1),
        lead="Cy Marsh",
        measures="Hubs\nVisits",
        target="4 hubs",
        link=plan.actions[0].link,
    )


def test_the_review_date_is_the_later_one_of_the_plans_and_of_the_last_returns(
    second: BoardData,
) -> None:
    sheet = exception_forms(asking(second))[0].sheets[0]
    assert rows(sheet, "review_date") == [("1 December 2026",), ("",)]
    action = Action(reference="1", review_date=date(2027, 1, 1))
    last = Return(action="1", review_date=date(2026, 12, 1))
    assert known_return(action, "November", last).review_date == date(2027, 1, 1)


def test_last_rounds_answers_stand_beside_in_grey(second: BoardData) -> None:
    sheet = exception_forms(asking(second))[0].sheets[0]
    assert grey(sheet) == {
        "Last time: Meeting": ("July", "July"),
        "Last time: RAG": ("Red", "Green"),
        "Last time: Reasons for escalation": ("No premises", ""),
        "Last time: Action to control risk": ("New lease", ""),
        "Last time: Any request to the Health and Wellbeing board": ("A room", ""),
        "Last time: Exceptional progress?": ("", "Exceptional"),
        "Last time: What was decided of the request": ("Not recorded", ""),
        "Last time: What became of it": ("None recorded", ""),
    }


def test_the_last_rating_is_the_one_that_the_board_saw() -> None:
    log = f"{JULY}\n## views\n| meeting | action | rating | view |\n|---|---|---|---|\n"
    data = logged(PLAN, f"{log}| July | 1.1 | Amber | Challenged |\n")
    sheet = exception_forms(asking(data))[0].sheets[0]
    assert grey(sheet)["Last time: RAG"] == ("Amber", "Green")


def test_a_first_round_has_no_last_time(plan: BoardData) -> None:
    assert grey(exception_forms(asking(plan))[0].sheets[0]) == {}


def test_rating_and_review_date_are_needed_of_every_action_and_words_only_where_it_is_not_the_best(
    plan: BoardData,
) -> None:
    assert exception_forms(asking(plan))[0].sheets[0].needs == (
        Need("rating"),
        Need("reasons", "rating", ("Amber", "Red")),
        Need("control", "rating", ("Amber", "Red")),
        Need("review_date"),
    )


def test_the_scale_may_have_other_words(plan: BoardData) -> None:
    scale = (
        Rating(word="On track", meaning="As planned", role=Role.MET),
        Rating(word="Slipping", meaning="Late", role=Role.NEAR),
        Rating(word="Stuck", meaning="Stopped", role=Role.MISSED),
    )
    own = Ways(replace(SETTINGS, ratings=scale), WAYS.pack)
    sheet = exception_forms(with_ways(asking(plan), own), shared=True)[0].sheets[0]
    assert Need("reasons", "rating", ("Slipping", "Stuck")) in sheet.needs
    assert [word.word for word in sheet.words["rating"]] == ["On track", "Slipping", "Stuck"]
    assert "; leave blank if On track, unless" in sheet.heading(RETURNS.column("reasons"))


def test_a_column_that_is_declared_later_is_asked_for_without_another_list() -> None:
    class Later(Return, kw_only=True):
        cost: str = column("Cost", "What it costs.", default="")

    table = Table("returns", "Returns", "", Later)
    assert "cost" in [c.name for c in form_columns(table)]
    assert "cost" in [c.name for c in asked_columns(table)]
    sheet = FormSheet(table, ())
    assert sheet.heading(table.column("cost")) == "Cost (optional)"


def test_a_form_says_of_itself_whose_it_is_and_for_what(plan: BoardData) -> None:
    about = exception_forms(asking(plan))[0].about
    assert {c.heading: words_of(getattr(about, c.name)) for c in ABOUT.columns} == {
        "Council": "Northmere Council",
        "Board": "Health and Wellbeing Board",
        "Asked for": "Exception reporting",
        "Priority": "P1",
        "Meeting": "November",
        "Return by": "15 October 2026",
        "Issued on": "14 September 2026",
        "For": "Cy Marsh",
        "Form version": "3",
    }


def test_the_guide_says_who_asks_what_and_why_by_when_and_whom_to_ask(plan: BoardData) -> None:
    guide = exception_forms(asking(plan))[0].guide
    assert (guide.who, guide.asks, guide.why, guide.return_to, guide.not_yours, guide.help) == (
        "Northmere Council, for the meeting of the Health and Wellbeing Board on Thursday "
        "12 November 2026.",
        "Please say how your 2 actions for P1 Best start are getting on.",
        "The Health and Wellbeing Board meets on Thursday 12 November 2026, and sees how every "
        "action is getting on. For an action that is Green, give only its rating and its review "
        "date. For one that is Amber or Red, give the reason too, and say what is being done "
        "about it, by whom and by when.",
        "Rosalind Keane, rk@northmere.example",
        "If an action is not yours, leave its answers blank, and tell Rosalind Keane who reports "
        "on it now.",
        "Ring Rosalind Keane on 01632 960147.",
    )
    assert guide.steps == (
        "Save this workbook where you will find it again. Keep its name as it is.",
        "On the sheet 'Exception report', choose a word under 'RAG' for every action. The words "
        "are explained below.",
        "If you choose Amber or Red, say why under 'Reasons for escalation', and say under "
        "'Action to control risk' what is being done, by whom and by when.",
        "If you choose Green, leave both blank, unless progress is exceptional or the action was "
        "completed early. Then choose that under 'Exceptional progress?', and say what happened "
        "under 'Reasons for escalation'.",
        "Correct the review date and the link if they are out of date.",
        "If you want to ask something of the Board itself, write it under 'Any request to the "
        "Health and Wellbeing board'.",
        "Look at the sheet 'Check before sending'. When it says Complete, save the workbook and "
        "send it to Rosalind Keane, rk@northmere.example, by Thursday 15 October 2026.",
    )
    assert (guide.words[0].word, guide.words[0].meaning) == (
        "Green",
        "Going as planned, or nearly so",
    )


def test_the_settings_may_name_another_to_whom_forms_go_back(plan: BoardData) -> None:
    own = ExceptionReporting(return_to="Policy team, policy@northmere.example")
    ways = Ways(replace(SETTINGS, exception_reporting=own), WAYS.pack)
    guide = exception_forms(with_ways(asking(plan), ways), shared=True)[0].guide
    assert guide.return_to == "Policy team, policy@northmere.example"


# --- whom no form reaches -------------------------------------------------------------------


def test_of_an_action_without_a_lead_nobody_is_asked_not_its_owner_and_it_is_told(
    plan: BoardData,
) -> None:
    there = asking(plan)
    found = list(check_round_asked(there, exception_forms(there)))
    assert told(found) == [
        "PK-820 Actions!D8: Action 1.7 names no reporting lead, so no form asks about it.",
        "PK-821 Actions!C10: Action 9.1 leads to no priority, so no round asks about it.",
    ]
    assert found[0].remedy.startswith("Type who reports")


def test_somebody_without_an_address_is_told_once_with_all_others() -> None:
    data = board(PLAN.replace("cy@a.example", "").replace("Di Ford   |     ", "Bo Lane   |     "))
    there = asking(data)
    (found,) = (f for f in check_round_asked(there, exception_forms(there)) if f.code == "PK-822")
    assert found.message == (
        "No e-mail address is known for Cy Marsh and Bo Lane. Bo Lane is not on the sheet "
        "People, so paperkit cannot tell whether this person has left."
    )
    assert found.remedy.startswith("Check who reports now")
    assert (str(found.place), found.person) == ("board.xlsx, People!C2", "")
    assert [str(place) for place in found.others] == ["board.xlsx, Actions!D6"]
    one = asking(board(PLAN.replace("cy@a.example", "")))
    (alone,) = (f for f in check_round_asked(one, exception_forms(one)) if f.code == "PK-822")
    assert (alone.message, alone.person) == ("No e-mail address is known for Cy Marsh.", "Cy Marsh")


def test_a_shared_form_needs_no_address_but_a_name_beside_each_action(plan: BoardData) -> None:
    there = asking(plan)
    first, *others = check_round_asked(there, exception_forms(there, shared=True))
    assert told([first]) == [
        "PK-820 Actions!D8: Action 1.7 names no reporting lead, so nobody answers for it on the "
        "form."
    ]
    assert [f.code for f in others] == ["PK-821"]


def test_where_nobody_is_named_to_whom_forms_go_back_it_is_told(plan: BoardData) -> None:
    there = with_ways(asking(plan), Ways(Settings(), WAYS.pack))
    found = list(check_round_asked(there, ()))[-1]
    assert (found.code, str(found.place)) == (
        "PK-825", "paperkit.yaml, exception_reporting",
    )  # fmt: skip
    assert (
        exception_forms(there)[0]
        .guide.steps[-1]
        .endswith("send it to whoever sent you this, by Thursday 15 October 2026.")
    )


def test_a_day_of_return_after_the_meeting_is_an_error(plan: BoardData) -> None:
    (found,) = check_day(asking(plan, due=date(2026, 11, 13)))
    assert told([found]) == [
        "PK-823 --due: Forms due on Friday 13 November 2026 would come back after November on "
        "Thursday 12 November 2026."
    ]
    assert list(check_day(asking(plan, due=date(2026, 11, 12)))) == []


def test_a_day_of_return_that_has_passed_is_a_note(plan: BoardData) -> None:
    (found,) = check_day(asking(plan, due=date(2026, 9, 13)))
    assert (found.code, found.value) == ("PK-824", "13 September 2026")
    assert found.message == "Sunday 13 September 2026 has passed. Today is 14 September 2026."
    assert list(check_day(asking(plan, due=ISSUED))) == []


# --- what a paper needs ---------------------------------------------------------------------

NEEDED = """
## meetings
| reference | date             |
|-----------|------------------|
| July      | 16 July 2026     |
| November  | 12 November 2026 |

## people
| name    | post           | email        |
|---------|----------------|--------------|
| Di Ford | Head of Health | di@a.example |

## plans
| reference | overseen by        | year    |
|-----------|--------------------|---------|
| Children  | Children's Board   | 2026/27 |
| Adults    |                    | 2026/27 |

## actions
| reference | wording     | lead           | owner    | state     | deadline    | correction | done on    |
|-----------|-------------|----------------|----------|-----------|-------------|------------|------------|
| 1.1       | Open hubs   | Di Ford        | Cy Marsh | At risk   | Q3 2026/27  | New lease  |            |
| 1.2       | Brush teeth | Head of Health |          |           | May 2027    |            |            |
| 1.3       | Old         | Di Ford        |          | Delivered |             |            | 1 May 2026 |
| 1.4       | Withdrawn   | Di Ford        |          | Withdrawn |             |            |            |
| 1.5       | Lone        |                | Cy Marsh |           |             |            |            |

## indicators
| reference | name  | partner        | unit | frequency |
|-----------|-------|----------------|------|-----------|
| PI 1      | Waits | Hospital Trust | days | Quarterly |
| PI 2      | Smoke | Di Ford        | %    | Annual    |
| PI 3      | Falls |                |      | Quarterly |

## targets
| indicator | year    | value |
|-----------|---------|-------|
| PI 1      | 2026/27 | 12    |

## readings
| indicator | period     | value | note  |
|-----------|------------|-------|-------|
| PI 1      | Q4 2025/26 | 14    |       |
| PI 1      | Q1 2026/27 | 13    | Early |
| PI 2      | 2024/25    | 9.1   |       |

## groups
| name    | areas   | actions   | to be established |
|---------|---------|-----------|-------------------|
| Users   | frailty | 1.1; 1.4  |                   |
| Carers  | breaks  |           | Yes               |

## feedback
| group | meeting | about   | delivered | difference | comment   |
|-------|---------|---------|-----------|------------|-----------|
| Users | July    | frailty | Partly    | No         | Too slow  |
"""  # noqa: E501


@pytest.fixture(scope="module")
def needed() -> Asking:
    return asking(board(NEEDED), priority="")


def form_for(there: Asking, person: str) -> Form:
    forms = asked_forms(there, "performance_report")
    (form,) = (form for form in forms if form.about.person == person)
    return form


def test_each_is_asked_for_all_that_they_owe_in_one_form(needed: Asking) -> None:
    assert by_person(asked_forms(needed, "performance_report")) == {
        "Hospital Trust": [("Readings", ["PI 1 Q2 2026/27"])],
        "Di Ford": [("Readings", ["PI 2 2025/26"]), ("Updates", ["1.1", "1.2"])],
        "Users": [("Feedback", ["Users frailty", "Users 1.1"])],
        "Children's Board": [("Highlights", ["Children's Board"])],
    }


def test_only_what_the_kind_of_paper_shows_is_asked_for(needed: Asking) -> None:
    forms = asked_forms(needed, "annual_report", (FEEDBACK,))
    assert list(by_person(forms)) == ["Users"]
    assert forms[0].about.purpose == "Annual report"


def test_a_partner_sees_what_the_figure_is_of_its_target_and_the_last_one(needed: Asking) -> None:
    sheet = form_for(needed, "Hospital Trust").sheets[0]
    assert grey(sheet) == {
        "For information: Name": ("Waits",),
        "For information: Unit": ("days",),
        "For information: Target": ("12 days (not signed off)",),
        "Last time: Period": ("Q1 2026/27",),
        "Last time: Value": ("13",),
        "Last time: Note": ("Early",),
    }
    assert sheet.needs == (Need("value"),)


RUNNING = """
## meetings
| reference | date             |
|-----------|------------------|
| November  | 12 November 2026 |

## indicators
| reference | name   | partner   | frequency | figures run                        |
|-----------|--------|-----------|-----------|------------------------------------|
| PI 4      | Grants | Home Team | Quarterly | Add up over the year               |
| PI 5      | Checks | Home Team | Quarterly | Year to date, target in equal parts |

## targets
| indicator | year       | value |
|-----------|------------|-------|
| PI 4      | Q1 2026/27 | 100   |
| PI 4      | Q2 2026/27 | 110   |
| PI 5      | 2026/27    | 900   |

## readings
| indicator | period     | value |
|-----------|------------|-------|
| PI 4      | Q1 2026/27 | 97    |
| PI 5      | Q1 2026/27 | 230   |
"""


def test_a_partner_is_told_whether_a_figure_is_of_its_period_or_of_the_year_to_date() -> None:
    there = asking(board(RUNNING), priority="")
    sheet = form_for(there, "Home Team").sheets[0]
    shown = grey(sheet)
    assert shown["For information: What the figure is of"] == (
        "Q2 2026/27 alone", "The year up to the end of the period",
    )  # fmt: skip
    assert shown["For information: Target"] == (
        "210 (not signed off) for Q1 to Q2 2026/27",
        "450, 2 of 4 equal parts of 900 (not signed off) for Q1 to Q2 2026/27",
    )


def test_a_lead_says_how_each_action_stands_beside_what_the_plan_has(needed: Asking) -> None:
    form = form_for(needed, "Di Ford")
    sheet = form.sheets[1]
    assert rows(sheet, "action", "wording", "state") == [
        ("1.1", "Open hubs", ""),
        ("1.2", "Brush teeth", ""),
    ]
    assert grey(sheet)["For information: Deadline"] == ("Q3 2026/27", "May 2027")
    assert grey(sheet)["Last time: State"] == ("At risk", "")
    assert grey(sheet)["Last time: Corrective action"] == ("New lease", "")
    assert [c.reference for c in form.closed] == ["1.3", "1.4"]
    assert sheet.needs[0] == Need("state")


def test_a_group_is_asked_a_and_b_of_its_areas_and_actions_with_room_for_more(
    needed: Asking,
) -> None:
    sheet = form_for(needed, "Users").sheets[0]
    assert grey(sheet)["For information: The action"] == ("", "Open hubs")
    assert grey(sheet)["Last time: a) Being delivered?"] == ("Partly", "")
    assert grey(sheet)["Last time: Comment"] == ("Too slow", "")
    assert sheet.needs == (
        Need("delivered"),
        Need("difference", "delivered", ("Yes", "Partly")),
    )
    assert sheet.spare > 0


def test_what_the_group_says_of_this_meeting_is_not_what_it_said_last(needed: Asking) -> None:
    july = replace(needed, at=replace(needed.at, meeting=needed.at.board.meeting["July"]))
    assert form_for(july, "Users").sheets[0].last == ()


def test_the_body_that_oversees_a_plan_is_asked_for_its_report_until_it_has_come(
    needed: Asking,
) -> None:
    sheet = form_for(needed, "Children's Board").sheets[0]
    assert sheet.needs == (Need("assurance"), Need("text", unless="file"))
    sent = board(
        f"{NEEDED}\n## highlights\n| body | meeting |\n|---|---|\n| Children's Board | November |\n"
    )
    forms = asked_forms(replace(needed, at=replace(needed.at, board=sent)), "performance_report")
    assert "Children's Board" not in by_person(forms)


def test_what_names_nobody_who_could_be_asked_is_told(needed: Asking) -> None:
    forms = asked_forms(needed, "performance_report")
    assert told(list(check_paper_asked(needed, forms, ASKED_TABLES))) == [
        "PK-820 Actions!C6: Action 1.5 names no reporting lead, so no form asks about it.",
        "PK-820 Indicators!C4: Indicator PI 3 names no partner, so no form asks for figures on it.",
        "PK-822 Indicators!C2: No e-mail address is known for Hospital Trust, Users and "
        "Children's Board.",
    ]
    assert list(check_paper_asked(needed, (), (FEEDBACK,))) == []
    assert [*{f.code for f in check_paper_asked(needed, (), (READINGS, UPDATES))}] == ["PK-820"]


# --- which figures are owed -----------------------------------------------------------------


@each(
    ("frequency", "readings", "day", "periods"),
    [
        ("Monthly", "May 2026=1", "31 July 2026", ["June 2026", "July 2026"]),
        ("Monthly", "May 2026=1", "30 July 2026", ["June 2026"]),
        ("Quarterly", "Q1 2026/27=1", "30 September 2026", ["Q2 2026/27"]),
        ("Quarterly", "Q1 2026/27=1", "29 September 2026", []),
        ("Quarterly", "Q1 2026/27=1; 2025/26=4", "1 October 2026", ["Q2 2026/27"]),
        ("Quarterly", "", "1 October 2026", ["Q2 2026/27"]),
        ("Termly", "Spring 2025/26=1", "1 October 2026", ["Summer 2025/26"]),
        ("Twice a year", "Q2 2025/26=1", "1 October 2026", ["Q4 2025/26", "Q2 2026/27"]),
        ("Annual", "2024/25=1", "1 October 2026", ["2025/26"]),
        ("Annual", "2024=1", "1 October 2026", ["2025"]),
        ("Annual", "2024/25=1; 2025/26=Published October 2026", "1 October 2026", ["2025/26"]),
        ("Annual", "2025/26=1", "1 October 2026", []),
        ("Annual", "", "1 October 2026", ["2025/26"]),
        ("Every two years", "2023/24=1", "1 October 2026", ["2025/26"]),
        ("Rolling three years", "2022 to 2024=1", "1 October 2026", ["2023 to 2025"]),
        ("Rolling three years", "", "1 October 2026", ["2023 to 2025"]),
        ("Quarterly", "Q1 2023/24=1", "1 October 2026", ["Q3 2025/26", "Q4 2025/26", "Q1 2026/27",
                                                          "Q2 2026/27"]),
    ],
)  # fmt: skip
def test_the_frequency_decides_which_figures_are_owed(
    frequency: str, readings: str, day: str, periods: list[str]
) -> None:
    pairs = [one.split("=") for one in readings.split("; ") if one]
    lines = "\n".join(f"| I | {period} | {value} |" for period, value in pairs)
    data = board(
        f"## indicators\n| reference | frequency |\n|---|---|\n| I | {frequency} |\n"
        f"## readings\n| indicator | period | value |\n|---|---|---|\n{lines}\n"
    )
    day_of = board(f"## meetings\n| reference | date |\n|---|---|\n| M | {day} |\n").meetings[0]
    assert day_of.date is not None
    assert [str(period) for period in owed(data, data.indicators[0], day_of.date)] == periods


def test_no_figure_is_owed_before_it_comes_out_or_without_a_frequency() -> None:
    data = board(
        "## indicators\n| reference | frequency | next due |\n|---|---|---|\n"
        "| A | Annual | 2 October 2026 |\n| B | | |\n".replace("next due", "next_due")
    )
    first, second = data.indicators
    assert owed(data, first, date(2026, 10, 1)) == ()
    assert [str(p) for p in owed(data, first, date(2026, 10, 2))] == ["2025/26"]
    assert owed(data, second, date(2026, 10, 2)) == ()


@given(
    st.sampled_from(["Monthly", "Quarterly", "Termly", "Twice a year", "Annual", "Every two years",
                     "Rolling three years"]),
    st.dates(date(2001, 1, 1), date(2099, 12, 31)),
)  # fmt: skip
def test_what_is_owed_has_ended_and_is_not_older_than_a_year(frequency: str, day: date) -> None:
    data = board(f"## indicators\n| reference | frequency |\n|---|---|\n| I | {frequency} |\n")
    for period in owed(data, data.indicators[0], day):
        assert 0 <= (day - period.last).days < 366


# --- the sponsor ----------------------------------------------------------------------------


def test_the_sponsor_sees_what_is_not_on_track_and_what_is_exceptional_the_worst_first(
    second: BoardData,
) -> None:
    form = sponsor_form(asking(second, "July"))
    (sheet,) = form.sheets
    assert rows(sheet, "action", "sponsor") == [
        ("1.1", "Ann Field"),
        ("1.3", "Ann Field"),
        ("1.2", "Ann Field"),
    ]
    assert grey(sheet) == {
        "For information: Actions": ("Open hubs", "Train staff", "Brush teeth"),
        "For information: Reporting lead": ("Cy Marsh", "Di Ford", "Cy Marsh"),
        "For information: RAG": ("Red", "Amber", "Green"),
        "For information: Reasons for escalation": ("No premises", "Two left", ""),
        "For information: Action to control risk": ("New lease", "Agency", ""),
        "For information: Any request to the Health and Wellbeing board": ("A room", "", ""),
        "For information: Exceptional progress?": ("", "", "Exceptional"),
        "For information: Link": ("", "", ""),
    }
    assert (form.about.purpose, form.about.person) == ("Sponsor views", "Ann Field")


SOME_CAME = """
## returns
| meeting | action | rating | reasons     | control   | link                  | lead     | wording   |
|---------|--------|--------|-------------|-----------|-----------------------|----------|-----------|
| July    | 1.1    | Red    | No premises | New lease | https://a.example/hub | Cy Marsh | Open hubs |
"""  # noqa: E501


def outline(form: Form) -> str:
    """Return what a form of one sheet asks, as an outline: each row with what stands beside it."""
    (sheet,) = form.sheets
    lines = [f"# {form.title}", form.guide.asks, form.guide.why]
    for number, called in enumerate(sheet.called):
        lines.append(f"## {called}")
        lines += [f"{f.heading}: {f.texts[number]}" for f in sheet.facts if f.texts[number]]
        lines += [sheet.heading(c) for c in sheet.columns if c.asked]
    lines += [f"No return: {m.reference} {m.wording} ({m.lead})" for m in form.missing]
    return "\n".join(lines)


def test_the_sponsor_reads_the_wording_the_leads_words_the_link_and_what_was_not_returned() -> None:
    form = sponsor_form(asking(logged(PLAN, SOME_CAME), "July"))
    assert (
        outline(form)
        == """\
# The sponsor's view of P1 Best start
Please say whether you agree with the rating that the reporting lead gave to one action for P1 \
Best start, which you sponsor.
The Health and Wellbeing Board meets on Thursday 16 July 2026. As sponsor, you answer to it for \
actions that are not on track. You are asked about every action that its lead rates as Amber or \
Red, and about exceptional progress.
## 1.1 Open hubs
For information: Actions: Open hubs
For information: Reporting lead: Cy Marsh
For information: RAG: Red
For information: Reasons for escalation: No premises
For information: Action to control risk: New lease
For information: Link: https://a.example/hub
Agreed or challenged (please fill in)
Rating by the sponsor (optional)
Why (if Challenged)
Sponsor's comment (optional)
No return: 1.2 Brush teeth (Cy Marsh)
No return: 1.3 Train staff (Di Ford)
No return: 1.6 Milk bank (Di Ford)
No return: 1.7 Nobody's (no reporting lead recorded)"""
    )


def test_the_sponsors_letter_gives_each_actions_wording_and_whom_to_speak_to() -> None:
    there = asking(logged(PLAN, SOME_CAME), "July")
    assert (
        form_letter(FormSent(there, sponsor_form(there), "Ann Field.xlsx")).text
        == """\
To: (no address known)
Subject: The sponsor's view of P1 Best start: please reply by Thursday 15 October 2026
Attach: Ann Field.xlsx

Dear Ann Field,

Please say whether you agree with the rating that the reporting lead gave to one action for P1 \
Best start, which you sponsor. Fill in the attached workbook, and send it to Rosalind Keane, \
rk@northmere.example, by Thursday 15 October 2026.

The Health and Wellbeing Board meets on Thursday 16 July 2026. As sponsor, you answer to it for \
actions that are not on track. You are asked about every action that its lead rates as Amber or \
Red, and about exceptional progress.

You are asked about:
- 1.1 Open hubs

We have no complete return yet for these: please speak to their reporting leads.
- 1.2 Brush teeth (Cy Marsh)
- 1.3 Train staff (Di Ford)
- 1.6 Milk bank (Di Ford)
- 1.7 Nobody's (no reporting lead recorded)

If you are no longer the sponsor, tell Rosalind Keane who is. If you have a question, ring \
Rosalind Keane on 01632 960147.

Rosalind Keane
Northmere Council
01632 960147
"""
    )


def test_the_sponsor_agrees_or_challenges_and_says_why(second: BoardData) -> None:
    (sheet,) = sponsor_form(asking(second, "July")).sheets
    assert [c.heading for c in asked_columns(sheet.table)] == [
        "Agreed or challenged",
        "Rating by the sponsor",
        "Why",
        "Sponsor's comment",
    ]
    assert sheet.needs == (Need("view"), Need("because", "view", ("Challenged",)))
    assert [word.word for word in sheet.words["rating"]] == ["Green", "Amber", "Red"]


def test_what_the_sponsor_has_rated_better_is_still_shown_as_the_lead_rated_it() -> None:
    log = f"{JULY}\n## views\n| meeting | action | rating | view |\n|---|---|---|---|\n"
    data = logged(PLAN, f"{log}| July | 1.1 | Green | Challenged |\n")
    (sheet,) = sponsor_form(asking(data, "July")).sheets
    assert ("1.1",) in rows(sheet, "action")
    assert "Red" in grey(sheet)["For information: RAG"]


def test_a_vacant_place_is_no_sponsor(plan: BoardData) -> None:
    assert sponsor_of(asking(plan)) == "Ann Field"
    assert sponsor_of(asking(plan, priority="P2")) == ""
    assert sponsor_of(asking(plan, priority="P1a")) == ""


# --- the text that goes with a form ---------------------------------------------------------


def test_the_text_is_ready_to_paste_into_an_e_mail(second: BoardData) -> None:
    there = asking(second)
    form = exception_forms(there)[0]
    assert (
        form_letter(FormSent(there, form, "Cy Marsh.xlsx")).text
        == """\
To: cy@a.example
Subject: Exception reporting on P1 Best start: please reply by Thursday 15 October 2026
Attach: Cy Marsh.xlsx

Dear Cy Marsh,

Please say how your 2 actions for P1 Best start are getting on. Fill in the attached \
workbook, and send it to Rosalind Keane, rk@northmere.example, by Thursday 15 October 2026.

The Health and Wellbeing Board meets on Thursday 12 November 2026, and sees how every action \
is getting on. For an action that is Green, give only its rating and its review date. For one \
that is Amber or Red, give the reason too, and say what is being done about it, by whom and by when.

You are asked about:
- 1.1 Open hubs (last time: Red)
- 1.2 Brush teeth (last time: Green)

You no longer need to report on:
- 1.4 Print leaflet (Delivered)

If an action is not yours, leave its answers blank, and tell Rosalind Keane who reports on it now. \
If you have a question, ring Rosalind Keane on 01632 960147.

Rosalind Keane
Northmere Council
01632 960147
"""
    )


def test_the_text_says_where_no_address_is_known(needed: Asking) -> None:
    letter = form_letter(FormSent(needed, form_for(needed, "Users"), "Users.xlsx"))
    assert letter.to == ""
    assert letter.text.startswith("To: (no address known)\n")
    assert "about:\n- frailty (last time: Partly)\n- 1.1 Open hubs\n" in letter.text
