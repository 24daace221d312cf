"""``paperkit plan``: what lies ahead of the Board, and by when papers are ready.

The forward plan in lines of a terminal, and as JSON for other programs.
"""

import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.board.plan_rows import Meeting
from paperkit.cli import options
from paperkit.meetings.items import Item
from paperkit.meetings.shown import ItemAhead, MeetingPlanned
from paperkit.meetings.year_ahead import MeetingAhead
from paperkit.pipeline.planning import PlannedYear

if TYPE_CHECKING:
    from paperkit.pipeline.planning import Ahead


@click.command(name="plan")
@options.meeting
@options.body
@click.option(
    "--ics", "calendar", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Also write the meetings and deadlines as a new calendar file, such as board.ics.",
)  # fmt: skip
@options.strict
@options.packs
@options.project
@options.as_json
def command(
    meeting: str,
    body: str | None,
    calendar: Path | None,
    strict: bool,
    packs: tuple[Path, ...],
    folder: Path,
    as_json: bool,
) -> None:
    """Show the forward plan: each meeting's items and deadlines, for twelve months.

    It begins with the meeting that you name, or with the next one.

    \b
    paperkit plan
    paperkit plan --body executive
    paperkit plan --meeting "Board July 2026" --ics board.ics
    """
    from paperkit.board.words import Body
    from paperkit.cli.output import end
    from paperkit.findings import Severity
    from paperkit.pipeline.planning import plan_ahead, write_calendar

    whose = Body(body.capitalize()) if body else None
    ahead = plan_ahead(folder, meeting=meeting, body=whose, today=date.today(), packs=packs)
    days = write_calendar(ahead.planned, calendar) if calendar and ahead.planned else 0
    files = [calendar] if calendar and ahead.planned else []
    if as_json:
        _tell_object(ahead, files)
    else:
        _tell_words(ahead, files, days)
    end(ahead.findings, fail_on=Severity.GAP if strict else Severity.ERROR)


def _tell_words(ahead: "Ahead", files: list[Path], days: int) -> None:
    from paperkit.cli.output import in_words
    from paperkit.findings import counts

    if ahead.planned:
        for line in in_lines(ahead.planned):
            click.echo(line)
    click.echo(in_words(ahead.findings))
    for path in files:
        click.echo(f"Written: {path}, with {days} days.")
    click.echo(counts(ahead.findings))


def _tell_object(ahead: "Ahead", files: list[Path]) -> None:
    from paperkit.cli.output import object_of

    plan = as_object(ahead.planned) if ahead.planned else None
    click.echo(object_of(ahead.findings, files=[str(path) for path in files], plan=plan))


WIDTH = 100
_STEP = 34


def in_lines(planned: PlannedYear) -> Iterator[str]:
    """Yield the plan in lines of at most a hundred columns."""
    shown = planned.shown
    yield f"Forward plan of the {shown.body}, {shown.period}"
    yield ""
    for sentence in shown.sentences:
        yield from _wrapped(sentence.words)
    for ahead, told in zip(planned.year.meetings, shown.meetings, strict=True):
        yield from _meeting(ahead.meeting, told)
    if shown.unplaced:
        yield from ("", "Items that need a meeting", "")
        for unplaced in shown.unplaced:
            yield from _wrapped(f"{unplaced.title} ({unplaced.lead}). {unplaced.why}", "  - ")
    if shown.sessions:
        yield from ("", "Development sessions, which are not public", "")
        for session in shown.sessions:
            yield from _wrapped(f"{session.date}: {session.topic}", "  - ")
    yield ""


def as_object(planned: PlannedYear) -> dict[str, object]:
    """Return the plan with the keys that ``--json`` promises; days as ISO 8601 has them."""
    year, shown = planned.year, planned.shown
    return {
        "body": str(year.body),
        "first": year.first.isoformat(),
        "last": year.last.isoformat(),
        "sentences": {sentence.key: sentence.words for sentence in shown.sentences},
        "meetings": [
            {
                **_called(ahead.meeting),
                "monitors": ahead.monitors,
                "items": _items(ahead, told),
                "deadlines": [
                    {"step": str(step.name), "day": step.day.isoformat()}
                    for step in planned.steps(ahead.meeting)
                ],
            }
            for ahead, told in zip(year.meetings, shown.meetings, strict=True)
        ],
        "cancelled": [_called(ahead.meeting) for ahead in year.cancelled],
        "unplaced": [
            {"title": str(item.title), "lead": item.lead, "why": item.why}
            for item in shown.unplaced
        ],
        "sessions": [
            {**_called(session.meeting), "topics": list(session.topics)}
            for session in year.sessions
        ],
        "rounds": [
            {
                "priority": rounds.priority.reference,
                "meetings": list(rounds.meetings),
                "asked": rounds.asked,
                "missing": rounds.missing,
            }
            for rounds in year.rounds
        ],
    }


def _meeting(meeting: Meeting, told: MeetingPlanned) -> Iterator[str]:
    yield from ("", f"{told.heading} ({meeting.reference})")
    if told.note:
        yield from _wrapped(told.note, "  ")
    yield ""
    for item in told.items:
        yield from _item(item)
    if not told.items:
        yield "  Nothing is planned for this meeting yet."
    if told.deadlines:
        yield ""
    for step in told.deadlines:
        yield f"  {step.step:<{_STEP}}{step.day}"


def _item(item: ItemAhead) -> Iterator[str]:
    yield from _wrapped(str(item.title), "  - ")
    more = (item.key_decision, item.kind, item.lead, item.source, item.publicity, item.moved)
    yield from _wrapped("; ".join(part for part in more if part), "      ")
    yield from _wrapped(item.purpose, "      ")
    yield from _wrapped(item.actions, "      ")


def _wrapped(words: str, lead: str = "") -> list[str]:
    """Return words in lines; those after the first stand under the first one's words."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
    )


def _called(meeting: Meeting) -> dict[str, object]:
    return {
        "reference": meeting.reference,
        "date": meeting.date.isoformat() if meeting.date else "",
        "state": str(meeting.state or ""),
    }


def _items(ahead: MeetingAhead, told: MeetingPlanned) -> list[dict[str, object]]:
    return [_object(item, shown) for item, shown in zip(ahead.items, told.items, strict=True)]


def _object(item: Item, shown: ItemAhead) -> dict[str, object]:
    return {
        "title": item.title,
        "kind": str(item.kind or ""),
        "lead": item.lead,
        "purpose": shown.purpose if item.purpose else "",
        "actions": list(item.actions) if shown.actions else [],
        "source": shown.source,
        "publicity": str(item.publicity or ""),
        "key_decision": item.key_decision,
        "moved_from": item.moved_from,
    }
