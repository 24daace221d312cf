"""``paperkit plan``: the year ahead on the terminal, as JSON, and in a calendar."""

import json
from datetime import date
from pathlib import Path

import pytest

from paperkit.pipeline.checking import check_project
from tests.cli.conftest import Command
from tests.files.calendars import read

SETTINGS = "council:\n  name: Anyshire Council\npack: council\n"
BOARD = """
meetings:
  - reference: July
    date: 16 July 2026
  - reference: September
    date: 17 September 2026
    state: Cancelled
  - reference: Session
    date: 1 October 2026
    kind: Development session
  - reference: Executive
    date: 15 October 2026
    body: Executive
forward_items:
  - meeting: July
    kind: Decision
    title: Joint contract
    purpose: To agree the price.
    lead: Ama Reed
    publicity: Exempt
sessions:
  - meeting: Session
    topic: Housing
people:
  - name: Ama Reed
    post: Transport Lead
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "my-board"
    folder.mkdir()
    (folder / "paperkit.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "board.yaml").write_text(BOARD, encoding="utf-8")
    return folder


def test_the_plan_is_shown_from_the_next_meeting_on(paperkit: Command, project: Path) -> None:
    ran = paperkit("plan", "--project", project)
    assert ran.code == 0
    assert (
        ran.out
        == """\
Forward plan of the Health and Wellbeing Board, 16 July 2026 to 15 July 2027

This is a work programme. It is not the notice of key decisions that a council's executive gives
under the regulations of 2012 (SI 2012/2089).
The meeting of 17 September 2026 was cancelled.
No item is marked as a key decision.
Every meeting has an item that monitors delivery.

Thursday 16 July 2026 (July)

  - Progress of every delivery plan
      Assurance; The Board; Standing item; Public
      What has changed since the last meeting, and what needs the Board.
  - Performance report
      Performance; To be named; Reporting cycle; Public
      Whether what was due has been delivered, and whether it makes a difference.
  - Joint contract
      Decision; Ama Reed, Transport Lead; Forward plan; Exempt
      Not for publication

  Forms out                         Wednesday 20 May 2026
  Returns due                       Thursday 18 June 2026
  Drafts to sponsors and directors  Tuesday 30 June 2026
  Papers cleared                    Monday 6 July 2026
  Papers to the clerk               Tuesday 7 July 2026
  Papers published                  Wednesday 8 July 2026

Development sessions, which are not public

  - Thursday 1 October 2026: Housing

Notes, worth a look (2)

  PK-463  board.yaml, line 4, date
          From 1 May 2026 to 30 April 2027 there is 1 public meeting (1 cancelled is not counted);\
 the settings say 6.
          Add the meetings that are missing, or correct meetings_a_year in the settings.

  PK-464  board.yaml, line 3, reference
          July receives the performance report, and the table Papers has no row for it.
          Add a row for the paper to the table Papers.

Found 2 notes.
"""
    )


def test_no_line_of_the_samples_plan_is_longer_than_a_terminal(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit("plan", "--project", sample)
    plan = ran.out[: ran.out.index("Development sessions")]
    assert max(map(len, plan.splitlines())) <= 100
    assert "Thursday 18 March 2027 (Board March 2027)" in plan


def test_the_executives_plan_is_its_own(paperkit: Command, project: Path) -> None:
    ran = paperkit("plan", "--body", "executive", "--project", project)
    assert "Forward plan of the Health and Wellbeing Executive, 15 October 2026" in ran.out
    assert "Nothing is planned for this meeting yet." in ran.out
    assert "Papers published" not in ran.out


def test_a_meeting_of_the_executive_asks_for_its_plan(paperkit: Command, project: Path) -> None:
    ran = paperkit("plan", "--meeting", "Executive", "--project", project)
    assert ran.out.startswith("Forward plan of the Health and Wellbeing Executive")


def test_a_body_without_a_meeting_ahead_is_told_what_to_do(
    paperkit: Command, project: Path
) -> None:
    data = (project / "board.yaml").read_text("utf-8").replace("body: Executive", "body: Board")
    (project / "board.yaml").write_text(data, encoding="utf-8")
    ran = paperkit("plan", "--body", "executive", "--project", project)
    assert ran.code == 3
    assert "No meeting of the Executive lies ahead. Name one with --meeting" in ran.err


def test_json_gives_days_as_other_programs_read_them(paperkit: Command, project: Path) -> None:
    told = json.loads(paperkit("plan", "--project", project, "--json").out)
    plan = told["plan"]
    assert (plan["body"], plan["first"], plan["last"]) == ("Board", "2026-07-16", "2027-07-15")
    (july,) = plan["meetings"]
    assert (july["reference"], july["date"], july["monitors"]) == ("July", "2026-07-16", True)
    assert july["deadlines"][-1] == {"step": "Papers published", "day": "2026-07-08"}
    assert july["items"][-1] == {
        "title": "Joint contract",
        "kind": "Decision",
        "lead": "Ama Reed",
        "purpose": "Not for publication",
        "actions": [],
        "source": "Forward plan",
        "publicity": "Exempt",
        "key_decision": False,
        "moved_from": "",
        "to_follow": False,
    }
    assert plan["cancelled"] == [
        {"reference": "September", "date": "2026-09-17", "state": "Cancelled"}
    ]
    assert plan["sessions"] == [
        {"reference": "Session", "date": "2026-10-01", "state": "", "topics": ["Housing"]}
    ]
    assert (plan["unplaced"], plan["rounds"]) == ([], [])
    assert [finding["code"] for finding in told["findings"]] == ["PK-463", "PK-464"]


def test_the_calendar_holds_meetings_and_deadlines(
    paperkit: Command, project: Path, tmp_path: Path
) -> None:
    file = tmp_path / "board.ics"
    ran = paperkit("plan", "--ics", file, "--project", project)
    assert f"Written: {file}, with 9 days." in ran.out
    days = [(e["DTSTART"].value, e["SUMMARY"].text) for e in read(file.read_bytes())]
    assert days == [
        ("20260716", "Health and Wellbeing Board"),
        ("20260520", "Forms out: Health and Wellbeing Board, July"),
        ("20260618", "Returns due: Health and Wellbeing Board, July"),
        ("20260630", "Drafts to sponsors and directors: Health and Wellbeing Board, July"),
        ("20260706", "Papers cleared: Health and Wellbeing Board, July"),
        ("20260707", "Papers to the clerk: Health and Wellbeing Board, July"),
        ("20260708", "Papers published: Health and Wellbeing Board, July"),
        ("20260917", "Health and Wellbeing Board"),
        ("20261001", "Development session: Health and Wellbeing Board"),
    ]


def test_the_calendar_tells_what_a_meeting_has_and_nothing_of_a_session(
    paperkit: Command, project: Path, tmp_path: Path
) -> None:
    file = tmp_path / "board.ics"
    paperkit("plan", "--ics", file, "--project", project)
    events = read(file.read_bytes())
    assert events[0]["DESCRIPTION"].text == (
        "Progress of every delivery plan\nPerformance report\nJoint contract"
    )
    assert [event["STATUS"].value for event in events if event["DTSTART"].value == "20260917"] == [
        "CANCELLED"
    ]
    assert b"Housing" not in file.read_bytes()
    assert b"agree the price" not in file.read_bytes()


def test_a_moved_meeting_keeps_its_place_in_a_calendar(
    paperkit: Command, project: Path, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.ics", tmp_path / "after.ics"
    paperkit("plan", "--ics", before, "--project", project)
    data = (project / "board.yaml").read_text("utf-8").replace("16 July", "23 July")
    (project / "board.yaml").write_text(data, encoding="utf-8")
    paperkit("plan", "--ics", after, "--project", project)

    def names(file: Path) -> list[str]:
        return [event["UID"].value for event in read(file.read_bytes())]

    assert names(before) == names(after)
    assert len(set(names(before))) == len(names(before))


def test_a_file_that_is_there_is_not_written_over(
    paperkit: Command, project: Path, tmp_path: Path
) -> None:
    file = tmp_path / "board.ics"
    file.write_text("Mine.", encoding="utf-8")
    ran = paperkit("plan", "--ics", file, "--project", project)
    assert ran.code == 3
    assert "'board.ics' is already there" in ran.err
    assert file.read_text(encoding="utf-8") == "Mine."


def test_data_that_cannot_be_read_are_told_and_no_calendar_is_made(
    paperkit: Command, project: Path, tmp_path: Path
) -> None:
    (project / "board.yaml").write_text("meetigs: []", encoding="utf-8")
    file = tmp_path / "board.ics"
    ran = paperkit("plan", "--ics", file, "--project", project, "--json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert (told["plan"], told["files"]) == (None, [])
    assert [finding["code"] for finding in told["findings"]] == ["PK-205"]
    assert not file.exists()


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (("--meeting", "July"), "2026-07-16 Board/{}Board - 16 July 2026"),
        (
            ("--body", "executive", "--meeting", "July"),
            "2026-07-16 Board/{}Executive - 16 July 2026",
        ),
        (
            ("--meeting", "Executive"),
            "2026-10-15 Executive/{}Executive - Executive, 15 October 2026",
        ),
    ],
)
def test_the_plan_is_built_as_a_paper_of_its_body(
    paperkit: Command, project: Path, words: tuple[str, ...], file: str
) -> None:
    ran = paperkit("build", "forward_plan", *words, "--final", "--project", project)
    assert ran.code == 0, ran.out
    path = file.format("Forward plan of the Health and Wellbeing ")
    assert (project / "papers" / f"{path}.docx").is_file()


def test_two_plans_of_a_meeting_are_told_apart_by_their_body(
    paperkit: Command, project: Path
) -> None:
    papers = """
papers:
  - reference: Plan A
    kind: forward_plan
    meeting: July
    publicity: Public
  - reference: Plan B
    kind: forward_plan
    meeting: July
    publicity: Public
    body: Executive
"""
    (project / "board.yaml").write_text(BOARD + papers, encoding="utf-8")
    words = ("build", "forward_plan", "--meeting", "July", "--project", project)
    assert "Name one of them by its reference: 'Plan A', 'Plan B'" in paperkit(*words).err
    ran = paperkit(*words, "--body", "executive")
    assert "Draft - Forward plan of the Health and Wellbeing Executive" in ran.out
    wrong = paperkit("build", "Plan A", "--body", "executive", "--project", project)
    assert "'Plan A' is not the forward plan of the Executive." in wrong.err


def test_only_a_forward_plan_is_a_bodys(paperkit: Command, project: Path) -> None:
    ran = paperkit(
        "build", "performance_report", "--body", "board", "--meeting", "July", "--project", project
    )
    assert ran.code == 3
    assert "A paper of the kind performance_report is not a forward plan." in ran.err


def test_body_goes_with_one_paper(paperkit: Command, project: Path) -> None:
    ran = paperkit("build", "--all", "--body", "board", "--meeting", "July", "--project", project)
    assert ran.code == 2
    assert "--priority and --body go with one paper" in ran.err


@pytest.mark.parametrize(("day", "told"), [(8, False), (9, True)])
def test_a_check_of_a_meeting_tells_that_its_day_of_publication_has_passed(
    project: Path, day: int, told: bool
) -> None:
    checked = check_project(project, meeting="July", today=date(2026, 7, day))
    assert ("PK-960" in [finding.code for finding in checked.findings]) is told


def test_a_check_of_all_the_data_tells_which_meetings_are_past_and_still_planned(
    project: Path,
) -> None:
    data = BOARD.replace("date: 16 July 2026", "date: 16 July 2026\n    state: Planned")
    (project / "board.yaml").write_text(data, encoding="utf-8")
    checked = check_project(project, today=date(2026, 8, 1))
    assert "PK-959" in [finding.code for finding in checked.findings]
