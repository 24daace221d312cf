"""The demonstration: a sample project, its rounds of exception reporting, and its papers.

Everything is made as an officer would make it, on the days on which Northmere's officer did.
"""

from datetime import date
from pathlib import Path

from paperkit.board.data import TABLES, assemble
from paperkit.files.yaml_in import read_tables
from paperkit.findings import Finding
from paperkit.frozen import Frozen
from paperkit.pipeline.building import Built, Order, build
from paperkit.pipeline.gathering import GatherOrder, gather_returns
from paperkit.pipeline.issuing import FORMS_FOLDER, IssueOrder, issue_round, issue_to_sponsor
from paperkit.pipeline.meeting import build_meeting
from paperkit.pipeline.reading import open_council, write_data
from paperkit.pipeline.starting import RETURNED, SAMPLE_ROUNDS, new_project, sample_file
from paperkit.record.entries import LOG_FILE

MARCH, MAY, JULY = "Board March 2026", "Board May 2026", "Board July 2026"
SPONSORED = "P2"
ADDED = "Exception reporting"


class _Turn(Frozen):
    """The rounds for a meeting: when their forms went out, and by when they came back."""

    meeting: str
    issued: date
    due: date


_PRIORITIES = ("P2", "P3")
_TURNS = (
    _Turn(MARCH, date(2026, 1, 15), date(2026, 2, 12)),
    _Turn(JULY, date(2026, 5, 20), date(2026, 6, 18)),
)
_SPONSOR_ASKED, _SPONSOR_ANSWERED = date(2026, 6, 22), date(2026, 6, 30)


class Demo(Frozen):
    """What lies where: folders and files, the papers, and what was found of each meeting's.

    ``forms`` and ``returned`` are folders of forms; ``added`` is the file of data beside the
    workbook; ``log`` holds ``entries`` entries. ``papers`` are what was built, in order.
    """

    folder: Path
    forms: Path
    returned: Path
    added: Path
    log: Path
    entries: int
    papers: tuple[Path, ...]
    findings: tuple[Finding, ...]


def make_demo(folder: Path, *, today: date, cache: Path | None = None) -> Demo:
    """Return what was made in a new sample project; WriteError where the folder has something.

    ``cache`` is the folder in which compiled templates are kept, if any.
    """
    new_project(folder, sample=True)
    entries = sum(_held(folder, turn) for turn in _TURNS) + _sponsored(folder)
    added = _added(folder)
    entries += gather_returns(GatherOrder(folder, _SPONSOR_ANSWERED)).logged
    july = Order(folder=folder, what="", today=today, meeting=JULY, table=True, cache=cache)
    may = Order(folder=folder, what="annual_report", today=today, meeting=MAY, cache=cache)
    built = (build_meeting(july), build(may))
    return Demo(
        folder=folder,
        forms=folder / FORMS_FOLDER,
        returned=folder / RETURNED,
        added=added,
        log=folder / LOG_FILE,
        entries=entries,
        papers=tuple(path for one in built for path in one.files),
        findings=_told(built),
    )


def _held(folder: Path, turn: _Turn) -> int:
    """Issue the forms of a round and gather what came back; return how many entries that made."""
    order = IssueOrder(folder, turn.issued, turn.meeting, turn.due)
    issued = [issue_round(order, priority) for priority in _PRIORITIES]
    came_back = [f"{priority} {turn.meeting}" for priority in _PRIORITIES]
    return len(issued) + sum(_gathered(folder, name, turn.due) for name in came_back)


def _sponsored(folder: Path) -> int:
    issue_to_sponsor(IssueOrder(folder, _SPONSOR_ASKED, JULY, _SPONSOR_ANSWERED), SPONSORED)
    return _gathered(folder, f"{SPONSORED} {JULY}, sponsor", _SPONSOR_ANSWERED)


def _gathered(folder: Path, came_back: str, day: date) -> int:
    return gather_returns(GatherOrder(folder, day, folder / RETURNED / came_back)).logged


def _added(folder: Path) -> Path:
    """Put the officer's own rows on the rounds beside the workbook, and return their file."""
    board = assemble(read_tables(sample_file(SAMPLE_ROUNDS), TABLES).records).board
    rows = {table: board.rows(table) for table in TABLES if board.rows(table)}
    return write_data(open_council(folder), rows, ADDED)


def _told(built: tuple[Built, ...]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for one in built for finding in one.findings))
