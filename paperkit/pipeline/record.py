"""Take over what a copy of the log holds and the log lacks.

Verify the log: on its own, and against papers that know how far it had come.

The log as a workbook of its own, for those who work on with it or keep it elsewhere.

Tell of the log: its entries one a line, and the history of one action.
"""

import datetime
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from paperkit.board.calendar import find_meeting
from paperkit.board.data import BoardData
from paperkit.board.history import FILED, LOGGED, Entry, Filed, History
from paperkit.board.plan_tree import PlanTree, actions_of
from paperkit.container.writing import write_file
from paperkit.container.zips import content
from paperkit.errors import LogError, ReadError, UnknownNameError, WriteError
from paperkit.files.workbook_out_book import Shown as ShownInLog
from paperkit.files.workbook_out_table import LogOut, LogSheet, log_workbook
from paperkit.findings import Finding, Place, Severity, of_severity, once, quoted
from paperkit.frozen import Frozen
from paperkit.pipeline.asking import the_priority
from paperkit.pipeline.reading import open_council, read_board, read_history
from paperkit.project import open_project
from paperkit.record.entries import LOG_FILE, check_history
from paperkit.record.log import (
    append,
    check_anchor,
    check_copies,
    lacked,
    look,
    look_through,
    read_log,
)
from paperkit.record.log_summary import ActionTold, Telling, is_about, meeting_of
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row
from paperkit.schema.dates import in_words
from paperkit.schema.describe import words_of
from paperkit.word.properties import Anchor, anchor_of, anchored

CHANGED = (
    "The copy was changed from outside. Put an earlier version of it in its place, or take it over "
    'as it is with --because "the reason", which is kept with each entry.'
)


class Adopted(Frozen):
    """What was taken over from a copy, how much of it was there already, and what was found.

    ``refused`` says why nothing was taken over.
    """

    copy: Path
    entries: tuple[Entry, ...]
    shared: int
    findings: tuple[Finding, ...]
    refused: str = ""


def adopt_copy(folder: Path, copy: Path, because: str = "") -> Adopted:
    """Return what was taken over from a copy: in one transaction, the copy itself untouched.

    A copy that was changed from outside is taken over only with the reason, which is kept with
    each entry. LogError where the log or the copy cannot be read, or the copy is the log itself.
    """
    project = open_project(folder)
    log = project.folder / LOG_FILE
    path = _found(project.folder, copy)
    if path.exists() and log.exists() and path.samefile(log):
        raise LogError(f"'{copy.name}' is the log itself. Name the copy that lies beside it.")
    if not path.exists():
        raise LogError(f"There is no file '{copy.name}' here. Check its name.")
    theirs, ours = look(path), read_log(log)
    wrong = of_severity(theirs.findings, Severity.ERROR)
    if wrong and not because:
        return Adopted(path, (), 0, theirs.findings, CHANGED)
    origin = f"from {path.name}" + (f", changed from outside ({because})" if wrong else "")
    more = lacked(ours, theirs.history, origin)
    entries = append(log, more.drafts, ours.head)
    found = check_history(LOG_FILE, History((*ours.entries, *entries)))
    of_new = [one for one in found if one.place.entry > len(ours.entries)]
    return Adopted(path, entries, more.shared, (*wrong, *of_new))


def _found(folder: Path, copy: Path) -> Path:
    """Return where a copy is: as named, else in the project's folder."""
    return copy if copy.exists() else folder / copy


_WORD = ".docx"


class Verified(Frozen):
    """The log as it stands, the files it was compared with, and what was found."""

    history: History
    compared: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether nothing speaks of a change to the log itself."""
        errors = of_severity(self.findings, Severity.ERROR)
        return not any(finding.place.file == LOG_FILE for finding in errors)


def verify_log(folder: Path, paper: Path | None = None) -> Verified:
    """Return what is wrong with the log of a project.

    It is compared with the paper, or the export, that is named; else with every paper in the
    project's folder of papers that says how far the log had come. LogError where the log cannot
    be read, ReadError where the paper cannot.
    """
    project = open_project(folder)
    looked = look_through(project.folder / LOG_FILE)
    history, findings = looked.history, [*looked.findings, *check_copies(project.folder)]
    if paper is not None:
        data = content(paper)
        anchor = _anchor(paper.name, data)
        findings += check_anchor(LOG_FILE, history, anchor, paper.name)
        # An export is no paper: it only says how far the log had come.
        if paper.suffix.lower() == _WORD or not anchor.count:
            findings += _unrecorded(history, paper.name, data)
        return Verified(history, (paper,), once(findings))
    anchors = list(_anchors(project.papers))
    for found, anchor in anchors:
        findings += check_anchor(LOG_FILE, history, anchor, found.name)
    return Verified(history, tuple(found for found, _ in anchors), once(findings))


def _anchor(name: str, data: bytes) -> Anchor:
    try:
        return anchor_of(data)
    except ReadError as fault:
        raise ReadError(f"{quoted(name)} cannot be compared with the log. {fault}") from fault


def _anchors(papers: Path) -> Iterator[tuple[Path, Anchor]]:
    """Yield each paper of a folder that says how far the log had come; others are passed over."""
    for path in sorted(papers.glob(f"*{_WORD}")):
        try:
            anchor = anchor_of(content(path))
        except ReadError:
            continue
        if anchor.count:
            yield path, anchor


def _unrecorded(history: History, name: str, data: bytes) -> Iterator[Finding]:
    seal = sha256(data).hexdigest()
    filed = (entry.row for entry in history.entries if entry.table == FILED)
    if not any(isinstance(row, Filed) and row.sha256 == seal for row in filed):
        message = f"The log has no record of a final paper with the bytes of {quoted(name)}."
        yield Finding("PK-808", Place(name), message)


TITLE = "Log of exception reports"
_OF_ENTRY = (
    "Entry", "Recorded on", "Came from", "Corrects entry", "Why corrected", "Corrected by entry",
)  # fmt: skip
_ENDING = ".xlsx"


class Exported(Frozen):
    """The workbook that was written, how far the log had come, and what is wrong with it."""

    path: Path
    anchor: Anchor
    findings: tuple[Finding, ...]


def export_log(folder: Path, path: Path, today: datetime.date) -> Exported:
    """Return where the log was written as a workbook: every entry, also those corrected since.

    WriteError where something stands there already, or the file's name does not end in .xlsx.
    """
    if path.suffix.lower() != _ENDING:
        raise WriteError(
            f"The log is written as an Excel workbook: name it '{path.stem}{_ENDING}'."
        )
    council, looked = open_council(folder).project.settings.council, read_history(folder)
    history = looked.history
    anchor = Anchor(history.head, len(history.entries))
    facts = (
        ("Entries", str(anchor.count)),
        ("Hash of the last entry", anchor.hash or "none"),
        ("Written on", in_words(today)),
    )
    sheets = tuple(_sheets(history))
    out = LogOut(TITLE, council.name or council.board, sheets, facts, anchored(anchor))
    write_file(path, log_workbook(out), replace=False)
    return Exported(path, anchor, looked.findings)


def _sheets(history: History) -> Iterator[LogSheet]:
    telling = Telling(history)
    for table in LOGGED:
        entries = [entry for entry in history.entries if entry.table == table]
        if entries:
            headings = (*_OF_ENTRY, *(column.heading for column in table.columns))
            rows = [_row(telling, entry) for entry in entries]
            yield LogSheet(table.sheet, table.about, headings, rows)


def _row(telling: Telling, entry: Entry) -> list[ShownInLog]:
    return [
        entry.number,
        entry.recorded_on,
        entry.origin,
        entry.replaces or "",
        entry.because,
        telling.corrected_by.get(entry.number, ""),
        *(_cell(entry.row, column) for column in entry.table.columns),
    ]


def _cell(row: Row, column: Column) -> ShownInLog:
    value = getattr(row, column.name)
    return value if isinstance(value, datetime.date) else words_of(value)


_SHOWN = 12


class Listed(Frozen):
    """Entries of the log in their order, the log that they stand in, and what is wrong with it."""

    entries: tuple[Entry, ...]
    history: History
    findings: tuple[Finding, ...]


class Shown(Frozen):
    """What the log says of an action, what the plan calls it, and what is wrong with the log."""

    told: ActionTold
    wording: str
    findings: tuple[Finding, ...]


def list_log(
    folder: Path, *, priority: str = "", meeting: str = "", packs: Sequence[Path] = ()
) -> Listed:
    """Return the entries of the log, of one priority or meeting where it is named.

    An action belongs to a priority by the plan as it stands. UnknownNameError where nothing goes
    by the name; LogError where the log cannot be read.
    """
    read = read_board(open_council(folder, packs))
    entries: Sequence[Entry] = read.board.history.entries
    if meeting:
        wanted = _meeting(read.board, meeting)
        entries = [entry for entry in entries if folded(meeting_of(entry.row)) == wanted]
    if priority:
        actions, priorities = _under(read.board, the_priority(read.board, priority))
        entries = [entry for entry in entries if is_about(entry, actions, priorities)]
    return Listed(tuple(entries), read.board.history, read.of_log)


def show_action(folder: Path, action: str, packs: Sequence[Path] = ()) -> Shown:
    """Return what the log says of an action, which may have left the plan since.

    UnknownNameError where the log says nothing of it, or nobody knows it.
    """
    read = read_board(open_council(folder, packs))
    telling = Telling(read.board.history)
    told = telling.of_action(action)
    in_plan = {folded(row.reference): row.wording for row in read.board.actions}
    if not told.meetings:
        raise UnknownNameError(_unknown(action, telling.actions, folded(action) in in_plan))
    return Shown(told, in_plan.get(folded(action), ""), read.of_log)


def _meeting(board: BoardData, words: str) -> str:
    """Return the folded reference of a meeting, which need not be on the sheet any more."""
    found = find_meeting(board, words)
    if found is not None:
        return folded(found.reference)
    logged = dict.fromkeys(meeting_of(entry.row) for entry in board.history.entries)
    names = [name for name in logged if name]
    if folded(words) in map(folded, names):
        return folded(words)
    there = f"It has: {', '.join(names)}." if names else "It has no entries yet."
    raise UnknownNameError(f"The log has no meeting called '{words}'. {there}")


def _under(board: BoardData, priority: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the actions and the priorities under a priority, and itself, all folded."""
    tree, wanted = PlanTree(board), folded(priority)
    under = (row.reference for row in board.priorities if wanted in tree.line(row.reference))
    actions = (folded(row.reference) for row in actions_of(board, priority))
    return frozenset(actions), frozenset(map(folded, under))


def _unknown(action: str, logged: Sequence[str], in_plan: bool) -> str:
    if in_plan:
        return f"The log says nothing of action '{action}' yet. It does once a return is gathered."
    more = f" and {len(logged) - _SHOWN} more" if len(logged) > _SHOWN else ""
    known = f"It knows {', '.join(logged[:_SHOWN])}{more}." if logged else "It knows none yet."
    return f"The log knows no action '{action}'. {known}"
