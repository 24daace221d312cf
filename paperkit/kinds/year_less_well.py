"""What went less well in a year, in one table: each thing once, with all that it is listed for."""

from collections.abc import Iterator

from paperkit.actions.shown import action_row
from paperkit.actions.standing import Standing, standing
from paperkit.board.plan_rows import Action, Milestone
from paperkit.board.settings import Role
from paperkit.frozen import Frozen
from paperkit.indicators.shown import rating_of, target_words
from paperkit.kinds.paper import LessWellShown
from paperkit.kinds.year_actions import AtYearEnd, by_place
from paperkit.kinds.year_back import Outturn, YearBack
from paperkit.kinds.year_sentences import outturn_words, year_line
from paperkit.meetings.shown import called
from paperkit.record.at_meeting import Answered
from paperkit.schema.cleaning import in_groups
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import say
from paperkit.word.values import Shown

OWNER = "Owner"


class _Reason(Frozen):
    """One thing that an action is listed for, with the action's rating where that is it."""

    action: Action
    key: str
    its_standing: Standing
    rated: Answered | None = None


def listed_less_well(at: BoardAt, year: YearBack) -> tuple[LessWellShown, ...]:
    """Return what went less well: actions in plan order, then milestones, then outturns."""
    reasons = in_groups((id(one.action), one) for one in _reasons(at, year))
    return (
        *(_action(at, those) for those in reasons.values()),
        *(_unsaid(at, row) for row in year.unsaid),
        *(_outturn(at, one, year) for one in year.worse),
    )


def _reasons(at: BoardAt, year: YearBack) -> Iterator[_Reason]:
    """Yield each thing that an action of the plans is listed for, action by action."""
    place = by_place(year, at.board.actions)
    stopped = {AtYearEnd.WITHDRAWN: "withdrawn", AtYearEnd.SUSPENDED: "suspended"}
    late = {id(due.action): due.standing for due in year.late}
    delivered_late, moved = (set(map(id, those)) for those in (year.delivered_late, year.moved))
    why_stopped = {id(one): key for at_end, key in stopped.items() for one in place.get(at_end, ())}
    red = {last.action.reference: last for last in year.red}
    for action in at.board.actions:
        its_standing = late.get(id(action)) or standing(action, at.day, at.as_of)
        applies = {
            "late": id(action) in late,
            "delivered_late": id(action) in delivered_late,
            "moved": id(action) in moved,
            why_stopped.get(id(action), ""): id(action) in why_stopped,
        }
        yield from (_Reason(action, key, its_standing) for key, is_so in applies.items() if is_so)
        if last := red.pop(action.reference, None):
            yield _Reason(action, "rated", its_standing, last)
    # The round asked about them, and the plan has them no more.
    for last in red.values():
        its_standing = standing(last.action, at.day, at.as_of)
        yield _Reason(last.action, "rated", its_standing, last)


def _action(at: BoardAt, reasons: list[_Reason]) -> LessWellShown:
    """Return an action with its reasons, how it stands, and what its owner and lead say."""
    first = reasons[0]
    row = action_row(at, first.action, first.its_standing)
    rated = next((one.rated for one in reasons if one.rated), None)
    by_plan = [one for one in reasons if one.rated is None]
    facts: list[Shown] = [say(at, "less_well.due", due=str(row.deadline)), row.standing]
    done: list[Shown] = [row.correction or at.phrases.nothing] if by_plan else []
    if row.revision and by_plan:
        done.append(say(at, "less_well.revised", because=row.revision))
    if rated:
        done += _of_lead(at, rated)
        if rated.lead:
            facts.append(say(at, "less_well.lead", lead=rated.lead))
    return LessWellShown(
        name=f"{row.reference} {row.wording}".strip(),
        role=OWNER,
        person=row.owner,
        why=tuple(_why(at, one) for one in reasons),
        word=at.rated(rated.rating) if rated else "",
        standing=tuple(facts),
        done=tuple(done),
    )


def _why(at: BoardAt, reason: _Reason) -> str:
    meeting = called(reason.rated.meeting) if reason.rated else ""
    return say(at, f"less_well.why.{reason.key}", meeting=meeting)


def _of_lead(at: BoardAt, last: Answered) -> Iterator[Shown]:
    """Yield what a lead said of the worst rating: why, and what is done about the risk."""
    reasons, control = (last.now.reasons, last.now.control) if last.now else ("", "")
    yield reasons or at.gap("No reasons for escalation", last.lead)
    yield control or at.gap("No action to control the risk", last.lead)


def _unsaid(at: BoardAt, row: Milestone) -> LessWellShown:
    """Return a milestone of which nobody has said that it was reached, as a gap of its lead's."""
    action, nothing = at.board.action.get(row.action), at.phrases.nothing
    wording = row.wording or nothing
    named = say(at, "achieved.milestone", wording=wording, action=row.action)
    return LessWellShown(
        name=named if row.action else wording,
        role=OWNER,
        person=(action.owner if action else "") or nothing,
        why=(say(at, "less_well.why.unsaid"),),
        word="",
        standing=(say(at, "less_well.due", due=in_words(row.date) if row.date else nothing),),
        done=(at.gap("Not", action.lead if action else "", verb="reported"),),
    )


def _outturn(at: BoardAt, one: Outturn, year: YearBack) -> LessWellShown:
    """Return an outturn that is worse than its target, with the note on it.

    Where there is none, one that misses its target by more than its tolerance has a gap.
    """
    indicator, reading = one.indicator, one.reading
    said: Shown = (reading.note if reading else "") or at.phrases.nothing
    if reading and not reading.note and one.judgement.role is Role.MISSED:
        said = at.gap("Nothing", indicator.partner, verb="said of this outturn")
    outturn = str(outturn_words(at, one, year.span))
    target = target_words(one.target, indicator)
    return LessWellShown(
        name=f"{indicator.reference} {indicator.name or at.phrases.nothing}",
        role="",
        person="",
        why=(say(at, "less_well.why.target"),),
        word=rating_of(at, one.judgement).word,
        standing=(say(at, "less_well.outturn", outturn=outturn, target=target),),
        done=(said,),
        sparkline=year_line(at, one, year.span),
    )
