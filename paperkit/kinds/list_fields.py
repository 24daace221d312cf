"""What the rows of lists have in their fields: references, words, days, ratings by their role."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum

from paperkit.board.settings import Role
from paperkit.frozen import Frozen
from paperkit.kinds.selecting import NO, NONE, YES, Candidate, FieldSort, Held, ListField
from paperkit.schema.cleaning import ByReference, folded
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt


class Source(Frozen):
    """What lists may be of: which tables it rests on, how a row is shown, its fields, its rows.

    ``together`` gives the shown rows of a list as they are printed beside each other.
    """

    about: str
    tables: tuple[str, ...]
    shown: type[Frozen]
    fields: Mapping[str, ListField]
    rows: Callable[[BoardAt], Iterable[Candidate]]
    together: Callable[[BoardAt, Sequence[Frozen]], Sequence[Frozen]] = lambda _at, rows: rows


# --- What a row has in a field -------------------------------------------------------------------


def held_words(text: str, place: int | str | None = None, name: str = "") -> Held:
    """Return a text; in an order it comes by the alphabet where it has no place of its own."""
    if not text:
        return Held()
    return Held((text,), None, folded(text) if place is None else place, name or text)


def held_several(texts: Iterable[str]) -> Held:
    """Return several texts, which have no order."""
    return Held(tuple(filter(None, texts)))


def held_day(day: date | None) -> Held:
    """Return a day; nothing where there is none."""
    return Held((), day, day, in_words(day) if day else "")


def held_yes(is_so: object) -> Held:
    """Return yes or no; yes comes first."""
    word = YES if is_so else NO
    return Held((word,), None, int(not is_so), word.capitalize())


def held_choice(value: Enum | None, name: str = "") -> Held:
    """Return a member of a closed list, which comes in the order of that list."""
    if value is None:
        return Held((NONE,))
    place = list(type(value)).index(value)
    return Held((value.name.lower(),), None, place, name or str(value.value))


def choice_field(of: type[Enum], about: str, *, blank: bool = True) -> ListField:
    """Return the field of a closed list, of which a row may have none where it may be ``blank``."""
    names = tuple(one.name.lower() for one in of)
    return ListField(about, FieldSort.CHOICE, (*names, NONE) if blank else names)


def day_field(about: str) -> ListField:
    """Return a field of days."""
    return ListField(about, FieldSort.DAY)


def yes_field(about: str) -> ListField:
    """Return a field that is answered with yes or no."""
    return ListField(about, FieldSort.ANSWER)


def words_field(about: str, *among: str, ordered: bool = True) -> ListField:
    """Return a field of words that come from these columns of the Board's data."""
    return ListField(about, ordered=ordered, among=among)


PRIORITIES, OUTCOMES, ACTIONS = "priorities.reference", "outcomes.reference", "actions.reference"
NAMES = ("people.name", "people.post")
PRIORITY = words_field(
    "the reference of its priority, or of one that this is a part of; in the strategy's order",
    PRIORITIES,
)
OUTCOME = words_field("the reference of its outcome; in the strategy's order", OUTCOMES)
RATING = ListField(
    "what its rating says, whatever the council's word for it, the worst first",
    FieldSort.CHOICE,
    (*(role.name.lower() for role in reversed(Role)), NONE),
)
CHANGED = ListField(
    "what has become of it since the last published paper of the kind; changed is anything at all",
    FieldSort.CHOICE,
    ("new", "worse", "better", "changed", NONE),
    ordered=False,
)


def held_rating(at: BoardAt, word: str) -> Held:
    """Return a rating by what it says: the worst first; one that says nothing counts as none.

    Of two words of the scale that say the same each is a group of its own.
    """
    role, place = at.scale.role(word), at.scale.place(word)
    if role is None or place is None:
        return Held((NONE,))
    return Held((role.name.lower(),), None, -place, at.scale.spelled(word))


class PlanPlaces(Frozen, dict=True):
    """Where rows belong in the strategy."""

    at: BoardAt
    priorities: Mapping[str, int]
    outcomes: Mapping[str, int]

    def priority(self, reference: str) -> Held:
        """Return a priority, which those that it is a part of stand for too."""
        line = self.at.board.tree.line(reference) or tuple(filter(None, (reference,)))
        if not line:
            return Held()
        return Held(line, None, self.priorities.get(reference), self.at.called(reference))

    def outcome(self, reference: str) -> Held:
        """Return an outcome; nothing for the reference of anything else."""
        if reference not in self.outcomes:
            return Held()
        return Held((reference,), None, self.outcomes[reference], self.at.called(reference))

    def over(self, parent: str) -> dict[str, Held]:
        """Return the priority and the outcome of what belongs to either."""
        priority = self.at.board.tree.priority(parent)
        return {"priority": self.priority(priority), "outcome": self.outcome(parent)}

    def of_action(self, reference: str) -> dict[str, Held]:
        """Return the priority and the outcome of an action."""
        action = self.at.board.action.get(reference)
        return self.over(action.parent if action else "")


def plan_places(at: BoardAt) -> PlanPlaces:
    """Return where rows belong in the strategy."""
    board = at.board
    return PlanPlaces(
        at,
        ByReference((row.reference, n) for n, row in enumerate(board.priorities)),
        ByReference((row.reference, n) for n, row in enumerate(board.outcomes)),
    )
