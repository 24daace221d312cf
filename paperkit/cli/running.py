"""How the command runs: verbs loaded when they are used, exit codes, the words of an error.

0 what was asked for was written; 1 it was refused, an error remains, or ``check`` found what
``--fail-on`` names; 2 wrong use; 3 the run cannot go on; 130 stopped with Ctrl-C, 143 by the
system, with nothing half-written left behind. ``--json`` prints its object on every exit but 2.
"""

import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from paperkit.errors import EndedBySystem, PaperkitError
from paperkit.installed import ASK_ABOUT, COMMANDS, EntryPoint, entry_points

FAILED, CANNOT_GO_ON = 1, 3
STOPPED, ENDED = 128 + signal.SIGINT, 128 + signal.SIGTERM
_LONGEST = 200
LEFT_WHOLE = "Stopped. No file was left half-written."


class VerbGroup(click.Group):
    """A group that knows each verb by its module and one line of help."""

    def __init__(
        self,
        *args: Any,
        verbs: Mapping[str, tuple[str, str]],
        earlier_names: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Make the group; ``verbs`` gives ``module:function`` and a line of help by name.

        ``earlier_names`` gives the verbs that had another name, by which they still go.
        """
        super().__init__(*args, **kwargs)
        self.verbs, self.earlier_names = verbs, earlier_names

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs, those of plug-ins among them."""
        return sorted({*self.verbs, *(point.name for point in entry_points(COMMANDS))})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb, its module imported now; a plug-in's never takes another's place."""
        cmd_name = self.earlier_names.get(cmd_name, cmd_name)
        if cmd_name not in self.verbs:
            return _of_plugin(cmd_name)
        module, _, function = self.verbs[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"paperkit.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs without importing any of them."""
        others = {one.name: f"From {one}, a plug-in." for one in entry_points(COMMANDS)}
        words = others | {name: line for name, (_, line) in self.verbs.items()}
        with formatter.section("Commands"):
            formatter.write_dl([(name, words[name]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; an officer's mistake ends in a sentence, never in a traceback.

        So it does where the group is a part of another program's command.
        """
        try:
            return super().invoke(ctx)
        except PaperkitError as error:
            _stop(str(error), f"Paperkit cannot go on. {error}", CANNOT_GO_ON)
        except (KeyboardInterrupt, click.Abort):
            _stop(LEFT_WHOLE, LEFT_WHOLE, STOPPED)
        except click.BadParameter as wrong:
            if type(wrong) is not click.BadParameter or wrong.param is None:
                raise
            # What is wrong with an option or a name, without click's own word for it.
            hint = wrong.param.get_error_hint(wrong.ctx)
            raise click.UsageError(f"{hint}: {wrong.message}", wrong.ctx) from wrong
        except click.UsageError as wrong:
            if not wrong.message.startswith("Got unexpected extra argument"):
                raise
            words = f"{wrong.message}. Put a name that has spaces in quotation marks."
            raise click.UsageError(words, wrong.ctx) from wrong
        except (click.ClickException, click.exceptions.Exit, SystemExit, BrokenPipeError):
            raise
        except BaseException as fault:
            point = _point_of(ctx.invoked_subcommand)
            if point is None or ctx.invoked_subcommand in self.verbs:
                raise
            from paperkit.plugins import words_of

            words = words_of(fault)[:_LONGEST]
            broke = f"The command {point.name} of {point} broke off ('{words}')."
            _stop(broke, f"Paperkit cannot go on. {broke} {ASK_ABOUT}.", CANNOT_GO_ON)


def _point_of(name: str | None) -> EntryPoint | None:
    """Return the plug-in that brings the command of that name."""
    return next((one for one in entry_points(COMMANDS) if one.name == name), None)


def _of_plugin(name: str) -> click.Command | None:
    """Return the command of that name which a plug-in brings; PaperkitError where it breaks."""
    point = _point_of(name)
    if point is None:
        return None
    from paperkit.plugins import CommandPlugin, loaded

    one = next(one for one in loaded(COMMANDS) if one.point == point)
    command = one.plugin.command if isinstance(one.plugin, CommandPlugin) else None
    if not isinstance(command, click.Command):
        fault = one.fault or f"'{point.value}' holds no command of click"
        raise PaperkitError(f"The command {name} of {point} cannot be used: {fault}. {ASK_ABOUT}.")
    return command


def progress(first: str, *, as_json: bool = False) -> Callable[[str], None]:
    """Say the first step of a run, and return what says each further one as it begins.

    A line each goes to stderr where a person watches it, and none elsewhere. A verb says its first
    step before it loads what it needs, which can take longer than a person waits for a sign. What
    would drive a terminal, in the name of a file, is shown as its escape.
    """
    watched = sys.stderr.isatty() and not as_json

    def say(step: str) -> None:
        if watched:
            words = (char if char.isprintable() else repr(char)[1:-1] for char in step)
            click.echo(f"{''.join(words)} …", err=True)

    say(first)
    return say


def guarded(command: click.Command) -> None:
    """Run the command as a process of its own, which ends with the command's exit code."""
    signal.signal(signal.SIGTERM, _end_in_order)
    try:
        ended = command.main(prog_name="paperkit", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        _stop(LEFT_WHOLE, LEFT_WHOLE, STOPPED)
    except EndedBySystem:
        _stop(LEFT_WHOLE, "", ENDED)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    sys.exit(ended if isinstance(ended, int) else 0)


def _stop(error: str, sentence: str, code: int) -> NoReturn:
    """End the run with the error as JSON, where that was asked for, and a sentence on stderr."""
    if "--json" in sys.argv:
        from paperkit.cli.output import say_object

        say_object((), error=error, files=[])
    if sentence:
        click.echo(sentence, err=True)
    sys.exit(code)


def _end_in_order(_number: int, _frame: FrameType | None) -> NoReturn:
    """End so that what was begun is cleared up."""
    raise EndedBySystem(ENDED)
