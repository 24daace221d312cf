"""The zip of a Word file, in and out, and the parse of its XML that forgives nothing."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from paperkit.errors import ReadError
from paperkit.papers.word.names import Element

CONTENT_TYPES = "[Content_Types].xml"
_NOT_WORD = (
    "This is not a Word document that can be read. Open it in Word and save it again as .docx."
)
_MOST_MEMBERS = 2_000
_MOST_BYTES = 200 * 1024 * 1024
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_READ_WRITE = 0o600 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def unpack(package: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name.

    Raises ``ReadError`` for bytes that are no zip, a damaged member, a file without Word's
    list of content types, and a zip that unpacks to more than any paper holds.
    """
    with _opened(package) as archive:
        try:
            members = {info.filename: archive.read(info) for info in _files(archive)}
        except _DAMAGE:
            raise ReadError(_NOT_WORD) from None
    if CONTENT_TYPES not in members:
        raise ReadError(_NOT_WORD)
    return members


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return the zip. Equal parts give equal bytes: fixed order, times and attributes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members, key=lambda name: (name != CONTENT_TYPES, name)):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = _READ_WRITE
            archive.writestr(info, members[name])
    return stream.getvalue()


def zip_faults(package: bytes) -> Iterator[str]:
    """Yield, in words, what is wrong with the zip: members that are there twice or damaged."""
    try:
        with _opened(package) as archive:
            counts = Counter(info.filename for info in archive.infolist())
            yield from (f"{name} is in it twice" for name, count in counts.items() if count > 1)
            damaged = archive.testzip()
            if damaged:
                yield f"{damaged} is damaged"
            if CONTENT_TYPES not in counts:
                yield "its list of parts is missing"
    except (ReadError, *_DAMAGE):
        yield "it cannot be opened"


def parse(xml: bytes, name: str) -> Element:
    """Return the root of a part.

    Raises ``ReadError`` that names the part where the XML is broken or declares entities:
    nothing is mended, since what mends XML loses text.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ReadError(f"The part {name} of the Word file is damaged.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"The part {name} of the Word file declares a document type.")
    return root


def written(root: Element) -> bytes:
    """Return the bytes of a part."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def is_xml(name: str) -> bool:
    """Return whether a part is XML, by its name."""
    return name.endswith((".xml", ".rels", ".vml"))


def _opened(package: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(package))
    except (*_DAMAGE, ValueError):
        raise ReadError(_NOT_WORD) from None


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise ReadError("This Word document unpacks to more than a paper can hold.")
    return infos
