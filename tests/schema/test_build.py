"""From records to rows: every cell gets its type, every fault gets its place."""

from datetime import date
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.data import TABLES
from paperkit.board.words import State
from paperkit.findings import Place
from paperkit.schema.columns import Cell, Record, Row, RowPlace, Table
from paperkit.schema.rows import BuiltTable, build_table
from tests.tables import assembled, board, numbers, records, told

BY_NAME = {table.name: table for table in TABLES}
ACTIONS = BY_NAME["actions"]


def built(markdown: str) -> BuiltTable[Row]:
    """Return what is built of the one table in the Markdown."""
    ((name, found),) = records(markdown).items()
    return build_table(BY_NAME[name], found)


def typed(table: Table, **cells: str) -> BuiltTable[Row]:
    """Return what is built of one row whose cells hold what Markdown cannot."""
    places = {name: Place("board.yaml", line=n, field=name) for n, name in enumerate(cells, 2)}
    filled = {name: Cell(value, places[name]) for name, value in cells.items()}
    record = Record(Place("board.yaml", line=1), MappingProxyType(filled), MappingProxyType(places))
    return build_table(table, [record])


def test_a_row_has_typed_values_and_knows_its_place() -> None:
    (action,) = board("""
        ## actions
        | Reference | Action            | Deadline     | State    | Review date |
        | --------- | ----------------- | ------------ | -------- | ----------- |
        | 1.1.1     | Open the A&E link | 16 July 2026 | On track |             |
    """).actions
    assert (action.reference, action.wording) == ("1.1.1", "Open the A&E link")
    assert action.deadline is not None
    assert action.deadline.last == date(2026, 7, 16)
    assert action.state is State.ON_COURSE
    assert action.review_date is None
    assert str(action.place.of("deadline")) == "board.xlsx, Actions!C2"
    assert str(action.place.of("review_date")) == "board.xlsx, Actions!E2"


def test_the_place_of_a_column_that_the_file_lacks_is_that_of_the_row() -> None:
    in_excel = RowPlace(Place("board.xlsx", "Actions", "A2"))
    assert in_excel.of("review_date", "Review date").field == "Review date"
    in_yaml = RowPlace(Place("board.yaml", line=12))
    assert str(in_yaml.of("review_date", "Review date")) == "board.yaml, line 12, review_date"


def test_a_row_with_one_bad_cell_is_kept_with_its_words_as_typed() -> None:
    result = built("""
        ## actions
        | Reference | Action       | Deadline          | Review date |
        | --------- | ------------ | ----------------- | ----------- |
        | 1.1       | Open a desk  | 31 September 2026 | TBC         |
        | 1.2       | Write to all | July 2026         |             |
    """)
    assert [row.place.row.cell for row in result.rows] == ["A3"]
    (unread,) = result.unread
    assert unread.reference == "1.1"
    assert unread.place.cell == "A2"
    assert unread.typed == (
        ("Reference", "1.1"),
        ("Action", "Open a desk"),
        ("Deadline", "31 September 2026"),
        ("Review date", "TBC"),
    )
    assert told(result.findings) == [
        "PK-306 Actions!C2: '31 September 2026' does not exist.",
        "PK-304 Actions!D2: 'TBC' is not a date.",
    ]


def test_every_row_is_either_read_or_listed() -> None:
    result = built("""
        ## actions
        | Reference | State     | Action |
        | --------- | --------- | ------ |
        | 1.1       | On course | a      |
        | 1.2       | On cuorse | b      |
        |           | On course | c      |
        | 1.4       | At risk   | d      |
    """)
    assert len(result.rows) + len(result.unread) == 4
    assert numbers(result.findings) == ["PK-303", "PK-313"]


def test_a_row_without_its_reference_is_told_by_its_first_words() -> None:
    result = built("""
        ## actions
        | Reference | Action      |
        | --------- | ----------- |
        |           | Open a desk |
    """)
    assert told(result.findings) == [
        "PK-313 Actions!A2: The row that begins 'Open a desk' has no reference."
    ]
    assert result.unread[0].reference == ""


def test_a_dash_as_reference_is_no_reference() -> None:
    result = built("""
        ## actions
        | Reference | Action      |
        | --------- | ----------- |
        | -         | Open a desk |
    """)
    assert result.rows == ()
    assert numbers(result.findings) == ["PK-310", "PK-313"]


def test_a_reference_that_excel_made_a_number_of_is_told_and_kept() -> None:
    result = built("""
        ## outcomes
        | Reference | Name  |
        | --------- | ----- |
        | #1.1      | Sleep |
    """)
    assert numbers(result.findings) == ["PK-309"]
    assert result.unread[0].reference == "1.1"


def test_an_optional_cell_that_says_nothing_is_blank_with_a_note() -> None:
    result = built("""
        ## actions
        | Reference | Link | Corrective action |
        | --------- | ---- | ----------------- |
        | 1.1       | n/a  | None.             |
    """)
    (action,) = result.rows
    assert (getattr(action, "link"), getattr(action, "correction")) == ("", "")  # noqa: B009
    assert told(result.findings) == [
        "PK-310 Actions!C2: 'None.' was read as blank.",
        "PK-310 Actions!B2: 'n/a' was read as blank.",
    ]


def test_several_values_stand_one_a_line_or_with_a_semicolon_between() -> None:
    data = board("""
        ## priorities
        | Reference | Sponsor                     |
        | --------- | --------------------------- |
        | A         | Ann Vale; Bo Reed           |
        | B         | Ann Vale<br>Bo Reed;; <br>C |
    """)
    assert [priority.sponsor for priority in data.priorities] == [
        ("Ann Vale", "Bo Reed"),
        ("Ann Vale", "Bo Reed", "C"),
    ]


def test_a_half_character_is_refused_and_the_row_kept_in_letters_that_word_holds() -> None:
    result = typed(ACTIONS, reference="1.1", wording="Half \ud83d")
    assert told(result.findings) == [
        "PK-301 board.yaml, line 3, wording: The cell holds half a character, or one that Word "
        "cannot hold (U+D83D)."
    ]
    assert result.unread[0].typed == (("Reference", "1.1"), ("Action", "Half \ufffd"))


def test_control_characters_go_with_a_note() -> None:
    result = typed(ACTIONS, reference="1.1", wording="Open\x07 a desk")
    assert numbers(result.findings) == ["PK-302"]
    assert getattr(result.rows[0], "wording") == "Open a desk"  # noqa: B009


def test_control_characters_among_several_values_are_told_as_well() -> None:
    result = typed(BY_NAME["priorities"], reference="A", sponsor="Ann\x07 Vale; Bo Reed")
    assert numbers(result.findings) == ["PK-302"]


def test_a_date_that_could_be_swapped_and_one_with_a_time_are_notes() -> None:
    result = typed(ACTIONS, reference="1.1", review_date="03/04/2026", done_on="2026-07-16 14:30")
    assert numbers(result.findings) == ["PK-311", "PK-314"]
    assert len(result.rows) == 1


def test_every_kind_of_bad_cell_has_its_own_finding() -> None:
    result = assembled("""
        ## indicators
        | Reference | Tolerance   |
        | --------- | ----------- |
        | I1        | quite close |

        ## readings
        | Indicator | Period    | Value |
        | --------- | --------- | ----- |
        | I1        | last year | 3     |

        ## actions
        | Reference | Link              |
        | --------- | ----------------- |
        | 1.1       | S:\\plan.docx     |
    """)
    assert told(result.findings) == [
        "PK-312 Actions!B2: 'S:\\plan.docx' is not a web address.",
        "PK-308 Indicators!B2: 'quite close' is not a tolerance.",
        "PK-305 Readings!B2: 'last year' is not a period that paperkit knows.",
    ]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            column.name: st.text(st.characters(exclude_categories=()), min_size=1)
            for column in ACTIONS.columns
        },
    ).filter(bool)
)
def test_whatever_the_cells_hold_the_row_is_read_or_listed_and_told(cells: dict[str, str]) -> None:
    result = typed(ACTIONS, **cells)
    assert len(result.rows) + len(result.unread) == 1
    if result.unread:
        assert any(finding.severity.value == "error" for finding in result.findings)
        assert len(result.unread[0].typed) == len(cells)
