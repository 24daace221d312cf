"""What is wrong with priorities: who sponsors them, and what they are a part of.

A core priority has exactly one sponsor, who sits on the Board (seed H 3.2, 3.12).
"""

from collections.abc import Iterator, Sequence

from paperkit.board.plan_rows import PEOPLE, PRIORITIES, Outcome, Person, Priority
from paperkit.board.words import Rank
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import ByReference, Reference, folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, place_of
from paperkit.standpoint.sentences import listed

VACANT = "vacant"


def no_sponsor(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each core priority whose sponsor is blank or Vacant.

    A paper that names no sponsor has no such gap. One on a round names that of any priority.
    """
    named = at.paper is None or "sponsor" in at.ways.pack.required.get(PRIORITIES.name, ())
    core = list(_core(at))
    rounds = {one.priority.reference: one.priority for one in at.rounds if at.paper}
    of_core = {priority.reference for priority in core}
    others = [one for reference, one in rounds.items() if reference not in of_core]
    for priority in (*core, *others) if named else ():
        if all(folded(name) == VACANT for name in priority.sponsor):
            what = "core priority" if priority.reference in of_core else "priority"
            none = f"{what.capitalize()} {_named(priority)} has no sponsor."
            vacant = f"The sponsor of {what} {_named(priority)} is vacant."
            typed = next(iter(priority.sponsor), "")
            yield finding_at("PK-440", priority, "sponsor", vacant if typed else none, value=typed)


def two_sponsors(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each core priority with more than one sponsor."""
    for priority in _core(at):
        if len(priority.sponsor) > 1:
            message = (
                f"Core priority {_named(priority)} has {len(priority.sponsor)} sponsors: "
                f"{listed(priority.sponsor)}."
            )
            value = "; ".join(priority.sponsor)
            yield finding_at("PK-441", priority, "sponsor", message, value=value)


def sponsor_unknown(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each sponsor of a core priority who is on no row of people."""
    people = tuple(person.name for person in at.scope.people)
    unread = {Reference(row.reference) for row in at.board.unread_of(PEOPLE)}
    for priority, name in _sponsors(at):
        if _person(at, name) is None and name not in unread:
            message = (
                f"The sponsor {quoted(name)} of core priority {_named(priority)} is not on "
                "the sheet People."
            )
            near = close_to(name, people)
            remedy = f"Type the name as it is written there (did you mean {near}?)." if near else ""
            yield finding_at("PK-442", priority, "sponsor", message, remedy=remedy, value=name)


def not_a_member(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each sponsor who is not on the Board by the date of the meeting."""
    for priority, name in _sponsors(at):
        person = _person(at, name)
        if person and not (person.member is Answer.YES and _in_post(at, person)):
            when = f" on {in_words(at.judged_on)}" if at.judged_on else ""
            message = (
                f"{name}, sponsor of core priority {_named(priority)}, is not a member of "
                f"the Board{when}."
            )
            yield finding_at("PK-443", priority, "sponsor", message, value=name, person=name)


def in_a_circle(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for outcomes or priorities that lead back to themselves, each circle once.

    What is below them belongs to no priority, or to each of the circle.
    """
    priorities = {row.reference for row in at.scope.priorities}
    outcomes = [row for row in at.scope.outcomes if row.parent not in priorities]
    yield from _circles("Outcome", "parent", outcomes)
    yield from _circles("Priority", "part_of", at.scope.priorities)


def _circles(noun: str, name: str, rows: Sequence[Outcome | Priority]) -> Iterator[Finding]:
    by_reference = ByReference((row.reference, row) for row in rows)
    seen: set[str] = set()
    for row in rows:
        passed: dict[str, Outcome | Priority] = {}
        one: Outcome | Priority | None = row
        while one is not None and one.reference not in passed and one.reference not in seen:
            passed[one.reference] = one
            one = by_reference.get(getattr(one, name))
        seen |= {*passed}
        if one is not None and one.reference in passed:
            circle = list(passed.values())[list(passed).index(one.reference) :]
            above = " > ".join(each.reference for each in (*circle, one))
            message = f"{noun} {one.reference} leads back to itself: {above}."
            others = [place_of(each, name) for each in circle[1:]]
            yield finding_at("PK-530", one, name, message, value=getattr(one, name), others=others)


def _core(at: BoardAt) -> Iterator[Priority]:
    return (priority for priority in at.scope.priorities if priority.rank is Rank.CORE)


def _sponsors(at: BoardAt) -> Iterator[tuple[Priority, str]]:
    for priority in _core(at):
        for name in priority.sponsor:
            if folded(name) != VACANT:
                yield priority, name


def _person(at: BoardAt, name: str) -> Person | None:
    """Return the person of that name, or who holds the post of that name on the day."""
    people = at.scope.people
    named = [person for person in people if folded(person.name) == folded(name)]
    holding = [p for p in people if folded(p.post) == folded(name) and _in_post(at, p)]
    return next(iter((*named, *holding)), None)


def _in_post(at: BoardAt, person: Person) -> bool:
    if at.judged_on is None:
        return True
    return (person.start or at.judged_on) <= at.judged_on <= (person.end or at.judged_on)


def _named(priority: Priority) -> str:
    return " ".join(part for part in (priority.reference, priority.name) if part)


RULES: tuple[Rule, ...] = (
    no_sponsor,
    two_sponsors,
    sponsor_unknown,
    not_a_member,
    in_a_circle,
)
