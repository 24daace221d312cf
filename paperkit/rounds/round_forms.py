"""The forms of a round of exception reporting: what leads and the sponsor are asked.

A round has one form for each reporting lead (seed H 3.10) and one for the sponsor (H 3.9).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from paperkit.actions.priority_rules import VACANT
from paperkit.board.paper_rows import RETURNS, VIEWS, Return, View
from paperkit.board.plan_rows import Action
from paperkit.board.settings import Role, RowOrder
from paperkit.board.words import Exceptional, SponsorView
from paperkit.findings import Finding
from paperkit.frozen import replace
from paperkit.record.at_meeting import Answered, RatingMovement, in_order
from paperkit.rounds.forms import (
    ALL_LEADS,
    OF_PLAN,
    Asking,
    about_of,
    asked_columns,
    by_name,
    check_addresses,
    check_lacking,
    closed_of,
    guide_of,
    is_open,
    last_time,
)
from paperkit.rounds.shown import RequestBefore, requests_before
from paperkit.schema.cleaning import ByReference
from paperkit.schema.describe import words_of
from paperkit.schema.forms import FACT, LAST, Form, FormSheet, GreyColumn, Need, Unreturned
from paperkit.word.values import Gap, Shown

EXCEPTION_REPORTING = "Exception reporting"
SPONSOR_VIEWS = VIEWS.sheet
_NO_LAST = MappingProxyType(
    {RatingMovement.NONE_LAST_TIME: "No return", RatingMovement.NOT_ASKED: "Not asked"}
)
"""What is said under "Last time" of an action that had no rating then; nothing of a new one."""
_EXCEPTIONAL = (str(Exceptional.EXCEPTIONAL), str(Exceptional.EARLY))
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
    rows, sponsor, called = sponsor_rows(asking), sponsor_of(asking), asking.priority_called
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
    return Form(
        about=about_of(asking, SPONSOR_VIEWS, sponsor),
        title=f"The sponsor's view of {called}",
        guide=guide_of(
            asking, asks, why,
            f"If you are no longer the sponsor, tell {asking.contact} who is.",
            _steps_of_sponsor(), asking.words,
        ),
        sheets=(_sheet_of_sponsor(asking, rows, sponsor),),
        missing=tuple(
            Unreturned(
                row.action.reference, row.action.wording,
                asking.who(row.lead) or "no reporting lead recorded",
            )
            for row in asking.round.missing
        ),
    )  # fmt: skip


def _sheet_of_sponsor(asking: Asking, rows: Sequence[Answered], sponsor: str) -> FormSheet:
    """Return the sheet on which a sponsor answers, with what each lead said in grey."""
    of_lead = (*map(RETURNS.column, ("wording", "lead")), *_ANSWERS, RETURNS.column("link"))
    meeting = asking.meeting.reference
    return FormSheet(
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


def _steps_of_sponsor() -> tuple[str, ...]:
    """Return how a sponsor answers for each action."""
    heading = {column.name: column.heading for column in VIEWS.columns}
    return (
        f"On the sheet '{VIEWS.sheet}', read in the grey cells what each lead says of the action.",
        f"Choose {SponsorView.AGREED} or {SponsorView.CHALLENGED} for each. If you challenge a "
        f"rating, talk to the lead, and give your reason under '{heading['because']}'.",
        f"If the paper should show another rating, choose it under '{heading['rating']}'. The "
        "paper still shows the lead's rating too.",
        f"Under '{heading['comment']}', write what you want the Board to read, if anything.",
    )


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
