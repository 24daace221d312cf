"""Recognise a file by its content, whatever its name says; and the shape in which one is read.

Officers send files that are named .xlsx and are something else. Each kind has a plain name
and the program that opens it, so that a refusal can say what to do. Every reader of tables returns
a ``ReadFile``.
"""

from collections.abc import Iterable, Mapping

from paperkit.findings import Finding
from paperkit.frozen import Frozen
from paperkit.schema.columns import Record

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_HEAD = 4096
_SHEET_MAIN = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
)
_DOCUMENT_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)


class Wanted(Frozen):
    """The kind of file that is asked for: its content types, and two ways to get one."""

    program: str
    types: tuple[str, ...]
    save_as: str
    instead: str


class Format(Frozen):
    """What a file turned out to be, in words, and the program that can save it anew."""

    words: str
    program: str = ""
    way_out: str = ""

    def remedy(self, wanted: Wanted) -> str:
        """Return what to do when this was given and another kind was wanted."""
        if self.way_out:
            return self.way_out
        return wanted.save_as if self.program == wanted.program else wanted.instead


WORKBOOK = Wanted(
    "Excel",
    _SHEET_MAIN,
    "Open it in Excel, choose File, Save As, with the type 'Excel Workbook (*.xlsx)', and use "
    "the new file.",
    "Choose an Excel workbook (.xlsx).",
)
DOCUMENT = Wanted(
    "Word",
    _DOCUMENT_MAIN,
    "Open it in Word, choose File, Save As, with the type 'Word Document (*.docx)', and use the "
    "new file.",
    "Choose a Word document (.docx).",
)
PROTECTED = Format(
    "is protected by a password or a sensitivity label",
    way_out="Open it, remove the password under File, Info (or choose a label without "
    "encryption), save, and try again.",
)
EMPTY = Format(
    "is empty",
    way_out="If it is on OneDrive it may not be downloaded yet: right-click it, choose 'Always "
    "keep on this device', and try again.",
)
_AGAIN = "Copy or download it again, or take an earlier version."
CUT_OFF = Format("is cut off before its end", way_out=_AGAIN)
DAMAGED = Format("is damaged", way_out=_AGAIN)
STRICT = Format(
    "is saved in the type 'Strict Open XML'",
    way_out="Open it in its program, choose File, Save As, with the ordinary type ('Excel "
    "Workbook' or 'Word Document'), and use the new file.",
)
XLS = Format("is an Excel workbook of the old kind (.xls)", "Excel")
XLSB = Format("is a binary Excel workbook (.xlsb)", "Excel")
ODS = Format("is an OpenDocument spreadsheet (.ods)", "Excel")
_NUMBERS = Format(
    "is a spreadsheet of Apple Numbers",
    way_out="Open it in Numbers, choose File, Export To, Excel, and use the new file.",
)
_TEXT = Format("is a text file, such as CSV, whatever its name says", "Excel")
_UNKNOWN = Format("is no Office file, whatever its name says")
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": ODS,
    b"application/vnd.oasis.opendocument.text": Format("is an OpenDocument text (.odt)", "Word"),
}
_BY_HEAD = (
    (b"%PDF", Format("is a PDF")),
    (b"{\\rtf", Format("is a Rich Text file (.rtf)", "Word")),
    (b"SQLite format 3", Format("is a database")),
)


_BY_STREAM = (
    ("EncryptedPackage", PROTECTED),
    ("WordDocument", Format("is a Word document of the old kind (.doc)", "Word")),
    ("Workbook", XLS),
    ("Book", XLS),
)


def of_bytes(data: bytes) -> Format | None:
    """Return what the bytes are; None for a zip, which is recognised by its content types."""
    if not data:
        return EMPTY
    if data.startswith(_ZIP):
        return None
    if data.startswith(_OLE):
        # Files of the old Office container are told apart by the names of their streams.
        known = (kind for name, kind in _BY_STREAM if name.encode("utf-16-le") in data)
        return next(known, Format("is an Office file of the old kind", "Excel"))
    for start, kind in _BY_HEAD:
        if data.startswith(start):
            return kind
    head = data[:_HEAD]
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in words:
        return Format("is an Excel 2003 XML file", "Excel")
    if words.startswith((b"<!doctype html", b"<html", b"<table")):
        return Format("is a web page (HTML)", "Excel")
    if b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _TEXT
    return DAMAGED if not head.strip(b"\x00") else _UNKNOWN


def of_binary(data: bytes) -> Format | None:
    """Return what the bytes are unless they may be plain text, then None."""
    if data.startswith(_ZIP + b"\x03\x04"):
        return Format("is a zip file, such as an Excel workbook")
    found = of_bytes(data)
    if found in (_UNKNOWN, DAMAGED):
        return Format("is no text")
    return None if found == _TEXT else found


def of_main_type(main: str) -> Format:
    """Return what an Office file with this main content type is."""
    if "sheet.binary" in main:
        return XLSB
    if main in _DOCUMENT_MAIN:
        return Format("is a Word document")
    if main in _SHEET_MAIN:
        return Format("is an Excel workbook")
    if "presentation" in main or "powerpoint" in main:
        return Format("is a PowerPoint presentation")
    return _UNKNOWN


def of_other_zip(mimetype: bytes, names: Iterable[str]) -> Format:
    """Return what a zip that is no Office file is, by its parts and its ``mimetype``."""
    if any(name.endswith(".iwa") for name in names):
        return _NUMBERS
    known = _OPEN_DOCUMENT.get(mimetype.strip())
    return known or Format("is a zip file, but holds no Office document")


class ReadFile(Frozen):
    """The records by the name of their table, only of tables that the file has.

    ``findings`` are about the file, its sheets and headings, and about cells whose value the
    file does not hold; what a value means is the schema's.
    """

    records: Mapping[str, tuple[Record, ...]]
    findings: tuple[Finding, ...]
