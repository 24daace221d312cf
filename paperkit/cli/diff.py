"""``paperkit diff``: what changed between two papers, two meetings, or a paper and today's data."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.cli.output import say_object, wrapped
from paperkit.schema.cleaning import in_groups

if TYPE_CHECKING:
    from paperkit.pipeline.comparing import MeetingsCompared, PapersCompared, PlaceChanged
    from paperkit.pipeline.named_papers import NamedPaper

EXEMPT = "Exempt: what follows is not for publication."


@click.command(name="diff")
@click.argument("older", metavar="A")
@click.argument("newer", metavar="[B]", default="")
@click.option(
    "--today", "with_today", is_flag=True,
    help="Compare A, a final, with what a build would give today, and its data with today's.",
)  # fmt: skip
@click.option(
    "--version", "numbers", type=click.IntRange(min=1), multiple=True, metavar="N",
    help="Which version of A, and given again of B; the newest, if not given.",
)  # fmt: skip
@click.option(
    "--docx", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write B as a new Word file with what changed as tracked changes.",
)  # fmt: skip
@options.project
@options.as_json
def diff(
    older: str, newer: str, with_today: bool, numbers: tuple[int, ...], docx: Path | None,
    packs: tuple[Path, ...], folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Say what changed from A to B: two papers, or two meetings; or from A to today's data.

    A paper is a Word file, or one of the record by its file, title or reference; with A alone and
    --version twice, two versions of it. Of two meetings the finals of each kind are compared.

    \b
    paperkit diff "Report - 16 July 2026.docx" "Report - 12 November 2026.docx"
    paperkit diff "Report - 16 July 2026.docx" --version 1 --version 2 --docx changes.docx
    paperkit diff "Report - 16 July 2026.docx" --today
    paperkit diff "Board July 2026" "Board November 2026"
    """
    if with_today and (newer or len(numbers) > 1):
        raise click.UsageError("--today compares one paper with today's data. Leave B out.")
    if not with_today and not newer and len(numbers) != 2:
        raise click.UsageError(
            "Name two papers or meetings; or one paper with --today, or with --version twice."
        )
    progress = running.progress("Looking for the papers", as_json=as_json)
    from paperkit.pipeline import comparing

    day = options.today()
    meetings = (
        not with_today
        and newer
        and not numbers
        and all(comparing.names_meeting(folder, words, packs) for words in (older, newer))
    )
    if meetings and docx:
        raise click.UsageError("--docx goes with two papers: name one of each meeting.")
    if meetings:
        found = comparing.compare_meetings(folder, older, newer, day, packs)
        _say_meetings(found, as_json=as_json)
        return
    if with_today:
        compared = comparing.compare_with_today(
            folder, older, day, number=numbers[0] if numbers else 0, packs=packs,
            cache=options.cache_folder(), progress=progress,
        )  # fmt: skip
    else:
        compared = comparing.compare_papers(folder, older, newer or older, numbers)
    files: list[Path] = []
    untracked: tuple[str, ...] = ()
    if docx and compared.places:
        untracked = comparing.write_tracked(compared, docx, day)
        files.append(docx)
    if as_json:
        say_object((), **papers_object(compared), files=files, untracked=untracked)
        return
    for line in (*papers_lines(compared), *_written(docx, files, untracked)):
        click.echo(line)


def _say_meetings(found: "MeetingsCompared", *, as_json: bool) -> None:
    if as_json:
        say_object(
            (), older=found.older, newer=found.newer,
            papers=[papers_object(pair) for pair in found.pairs],
            gone=[_side(paper) for paper in found.gone], new=[_side(paper) for paper in found.new],
        )  # fmt: skip
        return
    for line in meetings_lines(found):
        click.echo(line)


def _written(docx: Path | None, files: Sequence[Path], untracked: Sequence[str]) -> Iterator[str]:
    if docx and not files:
        yield ""
        yield f"Not written: {docx}, since there is no change to track."
    if files:
        yield ""
        yield f"Written: {docx}"
        yield "Accepting all changes gives the newer paper, rejecting all the older."
        if untracked:
            yield "Not tracked:"
            yield from (f"  {words}" for words in untracked)


def meetings_lines(found: "MeetingsCompared") -> Iterator[str]:
    """Yield what changed in the papers of two meetings, and which one of them has alone."""
    yield f"From {found.older} to {found.newer}"
    for pair in found.pairs:
        yield ""
        yield from papers_lines(pair)
    for which, papers in ((found.older, found.gone), (found.newer, found.new)):
        if papers:
            yield ""
            yield f"Of {which} alone:"
            yield from (f"  {_called(paper)}" for paper in papers)


def _called(paper: "NamedPaper") -> str:
    return f"{paper.name}{' [exempt]' if paper.exempt else ''} ({paper.state(options.today())})"


def papers_lines(compared: "PapersCompared") -> Iterator[str]:
    """Yield what changed, by section, and within it by action and indicator; then the data."""
    yield f"Older: {_called(compared.older)}"
    yield f"Newer: {_called(compared.newer)}"
    if compared.is_exempt:
        yield EXEMPT
    if compared.why:
        yield from wrapped(compared.why, "")
    yield ""
    yield from wrapped(_summary(compared), "")
    for section, places in in_groups((one.section, one) for one in compared.places).items():
        yield ""
        yield section
        for about, those in in_groups((one.about, one) for one in places).items():
            if about:
                yield f"  {about}"
            for one in those:
                yield from wrapped(one.difference.words, "    " if about else "  ")
    if compared.left_open:
        yield ""
        yield "Left open in the newer paper"
        for left in compared.left_open:
            yield from wrapped(left.words, "  ")
    if compared.rows is not None:
        yield ""
        yield from _row_lines(compared)


def _summary(compared: "PapersCompared") -> str:
    number = len(compared.places)
    if not number:
        same = compared.older.data == compared.newer.data
        return f"Nothing differs{': they are equal, byte for byte' if same else ' in words'}."
    names = in_groups((one.noun, one.reference) for place in compared.places for one in place.names)
    about = (
        f" {noun}{'s' if len(those) > 1 else ''}: {', '.join(those)}."
        for noun, found in sorted(names.items())
        for those in [list(dict.fromkeys(found))]
    )
    return f"{number} {'place differs' if number == 1 else 'places differ'}.{''.join(about)}"


def _row_lines(compared: "PapersCompared") -> Iterator[str]:
    rows = compared.rows or ()
    yield (
        "Data that changed since the paper was built"
        if rows
        else ("The data that the paper uses are as they were when it was built.")
    )
    for row in rows:
        yield from wrapped(f"{row.changed.words}{' [exempt]' if row.exempt else ''}", "  ")


# --- As JSON ----------------------------------------------------------------------------------


def papers_object(compared: "PapersCompared") -> dict[str, object]:
    """Return how two papers differ with the keys that ``--json`` promises."""
    rows = compared.rows
    return {
        "older": _side(compared.older), "newer": _side(compared.newer),
        "exempt": compared.is_exempt, "why": compared.why,
        "differences": [_difference(place) for place in compared.places],
        "left_open": [left.words for left in compared.left_open],
        "rows": None if rows is None else [
            {
                "sheet": row.changed.table.sheet, "row": row.changed.name,
                "column": row.changed.column.heading if row.changed.column else "",
                "was": row.changed.values[0], "now": row.changed.values[1],
                "entry": row.changed.entry.number if row.changed.entry else None,
                "exempt": row.exempt, "words": row.changed.words,
            }
            for row in rows
        ],
    }  # fmt: skip


def _side(paper: "NamedPaper") -> dict[str, object]:
    version = paper.version
    return {
        "file": paper.name, "exempt": paper.exempt, "state": paper.state(options.today()),
        "version": version.number if version else None,
        "sha256": version.row.sha256 if version else None,
    }  # fmt: skip


def _difference(place: "PlaceChanged") -> dict[str, object]:
    one = place.difference
    return {
        "section": place.section, "place": one.place.words, "part": one.place.part.value,
        "about": str(place.about) if place.about else "", "names": list(map(str, place.names)),
        "differs": one.differs.value, "was_at": one.was.words if one.old else "",
        "old": one.old, "new": one.new,
        "smallest": [{"old": w.old, "new": w.new, "after": w.after} for w in one.smallest],
        "words": one.words,
    }  # fmt: skip
