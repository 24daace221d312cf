"""Start the rows of a meeting's decisions, each with the recommendation as it was filed.

They go into a file of data of their own, beside the workbook, where an officer fills them in.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from paperkit.board.decision_rows import DECISIONS, Decision
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import RequestRoute
from paperkit.decisions.recorded import could_decide
from paperkit.errors import UnknownNameError
from paperkit.frozen import Frozen
from paperkit.packs.plan import Planned, plan
from paperkit.papers import shown as on_paper
from paperkit.pipeline.reading import BoardRead, add_data, read_whole, the_meeting
from paperkit.rounds.shown import recommended
from paperkit.schema.cleaning import Reference, folded
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap


class DecisionsStarted(Frozen):
    """What was started for a meeting: the new file, None where there is nothing to add.

    ``added`` are its rows, ``there`` counts those that the data had already. ``not_filed`` are the
    papers of which the record has no final: their recommendations are those of today's data.
    """

    meeting: str
    path: Path | None
    added: tuple[Decision, ...]
    there: int
    not_filed: tuple[str, ...]


def start_decisions(
    folder: Path, *, meeting: str, today: date, packs: Sequence[Path] = ()
) -> DecisionsStarted:
    """Return what was started: a row for each recommendation to a meeting that has none yet.

    Raises UnknownNameError for a meeting that is not there or decides nothing, ProjectError where
    data cannot be read, and WriteError where the file cannot be written.
    """
    read = read_whole(folder, packs)
    there = deciding_meeting(read, meeting, today)
    rows = [row for paper in deciding_papers(read, there) for row in _rows(read, there, paper)]
    known = {_key(row) for row in read.board.decisions}
    added = tuple(row for row in rows if _key(row) not in known)
    path = add_data(read.project, {DECISIONS: added}, f"Decisions, {there.reference}")
    papers = dict.fromkeys(str(row.paper) for row in rows)
    return DecisionsStarted(there.reference, path, added, len(rows) - len(added), tuple(papers))


def deciding_meeting(read: BoardRead, words: str, today: date) -> Meeting:
    """Return the meeting of that name; UnknownNameError where it is none that decides."""
    found = the_meeting(read.board, words, today)
    if not could_decide(found):
        raise UnknownNameError(
            f"{found.reference} decides nothing: it was cancelled, or is a development session. "
            "Name another meeting with --meeting."
        )
    return found


def deciding_papers(read: BoardRead, meeting: Meeting) -> tuple[Planned, ...]:
    """Return the papers of a meeting that make recommendations, in the order of the agenda."""
    kinds = read.pack.kinds()
    planned = plan(read.board, read.ways, kinds, meeting).papers
    return tuple(
        paper
        for paper in planned
        if paper.reference and "recommendations" in kinds[paper.kind].section_names
    )


def _key(row: Decision) -> tuple[Reference, Reference, str]:
    """Return by what a recommendation of a meeting is known again."""
    return Reference(row.meeting), Reference(row.paper), folded(row.recommendation).rstrip(".")


def _rows(read: BoardRead, meeting: Meeting, paper: Planned) -> Iterator[Decision]:
    """Yield a row for each recommendation as the paper prints it."""
    at = BoardAt(read.board, read.ways, meeting, paper.row, planned=paper)
    asked = {
        folded(row.request.recommendation).rstrip("."): row.action.reference
        for row in (at.round.answered if at.round else ())
        if row.request and row.request.route is RequestRoute.RECOMMENDATION
    }
    for words in on_paper.recommendations(at, recommended(at)):
        if not isinstance(words, Gap):
            said = folded(str(words)).rstrip(".")
            action = next((ref for text, ref in asked.items() if said.endswith(text)), "")
            yield Decision(
                meeting=meeting.reference,
                paper=paper.reference,
                recommendation=str(words),
                action=action,
            )
