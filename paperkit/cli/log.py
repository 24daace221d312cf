"""``paperkit log``: what the log of exception reports holds, and whether it is whole.

The log in words for the terminal, and its entries as JSON for other programs.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from paperkit.board.history import Entry
from paperkit.cli import options
from paperkit.findings import Severity
from paperkit.pipeline.record import Adopted, Listed, Shown, Verified
from paperkit.record.entries import LOG_FILE
from paperkit.record.log_summary import AtMeeting, answers, in_a_line, meeting_of
from paperkit.schema.dates import in_words
from paperkit.schema.describe import kept_words

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
    from paperkit.cli.output import end, object_of
    from paperkit.pipeline.record import list_log

    listed = list_log(folder, priority=priority, meeting=meeting, packs=packs)
    if as_json:
        entries = [entry_object(entry) for entry in listed.entries]
        history = listed.history
        told = {"entries": entries, "count": len(history.entries), "head": history.head}
        click.echo(object_of(listed.findings, **told))
    else:
        _tell(listed.findings, list_lines(listed))
    end(listed.findings)


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
    from paperkit.cli.output import end, object_of
    from paperkit.pipeline.record import show_action

    shown = show_action(folder, action, packs)
    if as_json:
        meetings = [meeting_object(one) for one in shown.told.meetings]
        click.echo(object_of(shown.findings, action=shown.told.action, meetings=meetings))
    else:
        _tell(shown.findings, history_lines(shown))
    end(shown.findings)


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
    from paperkit.cli.output import end, object_of
    from paperkit.pipeline.record import verify_log

    verified = verify_log(folder, paper)
    if as_json:
        history, compared = verified.history, [str(path) for path in verified.compared]
        told = {"count": len(history.entries), "head": history.head, "compared": compared}
        click.echo(object_of(verified.findings, **told))
    else:
        _tell(verified.findings, verdict_lines(verified))
    end(verified.findings)


@command.command(name="export")
@click.argument("path", metavar="FILE.xlsx", type=_FILE)
@options.project
@options.as_json
def export(path: Path, folder: Path, as_json: bool) -> None:
    """Write the whole log as a new Excel workbook, FILE.xlsx.

    \b
    paperkit log export "Log of exception reports.xlsx"
    """
    from paperkit.cli.output import end, object_of
    from paperkit.pipeline.record import export_log

    exported = export_log(folder, path, date.today())
    if as_json:
        told = {"count": exported.anchor.count, "head": exported.anchor.hash}
        click.echo(object_of(exported.findings, files=[str(exported.path)], **told))
    else:
        _tell(exported.findings, [f"Written: {exported.path}"])
    end(exported.findings)


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
    from paperkit.cli.output import end, object_of
    from paperkit.pipeline.record import adopt_copy

    adopted = adopt_copy(folder, copy, because)
    if as_json:
        entries = [entry_object(entry) for entry in adopted.entries]
        told = {"entries": entries, "shared": adopted.shared, "refused": adopted.refused}
        click.echo(object_of(adopted.findings, **told))
    else:
        _tell(adopted.findings, adopted_lines(adopted))
    end((), refused=bool(adopted.refused))


def _tell(findings: "Sequence[Finding]", lines: Iterable[str]) -> None:
    from paperkit.cli.output import in_words

    told = in_words(findings, HEADS, LISTED_BY)
    if told:
        click.echo(told)
    for line in lines:
        click.echo(line)


HEADS: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.ERROR: "What is wrong with the log",
        Severity.GAP: "What the log lacks",
        Severity.NOTE: "Notes, worth a look",
    }
)
LISTED_BY = "--json"
_WIDTH, _NARROWEST = 100, 40


def entry_object(entry: Entry) -> dict[str, object]:
    """Return an entry with the keys that ``--json`` promises; ``row`` has its filled columns."""
    return {
        "number": entry.number,
        "table": entry.table.name,
        "row": kept_words(entry.table, entry.row),
        "recorded_on": entry.recorded_on.isoformat(),
        "origin": entry.origin,
        "replaces": entry.replaces,
        "because": entry.because,
        "hash": entry.hash,
    }


def meeting_object(told: AtMeeting) -> dict[str, object]:
    """Return what the log says of one action at one meeting, as ``--json`` promises it."""
    return {
        "meeting": told.meeting,
        "entries": [entry_object(entry) for entry in told.entries],
        "corrected": [entry_object(one.before) for one in told.corrections],
    }


def list_lines(listed: Listed) -> Iterator[str]:
    """Yield the entries, one a line, and how many there are."""
    corrected = {e.replaces: e.number for e in listed.history.entries if e.replaces}
    yield from _columns(listed.entries, corrected)
    yield _counted(len(listed.entries), len(listed.history.entries))


def history_lines(shown: Shown) -> Iterator[str]:
    """Yield what the log says of an action, a part for each meeting."""
    yield f"Action {shown.told.action}" + (f": {shown.wording}" if shown.wording else "")
    for one in shown.told.meetings:
        yield ""
        yield one.meeting or "For no meeting"
        for entry in one.entries:
            yield from _told(entry)
        if not one.answered:
            yield "  No return"
        for correction in one.corrections:
            yield from _wrapped(correction.told, "  Corrected  ")


def verdict_lines(verified: Verified) -> Iterator[str]:
    """Yield whether the log is whole, with its last hash, and what it was compared with."""
    count = len(verified.history.entries)
    for path in verified.compared:
        yield f"Compared with: {path}"
    if not count:
        yield f"There is no log yet: '{LOG_FILE}' begins with the first round or final paper."
    elif verified.is_whole:
        yield f"The log is as it was recorded. It holds {_entries(count)}."
        yield f"Hash of the last entry: {verified.history.head}"
    else:
        yield f"The log is not as it was recorded. {_entries(count).capitalize()} could be read."


def adopted_lines(adopted: Adopted) -> Iterator[str]:
    """Yield what was taken over from a copy, entry by entry, and what to do with the copy."""
    if adopted.refused:
        yield f"Nothing was taken over. {adopted.refused}"
        return
    shared = f"{_entries(adopted.shared)} of '{adopted.copy.name}' stood in the log already"
    if not adopted.entries:
        yield f"Nothing to take over: {shared}."
    else:
        yield f"Taken over: {_entries(len(adopted.entries))}. {shared[0].upper()}{shared[1:]}."
        yield from _columns(adopted.entries, {})
    yield f"Next: move '{adopted.copy.name}' to another folder, so that it is not named again."


def _columns(entries: Iterable[Entry], corrected: dict[int, int]) -> Iterator[str]:
    rows = [
        (
            str(entry.number),
            in_words(entry.recorded_on),
            entry.table.sheet,
            meeting_of(entry.row),
            _said(entry, corrected),
        )
        for entry in entries
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)] if rows else []
    for number, *others, said in rows:
        cells = (cell.ljust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join((number.rjust(widths[0]), *cells, said)).rstrip()


def _said(entry: Entry, corrected: dict[int, int]) -> str:
    told = in_a_line(entry)
    if entry.replaces:
        told += f" (corrects entry {entry.replaces})"
    if entry.number in corrected:
        told += f" (corrected by entry {corrected[entry.number]})"
    return told


def _told(entry: Entry) -> Iterator[str]:
    origin = f", from {entry.origin}" if entry.origin else ""
    head = f"{entry.table.sheet}, entry {entry.number} of {in_words(entry.recorded_on)}{origin}"
    yield f"  {head}"
    told = answers(entry)
    width = max((len(heading) for heading, _ in told), default=0)
    for heading, words in told:
        yield from _wrapped(words, f"    {heading.ljust(width)}  ")


def _wrapped(words: str, head: str) -> Iterator[str]:
    """Yield words in lines that fit a terminal, under each other after a head."""
    width, blank = max(_WIDTH - len(head), _NARROWEST), " " * len(head)
    lines = [part for line in words.split("\n") for part in textwrap.wrap(line, width) or [""]]
    for number, line in enumerate(lines):
        yield f"{blank if number else head}{line}".rstrip()


def _counted(shown: int, count: int) -> str:
    if not count:
        return f"There is no log yet: '{LOG_FILE}' begins with the first round or final paper."
    return f"{_entries(count)}." if shown == count else f"{shown} of {_entries(count)}."


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
