"""Read the log and add to it; what does so is loaded only where there is something to do."""

import os
from collections.abc import Sequence
from pathlib import Path

from paperkit.board.model.history import Entry, History
from paperkit.errors import LogError
from paperkit.exception_log.names import Draft, Looked
from paperkit.findings import Severity, of_severity


def read_log(path: Path) -> History:
    """Return the log, whole; an absent file is an empty one.

    LogError says in a sentence why it cannot be read, or that it was changed from outside.
    """
    looked = look(path)
    for wrong in of_severity(looked.findings, Severity.ERROR):
        raise LogError(f"{wrong.message} {wrong.remedy}")
    return looked.history


def look(path: Path) -> Looked:
    """Return the entries of the log that can be read, and every sign of a change from outside.

    LogError where the file as such cannot be read, or is of a later version of paperkit.
    """
    if not os.path.lexists(path):
        return Looked(History(), ())
    from paperkit.exception_log.reading import looked_at

    return looked_at(path)


def copied(path: Path) -> bytes:
    """Return a file with every entry of the log, as another project's log begins with it.

    LogError says in a sentence why the log cannot be read, or that it was changed from outside.
    """
    read_log(path)
    from paperkit.exception_log.store import new_file, stored

    return new_file(stored(path).entries)


def append(path: Path, drafts: Sequence[Draft], expected: str | None = None) -> tuple[Entry, ...]:
    """Return the drafts as entries of the log: all of them are kept, or none.

    With ``expected``, the ``head`` of the history that the caller has decided on, they are kept
    only where nobody has added to the log since. LogError, or WriteError where the log is new,
    says in a sentence why nothing was kept.
    """
    if not drafts:
        return ()
    from paperkit.exception_log.adding import added

    return added(path, drafts, expected)
