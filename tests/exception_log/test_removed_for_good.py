"""Removal is all or nothing at any kill, and leaves not one byte of what went in the file."""

import errno
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest

from paperkit.board.history import REMOVED, Draft, Removed
from paperkit.errors import LogError
from paperkit.record import LOG_FILE
from paperkit.record.kept import hashes
from paperkit.record.log import append, look_through, read_log
from paperkit.record.removing import Going, of_words, take_out
from tests.exception_log.entries import DAY, a_return
from tests.exception_log.processes import FAULT, failing_at, killed_at, run, vfs
from tests.exception_log.test_kept import a_paper, name_of, packed_as

WORDS = "Jo Bloggs of 1 High Street"
WATCHED = pytest.mark.skipif(not vfs(), reason="this SQLite hides its use of the disk")
_MOST = 2_000
Faulty = Callable[[int, Callable[[], object]], Callable[[], object]]


def a_file(size: int) -> bytes:
    """Return a text with the words in it, which does not pack well."""
    noise = random.Random(4).randbytes(size).hex()
    return f"{noise}{WORDS}{noise[::-1]}".encode()


def log_with_words(folder: Path, size: int = 4_000) -> Path:
    """Return a log that keeps a paper with the words, one without, and a return with them."""
    path = folder / LOG_FILE
    papers = [a_file(size), b"Another paper" * 99]
    append(path, [a_return("1.1", f"As {WORDS} said")])
    drafts = [a_paper(f"{number}.txt", data) for number, data in enumerate(papers)]
    append(path, drafts, contents=papers)
    return path


def removal(path: Path) -> tuple[Going, list[Draft], str]:
    history = read_log(path)
    going = of_words(path, history, WORDS)
    assert going.entries == (1, 2)
    rows = [
        Removed(
            entry=number, was=history.entries[number - 1].hash, by="R. Keane", reason="Personal",
            left=name_of(going.bodies[number]) if number in going.bodies else "",
            gone=tuple(name for name in going.gone if going.of(name) == number),
        )
        for number in going.entries
    ]  # fmt: skip
    return going, [Draft(table=REMOVED, row=row, recorded_on=DAY) for row in rows], history.head


def traces(path: Path) -> int:
    """Return how often the words, and pieces of what the paper was packed to, are in the file."""
    data, packed = path.read_bytes(), packed_as(a_file(4_000))
    pieces = [WORDS.encode(), *(packed[at : at + 24] for at in range(0, len(packed), 500))]
    return sum(data.count(piece) for piece in pieces)


def test_not_one_byte_of_what_went_is_in_the_file(tmp_path: Path) -> None:
    path = log_with_words(tmp_path)
    assert traces(path) > 10
    size = path.stat().st_size
    take_out(path, *removal(path))
    assert traces(path) == 0
    assert path.stat().st_size < size
    assert look_through(path).findings == ()
    assert len(hashes(path)) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_it_is_zeros_also_where_the_file_cannot_be_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = log_with_words(tmp_path)
    real = sys.modules["sqlite3"].connect

    class Connection(sys.modules["sqlite3"].Connection):  # type: ignore[misc]
        def execute(self, words: str, *more: object) -> object:
            if words == "VACUUM":
                raise sys.modules["sqlite3"].OperationalError("database or disk is full")
            return super().execute(words, *more)

    monkeypatch.setattr(
        "sqlite3.connect", lambda *words, **more: real(*words, factory=Connection, **more)
    )
    take_out(path, *removal(path))
    assert traces(path) == 0
    assert look_through(path).findings == ()


def swept(folder: Path, faulty: Faulty, size: int, step: int) -> int:
    """Return after how many faults the removal was done: each left all of it or nothing."""
    (folder / "start").mkdir()
    start = log_with_words(folder / "start", size)
    for at in range(1, _MOST, step):
        path = folder / f"{at}.sqlite"
        copyfile(start, path)
        going, drafts, head = removal(path)
        ending = run(faulty(at, lambda: take_out(path, going, drafts, head)))  # noqa: B023
        assert ending in (0, FAULT, -signal.SIGKILL)
        assert look_through(path).findings == ()
        count, kept = len(read_log(path).entries), len(hashes(path))
        assert (count, kept) in ((3, 2), (5, 1))
        data = path.read_bytes()
        assert (WORDS.encode() in data) is (count == 3)
        if ending == 0:
            assert count == 5
            return at - 1
        path.unlink()
    pytest.fail("The removal was never done.")


@WATCHED
def test_killed_at_any_use_of_the_disk_all_of_it_went_or_nothing(tmp_path: Path) -> None:
    kills = swept(tmp_path, killed_at, 2_000, 6)
    assert kills > 20
    sys.stdout.write(f"remove: {kills} kills, 0 broken records\n")


@WATCHED
@pytest.mark.slow
def test_killed_at_each_use_of_the_disk_in_a_larger_record(tmp_path: Path) -> None:
    sys.stdout.write(f"remove: {swept(tmp_path, killed_at, 40_000, 1)} kills\n")


@WATCHED
@pytest.mark.slow
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_use_leaves_all_of_it_or_nothing(
    number: int, tmp_path: Path
) -> None:
    def faulty(at: int, work: Callable[[], object]) -> Callable[[], object]:
        return failing_at(at, number, work, LogError)

    sys.stdout.write(f"remove: {swept(tmp_path, faulty, 4_000, 1)} faults\n")


@WATCHED
@pytest.mark.slow
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_while_a_paper_is_kept_leaves_all_of_it_or_nothing(
    number: int, tmp_path: Path
) -> None:
    start = log_with_words(tmp_path)
    data = a_file(30_000)
    for at in range(1, _MOST):
        path = tmp_path / f"{at}.sqlite"
        copyfile(start, path)

        def work(path: Path = path) -> None:
            append(path, [a_paper("New.docx", data)], contents=[data])

        ending = run(failing_at(at, number, work, LogError))
        assert ending in (0, FAULT)
        assert look_through(path).findings == ()
        assert (len(read_log(path).entries), len(hashes(path))) in ((3, 2), (4, 3))
        if ending == 0:
            break
    assert len(read_log(path).entries) == 4
    sys.stdout.write(f"a paper: {at - 1} faults\n")
