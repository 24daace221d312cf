"""Ratings over the year, what the Board heard in it, and the year that follows."""

from collections import Counter
from collections.abc import Iterable, Sequence

from paperkit.board.due import shown_deadline
from paperkit.board.model import Action, Feedback, Meeting
from paperkit.board.model.forward import PartnerReport
from paperkit.board.model.words import Verdict
from paperkit.board.rounds.answered import Answered
from paperkit.board.rounds.movement import movement
from paperkit.board.year.ahead import MeetingAhead
from paperkit.board.year.back_heard import Brought, HeardAt
from paperkit.board.year.back_rounds import YearOfAction, YearOfRounds
from paperkit.board.year.items import Source as Origin
from paperkit.papers.drafts.year import day_of
from paperkit.papers.figures import Figure
from paperkit.papers.shown import Gap, Shown
from paperkit.papers.view.charts import count_chart
from paperkit.papers.view.forward import NO_TITLE, heading
from paperkit.papers.view.paper_year import (
    ActionRated,
    CarriedShown,
    HeardShown,
    IssueShown,
    MeetingNext,
    PartnerShown,
    PriorityRated,
)
from paperkit.papers.view.round_rows import rating
from paperkit.papers.view.source import Source
from paperkit.papers.wording import listed
from paperkit.schema.choices import Answer

NO_RETURN = "no return"
ONE_ROUND = "One round in the year"


def rating_chart(source: Source, rounds: Iterable[YearOfRounds]) -> Figure | str:
    """Return bars of how actions were rated in their last round of the year; "" for no round."""
    last = [one.last.rating or NO_RETURN for of in rounds for one in of.actions]
    words = dict.fromkeys([*(one.word for one in source.ways.settings.ratings), *last])
    counts = Counter(last)
    title = "Actions by rating in their last round of the year"
    return count_chart(title, [(word, counts[word]) for word in words]) if last else ""


def ratings(source: Source, one: YearOfRounds) -> PriorityRated:
    """Return the ratings of a priority's actions, round by round."""
    actions = tuple(_rated(source, row) for row in one.actions)
    return PriorityRated(source.called(one.priority.reference), actions)


def _rated(source: Source, one: YearOfAction) -> ActionRated:
    return ActionRated(
        name=f"{one.action.reference} {one.action.wording}".strip(),
        rounds=tuple(_round(row) for row in one.answers),
        word=rating(source, one.last),
        movement=_movement(source, one.answers),
    )


def _round(row: Answered) -> str:
    """Return a rating of the year with its meeting, and that the sponsor changed it."""
    lead = row.lead_rating or "no rating"
    changed = f" (changed by the sponsor from {lead})" if row.is_moderated else ""
    said = row.rating or ("no rating" if row.now else NO_RETURN)
    return f"{day_of(row.meeting)}: {said}{changed}"


def _movement(source: Source, answers: Sequence[Answered]) -> str:
    """Return how the last rating stands to the first of the year."""
    rated = [row.rating for row in answers if row.rating]
    if len(rated) < 2:
        return ONE_ROUND if len(answers) < 2 else "Not comparable"
    return str(movement(source.scale, rated[-1], rated[0]))


def heard(source: Source, one: HeardAt) -> HeardShown:
    """Return what groups said for a meeting in counts, and what they wanted to be noticed."""
    rows = [row for _, answers in one.returns.answers for row in answers]
    asked, silent = len(one.returns.asked), len(one.returns.silent)
    return HeardShown(
        meeting=day_of(one.meeting),
        returns=f"{asked - silent} of {asked}",
        delivered=_verdicts(source, [row.delivered for row in rows]),
        difference=_verdicts(source, [row.difference for row in rows]),
        highlights=tuple(_highlight(source, row) for row in rows if row.highlight),
    )


def _verdicts(source: Source, answers: Sequence[Verdict | None]) -> str:
    counts = Counter(answer for answer in answers if answer)
    told = [f"{verdict}: {counts[verdict]}" for verdict in Verdict if counts[verdict]]
    return "; ".join(told) or source.phrases.nothing


def _highlight(source: Source, row: Feedback) -> str:
    about = f", on {row.about}" if row.about else ""
    return f"{row.group or source.phrases.nothing}{about}: {row.highlight}"


def partner(source: Source, meeting: Meeting, row: PartnerReport) -> PartnerShown:
    """Return a partner's report: what it said, or that it is not recorded as received."""
    actions = "action" if len(row.actions) == 1 else "actions"
    lacking = "No summary" if row.received is Answer.YES else "Not recorded as received: no summary"
    return PartnerShown(
        title=row.title or f"Report of {row.partner or source.phrases.nothing}",
        partner=row.partner or source.phrases.nothing,
        meeting=day_of(meeting),
        actions=f"On {actions} {listed(row.actions)}" if row.actions else "",
        summary=row.summary or source.gap(lacking, row.partner),
    )


def issue(one: Brought) -> IssueShown:
    """Return an issue of a development session as the Board was given it."""
    return IssueShown(one.issue, day_of(one.meeting))


def carried(source: Source, action: Action) -> CarriedShown:
    """Return an action that is carried over, under the reference that it keeps."""
    return CarriedShown(
        reference=action.reference,
        wording=action.wording or source.phrases.nothing,
        came_from=action.carried_from or source.phrases.nothing,
        deadline=shown_deadline(action) or Gap("No deadline given for this action"),
    )


def ahead(one: MeetingAhead) -> MeetingNext:
    """Return a meeting of the coming year with what is down for it alone."""
    items: Iterable[Shown] = (
        item.title or NO_TITLE for item in one.items if item.source is not Origin.STANDING
    )
    return MeetingNext(heading(one.meeting), tuple(items))
