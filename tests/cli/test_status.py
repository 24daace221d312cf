"""``paperkit status``: where each paper of a meeting is, what is due, and the next command."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from paperkit.cli import VERBS, options
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.pipeline.publishing import publish
from paperkit.pipeline.withdrawing import withdraw
from tests.cli.conftest import Command, Ran
from tests.cli.test_agenda import EXEMPT
from tests.cli.test_restore import changed
from tests.exception_log.test_finals import DAY, FINAL, FOLDER, final, order, project

__all__ = ["project"]

MEETING = "Board July 2026"
DECISION = """
decisions:
  - meeting: Board July 2026
    paper: Workforce
    recommendation: To agree the plan.
    outcome: Agreed
"""
Run = Callable[..., Ran]


@pytest.fixture
def run(paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command in the project on a day, 30 June 2026 if not said."""

    def ran(*words: str, day: date = DAY) -> Ran:
        monkeypatch.setattr(options, "today", lambda: day)
        return paperkit("status", *words, "--project", project)

    return ran


def papers(ran: Ran, paper: str = "Workforce") -> list[dict[str, object]]:
    meetings = json.loads(ran.out)["meetings"]
    return [one for of in meetings for one in of["papers"] if one["paper"] == paper]


def of_workforce(ran: Ran) -> tuple[object, object, object]:
    (found,) = papers(ran)
    return found["state"], found["step"], found["next"]


def lines(ran: Ran) -> list[str]:
    return [re.sub(r"T-[0-9A-F]{8}", "T-1234", line) for line in ran.out.splitlines() if line]


def test_it_says_where_each_paper_is_what_is_due_and_what_comes_next(run: Run) -> None:
    assert lines(run()) == [
        "Papers of Board July 2026, Thursday 16 July 2026",
        "  Workforce of the partnership: draft",
        "      Due: Papers cleared by Monday 6 July 2026.",
        "      Its text is T-1234.",
        '      Next: have it cleared, then: paperkit build "Workforce" --final',
        "  Housing of the partnership: draft",
        "      Due: Papers cleared by Monday 6 July 2026.",
        "      Its text is T-1234.",
        '      Next: have it cleared, then: paperkit build "Housing" --final',
        "  Performance report: not started",
        "      Due: Drafts to sponsors and directors by Tuesday 30 June 2026.",
        '      Next: paperkit paper start performance_report --meeting "Board July 2026"',
    ]


def test_a_day_that_has_passed_is_overdue(run: Run) -> None:
    late = run(day=date(2026, 7, 9))
    assert "      Overdue: Papers cleared by Monday 6 July 2026." in lines(late)


def test_who_has_a_paper_and_who_cleared_it_is_typed_on_papers(run: Run, project: Path) -> None:
    head = "title: Workforce"
    changed(project, head, f"with: the Director of Adults\n    {head}")
    assert "  Workforce of the partnership: with the Director of Adults" in lines(run())
    (found,) = papers(run("--json"))
    cleared = f"cleared_by: Ada Brook\n    cleared_text: {found['text']}\n    {head}"
    changed(project, head, cleared)
    assert of_workforce(run("--json"))[0] == "cleared"
    changed(project, "To agree the plan", "To note the plan")
    assert of_workforce(run("--json"))[0] == "with"
    assert any("which has changed since." in line for line in lines(run()))


def test_a_draft_that_was_edited_in_word_says_so(run: Run, project: Path) -> None:
    draft = build(replace(order(project), final=False, acceptance=None)).files[0]
    edited = Document(str(draft))
    edited.add_paragraph("As the director wants it.")
    edited.save(str(draft))
    see = 'see what was changed in Word: paperkit build "Workforce"'
    assert of_workforce(run("--json")) == ("edited in Word", "Papers cleared", see)


def test_a_final_is_published_by_the_calendar_and_decided_by_the_board(
    run: Run, project: Path
) -> None:
    final(project)
    assert of_workforce(run("--json")) == ("final", "Papers published", "")
    assert of_workforce(run("--json", day=date(2026, 7, 8))) == ("published", "", "")
    start = f'paperkit decisions start --meeting "{MEETING}"'
    assert of_workforce(run("--json", day=date(2026, 7, 17))) == ("published", "", start)
    data = project / "board.yaml"
    decision = (
        "decisions:\n  - meeting: Board July 2026\n    paper: Workforce\n    outcome: Agreed\n"
    )
    data.write_text(f"{data.read_text('utf-8')}\n{decision}    recommendation: Agree.\n", "utf-8")
    assert of_workforce(run("--json", day=date(2026, 7, 17)))[0] == "decided"


def test_after_the_meeting_a_paper_that_recommends_nothing_has_no_next_step(
    run: Run, project: Path
) -> None:
    final(project)
    changed(
        project,
        "    section: recommendations\n    text: (1) To agree the plan.\n",
        "    section: issues\n    text: X.\n",
    )
    assert of_workforce(run("--json", day=date(2026, 7, 17))) == ("published", "", "")


def test_a_decision_that_is_begun_is_to_be_filled_in(run: Run, project: Path) -> None:
    final(project)
    data = project / "board.yaml"
    begun = DECISION.replace("    outcome: Agreed\n", "")
    data.write_text(f"{data.read_text('utf-8')}\n{begun}", "utf-8")
    (found,) = papers(run("--json", "--meeting", MEETING, day=date(2026, 7, 17)))
    assert found["next"] == "type what was decided under 'Outcome' in the table Decisions"


def test_a_final_that_lies_there_in_another_form_is_told(run: Run, project: Path) -> None:
    (project / "papers" / FOLDER / FINAL).write_bytes(final(project) + b"edited")
    state, _, following = of_workforce(run("--json"))
    assert state == "edited in Word"
    assert following == f'to file it as it is: paperkit publish "{FINAL}" --as-filed FILE'


def test_a_paper_that_was_withdrawn_says_so(run: Run, project: Path) -> None:
    final(project)
    withdraw(project, FINAL, DAY, because="It is not ready.", by="R. Keane")
    assert of_workforce(run("--json")) == ("withdrawn", "", "")


def test_a_paper_that_moved_after_it_was_published_stays_with_its_meeting(
    run: Run, project: Path
) -> None:
    final(project)
    publish(project, FINAL, DAY)
    november = "\n  - reference: Board November 2026\n    date: 19 November 2026\npapers:"
    changed(project, "\npapers:", november)
    data = project / "board.yaml"
    first = data.read_text("utf-8").replace("meeting: Board July", "meeting: Board November", 1)
    data.write_text(first, "utf-8")
    ran = run("--json", "--meeting", "Board November 2026")
    assert [found["code"] for found in json.loads(ran.out)["findings"]] == ["PK-989"]
    (july,) = papers(run("--json", "--meeting", MEETING))
    assert july["state"] == "published"
    assert july["facts"] == [
        f"Published on 30 June 2026: {FINAL}.",
        "The table Papers has it at Board November 2026 now.",
    ]
    assert [one["state"] for one in papers(run("--json"))] == ["published", "draft"]


def test_a_paper_that_is_due_and_that_nobody_has_started_is_listed(run: Run) -> None:
    (found,) = papers(run("--json"), "")
    assert (found["kind"], found["state"], found["next"]) == (
        "performance_report",
        "not started",
        'paperkit paper start performance_report --meeting "Board July 2026"',
    )


def test_an_exempt_paper_is_marked_and_is_never_published(run: Run, project: Path) -> None:
    changed(project, "publicity: Public\n", EXEMPT)
    build(order(project))
    ran = run(day=date(2026, 7, 9))
    assert "  A contract (Exempt): final, not for the public" in lines(ran)
    assert "of the partnership" not in ran.out
    assert "published since" not in ran.out


def test_without_a_meeting_those_with_open_papers_are_shown(run: Run, project: Path) -> None:
    held = "\n  - reference: Board May 2026\n    date: 21 May 2026\n    state: Held\npapers:"
    changed(project, "\npapers:", held)
    shown = json.loads(run("--json").out)["meetings"]
    assert [one["meeting"] for one in shown] == [MEETING]
    shown = json.loads(run("--json", day=date(2026, 8, 1)).out)["meetings"]
    assert [one["meeting"] for one in shown] == [MEETING]


def test_every_command_that_it_names_is_one() -> None:
    source = (Path(__file__).parents[2] / "paperkit" / "pipeline" / "status.py").read_text("utf-8")
    named = set(re.findall(r"paperkit ([a-z]+) ", source))
    assert named
    assert named <= VERBS.keys()
