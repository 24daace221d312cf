"""Gather what came back: read the forms of a folder, judge them, and take what can be taken.

All that is new goes into the log in one transaction, and answers for a paper into a new file of
the project's data. No file that was read is changed.

What issuing a round adds to the log: the round itself, or what is new of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from paperkit.board.data import BoardData
from paperkit.board.history import LOGGED, ROUNDS, Round
from paperkit.board.paper_rows import RETURNS, VIEWS
from paperkit.board.plan_rows import Meeting
from paperkit.errors import ProjectError, ReadError
from paperkit.findings import Finding, Place, Severity, once
from paperkit.frozen import Frozen, replace
from paperkit.pipeline.asking import the_meeting
from paperkit.pipeline.building import UNREADABLE
from paperkit.pipeline.checking import ordered, wanted
from paperkit.pipeline.reading import (
    BoardRead,
    Council,
    free_title,
    open_council,
    read_board,
    write_data,
)
from paperkit.project import OWNER_FILE_MARK
from paperkit.rounds.forms import Asking, asked_actions
from paperkit.rounds.gathering import FileOutcome, Gathered, gather
from paperkit.rounds.intake import Intake, Leave, ReturnedForm
from paperkit.rounds.letters import Letter, to_each
from paperkit.rounds.paper_forms import ASKED_TABLES, purpose_of
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Table
from paperkit.schema.dates import in_words
from paperkit.schema.forms import ABOUT, About
from paperkit.schema.records import Record
from paperkit.schema.rows import build_table
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.responsibility import reporter

FORM_TABLES: tuple[Table, ...] = (RETURNS, VIEWS, *ASKED_TABLES)
TEXTS = frozenset({".txt", ".md"})
"""The endings of texts that paperkit itself puts beside the forms that it issues."""

_WEIGHT = {Severity.ERROR: 0, Severity.GAP: 1, Severity.NOTE: 2}


class GatherOrder(Frozen):
    """What an officer asks for. Without ``forms`` only the project's own rows are gathered."""

    folder: Path
    today: date
    forms: Path | None = None
    meeting: str = ""
    leave: Leave = Leave()
    packs: tuple[Path, ...] = ()


class Gathering(Frozen):
    """What became of an order: what was found, what became of each file, what was written.

    ``logged`` counts the entries that the log took; ``refused`` says why nothing was gathered.
    """

    findings: tuple[Finding, ...]
    outcomes: tuple[FileOutcome, ...] = ()
    logged: int = 0
    files: tuple[Path, ...] = ()
    refused: str = ""
    council: Council | None = None
    board: BoardData = BoardData()


def gather_returns(order: GatherOrder) -> Gathering:
    """Return what was gathered from a folder of forms and from the project's own rows.

    Raises PaperkitError where the run cannot go on, LogError where somebody else has added to the
    log meanwhile: nothing was gathered then.
    """
    council = open_council(order.folder, order.packs)
    read = read_board(council)
    if not read.readable:
        return Gathering(ordered(read.findings), refused=UNREADABLE)
    paths = form_files(order.forms) if order.forms else ()
    forms, unread = _read_forms(paths)
    found = gather(forms, _intake(order, council, read, forms))
    logged = _log(order, read, found)
    files = _write(order, council, found)
    beside = (*_open_still(order.forms), *_folders_within(order.forms)) if order.forms else ()
    told = wanted(council, in_order((*unread, *found.findings, *beside)))
    return Gathering(told, found.outcomes, logged, files, "", council, read.board)


def form_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that may be forms, by name.

    ProjectError where there is no such folder, or nothing in it.
    """
    if folder.is_file():
        raise ProjectError(f"'{folder.name}' is a file. Name the folder in which it is.")
    if not folder.is_dir():
        raise ProjectError(f"There is no folder {folder}. Name the one in which the forms are.")
    there = (path for path in sorted(folder.iterdir()) if path.is_file())
    found = tuple(path for path in there if _may_be_form(path))
    if not found:
        raise ProjectError(_no_form(folder))
    return found


def _no_form(folder: Path) -> str:
    within = next(_within(folder), None)
    if within is None:
        return f"The folder {folder} holds no form. Put the workbooks that came back into it."
    return (
        f"The folder {folder} holds no form, but folders. Name the one in which the forms are, "
        f"such as '{folder / within.name}'."
    )


def _within(folder: Path) -> Iterator[Path]:
    there = (path for path in sorted(folder.iterdir()) if path.is_dir())
    return (path for path in there if not path.name.startswith("."))


def _open_still(folder: Path) -> Iterator[Finding]:
    """Yield a note for each form that somebody has open: what is not saved was not read."""
    for path in sorted(folder.glob(f"{OWNER_FILE_MARK}*")):
        name = path.name.removeprefix(OWNER_FILE_MARK)
        if (folder / name).is_file():
            message = f"'{name}' is open in another program; what is not saved yet was not read."
            yield Finding("PK-865", Place(name), message)


def _folders_within(folder: Path) -> tuple[Finding, ...]:
    """Return a note for each folder that was not looked into."""
    code = "PK-864"
    return tuple(
        Finding(code, Place(path.name), f"The folder '{path.name}' was not looked into.")
        for path in _within(folder)
    )


def _may_be_form(path: Path) -> bool:
    hidden = path.name.startswith((OWNER_FILE_MARK, "."))
    return not hidden and path.suffix.lower() not in TEXTS


def _read_forms(paths: Iterable[Path]) -> tuple[tuple[ReturnedForm, ...], tuple[Finding, ...]]:
    """Return the forms, and what is told of files that cannot be read: the others count."""
    forms: list[ReturnedForm] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            forms.append(_form(path))
        except ReadError as fault:
            place = Place(path.name)
            findings.append(Finding("PK-830", place, str(fault)))
    return tuple(forms), tuple(findings)


def _form(path: Path) -> ReturnedForm:
    # openpyxl is slow to import, and not needed where nothing came back.
    from paperkit.files.form_in import read_form

    read = read_form(path, FORM_TABLES)
    built = {
        table.name: build_table(table, read.records[table.name])
        for table in FORM_TABLES
        if table.name in read.records
    }
    about = _about(read.about) if read.about else None
    return ReturnedForm(read.file, about, built, read.behind, read.findings)


def _about(record: Record) -> About | None:
    """Return what a form says of itself; a day that cannot be read is left out."""
    days = ("due", "issued_on")
    plain = {name: cell for name, cell in record.cells.items() if name not in days}
    for cells in (record.cells, plain):
        rows = build_table(ABOUT, [replace(record, cells=cells)]).rows
        if rows and isinstance(rows[0], About):
            return rows[0]
    return None


def _intake(
    order: GatherOrder, council: Council, read: BoardRead, forms: Sequence[ReturnedForm]
) -> Intake:
    meeting = the_meeting(read.board, order.meeting, order.today) if order.meeting else None
    papers = _papers(council) if any(_is_of_paper(form) for form in forms) else {}
    at = BoardAt(read.board, council.ways, meeting)
    return Intake(at, order.today, order.leave, papers)


def _is_of_paper(form: ReturnedForm) -> bool:
    return any(table.name in form.built for table in ASKED_TABLES)


def _papers(council: Council) -> Mapping[str, tuple[Table, ...]]:
    """Return the tables that each kind of paper shows, by the words of what its forms are for."""
    return {
        folded(purpose_of(name)): tuple(table for table in ASKED_TABLES if kind.shows(table.name))
        for name, kind in council.pack.kinds().items()
    }


def _log(order: GatherOrder, read: BoardRead, found: Gathered) -> int:
    """Append what belongs into the log, all of it or nothing; return how many entries."""
    drafts = [draft for draft in found.taken if draft.table in LOGGED]
    if not drafts:
        return 0
    # SQLite is loaded only where there is something to append.
    from paperkit.record.entries import LOG_FILE
    from paperkit.record.log import append

    return len(append(order.folder / LOG_FILE, drafts, read.board.history.head))


def _write(order: GatherOrder, council: Council, found: Gathered) -> tuple[Path, ...]:
    """Return the file of the answers that papers asked for, none where there are none."""
    new = [taken for taken in found.taken if taken.table not in LOGGED]
    if not new:
        return ()
    rows = {table: [one.row for one in new if one.table == table] for table in ASKED_TABLES}
    filled = {table: of_table for table, of_table in rows.items() if of_table}
    title = free_title(council, f"Returned by {in_words(order.today)}")
    return (write_data(council, filled, title),)


def letters(done: Gathering, today: date) -> tuple[Letter, ...]:
    """Return what to tell each person of what was found, ready to be pasted into an e-mail."""
    if done.council is None:
        return ()
    return to_each(done.findings, done.board, done.council.ways, today)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings file by file without repeats, errors first, then gaps, then notes."""
    by_file: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_file.setdefault((finding.place.file, finding.person), []).append(finding)
    told = (finding for theirs in by_file.values() for finding in once(theirs))
    return tuple(sorted(told, key=lambda finding: _WEIGHT[finding.severity]))


if TYPE_CHECKING:
    from paperkit.record.entries import Draft


class Entering(Frozen):
    """What is to be entered, nothing where all of it is known; and what is told of that."""

    row: Round | None = None
    replaces: int = 0
    because: str = ""
    told: str = ""

    def drafts(self, asking: Asking) -> tuple["Draft", ...]:
        """Return the entries to append."""
        # The log is imported only where there is something to enter.
        from paperkit.record.entries import Draft

        if self.row is None:
            return ()
        day = asking.issued_on
        return (
            Draft(
                table=ROUNDS, row=self.row, recorded_on=day, replaces=self.replaces,
                because=self.because,
            ),
        )  # fmt: skip


def entering(asking: Asking) -> Entering:
    """Return what the log is told of a round; of one that it knows, only what has changed.

    A round that is issued again keeps the day on which it was issued first, and all that was
    asked for then.
    """
    actions = asked_actions(asking)
    leads = tuple(dict.fromkeys(asking.who(reporter(a)) for a in actions if reporter(a)))
    new = Round(
        priority=asking.priority,
        meeting=asking.meeting.reference,
        issued_on=asking.issued_on,
        due=asking.due,
        actions=tuple(action.reference for action in actions),
        leads=leads,
    )
    known = known_round(asking.at.board, asking.priority, asking.meeting)
    if known is None:
        return Entering(new, told="The round was entered in the log.")
    number, old = known
    row = replace(
        old, due=new.due, actions=_both(old.actions, new.actions), leads=_both(old.leads, new.leads)
    )
    changes = "; ".join(_changes(old, row))
    if not changes:
        return Entering(told="The log knows this round already; nothing was added to it.")
    because = f"Issued again: {changes}."
    return Entering(row, number, because, f"The round was corrected in the log. {because}")


def known_round(board: BoardData, priority: str, meeting: Meeting) -> tuple[int, Round] | None:
    """Return the round of a priority as the log holds it, with the number of its entry."""
    wanted = (folded(priority), folded(meeting.reference))
    for entry in reversed(board.history.of(ROUNDS)):
        row = entry.row
        if isinstance(row, Round) and (folded(row.priority), folded(row.meeting)) == wanted:
            return entry.number, row
    return None


def _both(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was asked first, then what is new."""
    known = {folded(one) for one in old}
    return (*old, *(one for one in new if folded(one) not in known))


def _changes(old: Round, new: Round) -> Iterator[str]:
    if old.due != new.due and new.due:
        was = f" instead of {in_words(old.due)}" if old.due else ""
        yield f"due on {in_words(new.due)}{was}"
    for what, before, after in (
        ("actions", old.actions, new.actions),
        ("leads", old.leads, new.leads),
    ):
        more = after[len(before) :]
        if more:
            yield f"more {what}, {', '.join(more)}"
