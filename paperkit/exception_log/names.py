"""What the log is called, and what goes into it and comes out of it."""

import datetime
from dataclasses import dataclass

from paperkit.board.model.history import History
from paperkit.findings import Finding
from paperkit.schema.columns import Row, Table

LOG_FILE = "exception-log.sqlite"
AGAIN = (
    "Somebody else has added to the log since it was read, so nothing was added now. Run the same "
    "command again."
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An entry that is to be appended; the fields are those of ``Entry``."""

    table: Table
    row: Row
    recorded_on: datetime.date
    origin: str = ""
    replaces: int = 0
    because: str = ""
    adopted: str = ""


@dataclass(frozen=True)
class Looked:
    """The entries that could be read, and what was found wrong with the log."""

    history: History
    findings: tuple[Finding, ...]
