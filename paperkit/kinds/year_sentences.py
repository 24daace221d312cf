"""The drafted sentences of an annual report, which look at a whole year.

A count always comes with its base. As everywhere, no rating word is used of an indicator, and it is
never said that a target was exceeded: where lower is better that reads as its opposite. Of
development sessions nothing is said but what they brought to the Board (seed H 3.14).
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from paperkit.board.data import BoardData
from paperkit.board.paper_rows import FEEDBACK
from paperkit.board.plan_rows import INDICATORS, Plan, Strategy
from paperkit.board.settings import Role
from paperkit.board.words import Rank, Verdict
from paperkit.decisions.sentences import decided_in_year
from paperkit.findings import Place
from paperkit.indicators.charts import sparkline
from paperkit.indicators.shown import FIGURE_TABLES, MOVED, value_shown, with_period
from paperkit.indicators.trends import trend_of
from paperkit.kinds.year_actions import (
    actions,
    at_year_end,
    carried,
    delivered_late,
    in_all,
    late,
    less_well,
    milestones,
    moved_deadlines,
    ratings,
    rounds,
)
from paperkit.kinds.year_back import Achieved, Outturn, YearBack, YearSpan, year_back
from paperkit.meetings.items import ItemSource
from paperkit.meetings.shown import called
from paperkit.schema.cleaning import in_groups
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import NOTHING, Drafted, nothing_there, places
from paperkit.standpoint.wording import (
    all_named,
    in_parts,
    say,
    shared,
    together,
    with_base,
    with_own,
)
from paperkit.voices.shown import position
from paperkit.word.values import Sentence, Shown, Sparkline

IN_ALL = "achieved.in_all"
"""The key of where all actions are, which a report says before what each priority achieved."""
_AWAITED, _NOT_COMPARED = "awaited", "not_compared"
_AGAINST = ("met", "near", "missed", _AWAITED, _NOT_COMPARED)
"""How outturns are against their targets; the last two carry no judgement."""


def span(at: BoardAt, year: YearBack) -> Drafted:
    """Return the year of the indicators; that which is looked back on is in the paper's head."""
    if not year.outturns:
        return NOTHING
    of = year.span
    words = say(
        at, "year.span", first=in_words(of.first), last=in_words(of.last), year=str(of.reporting),
        first_of_year=in_words(of.reporting.first), last_of_year=in_words(of.reporting.last),
    )  # fmt: skip
    return words, places(of.meetings)


def nothing_behind(at: BoardAt, year: YearBack) -> Drafted:
    """Return what the year lacks altogether: earlier meetings, or outturns; nothing of others."""
    first, last = in_words(year.span.first), in_words(year.span.last)
    lacks = {
        "year.nothing_behind": year.lacks_meetings,
        "year.nothing_behind.outturns": year.lacks_outturns,
    }
    said = [
        say(at, key, first=first, last=last, year=str(year.span.reporting))
        for key, lacking in lacks.items()
        if lacking
    ]
    return together(*said), ()


def what_it_is(at: BoardAt, _year: YearBack) -> Drafted:
    """Return what the Board is by law: Health and Social Care Act 2012, sections 194 to 196."""
    named = at.ways.settings.council.name or "the council"
    return say(at, "board.what_it_is", council=named), ()


def members(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many people are members of the Board in the year, who joined, and who left.

    Of somebody whose first day is blank nothing is said but that it is not recorded.
    """
    every = year.members
    if not every:
        return NOTHING
    undated = sum(member.person.start is None for member in every)
    joined = [f"{m.person.name} ({in_words(m.joined)})" for m in every if m.joined]
    left = [f"{m.person.name} ({in_words(m.left)})" for m in every if m.left]
    key = "board.members.undated.all" if undated == len(every) else "board.members.undated"
    words = together(
        say(at, "board.members", len(every)),
        say(at, "board.members.joined", len(joined), joined),
        say(at, "board.members.left", len(left), left),
        say(at, key, undated),
        "" if joined or left or undated else say(at, "board.members.same"),
    )
    return words, places(member.person for member in every)


def meetings(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many public meetings of the Board the year has, with their dates."""
    held = [called(meeting) for meeting in year.span.meetings]
    if not held:
        return NOTHING
    words = say(at, "board.meetings", len(held), days=all_named(held))
    return words, places(year.span.meetings)


def strategy(at: BoardAt, _year: YearBack) -> Drafted:
    """Return the strategy in brief: its title, its years, who approved it and when."""
    rows, said = [row for row in at.board.strategy if row.title], []
    for row in rows:
        period, approved = str(row.period or ""), _approved(at, row)
        years = "strategy.brief.years" if " to " in period else "strategy.brief.year"
        said += [
            say(at, "strategy.brief", title=row.title),
            say(at, years, period=period) if period else "",
            say(at, "strategy.brief.approved", approved=approved) if approved else "",
        ]
    return together(*said), places(rows)


def _approved(at: BoardAt, row: Strategy | Plan) -> str:
    """Return who approved it and when; "" where neither is known."""
    council = at.ways.settings.council
    by = row.approved_by
    by = f"the {by}" if by in (council.board, council.executive) else by
    if not row.approved_on:
        return say(at, "approved.by", by=by) if by else ""
    day = in_words(row.approved_on)
    return say(at, "approved.by_on", by=by, day=day) if by else say(at, "approved.on", day=day)


def priorities(at: BoardAt, year: YearBack) -> Drafted:
    """Return the priorities of the strategy, supporting ones apart (seed H 3.3)."""
    rows = [one.priority for one in year.achieved if one.priority.reference]
    said = []
    some_support = any(row.rank is Rank.SUPPORTING for row in rows)
    first = "strategy.priorities.core" if some_support else "strategy.priorities"
    for key, apart in ((first, False), ("strategy.priorities.supporting", True)):
        those = [
            row.name or row.reference for row in rows if (row.rank is Rank.SUPPORTING) is apart
        ]
        said.append(say(at, key, len(those), those))
    return together(*said), places(rows)


def related(at: BoardAt, _year: YearBack) -> Drafted:
    """Return how many other strategies it is related to; nothing where none is named."""
    rows = at.board.related_strategies
    return say(at, "strategy.related", len(rows)), places(rows)


def decided(at: BoardAt, _year: YearBack) -> Drafted:
    """Return what the Board decided on the last annual report, or asked for since."""
    return decided_in_year(at)


def in_summary(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many outturns of the year are on target, off it, or neither; none is named."""

    def against(one: Outturn) -> str:
        role = one.judgement.role
        return _NOT_COMPARED if role is None else "met" if role is Role.MET else "worse"

    if not year.outturns:
        return NOTHING
    parts = in_parts(at, "year.outturn", year.outturns, against, ("met", "worse", _NOT_COMPARED))
    said = shared(at, "year.outturns", parts)
    words, _ = with_base(at, FIGURE_TABLES, said)
    return words, _rated_by(year.outturns)


def counts(at: BoardAt, year: YearBack) -> Drafted:
    """Return which outturns of the year are on target, worse, still to come, or without target."""
    if not year.outturns:
        none = say(at, "outturns.counts", 0)
        return with_base(at, FIGURE_TABLES, nothing_there(at, INDICATORS, none))

    def against(one: Outturn) -> str:
        if one.judgement.role:
            return one.judgement.role.name.lower()
        return _AWAITED if one.awaited else _NOT_COMPARED

    parts = in_parts(
        at, "outturns.against", year.outturns, against, _AGAINST, lambda one: one.indicator.called
    )
    said = shared(at, "outturns.counts", parts, year=str(year.span.reporting))
    words, _ = with_base(at, FIGURE_TABLES, said)
    return words, _rated_by(year.outturns)


def moved(at: BoardAt, year: YearBack) -> Drafted:
    """Return which outturns are better or worse than those of the year before."""
    out = [one for one in year.outturns if one.has_figure]
    if not out:
        return NOTHING
    parts = in_parts(
        at, "outturns.way", out,
        lambda one: one.movement.way.name.lower() if one.movement.way in MOVED else _NOT_COMPARED,
        [*(way.name.lower() for way in MOVED), _NOT_COMPARED],
        lambda one: one.indicator.called,
    )  # fmt: skip
    return shared(at, "outturns.moved", parts, year=str(year.span.reporting)), _rows(out)


def awaited(at: BoardAt, year: YearBack) -> Drafted:
    """Return which outturns are not out yet, each with when it comes; nothing where all are."""
    those = [one for one in year.outturns if one.awaited]
    each = [
        f"{one.indicator.called} ({when_it_comes(at, one) or say(at, 'outturns.no_date')})"
        for one in those
    ]
    words = say(at, "outturns.awaited", len(those), each, year=str(year.span.reporting))
    return words, _rows(those)


def when_it_comes(at: BoardAt, one: Outturn) -> str:
    """Return when an outturn comes out, in an officer's words or by its day; "" where unsaid."""
    due, comes = one.indicator.next_due, one.comes
    in_lower_case = f"{comes[:1].lower()}{comes[1:]}"
    return in_lower_case or (say(at, "outturns.due", day=in_words(due)) if due else "")


def outturn_words(at: BoardAt, one: Outturn, span: YearSpan) -> Shown:
    """Return the outturn of the year; one that is not out yet says when it comes."""
    comes = when_it_comes(at, one)
    if one.awaited and comes:
        return say(at, "outturns.not_yet", comes=comes)
    if one.awaited:
        return at.gap(f"No {span.reporting} outturn", one.indicator.partner)
    shown = value_shown(at, one.indicator, one.reading)
    return with_period(shown, one.reading.period if one.reading else None, span.reporting)


def year_line(at: BoardAt, one: Outturn, span: YearSpan) -> Sparkline | str:
    """Return a small line of an indicator's figures up to its outturn, or words instead.

    A later figure is held against the target of the next year, and is not part of what the row
    says.
    """
    own = one.reading.period if one.reading else None
    last = max(span.reporting.last, own.last) if own else span.reporting.last
    return sparkline(at, trend_of(at.board, one.indicator, last))


def targets(at: BoardAt, year: YearBack) -> Drafted:
    """Return which outturns are worse than their target; that none is, where there are targets."""
    those, reporting, total = year.worse, str(year.span.reporting), len(year.outturns)
    if those:
        key = "less_well.targets" if total > 1 else "less_well.targets.only"
        names = [one.indicator.called for one in those]
        return say(at, key, len(those), names, total=total, year=reporting), _rows(those)
    compared = [one for one in year.outturns if one.judgement.role]
    key = "less_well.targets" if len(compared) == total else "less_well.targets.compared"
    return (say(at, key, 0, year=reporting) if compared else ""), _rows(compared)


def groups(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many returns came to the meetings of the year; without any, nobody was asked."""
    every = [one for one in year.received if one.returns.asked]
    if not every:
        return NOTHING
    asked = [one for one in every if one.returns.answers]
    total = len(every[0].returns.asked)
    if not asked:
        return say(at, "groups.none_recorded", total), places(at.board.groups)
    each = [
        say(at, "heard.returns.each", one.sent, total=total, meeting=called(one.meeting))
        for one in asked
    ]
    none = [called(one.meeting) for one in every if not one.returns.answers]
    words = together(
        say(at, "heard.groups", total, meetings=say(at, "heard.meetings", len(asked))),
        say(at, "heard.returns", len(each), each),
        say(at, "heard.without_return", len(none), none),
    )
    rows = (row for one in asked for _, answers in one.returns.answers for row in answers)
    return words, places((*at.board.groups, *rows))


def answers_on_delivery(at: BoardAt, year: YearBack) -> Drafted:
    """Return how groups answered in the year whether what they look at is being delivered."""
    every = [row for one in year.received for _, those in one.returns.answers for row in those]
    said = [(row.delivered, row) for row in every if row.delivered]
    if not said:
        return NOTHING
    order = [verdict.name.lower() for verdict in Verdict]
    parts = in_parts(at, "year.group", said, lambda one: one[0].name.lower(), order)
    words, _ = with_base(at, (FEEDBACK,), shared(at, "year.groups", parts))
    return words, places(row for _, row in said)


def reports(at: BoardAt, year: YearBack) -> Drafted:
    """Return which overseeing bodies reported in the year, their positions, and what is missing."""
    rows = [(one.meeting, row) for one in year.received for row in one.reports.received]
    of_body = in_groups(
        (
            row.body or say(at, "highlights.no_body"),
            say(at, "heard.reports.position", position=position(at, row), day=called(meeting)),
        )
        for meeting, row in rows
    )
    there = [
        say(at, "heard.reports.each", len(said), each=all_named(said), body=body)
        for body, said in of_body.items()
    ]
    missing = [
        f"{body} ({called(one.meeting)})" for one in year.received for body in one.reports.missing
    ]
    words = together(
        say(at, "heard.reports", len(there), each=all_named(there)),
        say(at, "heard.reports.missing", len(missing), each=all_named(missing)),
    )
    return words, places(row for _, row in rows)


def partners(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many partner reports were due at meetings of the year, and how many came."""
    rows = [row for _, row in year.partners]
    parts = in_parts(
        at, "brought.partner", rows,
        lambda row: "received" if row.received is Answer.YES else "not_recorded",
        ("received", "not_recorded"),
    )  # fmt: skip
    return (shared(at, "brought.partners", parts) if rows else ""), places(rows)


def sessions(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many issues development sessions brought to the Board; nothing else of them."""
    found = year.brought
    return say(at, "brought.sessions", len(found)), tuple(one.place for one in found)


def plans(at: BoardAt, year: YearBack) -> Drafted:
    """Return the plans of the year that follows, and when they were agreed, if that is recorded."""
    rows, each = year.plans, []
    for row in rows:
        title = ", ".join(filter(None, (row.title or row.reference, row.version)))
        approved = _approved(at, row)
        key = "next_year.plans.agreed" if approved else "next_year.plans.open"
        each.append(say(at, key, title=title, approved=approved))
    return say(at, "next_year.plans", len(rows), each=all_named(each)), places(rows)


def ahead(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many meetings the forward plan of the next year has, and with how many items."""
    plan = year.ahead
    items = [item for item in plan.items if item.source is not ItemSource.STANDING]
    there = say(at, "next_year.items", len(items))
    words = say(at, "next_year.meetings", len(plan.meetings), items=there, last=in_words(plan.last))
    rows = (*(one.meeting for one in plan.meetings), *(item.row for item in items if item.row))
    return words, tuple(dict.fromkeys(places(rows)))


def of_priority(at: BoardAt, year: YearBack, one: Achieved) -> Drafted:
    """Return what was achieved for one priority: actions, milestones, targets, fine progress."""
    total, done = len(one.actions), [action.called for action in one.delivered]
    undated = len(one.milestones) - len(one.reached)
    fine = list(dict.fromkeys(row.action.called for row in one.exceptional))
    key = "achieved.each.actions" if total > 1 else "achieved.each.action"
    words = together(
        say(at, key, len(done), done, total=total) if total else say(at, "achieved.each.nothing"),
        say(at, "achieved.each.milestones", len(one.reached)),
        say(at, "year.milestones.without_day", undated),
        _on_target(at, year, one),
        say(at, "achieved.each.exceptional", len(fine), fine),
    )
    figures = (row for outturn in one.measured for row in outturn.rows)
    returned = (row.now for row in one.exceptional)
    rows = (*one.actions, *one.milestones, *figures, *returned)
    return words, tuple(dict.fromkeys(places(row for row in rows if row)))


def _on_target(at: BoardAt, year: YearBack, one: Achieved) -> str:
    """Return how many indicators are on target; one without outturn or target did not miss it."""
    total, reporting = len(one.measured), str(year.span.reporting)
    met = [figure.indicator.called for figure in one.targets]
    apart = [figure.indicator.called for figure in one.measured if figure.judgement.role is None]
    if len(apart) == total:
        return say(at, "achieved.each.not_compared.all", total, year=reporting)
    key = "achieved.each.targets" if total > 1 else "achieved.each.target"
    return together(
        say(at, key, len(met), met, total=total, year=reporting),
        say(at, "achieved.each.not_compared", len(apart), apart),
    )


def _rated_by(those: Iterable[Outturn]) -> tuple[Place, ...]:
    return places(row for one in those for row in one.rows)


def _rows(those: Iterable[Outturn]) -> tuple[Place, ...]:
    return places(row for one in those for row in (*one.rows, one.before) if row)


_DRAFTS: Mapping[str, Callable[[BoardAt, YearBack], Drafted]] = {
    "year.nothing_behind": nothing_behind,
    "year.actions": actions,
    "year.outturns": in_summary,
    "year.span": span,
    "year.less_well": less_well,
    "year.groups": answers_on_delivery,
    "year.decisions": decided,
    "board.what_it_is": what_it_is,
    "board.members": members,
    "board.meetings": meetings,
    "strategy.brief": strategy,
    "strategy.priorities": priorities,
    "strategy.related": related,
    IN_ALL: in_all,
    "outturns.counts": counts,
    "outturns.moved": moved,
    "outturns.awaited": awaited,
    "less_well.actions": late,
    "less_well.delivered_late": delivered_late,
    "less_well.moved": moved_deadlines,
    "less_well.milestones": milestones,
    "less_well.targets": targets,
    "less_well.ratings": ratings,
    "ratings.rounds": rounds,
    "ratings.at_year_end": at_year_end,
    "heard.groups": groups,
    "heard.reports": reports,
    "brought.partners": partners,
    "brought.sessions": sessions,
    "next_year.plans": plans,
    "next_year.carried": carried,
    "next_year.meetings": ahead,
}


def keys(board: BoardData) -> tuple[str, ...]:
    """Return the keys: on the whole, then one for each priority, and one for none."""
    of_priorities = (achieved_key(row.reference) for row in board.priorities)
    return (*_DRAFTS, *of_priorities, achieved_key(""))


def achieved_key(priority: str) -> str:
    """Return the key of what was achieved for a priority, or for none: ``achieved.P1``."""
    return f"achieved.{priority or 'no_priority'}"


def drafted_of_year(at: BoardAt) -> tuple[Sentence, ...]:
    """Return the sentences of an annual report: on the whole, then one for each priority."""
    year = at.once(year_back)
    drafts = {key: partial(draft, at, year) for key, draft in _DRAFTS.items()}
    achieved = {
        achieved_key(one.priority.reference): partial(of_priority, at, year, one)
        for one in year.achieved
    }
    return with_own(at, {**drafts, **achieved})
