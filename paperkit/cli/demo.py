"""``paperkit demo``: a sample project in ./paperkit-demo, its rounds and its papers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli.options import cache_folder

if TYPE_CHECKING:
    from paperkit.pipeline.demo import Demo


@click.command(name="demo")
def command() -> None:
    """Make a sample project in ./paperkit-demo with its rounds and its papers.

    Forms go out to reporting leads in two rounds, what came back is gathered into the log, and
    the papers of a meeting are built from it.

    \b
    paperkit demo
    """
    from paperkit.cli.output import in_words
    from paperkit.findings import counts
    from paperkit.pipeline.demo import make_demo

    made = make_demo(Path("paperkit-demo"), today=date.today(), cache=cache_folder())
    click.echo(in_words(made.findings))
    for line in _lines(made):
        click.echo(line)
    click.echo(counts(made.findings))


def _lines(made: "Demo") -> Iterator[str]:
    yield f"Written: {made.folder}, the project of a council that does not exist"
    yield f"  {_within(made, made.folder / 'board.xlsx')}: the Board's plan, figures and texts"
    yield f"  {_within(made, made.forms)}: forms as they go out, with a text for each e-mail"
    yield f"  {_within(made, made.returned)}: forms as they came back; one lead sent none"
    yield f"  {_within(made, made.log)}: the log of exception reports, {made.entries} entries"
    yield f"  {_within(made, made.added)}: what the officer decided of them"
    for path in made.papers:
        yield f"  {_within(made, path)}"
    yield f"\nOpen first: {made.papers[0]}"
    yield "Then change a cell of board.xlsx, save it, and build a paper again:"
    yield f'  paperkit build performance_report --meeting "Board July 2026" --project {made.folder}'
    yield f"See what was said of an action: paperkit log show 2.4 --project {made.folder}"
    yield f"See the year ahead: paperkit plan --project {made.folder}"


def _within(made: "Demo", path: Path) -> str:
    return path.relative_to(made.folder).as_posix() + ("/" if path.is_dir() else "")
