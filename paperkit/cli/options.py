"""The options that several verbs take, each declared once."""

import datetime
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Option(Protocol):
    """What ``click.option`` returns: it takes a command's function and gives it back."""

    def __call__(self, function: F, /) -> F:
        """Return the function with the option added."""
        ...


class Day(click.ParamType[datetime.date]):
    """A day, typed in any form that a cell takes, such as ``18 June 2026``."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return the day; the command ends with what is wrong where it is none."""
        from paperkit.schema.dates import NotADateError, read_date

        if isinstance(value, datetime.date):
            return value
        try:
            return read_date(str(value))
        except NotADateError as fault:
            told = f"'{value}' {fault}. Type the month in words and the year, such as 18 June 2026."
            self.fail(told, param, ctx)


def cache_folder() -> Path | None:
    """Return the folder in which paperkit keeps compiled templates for the user's next run.

    None where ``PAPERKIT_CACHE`` is ``off``, or the system names no folder of the user's own.
    """
    if os.environ.get("PAPERKIT_CACHE", "").strip().lower() == "off":
        return None
    named, within = "LOCALAPPDATA", "paperkit/cache"
    if sys.platform != "win32":
        # A path that is not whole is to be passed over, says the XDG Base Directory Specification.
        is_set = Path(os.environ.get("XDG_CACHE_HOME", "")).is_absolute()
        named, within = ("XDG_CACHE_HOME", "paperkit") if is_set else ("HOME", ".cache/paperkit")
    home = Path(os.environ.get(named, ""))
    return home / within if home.is_absolute() else None


def version_option() -> click.Option:
    """Return ``--version``; the version is looked up only when asked for."""

    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            from importlib.metadata import version

            click.echo(f"paperkit {version('paperkit')}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show,
        help="Print the version and stop.",
    )  # fmt: skip


project: Option = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The project folder; here, if not given.",
)
meeting: Option = click.option(
    "--meeting",
    default="",
    metavar="M",
    help='The meeting: its reference such as "Board July 2026", its date, or a paper\'s reference.',
)
priority: Option = click.option(
    "--priority", default="", metavar="P", help="The priority: its reference or its name."
)
due: Option = click.option(
    "--due",
    type=Day(),
    metavar="DATE",
    help="The day by which forms go back; worked back from the meeting, if not given.",
)
body: Option = click.option(
    "--body",
    type=click.Choice(["board", "executive"], case_sensitive=False),
    help="Whose forward plan: of the board or its executive; the meeting's, if not given.",
)
packs: Option = click.option(
    "--packs",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="A folder with packs of templates; may be given more than once.",
)
strict: Option = click.option(
    "--strict", is_flag=True,
    help="End with exit code 1 where a gap was found, even if all was written.",
)  # fmt: skip
as_json: Option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object instead of text."
)
