"""A command: ``paperkit owners``."""

from collections import Counter
from pathlib import Path

import click

from paperkit import read_board
from paperkit.plugins import CommandPlugin


@click.command()
@click.option("--project", type=click.Path(path_type=Path), default=Path())
def command(project: Path) -> None:
    """Say who owns how many actions."""
    counted = Counter(str(action.owner) for action in read_board(project).board.actions)
    for owner, count in sorted(counted.items()):
        click.echo(f"{owner or 'No owner'}: {count}")


owners = CommandPlugin(api=1, command=command)
