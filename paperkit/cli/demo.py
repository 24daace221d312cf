"""``paperkit demo``: a sample project in ./paperkit-demo, and its papers."""

from datetime import date
from pathlib import Path

import click


@click.command(name="demo")
def command() -> None:
    """Make a sample project in ./paperkit-demo and build its papers.

    \b
    paperkit demo
    """
    from paperkit.cli.telling import in_words
    from paperkit.findings import counts
    from paperkit.pipeline.demo import make_demo

    folder = Path("paperkit-demo")
    built = make_demo(folder, today=date.today())
    click.echo(in_words(built.findings))
    for path in built.files:
        click.echo(f"Written: {path}")
    click.echo(counts(built.findings))
    click.echo(f"Next: open the paper in Word; change {folder} and build again.")
