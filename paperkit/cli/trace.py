"""``paperkit trace``: from which rows, returns and entries a paper, sentence or figure comes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.cli.diff import EXEMPT
from paperkit.cli.output import say_object, wrapped
from paperkit.findings import how_many, in_full, quoted
from paperkit.schema.cleaning import in_groups
from paperkit.schema.dates import in_words
from paperkit.standpoint.sentences import few

if TYPE_CHECKING:
    from paperkit.pipeline.built_papers import BuiltPaper
    from paperkit.pipeline.tracing import (
        EntryTraced,
        PaperTraces,
        Rest,
        RowTraced,
        SentenceTraced,
        TextTraced,
    )

_FEW = 8  # so many rows of a sheet at most are listed each on a line
_MOST_NAMED = 50  # of those that did not change; --json has them all
ON_NOTHING = "No row: it follows from the settings, or from there being none."
BY_HAND = "Typed into the file since it was built: no row holds these words."
FROM_NOWHERE = "No cell holds these words: the template prints them, or they were worked out."


@click.command(name="trace")
@click.argument("paper", metavar="FILE.docx")
@click.option("--sentence", default="", metavar="KEY", help="One drafted sentence, by its key.")
@click.option("--text", default="", metavar="WORDS", help="Words or a figure, as it is printed.")
@options.project
@options.as_json
def trace(
    paper: str, sentence: str, text: str, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """Say from which rows, returns and entries a paper comes, and whether they have changed since.

    FILE is a paper, or a final of the record by its title or reference. Without --sentence and
    --text the sentences that it prints are listed, with how many of their rows have changed.

    \b
    paperkit trace "Performance report - 16 July 2026.docx"
    paperkit trace "Performance report - 16 July 2026.docx" --sentence summary.ratings
    paperkit trace "Performance report - 16 July 2026.docx" --text "58.9%"
    """
    if sentence and text:
        raise click.UsageError("Give --sentence or --text, not both.")
    progress = running.progress("Looking for the paper", as_json=as_json)
    from paperkit.pipeline import built_papers, tracing

    built = built_papers.built_paper(
        folder, paper, options.today(), packs=packs, cache=options.cache_folder(), progress=progress
    )
    traces = tracing.PaperTraces(built)
    if text:
        found = traces.text(text)
        facts: dict[str, object] = {"texts": [_text_object(one) for one in found]}
        lines = text_lines(found, text)
    elif sentence:
        one = traces.sentence(sentence)
        facts, lines = {"sentences": [_sentence_object(one)]}, sentence_lines(one)
    else:
        facts = {
            "sentences": [_sentence_object(one) for one in traces.sentences],
            "sources": [{"file": one.name, "state": one.state} for one in traces.sources],
        }
        lines = paper_lines(traces, paper)
    if as_json:
        say_object((), **_paper_object(built), **facts)
        return
    for line in (*head_lines(built), *lines):
        click.echo(line)


def head_lines(built: "BuiltPaper") -> Iterator[str]:
    """Yield which paper it is, whether it is exempt, and whether it was edited since."""
    yield f"{built.named.name}{' [exempt]' if built.named.exempt else ''} ({_known_by(built)})"
    if built.named.exempt:
        yield EXEMPT
    if built.is_edited:
        yield from wrapped(
            "It was edited since it was built. What follows is of the paper as it was built.", ""
        )
    if built.today is None:
        yield "Today's data cannot be read, so paperkit cannot tell what has changed since."


def _known_by(built: "BuiltPaper") -> str:
    if not built.version:
        return "a draft, which today's data give again"
    row = built.version
    entry = ", ".join(map(str, row.entries))
    return f"entry {entry} of the record: {built.built.state(options.today())}"


def paper_lines(traces: "PaperTraces", name: str) -> Iterator[str]:
    """Yield the files, and the drafted sentences with how many of their rows have changed."""
    for one in traces.sources:
        yield (
            f"Built from {one.name}: {one.state} since"
            if one.state != "gone"
            else (f"Built from {one.name}, which is no longer there")
        )
    yield ""
    if not traces.sentences:
        yield "It prints no sentence that paperkit drafted."
    else:
        yield f"Drafted sentences ({len(traces.sentences)})"
    for sentence in traces.sentences:
        yield f"  {sentence.key}: {_count(sentence.rests_on)}"
        yield from wrapped(sentence.words, "    ")
    yield ""
    yield f'For each row: paperkit trace "{name}" --sentence KEY, or --text "words of the paper"'


def _count(rest: "Rest") -> str:
    number = len(rest.rows) + len(rest.entries)
    if not number:
        return "rests on no row"
    rows = "1 row" if number == 1 else f"{number} rows"
    if rest.unread:
        return f"rests on {rows}, of which {rest.unread} cannot be read today"
    if not rest.changed:
        return f"rests on {rows}, as they were" if number > 1 else f"rests on {rows}, as it was"
    return f"rests on {rows}, of which {rest.changed} changed since"


def sentence_lines(sentence: "SentenceTraced", lead: str = "") -> Iterator[str]:
    """Yield a sentence, its key, and what it rests on."""
    yield ""
    yield f"{lead}{sentence.key}"
    yield from wrapped(sentence.words, f"{lead}  ")
    yield from rest_lines(sentence.rests_on, f"{lead}  ")


def text_lines(found: "Sequence[TextTraced]", text: str) -> Iterator[str]:
    """Yield each place that has a text, and what it comes from there."""
    yield ""
    yield f"{in_full(text)} is in {len(found)} {'place' if len(found) == 1 else 'places'}"
    for one in found:
        yield ""
        where = one.place.words
        yield from wrapped(f"{where[:1].upper()}{where[1:]}: {in_full(one.words)}", "")
        if one.by_hand:
            yield f"  {BY_HAND}"
        for sentence in one.sentences:
            yield f"  In the drafted sentence {sentence.key}"
            yield from rest_lines(sentence.rests_on, "    ")
        if one.typed.rows or one.typed.entries:
            yield "  In the data"
            yield from rest_lines(one.typed, "    ")
        if one.worked_out.rows or one.worked_out.entries:
            yield "  Worked out from what is known of it"
            yield from rest_lines(one.worked_out, "    ")
        rests = (one.typed, one.worked_out)
        if not (one.by_hand or one.sentences or any(rest.rows or rest.entries for rest in rests)):
            yield f"  {FROM_NOWHERE}"


def rest_lines(rest: "Rest", lead: str) -> Iterator[str]:
    """Yield what something rests on: of many rows those that changed, the others by their names."""
    if not (rest.rows or rest.entries or rest.settings):
        yield f"{lead}{ON_NOTHING}"
    for sheet, rows in in_groups((row.sheet, row) for row in rest.rows).items():
        unread = [row for row in rows if row.state == "not known"]
        listed = rows if len(rows) <= _FEW else [row for row in rows if row.state != "unchanged"]
        if len(rows) > _FEW and len(unread) == len(rows):
            yield f"{lead}{sheet}: {how_many(len(rows), 'row')}, none of which can be read today"
            continue
        if len(rows) > _FEW:
            every, changed = how_many(len(rows), "row"), len(listed) - len(unread) or "none"
            lost = f", and {len(unread)} cannot be read today" if unread else ""
            yield f"{lead}{sheet}: {every}, of which {changed} changed since{lost}"
        for row in listed:
            yield from wrapped(_row_words(row), lead if len(rows) <= _FEW else f"{lead}  ")
        if len(rows) > _FEW and len(listed) < len(rows):
            names = few((row.row for row in rows if row.state == "unchanged"), _MOST_NAMED)
            yield from wrapped(f"Unchanged: {'; '.join(names)}", f"{lead}  ")
    for entry in rest.entries:
        yield from wrapped(_entry_words(entry), lead)
    for place in rest.settings:
        yield f"{lead}{place}"


def _row_words(row: "RowTraced") -> str:
    name = f"{row.sheet} {row.row}{' [exempt]' if row.exempt else ''}"
    place = row.place_today or row.place
    where = f" ({place})" if place.file else ""
    if row.state == "gone":
        return f"{name}: no longer there{where}"
    if row.state == "not known":
        return f"{name}: cannot be read today{where}"
    if not row.cells:
        return f"{name}: unchanged{where}"
    cells = (
        f"{cell.column} {quoted(cell.was) if cell.was else 'blank'}, unchanged"
        if cell.was == cell.now
        else f"{cell.column} {_said(cell.was)}, now {_said(cell.now)}"
        for cell in row.cells
    )
    return f"{name}: {'; '.join(cells)}{where}"


def _said(value: str) -> str:
    return in_full(value) if value else "blank"


def _entry_words(entry: "EntryTraced") -> str:
    origin = f", from {entry.origin}" if entry.origin else ""
    replaced = f"; replaced since by entry {entry.replaced_by}" if entry.replaced_by else ""
    day = in_words(entry.recorded_on)
    said = "".join(f"; {heading} {quoted(value)}" for heading, value in entry.said)
    return f"Entry {entry.number} of {day}{origin}: {entry.sheet} {entry.words}{said}{replaced}"


# --- As JSON ----------------------------------------------------------------------------------


def _paper_object(built: "BuiltPaper") -> dict[str, object]:
    version = built.version
    return {
        "file": built.named.name, "exempt": built.named.exempt, "edited": built.is_edited,
        "version": version.number if version else None,
        "state": _known_by(built), "entries": list(version.entries) if version else [],
        "today_readable": built.today is not None,
    }  # fmt: skip


def _sentence_object(sentence: "SentenceTraced") -> dict[str, object]:
    return {
        "key": sentence.key, "words": sentence.words, "changed": sentence.rests_on.changed,
        "rests_on": _rest_object(sentence.rests_on),
    }  # fmt: skip


def _text_object(one: "TextTraced") -> dict[str, object]:
    return {
        "place": one.place.words, "section": one.place.heading, "words": one.words,
        "by_hand": one.by_hand, "sentences": [_sentence_object(each) for each in one.sentences],
        "typed": _rest_object(one.typed), "worked_out": _rest_object(one.worked_out),
    }  # fmt: skip


def _rest_object(rest: "Rest") -> dict[str, object]:
    return {
        "rows": [
            {
                "sheet": row.sheet, "row": row.row, "state": row.state, "exempt": row.exempt,
                "place": str(row.place), "cells": row.cells,
                "place_today": str(row.place_today) if row.place_today else None,
            }
            for row in rest.rows
        ],
        "entries": [
            {
                "number": entry.number, "sheet": entry.sheet, "words": entry.words,
                "recorded_on": entry.recorded_on, "origin": entry.origin,
                "replaced_by": entry.replaced_by or None, "said": dict(entry.said),
            }
            for entry in rest.entries
        ],
        "settings": list(map(str, rest.settings)),
    }  # fmt: skip
