"""Whom no form reaches, and what is doubtful about the day by which forms go back."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from paperkit.board.paper_rows import UPDATES
from paperkit.board.plan_rows import READINGS, Action, Indicator
from paperkit.board.plan_tree import actions_of, priority_of
from paperkit.findings import Finding, Place
from paperkit.rounds.asking import Asking, is_open
from paperkit.rounds.exception_forms import ALL_LEADS
from paperkit.rounds.paper_forms import owed_figures
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Table
from paperkit.schema.dates import in_words, with_weekday
from paperkit.schema.forms import Form
from paperkit.standpoint.responsibility import reporter
from paperkit.standpoint.rules import finding_over, place_of
from paperkit.standpoint.wording import listed

_NO_FORM = "no form asks about {them}"
_SETTINGS = "paperkit.yaml"


def check_reach(
    asking: Asking, forms: Iterable[Form], tables: Collection[Table] = ()
) -> Iterator[Finding]:
    """Yield what no form asks for: of a round, or of what a paper's ``tables`` need.

    Then who has no address, and whether nobody is named to whom forms go back.
    """
    forms = tuple(forms)
    yield from _of_tables(asking, tables) if tables else _of_round(asking, forms)
    yield from _without_address(asking, forms)
    if not asking.return_to:
        message = "The settings name nobody to whom forms go back."
        place = Place(_SETTINGS, field="exception_reporting")
        yield Finding("PK-825", place, message)


def check_day(asking: Asking) -> Iterator[Finding]:
    """Yield what is doubtful about the day of return; an error where nothing should be issued."""
    due, meeting = asking.due, asking.meeting
    if due is None:
        return
    place, value = Place(field="--due"), in_words(due)
    if meeting.date and due > meeting.date:
        message = f"Forms due on {with_weekday(due)} would come back after the meeting "
        message += f"{meeting.reference} on {with_weekday(meeting.date)}."
        yield Finding("PK-823", place, message, value=value)
    elif due < asking.issued_on:
        message = f"{with_weekday(due)} has passed: today is {in_words(asking.issued_on)}."
        yield Finding("PK-824", place, message, value=value)


def address_of(asking: Asking, name: str) -> str:
    """Return the e-mail address of a person, or of who holds the post of that name; else ""."""
    found = asking.person(name)
    return found.email if found else ""


def _of_round(asking: Asking, forms: Sequence[Form]) -> Iterator[Finding]:
    shared = any(form.about.person == ALL_LEADS for form in forms)
    so = "nobody answers for {them} on the form" if shared else _NO_FORM
    yield from _no_one((a for a in actions_of(asking.board, asking.priority) if is_open(a)), so)
    known = priority_of(asking.board)
    actions = [a for a in asking.board.actions if is_open(a) and a.reference not in known]
    if actions:
        told, them = _named("Action", actions)
        verb = "leads" if len(actions) == 1 else "lead"
        message = f"{told} {verb} to no priority, so no round asks about {them}."
        yield from finding_over("PK-821", actions, "parent", message)


def _of_tables(asking: Asking, tables: Collection[Table]) -> Iterator[Finding]:
    if UPDATES in tables:
        yield from _no_one(action for action in asking.board.actions if is_open(action))
    if READINGS in tables:
        owing = {indicator.reference: indicator for indicator, _ in owed_figures(asking)}
        yield from _no_partner([one for one in owing.values() if not one.partner])


def _no_one(actions: Iterable[Action], so: str = _NO_FORM) -> Iterator[Finding]:
    lacking = [action for action in actions if not reporter(action)]
    if lacking:
        told, them = _named("Action", lacking)
        verb = "names" if len(lacking) == 1 else "name"
        message = f"{told} {verb} neither a reporting lead nor an owner, so {so.format(them=them)}."
        yield from finding_over("PK-820", lacking, "lead", message)


def _no_partner(indicators: Sequence[Indicator]) -> Iterator[Finding]:
    if indicators:
        told, them = _named("Indicator", indicators)
        verb = "names" if len(indicators) == 1 else "name"
        message = f"{told} {verb} no partner, so no form asks for figures of {them}."
        yield from finding_over("PK-820", indicators, "partner", message)


def _named(noun: str, rows: Sequence[Action | Indicator]) -> tuple[str, str]:
    """Return rows at the beginning of a sentence, and the word for them at its end."""
    references = listed(row.reference for row in rows)
    return (f"{noun} {references}", "it") if len(rows) == 1 else (f"{noun}s {references}", "them")


def _without_address(asking: Asking, forms: Iterable[Form]) -> Iterator[Finding]:
    """Yield one note that names everybody who is asked and has no address."""
    names = (form.about.person for form in forms)
    lacking = [n for n in names if n != ALL_LEADS and not address_of(asking, n)]
    if lacking:
        place, *others = (_where_named(asking, name) for name in lacking)
        message = f"No e-mail address is known for {listed(lacking)}."
        person = lacking[0] if len(lacking) == 1 else ""
        yield Finding("PK-822", place, message, value="", person=person, others=tuple(others))


def _where_named(asking: Asking, name: str) -> Place:
    """Return the cell for somebody's address, or else where the name stands first."""
    person, board = asking.person(name), asking.board
    if person:
        return place_of(person, "email")
    cells = (
        (row, column)
        for rows, columns in (
            (board.actions, ("lead", "owner")),
            (board.indicators, ("partner",)),
            (board.groups, ("name",)),
            (board.plans, ("overseen_by",)),
        )
        for row in rows
        for column in columns
    )
    found = (place_of(r, c) for r, c in cells if folded(getattr(r, c)) == folded(name))
    sponsored = asking.the_priority
    return next(found, place_of(sponsored, "sponsor") if sponsored else Place())
