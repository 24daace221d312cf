"""Priorities: a core one has exactly one sponsor, who sits on the Board (seed H 3.2, 3.12)."""

from collections.abc import Iterator

from paperkit.board.model import Person, Priority
from paperkit.board.model.words import Rank
from paperkit.board.rules.case import Case, Rule, joined, tell
from paperkit.findings import Finding, quoted
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.schema.values import close_to

VACANT = "vacant"


def no_sponsor(case: Case) -> Iterator[Finding]:
    """Yield a gap for each core priority whose sponsor is blank or Vacant."""
    for priority in _core(case):
        if not priority.sponsor:
            message = f"Core priority {_shown(priority)} has no sponsor."
            yield tell("PK-440", priority, "sponsor", message)
        elif _vacant(priority):
            message = f"The sponsor of core priority {_shown(priority)} is vacant."
            yield tell("PK-440", priority, "sponsor", message, value=priority.sponsor[0])


def two_sponsors(case: Case) -> Iterator[Finding]:
    """Yield an error for each core priority with more than one sponsor."""
    for priority in _core(case):
        if len(priority.sponsor) > 1:
            message = f"Core priority {_shown(priority)} has {len(priority.sponsor)} sponsors: "
            message += f"{joined(priority.sponsor)}."
            value = "; ".join(priority.sponsor)
            yield tell("PK-441", priority, "sponsor", message, value=value)


def sponsor_unknown(case: Case) -> Iterator[Finding]:
    """Yield an error for each sponsor of a core priority who is on no row of people."""
    for priority, name in _sponsors(case):
        if _person(case, name) is None:
            message = f"The sponsor {quoted(name)} of core priority {_shown(priority)} is not on "
            message += "the sheet People."
            near = close_to(name, [person.name for person in case.scope.people])
            remedy = f"Type the name as it stands there (did you mean {near}?)." if near else ""
            yield tell("PK-442", priority, "sponsor", message, remedy=remedy, value=name)


def not_a_member(case: Case) -> Iterator[Finding]:
    """Yield an error for each sponsor who is no member of the Board by the date of the meeting."""
    for priority, name in _sponsors(case):
        person = _person(case, name)
        if person and not _member(case, person):
            when = f" on {in_words(case.day)}" if case.day else ""
            message = f"{name}, sponsor of core priority {_shown(priority)}, is not a member of "
            message += f"the Board{when}."
            yield tell("PK-443", priority, "sponsor", message, value=name, person=name)


def _core(case: Case) -> Iterator[Priority]:
    return (priority for priority in case.scope.priorities if priority.rank is Rank.CORE)


def _sponsors(case: Case) -> Iterator[tuple[Priority, str]]:
    for priority in _core(case):
        for name in priority.sponsor:
            if folded(name) != VACANT:
                yield priority, name


def _vacant(priority: Priority) -> bool:
    return all(folded(name) == VACANT for name in priority.sponsor)


def _person(case: Case, name: str) -> Person | None:
    """Return the person of that name, or who holds the post of that name on the day."""
    people = case.scope.people
    named = [person for person in people if folded(person.name) == folded(name)]
    holding = [p for p in people if folded(p.post) == folded(name) and _in_post(case, p)]
    return next(iter((*named, *holding)), None)


def _member(case: Case, person: Person) -> bool:
    return person.member is Answer.YES and _in_post(case, person)


def _in_post(case: Case, person: Person) -> bool:
    if case.day is None:
        return True
    return (person.start or case.day) <= case.day <= (person.end or case.day)


def _shown(priority: Priority) -> str:
    return " ".join(part for part in (priority.reference, priority.name) if part)


RULES: tuple[Rule, ...] = (no_sponsor, two_sponsors, sponsor_unknown, not_a_member)
