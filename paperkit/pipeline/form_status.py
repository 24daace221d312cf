"""Who has returned their form of exception reporting, who has not, and what to write to them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from paperkit.board.gathering import Case
from paperkit.board.gathering.letters import Letter, chase
from paperkit.board.gathering.standing import RoundStanding, standings
from paperkit.errors import ProjectError, UnknownNameError
from paperkit.pipeline.asking import the_meeting, the_priority
from paperkit.pipeline.reading import open_council, read_board


@dataclass(frozen=True)
class Status:
    """A round as it stands, and the text for each lead of whom something is missing."""

    standing: RoundStanding
    letters: tuple[Letter, ...]


def form_status(
    folder: Path, *, priority: str, meeting: str, today: date, packs: tuple[Path, ...] = ()
) -> tuple[Status, ...]:
    """Return how each round stands: the last of every priority, or those of a meeting.

    ProjectError where the data cannot be read, UnknownNameError where no such round was issued.
    """
    council = open_council(folder, packs)
    read = read_board(council)
    if not read.readable:
        raise ProjectError("The data cannot be read as they stand. Run 'paperkit check' first.")
    there = the_meeting(read.board, meeting, today).reference if meeting else ""
    of = the_priority(read.board, priority) if priority else ""
    found = standings(Case(read.board, council.ways, today, meeting=there), of)
    if not found:
        raise UnknownNameError(
            "The log has no such round of exception reporting. Issue one with 'paperkit forms "
            "issue'."
        )
    board, ways = read.board, council.ways
    return tuple(
        Status(one, tuple(chase(one, lead, board, ways) for lead in one.missing)) for one in found
    )
