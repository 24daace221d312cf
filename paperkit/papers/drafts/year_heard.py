"""Sentences of an annual report: ratings over the year, what the Board heard, next year.

Of development sessions nothing is said but what they brought to the Board (seed H 3.14).
"""

from collections.abc import Iterable, Sequence

from paperkit.board.model import Plan
from paperkit.board.rounds.answered import Answered
from paperkit.board.year.back_heard import HeardAt
from paperkit.board.year.back_rounds import YearOfAction, YearOfRounds
from paperkit.board.year.items import Source
from paperkit.papers.drafts.actions import ACTION
from paperkit.papers.drafts.facts import Drafted, places
from paperkit.papers.drafts.year import NOTHING, Looking, day_of, were
from paperkit.papers.wording import Noun, Part, counted, listed, plural, shared
from paperkit.schema.choices import Answer
from paperkit.schema.dates import in_words

REPORT = Noun("partner report", "partner reports")
ISSUE = Noun("issue", "issues")
MEETING = Noun("meeting", "meetings")


def rounds(held: Looking) -> Drafted:
    """Return how many rounds each priority had in the year, with their dates, or that none was."""
    every = held.year.rounds
    if not every:
        return "No round of exception reporting was held in the year.", ()
    told = "; ".join(f"{_name(one)} {_times(one)}" for one in every)
    rows = (one.priority for one in every)
    return f"Rounds of exception reporting in the year: {told}.", places(rows)


def at_year_end(held: Looking) -> Drafted:
    """Return how actions were rated in their last round of the year, and how many moderated."""
    last = [one.last for of in held.year.rounds for one in of.actions]
    if not last:
        return NOTHING
    words = shared(ACTION, _ratings(held, last), " in their last round of the year")
    changed = [row for one in _each(held) for row in one.answers if row.is_moderated]
    if changed:
        times = "1 rating of the year was" if len(changed) == 1 else (
            f"{len(changed)} ratings of the year were"
        )  # fmt: skip
        words += f" {times} changed by the sponsor, and {'is' if len(changed) == 1 else 'are'} "
        words += "marked as such."
    rows = (row for one in (*last, *changed) for row in (one.action, one.now, one.view) if row)
    return words, tuple(dict.fromkeys(places(rows)))


def groups(held: Looking) -> Drafted:
    """Return for how many meetings groups were asked, and how many returns came to each."""
    asked = [one for one in held.year.heard if one.returns.asked]
    if not asked:
        return NOTHING
    total = len(asked[0].returns.asked)
    group = "1 group was" if total == 1 else f"{total} groups were"
    told = listed(f"{_sent(one)} for {day_of(one.meeting)}" for one in asked)
    rows = (row for one in asked for _, answers in one.returns.answers for row in answers)
    base = f"{group} asked for their view at {counted(len(asked), MEETING)} of the year."
    return f"{base} Returns received: {told}.", places((*held.facts.board.groups, *rows))


def reports(held: Looking) -> Drafted:
    """Return which overseeing bodies reported in the year, their positions, and what is missing."""
    received = [(one.meeting, row) for one in held.year.heard for row in one.reports.received]
    missing = [(one.meeting, body) for one in held.year.heard for body in one.reports.missing]
    if not received and not missing:
        return NOTHING
    report = held.facts.ways.words.highlight_report
    there = "; ".join(
        f"{row.body or 'a body that is not named'}, {day_of(meeting)} "
        f"({row.assurance or 'no assurance position given'})"
        for meeting, row in received
    )
    words = [f"The {report} was received: {there}." if there else ""]
    lacking = listed(f"{body} for {day_of(meeting)}" for meeting, body in missing)
    words.append(f"No {report} was received from {lacking}." if lacking else "")
    return " ".join(part for part in words if part), places(row for _, row in received)


def partners(held: Looking) -> Drafted:
    """Return how many partner reports were due at meetings of the year, and how many came."""
    rows = [row for _, row in held.year.partners]
    if not rows:
        return NOTHING
    there = sum(row.received is Answer.YES for row in rows)
    base = f"{counted(len(rows), REPORT)} {were(len(rows))} due at meetings of the year"
    if there == len(rows):
        return f"{base}, and {'it was' if there == 1 else 'all were'} received.", places(rows)
    rest = len(rows) - there
    said = f"{there} {were(there)} received; {rest} {were(rest)} not recorded as received"
    return f"{base}: {said}.", places(rows)


def sessions(held: Looking) -> Drafted:
    """Return how many issues development sessions brought to the Board; nothing else of them."""
    found = held.year.brought
    if not found:
        return NOTHING
    words = "Development sessions are not public. In the year they brought "
    return f"{words}{counted(len(found), ISSUE)} to the Board.", tuple(one.place for one in found)


def plans(held: Looking) -> Drafted:
    """Return the plans of the year that follows, when they were agreed, and which wait for that."""
    rows, word = held.year.plans, plural(held.facts.ways.words.plan)
    if not rows:
        return NOTHING
    return f"The {word} for the year that follows are: {'; '.join(map(_agreed, rows))}.", places(
        rows
    )


def carried(held: Looking) -> Drafted:
    """Return which actions are carried over; each keeps its reference (seed T 3.1)."""
    rows = held.year.carried
    if not rows:
        return NOTHING
    is_so = "is" if len(rows) == 1 else "are"
    keep = "keeps its reference" if len(rows) == 1 else "keep their references"
    named = listed(row.reference for row in rows)
    return f"{counted(len(rows), ACTION)} {is_so} carried over and {keep}: {named}.", places(rows)


def ahead(held: Looking) -> Drafted:
    """Return how many meetings the forward plan of the next year has, and with how many items."""
    year = held.year.ahead
    if not year.meetings:
        return "No meeting of the Board is planned for the twelve months that follow.", ()
    items = [item for item in year.items if item.source is not Source.STANDING]
    words = f"The forward plan of the Board to {in_words(year.last)} has "
    words += f"{counted(len(year.meetings), MEETING)} and "
    words += "1 item" if len(items) == 1 else f"{len(items)} items"
    rows = (*(one.meeting for one in year.meetings), *(item.row for item in items if item.row))
    return f"{words} beside standing ones.", tuple(dict.fromkeys(places(rows)))


def _each(held: Looking) -> Iterable[YearOfAction]:
    return (one for of in held.year.rounds for one in of.actions)


def _ratings(held: Looking, last: Sequence[Answered]) -> list[Part]:
    scale = [rating.word for rating in held.facts.ways.settings.ratings]
    words = dict.fromkeys([*scale, *(row.rating for row in last if row.rating)])
    parts = [_part([row for row in last if row.rating == word], f"rated {word}") for word in words]
    silent = [row for row in last if not row.rating]
    return [*parts, Part(len(silent), "had no rating", "had no rating", _references(silent))]


def _part(rows: Sequence[Answered], said: str) -> Part:
    return Part(len(rows), f"was {said}", f"were {said}", _references(rows))


def _references(rows: Iterable[Answered]) -> str:
    return listed(row.action.reference for row in rows)


def _name(one: YearOfRounds) -> str:
    return one.priority.name or one.priority.reference


def _times(one: YearOfRounds) -> str:
    return f"{len(one.meetings)} ({listed(map(day_of, one.meetings))})"


def _sent(one: HeardAt) -> str:
    asked, silent = len(one.returns.asked), len(one.returns.silent)
    return f"{asked - silent} of {asked}"


def _agreed(plan: Plan) -> str:
    name = plan.title or plan.reference
    if not (plan.approved_on or plan.approved_by):
        return f"{name} (not yet agreed)"
    by = f" by {plan.approved_by}" if plan.approved_by else ""
    on = f" on {in_words(plan.approved_on)}" if plan.approved_on else ""
    version = f"{plan.version}, " if plan.version else ""
    return f"{name} ({version}agreed{by}{on})"
