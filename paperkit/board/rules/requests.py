"""What sponsors say of returns, and what is decided of requests to the Board (seed H 3.9, H 3.11).

A request that nobody answers is worse than none: the form asks for it, so the paper answers it.
"""

from collections.abc import Iterator

from paperkit.board.model.rounds import Request, View
from paperkit.board.model.words import RequestRoute, SponsorView
from paperkit.board.plan_tree import PlanTree
from paperkit.board.rounds.answered import Answered
from paperkit.board.rules.case import Case, Rule, joined, tell
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded


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
