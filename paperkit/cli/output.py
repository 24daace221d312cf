"""Findings in words for the terminal, and as JSON for other programs."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from paperkit.cli.running import FAILED
from paperkit.errors import PaperkitError
from paperkit.findings import Finding, Place, Severity, of_severity
from paperkit.frozen import replace

SHOWN_NOTES = 3
# Half a character, as a cell may hold it, has no bytes in any encoding; JSON can name it.
_HALF = re.compile("[\ud800-\udfff]")
LISTED_BY = "check --workbook"
HEADS: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.ERROR: "Errors, to be put right before a final can be built",
        Severity.GAP: "Gaps, which the paper will tell as facts",
        Severity.NOTE: "Notes, worth a look",
    }
)


def in_words(
    findings: Sequence[Finding], heads: Mapping[Severity, str] = HEADS, listed_by: str = LISTED_BY
) -> str:
    """Return the findings as an officer reads them, the gravest first.

    ``heads`` stand over each weight; ``listed_by`` is what lists the notes that are left out.
    """
    parts = (_part(heads[s], of_severity(findings, s), listed_by) for s in Severity)
    return "\n".join(part for part in parts if part)


def as_object(finding: Finding) -> dict[str, object]:
    """Return a finding with the keys that ``--json`` promises.

    One that stands in the log of exception reports has its ``entry`` too.
    """
    place = finding.place
    of_log = {"entry": place.entry} if place.entry else {}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "field": place.field,
        "value": finding.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "person": finding.person,
        "also_at": [str(other) for other in finding.others],
        **of_log,
    }


def object_of(findings: Sequence[Finding], **more: object) -> str:
    """Return the one JSON object of a run."""
    told = {"findings": [as_object(finding) for finding in findings], **more}
    written = json.dumps(told, ensure_ascii=False, indent=2)
    return _HALF.sub(lambda half: f"\\u{ord(half.group()):04x}", written)


def error_object(error: PaperkitError) -> str:
    """Return the JSON object of a run that could not go on."""
    return object_of((), error=str(error), files=[])


def end(
    findings: Iterable[Finding], *, refused: bool = False, fail_on: Severity = Severity.ERROR
) -> None:
    """End the run with 1 where something was refused, or a finding weighs ``fail_on`` or more."""
    gravest_first = tuple(Severity)
    failing = gravest_first[: gravest_first.index(fail_on) + 1]
    if refused or any(finding.severity in failing for finding in findings):
        raise SystemExit(FAILED)


def _part(head: str, findings: Sequence[Finding], listed_by: str) -> str:
    if not findings:
        return ""
    severity = findings[0].severity
    lines = [f"{head} ({len(findings)})", ""]
    for group in _by_code(findings, severity):
        lines += [line for finding in group for line in _lines(finding)]
    return "\n".join([*lines, *_more(severity, findings, listed_by)])


def _by_code(findings: Sequence[Finding], severity: Severity) -> Iterator[Sequence[Finding]]:
    """Yield findings by code; of notes that repeat only the first few."""
    numbers = dict.fromkeys(finding.code for finding in findings)
    for number in numbers:
        group = [finding for finding in findings if finding.code == number]
        yield group[:SHOWN_NOTES] if severity is Severity.NOTE else group


def _more(severity: Severity, findings: Sequence[Finding], listed_by: str) -> Iterator[str]:
    if severity is not Severity.NOTE:
        return
    for number in dict.fromkeys(finding.code for finding in findings):
        left = sum(finding.code == number for finding in findings) - SHOWN_NOTES
        if left > 0:
            yield f"  {number}  and {left} more like it; {listed_by} lists them all."


def _lines(finding: Finding) -> Iterator[str]:
    yield f"  {finding.code}  {finding.place}"
    yield f"          {finding.message}"
    yield f"          {finding.remedy}"
    if finding.others:
        shown = ", ".join(_within(place, finding.place) for place in finding.others[:6])
        more = len(finding.others) - 6
        yield f"          Also at: {shown}" + (f" and {more} more." if more > 0 else ".")
    yield ""


def _within(place: Place, first: Place) -> str:
    """Return a further place; the file is named where it is another than the first one's."""
    return str(replace(place, file="") if place.file == first.file else place)
