"""What a person needs to know of tables and settings, from their declarations alone.

Forms, input messages, comments in YAML and the reference page take their words from here, so
that nothing is said twice and nothing differently.

From a typed row back to a record in words, as a person would type it.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

from paperkit.findings import NOWHERE
from paperkit.frozen import Frozen
from paperkit.schema import dates, periods
from paperkit.schema.columns import Column, Declared, Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.periods import Deadline, Period
from paperkit.schema.records import Cell, Raw, Record
from paperkit.schema.tree import declared
from paperkit.schema.values import Amount, Link, Tolerance, choices, plain_number

_TAKES: Mapping[type, str] = {
    date: "a date such as {example}",
    Period: "a period such as {example}",
    Deadline: "a date, month, quarter or year such as {example}, or Ongoing",
    Decimal: "a number",
    int: "a whole number",
    Amount: "a figure such as {example}, or words where there is none",
    Tolerance: "a tolerance such as 5%, 2 or floor 60",
    Link: "a web address that begins with https://",
}
_EXAMPLES: Mapping[type, str] = {
    date: "16 July 2026",
    Period: "Q1 2026/27",
    Deadline: "Q3 2026/27",
    Decimal: "72.4",
    int: "1",
    Amount: "72.4 or 87.5%",
    Tolerance: "5%",
    Link: "https://www.example.org/plan",
}
_WIDTH = 92


def example_of(column: Column) -> str:
    """Return one thing that could be typed in a column; nothing where any text could."""
    words = choices(column)
    return column.example or _EXAMPLES.get(column.type, words[0] if words else "")


def takes(column: Column) -> str:
    """Return in words what a cell of the column takes, such as ``one of Green, Amber, Red``."""
    several = "; several, one a line" if column.many else ""
    return f"{_one(column)}{several}"


def _one(column: Column) -> str:
    words = choices(column)
    if words:
        return f"one of {', '.join(words)}"
    if column.refers:
        return f"a reference from {' or '.join(table.capitalize() for table in column.refers)}"
    if column.type in _TAKES:
        return _TAKES[column.type].format(example=example_of(column))
    if column.key:
        return "text that no other row has" + _such_as(column)
    return ("text in paragraphs" if column.prose else "text") + _such_as(column)


def _such_as(column: Column) -> str:
    return f", such as {column.example}" if column.example else ""


def explained(column: Column, needed: bool) -> str:
    """Return what to type in a column, and whether the pack needs it, in short sentences."""
    what = takes(column)
    words = column.help if what == "text" else f"{column.help} Takes {what}."
    return f"Needed. {words}" if needed else words


def typed(raw: Raw, column: Column) -> str:
    """Return a cell's value in words that read back as the same value."""
    if isinstance(raw, Decimal):
        return format(plain_number(raw), "f")
    if not isinstance(raw, date):
        return raw
    if column.type is Period and raw.day == 1:
        return periods.month(raw.year, raw.month).words
    return dates.in_words(raw)


# --- YAML as text ---------------------------------------------------------------------------

_WORD = r"[^\W\d_]"
_PLAIN = re.compile(rf"(?:{_WORD}|\d+ +{_WORD})[\w ,;.()/&%+'’–£-]*(?<! )")
_GUESSED = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def yaml_word(text: str) -> str:
    """Return text as one YAML scalar on one line, quoted unless every reader takes it as text."""
    plain = _PLAIN.fullmatch(text) and text.isprintable()
    if plain and text.casefold() not in _GUESSED:
        return text
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    if code > 0xFFFF:
        return f"\\U{code:08X}"
    return f"\\u{code:04X}" if code > 0xFF else f"\\x{code:02X}"


def comment(text: str, indent: str = "", hang: str = "") -> list[str]:
    """Return text as lines of a YAML comment, the second line and later ones indented more."""
    lines = textwrap.wrap(
        " ".join(text.split()), _WIDTH - len(indent), subsequent_indent=hang, break_on_hyphens=False
    )
    return [f"{indent}# {line}" for line in lines]


def settings_yaml(cls: type, values: Any) -> str:
    """Return a settings file: every key of the class, explained, with the value given.

    It reads back to ``values``; a value that is blank where its default is not cannot be said
    in a settings file, and reads back as the default. A group of words that is empty is left
    blank, with an example as a comment where the declaration has one.
    """
    blocks = ("\n".join(block) for block in _settings(cls, values))
    return "\n\n".join(blocks) + "\n"


def _settings(cls: type, values: Any) -> Iterator[list[str]]:
    for key, (hint, told) in declared(cls).items():
        lines = comment(told.help)
        yield lines + _entry(key, getattr(values, key), hint, told)


def _entry(key: str, value: Any, hint: Any, told: Declared) -> list[str]:
    """Return the lines of one key; what hangs under it is indented by two."""
    under = _value(value, hint)
    if isinstance(under, str):
        told_how = ["# Between the brackets, with commas."] if under == "[]" else []
        return [*told_how, f"{yaml_word(key)}: {under}".rstrip()]
    if not under and told.example:
        under = ["# For example:", *(f"#   {line}" for line in told.example.splitlines())]
    return [f"{yaml_word(key)}:", *_indented(under)]


def _value(value: Any, hint: Any) -> str | list[str]:
    """Return a value as one word, or as the lines that stand under its key."""
    told: type = type(value)
    if isinstance(value, Frozen) and declared(told):
        return _group(told, value)
    if isinstance(value, Mapping):
        return _mapping(value, hint)
    if isinstance(value, tuple):
        return _list(value, hint) if value else "[]"
    return _leaf(value)


def _group(cls: type, value: Any) -> list[str]:
    lines: list[str] = []
    for key, (hint, told) in declared(cls).items():
        lines += comment(told.help) + _entry(key, getattr(value, key), hint, told)
    return lines


def _mapping(value: Mapping[str, Any], hint: Any) -> list[str]:
    inner = get_args(hint)[1] if get_origin(hint) else str
    unexplained = Declared("", "", (), (), "", False, False, "")
    entries = (_entry(key, item, inner, unexplained) for key, item in value.items())
    return [line for entry in entries for line in entry]


def _list(values: tuple[Any, ...], hint: Any) -> list[str]:
    inner = get_args(hint)[0] if get_origin(hint) else str
    lines: list[str] = []
    for number, value in enumerate(values):
        under = _value(value, inner)
        under = [under] if isinstance(under, str) else under
        # The first item of a list of groups explains the keys for all of them.
        if number:
            under = [line for line in under if not line.startswith("#")]
        lines += _item(under)
    return lines


def _item(under: list[str]) -> list[str]:
    """Hang lines on a dash, which stands at the first line that is no comment."""
    first = next(n for n, line in enumerate(under) if not line.startswith("#"))
    lines = _indented(under)
    lines[first] = f"- {under[first]}"
    return lines


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]


def _leaf(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return yaml_word(str(value.value))
    if isinstance(value, date):
        return yaml_word(dates.in_words(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return format(plain_number(Decimal(value)), "f")
    return yaml_word(str(getattr(value, "words", value)))


def record_of(table: Table, row: Row) -> Record:
    """Return the filled cells of a row as text; reading them gives an equal row."""
    told = {column.name: words_of(getattr(row, column.name)) for column in table.columns}
    cells = {name: Cell(words, NOWHERE) for name, words in told.items() if words}
    return Record(NOWHERE, cells, {})


def kept_words(table: Table, row: Row) -> dict[str, str | list[str]]:
    """Return the filled columns of a row in words; a column of several values as a list of them.

    Equal rows give equal words, and a column that is declared later changes nothing in them.
    """
    told = {column.name: _told(getattr(row, column.name), column) for column in table.columns}
    return {name: words for name, words in told.items() if words}


def _told(value: Any, column: Column) -> str | list[str]:
    return [words_of(part) for part in value] if column.many else words_of(value)


def words_of(value: object) -> str:
    """Return a typed value in words that read back as an equal value."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(words_of(part) for part in value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return in_words(value)
    return format(value, "f") if isinstance(value, Decimal) else getattr(value, "words", str(value))
