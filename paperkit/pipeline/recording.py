"""Tell the log of final papers: which file, made from which data, with which gaps accepted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from paperkit.board.data_hash import data_hash
from paperkit.board.model import BoardData
from paperkit.board.model.history import FILED, Filed, History
from paperkit.errors import LogError
from paperkit.exception_log import LOG_FILE, Draft, append, read_log
from paperkit.exception_log.names import AGAIN
from paperkit.findings import Finding
from paperkit.pipeline.acceptance import Acceptance, gap_words


@dataclass(frozen=True)
class Final:
    """A final paper in memory: its reference or kind, its file's name and bytes."""

    paper: str
    name: str
    package: bytes


@dataclass(frozen=True)
class Finals:
    """The final papers of one run, the gaps that were accepted for them, and the day."""

    papers: Sequence[Final]
    meeting: str
    gaps: Sequence[Finding]
    acceptance: Acceptance | None
    day: date


def record(folder: Path, board: BoardData, finals: Finals) -> None:
    """Append each paper to the log of the project, unless its last record says the same.

    LogError where somebody has added more to the log than papers since these were made: they are
    to be made again, since what was added may change them.
    """
    now = read_log(folder / LOG_FILE)
    if now.anchor != board.history.anchor:
        raise LogError(AGAIN)
    drafts = [
        Draft(table=FILED, row=row, recorded_on=finals.day)
        for row in _rows(board, finals)
        if not _recorded(now, row)
    ]
    append(folder / LOG_FILE, drafts, now.head)


def _rows(board: BoardData, finals: Finals) -> Iterator[Filed]:
    data, accepted = data_hash(board), finals.acceptance if finals.gaps else None
    for final in finals.papers:
        yield Filed(
            paper=final.paper,
            meeting=finals.meeting,
            file=final.name,
            sha256=sha256(final.package).hexdigest(),
            data=data,
            gaps=tuple(gap_words(gap) for gap in finals.gaps),
            reason=accepted.reason if accepted else "",
            by=accepted.name if accepted else "",
            filed_on=finals.day,
        )


def _recorded(history: History, row: Filed) -> bool:
    """Return whether the last record of the file says the same, on whatever day."""
    records = (one for one in reversed(history.rows(FILED, Filed)) if one.file == row.file)
    last = next(records, None)
    return last is not None and replace(last, filed_on=row.filed_on) == row
