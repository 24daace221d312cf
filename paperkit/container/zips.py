"""What a part of an Office file may hold before any parser sees it: no entity, and only so much.

Parsers take up to half a kilobyte for each element or attribute, so their signs are counted. A
workbook of 10,000 actions has 8 MB of XML and 1.2 million signs.

Every zip that comes in: what it is, how much it holds, whether it is whole.

Nothing is parsed before it is measured: two megabytes can hold two gigabytes, and a parser
asked to expand entities may never end. A file that is refused is a ``ReadError`` with one
sentence and the way out.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo

from paperkit.container import formats
from paperkit.container.formats import WORKBOOK, Format, Wanted
from paperkit.errors import ReadError
from paperkit.findings import quoted
from paperkit.frozen import Frozen

LARGEST_XML = 64 * 1024 * 1024
MOST_SIGNS = 2_000_000
# Parts other than sheets and their words are built up whole in memory.
MOST_SIGNS_APART = 300_000

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00", b"\x00\x00\x00<")
_STARTS = (b"<", b"\xef\xbb\xbf", *_WIDE)
_ENCODING = re.compile(rb"[^>]{0,80}?encoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"iso-8859-1", b"windows-1252"})
_SHEET = re.compile(rb"<(?:[\w-]+:)?(?:worksheet|sst|document-content)[\s>]")


def is_xml(part: bytes) -> bool:
    """Return whether a parser could take the part for XML; its name says nothing."""
    return part[:64].lstrip(b" \t\r\n").startswith(_STARTS)


def rarely_encoded(part: bytes) -> bool:
    """Return whether a search for signs could miss what a parser would read.

    Excel and Word write UTF-8; the standard allows UTF-16 too, which nobody uses.
    """
    encoding = _ENCODING.match(part)
    rare = encoding is not None and encoding.group(1).lower() not in _ENCODINGS
    return rare or part.startswith(_WIDE)


def declares_entities(name: str, part: bytes) -> bool:
    """Return whether XML has a document type.

    A drawing (.svg) may have the document type of drawings, without entities of its own.
    """
    return (b"<!ENTITY" if name.lower().endswith(".svg") else b"<!DOCTYPE") in part


def count_signs(part: bytes) -> int:
    """Return how many elements and attributes the part can have at most."""
    return part.count(b"<") + part.count(b"=")


def too_many(name: str, part: bytes) -> bool:
    """Return whether the part alone has more than a parser should be given."""
    sheet = _SHEET.search(part[:4096]) and not name.endswith("styles.xml")
    return count_signs(part) > (MOST_SIGNS if sheet else MOST_SIGNS_APART)


LARGEST_FILE = 100 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 2_000
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024

T = TypeVar("T")
_TYPES = "[Content_Types].xml"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LOCKS = ("~$", ".~lock.")
_SMALLER = "Take out pictures and sheets that are not needed, and save it again."
_TOO_LARGE = (
    "unpacks to far more than a Board's data can be, so it was not opened. Copy the sheets into "
    "a new workbook and use that."
)


class Package(Frozen, dict=True):
    """An Office file that is whole and within bounds, in memory.

    ``names`` are its parts as they stand in the zip, ``main`` is the one that the others hang
    on, such as ``xl/workbook.xml``.
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
            if is_xml(part):
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
        """Return the zip, whose list of members is read once and not for every part."""
        return ZipFile(BytesIO(self.data))

    @cached_property
    def _unpacked(self) -> dict[str, bytes]:
        return {}

    def stream(self) -> BytesIO:
        """Return the whole file as a stream, so that no library opens it a second time."""
        return BytesIO(self.data)


def open_package(path: Path, wanted: Wanted = WORKBOOK) -> Package:
    """Return the Office file, whole and within bounds.

    ReadError where it cannot be opened, is something else than wanted, is protected, damaged,
    or would unpack to more than anybody's data.
    """
    return as_wanted(bounded(path.name, content(path), wanted), wanted)


def bounded(name: str, data: bytes, wanted: Wanted = WORKBOOK) -> Package:
    """Return a zip within bounds, before anybody asks what it holds; ReadError for others."""
    other = formats.of_bytes(data)
    if other:
        raise refusal(name, other, wanted)
    members = _members(name, data)
    _check_bounds(name, members)
    return Package(name, data, tuple(member.filename for member in members), "")


def as_wanted(package: Package, wanted: Wanted = WORKBOOK) -> Package:
    """Return the Office file with its main part, whole; ReadError where it is something else."""
    name = package.name
    main = sound(name, lambda: _main_part(package, wanted))
    opened = Package(name, package.data, package.names, main)
    check_whole(opened)
    if b"purl.oclc.org/ooxml" in opened.part(main)[:4096]:
        raise refusal(name, formats.STRICT, wanted)
    return opened


def format_of(package: Package) -> Format:
    """Return what a zip is, by its content types or by what other programs put there."""
    if _TYPES not in package.names:
        mimetype = package.part("mimetype") if "mimetype" in package.names else b""
        return formats.of_other_zip(mimetype, package.names)
    return formats.of_main_type(_type_of(package, _target(package)))


def content(path: Path, largest: int = LARGEST_FILE, *, smaller: str = _SMALLER) -> bytes:
    """Return the bytes of a file; ReadError where it cannot be opened or is too large.

    ``smaller`` says how to come by a smaller one.
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


def refusal(name: str, found: Format, wanted: Wanted) -> ReadError:
    """Return the error for a file that is not what is wanted: what it is, and the way out."""
    return ReadError(f"{quoted(name)} {found.words}. {found.remedy(wanted)}")


def damaged(name: str) -> ReadError:
    """Return the error for a file that no library can read."""
    return refusal(name, formats.DAMAGED, WORKBOOK)


def sound(name: str, read: Callable[[], T]) -> T:
    """Return what the reading gives; whatever a library raises means that the file is damaged.

    Loaders raise a dozen classes for damaged files, from IndexError to zlib.error.
    """
    try:
        return read()
    except ReadError:
        raise
    except Exception as fault:
        raise damaged(name) from fault


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


def _members(name: str, data: bytes) -> list[ZipInfo]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return archive.infolist()
    except BadZipFile as fault:
        raise refusal(name, formats.CUT_OFF, WORKBOOK) from fault
    except Exception as fault:
        raise damaged(name) from fault


def _check_bounds(name: str, members: list[ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
        raise _too_large(name)
    if any(_swollen(member) for member in members):
        raise _too_large(name)
    if len({member.filename.casefold() for member in members}) < len(members):
        raise damaged(name)
    if any(member.flag_bits & 1 for member in members):
        raise refusal(name, formats.PROTECTED, WORKBOOK)


def _swollen(member: ZipInfo) -> bool:
    if member.file_size <= RATIO_COUNTS_FROM:
        return False
    return member.file_size > LARGEST_RATIO * max(member.compress_size, 1)


def _main_part(package: Package, wanted: Wanted) -> str:
    if _TYPES not in package.names or _type_of(package, _target(package)) not in wanted.types:
        raise refusal(package.name, format_of(package), wanted)
    return _target(package)


def _target(package: Package) -> str:
    for relationship in _parsed(package, "_rels/.rels"):
        if relationship.get("Type", "").endswith("/officeDocument"):
            return relationship.get("Target", "").lstrip("/")
    raise damaged(package.name)


def _type_of(package: Package, part: str) -> str:
    types = _parsed(package, _TYPES)
    for override in types.iter(f"{_CONTENT}Override"):
        if override.get("PartName", "").casefold() == f"/{part}".casefold():
            return override.get("ContentType", "")
    ending = part.rpartition(".")[2].casefold()
    for default in types.iter(f"{_CONTENT}Default"):
        if default.get("Extension", "").casefold() == ending:
            return default.get("ContentType", "")
    return ""


def _parsed(package: Package, name: str) -> ElementTree.Element:
    part = package.part(name)
    _check_xml(package.name, name, part)
    return ElementTree.fromstring(part)  # noqa: S314 - nothing in it can be expanded


def check_whole(package: Package) -> None:
    """Read every part once: checksums are compared, no entity is declared, bounds are kept."""
    length = signs = 0
    for name in package.names:
        part = package.part(name)
        if is_xml(part):
            _check_xml(package.name, name, part)
            length, signs = length + len(part), signs + count_signs(part)
    if length > LARGEST_XML or signs > MOST_SIGNS:
        raise _too_large(package.name)


def _check_xml(file: str, name: str, part: bytes) -> None:
    if rarely_encoded(part):
        raise ReadError(
            f"{quoted(file)} is written in a way that Office does not use. Open it in its program, "
            f"save it again, and use that."
        )
    if declares_entities(name, part):
        raise damaged(file)
    if too_many(name, part):
        raise _too_large(file)


def _too_large(file: str) -> ReadError:
    return ReadError(f"{quoted(file)} {_TOO_LARGE}")
