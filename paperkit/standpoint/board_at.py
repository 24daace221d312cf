"""The board as it is seen from a meeting: one standpoint for rules, figures, sentences, views.

It holds data and look-ups only. What a subject works out of it (how an action is getting on, an
indicator's latest figure) is a function of it, kept by ``once``.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from paperkit.board.calendar import public_meetings
from paperkit.board.data import BoardData
from paperkit.board.pack_settings import PackSettings, Phrases, Ways
from paperkit.board.paper_rows import PaperRow, Text
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Scale
from paperkit.frozen import Frozen, field, force_setattr
from paperkit.packs.plan import Planned
from paperkit.record.at_meeting import Moved, RoundAt, moved_since, round_at, rounds_at
from paperkit.schema.cleaning import ByReference, folded
from paperkit.schema.columns import Table
from paperkit.standpoint.scope import in_scope, papers_of, with_log
from paperkit.word.values import Gap

T = TypeVar("T")
NO_DAY = "A paper is made for a meeting that has a date."


class BoardAt(Frozen, dict=True):
    """The data of a Board, its ways of working, and the meeting and paper that look at them.

    ``meeting`` is that to which ``paper`` goes, where none is given. ``as_at`` is the day of the
    data where the paper does not give its own: the caller's today. ``kinds`` gives the pack's
    settings as each kind of paper needs them, by its name. ``today`` is given where a project is
    checked, and None where a paper is built: its pages do not change with the day on which it is
    made. ``since`` is the day of the last report, None for the first; ``planned`` is what the plan
    of the meeting's papers says of this one.
    """

    board: BoardData
    ways: Ways = Ways()
    meeting: Meeting | None = None
    paper: PaperRow | None = None
    as_at: date | None = None
    kinds: Mapping[str, PackSettings] = field(default_factory=lambda: MappingProxyType({}))
    today: date | None = None
    since: date | None = None
    planned: Planned = Planned()

    def __post_init__(self) -> None:
        """Take the meeting to which the paper goes, where none is given."""
        if self.meeting is None and self.paper is not None:
            force_setattr(self, "meeting", self.board.meeting.get(self.paper.meeting))

    def once(self, fact: Callable[["BoardAt"], T]) -> T:
        """Return a fact as seen from here, worked out the first time that it is asked for."""
        kept: dict[Callable[[BoardAt], Any], Any] = self.__dict__.setdefault("_kept", {})
        if fact not in kept:
            kept[fact] = fact(self)
        found: T = kept[fact]
        return found

    @property
    def day(self) -> date:
        """Return the day of the meeting, which a paper's meeting always has."""
        day = self.meeting.date if self.meeting else None
        assert day is not None, NO_DAY
        return day

    @cached_property
    def judged_on(self) -> date | None:
        """Return the day by which rules judge: of the meeting, of the data, or the last.

        The last is that of the latest dated meeting; None where there is no date at all.
        """
        given = (self.meeting.date if self.meeting else None) or self.as_at
        latest = public_meetings(self.board)[-1:]
        return given or (latest[0].date if latest else None)

    @property
    def data_day(self) -> date | None:
        """Return the day of the data: what the paper says, or else what the caller gave."""
        return (self.paper.as_at if self.paper else None) or self.as_at

    def pack_of(self, paper: PaperRow) -> PackSettings:
        """Return what the pack asks of a paper: without what its kind can spare."""
        return self.kinds.get(paper.kind, self.ways.pack)

    def uses(self, table: Table) -> bool:
        """Return whether the way of working, or the paper at hand, uses a table at all."""
        return not self.ways.pack.tables or table.name in self.ways.pack.tables

    @cached_property
    def scope(self) -> BoardData:
        """Return the rows that the paper or meeting uses. Only rules on the year look beyond.

        What the log holds of the rounds at hand stands among them.
        """
        return with_log(in_scope(self.board, self.meeting, self.paper), self.rounds)

    @cached_property
    def rounds(self) -> tuple[RoundAt, ...]:
        """Return the rounds of exception reporting that the papers at hand report.

        Where neither a paper nor a meeting was given, those of meetings that are over by the day
        of the data are left out: what was filed then is not judged by the plan of today.
        """
        if self.paper is not None:
            papers: tuple[PaperRow, ...] = (self.paper,)
        else:
            papers = papers_of(self.board, self.meeting)
        reported = dict.fromkeys(
            (paper.priority, paper.meeting) for paper in papers if paper.priority
        )
        wanted = []
        for priority, reference in reported:
            meeting = self.board.meeting.get(reference)
            over = meeting and meeting.date and self.as_at and meeting.date < self.as_at
            if meeting and (self.meeting or not over):
                wanted.append((priority, meeting))
        return rounds_at(self.board, self.ways, wanted)

    @property
    def phrases(self) -> Phrases:
        """Return the pack's phrases for where there is nothing."""
        return self.ways.pack.phrases

    @property
    def paper_row(self) -> PaperRow:
        """Return the paper's row; an empty one where the data have none."""
        return self.paper or PaperRow()

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Return the rows of the paper's text, in the order of the file."""
        if self.paper is None:
            return ()
        return self.board.text_of.get(self.paper.reference, ())

    def texts_of(self, *names: str) -> tuple[Text, ...]:
        """Return the rows of text of a section that goes by these names."""
        wanted = {folded(name) for name in names}
        return tuple(row for row in self.texts if folded(row.section) in wanted)

    @cached_property
    def scale(self) -> Scale:
        """Return the rating scale of the council."""
        return Scale(self.ways.settings.ratings)

    @cached_property
    def round(self) -> RoundAt | None:
        """Return the round that the paper reports; None where it reports none."""
        priority = self.planned.priority
        if not priority:
            return None
        assert self.meeting is not None, NO_DAY
        return round_at(self.board, self.ways, priority, self.meeting)

    @cached_property
    def moved(self) -> Mapping[str, Moved]:
        """Return how the actions have moved since the last report, as the log has it."""
        assert self.meeting is not None, NO_DAY
        return moved_since(self.board, self.ways, self.meeting, self.since)

    @property
    def as_of(self) -> date:
        """Return the day of the data, or of the meeting where it is not given."""
        return self.data_day or self.day

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of priorities and outcomes by reference."""
        priorities = [(row.reference, row.name) for row in self.board.priorities]
        return ByReference(priorities + [(row.reference, row.name) for row in self.board.outcomes])

    def called(self, reference: str) -> str:
        """Return the reference with the name that it stands for: ``2.1 Healthy at home``."""
        return f"{reference} {self.names.get(reference, '')}".strip() or self.phrases.nothing

    def called_in_turn(self, references: Sequence[str]) -> tuple[str, ...]:
        """Return what rows stand for: each with its name the first time, then by reference.

        The tables of all indicators and actions would be half as long again with every name.
        """
        named: set[str] = set()
        shown = []
        for reference in references:
            shown.append(reference if reference in named else self.called(reference))
            named |= {reference} - {""}
        return tuple(shown)

    @cached_property
    def _posts(self) -> frozenset[str]:
        return frozenset(folded(person.post) for person in self.board.people if person.post)

    def with_post(self, typed: str) -> str:
        """Return a person as typed, with the post where it is known."""
        person = self.board.person.get(typed)
        return f"{typed}, {person.post}" if person and person.post else typed

    def by(self, typed: str, otherwise: str = "") -> str:
        """Return ``by the Transport Lead``: a post rather than a name, where one is known."""
        person = self.board.person.get(typed)
        if person and person.post:
            return f"by the {person.post}"
        if folded(typed) in self._posts:
            return f"by the {typed}"
        return f"by {typed or otherwise}" if typed or otherwise else ""

    def gap(self, what: str, typed: str = "", otherwise: str = "", verb: str = "given") -> Gap:
        """Return what is missing, and whose it is, as a fact at the day of publication."""
        whose = self.by(typed, otherwise)
        return Gap(" ".join(part for part in (what, verb, whose, "at publication") if part))

    def author_gap(self, what: str) -> Gap:
        """Return a gap of the paper's first author."""
        return self.gap(what, next(iter(self.paper_row.authors), ""), "the author")
