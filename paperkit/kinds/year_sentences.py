"""The drafted sentences of an annual report, which look at a whole year.

A count always comes with its base, and a reference or a name with every count that is not whole.
As everywhere, no rating word is used of an indicator, and it is never said that a target was
exceeded: where lower is better that reads as its opposite. Of development sessions nothing is said
but what they brought to the Board (seed H 3.14).
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from paperkit.actions.milestones import MILESTONE, milestones_without_day
from paperkit.board.data import BoardData
from paperkit.board.plan_rows import INDICATORS, Plan, Strategy
from paperkit.board.settings import Role
from paperkit.board.words import Rank
from paperkit.decisions.sentences import decided_since
from paperkit.findings import Place
from paperkit.indicators.ratings import Way
from paperkit.indicators.shown import FIGURE_TABLES, WORSE_THAN_TARGET, references
from paperkit.kinds.year_actions import (
    actions,
    at_year_end,
    carried,
    delivered_late,
    late,
    less_well,
    milestones,
    moved_deadlines,
    ratings,
    rounds,
)
from paperkit.kinds.year_back import Achieved, Outturn, YearBack, year_back
from paperkit.meetings.items import ItemSource
from paperkit.meetings.shown import called
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import (
    NOTHING,
    Drafted,
    Noun,
    counted,
    listed,
    nothing_there,
    parts_of,
    places,
    plural,
    shared,
    were,
    with_base,
)
from paperkit.standpoint.wording import say, with_own
from paperkit.voices.shown import none_recorded
from paperkit.word.values import Sentence

MEETING = Noun("meeting", "meetings")
PUBLIC_MEETING = Noun("public meeting", "public meetings")
STRATEGY = Noun("other strategy", "other strategies")
REPORT = Noun("partner report", "partner reports")
ITEM = Noun("item", "items")
OUTTURN = Noun("outturn", "outturns")
_AWAITED = "awaited"
_AGAINST = (
    (Role.MET, "is on target or better", "are on target or better"),
    *WORSE_THAN_TARGET,
    (_AWAITED, "is not out yet", "are not out yet"),
    (None, "cannot be compared with a target", "cannot be compared with a target"),
)
_MOVED = (
    (Way.BETTER, "is better than the one before", "are better than the ones before"),
    (Way.WORSE, "is worse than the one before", "are worse than the ones before"),
    (Way.SAME, "is the same as the one before", "are the same as the ones before"),
    # These two carry no judgement, so they are not called better or worse.
    (Way.HIGHER, "is higher than the one before", "are higher than the ones before"),
    (Way.LOWER, "is lower than the one before", "are lower than the ones before"),
    (None, "cannot be compared with an earlier one", "cannot be compared with an earlier one"),
)
_COMPARED = frozenset(way for way, *_ in _MOVED if way)


def span(_at: BoardAt, year: YearBack) -> Drafted:
    """Return the year that is looked back on, and that of its figures."""
    of = year.span
    words = (
        f"This report looks back on the year from {in_words(of.first)} to {in_words(of.last)}. "
        f"Performance indicators are told for the reporting year {of.reporting}, from "
        f"{in_words(of.reporting.first)} to {in_words(of.reporting.last)}."
    )
    return words, places(of.meetings)


def nothing_behind(_at: BoardAt, year: YearBack) -> Drafted:
    """Return what the year lacks altogether: earlier meetings, or outturns; nothing of others."""
    since = f"from {in_words(year.span.first)} to {in_words(year.span.last)}"
    words = f"Of the year {since} the Board's data hold {listed(year.lacking)}."
    return (words if year.lacking else ""), ()


def what_it_is(at: BoardAt, _year: YearBack) -> Drafted:
    """Return what the Board is by law: Health and Social Care Act 2012, sections 194 to 196."""
    of = at.ways.settings.council
    words = (
        f"The {of.board} is a committee of {of.name or 'the council'} "
        "(Health and Social Care Act 2012, section 194). "
        "It prepares the joint strategic needs assessment and the joint local health and "
        "wellbeing strategy, and encourages those who arrange health and social care to work "
        "together."
    )
    return words, ()


def members(_at: BoardAt, year: YearBack) -> Drafted:
    """Return how many people are members of the Board in the year, who joined, and who left.

    Of somebody whose first day is blank nothing is said but that it is not recorded.
    """
    every = year.members
    undated = sum(member.person.start is None for member in every)
    joined = listed(f"{m.person.name} ({in_words(m.joined)})" for m in every if m.joined)
    left = listed(f"{m.person.name} ({in_words(m.left)})" for m in every if m.left)
    sentences = (
        f"{counted(len(every), Noun('person is', 'people are'))} recorded as "
        f"{'a member' if len(every) == 1 else 'members'} of the Board in the year.",
        f"Joined in the year: {joined}." if joined else "",
        f"Left: {left}." if left else "",
        f"It is not recorded when {undated} of them joined." if undated else "",
        "" if joined or left or undated else "Nobody joined or left.",
    )
    words = " ".join(filter(None, sentences)) if every else ""
    return words, places(member.person for member in every)


def meetings(_at: BoardAt, year: YearBack) -> Drafted:
    """Return how many public meetings of the Board the year has, with their dates."""
    held = year.span.meetings
    base = f"The year has {counted(len(held), PUBLIC_MEETING)} of the Board"
    return (f"{base}: {listed(map(called, held))}." if held else ""), places(held)


def strategy(at: BoardAt, _year: YearBack) -> Drafted:
    """Return the strategy in brief: its title, its years, who approved it and when."""
    rows, sentences = [row for row in at.board.strategy if row.title], []
    for row in rows:
        period, approved = str(row.period or ""), _by_and_on(row)
        runs = f"runs {'from' if ' to ' in period else 'for'} {period}" if period else ""
        sentences.append(f"The Board answers for '{row.title}'.")
        if runs or approved:
            sentences.append(
                f"It {listed(filter(None, (runs, approved and f'was approved{approved}')))}."
            )
    return " ".join(sentences), places(rows)


def _by_and_on(row: Strategy | Plan) -> str:
    """Return by whom it was approved and when; "" where neither is known."""
    by = f" by {row.approved_by}" if row.approved_by else ""
    return f"{by} on {in_words(row.approved_on)}" if row.approved_on else by


def priorities(at: BoardAt, year: YearBack) -> Drafted:
    """Return the priorities of the strategy, supporting ones apart (seed H 3.3)."""
    rows = [one.priority for one in year.achieved if one.priority.reference]
    parts = []
    for word, apart in ((at.ways.words.priority, False), ("supporting priority", True)):
        those = [row for row in rows if (row.rank is Rank.SUPPORTING) is apart]
        count = counted(len(those), Noun(word, plural(word)))
        named = listed(row.name or row.reference for row in those)
        parts += [f"{count}: {named}"] if those else []
    return (f"The strategy has {'; and '.join(parts)}." if parts else ""), places(rows)


def related(at: BoardAt, _year: YearBack) -> Drafted:
    """Return how many other strategies it is related to; nothing where none is named."""
    rows = at.board.related_strategies
    words = f"The strategy stands beside {counted(len(rows), STRATEGY)}."
    return (words if rows else ""), places(rows)


def decided(at: BoardAt, _year: YearBack) -> Drafted:
    """Return what the Board decided on the last annual report, or asked for since."""
    return decided_since(at)


def in_summary(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many outturns of the year are on target, worse, still to come; none is named."""
    return _against_target(at, year, lambda _those: "") if year.outturns else NOTHING


def counts(at: BoardAt, year: YearBack) -> Drafted:
    """Return which outturns of the year are on target, worse, still to come, or without target."""
    if year.outturns:
        return _against_target(at, year, references)
    return with_base(
        at, FIGURE_TABLES, nothing_there(at, INDICATORS, say(at, "indicators.counts", 0))
    )


def _against_target(at: BoardAt, year: YearBack, more: Callable[[list[Outturn]], str]) -> Drafted:
    """Return the counts, each with what ``more`` says of the outturns that it counts."""
    parts = parts_of(
        year.outturns,
        lambda one: one.judgement.role or (_AWAITED if one.awaited else None),
        _AGAINST,
        more,
    )
    words, _ = with_base(at, FIGURE_TABLES, shared(OUTTURN, parts, f" for {year.span.reporting}"))
    return words, places(row for one in year.outturns for row in one.rows)


def moved(_at: BoardAt, year: YearBack) -> Drafted:
    """Return which outturns are better or worse than those of the year before."""
    out = [one for one in year.outturns if one.has_figure]
    which = f" for {year.span.reporting} {'that is' if len(out) == 1 else 'that are'} out"
    parts = parts_of(
        out,
        lambda one: one.movement.way if one.movement.way in _COMPARED else None,
        _MOVED,
        references,
    )
    return (shared(OUTTURN, parts, which) if out else ""), _rows(out)


def awaited(_at: BoardAt, year: YearBack) -> Drafted:
    """Return which outturns are not out yet, each with when it comes; nothing where all are."""
    those = [one for one in year.outturns if one.awaited]
    each = (f"{o.indicator.reference} ({when_it_comes(o) or 'no date given'})" for o in those)
    base = f"{len(those)} of the {len(year.outturns)} outturns for {year.span.reporting}"
    is_so = "is" if len(those) == 1 else "are"
    words = f"{base} {is_so} not out yet: {'; '.join(each)}."
    return (words if those else ""), _rows(those)


def when_it_comes(one: Outturn) -> str:
    """Return when an outturn comes out, in an officer's words or by its day; "" where unsaid."""
    due = one.indicator.next_due
    return one.comes or (f"due {in_words(due)}" if due else "")


def targets(_at: BoardAt, year: YearBack) -> Drafted:
    """Return which outturns are worse than their target; that none is, where there are targets."""
    those, reporting = year.worse, year.span.reporting
    if those:
        base = f"{len(those)} of the {len(year.outturns)} outturns for {reporting}"
        is_so = "is" if len(those) == 1 else "are"
        return f"{base} {is_so} worse than target: {references(those)}.", _rows(those)
    compared = [one for one in year.outturns if one.judgement.role]
    words = f"No outturn for {reporting} is worse than its target."
    if len(compared) < len(year.outturns):
        words = f"No outturn for {reporting} that can be compared with a target is worse than it."
    return (words if compared else ""), _rows(compared)


def groups(at: BoardAt, year: YearBack) -> Drafted:
    """Return how many returns came to the meetings of the year; without any, nobody was asked."""
    every = [one for one in year.received if one.returns.asked]
    if not every:
        return NOTHING
    asked = [one for one in every if one.returns.answers]
    if not asked:
        return none_recorded(every[0].returns, named=False), places(at.board.groups)
    total = len(asked[0].returns.asked)
    group = "1 group was" if total == 1 else f"{total} groups were"
    received = listed(f"{one.returned} for {called(one.meeting)}" for one in asked)
    rows = (row for one in asked for _, answers in one.returns.answers for row in answers)
    none = listed(called(one.meeting) for one in every if not one.returns.answers)
    base = f"{group} asked for their view at {counted(len(asked), MEETING)} of the year."
    base += f" Returns received: {received}."
    return f"{base} No return is recorded for {none}." if none else base, places(
        (*at.board.groups, *rows)
    )


def reports(at: BoardAt, year: YearBack) -> Drafted:
    """Return which overseeing bodies reported in the year, their positions, and what is missing."""
    received = [(one.meeting, row) for one in year.received for row in one.reports.received]
    there = "; ".join(
        f"{row.body or 'a body that is not named'}, {called(meeting)} "
        f"({row.assurance or 'no assurance position given'})"
        for meeting, row in received
    )
    missing = listed(
        f"{body} for {called(one.meeting)}" for one in year.received for body in one.reports.missing
    )
    report = at.ways.words.highlight_report
    sentences = [f"The {report} was received: {there}."] if there else []
    sentences += [f"No {report} was received from {missing}."] if missing else []
    return " ".join(sentences), places(row for _, row in received)


def partners(_at: BoardAt, year: YearBack) -> Drafted:
    """Return how many partner reports were due at meetings of the year, and how many came."""
    rows = [row for _, row in year.partners]
    there = sum(row.received is Answer.YES for row in rows)
    base = f"{counted(len(rows), REPORT)} {were(len(rows))} due at meetings of the year"
    rest = len(rows) - there
    words = f"{base}, and {'it was' if there == 1 else 'all were'} received."
    if rest:
        said = f"{there} {were(there)} received; {rest} {were(rest)} not recorded as received"
        words = f"{base}: {said}."
    return (words if rows else ""), places(rows)


def sessions(_at: BoardAt, year: YearBack) -> Drafted:
    """Return how many issues development sessions brought to the Board; nothing else of them."""
    found = year.brought
    words = (
        "Development sessions are not public. In the year they brought "
        f"{counted(len(found), Noun('issue', 'issues'))} to the Board."
    )
    return (words if found else ""), tuple(one.place for one in found)


def plans(at: BoardAt, year: YearBack) -> Drafted:
    """Return the plans of the year that follows, and when they were agreed, if that is recorded."""
    rows, each = year.plans, []
    for row in rows:
        agreed = _by_and_on(row)
        version = f"{row.version}, " if row.version else ""
        said = f"{version}agreed{agreed}" if agreed else f"{version}not recorded as agreed"
        each.append(f"{row.title or row.reference} ({said})")
    words = f"The {plural(at.ways.words.plan)} for the year that follows are: {'; '.join(each)}."
    return (words if rows else ""), places(rows)


def ahead(_at: BoardAt, year: YearBack) -> Drafted:
    """Return how many meetings the forward plan of the next year has, and with how many items."""
    plan = year.ahead
    if not plan.meetings:
        return "No meeting of the Board is recorded for the twelve months that follow.", ()
    items = [item for item in plan.items if item.source is not ItemSource.STANDING]
    words = (
        f"The forward plan of the Board to {in_words(plan.last)} has "
        f"{counted(len(plan.meetings), MEETING)} and {counted(len(items), ITEM)} beside standing "
        "ones."
    )
    rows = (*(one.meeting for one in plan.meetings), *(item.row for item in items if item.row))
    return words, tuple(dict.fromkeys(places(rows)))


def of_priority(year: YearBack, one: Achieved) -> Drafted:
    """Return what was achieved for one priority: actions, milestones, targets, fine progress."""
    total, done, steps = len(one.actions), one.delivered, one.reached
    if not total:
        sentences = ["The plans have no action for it."]
    elif not done:
        none = "Its 1 action was not" if total == 1 else f"None of its {total} actions was"
        sentences = [f"{none} delivered in the year."]
    else:
        base = "Its 1 action" if total == 1 else f"{len(done)} of its {total} actions"
        named = listed(action.reference for action in done)
        sentences = [f"{base} {were(len(done))} delivered in the year ({named})."]
    if steps:
        of = _of_actions(step.action for step in steps if step.action)
        which = f", of {of}" if of else ""
        sentences.append(f"{counted(len(steps), MILESTONE)} {were(len(steps))} reached{which}.")
    if undated := [step for step in one.milestones if not step.reached_on]:
        of = _of_actions(step.action for step in undated)
        sentences.append(milestones_without_day(len(undated), of))
    if one.measured:
        sentences.append(_on_target(year, one))
    exceptional = _of_actions(row.action.reference for row in one.exceptional)
    if exceptional:
        sentences.append(f"Exceptional progress or early completion was reported on {exceptional}.")
    figures = (row for outturn in one.measured for row in outturn.rows)
    returned = (row.now for row in one.exceptional)
    rows = (*one.actions, *one.milestones, *figures, *returned)
    return " ".join(sentences), tuple(dict.fromkeys(places(row for row in rows if row)))


def _of_actions(references: Iterable[str]) -> str:
    """Return ``action 1.1``, or ``actions 1.1 and 1.2``; nothing for none."""
    each = dict.fromkeys(references)
    return f"{'action' if len(each) == 1 else 'actions'} {listed(each)}" if each else ""


def _on_target(year: YearBack, one: Achieved) -> str:
    """Return how many indicators are on target; one without outturn or target did not miss it."""
    total, met, reporting = len(one.measured), one.targets, year.span.reporting
    apart = [figure for figure in one.measured if figure.judgement.role is None]
    which = f" ({references(met)})" if met else ""
    if len(apart) == total:
        its = "its 1 indicator" if total == 1 else f"its {total} indicators"
        return f"No outturn for {reporting} of {its} can be compared with a target."
    if total == 1:
        said = "is on target or better" if met else "did not meet its target"
        return f"The outturn for {reporting} of its 1 indicator{which} {said}."
    base = f"{len(met) or 'None'} of its {total} indicators{which}"
    rest = f"; {len(apart)} cannot be compared with one ({references(apart)})" if apart else ""
    return f"{base} met {'their' if len(met) > 1 else 'its'} target for {reporting}{rest}."


def _rows(those: Iterable[Outturn]) -> tuple[Place, ...]:
    return places(row for one in those for row in (*one.rows, one.before) if row)


_DRAFTS: Mapping[str, Callable[[BoardAt, YearBack], Drafted]] = {
    "year.decisions": decided,
    "year.nothing_behind": nothing_behind,
    "year.span": span,
    "year.actions": actions,
    "year.outturns": in_summary,
    "year.less_well": less_well,
    "board.what_it_is": what_it_is,
    "board.members": members,
    "board.meetings": meetings,
    "strategy.brief": strategy,
    "strategy.priorities": priorities,
    "strategy.related": related,
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
        achieved_key(one.priority.reference): partial(of_priority, year, one)
        for one in year.achieved
    }
    return with_own(at, {**drafts, **achieved})
