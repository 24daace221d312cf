"""``paperkit agenda``: the papers of a meeting, and the clerk's numbers for them."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from paperkit.board.agenda import AgendaItem
from paperkit.board.paper_rows import PAPERS, TEXT
from paperkit.board.plan_rows import MEETINGS
from paperkit.cli import options
from paperkit.files.workbook_out import filled_workbook
from paperkit.findings import Severity
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.pipeline.reading import read_board
from paperkit.schema.describe import record_of
from paperkit.word.outline import outline
from tests.cli.conftest import Command, Ran
from tests.cli.test_restore import changed
from tests.exception_log.test_finals import order, project

__all__ = ["project"]

MEETING = ("--meeting", "Board July 2026")
FILE = "Agenda of Board July 2026.yaml"
EXEMPT = """publicity: Exempt
    exempt_paragraph: "3"
    exempt_reason: It would harm the contract.
    public_title: A contract
"""
Run = Callable[..., Ran]


@pytest.fixture
def run(paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command for the meeting on 30 June 2026."""
    monkeypatch.setattr(options, "today", lambda: date(2026, 6, 30))
    return lambda *words: paperkit("agenda", *MEETING, *words, "--project", project)


def given(project: Path) -> list[tuple[str, str, date | None]]:
    rows: tuple[AgendaItem, ...] = read_board(project).board.agenda
    return [(str(row.paper), row.item, row.given_on) for row in rows]


def lines(ran: Ran) -> list[str]:
    return [line for line in ran.out.splitlines() if line]


def test_without_numbers_it_lists_the_papers_of_the_meeting(run: Run) -> None:
    ran = run()
    assert ran.code == 0
    assert lines(ran)[:4] == [
        "Agenda of Board July 2026, Thursday 16 July 2026",
        "  -     Workforce of the partnership; Public; draft",
        "  -     Housing of the partnership; Public; draft",
        "  - has no item number yet.",
    ]


def test_numbers_go_into_a_file_beside_the_data_and_order_the_papers(
    run: Run, project: Path
) -> None:
    data = (project / "board.yaml").read_bytes()
    ran = run("Workforce of the partnership=10", "housing=7a")
    assert lines(ran)[1:] == [
        "  7a    Housing of the partnership; Public; draft",
        "  10    Workforce of the partnership; Public; draft",
        f"Written: {project / 'board' / FILE}",
        "Nothing to put right.",
    ]
    assert (project / "board.yaml").read_bytes() == data
    assert given(project) == [
        ("Workforce", "10", date(2026, 6, 30)),
        ("Housing", "7a", date(2026, 6, 30)),
    ]


def test_a_second_run_replaces_its_own_numbers_and_loses_none(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("Workforce=10")
    monkeypatch.setattr(options, "today", lambda: date(2026, 7, 9))
    run("Housing=7", "Workforce=8")
    # Workforce has been on the agenda since it got its first number.
    assert given(project) == [
        ("Workforce", "8", date(2026, 6, 30)),
        ("Housing", "7", date(2026, 7, 9)),
    ]
    run("Housing=")
    assert [paper for paper, _, _ in given(project)] == ["Workforce"]


def test_a_file_that_somebody_has_changed_is_left_as_it_is(run: Run, project: Path) -> None:
    run("Workforce=10")
    file = project / "board" / FILE
    edited = file.read_text("utf-8").replace("10", "11") + "# The clerk rang.\n"
    file.write_text(edited, "utf-8")
    ran = run("Housing=7")
    assert ran.code == 3
    assert (
        f"'{FILE}' in the folder 'board' was changed since paperkit wrote it, so it was left as it "
        "is. Type what is new into it, under Agenda." in ran.err
    )
    assert file.read_text("utf-8") == edited


def test_beside_a_workbook_the_numbers_go_into_a_workbook_and_are_kept_too(
    run: Run, project: Path
) -> None:
    board = read_board(project).board
    tables = (MEETINGS, PAPERS, TEXT)
    records = {one.name: [record_of(one, row) for row in board.rows(one)] for one in tables}
    (project / "board.xlsx").write_bytes(filled_workbook(tables, records, "The Board's data"))
    (project / "board.yaml").unlink()
    before = (project / "board.xlsx").read_bytes()
    run("Workforce=10")
    run("Housing=7")
    assert [number for _, number, _ in given(project)] == ["10", "7"]
    assert (project / "board.xlsx").read_bytes() == before
    file = (project / "board" / FILE).with_suffix(".xlsx")
    saved = openpyxl.load_workbook(file)
    saved.save(file)
    assert "was changed since paperkit wrote it" in run("Housing=8").err


def test_what_the_sheet_says_differently_is_an_error_and_stops_a_final(
    run: Run, project: Path
) -> None:
    changed(project, "title: Workforce", 'item: "6"\n    title: Workforce')
    ran = run("Workforce=7")
    assert ran.code == 1
    assert "'Workforce' is item '6' and item '7'." in ran.out
    assert "while there is an error" in build(order(project)).refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Workfroce=7", "has no paper called 'Workfroce'. Did you mean 'Workforce'?"),
        ("covering report=7", "has 2 papers called 'covering report'. Name one of them by its "
         "reference: 'Workforce', 'Housing'."),
        ("Workforce=seven?", "'seven?' is not an item number. Type 7, as the agenda has it."),
    ],
)  # fmt: skip
def test_a_paper_or_number_that_is_not_there_is_answered_with_what_is_meant(
    run: Run, words: str, said: str, project: Path
) -> None:
    ran = run(words)
    assert ran.code == 3
    assert said in ran.err
    assert not (project / "board").exists()


def test_an_appendix_goes_under_the_number_of_its_paper(run: Run, project: Path) -> None:
    changed(project, "title: Housing", "appendix_of: Workforce\n    title: Housing")
    assert "Give that one a number." in run("Housing=8").err
    assert lines(run("Workforce=7"))[1:3] == [
        "  7     Workforce of the partnership; Public; draft",
        "          Appendix 1: Housing of the partnership; Public; draft",
    ]


def test_two_numbers_for_one_paper_are_refused(run: Run) -> None:
    ran = run("Workforce=7", "workforce=8")
    assert "'Workforce' is given the items 7 and 8. Give it one of them." in ran.err


def test_a_number_on_the_sheet_is_not_taken_back_by_a_command(run: Run, project: Path) -> None:
    changed(project, "title: Workforce", 'item: "6"\n    title: Workforce')
    assert "which no command changes. Clear it there." in run("Workforce=").err


def test_words_without_a_number_are_wrong_use(run: Run) -> None:
    ran = run("Workforce")
    assert ran.code == 2
    assert "'Workforce' gives no number." in ran.err


def test_an_exempt_paper_is_listed_by_its_public_title(run: Run, project: Path) -> None:
    changed(project, "publicity: Public\n", EXEMPT)
    ran = run("--json")
    papers = json.loads(ran.out)["papers"]
    assert {(one["title"], one["publicity"]) for one in papers} == {("A contract", "Exempt")}
    assert "of the partnership" not in ran.out


# --- On the page ----------------------------------------------------------------------------


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_a_final_without_a_number_prints_no_line_for_it(project: Path, pack: str) -> None:
    """PK-458."""
    settings = project / "paperkit.yaml"
    settings.write_text(f"{settings.read_text()}pack: {pack}\n")
    made = build(order(project))
    assert made.refused == ""
    (found,) = [finding for finding in made.findings if finding.code == "PK-458"]
    assert (found.severity, found.place.field) == (Severity.NOTE, "item")
    assert found.message == "'Workforce' has no item number, so the final prints no line for it."
    text = outline(made.files[0].read_bytes()).replace("<tab>", " ")
    assert "tem: " not in text.replace("[", "")
    assert "16 July 2026" in text
    draft = build(replace(order(project), final=False, acceptance=None))
    text = outline(draft.files[0].read_bytes()).replace("<tab>", " ")
    assert "tem: to be set by the clerk" in text
    assert "PK-458" not in [finding.code for finding in draft.findings]


def test_a_number_that_was_given_is_printed_on_the_paper_and_its_appendix(
    run: Run, project: Path
) -> None:
    changed(project, "title: Housing", "appendix_of: Workforce\n    title: Housing")
    run("Workforce=7")
    made = build(replace(order(project), what="", meeting="Board July 2026"))
    assert "PK-458" not in [finding.code for finding in made.findings]
    assert ["Item: 7" in outline(file.read_bytes()) for file in made.files] == [True, True]
