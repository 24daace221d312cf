"""``paperkit plan``: what lies ahead of the Board, and by when papers are ready."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options
from paperkit.cli.running import STANDS

if TYPE_CHECKING:
    from paperkit.pipeline.planning import Ahead


@click.command(name="plan")
@options.meeting
@options.body
@click.option(
    "--ics", "calendar", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Also write the meetings and deadlines as a new calendar file, such as board.ics.",
)  # fmt: skip
@options.packs
@options.project
@options.as_json
def command(
    meeting: str,
    body: str | None,
    calendar: Path | None,
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
    from paperkit.board.model.words import Body
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
    if any(finding.severity is not Severity.NOTE for finding in ahead.findings):
        raise SystemExit(STANDS)


def _tell_words(ahead: "Ahead", files: list[Path], days: int) -> None:
    from paperkit.cli.plan_told import in_lines
    from paperkit.cli.telling import in_words
    from paperkit.findings import counts

    if ahead.planned:
        for line in in_lines(ahead.planned):
            click.echo(line)
    click.echo(in_words(ahead.findings))
    for path in files:
        click.echo(f"Written: {path}, with {days} days.")
    click.echo(counts(ahead.findings))


def _tell_object(ahead: "Ahead", files: list[Path]) -> None:
    from paperkit.cli.plan_told import as_object
    from paperkit.cli.telling import object_of

    plan = as_object(ahead.planned) if ahead.planned else None
    click.echo(object_of(ahead.findings, files=[str(path) for path in files], plan=plan))
