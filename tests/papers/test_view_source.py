"""What the parts of a paper look up: each reference with its name where it first stands."""

from time import perf_counter

from paperkit.papers.view.source import Sitting, Source
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


def source() -> Source:
    data = board(PRIORITIES)
    return Source(data, WAYS, Sitting(data.meeting["July"]))


def test_a_reference_has_its_name_the_first_time_and_then_stands_alone() -> None:
    told = source().called_in_turn(["P1", "", "P1", "", "P9"])
    assert told == ("P1 Healthy lives", "None recorded", "P1", "None recorded", "P9")


def test_ten_thousand_rows_take_ten_times_as_long_as_a_thousand_and_not_a_hundred_times() -> None:
    made = source()
    assert made.names

    def seconds(count: int) -> float:
        references = [f"{number}" for number in range(count)]
        begun = perf_counter()
        assert len(made.called_in_turn(references)) == count
        return perf_counter() - begun

    few = min(seconds(1_000) for _ in range(5))
    many = min(seconds(10_000) for _ in range(5))
    assert many < 40 * few
