"""The sample council's Board as a kind of paper sees it: with its rounds and its last report.

All of it is in memory, from rows that are made up of the sample's, and nothing is recorded
anywhere. Templates are tried with it, and the examples of their names come from it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from paperkit.board.data import BoardData, assemble
from paperkit.board.history import Entry, History
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, Risk, View
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Settings
from paperkit.files.yaml_in import read_tree
from paperkit.frozen import Frozen, replace
from paperkit.packs.packs import Kind, SectionForm
from paperkit.packs.plan import Planned, plan_alone
from paperkit.pipeline.looking_back import seen_by
from paperkit.pipeline.reading import BoardRead, Project, ways_of
from paperkit.pipeline.sample_rows import (
    SAMPLE,
    MadeUp,
    SampleRow,
    SampleRows,
    long_text,
    made_up_rows,
    records_of,
)
from paperkit.pipeline.sources import SETTINGS_FILE
from paperkit.rounds.asked import issued_entries
from paperkit.rounds.forms import Asking
from paperkit.schema.tree import build_tree
from paperkit.standpoint.board_at import BoardAt, LookBack, PublishedPaper

DAY = date(2026, 7, 1)
"""The day on which papers are made of the sample."""
_MARCH, _MAY, _JULY = "Board March 2026", "Board May 2026", "Board July 2026"
_LIKE, _PREVIEW = "Performance July 2026", "Preview"
_ROUND_ON = "P2"
_ISSUED, _DUE = timedelta(weeks=8), timedelta(weeks=4)  # so long before a meeting


class SamplePaper(Frozen):
    """A paper that a kind would make of the sample: all that it is made from.

    ``before`` is the same data as they were for the report before.
    """

    kind: Kind
    read: BoardRead
    meeting: Meeting
    paper: Planned
    before: BoardRead

    def seen(self) -> BoardAt:
        """Return the Board as the paper sees it, with what it looks back on."""
        at = seen_by(self.kind, self.read, self.meeting, self.paper, DAY)
        return replace(at, back=self.look_back())

    def look_back(self, *_asked: object) -> LookBack:
        """Return what the paper looks back on: one like it for the meeting in March."""
        board = self.before.board
        then = board.meeting.get(_MARCH)
        if then is None or then.date is None or not board.history.entries:
            return LookBack(self.kind.title.lower())
        day = then.date - timedelta(days=10)
        planned = Planned(kind=self.kind.name, priority=self.paper.priority)

        def look() -> BoardAt:
            return seen_by(self.kind, self.before, then, planned, day)

        last = PublishedPaper(then, day, look)
        return LookBack(self.kind.title.lower(), last, (last,))


def sample_paper(
    kind: Kind, data: MadeUp, project: Path, pack: str, packs: Sequence[Path] = ()
) -> SamplePaper:
    """Return the paper that a kind of a pack of the project makes of the sample's data.

    The settings are the sample's. UnknownNameError where there is no such pack.
    """
    return paper_of_rows(kind, rows_for(kind, data), project, pack, packs)


def paper_of_rows(
    kind: Kind, rows: SampleRows, project: Path, pack: str, packs: Sequence[Path] = ()
) -> SamplePaper:
    """Return the paper that a kind makes of rows in which it has its own."""
    return paper_of_board(kind, assemble(records_of(rows)).board, project, pack, packs)


def paper_of_board(
    kind: Kind, board: BoardData, project: Path, pack: str, packs: Sequence[Path] = ()
) -> SamplePaper:
    """Return the paper that a kind makes of data in which it has its own row."""
    settings = build_tree(Settings, read_tree(SAMPLE / SETTINGS_FILE)).value
    settings = replace(settings, pack=pack)
    found, ways, _ = ways_of(project, settings, packs)
    march, july = (_with_rounds(board, ways, until) for until in (_MARCH, _JULY))
    nothing_else = Project(project, settings, (), ())
    read = BoardRead(nothing_else, found, ways, july, (), readable=True)
    row = next(one for one in board.papers if one.reference == _PREVIEW)
    there = board.meeting[row.meeting]
    planned = plan_alone(july, ways, found.kinds(), there, row)
    return SamplePaper(kind, read, there, planned.papers[0], replace(read, board=march))


def rows_for(kind: Kind, data: MadeUp) -> SampleRows:
    """Return made-up rows, with that of a paper and what the sample says in such sections."""
    rows, meeting = made_up_rows(data), _MAY if "year" in kind.sentences else _JULY
    like = next((row for row in rows["papers"] if row["reference"] == _LIKE), {})
    paper = {
        **like, "reference": _PREVIEW, "kind": kind.name, "title": kind.title, "meeting": meeting,
        "publicity": "Public",
    }  # fmt: skip
    if kind.round:
        paper["priority"] = _ROUND_ON
    rows["papers"].append(paper)
    text = [row for row in rows["text"] if not row.get("file")]
    for section in kind.sections:
        names = {section.name.casefold(), section.heading.casefold()}
        found = [row for row in text if row["section"].casefold() in names]
        first = [row for row in found if row["paper"] == found[0]["paper"]]
        made = f"What the sheet Text has under '{section.heading or section.name}'."
        own: list[SampleRow] = first or [{"section": section.name, "text": made}]
        if data is MadeUp.EMPTY:
            own = []
        elif data is MadeUp.SHORT:
            own = own[:1]
        elif data is MadeUp.LONG and section.form is SectionForm.PROSE:
            own = [{**own[0], "text": long_text(section.heading or section.name)}]
        rows["text"] += ({**row, "paper": _PREVIEW} for row in own)
    return rows


def at_earlier_meeting(rows: SampleRows) -> SampleRows:
    """Return rows in which the paper goes to the meeting in March, with the data of that time."""
    papers = [
        {**row, "meeting": _MARCH, "as_at": "27 February 2026"}
        if row["reference"] == _PREVIEW
        else row
        for row in rows["papers"]
    ]
    return {**rows, "papers": papers}


def _with_rounds(board: BoardData, ways: Ways, until: str) -> BoardData:
    """Return the Board with the log of its rounds up to a meeting, as its answers make it."""
    history = History()
    for name in (_MARCH, _JULY):
        meeting = board.meeting.get(name)
        if meeting is not None and meeting.date is not None:
            for priority in board.priorities:
                at = BoardAt(replace(board, history=history), ways, meeting)
                issued, due = meeting.date - _ISSUED, meeting.date - _DUE
                history = _added(history, _asked(Asking(at, due, issued, priority.reference)))
            history = _added(history, _answered(board, name, meeting.date - _DUE))
        if name == until:
            break
    return replace(board, history=history)


def _asked(asking: Asking) -> Iterator[Entry]:
    """Yield what the log holds of a round, where the sample has answers for it."""
    actions = {action.reference for action in asking.at.board.tree.actions(asking.priority)}
    answers = asking.at.board.returns
    if any(one.action in actions and one.meeting == asking.meeting.reference for one in answers):
        for draft in issued_entries(asking).entries:
            yield Entry(table=draft.table, row=draft.row, recorded_on=draft.recorded_on, number=0)


def _answered(board: BoardData, meeting: str, day: date) -> Iterator[Entry]:
    for table in (RETURNS, VIEWS, REQUESTS, RISKS):
        for row in board.rows(table):
            assert isinstance(row, Return | View | Request | Risk)
            if row.meeting == meeting:
                yield Entry(table=table, row=row, recorded_on=day, number=0)


def _added(history: History, entries: Iterator[Entry]) -> History:
    first = len(history.entries) + 1
    numbered = (replace(entry, number=first + n) for n, entry in enumerate(entries))
    return History((*history.entries, *numbered))
