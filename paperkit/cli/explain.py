"""``paperkit explain``: what a code means, and what to do."""

import click


@click.command(name="explain")
@click.argument("code", metavar="CODE")
def command(code: str) -> None:
    """Say what a code means, with an example and what to do.

    \b
    paperkit explain PK-304
    """
    from paperkit.pipeline.explaining import explain

    click.echo(explain(code))
