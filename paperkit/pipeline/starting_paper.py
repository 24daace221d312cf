"""Start a paper: its row, and the standing text of an earlier one, marked to be confirmed.

The rows go into a file of their own in the project's data folder, read beside the workbook,
which is never touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from paperkit.board.model import BoardData, PaperRow, Text
from paperkit.board.model.papers import PAPERS, TEXT
from paperkit.errors import ProjectError, UnknownNameError
from paperkit.papers.packs import Form, Kind
from paperkit.pipeline.asking import the_meeting
from paperkit.pipeline.data_file import write_data
from paperkit.pipeline.reading import Council, open_council, read_board
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to


def start_paper(
    folder: Path,
    *,
    kind: str,
    meeting: str,
    source: str,
    today: date,
    packs: Sequence[Path] = (),
) -> Path:
    """Return the new file that holds the paper's row and its text.

    Raises UnknownNameError for a kind, meeting or paper that is not there, and WriteError where
    the paper has been started already.
    """
    council = open_council(folder, packs)
    read = read_board(council)
    if not read.readable:
        raise ProjectError("The data cannot be read as they stand. Run 'paperkit check' first.")
    of_kind, _ = council.pack.kind(kind)
    there = the_meeting(read.board, meeting, today)
    earlier = _earlier(read.board, source) if source else None
    paper = _new_row(of_kind, there.reference, earlier)
    text = tuple(_text(read.board, council, of_kind, paper, earlier))
    return write_data(council, {PAPERS: (paper,), TEXT: text}, paper.reference)


def _earlier(board: BoardData, source: str) -> PaperRow:
    for paper in board.papers:
        if folded(paper.reference) == folded(source):
            return paper
    names = [paper.reference for paper in board.papers]
    near = close_to(source, names)
    there = f"Did you mean '{near}'?" if near else f"The papers are: {', '.join(names) or 'none'}."
    raise UnknownNameError(f"There is no paper called '{source}'. {there}")


def _new_row(kind: Kind, meeting: str, earlier: PaperRow | None) -> PaperRow:
    reference = f"{kind.title}, {meeting}"
    if earlier is None:
        return PaperRow(reference=reference, kind=kind.name, meeting=meeting)
    return replace(
        earlier, reference=reference, kind=kind.name, meeting=meeting, item="", as_at=None
    )


def _text(
    board: BoardData, council: Council, kind: Kind, paper: PaperRow, earlier: PaperRow | None
) -> Iterator[Text]:
    """Yield the standing text; where there is no earlier paper, a row for each thing to write."""
    if earlier is None:
        yield from _blank_rows(council, kind, paper)
        return
    standing = {section.name for section in kind.sections if section.standing}
    for row in board.text_of.get(earlier.reference, ()):
        if row.section in standing:
            yield replace(row, paper=paper.reference, to_confirm=Answer.YES)


def _blank_rows(council: Council, kind: Kind, paper: PaperRow) -> Iterator[Text]:
    for section in kind.sections:
        names = council.pack.settings.implications if section.name == "implications" else ("",)
        if section.form is Form.PROSE or section.required or names[0]:
            yield from (
                Text(paper=paper.reference, section=section.name, name=name) for name in names
            )
