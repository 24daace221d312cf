"""Copies that OneDrive and other programs leave beside the log, known by their names."""

from collections.abc import Iterator
from pathlib import Path

from paperkit.exception_log.names import LOG_FILE
from paperkit.findings import Finding, Place, quoted

_STEM, _ENDING = LOG_FILE.rsplit(".", 1)


def copies(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that by their names are copies of its log, in order.

    Such as ``exception-log-LAPTOP7.sqlite``, ``exception-log (1).sqlite``, or a name with the
    words "conflicted copy".
    """
    found = (path for path in folder.glob(f"*.{_ENDING}") if _STEM in path.name.casefold())
    return tuple(sorted(path for path in found if path.name.casefold() != LOG_FILE))


def check_copies(folder: Path) -> Iterator[Finding]:
    """Yield a note for each copy that lies beside the log."""
    for path in copies(folder):
        message = f"{quoted(path.name)} is a copy of the log, and may hold what the log lacks."
        remedy = f"Run 'paperkit log adopt \"{path.name}\"', then move the copy away."
        yield Finding("PK-809", Place(path.name), message, remedy, value=path.name)
