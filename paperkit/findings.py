"""What an officer should act on: a place, what is wrong with it, one thing to do.

Findings are data. They are returned, never raised, and all of a stage come at once.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from string import ascii_uppercase, digits
from types import MappingProxyType

from paperkit.frozen import Frozen, force_setattr, replace


class Severity(Enum):
    """How much a finding weighs.

    An error makes the paper wrong and blocks a final. A gap is something that the plan
    lacks: it is printed as a fact, and a final goes through when an officer accepts it.
    A note is worth a look.
    """

    ERROR = "error"
    GAP = "gap"
    NOTE = "note"


class Code(Frozen):
    """One kind of finding. Its texts are what ``paperkit explain`` prints."""

    number: str
    severity: Severity
    title: str
    meaning: str
    example: str
    remedy: str
    gives_way: tuple[str, ...] = ()
    """Codes that say of the same cell what is wrong with it; beside one, this says nothing more."""


@cache
def catalogue() -> Mapping[str, Code]:
    """Return every code by its number, from ``messages.json`` beside this module."""
    read = json.loads(Path(__file__).with_name("messages.json").read_text("utf-8"))
    return MappingProxyType(
        {
            number: Code(
                number,
                **texts
                | {
                    "severity": Severity(texts["severity"]),
                    "gives_way": tuple(texts.get("gives_way", ())),
                },
            )
            for number, texts in read.items()
        }
    )


def remedy_of(number: str) -> str:
    """Return the one thing to do about a finding of that code, as the catalogue says it."""
    return catalogue()[number].remedy


CSV = ".csv"
_SETTINGS = ("paperkit.yaml", "pack.yaml", "kind.yaml")


def is_csv(name: str) -> bool:
    """Return whether a file of this name is a CSV file, which is a sheet by itself."""
    return name.lower().endswith(CSV)


class InWord(Frozen):
    """Where in a Word file something is, as a person sees it there; what is empty does not apply.

    ``beside`` is where it is beside the text, such as the header of section 1, ``thing`` what
    holds it instead of words, such as the alternative text of a picture. ``heading`` is the one
    above it, with its printed number. ``table`` counts the tables of the file, ``head`` is what the
    first row says, ``column`` the words above the cell, or its number. ``words`` are those
    around it. ``paragraph`` counts the paragraphs of the file's ``part``, for other programs.
    """

    beside: str = ""
    thing: str = ""
    heading: str = ""
    table: int = 0
    head: str = ""
    row: int = 0
    column: str = ""
    words: str = ""
    part: str = ""
    paragraph: int = 0

    def __str__(self) -> str:
        """Return the place in words."""
        column = self.column if self.column.isdigit() else quoted(self.column, 40)
        parts = (
            self.beside,
            f"under {quoted(self.heading, 60)}" if self.heading else "",
            f"table {self.table}" if self.table else "",
            f"({quoted(self.head, 60)})" if self.head else "",
            f"row {self.row}" if self.row else "",
            f"column {column}" if self.column else "",
            self.thing,
            f"at {quoted(self.words)}" if self.words else "",
        )
        return ", ".join(filter(None, parts)).replace(", (", " (")


class Place(Frozen):
    """Where in the officer's files a finding is, in the notation of that file.

    A workbook gives ``sheet`` and ``cell``, as does a CSV file, which is a sheet of its name; YAML
    gives ``line``, the log of exception reports ``entry``, a Word file of a pack ``word``.
    ``field`` is the heading or the key as the file spells it.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0
    field: str = ""
    entry: int = 0
    word: InWord | None = None

    def __str__(self) -> str:
        """Return the place in words, such as ``board.xlsx, Actions!E7``."""
        parts = [self.file]
        if self.cell and is_csv(self.sheet):
            column = self.cell.rstrip(digits)
            parts += [f"row {self.row_number}", f"column {self.field or column}"]
        elif self.sheet:
            sheet = f"'{self.sheet}'" if " " in self.sheet else self.sheet
            parts.append(f"{sheet}!{self.cell}" if self.cell else f"sheet {self.sheet}")
        else:
            parts.append(f"line {self.line}" if self.line else "")
            parts.append(f"entry {self.entry}" if self.entry and not self.line else "")
            parts.append(self.field)
            parts.append(str(self.word) if self.word else "")
        return ", ".join(filter(None, parts))

    @property
    def row_number(self) -> int:
        """Return the number of a cell's row; 0 for a place that is not a cell."""
        return int(self.cell.lstrip(ascii_uppercase) or 0)

    @property
    def has_no_sheets(self) -> bool:
        """Return whether the file has tables that are not sheets of a workbook: YAML and CSV.

        Settings have none, and say nothing of what the data are.
        """
        if self.sheet:
            return is_csv(self.sheet)
        return bool(self.line) and not self.file.endswith(_SETTINGS)


NOWHERE = Place()
NOTHING_TO_DO = "Nothing to do"
"""How the remedy of a note begins that is shown once, since it asks for nothing."""


_QUOTED_OR_SHEET = re.compile(r"(?<!\w)'[^']*'(?!\w)|\b(?:on )?[Tt]he sheet(?= [A-Z])")


def in_words_of(place: Place, text: str) -> str:
    """Return a text of paperkit's on the data of a place: with tables where these are not sheets.

    What the text quotes stays as it is.
    """
    if not place.has_no_sheets or "he sheet " not in text:
        return text

    def as_table(found: re.Match[str]) -> str:
        words = found[0]
        if words.startswith("'"):
            return words
        return words.replace("on the", "in the").replace("sheet", "table")

    return _QUOTED_OR_SHEET.sub(as_table, text)


class Finding(Frozen):
    """One thing to put right.

    ``message`` is one sentence on what is wrong with the value as typed, ``remedy`` one thing
    to do. ``person`` is who can put it right, where the data say so; ``others`` are further
    places that belong to the same finding.
    """

    code: str
    place: Place
    message: str
    remedy: str = ""
    value: str = ""
    person: str = ""
    others: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        """Take the catalogue's remedy where none of its own was given.

        In a file without sheets, what the texts call a sheet is called a table.
        Value and person are kept as plain text: two spellings of a name are two.
        """
        if not self.remedy:
            force_setattr(self, "remedy", self.declared.remedy)
        force_setattr(self, "message", in_words_of(self.place, self.message))
        force_setattr(self, "remedy", in_words_of(self.place, self.remedy))
        force_setattr(self, "value", str(self.value))
        force_setattr(self, "person", str(self.person))

    @property
    def declared(self) -> Code:
        """Return the finding's code with all that is known of it."""
        return catalogue()[self.code]

    @property
    def severity(self) -> Severity:
        """Return the severity of the finding's code."""
        return self.declared.severity

    @property
    def asks_nothing(self) -> bool:
        """Return whether it is a note about which there is nothing to do, as its remedy says."""
        return self.severity is Severity.NOTE and self.remedy.startswith(NOTHING_TO_DO)


class RuleFinding(Finding, kw_only=True):
    """A finding of a plug-in's rule, whose code is none of paperkit's catalogue."""

    of: Code

    @property
    def declared(self) -> Code:
        """Return the code as the plug-in declares it."""
        return self.of


def of_severity(findings: Iterable[Finding], severity: Severity) -> tuple[Finding, ...]:
    """Return the findings of one severity, in their order."""
    return tuple(finding for finding in findings if finding.severity is severity)


def how_many(count: int, one: str, several: str = "") -> str:
    """Return a count with its noun: ``1 row``, ``0 rows``, ``1,200 rows``."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def quoted(value: str, limit: int = 80) -> str:
    """Return what a person typed, in quotation marks and cut for a message.

    It is one line: the end of a line is shown as a stroke, as in ``in_full``. Other control
    characters are shown as ``\\x07``, so that a terminal is not driven by them.
    """
    # Only what can be shown is looked at: a cell may hold megabytes, and be quoted often.
    seen = value[: limit + 1].replace("\t", " ")
    if "\n" in seen:
        seen = " / ".join(line.strip() for line in seen.split("\n") if line.strip())
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in seen)
    is_cut = max(len(value), len(shown)) > limit
    return f"'{shown[: limit - 1]}…'" if is_cut else f"'{shown}'"


def set_apart(values: Sequence[str], limit: int = 80) -> list[str]:
    """Return texts that differ, each quoted and cut so that the first difference is in sight."""
    together = enumerate(zip(*values, strict=False))
    same = min(map(len, values))
    shared = next((at for at, chars in together if len(set(chars)) > 1), same)
    begins = values[0].rfind(" ", 0, max(shared - limit // 4, 0)) + 1
    if shared < limit - 1 - limit // 4 or not begins:
        return [quoted(value, limit) for value in values]
    return [quoted(f"…{value[begins:]}", limit) for value in values]


_LONGEST_SIGN = len(repr("\U000e0001")) - 2  # a character that cannot be shown


def in_full(value: str) -> str:
    """Return all that a person typed, in quotation marks and in one line, never cut."""
    line = " / ".join(part.strip() for part in value.split("\n") if part.strip())
    return quoted(line, _LONGEST_SIGN * len(line) + 1)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without repeats, those of equal code and message as one.

    The first place leads; the others follow it in ``others``.
    """
    merged: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.message)
        first = merged.get(key)
        if first is None:
            merged[key] = finding
        elif finding.place != first.place and finding.place not in first.others:
            places = (*first.others, finding.place, *finding.others)
            merged[key] = replace(first, others=places)
    return tuple(merged.values())


def one_of_each_fault(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, each without the places of which another one has said what is wrong."""
    found = tuple(findings)
    said: dict[Place, set[str]] = {}
    for finding in found:
        for place in (finding.place, *finding.others):
            said.setdefault(place, set()).add(finding.code)
    kept: list[Finding] = []
    for finding in found:
        others = finding.declared.gives_way
        places = (finding.place, *finding.others)
        left = [place for place in places if said[place].isdisjoint(others)] if others else places
        if len(left) == len(places):
            kept.append(finding)
        elif left:
            kept.append(replace(finding, place=left[0], others=tuple(left[1:])))
    return tuple(kept)


def counts(findings: Iterable[Finding]) -> str:
    """Return how many findings of each weight there are, in one sentence."""
    found = tuple(findings)
    weights = {severity: len(of_severity(found, severity)) for severity in Severity}
    words = [how_many(n, s.value) for s, n in weights.items() if n]
    return f"Found {', '.join(words)}." if words else "Nothing to put right."
