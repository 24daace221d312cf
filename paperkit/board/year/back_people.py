"""Who sat on the Board in a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from paperkit.board.model import BoardData, Person
from paperkit.board.year.back_span import YearSpan
from paperkit.schema.choices import Answer


@dataclass(frozen=True)
class Member:
    """A member of the Board in the year; ``joined`` and ``left`` are days within it, or None."""

    person: Person
    joined: date | None = None
    left: date | None = None


def members(board: BoardData, span: YearSpan) -> tuple[Member, ...]:
    """Return who was a member on any day of the year, in the order of the sheet.

    Somebody without a first day has been there all along, without a last day still is.
    """
    return tuple(_members(board, span))


def _members(board: BoardData, span: YearSpan) -> Iterator[Member]:
    for person in board.people:
        begun = person.start is None or person.start <= span.last
        stayed = person.end is None or person.end >= span.first
        if person.member is Answer.YES and begun and stayed:
            joined = person.start if span.holds(person.start) else None
            yield Member(person, joined, person.end if span.holds(person.end) else None)
