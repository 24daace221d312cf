"""``paperkit record``: what the log holds, whether it is whole, and papers given back from it.

The log in words for the terminal, and its entries as JSON for other programs.
"""

import datetime
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from paperkit.board.history import Entry
from paperkit.cli import options, running
from paperkit.cli.output import end, in_words, say_object
from paperkit.cli.record_of_paper import paper_lines, paper_object, version_object
from paperkit.cli.record_removing import remove
from paperkit.findings import Finding
from paperkit.pipeline import publishing, record, record_of_paper, restoring
from paperkit.pipeline.filed_as_edited import FiledAsEdited, publish_as_filed
from paperkit.record import LOG_FILE
from paperkit.record.log_summary import answers, in_a_line, meeting_of
from paperkit.record.versions import withdrawn_files
from paperkit.schema import dates
from paperkit.schema.describe import kept_words

HEADS = ("What is wrong with the log", "What the log lacks", "Notes, worth a look")
_WIDTH, _NARROWEST = 100, 40
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(name="record")
def group() -> None:
    """Look at the record of returns and papers: its entries, whether it is whole; restore a paper.

    ``paperkit log``, its earlier name, does the same.

    \b
    paperkit record list --meeting "Board July 2026"
    paperkit record show 1.2
    paperkit record verify "papers/2026-07-16 Board/Performance report - 16 July 2026.docx"
    paperkit record restore "Performance report - 16 July 2026.docx"
    """


@group.command(name="list")
@options.priority
@options.meeting
@options.project
@options.as_json
def list_(
    priority: str, meeting: str, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """List the entries of the log, the oldest first.

    \b
    paperkit record list
    paperkit record list --priority 1 --meeting "Board July 2026"
    """
    running.progress("Reading the log", as_json=as_json)
    listed = record.list_log(folder, priority=priority, meeting=meeting, packs=packs)
    _report(
        listed.findings, list_lines(listed, options.today()), as_json=as_json,
        papers=[version_object(one, options.today()) for one in listed.papers],
        entries=map(entry_object, listed.entries), count=len(listed.history.entries),
        head=listed.history.head,
    )  # fmt: skip
    end(listed.findings)


@group.command(name="show")
@click.argument("words", metavar="ACTION|PAPER")
@options.project
@options.as_json
def show(words: str, packs: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """Show what the log says of an ACTION, by meeting, with corrections and why; or of a PAPER.

    For a paper it shows each version: its state, the gaps accepted and by whom, how many rows of
    the data are kept with it, and the sentences that it printed.

    \b
    paperkit record show 1.2
    paperkit record show "Performance report - 16 July 2026.docx"
    """
    running.progress("Reading the log", as_json=as_json)
    if record_of_paper.names_paper(folder, words):
        paper = record_of_paper.show_paper(folder, words)
        _report(
            paper.findings, paper_lines(paper, options.today()), as_json=as_json,
            versions=[paper_object(one, options.today()) for one in paper.versions],
        )  # fmt: skip
        end(paper.findings)
        return
    shown = record.show_action(folder, words, packs)
    meetings = (
        {
            "meeting": one.meeting,
            "entries": map(entry_object, one.entries),
            "corrected": [entry_object(correction.before) for correction in one.corrections],
            "removed": one.removed,
        }
        for one in shown.meetings
    )
    _report(
        shown.findings, history_lines(shown), as_json=as_json, action=shown.action,
        meetings=meetings,
    )  # fmt: skip
    end(shown.findings)


@group.command(name="verify")
@click.argument("paper", metavar="[PAPER]", type=_FILE, required=False)
@options.folder
@options.as_json
def verify(paper: Path | None, folder: Path, as_json: bool) -> None:
    """Say whether the log is as it was recorded: no entry changed, none missing.

    A final paper knows how far the log had come. With PAPER, a final or an export, the log is
    compared with it; else with every final in the folder of papers.

    \b
    paperkit record verify
    paperkit record verify "papers/2026-07-16 Board/Performance report - 16 July 2026.docx"
    """
    running.progress("Comparing the log with the papers", as_json=as_json)
    verified = record.verify_log(folder, paper)
    _report(
        verified.findings, verdict_lines(verified), as_json=as_json,
        count=len(verified.history.entries), head=verified.history.head,
        compared=verified.compared,
        passed_over=[{"name": one.name, "why": one.why} for one in verified.passed_over],
    )  # fmt: skip
    end(verified.findings)


@group.command(name="export")
@click.argument("path", metavar="FILE.xlsx", type=_FILE)
@options.folder
@options.as_json
def export(path: Path, folder: Path, as_json: bool) -> None:
    """Write the whole log as a new Excel workbook, FILE.xlsx.

    \b
    paperkit record export "Log of exception reports.xlsx"
    """
    running.progress("Writing the log as a workbook", as_json=as_json)
    exported = record.export_log(folder, path, options.today())
    _report(
        exported.findings, [f"Written: {exported.path}"], as_json=as_json, files=[exported.path],
        count=exported.anchor.count, head=exported.anchor.hash,
    )  # fmt: skip
    end(exported.findings)


@group.command(name="adopt")
@click.argument("copy", metavar="COPY", type=_FILE)
@click.option(
    "--because", default="", metavar="WHY",
    help="Take over a copy that was changed from outside, and say why.",
)  # fmt: skip
@options.folder
@options.as_json
def adopt(copy: Path, because: str, folder: Path, as_json: bool) -> None:
    """Take over what COPY of the log holds and the log lacks; the copy itself stays as it is.

    \b
    paperkit record adopt "exception-log-LAPTOP7.sqlite"
    """
    running.progress("Comparing the copy with the log", as_json=as_json)
    # The copy that is taken over needs no word that it is there; another does.
    notes = [one for one in record.notes_on_log(folder) if one.place.file != copy.name]
    adopted = record.adopt_copy(folder, copy, because)
    _report(
        (*notes, *adopted.findings), adopted_lines(adopted), as_json=as_json,
        entries=map(entry_object, adopted.entries), shared=adopted.shared,
        refused=adopted.refused,
    )  # fmt: skip
    end((), refused=bool(adopted.refused))


@group.command(name="restore")
@click.argument("paper", metavar="PAPER")
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="The folder for the paper; the one that it was built into, if not given.",
)  # fmt: skip
@click.option(
    "--version", "number", type=click.IntRange(min=1), metavar="N",
    help="Which version, if it was built more than once.",
)  # fmt: skip
@click.option(
    "--data", "with_data", is_flag=True,
    help="Not the paper, but the settings and files of data that it was made from; with --to.",
)  # fmt: skip
@options.folder
@options.as_json
def restore(
    paper: str, to: Path | None, number: int | None, with_data: bool, folder: Path, as_json: bool
) -> None:
    """Give a final paper back as it was built, byte for byte; PAPER is a file, title or reference.

    Nothing is written over. If it has several versions they are listed with their days. With
    --data it gives back what the paper was made from, letter for letter as it was typed.

    \b
    paperkit record restore "Performance report - 16 July 2026.docx"
    paperkit record restore "Performance report - 16 July 2026.docx" --version 1 --to earlier
    paperkit record restore "Performance report - 16 July 2026.docx" --data --to then
    """
    if with_data and to is None:
        raise click.UsageError("Name a new folder for the data with --to.")
    running.progress("Looking for the paper", as_json=as_json)
    notes = record.notes_on_log(folder)
    if with_data and to:
        restored = restoring.restore_data(folder, paper, to=to, number=number or 0)
    else:
        restored = restoring.restore(folder, paper, to=to, number=number or 0)
    _report(
        notes, restored_lines(restored, options.today()), as_json=as_json, refused=restored.refused,
        files=[restored.file] if restored.file else list(restored.data),
        versions=[version_object(version, options.today()) for version in restored.versions],
    )  # fmt: skip
    end((), refused=bool(restored.refused))


group.add_command(remove)


@click.command(name="publish")
@click.argument("paper", metavar="[PAPER]", default="")
@options.meeting
@options.published_on
@click.option(
    "--as-filed", "edited", type=_FILE, metavar="FILE",
    help="The paper as it was filed, if somebody has edited it in Word since it was built.",
)  # fmt: skip
@options.project
@options.as_json
def publish(
    paper: str, meeting: str, on: datetime.date | None, edited: Path | None,
    packs: tuple[Path, ...], folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Record that a final, or every public final of a meeting, is published; nothing is sent.

    PAPER is a file, title or reference. Without this a final counts as published from the day of
    publication in the calendar. No build writes over a published paper.

    \b
    paperkit publish --meeting "Board July 2026"
    paperkit publish "Performance report - 16 July 2026.docx" --on "7 July 2026"
    paperkit publish "Performance report" --as-filed "Performance report, final.docx"
    """
    if bool(paper) == bool(meeting):
        raise click.UsageError("Name a paper, or a meeting with --meeting; not both.")
    if edited and not paper:
        raise click.UsageError("--as-filed goes with one paper: the file is of that one.")
    running.progress("Looking for the papers", as_json=as_json)
    if on is None:
        remedy = "or give the day of publication with --on if the day of that entry is wrong."
        record.check_clock(folder, options.today(), remedy)
    notes = record.notes_on_log(folder)
    if edited:
        filed = publish_as_filed(folder, paper, edited, options.today(), on=on)
        _report(
            notes, filed_lines(filed), as_json=as_json, papers=[filed.file],
            published_on=filed.day, passed_over=[],
            differences=[one.words for one in filed.differences],
            recommendations=filed.recommendations, files=[filed.path] if filed.path else [],
        )  # fmt: skip
        return
    done = publishing.publish(folder, paper, options.today(), meeting=meeting, on=on, packs=packs)
    _report(
        notes, published_lines(done, options.today()), as_json=as_json, papers=done.files,
        published_on=done.day,
        passed_over=[{"name": one.name, "why": one.why} for one in done.passed_over],
    )  # fmt: skip


def published_lines(done: publishing.PapersPublished, today: datetime.date) -> Iterator[str]:
    """Yield what was recorded, what was not, and that nothing was sent."""
    published = "to be published" if done.day > today else "published"
    for file in done.files:
        yield f"Recorded as {published} on {dates.in_words(done.day)}: {file}"
    for one in done.passed_over:
        yield f"Not recorded: {one.name}, since {one.why}"
    yield SENT_NOTHING


def filed_lines(filed: FiledAsEdited) -> Iterator[str]:
    """Yield what was recorded of a final that was filed as somebody edited it."""
    yield f"Recorded as filed, and as published on {dates.in_words(filed.day)}: {filed.file}"
    if filed.differences:
        yield "It differs from the final as it was built:"
    else:
        yield "No words of it differ from the final as it was built."
    for one in filed.differences:
        yield from _wrapped(one.words, "  ")
    if filed.recommendations is not None:
        yield "Decisions use its recommendations, which differ from those that were built:"
        for words in filed.recommendations or ("none under a heading 'Recommendations'",):
            yield from _wrapped(words, "  - ")
    for mark in filed.comments:
        yield from _wrapped(f"A comment is still in it. {mark.words}", "  ")
    if filed.path:
        yield f"It is at: {filed.path}"
    yield SENT_NOTHING


SENT_NOTHING = "Nothing was sent. Put the papers where the public can find them, as you always do."


def restored_lines(restored: restoring.Restored, today: datetime.date) -> Iterator[str]:
    """Yield the file that was given back, or the versions of which one is to be named."""
    if restored.version:
        yield from (f"Restored: {path}" for path in restored.data)
        if restored.data:
            row, when = restored.version.row, restored.version.came_about
            yield f"'{row.file}' was made from these, and was {when}."
            return
        yield f"Restored: {restored.file}"
        yield f"It is as it was {restored.version.came_about}, byte for byte."
        return
    yield restored.refused
    several = len({version.row.file for version in restored.versions}) > 1
    for version in restored.versions:
        name = f"{version.row.file}, " if several else ""
        yield f"  {version.number}  {name}{version.came_about}, {version.state(today)}"


def _report(
    findings: Sequence[Finding], lines: Iterable[str], *, as_json: bool, **facts: object
) -> None:
    """Print what was found and the lines after it, or the facts as JSON."""
    if as_json:
        say_object(findings, **facts)
    else:
        words = in_words(findings, HEADS, "--json")
        for line in (words, *lines) if words else lines:
            click.echo(line)


def entry_object(entry: Entry) -> dict[str, object]:
    """Return an entry with the keys that ``--json`` promises; ``row`` has its filled columns."""
    return {
        "number": entry.number, "table": entry.table.name,
        "row": kept_words(entry.table, entry.row), "recorded_on": entry.recorded_on.isoformat(),
        "origin": entry.origin, "replaces": entry.replaces, "because": entry.because,
        "hash": entry.hash,
    }  # fmt: skip


NO_LOG = f"There is no log yet: '{LOG_FILE}' begins with the first round or final paper."


def list_lines(listed: record.Listed, today: datetime.date) -> Iterator[str]:
    """Yield the entries, one a line, each paper with its state, and how many there are."""
    every = listed.history.entries
    states = {number: one.state(today) for one in listed.papers for number in one.entries}
    corrected_by = {e.replaces: e.number for e in every if e.replaces}
    yield from _columns(listed.entries, corrected_by, states, listed.history.words_removed)
    if not every:
        yield NO_LOG
    elif len(listed.entries) == len(every):
        yield f"{_entries(len(every))}."
    else:
        yield f"{len(listed.entries)} of {_entries(len(every))}."


def history_lines(shown: record.Shown) -> Iterator[str]:
    """Yield what the log says of an action, a part for each meeting."""
    yield f"Action {shown.action}" + (f": {shown.wording}" if shown.wording else "")
    for one in shown.meetings:
        yield ""
        yield one.meeting or "For no meeting"
        for entry in one.entries:
            origin = f", from {entry.origin}" if entry.origin else ""
            day = dates.in_words(entry.recorded_on)
            yield f"  {entry.table.sheet}, entry {entry.number} of {day}{origin}"
            found = answers(entry)
            width = max((len(heading) for heading, _ in found), default=0)
            for heading, words in found:
                yield from _wrapped(words, f"    {heading.ljust(width)}  ")
        if not one.answered:
            yield (
                "  No return"
                if one.asked
                else "  Not asked about: it was closed when forms went out"
            )
        for correction in one.corrections:
            yield from _wrapped(correction.words, "  Corrected  ")
        for words in one.removed:
            yield from _wrapped(words, "  Removed  ")


def verdict_lines(verified: record.Verified) -> Iterator[str]:
    """Yield whether the log is whole, with its last hash, and what it was compared with."""
    count = len(verified.history.entries)
    gone = withdrawn_files(verified.history)
    for path in verified.compared:
        off = f" (withdrawn on {dates.in_words(gone[path.name])})" if path.name in gone else ""
        yield f"Compared with: {path}{off}"
    for one in verified.passed_over:
        yield f"Not compared: {one.name}, since {one.why}"
    if not count:
        yield NO_LOG
    elif verified.is_whole:
        yield f"The log is as it was recorded. It holds {_entries(count)}."
        yield f"Hash of the last entry: {verified.history.head}"
    elif verified.is_log_whole:
        yield f"The log has {_entries(count)}, and does not agree with the files named above."
    else:
        yield f"The log is not as it was recorded. {_entries(count).capitalize()} could be read."


def adopted_lines(adopted: record.Adopted) -> Iterator[str]:
    """Yield what was taken over from a copy, entry by entry, and what to do with the copy."""
    if adopted.refused:
        yield f"Nothing was taken over. {adopted.refused}"
        return
    shared = f"{_entries(adopted.shared)} of '{adopted.copy.name}' were in the log already"
    if not adopted.entries:
        yield f"Nothing to take over: {shared}."
    else:
        yield f"Taken over: {_entries(len(adopted.entries))}. {shared[0].upper()}{shared[1:]}."
        yield from _columns(adopted.entries, {}, {}, {})
    for number in adopted.removals:
        yield (
            f"Not taken over: entry {number} of the copy says that something was removed there. "
            "Remove it here, too, with 'paperkit record remove'."
        )
    yield f"Next: move '{adopted.copy.name}' to another folder, or paperkit will report it again."


def _columns(
    entries: Iterable[Entry],
    corrected_by: Mapping[int, int],
    states: Mapping[int, str],
    removed_by: Mapping[int, Entry],
) -> Iterator[str]:
    """Yield entries in columns, one a line: which corrected or removed which, papers' states."""
    rows = []
    for entry in entries:
        words = in_a_line(entry)
        if entry.number in states:
            words += f" ({states[entry.number]})"
        if entry.replaces:
            words += f" (corrects entry {entry.replaces})"
        if entry.number in corrected_by:
            words += f" (corrected by entry {corrected_by[entry.number]})"
        if entry.number in removed_by:
            words += f" (removed by entry {removed_by[entry.number].number})"
        day = dates.in_words(entry.recorded_on)
        rows.append((str(entry.number), day, entry.table.sheet, meeting_of(entry.row), words))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, *cells, words in rows:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths[1:], strict=False))
        yield "  ".join((number.rjust(widths[0]), *padded, words)).rstrip()


def _wrapped(words: str, head: str) -> Iterator[str]:
    """Yield words in lines that fit a terminal, under each other after a head."""
    width, blank = max(_WIDTH - len(head), _NARROWEST), " " * len(head)
    lines = [part for line in words.split("\n") for part in textwrap.wrap(line, width) or [""]]
    for number, line in enumerate(lines):
        yield f"{blank if number else head}{line}".rstrip()


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
