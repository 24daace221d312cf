"""Which paper is compared with, and what is said where there is none."""

from datetime import date

from paperkit.frozen import replace
from paperkit.standpoint.board_at import LookBack
from tests.since.made import MEETINGS, NOVEMBER, lines, paper_at, published, said, seen, since
from tests.tables import board

ROWS = """
## actions
| reference | wording | deadline |
| --- | --- | --- |
| 1.1 | Open hubs | 31 March 2027 |
"""


def test_it_says_which_paper_the_changes_are_since() -> None:
    assert said(since(ROWS, ROWS))[0] == (
        "This paper is compared with the performance report to the meeting of 16 July 2026, "
        "published on 8 July 2026 with data as at 30 June 2026."
    )


def test_without_an_earlier_publication_it_says_so_in_one_sentence() -> None:
    at = seen(board(MEETINGS + ROWS), NOVEMBER)
    first = replace(at, back=LookBack("annual report"))
    assert said(first) == [
        "No earlier annual report is recorded as published, so this paper cannot say what has "
        "changed."
    ]
    assert lines(paper_at(first).since) == []


def test_where_the_last_one_was_recorded_without_its_rows_it_says_so_in_one_sentence() -> None:
    data = board(MEETINGS + ROWS)
    last = published(None, data.meeting["Board July 2026"], date(2026, 7, 8))
    at = replace(seen(data, NOVEMBER), back=LookBack("performance report", last, (last,)))
    assert said(at) == [
        "The record does not hold the data of the performance report to the meeting of 16 July "
        "2026, so this paper cannot say what has changed."
    ]
    assert lines(paper_at(at).since) == []


def test_an_officer_s_own_words_take_the_place_of_a_sentence() -> None:
    text = """
    ## papers
    | reference | meeting |
    | --- | --- |
    | PR | Board November 2026 |

    ## text
    | paper | section | text |
    | --- | --- | --- |
    | PR | since.actions | One hub opened. |
    """
    at = since(ROWS, ROWS + text)
    assert said(replace(at, paper=at.board.papers[0]))[1] == "One hub opened."
