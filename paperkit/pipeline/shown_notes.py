"""Notes that ask for nothing are shown once: the project keeps those that were.

They are kept in a file of plain lines in the project's folder. A note of another value, or at
another place, is another line, and is shown. Where the file cannot be written, as in a folder that
is only read, or is not as paperkit wrote it, notes are shown again: none is ever hidden by chance.
"""

from collections.abc import Sequence
from pathlib import Path

from paperkit.container.writing import write_file
from paperkit.errors import WriteError
from paperkit.findings import Finding
from paperkit.frozen import Frozen

SHOWN_FILE = "notes-shown.txt"
_HEAD = "Notes that ask for nothing, and were shown. Delete this file to see them again."


class ShownOnce(Frozen):
    """Findings that are to be shown, and how many notes are not, since they were shown before."""

    findings: tuple[Finding, ...]
    before: int


def shown_once(folder: Path, findings: Sequence[Finding]) -> ShownOnce:
    """Return the findings without notes that ask for nothing and were shown before.

    The others of these notes count as shown from now on.
    """
    path = folder / SHOWN_FILE
    there = _lines(path)
    now = {finding: _line(finding) for finding in findings if finding.asks_nothing}
    new = [line for line in dict.fromkeys(now.values()) if line not in there]
    if new:
        try:
            lines = "\n".join((*(there or [_HEAD]), *new))
            write_file(path, f"{lines}\n".encode("utf-8", "replace"), replace=True)
        except WriteError:
            pass  # A folder that is only read: they are shown again.
    hidden = {finding for finding, line in now.items() if line in there}
    kept = tuple(finding for finding in findings if finding not in hidden)
    return ShownOnce(kept, len(hidden))


def _lines(path: Path) -> Sequence[str]:
    """Return the lines of the file in order; none where it is not there or is another's."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ()
    return tuple(lines) if lines[:1] == [_HEAD] else ()


def _line(finding: Finding) -> str:
    """Return a note as one line: its code, each of its places, its value and its message."""
    places = "; ".join(map(str, (finding.place, *finding.others)))
    words = f"{finding.code} {places}: {finding.message} {finding.value}"
    return " ".join(words.encode("utf-8", "replace").decode().split())
