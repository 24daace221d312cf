"""A priority's round of exception reporting, as the appendix and its cover paper show it.

It is what a template may show (seed H 3.7 to 3.11). Each request of a lead is answered; one that is
put to the Board is one of the cover paper's recommendations.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from paperkit.actions.shown import ELSEWHERE, PUT, moderation, rating, request_decided
from paperkit.board.paper_rows import PaperRow, Request, Risk
from paperkit.board.plan_rows import Action, Meeting, Priority
from paperkit.board.settings import Role, RowsShown
from paperkit.board.words import CLOSED, RequestRoute, SponsorView, State
from paperkit.decisions.recorded import decided_on, decided_openly
from paperkit.decisions.shown import NO_DECISION, decision_shown, unconfirmed
from paperkit.frozen import Frozen
from paperkit.record.at_meeting import Answered, RatingMovement, RoundAt, in_order
from paperkit.rounds.accountable import Accountable, chain
from paperkit.rounds.brief import BriefLine, brief, gravity, stopped
from paperkit.rounds.sentences import (
    asked_before,
    concerned,
    no_round_before,
    ratings_given,
    successful,
)
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import of_part
from paperkit.standpoint.wording import MOST_IN_TEXT, say
from paperkit.word.values import Gap, LinkText, Rated, Sentence, Shown, printed_address

NOT_RATED = "Not rated"
NO_LEAD = Gap("No reporting lead named for this action")


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

    ``lead_rating`` is there where the sponsor changed it, ``last_time`` where the priority has had
    a round before, ``ended`` where the action was completed or withdrawn since it was asked about.
    ``escalation`` says why it is brought to the Board's notice, ``why`` says so where the reasons
    do not, ``progress`` that it is exceptional, ``risk`` where it was dealt with, ``decision`` what
    the officer decided of the request, ``moderation`` who changed the lead's rating and why,
    ``comment`` what the sponsor says. ``home_plan`` is the plan in which it is managed, ``forum``
    who manages it. These, ``more`` and ``source`` are empty where there is nothing: a template asks
    with an if.
    """

    reference: str
    wording: str
    outcome: str
    more: str | LinkText
    source: str
    home_plan: str
    forum: str
    review_date: Shown
    lead: Shown
    measures: str
    target: str
    rating: Rated | str
    lead_rating: Rated | str
    last_rating: str
    movement: str
    last_time: str
    ended: str
    escalation: str
    why: str
    progress: str
    reasons: Shown
    control: Shown
    risk: str
    request: Shown
    decision: Shown
    became: str
    moderation: str
    comment: str


class RequestShown(Frozen):
    """What a lead asks the Board for, and what the officer decided of it.

    ``named`` has the action's reference and its short name, or else its wording.
    """

    reference: str
    wording: str
    named: str
    lead: Shown
    words: str
    decision: Shown
    outcome: str


class RequestBefore(Frozen):
    """What a lead asked the Board for in the last round, what was decided, what became of it."""

    reference: str
    wording: str
    named: str
    lead: Shown
    words: str
    decision: Shown
    became: Shown


class SponsorSaid(Frozen):
    """What the sponsor said of one action."""

    reference: str
    wording: str
    words: str


class ClosedAction(Frozen):
    """An action that is complete or withdrawn, and why.

    Where it was asked about before it was closed, ``rating`` is what its return said, and ``said``
    has the words of the return.
    """

    reference: str
    wording: str
    standing: str
    rating: Rated | str
    said: str


_FORMER = MappingProxyType(
    {
        f"{part}_told": f"{part}_sentences"
        for part in ("last_round", "missing", "concerns", "successes", "requests", "sponsor")
    }
)


class RoundShown(Frozen, former=_FORMER):
    """A priority's round of exception reporting for the meeting.

    ``answerable`` and ``reporting`` share out ``chain``: who answers to the Board, and who
    reports. ``brief`` says which actions are off track, worse or without a return, and what is
    asked of the Board: the gravest by name. ``worst_outcomes`` has the first of ``outcomes`` by
    their ratings, and the others in one line where an appendix has each. ``listed`` says which of
    the actions ``rows`` lists: of these ``exceptions`` are those of which there is something to
    report, ``on_track`` the others, and ``closed`` also has those that were closed since they were
    asked about. ``sponsor`` is what the sponsor said of actions that are neither concerns nor
    successes. ``last_meeting`` is when the priority last reported, or that this is the first time.
    """

    priority: Shown
    chain: tuple[Accountable, ...]
    answerable: tuple[Accountable, ...]
    reporting: tuple[Accountable, ...]
    issued: str
    last_meeting: str
    last_round_sentences: tuple[Sentence, ...]
    last_round: tuple[RequestBefore, ...]
    brief: tuple[BriefLine, ...]
    glance: tuple[Sentence, ...]
    counts: tuple[RatingCount, ...]
    outcomes: tuple[OutcomeCount, ...]
    worst_outcomes: tuple[OutcomeCount, ...]
    missing_sentences: tuple[Sentence, ...]
    concerns_sentences: tuple[Sentence, ...]
    concerns: tuple[ActionReported, ...]
    successes_sentences: tuple[Sentence, ...]
    successes: tuple[ActionReported, ...]
    requests_sentences: tuple[Sentence, ...]
    requests: tuple[RequestShown, ...]
    sponsor_sentences: tuple[Sentence, ...]
    sponsor: tuple[SponsorSaid, ...]
    listed: str
    rows: tuple[ActionReported, ...]
    exceptions: tuple[ActionReported, ...]
    on_track: tuple[ActionReported, ...]
    closed: tuple[ClosedAction, ...]


def round_shown(at: BoardAt, drafted: Sequence[Sentence]) -> RoundShown:
    """Return the round that the paper is about; one without a row where there was none."""
    there = at.round
    held = there if there and there.was_held else None
    one = held or RoundAt(priority=Priority(), meeting=Meeting())
    # Each line is made once, though several lists show it.
    lines = {row.action.reference: reported(at, row, one.before) for row in one.rows}
    listed, ended = listed_rows(at, one), tuple(row for row in one.rows if _ended(at, row))
    open_rows = [row for row in listed if row not in ended]
    links = chain(at, there) if there else ()
    of_outcome = in_groups((row.action.parent, row) for row in one.rows)
    rated = {
        outcome: OutcomeCount(at.called(outcome), str(len(rows)), _ratings(at, rows))
        for outcome, rows in of_outcome.items()
    }

    def each(rows: Iterable[Answered]) -> tuple[ActionReported, ...]:
        return tuple(lines[row.action.reference] for row in rows)

    return RoundShown(
        priority=at.called(there.priority.reference) if there else at.author_gap("No priority"),
        chain=links,
        answerable=links[1:3],
        reporting=(*links[:1], *links[3:]),
        issued=_issued(at, held) if held else say(at, "round.none", 0),
        last_meeting=_last_meeting(at, there) if there else say(at, "round.none", 0),
        last_round_sentences=of_part(drafted, "last_round"),
        last_round=requests_before(at, there) if there else (),
        brief=tuple(brief(at, one, of_part(drafted, "missing"))) if held else (),
        glance=of_part(drafted, "glance"),
        counts=tuple(_counts(at, held)) if held else (),
        outcomes=tuple(rated.values()),
        worst_outcomes=tuple(_worst_outcomes(at, rated, of_outcome)),
        missing_sentences=of_part(drafted, "missing"),
        concerns_sentences=of_part(drafted, "concerns"),
        concerns=each(concerned(one)),
        successes_sentences=of_part(drafted, "successes"),
        successes=each(successful(one)),
        requests_sentences=of_part(drafted, "requests"),
        requests=tuple(request_shown(at, row) for row in one.answered if row.asks),
        sponsor_sentences=of_part(drafted, "sponsor"),
        sponsor=tuple(_sponsor_said(at, one)),
        listed=_listed(at, held) if held else say(at, "round.none", 0),
        rows=each(listed),
        exceptions=each(row for row in open_rows if _has_more(at, row)),
        on_track=each(row for row in open_rows if not _has_more(at, row)),
        closed=(
            *(_closed(at, action) for action in one.closed),
            *(_closed_since(lines[row.action.reference]) for row in ended),
        ),
    )


def _worst_outcomes(
    at: BoardAt, rated: Mapping[str, OutcomeCount], rows: Mapping[str, Sequence[Answered]]
) -> Iterator[OutcomeCount]:
    """Yield how the worst outcomes are rated and, together, the others, if an appendix has each."""
    label = next(
        (
            one.label
            for one in at.planned.appendices
            if isinstance(one.row, PaperRow)
            and not one.exempt
            and folded(one.row.priority) == folded(at.planned.priority)
        ),
        "",
    )
    worst = sorted(rows, key=lambda outcome: min(map(gravity, rows[outcome])))
    is_long = label and len(rows) > MOST_IN_TEXT + 1
    chosen = frozenset(worst[:MOST_IN_TEXT] if is_long else worst)
    yield from (rated[outcome] for outcome in rows if outcome in chosen)
    others = [row for outcome in rows if outcome not in chosen for row in rows[outcome]]
    if others:
        words = say(at, "round.outcomes.more", len(rows) - len(chosen), appendix=label)
        yield OutcomeCount(words, str(len(others)), _ratings(at, others))


def _ended(at: BoardAt, row: Answered) -> bool:
    """Return whether an action was closed since it was asked about: a suspended one goes on."""
    now = stopped(at, row)
    return now is not None and now.state in CLOSED


def _has_more(at: BoardAt, row: Answered) -> bool:
    """Return whether there is more to say of an action than that it is on track (seed H 3.10)."""
    now, view = row.now, row.view
    if now is None or row.is_exception or row.is_success or stopped(at, row):
        return True
    words = (now.reasons, now.control, row.asks, view.comment if view else "", row.risk)
    is_challenged = view is not None and view.view is SponsorView.CHALLENGED
    return any(words) or row.is_moderated or is_challenged


def _closed(at: BoardAt, action: Action) -> ClosedAction:
    """Return how a closed action stands, with the reason."""
    wording = action.wording or at.phrases.nothing
    return ClosedAction(action.reference, wording, _standing(at, action), "", "")


def _closed_since(row: ActionReported) -> ClosedAction:
    """Return how an action stands that was closed after it was asked about, and what was said."""
    heads = (
        ("Reasons for escalation", row.reasons),
        ("Action to control risk", row.control),
        ("Rating", row.moderation),
        ("Sponsor's comment", row.comment),
    )
    said = "\n".join(f"{head}: {words}" for head, words in heads if words)
    return ClosedAction(row.reference, row.wording, row.ended, row.rating, said)


def _standing(at: BoardAt, action: Action) -> str:
    """Return that an action is closed or suspended, since when and why, as far as is known."""
    if action.state is State.DELIVERED:
        was = action.was_delivered(at.as_of)
        day = action.done_on if was else None
        return f"{action.state} on {in_words(day)}" if day else str(action.state)
    day, because = action.revised_on, action.revised_because or action.correction
    when = f" on {in_words(day)}" if day and day <= at.known_until else ""
    return f"{action.state}{when}: {because or say(at, 'round.closed.no_reason')}"


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


def reported(at: BoardAt, row: Answered, before: Meeting | None = None) -> ActionReported:
    """Return an action's line; what a lead left out is a gap, and whose it is.

    ``before`` is the meeting of the priority's last round: in a first one nothing is said of it.
    """
    action, now, day, nothing = row.action, row.now, row.review_date, at.phrases.nothing
    missing = at.phrases.no_return
    link = (now.link if now else "") or action.link
    is_first = row.no_last is RatingMovement.FIRST and now is None
    no_last = "" if is_first else str(row.no_last or "")
    says_way = row.no_last is None and now is not None
    ended = stopped(at, row)
    why = [one for one in row.why if now or one != at.phrases.no_return]
    if now is None:
        reasons: Shown = Gap("No return received by publication")
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
        home_plan=action.home_plan,
        forum=action.forum,
        review_date=in_words(day) if day else at.gap("No review date", row.lead),
        lead=row.lead or NO_LEAD,
        measures=(now.measures if now else "") or action.measures or nothing,
        target=(now.target if now else "") or action.target or nothing,
        rating=rating(at, row),
        lead_rating=at.rated(row.lead_rating) if row.is_moderated and row.lead_rating else "",
        last_rating=row.last_rating or no_last or nothing,
        movement=str(row.movement) if says_way else "",
        last_time=_last_time(row) if before else "",
        ended=_standing(at, ended) if ended else "",
        escalation=_in_one(row.why),
        why=_in_one(why),
        progress=str(now.exceptional) if now and row.is_success else "",
        reasons=reasons,
        control=_answer(at, row, now.control, "No action to control the risk") if now else missing,
        risk=_risk(row.risk, at.known_until) if row.risk else "",
        request=row.asks or (now.request or nothing if now else missing),
        decision=request_shown(at, row).decision if row.asks else "",
        became=row.request.outcome if row.asks and row.request else "",
        moderation=moderation(at, row),
        comment=row.view.comment if row.view else "",
    )


def _in_one(why: Sequence[str]) -> str:
    return "; ".join((*why[:1], *(one[:1].lower() + one[1:] for one in why[1:])))


def _last_time(row: Answered) -> str:
    """Return how an action was rated last time and how it has moved since, or why that lacks."""
    if row.last_rating:
        way = f", {str(row.movement).lower()}" if row.now else ""
        return f"Last time: {row.last_rating}{way}"
    return "" if row.no_last is RatingMovement.FIRST and row.now is None else str(row.no_last or "")


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
    """Return a lead's request and what was decided of it, a gap where nothing was."""
    request = row.request or Request()
    decision: Shown = request_decided(at, row) or at.author_gap("No decision on this request")
    if decision == ELSEWHERE:
        decision = at.author_gap(f"{ELSEWHERE}: no name and no day")
    return RequestShown(
        reference=row.action.reference,
        wording=row.action.wording or at.phrases.nothing,
        named=row.action.listed_as or at.phrases.nothing,
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
    Beside a request on which the decision is exempt, a public paper says only that it was put.
    """
    asked, one = request_shown(at, row), decided_on(at.board, row)
    is_open = decided_openly(at, row) is not None
    decision: Shown = asked.decision
    became: Shown = asked.outcome or at.phrases.nothing
    if one and not (one.row.outcome or one.row.arose):
        decision, became = NO_DECISION, (one.row.became if is_open else "") or became
    elif one and is_open:
        shown = decision_shown(at, one)
        unsure = f" ({words})" if (words := unconfirmed(one)) else ""
        decision, became = f"{shown.outcome}{unsure}: {shown.words}", shown.became
    elif one:
        decision, became = request_decided(at, row) or PUT, at.phrases.nothing
    elif row.request and row.request.route is RequestRoute.RECOMMENDATION and not asked.outcome:
        decision = NO_DECISION
    return RequestBefore(
        asked.reference, asked.wording, asked.named, asked.lead, asked.words, decision, became
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
    """Return the day of the last round, or that there was none: what stands within a line."""
    if held.before is None:
        words = no_round_before(at, held) if held.was_held else at.phrases.nothing
        return words.removesuffix(".")
    day = held.before.date
    return in_words(day) if day else held.before.reference


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
    """Yield what the sponsor said of actions that are neither concerns nor successes."""
    for row in held.answered:
        comment = row.view.comment if row.view else ""
        words = "\n".join(part for part in (moderation(at, row), comment) if part)
        if words and not (row.is_exception or row.is_success):
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
