"""Workbooks that are made to harm, or damaged: a model or one plain sentence, within bounds."""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from paperkit.board.data import TABLES, assemble
from paperkit.errors import ReadError
from paperkit.files.workbook_in import read_workbook
from paperkit.findings import Finding
from tests.cases import each
from tests.files.limits import read_within_bounds
from tests.files.workbooks import ACTIONS, packed, repacked, workbook
from tests.tables import numbers

SHEET, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
OPEN_THE_HUB = b'<c r="B2" t="inlineStr"><is><t>Open the hub</t></is></c>'
TOO_LARGE = "unpacks to far more than a Board's data can be"
BIG = b"</sheetData>"


def saved(folder: Path, markdown: str = ACTIONS) -> Path:
    path = folder / "board.xlsx"
    workbook(markdown).save(path)
    return path


def changed(folder: Path, old: bytes, new: bytes, part: str = SHEET) -> Path:
    return repacked(saved(folder), part, old, new)


def parts_of(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def found(path: Path) -> tuple[Finding, ...]:
    read = read_workbook(path, TABLES, {})
    return (*read.findings, *assemble(read.records).findings)


def wording(path: Path) -> object:
    return read_workbook(path, TABLES, {}).records["actions"][0].cells["wording"].value


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as error:
        read_workbook(path, TABLES, {})
    return str(error.value)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "http://192.0.2.1/x">]>',
        b'<!DOCTYPE a SYSTEM "http://192.0.2.1/x.dtd">',
        b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 100_000 + b'">]>',
        b"<!DOCTYPE a []>",
    ],
)
@pytest.mark.parametrize("part", [SHEET, BOOK, STYLES])
def test_no_part_may_declare_a_document_type(tmp_path: Path, declared: bytes, part: str) -> None:
    root = {SHEET: b"<worksheet", BOOK: b"<workbook ", STYLES: b"<styleSheet"}[part]
    path = changed(tmp_path, root, declared + root, part)
    assert refused(path).startswith("'board.xlsx' is damaged.")


@each("name", ["sheet1.png", "sheet1.bin", "sheet1.svg"])
def test_a_sheet_under_another_name_may_not_declare_one_either(tmp_path: Path, name: str) -> None:
    parts = parts_of(saved(tmp_path))
    sheet = parts.pop(SHEET).replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet')
    parts[f"xl/worksheets/{name}"] = sheet
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    parts[links] = parts[links].replace(b"sheet1.xml", name.encode())
    parts[types] = parts[types].replace(b"sheet1.xml", name.encode())
    assert "is damaged." in refused(packed(tmp_path / "board.xlsx", parts))


@pytest.mark.parametrize(
    "sheet",
    [
        lambda text: ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: ('<?xml version="1.0" encoding="UTF-7"?>' + text).encode(),
        lambda text: ('<?xml version="1.0" encoding="klingon"?>' + text).encode(),
    ],
    ids=["utf-16", "unmarked", "utf-7", "unknown"],
)
def test_an_encoding_in_which_signs_could_hide_is_refused(
    tmp_path: Path, sheet: Callable[[str], bytes]
) -> None:
    parts = parts_of(saved(tmp_path))
    parts[SHEET] = sheet(parts[SHEET].decode())
    said = refused(packed(tmp_path / "board.xlsx", parts))
    assert "is written in a way that Office does not use. Open it in its program" in said


@pytest.mark.parametrize("length", [2_000_000, 60_000_000])
def test_a_part_that_swells_is_refused(tmp_path: Path, length: int) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * length)
    assert TOO_LARGE in refused(path)


def test_a_zip_that_lies_about_its_sizes_is_damage(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * 2_000_000)
    data, size = path.read_bytes(), (2_000_000).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (1_000).to_bytes(4, "little")))
    assert refused(path).startswith("'board.xlsx' is damaged.")


def test_thousands_of_members_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/{number}.xml", b"<a/>")
    assert TOO_LARGE in refused(path)


def test_a_member_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        ZipFile(path, "a", ZIP_DEFLATED) as archive,
    ):
        archive.writestr(SHEET, b"<worksheet/>")
    assert refused(path).startswith("'board.xlsx' is damaged.")


@each("name", ["../../evil.xml", "/etc/evil", "C:\\evil.xml", "xl/../../e"])
def test_a_name_that_leads_out_of_the_folder_leads_nowhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    path = saved(folder)
    with ZipFile(path, "a") as archive:
        archive.writestr(name, b"<evil/>")
    assert found(path) == ()
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


def test_members_that_are_locked_are_told_as_protected(tmp_path: Path) -> None:
    data = bytearray(saved(tmp_path).read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "board.xlsx").write_bytes(bytes(data))
    assert "is protected by a password" in refused(tmp_path / "board.xlsx")


@each(
    ("part", "old", "new"),
    [
        (SHEET, b'<c r="A2" ', b'<c r="A2" s="999" '),
        (SHEET, OPEN_THE_HUB, b'<c r="B2" t="s"><v>99</v></c>'),
        (SHEET, b"Open the hub", b"Open \x01"),
        (SHEET, b"Open the hub", b"Open &#xFFFF;"),
        (SHEET, b"Open the hub", b"Open caf\xe9"),
        (SHEET, b"Open the hub", b"Open \xed\xa0\x80"),
        (SHEET, OPEN_THE_HUB, b'<c r="B2"><v>NaN</v></c>'),
        (SHEET, OPEN_THE_HUB, b'<c r="B2"><v>' + b"9" * 5_000 + b"</v></c>"),
        ("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/gone.xml"),
        ("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"../../../etc/passwd"),
        (BOOK, b"</workbook>", b""),
    ],
)
def test_damage_within_a_part_is_damage_of_the_file(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    assert refused(changed(tmp_path, old, new, part)).startswith("'board.xlsx' is damaged.")


@each("said", [b"A1", b"A1:XFD1048576", b"rubbish", b""])
def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path, said: bytes) -> None:
    path = changed(tmp_path, b'<dimension ref="A1:E3"/>', b'<dimension ref="%s"/>' % said)
    assert found(path) == ()
    assert len(read_workbook(path, TABLES, {}).records["actions"]) == 2


def test_a_look_in_the_last_cell_of_a_sheet_changes_nothing(tmp_path: Path) -> None:
    last = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert found(changed(tmp_path, BIG, last)) == ()


@each(
    "added",
    [
        b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<mergeCells><mergeCell x=">" ref = "A1:XFD1048576"/></mergeCells>',
        b"<mergeCells><mergeCell xref='A1' ref='A1:XFD1048576'/></mergeCells>",
        b'<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>',
    ],
)
def test_a_block_over_the_whole_sheet_is_refused(tmp_path: Path, added: bytes) -> None:
    said = refused(changed(tmp_path, BIG, BIG + added))
    assert "has a merged block or a link over nearly the whole sheet." in said


def test_hidden_columns_without_end_are_no_more_than_a_sheet_has(tmp_path: Path) -> None:
    wide = b'<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>'
    assert set(numbers(found(changed(tmp_path, b"<sheetData>", wide)))) == {"PK-233"}


def test_a_formula_without_its_result_is_told(tmp_path: Path) -> None:
    for formula in (b"1+1", b"cmd|'/C calc'!A0", b"[1]Sheet1!A1"):
        path = changed(tmp_path, OPEN_THE_HUB, b'<c r="B2"><f>%s</f></c>' % formula)
        (told,) = found(path)
        assert (told.code, told.place.cell) == ("PK-331", "B2")


@each("value", [b"42", b"Open"])
def test_the_stored_result_of_a_formula_is_read_and_nothing_worked_out(
    tmp_path: Path, value: bytes
) -> None:
    cell = b'<c r="B2" t="str"><f>WEBSERVICE("http://192.0.2.1")</f><v>%s</v></c>' % value
    assert wording(changed(tmp_path, OPEN_THE_HUB, cell)) == value.decode()


def test_an_error_in_a_cell_is_told(tmp_path: Path) -> None:
    path = changed(tmp_path, OPEN_THE_HUB, b'<c r="B2" t="e"><v>#REF!</v></c>')
    assert numbers(found(path)) == ["PK-330"]


def test_the_escapes_of_excel_are_decoded(tmp_path: Path) -> None:
    path = changed(tmp_path, b"Open the hub", b"Open_x000D__x000A_the_x0009_hub_x005F_x0041_")
    board = assemble(read_workbook(path, TABLES, {}).records).board
    assert board.actions[0].wording == "Open\nthe\thub_x0041_"


READINGS = "## Readings\n| Indicator | Period | Value |\n| I1 | July 2026 | {} |\n"
MEETINGS = "## Meetings\n| Reference | Date |\n| B1 | {} |\n"


def with_value(folder: Path, markdown: str, cell: str, value: object, look: str) -> Path:
    book = workbook(markdown.format(""))
    place: Any = book.worksheets[0][cell]
    place.value, place.number_format = value, look
    book.save(folder / "board.xlsx")
    return folder / "board.xlsx"


@each(
    ("value", "look", "code"),
    [
        (46112, "General", "PK-332"),
        (60, "General", "PK-304"),
        (60, "dd/mm/yyyy", "PK-304"),
        (-1, "dd/mm/yyyy", "PK-304"),
        (1e12, "dd/mm/yyyy", "PK-330"),
        ("03/31/2026", "General", "PK-304"),
    ],
)
def test_a_number_that_may_be_a_day_is_not_taken_for_one(
    tmp_path: Path, value: object, look: str, code: str
) -> None:
    assert numbers(found(with_value(tmp_path, MEETINGS, "B2", value, look))) == [code]


def test_a_day_as_text_is_read_day_first(tmp_path: Path) -> None:
    path = with_value(tmp_path, MEETINGS, "B2", "31/03/2026", "General")
    board = assemble(read_workbook(path, TABLES, {}).records).board
    assert board.meetings[0].date == datetime.date(2026, 3, 31)


def test_the_calendar_of_old_macintoshes_is_heeded(tmp_path: Path) -> None:
    path = with_value(tmp_path, MEETINGS, "B2", 44650, "dd/mm/yyyy")
    parts = parts_of(path)
    parts[BOOK] = parts[BOOK].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    read = read_workbook(packed(path, parts), TABLES, {})
    assert read.records["meetings"][0].cells["date"].value == datetime.date(2026, 3, 31)


@each("value", [True, "1_000", "١٢٣", 1e300, "NaN", "inf"])
def test_what_is_no_figure_in_a_column_of_figures_is_told(tmp_path: Path, value: object) -> None:
    assert "PK-316" in numbers(found(with_value(tmp_path, READINGS, "C2", value, "General")))


def test_the_noise_of_a_machine_number_is_left_out(tmp_path: Path) -> None:
    path = with_value(tmp_path, READINGS, "C2", 0.30000000000000004, "General")
    value = read_workbook(path, TABLES, {}).records["readings"][0].cells["value"].value
    assert f"{value:f}".rstrip("0") == "0.3"


@each("heading", ["ACTION", " Action ", "Action\u00a0", "Act\u00adion"])
def test_a_heading_is_known_however_it_is_written(tmp_path: Path, heading: str) -> None:
    path = saved(tmp_path, f"## Actions\n| Reference | {heading} |\n| 1.1 | Open |\n")
    assert wording(path) == "Open"


def test_two_columns_of_one_name_are_told_by_their_letters(tmp_path: Path) -> None:
    path = saved(tmp_path, "## Actions\n| Reference | Action | Action |\n| 1.1 | Open | Shut |\n")
    (told,) = found(path)
    assert told.message == "Columns B and C both stand for Action; only B was read."


def hide(book: Any) -> None:
    book["Actions"].row_dimensions[2].hidden = True


def hide_sheet(book: Any) -> None:
    book.create_sheet("Budget")
    book["Actions"].sheet_state = "veryHidden"


def merge(book: Any) -> None:
    book["Actions"].merge_cells("B2:B3")


def merge_headings(book: Any) -> None:
    book["Actions"].merge_cells("A1:B1")


def strike(book: Any) -> None:
    book["Actions"]["B2"].font = book["Actions"]["B2"].font.copy(strike=True)


@pytest.mark.filterwarnings("ignore:Call to deprecated function copy:DeprecationWarning")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (hide, "PK-231"),
        (hide_sheet, "PK-206"),
        (merge, "PK-335"),
        (merge_headings, "PK-212"),
        (strike, "PK-333"),
    ],
)
def test_what_excel_hides_from_the_eye_is_told(
    tmp_path: Path, change: Callable[[Any], None], code: str
) -> None:
    book = workbook(ACTIONS)
    change(book)
    book.save(tmp_path / "board.xlsx")
    assert code in numbers(found(tmp_path / "board.xlsx"))


def test_macros_are_told_and_never_run(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"anything")
    assert numbers(found(path)) == ["PK-101"]


RANDOM = random.Random(7)


def figure() -> bytes:
    return b"%d" % RANDOM.randrange(10**6)


def rows(count: int, columns: int, cell: Callable[[str, int], bytes]) -> bytes:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:columns]
    made = (
        b'<row r="%d">%s</row>' % (row, b"".join(cell(letter, row) for letter in letters))
        for row in range(4, count + 4)
    )
    return b"".join(made) + BIG


def inline(letter: str, row: int) -> bytes:
    text = figure()
    return b'<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (letter.encode(), row, text)


def worked_out(letter: str, row: int) -> bytes:
    return b'<c r="%s%d"><f>A%s</f></c>' % (letter.encode(), row, figure())


def many(piece: bytes, count: int) -> bytes:
    return b"".join(piece % figure() for _ in range(count))


def words(megabytes: int) -> bytes:
    """Return text that a zip cannot make much smaller."""
    return RANDOM.randbytes(megabytes * 512 * 1024).hex().encode()


def ranges() -> bytes:
    head = BIG + b'<dataValidations count="1"><dataValidation sqref="'
    return head + many(b"A%s ", 6_000_000) + b'" type="list"/></dataValidations>'


def blocks() -> bytes:
    return BIG + b"<mergeCells>" + many(b'<mergeCell ref="A1:ZZ2%.0s"/>', 90_000) + b"</mergeCells>"


def formats() -> bytes:
    return b"<numFmts>" + many(b"<numFmt%.0s/>", 280_000) + b"</numFmts><fills"


@dataclass(frozen=True)
class Attack:
    """A part of a workbook, the words before which something is put, and what."""

    part: str
    before: bytes
    added: Callable[[], bytes]


END, TYPES = b"</worksheet>", "[Content_Types].xml"
ATTACKS = {
    "cells": Attack(SHEET, BIG, lambda: rows(9_990, 26, inline)),
    "rows": Attack(SHEET, BIG, lambda: rows(60_000, 5, inline)),
    "formulas": Attack(SHEET, BIG, lambda: rows(100_000, 10, worked_out)),
    "elements": Attack(SHEET, END, lambda: many(b'<x a="%s"/>', 980_000) + END),
    "comments": Attack(SHEET, END, lambda: many(b"<!-- <mergeCell %s -->", 900_000) + END),
    "text": Attack(SHEET, OPEN_THE_HUB, lambda: OPEN_THE_HUB.replace(b"Open", words(60))),
    "attributes": Attack(SHEET, b"<worksheet", lambda: b"<worksheet" + many(b' a%s=""', 500_000)),
    "ranges": Attack(SHEET, BIG, ranges),
    "blocks": Attack(SHEET, BIG, blocks),
    "styles": Attack(
        STYLES, b"</cellXfs>", lambda: many(b'<xf numFmtId="%s"/>', 140_000) + b"</cellXfs>"
    ),
    "bare": Attack(STYLES, b"</cellXfs>", lambda: many(b"<xf%.0s/>", 280_000) + b"</cellXfs>"),
    "formats": Attack(STYLES, b"<fills", formats),
    "book": Attack(BOOK, b"</sheets>", lambda: many(b"<x%.0s/>", 280_000) + b"</sheets>"),
    "books": Attack(BOOK, b"</sheets>", lambda: many(b"<x%.0s/>", 5_000_000) + b"</sheets>"),
    "types": Attack(TYPES, b"</Types>", lambda: many(b"<x%.0s/>", 5_000_000) + b"</Types>"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_any_workbook_is_read_or_refused_in_time(tmp_path: Path, name: str) -> None:
    attack = ATTACKS[name]
    read_within_bounds(changed(tmp_path, attack.before, attack.added(), attack.part))


@pytest.mark.slow
def test_shared_words_without_number_are_read_or_refused_in_time(tmp_path: Path) -> None:
    parts = parts_of(saved(tmp_path))
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    some = many(b"<si><t>%s</t></si>", 490_000)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (name.encode(), some)
    types, links = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    declared = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    parts[types] = parts[types].replace(b"</Types>", declared)
    held = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Id="rId99" Type="%s" Target="sharedStrings.xml"/></Relationships>' % held
    parts[links] = parts[links].replace(b"</Relationships>", link)
    read_within_bounds(packed(tmp_path / "board.xlsx", parts))
