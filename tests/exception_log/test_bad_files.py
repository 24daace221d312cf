"""A file that is no usable log ends in one sentence with the way out, and stays as it was."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

import pytest

from paperkit.errors import LogError
from paperkit.record import LOG_FILE, opening
from paperkit.record.log import append, look, read_log
from tests.exception_log.entries import THREE, a_return, drafts, log_of
from tests.exception_log.processes import killed_at, run, vfs

EARLIER = (
    "Put an earlier version of it back (OneDrive and Windows keep them: right-click the file, "
    "'Version history' or 'Previous versions'), then run 'paperkit record verify'."
)


def read(path: Path) -> object:
    return look(path)


def add(path: Path) -> object:
    return append(path, [a_return("9.9")])


@pytest.fixture(params=[read, add])
def use(request: pytest.FixtureRequest) -> Callable[[Path], object]:
    """Return what is done with the log, in turn."""
    done: Callable[[Path], object] = request.param
    return done


def refused(path: Path, use: Callable[[Path], object]) -> str:
    """Return why the log was refused; its bytes must be as they were."""
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(LogError) as fault:
        use(path)
    assert (path.read_bytes() if path.is_file() else b"") == before
    return str(fault.value)


@pytest.mark.parametrize("data", [b"", bytes(4096)])
def test_an_empty_file(data: bytes, use: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / LOG_FILE
    path.write_bytes(data)
    assert refused(path, use) == f"The log 'exception-log.sqlite' is empty. {EARLIER}"


def test_a_file_that_is_no_database(use: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / LOG_FILE
    path.write_text("Entries:\n1. Red\n" * 50, encoding="utf-8")
    assert refused(path, use) == (
        "'exception-log.sqlite' is not a log that paperkit made. Move it to another folder, and "
        "put the log of this project back in its place."
    )


def test_a_database_of_another_program(use: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / LOG_FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY, entry TEXT)")
    assert "is not a log that paperkit made" in refused(path, use)


@pytest.mark.parametrize("length", [30, 99])
def test_a_file_cut_off_in_its_head(
    length: int, use: Callable[[Path], object], tmp_path: Path
) -> None:
    path = log_of(tmp_path, drafts(THREE))
    path.write_bytes(path.read_bytes()[:length])
    assert refused(path, use) == f"The log 'exception-log.sqlite' has lost its end. {EARLIER}"


def test_a_file_cut_off_in_the_middle(use: Callable[[Path], object], tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE), [a_return("2.1")])
    path.write_bytes(path.read_bytes()[:-100])
    assert refused(path, use) == f"The log 'exception-log.sqlite' has lost its end. {EARLIER}"


def test_a_damaged_page(use: Callable[[Path], object], tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE))
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * 8 + whole[4104:])
    assert refused(path, use) == (
        f"The log 'exception-log.sqlite' is damaged (database disk image is malformed). {EARLIER}"
    )


def test_a_table_that_another_program_made_anew(
    use: Callable[[Path], object], tmp_path: Path
) -> None:
    path = log_of(tmp_path, drafts(THREE))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE entries ADD COLUMN note TEXT")
    assert refused(path, use) == (
        f"The log 'exception-log.sqlite' was changed by another program. {EARLIER}"
    )


def test_a_view_in_place_of_the_entries_is_not_run(
    use: Callable[[Path], object], tmp_path: Path
) -> None:
    """A view that never ends would hold the run up if a single row of it were asked for."""
    path = log_of(tmp_path, drafts(THREE))
    endless = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n)"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE entries")
        connection.execute(
            f"CREATE VIEW entries AS {endless} SELECT i AS number, '' AS entry, '' AS hash FROM n"
        )
        connection.commit()
    assert "was changed by another program" in refused(path, use)


def test_what_a_stranger_made_of_the_file_has_no_trust_and_entries_have_a_bound(
    tmp_path: Path,
) -> None:
    path = log_of(tmp_path, drafts(THREE))
    with opening.opened(path) as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 16 * 1024 * 1024


def test_an_entry_longer_than_any_round_writes(
    use: Callable[[Path], object], tmp_path: Path
) -> None:
    path = log_of(tmp_path, drafts(THREE))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO entries (number, entry, hash) VALUES (4, ?, '')", ("x" * 17_000_000,)
        )
        connection.commit()
    assert "an entry that long" in refused(path, use)


def test_a_log_that_was_set_to_write_ahead(use: Callable[[Path], object], tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert "was changed by another program" in refused(path, use)
    assert list(tmp_path.iterdir()) == [path]


def test_a_link(use: Callable[[Path], object], tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE))
    elsewhere = path.rename(tmp_path / "elsewhere.sqlite")
    path.symlink_to(elsewhere)
    assert refused(path, use) == (
        "'exception-log.sqlite' is a link to a file elsewhere, and paperkit does not write through "
        "links. Put the log itself in the project's folder."
    )


def test_a_link_to_nothing(use: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / LOG_FILE
    path.symlink_to(tmp_path / "nothing")
    assert "is a link to a file elsewhere" in refused(path, use)
    assert not (tmp_path / "nothing").exists()


def test_a_folder_of_that_name(use: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / LOG_FILE
    path.mkdir()
    assert refused(path, use) == (
        f"There is no file 'exception-log.sqlite' in {tmp_path}. Check its name."
    )


def test_a_log_that_another_program_holds(
    use: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_SECONDS_TO_WAIT", 0.05)
    path = log_of(tmp_path, drafts(THREE))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert refused(path, use) == (
            "The log 'exception-log.sqlite' is in use by another run or another program. Close "
            "what has it open, wait a moment, then try again."
        )
    use(path)


def test_a_disk_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = log_of(tmp_path, drafts(THREE))
    opened = opening._connected

    def with_no_more_room(path: Path) -> sqlite3.Connection:
        connection = opened(path)
        connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr(opening, "_connected", with_no_more_room)
    many = [a_return(f"9.{number}", "Nobody was hired. " * 50) for number in range(20)]
    assert refused(path, lambda path: append(path, many)) == (
        "The log 'exception-log.sqlite' was not added to: there is no room on the disk. Make room, "
        "then try again."
    )


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that any user of this computer may look into."""
    folder = Path(mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_somebody_else(work: Callable[[], object]) -> int:
    """Return how a process ended that did the work without the rights of an administrator."""

    def unprivileged() -> None:
        if os.getuid() == 0:
            os.setuid(65534)
        work()

    return run(unprivileged)


@pytest.mark.parametrize("mode", [0o444, 0o644], ids=["file", "folder"])
def test_a_log_that_may_only_be_read(mode: int, open_folder: Path) -> None:
    path = log_of(open_folder, drafts(THREE))
    path.chmod(mode)
    open_folder.chmod(0o555)
    read_log(path)

    def work() -> None:
        assert len(read_log(path).entries) == 3
        with pytest.raises(LogError) as fault:
            add(path)
        assert "the log 'exception-log.sqlite' may only be read" in str(fault.value).lower()

    assert as_somebody_else(work) == 0


@pytest.mark.skipif(not vfs(), reason="this SQLite hides its use of the disk")
def test_a_log_that_may_only_be_read_while_an_addition_was_cut_off(open_folder: Path) -> None:
    path = log_of(open_folder, drafts(THREE))
    many = [a_return(f"9.{number}", "Nobody was hired. " * 50) for number in range(20)]
    journal = path.with_name(f"{path.name}-journal")
    at = 1
    while not (journal.exists() and path.stat().st_size > 20_000):
        run(killed_at(at, lambda: append(path, many)))
        at += 1
    for file in (path, journal):
        file.chmod(0o444)
    open_folder.chmod(0o555)

    def work() -> None:
        with pytest.raises(LogError) as fault:
            read_log(path)
        assert str(fault.value) == (
            "Somebody's addition to the log 'exception-log.sqlite' was cut off, and what is left "
            "of it has to be cleared away first. You may only read there: ask somebody who may "
            "write in the folder to run 'paperkit record verify' once."
        )

    assert as_somebody_else(work) == 0
    open_folder.chmod(0o755)
    for file in (path, journal):
        file.chmod(0o644)
    assert len(read_log(path).entries) == 3


def test_where_an_address_leads() -> None:
    assert [
        opening.address(path) for path in ("/home/a b#1?/x", "C:/Data/x", "//server/share/x")
    ] == [
        "file:///home/a%20b%231%3F/x?mode=rw",
        "file:///C:/Data/x?mode=rw",
        "file:////server/share/x?mode=rw",
    ]


def test_any_name_of_a_folder_leads_to_its_log(tmp_path: Path) -> None:
    folder = tmp_path / "R&D #1 100%20?mode=memory; \N{SNOWMAN}"
    folder.mkdir()
    path = log_of(folder, drafts(THREE), [a_return("2.1")])
    assert len(read_log(path).entries) == 4
    assert list(folder.iterdir()) == [path]
