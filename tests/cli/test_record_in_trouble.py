"""A record that cannot be used, or lies in a folder that synchronises: publish and restore say so.

Each says in a sentence what to do, leaves the record as it was, and works once that is done.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from paperkit.board.history import PUBLISHED, Published
from paperkit.errors import LogError
from paperkit.pipeline import removing
from paperkit.pipeline.publishing import publish
from paperkit.record import LOG_FILE, opening
from paperkit.record.log import VERSION, append, look_through, read_log
from tests.cli.conftest import Command, Ran
from tests.exception_log.entries import DAY, a_return
from tests.exception_log.processes import begun, ended
from tests.exception_log.test_finals import FINAL, project
from tests.filed import a_final

__all__ = ["project"]

DOING = {
    "publish": ("publish", FINAL),
    "restore": ("record", "restore", FINAL, "--to", "again"),
    "remove": (
        "record", "remove", FINAL, "--yes", "--because", "Personal data", "--by", "R. Keane",
    ),
}  # fmt: skip
Do = Callable[[], Ran]


@pytest.fixture(params=DOING)
def do(
    request: pytest.FixtureRequest, paperkit: Command, project: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Do:  # fmt: skip
    """Return each command in turn, done in a project with a final."""
    a_final(project)
    monkeypatch.chdir(project)
    return lambda: paperkit(*DOING[request.param])


def refused(do: Do, project: Path) -> str:
    """Return why it was not done; the record is as it was."""
    before = (project / LOG_FILE).read_bytes()
    ran = do()
    assert ran.code == 3
    assert (project / LOG_FILE).read_bytes() == before
    return ran.err


def test_a_record_that_is_locked(do: Do, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_SECONDS_TO_WAIT", 0)
    with closing(sqlite3.connect(project / LOG_FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = refused(do, project)
    assert "is in use by another run or another program. Close what has it open" in said
    assert do().code == 0


def test_a_record_that_has_lost_its_end(do: Do, project: Path) -> None:
    data = (project / LOG_FILE).read_bytes()
    (project / LOG_FILE).write_bytes(data[: len(data) // 2])
    said = refused(do, project)
    assert "Put an earlier version of it back (OneDrive and Windows keep them" in said
    (project / LOG_FILE).write_bytes(data)
    assert do().code == 0


def test_a_record_of_a_later_version(do: Do, project: Path) -> None:
    for version in (VERSION + 1, VERSION):
        with closing(sqlite3.connect(project / LOG_FILE)) as connection:
            connection.execute(f"PRAGMA user_version = {version}")
        if version > VERSION:
            said = refused(do, project)
            assert "was written by a later version of paperkit than this one" in said
    assert do().code == 0


def test_a_record_that_is_not_downloaded(do: Do, project: Path) -> None:
    (project / LOG_FILE).write_bytes(b"")
    assert "is empty. Put an earlier version of it back" in refused(do, project)


def test_copies_that_a_synchronised_folder_has_left_are_named(do: Do, project: Path) -> None:
    copyfile(project / LOG_FILE, project / "exception-log-LAPTOP7.sqlite")
    ran = do()
    assert ran.code == 0
    assert "exception-log-LAPTOP7.sqlite" in ran.out


def read_only(path: str) -> str:
    return writing(path).replace("mode=rw", "mode=ro")


writing = opening.address


def test_a_record_that_may_only_be_read_gives_papers_back_and_takes_nothing(
    paperkit: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_final(project)
    monkeypatch.chdir(project)
    monkeypatch.setattr(opening, "address", read_only)
    assert paperkit(*DOING["restore"]).code == 0
    for name in ("publish", "remove"):
        said = refused(lambda name=name: paperkit(*DOING[name]), project)  # type: ignore[misc]
        assert "may only be read, so nothing was added to it. Ask its owner" in said


def test_a_paper_that_only_a_copy_has_is_told(paperkit: Command, project: Path) -> None:
    a_final(project)
    (project / LOG_FILE).rename(project / "exception-log (1).sqlite")
    append(project / LOG_FILE, [a_return("1.1.1")])
    ran = paperkit("record", "restore", FINAL, "--project", project)
    assert ran.code == 3
    assert "Or the paper is in 'exception-log (1).sqlite' beside the log" in ran.err
    paperkit("record", "adopt", project / "exception-log (1).sqlite", "--project", project)
    assert paperkit("record", "restore", FINAL, "--to", project, "--project", project).code == 0


def together(*works: Callable[[], object]) -> list[int]:
    """Return how each process ended that did a work at the same time as the others."""
    return sorted(ended(number) for number in [begun(work) for work in works])


@pytest.mark.parametrize("attempt", range(2))
def test_two_officers_who_publish_at_once_publish_it_once(attempt: int, project: Path) -> None:
    a_final(project)
    works = [lambda: publish(project, FINAL, DAY.replace(month=7)) for _ in range(3)]
    assert together(*works) == [0, 1, 1], attempt
    (row,) = read_log(project / LOG_FILE).rows(PUBLISHED, Published)
    assert row.file == FINAL
    assert look_through(project / LOG_FILE).findings == ()


def test_a_removal_and_a_publication_at_once_leave_one_of_them(project: Path) -> None:
    a_final(project)
    chosen = removing.to_remove(project, paper=FINAL)
    together(
        lambda: publish(project, FINAL, DAY.replace(month=7)),
        lambda: removing.remove(chosen, DAY, because="Personal data", by="R. Keane"),
    )
    added = [entry.table.name for entry in read_log(project / LOG_FILE).entries[2:]]
    assert added in (["published"], ["removed"])
    assert look_through(project / LOG_FILE).findings == ()
    with pytest.raises(LogError):
        publish(project, FINAL, DAY.replace(month=7))
