"""``paperkit record remove``: words and bytes go for good; hash, who, when and why stay."""

import json
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from io import StringIO
from pathlib import Path
from shutil import copyfile, rmtree

import pytest

from paperkit.board.history import (
    AS_FILED,
    FILED,
    REMOVED,
    AsFiled,
    Draft,
    Filed,
    History,
    Removed,
)
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.cli import options
from paperkit.errors import LogError
from paperkit.pipeline import removing
from paperkit.pipeline.building import build
from paperkit.pipeline.record import adopt_copy, verify_log
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import board_as_filed
from paperkit.record.kept import hashes
from paperkit.record.log import append, look_through, read_log
from tests.cli.conftest import Command, Ran
from tests.cli.test_restore import changed
from tests.exception_log.entries import DAY, a_return
from tests.exception_log.test_finals import FINAL, FOLDER, final, order, project
from tests.exception_log.test_tampered import change
from tests.filed import HOUSING, NAME, a_final, two_finals, with_name

__all__ = ["project"]

WHY = ("--because", "Personal data", "--by", "R. Keane")
Run = Callable[..., Ran]


@pytest.fixture
def run(paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that removes something from the record of the project on 9 July 2026."""
    monkeypatch.setattr(options, "today", lambda: DAY.replace(month=7, day=9))
    return lambda *words: paperkit("record", *words, "--project", project)


def history(project: Path) -> History:
    return read_log(project / LOG_FILE)


def raw(project: Path) -> bytes:
    """Return the file of the record, and of all that it has packed what that comes to."""
    path = project / LOG_FILE
    with closing(sqlite3.connect(path)) as connection:
        packed = [bytes(one) for (one,) in connection.execute("SELECT packed FROM contents")]
    return b"\n".join((path.read_bytes(), *map(zlib.decompress, packed)))


def packed(project: Path, name: str) -> bytes:
    """Return the bytes that the file has for what is kept under a hash, as they lie there."""
    with closing(sqlite3.connect(project / LOG_FILE)) as connection:
        rows = connection.execute("SELECT packed FROM contents WHERE sha256 = ?", (name,))
        return bytes(rows.fetchone()[0])


def whole(project: Path) -> bool:
    return not look_through(project / LOG_FILE).findings and not [
        found for found in verify_log(project).findings if found.code != "PK-819"
    ]


def test_words_go_from_entries_papers_rows_and_files_alike(run: Run, project: Path) -> None:
    with_name(project)
    before = history(project)
    assert raw(project).count(NAME.encode()) >= 4
    ran = run("remove", "--text", "jo  bloggs", *WHY, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert NAME.encode() not in raw(project)
    now = history(project)
    assert [entry.hash for entry in now.entries[: len(before.entries)]] == [
        entry.hash for entry in before.entries
    ]
    assert now.rows(RETURNS, Return)[1].reasons == "Asked for by [removed], who is ill"
    assert whole(project)
    assert {row.reason for row in now.rows(REMOVED, Removed)} == {"Personal data"}
    assert {str(row.by) for row in now.rows(REMOVED, Removed)} == {"R. Keane"}


def test_rows_that_lost_words_are_still_read(run: Run, project: Path) -> None:
    with_name(project)
    run("remove", "--text", NAME, *WHY, "--yes")
    now = history(project)
    for row in now.rows(FILED, Filed):
        board = board_as_filed(project / LOG_FILE, now, row)
        assert board is not None
        assert len(board.text) == 10
        assert board.text[0].text == "(1) To agree what [removed] asked for."


def test_a_paper_without_the_words_stays(run: Run, project: Path) -> None:
    housing = with_name(project)
    run("remove", "--text", NAME, *WHY, "--yes")
    rmtree(project / "papers")
    assert run("restore", HOUSING).code == 0
    assert (project / "papers" / FOLDER / HOUSING).read_bytes() == housing
    ran = run("restore", FINAL)
    assert ran.code == 3
    assert (
        f"'{FINAL}' was removed from the record on 9 July 2026 by R. Keane: Personal data."
        in ran.err
    )


def test_what_is_to_go_is_listed_and_nothing_goes_without_a_yes(run: Run, project: Path) -> None:
    with_name(project)
    before = (project / LOG_FILE).read_bytes()
    ran = run("remove", "--text", NAME, *WHY)
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "To be removed from the record for good (5):",
        "  Words in entry 2, Returns, 1.1.2: Red: Reasons for escalation",
        f"  Words in: The rows of text that '{FINAL}' rests on",
        f"  Words in: The sentences that '{FINAL}' printed",
        f"  Words in: The contents of 'board.yaml' for '{FINAL}'",
        f"  The contents of '{FINAL}', whole",
        "Nothing was removed. If this is what must go, run the same command with --yes.",
    ]
    assert (project / LOG_FILE).read_bytes() == before


class Terminal(StringIO):
    """What somebody types who sits before it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("said", "gone"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_whoever_sits_before_it_is_asked(
    said: str, gone: bool, run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(said))
    ran = run("remove", "--entry", "1", *WHY)
    assert "Remove this for good? [y/N]: " in ran.out
    assert ran.code == (0 if gone else 1)
    assert (b"Nobody was hired" in raw(project)) is not gone


def test_a_paper_goes_with_what_no_other_rests_on(run: Run, project: Path) -> None:
    with_name(project)
    (row,) = (one for one in history(project).rows(FILED, Filed) if one.file == FINAL)
    gone, stays = packed(project, row.sha256), row.settings
    ran = run("remove", FINAL, *WHY, "--yes")
    assert ran.code == 0
    assert f"  The settings of '{FINAL}'" in ran.out.splitlines()
    assert f"'{FINAL}' still counts as published, so no build can replace it." in ran.out
    assert f"  papers/{FOLDER}/{FINAL}" in ran.out.splitlines()
    file = (project / LOG_FILE).read_bytes()
    assert gone[:200] not in file
    assert gone[-200:] not in file
    assert packed(project, stays)
    assert whole(project)
    (said,) = history(project).rows(REMOVED, Removed)
    assert (said.entry, row.sha256 in said.gone, said.left) == (3, True, "")
    assert "removed from the record on 9 July 2026" in run("show", FINAL).out
    assert "By R. Keane. Why: Personal data." in run("show", FINAL).out
    assert "removed from the record on 9 July 2026" in run("list").out


def test_the_words_of_one_entry_go_and_what_it_is_about_stays(run: Run, project: Path) -> None:
    a_final(project)
    assert run("remove", "--entry", "1", *WHY, "--yes").code == 0
    (row,) = history(project).rows(RETURNS, Return)
    assert (row.action, row.rating, row.reasons) == ("1.1.1", "Red", "[removed]")
    assert b"Nobody was hired" not in raw(project)
    assert whole(project)
    assert "Words of entry 1 went on 9 July 2026, as entry 3 says. By R. Keane." in " ".join(
        run("show", "1.1.1").out.split()
    )


def test_a_paper_is_built_again_to_equal_bytes_after_another_was_removed(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_finals(project)
    data = (project / "papers" / FOLDER / FINAL).read_bytes()
    # Removed on a later day, the log would be ahead of the clock of the build.
    monkeypatch.setattr(options, "today", lambda: DAY.replace(month=6, day=30))
    run("remove", HOUSING, *WHY, "--yes")
    assert final(project) == data
    assert len(history(project).entries) == 4


def test_what_is_left_cannot_be_changed_either(run: Run, project: Path) -> None:
    run("remove", "--entry", "1", *WHY, "--yes")
    change(project / LOG_FILE, "UPDATE entries SET entry = replace(entry, 'Red', 'Green')")
    found = look_through(project / LOG_FILE).findings
    assert [one.code for one in found] == ["PK-801"]


@pytest.mark.parametrize("statement", ["DELETE FROM contents", "UPDATE entries SET entry = ''"])
def test_the_guards_stand_again_afterwards(statement: str, run: Run, project: Path) -> None:
    two_finals(project)
    run("remove", FINAL, *WHY, "--yes")
    with (
        closing(sqlite3.connect(project / LOG_FILE)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        connection.execute(statement)


def test_a_reason_that_holds_the_words_is_refused(run: Run, project: Path) -> None:
    with_name(project)
    before = (project / LOG_FILE).read_bytes()
    ran = run("remove", "--text", NAME, "--because", f"{NAME} asked", "--by", "R. Keane", "--yes")
    assert ran.code == 3
    assert "The reason or the name holds the words that are to go" in ran.err
    assert (project / LOG_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--text", "Nobody at all"), "Nothing in the record holds 'Nobody at all'"),
        (("--text", "Jo"), "'Jo' is too short"),
        (("--entry", "9"), "The record has no entry 9. It has 1"),
        (("Workforce",), "The record has no final called 'Workforce'"),
    ],
)
def test_what_is_not_there_is_told(words: tuple[str, ...], said: str, run: Run) -> None:
    ran = run("remove", *words, *WHY, "--yes")
    assert ran.code == 3
    assert said in ran.err


def test_a_clock_that_went_back_says_no_day_of_a_removal(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "today", lambda: DAY.replace(year=2020))
    before = (project / LOG_FILE).read_bytes()
    remove = ("remove", "--entry", "1", *WHY, "--yes")
    assert run(*remove).code == 3
    assert (project / LOG_FILE).read_bytes() == before
    assert run(*remove, "--clock-is-right").code == 0


def test_one_thing_is_named(run: Run) -> None:
    for words in ((), (FINAL, "--entry", "1"), ("--entry", "1", "--version", "2")):
        assert run("remove", *words, *WHY).code == 2


def test_what_says_that_something_was_removed_stays(run: Run, project: Path) -> None:
    run("remove", "--entry", "1", *WHY, "--yes")
    ran = run("remove", "--entry", "2", *WHY, "--yes")
    assert ran.code == 3
    assert "Entry 2 says what was removed, when, why and by whom. It stays." in ran.err
    assert whole(project)


def test_of_several_versions_one_is_named(run: Run, project: Path) -> None:
    old = a_final(project)
    changed(project, "To agree the plan", "To note the plan")
    final(project)
    ran = run("remove", FINAL, *WHY, "--yes")
    assert ran.code == 1
    assert f"'{FINAL}' has 2 versions. Say which with --version." in ran.out
    assert run("remove", FINAL, "--version", "1", *WHY, "--yes").code == 0
    said = history(project).bytes_removed
    assert sha256(old).hexdigest() in said
    assert run("restore", FINAL, "--version", "2", "--to", project / "again").code == 0


def test_a_removed_paper_that_is_still_in_its_folder_or_built_again_is_told(
    run: Run, project: Path
) -> None:
    data = a_final(project)
    run("remove", FINAL, *WHY, "--yes")
    assert [found.code for found in verify_log(project).findings] == ["PK-819"]
    built = build(order(project))
    (told,) = [found.message for found in built.findings if found.code == "PK-829"]
    assert told == (
        f"'{FINAL}' is exactly the paper that R. Keane removed from the record on 9 July 2026, "
        "and the record has it again."
    )
    assert "PK-829" not in [found.code for found in build(order(project)).findings]
    assert run("restore", FINAL, "--to", project / "again").code == 0
    assert (project / "again" / FINAL).read_bytes() == data


@pytest.mark.parametrize(
    "words", [("publish", FINAL), ("withdraw", FINAL, "--because", "Out", "--by", "R. Keane")]
)
def test_nothing_else_brings_it_back(
    words: tuple[str, ...], run: Run, paperkit: Command, project: Path
) -> None:
    data = a_final(project)
    run("remove", FINAL, *WHY, "--yes")
    paperkit(*words, "--project", project)
    assert sha256(data).hexdigest() in history(project).bytes_removed
    with pytest.raises(TypeError):
        packed(project, sha256(data).hexdigest())
    assert whole(project)


def test_an_earlier_copy_of_the_record_does_not_bring_words_back(run: Run, project: Path) -> None:
    copy = project / "exception-log-LAPTOP7.sqlite"
    copyfile(project / LOG_FILE, copy)
    ran = run("remove", "--text", "Nobody was hired", *WHY, "--yes")
    assert f"  {copy.name}" in ran.out.splitlines()
    append(copy, [a_return("2.1", "Late")])
    adopt_copy(project, copy)
    assert b"Nobody was hired" not in raw(project)


def test_files_of_data_that_hold_the_words_are_named(run: Run, project: Path) -> None:
    with_name(project)
    ran = run("remove", "--text", NAME, *WHY, "--yes", "--json")
    assert json.loads(ran.out)["still_there"] == ["board.yaml", f"papers/{FOLDER}/{FINAL}"]


def test_somebody_who_has_added_meanwhile_stops_it(project: Path, run: Run) -> None:
    a_final(project)
    chosen = removing.to_remove(project, paper=FINAL)
    append(project / LOG_FILE, [a_return("2.1")])
    with pytest.raises(LogError, match="Somebody else has added to the log"):
        removing.remove(chosen, DAY, because="Late", by="R. Keane")
    assert run("restore", FINAL, "--to", project / "again").code == 0


def test_a_file_that_says_the_words_in_signs_of_its_own_goes_whole(run: Run, project: Path) -> None:
    changed(project, "text: (1) To agree the plan.", 'text: "(1) To agree with J\\u00f6 Bloggs."')
    final(project)
    ran = run("remove", "--text", "J\u00f6 Bloggs", *WHY, "--yes")
    assert f"  The contents of 'board.yaml' for '{FINAL}', whole" in ran.out
    assert b"J\\u00f6" not in raw(project)
    assert whole(project)


def test_a_removal_in_a_copy_is_told_where_the_log_has_the_words(run: Run, project: Path) -> None:
    copy = project / "exception-log-LAPTOP7.sqlite"
    run("remove", "--entry", "1", *WHY, "--yes")
    (project / LOG_FILE).rename(copy)
    append(project / LOG_FILE, [a_return("1.1.1")])
    ran = run("adopt", copy)
    assert "Not taken over: entry 2 of the copy says that something was removed" in ran.out
    assert len(history(project).entries) == 1


def test_when_the_last_version_goes_nothing_is_left_of_what_they_rested_on(
    run: Run, project: Path
) -> None:
    a_final(project)
    changed(project, "To agree the plan", "To note the plan")
    final(project)
    for number in ("1", "2"):
        assert hashes(project / LOG_FILE)
        assert run("remove", FINAL, "--version", number, *WHY, "--yes").code == 0
    assert hashes(project / LOG_FILE) == frozenset()
    assert whole(project)


def test_what_was_edited_in_a_paper_goes_with_it(run: Run, project: Path) -> None:
    data = f"{NAME} moved away".encode()
    row = AsFiled(
        file="Report.docx", sha256=sha256(data).hexdigest(), size=len(data), filed_on=DAY,
        differs=(f"Paragraph 3: added '{NAME} moved away'",),
        recommendations=(f"To thank {NAME}",),
    )  # fmt: skip
    draft = Draft(table=AS_FILED, row=row, recorded_on=DAY)
    append(project / LOG_FILE, [draft], contents=[data])
    assert run("remove", "Report.docx", *WHY, "--yes").code == 0
    assert NAME.encode() not in raw(project)
    (left,) = history(project).rows(AS_FILED, AsFiled)
    assert (left.file, left.differs, left.recommendations) == (
        "Report.docx", ("[removed]",), ("[removed]",),
    )  # fmt: skip
    assert whole(project)
