"""``paperkit forms status``: who has returned, who is missing, who is overdue."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options

if TYPE_CHECKING:
    from paperkit.pipeline.issuing import Status
    from paperkit.rounds.letters import PersonStanding

_RULE = "-" * 72


@click.command(name="status")
@options.priority
@click.option("--for", "kind", default="", metavar="KIND", help="Say who owes what a paper needs.")
@options.meeting
@options.packs
@options.project
@options.as_json
def command(
    priority: str, kind: str, meeting: str, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """Say who has returned their form, who is missing and who is overdue, with a text for each.

    Without --meeting it is the last round of each priority. With --for it is what others owe for
    a paper: figures, states of actions, feedback and highlights.

    \b
    paperkit forms status
    paperkit forms status --priority P1 --meeting "Board July 2026"
    paperkit forms status --for performance_report --meeting "Board July 2026"
    """
    from paperkit.pipeline.issuing import form_status, paper_status

    if priority and kind:
        raise click.UsageError("Give --priority for a round, or --for and a kind of paper.")
    today = date.today()
    if kind:
        found = paper_status(folder, kind=kind, meeting=meeting, today=today, packs=packs)
        told: dict[str, object] = {"paper": _object(found)}
        statuses: Sequence[Status] = (found,)
    else:
        statuses = form_status(folder, priority=priority, meeting=meeting, today=today, packs=packs)
        told = {"rounds": [_object(status) for status in statuses]}
    if as_json:
        from paperkit.cli.output import object_of

        click.echo(object_of((), **told))
        return
    for status in statuses:
        for line in _lines(status):
            click.echo(line)


def _lines(status: "Status") -> Iterator[str]:
    from paperkit.schema.dates import with_weekday

    one, asking = status.standing, status.standing.asking
    what = one.purpose.lower() or f"priority {asking.priority}"
    verb = "were" if one.is_overdue else "are"
    due = f", {verb} due back by {with_weekday(asking.due)}" if asking.due else ""
    yield f"Forms for the {what}, {asking.meeting.reference}{due}"
    for person in one.people:
        asked = len(person.returned) + len(person.missing)
        counted = f"{person.person}, {len(person.returned)} of {asked}"
        left = _missing(person)
        yield f"  {one.word(person)}: {counted}{f'; not yet {left}' if left else ''}"
    for letter in status.letters:
        yield f"\n{_RULE}\n{letter.text}{_RULE}"
    yield ""


def _missing(person: "PersonStanding") -> str:
    """Return what somebody has not returned, sheet by sheet; a form of a round has one sheet."""
    by_sheet = groupby(person.missing, lambda item: item.sheet)
    left = (f"{sheet} {', '.join(item.name for item in items)}" for sheet, items in by_sheet)
    return "; ".join(one.strip() for one in left)


def _object(status: "Status") -> dict[str, object]:
    one, asking = status.standing, status.standing.asking
    texts = {letter.person: letter.text for letter in status.letters}
    people = [
        {
            "person": person.person,
            "state": one.word(person),
            "returned": [str(item) for item in person.returned],
            "missing": [str(item) for item in person.missing],
            "text": texts.get(person.person, ""),
        }
        for person in one.people
    ]
    is_paper = bool(one.purpose)
    return {
        "for" if is_paper else "priority": one.purpose or asking.priority,
        "meeting": asking.meeting.reference,
        "due": asking.due.isoformat() if asking.due else "",
        "overdue": one.is_overdue,
        "people" if is_paper else "leads": people,
    }
