"""Two people at once: both succeed, or one is told to try again; no row is lost or doubled."""

from collections.abc import Callable
from pathlib import Path

import pytest

from paperkit.errors import LogError
from paperkit.frozen import replace
from paperkit.record import LOG_FILE
from paperkit.record.log import AGAIN, append, look, read_log
from tests.exception_log.entries import a_return, log_of
from tests.exception_log.processes import begun, ended

PEOPLE, ROUNDS, SIZE = 4, 6, 3


def together(work: Callable[[int], object]) -> None:
    """Let each person do the work in a process of their own, all at once."""
    numbers = [begun(lambda person=person: work(person)) for person in range(PEOPLE)]  # type: ignore[misc]
    assert [ended(number) for number in numbers] == [0] * PEOPLE


def actions(path: Path) -> list[str]:
    assert look(path).findings == ()
    return [getattr(entry.row, "action", "") for entry in read_log(path).entries]


@pytest.mark.parametrize("attempt", range(8))
def test_rounds_that_are_gathered_at_once_are_all_there_and_each_whole(
    attempt: int, tmp_path: Path
) -> None:
    path = tmp_path / LOG_FILE

    def gather(person: int) -> None:
        for number in range(ROUNDS):
            append(path, [a_return(f"{person}.{number}.{row}") for row in range(SIZE)])

    together(gather)
    found = actions(path)
    assert sorted(found) == sorted(
        f"{person}.{number}.{row}"
        for person in range(PEOPLE)
        for number in range(ROUNDS)
        for row in range(SIZE)
    )
    rounds = [found[at : at + SIZE] for at in range(0, len(found), SIZE)]
    assert all(len({action[:-2] for action in one}) == 1 for one in rounds), attempt


@pytest.mark.parametrize("attempt", range(4))
def test_who_is_told_to_try_again_and_does_loses_and_doubles_nothing(
    attempt: int, tmp_path: Path
) -> None:
    path = log_of(tmp_path, [a_return("0")])

    def correct(person: int) -> None:
        for number in range(ROUNDS):
            while not _corrected(path, f"{person}.{number}"):
                pass

    together(correct)
    found = actions(path)
    assert sorted(found) == sorted(
        ["0", *(f"{person}.{number}" for person in range(PEOPLE) for number in range(ROUNDS))]
    ), attempt
    assert [entry.replaces for entry in read_log(path).entries] == list(range(len(found)))


def _corrected(path: Path, action: str) -> bool:
    """Correct the last entry as it was read; return whether nobody came in between."""
    history = read_log(path)
    last = history.entries[-1].number
    try:
        append(path, [replace(a_return(action), replaces=last, because="Again")], history.head)
    except LogError as told:
        assert str(told) == AGAIN
        return False
    return True
