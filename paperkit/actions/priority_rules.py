"""Priorities: a core one has exactly one sponsor, who sits on the Board (seed H 3.2, 3.12)."""

from collections.abc import Iterator

from paperkit.board.plan_rows import Person, Priority
from paperkit.board.words import Rank
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at
from paperkit.standpoint.sentences import listed

VACANT = "vacant"


def no_sponsor(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each core priority whose sponsor is blank or Vacant."""
    for priority in _core(at):
        if not priority.sponsor:
            message = f"Core priority {_named(priority)} has no sponsor."
            yield finding_at("PK-440", priority, "sponsor", message)
        elif all(folded(name) == VACANT for name in priority.sponsor):
            message = f"The sponsor of core priority {_named(priority)} is vacant."
            yield finding_at("PK-440", priority, "sponsor", message, value=priority.sponsor[0])


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
    for priority, name in _sponsors(at):
        if _person(at, name) is None:
            message = (
                f"The sponsor {quoted(name)} of core priority {_named(priority)} is not on "
                "the sheet People."
            )
            near = close_to(name, [person.name for person in at.scope.people])
            remedy = f"Type the name as it stands there (did you mean {near}?)." if near else ""
            yield finding_at("PK-442", priority, "sponsor", message, remedy=remedy, value=name)


def not_a_member(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each sponsor who is no member of the Board by the date of the meeting."""
    for priority, name in _sponsors(at):
        person = _person(at, name)
        if person and not (person.member is Answer.YES and _in_post(at, person)):
            when = f" on {in_words(at.judged_on)}" if at.judged_on else ""
            message = (
                f"{name}, sponsor of core priority {_named(priority)}, is not a member of "
                f"the Board{when}."
            )
            yield finding_at("PK-443", priority, "sponsor", message, value=name, person=name)


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


RULES: tuple[Rule, ...] = (no_sponsor, two_sponsors, sponsor_unknown, not_a_member)
