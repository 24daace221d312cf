"""Make the project of a new year: what it takes over from the last one, and what it leaves.

Actions keep their references, so that a reader can follow them from plan to plan. Nothing that
somebody has to decide anew is taken over as decided: a refreshed plan is not approved yet, and
a target of the new year has no value until one is agreed (seed T 3.1: T-20).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from paperkit.board.calendar import anniversary, last_report, public_meetings
from paperkit.board.data import TABLES, BoardData
from paperkit.board.decision_rows import COMES_BACK, Decision
from paperkit.board.history import FILED, Filed
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Action, Plan, Target
from paperkit.board.words import CLOSED, State
from paperkit.decisions.recorded import decided
from paperkit.errors import ProjectError, WriteError
from paperkit.files import ending_of
from paperkit.findings import in_words_of
from paperkit.frozen import Frozen, replace
from paperkit.indicators.running import PARTS
from paperkit.pipeline.reading import (
    PACKS_FOLDER,
    BoardRead,
    read_board,
)
from paperkit.pipeline.sources import OWNER_FILE_MARK, SETTINGS_FILE, WORKBOOK, YAML_FILE
from paperkit.pipeline.starting import (
    check_free,
    check_unread,
    data_file,
    put_project,
    with_schemas,
)
from paperkit.record import LOG_FILE
from paperkit.record.copies import copied
from paperkit.schema.cleaning import Reference
from paperkit.schema.dates import (
    Length,
    Period,
    calendar_year,
    containing,
    in_words,
    year_from_april,
)
from paperkit.schema.describe import record_of
from paperkit.standpoint.exempt import exempt_papers

_NOT_READ = ("PK-202", "PK-212", "PK-230", "PK-232")
"""Notes on what is in a workbook and is not data: a new year leaves it, and says so."""


class Carried(Frozen):
    """The data of the new year, what was carried into it and what was left, a sentence each."""

    board: BoardData
    year: Period
    kept: tuple[str, ...]
    left: tuple[str, ...]


def new_year(
    folder: Path, last: Path, *, today: date, in_yaml: bool = False, packs: Sequence[Path] = ()
) -> tuple[tuple[Path, ...], Carried]:
    """Return the files of a project for the year after that of ``last``, and what it holds.

    Its settings and packs are copied as they are, its data as ``carry`` says; data stay YAML where
    they were YAML, and nothing in the folder of ``last`` is changed. Raises ProjectError where its
    data cannot be read whole, since what cannot be read would be lost.
    """
    read = read_board(last, packs)
    if not read.readable:
        raise ProjectError(
            f"The data of {last} cannot be read as they are. Run 'paperkit check --project "
            f"{last}', put right what it names, then try again."
        )
    check_unread(last, read.board.unread, "new year")
    if folder.resolve().is_relative_to(last.resolve()):
        raise WriteError(
            f"{folder} is inside {last}, which stays as it is. Name a folder outside it."
        )
    check_free(folder)
    year = latest_year(read.board)
    if year is None:
        there = in_words_of(read.project.place, "on the sheet Plans")
        raise ProjectError(
            "Paperkit cannot know which year is over: no plan and no target has a year such as "
            f"2026/27. Type the year of each plan {there}, then try again."
        )
    carried = carry(read.board, year, read.ways, today)
    board = carried.board
    in_yaml = in_yaml or all(ending_of(path) == ".yaml" for path in read.project.data)
    data_name = YAML_FILE if in_yaml else WORKBOOK
    records = {table.name: [record_of(table, row) for row in board.rows(table)] for table in TABLES}
    files = with_schemas({**_own_files(read), data_name: data_file(read.pack, data_name, records)})
    _check_same(files, board, packs)
    # What paperkit never reads, an officer has to copy by hand.
    not_read = (finding.message for finding in read.findings if finding.code in _NOT_READ)
    left = (*carried.left, *(f"{words} Copy by hand what you need of it." for words in not_read))
    return put_project(folder, files), replace(carried, left=left)


def _own_files(read: BoardRead) -> dict[str, bytes]:
    """Return the settings, packs and log of a project, each by its path within the project."""
    project = read.project.folder
    files = {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in (project / SETTINGS_FILE, *sorted((project / PACKS_FOLDER).rglob("*")))
        if path.is_file() and not path.name.startswith(OWNER_FILE_MARK)
    }
    if read.board.history.entries:
        files[LOG_FILE] = copied(project / LOG_FILE)
    return files


def _check_same(files: Mapping[str, bytes], carried: BoardData, packs: Sequence[Path]) -> None:
    """Read the files back before they are put in place.

    An alias of the settings can give a heading of the new workbook another meaning.
    """
    with TemporaryDirectory() as trial:
        put_project(Path(trial), files)
        read = read_board(Path(trial), packs)
    for table in TABLES:
        if read.board.rows(table) != carried.rows(table):
            called = in_words_of(read.project.place, f"The sheet {table.sheet}")
            raise ProjectError(
                f"{called} of the new year does not read as it was written. Look "
                f"under 'aliases' in {SETTINGS_FILE} for a heading of paperkit's own that is given "
                "another meaning, take that line out, then try again."
            )


# --- Rows -----------------------------------------------------------------------------------


def latest_year(board: BoardData) -> Period | None:
    """Return the year from April that the plans are for, or else the targets; None for neither."""
    plans, targets = ((row.year for row in rows) for rows in (board.plans, board.targets))
    for years in (plans, targets):
        found = [year for year in years if year and year.length is Length.YEAR]
        if found:
            return max(found, key=lambda year: year.order)
    return None


def carry(board: BoardData, year: Period, ways: Ways, today: date) -> Carried:
    """Return the data for the year after the one given, with what became of every row."""
    following = year_from_april(year.first.year + 1)
    last_reported = _last_reported(board, ways)
    actions = tuple(
        replace(action, carried_from=action.carried_from or year.words)
        for action in board.actions
        if _goes_on(action, last_reported)
    )
    going_on = {action.reference for action in actions}
    decisions = tuple(_decisions(board, going_on, today))
    named = _of_log(board) | {row.meeting for row in decisions}
    papers = tuple(_exempt_rounds(board))
    references = {row.reference for row in papers if row.reference}
    # The meetings of the new year's milestones are still to be chosen.
    new = BoardData(
        meetings=tuple(meeting for meeting in board.meetings if meeting.reference in named),
        people=tuple(row for row in board.people if row.end is None or row.end >= today),
        strategy=board.strategy,
        plans=tuple(_plans(board, year, following)),
        priorities=board.priorities,
        outcomes=board.outcomes,
        actions=actions,
        milestones=tuple(
            replace(row, meeting="")
            for row in board.milestones
            if row.action in going_on and row.date and row.date >= following.first
        ),
        indicators=board.indicators,
        targets=tuple(_targets(board, following)),
        readings=board.readings,
        benchmarks=board.benchmarks,
        groups=tuple(
            replace(group, actions=tuple(name for name in group.actions if name in going_on))
            for group in board.groups
        ),
        related_strategies=board.related_strategies,
        papers=papers,
        text=tuple(row for row in board.text if row.paper in references),
        decisions=decisions,
        history=board.history,
    )
    kept, left = _kept(board, new, following), _left(board, new, year, following)
    return Carried(new, following, kept, left)


def _goes_on(action: Action, last_reported: date | None) -> bool:
    """Return whether an action is open, or was delivered after the last report that has it."""
    if action.state not in CLOSED:
        return True
    done = action.done_on if action.state is State.DELIVERED else None
    return done is not None and (last_reported is None or done > last_reported)


def _of_log(board: BoardData) -> set[str]:
    """Return the references of the meetings that the log has entries of."""
    return {getattr(entry.row, "meeting", "") for entry in board.history.entries}


def _exempt_rounds(board: BoardData) -> Iterator[PaperRow]:
    """Yield an exempt paper for each round of the log that the log does not know as exempt.

    Without it papers of the new year would take what came in for the round as public.
    """
    of_log = exempt_papers(replace(board, papers=()))
    known = {(one.priority, one.meeting) for one in of_log}
    logged = _of_log(board)
    for one in exempt_papers(board):
        is_known = (one.priority, one.meeting) in known
        if isinstance(one.row, PaperRow) and not is_known and one.row.meeting in logged:
            yield replace(one.row, appendix_of="")


def _decisions(board: BoardData, going_on: Collection[str], today: date) -> Iterator[Decision]:
    """Yield the decisions with which papers of the new year open.

    They are those of the last twelve months, and older ones that are still to be acted on or come
    back. Papers are left, so each says itself whether it is exempt, and names its paper only where
    the record does.
    """
    filed = {Reference(one.paper) for one in board.history.rows(FILED, Filed)}
    since = anniversary(today, -1)
    for one in board.once(decided):
        row = one.row
        if one.day >= since or row.is_to_do or row.outcome in COMES_BACK:
            yield replace(
                one.marked,
                paper=row.paper if row.paper in filed else "",
                action=row.action if row.action in going_on else "",
            )


def _last_reported(board: BoardData, ways: Ways) -> date | None:
    """Return the day of the data of the year's last performance report, or of its meeting."""
    meetings = public_meetings(board)
    report = last_report(board, ways, replace(meetings[-1], date=date.max)) if meetings else None
    if report is None:
        return None
    days = (paper.as_at for paper in board.papers if paper.meeting == report.reference)
    return next((day for day in days if day), report.date)


def _plans(board: BoardData, old: Period, new: Period) -> Iterator[Plan]:
    """Yield last year's plans to be refreshed; one that runs on is as it was approved."""
    for plan in board.plans:
        if plan.year is None or plan.year == old:
            yield replace(
                plan,
                reference=plan.reference.replace(old.words, new.words),
                title=plan.title.replace(old.words, new.words),
                year=new,
                version="",
                approved_by="",
                approved_on=None,
            )
        elif plan.year.last >= new.last:
            yield plan


def _targets(board: BoardData, new: Period) -> Iterator[Target]:
    """Yield each target, and under an indicator's last one rows for the new year, unvalued.

    They are for a year of the kind in which the indicator has its targets, and for the parts of the
    year of which it has targets.
    """
    first = new.first.year
    kinds = {Length.YEAR: year_from_april(first), Length.CALENDAR_YEAR: calendar_year(first)}
    for target in board.targets:
        yield target
        rows = board.targets_of[target.indicator]
        had = [row.year for row in rows if row.year]
        if target is rows[-1] and target.indicator and had:
            whole = [year for year in had if year.length in kinds]
            latest = max(whole or had, key=lambda year: year.order)
            wanted = [kinds[latest.length]] if latest.length in kinds else []
            for part in (one for one in had if one.length in PARTS):
                begins = part.first.replace(year=part.first.year + 1)
                again = containing(part.length, begins)
                wanted += [again] if again and new.first <= begins <= new.last else []
            for one in wanted:
                if latest.last < new.last and one not in had:
                    yield Target(indicator=target.indicator, year=one)


# --- What is said of them -------------------------------------------------------------------


def _kept(board: BoardData, new: BoardData, year: Period) -> tuple[str, ...]:
    delivered = ", ".join(action.reference for action in new.actions if action.state in CLOSED)
    since = f" ({delivered} delivered since the last report)" if delivered else ""
    as_they_stand = _all_counted(
        (len(new.strategy), "strategy", "strategies"),
        (len(new.priorities), "priority", "priorities"),
        (len(new.outcomes), "outcome", "outcomes"),
        (len(new.indicators), "indicator", "indicators"),
        (len(new.people), "person", "people"),
        (len(new.groups), "group", "groups"),
        (len(new.benchmarks), "benchmark", "benchmarks"),
        (len(new.related_strategies), "related strategy", "related strategies"),
    )
    to_refresh = sum(plan.year == year for plan in new.plans)
    in_log = _of_log(new)
    logged = sum(meeting.reference in in_log for meeting in new.meetings)
    log, meetings = len(new.history.entries), _counted(logged, "meeting")
    sentences = (
        _on(to_refresh, "plan", f" to be refreshed for {year}: type the version and the approval "
            "when you have them."),
        _on(len(new.actions), "action", f" under their own references{since}."),
        _on(len(new.milestones), "milestone", f" of {year}: choose their meetings."),
        f"{as_they_stand}, as they stand." if as_they_stand else "",
        _on(len(new.readings), "reading", ": last year's outturns are among them."),
        _on(len(board.targets), "target", " of the years so far, as they stand."),
        _on(len(new.targets) - len(board.targets), "target", f" to be confirmed for {year}, "
            "without a value: type the one that was agreed. The check names them until then."),
        _on(len(new.decisions), "decision", " of the Board, with their meetings: those of the "
            "last twelve months, and older ones still to be acted on."),
        f"The log of exception reports with {_counted(log, 'entry', 'entries')}, and the "
        f"{meetings} that it is about." if log else "",
        _on(len(new.papers), "exempt paper", " on rounds of that log, so that public papers go on "
            "leaving these rounds out."),
    )  # fmt: skip
    return tuple(filter(None, sentences))


def _left(board: BoardData, new: BoardData, old: Period, year: Period) -> tuple[str, ...]:
    going_on = {action.reference for action in new.actions}
    gone = [action for action in board.actions if action.reference not in going_on]
    undated = [a.reference for a in gone if a.state is State.DELIVERED and not a.done_on]
    done = [action.reference for action in gone if action.reference not in undated]
    people = (person for person in board.people if person not in new.people)
    of_meetings = _all_counted(
        (len(board.updates), "update of an action", "updates of actions"),
        (len(board.forward_items), "forward item", "forward items"),
        (len(board.partner_reports), "partner report", "partner reports"),
        (len(board.sessions), "session topic", "session topics"),
    )
    of_rounds = sum(map(len, (board.returns, board.views, board.requests, board.risks)))
    sentences = (
        _on(len(done), "action", " delivered before the last report, or withdrawn: "
            f"{', '.join(done)}."),
        _on(len(undated), "action", f" delivered on no known day: {', '.join(undated)}. If the "
            "next report should say so, type the day and begin the year again."),
        *(f"{row.name}, who left on {in_words(row.end)}." for row in people if row.end),
        _on(len(board.plans) - len(new.plans), "plan", " of earlier years."),
        _on(len(board.meetings) - len(new.meetings), "meeting", f": type those of {year} on the "
            "sheet Meetings, so that each date is typed once."),
        _on(len(board.milestones) - len(new.milestones), "milestone", f": of meetings of {old}, or "
            "of no date."),
        f"{of_meetings}: each was for a meeting of last year." if of_meetings else "",
        _on(of_rounds, "row", " on Returns, Sponsor views, Requests and Risks: what was gathered "
            "is in the log."),
        _on(len(board.feedback) + len(board.highlights), "return", " of groups and overseeing "
            "bodies: each was for a meeting."),
        _on(len(board.decisions) - len(new.decisions), "decision", " of the Board: each is older, "
            "with nothing left to do, or of a meeting that cannot have decided it."),
        _on(len(board.papers) - len(new.papers), "paper", " and their text: begin the first paper "
            "of the year with 'paperkit paper start --from-project', which copies the text that "
            "stays much the same."),
    )  # fmt: skip
    return tuple(filter(None, sentences))


def _on(number: int, noun: str, rest: str) -> str:
    """Return a sentence on what there is any of; nothing on what there is none of."""
    return f"{_counted(number, noun)}{rest}" if number else ""


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def _all_counted(*nouns: tuple[int, str, str]) -> str:
    return ", ".join(_counted(*noun) for noun in nouns if noun[0])
