"""What is told of the file before SQLite is given it, since SQLite takes some faults in silence.

It reads an empty file as an empty log, follows links, and makes files of its own beside a log that
another program has set to write ahead.
"""

from pathlib import Path

from paperkit.errors import LogError
from paperkit.exception_log.layout import APPLICATION
from paperkit.exception_log.why_not import altered, damaged, linked, no_file, stranger, unopened

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_ROLLBACK = b"\x01\x01"


def check_file(path: Path) -> None:
    """Return where the file looks like a log of paperkit's; LogError says what else it is."""
    if path.is_symlink():
        raise LogError(linked(path))
    if not path.is_file():
        raise LogError(no_file(path))
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as fault:
        raise LogError(unopened(path)) from fault
    _check_header(path, header)


def _check_header(path: Path, header: bytes) -> None:
    if not header.strip(b"\0"):
        raise LogError(damaged(path, "is empty"))
    if not header.startswith(_MAGIC[: len(header)]):
        raise LogError(stranger(path))
    if len(header) < _HEADER:
        raise LogError(damaged(path, "has lost its end"))
    if int.from_bytes(header[68:72], "big") != APPLICATION:
        raise LogError(stranger(path))
    if header[18:20] != _ROLLBACK:
        raise LogError(altered(path))
