"""What is asked for, for which meeting, by which day: the parts that every form has.

Those of a round are put together in ``round_forms``, those for papers in ``paper_forms``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from paperkit.board.paper_rows import RETURNS
from paperkit.board.plan_rows import ACTIONS, Action, Indicator, Meeting, Person, Priority
from paperkit.board.settings import Role
from paperkit.board.words import CLOSED
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen
from paperkit.record.at_meeting import RoundAt, round_at
from paperkit.schema.cleaning import ByReference, Reference, in_groups
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.dates import in_words, with_weekday
from paperkit.schema.describe import words_of
from paperkit.schema.forms import (
    ALL_PRIORITIES,
    CHECK_SHEET,
    FACT,
    FORM_VERSION,
    LAST,
    About,
    Closed,
    Form,
    GreyColumn,
    Guide,
    Word,
    form_columns,
)
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import finding_over, place_of
from paperkit.standpoint.sentences import listed

T = TypeVar("T")
ALL_LEADS = "All reporting leads"
OF_PLAN = frozenset(column.name for column in ACTIONS.columns)
"""The columns that the plan itself holds, which a form on actions need not ask for again."""

_LEAVE = (
    "Grey cells are filled in already. If one is wrong, leave it as it is, and tell us when you "
    "send the workbook back.",
    f"Columns that begin with '{LAST.strip()}' or '{FACT.strip()}' are for you to read.",
    f"There is nothing to fill in on the sheets '{CHECK_SHEET}' and 'Lists'.",
    "Leave rows, columns and headings where they are.",
    "Please answer in words. We cannot take a colour, or words that are crossed out, as an answer.",
)


class Asking(Frozen, dict=True):
    """What is asked for: as seen from which meeting, by when; asked on which day.

    ``priority`` is a reference, blank where answers are not asked for one priority alone.
    """

    at: BoardAt
    due: date | None
    issued_on: date
    priority: str = ""

    @property
    def meeting(self) -> Meeting:
        """Return the meeting that the answers are for."""
        return self.at.the_meeting

    @property
    def best(self) -> str:
        """Return the words that say that something is on track, as a sentence has them."""
        return " or ".join(self.at.scale.words(Role.MET))

    @property
    def behind(self) -> tuple[str, ...]:
        """Return the words that say that something is not on track."""
        return (*self.at.scale.words(Role.NEAR), *self.at.scale.words(Role.MISSED))

    @property
    def words(self) -> tuple[Word, ...]:
        """Return the words of the scale with what they mean for an action, best first."""
        return tuple(Word(r.word, r.for_action, r.fill, r.ink) for r in self.at.scale.ratings)

    @cached_property
    def the_priority(self) -> Priority | None:
        """Return the priority that is asked about."""
        return self.at.board.tree.priorities.get(self.priority)

    @cached_property
    def round(self) -> RoundAt:
        """Return the round of the priority for the meeting, as the log has it."""
        return round_at(self.at.board, self.at.ways, self.priority, self.meeting)

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        """Return people by name, and by the post that they hold on the day of issue."""
        people, day = self.at.board.people[::-1], self.issued_on
        in_post = [p for p in people if p.post and (p.start or day) <= day <= (p.end or day)]
        by_name = [(person.name, person) for person in people]
        return ByReference([*((person.post, person) for person in in_post), *by_name])

    def person(self, name: str) -> Person | None:
        """Return the person of that name, or who holds the post of that name; None for others."""
        return self._people.get(name)

    def who(self, name: str) -> str:
        """Return the name by which somebody is asked: a person's own, where a post is named."""
        found = self.person(name) if name else None
        return found.name if found else name

    def left(self, name: str) -> date | None:
        """Return the day on which somebody left, where it is before that of issue."""
        found = self.person(name)
        return found.end if found and found.end and found.end < self.issued_on else None

    def address_of(self, name: str) -> str:
        """Return the e-mail address of a person, or of who holds that post; "" for others."""
        found = self.person(name)
        return found.email if found else ""

    @property
    def return_to(self) -> str:
        """Return who forms go back to, in words; the contact where the settings do not say."""
        settings = self.at.ways.settings
        contact = ", ".join(p for p in (settings.contact.name, settings.contact.email) if p)
        return settings.exception_reporting.return_to or contact

    @property
    def goes_back_to(self) -> str:
        """Return who a form goes back to, as a sentence names them."""
        return self.return_to or "whoever sent you this"

    @property
    def goes_to(self) -> str:
        """Return the end of a sentence: to whom a form goes back, and by when."""
        whom = self.goes_back_to
        return f"{whom}, by {with_weekday(self.due)}" if self.due else whom

    @property
    def contact(self) -> str:
        """Return who is to be told of a change: the contact's name."""
        return self.at.ways.settings.contact.name or "whoever sent you this"

    @property
    def help(self) -> str:
        """Return what to do with a question: ``ring Jo Lee on 01632 960147``."""
        contact = self.at.ways.settings.contact
        name = contact.name or self.at.ways.settings.council.name
        if contact.telephone:
            return f"ring {name} on {contact.telephone}" if name else f"ring {contact.telephone}"
        to = ", ".join(part for part in (name, contact.email) if part)
        to = to if contact.email else self.at.ways.settings.exception_reporting.return_to
        if to:
            return f"write to {to}"
        return f"ask {self.contact}"

    @property
    def board_meets(self) -> str:
        """Return the Board and the day of its meeting, as a sentence begins with them."""
        board, meeting = self.at.ways.settings.council.board, self.meeting
        day = with_weekday(meeting.date) if meeting.date else ""
        return f"The {board} meets on {day}" if day else f"The {board} meets ({meeting.reference})"

    @property
    def priority_called(self) -> str:
        """Return the priority by its reference and its name: ``P1 Best start``."""
        found = self.the_priority
        return f"{found.reference} {found.name}".strip() if found else self.priority


def about_of(asking: Asking, purpose: str, person: str) -> About:
    """Return what a form for a person says of itself."""
    council = asking.at.ways.settings.council
    return About(
        council=council.name,
        board=council.board,
        purpose=purpose,
        priority=asking.priority or ALL_PRIORITIES,
        meeting=asking.meeting.reference,
        due=asking.due,
        issued_on=asking.issued_on,
        person=person,
        version=FORM_VERSION,
    )


def guide_of(
    asking: Asking,
    asks: str,
    why: str,
    not_yours: str,
    steps: Sequence[str],
    words: tuple[Word, ...] = (),
) -> Guide:
    """Return the instructions of the first sheet, with the form's own steps in the middle."""
    council = asking.at.ways.settings.council
    day = with_weekday(asking.meeting.date) if asking.meeting.date else asking.meeting.reference
    first = "Save this workbook where you will find it again. Keep its name as it is."
    last = (
        f"Look at the sheet '{CHECK_SHEET}'. When it says Complete, save the workbook and send "
        f"it to {asking.goes_to}."
    )
    return Guide(
        who=f"{council.name or council.board}, for the meeting of the {council.board} on {day}.",
        asks=asks,
        why=why,
        return_to=asking.return_to,
        not_yours=not_yours,
        help=f"{asking.help[0].upper()}{asking.help[1:]}.",
        steps=(first, *steps, last),
        leave=_LEAVE,
        words=words,
    )


def is_open(action: Action) -> bool:
    """Return whether somebody is still asked about an action."""
    return action.state not in CLOSED


def closed_of(actions: Iterable[Action]) -> tuple[Closed, ...]:
    """Return those of the actions that are listed and not asked about again."""
    return tuple(
        Closed(action.reference, action.wording, str(action.state))
        for action in actions
        if not is_open(action)
    )


def by_name(items: Iterable[T], name_of: Callable[[T], str]) -> Mapping[Reference, list[T]]:
    """Return what each person has, in the order in which they are named first.

    Names that differ in case or space alone are one; what names nobody is left out.
    """
    return in_groups((Reference(name), item) for item in items if (name := name_of(item)))


def last_time(
    columns: Iterable[Column], keys: Sequence[str], last: Mapping[str, Row]
) -> tuple[GreyColumn, ...]:
    """Return grey columns with what was said before, by the keys of a sheet's rows in order.

    Nothing is returned where nothing was said of any of them.
    """
    if not any(key in last for key in keys):
        return ()
    return tuple(
        GreyColumn(
            f"{LAST}{column.heading}",
            tuple(words_of(getattr(last[key], column.name)) if key in last else "" for key in keys),
        )
        for column in columns
    )


def asked_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that a form asks for."""
    return tuple(column for column in form_columns(table) if column.asked)


def check_addresses(asking: Asking, forms: Iterable[Form]) -> Iterator[Finding]:
    """Yield a note on those asked who have no address, and one if forms go back to nobody.

    Of a reporting lead who is not on the sheet People nobody can tell whether he or she has left.
    """
    lacking = {
        form.about.person: form
        for form in forms
        if form.about.person != ALL_LEADS and not asking.address_of(form.about.person)
    }
    if lacking:
        place, *others = (_where_named(asking, name) for name in lacking)
        message, remedy = f"No e-mail address is known for {listed(lacking)}.", ""
        unlisted = [
            name
            for name, form in lacking.items()
            if asking.at.board.people and not asking.person(name)
            if form.sheets[0].table == RETURNS
        ]
        if unlisted:
            are, have = ("are", "they have") if len(unlisted) > 1 else ("is", "this person has")
            message += (
                f" {listed(unlisted)} {are} not on the sheet People, so paperkit cannot tell "
                f"whether {have} left."
            )
            remedy = "Check who reports now, and add them to the sheet People with their address."
        person = next(iter(lacking)) if len(lacking) == 1 else ""
        yield Finding("PK-822", place, message, remedy, person=person, others=tuple(others))
    if not asking.return_to:
        message = "The settings do not say who the forms go back to."
        yield Finding("PK-825", Place("paperkit.yaml", field="exception_reporting"), message)


def _where_named(asking: Asking, name: str) -> Place:
    """Return the cell for somebody's address, or else the first that names somebody."""
    person, board = asking.person(name), asking.at.board
    if person:
        return place_of(person, "email")
    cells: tuple[tuple[Sequence[Row], tuple[str, ...]], ...] = (
        (board.actions, ("lead", "owner")),
        (board.indicators, ("partner",)),
        (board.groups, ("name",)),
        (board.plans, ("overseen_by",)),
    )
    for rows, columns in cells:
        for row in rows:
            for column in columns:
                if name == getattr(row, column):
                    return place_of(row, column)
    return place_of(asking.the_priority, "sponsor") if asking.the_priority else Place()


def check_day(asking: Asking) -> Iterator[Finding]:
    """Yield what is doubtful about the day of return; an error where nothing should be issued."""
    due, meeting = asking.due, asking.meeting
    if due is None:
        return
    place, value = Place(field="--due"), in_words(due)
    if meeting.date and due > meeting.date:
        message = (
            f"Forms due on {with_weekday(due)} would come back after {meeting.reference} "
            f"on {with_weekday(meeting.date)}."
        )
        yield Finding("PK-823", place, message, value=value)
    elif due < asking.issued_on:
        message = f"{with_weekday(due)} has passed. Today is {in_words(asking.issued_on)}."
        yield Finding("PK-824", place, message, value=value)


def check_lacking(
    code: str, noun: str, rows: Sequence[Action | Indicator], column: str, verb: str, rest: str
) -> Iterator[Finding]:
    """Yield one finding on rows that lack something: ``Actions 1.1 and 1.2 name no lead``.

    ``rest`` is the end of the sentence; ``{them}`` in it are the rows.
    """
    if rows:
        end, ending, them = ("s", "", "them") if len(rows) > 1 else ("", "s", "it")
        named = listed(row.reference for row in rows)
        message = f"{noun}{end} {named} {verb}{ending} {rest.format(them=them)}."
        yield from finding_over(code, rows, column, message)
