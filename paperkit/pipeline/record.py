"""Look at the log of exception reports: list it, verify it, export it, take over a copy of it."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from paperkit.board.calendar import find_meeting
from paperkit.board.history import LOGGED, REMOVED, Entry, History
from paperkit.container.reading import content
from paperkit.container.writing import write_file
from paperkit.errors import LogError, ReadError, UnknownNameError, WriteError
from paperkit.findings import Finding, Place, Severity, of_severity, once
from paperkit.frozen import Frozen
from paperkit.meetings.published_rules import clock_behind
from paperkit.pipeline.finals import PassedOver, add, anchor_in, check_final, compare_finals
from paperkit.pipeline.reading import (
    open_project,
    read_board,
    read_history,
    the_priority,
)
from paperkit.record import LOG_FILE
from paperkit.record.copies import check_anchor, check_copies, kept_with, lacked
from paperkit.record.log import check_history, check_version, look, look_through, read_log
from paperkit.record.log_summary import (
    AtMeeting,
    actions_in,
    corrections,
    is_about,
    meeting_of,
    of_action,
)
from paperkit.record.versions import Version, every_version
from paperkit.schema.cleaning import ByReference, Reference, folded
from paperkit.schema.dates import in_words
from paperkit.schema.describe import words_of
from paperkit.word.properties import Anchor, anchored
from paperkit.word.properties import meeting_of as paper_meeting

CHANGED = (
    "The copy was changed from outside. Put an earlier version of it in its place, or take it over "
    'as it is with --because "the reason", which is kept with each entry.'
)
TITLE = "Log of exception reports"
_OF_ENTRY = (
    "Entry", "Recorded on", "Came from", "Corrects entry", "Why corrected", "Corrected by entry",
)  # fmt: skip
_EXCEL = ".xlsx"
_SHOWN = 12


class Listed(Frozen):
    """Entries of the log in their order, the whole log, and what is wrong with it.

    ``papers`` are the versions of the papers that the entries record.
    """

    entries: tuple[Entry, ...]
    history: History
    findings: tuple[Finding, ...]
    papers: tuple[Version, ...]


class Shown(Frozen):
    """What the log says of an action, what the plan calls it, and what is wrong with the log.

    ``action`` is as the log spells it; ``meetings`` are in the order of their first entries.
    """

    action: str
    meetings: tuple[AtMeeting, ...]
    wording: str
    findings: tuple[Finding, ...]


class Verified(Frozen):
    """The log as it is, the files it was compared with, and what was found."""

    history: History
    compared: tuple[Path, ...]
    findings: tuple[Finding, ...]
    passed_over: tuple[PassedOver, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether nothing speaks of a change to the log or to a paper."""
        return not of_severity(self.findings, Severity.ERROR)

    @property
    def is_log_whole(self) -> bool:
        """Return whether nothing speaks of a change to the log itself."""
        errors = of_severity(self.findings, Severity.ERROR)
        return not any(finding.place.file == LOG_FILE for finding in errors)


class Exported(Frozen):
    """The workbook that was written, how far the log had come, and what is wrong with it."""

    path: Path
    anchor: Anchor
    findings: tuple[Finding, ...]


class Adopted(Frozen):
    """What was taken over from a copy, how much of it was there already, and what was found.

    ``refused`` says why nothing was taken over. ``removals`` are entries of the copy that say that
    something was removed there, which the log may still hold.
    """

    copy: Path
    entries: tuple[Entry, ...]
    shared: int
    findings: tuple[Finding, ...]
    refused: str = ""
    removals: tuple[int, ...] = ()


def list_log(
    folder: Path, *, priority: str = "", meeting: str = "", packs: Sequence[Path] = ()
) -> Listed:
    """Return the entries of the log, of one priority or meeting where it is named.

    An action belongs to a priority by the plan as it is now. UnknownNameError where nothing goes
    by the name; LogError where the log cannot be read.
    """
    read = read_board(folder, packs)
    board, entries = read.board, read.board.history.entries
    if meeting:
        # The meeting may no longer be on the sheet.
        found = find_meeting(board, meeting)
        wanted = Reference(found.reference if found else meeting)
        names = [n for n in dict.fromkeys(meeting_of(entry.row) for entry in entries) if n]
        if found is None and wanted not in names:
            there = f"It has: {', '.join(names)}." if names else "It has no entries yet."
            raise UnknownNameError(f"The log has no meeting called '{meeting}'. {there}")
        entries = tuple(entry for entry in entries if meeting_of(entry.row) == wanted)
    if priority:
        reference = the_priority(board, priority)
        tree = board.tree
        under = (row for row in board.priorities if folded(reference) in tree.line(row.reference))
        priorities = frozenset(folded(row.reference) for row in under)
        actions = frozenset(folded(row.reference) for row in tree.actions(reference))
        entries = tuple(entry for entry in entries if is_about(entry, actions, priorities))
    numbers = {entry.number for entry in entries}
    every = every_version(board.history)
    papers = tuple(one for one in every if numbers.intersection(one.entries))
    return Listed(entries, board.history, read.of_log, papers)


def show_action(folder: Path, action: str, packs: Sequence[Path] = ()) -> Shown:
    """Return what the log says of an action, which may have left the plan since.

    UnknownNameError where the log says nothing of it, or nobody knows it.
    """
    read = read_board(folder, packs)
    spelled, meetings = of_action(read.board.history, action)
    in_plan = ByReference((row.reference, row.wording) for row in read.board.actions)
    if not meetings and action in in_plan:
        raise UnknownNameError(
            f"The log says nothing of action '{action}' yet. It does once a return is gathered."
        )
    if not meetings:
        actions = actions_in(read.board.history)
        more = f" and {len(actions) - _SHOWN} more" if len(actions) > _SHOWN else ""
        names = ", ".join(actions[:_SHOWN])
        known = f"It knows {names}{more}." if names else "It knows none yet."
        raise UnknownNameError(f"The log knows no action '{action}'. {known}")
    return Shown(spelled, meetings, in_plan.get(action, ""), read.of_log)


def notes_on_log(folder: Path) -> tuple[Finding, ...]:
    """Return what is to be known before the log is used: of its version, and copies beside it."""
    return (*check_version(folder / LOG_FILE), *check_copies(folder))


def check_clock(folder: Path, today: datetime.date, remedy: str) -> None:
    """Raise LogError where the log was added to on a later day than today: a clock is wrong.

    What is recorded would have the wrong day, for good. ``remedy`` says what to do where it is not.
    """
    for behind in clock_behind(read_log(open_project(folder).folder / LOG_FILE), today):
        raise LogError(f"{behind.message} So nothing was recorded. Set the clock, {remedy}")


def verify_log(folder: Path, paper: Path | None = None) -> Verified:
    """Return what is wrong with the log of a project.

    It is compared with the paper, or the export, that is named; else with every paper in the
    project's folder of papers, or in one within it, that says how far the log had come. LogError
    where the log cannot be read, ReadError where the paper cannot.
    """
    project = open_project(folder)
    log = look_through(project.folder / LOG_FILE)
    history, findings = log.history, [*log.findings, *notes_on_log(project.folder)]
    if paper is not None:
        data = content(paper)
        try:
            anchor = anchor_in(paper.name, data)
        except ReadError as fault:
            raise ReadError(f"{fault} The log is compared with finals and exports.") from fault
        # An export is not a paper: it only says how far the log had come.
        is_export = paper.suffix.lower() == _EXCEL and anchor.count and not paper_meeting(data)
        if is_export:
            findings += check_anchor(LOG_FILE, history, anchor, paper.name)
        else:
            place = Place(paper.name)
            findings += check_final(LOG_FILE, history, paper.name, data, anchor, place)
        return Verified(history, (paper,), once(findings))
    finals = compare_finals(LOG_FILE, project.papers, history)
    findings += finals.findings
    return Verified(history, finals.compared, once(findings), finals.passed_over)


def export_log(folder: Path, path: Path, today: datetime.date) -> Exported:
    """Return where the log was written as a workbook: every entry, also those corrected since.

    WriteError where something is there already, or the file's name does not end in .xlsx.
    """
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out_book import Shown as ShownInCell
    from paperkit.files.workbook_out_table import LogOut, LogSheet, log_workbook

    if path.suffix.lower() != _EXCEL:
        raise WriteError(f"The log is written as an Excel workbook: name it '{path.stem}{_EXCEL}'.")
    council, log = open_project(folder).settings.council, read_history(folder)
    history, corrected_by = log.history, corrections(log.history)

    def cells(entry: Entry) -> list[ShownInCell]:
        values = [getattr(entry.row, column.name) for column in entry.table.columns]
        return [
            entry.number,
            entry.recorded_on,
            entry.origin,
            entry.replaces or "",
            entry.because,
            corrected_by.get(entry.number, ""),
            *(v if isinstance(v, datetime.date) else words_of(v) for v in values),
        ]

    # A sheet for each table of which the log has entries, in their order.
    sheets: list[LogSheet] = []
    for table in LOGGED:
        rows = [cells(entry) for entry in history.entries if entry.table == table]
        if rows:
            headings = (*_OF_ENTRY, *(column.heading for column in table.columns))
            sheets.append(LogSheet(table.sheet, table.about, headings, rows))
    anchor = Anchor(history.head, len(history.entries))
    out = LogOut(
        title=TITLE,
        author=council.name or council.board,
        sheets=tuple(sheets),
        facts=(
            ("Entries", str(anchor.count)),
            ("Hash of the last entry", anchor.hash or "none"),
            ("Written on", in_words(today)),
        ),
        properties=anchored(anchor),
    )
    write_file(path, log_workbook(out), replace=False)
    return Exported(path, anchor, log.findings)


def adopt_copy(folder: Path, copy: Path, because: str = "") -> Adopted:
    """Return what was taken over from a copy: in one transaction, the copy itself untouched.

    The copy is where it is named, else in the project's folder. One that was changed from outside
    is taken over only with the reason, which is kept with each entry. LogError where the log or
    the copy cannot be read, or the copy is the log itself.
    """
    project = open_project(folder)
    log = project.folder / LOG_FILE
    path = copy if copy.exists() else folder / copy
    if path.exists() and log.exists() and path.samefile(log):
        raise LogError(f"'{copy.name}' is the log itself. Name the copy of it.")
    if not path.exists():
        raise LogError(f"There is no file '{copy.name}' here. Check its name.")
    theirs, ours = look(path), read_log(log)
    wrong = of_severity(theirs.findings, Severity.ERROR)
    if wrong and not because:
        return Adopted(path, (), 0, theirs.findings, CHANGED)
    origin = f"from {path.name}" + (f", changed from outside ({because})" if wrong else "")
    drafts = lacked(ours, theirs.history, origin)
    entries = add(log, project.papers, drafts, ours, kept_with(path, drafts))
    found = check_history(LOG_FILE, History((*ours.entries, *entries)))
    of_new = (finding for finding in found if finding.place.entry > len(ours.entries))
    taken = {draft.adopted for draft in drafts}
    removals = tuple(
        entry.number
        for entry in theirs.history.of(REMOVED)
        if (entry.adopted or entry.hash) not in taken
    )
    shared = len(theirs.history.entries) - len(entries) - len(removals)
    return Adopted(path, entries, shared, (*wrong, *of_new), removals=removals)
