"""What sponsors say of returns, and what is decided of requests to the Board (seed H 3.9, H 3.11).

A request that nobody answers is worse than none: the form asks for it, so the paper answers it.

What leads return for a round: each answer holds by itself (seed H 3.10, the form).

Rows of the files are judged as they stand there, and what the log holds of the rounds at hand.
"""

from collections.abc import Iterator

from paperkit.board.paper_rows import Request, Return, View
from paperkit.board.plan_tree import PlanTree
from paperkit.board.settings import Role, Scale
from paperkit.board.words import Exceptional, RequestRoute, SponsorView
from paperkit.findings import Finding, quoted
from paperkit.record.round_history import Answered
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.schema.values import close_to
from paperkit.standpoint.case import Case, Rule, joined, tell
from paperkit.standpoint.responsibility import whose


def undecided(case: Case) -> Iterator[Finding]:
    """Yield an error for each request that the paper on the round does not answer (H, the form).

    An appendix prints requests as they came; the paper that makes recommendations answers them.
    """
    for row in _answering(case):
        if row.now and row.asks and (row.request is None or row.request.route is None):
            message = f"The request on action {row.action.reference} for {row.now.meeting} is "
            message += f"not decided: {quoted(row.asks)}."
            yield tell("PK-890", row.now, "request", message, value=row.asks, person=row.lead)


def elsewhere_unsaid(case: Case) -> Iterator[Finding]:
    """Yield an error for each request handled elsewhere, by nobody or on no day."""
    for row in case.scope.requests:
        lacking = [name for name in ("by", "when") if not getattr(row, name)]
        if row.route is RequestRoute.ELSEWHERE and lacking:
            words = {"by": "by whom", "when": "when"}
            said = (
                f"is handled elsewhere, and nothing says {' or '.join(words[n] for n in lacking)}"
            )
            yield _request(case, "PK-891", row, lacking[0], said)


def unworded(case: Case) -> Iterator[Finding]:
    """Yield an error for each request that goes to the Board without a recommendation's words."""
    for row in case.scope.requests:
        if row.route is RequestRoute.RECOMMENDATION and not row.recommendation:
            said = "is to be a recommendation, and has no words"
            yield _request(case, "PK-892", row, "recommendation", said)


def challenge_unexplained(case: Case) -> Iterator[Finding]:
    """Yield an error for each view that challenges or changes a rating without saying why."""
    for row in case.scope.views:
        if (row.view is SponsorView.CHALLENGED or row.rating) and not row.because:
            done = f"changes the rating to {row.rating}" if row.rating else "challenges the rating"
            yield _view(case, "PK-893", row, "because", f"{done} and says no why")


def moderated(case: Case) -> Iterator[Finding]:
    """Yield one note for each round that lists the ratings changed by its sponsor (H 3.9)."""
    for told in case.rounds:
        changed = [row for row in told.answered if row.is_moderated]
        first = changed[0].view if changed else None
        if first:
            named = joined(
                f"{r.action.reference} from {r.lead_rating} to {r.rating}" for r in changed
            )
            message = f"The sponsor changed, for {told.meeting.reference}: {named}."
            yield tell("PK-894", first, "rating", message, person=first.sponsor)


def other_sponsor(case: Case) -> Iterator[Finding]:
    """Yield a note for each view of somebody else than the priority's sponsor (H 3.9)."""
    tree = PlanTree(case.board)
    parents = {folded(action.reference): action.parent for action in case.board.actions}
    sponsors = {folded(p.reference): tuple(map(folded, p.sponsor)) for p in case.board.priorities}
    for row in case.scope.views:
        line = tree.line(tree.priority(parents.get(folded(row.action), "")))
        known = [name for priority in line for name in sponsors[priority]]
        if row.sponsor and known and folded(row.sponsor) not in known:
            said = f"is of {row.sponsor}, who does not sponsor its priority"
            yield _view(case, "PK-895", row, "sponsor", said)


def _answering(case: Case) -> Iterator[Answered]:
    papers = [p for p in case.scope.papers if p.priority and case.pack_of(p).recommendation]
    told = {(folded(p.priority), p.meeting) for p in papers}
    for one in case.rounds:
        if (folded(one.priority.reference), one.meeting.reference) in told:
            yield from one.answered


def _request(case: Case, code: str, row: Request, name: str, said: str) -> Finding:
    message = f"The request on action {row.action} for {row.meeting} {said}."
    return tell(code, row, name, message, person=whose(case.board, row))


def _view(case: Case, code: str, row: View, name: str, said: str) -> Finding:
    message = f"The sponsor's view on action {row.action} for {row.meeting} {said}."
    value = str(getattr(row, name))
    return tell(code, row, name, message, value=value, person=whose(case.board, row))


RULES: tuple[Rule, ...] = (
    undecided,
    elsewhere_unsaid,
    unworded,
    challenge_unexplained,
    moderated,
    other_sponsor,
)


_BELOW = (Role.NEAR, Role.MISSED)
_GOOD = (Exceptional.EXCEPTIONAL, Exceptional.EARLY)


def not_in_scale(case: Case) -> Iterator[Finding]:
    """Yield an error for each rating, a lead's or a sponsor's, that is no word of the scale."""
    scale = _scale(case)
    rows: tuple[Return | View, ...] = (*case.scope.returns, *case.scope.views)
    for row in rows:
        if row.rating and scale.find(row.rating) is None:
            words = [rating.word for rating in scale.ratings]
            near = close_to(row.rating, words)
            message = f"{quoted(row.rating)} of action {row.action} is no word of the scale."
            remedy = f"Choose one of {', '.join(words)}"
            remedy += f" (did you mean {near}?)." if near else "."
            yield tell(
                "PK-870", row, "rating", message,
                remedy=remedy, value=row.rating, person=whose(case.board, row),
            )  # fmt: skip


def not_rated(case: Case) -> Iterator[Finding]:
    """Yield an error for each return without a rating."""
    for row in case.scope.returns:
        if not row.rating:
            yield _finding(case, "PK-871", row, "rating", "has no rating")


def no_reasons(case: Case) -> Iterator[Finding]:
    """Yield an error for each return below the best without reasons (H 3.10)."""
    for row in _below(case):
        if not row.reasons:
            said = f"is rated {row.rating}, and no reasons are given"
            yield _finding(case, "PK-872", row, "reasons", said)


def no_control(case: Case) -> Iterator[Finding]:
    """Yield an error for each return below the best without what is done about it (H 3.10)."""
    for row in _below(case):
        if not row.control:
            said = f"is rated {row.rating}, and no action to control the risk is given"
            yield _finding(case, "PK-873", row, "control", said)


def unflagged(case: Case) -> Iterator[Finding]:
    """Yield a note for each text on the best rating that no flag explains (H 3.10)."""
    scale = _scale(case)
    for row in case.scope.returns:
        text = row.reasons or row.control
        if scale.role(row.rating) is Role.MET and text and row.exceptional is None:
            name = "reasons" if row.reasons else "control"
            said = f"is rated {row.rating} and has text, but does not say whether progress is "
            yield _finding(case, "PK-874", row, name, f"{said}exceptional", value=text)


def untold_success(case: Case) -> Iterator[Finding]:
    """Yield a note for each exceptional progress that nothing is said of (H 3.11)."""
    for row in case.scope.returns:
        if row.exceptional in _GOOD and not (row.reasons or row.control):
            said = f"is flagged '{row.exceptional}', and nothing says what went well"
            yield _finding(case, "PK-875", row, "reasons", said)


def review_over(case: Case) -> Iterator[Finding]:
    """Yield a note for each return whose review date is before its meeting (H, the form)."""
    days = {folded(meeting.reference): meeting.date for meeting in case.board.meetings}
    for row in case.scope.returns:
        day = days.get(folded(row.meeting))
        if row.review_date and day and row.review_date < day:
            typed = in_words(row.review_date)
            said = f"gives {typed} as its review date, before the meeting of {in_words(day)}"
            yield _finding(case, "PK-876", row, "review_date", said, value=typed)


def _below(case: Case) -> Iterator[Return]:
    scale = _scale(case)
    return (row for row in case.scope.returns if scale.role(row.rating) in _BELOW)


def _scale(case: Case) -> Scale:
    return Scale(case.ways.settings.ratings)


def _finding(
    case: Case, code: str, row: Return, name: str, said: str, *, value: str = ""
) -> Finding:
    message = f"The return of action {row.action} for {row.meeting or 'no meeting'} {said}."
    return tell(code, row, name, message, value=value, person=whose(case.board, row))


RULES_RETURNS: tuple[Rule, ...] = (
    not_in_scale,
    not_rated,
    no_reasons,
    no_control,
    unflagged,
    untold_success,
    review_over,
)
