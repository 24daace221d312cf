"""Tables and rows as YAML: what goes in as text comes out as the same text."""

from pathlib import Path
from types import MappingProxyType

import yaml
from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.data import TABLES, assemble
from paperkit.files.yaml_in import read_tables
from paperkit.files.yaml_out import Plain, plain_yaml, tables_yaml
from paperkit.findings import Place
from paperkit.schema.columns import Cell, Record
from tests.tables import assembled, records

SAMPLE = """
## meetings
| reference        | date         | state   |
|------------------|--------------|---------|
| Board July 2026  | 16 July 2026 | Planned |
| no               | 1/2/2027     | Moved   |

## indicators
| reference | name                    | tolerance |
|-----------|-------------------------|-----------|
| 1.10      | Waits at A&E: under 4 h | 5%        |

## readings
| indicator | period     | value | note               |
|-----------|------------|-------|--------------------|
| 1.10      | Q1 2026/27 | 87.5% | First.<br>- Second |
| 1.10      | Q2 2026/27 | #0.30 | A # no comment     |

## groups
| name  | areas              |
|-------|--------------------|
| Users | dementia<br>frailty |
"""
PAPERS = tuple(table for table in TABLES if table.name in ("papers", "text"))


def scalars(text: str) -> object:
    """Return YAML with every scalar as the text that it is, whatever YAML would guess."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def test_the_tables_read_back_to_the_same_board(tmp_path: Path) -> None:
    path = tmp_path / "board.yaml"
    path.write_text(tables_yaml(TABLES, records(SAMPLE)), encoding="utf-8")
    read = read_tables(path, TABLES)
    assert read.findings == ()
    assert assemble(read.records).board == assembled(SAMPLE).board


def test_blank_tables_read_as_tables_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "board.yaml"
    path.write_text(tables_yaml(TABLES), encoding="utf-8")
    read = read_tables(path, TABLES)
    assert read.findings == ()
    assert set(read.records) == {table.name for table in TABLES}
    assert not any(read.records.values())


def test_a_blank_table_explains_its_columns_and_shows_the_keys_of_a_row() -> None:
    highlights = next(table for table in TABLES if table.name == "highlights")
    text = tables_yaml([highlights], required={"highlights": ["meeting"]})
    assert "# Highlights: Highlight reports of bodies that oversee a plan.\n" in text
    assert "# meeting: Needed. The meeting it is for. Type a reference from Meetings.\n" in text
    assert "# period: The period it covers. Type a period such as Q1 2026/27.\n" in text
    assert text.endswith(
        "highlights:\n#  - body:\n#    meeting:\n#    period:\n#    assurance:\n"
        "#    text:\n#    file:\n"
    )


def test_a_row_that_is_uncommented_where_it_stands_is_read(tmp_path: Path) -> None:
    blank = tables_yaml([table for table in TABLES if table.name == "meetings"])
    filled = blank.replace("#  - reference:", "  - reference: Board May 2027")
    path = tmp_path / "board.yaml"
    path.write_text(filled.replace("#    date:", "    date: 6 May 2027"), encoding="utf-8")
    (meeting,) = assemble(read_tables(path, TABLES).records).board.meetings
    assert (meeting.reference, str(meeting.date)) == ("Board May 2027", "2027-05-06")


def test_the_rows_of_a_paper_come_in_their_order() -> None:
    rows = records(
        """
        ## papers
        | reference | kind               |
        |-----------|--------------------|
        | P 1       | performance_report |

        ## text
        | paper | section | text             |
        |-------|---------|------------------|
        | P 1   | reasons | One.<br><br>Two. |
        """
    )
    lines = tables_yaml(PAPERS, rows).splitlines()
    assert [line for line in lines if not line.startswith("#") and line] == [
        "papers:", "  - reference: P 1", "    kind: performance_report",
        "text:", "  - paper: P 1", "    section: reasons", "    text: |-",
        "      One.", "      Two.",
    ]  # fmt: skip


def test_accepted_gaps_are_a_list_of_groups() -> None:
    accepted = [{"code": "PK-412", "by": "Jo Smith", "why": "Agreed: late return"}]
    assert plain_yaml(accepted) == (
        '- code: PK-412\n  by: Jo Smith\n  why: "Agreed: late return"\n'
    )


def test_nothing_accepted_is_an_empty_list() -> None:
    assert plain_yaml([]) == "[]\n"


def test_groups_in_lists_in_groups_keep_their_shape() -> None:
    value: Plain = {"a": [["1", "2"], [], {"b": {"c: d": "x\n\ny\n"}, "e": {}}], "no": "- f"}
    assert scalars(plain_yaml(value)) == value


TEXTS = st.text() | st.text(alphabet=" \n\t-:#|>'\"a1\\é\xa0\u2028\r")
NESTED = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(NESTED)
def test_any_text_comes_out_letter_for_letter(value: Plain) -> None:
    assert scalars(plain_yaml(value)) == value
    assert yaml.safe_load(plain_yaml(value)) == value


@given(TEXTS)
def test_any_text_of_a_row_comes_out_letter_for_letter(text: str) -> None:
    column = Cell(text, Place())
    record = Record(Place(), MappingProxyType({"text": column}), MappingProxyType({}))
    tables = tuple(table for table in PAPERS if table.name == "text")
    assert scalars(tables_yaml(tables, {"text": [record]})) == {"text": [{"text": text}]}
