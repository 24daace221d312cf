"""YAML that is made to harm, or that another program wrote: a model or one plain sentence."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from paperkit.board.data import TABLES, assemble
from paperkit.container.reading import ReadFile
from paperkit.errors import ReadError
from paperkit.files.yaml_in import read_tables
from paperkit.findings import Finding
from tests.cases import each
from tests.files.limits import read_within_bounds
from tests.tables import numbers

QUOTE_IT = "If it is part of the text, put the whole value in quotation marks."
ONE_ACTION = "actions:\n- reference: 1.1\n  wording: Open the hub\n"
MEGABYTE = 1024 * 1024


def reading(folder: Path, text: str | bytes) -> ReadFile:
    path = folder / "board.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_tables(path, TABLES)


def found(folder: Path, text: str | bytes) -> tuple[Finding, ...]:
    read = reading(folder, text)
    return (*read.findings, *assemble(read.records).findings)


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(ReadError) as error:
        reading(folder, text)
    return str(error.value)


@each(
    ("text", "words"),
    [
        ("people: &a [x, x]\nplans: *a\n", "line 1: '&' begins a value. "),
        ("people: *a\n", "line 1: '*' begins a value. "),
        ("people: &a\n- *a\n", "line 1: '&' begins a value. "),
        ("people: !!python/object/apply:os.system [ls]\n", "line 1: '!' begins a value. "),
        ("%TAG !p! tag:yaml.org,2002:python/\n---\npeople: !p!name:os.system x\n", "line 3: '!'"),
        ("people:\n- name: !urgent action\n", "line 2: '!' begins a value. "),
        ("people: !!set {a, b}\n", "line 1: '!' begins a value. "),
        ("people: !!binary aGVsbG8=\n", "line 1: '!' begins a value. "),
    ],
)
def test_anchors_tags_and_types_of_yaml_are_refused(tmp_path: Path, text: str, words: str) -> None:
    said = refused(tmp_path, text)
    assert said.startswith(f"'board.yaml', {words}")
    assert said.endswith(QUOTE_IT)


def test_a_name_cannot_stand_for_a_thousand_million(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "'&' begins a value" in refused(tmp_path, "\n".join(lines))


def test_an_equal_key_is_refused_with_both_lines(tmp_path: Path) -> None:
    said = refused(tmp_path, "people:\n- name: Jo\n  post: Lead\n  name: Al\n")
    assert "line 4: the key 'name' is there a second time (first in line 2)" in said


@each("typed", ["NO", "On", "0123", "1_000", "0x1F", "12:30:45", "1.10", "2026-07-16", ".inf"])
def test_words_and_figures_come_as_they_are_typed(tmp_path: Path, typed: str) -> None:
    (row,) = reading(tmp_path, f"{ONE_ACTION}  target: {typed}\n").records["actions"]
    assert row.cells["target"].value == typed


@each("typed", ["~", "null", "Null", "NULL", ""])
def test_nothing_in_the_words_of_yaml_is_a_blank_cell(tmp_path: Path, typed: str) -> None:
    (row,) = reading(tmp_path, f"{ONE_ACTION}  target: {typed}\n").records["actions"]
    assert "target" not in row.cells


@each(
    ("typed", "message"),
    [
        ("2026-02-30", "'2026-02-30' does not exist."),
        ("2026-07-16T00:30:00+01:00", "'2026-07-16T00:30:00+01:00' is not a date."),
        ("03/31/2026", "'03/31/2026' has the month before the day."),
        ("16 July 2206", "'16 July 2206' is in the year 2206."),
    ],
)
def test_a_day_that_cannot_be_is_told_with_its_line_and_key(
    tmp_path: Path, typed: str, message: str
) -> None:
    (told,) = found(tmp_path, f"meetings:\n- reference: A\n  date: {typed}\n")
    assert (told.message, told.place.line, told.place.field) == (message, 3, "date")


def test_a_bare_date_is_that_day(tmp_path: Path) -> None:
    read = reading(tmp_path, "meetings:\n- reference: A\n  date: 2026-07-16\n")
    assert assemble(read.records).board.meetings[0].date == date(2026, 7, 16)


INDICATOR = "indicators:\n- reference: I1\n  name: Wait\nreadings:\n- indicator: I1\n"


@each("typed", ["9" * 5000, ".inf", "-.inf", ".nan", "NaN", "1_000", "١٢٣"])
def test_a_figure_that_no_paper_can_mean_is_told(tmp_path: Path, typed: str) -> None:
    findings = found(tmp_path, f"{INDICATOR}  period: July 2026\n  value: {typed}\n")
    assert numbers(findings) == ["PK-316"]
    assert findings[0].place.field == "value"


@each(
    ("text", "line", "remedy"),
    [
        ("people:\n\t- name: Jo\n", 2, "Use spaces instead of the tab."),
        ('people:\n- name: "Jo\n', 2, "Close it at the end of the value"),
        ("people:\n- name: Jo: Lead\n", 2, "Put the whole value in double quotation marks."),
        ("people:\n- name: %Jo\n", 2, "Put the whole value in double quotation marks."),
        ("people:\n- name: @Jo\n", 2, "Put the whole value in double quotation marks."),
        ("people:\n- name: *Jo\n", 2, "put the whole value in quotation marks."),
        ("people:\n- name: {{ name }}\n", 2, "Put a value with { } or [ ] in quotation marks."),
        ("people:\n- name: J\x07o\n", 2, "Delete it, or type the line again."),
    ],
)
def test_what_yaml_cannot_read_is_told_with_its_line_and_a_remedy(
    tmp_path: Path, text: str, line: int, remedy: str
) -> None:
    said = refused(tmp_path, text)
    assert said.startswith(f"'board.yaml', line {line}")
    assert remedy in said


def test_words_after_a_hash_are_told(tmp_path: Path) -> None:
    (told,) = found(tmp_path, "people:\n- name: Jo #1\n")
    assert (told.code, told.value) == ("PK-110", "#1")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_and_line_end_of_today_gives_the_same(
    tmp_path: Path, end: str, encoding: str
) -> None:
    text = "people:\n- name: Zoë\n  post: Lead\n".replace("\n", end)
    (row,) = reading(tmp_path, text.encode(encoding)).records["people"]
    assert [cell.value for cell in row.cells.values()] == ["Zoë", "Lead"]


def test_the_old_encoding_of_windows_is_told_with_its_line(tmp_path: Path) -> None:
    said = refused(tmp_path, "people:\n- name: Zoë\n".encode("cp1252"))
    assert "line 2, is saved in an old Windows encoding" in said


@each("escape", ["\\uD800", "\\uFFFF", "\\uFFFE", "\\uFDD0"])
def test_a_character_that_word_cannot_hold_is_told(tmp_path: Path, escape: str) -> None:
    (told,) = found(tmp_path, f'people:\n- name: "J{escape}o"\n')
    assert (told.code, told.place.line) == ("PK-301", 2)


def test_control_characters_are_left_out_and_told(tmp_path: Path) -> None:
    text = 'people:\n- name: "J\\a\\e\\0o"\n'
    assert numbers(found(tmp_path, text)) == ["PK-302"]
    assert assemble(reading(tmp_path, text).records).board.people[0].name == "Jo"


@pytest.mark.parametrize(
    "text",
    [
        "people: " + "[" * 20_000,
        "people: " + "{a: " * 2_000,
        "people:\n" + "".join(f"{' ' * n}k:\n" for n in range(1, 2_000)),
        "people:\n" + "- " * 5_000 + "a\n",
    ],
    ids=["lists", "groups", "keys", "dashes"],
)
def test_nothing_is_read_more_than_twenty_deep(tmp_path: Path, text: str) -> None:
    assert "lists are more than 20 deep. Take some out." in refused(tmp_path, text)


def test_more_keys_together_than_any_row_has_are_refused(tmp_path: Path) -> None:
    text = "people:\n- " + "".join(f"k{n}: a\n  " for n in range(100_000))
    assert "more than 1,000 keys are together." in refused(tmp_path, text.rstrip(" "))


def test_a_file_is_measured_before_it_is_read(tmp_path: Path) -> None:
    assert "is larger than 5 MB." in refused(tmp_path, b"#" * (5 * MEGABYTE + 1))


@each(
    ("text", "words"),
    [
        (b"", "is empty."),
        ("people: []\n---\nplans: []\n", "a second document begins."),
        ("<html><table></table></html>", "is a web page (HTML);"),
        ("{\\rtf1 hello}", "is a Rich Text file (.rtf);"),
        (pickle.dumps({"people": [1]}), "is not text;"),
        ('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "Excel 2003 XML file;"),
        (b"people:\n- name: J\x00o\n", "is not text;"),
        (b"PK\x03\x04rest", "is a zip file, such as an Excel workbook;"),
        (b"%PDF-1.7", "is a PDF;"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path: Path, text: str | bytes, words: str) -> None:
    assert words in refused(tmp_path, text)


@each("text", ["just words\n", "- a\n- b\n", "Reference,Action\n1.1,Open\n"])
def test_text_that_holds_no_table_is_told(tmp_path: Path, text: str) -> None:
    assert numbers(found(tmp_path, text)) == ["PK-201"]


@each(
    ("text", "code", "remedy"),
    [
        ("pepole:\n- name: Jo\n", "PK-205", "Did you mean people? Correct the name."),
        ("people:\n- name: Jo\n  psot: Lead\n", "PK-212", "Change 'psot' to post, if that was"),
        ("people:\n- name: Jo\n  shoe: 7\n", "PK-212", "Nothing to do, unless one should be"),
    ],
)
def test_a_key_that_is_not_known_is_told_with_the_nearest(
    tmp_path: Path, text: str, code: str, remedy: str
) -> None:
    (told,) = found(tmp_path, text)
    assert told.code == code
    assert told.remedy.startswith(remedy)


def test_a_key_in_other_letters_is_the_same_key(tmp_path: Path) -> None:
    (row,) = reading(tmp_path, "PEOPLE:\n- Name: Jo\n").records["people"]
    assert list(row.cells) == ["name"]


@each("typed", ["javascript:alert(1)", "file:///etc/passwd", "ms-word:ofe|u|x",
    r"\\host\share", "https://www.gov.uk@example.org/plan"])  # fmt: skip
def test_an_address_that_could_run_or_mislead_is_refused(tmp_path: Path, typed: str) -> None:
    assert numbers(found(tmp_path, f"{ONE_ACTION}  link: '{typed}'\n")) == ["PK-312"]


def filled(piece: str, head: str = "people:\n", end: str = "\n") -> bytes:
    """Return a file as large as may be, filled with one piece over and over."""
    room = 5 * MEGABYTE - len(head) - len(end)
    return f"{head}{piece * (room // len(piece.encode()))}{end}".encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        filled("- a\n"),
        filled("a,", "people: [", "]\n"),
        filled("[],", "people: [", "]\n"),
        filled("- a #b\n"),
        filled("- name: Jo\n"),
        filled("- zz: a\n"),
        filled("  a\n", "people: |\n"),
        filled("  a\n", "people: a\n"),
        filled("#\n"),
        filled("\n"),
        filled("a", "people: "),
        filled("\\x41", 'people: "', '"\n'),
        filled("? a\n"),
        filled("é", "people: "),
    ],
    ids=[
        "items", "flow", "lists", "comments", "rows", "unknown", "block", "folded", "remarks",
        "blank", "long", "escapes", "questions", "accents",
    ],
)  # fmt: skip
def test_any_five_megabytes_are_read_or_refused_in_time(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "board.yaml"
    path.write_bytes(data)
    read_within_bounds(path)
