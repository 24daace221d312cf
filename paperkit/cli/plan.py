"""``paperkit plan``: what lies ahead of the Board, and by when papers are ready.

The forward plan in lines of a terminal, and as JSON for other programs.
"""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.cli.output import end, say
from paperkit.findings import how_many
from paperkit.schema.dates import with_weekday

if TYPE_CHECKING:
    from paperkit.board.plan_rows import Meeting
    from paperkit.board.words import Body
    from paperkit.pipeline.planning import PlannedYear

WIDTH = 100
_STEP = 34


@click.command(name="plan")
@options.meeting
@options.body
@click.option(
    "--ics", "calendar", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Also write the meetings and deadlines as a new calendar file, such as board.ics.",
)  # fmt: skip
@options.strict
@options.project
@options.as_json
def plan(
    meeting: str, body: "Body | None", calendar: Path | None, strict: bool, packs: tuple[Path, ...],
    folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Show the forward plan: each meeting's items and deadlines, for twelve months.

    It begins with the meeting that you name, or with the next one.

    \b
    paperkit plan
    paperkit plan --body executive
    paperkit plan --meeting "Board July 2026" --ics board.ics
    """
    running.progress("Reading the project", as_json=as_json)
    from paperkit.pipeline.planning import plan_ahead, write_calendar

    ahead = plan_ahead(folder, meeting=meeting, body=body, today=options.today(), packs=packs)
    written = {}
    if calendar and ahead.planned:
        written[calendar] = write_calendar(ahead.planned, calendar)
    planned = ahead.planned
    facts = {"files": list(written), "plan": as_object(planned) if planned else None}
    lines = [f"Written: {it}, with {how_many(days, 'day')}." for it, days in written.items()]
    say(
        ahead.findings, lines,
        first=in_lines(planned) if planned else (), facts=facts if as_json else None,
    )  # fmt: skip
    end(ahead.findings, strict=strict)


def in_lines(planned: "PlannedYear") -> Iterator[str]:
    """Yield the plan in lines of at most a hundred columns."""
    shown = planned.shown
    yield f"Forward plan of the {shown.body}, {shown.period}"
    yield ""
    for words in (*(sentence.words for sentence in shown.sentences), planned.to_plan):
        yield from _wrapped(words)
    for ahead, its in zip(planned.year.meetings, shown.meetings, strict=True):
        yield from ("", f"{its.heading} ({ahead.meeting.reference})")
        yield from _wrapped(its.note, "  ")
        yield ""
        for item in its.items:
            yield from _wrapped(str(item.title), "  - ")
            more = (
                item.key_decision,
                item.to_follow,
                item.kind,
                item.lead,
                item.source,
                item.publicity,
                item.moved,
            )
            for words in ("; ".join(filter(None, more)), item.purpose, item.actions):
                yield from _wrapped(words, "      ")
        if not its.items:
            yield "  Nothing is planned for this meeting yet."
        steps = planned.steps(ahead.meeting)
        if steps:
            yield ""
        yield from (f"  {step.name:<{_STEP}}{with_weekday(step.day)}" for step in steps)
    if shown.unplaced:
        yield from ("", "Items that need a meeting", "")
        for unplaced in shown.unplaced:
            yield from _wrapped(f"{unplaced.title} ({unplaced.lead}). {unplaced.why}", "  - ")
    if shown.sessions:
        yield from ("", "Development sessions, which are not public", "")
        for session in shown.sessions:
            yield from _wrapped(f"{session.date}: {session.topic}", "  - ")
    yield ""


def _wrapped(words: str, lead: str = "") -> list[str]:
    """Return words in lines; those after the first are indented as the first one's words are."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
    )


def as_object(planned: "PlannedYear") -> dict[str, object]:
    """Return the plan with the keys that ``--json`` promises; days as ISO 8601 has them."""
    year, shown = planned.year, planned.shown
    return {
        "body": str(year.body),
        "first": year.first.isoformat(),
        "last": year.last.isoformat(),
        "sentences": {sentence.key: sentence.words for sentence in shown.sentences},
        "meetings": [
            {
                **_meeting_object(ahead.meeting),
                "monitors": ahead.monitors,
                "items": [
                    {
                        "title": item.title, "kind": str(item.kind or ""), "lead": item.lead,
                        "purpose": as_shown.purpose if item.purpose else "",
                        "actions": item.actions if as_shown.actions else (),
                        "source": as_shown.source, "publicity": str(item.publicity or ""),
                        "key_decision": item.key_decision, "moved_from": item.moved_from,
                        "to_follow": item.to_follow,
                    }
                    for item, as_shown in zip(ahead.items, its.items, strict=True)
                ],
                "deadlines": [
                    {"step": str(step.name), "day": step.day.isoformat()}
                    for step in planned.steps(ahead.meeting)
                ],
            }
            for ahead, its in zip(year.meetings, shown.meetings, strict=True)
        ],
        "cancelled": [_meeting_object(ahead.meeting) for ahead in year.cancelled],
        "unplaced": [
            {"title": str(item.title), "lead": item.lead, "why": item.why}
            for item in shown.unplaced
        ],
        "sessions": [
            {**_meeting_object(session.meeting), "topics": session.topics}
            for session in year.sessions
        ],
        "rounds": [
            {
                "priority": one.priority.reference, "meetings": one.meetings,
                "asked": one.asked, "missing": one.missing,
            }
            for one in year.rounds
        ],
    }  # fmt: skip


def _meeting_object(meeting: "Meeting") -> dict[str, object]:
    return {
        "reference": meeting.reference,
        "date": meeting.date.isoformat() if meeting.date else "",
        "state": str(meeting.state or ""),
    }
