"""Check a project: everything that is wrong with it, said once, at its place.

The findings can be had as a new workbook, with links to the cells of the officer's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from paperkit.actions.returned import as_returned
from paperkit.actions.standing import updated
from paperkit.board.data import TABLES, BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import RETURNS, PaperRow
from paperkit.board.plan_rows import ACTIONS, Meeting
from paperkit.container.writing import write_file
from paperkit.findings import Finding, Place, Severity, counts, once, one_of_each_fault
from paperkit.frozen import Frozen, replace
from paperkit.kinds.compose import check, check_sections
from paperkit.kinds.offered import words_unknown
from paperkit.meetings.agenda_rules import not_filed
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned, plan
from paperkit.papers.abbreviations import check_abbreviations
from paperkit.papers.pointing import check_pointing
from paperkit.papers.text_rules import check_written
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.attaching import files_of
from paperkit.pipeline.reading import FINDINGS_FILE, BoardRead, read_board, the_meeting
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.exempt import as_public, exempt_papers, left_out
from paperkit.standpoint.known import held_back, known_by
from paperkit.standpoint.rules import place_of

_WEIGHTS = (Severity.ERROR, Severity.GAP, Severity.NOTE)


class Checked(Frozen):
    """What a check found, the gravest first, and what it looked at."""

    read: BoardRead
    findings: tuple[Finding, ...]


def check_project(
    folder: Path, *, meeting: str = "", today: date, packs: Sequence[Path] = (),
    progress: Progress = silent,
) -> Checked:  # fmt: skip
    """Return what is wrong with a project; with a meeting, with what goes to that meeting.

    Where a file, a sheet or a heading is wrong, only that is reported. Raises PaperkitError where
    the project, the pack or a file cannot be used at all. Each step is said to ``progress``.
    """
    read = read_board(folder, packs)
    if not read.readable:
        return Checked(read, ordered(read.findings))
    progress("Checking")
    there = the_meeting(read.board, meeting, today) if meeting else None
    return Checked(read, check_data(read, there, today))


def check_data(read: BoardRead, there: Meeting | None, today: date) -> tuple[Finding, ...]:
    """Return what is wrong with a project that was read, of one meeting's papers or of all."""
    findings = list(read.findings)
    papers = _papers(read, there)
    for paper in papers:
        kind, _ = read.pack.kind(paper.kind)
        findings += words_unknown(read.pack, kind, read.board)
        if paper.row:
            findings += _check_text(read, kind, paper.row.meeting, paper)
        if there:
            used = as_used_by(kind, read, there, paper.row, today)
            judged = _judge(used, there, paper.row, today, today)
            findings += (*used.findings, *_asked_of(kind, used.board, judged))
            at = BoardAt(read.board, read.ways, there, paper.row, today=today, planned=paper)
            findings += not_filed(at)
    if there is None or not papers:
        board, newer, differing = _with_updates(read, there)
        of_all = _judge(replace(read, board=board), there, None, today, today)
        findings += (*newer, *differing, *of_all)
    return wanted(read.ways, ordered(findings))


def _papers(read: BoardRead, meeting: Meeting | None) -> list[Planned]:
    """Return the papers that the data have a row for, of one meeting or of all."""
    kinds, board = read.pack.kinds(), read.board
    meetings = {paper.meeting for paper in board.papers}
    planned = [
        paper
        for one in ((meeting,) if meeting else board.meetings)
        if one.date is not None and one.reference in meetings
        for paper in plan(board, read.ways, kinds, one).papers
    ]
    if meeting is None:
        there = {paper.reference for paper in planned}
        planned += [
            Planned(row.kind, row)
            for row in board.papers
            if row.reference not in there and row.kind in kinds
        ]
    return [paper for paper in planned if not paper.tables_of]


def as_used_by(
    kind: Kind, read: BoardRead, meeting: Meeting, paper: PaperRow | None, today: date
) -> BoardRead:
    """Return the ways and the data as a kind uses them for a paper: it is judged by these alone.

    Actions are as their leads' updates and returns say, and all is as it was known on the day of
    the data: ``today``, or the day of the meeting, where the paper does not say. What speaks
    against these, and what is held back as later, is among the findings. A public paper sees no
    round that only an exempt one may mention.
    """
    exempt = exempt_papers(read.board)
    read = replace(read, board=as_public(read.board, paper, exempt))
    board, newer, differing = _with_updates(read, meeting)
    if kind.shows(RETURNS.name):
        newer += tuple(left_out(board, paper, exempt))
    # A paper on a round prints ratings and no states; others print no action at all.
    if not kind.round and (not kind.tables or ACTIONS.name in kind.tables):
        newer += differing
    board = kind.data_of(board)
    if meeting.date:
        day = (paper.as_at if paper else None) or min(today, meeting.date)
        board, held = known_by(board, day, meeting.date)
        newer += tuple(held_back(held, day))
    return replace(
        read,
        ways=replace(read.ways, pack=kind.needs_of(read.ways.pack)),
        board=board,
        findings=(*read.findings, *newer),
    )


def _with_updates(
    read: BoardRead, meeting: Meeting | None
) -> tuple[BoardData, tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the data with updates and returns over the sheet Actions, and where each differs."""
    board, newer = updated(read.board, meeting)
    last = meeting or max(board.meetings, key=lambda one: one.date or date.min, default=Meeting())
    board, differing = as_returned(board, read.ways, last)
    return board, newer, differing


def check_paper(
    read: BoardRead, kind: Kind, meeting: Meeting, paper: Planned, as_at: date
) -> tuple[Finding, ...]:
    """Return all that is wrong with one paper: its data, its text, its sections, its files.

    Of a paper without a row, what the row lacks is reported as a whole, by ``heads.without_row``.
    ``as_at`` is the day of the data where the paper does not say.
    """
    findings = list(read.findings)
    if paper.row:
        findings += _asked_of(kind, read.board, _judge(read, meeting, paper.row, as_at))
    else:
        row = PaperRow(kind=paper.kind, meeting=meeting.reference, priority=paper.priority)
        judged = _asked_of(kind, read.board, _judge(read, meeting, row, as_at))
        findings += (found for found in judged if found.place.file)
    findings += _check_text(read, kind, meeting.reference, paper)
    return wanted(read.ways, ordered(findings))


def _judge(
    read: BoardRead,
    meeting: Meeting | None,
    paper: PaperRow | None,
    as_at: date,
    today: date | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules say of the data, for a meeting and a paper where they are given.

    ``as_at`` is the day of the data where a paper does not say; days that have passed are reported
    only where ``today`` is given.
    """
    needs = read.pack.needs()
    return check(BoardAt(read.board, read.ways, meeting, paper, as_at, needs, today))


def _asked_of(kind: Kind, board: BoardData, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings but for the gaps of columns that papers of the kind do not print."""
    spared = frozenset[Place]()
    if any(finding.severity is Severity.GAP for finding in findings):
        spared = frozenset(
            place_of(row, column.name)
            for table in TABLES
            for column in table.columns
            if column.name in kind.spared.get(table.name, ())
            for row in board.rows(table)
        )
    for finding in findings:
        if not (finding.severity is Severity.GAP and finding.place in spared):
            yield finding


def _check_text(read: BoardRead, kind: Kind, meeting: str, paper: Planned) -> Iterator[Finding]:
    """Yield what is wrong with a paper's place in the plan, its sections, its text, its files."""
    yield from paper.findings
    if paper.row:
        filled = frozenset({"appendices"}) if paper.appendices else frozenset()
        yield from check_sections(read.board, kind, paper.row, filled)
    yield from check_written(read.board, kind, meeting, paper.row, paper.names)
    yield from check_pointing(read.board, kind, meeting, paper)
    yield from check_abbreviations(read.board, read.ways, kind, paper.row)
    yield from files_of(read.project, paper)[1]


def wanted(ways: Ways, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without the notes that the council has switched off."""
    off = ways.settings.notes_off
    return tuple(f for f in findings if f.severity is not Severity.NOTE or f.code not in off)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings without repeats: errors, then gaps, then notes; else in their order."""
    return gravest_first(once(one_of_each_fault(findings)))


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return errors, then gaps, then notes; findings of one weight in their order."""
    return tuple(sorted(findings, key=lambda finding: _WEIGHTS.index(finding.severity)))


def write_findings(checked: Checked) -> Path:
    """Return the workbook of findings, written to the project folder.

    It is paperkit's own file and is replaced by the next one.
    """
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out_table import findings_workbook

    project = checked.read.project
    path = project.folder / FINDINGS_FILE
    listed = findings_workbook(checked.findings, counts(checked.findings), project.data[0].name)
    write_file(path, listed, replace=True)
    return path
