"""A reference prints as typed, and names what its folded form names."""

import copy
import json
import pickle
from io import BytesIO

from openpyxl import load_workbook

from paperkit.board.history import Round
from paperkit.board.plan_rows import Action
from paperkit.files.workbook_out_book import new_book, new_sheet, write_text
from paperkit.frozen import replace
from paperkit.schema.cleaning import ByReference, Reference, folded
from paperkit.schema.values import Link
from tests.cases import each

typed = Reference("Best  Start 1.10")


@each("other", ["best start 1.10", "BEST START\u00a01.10 ", typed])
def test_case_and_white_space_make_no_difference(other: str) -> None:
    assert [typed == other, other == typed, typed != other] == [True, True, False]
    assert {typed: 1}[Reference(other)] == 1


def test_another_row_s_reference_is_another() -> None:
    assert typed != "best start 1.1"
    assert Reference("BestStart 1.10") != typed
    assert typed != 1.10


def test_it_is_text_as_it_was_typed() -> None:
    assert str(typed) == f"{typed}" == "".join([typed]) == "Best  Start 1.10"
    assert type(str(typed)) is type(f"{typed}") is type(typed.strip()) is type(typed[:4]) is str
    assert repr(typed) == repr("Best  Start 1.10")
    assert json.dumps({typed: [typed]}) == '{"Best  Start 1.10": ["Best  Start 1.10"]}'
    assert [*map(str, sorted(map(Reference, ("b", "a", "B"))))] == ["B", "a", "b"]


def test_a_copy_is_a_reference_too() -> None:
    for made in (copy.deepcopy(typed), pickle.loads(pickle.dumps(typed)), Reference(typed)):
        assert (str(made), made.folded) == (str(typed), "best start 1.10")


def test_excel_gets_each_spelling_as_it_was_typed() -> None:
    spellings = (typed, Reference("BEST START 1.10"), "best start 1.10")
    made = new_book("References", "")
    sheet = new_sheet(made, "References", [20])
    for row, text in enumerate(spellings):
        write_text(sheet, row, 0, text, made.looks.text)
    read = load_workbook(BytesIO(made.finished()))["References"]
    assert [cell.value for cell in read["A"]] == [str(text) for text in spellings]


def test_keys_references_and_people_of_a_row_are_references_however_it_was_made() -> None:
    row = Action(reference="1.10", parent="P1", owner="Di Ford", wording="P1")
    assert replace(row, parent="p2") == replace(row, parent="P2")
    kinds = [type(value) for value in (row.reference, row.parent, row.owner, row.wording)]
    assert kinds == [Reference, Reference, Reference, str]
    assert Round(actions=("A 1",)).actions == ("a 1",)


def test_a_mapping_by_reference_is_asked_with_any_spelling() -> None:
    found = ByReference([("P1", 1), ("P2", 2), ("p1", 3)])
    assert (found["p1"], found.get("P 1"), found.get(" P2"), "P3" in found) == (3, None, 2, False)
    assert [*map(str, found)] == ["P1", "P2"]


def test_text_of_another_type_is_compared_as_text() -> None:
    link = Link("HTTPS://EXAMPLE.ORG")
    assert folded(Reference("https://example.org")) == folded(link)
    assert Reference("https://example.org") == link == Reference(link)
