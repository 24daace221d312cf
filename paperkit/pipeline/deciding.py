"""Start the rows of a meeting's decisions, each with the recommendation as it was filed.

They go into a file of data of their own, beside the workbook, where an officer fills them in.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from paperkit.board.decision_rows import DECISIONS, Decision
from paperkit.board.history import Filed
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import RequestRoute
from paperkit.decisions.recorded import could_decide
from paperkit.errors import UnknownNameError
from paperkit.frozen import Frozen
from paperkit.packs.plan import Planned, plan
from paperkit.papers import shown as on_paper
from paperkit.pipeline.reading import BoardRead, add_data, read_whole, the_meeting
from paperkit.record import LOG_FILE
from paperkit.record.recommendations import recommendations_as_filed
from paperkit.record.versions import versions
from paperkit.rounds.shown import recommended
from paperkit.schema.cleaning import Reference, folded
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.values import Gap


class DecisionsStarted(Frozen):
    """What was started for a meeting: the new file, None where there is nothing to add.

    ``added`` are its rows, ``there`` counts those that the data had already. ``not_filed`` are the
    papers of which the record has no final: their recommendations are those of today's data.
    ``other`` are rows of the data whose recommendation is not one that their paper made.
    """

    meeting: str
    path: Path | None
    added: tuple[Decision, ...]
    there: int
    not_filed: tuple[str, ...]
    other: tuple[Decision, ...]


def start_decisions(
    folder: Path, *, meeting: str, today: date, packs: Sequence[Path] = ()
) -> DecisionsStarted:
    """Return what was started: a row for each recommendation to a meeting that has none yet.

    Raises UnknownNameError for a meeting that is not there or decides nothing, ProjectError where
    data cannot be read, LogError where the record cannot, and WriteError where the file cannot be
    written.
    """
    read = read_whole(folder, packs)
    there = deciding_meeting(read, meeting, today)
    asked = [recommended_by(read, there, paper) for paper in deciding_papers(read, there)]
    rows = {_key(row): row for one in asked for row in one.rows}
    own = {_key(row): row for row in read.board.decisions if row.meeting == there.reference}
    added = tuple(row for key, row in rows.items() if key not in own)
    papers = {row.paper for row in rows.values()}
    return DecisionsStarted(
        meeting=there.reference,
        path=add_data(read.project, {DECISIONS: added}, f"Decisions, {there.reference}"),
        added=added,
        there=len(rows) - len(added),
        not_filed=tuple(one.paper for one in asked if one.rows and not one.filed),
        other=tuple(
            row
            for key, row in own.items()
            if key not in rows and row.paper in papers and not row.arose
        ),
    )


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
    return Reference(row.meeting), Reference(row.paper), _bare(row.recommendation)


class Recommended(Frozen):
    """What a paper recommends, a row each; ``filed`` where they are as the record has them."""

    paper: str
    rows: tuple[Decision, ...]
    filed: bool


def recommended_by(read: BoardRead, meeting: Meeting, paper: Planned) -> Recommended:
    """Return what a paper recommends: as it was filed, or else as it would print it today.

    Of several versions that which was published by the day of the meeting counts, or else the last.
    """
    at = BoardAt(read.board, read.ways, meeting, paper.row, planned=paper)
    asked = {
        _bare(row.request.recommendation): row.action.reference
        for row in (at.round.answered if at.round else ())
        if row.request and row.request.route is RequestRoute.RECOMMENDATION
    }
    filed = _as_filed(read, meeting, paper.reference)
    today = (
        str(w) for w in on_paper.recommendations(at, recommended(at)) if not isinstance(w, Gap)
    )
    rows = tuple(
        Decision(
            meeting=meeting.reference,
            paper=paper.reference,
            recommendation=words,
            action=next(
                (a for text, a in asked.items() if text and _bare(words).endswith(text)), ""
            ),
        )
        for words in filed or today
    )
    return Recommended(paper.reference, rows, bool(filed))


def _bare(words: str) -> str:
    return folded(words).rstrip(".")


def _as_filed(read: BoardRead, meeting: Meeting, paper: str) -> tuple[str, ...]:
    """Return the recommendations of the version that the Board had before it; none for none."""
    history, day = read.board.history, meeting.date
    finals = [
        version
        for found in versions(history).values()
        for version in found
        if isinstance(version.row, Filed) and version.row.paper == Reference(paper)
        if version.row.meeting == meeting.reference
    ]
    out = [one for one in finals if day and one.is_out(day)]
    if not finals:
        return ()
    row = (out or finals)[-1].row
    assert isinstance(row, Filed)
    return recommendations_as_filed(read.project.folder / LOG_FILE, history, row)
