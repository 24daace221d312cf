"""What a run prints: findings in words for the terminal, or one JSON object for other programs."""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from paperkit.cli.running import FAILED
from paperkit.findings import Finding, Severity, counts, of_severity
from paperkit.frozen import Frozen, as_dict, replace
from paperkit.schema.cleaning import in_groups

SHOWN_NOTES, SHOWN_PLACES = 3, 6
WIDTH = 100
# Half a character, as a cell may hold it, has no bytes in any encoding; JSON can name it.
_HALF = re.compile("[\ud800-\udfff]")
LISTED_BY = "check --all-notes"
HEADS = (
    "Errors, to be put right before a final can be built",
    "Gaps, to be filled, or accepted for a final",
    "Notes, worth a look",
)
"""The lines above findings of each weight, the gravest first."""


def say(
    findings: Sequence[Finding],
    after: Iterable[str] = (),
    *,
    first: Iterable[str] = (),
    facts: Mapping[str, object] | None = None,
    heads: Sequence[str] = HEADS,
    listed_by: str = LISTED_BY,
    counted: Sequence[Finding] | None = None,
    most_notes: int = SHOWN_NOTES,
) -> None:
    """Print what comes ``first``, findings in words, the lines ``after`` them, how many there are.

    Where there are ``facts``, they and the findings are printed as one JSON object instead.
    ``counted`` are all findings, where some are printed elsewhere. Of notes of one code the first
    ``most_notes`` are printed, and how many more there are.
    """
    if facts is not None:
        say_object(findings, **facts)
        return
    words, many = (
        in_words(findings, heads, listed_by, most_notes),
        counts(findings if counted is None else counted),
    )
    for line in (*first, words, *after, many):
        click.echo(line)


def say_object(findings: Iterable[Finding], **facts: object) -> None:
    """Print the one JSON object of a run: its findings, and further facts by name.

    Values of paperkit's own may be among the facts: findings, other values, paths, iterators.
    """
    whole = {"findings": iter(findings), **facts}
    words = json.dumps(whole, ensure_ascii=False, indent=2, default=_plain)
    click.echo(_HALF.sub(lambda half: f"\\u{ord(half.group()):04x}", words))


def _plain(value: object) -> object:
    """Return a value that JSON has no name for as one that it has."""
    if isinstance(value, Finding):
        return as_object(value)
    if isinstance(value, Frozen):
        return as_dict(value)
    return list(value) if isinstance(value, Iterator) else str(value)


def end(
    findings: Iterable[Finding],
    *,
    refused: bool = False,
    strict: bool = False,
    fail_on: Severity = Severity.ERROR,
) -> None:
    """End the run with 1 where something was refused, or a finding is as grave as ``fail_on``.

    ``strict`` has it fail on gaps, too.
    """
    failing = {Severity.ERROR, fail_on}
    if strict or fail_on is Severity.NOTE:
        failing.add(Severity.GAP)
    if refused or any(finding.severity in failing for finding in findings):
        raise SystemExit(FAILED)


def shown_before(notes: int) -> list[str]:
    """Return the line on notes that ask for nothing and are not shown again; none for no note."""
    if not notes:
        return []
    were = "note that asks for nothing was" if notes == 1 else "notes that ask for nothing were"
    return [f"{notes} {were} shown before: 'paperkit check --all-notes' lists every note."]


def in_words(
    findings: Sequence[Finding],
    heads: Sequence[str] = HEADS,
    listed_by: str = LISTED_BY,
    most_notes: int = SHOWN_NOTES,
) -> str:
    """Return the findings as an officer reads them, the gravest first.

    ``heads`` has a heading for each weight; ``listed_by`` is what lists the notes left out.
    """
    parts = []
    for severity, head in zip(Severity, heads, strict=True):
        found = of_severity(findings, severity)
        if found:
            most = most_notes if severity is Severity.NOTE else len(found)
            lines = _lines_of(found, most, listed_by)
            parts.append("\n".join((f"{head} ({len(found)})", "", *lines)))
    return "\n".join(parts)


def wrapped(words: str, lead: str) -> Iterator[str]:
    """Yield words in lines that fit a terminal after a lead, those that follow further in."""
    for line in words.split("\n"):
        yield from textwrap.wrap(
            line, WIDTH, initial_indent=lead, subsequent_indent=f"{lead}  ",
            break_on_hyphens=False, break_long_words=False,
        ) or [""]  # fmt: skip


def as_object(finding: Finding) -> dict[str, object]:
    """Return a finding with the keys that ``--json`` promises.

    One that is in the log of exception reports has its ``entry`` too, one in a Word file of a pack
    the parts of its place in ``word``.
    """
    place = finding.place
    of_log: dict[str, object] = {"entry": place.entry} if place.entry else {}
    if place.word:
        of_log["word"] = as_dict(place.word)
    return {
        "code": finding.code, "severity": finding.severity.value, "file": place.file,
        "sheet": place.sheet, "cell": place.cell, "line": place.line, "field": place.field,
        "value": finding.value, "message": finding.message, "remedy": finding.remedy,
        "person": finding.person, "also_at": [str(other) for other in finding.others], **of_log,
    }  # fmt: skip


def _lines_of(found: Sequence[Finding], most: int, listed_by: str) -> Iterator[str]:
    """Yield the lines of findings of one weight, by code; of each code the first ones."""
    by_code = in_groups((finding.code, finding) for finding in found)
    for finding in (finding for group in by_code.values() for finding in group[:most]):
        yield f"  {finding.code}  {finding.place}"
        yield f"          {finding.message}"
        yield f"          {finding.remedy}"
        if finding.others:
            # The file of a further place is named where it is another than the first one's.
            others = [
                str(replace(place, file="") if place.file == finding.place.file else place)
                for place in finding.others[:SHOWN_PLACES]
            ]
            more = len(finding.others) - SHOWN_PLACES
            rest = f" and {more} more." if more > 0 else "."
            yield f"          Also at: {', '.join(others)}{rest}"
        yield ""
    for code, group in by_code.items():
        if len(group) > most:
            left = len(group) - most
            yield f"  {code}  and {left} more like it; {listed_by} lists them all."
