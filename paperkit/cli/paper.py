"""``paperkit paper``: start a paper."""

from datetime import date
from pathlib import Path

import click

from paperkit.cli import options


@click.group(name="paper")
def command() -> None:
    """Start a paper, blank or from an earlier one.

    \b
    paperkit paper start performance_report --meeting "Board November 2026"
    """


@command.command(name="start")
@click.argument("kind", metavar="KIND")
@options.meeting
@click.option(
    "--priority", default="", metavar="P",
    help="The priority whose round the paper tells of: its reference or its name.",
)  # fmt: skip
@click.option("--from", "paper", default="", metavar="PAPER", help="The paper to copy from.")
@click.option(
    "--from-project", "project", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="The project that has the paper to copy from, such as last year's; its last paper of the "
    "kind, without --from. It stays as it is.",
)  # fmt: skip
@options.packs
@options.project
def start(
    kind: str,
    meeting: str,
    priority: str,
    paper: str,
    project: Path | None,
    packs: tuple[Path, ...],
    folder: Path,
) -> None:
    """Start a paper of KIND: its standing text is copied and marked to be confirmed.

    \b
    paperkit paper start performance_report --meeting "Board November 2026" \\
        --from "Performance July 2026"
    paperkit paper start performance_report --from-project ../board-2026
    paperkit paper start exception_report --priority P1 --meeting "Board July 2026"
    """
    from paperkit.pipeline.starting import Source, start_paper

    path = start_paper(
        folder, kind=kind, meeting=meeting, priority=priority, today=date.today(), packs=packs,
        source=Source(paper, project) if paper or project else None,
    )  # fmt: skip
    click.echo(f"Written: {path}")
    click.echo("Next: read its text again, change it, and clear the column 'To be confirmed'.")
