"""How a run ends: exit codes, and the one sentence of an error.

0 done; 1 an error or an unaccepted gap stands; 2 wrong use; 3 the run cannot go on.
"""

import sys

import click

from paperkit.errors import PaperkitError

STANDS, WRONG_USE, CANNOT_GO_ON = 1, 2, 3


def guarded(command: click.Command) -> None:
    """Run a command; an officer's mistake ends in a sentence, never in a traceback."""
    try:
        command(prog_name="paperkit", standalone_mode=True)
    except PaperkitError as error:
        if "--json" in sys.argv:
            from paperkit.cli.telling import error_object

            click.echo(error_object(error))
        click.echo(f"Paperkit cannot go on. {error}", err=True)
        sys.exit(CANNOT_GO_ON)
