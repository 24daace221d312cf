"""Gaps that an officer takes responsibility for: who, why, which, when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from paperkit.files.writing import write_file
from paperkit.files.yaml_out import plain_yaml
from paperkit.findings import Finding
from paperkit.schema.dates import in_words

ACCEPTED_FILE = "accepted.yaml"
HEAD = "# Gaps that were accepted when a final paper was built. Paperkit adds to the end.\n"


@dataclass(frozen=True)
class Acceptance:
    """An officer's name and reason."""

    reason: str
    name: str


def keep_acceptance(
    folder: Path, paper: str, acceptance: Acceptance, gaps: Sequence[Finding], day: date
) -> Path:
    """Return the file to which the acceptance was added; what stood there stays as it was."""
    path = folder / ACCEPTED_FILE
    before = path.read_text(encoding="utf-8") if path.exists() else HEAD
    entry = {
        "paper": paper,
        "accepted_by": acceptance.name,
        "reason": acceptance.reason,
        "on": in_words(day),
        "gaps": [f"{gap.code.number} {gap.place}: {gap.message}" for gap in gaps],
    }
    text = before + plain_yaml([entry])
    write_file(path, text.encode("utf-8"), replace=True)
    return path
