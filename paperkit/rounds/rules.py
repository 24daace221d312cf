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
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.responsibility import responsible_for
from paperkit.standpoint.rules import Rule, finding_at
from paperkit.standpoint.wording import listed


def undecided(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each request that the paper on the round does not answer (H, the form).

    An appendix prints requests as they came; the paper that makes recommendations answers them.
    """
    for row in _answering(at):
        if row.now and row.asks and (row.request is None or row.request.route is None):
            message = f"The request on action {row.action.reference} for {row.now.meeting} is "
            message += f"not decided: {quoted(row.asks)}."
            yield finding_at("PK-890", row.now, "request", message, value=row.asks, person=row.lead)


def elsewhere_unsaid(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each request handled elsewhere, by nobody or on no day."""
    for row in at.scope.requests:
        lacking = [name for name in ("by", "when") if not getattr(row, name)]
        if row.route is RequestRoute.ELSEWHERE and lacking:
            words = {"by": "by whom", "when": "when"}
            said = (
                f"is handled elsewhere, and nothing says {' or '.join(words[n] for n in lacking)}"
            )
            yield _request(at, "PK-891", row, lacking[0], said)


def unworded(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each request that goes to the Board without a recommendation's words."""
    for row in at.scope.requests:
        if row.route is RequestRoute.RECOMMENDATION and not row.recommendation:
            said = "is to be a recommendation, and has no words"
            yield _request(at, "PK-892", row, "recommendation", said)


def challenge_unexplained(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each view that challenges or changes a rating without saying why."""
    for row in at.scope.views:
        if (row.view is SponsorView.CHALLENGED or row.rating) and not row.because:
            done = f"changes the rating to {row.rating}" if row.rating else "challenges the rating"
            yield _view(at, "PK-893", row, "because", f"{done} and says no why")


def moderated(at: BoardAt) -> Iterator[Finding]:
    """Yield one note for each round that lists the ratings changed by its sponsor (H 3.9)."""
    for told in at.rounds:
        changed = [row for row in told.answered if row.is_moderated]
        first = changed[0].view if changed else None
        if first:
            named = listed(
                f"{r.action.reference} from {r.lead_rating} to {r.rating}" for r in changed
            )
            message = f"The sponsor changed, for {told.meeting.reference}: {named}."
            yield finding_at("PK-894", first, "rating", message, person=first.sponsor)


def other_sponsor(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each view of somebody else than the priority's sponsor (H 3.9)."""
    tree = PlanTree(at.board)
    parents = {folded(action.reference): action.parent for action in at.board.actions}
    sponsors = {folded(p.reference): tuple(map(folded, p.sponsor)) for p in at.board.priorities}
    for row in at.scope.views:
        line = tree.line(tree.priority(parents.get(folded(row.action), "")))
        known = [name for priority in line for name in sponsors[priority]]
        if row.sponsor and known and folded(row.sponsor) not in known:
            said = f"is of {row.sponsor}, who does not sponsor its priority"
            yield _view(at, "PK-895", row, "sponsor", said)


def _answering(at: BoardAt) -> Iterator[Answered]:
    papers = [p for p in at.scope.papers if p.priority and at.pack_of(p).recommendation]
    told = {(folded(p.priority), p.meeting) for p in papers}
    for one in at.rounds:
        if (folded(one.priority.reference), one.meeting.reference) in told:
            yield from one.answered


def _request(at: BoardAt, code: str, row: Request, name: str, said: str) -> Finding:
    message = f"The request on action {row.action} for {row.meeting} {said}."
    return finding_at(code, row, name, message, person=responsible_for(at.board, row))


def _view(at: BoardAt, code: str, row: View, name: str, said: str) -> Finding:
    message = f"The sponsor's view on action {row.action} for {row.meeting} {said}."
    value = str(getattr(row, name))
    return finding_at(code, row, name, message, value=value, person=responsible_for(at.board, row))


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


def not_in_scale(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each rating, a lead's or a sponsor's, that is no word of the scale."""
    scale = _scale(at)
    rows: tuple[Return | View, ...] = (*at.scope.returns, *at.scope.views)
    for row in rows:
        if row.rating and scale.find(row.rating) is None:
            words = [rating.word for rating in scale.ratings]
            near = close_to(row.rating, words)
            message = f"{quoted(row.rating)} of action {row.action} is no word of the scale."
            remedy = f"Choose one of {', '.join(words)}"
            remedy += f" (did you mean {near}?)." if near else "."
            yield finding_at(
                "PK-870", row, "rating", message,
                remedy=remedy, value=row.rating, person=responsible_for(at.board, row),
            )  # fmt: skip


def not_rated(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each return without a rating."""
    for row in at.scope.returns:
        if not row.rating:
            yield _finding(at, "PK-871", row, "rating", "has no rating")


def no_reasons(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each return below the best without reasons (H 3.10)."""
    for row in _below(at):
        if not row.reasons:
            said = f"is rated {row.rating}, and no reasons are given"
            yield _finding(at, "PK-872", row, "reasons", said)


def no_control(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each return below the best without what is done about it (H 3.10)."""
    for row in _below(at):
        if not row.control:
            said = f"is rated {row.rating}, and no action to control the risk is given"
            yield _finding(at, "PK-873", row, "control", said)


def unflagged(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text on the best rating that no flag explains (H 3.10)."""
    scale = _scale(at)
    for row in at.scope.returns:
        text = row.reasons or row.control
        if scale.role(row.rating) is Role.MET and text and row.exceptional is None:
            name = "reasons" if row.reasons else "control"
            said = f"is rated {row.rating} and has text, but does not say whether progress is "
            yield _finding(at, "PK-874", row, name, f"{said}exceptional", value=text)


def untold_success(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each exceptional progress that nothing is said of (H 3.11)."""
    for row in at.scope.returns:
        if row.exceptional in _GOOD and not (row.reasons or row.control):
            said = f"is flagged '{row.exceptional}', and nothing says what went well"
            yield _finding(at, "PK-875", row, "reasons", said)


def review_over(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each return whose review date is before its meeting (H, the form)."""
    days = {folded(meeting.reference): meeting.date for meeting in at.board.meetings}
    for row in at.scope.returns:
        day = days.get(folded(row.meeting))
        if row.review_date and day and row.review_date < day:
            typed = in_words(row.review_date)
            said = f"gives {typed} as its review date, before the meeting of {in_words(day)}"
            yield _finding(at, "PK-876", row, "review_date", said, value=typed)


def _below(at: BoardAt) -> Iterator[Return]:
    scale = _scale(at)
    return (row for row in at.scope.returns if scale.role(row.rating) in _BELOW)


def _scale(at: BoardAt) -> Scale:
    return Scale(at.ways.settings.ratings)


def _finding(
    at: BoardAt, code: str, row: Return, name: str, said: str, *, value: str = ""
) -> Finding:
    message = f"The return of action {row.action} for {row.meeting or 'no meeting'} {said}."
    return finding_at(code, row, name, message, value=value, person=responsible_for(at.board, row))


RULES_RETURNS: tuple[Rule, ...] = (
    not_in_scale,
    not_rated,
    no_reasons,
    no_control,
    unflagged,
    untold_success,
    review_over,
)
