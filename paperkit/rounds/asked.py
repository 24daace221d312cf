"""What the log is to hold of what a round asks about: when forms go out, and when they come in.

The log keeps each action as the plan has it on the day of issue, so that the round can be shown as
it was whatever becomes of the plan. What changed by the time when it is issued again is a
correction. When answers are gathered before the meeting, the log also learns what was closed since
the forms went out, and what a log of an earlier paperkit lacks.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from paperkit.actions.shown import ACTION
from paperkit.board.data import BoardData
from paperkit.board.history import ASKED, ROUNDS, Asked, Draft, Entry, Round
from paperkit.board.plan_rows import ACTIONS, Meeting, Person
from paperkit.board.words import CLOSED
from paperkit.findings import Finding
from paperkit.frozen import Frozen, replace
from paperkit.record.asked import asked_now, with_posts, with_scale
from paperkit.rounds.forms import Asking, is_open
from paperkit.rounds.returns import Intake, RoundAsked
from paperkit.rounds.round_forms import asked_actions
from paperkit.schema.cleaning import Reference
from paperkit.schema.dates import in_words
from paperkit.standpoint.rules import finding_over
from paperkit.standpoint.sentences import listed, named, were


class ToLog(Frozen):
    """Entries for the log, what to say of them, and what was found."""

    entries: tuple[Draft, ...] = ()
    words: str = ""
    findings: tuple[Finding, ...] = ()


def known_round(board: BoardData, priority: str, meeting: Meeting) -> tuple[int, Round] | None:
    """Return the round of a priority as the log holds it, with the number of its entry."""
    for entry in reversed(board.history.of(ROUNDS)):
        row = entry.row
        if isinstance(row, Round) and (row.priority, row.meeting) == (priority, meeting.reference):
            return entry.number, row
    return None


def issued_entries(asking: Asking) -> ToLog:
    """Return what the log is to hold of a round that is issued, and what to say of that.

    Of one that it knows it is only what has changed. A round that is issued again keeps the day on
    which it was issued first, and all that was asked for then.
    """
    asked, day, ratings = asked_actions(asking), asking.issued_on, asking.at.ways.settings.ratings
    actions = tuple(action.reference for action in asked)
    names = dict.fromkeys(asking.who(a.lead) for a in asked if a.lead)
    leads = tuple(name for name in names if not asking.left(name))
    known = known_round(asking.at.board, asking.priority, asking.meeting)
    if known is None:
        row = Round(
            priority=asking.priority,
            meeting=asking.meeting.reference,
            issued_on=day,
            due=asking.due,
            actions=actions,
            leads=leads,
        )
        row = with_posts(with_scale(row, ratings), asking.at.board, _people(asking))
        round_entry = Draft(table=ROUNDS, row=row, recorded_on=day)
        words = f"The round on {asking.priority_called} was entered in the log."
        return ToLog((round_entry, *_changed(asking)), words)
    number, old = known
    more_actions = [action for action in actions if action not in old.actions]
    more_leads = [lead for lead in leads if lead not in old.leads]
    was = f" instead of {in_words(old.due)}" if old.due else ""
    is_due = asking.due if asking.due != old.due else None
    row, entries = replace(old, due=asking.due, leads=(*old.leads, *more_leads)), list[Draft]()
    meeting_day = asking.meeting.date
    if meeting_day is None or day <= meeting_day:
        # After the meeting the plan says nothing of what was asked before it.
        plan = [action.reference for action in asking.at.board.tree.actions(asking.priority)]
        named = (action for action in plan if action in (*actions, *old.actions))
        left = (action for action in old.actions if action not in plan)
        row = with_scale(replace(row, actions=(*named, *left)), ratings)
        row = with_posts(row, asking.at.board, _people(asking))
        entries = list(_changed(asking))
    changed = [draft for draft in entries if draft.replaces]
    was_called, is_called = ((r.name, r.sponsor, r.posts) for r in (old, row))
    changes = (
        f"due on {in_words(is_due)}{was}" if is_due else "",
        f"more actions, {', '.join(more_actions)}" if more_actions else "",
        f"more leads, {', '.join(more_leads)}" if more_leads else "",
        f"what the plan says of {_named(changed)}" if changed else "",
        "names, sponsor or posts" if any(was_called) and was_called != is_called else "",
        "the rating scale" if old.scale and old.scale != row.scale else "",
    )
    if row == old and not entries:
        return ToLog(words="The log knows this round already; nothing was added to it.")
    said = "; ".join(filter(None, changes)) or "what it asks about, which the log did not hold"
    because = f"Issued again: {said}."
    if row != old:
        entries.insert(0, Draft(table=ROUNDS, row=row, recorded_on=day, replaces=number))
    corrected = (replace(one, because=because) if one.replaces else one for one in entries)
    return ToLog(tuple(corrected), f"The round was corrected in the log. {because}")


def _people(asking: Asking) -> tuple[Person, ...]:
    """Return the people whose posts a paper on the round may print."""
    rows = asking.at.board.tree.actions(asking.priority)
    sponsor = asking.the_priority.sponsor if asking.the_priority else ()
    named = (*sponsor, *(action.lead for action in rows))
    people = asking.at.board.person
    found = (people.get(name) or asking.person(name) for name in named if name)
    return tuple(person for person in found if person)


def _changed(asking: Asking) -> Iterator[Draft]:
    """Yield the actions that the log lacks, or has otherwise than the plan."""
    there = _asked_of(asking.at.board, asking.priority, asking.meeting.reference)
    known = {entry.row.reference: entry for entry in there if isinstance(entry.row, Asked)}
    for row in asked_now(asking.at.board, asking.priority, asking.meeting.reference):
        old = known.get(row.reference)
        if old is None or old.row != row:
            number = old.number if old else 0
            yield Draft(table=ASKED, row=row, recorded_on=asking.issued_on, replaces=number)


def _asked_of(board: BoardData, priority: str, meeting: str) -> tuple[Entry, ...]:
    return board.history.asked.get((Reference(priority), Reference(meeting)), ())


def _named(drafts: Sequence[Draft]) -> str:
    """Return the actions by reference; of too many, how many they are."""
    return named((one.row.reference for one in drafts if isinstance(one.row, Asked)), ACTION)


def gathered_entries(intake: Intake) -> ToLog:
    """Return what the log is to learn of the rounds that are gathered, before their meetings.

    After the meeting nothing is added: the plan of that day says nothing of what was asked.
    """
    entries: list[Draft] = []
    findings: list[Finding] = []
    for asked in intake.current.values():
        day = asked.asking.meeting.date
        if asked.issued.meeting not in intake.at.board.meeting or (day and day < intake.today):
            continue
        asking = replace(asked.asking, at=replace(asked.asking.at, board=intake.at.board))
        if not _asked_of(intake.at.board, asked.issued.priority, asked.issued.meeting):
            asking = replace(asking, issued_on=intake.today)
            row, *unknown = _unknown_before(asking, asked.issued)
            if unknown:
                entries += (row, *unknown)
                message = (
                    f"The log did not say what the round for {asked.issued.meeting} asks about, so "
                    f"{_named(unknown)} {were(len(unknown))} added from today's plan."
                )
                findings += finding_over("PK-827", [asked.issued], "meeting", message)
            continue
        closed = list(_closed_since(asked, intake.at.board, intake.today))
        entries += closed
        findings += _check_closed(asked, closed, intake)
    return ToLog(tuple(entries), findings=tuple(findings))


def _unknown_before(asking: Asking, issued: Round) -> Iterator[Draft]:
    """Yield a round that an earlier paperkit issued, and the actions as the plan has them now.

    An action that was added since was not asked about.
    """
    known = known_round(asking.at.board, asking.priority, asking.meeting)
    assert known is not None, "A round that is gathered is in the log."
    row = with_posts(issued, asking.at.board, _people(asking))
    because = "The log did not hold what the round asked about."
    yield Draft(
        table=ROUNDS, row=row, recorded_on=asking.issued_on, replaces=known[0], because=because
    )
    for draft in _changed(asking):
        assert isinstance(draft.row, Asked)
        if draft.row.reference in issued.actions or draft.row.state in CLOSED:
            yield draft


def _closed_since(asked: RoundAsked, board: BoardData, today: date) -> Iterator[Draft]:
    """Yield each action that was open when it was asked about, and is closed in the plan now."""
    for entry in _asked_of(board, asked.issued.priority, asked.issued.meeting):
        assert isinstance(entry.row, Asked)
        now = board.action.get(entry.row.reference)
        if now is None or is_open(now) or entry.row.state in CLOSED:
            continue
        row = replace(
            entry.row, state=now.state, done_on=now.done_on, revised_because=now.revised_because
        )
        because = f"{now.state} in the plan since the forms went out."
        yield Draft(table=ASKED, row=row, recorded_on=today, replaces=entry.number, because=because)


def _check_closed(asked: RoundAsked, closed: Sequence[Draft], intake: Intake) -> Iterator[Finding]:
    """Yield one note on the actions that were closed since a round asked about them."""
    if closed:
        references = [d.row.reference for d in closed if isinstance(d.row, Asked)]
        rows = [intake.at.board.action[reference] for reference in references]
        came = [row.reference for row in rows if asked.is_gathered(row)]
        message = (
            f"The round for {asked.issued.meeting} asked about {_named(closed)}, which "
            f"{were(len(closed))} closed since. The log now says so"
        )
        if len(came) < len(rows):
            message += ", and no return is expected"
        if came:
            message += f". The return on {listed(came)} is kept"
        message += "."
        yield from finding_over("PK-826", rows, ACTIONS.column("state").name, message)
