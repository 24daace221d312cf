"""``paperkit plugins``: what is installed beside paperkit, and whether it can be used."""

from pathlib import Path

import click

from paperkit.cli import options
from paperkit.cli.output import say_object
from paperkit.errors import PackError
from paperkit.frozen import Frozen
from paperkit.installed import COMMANDS, GROUPS, PACKS, READERS, RULES, SWITCH, entry_points

CODE_OF_SOMEBODY = """\
A plug-in is code that somebody installed on this computer. It may do all that you may do here:
ask whoever installed it what it is for. A pack that comes as a folder or a zip is no plug-in, and
runs no code."""
NONE = f"No plug-in is installed, or {SWITCH} is 'off'."
_KINDS = {PACKS: "packs", READERS: "reader", RULES: "rule", COMMANDS: "command"}


class PluginListed(Frozen):
    """A plug-in as it is listed; ``fault`` says why it was left out, blank where it works."""

    kind: str
    name: str
    distribution: str
    version: str
    gives: str
    fault: str


@click.command(name="plugins")
@options.as_json
def plugins(as_json: bool) -> None:
    """Say which plug-ins are installed, what each gives, and whether it works.

    \b
    paperkit plugins
    """
    every = _listed() if any(map(entry_points, GROUPS)) else []
    if as_json:
        say_object((), plugins=every)
        return
    for one in every:
        state = f"left out: {one.fault}" if one.fault else one.gives
        click.echo(f"{one.kind:<8} {one.name} ({one.distribution} {one.version}): {state}")
    click.echo(f"\n{CODE_OF_SOMEBODY}" if every else NONE)


def _packs(folder: Path) -> tuple[str, str]:
    """Return the names of a folder's packs, and what is wrong with the first that is broken."""
    from paperkit.files import bundled
    from paperkit.packs.packs import find_pack, packs_in

    names = sorted(packs_in((folder,)))
    for name in names:
        try:
            find_pack(name, (folder, bundled("report_templates")))
        except PackError as fault:
            return "", str(fault)
    return ", ".join(names), "" if names else f"{folder} holds no pack"


def _listed() -> list[PluginListed]:
    """Return every plug-in that is installed, each loaded to see whether it works."""
    from paperkit.cli import VERBS
    from paperkit.plugins import (
        CommandPlugin,
        PackPlugin,
        Plugin,
        ReaderPlugin,
        RulePlugin,
        loaded,
    )

    def gives(name: str, plugin: Plugin) -> tuple[str, str]:
        match plugin:
            case ReaderPlugin():
                endings = ", ".join(plugin.suffixes) or "a folder"
                return f"reads {plugin.about} ({endings})", ""
            case RulePlugin():
                return ", ".join(code.number for code in plugin.codes), ""
            case PackPlugin():
                return _packs(plugin.folder)
            case CommandPlugin() if name in VERBS:
                return "", "paperkit has a command of that name"
            case CommandPlugin(command=click.Command()):
                return f"paperkit {name}", ""
        return "", "it holds no command of click"

    found = []
    for group in GROUPS:
        for one in loaded(group):
            point = one.point
            given, fault = gives(point.name, one.plugin) if one.plugin else ("", one.fault)
            kind = _KINDS[group]
            found.append(
                PluginListed(kind, point.name, point.distribution, point.version, given, fault)
            )
    return found
