"""Item numbers: typed on the sheet Papers, or rows of the table of the agenda."""

from paperkit.board.agenda import in_turn, is_item, item_meant
from paperkit.board.data import BoardData
from paperkit.meetings.agenda_rules import no_item_number, same_item
from paperkit.papers.text_rules import left_in_text
from paperkit.standpoint.board_at import BoardAt
from tests.cases import each
from tests.tables import FILE, assembled, board, told

MEETINGS = """
## meetings
| Reference      | Date             |
|----------------|------------------|
| Board July     | 16 July 2026     |
| Board November | 12 November 2026 |
"""


def papers(typed: str, agenda: str, meeting: str = "Board July") -> str:
    return f"""{MEETINGS}
    ## papers
    | Reference | Meeting   | Item    |
    |-----------|-----------|---------|
    | Housing   | {meeting} | {typed} |
    ## agenda
    | Meeting    | Paper   | Item     | Given on    |
    |------------|---------|----------|-------------|
    | Board July | housing | {agenda} | 7 July 2026 |
    """


def items(data: BoardData) -> list[str]:
    return [paper.item for paper in data.papers]


def test_the_agenda_numbers_a_paper_that_has_no_number_on_its_own_sheet() -> None:
    assert items(board(papers("", "7"))) == ["7"]


def test_a_number_that_both_give_is_one_number() -> None:
    assert items(board(papers("7A", "7a"))) == ["7A"]


def test_two_numbers_for_a_paper_are_an_error_at_both_cells() -> None:
    """PK-455."""
    made = assembled(papers("6", "7"))
    (found,) = made.findings
    assert told([found]) == ["PK-455 Papers!C2: 'Housing' is item '6' and item '7'."]
    assert [str(place) for place in found.others] == [f"{FILE}, Agenda!C2"]
    assert items(made.board) == ["6"]


def test_the_number_of_another_meeting_is_not_used_where_the_paper_has_moved() -> None:
    """PK-456."""
    made = assembled(papers("", "7", "Board November"))
    assert told(made.findings) == [
        "PK-456 Agenda!C2: The agenda of Board July has 'Housing' as item 7, and the paper goes to "
        "Board November: the number was not used."
    ]
    assert items(made.board) == [""]


def test_two_papers_of_a_meeting_under_one_number_are_noted() -> None:
    """PK-457; an appendix goes under its paper's number, and each meeting has its own."""
    data = board(f"""{MEETINGS}
    ## papers
    | Reference | Meeting        | Item | Appendix of |
    |-----------|----------------|------|-------------|
    | Housing   | Board July     | 7    |             |
    | Tables    | Board July     | 7    | Housing     |
    | Workforce | Board July     | 7    |             |
    | Later     | Board November | 7    |             |
    """)
    assert told(list(same_item(BoardAt(data)))) == [
        "PK-457 Papers!C4: 'Housing' and 'Workforce' are both item 7."
    ]


@each(
    "typed",
    ["6", "6a", "7A", "7 (i)", "7(b)(ii)", "A3", "12.1", "3.2.1", "B", "IV", "iv", "HWB 7",
     "HWB/25/7", "7.", "12/26"],
)  # fmt: skip
def test_a_number_as_agendas_have_it_is_an_item(typed: str) -> None:
    assert is_item(typed)


@each(
    ("typed", "meant"),
    [
        ("six", "6"), ("Seven?", "7"), ("7?", "7"), ("Item 7", "7"), ("No. 7a", "7a"),
        ("agenda item twelve", "12"), ("TBC", ""), ("to be set", ""), ("7 or 8", ""), ("?", ""),
        ("12 November 2026", ""), ("-", ""), ("Any other business", ""), ("saith", ""),
    ],
)  # fmt: skip
def test_words_are_no_item_and_the_number_that_they_mean_is_offered(typed: str, meant: str) -> None:
    assert not is_item(typed)
    assert item_meant(typed) == meant


def test_an_item_that_no_agenda_has_is_an_error_where_it_was_typed() -> None:
    """T-02: "six" was printed as the number of the item."""
    for typed, given, cell in (("six", "", "Papers!C2"), ("", "six", "Agenda!C2")):
        (found,) = no_item_number(BoardAt(board(papers(typed, given))))
        assert told([found]) == [f"PK-445 {cell}: 'six' is not an item number."]
        assert found.remedy == "Type 6, if the clerk's agenda has that number."


def test_an_item_that_waits_for_its_number_is_one_finding() -> None:
    case = BoardAt(board(papers("TBC", "")))
    assert [found.code for found in (*no_item_number(case), *left_in_text(case))] == ["PK-445"]


def test_items_are_sorted_by_their_numbers_and_a_paper_without_one_comes_last() -> None:
    typed = ["", "12.10", "A3", "10", "7A", "7b", "12.2", "7", "7\u00b2", "\u2466"]
    order = ["7", "7A", "7b", "7\u00b2", "10", "12.2", "12.10", "A3", "\u2466", ""]
    assert sorted(typed, key=in_turn) == order


@each(
    "order",
    [
        ["i", "ii", "III", "iv", "v", "vi", "ix", "x", "xi", "xiv", "xix", "xx"],
        ["7", "7(i)", "7(ii)", "7(iv)", "7(v)", "7(ix)", "7(x)", "8(i)"],
        ["IV", "IV.2", "IX.1", "X"],
        ["a", "b", "h", "i", "j", "v", "w", "x", "y"],
        ["7(a)", "7(a)(ii)", "7(a)(v)", "7(b)", "7(i)", "7(j)"],
        ["HWB/25/7", "HWB/25/10", "VIX 3"],
    ],
)
def test_items_in_roman_numerals_and_in_letters_are_each_in_their_own_order(
    order: list[str],
) -> None:
    assert sorted(sorted(order), key=in_turn) == order
