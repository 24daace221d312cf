"""Gaps that an officer takes responsibility for: who, why, which, when.

The record is put in place before its paper. So a paper without its record cannot stand; a record
whose paper did not come about is completed by building again, which adds nothing to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from paperkit.errors import ReadError
from paperkit.files.container import content
from paperkit.files.writing import NewFile
from paperkit.files.yaml_out import plain_yaml
from paperkit.findings import Finding
from paperkit.schema.dates import in_words

ACCEPTED_FILE = "accepted.yaml"
HEAD = "# Gaps that were accepted when a final paper was built. Paperkit adds to the end.\n"
_ENTRY = re.compile(r"^- .*\n(?:(?!- ).*\n)*", re.MULTILINE)
_BEFORE_A_LIST = re.compile(r"\ufeff?(?:[ \t]*(?:#.*)?\n)*(?:- |$)")


@dataclass(frozen=True)
class Acceptance:
    """An officer's name and reason."""

    reason: str
    name: str


@dataclass(frozen=True)
class Accepted:
    """What an officer accepted: the paper's file, the gaps that it tells, and the day."""

    acceptance: Acceptance
    paper: str
    gaps: tuple[Finding, ...]
    day: date


def with_acceptance(folder: Path, accepted: Accepted) -> NewFile | None:
    """Return the file with the acceptance at its end; None where it says so already.

    What stands in it stays as it was, byte for byte. ReadError where it is no list to add to.
    """
    path = folder / ACCEPTED_FILE
    before = _before(path)
    entry = plain_yaml([_entry(accepted)])
    if entry in _entries(before):
        return None
    return NewFile(path, f"{before}{entry}".encode(), replace=True)


def gap_words(gap: Finding) -> str:
    """Return a gap as the records of what was accepted tell it."""
    return f"{gap.code} {gap.place}: {gap.message}"


def _before(path: Path) -> str:
    if not path.exists():
        return HEAD
    try:
        text = content(path).decode("utf-8")
    except UnicodeDecodeError:
        text = "?"
    if text and not text.endswith("\n"):
        text += "\n"
    if not _BEFORE_A_LIST.match(text.replace("\r\n", "\n")):
        raise ReadError(
            f"'{path.name}' in {path.parent} is not the list that paperkit keeps there, so nothing "
            f"was added to it. Move it to another folder, then try again."
        )
    return text


def _entries(text: str) -> Sequence[str]:
    return _ENTRY.findall(text.replace("\r\n", "\n"))


def _entry(accepted: Accepted) -> dict[str, str | list[str]]:
    return {
        "paper": accepted.paper,
        "accepted_by": accepted.acceptance.name,
        "reason": accepted.acceptance.reason,
        "on": in_words(accepted.day),
        "gaps": [gap_words(gap) for gap in accepted.gaps],
    }
