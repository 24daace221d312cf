"""Check every file that is read: what it is, how much it holds, whether it is whole.

A file is judged by its content, whatever its name says: officers send files that are named .xlsx
and are something else. Each kind has a plain name and the program that opens it, so that the
refusal can say the way out.

Nothing is parsed before it is measured: two megabytes can hold two gigabytes, and a parser
asked to expand entities may never end. Parsers take up to half a kilobyte for each element or
attribute, so the signs of these are counted; a workbook of 10,000 actions has 8 MB of XML and 1.2
million signs. A file that is refused is a ``ReadError`` with one sentence and the way out.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from paperkit.errors import ReadError
from paperkit.findings import Finding, quoted
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
_MAIL = Format(
    "is an e-mail", way_out="Open it, save the file that is attached to it, and use that one."
)
_MAIL_HEADS = (b"received:", b"return-path:", b"delivered-to:", b"mime-version:")
_TEXT = Format("is a text file, such as CSV, whatever its name says", "Excel")
_UNKNOWN = Format("is not an Office file, whatever its name says")
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
    ("__substg1.0_", _MAIL),  # of Outlook; its words may be the name of another stream
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
        # Files of the old Office container are known by the names of their streams.
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
    if words.startswith(_MAIL_HEADS):
        return _MAIL
    if b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _TEXT
    return DAMAGED if not head.strip(b"\x00") else _UNKNOWN


def of_binary(data: bytes) -> Format | None:
    """Return what the bytes are unless they may be plain text, then None."""
    if data.startswith(_ZIP + b"\x03\x04"):
        return Format("is a zip file, such as an Excel workbook")
    found = of_bytes(data)
    if found in (_UNKNOWN, DAMAGED):
        return Format("is not text")
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


class ReadFile(Frozen):
    """The records by the name of their table, only of tables that the file has.

    ``findings`` are about the file, its sheets and headings, and about cells whose value the
    file does not hold; what a value means is the schema's.
    """

    records: Mapping[str, tuple[Record, ...]]
    findings: tuple[Finding, ...]


# --- Zips ---------------------------------------------------------------------------------------

LARGEST_XML = 64 * 1024 * 1024
MOST_SIGNS = 2_000_000
# Parts other than sheets and their words are built up whole in memory.
MOST_SIGNS_APART = 300_000
# What a Board's data and settings take; a file up to this size is read once in a process.
SMALL = 1024 * 1024
LARGEST_FILE = 100 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 2_000
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024

T = TypeVar("T")
_TYPES = "[Content_Types].xml"
_LOCKS = ("~$", ".~lock.")
_SMALLER = "Take out pictures and sheets that are not needed, and save it again."

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x00\x00\x00<")
_STARTS = (b"<", b"\xef\xbb\xbf", *_WIDE)
_ENCODING = re.compile(rb"[^>]{0,80}?encoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"iso-8859-1", b"windows-1252"})
_SHEET = re.compile(rb"<(?:[\w-]+:)?(?:worksheet|sst|document-content)[\s>]")


class Package(Frozen, dict=True):
    """An Office file that is whole and within bounds, in memory.

    ``names`` are its parts in the order of the zip, ``main`` is the one to which the others
    belong, such as ``xl/workbook.xml``.
    """

    name: str
    data: bytes
    names: tuple[str, ...]
    main: str

    def part(self, name: str) -> bytes:
        """Return the bytes of a part, XML unpacked once; ReadError where the file lacks it."""
        part = self._unpacked.get(name)
        if part is None:
            part = sound(self.name, lambda: self._archive.read(name))
            # A parser could take it for XML; its name says nothing.
            if part[:64].lstrip(b" \t\r\n").startswith(_STARTS):
                self._unpacked[name] = part
        return part

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return type and part of each relationship of a part, by its id."""
        folder, name = posixpath.split(part)
        relations = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in ElementTree.fromstring(relations):  # noqa: S314 - no DTD, as checked
            target = posixpath.join("/", folder, relation.get("Target", ""))
            kind = relation.get("Type", "")
            found[relation.get("Id", "")] = kind, posixpath.normpath(target)[1:]
        return found

    @cached_property
    def _archive(self) -> ZipFile:
        """Return the zip; its list of members is read once, not for every part."""
        return ZipFile(BytesIO(self.data))

    @cached_property
    def _unpacked(self) -> dict[str, bytes]:
        return {}


def open_package(path: Path, wanted: Wanted = WORKBOOK) -> Package:
    """Return the Office file, whole and within bounds.

    ReadError where it cannot be opened, is something else than wanted, is protected, damaged,
    or would unpack to more than anybody's data.
    """
    return as_wanted(bounded(path.name, content(path), wanted), wanted)


def bounded(name: str, data: bytes, wanted: Wanted = WORKBOOK) -> Package:
    """Return a zip that is within bounds, whatever it holds; ReadError where it is not."""
    other = of_bytes(data)
    if other:
        raise refusal(name, other, wanted)
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except BadZipFile as fault:
        raise refusal(name, CUT_OFF, WORKBOOK) from fault
    except Exception as fault:
        raise damaged(name) from fault
    unpacked = sum(one.file_size for one in members)
    swollen = any(
        one.file_size > max(RATIO_COUNTS_FROM, LARGEST_RATIO * max(one.compress_size, 1))
        for one in members
    )
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or swollen:
        raise _too_large(name)
    if len({member.filename.casefold() for member in members}) < len(members):
        raise damaged(name)
    if any(member.flag_bits & 1 for member in members):
        raise refusal(name, PROTECTED, WORKBOOK)
    return Package(name, data, tuple(member.filename for member in members), "")


def as_wanted(package: Package, wanted: Wanted = WORKBOOK) -> Package:
    """Return the Office file with its main part, whole; ReadError where it is something else."""
    name, main, kind = package.name, "", ""
    if _TYPES in package.names:
        main, kind = sound(name, lambda: _main(package))
    if kind not in wanted.types:
        raise refusal(name, sound(name, lambda: format_of(package)), wanted)
    opened = Package(name, package.data, package.names, main)
    # What was read to find the main part is not read again.
    opened._unpacked.update(package._unpacked)
    check_whole(opened)
    if b"purl.oclc.org/ooxml" in opened.part(main)[:4096]:
        raise refusal(name, STRICT, wanted)
    return opened


def format_of(package: Package) -> Format:
    """Return what a zip is, by its content types or by what other programs put there."""
    if _TYPES in package.names:
        return of_main_type(_main(package)[1])
    if any(name.endswith(".iwa") for name in package.names):
        return _NUMBERS
    mimetype = package.part("mimetype") if "mimetype" in package.names else b""
    other = Format("is a zip file, but holds no Office document")
    return _OPEN_DOCUMENT.get(mimetype.strip(), other)


def content(path: Path, largest: int = LARGEST_FILE, *, smaller: str = _SMALLER) -> bytes:
    """Return the bytes of a file; ReadError where it cannot be opened or is too large.

    ``smaller`` says how to get a smaller one.
    """
    name = path.name
    if name.startswith(_LOCKS):
        raise ReadError(
            f"{quoted(name)} is only the mark that a file is open in another program. Choose the "
            f"file itself, whose name does not begin with {quoted(name[0:2])}."
        )
    try:
        if path.stat().st_size > largest:
            limit = f"{largest // 1024**2} MB"
            raise ReadError(f"{quoted(name)} is larger than {limit}. {smaller}")
        return path.read_bytes()
    except OSError as fault:
        raise _unopened(path, fault) from fault


def why_not(name: str, data: bytes, wanted: Wanted) -> ReadError:
    """Return why bytes that could not be used could not: what they are, else that it is damaged."""
    try:
        as_wanted(bounded(name, data, wanted), wanted)
    except ReadError as fault:
        return fault
    return damaged(name)


def refusal(name: str, found: Format, wanted: Wanted) -> ReadError:
    """Return the error for a file that is not what is wanted: what it is, and the way out."""
    return ReadError(f"{quoted(name)} {found.words}. {found.remedy(wanted)}")


def damaged(name: str) -> ReadError:
    """Return the error for a file that no library can read."""
    return refusal(name, DAMAGED, WORKBOOK)


def sound(name: str, read: Callable[[], T], kind: Format = DAMAGED) -> T:
    """Return the result of ``reading``; whatever a library raises means that the file is damaged.

    Loaders raise a dozen classes for damaged files, from IndexError to zlib.error.
    """
    try:
        return read()
    except ReadError:
        raise
    except Exception as fault:
        raise refusal(name, kind, WORKBOOK) from fault


def _unopened(path: Path, fault: OSError) -> ReadError:
    name = quoted(path.name)
    if isinstance(fault, FileNotFoundError):
        return ReadError(f"There is no file {name} in {path.parent}. Look at its name and folder.")
    if path.is_dir():
        return ReadError(f"{name} is a folder. Choose a file in it.")
    if isinstance(fault, PermissionError):
        return ReadError(
            f"{name} cannot be opened. Close it in other programs, or ask for the right to read it."
        )
    return ReadError(
        f"{name} cannot be read. If it is on OneDrive or a network drive, copy it to this "
        f"computer and try again."
    )


def check_whole(package: Package) -> None:
    """Read every part once: checksums are compared, no entity is declared, bounds are kept."""
    length = signs = 0
    for name in package.names:
        part = package.part(name)
        if name in package._unpacked:  # XML
            signs += _checked_signs(package.name, name, part)
            length += len(part)
    if length > LARGEST_XML or signs > MOST_SIGNS:
        raise _too_large(package.name)


def _main(package: Package) -> tuple[str, str]:
    """Return the main part and its content type, empty where none is given."""
    relations = _parsed(package, "_rels/.rels")
    texts = (node for node in relations if node.get("Type", "").endswith("/officeDocument"))
    main = next(texts, None)
    if main is None:
        raise damaged(package.name)
    part, types = main.get("Target", "").lstrip("/"), _parsed(package, _TYPES)
    name, ending = f"/{part}".casefold(), part.rpartition(".")[2].casefold()
    of_part = (n for n in types if n.get("PartName", "").casefold() == name)
    of_ending = (n for n in types if n.get("Extension", "").casefold() == ending)
    stated = next(chain(of_part, of_ending), None)
    return part, "" if stated is None else stated.get("ContentType", "")


def _parsed(package: Package, name: str) -> ElementTree.Element:
    part = package.part(name)
    _checked_signs(package.name, name, part)
    return ElementTree.fromstring(part)  # noqa: S314 - nothing in it can be expanded


def _checked_signs(file: str, name: str, part: bytes) -> int:
    """Return how many elements and attributes a part of XML can have at most.

    ReadError where a search for them could miss what a parser would read (Excel and Word write
    UTF-8; the standard allows UTF-16 too, which nobody uses), where the part has a document type,
    or where it alone has more than a parser should be given.
    """
    encoding = _ENCODING.match(part)
    rare = encoding is not None and encoding.group(1).lower() not in _ENCODINGS
    if rare or part.startswith(_WIDE):
        raise ReadError(
            f"{quoted(file)} is written in a way that Office does not use. Open it in its program, "
            f"save it again, and use that."
        )
    # A drawing may have the document type of drawings, without entities of its own.
    if (b"<!ENTITY" if name.lower().endswith(".svg") else b"<!DOCTYPE") in part:
        raise damaged(file)
    sheet = _SHEET.search(part[:4096]) and not name.endswith("styles.xml")
    signs = part.count(b"<") + part.count(b"=")
    if signs > (MOST_SIGNS if sheet else MOST_SIGNS_APART):
        raise _too_large(file)
    return signs


def _too_large(file: str) -> ReadError:
    return ReadError(
        f"{quoted(file)} unpacks to far more than a Board's data can be, so it was not opened. "
        "Copy the sheets into a new workbook and use that."
    )
