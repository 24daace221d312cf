"""``paperkit outline``: a Word file as words."""

from pathlib import Path

import click


@click.command(name="outline")
@click.argument("file", metavar="FILE.docx", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Print a Word file as words: each paragraph's style, printed number and text; tables.

    \b
    paperkit outline "papers/Performance report - 16 July 2026.docx"
    """
    from paperkit.pipeline.outlining import outline_file

    click.echo(outline_file(file))
