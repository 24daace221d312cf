"""What a person or a program needs to know of tables and settings, from their declarations alone.

Forms, input messages, comments in YAML, the reference page and the JSON Schemas take their words
from here, so that all say the same. It also writes a typed row as a record in words, as a person
would type it.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

from paperkit.findings import NOWHERE
from paperkit.schema import dates
from paperkit.schema.columns import Cell, Column, Raw, Record, Row, Table, one_type
from paperkit.schema.dates import Deadline, Period
from paperkit.schema.tree import declared, holds_settings
from paperkit.schema.values import Amount, Link, Tolerance, as_words, choices, plain_number

_TAKES: Mapping[type, str] = {
    date: "a date such as {example}",
    Period: "a period such as {example}",
    Deadline: "a date, month, quarter or year such as {example}, or Ongoing",
    Decimal: "a number",
    int: "a whole number",
    Amount: "a figure such as {example}, or words if there is none",
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
    """Return an example of what to type in a column; empty where it takes any text."""
    words = choices(column)
    return column.example or _EXAMPLES.get(column.type, words[0] if words else "")


def takes(column: Column) -> str:
    """Return in words what a cell of the column takes, such as ``one of Green, Amber, Red``."""
    words = choices(column)
    if words:
        one = f"one of {', '.join(words)}"
    elif column.refers:
        one = f"a reference from {' or '.join(table.capitalize() for table in column.refers)}"
    elif column.type in _TAKES:
        one = _TAKES[column.type].format(example=example_of(column))
    else:
        text = "text in paragraphs" if column.prose else "text"
        one = "text that no other row has" if column.key else text
        one += f", such as {column.example}" if column.example else ""
    return f"{one}; several, one to a line" if column.many else one


def explained(column: Column, needed: bool) -> str:
    """Return what to type in a column, and whether the pack needs it, in short sentences."""
    what = takes(column)
    verb = "Choose" if choices(column) else "Type"
    words = column.help if what == "text" else f"{column.help} {verb} {what}."
    return f"Needed. {words}" if needed else words


# --- Rows and cells in words ------------------------------------------------------------------


def typed(raw: Raw, column: Column) -> str:
    """Return a cell's value in words that read back as the same value."""
    if isinstance(raw, date) and column.type is Period and raw.day == 1:
        return dates.month(raw.year, raw.month).words
    return as_words(raw)


def record_of(table: Table, row: Row) -> Record:
    """Return the filled cells of a row as text; reading them gives an equal row."""
    filled = {column.name: words_of(getattr(row, column.name)) for column in table.columns}
    cells = {name: Cell(words, NOWHERE) for name, words in filled.items() if words}
    return Record(NOWHERE, cells, {})


def kept_words(table: Table, row: Row) -> dict[str, str | list[str]]:
    """Return the filled columns of a row in words, a column of several values as a list.

    Equal rows give equal words, but for the spelling of references, and a column that is declared
    later changes nothing in them.
    """
    kept: dict[str, str | list[str]] = {}
    for column in table.columns:
        value = getattr(row, column.name)
        words = [words_of(part) for part in value] if column.many else words_of(value)
        if words:
            kept[column.name] = words
    return kept


def words_of(value: object) -> str:
    """Return a typed value in words that read back as an equal value."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(words_of(part) for part in value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return dates.in_words(value)
    return format(value, "f") if isinstance(value, Decimal) else getattr(value, "words", str(value))


# --- Settings files as YAML -------------------------------------------------------------------

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
    return "\n\n".join("\n".join(block) for block in _blocks(cls, values)) + "\n"


def _blocks(cls: type, values: Any) -> Iterator[list[str]]:
    for key, (hint, about) in declared(cls).items():
        yield comment(about.help) + _entry(key, getattr(values, key), hint, about)


def _entry(key: str, value: Any, hint: Any, about: Column) -> list[str]:
    """Return the lines of one key; what it contains is indented by two."""
    under = _under(value, hint)
    if isinstance(under, str):
        how = ["# Between the brackets, with commas."] if under == "[]" else []
        return [*how, f"{yaml_word(key)}: {under}".rstrip()]
    if not under and about.example:
        under = ["# For example:", *(f"#   {line}" for line in about.example.splitlines())]
    return [f"{yaml_word(key)}:", *indented(under)]


def _under(value: Any, hint: Any) -> str | list[str]:
    """Return a value as one word, or as the lines below its key."""
    kind: type = type(value)
    if holds_settings(kind):
        return [line for block in _blocks(kind, value) for line in block]
    if isinstance(value, Mapping):
        inner = get_args(hint)[1] if get_origin(hint) else str
        entries = (_entry(key, item, inner, Column()) for key, item in value.items())
        return [line for entry in entries for line in entry]
    if isinstance(value, tuple):
        return _items(value, hint) if value else "[]"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return format(plain_number(Decimal(value)), "f")
    return yaml_word(words_of(value))


def _items(values: tuple[Any, ...], hint: Any) -> list[str]:
    """Return the lines of a list; its first group explains the keys for all of them."""
    inner = get_args(hint)[0] if get_origin(hint) else str
    lines: list[str] = []
    for number, value in enumerate(values):
        under = _under(value, inner)
        under = [under] if isinstance(under, str) else under
        if number:
            under = [line for line in under if not line.startswith("#")]
        # The dash goes on the first line that is not a comment.
        first = next(n for n, line in enumerate(under) if not line.startswith("#"))
        item = indented(under)
        item[first] = f"- {under[first]}"
        lines += item
    return lines


def indented(lines: Sequence[str]) -> list[str]:
    """Return lines of YAML two further in; blank ones stay blank."""
    return [f"  {line}" if line else line for line in lines]


# --- JSON Schema (draft 7): what editors of the YAML files check and offer --------------------
#
# An editor knows less than paperkit: not which columns the pack needs, nor what other rows say.
# So it accepts whatever paperkit would read, and ``paperkit check`` has the last word.

Json = str | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""What JSON can say, as far as a schema needs it."""

DIALECT = "http://json-schema.org/draft-07/schema#"


def tables_schema(tables: Iterable[Table]) -> Mapping[str, Json]:
    """Return the schema of ``board.yaml``: tables by name, each a list of rows."""
    made: dict[str, Json] = {}
    for table in tables:
        row = dict(_object({column.name: _of_column(column) for column in table.columns}))
        if table.key:
            row["required"] = [table.key.name]
        # A row that a person has begun to type is blank for a moment.
        items: Json = {"anyOf": [row, {"type": "null"}]}
        made[table.name] = {"description": table.about, "type": ["array", "null"], "items": items}
    return {"$schema": DIALECT, "title": "The Board's data", **_object(made)}


def settings_schema(cls: type, title: str) -> Mapping[str, Json]:
    """Return the schema of a settings file that is declared as ``cls``."""
    return {"$schema": DIALECT, "title": title, **_of_setting(cls)}


def _object(properties: Mapping[str, Json]) -> Mapping[str, Json]:
    return {
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }


def _of_column(column: Column) -> Mapping[str, Json]:
    about = {"title": column.heading, "description": explained(column, needed=False)}
    value = _of_value(column.type)
    if not column.many:
        return {**about, **value}
    one = {"type": ["string", "number", "null"]}
    return {**about, "anyOf": [one, {"type": "array", "items": value}]}


def _of_setting(hint: Any) -> Mapping[str, Json]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        item = _of_setting(inner[0])
        # One value alone is read as a list of one.
        return {"anyOf": [{"type": "array", "items": item}, item]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": ["object", "null"], "additionalProperties": _of_setting(inner[1])}
    if not holds_settings(hint):
        return _of_value(one_type(hint))
    keys = declared(hint).items()
    return _object({k: {"description": it.help, **_of_setting(its)} for k, (its, it) in keys})


def _of_value(kind: type) -> Mapping[str, Json]:
    """Return the schema of one value; that of a closed list has the other words for each, too."""
    members = getattr(kind, "__members__", {}).values()
    words = [member.value for member in members]
    words += [word for member in members for word in getattr(member, "others", ())]
    if words:
        return {"enum": [*words, None]}
    if kind is bool:
        return {"enum": [True, False, "yes", "no", "Yes", "No", "true", "false", None]}
    if kind in (int, Decimal):
        return {"type": ["number", "string", "null"]}
    return {"type": ["string", "number", "boolean", "null"]}
