"""Check a project: everything that is wrong with it, told once, at its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from paperkit.board.model import Meeting, PaperRow
from paperkit.board.rules import Case, check
from paperkit.findings import Finding, Severity, of_severity, once
from paperkit.papers.packs import Kind
from paperkit.papers.sections import check_sections
from paperkit.pipeline.asking import the_meeting
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board

_WEIGHT = {Severity.ERROR: 0, Severity.GAP: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Checked:
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
    papers = [
        paper
        for paper in read.board.papers
        if paper.kind in council.pack.kind_names
        and (meeting is None or paper.meeting == meeting.reference)
    ]
    for paper in papers:
        kind, _ = council.pack.kind(paper.kind)
        yield from check_sections(read.board, kind, paper)
    if meeting is None or not papers:
        yield from judge(council, read, meeting, None, today)
        return
    for paper in papers:
        yield from judge(council, read, meeting, paper)


def judge(
    council: Council,
    read: BoardRead,
    meeting: Meeting | None,
    paper: PaperRow | None,
    today: date | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules say of the data, for a meeting and a paper where they are given.

    Where neither is given, what is due is judged by ``today``.
    """
    return check(Case(read.board, council.ways, meeting, paper, None if meeting else today))


def check_paper(
    council: Council, read: BoardRead, kind: Kind, meeting: Meeting, paper: PaperRow | None
) -> tuple[Finding, ...]:
    """Return all that is wrong with one paper: its data, its text, its sections."""
    sections = check_sections(read.board, kind, paper) if paper else ()
    found = ordered((*read.findings, *judge(council, read, meeting, paper), *sections))
    return wanted(council, found)


def wanted(council: Council, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings without the notes that the council has switched off."""
    off = council.ways.settings.notes_off
    return tuple(f for f in findings if f.severity is not Severity.NOTE or f.code.number not in off)


def ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings without repeats: errors, then gaps, then notes; else in their order."""
    return tuple(sorted(once(findings), key=lambda finding: _WEIGHT[finding.severity]))


def blocking(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that a final cannot go through with."""
    return of_severity(findings, Severity.ERROR)
