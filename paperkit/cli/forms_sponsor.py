"""``paperkit forms sponsor``: what the sponsor of a priority makes of a round."""

from datetime import date
from pathlib import Path

import click

from paperkit.cli import options
from paperkit.cli.forms_told import tell_issued


@click.command(name="sponsor")
@options.priority
@options.meeting
@options.due
@options.packs
@options.project
@options.as_json
def command(
    priority: str,
    meeting: str,
    due: date | None,
    packs: tuple[Path, ...],
    folder: Path,
    as_json: bool,
) -> None:
    """Write the form for the sponsor of a priority, with what its reporting leads returned.

    It lists what is not on track and what is exceptional, and asks for the sponsor's view of each.

    \b
    paperkit forms sponsor --priority P1 --meeting "Board July 2026"
    """
    from paperkit.pipeline.rounds.issuing import IssueOrder, issue_to_sponsor

    if not priority:
        raise click.UsageError("Name the priority with --priority.")
    order = IssueOrder(folder, date.today(), meeting, due, packs)
    tell_issued(issue_to_sponsor(order, priority), as_json)
