"""What was written on a form beside its answers, found by comparing it with the one sent out."""

from paperkit.findings import Place
from paperkit.frozen import replace
from paperkit.rounds.gathering import form_again
from paperkit.rounds.remarks import beside
from paperkit.rounds.returns import Intake
from paperkit.schema.forms import FormText, TextOrigin
from paperkit.standpoint.board_at import BoardAt
from tests.board.returned import TODAY, WAYS, form, gathered
from tests.board.test_gathering import EARLIER, ISSUED, PLAN
from tests.logs import logged

DATA = logged(PLAN, EARLIER + ISSUED)
ROW = """
## returns
| action | rating | reasons |
| --- | --- | --- |
| 1.1 | Green | |
"""


def text(cell: str, words: str, sheet: str = "Please read") -> FormText:
    return FormText(Place("Jo Lee.xlsx", sheet, cell), words)


OWN = [text("A1", "Exception reporting"), text("A2", "Green"), text("B2", "On track")]


def words(texts: list[FormText]) -> list[str]:
    return [one.words for one in beside(texts, OWN)]


def test_what_the_form_says_itself_is_not_among_it_wherever_it_was_moved() -> None:
    assert words(OWN) == []
    assert (
        words([replace(one, place=Place("f", "Cover", f"C{n}")) for n, one in enumerate(OWN)]) == []
    )


def test_a_word_of_the_form_that_is_there_once_more_was_written() -> None:
    (found,) = beside([*OWN, text("D9", "Green")], OWN)
    assert (found.place.cell, found.words) == ("D9", "Green")


def test_words_added_to_a_text_of_the_form_are_shown_with_it() -> None:
    assert words([OWN[0], OWN[1], text("B2", "On track, or nearly")]) == ["On track, or nearly"]


def test_a_sentence_that_forms_had_before_it_was_reworded_is_nobodys_remark() -> None:
    old = "What you are asked, one question to a row."
    assert words([*OWN, text("B40", old), text("B41", f"{old} Why?")]) == [f"{old} Why?"]


def test_the_cells_of_a_row_are_one_text_and_so_is_a_further_sheet() -> None:
    more = [text("D9", "Ring"), text("E9", "me"), text("A1", "One", "Notes"),
            text("A2", "Two", "Notes"), text("B2", "Three", "Notes")]  # fmt: skip
    found = beside([*OWN, *more], OWN)
    assert [one.words for one in found] == ["Ring | me", "One\nTwo | Three"]
    assert found[1].origin is TextOrigin.SHEET


def test_a_form_that_cannot_be_compared_is_asked_about() -> None:
    result = gathered(DATA, replace(form("Jo Lee", ROW), beside=None))
    assert "PK-868" in [found.code for found in result.findings]


def test_a_form_of_an_earlier_paperkit_is_not_compared_with_words_that_it_never_had() -> None:
    def again(version: str) -> bool:
        about = form("Jo Lee", ROW, version=version).about
        return about is not None and form_again(about, Intake(at, TODAY)) is not None

    at = BoardAt(DATA, WAYS, None)
    assert (again("1"), again("2"), again("3")) == (False, False, True)


def test_a_remark_of_a_form_that_is_kept_back_is_asked_about_and_not_recorded() -> None:
    one = replace(form("Jo Lee", ROW), beside=(text("D9", "Ring me"),))
    other = form("Jo Lee", ROW.replace("Green", "Amber"), file="Jo (2).xlsx")
    result = gathered(DATA, one, other)
    assert {"PK-836", "PK-866"} <= {found.code for found in result.findings}
    assert result.taken == ()
