"""The text that officers wrote for a paper: which is long text, and whether its marks hold."""

from collections.abc import Iterator, Sequence

from paperkit.board.model import BoardData, Highlight, PaperRow, Text
from paperkit.board.rules.case import place_of
from paperkit.board.rules.residue import stray
from paperkit.board.rules.whose import whose
from paperkit.findings import Finding
from paperkit.papers.packs import Form, Kind
from paperkit.papers.prose.checking import Cell, check_prose
from paperkit.schema.cleaning import folded

_ANSWERS = "implications"


def check_written(
    board: BoardData,
    kind: Kind,
    meeting: str,
    paper: PaperRow | None,
    known: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Return what is wrong with the marks in a paper's text, in the codes PK-702 and PK-720 on.

    ``meeting`` is the reference of the meeting whose highlight reports the paper prints; ``known``
    are names that references may use beside those in the text, such as those of appendices.
    """
    rows = board.text_of.get(paper.reference, ()) if paper else ()
    cells = (_cell(board, row) for row in _long_rows(board, kind, meeting, rows) if row.text)
    literal = (row for row in rows if folded(row.section) not in _long(kind))
    return (*check_prose(cells, known), *_stray(board, literal))


def long_texts(board: BoardData, kind: Kind, meeting: str, paper: PaperRow | None) -> list[str]:
    """Return the texts of a paper that are printed as long text."""
    rows = board.text_of.get(paper.reference, ()) if paper else ()
    return [row.text for row in _long_rows(board, kind, meeting, rows) if row.text]


def _long_rows(
    board: BoardData, kind: Kind, meeting: str, rows: Sequence[Text]
) -> Iterator[Text | Highlight]:
    long = _long(kind)
    yield from (row for row in rows if folded(row.section) in long)
    yield from (row for row in board.highlights if row.meeting == meeting)


def _long(kind: Kind) -> frozenset[str]:
    """Return the sections whose text is long text, by name and by heading."""
    running = (one for one in kind.sections if one.form is Form.PROSE or one.name == _ANSWERS)
    return frozenset(folded(name) for one in running for name in (one.name, one.heading) if name)


def _cell(board: BoardData, row: Text | Highlight) -> Cell:
    return Cell(row.text, place_of(row, "text"), whose(board, row))


def _stray(board: BoardData, rows: Iterator[Text]) -> Iterator[Finding]:
    for row in rows:
        held = stray(row.text)
        if held:
            place, message = place_of(row, "text"), f"The text holds {held}."
            person = whose(board, row)
            yield Finding("PK-702", place, message, value=row.text, person=person)
