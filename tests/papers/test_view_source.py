"""What the parts of a paper look up: each reference with its name where it first stands."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass

from paperkit.standpoint.board_at import BoardAt
from tests.papers.made import WAYS
from tests.tables import board

PRIORITIES = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |

## priorities
| reference | name |
| --- | --- |
| P1 | Healthy lives |
"""


def source() -> BoardAt:
    data = board(PRIORITIES)
    return BoardAt(data, WAYS, data.meeting["July"])


def test_a_reference_has_its_name_the_first_time_and_then_stands_alone() -> None:
    told = source().called_in_turn(["P1", "", "P1", "", "P9"])
    assert told == ("P1 Healthy lives", "None recorded", "P1", "None recorded", "P9")


@dataclass
class Work:
    """What it took to go through rows: references looked up or compared, and bytes copied."""

    looks: int = 0
    copied: int = 0


class Reference(str):
    """A reference that counts how often it is looked up, or compared with another."""

    work: Work

    def __new__(cls, words: str, work: Work) -> "Reference":
        made = super().__new__(cls, words)
        made.work = work
        return made

    def __hash__(self) -> int:
        self.work.looks += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        self.work.looks += 1
        return super().__eq__(other)


class References(list[Reference]):
    """References that count what is put into memory, also for a moment, while each has its turn."""

    def __iter__(self) -> Iterator[Reference]:
        for reference in super().__iter__():
            tracemalloc.reset_peak()
            before, _ = tracemalloc.get_traced_memory()
            yield reference
            reference.work.copied += tracemalloc.get_traced_memory()[1] - before


def work_of(made: BoardAt, count: int) -> Work:
    work = Work()
    references = References(Reference(f"{number}", work) for number in range(count))
    tracemalloc.start()
    try:
        assert len(made.called_in_turn(references)) == count
    finally:
        tracemalloc.stop()
    return work


def test_ten_thousand_rows_are_ten_times_the_work_of_a_thousand_and_not_a_hundred_times() -> None:
    made = source()
    assert made.plan.tree.names
    few, many = work_of(made, 1_000), work_of(made, 10_000)
    assert few.looks >= 1_000
    assert few.copied > 0
    assert many.looks < 20 * few.looks
    assert many.copied < 40 * few.copied
