"""A folder that comes as a zip: its files in memory, none written, none outside the folder.

A zip from elsewhere may name files anywhere on a disk, links, devices, names that are one on
Windows and two elsewhere, or a few bytes that unpack to all there is. Each is refused by name, and
then nothing of the zip is used.
"""

import stat
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from paperkit.container.reading import sound
from paperkit.container.writing import safe_name
from paperkit.errors import ReadError
from paperkit.findings import quoted
from paperkit.frozen import Frozen

MOST_FILES = 500
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_FOLDER = 60 * 1024 * 1024
# What the Mac and Windows put into every zip, and nobody sees.
_LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
_SENT = "Ask whoever sent it for another, made by zipping the folder of the pack."


class Unzipped(Frozen):
    """The files of a zip by their paths in it, and the names of those that were left out."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


def unzipped(name: str, data: bytes, endings: Collection[str]) -> Unzipped:
    """Return the files of a zip that have one of these endings; ReadError for any other in it.

    ReadError, too, where it is not a zip, or holds what would leave its folder or fill the disk.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            kept = [
                one for one in members if _LITTER.isdisjoint(PurePosixPath(one.orig_filename).parts)
            ]
            for member, fault in _faults(kept, endings):
                raise ReadError(
                    f"{quoted(name)} holds {quoted(member)}, {fault}. Nothing of it was used. "
                    f"{_SENT}"
                )
            if sum(one.file_size for one in kept) > LARGEST_FOLDER or len(kept) > MOST_FILES:
                raise ReadError(
                    f"{quoted(name)} unpacks to more than a pack can be. Nothing of it was used. "
                    f"{_SENT}"
                )
            files = {one.filename: sound(name, lambda one=one: archive.read(one)) for one in kept}  # type: ignore[misc]
    except BadZipFile as fault:
        raise ReadError(
            f"{quoted(name)} is not a zip, or is cut off before its end. Copy or download it again."
        ) from fault
    left_out = tuple(one.filename for one in members if one not in kept)
    return Unzipped(files, left_out)


def _faults(members: Collection[ZipInfo], endings: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each member that may not be there, and why."""
    seen: dict[str, str] = {}
    for member in members:
        path = member.orig_filename
        names = path.split("/")
        kind = stat.S_IFMT(member.external_attr >> 16)
        plain = unicodedata.normalize("NFC", path).casefold()
        above = {"/".join(plain.split("/")[:deep]) for deep in range(1, len(names))}
        if path != member.filename or any(safe_name(one) != one for one in names):
            yield path, "which leaves its folder or has a name that no file can have everywhere"
        elif kind not in (0, stat.S_IFREG):
            yield path, "which is a link or a device, and no file"
        elif member.flag_bits & 1:
            yield path, "which is protected by a password"
        elif member.file_size > LARGEST_FILE:
            yield path, "which unpacks to more than a file of a pack can be"
        elif plain in seen:
            yield path, f"which is one with {quoted(seen[plain])} on Windows"
        elif above & seen.keys():
            yield path, "which is in a folder of the name of a file"
        elif PurePosixPath(path).suffix.lower() not in endings:
            yield path, f"and a pack holds nothing but {', '.join(sorted(endings))}"
        seen[plain] = path
