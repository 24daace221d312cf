"""People who are to be asked and have left: no form and no reminder goes to them (H9).

Whom to ask instead is said, and nobody is put in their place: that is the owner of an action, or
else the sponsor of its priority, who can say who reports on it now.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from paperkit.actions.priority_rules import VACANT
from paperkit.board.paper_rows import RETURNS, UPDATES
from paperkit.board.plan_rows import Action, Person
from paperkit.findings import Finding, in_words_of
from paperkit.rounds.forms import ALL_LEADS, Asking, by_name
from paperkit.rounds.letters import Letter, PersonStatus, ReturnStatus, letter_to
from paperkit.schema.cleaning import Reference, in_groups
from paperkit.schema.dates import in_words, with_weekday
from paperkit.schema.forms import Form
from paperkit.standpoint.rules import place_of
from paperkit.standpoint.sentences import listed

EVERYBODY_LEFT = "Everybody to whom a form would go has left, so nothing was issued."


def still_there(asking: Asking, forms: Iterable[Form]) -> tuple[Form, ...]:
    """Return the forms without those of people who have left."""
    return tuple(form for form in forms if not asking.left(form.about.person))


def check_leavers(asking: Asking, forms: Iterable[Form]) -> Iterator[Finding]:
    """Yield one gap for each person who is asked and has left: what was theirs, whom to ask."""
    for form in forms:
        shared = form.about.person == ALL_LEADS
        theirs = by_name(_reported(asking, form), lambda action: asking.who(action.lead))
        for person in theirs if shared else (Reference(form.about.person),):
            row = asking.person(person)
            if row and asking.left(person):
                yield _has_left(asking, row, theirs.get(person, []), shared=shared)


def _reported(asking: Asking, form: Form) -> Iterator[Action]:
    """Yield the actions on which a form asks their reporting leads."""
    rows = (r for s in form.sheets if s.table in (RETURNS, UPDATES) for r in s.rows)
    found = (asking.at.board.action.get(getattr(row, "action", "")) for row in rows)
    return (action for action in found if action)


def _has_left(
    asking: Asking, person: Person, actions: Sequence[Action], *, shared: bool
) -> Finding:
    day = in_words(person.end) if person.end else ""
    if not actions:
        message = f"{person.name} left on {day}, so no form was made for {person.name}."
        remedy = "Type another name wherever the data have this one, and issue the forms again."
        return Finding("PK-768", place_of(person, "end"), message, remedy, day)
    them = "them" if len(actions) > 1 else "it"
    so = f"nobody answers for {them} on the form" if shared else f"no form asks about {them}"
    named = listed(action.reference for action in actions)
    return Finding(
        "PK-768",
        place_of(actions[0], "lead"),
        f"{person.name}, who reports on action{'s' * (len(actions) > 1)} {named}, left on {day}, "
        f"so {so}.",
        _what_to_do(asking, actions),
        person.name,
        others=tuple(place_of(action, "lead") for action in actions[1:]),
    )


def _what_to_do(asking: Asking, actions: Iterable[Action]) -> str:
    """Return whom the officer should ask who reports on actions now, where anybody is known."""
    of = in_groups((_instead(asking, action), action.reference) for action in actions)
    each = (f"{name} ({role} of {listed(named)})" for (name, role), named in of.items() if name)
    names = listed(each)
    ask = f"Ask who reports now: {names}. " if names else ""
    return f"{ask}Type the new reporting lead on the sheet Actions, and issue the forms again."


def _instead(asking: Asking, action: Action) -> tuple[str, str]:
    """Return who can say who reports on an action now, and what he or she is of it."""
    tree = asking.at.board.tree
    line = (tree.priorities[one] for one in tree.line(tree.priority(action.parent)))
    sponsors = [(name, "sponsor") for priority in line for name in priority.sponsor]
    posts = {Reference(person.post) for person in asking.at.board.people}
    for name, role in ((action.owner, "owner"), *sponsors):
        person = asking.who(name)
        is_lead = person == asking.who(action.lead)
        is_vacant = name == VACANT or (asking.person(name) is None and Reference(name) in posts)
        if person and not is_vacant and not is_lead and not asking.left(person):
            return person, role
    return "", ""


# --- Since the forms went out ---------------------------------------------------------------


def instead_of(standing: ReturnStatus, person: PersonStatus) -> str:
    """Return what to do about what somebody owes who has left; "" for everybody else."""
    if not person.missing or not standing.asking.left(person.person):
        return ""
    actions = _owed(standing, person)
    if actions:
        return in_words_of(actions[0].place.row, _what_to_do(standing.asking, actions))
    return "Type another name wherever the data have this one, and issue the forms again."


def asked_instead(statuses: Iterable[ReturnStatus]) -> tuple[Letter, ...]:
    """Return a text for each who can say who reports now on what somebody left behind."""
    found: list[Letter] = []
    for standing in statuses:
        asking = standing.asking
        for person in standing.missing:
            day = asking.left(person.person)
            owed = _owed(standing, person) if day else ()
            of = in_groups((_instead(asking, action)[0], action) for action in owed)
            found += [
                _who_reports(asking, name, person.person, day, actions)
                for name, actions in of.items()
                if name and day
            ]
    return tuple(found)


def _owed(standing: ReturnStatus, person: PersonStatus) -> tuple[Action, ...]:
    """Return the actions on which somebody still owes a report."""
    there = standing.asking.at.board.action
    named = (item.name for item in person.missing if item.sheet in ("", UPDATES.sheet))
    return tuple(there[name] for name in named if name in there)


def _who_reports(
    asking: Asking, name: str, leaver: str, day: date, actions: Sequence[Action]
) -> Letter:
    several = len(actions) > 1
    them, due = "them" if several else "it", ""
    if asking.due:
        verb = "was" if asking.due < asking.issued_on else "is"
        due = f" The report on {them} {verb} due by {with_weekday(asking.due)}."
    lines = [
        f"{leaver}, who was asked to report on {'these actions' if several else 'this action'}, "
        f"left on {in_words(day)}.{due}",
        "",
        *(f"- {action.reference} {action.wording}".rstrip() for action in actions),
        "",
        f"Please tell {asking.contact} who reports on {them} now. {asking.board_meets}.",
        "",
        f"If you have a question, {asking.help}.",
    ]
    named = listed(action.reference for action in actions)
    subject = f"Who reports on action{'s' * several} {named} now?"
    return letter_to(asking, name, subject, lines)
