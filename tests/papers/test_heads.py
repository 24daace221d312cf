"""What the head of a finished paper leaves out: its item number, or why it is late."""

from datetime import date

from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.frozen import replace
from paperkit.packs.plan import Planned
from paperkit.pipeline.heads import check_head
from paperkit.word.values import Ledger
from tests.cases import each
from tests.papers.made import paper
from tests.tables import numbers, told

ROW = PaperRow(reference="Housing", to_follow_because="The grant came late.")
JULY = Meeting(reference="July", date=date(2026, 7, 16))
ITEM = frozenset({"item"})
HEADER = replace(paper("").header, item="")


def found(asked: frozenset[str], *printed: str, label: str = "") -> list[str]:
    planned = Planned("covering_report", ROW, label=label)
    return told(list(check_head(planned, JULY, HEADER, Ledger(printed), asked)))


def test_a_final_without_a_number_is_noted() -> None:
    assert found(ITEM) == [
        "PK-458 item: 'Housing' has no item number, so the final prints no line for it."
    ]


def test_a_house_that_prints_the_line_all_the_same_is_told_how_to_mend_it() -> None:
    planned = Planned("covering_report", ROW)
    (one,) = check_head(planned, JULY, HEADER, Ledger(("", "16 July 2026")), ITEM)
    assert one.message == "'Housing' has no item number, and its Word file prints a line for it."
    assert "between {%p if header.item %} and {%p endif %}" in one.remedy


def test_an_appendix_and_a_kind_without_a_place_for_the_number_need_none() -> None:
    assert found(ITEM, label="Appendix 1") == found(frozenset()) == []


@each("printed", [(), ("Report to follow.",)])
def test_a_reason_that_is_not_printed_is_an_error(printed: tuple[str, ...]) -> None:
    header = replace(HEADER, item="7", urgency="Report to follow.")
    of_head = check_head(Planned("covering_report", ROW), JULY, header, Ledger(printed), ITEM)
    assert numbers(list(of_head)) == ([] if printed else ["PK-489"])
