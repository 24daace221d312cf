"""Which rows are marked as exempt where papers are compared and traced."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.decision_rows import Decision
from paperkit.board.history import EXEMPT_FOLDER, FILED, Entry, Filed, History
from paperkit.board.paper_rows import PaperRow, Text
from paperkit.board.words import Publicity
from paperkit.pipeline.named_papers import is_exempt_row
from tests.cases import each

FEES = PaperRow(reference="Fees", publicity=Publicity.EXEMPT)


def filed(folder: str) -> History:
    row = Filed(paper="Fees", meeting="Board July 2026", folder=folder)
    return History((Entry(number=1, table=FILED, row=row, recorded_on=date(2026, 7, 1)),))


@each("row", [Text(paper="Fees"), Decision(paper="Fees")])
def test_what_belongs_to_an_exempt_paper_is_exempt_also_once_the_paper_s_row_is_gone(
    row: Text | Decision,
) -> None:
    assert is_exempt_row(BoardData(papers=(FEES,)), row)
    assert is_exempt_row(BoardData(history=filed(f"2026-07-16 Board/{EXEMPT_FOLDER}")), row)
    assert not is_exempt_row(BoardData(history=filed("2026-07-16 Board")), row)
    assert not is_exempt_row(BoardData(papers=(FEES,)), Text())
