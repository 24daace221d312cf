"""The board as a paper sees it, and the published papers that it looks back on.

What was published is seen as that paper saw it: its rows and its settings, as the record kept them,
from the standpoint of its meeting and the day of its data. A public paper looks back on public ones
alone. Only what a comparison needs is taken out of the record.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path

from paperkit.board.calendar import last_report
from paperkit.board.history import AsFiled, Filed, lies_exempt
from paperkit.board.plan_rows import READINGS, Meeting
from paperkit.board.settings import Settings
from paperkit.container.reading import content
from paperkit.files.yaml_in import tree_of
from paperkit.frozen import Frozen, replace
from paperkit.indicators.small_counts import printed_counts
from paperkit.packs.packs import Kind
from paperkit.packs.plan import Planned
from paperkit.pipeline.checking import as_used_by
from paperkit.pipeline.reading import BoardRead
from paperkit.pipeline.sources import SETTINGS_FILE
from paperkit.record import LOG_FILE
from paperkit.record.versions import Version, last_out, versions
from paperkit.schema.cleaning import Reference
from paperkit.schema.tree import build_tree
from paperkit.standpoint.board_at import BoardAt, LookBack, PublishedPaper
from paperkit.standpoint.exempt import as_public, exempt_papers

_DRAWS = frozenset({"dashboard", "outcome", "outturns"})
_PRINTS_FIGURES = _DRAWS | {"indicators"}
"""The sentences of kinds that print figures, and of those that draw them, period by period."""


def seen_by(kind: Kind, read: BoardRead, meeting: Meeting, paper: Planned, today: date) -> BoardAt:
    """Return the board as a paper of a kind sees it; what is public prints no small counts."""
    used = as_used_by(kind.looking_up, read, meeting, paper.row, today)
    board, settings = used.board, used.ways.settings
    if paper.is_public:
        board = printed_counts(board, settings.small_counts)
    last = last_report(board, used.ways, meeting)
    return BoardAt(
        board, used.ways, meeting, paper.row,
        as_at=today, since=last.date if last else None, planned=paper,
    )  # fmt: skip


def look_back(
    kind: Kind, read: BoardRead, meeting: Meeting, paper: Planned, today: date
) -> LookBack:
    """Return what a paper looks back on: published papers to earlier meetings, the latest first."""
    title = "exception report on this priority" if kind.round else kind.title.lower()
    out = sorted(
        (one for one in _published(read, today) if one.day < (meeting.date or today)),
        key=lambda one: (one.day, one.version.published_on, one.version.entries),
        reverse=True,
    )
    if paper.is_public:
        out = [one for one in out if not one.is_exempt]
    as_one = cache(partial(_as_published, read, today))
    last = next((one for one in out if one.is_like(kind, paper)), None)
    kinds = read.pack.kinds()
    return LookBack(
        title,
        as_one(last) if last else None,
        tuple(as_one(one) for one in out if _prints_figures(kinds.get(one.kind))),
    )


def published_of(read: BoardRead, meeting: Meeting, paper: Planned, today: date) -> Version | None:
    """Return the version of a paper that counts as published; None where none is."""
    name = Reference(paper.reference or paper.kind)
    there = (
        one
        for one in _published(read, today)
        if (one.row.paper, one.row.meeting) == (name, meeting.reference)
        and one.row.priority in ("", paper.priority)
    )
    return next((one.version for one in there), None)


def _prints_figures(kind: Kind | None) -> bool:
    return bool(kind and kind.shows(READINGS.name) and _PRINTS_FIGURES.intersection(kind.sentences))


class _Out(Frozen):
    """A version that counts as published, among all of its paper: its kind, its meeting's day."""

    version: Version
    every: Sequence[Version]
    row: Filed
    kind: str
    day: date

    @property
    def is_exempt(self) -> bool:
        return lies_exempt(self.row.folder)

    def is_like(self, kind: Kind, paper: Planned) -> bool:
        """Return whether it is of the same kind, and of the same priority where that has one.

        Full tables in a file of their own look back on what their report does.
        """
        return self.kind == (paper.report or kind.name) and self.row.priority == paper.priority


def _published(read: BoardRead, today: date) -> Iterator[_Out]:
    """Yield the version of each paper that counts as published today."""
    board, kinds = read.board, read.pack.kinds()
    rows = {paper.reference: paper.kind for paper in board.papers}
    for every in versions(board.history).values():
        out = last_out([one for one in every if one.row.file.endswith(".docx")], today)
        row = out.row if out else None
        if out and isinstance(row, Filed):
            # An earlier paperkit did not record the kind.
            kind = row.kind or (row.paper if row.paper in kinds else rows.get(row.paper, ""))
            meeting, published_on = board.meeting.get(row.meeting), out.published_on
            assert published_on is not None, "What is out was published on a day."
            yield _Out(out, every, row, kind, (meeting and meeting.date) or published_on)


def _as_published(read: BoardRead, today: date, one: _Out) -> PublishedPaper:
    """Return a published paper; what it saw is taken out of the record when it is asked for."""
    there = read.board.meeting.get(one.row.meeting) or Meeting(reference=one.row.meeting)
    kind = read.pack.kinds().get(one.kind)
    draws = bool(kind and _DRAWS.intersection(kind.sentences))
    published_on = one.version.published_on or today
    look = partial(_seen_then, read, one, kind)
    edits = one.row.differs if isinstance(one.row, AsFiled) else ()
    return PublishedPaper(replace(there, date=one.day), published_on, look, draws, edits)


def _seen_then(read: BoardRead, one: _Out, kind: Kind | None) -> BoardAt | None:
    """Return the board as a published paper saw it; None where the record has no rows of it."""
    # The record's own code is imported only where there is a publication to look back on.
    from paperkit.pipeline.version_rows import board_of_version

    row, log = one.row, read.project.folder / LOG_FILE
    board = board_of_version(log, read.board.history, row, one.every)
    meeting = board.meeting.get(row.meeting) if board else None
    if board is None or kind is None or meeting is None or meeting.date is None:
        return None
    paper = next((paper for paper in board.papers if paper.reference == row.paper), None)
    planned = Planned(kind=kind.name, row=paper, priority=row.priority)
    settings = _settings_then(read, log, row)
    if planned.is_public:
        # What is exempt today is not compared with what was said then either.
        board = as_public(board, paper, exempt_papers(read.board))
    then = replace(read, board=board, ways=replace(read.ways, settings=settings), findings=())
    seen = seen_by(kind, then, meeting, planned, row.filed_on or meeting.date)
    if planned.is_public:
        # What is held back today is not printed as it was either.
        seen = replace(seen, board=printed_counts(seen.board, read.ways.settings.small_counts))
    return seen


def _settings_then(read: BoardRead, log: Path, row: Filed) -> Settings:
    """Return the settings of a final, as the record kept their text; else those of today."""
    from paperkit.record.kept import kept

    now = content(read.project.folder / SETTINGS_FILE)
    text = kept(log, [row.settings]).get(row.settings) if row.settings else None
    if text is None or text == now:
        return read.ways.settings
    return build_tree(Settings, tree_of(SETTINGS_FILE, text)).value
