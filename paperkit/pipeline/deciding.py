"""Start the rows of a meeting's decisions, and draft the sheet of resolutions for the clerk.

Each row has the recommendation as it was filed. The rows go into a file of data of their own,
beside the workbook, where an officer fills them in. The sheet is a draft and is recorded nowhere.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from paperkit.board.decision_rows import DECISIONS, Decision
from paperkit.board.history import Filed
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import Publicity, RequestRoute
from paperkit.decisions.recorded import could_decide, decided
from paperkit.errors import PackError, UnknownNameError, WriteError
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen
from paperkit.kinds.resolutions import (
    SHEET_TITLE,
    ItemAsked,
    SheetShown,
    exempt_row,
    sheet_shown,
)
from paperkit.packs.file_names import FileName, ending_of, folder_of
from paperkit.packs.packs import SHEET, SHEET_FILE
from paperkit.packs.plan import Planned, plan
from paperkit.packs.templates import template_of
from paperkit.papers import shown as on_paper
from paperkit.pipeline.filing import PaperFile, put
from paperkit.pipeline.reading import BoardRead, add_data, read_whole, the_meeting
from paperkit.record import LOG_FILE
from paperkit.record.recommendations import recommendations_as_filed
from paperkit.record.versions import counting, every_version
from paperkit.rounds.shown import recommended
from paperkit.schema.cleaning import Reference, folded
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.exempt import as_public, exempt_papers
from paperkit.word.finishing import finish
from paperkit.word.proof import proof
from paperkit.word.properties import MEETING_NAME, Facts, Seal, seal_of
from paperkit.word.template import Compiled, fill_template
from paperkit.word.values import Gap


class DecisionsStarted(Frozen):
    """What was started for a meeting: the new file, None where there is nothing to add.

    ``added`` are its rows, ``there`` counts those that the data had already. ``not_filed`` are the
    papers of which the record has no final: their recommendations are those of today's data.
    ``other`` are rows of the data whose recommendation is not one that their paper made. ``data``
    is a place in the data.
    """

    meeting: str
    path: Path | None
    added: tuple[Decision, ...]
    there: int
    not_filed: tuple[str, ...]
    other: tuple[Decision, ...]
    data: Place


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
        data=read.project.place,
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
    """Return what a recommendation of a meeting is recognised by."""
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
    board = as_public(read.board, paper.row, exempt_papers(read.board))
    at = BoardAt(board, read.ways, meeting, paper.row, planned=paper)
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
        for version in every_version(history)
        if isinstance(version.row, Filed) and version.row.paper == Reference(paper)
        if version.row.meeting == meeting.reference
    ]
    if not finals:
        return ()
    row = counting(finals, day).row
    assert isinstance(row, Filed)
    return recommendations_as_filed(read.project.folder / LOG_FILE, history, row)


class SheetDrafted(Frozen):
    """The outcome of an order for a sheet: its files, the public one first, and what was found."""

    meeting: str
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def draft_sheet(
    folder: Path,
    *,
    meeting: str,
    today: date,
    overwrite: bool = False,
    packs: Sequence[Path] = (),
) -> SheetDrafted:
    """Return the sheet of a meeting, and one of their own for exempt items, as drafts.

    Nothing is written where the sheet's Word file has a fault. Raises what ``start_decisions``
    does, PackError where the pack has no such file, and WriteError where somebody has edited a
    sheet that is there.
    """
    read = read_whole(folder, packs)
    there = deciding_meeting(read, meeting, today)
    items = _items(read, there)
    kind = read.pack.decision_sheet
    if kind is None:
        raise PackError(
            f"The pack {read.pack.name} has no Word file {SHEET_FILE}. Copy that of the pack "
            "'council' into its folder."
        )
    template = template_of(kind, SheetShown)
    faults = template.look.findings or template.faults
    if faults:
        return SheetDrafted(there.reference, (), tuple(faults))
    public = PaperRow(title=SHEET_TITLE, meeting=there.reference, publicity=Publicity.PUBLIC)
    exempt = exempt_row(items, there.reference)
    made = [_sheet(read, there, template.compiled, row, items) for row in (public, exempt) if row]
    findings = tuple(finding for _, of_proof in made for finding in of_proof)
    if findings:
        return SheetDrafted(there.reference, (), findings)
    files = [file for file, _ in made]
    name = folder_of(read.board, there)
    for path in (read.project.papers / name / file.folder / file.name for file in files):
        if not overwrite and path.is_file() and seal_of(path.read_bytes()) is not Seal.OURS:
            raise WriteError(
                f"'{path.name}' in {path.parent} has been edited. Move it away, or give "
                "--overwrite to replace it."
            )
    paths = put(read.project.papers, name, files, (), overwrite=overwrite)
    return SheetDrafted(there.reference, paths, ())


def _sheet(
    read: BoardRead, meeting: Meeting, template: Compiled, row: PaperRow, items: Sequence[ItemAsked]
) -> tuple[PaperFile, tuple[Finding, ...]]:
    """Return a sheet in memory, and what its proof found."""
    assert meeting.date is not None, "The caller names a meeting that has a date."
    shown = sheet_shown(BoardAt(read.board, read.ways, meeting, row), items)
    council = read.ways.settings.council
    facts = Facts(
        SHEET_TITLE, council.name or council.board, f"{council.board}, {in_words(meeting.date)}",
        meeting.date, draft=True, mark=shown.header.exempt_mark,
        properties={MEETING_NAME: meeting.reference},
    )  # fmt: skip
    file = FileName(
        title=SHEET_TITLE, ending=ending_of(read.board, meeting),
        exempt=row.publicity is Publicity.EXEMPT,
    )  # fmt: skip
    filled, ledger = fill_template(template, shown)
    data = finish(filled, ledger, facts)
    return PaperFile(file.draft, data, SHEET, file.folder), proof(data, ledger, facts, file.draft)


def _items(read: BoardRead, meeting: Meeting) -> tuple[ItemAsked, ...]:
    """Return what each paper asks, in the words of the data where they have a row for it already.

    What no paper asks comes last.
    """
    recorded = (one.marked for one in decided(read.board))
    own = {_key(row): row for row in recorded if row.meeting == meeting.reference}
    found = []
    for paper in deciding_papers(read, meeting):
        rows = recommended_by(read, meeting, paper).rows
        found.append(ItemAsked(paper.row, tuple(own.pop(_key(row), row) for row in rows)))
    of_papers = {one.paper.reference for one in found if one.paper}
    others = tuple(row for row in own.values() if row.paper not in of_papers)
    return (*found, ItemAsked(None, others)) if others else tuple(found)
