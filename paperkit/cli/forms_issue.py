"""``paperkit forms issue``: a form for each person who is asked.

``paperkit forms sponsor``: what the sponsor of a priority makes of a round.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options
from paperkit.cli.forms_gather import tell_issued

if TYPE_CHECKING:
    from paperkit.pipeline.issuing import Issued, IssueOrder


@click.command(name="issue")
@options.priority
@click.option("--for", "kind", default="", metavar="KIND", help="Ask for what a paper needs.")
@options.meeting
@options.due
@click.option(
    "--shared", is_flag=True, help="One form for all reporting leads, not one for each of them."
)
@options.strict
@options.packs
@options.project
@options.as_json
def command(
    priority: str,
    kind: str,
    meeting: str,
    due: date | None,
    shared: bool,
    strict: bool,
    packs: tuple[Path, ...],
    folder: Path,
    as_json: bool,
) -> None:
    """Write a form for each person who is asked, and a text to go with it in an e-mail.

    With --priority the forms are those of a round of exception reporting, which is entered in the
    log; with --for they ask for what a paper needs. A form that is there is never written over.

    \b
    paperkit forms issue --priority P1 --meeting "Board July 2026" --due "18 June 2026"
    paperkit forms issue --priority P1 --meeting "Board July 2026" --shared
    paperkit forms issue --for performance_report --meeting "Board July 2026"
    """
    from paperkit.pipeline.issuing import IssueOrder

    if bool(priority) == bool(kind):
        raise click.UsageError("Give --priority for a round, or --for and a kind of paper.")
    if shared and kind:
        raise click.UsageError("--shared goes with --priority: a round's one form for all leads.")
    order = IssueOrder(folder, date.today(), meeting, due, packs)
    tell_issued(_issued(order, priority, kind, shared=shared), as_json, strict=strict)


def _issued(order: "IssueOrder", priority: str, kind: str, *, shared: bool) -> "Issued":
    from paperkit.pipeline.issuing import issue_for, issue_round, issue_shared

    if kind:
        return issue_for(order, kind)
    return issue_shared(order, priority) if shared else issue_round(order, priority)


@click.command(name="sponsor")
@options.priority
@options.meeting
@options.due
@options.strict
@options.packs
@options.project
@options.as_json
def sponsor(
    priority: str,
    meeting: str,
    due: date | None,
    strict: bool,
    packs: tuple[Path, ...],
    folder: Path,
    as_json: bool,
) -> None:
    """Write the form for the sponsor of a priority, with what its reporting leads returned.

    It lists what is not on track and what is exceptional, and asks for the sponsor's view of each.

    \b
    paperkit forms sponsor --priority P1 --meeting "Board July 2026"
    """
    from paperkit.pipeline.issuing import IssueOrder, issue_to_sponsor

    if not priority:
        raise click.UsageError("Name the priority with --priority.")
    order = IssueOrder(folder, date.today(), meeting, due, packs)
    tell_issued(issue_to_sponsor(order, priority), as_json, strict=strict)
