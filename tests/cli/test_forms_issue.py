"""``paperkit forms issue`` and ``forms sponsor``: files, the log, and what is said of them."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from paperkit.board.history import ASKED, ROUNDS, Asked, Draft, Round
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.cli import options
from paperkit.record import LOG_FILE
from paperkit.record.log import append, read_log
from tests.cli.conftest import Command, Ran

SETTINGS = """\
council:
  name: Northmere Council
contact:
  name: Rosalind Keane
  email: rk@northmere.example
"""
DATA = """\
meetings:
  - {reference: Board July 2026, date: 16 July 2026}
people:
  - {name: Jo Lee, email: jo@northmere.example, organisation: Council}
  - {name: Cy Marsh, email: cy@northmere.example, organisation: Council}
  - {name: Ann Field, email: ann@northmere.example, organisation: Council}
priorities:
  - {reference: P1, name: Best start, sponsor: Ann Field}
  - {reference: P2, name: Good work}
outcomes:
  - {reference: O1, name: Ready, parent: P1}
actions:
  - {reference: "1.1", wording: Open hubs, parent: O1, lead: Jo Lee}
  - {reference: "1.2", wording: Train staff, parent: O1, lead: Cy Marsh}
  - {reference: "1.3", wording: Old idea, parent: O1, lead: Jo Lee, state: Withdrawn}
"""
ROUND = "Exception reporting P1 - Board July 2026"
JO, CY = f"Jo Lee - {ROUND}", f"Cy Marsh - {ROUND}"
P1 = ("--priority", "P1", "--meeting", "Board July 2026")
ROUND_AND_ITS_ACTIONS = 4
IN_JUNE = (*P1, "--due", "18 June 2026")


class Day(date):
    """The day on which the forms are issued."""

    @classmethod
    def today(cls) -> "Day":
        return cls(2026, 5, 20)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(options, "today", Day.today)
    folder = tmp_path / "board"
    folder.mkdir()
    (folder / "paperkit.yaml").write_text(SETTINGS, "utf-8")
    (folder / "board.yaml").write_text(DATA, "utf-8")
    return folder


def files(project: Path) -> list[str]:
    """Return the files of forms, by their paths in the folder of forms."""
    folder = project / "forms"
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def rounds(project: Path) -> list[Round]:
    return list(read_log(project / LOG_FILE).rows(ROUNDS, Round))


def entries(project: Path) -> int:
    return len(read_log(project / LOG_FILE).entries)


def without_paths(ran: Ran, project: Path) -> list[str]:
    return ran.out.replace(f"{project / 'forms' / ROUND}", "…").splitlines()


def test_each_lead_gets_a_workbook_and_a_text_and_the_round_is_in_the_log(
    paperkit: Command, project: Path
) -> None:
    ran = paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert ran.code == 0
    assert without_paths(ran, project) == [
        "",
        f"Written: …/{JO}.xlsx",
        f"Written: …/{JO}.txt",
        f"Written: …/{CY}.xlsx",
        f"Written: …/{CY}.txt",
        f"Written: {project}/letters/{ROUND}.xlsx",
        "For the meeting Board July 2026, to come back by Thursday 18 June 2026.",
        "The round on P1 Best start was entered in the log.",
        "Paperkit sends nothing. Each text is ready to paste into an e-mail; attach the form.",
        "For a mail merge, the workbook in the folder letters has one row for each person.",
        "Nothing to put right.",
    ]
    assert files(project) == [
        f"{ROUND}/{CY}.txt", f"{ROUND}/{CY}.xlsx", f"{ROUND}/{JO}.txt", f"{ROUND}/{JO}.xlsx",
    ]  # fmt: skip
    assert rounds(project) == [
        Round(
            priority="P1",
            meeting="Board July 2026",
            issued_on=date(2026, 5, 20),
            due=date(2026, 6, 18),
            actions=("1.1", "1.2"),
            leads=("Jo Lee", "Cy Marsh"),
            name="Best start",
            sponsor=("Ann Field",),
            posts=(),
            scale=(
                "Green: Going as planned, or nearly so",
                "Amber: Partly behind its plan, or likely to be",
                "Red: Well behind its plan, or stopped",
            ),
        )
    ]


def test_the_text_names_the_address_the_file_and_the_day(paperkit: Command, project: Path) -> None:
    paperkit("forms", "issue", *IN_JUNE, "--project", project)
    text = (project / "forms" / ROUND / f"{JO}.txt").read_text("utf-8")
    assert text.startswith(
        "To: jo@northmere.example\n"
        "Subject: Exception reporting on P1 Best start: please reply by Thursday 18 June 2026\n"
        f"Attach: {JO}.xlsx\n"
    )
    assert "- Jo Lee" not in text
    assert "Open hubs" in text
    assert "- 1.3 Old idea (Withdrawn)" in text


def test_one_shared_form_holds_every_action_of_the_priority(
    paperkit: Command, project: Path
) -> None:
    assert paperkit("forms", "issue", *IN_JUNE, "--shared", "--project", project).code == 0
    name = f"All reporting leads - {ROUND}"
    assert files(project) == [f"{ROUND}/{name}.txt", f"{ROUND}/{name}.xlsx"]
    sheet = load_workbook(project / "forms" / ROUND / f"{name}.xlsx")["Exception report"]
    assert [(sheet.cell(r, 1).value, sheet.cell(r, 4).value) for r in (2, 3)] == [
        ("1.1", "Jo Lee"), ("1.2", "Cy Marsh"),
    ]  # fmt: skip
    assert rounds(project)[0].leads == ("Jo Lee", "Cy Marsh")


def test_a_priority_may_be_named_in_words(paperkit: Command, project: Path) -> None:
    by_name = ("--priority", "best start", "--meeting", "16 July 2026", "--due", "18/06/2026")
    assert paperkit("forms", "issue", *by_name, "--project", project).code == 0
    assert f"{ROUND}/{JO}.xlsx" in files(project)


def test_a_form_that_is_there_is_never_written_over(paperkit: Command, project: Path) -> None:
    paperkit("forms", "issue", *IN_JUNE, "--project", project)
    form = project / "forms" / ROUND / f"{JO}.xlsx"
    form.write_bytes(b"typed into")
    (project / "forms" / ROUND / f"{CY}.xlsx").unlink()
    ran = paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert form.read_bytes() == b"typed into"
    assert without_paths(ran, project) == [
        "",
        f"Written: …/{CY}.xlsx",
        f"Written: {project}/letters/{ROUND} (2).xlsx",
        f"There already, and left as it was: …/{JO}.xlsx",
        f"There already, and left as it was: …/{CY}.txt",
        "To make one of these again, move the old one away first.",
        "For the meeting Board July 2026, to come back by Thursday 18 June 2026.",
        "The log knows this round already; nothing was added to it.",
        "Paperkit sends nothing. Each text is ready to paste into an e-mail; attach the form.",
        "For a mail merge, the workbook in the folder letters has one row for each person.",
        "Nothing to put right.",
    ]
    assert entries(project) == ROUND_AND_ITS_ACTIONS


def asked(project: Path) -> list[str]:
    """Return what the log holds of each action that the round is about."""
    found = read_log(project / LOG_FILE).rows(ASKED, Asked)
    return [f"{a.reference} {a.wording}, {a.called}: {a.lead}, {a.state or 'asked'}" for a in found]


def test_what_is_asked_of_whom_is_in_the_log_in_the_words_of_that_day(
    paperkit: Command, project: Path
) -> None:
    paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert asked(project) == [
        "1.1 Open hubs, Ready: Jo Lee, asked",
        "1.2 Train staff, Ready: Cy Marsh, asked",
        "1.3 Old idea, Ready: Jo Lee, Withdrawn",
    ]


def test_a_round_of_paperkit_0_1_0_that_is_issued_again_is_entered_as_it_asks(
    paperkit: Command, project: Path
) -> None:
    old = Round(
        priority="P1", meeting="Board July 2026", issued_on=date(2026, 5, 4),
        due=date(2026, 6, 18), actions=("1.1", "1.2"), leads=("Jo Lee", "Cy Marsh"),
    )  # fmt: skip
    append(project / LOG_FILE, [Draft(table=ROUNDS, row=old, recorded_on=date(2026, 5, 4))])
    ran = paperkit("forms", "issue", *P1, "--project", project)
    assert "Issued again: what it asks about, which the log did not hold." in ran.out
    assert len(asked(project)) == 3
    (standing,) = rounds(project)
    assert (standing.name, standing.sponsor) == ("Best start", ("Ann Field",))
    assert standing.issued_on == date(2026, 5, 4)


def test_a_round_that_is_issued_again_after_its_meeting_keeps_what_it_asked(
    paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paperkit("forms", "issue", *IN_JUNE, "--project", project)
    monkeypatch.setattr(options, "today", lambda: date(2026, 8, 1))
    text = DATA.replace("Open hubs", "Open five hubs")
    (project / "board.yaml").write_text(text, "utf-8")
    ran = paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert "The log knows this round already; nothing was added to it." in ran.out
    assert asked(project)[0] == "1.1 Open hubs, Ready: Jo Lee, asked"


def test_another_day_of_return_is_a_correction_of_the_round(
    paperkit: Command, project: Path
) -> None:
    paperkit("forms", "issue", *IN_JUNE, "--project", project)
    ran = paperkit("forms", "issue", *P1, "--due", "25 June 2026", "--project", project)
    assert (
        "The round was corrected in the log. Issued again: due on 25 June 2026 instead of "
        "18 June 2026."
    ) in ran.out
    (standing,) = rounds(project)
    assert (standing.due, standing.issued_on) == (date(2026, 6, 25), date(2026, 5, 20))
    last = read_log(project / LOG_FILE).entries[-1]
    assert (last.replaces, last.because) == (
        1, "Issued again: due on 25 June 2026 instead of 18 June 2026.",
    )  # fmt: skip


def test_issued_again_without_a_day_the_round_keeps_the_one_it_has(
    paperkit: Command, project: Path
) -> None:
    paperkit("forms", "issue", *P1, "--due", "25 June 2026", "--project", project)
    ran = paperkit("forms", "issue", *P1, "--project", project)
    assert "to come back by Thursday 25 June 2026." in ran.out
    assert entries(project) == ROUND_AND_ITS_ACTIONS


def test_an_action_that_was_added_since_is_asked_for_and_logged(
    paperkit: Command, project: Path
) -> None:
    paperkit("forms", "issue", *IN_JUNE, "--project", project)
    more = '  - {reference: "1.4", wording: New idea, parent: O1, lead: Ann Field}\n'
    closed = DATA.replace("lead: Cy Marsh}", "lead: Cy Marsh, state: Withdrawn}")
    (project / "board.yaml").write_text(closed + more, "utf-8")
    ran = paperkit("forms", "issue", *P1, "--project", project)
    assert f"{ROUND}/Ann Field - {ROUND}.xlsx" in files(project)
    assert (
        "Issued again: more actions, 1.4; more leads, Ann Field; what the plan says of action 1.2."
    ) in ran.out
    (standing,) = rounds(project)
    assert standing.actions == ("1.1", "1.2", "1.4")
    assert standing.leads == ("Jo Lee", "Cy Marsh", "Ann Field")


def test_without_a_day_it_is_worked_back_from_the_meeting(paperkit: Command, project: Path) -> None:
    # 20 working days before Thursday 16 July 2026.
    ran = paperkit("forms", "issue", *P1, "--project", project)
    assert "to come back by Thursday 18 June 2026." in ran.out


def test_where_the_settings_give_no_day_one_has_to_be_named(
    paperkit: Command, project: Path
) -> None:
    (project / "paperkit.yaml").write_text(f"{SETTINGS}deadlines:\n  returns_due: 0\n", "utf-8")
    ran = paperkit("forms", "issue", *P1, "--project", project)
    assert ran.code == 3
    assert ran.err == (
        "Paperkit cannot go on. The settings give no day by which forms for Board July 2026 go "
        "back. Name one with --due, such as --due '18 June 2026'.\n"
    )


def test_a_day_after_the_meeting_stops_the_issue(paperkit: Command, project: Path) -> None:
    ran = paperkit("forms", "issue", *P1, "--due", "17 July 2026", "--project", project)
    assert ran.code == 1
    assert "PK-823  --due" in ran.out
    assert "Not issued. The day of return is after the meeting, so nothing was issued." in ran.out
    assert not (project / "forms").exists()
    assert not (project / LOG_FILE).exists()


def test_no_forms_go_out_for_a_meeting_that_is_cancelled(paperkit: Command, project: Path) -> None:
    data = project / "board.yaml"
    text = data.read_text("utf-8")
    data.write_text(
        text.replace("date: 16 July 2026", "date: 16 July 2026, state: Cancelled"), "utf-8"
    )
    ran = paperkit("forms", "issue", "--priority", "P1", "--meeting", "Board July 2026",
                   "--project", project)  # fmt: skip
    assert ran.code == 3
    assert "Board July 2026 is cancelled in the table Meetings. Name the meeting" in ran.err
    assert not (project / "forms").exists()
    assert not (project / LOG_FILE).exists()


def test_a_day_that_has_passed_is_told(paperkit: Command, project: Path) -> None:
    ran = paperkit("forms", "issue", *P1, "--due", "18 June 2025", "--project", project)
    assert "Wednesday 18 June 2025 has passed. Today is 20 May 2026." in ran.out
    assert ran.code == 0


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("soon", "'soon' is not a date."),
        ("31 June 2026", "'31 June 2026' does not exist."),
        ("18 June", "'18 June' has no year."),
    ],
)
def test_a_day_that_is_none_is_told(paperkit: Command, project: Path, day: str, told: str) -> None:
    ran = paperkit("forms", "issue", *P1, "--due", day, "--project", project)
    assert ran.code == 2
    assert f"{told} Type the month in words and the year, such as 18 June 2026." in ran.err


def test_an_action_that_nobody_is_asked_about_is_a_gap_and_the_others_are_issued(
    paperkit: Command, project: Path
) -> None:
    (project / "board.yaml").write_text(
        DATA.replace(", lead: Cy Marsh", ", owner: Cy Marsh"), "utf-8"
    )
    ran = paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert ran.code == 0
    assert paperkit("forms", "issue", *IN_JUNE, "--project", project, "--strict").code == 1
    assert "Action 1.2 names no reporting lead" in ran.out
    assert files(project) == [f"{ROUND}/{JO}.txt", f"{ROUND}/{JO}.xlsx"]


def test_an_action_that_cannot_be_read_stops_the_issue_since_nobody_would_be_asked(
    paperkit: Command, project: Path
) -> None:
    (project / "board.yaml").write_text(DATA.replace("Withdrawn", "Withdrwan"), "utf-8")
    ran = paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert ran.code == 1
    assert "Not issued. Rows that the forms rest on cannot be read" in ran.out
    assert "PK-303" in ran.out
    assert not (project / "forms").exists()


def test_a_file_that_cannot_be_read_is_told_alone(paperkit: Command, project: Path) -> None:
    (project / "board.yaml").write_text(DATA.replace("actions:", "acts:"), "utf-8")
    ran = paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert ran.code == 1
    assert "Not issued. The data cannot be read as they are." in ran.out


def test_a_priority_with_nothing_open_asks_nobody(paperkit: Command, project: Path) -> None:
    ran = paperkit("forms", "issue", "--priority", "P2", "--project", project)
    assert ran.code == 1
    assert "Not issued. No action of the priority P2 is open, so nobody is asked." in ran.out
    assert not (project / LOG_FILE).exists()


def test_where_the_log_cannot_be_used_no_form_is_written(paperkit: Command, project: Path) -> None:
    (project / LOG_FILE).write_bytes(b"not a log")
    ran = paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert ran.code == 3
    assert not (project / "forms").exists()


def test_names_that_make_one_file_name_get_two_files(paperkit: Command, project: Path) -> None:
    alike = DATA.replace("lead: Cy Marsh", "lead: Jo/Lee").replace("lead: Jo Lee", "lead: Jo-Lee")
    (project / "board.yaml").write_text(alike, "utf-8")
    assert paperkit("forms", "issue", *IN_JUNE, "--project", project).code == 0
    names = [name.split("/")[1] for name in files(project) if name.endswith(".xlsx")]
    assert names == [f"Jo-Lee - {ROUND} (2).xlsx", f"Jo-Lee - {ROUND}.xlsx"]


def test_a_paper_asks_everybody_for_what_it_needs_and_the_log_is_left_alone(
    paperkit: Command, project: Path
) -> None:
    words = ("--for", "performance_report", "--meeting", "Board July 2026", "--project", project)
    ran = paperkit("forms", "issue", *words)
    assert ran.code == 0
    name = "Performance report - Board July 2026"
    assert [file for file in files(project) if file.endswith(".xlsx")] == [
        f"{name}/Cy Marsh - {name}.xlsx", f"{name}/Jo Lee - {name}.xlsx",
    ]  # fmt: skip
    assert "the log" not in ran.out
    assert not (project / LOG_FILE).exists()


def test_a_kind_that_needs_nothing_of_others_asks_nobody(paperkit: Command, project: Path) -> None:
    words = ("--for", "covering_report", "--meeting", "Board July 2026", "--project", project)
    ran = paperkit("forms", "issue", *words)
    assert "Nobody owes anything for the covering report to Board July 2026." in ran.out
    assert paperkit("forms", "issue", "--for", "novel", "--project", project).code == 3


@pytest.mark.parametrize(
    "words",
    [(), ("--priority", "P1", "--for", "performance_report"),
     ("--for", "performance_report", "--shared")],
)  # fmt: skip
def test_a_priority_or_a_kind_is_named_not_both(
    paperkit: Command, project: Path, words: tuple[str, ...]
) -> None:
    assert paperkit("forms", "issue", *words, "--project", project).code == 2


def test_the_same_as_one_json_object(paperkit: Command, project: Path) -> None:
    ran = paperkit("forms", "issue", *IN_JUNE, "--json", "--project", project)
    told = json.loads(ran.out)
    assert (told["due"], told["kept"], told["refused"]) == ("2026-06-18", [], "")
    assert [Path(file).name for file in told["files"]][:2] == [f"{JO}.xlsx", f"{JO}.txt"]
    assert told["logged"] == "The round on P1 Best start was entered in the log."


# --- one letter a person, and all of them for a mail merge -------------------------------------

BOTH = DATA.replace("parent: O1, lead: Cy Marsh", "parent: P2, lead: Jo Lee")
BOTH_ROUNDS = "Exception reporting P1 and P2 - Board July 2026"


def merged(project: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of the file for a mail merge, as a program that merges reads them."""
    sheet = load_workbook(project / "letters" / f"{name}.xlsx").worksheets[0]
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    head, *rows = [[str(cell.value or "") for cell in row] for row in sheet]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_lead_under_both_priorities_has_two_forms_and_one_letter_that_names_both(
    paperkit: Command, project: Path
) -> None:
    (project / "board.yaml").write_text(BOTH, "utf-8")
    both = ("--priority", "P1", "--priority", "P2", *IN_JUNE[2:])
    ran = paperkit("forms", "issue", *both, "--project", project)
    entered = "The round on {} was entered in the log."
    assert " ".join(entered.format(one) for one in ("P1 Best start", "P2 Good work")) in ran.out
    p2 = "Exception reporting P2 - Board July 2026"
    assert files(project) == [f"{ROUND}/{JO}.txt", f"{ROUND}/{JO}.xlsx", f"{p2}/Jo Lee - {p2}.xlsx"]
    assert [(one.priority, one.actions) for one in rounds(project)] == [
        ("P1", ("1.1",)), ("P2", ("1.2",)),
    ]  # fmt: skip
    text = (project / "forms" / ROUND / f"{JO}.txt").read_text("utf-8")
    assert (
        text
        == """\
To: jo@northmere.example
Subject: Exception reporting on P1 Best start and P2 Good work: please reply by Thursday \
18 June 2026
Attach: Jo Lee - Exception reporting P1 - Board July 2026.xlsx
Attach: Jo Lee - Exception reporting P2 - Board July 2026.xlsx

Dear Jo Lee,

Please fill in the 2 attached workbooks, and send them to Rosalind Keane, rk@northmere.example, \
by Thursday 18 June 2026.

The Health and Wellbeing Board meets on Thursday 16 July 2026, and sees how every action is \
getting on. For an action that is Green, give only its rating and its review date. For one that \
is Amber or Red, give the reason too, and say what is being done about it, by whom and by when.

Please say how your action for P1 Best start is getting on.
- 1.1 Open hubs

You no longer need to report on:
- 1.3 Old idea (Withdrawn)

Please say how your action for P2 Good work is getting on.
- 1.2 Train staff

If an action is not yours, leave its answers blank, and tell Rosalind Keane who reports on it \
now. If you have a question, write to Rosalind Keane, rk@northmere.example.

Rosalind Keane
Northmere Council
"""
    )
    (row,) = merged(project, BOTH_ROUNDS)
    assert f"{row['To']} {row['Name']}" == "jo@northmere.example Jo Lee"
    assert text.endswith(row["Text"])
    assert row["Subject"] in text
    assert [Path(row[f"Attachment {n}"]).is_file() for n in (1, 2)] == [True, True]


def test_a_priority_that_asks_nobody_stops_the_other_too(paperkit: Command, project: Path) -> None:
    both = ("--priority", "P1", "--priority", "P2", *IN_JUNE[2:])
    ran = paperkit("forms", "issue", *both, "--project", project)
    assert "Not issued. No action of the priority P2 is open, so nobody is asked." in ran.out
    assert not (project / "forms").exists()


def test_the_mail_merge_has_a_row_a_person_and_text_that_looks_like_a_formula_stays_text(
    paperkit: Command, project: Path
) -> None:
    odd = DATA.replace("Cy Marsh", "=Cy Marsh").replace("Jo Lee", "+Jo Lee")
    (project / "board.yaml").write_text(odd, "utf-8")
    paperkit("forms", "issue", *IN_JUNE, "--project", project)
    rows = merged(project, ROUND)
    assert [(row["To"], row["Name"]) for row in rows] == [
        ("jo@northmere.example", "+Jo Lee"), ("cy@northmere.example", "=Cy Marsh"),
    ]  # fmt: skip
    assert rows[1]["Text"].startswith("Dear =Cy Marsh,\n\nPlease say how your action for P1")
    assert Path(rows[1]["Attachment"]).name == f"=Cy Marsh - {ROUND}.xlsx"


def test_a_letter_that_no_cell_can_hold_is_named_by_its_text_file(
    paperkit: Command, project: Path
) -> None:
    more = "".join(
        f'  - {{reference: "2.{n}", wording: {"Long " * 600}, parent: O1, lead: Jo Lee}}\n'
        for n in range(11)
    )
    (project / "board.yaml").write_text(DATA + more, "utf-8")
    assert paperkit("forms", "issue", *IN_JUNE, "--project", project).code == 0
    assert merged(project, ROUND)[0]["Text"] == (
        "This text is too long for a cell of Excel. Paste it from where it is in full."
    )


# --- the sponsor ------------------------------------------------------------------------------


def gathered(project: Path, rating: str) -> None:
    row = Return(meeting="Board July 2026", action="1.1", wording="Open hubs", rating=rating,
                 lead="Jo Lee", reasons="No premises", control="New lease")  # fmt: skip
    draft = Draft(table=RETURNS, row=row, recorded_on=date(2026, 6, 20))
    append(project / LOG_FILE, (draft,))


def test_the_sponsor_gets_what_is_not_on_track(paperkit: Command, project: Path) -> None:
    gathered(project, "Red")
    ran = paperkit("forms", "sponsor", *P1, "--project", project)
    assert ran.code == 0
    # 12 working days before Thursday 16 July 2026.
    assert "to come back by Tuesday 30 June 2026." in ran.out
    name = "Ann Field - Sponsor views P1 - Board July 2026"
    assert files(project) == [f"{ROUND}/{name}.txt", f"{ROUND}/{name}.xlsx"]
    (row,) = merged(project, "Sponsor views P1 - Board July 2026")
    assert (row["To"], row["Name"]) == ("ann@northmere.example", "Ann Field")
    sheet = load_workbook(project / "forms" / ROUND / f"{name}.xlsx")["Sponsor views"]
    assert [sheet.cell(2, column).value for column in range(1, 6)] == [
        "1.1", "Ann Field", "Open hubs", "Jo Lee", "Red",
    ]  # fmt: skip
    assert entries(project) == 1


def test_the_sponsor_is_not_asked_where_all_is_on_track(paperkit: Command, project: Path) -> None:
    gathered(project, "Green")
    ran = paperkit("forms", "sponsor", *P1, "--project", project)
    assert ran.code == 1
    assert (
        "Not issued. Of the returns for Board July 2026, none is Amber or Red or reports "
        "exceptional progress, so the sponsor is not asked."
    ) in ran.out


def test_the_sponsor_is_not_asked_before_a_return_has_been_gathered(
    paperkit: Command, project: Path
) -> None:
    ran = paperkit("forms", "sponsor", *P1, "--project", project)
    assert (
        "Not issued. No return for Board July 2026 has been gathered yet for the sponsor to look "
        "at."
    ) in ran.out


def test_a_priority_without_a_sponsor_is_told(paperkit: Command, project: Path) -> None:
    ran = paperkit("forms", "sponsor", "--priority", "P2", "--project", project)
    assert "Not issued. The priority P2 has no sponsor in the table Priorities." in ran.out
    assert paperkit("forms", "sponsor", "--project", project).code == 2


def test_somebody_who_has_left_gets_no_form_and_no_reminder(
    paperkit: Command, project: Path
) -> None:
    (project / "board.yaml").write_text(
        DATA.replace("Jo Lee, email: jo@northmere.example", "Jo Lee, end: 3 May 2026").replace(
            "lead: Jo Lee}", "lead: Jo Lee, owner: Ann Field}"
        )
    )
    ran = paperkit("forms", "issue", *IN_JUNE, "--project", project)
    assert (ran.code, files(project)) == (0, [f"{ROUND}/{CY}.txt", f"{ROUND}/{CY}.xlsx"])
    assert (
        "Jo Lee, who reports on action 1.1, left on 3 May 2026, so no form asks about it.\n"
        "          Ask who reports now: Ann Field (owner of 1.1). Type the new reporting lead in "
        "the table Actions, and issue the forms again."
    ) in ran.out
    status = paperkit("forms", "status", "--project", project)
    assert "  Left on 3 May 2026: Jo Lee, 0 of 1; still to come: 1.1" in status.out
    assert "Dear Jo Lee" not in status.out
    assert "Subject: Who reports on action 1.1 now?\n\nDear Ann Field," in status.out
