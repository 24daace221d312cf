"""``paperkit diff``: what changed between papers, meetings, and since a paper was built."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from paperkit.cli import options
from paperkit.record import LOG_FILE
from paperkit.word.outline import outline
from tests.cli.conftest import Command
from tests.papers.decided import accepted, rejected

JULY = "Workforce - 16 July 2026.docx"
STAFF = "Exempt - A staffing matter - 16 July 2026.docx"
REPORT = "Performance report - 17 September 2026.docx"


@pytest.fixture(autouse=True)
def july(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2026, 7, 1))
    monkeypatch.chdir(tmp_path)


def test_two_versions_of_a_paper_are_compared_in_words(paperkit: Command, filed: Path) -> None:
    ran = paperkit("diff", JULY, "--version", "1", "--version", "2", "--project", filed)
    assert ran.out == (
        "Older: Workforce - 16 July 2026.docx (version 1, built on 30 June 2026, superseded on "
        "30 June 2026)\n"
        "Newer: Workforce - 16 July 2026.docx (version 2, built on 30 June 2026, final, to be "
        "published on 8 July 2026)\n"
        "\n"
        "1 place differs.\n"
        "\n"
        "2 Introduction and background\n"
        "  Paragraph 2.1: '38' is now '31'.\n"
    )
    assert ran.code == 0


def test_a_paper_and_todays_data_are_compared_with_the_rows_that_changed(
    paperkit: Command, filed: Path
) -> None:
    ran = paperkit("diff", "Workforce", "--today", "--project", filed)
    assert "Newer: Workforce - 16 July 2026.docx (what a build gives on 1 July 2026" in ran.out
    assert "  Paragraph 2.1: '31' is now '30'.\n" in ran.out
    assert "Data that changed since the paper was built\n" in ran.out
    assert "is now 'There are 30 posts in the plan.'" in " ".join(ran.out.split())


def test_differences_name_the_action_that_they_are_about(paperkit: Command, filed: Path) -> None:
    ran = paperkit("diff", "Report", "--today", "--json", "--project", filed)
    said = json.loads(ran.out)
    about = {one["about"] for one in said["differences"] if "At a glance" not in one["place"]}
    assert about == {"Action 1.1"}
    assert {name for one in said["differences"] for name in one["names"]} == {"Action 1.1"}
    assert [(row["row"], row["column"], row["was"], row["now"]) for row in said["rows"]] == [
        ("1.1", "Action", "Open a hub", "Open two hubs")
    ]
    text = paperkit("diff", "Report", "--today", "--project", filed).out
    assert "  Action 1.1\n    Table " in text


def test_the_finals_of_two_meetings_are_compared_kind_by_kind(
    paperkit: Command, filed: Path
) -> None:
    ran = paperkit("diff", "Board July 2026", "17 September 2026", "--project", filed)
    assert ran.out.startswith(
        "From Board July 2026 to Board September 2026\n\nOlder: Workforce - 16"
    )
    assert "\nNewer: Workforce again - 17 September 2026.docx (" in ran.out
    assert "  Paragraph 2.1: '31' is now '35'.\n" in ran.out
    assert f"Of Board July 2026 alone:\n  {STAFF} [exempt] (version 1" in ran.out
    assert f"Of Board September 2026 alone:\n  {REPORT} (version 1" in ran.out


def test_two_files_are_compared_without_a_project(paperkit: Command, filed: Path) -> None:
    there = filed / "papers" / "2026-07-16 Board" / JULY
    other = filed / "papers" / "2026-09-17 Board" / "Workforce again - 17 September 2026.docx"
    for name, path in (("a.docx", there), ("b.docx", other)):
        Path(name).write_bytes(path.read_bytes())
    ran = paperkit("diff", "a.docx", "b.docx")
    assert ran.out.startswith(
        "Older: a.docx (not in the record)\nNewer: b.docx (not in the record)\n"
    )
    assert "  Paragraph 2.1: '31' is now '35'.\n" in ran.out


def test_equal_files_are_said_to_be_equal(paperkit: Command, filed: Path) -> None:
    there = filed / "papers" / "2026-07-16 Board" / JULY
    Path("a.docx").write_bytes(there.read_bytes())
    ran = paperkit("diff", "a.docx", there, "--docx", "c.docx")
    assert "\nNothing differs: they are equal, byte for byte.\n" in ran.out
    assert "Not written: c.docx, since there is no change to track." in ran.out
    assert not Path("c.docx").exists()


def test_the_newer_is_written_with_tracked_changes(paperkit: Command, filed: Path) -> None:
    ran = paperkit("diff", JULY, "--version", "1", "--version", "2", "--docx", "c.docx",
                   "--project", filed)  # fmt: skip
    assert "\nWritten: c.docx\nAccepting all changes gives the newer paper, rejecting" in ran.out
    made = Path("c.docx").read_bytes()
    assert "There are 31 posts" in outline(accepted(made))
    assert "There are 38 posts" in outline(rejected(made))


def test_what_is_before_the_first_heading_is_the_beginning(paperkit: Command, filed: Path) -> None:
    ran = paperkit("diff", JULY, "Workforce again", "--project", filed)
    assert "\nAt the beginning\n" in ran.out
    assert "\nBeside the text\n" in ran.out


def test_no_file_is_written_over(paperkit: Command, filed: Path) -> None:
    Path("c.docx").write_text("mine")
    ran = paperkit("diff", "Workforce", "--today", "--docx", "c.docx", "--project", filed)
    assert "'c.docx' is already there" in ran.err
    assert Path("c.docx").read_text() == "mine"


def test_what_is_exempt_is_marked(paperkit: Command, filed: Path) -> None:
    ran = paperkit("diff", STAFF, "--today", "--project", filed)
    assert f"Older: {STAFF} [exempt] (version 1" in ran.out
    assert "\nExempt: what follows is not for publication.\n" in ran.out
    assert "is now 'A secret of 8 words.' [exempt]\n" in ran.out
    said = json.loads(paperkit("diff", STAFF, "--today", "--json", "--project", filed).out)
    assert said["exempt"] is True
    assert [row["exempt"] for row in said["rows"]] == [True]


def test_a_public_paper_is_compared_with_its_own_text_alone(paperkit: Command, filed: Path) -> None:
    ran = paperkit("diff", "Workforce", "--today", "--project", filed)
    assert "secret" not in ran.out


def test_tracked_changes_of_an_exempt_paper_are_called_exempt(
    paperkit: Command, filed: Path
) -> None:
    ran = paperkit("diff", STAFF, "--today", "--docx", "c.docx", "--project", filed)
    assert "Call the file 'Exempt - c.docx'." in ran.err
    ran = paperkit("diff", JULY, STAFF, "--docx", "Exempt - c.docx", "--project", filed)
    assert "Written: Exempt - c.docx" in ran.out


def test_an_exempt_file_is_known_wherever_it_lies(paperkit: Command, filed: Path) -> None:
    there = filed / "papers" / "2026-07-16 Board" / "exempt" / STAFF
    Path("a.docx").write_bytes(there.read_bytes())
    ran = paperkit("diff", "a.docx", JULY, "--json", "--project", filed)
    assert json.loads(ran.out)["older"]["exempt"] is True


def test_a_paper_of_0_1_0_says_that_its_rows_were_not_kept(
    paperkit: Command, filed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "old"
    copytree(filed, folder)
    with closing(sqlite3.connect(folder / LOG_FILE)) as log:
        log.execute("DROP TABLE contents")
        log.commit()
    ran = paperkit("diff", JULY, "--today", "--project", folder)
    assert "The record kept no rows with this paper" in " ".join(ran.out.split())
    assert "  Paragraph 2.1: '31' is now '30'.\n" in ran.out
    ran = paperkit("diff", JULY, "--version", "1", "--version", "2", "--project", folder)
    assert "but did not keep it: it was built by paperkit 0.1.0, or was removed." in ran.err


SIDES = ("Older: a.docx", "Newer: b.docx")
NAMED_TWICE = "is named twice, so there is nothing to compare."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([JULY, JULY], NAMED_TWICE),
        (["Board July 2026", "16 July 2026"], "'Board July 2026' is named twice. Name two"),
        (["Board July 2026", "Board November 2026"], "The record has no final for 'Board November"),
        (["board.yaml", JULY], "'board.yaml' is a text file, such as CSV, whatever its name says."),
        (["paper.pdf", JULY], "'paper.pdf' is a PDF"),
        (["broken.docx", JULY], "'broken.docx'"),
        (["Wrkforce", JULY], "The record has no final called 'Wrkforce'."),
        (["16 July 2026", JULY], "'16 July 2026' could be 2 papers: 'Workforce - 16"),
        ([JULY, "Staff", "--version", "9"], "has no version 9. Give --version one of: 1, 2."),
        (["broken.docx", "--today"], "'broken.docx'"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(
    words: list[str], said: str, paperkit: Command, filed: Path
) -> None:
    Path("paper.pdf").write_bytes(b"%PDF-1.4 of a solicitor")
    whole = (filed / "papers" / "2026-07-16 Board" / JULY).read_bytes()
    Path("broken.docx").write_bytes(whole[: len(whole) // 2])
    ran = paperkit("diff", *words, "--project", filed)
    assert ran.code == 3
    assert said in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([JULY], "or one paper with --today, or with --version twice."),
        ([JULY, "Staff", "--today"], "--today compares one paper with today's data. Leave B out."),
        (["Board July 2026", "17 September 2026", "--docx", "a.docx"], "--docx goes with two"),
    ],
)  # fmt: skip
def test_wrong_use_is_said(words: list[str], said: str, paperkit: Command, filed: Path) -> None:
    ran = paperkit("diff", *words, "--project", filed)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
