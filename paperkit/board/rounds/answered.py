"""One action in one round: what came back, what the sponsor made of it, how it has moved."""

from dataclasses import dataclass

from paperkit.board.model import Action, Meeting
from paperkit.board.model.history import Entry
from paperkit.board.model.rounds import Request, Return, Risk, View
from paperkit.board.model.words import Exceptional
from paperkit.board.rounds.movement import Movement
from paperkit.board.settings import Role
from paperkit.schema.choices import Choice
from paperkit.schema.values import NOTHING

_NO_REQUEST = NOTHING | {"no", "no."}


class Escalated(Choice):
    """Why an action is brought to the Board's notice; it stands apart from its rating.

    The words are the settings' own; ``Answered.why`` has them in the words of the council's scale.
    """

    RED = "Red"
    AMBER_TWICE = "Amber twice running"
    WORSE = "Worse than last time"
    REVIEW_PASSED = "Review date passed"
    NO_RETURN = "No return received"
    FOR_SESSION = "For a development session"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One action in the round for a meeting, with its round before.

    ``now`` is None where no return came in; ``before`` where none came in last time, or there was
    no last time: ``movement`` says which. ``entry`` and ``before_entry`` are where they stand in
    the log. ``rating`` is the sponsor's where the sponsor changed it, else the lead's; it, too, is
    what ``last_rating`` was. All ratings are in the spelling of the scale, or as typed where they
    are not of it; "" where there is none. ``role`` is what the rating says.

    ``why`` says in words, in the order of ``escalated``, why the action is escalated.
    """

    action: Action
    meeting: Meeting = Meeting()
    now: Return | None = None
    before: Return | None = None
    view: View | None = None
    request: Request | None = None
    risk: Risk | None = None
    lead_rating: str = ""
    rating: str = ""
    last_rating: str = ""
    role: Role | None = None
    last_role: Role | None = None
    movement: Movement = Movement.NO_RETURN
    escalated: tuple[Escalated, ...] = ()
    why: tuple[str, ...] = ()
    entry: Entry | None = None
    before_entry: Entry | None = None

    @property
    def lead(self) -> str:
        """Return who reports: as the return says, or else as the plan does."""
        named = self.now.lead if self.now else ""
        return named or self.action.lead or self.action.owner

    @property
    def is_exception(self) -> bool:
        """Return whether it is reported by exception: escalated, or not rated as met."""
        return bool(self.escalated) or self.role is not Role.MET

    @property
    def is_success(self) -> bool:
        """Return whether the lead tells of exceptional progress or early completion (H 3.10)."""
        good = (Exceptional.EXCEPTIONAL, Exceptional.EARLY)
        return self.now is not None and self.now.exceptional in good

    @property
    def is_moderated(self) -> bool:
        """Return whether the sponsor changed the lead's rating."""
        return self.rating != self.lead_rating

    @property
    def asks(self) -> str:
        """Return what the Board is asked for; "" where nothing is, or None was answered."""
        words = self.now.request if self.now else ""
        return "" if words.strip().casefold() in _NO_REQUEST else words
