"""``paperkit forms issue``: a form for each person who is asked."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options
from paperkit.cli.forms_told import tell_issued

if TYPE_CHECKING:
    from paperkit.pipeline.rounds.issuing import Issued, IssueOrder


@click.command(name="issue")
@options.priority
@click.option("--for", "kind", default="", metavar="KIND", help="Ask for what a paper needs.")
@options.meeting
@options.due
@click.option(
    "--shared", is_flag=True, help="One form for all reporting leads, not one for each of them."
)
@options.packs
@options.project
@options.as_json
def command(
    priority: str,
    kind: str,
    meeting: str,
    due: date | None,
    shared: bool,
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
    from paperkit.pipeline.rounds.issuing import IssueOrder

    if bool(priority) == bool(kind):
        raise click.UsageError("Give --priority for a round, or --for and a kind of paper.")
    if shared and kind:
        raise click.UsageError("--shared goes with --priority: a round's one form for all leads.")
    order = IssueOrder(folder, date.today(), meeting, due, packs)
    tell_issued(_issued(order, priority, kind, shared=shared), as_json)


def _issued(order: "IssueOrder", priority: str, kind: str, *, shared: bool) -> "Issued":
    from paperkit.pipeline.rounds.issuing import issue_for, issue_round, issue_shared

    if kind:
        return issue_for(order, kind)
    return issue_shared(order, priority) if shared else issue_round(order, priority)
