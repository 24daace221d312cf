"""One action's line of a round: what the lead returned, what the sponsor made of it."""

from paperkit.board.model.rounds import Risk, View
from paperkit.board.model.words import SponsorView
from paperkit.board.rounds.answered import Answered
from paperkit.board.rounds.movement import Movement
from paperkit.board.settings import Role
from paperkit.papers.shown import Gap, LinkText, Rated, Shown
from paperkit.papers.view.links import printed
from paperkit.papers.view.paper_rounds import ActionReported
from paperkit.papers.view.source import Source
from paperkit.schema.dates import in_words

_TOLD_ELSEWHERE = frozenset({Movement.FIRST, Movement.NONE_LAST_TIME, Movement.NO_RETURN})


def reported(source: Source, row: Answered) -> ActionReported:
    """Return an action's line; what a lead left out is a gap, and whose it is."""
    action, now, nothing = row.action, row.now, source.phrases.nothing
    link = (now.link if now else "") or action.link
    return ActionReported(
        reference=action.reference,
        wording=action.wording or (now.wording if now else "") or nothing,
        outcome=source.called(action.parent),
        more=LinkText(f"Progress of action {action.reference}", link) if link else action.source,
        source=(action.source or printed(link)) if link else "",
        review_date=_review_date(source, row),
        lead=row.lead or Gap("No reporting lead named for this action"),
        measures=(now.measures if now else "") or action.measures or nothing,
        target=(now.target if now else "") or action.target or nothing,
        rating=rating(source, row),
        last_rating=_last_rating(source, row),
        movement="" if row.movement in _TOLD_ELSEWHERE else str(row.movement),
        escalation="; ".join(row.why),
        progress=str(now.exceptional) if now and row.is_success else "",
        reasons=_reasons(source, row),
        control=_control(source, row),
        risk=_risk(row.risk) if row.risk else "",
        request=(now.request if now else "") or nothing,
        moderation=moderation(row),
        comment=row.view.comment if row.view else "",
    )


def rating(source: Source, row: Answered) -> Rated | str:
    """Return the rating that stands, with its colour; a phrase where there is none."""
    if row.rating:
        return word_of(source, row.rating)
    return source.phrases.nothing if row.now else source.phrases.no_return


def word_of(source: Source, word: str) -> Rated | str:
    """Return a word of the scale with its colour; any other word as it was typed."""
    found = source.scale.find(word)
    return Rated(found.word, found.fill, found.ink) if found else word


def moderation(row: Answered) -> str:
    """Return that the sponsor changed or challenged the lead's rating, and why; else nothing.

    The lead's own rating is always told.
    """
    view = row.view
    if view is None or not (row.is_moderated or view.view is SponsorView.CHALLENGED):
        return ""
    why = view.because or "no reason given at publication"
    if row.is_moderated:
        lead = row.lead_rating or "no rating"
        return f"Rating changed from {lead}, the lead's, to {row.rating} by {_sponsor(view)}: {why}"
    return f"Rating challenged by {_sponsor(view)}: {why}"


def _sponsor(view: View) -> str:
    return f"the sponsor, {view.sponsor}" if view.sponsor else "the sponsor"


def _review_date(source: Source, row: Answered) -> Shown:
    day = (row.now.review_date if row.now else None) or row.action.review_date
    return in_words(day) if day else source.gap("No review date", row.lead)


def _last_rating(source: Source, row: Answered) -> str:
    if row.last_rating:
        return row.last_rating
    if row.movement in (Movement.FIRST, Movement.NONE_LAST_TIME):
        return str(row.movement)
    return source.phrases.nothing


def _reasons(source: Source, row: Answered) -> Shown:
    if row.now is None:
        return source.gap("No return", row.lead, verb="sent")
    if not row.rating:
        return source.gap("No rating", row.lead)
    return _answer(source, row, row.now.reasons, "No reasons for escalation")


def _control(source: Source, row: Answered) -> Shown:
    if row.now is None:
        return source.phrases.nothing
    return _answer(source, row, row.now.control, "No action to control the risk")


def _answer(source: Source, row: Answered, typed: str, lacking: str) -> Shown:
    """Return what was typed; a blank is a gap unless the action is on track (seed H 3.10)."""
    if typed:
        return typed
    if row.role in (Role.NEAR, Role.MISSED):
        return source.gap(lacking, row.lead)
    return source.phrases.no_detail if row.role else source.phrases.nothing


def _risk(risk: Risk) -> str:
    """Return where and when a risk was dealt with, and when it was closed (seed H 3.11)."""
    where = f" at {risk.forum}" if risk.forum else ""
    when = f" on {in_words(risk.addressed_on)}" if risk.addressed_on else ""
    told = [f"Addressed{where}{when}" if where or when else ""]
    told.append(f"closed on {in_words(risk.closed_on)}" if risk.closed_on else "")
    facts = "; ".join(part for part in told if part)
    words = ": ".join(part for part in (facts, risk.note) if part)
    return f"{words[:1].upper()}{words[1:]}"
