"""Make the pages of ``docs/`` that are not typed: ``python -m paperkit.cli.documenting docs``."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from paperkit.cli import cli
from paperkit.container.writing import make_folder, write_file
from paperkit.pipeline.documenting import CommandHelp, OptionHelp, pages

_VERBATIM = "\b"
"""What click calls a block that keeps its lines; here such a block holds examples."""


def made_pages() -> dict[str, str]:
    """Return each made page by its path within ``docs``."""
    return dict(pages(tuple(verbs(cli, "paperkit"))))


def verbs(command: click.Command, name: str) -> Iterator[CommandHelp]:
    """Yield every verb as the command describes it, a group's own verbs after it."""
    context = click.Context(command, info_name=name)
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            found = command.get_command(context, verb)
            assert found is not None
            yield from verbs(found, f"{name} {verb}")
        return
    words, _, examples = inspect.cleandoc(command.help or "").partition(_VERBATIM)
    yield CommandHelp(
        usage=" ".join(
            [
                name,
                *(p.make_metavar(context) for p in command.params if isinstance(p, click.Argument)),
            ]
        ),
        help=" ".join(words.split()),
        examples=tuple(line.rstrip() for line in examples.splitlines() if line.strip()),
        options=tuple(
            OptionHelp(
                f"{', '.join(p.opts)} {'' if p.is_flag else p.metavar or ''}".strip(), p.help or ""
            )
            for p in command.params
            if isinstance(p, click.Option)
        ),
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    for page, text in made_pages().items():
        make_folder((folder / page).parent)
        write_file(folder / page, text.encode("utf-8"), replace=True)
        click.echo(f"Written: {folder / page}")
