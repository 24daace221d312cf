"""What is asked for, for which meeting, by which day: the parts of every form, and a round's forms.

A round has one form for each reporting lead (seed H 3.10) and one for the sponsor (H 3.9).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from paperkit.actions.standing import VACANT
from paperkit.board.paper_rows import RETURNS, VIEWS, Return, View
from paperkit.board.plan_rows import ACTIONS, Action, Indicator, Meeting, Person, Priority
from paperkit.board.settings import Role, RowOrder
from paperkit.board.words import CLOSED, Exceptional, SponsorView
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, replace
from paperkit.record.at_meeting import Answered, RatingMovement, RoundAt, in_order, round_at
from paperkit.rounds.shown import RequestBefore, requests_before
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
    FormSheet,
    GreyColumn,
    Guide,
    Need,
    Unreturned,
    Word,
    form_columns,
)
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import finding_over, place_of
from paperkit.standpoint.sentences import listed
from paperkit.word.values import Gap, Shown

T = TypeVar("T")
EXCEPTION_REPORTING = "Exception reporting"
SPONSOR_VIEWS = VIEWS.sheet
ALL_LEADS = "All reporting leads"
_NO_LAST = MappingProxyType(
    {RatingMovement.NONE_LAST_TIME: "No return", RatingMovement.NOT_ASKED: "Not asked"}
)
"""What is said under "Last time" of an action that had no rating then; nothing of a new one."""
_EXCEPTIONAL = (str(Exceptional.EXCEPTIONAL), str(Exceptional.EARLY))
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
        """Return by which name somebody is asked: a person's own, where a post is named."""
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
        """Return to whom forms go back, in words; the contact where the settings do not say."""
        settings = self.at.ways.settings
        contact = ", ".join(p for p in (settings.contact.name, settings.contact.email) if p)
        return settings.exception_reporting.return_to or contact

    @property
    def goes_back_to(self) -> str:
        """Return to whom a form goes back, as a sentence names them."""
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


_ANSWERS = tuple(column for column in asked_columns(RETURNS) if column.name not in OF_PLAN)
"""What a lead answers of an action, beside what the plan holds and the lead may correct."""


def asked_actions(asking: Asking) -> tuple[Action, ...]:
    """Return the actions of the priority that are asked about: those that are still open."""
    return tuple(a for a in asking.at.board.tree.actions(asking.priority) if is_open(a))


def exception_forms(asking: Asking, *, shared: bool = False) -> tuple[Form, ...]:
    """Return a form for each reporting lead, with that lead's open actions of the priority.

    One that is ``shared`` by all leads has every open action. An action that names nobody is on no
    other form; ``check_round_asked`` reports it.
    """
    actions = asking.at.board.tree.actions(asking.priority)
    leads = by_name(actions, lambda action: ALL_LEADS if shared else asking.who(action.lead))
    return tuple(
        _lead_form(asking, lead, theirs)
        for lead, theirs in leads.items()
        if any(map(is_open, theirs))
    )


def known_return(action: Action, meeting: str, last: Return | None = None) -> Return:
    """Return the row of an action as a form is sent out: what is known filled in, no answer.

    What the plan holds is as the plan has it; the review date is the later one of the plan's and
    of the last return's, which the lead may have changed.
    """
    held = {c.name: getattr(action, c.name) for c in RETURNS.columns if c.name in OF_PLAN}
    days = [day for day in (action.review_date, last.review_date if last else None) if day]
    more = {"action": action.reference, "lead": action.lead, "meeting": meeting}
    return Return(**{**held, **more, "review_date": max(days, default=None)})


def _lead_form(asking: Asking, person: str, actions: Sequence[Action]) -> Form:
    still = [action for action in actions if is_open(action)]
    keys = [action.reference for action in still]
    # The answers of the round before, rated as the Board saw them; or why there are none.
    last: Mapping[str, Return] = {
        row.action.reference: replace(row.before, rating=row.last_rating)
        if row.before
        else Return(rating=_NO_LAST.get(row.no_last, "") if row.no_last else "")
        for row in asking.round.rows
        if asking.round.before
    }
    there = asking.meeting.reference
    sheet = FormSheet(
        table=RETURNS,
        rows=tuple(
            known_return(action, there, last.get(key))
            for action, key in zip(still, keys, strict=True)
        ),
        last=(
            *last_time((RETURNS.column("meeting"), *_ANSWERS), keys, last),
            *_became_of_requests(asking, keys),
        ),
        needs=(
            Need("rating"),
            Need("reasons", "rating", asking.behind),
            Need("control", "rating", asking.behind),
            Need("review_date"),
        ),
        wished=(Need("reasons", "exceptional", _EXCEPTIONAL),),
        words={"rating": asking.words},
        best=asking.best,
    )
    behind = " or ".join(asking.behind)
    why = (
        f"{asking.board_meets}, and sees how every action is getting on. For an action that is "
        f"{asking.best}, give only its rating and its review date. For one that is {behind}, give "
        "the reason too, and say what is being done about it, by whom and by when."
    )
    return Form(
        about=about_of(asking, EXCEPTION_REPORTING, person),
        title=f"{EXCEPTION_REPORTING} on {asking.priority_called}",
        guide=guide_of(
            asking, _asks_of_lead(asking, person, len(still)), why,
            "If an action is not yours, leave its answers blank, and tell "
            f"{asking.contact} who reports on it now.",
            _steps_of_lead(asking), asking.words,
        ),
        sheets=(sheet,),
        closed=closed_of(actions),
    )  # fmt: skip


def _steps_of_lead(asking: Asking) -> tuple[str, ...]:
    """Return how a lead answers for each action."""
    heading = {column.name: column.heading for column in RETURNS.columns}
    behind = " or ".join(asking.behind)
    return (
        f"On the sheet '{RETURNS.form}', choose a word under '{heading['rating']}' for every "
        "action. The words are explained below.",
        f"If you choose {behind}, say why under '{heading['reasons']}', and say under "
        f"'{heading['control']}' what is being done, by whom and by when.",
        f"If you choose {asking.best}, leave both blank, unless progress is exceptional or the "
        f"action was completed early. Then choose that under '{heading['exceptional']}', and say "
        f"what happened under '{heading['reasons']}'.",
        "Correct the review date and the link if they are out of date.",
        f"If you want to ask something of the Board itself, write it under '{heading['request']}'.",
    )


def _asks_of_lead(asking: Asking, person: str, count: int) -> str:
    """Return what a form on so many actions asks, of one lead or of all together."""
    on = f"for {asking.priority_called}"
    if person == ALL_LEADS:
        if count > 1:
            return f"There are {count} actions {on}. Please say how yours are getting on."
        return f"Please say how the action {on} is getting on, if it is yours."
    if count > 1:
        return f"Please say how your {count} actions {on} are getting on."
    return f"Please say how your action {on} is getting on."


def _became_of_requests(asking: Asking, keys: Sequence[str]) -> tuple[GreyColumn, ...]:
    """Return what was decided of each action's request of the last round, and what became of it.

    Nothing is returned where none of these actions had one.
    """
    before = requests_before(asking.at, asking.round)
    said = ByReference((one.reference, one) for one in before)
    if not any(key in said for key in keys):
        return ()

    def column(heading: str, of: Callable[[RequestBefore], Shown]) -> GreyColumn:
        texts = (of(said[key]) if key in said else "" for key in keys)
        return GreyColumn(
            f"{LAST}{heading}",
            tuple("Not recorded" if isinstance(t, Gap) else str(t) for t in texts),
        )

    return (
        column("What was decided of the request", lambda one: one.decision),
        column("What became of it", lambda one: one.became),
    )


def sponsor_of(asking: Asking) -> str:
    """Return who sponsors the priority; "" where the place is vacant."""
    names = asking.the_priority.sponsor if asking.the_priority else ()
    return next((name for name in names if name != VACANT), "")


def sponsor_rows(asking: Asking) -> tuple[Answered, ...]:
    """Return what the sponsor looks at: what is not on track, the worst first, then successes.

    The lead's rating decides. It comes from the log: what has not been gathered is not among it.
    """
    scale, behind = asking.at.scale, (Role.NEAR, Role.MISSED)
    return tuple(
        row
        for row in in_order(asking.round, RowOrder.RATING)
        if row.now and (scale.role(row.lead_rating) in behind or row.is_success)
    )


def sponsor_form(asking: Asking) -> Form:
    """Return the form for the sponsor, with the leads' answers in grey beside each question."""
    rows, sponsor, meeting = sponsor_rows(asking), sponsor_of(asking), asking.meeting.reference
    of_lead = (*map(RETURNS.column, ("wording", "lead")), *_ANSWERS, RETURNS.column("link"))
    sheet = FormSheet(
        table=VIEWS,
        rows=tuple(
            View(meeting=meeting, action=row.action.reference, sponsor=sponsor) for row in rows
        ),
        facts=tuple(
            GreyColumn(
                f"{FACT}{c.heading}",
                tuple(words_of(getattr(r.now, c.name)) for r in rows),
            )
            for c in of_lead
        ),
        about=f"{FACT}{RETURNS.column('wording').heading}",
        needs=(Need("view"), Need("because", "view", (str(SponsorView.CHALLENGED),))),
        words={"rating": asking.words},
        best=asking.best,
    )
    called = asking.priority_called
    ratings = (
        f"the ratings that reporting leads gave to {len(rows)} actions"
        if len(rows) > 1
        else "the rating that the reporting lead gave to one action"
    )
    asks = f"Please say whether you agree with {ratings} for {called}, which you sponsor."
    why = (
        f"{asking.board_meets}. As sponsor, you answer to it for actions that are not on track. "
        f"You are asked about every action that its lead rates as {' or '.join(asking.behind)}, "
        "and about exceptional progress."
    )
    heading = {column.name: column.heading for column in VIEWS.columns}
    steps = (
        f"On the sheet '{VIEWS.sheet}', read in the grey cells what each lead says of the action.",
        f"Choose {SponsorView.AGREED} or {SponsorView.CHALLENGED} for each. If you challenge a "
        f"rating, talk to the lead, and give your reason under '{heading['because']}'.",
        f"If the paper should show another rating, choose it under '{heading['rating']}'. The "
        "paper still shows the lead's rating too.",
        f"Under '{heading['comment']}', write what you want the Board to read, if anything.",
    )
    return Form(
        about=about_of(asking, SPONSOR_VIEWS, sponsor),
        title=f"The sponsor's view of {called}",
        guide=guide_of(
            asking, asks, why,
            f"If you are no longer the sponsor, tell {asking.contact} who is.",
            steps, asking.words,
        ),
        sheets=(sheet,),
        missing=tuple(
            Unreturned(
                row.action.reference, row.action.wording,
                asking.who(row.lead) or "no reporting lead recorded",
            )
            for row in asking.round.missing
        ),
    )  # fmt: skip


def check_round_asked(asking: Asking, forms: Sequence[Form]) -> Iterator[Finding]:
    """Yield what no form of a round asks about, and whom no address is known of."""
    shared = any(form.about.person == ALL_LEADS for form in forms)
    so = "nobody answers for {them} on the form" if shared else "no form asks about {them}"
    nobody = [action for action in asked_actions(asking) if not action.lead]
    rest = f"no reporting lead, so {so}"
    yield from check_lacking("PK-820", "Action", nobody, "lead", "name", rest)
    at = asking.at
    # Of two rows with one reference the lower says which priority the action belongs to.
    leads_to = {
        action.reference: at.board.tree.priority(action.parent) for action in at.board.actions
    }
    stray = [a for a in at.board.actions if is_open(a) and not leads_to[a.reference]]
    rest = "to no priority, so no round asks about {them}"
    yield from check_lacking("PK-821", "Action", stray, "parent", "lead", rest)
    yield from check_addresses(asking, forms)
