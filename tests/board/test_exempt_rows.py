"""Which rows are marked as exempt where papers are compared and traced."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.decision_rows import Decision
from paperkit.board.history import EXEMPT_FOLDER, FILED, Entry, Filed, History
from paperkit.board.paper_rows import PaperRow, Request, Return, Risk, Text, View
from paperkit.board.words import Publicity
from paperkit.pipeline.named_papers import is_exempt_row
from tests.cases import each
from tests.logs import logged

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


def test_what_came_in_for_a_round_is_exempt_where_a_paper_on_it_is() -> None:
    plan = """
    ## meetings
    | reference | date |
    |---|---|
    | July | 16 July 2026 |
    ## priorities
    | reference |
    |---|
    | P1 |
    ## actions
    | reference | wording | parent |
    |---|---|---|
    | 1.1 | Open | P1 |
    ## papers
    | reference | kind | meeting | priority | publicity |
    |---|---|---|---|---|
    | Fees | exception_report | July | P1 | {publicity} |
    """
    log = """
    ## returns
    | meeting | action | rating |
    |---|---|---|
    | July | 1.1 | Red |
    """
    answers = [one(meeting="July", action="1.1") for one in (Return, View, Request, Risk, Decision)]
    exempt, public = (logged(plan.format(publicity=one), log) for one in ("Exempt", "Public"))
    assert all(is_exempt_row(exempt, row) for row in answers)
    assert not any(is_exempt_row(public, row) for row in answers)
    assert not is_exempt_row(exempt, Return(meeting="March", action="1.1"))
