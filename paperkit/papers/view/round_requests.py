"""What leads ask the Board for, and what the officer decided: each is answered (seed H, the form).

A request that is put to the Board is one of the cover paper's recommendations.
"""

from paperkit.board.model.rounds import Request
from paperkit.board.model.words import RequestRoute
from paperkit.board.rounds.answered import Answered
from paperkit.board.rounds.at_meeting import RoundAt
from paperkit.papers.shown import Gap, Shown
from paperkit.papers.view.paper_rounds import RequestShown
from paperkit.papers.view.source import Source
from paperkit.schema.dates import in_words

RECOMMENDED = "Put to the Board as a recommendation"
LISTED = "Listed for the Board to see"
ELSEWHERE = "Handled elsewhere"


def requests(source: Source, held: RoundAt) -> tuple[RequestShown, ...]:
    """Return every request of the round with its decision, in the order of the plan."""
    return tuple(_request(source, row) for row in held.answered if row.asks)


def recommended(source: Source) -> tuple[Shown, ...]:
    """Return the wording of each request that is put to the Board; a gap where it has none."""
    rows = source.round.answered if source.round else ()
    return tuple(
        row.request.recommendation
        or source.author_gap(f"No wording of the recommendation on action {row.action.reference}")
        for row in rows
        if row.asks and row.request and row.request.route is RequestRoute.RECOMMENDATION
    )


def _request(source: Source, row: Answered) -> RequestShown:
    return RequestShown(
        reference=row.action.reference,
        wording=row.action.wording or source.phrases.nothing,
        lead=row.lead or Gap("No reporting lead named for this action"),
        words=row.asks,
        decision=_decision(source, row.request),
        outcome=row.request.outcome if row.request else "",
    )


def _decision(source: Source, request: Request | None) -> Shown:
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
            return source.author_gap(f"{ELSEWHERE}: no name and no day")
        case _:
            return source.author_gap("No decision on this request")
