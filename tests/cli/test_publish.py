"""A published paper is never written over, and a publication is recorded by hand, once."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import rmtree

import pytest

from paperkit.board.history import PUBLISHED, Published
from paperkit.cli import options
from paperkit.container.writing import write_files
from paperkit.errors import LogError, WriteError
from paperkit.frozen import replace
from paperkit.pipeline import filing
from paperkit.pipeline.building import build
from paperkit.pipeline.publishing import publish
from paperkit.record import LOG_FILE
from paperkit.record.log import look_through, read_log
from tests.cli.conftest import Command, Ran
from tests.cli.test_restore import changed
from tests.exception_log.test_finals import FINAL, FOLDER, final, order, project

__all__ = ["project"]

HOUSING = "Housing of the partnership - 16 July 2026.docx"
SENT = "Nothing was sent. Put the papers where the public can find them, as you always do."
AFTER = date(2026, 7, 9)
Run = Callable[..., Ran]


@pytest.fixture
def run(paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in the project on 9 July 2026."""
    monkeypatch.setattr(options, "today", lambda: AFTER)
    return lambda *words: paperkit(*words, "--project", project)


def published(project: Path) -> list[tuple[str, date | None]]:
    rows = read_log(project / LOG_FILE).rows(PUBLISHED, Published)
    return [(row.file, row.published_on) for row in rows]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("then", ["there", "edited", "lost"])
def test_no_final_takes_the_place_of_a_published_one(
    then: str, overwrite: bool, project: Path
) -> None:
    data = final(project)
    there = project / "papers" / FOLDER / FINAL
    if then == "edited":
        there.write_bytes(data + b"edited")
    elif then == "lost":
        there.unlink()
    before = there.read_bytes() if there.exists() else None
    changed(project, "To agree the plan", "To note the plan")
    with pytest.raises(WriteError) as fault:
        build(replace(order(project, AFTER), overwrite=overwrite))
    assert str(fault.value) == (
        f"'{FINAL}' counts as published since 8 July 2026, and no build writes over a published "
        "paper, not even with --overwrite. Build a draft (leave --final out), or into another "
        "folder with --out; 'paperkit record restore' gives back the paper that was published."
    )
    assert (there.read_bytes() if there.exists() else None) == before
    assert len(read_log(project / LOG_FILE).entries) == 2


def test_what_the_message_names_can_be_done(project: Path, tmp_path: Path) -> None:
    data = final(project)
    changed(project, "To agree the plan", "To note the plan")
    draft = build(replace(order(project, AFTER), final=False, acceptance=None))
    apart = build(replace(order(project, AFTER), out=tmp_path / "apart"))
    assert draft.files[0].is_file()
    assert "PK-816" not in [found.code for found in apart.findings]
    assert apart.files[0].read_bytes() != data
    assert (project / "papers" / FOLDER / FINAL).read_bytes() == data


def test_a_published_copy_in_another_folder_is_not_written_over_either(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / FINAL).write_bytes(final(project))
    changed(project, "To agree the plan", "To note the plan")
    with pytest.raises(WriteError, match="no build writes over a published paper"):
        build(replace(order(project, AFTER), out=tmp_path, overwrite=True))


def test_what_is_recorded_as_published_stays_so_where_the_clock_goes_back(
    run: Run, project: Path
) -> None:
    """The battery of a laptop was flat: its clock said 2020, and the build replaced the paper."""
    first = final(project)
    assert run("publish", FINAL, "--on", "8 July 2026").code == 0
    changed(project, "To agree the plan", "To note the plan")
    early = replace(order(project, date(2020, 1, 1)), acceptance=None)
    assert "PK-531" in [finding.code for finding in build(early).findings]
    with pytest.raises(WriteError, match="is published since 8 July 2026"):
        build(order(project, date(2020, 1, 1)))
    assert (project / "papers" / FOLDER / FINAL).read_bytes() == first


def test_a_clock_that_went_back_says_no_day_of_publication(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    final(project)
    build(replace(order(project), what="Housing"))
    run("publish", FINAL)
    monkeypatch.setattr(options, "today", lambda: date(2026, 7, 1))
    refused = run("publish", HOUSING)
    assert (refused.code, published(project)) == (3, [(FINAL, AFTER)])
    assert " ".join(refused.err.split()) == (
        "Paperkit cannot go on. By the clock of this computer today is 1 July 2026, but entry 4 "
        "of the log was made on 9 July 2026. So nothing was recorded. Set the clock, or give the "
        "day of publication with --on if the day of that entry is wrong."
    )
    assert run("publish", HOUSING, "--on", "8 July 2026").code == 0
    # What is published by the log is not published anew, on another day.
    assert "already" in run("publish", FINAL, "--on", "2 July 2026").err
    assert published(project) == [(FINAL, AFTER), (HOUSING, date(2026, 7, 8))]


def test_building_a_published_paper_again_to_equal_bytes_is_nothing_new(project: Path) -> None:
    data = final(project)
    (project / "papers" / FOLDER / FINAL).unlink()
    assert build(order(project, AFTER)).files[0].read_bytes() == data
    assert len(read_log(project / LOG_FILE).entries) == 2


def test_before_its_day_a_final_is_built_again(project: Path) -> None:
    final(project)
    changed(project, "To agree the plan", "To note the plan")
    assert build(order(project, date(2026, 7, 7))).refused == ""


def test_a_publication_is_recorded_by_hand_and_nothing_is_sent(run: Run, project: Path) -> None:
    final(project)
    ran = run("publish", FINAL, "--on", "7 July 2026")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [f"Recorded as published on 7 July 2026: {FINAL}", SENT]
    assert published(project) == [(FINAL, date(2026, 7, 7))]
    listed = run("record", "list").out
    assert f"{FINAL}: R. Keane (published on 7 July 2026)" in listed
    assert look_through(project / LOG_FILE).findings == ()


def test_a_day_to_come_is_recorded_as_one_to_come(run: Run, project: Path) -> None:
    final(project)
    ran = run("publish", FINAL, "--on", "10 July 2026")
    assert ran.out.splitlines()[0] == f"Recorded as to be published on 10 July 2026: {FINAL}"


def test_it_is_recorded_also_where_the_file_is_lost(run: Run, project: Path) -> None:
    final(project)
    rmtree(project / "papers")
    assert run("publish", "Workforce").code == 0
    assert published(project) == [(FINAL, AFTER)]


def test_all_public_finals_of_a_meeting_are_recorded_at_once(run: Run, project: Path) -> None:
    final(project)
    build(replace(order(project), what="Housing"))
    run("publish", FINAL)
    ran = run("publish", "--meeting", "16 July 2026", "--json")
    assert json.loads(ran.out)["papers"] == [HOUSING]
    assert json.loads(ran.out)["passed_over"] == [
        {"name": FINAL, "why": "it is recorded as published on 9 July 2026 already"}
    ]


def test_publishing_twice_is_told(run: Run, project: Path) -> None:
    final(project)
    run("publish", FINAL)
    ran = run("publish", FINAL)
    assert ran.code == 3
    assert f"'{FINAL}' is recorded as published on 9 July 2026 already" in ran.err
    assert len(published(project)) == 1


def test_a_day_to_come_can_be_given_anew(run: Run, project: Path) -> None:
    final(project)
    run("publish", FINAL, "--on", "14 July 2026")
    changed(project, "To agree the plan", "To note the plan")
    assert build(order(project, AFTER)).refused == ""
    run("publish", FINAL, "--on", "13 July 2026")
    assert published(project) == [(FINAL, date(2026, 7, 13))]


def test_a_draft_is_not_published(run: Run, project: Path) -> None:
    draft = build(replace(order(project), final=False, acceptance=None)).files[0]
    ran = run("publish", draft)
    assert ran.code == 3
    assert f"'{draft.name}' is a draft, and only a final is published." in ran.err
    assert "Build it with --final first." in ran.err


def test_a_file_of_somebody_else_is_not_published(run: Run, project: Path) -> None:
    final(project)
    (project / "Letter.docx").write_bytes(b"PK somebody's letter")
    ran = run("publish", "Letter.docx")
    assert ran.code == 3
    assert "'Letter.docx' is not a paper that paperkit made" in ran.err


def test_a_file_that_was_edited_is_not_recorded_as_the_final(run: Run, project: Path) -> None:
    (project / "papers" / FOLDER / FINAL).write_bytes(final(project) + b"edited")
    ran = run("publish", FINAL)
    assert ran.code == 3
    assert "is not the final that the record keeps." in ran.err
    assert "record it with --as-filed; else move it away, and try again" in ran.err


def test_a_paper_is_not_published_before_it_was_built(run: Run, project: Path) -> None:
    final(project)
    ran = run("publish", FINAL, "--on", "1 June 2026")
    assert ran.code == 3
    assert "was built on 30 June 2026, so it was not published on 1 June 2026." in ran.err


def test_an_exempt_paper_is_not_published(run: Run, project: Path) -> None:
    exempt = """publicity: Exempt
    exempt_paragraph: "3"
    exempt_reason: It would harm the contract.
    public_title: A contract
"""
    changed(project, "publicity: Public\n", exempt)
    built = build(order(project))
    assert built.refused == ""
    ran = run("publish", built.files[0].name)
    assert ran.code == 3
    assert "is exempt, and not for the public, so nothing was recorded." in ran.err


def test_a_meeting_without_finals_is_told(run: Run) -> None:
    ran = run("publish", "--meeting", "Board July 2026")
    assert ran.code == 3
    assert "The record has no final for 'Board July 2026'." in ran.err


def test_a_meeting_that_is_not_there_is_answered_with_those_that_are(run: Run) -> None:
    ran = run("publish", "--meeting", "Board Juli 2026")
    assert ran.code == 3
    assert "There is no meeting called 'Board Juli 2026'. Did you mean: Board July 2026" in ran.err


def test_a_paper_or_a_meeting_is_named(run: Run) -> None:
    for words in ((), (FINAL, "--meeting", "Board July 2026")):
        assert run("publish", *words).code == 2


def test_a_record_that_is_locked_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    final(project)
    monkeypatch.setattr("paperkit.record.opening._SECONDS_TO_WAIT", 0)
    with closing(sqlite3.connect(project / LOG_FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LogError, match="is in use by another run or another program"):
            publish(project, FINAL, AFTER)
    assert published(project) == []


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root writes everywhere")
def test_a_record_that_may_only_be_read_is_told(project: Path) -> None:
    final(project)
    (project / LOG_FILE).chmod(0o444)
    with pytest.raises(LogError, match="may only be read"):
        publish(project, FINAL, AFTER)


def test_a_publication_between_reading_and_recording_stops_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = final(project)
    changed(project, "To agree the plan", "To note the plan")
    day = date(2026, 7, 1)

    def published_meanwhile(*files: object) -> None:
        publish(project, FINAL, day)
        write_files(*files)  # type: ignore[arg-type]

    monkeypatch.setattr(filing, "write_files", published_meanwhile)
    with pytest.raises(LogError, match="Somebody else has added to the log"):
        build(order(project, day))
    assert (project / "papers" / FOLDER / FINAL).read_bytes() == data


# --- Meetings and papers that changed ---------------------------------------------------------


def test_a_final_for_a_cancelled_meeting_is_refused(project: Path) -> None:
    changed(project, "date: 16 July 2026", "date: 16 July 2026\n    state: Cancelled")
    built = build(order(project))
    assert built.refused == "A final cannot be built while there is an error. A draft can."
    assert "'Workforce' is for Board July 2026, which was cancelled." in [
        found.message for found in built.findings
    ]


def test_papers_of_a_cancelled_meeting_are_published_with_their_day_alone(
    run: Run, project: Path
) -> None:
    final(project)
    changed(project, "date: 16 July 2026", "date: 16 July 2026\n    state: Cancelled")
    ran = run("publish", "--meeting", "Board July 2026")
    assert ran.code == 3
    assert (
        "Board July 2026 was cancelled, so nothing was recorded. If its papers came out before, "
        "give the day with --on." in ran.err
    )
    assert run("publish", "--meeting", "Board July 2026", "--on", "8 July 2026").code == 0


def test_of_a_meeting_that_moved_the_papers_for_its_new_day_are_published(
    run: Run, project: Path
) -> None:
    final(project)
    changed(project, "date: 16 July 2026", "date: 23 July 2026\n    state: Moved")
    moved = build(order(project, AFTER)).files[0].name
    ran = run("publish", "--meeting", "Board July 2026", "--json")
    assert json.loads(ran.out)["papers"] == [moved]
    assert json.loads(ran.out)["passed_over"] == [
        {
            "name": FINAL,
            "why": "it was made for another day than 23 July 2026, on which the meeting is now",
        }
    ]


def test_a_paper_with_finals_for_two_days_is_published_by_its_file(run: Run, project: Path) -> None:
    final(project)
    changed(project, "date: 16 July 2026", "date: 23 July 2026")
    build(order(project, AFTER))
    ran = run("publish", "Workforce")
    assert ran.code == 3
    assert "'Workforce' could be 2 papers:" in ran.err
    assert "Name one by its file." in ran.err


def test_a_paper_of_which_there_is_a_draft_alone_is_not_published(run: Run, project: Path) -> None:
    build(replace(order(project), final=False, acceptance=None))
    ran = run("publish", "Workforce")
    assert "The record has no final called 'Workforce'. Build a final first" in ran.err
