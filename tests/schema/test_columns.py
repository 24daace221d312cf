"""One declaration, from which everything else is derived."""

from datetime import date

import pytest

from paperkit.board.data import TABLES
from paperkit.findings import Place
from paperkit.frozen import replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, RowPlace, Table, column, columns_of
from paperkit.schema.values import READERS, Amount
from tests.cases import each


class Step(Row, kw_only=True):
    reference: str = column("Ref", "What others call it.", key=True, default="")
    day: date | None = column("Day", "When.", aliases=("Due",), example="16 July 2026")
    under: tuple[str, ...] = column("Under", "Of what.", refers=("plans", "steps"), default=())
    text: str = column("Text", "In words.", prose=True, default="")


STEPS = Table("steps", "Steps", "The steps.", Step)


def test_the_columns_stand_in_the_order_of_their_declaration() -> None:
    assert [one.name for one in STEPS.columns] == ["reference", "day", "under", "text"]


def test_the_type_is_that_of_one_value_without_its_none() -> None:
    assert [(one.type, one.many) for one in STEPS.columns] == [
        (str, False),
        (date, False),
        (str, True),
        (str, False),
    ]


def test_a_column_knows_what_it_was_told() -> None:
    day = STEPS.column("day")
    assert (day.heading, day.help, day.aliases, day.example) == (
        "Day",
        "When.",
        ("Due",),
        "16 July 2026",
    )
    assert STEPS.column("under").refers == ("plans", "steps")


def test_text_is_literal_unless_it_is_prose() -> None:
    literal = [one.name for one in STEPS.columns if one.literal]
    assert literal == ["reference", "under"]


def test_a_table_is_named_by_its_key_where_it_has_one() -> None:
    class Keyless(Row, kw_only=True):
        text: str = column("Text", "", default="")

    key = STEPS.key
    assert key is not None
    assert key.name == "reference"
    assert Table("notes", "Notes", "", Keyless).key is None


def test_asking_for_a_column_that_is_not_there_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        STEPS.column("nothing")


def test_a_type_that_no_cell_can_hold_is_refused_when_it_is_declared() -> None:
    class Odd(Row, kw_only=True):
        odd: list[str] | None = column("Odd", "")

    with pytest.raises(TypeError, match="cannot be declared"):
        columns_of(Odd)


def test_two_rows_are_equal_wherever_they_stand() -> None:
    there = RowPlace(Place("board.xlsx", "Steps", "A2"))
    assert Step(reference="1", place=there) == Step(reference="1")


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Step(reference="1").reference = "2"
    assert replace(Step(reference="1"), reference="2").reference == "2"


@each("table", TABLES, ids=lambda table: table.name)
def test_no_heading_of_a_table_stands_for_two_columns(table: Table) -> None:
    headings = [
        heading
        for one in table.columns
        for heading in {folded(word) for word in (one.heading, one.name, *one.aliases)}
    ]
    assert sorted(headings) == sorted(set(headings))


@each("table", TABLES, ids=lambda table: table.name)
def test_every_reference_leads_to_a_table_with_a_key(table: Table) -> None:
    keyed = {other.name for other in TABLES if other.key}
    assert {name for one in table.columns for name in one.refers} <= keyed


@each("table", TABLES, ids=lambda table: table.name)
def test_every_column_can_be_read_and_says_what_it_is_for(table: Table) -> None:
    for one in table.columns:
        assert one.type in (str, Amount, *READERS) or hasattr(one.type, "__members__")
        assert one.heading
        assert one.help.endswith((".", "?"))


@each("table", TABLES, ids=lambda table: table.name)
def test_a_row_can_be_made_of_nothing_so_that_blanks_are_allowed(table: Table) -> None:
    assert table.row() == table.row()


@each("table", TABLES, ids=lambda table: table.name)
def test_a_sheet_has_a_name_that_excel_takes(table: Table) -> None:
    assert len(table.sheet) <= 31
    assert not set(table.sheet) & set("[]:*?/\\")


def test_no_two_tables_share_a_name_or_a_sheet() -> None:
    names = [folded(word) for table in TABLES for word in {table.name, folded(table.sheet)}]
    sheets = [folded(word) for table in TABLES for word in (table.sheet, *table.aliases)]
    assert len(set(sheets)) == len(sheets)
    assert len(set(names)) == len(names)
