"""``paperkit forms status``: who has returned, who is missing, who is overdue."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options

if TYPE_CHECKING:
    from paperkit.pipeline.issuing import PaperStatus, Status
    from paperkit.rounds.changes import LeadStanding
    from paperkit.rounds.letters import Letter
    from paperkit.rounds.paper_answers import PersonStanding


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
        _tell_paper(
            paper_status(folder, kind=kind, meeting=meeting, today=today, packs=packs), as_json
        )
    else:
        found = form_status(folder, priority=priority, meeting=meeting, today=today, packs=packs)
        _tell_rounds(found, as_json)


def _tell_rounds(told: Sequence["Status"], as_json: bool) -> None:
    from paperkit.cli.output import object_of

    if as_json:
        click.echo(object_of((), rounds=[_object(status) for status in told]))
        return
    for status in told:
        for line in _lines(status):
            click.echo(line)


def _tell_paper(told: "PaperStatus", as_json: bool) -> None:
    from paperkit.cli.output import object_of

    if as_json:
        click.echo(object_of((), paper=_paper_object(told)))
        return
    for line in _paper_lines(told):
        click.echo(line)


def _lines(status: "Status") -> Iterator[str]:
    one = status.standing
    due = _due(one.round.due, overdue=one.is_overdue)
    yield f"Forms for the priority {one.round.priority}, {one.round.meeting}{due}"
    for lead in one.leads:
        yield f"  {one.word(lead)}: {_of(lead)}"
    yield from _letters(status.letters)


def _paper_lines(status: "PaperStatus") -> Iterator[str]:
    one = status.standing
    due = _due(one.asking.due, overdue=one.is_overdue)
    yield f"Forms for the {one.purpose.lower()}, {one.asking.meeting.reference}{due}"
    for person in one.people:
        yield f"  {one.word(person)}: {_of_person(person)}"
    yield from _letters(status.letters)


def _due(due: date | None, *, overdue: bool) -> str:
    from paperkit.schema.dates import with_weekday

    verb = "were" if overdue else "are"
    return f", {verb} due back by {with_weekday(due)}" if due else ""


def _letters(letters: Sequence["Letter"]) -> Iterator[str]:
    for letter in letters:
        yield f"\n{_RULE}\n{letter.text}{_RULE}"
    yield ""


def _of_person(person: "PersonStanding") -> str:
    asked = len(person.returned) + len(person.missing)
    counted = f"{person.person}, {len(person.returned)} of {asked}"
    by_sheet = groupby(person.missing, lambda item: item.sheet)
    left = (f"{sheet} {', '.join(item.name for item in items)}" for sheet, items in by_sheet)
    told = "; ".join(one.strip() for one in left)
    return f"{counted}; not yet {told}" if told else counted


def _paper_object(status: "PaperStatus") -> dict[str, object]:
    one = status.standing
    texts = {letter.person: letter.text for letter in status.letters}
    return {
        "for": one.purpose,
        "meeting": one.asking.meeting.reference,
        "due": one.asking.due.isoformat() if one.asking.due else "",
        "overdue": one.is_overdue,
        "people": [
            {
                "person": person.person,
                "state": one.word(person),
                "returned": [str(item) for item in person.returned],
                "missing": [str(item) for item in person.missing],
                "text": texts.get(person.person, ""),
            }
            for person in one.people
        ],
    }


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
