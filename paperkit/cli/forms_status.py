"""``paperkit forms status``: who has returned, who is missing, who is overdue."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options

if TYPE_CHECKING:
    from paperkit.board.gathering.standing import LeadStanding
    from paperkit.pipeline.form_status import Status


@click.command(name="status")
@options.priority
@options.meeting
@options.packs
@options.project
@options.as_json
def command(
    priority: str, meeting: str, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """Say who has returned their form, who is missing and who is overdue, with a text for each.

    Without --meeting it is the last round of each priority.

    \b
    paperkit forms status
    paperkit forms status --priority P1 --meeting "Board July 2026"
    """
    from paperkit.cli.telling import object_of
    from paperkit.pipeline.form_status import form_status

    today = date.today()
    told = form_status(folder, priority=priority, meeting=meeting, today=today, packs=packs)
    if as_json:
        click.echo(object_of((), rounds=[_object(status) for status in told]))
        return
    for status in told:
        for line in _lines(status):
            click.echo(line)


def _lines(status: "Status") -> Iterator[str]:
    from paperkit.schema.dates import with_weekday

    one = status.standing
    verb = "were" if one.is_overdue else "are"
    due = f", {verb} due back by {with_weekday(one.round.due)}" if one.round.due else ""
    yield f"Forms for the priority {one.round.priority}, {one.round.meeting}{due}"
    for lead in one.leads:
        yield f"  {one.word(lead)}: {_of(lead)}"
    for letter in status.letters:
        yield f"\n{_RULE}\n{letter.text}{_RULE}"
    yield ""


_RULE = "-" * 72


def _of(lead: "LeadStanding") -> str:
    asked = len(lead.returned) + len(lead.missing)
    left = ", ".join(action.reference for action in lead.missing)
    counted = f"{lead.person}, {len(lead.returned)} of {asked}"
    return f"{counted}; not yet {left}" if left else counted


def _object(status: "Status") -> dict[str, object]:
    one = status.standing
    texts = {letter.person: letter.text for letter in status.letters}
    return {
        "priority": one.round.priority,
        "meeting": one.round.meeting,
        "due": one.round.due.isoformat() if one.round.due else "",
        "overdue": one.is_overdue,
        "leads": [
            {
                "person": lead.person,
                "state": one.word(lead),
                "returned": [action.reference for action in lead.returned],
                "missing": [action.reference for action in lead.missing],
                "text": texts.get(lead.person, ""),
            }
            for lead in one.leads
        ],
    }
