"""``paperkit forms status --for``: who owes what a paper needs of others."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from paperkit.cli import options
from tests.cli.conftest import Command

JULY = ("--for", "performance_report", "--meeting", "Board July 2026")
CARERS = "Children and Young People's Partnership Board"


class Day(date):
    """The day on which these officers work."""

    @classmethod
    def today(cls) -> "Day":
        return cls(2026, 6, 10)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "today", Day.today)


def test_it_says_who_owes_what_a_paper_needs_and_what_came_in(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit("forms", "status", *JULY, "--project", sample)
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0] == (
        "Forms for the performance report, Board July 2026, are due back by Thursday 18 June 2026"
    )
    assert "  Missing: Kieran Doyle, 0 of 2; still to come: Updates 6.1, 6.2" in lines
    assert f"  Received: {CARERS}, 1 of 1" in lines
    assert "Dear Kieran Doyle," in lines
    assert f"Dear {CARERS}," not in lines


def test_json_says_the_same(paperkit: Command, sample: Path) -> None:
    told = json.loads(paperkit("forms", "status", *JULY, "--project", sample, "--json").out)
    paper = told["paper"]
    assert (paper["for"], paper["meeting"]) == ("Performance report", "Board July 2026")
    assert (paper["due"], paper["overdue"]) == ("2026-06-18", False)
    by_name = {one["person"]: one for one in paper["people"]}
    assert by_name["Kieran Doyle"]["state"] == "Missing"
    assert by_name["Kieran Doyle"]["missing"] == ["Updates 6.1", "Updates 6.2"]
    assert by_name["Kieran Doyle"]["text"].startswith("To: kieran.doyle@northmere.example\n")
    assert (by_name[CARERS]["returned"], by_name[CARERS]["text"]) == (["Highlights"], "")


def test_a_paper_that_needs_nothing_of_others_says_so(paperkit: Command, sample: Path) -> None:
    ran = paperkit("forms", "status", "--for", "exception_report", *JULY[2:], "--project", sample)
    assert (ran.code, ran.out) == (3, "")
    assert "Nobody is asked for anything that the kind exception_report needs" in ran.err


def test_a_round_and_a_paper_are_not_asked_for_together(paperkit: Command, sample: Path) -> None:
    ran = paperkit("forms", "status", *JULY, "--priority", "Part 1", "--project", sample)
    assert ran.code == 2
    assert "Give --priority for a round, or --for and a kind of paper." in ran.err


def test_the_reminders_are_a_workbook_for_a_mail_merge_that_is_never_written_over(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "reminders.xlsx"
    ran = paperkit("forms", "status", *JULY, "--mail-merge", file, "--project", sample)
    sheet = load_workbook(file).worksheets[0]
    head, *rows = [[str(cell.value or "") for cell in row] for row in sheet]
    assert head == ["To", "Name", "Subject", "Text"]
    assert ran.out.count("Dear ") == len(rows)
    doyle = next(row for row in rows if row[1] == "Kieran Doyle")
    assert doyle[0] == "kieran.doyle@northmere.example"
    assert doyle[3].strip() in ran.out
    again = paperkit("forms", "status", *JULY, "--mail-merge", file, "--project", sample)
    assert again.code == 3
    assert "reminders.xlsx" in again.err
