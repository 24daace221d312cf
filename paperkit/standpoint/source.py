"""What the parts of a paper are made from: the data, the ways, the sitting; looked up once."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from paperkit.actions.standing import DueAction, due_actions
from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Phrases, Ways
from paperkit.board.paper_rows import PaperRow, Text
from paperkit.board.plan_rows import Action, Meeting, Person
from paperkit.board.settings import Scale
from paperkit.frozen import Frozen
from paperkit.indicators.ratings import Measured, measured
from paperkit.packs.plan import Planned
from paperkit.record.at_meeting import Moved, RoundAt, moved_since, round_at
from paperkit.schema.cleaning import folded
from paperkit.word.values import Gap


class Sitting(Frozen):
    """The meeting that a paper goes to, its own row, the day of the data and the last report.

    ``meeting`` has a date. Without ``as_at`` the data count as of the day of the meeting;
    without ``since`` this is the first report. ``planned`` is what the meeting's plan says of it.
    """

    meeting: Meeting
    paper: PaperRow | None = None
    as_at: date | None = None
    since: date | None = None
    planned: Planned = Planned()

    @property
    def day(self) -> date:
        """Return the day of the meeting."""
        assert self.meeting.date is not None, "A paper is made for a meeting that has a date."
        return self.meeting.date


class Source(Frozen, dict=True):
    """The data of a paper, with what several parts of it look up."""

    board: BoardData
    ways: Ways
    sitting: Sitting

    @property
    def phrases(self) -> Phrases:
        """Return the pack's phrases for where there is nothing."""
        return self.ways.pack.phrases

    @cached_property
    def paper(self) -> PaperRow:
        """Return the paper's row; an empty one where the data have none."""
        return self.sitting.paper or PaperRow()

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Return the rows of the paper's text, in the order of the file."""
        if self.sitting.paper is None:
            return ()
        return self.board.text_of.get(self.paper.reference, ())

    def texts_of(self, *names: str) -> tuple[Text, ...]:
        """Return the rows of text of a section that goes by these names."""
        wanted = {folded(name) for name in names}
        return tuple(row for row in self.texts if folded(row.section) in wanted)

    @cached_property
    def measured(self) -> tuple[Measured, ...]:
        """Return every indicator as it stands for the meeting."""
        sitting = self.sitting
        return measured(self.board, self.ways.settings, sitting.day, sitting.as_at)

    @cached_property
    def due(self) -> tuple[DueAction, ...]:
        """Return the actions that should have been delivered by the meeting."""
        sitting = self.sitting
        return due_actions(self.board, sitting.day, sitting.since, self.as_at)

    @cached_property
    def scale(self) -> Scale:
        """Return the rating scale of the council."""
        return Scale(self.ways.settings.ratings)

    @cached_property
    def round(self) -> RoundAt | None:
        """Return the round that the paper tells of; None where it tells of none."""
        priority = self.sitting.planned.priority
        if not priority:
            return None
        return round_at(self.board, self.ways, priority, self.sitting.meeting)

    @cached_property
    def moved(self) -> Mapping[str, Moved]:
        """Return how the actions have moved since the last report, as the log tells it."""
        sitting = self.sitting
        return moved_since(self.board, self.ways, sitting.meeting, sitting.since)

    @property
    def as_at(self) -> date:
        """Return the day of the data, or of the meeting where it is not given."""
        return self.sitting.as_at or self.sitting.day

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Return the actions by folded reference."""
        return {folded(action.reference): action for action in self.board.actions}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of priorities and outcomes by reference."""
        priorities = {row.reference: row.name for row in self.board.priorities}
        return priorities | {row.reference: row.name for row in self.board.outcomes}

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
    def people(self) -> Mapping[str, Person]:
        """Return the people by folded name."""
        return {folded(person.name): person for person in self.board.people}

    @cached_property
    def _posts(self) -> frozenset[str]:
        return frozenset(folded(person.post) for person in self.board.people if person.post)

    def with_post(self, typed: str) -> str:
        """Return a person as typed, with the post where it is known."""
        person = self.people.get(folded(typed))
        return f"{typed}, {person.post}" if person and person.post else typed

    def by(self, typed: str, otherwise: str = "") -> str:
        """Return ``by the Transport Lead``: a post rather than a name, where one is known."""
        person = self.people.get(folded(typed))
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
        return self.gap(what, next(iter(self.paper.authors), ""), "the author")
