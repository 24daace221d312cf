"""Rules on rounds of exception reporting (seed H 3.6 to 3.11): on the log, a round, its answers.

Rows of the files are judged as they are there, and what the log holds of the rounds at hand. The
log alone counts: a row of the files that is not in it would be left out of the paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from paperkit.actions.shown import ACTION
from paperkit.board.history import answer_key
from paperkit.board.kind_roles import KindRole
from paperkit.board.paper_rows import (
    REQUESTS,
    RETURNS,
    RISKS,
    VIEWS,
    PaperRow,
    Request,
    Return,
    Risk,
    View,
)
from paperkit.board.plan_rows import ACTIONS, Action
from paperkit.board.settings import Role
from paperkit.board.words import CLOSED, Exceptional, RequestRoute, SponsorView
from paperkit.findings import Finding, quoted
from paperkit.record.asked import changed_since
from paperkit.record.at_meeting import RoundHistory
from paperkit.rounds.remarks import points_elsewhere
from paperkit.rounds.sentences import recommending
from paperkit.rounds.shown import listed_rows, requests_before
from paperkit.schema.cleaning import Reference, folded, in_groups
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import (
    Rule,
    filled,
    finding_at,
    finding_for,
    finding_over,
    place_of,
    responsible_for,
)
from paperkit.standpoint.sentences import listed, named
from paperkit.word.values import Gap

_FROM_PLAN = frozenset({"review_date", "link"})
"""Columns that a form fills in: blank on a sheet, they take nothing back of what the log has."""

_BELOW = (Role.NEAR, Role.MISSED)


def not_gathered(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for the rows of each table and meeting that are not in the log as they are."""
    log = at.board.history
    risks = in_groups((risk.action, risk) for risk in log.rows(RISKS, Risk))
    newest: dict[str, Mapping[tuple[str, str], Row]] = {
        RETURNS.name: log.returns,
        VIEWS.name: log.views,
        REQUESTS.name: log.requests,
    }
    for table in (RETURNS, VIEWS, REQUESTS, RISKS):
        waiting: dict[str, list[Row]] = {}
        for row in at.scope.rows(table):
            assert isinstance(row, Return | View | Request | Risk)
            if row.place.row.entry:
                continue
            kept: Sequence[Row | None] = (
                risks.get(row.action, [])
                if isinstance(row, Risk)
                else [newest[table.name].get(answer_key(row))]
            )
            if not any(logged and _agree(table, row, logged) for logged in kept):
                waiting.setdefault(row.meeting, []).append(row)
        for meeting, rows in waiting.items():
            actions = dict.fromkeys(str(getattr(row, "action", "")) for row in rows)
            on = f"{table.sheet} on {named(actions, ACTION)}{f' for {meeting}' if meeting else ''}"
            message = f"The {len(rows)} rows of {on} are not in the log as they are now."
            if len(rows) == 1:
                message = f"The row of {on} is not in the log as it is now."
            yield from finding_over("PK-880", rows, "action", message)


def _agree(table: Table, row: Row, logged: Row) -> bool:
    """Return whether the log holds what a row does; what a form fills in may be blank here."""
    for column in table.columns:
        typed, there = getattr(row, column.name), getattr(logged, column.name)
        may_be_blank = column.known or column.name in _FROM_PLAN
        if column.recorded or (may_be_blank and not filled(typed)):
            continue
        if column.role == "rating":
            typed, there = folded(typed), folded(there)
        if typed != there:
            return False
    return True


def no_round(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each paper whose round was neither issued nor answered.

    Where a whole project is checked, a round is missed once its forms should be out.
    """
    rounds = {(one.priority.reference, one.meeting.reference): one for one in at.rounds}
    forms_out = timedelta(weeks=(at.ways.settings.deadlines.forms_out or 0) / 5)
    for paper in at.scope.papers:
        found = rounds.get((paper.priority, paper.meeting))
        if found is None or found.was_held:
            continue
        day = found.meeting.date
        lies_ahead = at.today and day and day - forms_out > at.today
        if at.meeting or not lies_ahead:
            called = f"{found.priority.reference} {found.priority.name}".strip()
            message = f"The log has no round on {called} for {paper.meeting}."
            yield finding_for(at, "PK-881", paper, "priority", message, paper.priority)


def no_return(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each action of a round of which no return came in (H 3.6, 3.10)."""
    for one in at.rounds:
        for row in one.missing if one.was_held else ():
            by = f" from {row.lead}" if row.lead else ""
            message = (
                f"No return was received{by} for action {row.action.reference} for "
                f"{one.meeting.reference}."
            )
            yield finding_at("PK-882", row.action, "reference", message, person=row.lead)


def not_in_plan(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each return in the log that no round shows, as its action left the plan.

    Where a round does not name its actions, the returns for its meeting count as its own.
    """
    shown = {answer_key(row.now) for one in at.rounds for row in one.answered if row.now}
    known = {*at.board.action, *(Reference(row.reference) for row in at.board.unread_of(ACTIONS))}
    for one in at.rounds:
        asked = set(one.issued.actions) if one.issued else set()
        here = one.meeting.reference
        for (meeting, action), row in at.board.history.returns.items():
            if (meeting, action) in shown or meeting != here or action in known:
                continue
            if not asked or action in asked:
                message = (
                    f"The log has a return on action {action} for {meeting}, but the sheet "
                    "Actions does not have the action."
                )
                yield finding_at("PK-883", row, "action", message, value=action, person=row.lead)


def unknown_then(at: BoardAt) -> Iterator[Finding]:
    """Yield one note for each round of which the log does not hold what was asked (H 3.10)."""
    for one in at.rounds:
        if one.plan is not None or not one.was_held:
            continue
        row = one.issued or next(row.now for row in one.answered)
        assert row is not None, "A round that was held was issued or answered."
        named = bool(one.issued and one.issued.actions)
        asked = f"the round for {one.meeting.reference} asked about"
        what = f"how the actions that {asked} were worded, or"
        if not named:
            what = f"which actions {asked}, how they were worded, or"
        message = (
            f"The log does not say {what} who owned and sponsored them. The paper uses the "
            "returns and, for the rest, today's plan."
        )
        yield finding_at("PK-887", row, "meeting", message)


def left_plan(at: BoardAt) -> Iterator[Finding]:
    """Yield one note for each round on the actions that it asked about, and the plan lacks."""
    known = {*at.board.action, *(Reference(row.reference) for row in at.board.unread_of(ACTIONS))}
    for one in at.rounds:
        rows = [row.action for row in one.rows if row.action.reference not in known]
        if rows:
            message = (
                f"The round for {one.meeting.reference} asked about {_named(rows)}, no longer on "
                "the sheet Actions."
            )
            yield from finding_over("PK-888", rows, "reference", message)


def plan_changed(at: BoardAt) -> Iterator[Finding]:
    """Yield one note for each priority's last round on what the plan has otherwise by now."""
    rounds = RoundHistory(at.board).rounds
    for one in at.rounds:
        last = rounds.get(one.priority.reference, ())[-1:]
        if one.plan is None or not last or last[0].meeting != one.meeting.reference:
            continue
        then, answered = one.plan.action, {row.action.reference for row in one.answered}
        changed, added, closed = list[Action](), list[Action](), list[Action]()
        for now in at.board.tree.actions(one.priority.reference):
            was, is_closed = then.get(now.reference), now.state in CLOSED
            if was is None or was.state in CLOSED:
                added += [] if is_closed or now.reference in answered else [now]
            elif changed_since(was, now):
                changed.append(now)
            elif is_closed and now.reference not in answered:
                closed.append(now)
        said = [
            f"{_named(rows)} {is_so if len(rows) == 1 else are_so}"
            for rows, is_so, are_so in (
                (added, "was not asked about", "were not asked about"),
                (changed, "was changed", "were changed"),
                (closed, "was closed", "were closed"),
            )
            if rows
        ]
        if said:
            message = (
                f"The plan has changed since the forms for {one.meeting.reference} went out: "
                f"{'; '.join(said)}. The paper shows what they asked."
            )
            yield from finding_over("PK-889", [*added, *changed, *closed], "wording", message)


def _named(actions: Sequence[Action]) -> str:
    return named((row.reference for row in actions), ACTION)


def two_returns(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each action that has two returns in one round, neither correcting one."""
    printed = {answer_key(row.now): row for one in at.rounds for row in one.rows if row.now}
    numbers = {row.now.place.row.entry for row in printed.values() if row.now}
    for entry in at.board.history.of(RETURNS):
        row = printed.get(answer_key(entry.row))
        if row and row.now and entry.number not in numbers:
            number = row.now.place.row.entry
            message = (
                f"Entries {entry.number} and {number} of the log are both returns on action "
                f"{row.action.reference}; entry {number} is printed."
            )
            others, person = (place_of(entry.row, "rating"),), row.lead
            yield finding_at("PK-884", row.now, "rating", message, person=person, others=others)


def leapt(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each action that went from the worst rating to the best in one step."""
    for row in (row for one in at.rounds for row in one.answered):
        if row.now and row.last_role is Role.MISSED and row.role is Role.MET:
            message = (
                f"Action {row.action.reference} went from {row.last_rating} to {row.rating} "
                "in one round."
            )
            value, person = row.now.rating, row.lead
            yield finding_at("PK-885", row.now, "rating", message, value=value, person=person)


def closed_first(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each risk whose closing day is before that of its being addressed."""
    for risk in at.scope.risks:
        if risk.addressed_on and risk.closed_on and risk.closed_on < risk.addressed_on:
            message = f"The risk of action {risk.action} was closed before it was addressed."
            yield finding_for(at, "PK-886", risk, "closed_on", message, in_words(risk.closed_on))


def not_in_scale(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each rating, a lead's or a sponsor's, that is not a word of the scale."""
    rows: tuple[Return | View, ...] = (*at.scope.returns, *at.scope.views)
    for row in rows:
        was_one = (
            row.place.row.entry and (row.meeting, folded(row.rating)) in at.board.history.meant
        )
        if row.rating and at.scale.find(row.rating) is None and not was_one:
            words = [rating.word for rating in at.scale.ratings]
            near = close_to(row.rating, words)
            message = f"{quoted(row.rating)}, on action {row.action}, is not in the scale."
            mean = f" (did you mean {near}?)" if near else ""
            yield finding_at(
                "PK-870", row, "rating", message, remedy=f"Choose one of {', '.join(words)}{mean}.",
                value=row.rating, person=responsible_for(at.board, row),
            )  # fmt: skip


def no_longer_in_scale(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each word that the log has as a rating, and the scale no longer.

    Of a paper it is what that prints. A word that was none of the scale then is an error (PK-870).
    """
    log, known = at.board.history, at.board.history.meant
    rows: list[Return | View] = [*log.returns.values(), *log.views.values()]
    if at.paper is not None and at.meeting is not None:
        shown = [row for one in at.rounds for row in one.rows]
        shown += [moved.answered for moved in at.moved.values()]
        returns = [r for row in shown for r in (row.now, row.before) if r]
        views = (log.views.get((row.meeting, row.action)) for row in returns)
        rows = [*returns, *filter(None, views)]
    at_hand = {id(row) for row in (*at.scope.returns, *at.scope.views)}
    gone: dict[str, list[Return | View]] = {}
    for row in dict.fromkeys(rows):
        is_known = (row.meeting, folded(row.rating)) in known
        if row.rating and not at.scale.find(row.rating) and (is_known or id(row) not in at_hand):
            gone.setdefault(folded(row.rating), []).append(row)
    for word, those in gone.items():
        meanings = {known.get((row.meeting, word), "") for row in those} - {""}
        meant = f"It meant {listed(map(quoted, sorted(meanings)))}."
        on = named(dict.fromkeys(row.action for row in those), ACTION)
        yield from finding_over("PK-439", those, "rating", (
            f"{quoted(those[0].rating)} is no longer a word of the rating scale, and the log has "
            f"it of {on}. {meant if meanings else 'What it meant is not recorded.'}"
        ))  # fmt: skip


def _on(
    at: BoardAt, code: str, row: Return | Request | View, name: str, said: str, value: str = ""
) -> Finding:
    what, meeting = "The return of", row.meeting
    if isinstance(row, Return):
        meeting = meeting or "no meeting"
    else:
        what = "The request on" if isinstance(row, Request) else "The sponsor's view on"
    message = f"{what} action {row.action} for {meeting} {said}."
    return finding_for(at, code, row, name, message, value)


def not_rated(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each return without a rating."""
    for row in at.scope.returns:
        if not row.rating:
            yield _on(at, "PK-871", row, "rating", "has no rating")


def not_explained(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each return below the best without reasons or control (H 3.10)."""
    asked = (
        ("PK-872", "reasons", "no reasons are given"),
        ("PK-873", "control", "no action to control the risk is given"),
    )
    for code, name, lacking in asked:
        for row in at.scope.returns:
            if at.scale.role(row.rating) in _BELOW and not getattr(row, name):
                yield _on(at, code, row, name, f"is rated {row.rating}, but {lacking}")
        for held in (row for one in at.rounds for row in one.answered if row.is_moderated):
            was_asked = at.scale.role(held.lead_rating) in _BELOW
            if held.now and held.role in _BELOW and not (was_asked or getattr(held.now, name)):
                said = f"is rated {held.rating} by the sponsor, but {lacking}"
                yield _on(at, code, held.now, name, said)


def unreviewed(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each action of which a paper prints that no review date is given.

    Of one without a return that is what is missing, and said already.
    """
    listing = [p for p in at.scope.papers if "review_date" in _needed(at, p)]
    shown = {(paper.priority, paper.meeting) for paper in listing}
    for one in at.rounds:
        is_shown = (one.priority.reference, one.meeting.reference) in shown
        for row in listed_rows(at, one) if is_shown else ():
            if row.now and row.review_date is None:
                yield _on(at, "PK-877", row.now, "review_date", "has no review date")


def _needed(at: BoardAt, paper: PaperRow) -> Sequence[str]:
    return at.pack_of(paper).required.get(RETURNS.name, ())


def pointing(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each reason or control that only points at what no paper prints."""
    for row in at.scope.returns:
        for name in ("reasons", "control"):
            text = getattr(row, name)
            if points_elsewhere(text):
                said = f"has only {quoted(text)} under {RETURNS.column(name).heading}"
                yield _on(at, "PK-878", row, name, said, text)


def made_worse(at: BoardAt, row: Return) -> bool:
    """Return whether the sponsor rates a return below the best: its text is then no success."""
    view = at.board.history.views.get((row.meeting, row.action))
    return view is not None and at.scale.role(view.rating) in _BELOW


def unflagged(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text on the best rating that no flag explains (H 3.10)."""
    for row in at.scope.returns:
        text = row.reasons or row.control
        is_best = at.scale.role(row.rating) is Role.MET and not made_worse(at, row)
        if is_best and text and row.exceptional is None:
            name = "reasons" if row.reasons else "control"
            said = f"is rated {row.rating} and has text, but does not say whether progress is "
            yield _on(at, "PK-874", row, name, f"{said}exceptional", text)


def unexplained_success(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each exceptional progress that nothing is said of (H 3.11)."""
    good = (Exceptional.EXCEPTIONAL, Exceptional.EARLY)
    for row in at.scope.returns:
        if row.exceptional in good and not (row.reasons or row.control):
            said = f"says '{row.exceptional}', but not what went well"
            yield _on(at, "PK-875", row, "reasons", said)


def review_over(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each return whose review date is before its meeting (H, the form)."""
    for row in at.scope.returns:
        meeting = at.board.meeting.get(row.meeting)
        day = meeting.date if meeting else None
        if row.review_date and day and row.review_date < day:
            typed = in_words(row.review_date)
            said = f"gives {typed} as its review date, before the meeting of {in_words(day)}"
            yield _on(at, "PK-876", row, "review_date", said, typed)


def undecided(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each request that the paper on the round does not answer (H, the form).

    A request that nobody answers is worse than none. The paper that makes recommendations answers
    them. Of an appendix by itself it is a gap, since that prints that nobody has decided.
    """
    papers = [p for p in at.scope.papers if p.priority and at.pack_of(p).asks]
    answering = {(p.priority, p.meeting) for p in papers}
    for one in at.rounds:
        answers = (one.priority.reference, one.meeting.reference) in answering
        code = "PK-890" if answers else "PK-879"
        for row in one.answered:
            if row.now and row.asks and (row.request is None or row.request.route is None):
                message = (
                    f"The request on action {row.action.reference} for {row.now.meeting} is "
                    f"not decided: {quoted(row.asks)}."
                )
                value, person = row.asks, row.lead
                yield finding_at(code, row.now, "request", message, value=value, person=person)


def undecided_before(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each round whose last one has requests without a decision (H 3.11).

    A decision that is there without its outcome is reported at its own row.
    """
    there = {(Reference(row.meeting), Reference(row.action)) for row in at.scope.decisions}
    for held in at.rounds:
        before = Reference(held.before.reference if held.before else "")
        lacking = [
            one
            for one in requests_before(at, held)
            if isinstance(one.decision, Gap) and (before, Reference(one.reference)) not in there
        ]
        if held.before and lacking:
            actions = "action" if len(lacking) == 1 else "actions"
            message = (
                f"The requests to {held.before.reference} on {actions} "
                f"{listed(one.reference for one in lacking)} have no decision."
            )
            remedy = "Add a row for each to the sheet Decisions, with its action."
            yield finding_at("PK-944", held.before, "reference", message, remedy=remedy)


def elsewhere_unsaid(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each request handled elsewhere, by nobody or on no day."""
    for row in at.scope.requests:
        lacking = {"by": "by whom", "when": "when"}
        unsaid = [name for name in lacking if not getattr(row, name)]
        if row.route is RequestRoute.ELSEWHERE and unsaid:
            what = " or ".join(lacking[name] for name in unsaid)
            said = f"is handled elsewhere, but does not say {what}"
            yield _on(at, "PK-891", row, unsaid[0], said)


def unworded(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each request that goes to the Board without a recommendation's words."""
    for row in at.scope.requests:
        if row.route is RequestRoute.RECOMMENDATION and not row.recommendation:
            said = "is to be a recommendation, but has no words"
            yield _on(at, "PK-892", row, "recommendation", said)


def recommended_nowhere(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each request that is to be a recommendation, and that no paper recommends.

    It is reported where the meeting's papers are looked at together, and with a performance report,
    which prints the request: the Board would not be asked for what its lead was promised.
    """
    role = at.ways.role_of(at.paper.kind) if at.paper else KindRole.PERFORMANCE
    if role is not KindRole.PERFORMANCE:
        return
    decided_on = {(row.meeting, row.action) for row in at.board.decisions if row.action}
    every = (*at.board.history.requests.values(), *at.board.requests)
    for row in {(row.meeting, row.action): row for row in every}.values():
        meeting, action = at.board.meeting.get(row.meeting), at.board.action.get(row.action)
        at_hand = at.meeting is None or row.meeting == at.meeting.reference
        is_asked = row.route is RequestRoute.RECOMMENDATION and row.recommendation
        if not (meeting and action and at_hand and is_asked) or at.is_over(meeting):
            continue
        is_answered = row.outcome or (row.meeting, row.action) in decided_on
        if not is_answered and recommending(at, row, action) is None:
            said = "is to be a recommendation, but no paper of the meeting recommends it"
            yield _on(at, "PK-651", row, "recommendation", said)


def in_no_session(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each request that is for a session, and is on the plan of none (H 3.14).

    What is asked for stays out of papers, so it would be forgotten.
    """
    looked_at = {name for session in at.board.sessions for name in session.actions}
    for row in at.scope.requests:
        if row.route is RequestRoute.SESSION and row.action not in looked_at:
            said = "is for a development session, but no row of the sheet Sessions has its action"
            yield _on(at, "PK-510", row, "route", said)


def challenge_unexplained(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each view that challenges or changes a rating without saying why."""
    for row in at.scope.views:
        if (row.view is SponsorView.CHALLENGED or row.rating) and not row.because:
            done = f"changes the rating to {row.rating}" if row.rating else "challenges the rating"
            yield _on(at, "PK-893", row, "because", f"{done} without a reason", row.because)


def moderated(at: BoardAt) -> Iterator[Finding]:
    """Yield one note for each round that lists the ratings changed by its sponsor (H 3.9)."""
    for one in at.rounds:
        changed = [row for row in one.answered if row.is_moderated]
        first = changed[0].view if changed else None
        if first:
            named = listed(
                f"{r.action.reference} from {r.lead_rating} to {r.rating}" for r in changed
            )
            message = f"The sponsor changed ratings for {one.meeting.reference}: {named}."
            yield finding_at("PK-894", first, "rating", message, person=first.sponsor)


def other_sponsor(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each view of somebody else than the priority's sponsor (H 3.9)."""
    for row in at.scope.views:
        action, tree = at.plan.action.get(row.action), at.plan.tree
        line = tree.line(tree.priority(action.parent)) if action else ()
        known = [name for priority in line for name in tree.priorities[priority].sponsor]
        if row.sponsor and known and row.sponsor not in known:
            said = f"is from {row.sponsor}, who does not sponsor its priority"
            yield _on(at, "PK-895", row, "sponsor", said, row.sponsor)


RULES: tuple[Rule, ...] = (
    not_gathered,
    no_round,
    no_return,
    not_in_plan,
    unknown_then,
    left_plan,
    plan_changed,
    two_returns,
    leapt,
    closed_first,
    not_in_scale,
    no_longer_in_scale,
    not_rated,
    not_explained,
    unreviewed,
    pointing,
    unflagged,
    unexplained_success,
    review_over,
    undecided,
    undecided_before,
    elsewhere_unsaid,
    unworded,
    recommended_nowhere,
    in_no_session,
    challenge_unexplained,
    moderated,
    other_sponsor,
)
