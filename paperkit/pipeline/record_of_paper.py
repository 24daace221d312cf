"""Show what the record keeps of one paper: its versions, what was accepted, what it rests on."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from paperkit.board.history import AS_FILED, FILED, Filed, History, lies_exempt
from paperkit.findings import Finding
from paperkit.frozen import Frozen
from paperkit.pipeline.reading import read_history
from paperkit.pipeline.restoring import papers_named, the_paper
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import (
    Printed,
    named_sources,
    printed_as_filed,
    tables_as_filed,
)
from paperkit.record.log_summary import actions_in, removal_words
from paperkit.record.versions import Version
from paperkit.schema.cleaning import Reference


class KeptWithVersion(Frozen):
    """A version of a paper, and what is kept with it.

    ``rows`` says how many rows of each table are kept. It is empty, and ``printed`` None, of a file
    that went with a paper, and where the record did not keep it. ``removed`` says what was removed,
    by whom and why. ``accepted`` are the records of it with gaps, each with who let them through.
    """

    version: Version
    rows: Mapping[str, int]
    sources: tuple[str, ...]
    printed: Printed | None
    exempt: bool
    removed: tuple[str, ...] = ()
    accepted: tuple[Filed, ...] = ()


class PaperShown(Frozen):
    """What the record keeps of a paper, the oldest version first, and what is wrong with it."""

    versions: tuple[KeptWithVersion, ...]
    findings: tuple[Finding, ...]


def names_paper(folder: Path, words: str) -> bool:
    """Return whether the words name a paper of the record, and no action of it."""
    history = read_history(folder).history
    return Reference(words) not in actions_in(history) and bool(papers_named(history, words))


def show_paper(folder: Path, words: str) -> PaperShown:
    """Return what the record keeps of a paper; UnknownNameError where several go by the words."""
    read = read_history(folder)
    found = the_paper(read.history, words)
    log = folder / LOG_FILE
    return PaperShown(
        tuple(_kept_with(log, read.history, version) for version in found), read.findings
    )


def _kept_with(log: Path, history: History, version: Version) -> KeptWithVersion:
    gone = history.words_removed
    removed = tuple(removal_words(history, one) for one in version.entries if one in gone)
    row, exempt = version.row, lies_exempt(version.row.folder)
    if not isinstance(row, Filed):
        return KeptWithVersion(version, MappingProxyType({}), (), None, exempt, removed)
    tables = tables_as_filed(log, row) or {}
    rows = {table: data.count(b"\n") for table, data in tables.items()}
    printed = printed_as_filed(log, row)
    names = tuple(named_sources(row))
    entries = (one for table in (FILED, AS_FILED) for one in history.of(table))
    of_version = (one.row for one in entries if one.number in version.entries)
    accepted = tuple(one for one in of_version if isinstance(one, Filed) and one.gaps)
    return KeptWithVersion(
        version, MappingProxyType(rows), names, printed, exempt, removed, accepted
    )
