"""Where the papers of a meeting are: how far each is, what is due by when, and what comes next."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from paperkit.board.calendar import Step, next_meeting, papers_due
from paperkit.board.data import BoardData
from paperkit.board.history import CORRECTED, Corrected, History, lies_exempt
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import MeetingState, Publicity
from paperkit.container.reading import content
from paperkit.errors import ReadError
from paperkit.findings import Finding, in_words_of
from paperkit.frozen import Frozen, replace
from paperkit.meetings import published_rules
from paperkit.meetings.progress import (
    OPEN,
    Finals,
    PaperState,
    Traces,
    due,
    finals,
    text_mark,
)
from paperkit.packs.file_names import folder_of
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned, plan
from paperkit.pipeline.checking import as_used_by, ordered, wanted
from paperkit.pipeline.reading import BoardRead, read_whole, the_meeting
from paperkit.pipeline.restoring import file_of
from paperkit.record.versions import Version
from paperkit.schema.cleaning import ByReference, folded
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.properties import Seal, seal_of

_RECOMMENDATIONS = "recommendations"


class PaperStatus(Frozen, kw_only=True):
    """A paper of a meeting: how far it is, and what is known of it beside that.

    ``paper`` is its reference, empty where nobody has started it; ``called`` is what public lists
    may call it. ``text`` is the mark of what it says now. ``due`` is the next step by the calendar,
    ``next`` what to do: mostly a command.
    """

    paper: str
    kind: str
    item: str
    label: str
    called: str
    publicity: str
    state: PaperState
    with_whom: str = ""
    facts: tuple[str, ...] = ()
    text: str = ""
    due: Step | None = None
    next: str = ""

    @property
    def words(self) -> str:
        """Return the state in words: ``with the clerk``. What is exempt is never public."""
        if self.publicity == str(Publicity.EXEMPT) and self.state is PaperState.PUBLISHED:
            return "final, not for the public"
        return f"with {self.with_whom}" if self.state is PaperState.WITH else str(self.state)


class MeetingStatus(Frozen):
    """A meeting and its papers, each before its appendices."""

    meeting: Meeting
    papers: tuple[PaperStatus, ...]


class Status(Frozen):
    """The meetings that were asked for, and what was found of their papers."""

    meetings: tuple[MeetingStatus, ...]
    findings: tuple[Finding, ...] = ()


def status(folder: Path, meeting: str, today: date, packs: Sequence[Path] = ()) -> Status:
    """Return where the papers of a meeting are; else of the next one, and of all that are open.

    UnknownNameError where there is no such meeting, ProjectError where the data cannot be read.
    """
    read = read_whole(folder, packs)
    filed = finals(read.board.history, today)
    if meeting:
        of_meeting = meeting_status(read, the_meeting(read.board, meeting, today), today, filed)
        return _with_findings(read, (of_meeting,), today)
    coming = next_meeting(read.board, today)
    found = []
    for one in sorted(read.board.meetings, key=lambda one: one.date or date.max):
        is_next = coming is not None and one.reference == coming.reference
        if one.date and (is_next or _may_be_open(read, one, today, filed)):
            of_meeting = meeting_status(read, one, today, filed)
            if is_next or any(paper.state in OPEN for paper in of_meeting.papers if paper.paper):
                found.append(of_meeting)
    return _with_findings(read, tuple(found), today)


def _with_findings(read: BoardRead, meetings: tuple[MeetingStatus, ...], today: date) -> Status:
    """Return the meetings with what changed for each since its papers were published."""
    every = (
        BoardAt(read.board, read.ways, one.meeting, as_at=today, today=today) for one in meetings
    )
    found = (finding for at in every for rule in published_rules.RULES for finding in rule(at))
    return Status(meetings, wanted(read.ways, ordered(found)))


def _may_be_open(read: BoardRead, meeting: Meeting, today: date, filed: Finals) -> bool:
    """Return whether a meeting has papers to be worked on.

    One that was held waits for what it decided, where the Board's decisions are recorded at all.
    """
    if meeting.state is MeetingState.CANCELLED:
        return False
    if meeting.state is MeetingState.HELD and meeting.date and meeting.date <= today:
        is_filed = any(reference == meeting.reference for _, reference in filed)
        return is_filed and bool(read.board.decisions)
    return True


def meeting_status(read: BoardRead, meeting: Meeting, today: date, filed: Finals) -> MeetingStatus:
    """Return where the papers of a meeting are, and those that it has to receive without a row."""
    kinds = read.pack.kinds()
    found = [
        _paper_status(
            read,
            meeting,
            kinds[paper.kind],
            paper,
            paper.row,
            filed.get((paper.row.reference, meeting.reference)),
            today,
        )
        for paper in plan(read.board, read.ways, kinds, meeting).papers
        if paper.row and not paper.tables_of
    ]
    names = {paper.paper for paper in found}
    found += _of_record_alone(read, meeting, names, today, filed)
    role_of = read.ways.role_of
    there = {role_of(name) for paper in found for name in (paper.kind, paper.paper)}
    for role in papers_due(read.ways.settings.cadence, meeting):
        kind = next((kinds[name] for name in kinds if role_of(name) is role), None)
        if kind and role not in there:
            found.append(_not_started(read, meeting, kind))
    return MeetingStatus(meeting, tuple(found))


def _paper_status(
    read: BoardRead, meeting: Meeting, kind: Kind, paper: Planned, row: PaperRow,
    final: Version | None, today: date,
) -> PaperStatus:  # fmt: skip
    board = read.board
    traces = Traces(
        drafted=_lies(read, meeting, paper) is not None or bool(board.text_of.get(row.reference)),
        edited=_is_edited(read, meeting, paper, final),
        text="" if final and final.is_out(today) else _text(read, kind, meeting, row, today),
        final=final,
        corrected=tuple(
            one
            for one in board.history.rows(CORRECTED, Corrected)
            if (one.paper, one.meeting) == (row.reference, meeting.reference)
        ),
        outcomes=tuple(
            str(one.outcome)
            for one in board.decisions
            if (one.paper, one.meeting) == (row.reference, meeting.reference) and one.outcome
        ),
    )
    state = traces.state(row, today)
    return PaperStatus(
        paper=row.reference, kind=row.kind, item=paper.item, label=paper.label,
        called=row.listed_title or row.reference, publicity=str(row.publicity or ""), state=state,
        with_whom=row.with_whom, facts=tuple(traces.facts(row, today)), text=traces.text,
        due=due(state, meeting, read.ways.settings.deadlines, has_final=final is not None),
        next=_next(state, board, meeting, kind, row, final, today),
    )  # fmt: skip


def _lies(read: BoardRead, meeting: Meeting, paper: Planned) -> Path | None:
    """Return the draft in the folder of papers; None where there is none."""
    folder = read.project.papers / folder_of(read.board, meeting) / paper.file.folder
    path = folder / paper.file.draft
    return path if path.is_file() else None


def _is_edited(read: BoardRead, meeting: Meeting, paper: Planned, final: Version | None) -> bool:
    """Return whether somebody has changed the final in its folder; without one, the draft.

    Edits that were left out of a final, and recorded so, are none.
    """
    try:
        if final:
            path = file_of(read.project, final.row)
            return path.is_file() and sha256(content(path)).hexdigest() != final.row.sha256
        draft = _lies(read, meeting, paper)
        data = content(draft) if draft else b""
    except ReadError:
        return False
    return bool(data) and seal_of(data) is Seal.EDITED


def _text(read: BoardRead, kind: Kind, meeting: Meeting, row: PaperRow, today: date) -> str:
    """Return the mark of what a paper says now: its own text, and what its kind shows beside it."""
    board = as_used_by(kind, read, meeting, row, today).board
    if not kind.forward:
        own = tuple(one for one in board.papers if one.reference == row.reference)
        board = replace(board, papers=own, text=board.text_of.get(row.reference, ()))
    return text_mark(board if kind.round else replace(board, history=History()))


def _next(
    state: PaperState,
    board: BoardData,
    meeting: Meeting,
    kind: Kind,
    row: PaperRow,
    final: Version | None,
    today: date,
) -> str:
    """Return what to do next, in words that end with a command where there is one."""
    build = f'paperkit build "{row.reference}"'
    if state in (PaperState.PUBLISHED, PaperState.CORRECTED):
        over = meeting.date is not None and meeting.date < today
        return _to_decide(board, meeting, kind, row) if over else ""
    if state is PaperState.EDITED and final:
        return f'to file it as it is: paperkit publish "{final.row.file}" --as-filed FILE'
    if state is PaperState.EDITED:
        return f"see what was changed in Word: {build}"
    if state not in OPEN:
        return ""
    if final:
        # Where the calendar has its day, nothing is to be done.
        return "" if final.published_on else f'paperkit publish "{final.row.file}"'
    if state is PaperState.NOT_STARTED:
        has_text = any(section.required for section in kind.sections)
        write = in_words_of(row.place.row, "write its text on the sheet Text")
        return f"{write}, then: {build}" if has_text else build
    if state in (PaperState.DRAFT, PaperState.WITH):
        return f"have it cleared, then: {build} --final"
    return f"{build} --final"


def _to_decide(board: BoardData, meeting: Meeting, kind: Kind, row: PaperRow) -> str:
    """Return what to do about the decisions on a paper; nothing where it recommends nothing."""
    started = {(one.paper, one.meeting): one for one in board.decisions}
    if there := started.get((row.reference, meeting.reference)):
        text = "type what was decided under 'Outcome' on the sheet Decisions"
        return in_words_of(there.place.row, text)
    recommends = any(
        folded(text.section) == _RECOMMENDATIONS for text in board.text_of.get(row.reference, ())
    )
    if _RECOMMENDATIONS not in kind.section_names or not (recommends or kind.round):
        return ""
    return f'paperkit decisions start --meeting "{meeting.reference}"'


def _not_started(read: BoardRead, meeting: Meeting, kind: Kind) -> PaperStatus:
    """Return a paper that the meeting is to receive and that has no row."""
    state = PaperState.NOT_STARTED
    return PaperStatus(
        paper="", kind=kind.name, item="", label="", called=kind.title, publicity="", state=state,
        due=due(state, meeting, read.ways.settings.deadlines, has_final=False),
        next=f'paperkit paper start {kind.name} --meeting "{meeting.reference}"',
    )  # fmt: skip


def _of_record_alone(
    read: BoardRead, meeting: Meeting, there: Collection[str], today: date, filed: Finals
) -> Iterator[PaperStatus]:
    """Yield the papers that were filed for a meeting and are no longer among its own."""
    rows = ByReference((row.reference, row) for row in read.board.papers)
    for (name, reference), final in filed.items():
        if reference != meeting.reference or name in there:
            continue
        row = rows.get(name)
        where = "The sheet Papers has no row for it."
        if row:
            where = f"The sheet Papers has it at {row.meeting or 'no meeting'} now."
        where = in_words_of(row.place.row if row else read.project.place, where)
        exempt = lies_exempt(final.row.folder)
        publicity = Publicity.EXEMPT if exempt else Publicity.PUBLIC
        traces = Traces(final=final)
        as_filed = PaperRow(reference=name, publicity=publicity)
        yield PaperStatus(
            paper=name, kind="", item="", label="", called=final.row.file,
            publicity=str(publicity), state=traces.state(as_filed, today),
            facts=(*traces.facts(as_filed, today), where),
        )  # fmt: skip
