"""``paperkit log``: what the log of exception reports holds, and whether it is whole."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options
from paperkit.cli.running import STANDS

if TYPE_CHECKING:
    from paperkit.findings import Finding

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(name="log")
def command() -> None:
    """Look at the log of exception reports: its entries, one action, whether it is whole.

    \b
    paperkit log list --meeting "Board July 2026"
    paperkit log show 1.2
    paperkit log verify "papers/Performance report - 16 July 2026.docx"
    """


@command.command(name="list")
@options.priority
@options.meeting
@options.packs
@options.project
@options.as_json
def list_(
    priority: str, meeting: str, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """List the entries of the log, the oldest first.

    \b
    paperkit log list
    paperkit log list --priority 1 --meeting "Board July 2026"
    """
    from paperkit.cli.log_words import entry_object, list_lines
    from paperkit.cli.telling import object_of
    from paperkit.pipeline.log.telling import list_log

    listed = list_log(folder, priority=priority, meeting=meeting, packs=packs)
    if as_json:
        entries = [entry_object(entry) for entry in listed.entries]
        history = listed.history
        told = {"entries": entries, "count": len(history.entries), "head": history.head}
        click.echo(object_of(listed.findings, **told))
    else:
        _tell(listed.findings, list_lines(listed))
    _end(listed.findings)


@command.command(name="show")
@click.argument("action", metavar="ACTION")
@options.packs
@options.project
@options.as_json
def show(action: str, packs: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """Show what the log says of ACTION, by meeting, with what was corrected and why.

    \b
    paperkit log show 1.2
    """
    from paperkit.cli.log_words import history_lines, meeting_object
    from paperkit.cli.telling import object_of
    from paperkit.pipeline.log.telling import show_action

    shown = show_action(folder, action, packs)
    if as_json:
        meetings = [meeting_object(one) for one in shown.told.meetings]
        click.echo(object_of(shown.findings, action=shown.told.action, meetings=meetings))
    else:
        _tell(shown.findings, history_lines(shown))
    _end(shown.findings)


@command.command(name="verify")
@click.argument("paper", metavar="[PAPER]", type=_FILE, required=False)
@options.project
@options.as_json
def verify(paper: Path | None, folder: Path, as_json: bool) -> None:
    """Say whether the log is as it was recorded: no entry changed, none missing.

    A final paper knows how far the log had come. With PAPER, a final or an export, the log is
    compared with it; else with every final in the folder of papers.

    \b
    paperkit log verify
    paperkit log verify "papers/Performance report - 16 July 2026.docx"
    """
    from paperkit.cli.log_words import verdict_lines
    from paperkit.cli.telling import object_of
    from paperkit.pipeline.log.checking import verify_log

    verified = verify_log(folder, paper)
    if as_json:
        history, compared = verified.history, [str(path) for path in verified.compared]
        told = {"count": len(history.entries), "head": history.head, "compared": compared}
        click.echo(object_of(verified.findings, **told))
    else:
        _tell(verified.findings, verdict_lines(verified))
    _end(verified.findings)


@command.command(name="export")
@click.argument("path", metavar="FILE.xlsx", type=_FILE)
@options.project
@options.as_json
def export(path: Path, folder: Path, as_json: bool) -> None:
    """Write the whole log as a new Excel workbook, FILE.xlsx.

    \b
    paperkit log export "Log of exception reports.xlsx"
    """
    from paperkit.cli.telling import object_of
    from paperkit.pipeline.log.exporting import export_log

    exported = export_log(folder, path, date.today())
    if as_json:
        told = {"count": exported.anchor.count, "head": exported.anchor.hash}
        click.echo(object_of(exported.findings, files=[str(exported.path)], **told))
    else:
        _tell(exported.findings, [f"Written: {exported.path}"])
    _end(exported.findings)


@command.command(name="adopt")
@click.argument("copy", metavar="COPY", type=_FILE)
@click.option(
    "--because", default="", metavar="WHY",
    help="Take over a copy that was changed from outside, and say why.",
)  # fmt: skip
@options.project
@options.as_json
def adopt(copy: Path, because: str, folder: Path, as_json: bool) -> None:
    """Take over what COPY of the log holds and the log lacks; the copy itself stays as it is.

    \b
    paperkit log adopt "exception-log-LAPTOP7.sqlite"
    """
    from paperkit.cli.log_words import adopted_lines, entry_object
    from paperkit.cli.telling import object_of
    from paperkit.pipeline.log.adopting import adopt_copy

    adopted = adopt_copy(folder, copy, because)
    if as_json:
        entries = [entry_object(entry) for entry in adopted.entries]
        told = {"entries": entries, "shared": adopted.shared, "refused": adopted.refused}
        click.echo(object_of(adopted.findings, **told))
    else:
        _tell(adopted.findings, adopted_lines(adopted))
    if adopted.refused:
        raise SystemExit(STANDS)


def _tell(findings: "Sequence[Finding]", lines: Iterable[str]) -> None:
    from paperkit.cli.log_words import HEADS, LISTED_BY
    from paperkit.cli.telling import in_words

    told = in_words(findings, HEADS, LISTED_BY)
    if told:
        click.echo(told)
    for line in lines:
        click.echo(line)


def _end(findings: "Sequence[Finding]") -> None:
    from paperkit.findings import Severity, of_severity

    if of_severity(findings, Severity.ERROR):
        raise SystemExit(STANDS)
