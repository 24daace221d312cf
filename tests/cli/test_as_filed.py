"""A final that somebody edited in Word is recorded as it was filed, and counts as published."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from paperkit.board.history import AS_FILED, PUBLISHED, AsFiled, Published
from paperkit.cli import options
from paperkit.errors import LogError, UnknownNameError, WriteError
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.pipeline.filed_as_edited import publish_as_filed
from paperkit.pipeline.publishing import publish
from paperkit.pipeline.record import verify_log
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import board_as_filed
from paperkit.record.log import look_through, read_log
from paperkit.record.recommendations import recommendations_as_filed
from paperkit.record.versions import versions
from paperkit.word.package import pack, unpack
from tests.cli.conftest import Command, Ran
from tests.cli.test_edits import DRAFT, EDIT, NEW, OLD, WHO, edit
from tests.cli.test_publish import AFTER, SENT
from tests.cli.test_restore import changed
from tests.exception_log.test_finals import FINAL, FOLDER, final, order, project_in

Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the final of a paper, just built."""
    folder = project_in(tmp_path_factory.mktemp("built"))
    final(folder)
    return folder


@pytest.fixture
def project(tmp_path: Path, built: Path) -> Path:
    return copytree(built, tmp_path / "board")


@pytest.fixture
def there(project: Path) -> Path:
    """Return the final, edited in its place."""
    path = project / "papers" / FOLDER / FINAL
    edit(path, (OLD, NEW))
    return path


@pytest.fixture
def run(paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(options, "today", lambda: AFTER)
    return lambda *words: paperkit(*words, "--project", project)


def refused(project: Path, paper: str, file: Path) -> str:
    """Return why nothing was recorded; the record is as it was."""
    before = read_log(project / LOG_FILE).head
    with pytest.raises((LogError, UnknownNameError)) as fault:
        publish_as_filed(project, paper, file, AFTER)
    assert read_log(project / LOG_FILE).head == before
    return str(fault.value)


def test_what_was_filed_is_recorded_with_what_differs(run: Run, project: Path, there: Path) -> None:
    data = there.read_bytes()
    ran = run("publish", "Workforce", "--as-filed", there)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"Recorded as filed, and as published on 8 July 2026: {FINAL}",
        "It differs from the final as it was built:",
        f"  {EDIT}",
        "Decisions use its recommendations, which differ from those that were built:",
        f"  - (1) {NEW}.",
        f"It is at: {there}",
        SENT,
    ]
    log = project / LOG_FILE
    history = read_log(log)
    (row,) = history.rows(AS_FILED, AsFiled)
    assert (row.differs, row.paper, row.folder) == ((EDIT,), "Workforce", FOLDER)
    built, filed = versions(history)[FINAL.lower()]
    assert (built.state(AFTER), filed.state(AFTER)) == (
        "superseded on 9 July 2026", "published on 8 July 2026",
    )  # fmt: skip
    assert recommendations_as_filed(log, history, row) == (f"(1) {NEW}.",)
    board = board_as_filed(log, history, row)
    assert board is not None
    assert next(text.text for text in board.text if text.paper == "Workforce") == f"(1) {OLD}."
    assert len(board.history.entries) == 1
    assert look_through(log).findings == ()
    assert verify_log(project).findings == ()
    assert verify_log(project, there).findings == ()
    rmtree(project / "papers")
    assert run("record", "restore", FINAL).code == 1
    given = run("record", "restore", FINAL, "--version", "2")
    assert "filed as somebody edited it, recorded on 9 July 2026, byte for byte." in given.out
    assert there.read_bytes() == data
    shown = run("record", "show", FINAL).out
    assert f"  Differs from what was built in 1 place:\n    {EDIT}" in shown


def test_no_build_writes_over_it_and_a_draft_says_what_differs(project: Path, there: Path) -> None:
    publish_as_filed(project, FINAL, there, AFTER)
    for overwrite in (False, True):
        with pytest.raises(WriteError, match="is published since 8 July 2026"):
            build(replace(order(project, AFTER), overwrite=overwrite))
    draft = build(replace(order(project, AFTER), final=False, acceptance=None))
    assert [one.path.name for one in draft.edited] == [FINAL]


def test_a_file_from_elsewhere_is_put_in_the_place_of_the_final_as_built(
    project: Path, there: Path, tmp_path: Path
) -> None:
    sent = tmp_path / "Report as sent to the clerk.docx"
    sent.write_bytes(there.read_bytes())
    there.write_bytes(b"")
    there.unlink()
    build(order(project))
    filed = publish_as_filed(project, FINAL, sent, AFTER, on=date(2026, 7, 7))
    assert (filed.path, filed.day) == (there, date(2026, 7, 7))
    assert there.read_bytes() == sent.read_bytes()


def test_another_edited_file_in_its_place_stays(project: Path, there: Path, tmp_path: Path) -> None:
    sent = tmp_path / "Sent.docx"
    sent.write_bytes(there.read_bytes())
    other = edit(there, (NEW, "To do nothing"))
    assert "is another file than the one that was filed" in refused(project, FINAL, sent)
    assert there.read_bytes() == other


def test_what_was_recorded_by_hand_of_the_final_as_built_gives_way(
    project: Path, there: Path, tmp_path: Path
) -> None:
    sent = tmp_path / "Sent.docx"
    there.rename(sent)
    publish(project, FINAL, AFTER, on=date(2026, 7, 6))
    publish_as_filed(project, FINAL, sent, AFTER)
    states = [one.state(AFTER) for one in versions(read_log(project / LOG_FILE))[FINAL.lower()]]
    assert states == ["superseded on 9 July 2026", "published on 6 July 2026"]
    days = [row.published_on for row in read_log(project / LOG_FILE).rows(PUBLISHED, Published)]
    assert days == [date(2026, 7, 6)] * 2


def test_a_paper_saved_in_word_with_no_words_changed_can_be_filed_too(
    run: Run, project: Path
) -> None:
    path = project / "papers" / FOLDER / FINAL
    edit(path, ("<w:body>", "<w:body><!-- saved -->"))
    ran = run("publish", FINAL, "--as-filed", path, "--json")
    assert json.loads(ran.out)["differences"] == []
    assert json.loads(ran.out)["recommendations"] is None
    assert verify_log(project).findings == ()


@pytest.mark.usefixtures("there")
def test_publishing_the_edited_file_without_saying_so_names_the_way(project: Path) -> None:
    with pytest.raises(LogError, match="record it with --as-filed; else move it away"):
        publish(project, FINAL, AFTER)


def test_a_file_that_is_not_there_or_not_paperkits_is_told(project: Path, tmp_path: Path) -> None:
    letter = tmp_path / "Letter.docx"
    letter.write_bytes(b"PK somebody's letter")
    assert "There is no file" in refused(project, FINAL, tmp_path / "None.docx")
    assert "is not a paper that paperkit made" in refused(project, FINAL, letter)
    assert "is not a Word file" in refused(project, FINAL, project / LOG_FILE)


def test_a_draft_is_not_filed(project: Path) -> None:
    build(replace(order(project), final=False, acceptance=None))
    draft = project / "papers" / FOLDER / DRAFT
    edit(draft, (OLD, NEW))
    assert f"'{DRAFT}' is a draft, and only a final is filed." in refused(project, FINAL, draft)


def test_a_file_of_another_paper_is_told(project: Path, there: Path) -> None:
    build(replace(order(project), what="Housing"))
    why = refused(project, "Housing", there)
    assert f"was edited from '{FINAL}', and not from 'Housing'" in why


def test_a_final_of_which_the_record_knows_nothing_is_told(project: Path, there: Path) -> None:
    (project / LOG_FILE).unlink()
    why = refused(project, FINAL, there)
    assert f"The record keeps no final from which '{FINAL}' was edited." in why


def test_an_unedited_final_and_one_that_is_recorded_already_are_told(
    project: Path, there: Path
) -> None:
    data = there.read_bytes()
    there.unlink()
    build(order(project))
    assert "is as paperkit built it, so nothing was recorded" in refused(project, FINAL, there)
    there.write_bytes(data)
    publish_as_filed(project, FINAL, there, AFTER)
    assert "is recorded as filed already, on 9 July 2026" in refused(project, FINAL, there)
    edit(there, (NEW, "To do nothing"))
    assert "another edited file was recorded as filed" in refused(project, FINAL, there)


def test_a_final_that_another_replaced_is_told(project: Path, there: Path, tmp_path: Path) -> None:
    sent = tmp_path / "Sent.docx"
    there.rename(sent)
    changed(project, OLD, "To welcome the plan")
    build(order(project))
    why = refused(project, FINAL, sent)
    assert "was edited from the final of 30 June 2026, and another final took its place" in why


def test_open_tracked_changes_are_told(project: Path, there: Path) -> None:
    tracked = f"<w:ins {WHO}><w:r><w:t>Really.</w:t></w:r></w:ins></w:p>"
    edit(there, ("</w:p>", tracked))
    why = refused(project, FINAL, there)
    assert "has tracked changes that nobody has accepted or rejected" in why
    assert "Ann Lee, 2 July 2026" in why


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ('<w:pPr><w:pStyle w:val="DraftMark"/></w:pPr><w:r><w:t>DRAFT</w:t></w:r>', "DRAFT"),
        ('<w:r><w:rPr><w:rStyle w:val="Gap"/></w:rPr><w:t>No cost</w:t></w:r>', "No cost"),
    ],
)  # fmt: skip
def test_the_mark_of_a_draft_or_a_gap_is_told(
    node: str, said: str, project: Path, there: Path
) -> None:
    edit(there, ("<w:body>", f"<w:body><w:p>{node}</w:p>"))
    why = refused(project, FINAL, there)
    assert f"still has what a draft is marked with, so nothing was recorded: '{said}'" in why


def test_an_exempt_paper_is_not_filed_so(project: Path) -> None:
    exempt = """publicity: Exempt
    exempt_paragraph: "3"
    exempt_reason: It would harm the contract.
    public_title: A contract
"""
    changed(project, "publicity: Public\n", exempt)
    rmtree(project / "papers")
    path = build(order(project)).files[0]
    edit(path, (OLD, NEW))
    assert "is exempt, and not for the public" in refused(project, "Workforce", path)


def test_a_comment_that_is_left_is_said(run: Run, there: Path) -> None:
    edit(there, comment="Has finance seen this?")
    ran = run("publish", FINAL, "--as-filed", there)
    assert "A comment is still in it. Ann Lee, 2 July 2026" in ran.out


def test_it_goes_with_one_paper(run: Run, there: Path) -> None:
    assert run("publish", "--meeting", "Board July 2026", "--as-filed", there).code == 2


def test_a_lost_folder_gets_the_paper_back(project: Path, there: Path, tmp_path: Path) -> None:
    sent = tmp_path / "Sent.docx"
    there.rename(sent)
    rmtree(project / "papers")
    assert publish_as_filed(project, FINAL, sent, AFTER).path == there
    assert there.read_bytes() == sent.read_bytes()


def test_the_marks_of_a_file_may_be_gone(project: Path, there: Path) -> None:
    left = unpack(there.read_bytes())
    del left["docProps/custom.xml"]
    there.write_bytes(pack(left))
    assert "a program has taken out what it is known by" in refused(project, FINAL, there)
