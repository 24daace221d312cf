"""A group of verbs whose modules are imported only when the verb is used."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from paperkit.cli.options import version_option


class VerbGroup(click.Group):
    """A click group that knows each verb by its module and one line of help."""

    def __init__(self, *args: Any, verbs: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        """Make the group; ``verbs`` gives module and help line by name."""
        super().__init__(*args, **kwargs)
        self.verbs = verbs
        self.params.append(version_option())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs."""
        return sorted(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb, its module imported now."""
        if cmd_name not in self.verbs:
            return None
        module, _, name = self.verbs[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name or "command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.verbs[name][1]) for name in self.list_commands(ctx)])
