"""What several verbs take: options, each declared once, the day, and where a cache may be kept."""

import datetime
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from paperkit.board.words import Body

F = TypeVar("F", bound=Callable[..., Any])


def today() -> datetime.date:
    """Return the day on which the command runs; the clock is read here and nowhere else."""
    return datetime.date.today()


def pause() -> None:
    """Wait for half a second, after which a watch looks again whether a file has changed."""
    time.sleep(0.5)


class FileOf(click.Path):
    """A file to be written, whose name ends as its format does: Word opens no 'note.pdf'."""

    def __init__(self, ending: str) -> None:
        super().__init__(path_type=Path, dir_okay=False)
        self.ending = ending

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; wrong use where its name has another ending."""
        path = Path(str(super().convert(value, param, ctx)))
        if path.suffix.lower() != self.ending:
            said = f"the name of '{path.name}' must end in {self.ending}."
            self.fail(f"{said} Use '{path.stem}{self.ending}'.", param, ctx)
        return path


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


_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)


def office() -> Path | None:
    """Return the program of LibreOffice; None where there is none in a usual place.

    ``PAPERKIT_SOFFICE`` goes before what is found, and is taken as it is.
    """
    if named := os.environ.get("PAPERKIT_SOFFICE", "").strip():
        return Path(named)
    if found := shutil.which("soffice") or shutil.which("libreoffice"):
        return Path(found)
    folders = (os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)"))
    within = "LibreOffice/program/soffice.exe"
    usual = [*(Path(one) / within for one in folders if one), *map(Path, _USUAL_PLACES)]
    return next((one for one in usual if one.is_file()), None)


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"paperkit {version('paperkit')}")
        ctx.exit()


def _day_of(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    from paperkit.schema.dates import NotADateError, read_date

    try:
        return None if value is None else read_date(value)
    except NotADateError as fault:
        words = f"'{value}' {fault}. Type the month in words and the year, such as 18 June 2026."
        raise click.BadParameter(words, ctx, param) from None


def _body_of(_ctx: click.Context, _param: click.Parameter, value: str | None) -> "Body | None":
    from paperkit.board.words import Body

    return Body(value.capitalize()) if value else None


version = click.Option(
    ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
    help="Print the version and stop.",
)  # fmt: skip
folder = click.option(
    "--project", "folder", type=click.Path(path_type=Path), default=Path(), metavar="DIR",
    help="The project folder; here, if not given.",
)  # fmt: skip
packs = click.option(
    "--packs", multiple=True, metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder with packs of templates; may be given more than once.",
)  # fmt: skip
meeting = click.option(
    "--meeting", default="", metavar="M",
    help='The meeting: its reference such as "Board July 2026", its date, or a paper\'s reference.',
)  # fmt: skip
priority = click.option(
    "--priority", default="", metavar="P", help="The priority: its reference or its name."
)
priority_of_round = click.option(
    "--priority", default="", metavar="P",
    help="The priority of the round that the paper is on: its reference or its name.",
)  # fmt: skip
due = click.option(
    "--due", metavar="DATE", callback=_day_of,
    help="The day by which forms go back; worked back from the meeting, if not given.",
)  # fmt: skip
published_on = click.option(
    "--on", metavar="DATE", callback=_day_of,
    help="The day of publication, past or to come; today, if not given.",
)  # fmt: skip


def _not_blank(_context: click.Context, _parameter: click.Parameter, words: str) -> str:
    if not words.strip():
        raise click.BadParameter("it is blank, and the record keeps it. Say it in words.")
    return words


because = click.option(
    "--because", required=True, metavar="WHY", callback=_not_blank,
    help="The reason, which the record keeps.",
)  # fmt: skip
by = click.option("--by", required=True, metavar="WHO", callback=_not_blank, help="Who says so.")
body = click.option(
    "--body", type=click.Choice(["board", "executive"], case_sensitive=False), callback=_body_of,
    help="Whose forward plan: of the board or its executive; the meeting's, if not given.",
)  # fmt: skip
OTHER_CLOCK = "or add --clock-is-right if the day of that entry is wrong."
"""What to do where the log, and not this computer's clock, has a wrong day."""
clock_is_right = click.option(
    "--clock-is-right", is_flag=True,
    help="Go by this computer's clock, though the log was added to on a later day.",
)  # fmt: skip
strict = click.option(
    "--strict", is_flag=True,
    help="End with exit code 1 if a gap was found, even if all was written.",
)  # fmt: skip
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object instead of text."
)


def project(function: F) -> F:
    """Return a command with what it needs of a project: its ``folder`` and further ``packs``."""
    return packs(folder(function))
