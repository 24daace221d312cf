"""A priority's round of exception reporting, as the appendix and its cover paper show it.

It is what a template may show (seed H 3.7 to 3.11). Each request of a lead is answered; one that is
put to the Board is one of the cover paper's recommendations.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from paperkit.actions.shown import moderation, rating
from paperkit.actions.standing import VACANT
from paperkit.board.paper_rows import Request, Risk
from paperkit.board.plan_rows import Meeting, Priority
from paperkit.board.settings import Role, RowsShown
from paperkit.board.words import RequestRoute
from paperkit.decisions.shown import NO_DECISION, NOT_CONFIRMED, decision_shown
from paperkit.frozen import Frozen
from paperkit.record.at_meeting import Answered, RatingMovement, RoundAt, in_order
from paperkit.rounds.last_round import asked_before, decided_on
from paperkit.rounds.sentences import concerned, ratings_given, successful
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import of_part
from paperkit.standpoint.wording import say
from paperkit.word.values import Gap, LinkText, Rated, Sentence, Shown, printed_address

NOT_RATED = "Not rated"
ELSEWHERE, TO_BE_HANDLED = "Handled elsewhere", "To be handled elsewhere"
NO_LEAD = Gap("No reporting lead named for this action")


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


class RequestBefore(Frozen):
    """What a lead asked the Board for in the last round, what was decided, what became of it."""

    reference: str
    wording: str
    lead: Shown
    words: str
    decision: Shown
    became: Shown


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
    last_round_told: tuple[Sentence, ...]
    last_round: tuple[RequestBefore, ...]
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


def round_shown(at: BoardAt, drafted: Sequence[Sentence]) -> RoundShown:
    """Return the round that the paper is about; one without a row where there was none."""
    there, phrases = at.round, at.phrases
    held = there if there and there.was_held else None
    one = held or RoundAt(priority=Priority(), meeting=Meeting())
    # Each line is made once, though several lists show it.
    lines = {row.action.reference: reported(at, row) for row in one.rows}

    def each(rows: Sequence[Answered]) -> tuple[ActionReported, ...]:
        return tuple(lines[row.action.reference] for row in rows)

    return RoundShown(
        priority=at.called(there.priority.reference) if there else at.author_gap("No priority"),
        chain=_chain(at, there) if there else (),
        issued=_issued(at, held) if held else say(at, "round.none", 0),
        last_meeting=_last_meeting(at, there) if there else say(at, "round.none", 0),
        last_round_told=of_part(drafted, "last_round"),
        last_round=requests_before(at, there) if there else (),
        glance=of_part(drafted, "glance"),
        counts=tuple(_counts(at, held)) if held else (),
        outcomes=tuple(
            OutcomeCount(at.called(parent), str(len(rows)), _ratings(at, rows))
            for parent, rows in in_groups((row.action.parent, row) for row in one.rows).items()
        ),
        missing_told=of_part(drafted, "missing"),
        missing=tuple(
            NotReturned(
                row.action.reference, row.action.wording or phrases.nothing, row.lead or NO_LEAD
            )
            for row in one.missing
        ),
        concerns_told=of_part(drafted, "concerns"),
        concerns=each(concerned(one)),
        successes_told=of_part(drafted, "successes"),
        successes=each(successful(one)),
        requests_told=of_part(drafted, "requests"),
        requests=tuple(request_shown(at, row) for row in one.answered if row.asks),
        sponsor_told=of_part(drafted, "sponsor"),
        sponsor=tuple(_sponsor_said(at, one)),
        listed=_listed(at, held) if held else say(at, "round.none", 0),
        rows=each(listed_rows(at, one)),
        closed=tuple(
            ClosedAction(
                action.reference,
                action.wording or phrases.nothing,
                f"{action.state} on {in_words(action.done_on)}"
                if action.done_on and action.was_delivered(at.as_of)
                else str(action.state),
            )
            for action in one.closed
        ),
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


def recommended(at: BoardAt) -> tuple[Shown, ...]:
    """Return the wording of each request that is put to the Board; a gap where it has none."""
    rows = at.round.answered if at.round else ()
    return tuple(
        row.request.recommendation
        or at.author_gap(f"No wording of the recommendation on action {row.action.reference}")
        for row in rows
        if row.asks and row.request and row.request.route is RequestRoute.RECOMMENDATION
    )


def reported(at: BoardAt, row: Answered) -> ActionReported:
    """Return an action's line; what a lead left out is a gap, and whose it is."""
    action, now, day, nothing = row.action, row.now, row.review_date, at.phrases.nothing
    link = (now.link if now else "") or action.link
    is_first = row.no_last is RatingMovement.FIRST and now is None
    no_last = "" if is_first else str(row.no_last or "")
    says_way = row.no_last is None and now is not None
    if now is None:
        whom = at.by(row.lead).removeprefix("by ")
        reasons: Shown = Gap(f"No return received{f' from {whom}' if whom else ''} by publication")
    elif not row.rating:
        reasons = at.gap("No rating", row.lead)
    else:
        reasons = _answer(at, row, now.reasons, "No reasons for escalation")
    return ActionReported(
        reference=action.reference,
        wording=action.wording or (now.wording if now else "") or nothing,
        outcome=at.called(action.parent),
        more=LinkText(f"Progress of action {action.reference}", link) if link else action.source,
        source=(action.source or printed_address(link)) if link else "",
        review_date=in_words(day) if day else at.gap("No review date", row.lead),
        lead=row.lead or NO_LEAD,
        measures=(now.measures if now else "") or action.measures or nothing,
        target=(now.target if now else "") or action.target or nothing,
        rating=rating(at, row),
        last_rating=row.last_rating or no_last or nothing,
        movement=str(row.movement) if says_way else "",
        escalation="; ".join((*row.why[:1], *(why[:1].lower() + why[1:] for why in row.why[1:]))),
        progress=str(now.exceptional) if now and row.is_success else "",
        reasons=reasons,
        control=_answer(at, row, now.control, "No action to control the risk") if now else nothing,
        risk=_risk(row.risk, at.known_until) if row.risk else "",
        request=row.asks or (now.request if now else "") or nothing,
        moderation=moderation(at, row),
        comment=row.view.comment if row.view else "",
    )


def _answer(at: BoardAt, row: Answered, typed: str, lacking: str) -> Shown:
    """Return what was typed; a blank is a gap unless the action is on track (seed H 3.10)."""
    if typed:
        return typed
    if row.role in (Role.NEAR, Role.MISSED):
        return at.gap(lacking, row.lead)
    return at.phrases.no_detail if row.role else at.phrases.nothing


def _risk(risk: Risk, known_until: date) -> str:
    """Return where and when a risk was dealt with, and when it was closed (seed H 3.11).

    What lies after the last day that the paper can know of is still to come.
    """
    where = f" at {risk.forum}" if risk.forum else ""
    when = f" on {in_words(risk.addressed_on)}" if risk.addressed_on else ""
    ahead = risk.addressed_on is not None and risk.addressed_on > known_until
    addressed = (
        f"{'To be addressed' if ahead else 'Addressed'}{where}{when}" if where or when else ""
    )
    is_closed = risk.closed_on is not None and risk.closed_on <= known_until
    closed = f"closed on {in_words(risk.closed_on)}" if risk.closed_on and is_closed else ""
    facts = "; ".join(part for part in (addressed, closed) if part)
    words = ": ".join(part for part in (facts, risk.note) if part)
    return f"{words[:1].upper()}{words[1:]}"


def request_shown(at: BoardAt, row: Answered) -> RequestShown:
    """Return a lead's request and the officer's decision of it, a gap where there is none."""
    request = row.request or Request()
    decision: Shown = at.author_gap("No decision on this request")
    match request.route:
        case RequestRoute.RECOMMENDATION:
            decision = "Put to the Board as a recommendation"
        case RequestRoute.LISTED:
            decision = "Listed for the Board to see"
        case RequestRoute.SESSION:
            decision = "Goes to a development session of the Board, which is not public"
        case RequestRoute.ELSEWHERE if request.by or request.when:
            ahead = request.when is not None and request.when > at.known_until
            by = f", by {request.by}" if request.by else ""
            when = f", {'by' if ahead else 'on'} {in_words(request.when)}" if request.when else ""
            decision = f"{TO_BE_HANDLED if ahead else ELSEWHERE}{by}{when}"
        case RequestRoute.ELSEWHERE:
            decision = at.author_gap(f"{ELSEWHERE}: no name and no day")
    return RequestShown(
        reference=row.action.reference,
        wording=row.action.wording or at.phrases.nothing,
        lead=row.lead or NO_LEAD,
        words=row.asks,
        decision=decision,
        outcome=request.outcome,
    )


def requests_before(at: BoardAt, held: RoundAt) -> tuple[RequestBefore, ...]:
    """Return the requests of the priority's last round, in the order of the plan of then."""
    return tuple(
        _request_before(at, row) for row in (asked_before(at, held) if held.before else ())
    )


def _request_before(at: BoardAt, row: Answered) -> RequestBefore:
    """Return a request with what the Board decided of it; else what the officer did with it.

    What is typed on the sheet Requests of what became of it counts where there is no decision.
    """
    asked, one = request_shown(at, row), decided_on(at.board, row)
    decision: Shown = asked.decision
    became: Shown = asked.outcome or at.phrases.nothing
    if one:
        shown = decision_shown(at, one)
        unsure = (
            f" ({NOT_CONFIRMED[:1].lower()}{NOT_CONFIRMED[1:]})" if not one.row.confirmed_on else ""
        )
        decision, became = f"{shown.outcome}{unsure}: {shown.words}", shown.became
    elif row.request and row.request.route is RequestRoute.RECOMMENDATION and not asked.outcome:
        decision = NO_DECISION
    return RequestBefore(asked.reference, asked.wording, asked.lead, asked.words, decision, became)


def _chain(at: BoardAt, held: RoundAt) -> tuple[Accountable, ...]:
    """Return who answers to whom: leads to the sponsor, the sponsor to the Board (seed H 3.9)."""
    leads = dict.fromkeys(row.lead for row in held.rows if row.lead)
    names = held.priority.sponsor
    led = "; ".join(map(at.with_post, leads)) or Gap("No reporting lead named at publication")
    sponsor: Shown = "; ".join(map(at.with_post, names))
    if names and all(name == VACANT for name in names):
        sponsor = Gap("The place of the sponsor is vacant at publication")
    return (
        Accountable("Reporting leads", led),
        Accountable("Sponsor", sponsor or Gap("No sponsor named at publication")),
        Accountable("Accountable to", at.ways.settings.council.board),
    )


def _issued(at: BoardAt, held: RoundAt) -> str:
    issued = held.issued
    if issued is None:
        return say(at, "round.no_forms")
    if issued.issued_on is None:
        return say(at, "round.issued.no_day")
    day, due = in_words(issued.issued_on), in_words(issued.due) if issued.due else ""
    return say(at, "round.issued" if due else "round.issued.no_due", day=day, due=due)


def _last_meeting(at: BoardAt, held: RoundAt) -> str:
    if held.before is None:
        return say(at, "round.first", 0)
    day = held.before.date
    return f"{in_words(day)} ({held.before.reference})" if day else held.before.reference


def former_meanings(at: BoardAt, rows: Iterable[Answered]) -> Mapping[str, str]:
    """Return what each rating meant that rows print and that the scale does not have."""
    meant, found = at.board.history.meant, dict[str, str]()
    for row in rows:
        here, then = row.meeting.reference, row.before.meeting if row.before else ""
        for word, on in ((row.rating, here), (row.lead_rating, here), (row.last_rating, then)):
            if word and not at.scale.find(word):
                found[word] = found.get(word) or meant.get((on, folded(word)), "")
    return {
        word: say(at, f"round.former.{'known' if meaning else 'unknown'}", meaning=meaning)
        for word, meaning in found.items()
    }


def _counts(at: BoardAt, held: RoundAt) -> Iterator[RatingCount]:
    """Yield how many actions have each rating, worst first; a word of the scale also for none."""
    scale = [one.word for one in reversed(at.ways.settings.ratings)]
    counted = Counter(row.rating for row in held.rows)
    base = f"of {len(held.rows)}"
    former = former_meanings(at, held.rows)
    for word in dict.fromkeys([*scale, *ratings_given(at.ways, held.rows), *former]):
        found = at.scale.find(word)
        meaning = found.for_action if found else former[word]
        yield RatingCount(at.rated(word), f"{counted[word]} {base}", meaning)
    unrated = sum(not row.rating for row in held.answered)
    if unrated:
        yield RatingCount(NOT_RATED, f"{unrated} {base}", say(at, "round.not_rated"))
    missing = f"{len(held.missing)} {base}"
    yield RatingCount(at.phrases.no_return, missing, say(at, "round.no_return"))


def _ratings(at: BoardAt, rows: Sequence[Answered]) -> str:
    """Return how many of the actions have which rating: ``Red 1; Green 3``."""
    counted = Counter(row.rating for row in rows)
    counts = [(word, counted[word]) for word in ratings_given(at.ways, rows)]
    counts.append((NOT_RATED, sum(bool(row.now) and not row.rating for row in rows)))
    counts.append((at.phrases.no_return, sum(row.now is None for row in rows)))
    return "; ".join(f"{word} {count}" for word, count in counts if count)


def _sponsor_said(at: BoardAt, held: RoundAt) -> Iterator[SponsorSaid]:
    """Yield what the sponsor challenged, changed or commented on; agreement alone is counted."""
    for row in held.answered:
        comment = row.view.comment if row.view else ""
        words = "\n".join(part for part in (moderation(at, row), comment) if part)
        if words:
            wording = row.action.wording or at.phrases.nothing
            yield SponsorSaid(row.action.reference, wording, words)


def _listed(at: BoardAt, held: RoundAt) -> str:
    """Return which of the actions the table lists, and how the others are rated."""
    total, rows = len(held.rows), listed_rows(at, held)
    if not total:
        return at.phrases.nothing
    if len(rows) == total:
        return say(at, "round.listed.all", total)
    there = {row.action.reference for row in rows}
    others = [row for row in held.rows if row.action.reference not in there]
    ratings = _ratings(at, others)
    return say(at, "round.listed", len(rows), total=total, ratings=ratings)
