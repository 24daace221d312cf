"""What a paper says of actions: whether what was due has been delivered, and all of the plans.

Sentences, the table of those late or at risk, the table of every action (seed T 3.16).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from paperkit.actions.standing import (
    DueAction,
    Standing,
    days_late,
    due_actions,
    due_at,
    how_late,
    shown_deadline,
    standing,
)
from paperkit.board.calendar import plans_of_year
from paperkit.board.paper_rows import Request
from paperkit.board.plan_rows import ACTIONS, Action
from paperkit.board.settings import Role
from paperkit.board.words import Correction, RequestRoute, SponsorView, State
from paperkit.decisions.recorded import decided_earlier
from paperkit.decisions.shown import unconfirmed
from paperkit.frozen import Frozen, replace
from paperkit.record.at_meeting import Answered, RatingMovement
from paperkit.schema.cleaning import ByReference, folded, in_groups
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import NOTHING, Drafted, Noun, nothing_there, places
from paperkit.standpoint.wording import Portion, in_parts, say, shared, together, with_base
from paperkit.word.values import Gap, LinkText, Rated, Sentence, Shown, printed_address

ACTION = Noun("action", "actions")
NO_OWNER = Gap("No owner recorded")
NOT_RATED = "Not rated"
ELSEWHERE, TO_BE_HANDLED = "Handled elsewhere", "To be handled elsewhere"
PUT = "Put to the Board as a recommendation"
IN_EXEMPT_PAPER = "In an exempt paper"
"""What stands for a rating that a public paper may not print, where no other is public."""
NEWER_IN_EXEMPT_PAPER = "Newer rating in an exempt paper; last public one shown"
NO_PLAN, NO_PRIORITY = "Of no plan or part", "Of no priority"

_BY_DELIVERY = (
    Standing.DELIVERED, Standing.NOT_DELIVERED, Standing.AT_RISK, Standing.ON_COURSE,
    Standing.SUSPENDED, Standing.RESCHEDULED, Standing.NO_UPDATE, Standing.NOT_STARTED,
    Standing.CARRIED_OVER, Standing.NOT_DUE, Standing.WITHDRAWN,
)  # fmt: skip
"""The order in which a sentence says how actions are getting on."""


def due(at: BoardAt) -> Drafted:
    """Return how many of those due by the meeting are delivered.

    How the others stand is for the part on actions, which names them.
    """
    found = at.once(due_at)
    delivered = sum(one.standing is Standing.DELIVERED for one in found)
    parts = [Portion(delivered, say(at, "summary.actions.delivered", delivered))]
    if not found:
        words = nothing_there(at, ACTIONS, say(at, "summary.actions", 0))
    elif delivered:
        words = shared(at, "summary.actions", parts, of=len(found))
    else:
        words = say(at, "summary.actions.none_delivered", len(found), total=len(found))
    return with_base(at, (ACTIONS,), words)


def late_or_at_risk_in_summary(at: BoardAt) -> Drafted:
    """Return how many of all actions the report lists as late or at risk; of one alone nothing."""
    total = len(at.board.actions)
    if total < 2:
        return NOTHING
    words = say(at, "summary.late_or_at_risk", len(late_or_at_risk(at)), total=total)
    return words, places(at.board.actions)


def counts(at: BoardAt) -> Drafted:
    """Return how many of all the actions were due, and which have which standing."""
    found, undated = at.once(due_at), _without_deadline(at)
    if not found:
        none = nothing_there(at, ACTIONS, say(at, "actions.counts", 0))
        return with_base(at, (ACTIONS,), " ".join(filter(None, (none, undated))))
    order = {action.reference: n for n, action in enumerate(at.board.actions)}
    in_plan_order = sorted(found, key=lambda due: order[due.action.reference])
    parts = by_standing(at, in_plan_order, lambda one: one.action.called)
    late = late_in_words(at, "actions.late", _delivered_late(in_plan_order))
    words = (_fall_due(at, len(found)), shared(at, "actions.counts", parts), late, undated)
    return with_base(at, (ACTIONS,), together(*words))


def _fall_due(at: BoardAt, count: int) -> str:
    """Return how many of the actions fall due by the meeting, any reported before apart."""
    total = len(at.board.actions)
    if total == count:
        key = "actions.fall_due.only" if total == 1 else "actions.fall_due"
        return say(at, key, count, total=total)
    apart = len(due_actions(at.board, at.day, None, at.as_of)) > count
    return say(at, "actions.fall_due.since" if apart else "actions.fall_due", count, total=total)


def _without_deadline(at: BoardAt) -> str:
    """Return which open actions have no recorded deadline, so that none of them can be due."""
    those = [
        action.called
        for action in at.board.actions
        if not (action.deadline or action.revised_deadline or action.was_delivered(at.as_of))
        and action.state is not State.WITHDRAWN
    ]
    return say(at, "actions.without_deadline", len(those), those)


def _delivered_late(due: Sequence[DueAction]) -> list[Action]:
    delivered = (one.action for one in due if one.standing is Standing.DELIVERED)
    return [action for action in delivered if days_late(action)]


def late_in_words(at: BoardAt, key: str, actions: Sequence[Action]) -> str:
    """Return the sentence that these were delivered late; of a few, which and by how much."""
    return say(at, key, len(actions), [f"{one.called} ({how_late(one)})" for one in actions])


def by_standing(
    at: BoardAt, due: Sequence[DueAction], names: Callable[[DueAction], str] | None = None
) -> list[Portion]:
    """Return a share for each standing; ``names`` gives what its actions are called."""
    order = [standing.name.lower() for standing in _BY_DELIVERY]
    return in_parts(
        at, "actions.standing", due, lambda one: one.standing.name.lower(), order, names
    )


class ActionShown(Frozen, former={"is_told": "has_more"}):
    """One action's line. ``standing`` is its standing by the date of the meeting.

    ``revision`` is why a deadline moved. It, ``target``, ``more`` and ``source`` are empty where
    there is nothing, and so is the ``correction`` of an action that is not an exception: a template
    asks with an if. ``owner`` says who else is accountable; among those late or at risk
    ``accountable`` says it instead.

    What follows comes from the log of exception reports, and is empty where that has nothing of
    the action: its rating or that no return came in, the meeting for which it was ``reported``,
    the rating at the last report and the movement since, who else changed the rating, what the
    Board is asked for, and what the officer ``decided`` of that. ``earlier_round`` is ``reported``
    again where that is not this meeting.

    ``since`` is what the last report had of it that has changed, empty where nothing has.
    Of an action that was stopped, ``stopped`` is why among those late or at risk, and
    ``standing`` does not say it again. ``has_more`` is True of an action that the report does not
    list there and of which there is more to print: a corrective action, a new deadline, a changed
    rating or a request. ``lead`` is its reporting lead, ``home_plan`` the plan in which it is
    managed, ``forum`` who manages it, each empty where the plan names none.
    """

    reference: str
    wording: str
    parent: str
    owner: Shown
    deadline: Shown
    revision: str
    standing: str
    correction: Shown
    measures: str
    target: str
    more: str | LinkText
    source: str
    accountable: str = ""
    rating: Rated | str = ""
    reported: str = ""
    earlier_round: str = ""
    last_rating: str = ""
    movement: str = ""
    moderation: str = ""
    request: str = ""
    decided: str = ""
    since: str = ""
    stopped: str = ""
    has_more: bool = False
    lead: str = ""
    home_plan: str = ""
    forum: str = ""


class PriorityActions(Frozen):
    """The actions of one priority in a plan. ``title`` is empty where the plan has no other."""

    title: str
    rows: tuple[ActionShown, ...]


class PlanActions(Frozen):
    """The actions of one plan, or of one part of it.

    ``title`` names the plan and the part. It is empty where one plan without parts has them all.
    ``priorities`` has the same rows again, priority by priority.
    """

    title: str
    rows: tuple[ActionShown, ...]
    priorities: tuple[PriorityActions, ...] = ()


class Actions(Frozen):
    """Whether what was due has been delivered (seed T 3.16), and every action of the plans.

    ``plans`` has the same lines again, plan by plan (seed T 3.1). ``rated`` says whether the log of
    exception reports has any of them. ``owners`` are those named in full, with post and
    organisation; an owner of whom no more than the name is known is not among them.
    ``accountable`` are the roles that are accountable for actions of others, with the actions: rows
    of ``plans`` have the owner alone. Where the report lists only the worst of the exceptions,
    ``more`` says how many others there are.
    """

    sentences: tuple[Sentence, ...]
    exceptions: tuple[ActionShown, ...]
    rows: tuple[ActionShown, ...]
    plans: tuple[PlanActions, ...] = ()
    rated: bool = False
    owners: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    more: str = ""


def rating(at: BoardAt, row: Answered) -> Rated | str:
    """Return the rating that counts, with its colour; a phrase where there is none."""
    if row.rating:
        return at.rated(row.rating)
    return at.phrases.nothing if row.now else at.phrases.no_return


def moderation(at: BoardAt, row: Answered) -> str:
    """Return that the sponsor changed or challenged the lead's rating, and why; else nothing.

    The lead's own rating is always given.
    """
    view = row.view
    if view is None or not (row.is_moderated or view.view is SponsorView.CHALLENGED):
        return ""
    because = view.because or say(at, "sponsor.no_reason")
    by, lead = the_sponsor(at, view.sponsor), row.lead_rating or say(at, "sponsor.no_rating")
    if row.is_moderated:
        return say(
            at,
            "sponsor.changed_rating",
            before=lead,
            rating=row.rating,
            sponsor=by,
            because=because,
        )
    return say(at, "sponsor.challenged_rating", sponsor=by, because=because)


def the_sponsor(at: BoardAt, name: str) -> str:
    """Return what a sentence calls the sponsor, by name where there is one."""
    return say(at, "sponsor.called" if name else "sponsor.called.no_name", name=name)


NO_EXCEPTION = frozenset({Standing.DELIVERED, Standing.ON_COURSE})
NOT_ASKED_SINCE = "Not asked about since the last report"
NEEDS_CORRECTION = frozenset({Standing.NOT_DELIVERED, Standing.AT_RISK})


NO_CHANGES: Mapping[str, str] = MappingProxyType({})


def actions(
    at: BoardAt, sentences: tuple[Sentence, ...], since: Mapping[str, str] = NO_CHANGES
) -> Actions:
    """Return the part on actions (seed T 3.16): those late or at risk, and all.

    ``since`` has what the last report had of an action that has changed, by its reference.
    """
    every_late, most = late_or_at_risk(at), at.planned.most_listed
    late = every_late[:most]
    left_out = {action.reference for action, _ in every_late[len(late) :]}
    exceptions = [_exception(at, action, its_standing) for action, its_standing in late]
    every, in_brief = at.board.actions, {row.reference: row.standing for row in exceptions}
    parents = at.called_in_turn([action.parent for action in every], at.outcomes_in_use)
    rows = [
        replace(
            row,
            parent=parent,
            since=since.get(one.reference, ""),
            has_more=one.reference not in in_brief and _has_more(row),
        )
        for one, parent in zip(every, parents, strict=True)
        for row in (_full_row(at, one, one.reference in left_out),)
    ]
    plan_of = at.once(_plans)
    of_plan = in_groups((plan_of(one), (one, row)) for one, row in zip(every, rows, strict=True))
    return Actions(
        sentences=sentences,
        exceptions=rated_or_said(exceptions),
        rows=tuple(rows),
        plans=tuple(
            PlanActions(
                one.title,
                tuple(row for _, row in of_plan[one]),
                _by_priority(at, of_plan[one], in_brief),
            )
            for one in sorted(of_plan, key=lambda one: one.order)
        ),
        rated=bool(at.moved),
        more=say(at, "actions.more", len(left_out)) if left_out else "",
        owners=tuple(
            sorted(
                {
                    named
                    for action in every
                    if (named := at.with_post(action.owner)) != action.owner
                },
                key=str.casefold,
            )
        ),
        accountable=tuple(
            f"{role} ({', '.join(references)})"
            for role, references in in_groups(
                (one.accountable, one.reference) for one in every if one.accountable
            ).items()
        ),
    )


def late_or_at_risk(at: BoardAt) -> list[tuple[Action, Standing]]:
    """Return what was due and is neither delivered nor on course, and what is at risk and not due.

    Each comes with its standing. What is rated off track comes first, then what has no rating, then
    the others, the worst first; of these what was due, not delivered before the others, and what
    has been due longest.
    """
    due = [(one.action, one.standing) for one in at.once(due_at)]
    found = [one for one in due if one[1] not in NO_EXCEPTION]
    found += [(action, Standing.AT_RISK) for action in _at_risk_ahead(at)]
    ratings = at.ways.settings.ratings[::-1]
    off = [folded(one.word) for one in ratings if one.role is Role.MISSED]
    turns = (*off, "", *(folded(one.word) for one in ratings if one.role is not Role.MISSED))
    turn = {word: n for n, word in enumerate(turns)}
    rated = {one: folded(moved.answered.rating) for one, moved in at.moved.items()}
    return sorted(found, key=lambda one: turn.get(rated.get(one[0].reference, ""), turn[""]))


def _at_risk_ahead(at: BoardAt) -> list[Action]:
    """Return the actions that are at risk and not among those counted as due."""
    counted = {one.action.reference for one in at.once(due_at)}
    return [
        action
        for action in at.board.actions
        if action.reference not in counted
        and standing(action, at.day, at.as_of) is Standing.AT_RISK
    ]


def _full_row(at: BoardAt, action: Action, is_left_out: bool) -> ActionShown:
    """Return the row of the full table; of what a report leaves out it tells as much as that."""
    row = action_row(at, action, standing(action, at.day, at.as_of))
    return replace(row, correction=row.correction or at.phrases.nothing) if is_left_out else row


def _has_more(row: ActionShown) -> bool:
    return bool(row.correction or row.revision or row.moderation or row.request)


def _exception(at: BoardAt, action: Action, its_standing: Standing) -> ActionShown:
    """Return the lines of an action that is late or at risk.

    Who else is accountable, and why it was stopped, are lines of their own.
    """
    row = action_row(at, action, its_standing)
    row = replace(
        row,
        owner=action.owner or NO_OWNER,
        accountable=action.accountable,
        correction=row.correction or at.phrases.nothing,
    )
    why = revised(action) if _is_stopped(action, its_standing) else ""
    return replace(row, standing=str(its_standing), stopped=why) if why else row


def rated_or_said(rows: Sequence[ActionShown]) -> tuple[ActionShown, ...]:
    """Return the rows of a table; where some are rated, the others say that they are not."""
    if not any(row.rating for row in rows):
        return tuple(rows)
    return tuple(row if row.rating else replace(row, rating=NOT_RATED) for row in rows)


def _in_one_line(one: Action, row: ActionShown) -> ActionShown:
    """Return a row whose cells are a line each: the owner alone, measures one after the other.

    Where a cell goes on with a full stop, its text brings none of its own; words in the place of a
    rating, which has none after it, do.
    """
    lines = row.measures.splitlines()
    measures = " ".join(line if line.endswith(".") else f"{line};" for line in lines[:-1])
    measures = " ".join(filter(None, (measures, *lines[-1:])))
    return replace(
        row,
        owner=one.owner or NO_OWNER,
        rating=f"{row.rating}." if isinstance(row.rating, str) and row.rating else row.rating,
        standing=row.standing.removesuffix("." if row.since or row.movement else ""),
        measures=measures.removesuffix("." if row.target or row.more else ""),
        target=row.target.removesuffix("." if row.more else ""),
    )


def _by_priority(
    at: BoardAt, those: Iterable[tuple[Action, ActionShown]], in_brief: Mapping[str, str]
) -> tuple[PriorityActions, ...]:
    """Return the rows of a plan by priority, in the order of the strategy; of none come last.

    ``in_brief`` has the standing of those of which another table says more, by their references.
    """
    order = ByReference((row.reference, n) for n, row in enumerate(at.board.priorities))
    groups = in_groups(
        (
            at.board.tree.priority(one.parent),
            _in_one_line(one, replace(row, standing=in_brief.get(row.reference, row.standing))),
        )
        for one, row in those
    )
    in_turn = sorted(groups, key=lambda reference: order.get(reference, len(order)))
    return tuple(
        PriorityActions(
            "" if len(groups) == 1 else at.called(one) if one else NO_PRIORITY,
            tuple(groups[one]),
        )
        for one in in_turn
    )


class _OfPlan(Frozen):
    """A plan and a part of the strategy in a paper: where they come among others, their title."""

    order: tuple[int, int] = (0, 0)
    title: str = ""


def _plans(at: BoardAt) -> Callable[[Action], _OfPlan]:
    """Return what says of an action in which plan of the meeting's year, and part, it is.

    The plan is that of the action's priority, or of the nearest that this is a part of; or else the
    plan of no priority. A part is what priorities are a part of. What is in no plan comes last.
    """
    tree, plans = at.board.tree, plans_of_year(at.board, at.day)
    places = ByReference((plan.priority, place) for place, plan in enumerate(plans))
    parts = ByReference((row.part_of, row) for row in at.board.priorities if row.part_of)
    order = ByReference((row.reference, n) for n, row in enumerate(at.board.priorities))

    def line(action: Action) -> tuple[str, ...]:
        return tree.line(tree.priority(action.parent))

    def part(action: Action) -> str:
        top = line(action)[-1:]
        return top[0] if top and top[0] in parts else ""

    def of_plan(action: Action) -> _OfPlan:
        place = next((places[one] for one in (*line(action), "") if one in places), len(plans))
        plan = plans[place] if place < len(plans) else None
        named = part(action) or (plan.priority if plan else "")
        of_part = at.called(named) if named else ""
        title = of_part or NO_PLAN
        if plan:
            title = f"{plan.title or plan.reference}{of_part and f' ({of_part})'}"
        return _OfPlan((place, order.get(part(action), len(order))), title)

    alone = len(plans) < 2 and len(set(map(part, at.board.actions))) < 2
    return (lambda _: _OfPlan()) if alone else of_plan


def action_row(at: BoardAt, action: Action, its_standing: Standing) -> ActionShown:
    """Return the line of one action as tables print it."""
    nothing = at.phrases.nothing
    # The role that is accountable is printed where it is another than the owner (seed T 3.12).
    accountable = f"accountable: {action.accountable}" if action.accountable else ""
    named = "; ".join(filter(None, (action.owner or NO_OWNER.words, accountable)))
    # The words of a link have to make sense to somebody who hears the links alone.
    link = LinkText(f"Progress of action {action.reference}", action.link)
    shown = ActionShown(
        reference=action.reference,
        wording=action.wording or nothing,
        parent=at.called(action.parent),
        owner=named if action.owner else Gap(named),
        deadline=shown_deadline(action) or Gap("No deadline given for this action"),
        revision="" if _is_stopped(action, its_standing) else revised(action),
        standing=_standing_in_words(action, its_standing),
        correction=_correction(at, action, its_standing),
        measures=action.measures or nothing,
        target=action.target,
        more=link if action.link else action.source,
        source=(action.source or printed_address(action.link)) if action.link else "",
        lead=action.lead,
        home_plan=action.home_plan,
        forum=action.forum,
    )
    moved = at.moved.get(action.reference)
    is_withheld = action.reference in at.withheld
    if moved is None:
        return replace(shown, rating=IN_EXEMPT_PAPER) if is_withheld else shown
    not_asked = NEWER_IN_EXEMPT_PAPER if is_withheld else NOT_ASKED_SINCE
    row, day = moved.answered, moved.answered.meeting.date
    return replace(
        shown,
        rating=rating(at, row),
        reported=(reported := in_words(day) if day else row.meeting.reference),
        earlier_round="" if day == at.day else reported,
        last_rating=moved.last_rating if moved.movement else "",
        movement=str(moved.movement) if moved.movement else not_asked,
        moderation=moderation(at, row),
        request=row.asks,
        decided=request_decided(at, row) if row.asks else "",
    )


def request_decided(at: BoardAt, row: Answered) -> str:
    """Return what an earlier meeting decided of a lead's request, or else what the officer did.

    "" where nothing is decided yet.
    """
    if one := decided_earlier(at, row):
        put = f"Put to the Board on {in_words(one.day)}: {str(one.row.outcome).lower()}"
        return ", ".join(filter(None, (put, unconfirmed(one))))
    request = row.request or Request()
    match request.route:
        case RequestRoute.RECOMMENDATION:
            return PUT
        case RequestRoute.LISTED:
            return "Listed for the Board to see"
        case RequestRoute.SESSION:
            return "Goes to a development session of the Board, which is not public"
        case RequestRoute.ELSEWHERE if request.by or request.when:
            ahead = request.when is not None and request.when > at.known_until
            by = f", by {request.by}" if request.by else ""
            when = f", {'by' if ahead else 'on'} {in_words(request.when)}" if request.when else ""
            return f"{TO_BE_HANDLED if ahead else ELSEWHERE}{by}{when}"
        case RequestRoute.ELSEWHERE:
            return ELSEWHERE
    return ""


def revised(action: Action) -> str:
    """Return why a deadline moved, or an action stopped, and who agreed, as one sentence or two."""
    because = action.revised_because
    by = f" by {action.revised_by}" if action.revised_by else ""
    on = f" on {in_words(action.revised_on)}" if action.revised_on else ""
    if not because or not (by or on):
        return because or (f"Agreed{by}{on}" if by or on else "")
    return f"{because} Agreed{by}{on}" if because.endswith(".") else f"{because}; agreed{by}{on}"


def _is_stopped(action: Action, its_standing: Standing) -> bool:
    """Return whether an action stopped, so that its reason is no reason for another deadline.

    One that is suspended with a new deadline has the same reason for both.
    """
    is_suspended = its_standing is Standing.SUSPENDED and action.revised_deadline is None
    return is_suspended or its_standing is Standing.WITHDRAWN


def _standing_in_words(action: Action, its_standing: Standing) -> str:
    """Return the standing in words: of a delivery its day, of what was stopped the reason."""
    if its_standing is Standing.DELIVERED and action.done_on:
        return ", ".join(
            filter(None, (f"{its_standing} on {in_words(action.done_on)}", how_late(action)))
        )
    why = revised(action) if _is_stopped(action, its_standing) else ""
    return f"{its_standing}: {why}" if why else str(its_standing)


def _correction(at: BoardAt, action: Action, its_standing: Standing) -> Shown:
    """Return the corrective action, and whether it has been or will be taken, and when.

    Where the lead was asked and returned nothing it is the plan's, and says so: the paper on the
    round has none.
    """
    if action.correction:
        state = str(action.correction_state or "")
        if action.correction_date is not None:
            joint = "by " if action.correction_state is Correction.TO_BE_TAKEN else ""
            state = f"{state} {joint}{in_words(action.correction_date)}".strip()
        moved = at.moved.get(action.reference)
        is_missing = moved is not None and moved.movement is RatingMovement.NO_RETURN
        facts = "; ".join(filter(None, (state, say(at, "actions.from_plan") if is_missing else "")))
        return f"{action.correction} ({facts})" if facts else action.correction
    if its_standing is Standing.WITHDRAWN and not action.revised_because:
        return at.gap("No reason for withdrawing it", action.owner)
    if its_standing in NEEDS_CORRECTION:
        return at.gap("No corrective action", action.lead, verb="reported")
    return ""
