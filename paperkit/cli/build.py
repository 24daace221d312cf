"""``paperkit build``: a paper, or every paper of a meeting, as drafts or as finals.

Drafted sentences for the terminal and as JSON: key, words, and the rows that they rest on.
"""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from string import digits
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running

if TYPE_CHECKING:
    from paperkit.board.words import Body
    from paperkit.findings import Place
    from paperkit.pipeline.building import Built, Traced
    from paperkit.pipeline.edits import ComesFrom, EditedPaper


@click.command(name="build")
@click.argument("what", metavar="[KIND|PAPER]", default="")
@options.meeting
@options.priority_of_round
@options.body
@click.option(
    "--rows", type=click.Choice(["all", "exceptions"]),
    help="Which actions an exception report lists; as the settings say, if not given.",
)  # fmt: skip
@click.option(
    "--table", is_flag=True, help="Also write an exception report's table as an Excel workbook."
)
@click.option("--all", "every", is_flag=True, help="Build every paper of the meeting.")
@click.option(
    "--joined", is_flag=True,
    help="With --all: also one file with the meeting's public papers in order.",
)  # fmt: skip
@click.option(
    "--html", is_flag=True, help="Also write each paper as a web page that everybody can read."
)
@click.option(
    "--pdf", is_flag=True, help="Also write each paper as an accessible PDF, with LibreOffice."
)
@click.option("--final", is_flag=True, help="Build the paper that is filed, not a draft.")
@click.option("--accept-gaps", "reason", metavar="WHY", help="Go through with gaps, and say why.")
@click.option(
    "--discard-edits", "discarded", metavar="WHY",
    help="Leave out what was edited in Word, and say why; the record keeps the edited file.",
)  # fmt: skip
@click.option("--by", "name", metavar="WHO", help="Who accepts the gaps, or discards the edits.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="The folder for the paper; its meeting's in the folder 'papers', if not given.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace a draft that somebody has edited.")
@click.option(
    "--explain", is_flag=True,
    help="Also print each drafted sentence with its key and the rows that it rests on.",
)  # fmt: skip
@options.strict
@options.project
@options.as_json
def build(
    what: str, meeting: str, priority: str, body: "Body | None", rows: str | None, table: bool,
    every: bool, joined: bool, html: bool, pdf: bool, final: bool, reason: str | None,
    discarded: str | None, name: str | None, out: Path | None, overwrite: bool, explain: bool,
    strict: bool,
    packs: tuple[Path, ...], folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Build a paper: KIND is a kind such as performance_report, PAPER a paper's reference.

    \b
    paperkit build performance_report --meeting "Board July 2026"
    paperkit build performance_report --meeting "16 July 2026" --final
    paperkit build --all --joined --meeting "Board July 2026"
    paperkit build --all --html --pdf --final --meeting "Board July 2026"
    paperkit build exception_appendix --priority P1 --meeting "Board July 2026" --table
    """
    if joined and not every:
        raise click.UsageError("--joined goes with --all: the papers of a meeting in one file.")
    if bool(what) == every:
        raise click.UsageError("Name a kind or a paper, or give --all with --meeting; not both.")
    if every and (priority or body):
        raise click.UsageError("--priority and --body go with one paper; --all builds every one.")
    if bool(reason or discarded) != bool(name):
        raise click.UsageError(
            "Give the reason with --accept-gaps or --discard-edits, and who gives it with --by."
        )
    if discarded and not final:
        raise click.UsageError(
            "--discard-edits goes with --final. To replace an edited draft, use --overwrite."
        )

    progress = running.progress("Reading the project", as_json=as_json)
    from paperkit.board.settings import RowsShown
    from paperkit.cli.output import end
    from paperkit.pipeline import building
    from paperkit.pipeline.copies import CopiesAsked
    from paperkit.pipeline.edits import Discarding
    from paperkit.pipeline.filing import Acceptance
    from paperkit.pipeline.ordering import Order

    order = Order(
        folder=folder, what=what, today=options.today(), meeting=meeting, priority=priority,
        body=body, rows=RowsShown(rows) if rows else None, table=table, final=final,
        acceptance=Acceptance(reason, name) if reason and name else None, out=out,
        discarding=Discarding(discarded, name) if discarded and name else None,
        overwrite=overwrite, packs=packs, explain=explain, joined=joined,
        cache=options.cache_folder(),
        copies=CopiesAsked(html, pdf, options.office() if pdf else None),
    )  # fmt: skip
    built = building.build(order, progress)
    _say_built(built, folder, as_json=as_json)
    # A gap that somebody has accepted holds nothing up.
    end(set(built.findings) - set(built.accepted), refused=bool(built.refused), strict=strict)


def _say_built(built: "Built", folder: Path, *, as_json: bool) -> None:
    """Print the outcome of a build: findings, files, and what was edited in earlier ones."""
    from paperkit.cli.output import say, shown_before
    from paperkit.pipeline.shown_notes import ShownOnce, shown_once

    sentences = built.sentences
    traced = {} if sentences is None else {"sentences": map(sentence_object, sentences)}
    facts = {
        "files": built.files, "refused": built.refused, "accepted": built.accepted,
        "recorded": built.recorded, "edited": map(edited_object, built.edited), **traced,
    }  # fmt: skip
    first = [line for one in built.edited for line in edited_in_words(one)]
    found = built.findings
    shown = ShownOnce(found, 0) if as_json else shown_once(folder, found)
    say(
        shown.findings, [*_outcome(built), *shown_before(shown.before)],
        facts=facts if as_json else None,
        first=first if sentences is None else (*first, *sentences_in_words(sentences)),
    )  # fmt: skip


def _outcome(built: "Built") -> Iterator[str]:
    if built.refused:
        yield f"Not built. {built.refused}"
    yield from (f"Written: {path}" for path in built.files)
    if built.files:
        yield f"For the meeting {built.meeting}, with the pack {built.pack}."
    if built.recorded:
        yield f"Recorded in {built.recorded}."
    if built.accepted:
        number = len(built.accepted)
        yield f"Accepted gaps: {number}, kept in accepted.yaml in the folder of papers."
        yield from (f"  {gap.place}: {gap.message}" for gap in built.accepted)


MOST_EDITS = 200


def edited_in_words(one: "EditedPaper") -> Iterator[str]:
    """Yield what somebody edited in a paper and the new one lacks, and what is left open in it."""
    if not (one.edits or one.left_open or not one.is_read):
        return
    yield f"Edited since it was built: {one.path}"
    if not one.is_read:
        yield "  Its words cannot be compared."
    if one.edits and not one.known:
        yield (
            "  It does not say how it was built, so what the data have changed since is among "
            "these."
        )
    for shown in one.edits[:MOST_EDITS]:
        yield from _wrapped(shown.edit.difference.words, "  ")
        now = shown.edit.now
        if now and now not in (shown.edit.difference.old, shown.edit.difference.new):
            yield from _wrapped(f"The data now give: {now}", "    ")
        if source := source_in_words(shown.source):
            yield from _wrapped(source, "    ")
    if len(one.edits) > MOST_EDITS:
        yield f"  and {len(one.edits) - MOST_EDITS} more; --json lists them all."
    for mark in one.left_open:
        yield from _wrapped(mark.words, "  ")
    yield ""


def source_in_words(source: "ComesFrom") -> str:
    """Return where words come from, as a sentence; nothing where nobody knows."""
    from paperkit.findings import NOWHERE, in_words_of

    rows = "; ".join(rows_in_words(source.places))
    if source.key:
        drafted = f"Drafted from {rows}." if rows else "Drafted."
        instead = f"The sheet Text can say it instead, in the section {source.key}."
        return f"{drafted} {in_words_of(next(iter(source.places), NOWHERE), instead)}"
    return f"From {rows} ({source.heading})." if rows else ""


def edited_object(one: "EditedPaper") -> dict[str, object]:
    """Return an edited paper with the keys that ``--json`` promises."""
    return {
        "file": one.path, "replaces": one.replaces, "elsewhere": one.elsewhere,
        "known": one.known, "compared": one.is_read,
        "edits": [
            {
                "place": shown.edit.difference.place.words,
                "differs": shown.edit.difference.differs.value,
                "old": shown.edit.difference.old, "new": shown.edit.difference.new,
                "now": shown.edit.now, "key": shown.source.key,
                "comes_from": list(map(str, shown.source.places)),
            }
            for shown in one.edits
        ],
        "left_open": [
            {
                "kind": mark.does.value if mark.does else "comment", "author": mark.author,
                "day": mark.day, "place": mark.place.words, "words": mark.said,
            }
            for mark in one.left_open
        ],
    }  # fmt: skip


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        words, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


WIDTH = 98
ON_NOTHING = "no row: it follows from the settings, or from there being none"


def sentences_in_words(sentences: "Sequence[Traced]") -> Iterator[str]:
    """Yield the lines on drafted sentences, paper by paper."""
    if not sentences:
        yield "No sentence of what was built is drafted by paperkit.\n"
    for file, of_file in groupby(sentences, key=lambda one: one.file):
        drafted = [one.sentence for one in of_file]
        yield f"Drafted sentences of {file} ({len(drafted)})"
        yield ""
        for sentence in drafted:
            yield f"  {sentence.key}"
            rows = "; ".join(rows_in_words(sentence.rests_on)) or ON_NOTHING
            for words in (*sentence.words.splitlines(), f"Rests on {rows}."):
                yield from textwrap.wrap(
                    words, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6,
                    break_long_words=False, break_on_hyphens=False,
                )  # fmt: skip
            yield ""


def sentence_object(one: "Traced") -> dict[str, object]:
    """Return a sentence with the keys that ``--json`` promises."""
    return {
        "paper": one.file,
        "key": one.sentence.key,
        "words": one.sentence.words,
        "rests_on": [
            {
                "file": place.file, "sheet": place.sheet, "cell": place.cell, "line": place.line,
                "entry": place.entry, "place": str(place),
            }
            for place in one.sentence.rests_on
        ],
    }  # fmt: skip


def rows_in_words(places: "Sequence[Place]") -> Iterator[str]:
    """Yield the rows of each file and sheet, in the notation of that file.

    Rows of a sheet that follow each other are one range: ``board.xlsx, Actions!A4:A9``.
    """
    from paperkit.findings import is_csv

    by_sheet: dict[tuple[str, str, str], list[Place]] = {}
    for place in dict.fromkeys(places):
        unit = "" if place.sheet else "line" if place.line else "entry" if place.entry else ""
        by_sheet.setdefault((place.file, place.sheet, unit), []).append(place)
    for (file, sheet, unit), those in by_sheet.items():
        before = f"{file}, " if file else ""
        if sheet:
            name = f"'{sheet}'!" if " " in sheet else f"{sheet}!"
            # A CSV file is a sheet by itself.
            name = "" if is_csv(file) else name
            yield f"{before}{name}{', '.join(_ranges(those))}"
            continue
        head = {"line": "lines", "entry": "entries"}.get(unit, "") if len(those) > 1 else unit
        names = ", ".join(str(place.line or place.entry or place.field) for place in those)
        yield f"{before}{head} {names}" if head else f"{before}{names}"


def _ranges(places: "Sequence[Place]") -> Iterator[str]:
    """Yield the cells of a sheet; those below each other in a column as one range."""

    def start(numbered: "tuple[int, Place]") -> tuple[str, int]:
        number, place = numbered
        return place.cell.rstrip(digits), place.row_number - number

    for _, stretch in groupby(enumerate(places), key=start):
        first, *rest = (place.cell for _, place in stretch)
        yield f"{first}:{rest[-1]}" if rest else first
