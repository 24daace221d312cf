"""Check a project: everything that is wrong with it, told once, at its place.

The findings as a new workbook, with links to the cells of the officer's own.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from paperkit.actions.standing import updated
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.container.writing import write_file
from paperkit.findings import Finding, Severity, counts, of_severity, once
from paperkit.frozen import Frozen, replace
from paperkit.kinds.rules import check
from paperkit.kinds.sections import check_sections
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned, plan
from paperkit.papers.text_rules import check_written
from paperkit.pipeline.asking import the_meeting
from paperkit.pipeline.filing import files_of
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import place_of

_WEIGHT = {Severity.ERROR: 0, Severity.GAP: 1, Severity.NOTE: 2}


class Checked(Frozen):
    """What a check found, the gravest first, and what it looked at."""

    council: Council
    read: BoardRead
    meeting: Meeting | None
    findings: tuple[Finding, ...]


def check_project(
    folder: Path, *, meeting: str = "", today: date, packs: Sequence[Path] = ()
) -> Checked:
    """Return what is wrong with a project; with a meeting, with what goes to that meeting.

    Where a file, a sheet or a heading is wrong, only that is told. Raises PaperkitError where
    the project, the pack or a file cannot be used at all.
    """
    council = open_council(folder, packs)
    read = read_board(council)
    if not read.readable:
        return Checked(council, read, None, ordered(read.findings))
    there = the_meeting(read.board, meeting, today) if meeting else None
    findings = (*read.findings, *_judged(council, read, there, today))
    return Checked(council, read, there, wanted(council, ordered(findings)))


def _judged(
    council: Council, read: BoardRead, meeting: Meeting | None, today: date
) -> Iterator[Finding]:
    """Yield what is wrong with the data as a whole, or with each paper of a meeting."""
    papers = list(_planned(council, read, meeting))
    if meeting is None or not papers:
        for paper in papers:
            yield from _texts(council, read, paper)
        stands = updated(read.board, meeting)
        yield from stands.findings
        yield from judge(council, replace(read, board=stands.board), meeting, None, today)
        return
    for paper in papers:
        yield from _texts(council, read, paper)
        kind, _ = council.pack.kind(paper.kind)
        ways, data = as_used_by(kind, council, read, meeting)
        yield from data.findings
        yield from judge(ways, data, meeting, paper.row, today)


def _planned(council: Council, read: BoardRead, meeting: Meeting | None) -> Iterator[Planned]:
    """Yield the papers that the data have a row for, of one meeting or of all."""
    kinds = council.pack.kinds()
    wanted = {paper.meeting for paper in read.board.papers}
    meetings = (meeting,) if meeting else read.board.meetings
    planned = [
        paper
        for one in meetings
        if one.date is not None and one.reference in wanted
        for paper in plan(read.board, council.ways, kinds, one).papers
    ]
    there = {paper.reference for paper in planned}
    rest = () if meeting else (p for p in read.board.papers if p.reference not in there)
    planned += [Planned(row.kind, row) for row in rest if row.kind in kinds]
    yield from (paper for paper in planned if not paper.tables_of)


def _texts(council: Council, read: BoardRead, paper: Planned) -> Iterator[Finding]:
    if paper.row is not None:
        kind, _ = council.pack.kind(paper.kind)
        yield from paper.findings
        yield from check_sections(read.board, kind, paper.row, filled_by(paper))
        yield from check_written(read.board, kind, paper.row.meeting, paper.row, paper.names)
        yield from files_of(council.project, paper).findings


def filled_by(paper: Planned) -> frozenset[str]:
    """Return the sections that the plan of a meeting fills."""
    return frozenset({"appendices"}) if paper.appendices else frozenset()


def as_used_by(
    kind: Kind, council: Council, read: BoardRead, meeting: Meeting
) -> tuple[Council, BoardRead]:
    """Return the ways and the data as a kind uses them for a meeting: it is judged by these alone.

    Actions stand as their owners' updates say, and what speaks against one is told.
    """
    ways = replace(council.ways, pack=kind.needs_of(council.ways.pack))
    stands = updated(read.board, meeting)
    findings = (*read.findings, *stands.findings)
    return replace(council, ways=ways), replace(
        read, board=kind.data_of(stands.board), findings=findings
    )


def judge(
    council: Council,
    read: BoardRead,
    meeting: Meeting | None,
    paper: PaperRow | None,
    today: date | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules say of the data, for a meeting and a paper where they are given.

    Where neither is given, what is due is judged by ``today``; days that have passed are told
    only where it is given.
    """
    day = None if meeting else today
    kinds = council.pack.kinds().items()
    needs = {name: kind.needs_of(council.pack.settings) for name, kind in kinds}
    return check(BoardAt(read.board, council.ways, meeting, paper, day, needs, today))


def check_paper(
    council: Council, read: BoardRead, kind: Kind, meeting: Meeting, paper: Planned
) -> tuple[Finding, ...]:
    """Return all that is wrong with one paper: its data, its text, its sections, its files."""
    row, filled = paper.row, filled_by(paper)
    sections = check_sections(read.board, kind, row, filled) if row else _no_row(kind, meeting)
    written = check_written(read.board, kind, meeting.reference, row, paper.names)
    judged = (
        judge(council, read, meeting, row) if row else _judged_alone(council, read, meeting, paper)
    )
    files = files_of(council.project, paper).findings
    every = (*read.findings, *judged, *paper.findings, *sections, *written, *files)
    return wanted(council, ordered(every))


def _judged_alone(
    council: Council, read: BoardRead, meeting: Meeting, paper: Planned
) -> tuple[Finding, ...]:
    """Return what the rules say of a paper without a row; what the row lacks is told as a whole."""
    made = PaperRow(kind=paper.kind, meeting=meeting.reference, priority=paper.priority)
    return tuple(told for told in judge(council, read, meeting, made) if told.place.file)


def _no_row(kind: Kind, meeting: Meeting) -> tuple[Finding, ...]:
    """Return a gap where nobody can have written what papers of the kind require."""
    if not any(section.required for section in kind.sections):
        return ()
    message = f"The sheet Papers has no row for the {kind.title} to {meeting.reference}, so what "
    message += "its author writes is all blank."
    place = place_of(meeting, "reference")
    return (Finding("PK-627", place, message),)


def wanted(council: Council, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings without the notes that the council has switched off."""
    off = council.ways.settings.notes_off
    return tuple(f for f in findings if f.severity is not Severity.NOTE or f.code not in off)


def ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings without repeats: errors, then gaps, then notes; else in their order."""
    return tuple(sorted(once(findings), key=lambda finding: _WEIGHT[finding.severity]))


def blocking(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that a final cannot go through with."""
    return of_severity(findings, Severity.ERROR)


FINDINGS_FILE = "What to put right.xlsx"


def write_findings(checked: Checked) -> Path:
    """Return the workbook of findings, written to the project folder.

    It is paperkit's own file and is replaced by the next one.
    """
    # What writes workbooks is needed for this one alone.
    from paperkit.files.workbook_out_table import findings_workbook

    path = checked.council.project.folder / FINDINGS_FILE
    data = checked.council.project.data[0].name
    listed = findings_workbook(checked.findings, counts(checked.findings), data)
    write_file(path, listed, replace=True)
    return path
