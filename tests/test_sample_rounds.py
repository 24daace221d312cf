"""The sample's rounds of exception reporting, from forms to papers, as the demo has them."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, Risk, View
from paperkit.board.words import Body
from paperkit.cli.options import cache_folder
from paperkit.meetings.items import Item, ItemSource
from paperkit.meetings.year_ahead import YearAhead
from paperkit.pipeline.building import Built, build
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.planning import plan_ahead
from paperkit.pipeline.reading import read_board
from paperkit.pipeline.record import verify_log
from paperkit.pipeline.rounds import form_status, gather_returns
from paperkit.pipeline.starting import Demo
from paperkit.record import LOG_FILE
from paperkit.word.outline import outline
from tests.demo import DemoMade

TODAY = date(2026, 7, 1)
MARCH, MAY, JULY = "Board March 2026", "Board May 2026", "Board July 2026"


@pytest.fixture(scope="module")
def demo(demo_made: DemoMade) -> Demo:
    return demo_made.demo


@pytest.fixture(scope="module")
def board(demo: Demo) -> BoardData:
    return read_board(demo.folder).board


def page(demo: Demo, words: str) -> str:
    """Return the paper whose name holds the words, in words."""
    (path,) = (one for one in demo.papers if words in one.name and one.suffix == ".docx")
    return outline(path.read_bytes())


def row(text: str, begins: str) -> list[str]:
    """Return the cells of the one table row whose first cell begins so."""
    rows = [line for line in text.splitlines() if line.startswith(f"| {begins}")]
    (found,) = (line for line in rows if line.count(" | ") > 4)
    return [cell.strip() for cell in found.strip("| ").split(" | ")]


# --- Forms out, returns in ------------------------------------------------------------------


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.xlsx")}


def test_every_form_that_went_out_came_back_but_one_leads(demo: Demo) -> None:
    assert names(demo.forms) - names(demo.returned) == {
        "Emma Lindqvist - Exception reporting P2 - Board July 2026.xlsx"
    }
    assert names(demo.returned) <= names(demo.forms)
    assert len(names(demo.returned)) == 12


def known(path: Path) -> dict[tuple[str, str], object]:
    """Return what a form had filled in when it went out, by its row's reference and the heading."""
    head, *rows = load_workbook(path).worksheets[2].iter_rows()
    grey = [number for number, cell in enumerate(head) if cell.fill.fgColor.rgb == "FFD9D9D9"]
    return {
        (str(cells[0].value), str(head[number].value)): cells[number].value
        for cells in rows
        for number in grey
    }


def test_a_form_that_came_back_is_the_one_that_went_out(demo: Demo) -> None:
    for path in demo.returned.rglob("*.xlsx"):
        (issued,) = demo.forms.rglob(path.name)
        assert known(path) == known(issued), path.name


def test_the_log_holds_every_answer_of_both_rounds(board: BoardData) -> None:
    returned = board.history.rows(RETURNS, Return)
    ratings = {
        meeting: {one.action: one.rating for one in returned if one.meeting == meeting}
        for meeting in (MARCH, JULY)
    }
    assert ratings == {
        MARCH: {
            "2.2": "Amber", "2.3": "Amber", "2.4": "Amber", "2.6": "Green", "2.7": "Amber",
            "2.8": "Green", "2.10": "Amber", "3.2": "Amber", "3.3": "Amber", "3.5": "Green",
            "3.6": "Green", "3.7": "Amber",
        },
        JULY: {
            "2.2": "Green", "2.3": "Amber", "2.4": "Amber", "2.6": "Green", "2.10": "Red",
            "3.2": "Amber", "3.3": "Red", "3.5": "Green", "3.6": "Green", "3.7": "Green",
        },
    }  # fmt: skip
    assert {(one.action, one.rating) for one in board.history.rows(VIEWS, View)} == {
        ("2.10", ""), ("2.3", ""), ("2.4", "Red"), ("2.6", ""),
    }  # fmt: skip
    assert [str(one.route) for one in board.history.rows(REQUESTS, Request)] == [
        "Recommendation", "Handled elsewhere", "Recommendation", "Listed",
    ]  # fmt: skip
    assert [(r.action, r.closed_on) for r in board.history.rows(RISKS, Risk)] == [
        ("2.2", date(2026, 6, 11)), ("2.4", None), ("3.7", date(2026, 5, 29)),
    ]  # fmt: skip


def test_the_log_is_in_the_order_of_its_days_and_whole(demo: Demo, board: BoardData) -> None:
    days = [entry.recorded_on for entry in board.history.entries]
    assert days == sorted(days)
    assert len(days) == demo.entries
    assert verify_log(demo.folder).findings == ()


def test_gathering_the_same_forms_again_adds_nothing(demo: Demo, tmp_path: Path) -> None:
    project = tmp_path / "again"
    shutil.copytree(demo.folder, project)
    before = (project / LOG_FILE).read_bytes()
    for name in (f"P2 {JULY}", f"P3 {JULY}", f"P2 {JULY}, sponsor"):
        done = gather_returns(project, TODAY, project / "returned" / name)
        assert (done.logged, done.refused) == (0, "")
    assert (project / LOG_FILE).read_bytes() == before


def test_the_one_who_has_not_returned_is_overdue_with_both_actions(demo: Demo) -> None:
    (status,) = form_status(demo.folder, priority="P2", meeting=JULY, today=TODAY)
    late = [(lead.person, [item.name for item in lead.missing]) for lead in status.missing]
    assert late == [("Emma Lindqvist", ["2.7", "2.8"])]
    assert status.is_overdue


def test_the_second_form_shows_what_was_said_in_the_first_round(demo: Demo) -> None:
    (path,) = demo.forms.rglob("Fiona Hartwell - Exception reporting P2 - Board July 2026.xlsx")
    sheet = load_workbook(path)["Exception report"]
    head = [str(cell.value) for cell in sheet[1]]
    last = [number for number, heading in enumerate(head) if heading.startswith("Last time: ")]
    told = {
        str(cells[0].value): [str(cells[number].value) for number in last]
        for cells in sheet.iter_rows(2)
    }
    assert told["2.4"][:2] == [MARCH, "Amber"]
    assert "The shared record did not pass its security test" in told["2.4"][2]


# --- The papers on the round ----------------------------------------------------------------


def test_the_appendix_shows_rating_movement_and_last_time(demo: Demo) -> None:
    text = page(demo, "Appendix 1")
    told = {ref: row(text, f"{ref} ")[5] for ref in ("2.2", "2.3", "2.4", "2.6", "2.7", "2.10")}
    assert told == {
        "2.2": "[Green ●] ¶ Last time: Amber, better",
        "2.3": "[Amber ▲] ¶ Last time: Amber, unchanged",
        "2.4": "[Red ■] ¶ Lead's rating: [Amber ▲] ¶ Last time: Amber, worse",
        "2.6": "[Green ●] ¶ Last time: Green, unchanged",
        "2.7": "No return received ¶ Last time: Amber",
        "2.10": "[Red ■] ¶ Last time: Amber, worse",
    }


def test_a_moderated_rating_keeps_the_leads_and_says_who_changed_it_and_why(demo: Demo) -> None:
    (reasons,) = (
        line for line in page(demo, "Appendix 1").splitlines() if "The lead's rating was" in line
    )
    assert (
        "The lead's rating was changed from Amber to Red by the sponsor (Thomas Ackerley)"
        in reasons
    )
    assert "The Board agreed 31 May 2026 as the deadline in March" in reasons


def test_at_a_glance_the_performance_report_names_all_that_is_red(demo: Demo) -> None:
    text = page(demo, "Performance report")
    assert "[Red ■] PI 4 healthy weight, PI 19 emotional wellbeing waits. Now rated" in text
    assert (
        "[Red ■] 2.4 joint community team, 3.3 single crisis line, 2.10 beds at Ellerholt House "
        "(suspended). Not rated" in text
    )


def test_the_summary_of_the_performance_report_asks_for_what_is_recommended(demo: Demo) -> None:
    text = page(demo, "Performance report")
    summary, _, recommended = text.partition("| Recommendations")
    assert (
        "Three matters need a decision: what is done about the single crisis line (action 3.3) and "
        "late training in smoking advice (action 1.3), and a session on children's waits."
    ) in summary
    assert (
        "agree the corrective actions for the single crisis line (action 3.3) and smoking advice "
        "training (action 1.3)." in recommended
    )


def test_the_second_round_says_where_the_board_saw_the_ratings_of_the_first(demo: Demo) -> None:
    text = page(demo, "Exception reporting on ageing well")
    assert "No exception report on this priority is recorded as published for the last" in text
    assert (
        "the ratings of the first came to the Board in the performance report of 12 March 2026."
    ) in text


def test_page_one_of_the_cover_names_what_worries_and_what_is_asked(demo: Demo) -> None:
    text = page(demo, "Exception reporting on ageing well")
    assert text.index("What needs the Board's attention") < text.index("Recommendations")
    assert (
        "| [Red ■] | 2 of 7 | 2.4 joint community team and 2.10 beds at Ellerholt House "
        "(now suspended) |" in text
    )
    assert (
        "To agree: 2.4 joint community team<br>To note: 2.10 beds at Ellerholt House (now "
        "suspended)<br>Handled elsewhere: 2.3 frailty reviews in care homes" in text
    )


def test_the_cover_names_the_missing_returns_and_lists_its_appendix(demo: Demo) -> None:
    text = page(demo, "Exception reporting on ageing well")
    assert (
        "No return was received for 2 of the 7 actions: 2.7 named dementia advisers (Emma "
        "Lindqvist) and 2.8 short breaks for carers (Emma Lindqvist)." in text
    )
    assert "Appendix 1: Exception report on every action for ageing well" in text


def test_each_request_is_decided_and_one_of_them_is_a_recommendation(demo: Demo) -> None:
    text = page(demo, "Exception reporting on ageing well")
    assert (
        "1.2 | That the Health and Wellbeing Board agree 31 August 2026 as the new deadline for "
        "the joint community team (action 2.4)." in text
    )
    decided = re.findall(r"Asked by: [^|\n]+\|[^|\n]+\| ([^|\n]+) \|\n", text)
    assert decided == [
        # The papers are published on 8 July.
        "To be handled elsewhere, by Dr Peter Wisniewski, by 9 July 2026",
        "Put to the Board as a recommendation",
        "Listed for the Board to see",
    ]


def test_concerns_and_successes_are_two_tables(demo: Demo) -> None:
    text = page(demo, "Exception reporting on ageing well")
    concerns, successes = text.split("[table: Areas of potential concern]")[1].split(
        "[table: Exceptional progress]"
    )
    assert re.findall(r"\| (\d\S+) ", concerns.split("[end")[0]) == ["2.4", "2.10", "2.3"]
    assert re.findall(r"\| (\d\S+) ", successes.split("[end")[0]) == ["2.6"]
    assert "Reasons for escalation (Amber twice running):" in concerns


def test_the_table_of_the_round_comes_as_a_workbook_too(demo: Demo) -> None:
    (path,) = (one for one in demo.papers if one.suffix == ".xlsx")
    sheet = load_workbook(path).worksheets[0]
    filled = [[cell.value for cell in cells] for cells in sheet.iter_rows()]
    assert any("RAG" in cells for cells in filled)
    assert sum("Fiona Hartwell" in cells for cells in filled) == 3


def test_the_performance_report_tells_what_moved_since_the_last_one(demo: Demo) -> None:
    assert (
        "Of the 12 actions asked about since the last report, 3 have a worse rating (joint "
        "community team, beds at Ellerholt House and " in page(demo, "Performance report")
    )


def test_what_the_demo_finds_is_the_gaps_that_the_sample_shows(demo: Demo) -> None:
    found = [finding.code for finding in demo.findings]
    assert [number for number in found if number not in ("PK-961", "PK-894")] == [
        "PK-503", "PK-882", "PK-882", "PK-896",
    ]  # fmt: skip


# --- The forward plan against the seeds ------------------------------------------------------


def ahead(demo: Demo, meeting: str, body: Body) -> YearAhead:
    planned = plan_ahead(demo.folder, meeting=meeting, body=body, today=TODAY).planned
    assert planned
    return planned.year


def at(year: YearAhead, source: ItemSource) -> dict[str, list[Item]]:
    """Return the items of a source by the month of their meeting."""
    found = {
        f"{one.meeting.date:%B}": [item for item in one.items if item.source is source]
        for one in year.meetings
        if one.meeting.date
    }
    return {month: items for month, items in found.items() if items}


def test_the_board_meets_six_times_with_reports_in_their_months(demo: Demo) -> None:
    """T 3.15: six meetings; performance reports in July, November, March; annual in May."""
    year = ahead(demo, MAY, Body.BOARD)
    assert len(year.meetings) == 6
    cadence = {
        month: [item.title for item in items]
        for month, items in at(year, ItemSource.CADENCE).items()
    }
    assert cadence == {
        "May": ["Annual report 2025/26"],
        "July": ["Performance report to July 2026"],
        "November": ["Performance report"],
        "March": ["Performance report"],
    }


def test_the_performance_report_has_the_four_parts(demo: Demo) -> None:
    """T 3.16: indicators, what groups say, the highlight report, actions due by the meeting."""
    text = page(demo, "Performance report")
    parts = (
        "Performance indicators", "What the groups said",
        "Children and Young People's highlight report", "Actions due by this meeting, or at risk",
    )  # fmt: skip
    assert [part for part in parts if f"| {part}\n" not in text] == []


@pytest.mark.parametrize(
    ("body", "meeting"), [(Body.BOARD, MAY), (Body.EXECUTIVE, "Executive April 2026")]
)
def test_each_meeting_of_both_bodies_monitors_by_milestones(
    demo: Demo, body: Body, meeting: str
) -> None:
    """T 3.17: key milestones in the Board's and the Executive's plan; each meeting monitors."""
    year = ahead(demo, meeting, body)
    assert len(at(year, ItemSource.MILESTONE)) == len(year.meetings)
    assert all(one.monitors for one in year.meetings)
    assert all(item.purpose for items in at(year, ItemSource.MILESTONE).values() for item in items)


def test_the_four_processes_of_monitoring_are_on_the_plan(demo: Demo) -> None:
    """H 3.6: partners' reports, exception reporting, the dashboard, development sessions."""
    year = ahead(demo, MAY, Body.BOARD)
    partners = {month: items[0] for month, items in at(year, ItemSource.PARTNER).items()}
    assert list(partners) == ["May", "September", "November", "January"]
    assert all(item.actions for item in partners.values())
    turns = at(year, ItemSource.ROUND)["July"]
    assert all(item.purpose for item in turns)
    rounds = [item.title for item in turns]
    assert rounds == [
        "Exception reporting on ageing well",
        "Exception reporting on Good mental health",
    ]
    counted = {str(one.priority.reference): (len(one.meetings), one.asked) for one in year.rounds}
    assert counted["P2"] == counted["P3"] == (1, 2)
    assert "Outcomes dashboard to July 2026" in [
        i.title for i in at(year, ItemSource.PAPER)["July"]
    ]
    assert [(str(one.meeting.date), one.topics) for one in year.sessions] == [
        (
            "2026-10-01",
            (
                "The wait for children's emotional wellbeing",
                "Help at night for adults in crisis",
            ),
        )
    ]


def test_the_plans_stand_on_every_agenda(demo: Demo) -> None:
    """H 3.11: the implementation plans are a standing item of each meeting."""
    year = ahead(demo, MAY, Body.BOARD)
    assert [one.items[0].title for one in year.meetings] == ["Progress of every delivery plan"] * 6


# --- What the annual report says, against the rows --------------------------------------------


@pytest.fixture(scope="module")
def annual(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Built:
    out = tmp_path_factory.mktemp("annual")
    order = Order(
        demo.folder, "annual_report", TODAY, MAY, out=out, explain=True, cache=cache_folder()
    )
    return build(order)


@pytest.fixture(scope="module")
def typed(demo: Demo) -> Workbook:
    """Return the demonstration's workbook, which is only read."""
    return load_workbook(demo.folder / "board.xlsx")


# The words were counted by hand in samples/council/board.yaml, and the rows looked up there.
@pytest.mark.parametrize(
    ("key", "words", "sheet", "rows"),
    [
        (
            "achieved.P2",
            "Of its 10 actions, 2 were delivered in the year: memory cafés and social workers in "
            "A&E. One milestone has no day recorded, although its action was delivered. Of its 7 "
            "indicators, 3 met their targets for 2025/26: admissions after a fall, memory clinic "
            "waits and delayed hospital discharges. One cannot be compared with a target: A&E "
            "visits from care homes. Exceptional progress or early completion was reported on "
            "one action (short breaks for carers).",
            "Actions",
            ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10"],
        ),
        (
            "less_well.moved",
            "The deadlines of 3 actions were moved: food advertising policy (from 30 April 2026 to "
            "31 October 2026), joint community team (from 31 December 2025 to 31 May 2026) and "
            "early help assessment (from 31 March 2026 to 31 December 2026).",
            "Actions",
            ["1.7", "2.4", "4.5"],
        ),
        (
            "outturns.awaited",
            "One indicator has no outturn for 2025/26 yet: adult activity (published October "
            "2026).",
            "Indicators",
            ["PI 3"],
        ),
        (
            "less_well.targets",
            "Of the 25 indicators, 9 are worse than their targets for 2025/26.",
            "Indicators",
            ["PI 4", "PI 6", "PI 7", "PI 12", "PI 16", "PI 19", "PI 20", "PI 21", "PI 24"],
        ),
        (
            "ratings.at_year_end",
            "Of the 12 actions asked about, 4 were rated Green and 8 were rated Amber in their "
            "last round of the year.",
            "Actions",
            ["2.2", "2.3", "2.4", "2.6", "2.7", "2.8", "2.10", "3.2", "3.3", "3.5", "3.6", "3.7"],
        ),
        (
            "heard.groups",
            "Five groups were asked for their views ahead of 3 meetings of the year. Returns "
            "received: 3 for 17 July 2025, 3 for 20 November 2025 and 2 for 12 March 2026.",
            "Feedback",
            [
                "Older People's Partnership Board", "Healthwatch Northmere",
                "Northmere Stakeholder Group", "Older People's Partnership Board",
                "Adult Mental Health Partnership Board",
                "Children, Young People & Families Reference Group",
                "Older People's Partnership Board", "Healthwatch Northmere",
            ],
        ),
        (
            "next_year.carried",
            "Two actions are carried over and keep their references: community connectors and "
            "foster households for teenagers.",
            "Actions",
            ["3.7", "5.6"],
        ),
        (
            "brought.sessions",
            "One issue came to the Board from development sessions, which are not held in public.",
            "Sessions",
            ["Development session February 2026"],
        ),
    ],
)  # fmt: skip
def test_a_sentence_of_the_annual_report_says_what_its_rows_hold(
    typed: Workbook, annual: Built, key: str, words: str, sheet: str, rows: list[str]
) -> None:
    assert annual.sentences
    (sentence,) = (one.sentence for one in annual.sentences if one.sentence.key == key)
    assert sentence.words == words
    cells = [place.cell for place in sentence.rests_on if place.sheet == sheet]
    assert [typed[sheet][cell].value for cell in cells] == rows
