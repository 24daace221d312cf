"""``paperkit paper``: start a paper."""

from datetime import date
from pathlib import Path

import click

from paperkit.cli import options


@click.group(name="paper")
def command() -> None:
    """Start a paper from an earlier one.

    \b
    paperkit paper start performance_report --meeting "Board November 2026"
    """


@command.command(name="start")
@click.argument("kind", metavar="KIND")
@options.meeting
@click.option("--from", "source", default="", metavar="PAPER", help="The paper to copy from.")
@options.packs
@options.project
def start(kind: str, meeting: str, source: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Start a paper of KIND: its standing text is copied and marked to be confirmed.

    \b
    paperkit paper start performance_report --meeting "Board November 2026" \\
        --from "Performance July 2026"
    """
    from paperkit.pipeline.starting_paper import start_paper

    path = start_paper(
        folder, kind=kind, meeting=meeting, source=source, today=date.today(), packs=packs
    )
    click.echo(f"Written: {path}")
    click.echo("Next: read its text again, change it, and clear the column 'To be confirmed'.")
