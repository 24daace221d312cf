"""YAML files: every value as typed with its line, and nothing lost without a word."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperkit.board.data import TABLES
from paperkit.container.reading import ReadFile
from paperkit.errors import PaperkitError, ReadError
from paperkit.files import bundled
from paperkit.files.yaml_in import _carefully, _quickly, read_tables, read_tree
from paperkit.findings import Place
from paperkit.schema.columns import Cell
from paperkit.schema.tree import Branch, NodeList
from tests.cases import each
from tests.files.workbooks import ACTIONS, read, shown, workbook
from tests.tables import told

GOOD = """\
actions:
  - reference: 1.10
    wording: Open the hub
    review_date:
    state: on course
  - reference: "1.2"
    wording: |
      Train staff.

      In two rounds.
people:
  - name: Jo Hall
"""


PIECES = (
    "a", "b: ", "- ", "\n", "  ", "# c", "|", ">", '"', "'", ": ", "é", "—", "😀", "{", "}", "[",
    "]", ",", "&x", "*x", "!t", "---", "...", "\t", "\\", "%", "@", "`", "?", "? ", "key: value\n",
    "- item\n", "text: |\n  line\n", "~", "null", "1.10", "\r\n", "\x85", "\u2028", "\ufeff", "<<",
    " # comment", "\x07", "|-\n", ">+\n", "k:\n", "-\n", "well? yes!\n", "''", "c:", "\r",
)  # fmt: skip


def of_text(folder: Path, text: str | bytes, name: str = "board.yaml") -> ReadFile:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_tables(path, TABLES)


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(ReadError) as error:
        of_text(folder, text)
    return str(error.value)


def test_tables_give_records_with_the_line_of_each_value(tmp_path: Path) -> None:
    result = of_text(tmp_path, GOOD)
    assert result.findings == ()
    first, second = result.records["actions"]
    assert first.cells["reference"].value == "1.10"
    assert first.cells["wording"].place == Place("board.yaml", line=3, field="wording")
    assert "review_date" not in first.cells
    assert first.places["review_date"] == Place("board.yaml", line=4, field="review_date")
    assert second.place.line == 6
    assert second.cells["wording"].value == "Train staff.\n\nIn two rounds.\n"
    assert shown(result.records["people"]) == [{"name": "Jo Hall"}]


def test_yaml_and_workbook_give_the_same_words(tmp_path: Path) -> None:
    text = """
actions:
  - {Reference: 1.1, Action: Open the hub, State: On course}
  - {reference: 1.2, wording: Train staff, state: At risk}
"""
    records = of_text(tmp_path, text).records["actions"]
    assert shown(records) == shown(read(tmp_path, workbook(ACTIONS)).records["actions"])


@each("word", ["no", "10:30", "1.10", "012", "2026-02-30", "1_000", ".inf"])
def test_a_value_is_the_text_that_was_typed(tmp_path: Path, word: str) -> None:
    records = of_text(tmp_path, f"actions:\n  - reference: {word}\n").records["actions"]
    assert shown(records) == [{"reference": word}]


@each("word", ["", "~", "null", '""'])
def test_nothing_is_a_blank_cell(tmp_path: Path, word: str) -> None:
    text = f"actions:\n  - reference: 1.1\n    wording: {word}\n"
    records = of_text(tmp_path, text).records["actions"]
    assert shown(records) == [{"reference": "1.1"}]
    assert records[0].places["wording"].line == 3


def test_a_quoted_word_for_nothing_is_that_word(tmp_path: Path) -> None:
    records = of_text(tmp_path, 'actions:\n  - reference: "null"\n').records["actions"]
    assert shown(records) == [{"reference": "null"}]


def test_a_file_named_after_a_table_holds_its_rows(tmp_path: Path) -> None:
    result = of_text(tmp_path, "- reference: 1.1\n", "actions.yaml")
    assert shown(result.records["actions"]) == [{"reference": "1.1"}]


def test_an_empty_table_is_no_finding(tmp_path: Path) -> None:
    assert of_text(tmp_path, "# nobody yet\n", "people.yaml").records == {"people": ()}
    assert of_text(tmp_path, "people:\n").records == {"people": ()}


@each("text", ["# nothing\n", "Reference,Action\n", "- reference: 1.1\n"])
def test_a_file_without_a_table_is_told(tmp_path: Path, text: str) -> None:
    (finding,) = of_text(tmp_path, text).findings
    assert finding.code == "PK-201"
    assert finding.message.startswith("The file holds none of the tables meetings, people, ")


def test_a_misspelt_table_is_an_error_with_a_suggestion(tmp_path: Path) -> None:
    (finding,) = of_text(tmp_path, "actoins:\n  - reference: 1.1\n").findings
    assert told([finding]) == [
        "PK-205 board.yaml, line 1, actoins: 'actoins' is not a table of the Board's data, and was "
        "not read."
    ]
    assert finding.remedy == "Did you mean actions? Correct the name."


def test_a_table_under_two_names_is_an_error(tmp_path: Path) -> None:
    result = of_text(tmp_path, "people:\n  - name: Jo\nPeople:\n  - name: Al\n")
    assert told(result.findings) == [
        "PK-204 board.yaml, line 3, People: 'People' is the table people a second time; only the "
        "first was read."
    ]


@each("text", ["people:\n  name: Jo\n", "people: Jo\n"])
def test_a_table_that_is_no_list_is_an_error(tmp_path: Path, text: str) -> None:
    (finding,) = of_text(tmp_path, text).findings
    assert finding.code == "PK-207"
    assert finding.message == "Under 'people' there should be a list of rows."


@each(
    ("row", "message"),
    [
        ("Jo Hall", "'Jo Hall' is in the place of a row of people."),
        ("[Jo, Al]", "A list is in the place of a row of people."),
        ("{nmae: Jo}", "The row holds only keys that people does not have: nmae."),
    ],
)
def test_a_row_that_is_no_row_is_an_error(tmp_path: Path, row: str, message: str) -> None:
    result = of_text(tmp_path, f"people:\n  - {row}\n")
    assert f"PK-208 board.yaml, line 2, people: {message}" in told(result.findings)


def test_unknown_keys_are_named_once_with_what_may_have_been_meant(tmp_path: Path) -> None:
    row = "  - name: Jo\n    budget: 7\n    organization: X\n"
    (finding,) = of_text(tmp_path, f"people:\n{row}{row}").findings
    assert told([finding]) == [
        "PK-212 board.yaml, line 3, budget: Left alone in people: 'budget', 'organization'."
    ]
    assert finding.remedy == "Change 'organization' to organisation, if that was meant."


def test_two_keys_for_one_column_are_an_error(tmp_path: Path) -> None:
    result = of_text(tmp_path, "people:\n  - name: Jo\n    Name: Al\n")
    assert told(result.findings) == [
        "PK-213 board.yaml, line 3, Name: 'Name' and 'name' both stand for name; only 'name' was "
        "read."
    ]


def test_a_list_gives_several_values_where_the_column_takes_them(tmp_path: Path) -> None:
    result = of_text(tmp_path, "papers:\n  - reference: P1\n    authors: [Jo Hall, Al Dean]\n")
    assert result.findings == ()
    assert result.records["papers"][0].cells["authors"].value == "Jo Hall\nAl Dean"


@each("value", ["[1.1, 1.2]", "{a: 1.1, b: 1.2}"])
def test_several_values_where_one_belongs_are_an_error(tmp_path: Path, value: str) -> None:
    result = of_text(tmp_path, f"people:\n  - name: {value}\n")
    (finding,) = result.findings
    assert finding.code == "PK-340"
    assert shown(result.records["people"]) == [{"name": "1.1\n1.2"}]


def test_words_that_yaml_takes_for_a_comment_are_told(tmp_path: Path) -> None:
    result = of_text(tmp_path, "people:\n  # a line of its own\n  - name: Jo #1 in line\n")
    assert told(result.findings) == [
        "PK-110 board.yaml, line 3, name: '#1 in line' was read as a comment, not as text."
    ]


def test_marks_as_word_types_them_hold_no_hash(tmp_path: Path) -> None:
    (finding,) = of_text(tmp_path, "people:\n  - name: “Jo #1”\n").findings
    assert (finding.code, finding.value) == ("PK-110", "#1”")
    assert finding.remedy.startswith("Quotation marks as Word types them do not count: type")


@each("value", ["“Jo Hall”", "‘Jo Hall’", "‘Jo’s team’", "”Jo”"])
def test_marks_that_yaml_takes_for_a_part_of_the_value_are_told(tmp_path: Path, value: str) -> None:
    result = of_text(tmp_path, f"people:\n  - name: {value}\n")
    assert told(result.findings) == [
        f"PK-111 board.yaml, line 2, name: '{value}' begins and ends with quotation marks as Word "
        "types them."
    ]
    assert shown(result.records["people"]) == [{"name": value}]


@each("value", ["“Jo” and “Al”", "‘Jo’ and ‘Al’", "’90s", '"“Jo”"', "'“Jo”'", "“", "Jo’s"])
def test_marks_that_belong_to_a_value_are_let_be(tmp_path: Path, value: str) -> None:
    assert of_text(tmp_path, f"people:\n  - name: {value}\n").findings == ()


@each("data", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.encode("utf-16")])
def test_the_encodings_that_windows_writes_are_read(tmp_path: Path, data: bytes) -> None:
    assert of_text(tmp_path, data).records == of_text(tmp_path, GOOD).records


@each("end", ["\r\n", "\r"])
def test_the_line_ends_of_other_programs_are_read(tmp_path: Path, end: str) -> None:
    assert of_text(tmp_path, GOOD.replace("\n", end)).records == of_text(tmp_path, GOOD).records


@each(
    ("text", "sentence"),
    [
        (
            "people:\n  - name: Café\n".encode("cp1252"),
            "'board.yaml', line 2, is saved in an old Windows encoding. Open it in Notepad, "
            "choose File, Save As, with the encoding UTF-8, and try again.",
        ),
        (
            "people:\n  - name: Jo\n    name: Al\n",
            "'board.yaml', line 3: the key 'name' is there a second time (first in line 2). Keep "
            "one of the two.",
        ),
        (
            "people: &all\n  - name: Jo\n",
            "'board.yaml', line 1: '&' begins a value. If it is part of the text, put the whole "
            "value in quotation marks.",
        ),
        (
            "people:\n  - name: *all\n",
            "'board.yaml', line 2: '*' begins a value. If it is part of the text, put the whole "
            "value in quotation marks.",
        ),
        (
            "people:\n  - name: !urgent Jo\n",
            "'board.yaml', line 2: '!' begins a value. If it is part of the text, put the whole "
            "value in quotation marks.",
        ),
        (
            "people:\n  - name: Jo: Director\n",
            "'board.yaml', line 2, column 13: a colon and a space are inside a value, or the "
            "line is not lined up. Put the whole value in double quotation marks.",
        ),
        (
            "people:\n  - name: “Jo: Director”\n",
            "'board.yaml', line 2, column 14: a colon and a space are inside a value, or the line "
            "is not lined up. Quotation marks as Word types them do not count: type straight ones "
            '(") around the whole value.',
        ),
        (
            "people:\n  - {name: “Jo: Director”, post: ‘Lead’}\n",
            "'board.yaml', line 2, column 15: a colon and a space are inside a value. Quotation "
            'marks as Word types them do not count: type straight ones (") around the whole value.',
        ),
        (
            "people:\n  - {name: Jo’s “team: all”}\n",
            "'board.yaml', line 2, column 22: a colon and a space are inside a value. Put the "
            "whole value in double quotation marks.",
        ),
        (
            "people:\n\t- name: Jo\n",
            "'board.yaml', line 2, column 1: a tab is at the start of the line. Use spaces "
            "instead of the tab.",
        ),
        (
            "people:\n  - name: @Jo\n",
            "'board.yaml', line 2, column 11: a value begins with a sign that YAML keeps for "
            "itself. Put the whole value in double quotation marks.",
        ),
        (
            'people:\n  - name: "Jo\n    post: Lead\n',
            "'board.yaml', line 2, column 11: a quotation mark is opened and not closed. Close "
            'it at the end of the value; inside a value in double marks write \\" for one.',
        ),
        (
            "people: [Jo,\n",
            "'board.yaml', line 2, column 1: a bracket is opened and not closed. Put the whole "
            "value in double quotation marks.",
        ),
        (
            "people:\n  - name: Jo\n---\npeople:\n  - name: Al\n",
            "'board.yaml', line 3: a second document begins. Take out the line '---'.",
        ),
        (
            "people:\n  - {{ name }}: Jo\n",
            "'board.yaml', line 2: a bracket begins a key. Put a value with { } or [ ] in "
            "quotation marks.",
        ),
        (
            "people:\n  - name: J\x07o\n",
            "'board.yaml', line 2: it holds the character U+0007, which nobody can see. Delete "
            "it, or type the line again.",
        ),
        (
            "people: " + "[" * 30,
            "'board.yaml', line 1: lists are more than 20 deep. Take some out.",
        ),
        (
            b"PK\x03\x04rest",
            "'board.yaml' is a zip file, such as an Excel workbook; YAML is plain text. Choose "
            "the YAML file, or give this one its own ending.",
        ),
    ],
)
def test_what_cannot_be_read_safely_is_refused_with_its_line_and_a_remedy(
    tmp_path: Path, text: str | bytes, sentence: str
) -> None:
    assert refused(tmp_path, text) == sentence


def test_an_empty_file_may_be_waiting_on_onedrive(tmp_path: Path) -> None:
    assert refused(tmp_path, "").startswith("'board.yaml' is empty. If it is on OneDrive")


def test_a_file_too_large_to_be_a_boards_data_is_refused(tmp_path: Path) -> None:
    assert "is larger than 5 MB" in refused(tmp_path, b"#" * (5 * 1024 * 1024 + 1))


def test_a_settings_file_is_a_tree_with_the_place_of_each_value(tmp_path: Path) -> None:
    path = tmp_path / "paperkit.yaml"
    path.write_text("council:\n  name: Anytown\ncadence:\n  performance_report:\n  - July\n")
    tree = read_tree(path)
    assert isinstance(tree, Branch)
    council = tree.entries["council"]
    assert isinstance(council, Branch)
    name = council.entries["name"]
    assert isinstance(name, Cell)
    assert (name.value, name.place) == (
        "Anytown",
        Place("paperkit.yaml", line=2, field="name"),
    )
    cadence = tree.entries["cadence"]
    assert isinstance(cadence, Branch)
    months = cadence.entries["performance_report"]
    assert isinstance(months, NodeList)
    assert [str(node.place) for node in months.nodes] == [
        "paperkit.yaml, line 5, performance_report"
    ]


def test_a_settings_file_of_comments_alone_is_a_blank_tree(tmp_path: Path) -> None:
    path = tmp_path / "paperkit.yaml"
    path.write_text("# all as it comes\n")
    tree = read_tree(path)
    assert isinstance(tree, Cell)
    assert tree.typed == ""


ANY_FILE = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read_or_refused(folder: Path, data: bytes) -> None:
    """Read the bytes: a result or a sentence, and nothing else."""
    try:
        assert isinstance(of_text(folder, data), ReadFile)
    except PaperkitError as error:
        assert str(error)


@ANY_FILE
@given(data=st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_bytes_give_a_result_or_a_sentence(tmp_path: Path, data: bytes) -> None:
    read_or_refused(tmp_path, data)


@ANY_FILE
@given(
    start=st.integers(0, len(GOOD)),
    length=st.integers(0, 8),
    piece=st.text(alphabet="{}[]&*!|>'\"%@`:,-#?\\\t\n a~é\x00\ud7ff", max_size=6),
)
def test_any_damage_gives_a_result_or_a_sentence(
    tmp_path: Path, start: int, length: int, piece: str
) -> None:
    read_or_refused(tmp_path, (GOOD[:start] + piece + GOOD[start + length :]).encode())


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_both_parsers_read_alike_what_the_quicker_one_is_trusted_with(text: str) -> None:
    quick = _quickly("board.yaml", text)
    if quick is not None:
        assert quick == _carefully("board.yaml", text)


@each(
    "text",
    [
        "a: {b?}", '"a: b": {x?: y}', "- {a?: b}", "--- {a? : b}", "a:b: {c?}", "it's: [x?]",
        "a: &x {b?}", "{a?}", "a:\n  {b?}", "a: {\n  b: c?\n}", "a: {b} c?", "a:\n  {b} c?",
    ],
)  # fmt: skip
def test_a_question_mark_in_brackets_that_hold_something_is_read_carefully(text: str) -> None:
    assert _quickly("board.yaml", text) is None


def test_the_quicker_parser_reads_the_sentences_of_the_packs() -> None:
    for path in sorted(bundled("report_templates").glob("*/sentences.yaml")):
        text = path.read_text("utf-8")
        assert not getattr(yaml, "__with_libyaml__", False) or _quickly(path.name, text)
        assert (_quickly(path.name, text) or _carefully(path.name, text)) == _carefully(
            path.name, text
        )


def test_the_quicker_parser_reads_the_sample() -> None:
    text = (bundled("samples") / "council" / "board.yaml").read_text(encoding="utf-8")
    assert _quickly("board.yaml", text) == _carefully("board.yaml", text)
    assert not getattr(yaml, "__with_libyaml__", False) or _quickly("board.yaml", text)
