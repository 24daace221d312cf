"""The board as it is seen from a meeting: one standpoint for rules, figures, sentences, views.

It holds data and look-ups only. What a subject works out of it (how an action is getting on, an
indicator's latest figure) is a function of it, kept by ``once``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from paperkit.board.calendar import (
    anniversary,
    day_of,
    deadlines,
    public_meetings,
    same_kind,
    year_of,
)
from paperkit.board.data import BoardData
from paperkit.board.kind_roles import KindRole
from paperkit.board.pack_settings import PackSettings, Phrases, Ways
from paperkit.board.paper_rows import PaperRow, Request, Return, Text, View
from paperkit.board.plan_rows import Meeting, Milestone, Outcome, Target
from paperkit.board.settings import Scale, StepName
from paperkit.board.words import MeetingState
from paperkit.frozen import Frozen, KeepsFacts, field, force_setattr, replace
from paperkit.packs.plan import Planned
from paperkit.record.asked import plan_then
from paperkit.record.at_meeting import (
    Moved,
    RoundAt,
    moved_since,
    round_at,
    rounds_at,
    withheld_actions,
)
from paperkit.schema.cleaning import ByReference, Reference, folded
from paperkit.schema.columns import Table
from paperkit.word.values import Gap, Rated

A = TypeVar("A", Return, View, Request)
_NO_DAY = "A paper is made for a meeting that has a date."


class PublishedPaper(Frozen, dict=True):
    """A paper that was published, as later ones look back on it.

    ``look`` gives the board as the paper saw it, None where the record has no rows of it; it is
    asked once, and only where it matters. ``draws_figures`` says that it printed the figures of all
    periods, and not the latest ones alone. ``edits`` are the places in words where somebody edited
    it by hand before it was filed: there it does not say what its rows do.
    """

    meeting: Meeting
    published_on: date
    look: Callable[[], "BoardAt | None"]
    draws_figures: bool = False
    edits: tuple[str, ...] = ()

    @cached_property
    def seen(self) -> "BoardAt | None":
        """Return the board as the paper saw it; None where the record has no rows of it."""
        return self.look()


class LookBack(Frozen):
    """What a paper looks back on: the last one published of its kind, and all with figures.

    ``title`` is what the kind is called. ``last`` is None where none is recorded as published;
    ``figures`` are the papers of any kind that printed figures, the latest first. A public paper
    looks back on public ones alone.
    """

    title: str = "report"
    last: PublishedPaper | None = None
    figures: tuple[PublishedPaper, ...] = ()


class BoardAt(KeepsFacts, dict=True):
    """The data of a Board, its ways of working, and the meeting and paper that look at them.

    ``meeting`` is that to which ``paper`` goes, where none is given. ``as_at`` is the day of the
    data where the paper does not give its own: the caller's today, and the day of the meeting once
    that is over. ``kinds`` gives the pack's
    settings as each kind of paper needs them, by its name. ``today`` is given where a project is
    checked, and None where a paper is built: its pages do not change with the day on which it is
    made, once it gives the day of its data. ``since`` is the day of the last report, None for the
    first; ``planned`` is what the plan of the meeting's papers says of this one; ``back`` is what
    the paper looks back on.
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
    back: LookBack = LookBack()

    def __post_init__(self) -> None:
        """Take the meeting to which the paper goes, where none is given."""
        if self.meeting is None and self.paper is not None:
            force_setattr(self, "meeting", self.board.meeting.get(self.paper.meeting))

    @property
    def the_meeting(self) -> Meeting:
        """Return the meeting, which a paper always has."""
        assert self.meeting is not None, _NO_DAY
        return self.meeting

    @property
    def day(self) -> date:
        """Return the day of the meeting, which a paper's meeting always has."""
        assert self.the_meeting.date is not None, _NO_DAY
        return self.the_meeting.date

    @cached_property
    def judged_on(self) -> date | None:
        """Return the day by which rules judge: of the meeting, of the data, or the last.

        The last is that of the latest dated meeting; None where there is no date at all.
        """
        given = (self.meeting.date if self.meeting else None) or self.as_at
        latest = public_meetings(self.board)[-1:]
        return given or (latest[0].date if latest else None)

    @property
    def targets_on(self) -> date | None:
        """Return a day of the year whose targets are asked for, None where there is no date."""
        return _year_shown(self.ways, self.paper, self.judged_on) if self.judged_on else None

    @property
    def data_day(self) -> date | None:
        """Return the day of the data: what the paper says, or else what the caller gave.

        Of what comes after its meeting a paper says nothing, whenever it is built.
        """
        given = self.paper.as_at if self.paper else None
        days = (self.as_at, self.meeting.date if self.meeting else None)
        return given or (min(filter(None, days)) if self.as_at else None)

    def pack_of(self, paper: PaperRow) -> PackSettings:
        """Return what the pack asks of a paper: without what its kind can spare."""
        return self.kinds.get(paper.kind, self.ways.pack)

    def uses(self, table: Table) -> bool:
        """Return whether the way of working, or the paper at hand, uses a table at all."""
        return not self.ways.pack.tables or table.name in self.ways.pack.tables

    @cached_property
    def scope(self) -> BoardData:
        """Return the rows that the paper or meeting uses. Only rules on the year look beyond.

        What the log holds of the rounds at hand is among them.
        """
        return with_log(in_scope(self.plan, self.ways, self.meeting, self.paper), self.rounds)

    def is_over(self, meeting: Meeting | None) -> bool:
        """Return whether a meeting was over by the day of the data, where none was asked for.

        What was filed for it is not judged by the plan of today.
        """
        day = meeting.date if meeting else None
        return bool(self.meeting is None and day and self.as_at and day < self.as_at)

    @cached_property
    def rounds(self) -> tuple[RoundAt, ...]:
        """Return the rounds of exception reporting that the papers at hand report.

        Those of meetings that are over are left out.
        """
        papers = (self.paper,) if self.paper else papers_of(self.board, self.meeting)
        reported = dict.fromkeys(
            (paper.priority, paper.meeting) for paper in papers if paper.priority
        )
        wanted = []
        for priority, reference in reported:
            meeting = self.board.meeting.get(reference)
            if meeting and not self.is_over(meeting):
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
        return round_at(self.board, self.ways, priority, self.the_meeting) if priority else None

    @cached_property
    def moved(self) -> Mapping[str, Moved]:
        """Return how the actions have moved since the last report, as the log has it."""
        return moved_since(self.board, self.ways, self.the_meeting, self.since)

    @cached_property
    def withheld(self) -> frozenset[str]:
        """Return the actions whose newest rating is in an exempt paper, and this one is public."""
        return withheld_actions(self.board, self.ways, self.the_meeting)

    @property
    def as_of(self) -> date:
        """Return the day of the data, or of the meeting where it is not given."""
        return self.data_day or self.day

    @cached_property
    def known_until(self) -> date:
        """Return the last day of which the paper can say that something happened.

        That is the day of the data; where it is not given, that of publication, or of the meeting.
        """
        steps = deadlines(self.the_meeting, self.ways.settings.deadlines)
        published = day_of(steps, StepName.PUBLICATION) or self.day
        return self.paper_row.as_at or min(published, self.as_of)

    @cached_property
    def plan(self) -> BoardData:
        """Return the data with the plan that the paper is about.

        That of a paper on a round is the plan as the round asked about it, where the log holds
        that.
        """
        row, there = self.paper_row, self.meeting.reference if self.meeting else ""
        priority = self.planned.priority or row.priority
        then = plan_then(self.board, priority, there) if priority and there else None
        return then or self.board

    def called(self, reference: str) -> str:
        """Return the reference with the name that it stands for: ``2.1 Healthy at home``."""
        name = self.plan.tree.names.get(reference, "")
        return f"{reference} {name}".strip() or self.phrases.nothing

    @cached_property
    def outcomes_in_use(self) -> tuple[Outcome, ...]:
        """The outcomes that have an indicator or an action: full tables name them once."""
        used = {one.outcome for one in self.board.indicators}
        used |= {one.parent for one in self.board.actions}
        return tuple(one for one in self.board.outcomes if one.reference in used and one.name)

    def called_in_turn(
        self, references: Sequence[str], listed: Iterable[Outcome] = ()
    ) -> tuple[str, ...]:
        """Return what rows stand for: each with its name the first time, then by reference.

        Those whose names are ``listed`` beside the rows come by reference only: the tables of all
        indicators and actions would be half as long again with every name.
        """
        named = {one.reference for one in listed}
        shown = []
        for reference in references:
            shown.append(reference if reference in named else self.called(reference))
            named |= {reference} - {""}
        return tuple(shown)

    @cached_property
    def _posts(self) -> frozenset[str]:
        return frozenset(folded(person.post) for person in self.plan.people if person.post)

    def with_post(self, typed: str) -> str:
        """Return a person as typed, with the post where it is known, and who else's post it is.

        The council whose paper it is goes without saying.
        """
        person = self.plan.person.get(typed)
        if person is None:
            return typed
        own = folded(person.organisation) == folded(self.ways.settings.council.name)
        return ", ".join(filter(None, (typed, person.post, "" if own else person.organisation)))

    def by(self, typed: str, otherwise: str = "") -> str:
        """Return ``by the Transport Lead``: a post rather than a name, where one is known."""
        person = self.plan.person.get(typed)
        if person and person.post:
            return f"by the {person.post}"
        if folded(typed) in self._posts:
            return f"by the {typed}"
        return f"by {typed or otherwise}" if typed or otherwise else ""

    def rated(self, word: str) -> Rated | str:
        """Return a word of the scale as it looks on a page; any other word as it was typed."""
        found = self.scale.find(word)
        if found is None:
            return word
        return Rated(found.word, found.fill, found.ink, self.scale.symbol(found))

    def gap(self, what: str, typed: str = "", otherwise: str = "", verb: str = "given") -> Gap:
        """Return what is missing, and whose it is, as a fact at the day of publication."""
        whose = self.by(typed, otherwise)
        return Gap(" ".join(part for part in (what, verb, whose, "at publication") if part))

    def author_gap(self, what: str) -> Gap:
        """Return a gap of the paper's first author."""
        return self.gap(what, next(iter(self.paper_row.authors), ""), "the author")


# --- What a check looks at ---------------------------------------------------------------------
#
# All of the data, or what one paper uses (design 4): next year's milestone does not hold up
# tonight's report. This is the one place that decides.


def in_scope(
    board: BoardData, ways: Ways, meeting: Meeting | None, paper: PaperRow | None
) -> BoardData:
    """Return the rows that a paper uses; all of them where neither is given.

    With a meeting: its own papers with their text, its feedback and highlight reports, the
    milestones up to its date, the meetings that have one, and the rows of the rounds of which its
    papers say, and no target of a year to come. With a paper: that paper alone; the caller gives
    its meeting too. The plans, people and indicators are always whole, since a report shows them
    whole; so are the actions and priorities, but for a paper on a priority's round.
    """
    if paper is not None:
        if paper.priority:
            board = _of_priority(board, paper.priority)
        board = _of_papers(_with_decisions(board, paper), (paper,))
    elif meeting is not None:
        board = _of_papers(board, papers_of(board, meeting))
    if meeting is None:
        return board
    if meeting.date:
        until = (paper.as_at if paper else None) or meeting.date
        board = _with_targets(board, _year_shown(ways, paper, meeting.date), until)
    return _of_meeting(board, meeting)


def _of_priority(board: BoardData, priority: str) -> BoardData:
    """Keep the actions of a priority, and the priorities over and under it."""
    tree = board.tree
    above = {Reference(name) for name in tree.line(priority)}
    return replace(
        board,
        actions=tree.actions(priority),
        priorities=tuple(
            row
            for row in board.priorities
            if row.reference in above or priority in tree.line(row.reference)
        ),
    )


def _with_decisions(board: BoardData, paper: PaperRow) -> BoardData:
    """Keep the decisions on papers of the kind and priority of one, and on none that is known."""
    others = {
        other.reference
        for other in board.papers
        if not same_kind(other.kind, paper.kind) or other.priority != paper.priority
    }
    return replace(
        board, decisions=tuple(row for row in board.decisions if row.paper not in others)
    )


def _year_shown(ways: Ways, paper: PaperRow | None, day: date) -> date:
    """Return a day of the year whose targets a paper shows: an annual report looks back a year."""
    looks_back = paper is not None and ways.role_of(paper.kind) is KindRole.ANNUAL
    return anniversary(day, -1) if looks_back else day


def _with_targets(board: BoardData, day: date, until: date) -> BoardData:
    """Keep the targets of years that had begun by a day, and those drawn beside later figures.

    ``until`` is the day of the data.
    """

    def is_shown(target: Target) -> bool:
        begins = year_of(target.year).first if target.year else day
        periods = (row.period for row in board.readings_of.get(target.indicator, ()) if row.period)
        return begins <= day or any(begins <= one.first and one.last <= until for one in periods)

    return replace(board, targets=tuple(filter(is_shown, board.targets)))


def papers_of(board: BoardData, meeting: Meeting | None) -> tuple[PaperRow, ...]:
    """Return the papers of a meeting; all of them where none is given."""
    papers = board.papers
    return tuple(p for p in papers if meeting is None or p.meeting == meeting.reference)


def _of_papers(board: BoardData, papers: tuple[PaperRow, ...]) -> BoardData:
    """Keep the papers, their text, and the rows of the rounds that they report.

    Text that names no paper may belong to these. A risk has no round, so all of those of the
    rounds' priorities are kept.
    """
    names = {"", *(paper.reference for paper in papers)}
    reported = {(paper.meeting, paper.priority) for paper in papers if paper.priority}
    priorities = {priority for _, priority in reported}
    tree = board.tree
    lines = ByReference(
        (action.reference, tree.line(tree.priority(action.parent)))
        for action in board.actions
        if reported
    )

    def of_round(rows: tuple[A, ...]) -> tuple[A, ...]:
        return tuple(
            row
            for row in rows
            if any((row.meeting, priority) in reported for priority in lines.get(row.action, ()))
        )

    return replace(
        board,
        papers=papers,
        text=tuple(row for row in board.text if row.paper in names),
        returns=of_round(board.returns),
        views=of_round(board.views),
        requests=of_round(board.requests),
        risks=tuple(
            row for row in board.risks if priorities.intersection(lines.get(row.action, ()))
        ),
    )


def with_log(board: BoardData, rounds: Sequence[RoundAt]) -> BoardData:
    """Return the rows of a scope with what the log holds of some rounds, after those of files.

    So every rule that judges a row judges what a form brought, too. Such a row has its place in
    the log.
    """
    rows = [row for one in rounds for row in one.rows]
    return replace(
        board,
        returns=(*board.returns, *(row.now for row in rows if row.now)),
        views=(*board.views, *(row.view for row in rows if row.view)),
        requests=(*board.requests, *(row.request for row in rows if row.request)),
        risks=(*board.risks, *(row.risk for row in rows if row.risk)),
    )


def _of_meeting(board: BoardData, meeting: Meeting) -> BoardData:
    named = ("", meeting.reference)
    return replace(
        board,
        # A meeting without a date cannot matter to another's paper yet, but if it was cancelled.
        meetings=tuple(
            other
            for other in board.meetings
            if other is meeting or other.date or other.state is MeetingState.CANCELLED
        ),
        feedback=tuple(row for row in board.feedback if row.meeting in named),
        highlights=tuple(row for row in board.highlights if row.meeting in named),
        decisions=tuple(row for row in board.decisions if _was_before(board, row.meeting, meeting)),
        milestones=tuple(row for row in board.milestones if _concerns(board, row, meeting)),
    )


def _was_before(board: BoardData, reference: str, meeting: Meeting) -> bool:
    """Return whether a meeting comes before another, as far as it is known."""
    other = board.meeting.get(reference)
    return not (other and other.date and meeting.date and other.date >= meeting.date)


def _concerns(board: BoardData, milestone: Milestone, meeting: Meeting) -> bool:
    looked_at = board.meeting.get(milestone.meeting)
    day = milestone.date or (looked_at.date if looked_at else None)
    if milestone.meeting == meeting.reference or day is None or meeting.date is None:
        return True
    return day <= meeting.date
