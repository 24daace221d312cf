"""Who has returned a form, of a round or for a paper, who has not, and what to write to them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from paperkit.board.forms import ASKED_TABLES, Asking
from paperkit.board.gathering import Case
from paperkit.board.gathering.letters import Letter, chase, chase_for
from paperkit.board.gathering.standing import RoundStanding, standings
from paperkit.board.gathering.standing_papers import PaperStanding, paper_standing
from paperkit.board.year.deadlines import StepName, day_of, deadlines
from paperkit.errors import ProjectError, UnknownNameError
from paperkit.pipeline.asking import the_meeting, the_priority
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board


@dataclass(frozen=True)
class PaperStatus:
    """What a paper needs of others as it stands, and the text for each who owes some of it."""

    standing: PaperStanding
    letters: tuple[Letter, ...]


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
    read = _readable(council)
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


def paper_status(
    folder: Path, *, kind: str, meeting: str, today: date, packs: tuple[Path, ...] = ()
) -> PaperStatus:
    """Return who owes what for a paper of the kind; without a meeting for the next one.

    The day of return is worked back from the meeting, where the settings give one. ProjectError
    where the data cannot be read, UnknownNameError for a kind or meeting that is not there, or a
    kind that needs nothing of others.
    """
    council = open_council(folder, packs)
    shown, _ = council.pack.kind(kind)
    read = _readable(council)
    there = the_meeting(read.board, meeting, today)
    due = day_of(deadlines(there, council.ways.settings.deadlines), StepName.RETURNS_DUE)
    asking = Asking(read.board, council.ways, there, due, today)
    tables = tuple(table for table in ASKED_TABLES if shown.shows(table.name))
    found = paper_standing(asking, kind, tables)
    if not found.people:
        raise UnknownNameError(
            f"Nobody is asked for anything that the kind {kind} needs for {there.reference}. Name "
            "another kind with --for, or the priority of a round with --priority."
        )
    return PaperStatus(found, tuple(chase_for(found, person) for person in found.missing))


def _readable(council: Council) -> BoardRead:
    read = read_board(council)
    if not read.readable:
        raise ProjectError("The data cannot be read as they stand. Run 'paperkit check' first.")
    return read
