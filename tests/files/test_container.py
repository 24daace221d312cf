"""Files that come in: what each really is, said in one sentence with the way out."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperkit.board.data import TABLES
from paperkit.container.reading import DOCUMENT, ReadFile, open_package
from paperkit.errors import PaperkitError, ReadError
from paperkit.files.workbook_in import read_workbook
from tests.cases import each
from tests.files.workbooks import ACTIONS, packed, repacked, workbook
from tests.tables import numbers

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
SHEET = "xl/worksheets/sheet1.xml"


def saved(folder: Path) -> Path:
    path = folder / "board.xlsx"
    workbook(ACTIONS).save(path)
    return path


def given_as(folder: Path, data: bytes) -> str:
    """Return what is said of these bytes where a workbook is wanted."""
    path = folder / "board.xlsx"
    path.write_bytes(data)
    return refused(path)


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as error:
        read_workbook(path, TABLES, {})
    return str(error.value)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\x00" * 600


def test_a_good_workbook_is_opened_with_its_main_part(tmp_path: Path) -> None:
    package = open_package(saved(tmp_path))
    assert package.main == "xl/workbook.xml"
    assert b"On course" in package.part(SHEET)


def test_an_empty_file_may_be_waiting_on_onedrive(tmp_path: Path) -> None:
    assert given_as(tmp_path, b"") == (
        "'board.xlsx' is empty. If it is on OneDrive it may not be downloaded yet: right-click "
        "it, choose 'Always keep on this device', and try again."
    )


@each(
    ("data", "words"),
    [
        (b"Reference,Action\n1.1,Open the hub\n", "is a text file, such as CSV,"),
        (b"Reference,Action\n1.1,Caf\xe9\n", "is a text file, such as CSV,"),
        ("Reference\tAction\n".encode("utf-16"), "is a text file, such as CSV,"),
        (b"\n<HTML><table><tr><td>1.1</td></tr></table>", "is a web page (HTML)."),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "is an Excel 2003 XML file.",
        ),
        (ole("Workbook"), "is an Excel workbook of the old kind (.xls)."),
    ],
)
def test_what_excel_can_save_anew_is_named_with_that_way_out(
    tmp_path: Path, data: bytes, words: str
) -> None:
    said = given_as(tmp_path, data)
    assert said.startswith(f"'board.xlsx' {words}")
    assert "Open it in Excel, choose File, Save As, with the type 'Excel Workbook (*.xlsx)'" in said


@each(
    "data",
    [
        ole("__substg1.0_1000001F") + "Workbook".encode("utf-16-le"),
        b"Received: from mail.example\r\nSubject: The form\r\n\r\nHere it is.",
    ],
)
def test_an_e_mail_is_named_and_holds_the_file(tmp_path: Path, data: bytes) -> None:
    """An Outlook message whose words were the name of a stream was taken for a workbook."""
    assert given_as(tmp_path, data) == (
        "'board.xlsx' is an e-mail. Open it, save the file that is attached to it, and use that "
        "one."
    )


@each(
    ("data", "words"),
    [
        (ole("WordDocument"), "is a Word document of the old kind (.doc)."),
        (b"%PDF-1.7 ...", "is a PDF."),
        (b"{\\rtf1 hello}", "is a Rich Text file (.rtf)."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not an Office file, whatever its name says."),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    said = given_as(tmp_path, data)
    assert said == f"'board.xlsx' {words} Choose an Excel workbook (.xlsx)."


def test_a_protected_workbook_is_told_how_to_be_opened(tmp_path: Path) -> None:
    said = given_as(tmp_path, ole("EncryptedPackage"))
    assert said.startswith("'board.xlsx' is protected by a password or a sensitivity label. Open")


def test_a_file_of_zero_bytes_all_through_is_damaged(tmp_path: Path) -> None:
    assert given_as(tmp_path, b"\x00" * 5000).startswith("'board.xlsx' is damaged.")


def test_a_workbook_that_is_cut_off_says_so(tmp_path: Path) -> None:
    data = saved(tmp_path).read_bytes()
    assert given_as(tmp_path, data[: len(data) // 2]) == (
        "'board.xlsx' is cut off before its end. Copy or download it again, or take an earlier "
        "version."
    )


def test_a_changed_bit_is_damage(tmp_path: Path) -> None:
    data = bytearray(saved(tmp_path).read_bytes())
    with ZipFile(tmp_path / "board.xlsx") as archive:
        info = archive.getinfo(SHEET)
    data[info.header_offset + 30 + len(SHEET) + 20] ^= 1
    assert given_as(tmp_path, bytes(data)).startswith("'board.xlsx' is damaged.")


def test_the_lock_file_beside_an_open_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "~$board.xlsx"
    path.write_bytes(b"\x05Jo Hall".ljust(165))
    assert refused(path) == (
        "'~$board.xlsx' is only the mark that a file is open in another program. Choose the file "
        "itself, whose name does not begin with '~$'."
    )


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "board.xlsx") == (
        f"There is no file 'board.xlsx' in {tmp_path}. Look at its name and folder."
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "board.xlsx").mkdir()
    assert refused(tmp_path / "board.xlsx") == "'board.xlsx' is a folder. Choose a file in it."


def test_an_opendocument_spreadsheet_can_be_saved_anew(tmp_path: Path) -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    path = packed(tmp_path / "board.xlsx", {"mimetype": kind, "content.xml": b"<a/>"})
    assert refused(path).startswith("'board.xlsx' is an OpenDocument spreadsheet (.ods). Open it")


def test_any_other_zip_is_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "board.xlsx", {"holiday.txt": b"photos"})
    assert refused(path).startswith("'board.xlsx' is a zip file, but holds no Office document.")


@each(
    ("main_type", "words"),
    [
        ("ms-excel.sheet.binary.macroEnabled.main", "is a binary Excel workbook (.xlsb). Open it"),
        (
            "openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "is a Word document. Choose an Excel workbook (.xlsx).",
        ),
        (
            "openxmlformats-officedocument.presentationml.presentation.main+xml",
            "is a PowerPoint presentation. Choose",
        ),
    ],
)
def test_another_office_file_is_named_by_its_content_type(
    tmp_path: Path, main_type: str, words: str
) -> None:
    ours = b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    path = repacked(saved(tmp_path), "[Content_Types].xml", ours, main_type.encode())
    assert refused(path).startswith(f"'board.xlsx' {words}")


def test_a_workbook_given_as_a_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"is an Excel workbook\. Choose a Word document"):
        open_package(saved(tmp_path), DOCUMENT)


def test_a_strict_workbook_is_refused_since_its_sheets_would_be_lost(tmp_path: Path) -> None:
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    path = repacked(saved(tmp_path), "xl/workbook.xml", namespace, strict)
    assert refused(path).startswith("'board.xlsx' is saved in the type 'Strict Open XML'.")


def test_a_sheet_whose_part_is_missing_is_damage_and_not_an_absent_table(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != SHEET}
    assert refused(packed(path, parts)).startswith("'board.xlsx' is damaged.")


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'
    path = repacked(saved(tmp_path), SHEET, b"<worksheet", bomb)
    assert refused(path).startswith("'board.xlsx' is damaged.")


def test_a_zip_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * 5_000_000)
    assert "unpacks to far more than a Board's data can be" in refused(path)


def test_thousands_of_parts_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/{number}.xml", b"<a/>")
    assert "unpacks to far more than a Board's data can be" in refused(path)


def test_a_part_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    assert refused(path).startswith("'board.xlsx' is damaged.")


def test_macros_are_accepted_never_run_and_told(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"anything")
    result = read_workbook(path, TABLES, {})
    assert numbers(result.findings) == ["PK-101"]
    assert len(result.records["actions"]) == 2


def test_links_to_other_workbooks_are_told(tmp_path: Path) -> None:
    path = saved(tmp_path)
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert numbers(read_workbook(path, TABLES, {}).findings) == ["PK-102"]


def read_or_refused(path: Path) -> None:
    """Read the file: a result or a sentence, and nothing else."""
    try:
        assert isinstance(read_workbook(path, TABLES, {}), ReadFile)
    except PaperkitError as error:
        assert str(error)


SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@SLOW
@given(data=st.binary(max_size=400), head=st.sampled_from([b"", b"PK\x03\x04", OLE[:8], b"<"]))
def test_any_bytes_give_a_result_or_a_sentence(tmp_path: Path, data: bytes, head: bytes) -> None:
    path = tmp_path / "board.xlsx"
    path.write_bytes(head + data)
    read_or_refused(path)


@SLOW
@given(data=st.data())
def test_any_damage_to_a_workbook_gives_a_result_or_a_sentence(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = saved(tmp_path)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[name]) - 1))
    length = data.draw(st.integers(0, 12))
    piece = data.draw(st.binary(max_size=6) | st.sampled_from([b"9" * 20, b'"', b"<f/>", b"&#x0;"]))
    parts[name] = parts[name][:start] + piece + parts[name][start + length :]
    read_or_refused(packed(path, parts))
