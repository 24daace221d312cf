"""How a run ends: exit codes, and the one sentence of an error.

0 what was asked for was written; 1 it was refused, an error remains, or ``check`` found what
``--fail-on`` names; 2 wrong use; 3 the run cannot go on; 130 stopped with Ctrl-C, 143 by the
system, with nothing half-written left behind. ``--json`` prints its object on every exit but 2.
"""

import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from paperkit.errors import PaperkitError

FAILED, WRONG_USE, CANNOT_GO_ON = 1, 2, 3
STOPPED, ENDED = 128 + signal.SIGINT, 128 + signal.SIGTERM


LEFT_WHOLE = "Stopped. No file was left half-written."


class _EndedBySystem(SystemExit):
    """The system asks for the end of the run."""


def guarded(command: click.Command) -> None:
    """Run a command; an officer's mistake ends in a sentence, never in a traceback."""
    signal.signal(signal.SIGTERM, _end)
    try:
        ended = command.main(prog_name="paperkit", standalone_mode=False)
    except PaperkitError as error:
        _tell(error, f"Paperkit cannot go on. {error}", CANNOT_GO_ON)
    except (KeyboardInterrupt, click.Abort):
        _tell(PaperkitError(LEFT_WHOLE), LEFT_WHOLE, STOPPED)
    except _EndedBySystem:
        _tell(PaperkitError(LEFT_WHOLE), "", ENDED)
    except click.ClickException as wrong:
        _in_our_words(wrong).show()
        sys.exit(wrong.exit_code)
    sys.exit(ended if isinstance(ended, int) else 0)


def _in_our_words(wrong: click.ClickException) -> click.ClickException:
    """Return what is wrong with an option or a name, without click's own word for it."""
    if type(wrong) is not click.BadParameter or wrong.param is None:
        return wrong
    return click.UsageError(f"{wrong.param.get_error_hint(wrong.ctx)}: {wrong.message}", wrong.ctx)


def _tell(error: PaperkitError, sentence: str, code: int) -> NoReturn:
    if "--json" in sys.argv:
        from paperkit.cli.output import error_object

        click.echo(error_object(error))
    if sentence:
        click.echo(sentence, err=True)
    sys.exit(code)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    """End in order where the system asks for it, so that what was begun is cleared up."""
    raise _EndedBySystem(ENDED)
