"""The year at a glance: six figures of it, each with what it is one of."""

from paperkit.actions.standing import Standing
from paperkit.decisions.recorded import decided
from paperkit.kinds.paper import NO_FACT, Fact, YearInFigures
from paperkit.kinds.year_back import YearBack
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import say


def in_figures(at: BoardAt, year: YearBack) -> YearInFigures:
    """Return the six facts of the year; of what a council does not have there is none."""
    board, span = at.board, year.span
    done = sum(due.standing is Standing.DELIVERED for due in year.due)
    met = sum(len(one.targets) for one in year.achieved)
    compared = sum(one.judgement.role is not None for one in year.outturns)
    milestones = len(year.reached) + year.undated + len(year.unsaid)
    until = span.known[1]
    decisions = [one for one in board.once(decided) if span.first <= one.day <= until]
    to_do = sum(one.row.is_to_do for one in decisions if not one.is_exempt)
    asked = [one for one in year.received if one.returns.answers]
    of_groups = sum(len(one.returns.asked) for one in asked)
    sent = sum(one.sent for one in asked)

    def fact(name: str, count: int, of: int) -> Fact:
        return Fact(str(count), say(at, f"glance.{name}", of, total=count)) if of else NO_FACT

    due = say(at, "glance.actions.due", len(year.due), total=done)
    actions = say(at, "glance.actions", len(board.actions), due=due)
    to_act = say(at, "glance.decisions.to_do", to_do)
    recorded = say(at, "glance.decisions", len(decisions), to_do=to_act)
    return YearInFigures(
        actions=Fact(str(len(year.delivered)), actions) if board.actions else NO_FACT,
        targets=fact("targets", met, compared),
        milestones=fact("milestones", len(year.reached), milestones),
        meetings=fact("meetings", len(span.meetings), len(span.meetings)),
        decisions=Fact(str(len(decisions)), recorded) if decisions else NO_FACT,
        returns=fact("returns", sent, of_groups),
    )
