"""What a template may show of a round of exception reporting (seed H 3.7 to 3.11).

What leads ask the Board for, and what the officer decided: each is answered (seed H, the form).

A request that is put to the Board is one of the cover paper's recommendations.

One action's line of a round: what the lead returned, what the sponsor made of it.

A priority's round of exception reporting, as the appendix and its cover paper show it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from paperkit.actions.shown import moderation, rating, word_of
from paperkit.board.paper_rows import Request, Risk
from paperkit.board.plan_rows import Action
from paperkit.board.settings import Role, RowsShown
from paperkit.board.words import RequestRoute, State
from paperkit.frozen import Frozen
from paperkit.record.at_meeting import RoundAt, in_order
from paperkit.record.round_history import Answered, Movement
from paperkit.rounds.sentences import concerned, ratings_given, successful, was_held
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import of_part
from paperkit.word.values import Gap, LinkText, Rated, Sentence, Shown, printed_address


class Accountable(Frozen):
    """One link in the chain of accountability: who, and in which part (seed H 3.9)."""

    part: str
    who: Shown


class RatingCount(Frozen):
    """How many of the actions have a rating, with their base, ``4 of 12``, and what it means."""

    word: Rated | str
    count: str
    meaning: str


class OutcomeCount(Frozen):
    """How the actions of one outcome are rated: ``Red 1; Green 3``, of how many."""

    outcome: str
    actions: str
    ratings: str


class ActionReported(Frozen):
    """One action's line of the round: the form's nine columns, and how it stood last time.

    ``escalation`` says why it is brought to the Board's notice, ``progress`` that it is
    exceptional, ``risk`` where it was dealt with, ``moderation`` who changed the lead's rating and
    why, ``comment`` what the sponsor says. These, ``more`` and ``source`` are empty where there is
    nothing: a template asks with an if.
    """

    reference: str
    wording: str
    outcome: str
    more: str | LinkText
    source: str
    review_date: Shown
    lead: Shown
    measures: str
    target: str
    rating: Rated | str
    last_rating: str
    movement: str
    escalation: str
    progress: str
    reasons: Shown
    control: Shown
    risk: str
    request: Shown
    moderation: str
    comment: str


class RequestShown(Frozen):
    """What a lead asks the Board for, and what the officer decided of it."""

    reference: str
    wording: str
    lead: Shown
    words: str
    decision: Shown
    outcome: str


class NotReturned(Frozen):
    """An action of which no return came in, and whose it was to send."""

    reference: str
    wording: str
    lead: Shown


class SponsorSaid(Frozen):
    """What the sponsor said of one action."""

    reference: str
    wording: str
    words: str


class ClosedAction(Frozen):
    """An action that is complete or withdrawn, of which nothing was asked."""

    reference: str
    wording: str
    standing: str


class RoundShown(Frozen):
    """A priority's round of exception reporting for the meeting.

    ``listed`` says which of the actions ``rows`` lists. ``last_meeting`` is when the priority last
    reported, or that this is the first time.
    """

    priority: Shown
    chain: tuple[Accountable, ...]
    issued: str
    last_meeting: str
    glance: tuple[Sentence, ...]
    counts: tuple[RatingCount, ...]
    outcomes: tuple[OutcomeCount, ...]
    missing_told: tuple[Sentence, ...]
    missing: tuple[NotReturned, ...]
    concerns_told: tuple[Sentence, ...]
    concerns: tuple[ActionReported, ...]
    successes_told: tuple[Sentence, ...]
    successes: tuple[ActionReported, ...]
    requests_told: tuple[Sentence, ...]
    requests: tuple[RequestShown, ...]
    sponsor_told: tuple[Sentence, ...]
    sponsor: tuple[SponsorSaid, ...]
    listed: str
    rows: tuple[ActionReported, ...]
    closed: tuple[ClosedAction, ...]


RECOMMENDED = "Put to the Board as a recommendation"
LISTED = "Listed for the Board to see"
ELSEWHERE = "Handled elsewhere"


def requests(at: BoardAt, held: RoundAt) -> tuple[RequestShown, ...]:
    """Return every request of the round with its decision, in the order of the plan."""
    return tuple(_request(at, row) for row in held.answered if row.asks)


def recommended(at: BoardAt) -> tuple[Shown, ...]:
    """Return the wording of each request that is put to the Board; a gap where it has none."""
    rows = at.round.answered if at.round else ()
    return tuple(
        row.request.recommendation
        or at.author_gap(f"No wording of the recommendation on action {row.action.reference}")
        for row in rows
        if row.asks and row.request and row.request.route is RequestRoute.RECOMMENDATION
    )


def _request(at: BoardAt, row: Answered) -> RequestShown:
    return RequestShown(
        reference=row.action.reference,
        wording=row.action.wording or at.phrases.nothing,
        lead=row.lead or Gap("No reporting lead named for this action"),
        words=row.asks,
        decision=_decision(at, row.request),
        outcome=row.request.outcome if row.request else "",
    )


def _decision(at: BoardAt, request: Request | None) -> Shown:
    match request.route if request else None:
        case RequestRoute.RECOMMENDATION:
            return RECOMMENDED
        case RequestRoute.LISTED:
            return LISTED
        case RequestRoute.ELSEWHERE if request and (request.by or request.when):
            by = f", by {request.by}" if request.by else ""
            when = f", on {in_words(request.when)}" if request.when else ""
            return f"{ELSEWHERE}{by}{when}"
        case RequestRoute.ELSEWHERE:
            return at.author_gap(f"{ELSEWHERE}: no name and no day")
        case _:
            return at.author_gap("No decision on this request")


_TOLD_ELSEWHERE = frozenset({Movement.FIRST, Movement.NONE_LAST_TIME, Movement.NO_RETURN})


def reported(at: BoardAt, row: Answered) -> ActionReported:
    """Return an action's line; what a lead left out is a gap, and whose it is."""
    action, now, nothing = row.action, row.now, at.phrases.nothing
    link = (now.link if now else "") or action.link
    return ActionReported(
        reference=action.reference,
        wording=action.wording or (now.wording if now else "") or nothing,
        outcome=at.called(action.parent),
        more=LinkText(f"Progress of action {action.reference}", link) if link else action.source,
        source=(action.source or printed_address(link)) if link else "",
        review_date=_review_date(at, row),
        lead=row.lead or Gap("No reporting lead named for this action"),
        measures=(now.measures if now else "") or action.measures or nothing,
        target=(now.target if now else "") or action.target or nothing,
        rating=rating(at, row),
        last_rating=_last_rating(at, row),
        movement="" if row.movement in _TOLD_ELSEWHERE else str(row.movement),
        escalation="; ".join(row.why),
        progress=str(now.exceptional) if now and row.is_success else "",
        reasons=_reasons(at, row),
        control=_control(at, row),
        risk=_risk(row.risk) if row.risk else "",
        request=(now.request if now else "") or nothing,
        moderation=moderation(row),
        comment=row.view.comment if row.view else "",
    )


def _review_date(at: BoardAt, row: Answered) -> Shown:
    day = (row.now.review_date if row.now else None) or row.action.review_date
    return in_words(day) if day else at.gap("No review date", row.lead)


def _last_rating(at: BoardAt, row: Answered) -> str:
    if row.last_rating:
        return row.last_rating
    if row.movement in (Movement.FIRST, Movement.NONE_LAST_TIME):
        return str(row.movement)
    return at.phrases.nothing


def _reasons(at: BoardAt, row: Answered) -> Shown:
    if row.now is None:
        return at.gap("No return", row.lead, verb="sent")
    if not row.rating:
        return at.gap("No rating", row.lead)
    return _answer(at, row, row.now.reasons, "No reasons for escalation")


def _control(at: BoardAt, row: Answered) -> Shown:
    if row.now is None:
        return at.phrases.nothing
    return _answer(at, row, row.now.control, "No action to control the risk")


def _answer(at: BoardAt, row: Answered, typed: str, lacking: str) -> Shown:
    """Return what was typed; a blank is a gap unless the action is on track (seed H 3.10)."""
    if typed:
        return typed
    if row.role in (Role.NEAR, Role.MISSED):
        return at.gap(lacking, row.lead)
    return at.phrases.no_detail if row.role else at.phrases.nothing


def _risk(risk: Risk) -> str:
    """Return where and when a risk was dealt with, and when it was closed (seed H 3.11)."""
    where = f" at {risk.forum}" if risk.forum else ""
    when = f" on {in_words(risk.addressed_on)}" if risk.addressed_on else ""
    told = [f"Addressed{where}{when}" if where or when else ""]
    told.append(f"closed on {in_words(risk.closed_on)}" if risk.closed_on else "")
    facts = "; ".join(part for part in told if part)
    words = ": ".join(part for part in (facts, risk.note) if part)
    return f"{words[:1].upper()}{words[1:]}"


NOT_RATED = "Not rated"
NO_LEAD = Gap("No reporting lead named for this action")
_VACANT = "vacant"


def round_shown(at: BoardAt, told: Sequence[Sentence]) -> RoundShown:
    """Return the round that the paper tells of; one without a row where there was none."""
    held = at.round
    if held is None or not was_held(held):
        return _no_round(at, told)
    shown = _Shown(at, held)
    return RoundShown(
        priority=_priority(at, held),
        chain=_chain(at, held),
        issued=_issued(held),
        last_meeting=_last_meeting(at, held),
        glance=of_part(told, "glance"),
        counts=tuple(_counts(at, held)),
        outcomes=tuple(_outcomes(at, held)),
        missing_told=of_part(told, "missing"),
        missing=tuple(_not_returned(at, row) for row in held.missing),
        concerns_told=of_part(told, "concerns"),
        concerns=shown.each(concerned(held)),
        successes_told=of_part(told, "successes"),
        successes=shown.each(successful(held)),
        requests_told=of_part(told, "requests"),
        requests=requests(at, held),
        sponsor_told=of_part(told, "sponsor"),
        sponsor=tuple(_sponsor_said(at, held)),
        listed=_listed(at, held),
        rows=shown.each(listed_rows(at, held)),
        closed=tuple(_closed(at, action) for action in held.closed),
    )


def listed_rows(at: BoardAt, held: RoundAt) -> tuple[Answered, ...]:
    """Return the actions that the appendix lists, in its order: all, or the exceptions alone.

    Exceptional progress counts as one, since the Board is never shown only what goes badly
    (seed H 3.11).
    """
    chosen = at.ways.settings.exception_reporting
    rows = in_order(held, chosen.order)
    if chosen.rows is not RowsShown.EXCEPTIONS:
        return rows
    return tuple(row for row in rows if row.is_exception or row.is_success)


class _Shown(Frozen, dict=True):
    """The lines of a round, each made once though several lists show it."""

    at: BoardAt
    held: RoundAt

    @cached_property
    def _lines(self) -> Mapping[str, ActionReported]:
        return {row.action.reference: reported(self.at, row) for row in self.held.rows}

    def each(self, rows: Sequence[Answered]) -> tuple[ActionReported, ...]:
        """Return the lines of these actions."""
        return tuple(self._lines[row.action.reference] for row in rows)


def _no_round(at: BoardAt, told: Sequence[Sentence]) -> RoundShown:
    held = at.round
    return RoundShown(
        priority=_priority(at, held) if held else at.author_gap("No priority"),
        chain=_chain(at, held) if held else (),
        issued=at.phrases.no_round,
        last_meeting=_last_meeting(at, held) if held else at.phrases.no_round,
        glance=of_part(told, "glance"),
        counts=(),
        outcomes=(),
        missing_told=of_part(told, "missing"),
        missing=(),
        concerns_told=of_part(told, "concerns"),
        concerns=(),
        successes_told=of_part(told, "successes"),
        successes=(),
        requests_told=of_part(told, "requests"),
        requests=(),
        sponsor_told=of_part(told, "sponsor"),
        sponsor=(),
        listed=at.phrases.no_round,
        rows=(),
        closed=(),
    )


def _priority(at: BoardAt, held: RoundAt) -> Shown:
    return at.called(held.priority.reference)


def _chain(at: BoardAt, held: RoundAt) -> tuple[Accountable, ...]:
    """Return who answers to whom: leads to the sponsor, the sponsor to the Board (seed H 3.9)."""
    leads = dict.fromkeys(row.lead for row in held.rows if row.lead)
    told = "; ".join(at.with_post(lead) for lead in leads)
    board = at.ways.settings.council.board
    return (
        Accountable("Reporting leads", told or Gap("No reporting lead named at publication")),
        Accountable("Sponsor", _sponsor(at, held)),
        Accountable("Accountable to", board),
    )


def _sponsor(at: BoardAt, held: RoundAt) -> Shown:
    names = held.priority.sponsor
    if names and all(folded(name) == _VACANT for name in names):
        return Gap("The place of the sponsor is vacant at publication")
    told = "; ".join(at.with_post(name) for name in names)
    return told or Gap("No sponsor named at publication")


def _issued(held: RoundAt) -> str:
    round_ = held.issued
    if round_ is None or round_.issued_on is None:
        return "No forms were issued; returns were taken from the Board's own data."
    due = f", to be returned by {in_words(round_.due)}" if round_.due else ""
    return f"Forms were issued on {in_words(round_.issued_on)}{due}."


def _last_meeting(at: BoardAt, held: RoundAt) -> str:
    if held.before is None:
        return at.phrases.first_round
    day = held.before.date
    return f"{in_words(day)} ({held.before.reference})" if day else held.before.reference


def _counts(at: BoardAt, held: RoundAt) -> Iterator[RatingCount]:
    """Yield how many actions have each rating, worst first; a word of the scale also for none."""
    scale = [one.word for one in reversed(at.ways.settings.ratings)]
    words = dict.fromkeys([*scale, *ratings_given(at.ways, held.rows)])
    unrated = sum(not row.rating for row in held.answered)
    counted = Counter(row.rating for row in held.rows)
    base = f"of {len(held.rows)}"
    for word in words:
        yield RatingCount(word_of(at, word), f"{counted[word]} {base}", _meaning(at, word))
    if unrated:
        yield RatingCount(NOT_RATED, f"{unrated} {base}", "The return gives no rating")
    missing = f"{len(held.missing)} {base}"
    yield RatingCount(at.phrases.no_return, missing, "No return came in by publication")


def _meaning(at: BoardAt, word: str) -> str:
    found = at.scale.find(word)
    return (found.meaning or found.word) if found else "Not a word of the scale that is in use"


def _outcomes(at: BoardAt, held: RoundAt) -> Iterator[OutcomeCount]:
    """Yield how the actions of each outcome are rated, in the order of the plan."""
    by_outcome: dict[str, list[Answered]] = {}
    for row in held.rows:
        by_outcome.setdefault(row.action.parent, []).append(row)
    for parent, rows in by_outcome.items():
        yield OutcomeCount(at.called(parent), str(len(rows)), _ratings(at, rows))


def _ratings(at: BoardAt, rows: Sequence[Answered]) -> str:
    """Return how many of the actions have which rating: ``Red 1; Green 3``."""
    counted = Counter(row.rating for row in rows)
    told = [(word, counted[word]) for word in ratings_given(at.ways, rows)]
    told.append((NOT_RATED, sum(bool(row.now) and not row.rating for row in rows)))
    told.append((at.phrases.no_return, sum(row.now is None for row in rows)))
    return "; ".join(f"{word} {count}" for word, count in told if count)


def _not_returned(at: BoardAt, row: Answered) -> NotReturned:
    wording = row.action.wording or at.phrases.nothing
    return NotReturned(row.action.reference, wording, row.lead or NO_LEAD)


def _sponsor_said(at: BoardAt, held: RoundAt) -> Iterator[SponsorSaid]:
    """Yield what the sponsor challenged, changed or commented on; agreement alone is counted."""
    for row in held.answered:
        comment = row.view.comment if row.view else ""
        words = "\n".join(part for part in (moderation(row), comment) if part)
        if words:
            wording = row.action.wording or at.phrases.nothing
            yield SponsorSaid(row.action.reference, wording, words)


def _listed(at: BoardAt, held: RoundAt) -> str:
    """Return which of the actions the table lists, and how the others are rated."""
    total, rows = len(held.rows), listed_rows(at, held)
    if not total:
        return at.phrases.nothing
    if len(rows) == total:
        return "The 1 action is listed." if total == 1 else f"All {total} actions are listed."
    there = {row.action.reference for row in rows}
    others = [row for row in held.rows if row.action.reference not in there]
    are = "is" if len(rows) == 1 else "are"
    return (
        f"{len(rows)} of the {total} actions {are} listed: those reported by exception, and "
        f"exceptional progress. The others are rated {_ratings(at, others)}."
    )


def _closed(at: BoardAt, action: Action) -> ClosedAction:
    on = f" on {in_words(action.done_on)}" if action.done_on else ""
    standing = f"{action.state}{on if action.state is State.DELIVERED else ''}"
    return ClosedAction(action.reference, action.wording or at.phrases.nothing, standing)
