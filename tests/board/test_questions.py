"""What the rules of a paper would say of a lead's answer is asked when the answer comes in (H7)."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.actions.returned import as_returned
from paperkit.board.history import Entry, History
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import RETURNS, PaperRow
from paperkit.files import bundled
from paperkit.findings import Finding, Place
from paperkit.frozen import replace
from paperkit.kinds.compose import check
from paperkit.kinds.questions import questions
from paperkit.packs.packs import find_pack
from paperkit.rounds.gathering import Gathered, gather
from paperkit.rounds.letters import to_each
from paperkit.rounds.returns import Intake
from paperkit.schema.columns import RowPlace
from paperkit.standpoint.board_at import BoardAt
from tests.board.returned import TODAY, WAYS, form
from tests.board.test_gathering import EARLIER, ISSUED, PLAN
from tests.cases import each
from tests.logs import logged

PACK = find_pack("council", (bundled("report_templates"),))
OWN = replace(WAYS, pack=PACK.settings)
KINDS = PACK.kinds()
LAST = """
## returns
| meeting | action | lead | rating | reasons | control |
| --- | --- | --- | --- | --- | --- |
| March | 1.1 | Jo Lee | Red | No premises | New lease |
"""
DATA = logged(PLAN, EARLIER + LAST + ISSUED)
GOOD: dict[str, str] = {
    "review date": "1 September 2026", "rating": "Amber", "reasons": "No premises",
    "control": "A lease follows", "request": "None.", "exceptional": "", "link": "",
}  # fmt: skip


def answered(
    changed: Mapping[str, str] = GOOD, ways: Ways = OWN, action: str = "1.1"
) -> tuple[Gathered, list[Finding]]:
    """Return what comes of one row of Jo Lee's form, good but for what is changed in it."""
    row = {**GOOD, **changed}
    heads = f"| action | {' | '.join(row)} |"
    rule = f"|{' --- |' * (len(row) + 1)}"
    cells = f"| {action} | {' | '.join(row.values())} |"
    back = form("Jo Lee", f"\n## returns\n{heads}\n{rule}\n{cells}\n")
    intake = Intake(BoardAt(DATA, ways), TODAY)
    result = gather([back], intake)
    asked = questions(result.answers, intake, KINDS)
    return result, [one.finding for one in asked]


# What is typed in which column, and what is asked: each rule's own bad example.
BAD = [
    ("reasons", "The date is TBC", "has 'TBC' in it", "Type the real words, or leave"),
    ("control", "A **new** lease", "has '**new**' in it", "Take the marks out"),
    ("reasons", "No_x000D_ premises", "has '_x000D_' in it", "Take the code out"),
    ("request", "Ring jo@council.example", "has 'jo@council.example' in it", "Take it out unless"),
    ("reasons", "As http://intranet/hub says", "'http://intranet' may open", "Link to a page"),
    ("link", "https://hub.sharepoint.com/a", "may open only inside", "Link to a page"),
    ("control", "A lease by 4 May", "gives '4 May' without a year", "Add the year"),
    ("reasons", "Shut on 31 June 2026", "gives '31 June 2026', which does", "Correct the date"),
    ("reasons", "As in 2025/27", "gives '2025/27', years that", "Correct one of the two years"),
    ("reasons", "On Monday 4 July 2026", "is a Saturday", "Correct"),
    ("control", "As appendix 2 says", "'appendix 2'", ""),
    ("reasons", "See attached", "has only 'See attached'", "Type there what the Board"),
    ("control", "See note.", "has only 'See note.'", "Type there what the Board"),
    ("review date", "1 July 2026", "before the meeting of 16 July 2026", "Give the next review"),
]  # fmt: skip


@each(("column", "typed", "said", "to_do"), BAD)
def test_what_a_paper_would_say_of_an_answer_is_asked_as_it_comes_in(
    column: str, typed: str, said: str, to_do: str
) -> None:
    result, (found,) = answered({column: typed})
    assert (found.code, found.person, found.place.file) == ("PK-765", "Jo Lee", "Jo Lee.xlsx")
    assert said in found.message
    assert "action 1.1" in found.message.casefold()
    assert found.remedy.startswith(to_do)
    assert len(result.taken) == 1, "A question keeps nothing back."


def test_exceptional_progress_of_which_nothing_is_said_is_asked_about() -> None:
    _, found = answered(
        {"rating": "Green", "reasons": "", "control": "", "exceptional": "Exceptional"}
    )
    assert [(one.message, one.remedy) for one in found] == [
        (
            "Action 1.1 went from Red to Green in one round.",
            "Check both ratings, and say whether this one is right.",
        ),
        (
            "The return of action 1.1 for July says 'Exceptional', but not what went well.",
            "Say in a sentence what went well.",
        ),
    ]


def test_a_review_date_that_a_paper_prints_is_asked_for_before_the_paper_has_a_row() -> None:
    (found,) = answered({"review date": ""}, action="1.2")[1]
    assert found.message == "The return of action 1.2 for July has no review date."
    assert found.remedy == "Give the day on which the Board should expect an update."


def test_a_good_answer_is_asked_nothing() -> None:
    assert answered()[1] == []


def test_what_the_plan_says_on_the_form_is_not_the_lead_s_to_answer() -> None:
    plan = replace(DATA.actions[0], target="TBC")
    board = replace(DATA, actions=(plan, *DATA.actions[1:]))
    back = form("Jo Lee", "\n## returns\n| action | target | rating | review date |\n"
                "| --- | --- | --- | --- |\n| 1.1 | TBC | Green | 1 September 2026 |")  # fmt: skip
    intake = Intake(BoardAt(board, OWN), TODAY)
    found = questions(gather([back], intake).answers, intake, KINDS)
    assert "TBC" not in " ".join(one.finding.message for one in found)


def test_a_note_that_the_council_has_switched_off_is_not_asked() -> None:
    quiet = replace(OWN, settings=replace(OWN.settings, notes_off=("PK-711",)))
    assert answered({"control": "A lease by 4 May"}, quiet)[1] == []


def test_each_question_stands_in_the_letter_to_its_lead() -> None:
    result, found = answered({"reasons": "The date is TBC", "control": "A lease by 4 May"})
    (letter,) = to_each((*result.findings, *found), DATA, OWN, TODAY)
    assert letter.person == "Jo Lee"
    for line in (
        "Action 1.1, Reasons for escalation: the text has 'TBC' in it. Type the real words",
        "Action 1.1, Action to control risk: the text gives '4 May' without a year. Add the year.",
    ):
        assert line in letter.text


def of_table(
    table: str, cells: dict[str, str], purpose: str, last: str = "", more: str = ""
) -> list[Finding]:
    rows = f"\n## {table}\n| {' | '.join(cells)} |\n|{' --- |' * len(cells)}\n"
    back = form("Ann Field", f"{rows}| {' | '.join(cells.values())} |\n", purpose=purpose)
    log = EARLIER + LAST + ISSUED + (last or LAST).replace("March", "July")
    intake = Intake(BoardAt(logged(PLAN + GROUP + more, log), OWN), TODAY)
    result = gather([back], intake)
    assert len(result.answers) == 1
    return [one.finding for one in questions(result.answers, intake, KINDS)]


GROUP = """
## groups
| name | actions |
| --- | --- |
| Ann Field | 1.1 |
"""


def test_a_sponsor_is_asked_about_his_or_her_own_words() -> None:
    view = {"action": "1.1", "view": "Agreed", "comment": "Comment TBC"}
    (found,) = of_table("views", view, "Sponsor views")
    assert (found.person, found.message) == (
        "Ann Field",
        "Action 1.1, Sponsor's comment: the text has 'TBC' in it.",
    )


def test_what_is_written_for_another_paper_is_asked_about() -> None:
    cells = {"group": "Ann Field", "meeting": "July", "about": "1.1", "comment": "More TBC"}
    (found,) = of_table("feedback", cells, "Performance report")
    assert found.message == "Feedback Ann Field, 1.1, Comment: the text has 'TBC' in it."


FIGURES = """
## indicators
| reference | name | partner | frequency |
| --- | --- | --- | --- |
| 2.1 | Visits | Ann Field | Quarterly |
## readings
| indicator | period | value |
| --- | --- | --- |
| 2.1 | Q3 2025/26 | 50 |
"""


@each(
    ("typed", "said", "to_do"),
    [
        (
            "n/k",
            "'n/k' stands where a figure belongs, and says neither why there is none nor when",
            "Type the figure",
        ),
        ("TBC", "the text has 'TBC' in it.", "Type the real words"),
        ("-54", "indicator 2.1 shows '-54' for Q4 2025/26, and none of", "Check the sign."),
    ],
)
def test_a_partner_is_asked_about_a_word_or_a_sign_that_no_figure_has(
    typed: str, said: str, to_do: str
) -> None:
    cells = {"indicator": "2.1", "period": "Q4 2025/26", "value": typed}
    (found,) = of_table("readings", cells, "Performance report", more=FIGURES)
    assert found.message.startswith(f"Readings 2.1, Q4 2025/26, Value: {said}")
    assert found.remedy.startswith(to_do)
    assert (found.person, found.value, found.place.cell) == ("Ann Field", typed, "C2")


@each("typed", ["54", "Published October 2026"])
def test_a_partner_is_not_asked_about_a_figure_or_when_it_will_come(typed: str) -> None:
    cells = {"indicator": "2.1", "period": "Q4 2025/26", "value": typed}
    assert of_table("readings", cells, "Performance report", more=FIGURES) == []


def test_a_lead_is_asked_for_reasons_once_the_sponsor_has_made_the_rating_worse() -> None:
    view = {"action": "1.1", "view": "Challenged", "rating": "Red", "because": "It is late"}
    green = LAST.replace("| Red | No premises | New lease |", "| Green | | |")
    found = of_table("views", view, "Sponsor views", green)
    assert [(one.person, one.message, one.remedy) for one in found] == [
        (
            "Jo Lee",
            "The return of action 1.1 for July is rated Red by the sponsor, but no reasons are "
            "given.",
            "Give the reasons.",
        ),
        (
            "Jo Lee",
            "The return of action 1.1 for July is rated Red by the sponsor, but no action to "
            "control the risk is given.",
            "Say what is being done, by whom and by when.",
        ),
    ]


def test_what_is_asked_of_one_action_stands_together_in_the_letter() -> None:
    heads = "| action | rating | reasons | control | review date |\n" + "| --- " * 5 + "|\n"
    rows = "".join(
        f"| {one} | Amber | Shut on 4 May | TBC | 1 September 2026 |\n" for one in ("1.1", "1.2")
    )
    intake = Intake(BoardAt(DATA, OWN), TODAY)
    result = gather([form("Jo Lee", f"\n## returns\n{heads}{rows}")], intake)
    found = [one.finding for one in questions(result.answers, intake, KINDS)]
    (letter,) = to_each(found, DATA, OWN, TODAY)
    asked = [line.partition(": Action ")[2][:3] for line in letter.text.split("\n- ")[1:]]
    assert asked == ["1.1", "1.1", "1.2", "1.2"]


# --- Nothing new at the build --------------------------------------------------------------

OFFICER_S = {"PK-879", "PK-880", "PK-884", "PK-890"}
"""What the officer decides or gathers, and no lead can answer."""

WORDS = st.lists(
    st.sampled_from([*(typed for _, typed, *_ in BAD), "No premises", "None."]),
    max_size=2,
).map(" ".join)


@settings(max_examples=30)
@given(
    action=st.sampled_from(["1.1", "1.2"]),
    rating=st.sampled_from(["Green", "Amber", "Red"]),
    day=st.sampled_from(["", "1 July 2026", "16 July 2026", "1 September 2026"]),
    exceptional=st.sampled_from(["", "No", "Exceptional", "Completed early"]),
    reasons=WORDS, control=WORDS, request=WORDS,
)  # fmt: skip
def test_a_paper_finds_nothing_at_an_answer_that_was_not_asked_as_it_came_in(
    action: str, rating: str, day: str, exceptional: str, reasons: str, control: str, request: str
) -> None:
    row = {
        "rating": rating, "review date": day, "exceptional": exceptional, "reasons": reasons,
        "control": control, "request": request,
    }  # fmt: skip
    result, asked = answered(row, action=action)
    first = len(DATA.history.entries) + 1
    entries = [
        Entry(
            number=number, table=one.table, recorded_on=TODAY,
            row=replace(one.row, place=RowPlace(Place("log", entry=number))),
        )
        for number, one in enumerate(result.taken, start=first)
    ]  # fmt: skip
    papers = tuple(
        PaperRow(reference=name, kind=name, meeting="July", priority="P1")
        for name, kind in KINDS.items()
        if kind.round
    )
    board = replace(DATA, papers=papers, history=History((*DATA.history.entries, *entries)))
    board, _ = as_returned(board, OWN, board.meeting["July"])
    needs = {name: kind.needs_of(PACK.settings) for name, kind in KINDS.items()}
    at = BoardAt(board, OWN, board.meeting["July"], as_at=TODAY, kinds=needs, today=TODAY)
    columns = {column.heading for column in RETURNS.columns if column.asked}
    to_ask = {
        found.place.field
        for found in check(at)
        if found.place.entry >= first and found.place.field in columns
        if found.code not in OFFICER_S
    }
    assert to_ask <= {found.place.field for found in (*result.findings, *asked)}
