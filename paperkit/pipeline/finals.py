"""The log and the final papers beside it: whether each is as it was recorded.

A final is sealed, recorded with the hash of its bytes, and says how far the log had come. So the
log cannot be changed, cut off or made anew without a paper that contradicts it, while there is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from paperkit.board.history import Draft, Entry, Filed, History
from paperkit.container.reading import DOCUMENT, WORKBOOK, content, why_not
from paperkit.errors import LogError, ReadError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
from paperkit.packs.file_names import is_draft
from paperkit.record.copies import check_anchor
from paperkit.record.log import append
from paperkit.schema.dates import in_words
from paperkit.word.properties import Anchor, Seal, anchor_of, meeting_of, seal_of

_WORD, _EXCEL = ".docx", ".xlsx"
_LOCK = "~$"


class PassedOver(Frozen):
    """A file that was not compared with the log, and why; or a recorded one that is not there."""

    name: str
    why: str


class ComparedFinals(Frozen):
    """The finals that were compared with the log, what was passed over, and what was found."""

    compared: tuple[Path, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    findings: tuple[Finding, ...] = ()


def compare_finals(log: str, papers: Path, history: History) -> ComparedFinals:
    """Return how the finals in the folder of papers, and in folders in it, agree with the log."""
    latest, hashes = history.once(_latest), history.once(_hashes)
    compared: list[Path] = []
    passed: list[PassedOver] = []
    findings: list[Finding] = []
    names: set[str] = set()
    found = (path for path in papers.rglob("*") if path.suffix.lower() in (_WORD, _EXCEL))
    for path in sorted(path for path in found if not path.name.startswith(_LOCK)):
        name = path.relative_to(papers.parent).as_posix()
        names.add(path.name)
        try:
            data = content(path)
            anchor = anchor_in(path.name, data)
        except ReadError as fault:
            if path.name in latest:
                message = f"{quoted(path.name)} cannot be compared with the log. {fault}"
                findings.append(Finding("PK-813", Place(name), message, value=path.name))
            else:
                passed.append(PassedOver(name, f"it cannot be read: {fault}"))
            continue
        is_known = path.name in latest or sha256(data).hexdigest() in hashes
        why = "" if is_known or anchor.count else _why_passed_over(path.name, data)
        if why:
            passed.append(PassedOver(name, why))
            continue
        compared.append(path)
        findings += _removed(history, path.name, data, Place(name))
        findings += check_final(log, history, path.name, data, anchor, Place(name))
    for file, entry in latest.items():
        if file not in names:
            why = f"entry {entry.number} records it, and it is not in the folder of papers"
            passed.append(PassedOver(file, why))
    return ComparedFinals(tuple(compared), tuple(passed), tuple(findings))


def _latest(history: History) -> Mapping[str, Entry]:
    """Return the last entry of each final, by the name of its file."""
    finals = ((one.row, one) for one in history.entries if isinstance(one.row, Filed))
    return MappingProxyType({row.file: entry for row, entry in finals})


def _hashes(history: History) -> frozenset[str]:
    return frozenset(one.row.sha256 for one in history.entries if isinstance(one.row, Filed))


def _removed(history: History, name: str, data: bytes, place: Place) -> Iterator[Finding]:
    """Yield a note where a paper that was removed from the record is in the folder of papers."""
    entry = history.bytes_removed.get(sha256(data).hexdigest())
    if entry:
        day = in_words(entry.recorded_on)
        message = (
            f"{quoted(name)} was removed from the record on {day}, and is still in its folder."
        )
        yield Finding("PK-819", place, message, value=name)


def anchor_in(name: str, data: bytes) -> Anchor:
    """Return how far the log had come when a file was made; ReadError that names the file."""
    try:
        return anchor_of(data)
    except ReadError as fault:
        wanted = WORKBOOK if name.lower().endswith(_EXCEL) else DOCUMENT
        raise why_not(name, data, wanted) from fault


def _why_passed_over(name: str, data: bytes) -> str:
    """Return why a file that the log does not know is not a final; nothing where it is one."""
    if is_draft(name):
        return "it is a draft"
    is_paper = seal_of(data) is not Seal.STRANGER and meeting_of(data)
    return "" if is_paper else "it is not a paper of paperkit's"


def check_final(
    log: str, history: History, name: str, data: bytes, anchor: Anchor, place: Place
) -> Iterator[Finding]:
    """Yield where the log is not that with which a final was made, else where its hash differs.

    A log that is another says nothing of the final's hash.
    """
    of_log = tuple(check_anchor(log, history, anchor, name))
    yield from of_log
    if of_log:
        return
    if sha256(data).hexdigest() in history.once(_hashes):
        return
    last = history.once(_latest).get(name)
    if last is None:
        message = f"The log has no record of {quoted(name)} as it is now."
        yield Finding("PK-808", place, message, value=name)
    else:
        day = in_words(last.recorded_on)
        message = f"{quoted(name)} has changed since entry {last.number} recorded it on {day}."
        yield Finding("PK-812", place, message, value=name)


def add(
    log: Path,
    papers: Path,
    drafts: Sequence[Draft],
    history: History,
    contents: Sequence[bytes] = (),
) -> tuple[Entry, ...]:
    """Return the drafts as entries of the log, as ``append`` does after ``history``.

    LogError, and nothing is added, where a final paper contradicts the log: it was changed as a
    whole, or has lost its end, and what is added would cover that up.
    """
    if drafts:
        refuse_contradicted(log, papers, history)
    return append(log, drafts, history.head, contents)


def refuse_contradicted(log: Path, papers: Path, history: History) -> None:
    """Raise LogError where a final in the folder of papers contradicts the log."""
    for wrong in compare_finals(log.name, papers, history).findings:
        if wrong.place.file == log.name:
            raise LogError(f"{wrong.message} {wrong.remedy}")
