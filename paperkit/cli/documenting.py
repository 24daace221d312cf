"""Make the pages of ``docs/`` that are not typed: ``python -m paperkit.cli.documenting docs``."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from paperkit.cli import cli
from paperkit.container.writing import make_folder, write_file
from paperkit.pipeline.documenting import CommandTold, OptionTold, pages

_VERBATIM = "\b"
"""What click calls a block that keeps its lines; here such a block holds examples."""


def made_pages() -> dict[str, str]:
    """Return each made page by its path within ``docs``."""
    return dict(pages(tuple(commands())))


def commands() -> Iterator[CommandTold]:
    """Yield every verb as the command tells it, a group's own verbs after it."""
    yield from _told(cli, "paperkit")


def _told(command: click.Command, name: str) -> Iterator[CommandTold]:
    if not isinstance(command, click.Group):
        yield _one(command, name)
        return
    context = click.Context(command, info_name=name)
    for verb in command.list_commands(context):
        found = command.get_command(context, verb)
        assert found is not None
        yield from _told(found, f"{name} {verb}")


def _one(command: click.Command, name: str) -> CommandTold:
    words, _, examples = inspect.cleandoc(command.help or "").partition(_VERBATIM)
    arguments = [p.make_metavar(click.Context(command)) for p in command.params if _argument(p)]
    lines = (line.rstrip() for line in examples.splitlines())
    return CommandTold(
        usage=" ".join([name, *arguments]),
        help=" ".join(words.split()),
        examples=tuple(line for line in lines if line),
        options=tuple(_option(p) for p in command.params if isinstance(p, click.Option)),
    )


def _argument(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Argument)


def _option(option: click.Option) -> OptionTold:
    takes = "" if option.is_flag else f" {option.metavar or ''}"
    return OptionTold(f"{', '.join(option.opts)}{takes}".strip(), option.help or "")


def main(folder: Path) -> None:
    """Write the pages into a folder, over those that stand there."""
    for name, text in made_pages().items():
        path = folder / name
        make_folder(path.parent)
        write_file(path, text.encode("utf-8"), replace=True)
        click.echo(f"Written: {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
