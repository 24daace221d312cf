"""Whether the log is as it was recorded: numbers without a gap, each entry under its own seal.

A chain cannot see its own end cut off: that is told by a paper that knows how long it was.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from paperkit.exception_log.entries import sealed
from paperkit.findings import Finding, Place

if TYPE_CHECKING:
    from paperkit.exception_log.store import Stored


def check_chain(name: str, stored: "Stored") -> Iterator[Finding]:
    """Yield every entry that is not as it was recorded, and every gap in the numbers."""
    if not stored.guarded:
        yield _found(
            "PK-803", Place(name), f"The guards of '{name}' are not as paperkit made them."
        )
    number, previous = 0, ""
    for kept in stored.entries:
        place = Place(name, entry=kept.number)
        if kept.number != number + 1:
            yield _found("PK-802", place, _gap(number, kept.number))
        elif kept.hash != sealed(previous, kept.number, kept.body):
            yield _found("PK-801", place, f"Entry {kept.number} is not as it was recorded.")
        number, previous = kept.number, kept.hash


def _gap(before: int, after: int) -> str:
    if after <= before or after < 1:
        return f"Entry {after} has a number that paperkit never gives."
    first, last = before + 1, after - 1
    return (
        f"Entry {first} is missing." if first == last else f"Entries {first} to {last} are missing."
    )


def _found(code: str, place: Place, message: str) -> Finding:
    return Finding(code, place, message)
