"""Killed at any moment: the log opens, verifies, and holds the whole round or nothing of it.

Run with ``-rP`` to read how many kills there were.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest

from paperkit.board.history import Draft
from paperkit.record import LOG_FILE
from paperkit.record.log import append, look, look_through, read_log
from tests.exception_log.entries import a_return, log_of
from tests.exception_log.processes import begun, ended, killed_at, run, vfs
from tests.injector import harmed_at, killed

Record = Callable[[str, object], None]
LONG = "Nobody was hired. " * 60
_MOST = 400


def a_round(name: str, size: int = 40) -> list[Draft]:
    """Return a round that fills many pages of the file."""
    return [a_return(f"{name}.{number}", LONG) for number in range(1, size + 1)]


def told(kills: int, of: str, record: Record) -> None:
    record("kills", kills)
    sys.stdout.write(f"{of}: {kills} kills, 0 broken logs\n")


def actions(path: Path) -> list[str]:
    """Return the action of each entry of a log in which nothing is wrong."""
    looked = look_through(path)
    assert looked.findings == ()
    return [getattr(entry.row, "action", "") for entry in looked.history.entries]


def of_rounds(*rounds: list[Draft]) -> list[str]:
    return [getattr(draft.row, "action", "") for drafts in rounds for draft in drafts]


WATCHED = pytest.mark.skipif(not vfs(), reason="this SQLite hides its use of the disk")


@WATCHED
def test_a_kill_at_any_use_of_the_disk_leaves_the_round_whole_or_not_at_all(
    tmp_path: Path, record_property: Record
) -> None:
    first, second, third = a_round("1"), a_round("2"), a_round("3", 1)
    start = log_of(tmp_path, first)
    for at in range(1, _MOST):
        path = tmp_path / f"{at}.sqlite"
        copyfile(start, path)
        ending = run(killed_at(at, lambda path=path: append(path, second)))  # type: ignore[misc]
        assert ending in (0, -signal.SIGKILL)
        there = actions(path)
        assert there in (of_rounds(first), of_rounds(first, second))
        append(path, third)
        assert actions(path) == [*there, *of_rounds(third)]
        if ending == 0:
            break
    assert there == of_rounds(first, second)
    assert 20 < at < _MOST
    told(at - 1, "append", record_property)


def test_a_kill_while_a_log_is_begun_leaves_none_or_a_whole_one(
    tmp_path: Path, record_property: Record
) -> None:
    first = a_round("1")
    for at in range(1, _MOST):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = folder / LOG_FILE

        def work(folder: Path = folder, at: int = at, path: Path = path) -> None:
            with harmed_at(folder, at, killed):
                append(path, first)

        ending = run(work)
        assert actions(path) in ([], of_rounds(first))
        if ending == 0:
            break
        append(path, a_round("2", 1))
        assert actions(path)[-1:] == ["2.1"]
    assert actions(path) == of_rounds(first)
    assert 4 < at < _MOST
    told(at - 1, "begin", record_property)


def test_kills_at_random_leave_whole_rounds_only(tmp_path: Path, record_property: Record) -> None:
    kills, size, chance = 60, 7, random.Random(5)
    path = log_of(tmp_path, a_round("0", size))

    for kill in range(kills):
        reached, reaching = os.pipe()

        def work(reaching: int = reaching) -> None:
            for number in count():
                append(path, a_round(f"{os.getpid()}.{number}", size))
                os.write(reaching, b".")

        number = begun(work)
        os.close(reaching)
        # Every other one has its first round behind it, on the slowest of machines too.
        assert kill % 2 or os.read(reached, 1)
        os.close(reached)
        time.sleep(chance.uniform(0.001, 0.01))
        _kill(number)
        assert len(actions(path)) % size == 0
    assert len(actions(path)) > size * kills / 2
    told(kills, "append, at random", record_property)


def _kill(number: int) -> None:
    os.kill(number, signal.SIGKILL)
    assert ended(number) == -signal.SIGKILL


@WATCHED
def test_what_a_kill_left_is_put_right_by_reading(tmp_path: Path) -> None:
    path = log_of(tmp_path, a_round("1"))
    before = path.read_bytes()
    at = next(n for n in range(1, _MOST) if _left_a_journal(path, n))
    assert at > 1
    assert look(path).findings == ()
    assert path.read_bytes()[100:] == before[100:]
    assert list(tmp_path.iterdir()) == [path]


def _left_a_journal(path: Path, at: int) -> bool:
    """Return whether a kill left the file half-written beside the journal that undoes it."""
    size = path.stat().st_size
    run(killed_at(at, lambda: append(path, a_round("2"))))
    if path.stat().st_size > size and path.with_name(f"{path.name}-journal").exists():
        return True
    read_log(path)
    return False
