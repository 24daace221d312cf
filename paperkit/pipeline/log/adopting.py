"""Take over what a copy of the log holds and the log lacks."""

from dataclasses import dataclass
from pathlib import Path

from paperkit.board.model.history import Entry, History
from paperkit.errors import LogError
from paperkit.exception_log import LOG_FILE, append, look, read_log
from paperkit.exception_log.adopting import lacked
from paperkit.exception_log.corrections import check_history
from paperkit.findings import Finding, Severity, of_severity
from paperkit.project import open_project

CHANGED = (
    "The copy was changed from outside. Put an earlier version of it in its place, or take it over "
    'as it is with --because "the reason", which is kept with each entry.'
)


@dataclass(frozen=True)
class Adopted:
    """What was taken over from a copy, how much of it was there already, and what was found.

    ``refused`` says why nothing was taken over.
    """

    copy: Path
    entries: tuple[Entry, ...]
    shared: int
    findings: tuple[Finding, ...]
    refused: str = ""


def adopt_copy(folder: Path, copy: Path, because: str = "") -> Adopted:
    """Return what was taken over from a copy: in one transaction, the copy itself untouched.

    A copy that was changed from outside is taken over only with the reason, which is kept with
    each entry. LogError where the log or the copy cannot be read, or the copy is the log itself.
    """
    project = open_project(folder)
    log = project.folder / LOG_FILE
    path = _found(project.folder, copy)
    if path.exists() and log.exists() and path.samefile(log):
        raise LogError(f"'{copy.name}' is the log itself. Name the copy that lies beside it.")
    if not path.exists():
        raise LogError(f"There is no file '{copy.name}' here. Check its name.")
    theirs, ours = look(path), read_log(log)
    wrong = of_severity(theirs.findings, Severity.ERROR)
    if wrong and not because:
        return Adopted(path, (), 0, theirs.findings, CHANGED)
    origin = f"from {path.name}" + (f", changed from outside ({because})" if wrong else "")
    more = lacked(ours, theirs.history, origin)
    entries = append(log, more.drafts, ours.head)
    found = check_history(LOG_FILE, History((*ours.entries, *entries)))
    of_new = [one for one in found if one.place.entry > len(ours.entries)]
    return Adopted(path, entries, more.shared, (*wrong, *of_new))


def _found(folder: Path, copy: Path) -> Path:
    """Return where a copy is: as named, else in the project's folder."""
    return copy if copy.exists() else folder / copy
