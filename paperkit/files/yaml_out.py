"""The Board's tables and papers' rows as YAML: explained where a person fills them in.

Any YAML reader reads it back as the same text, letter for letter.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from paperkit.schema.columns import Record, Table
from paperkit.schema.describe import comment, explained, indented, typed, yaml_word

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]
"""Text, or lists and groups of it."""

_NO_RECORDS: Mapping[str, Sequence[Record]] = MappingProxyType({})
_NONE_REQUIRED: Mapping[str, Sequence[str]] = MappingProxyType({})
_PREFACE = (
    "Each table is a block. Each row begins with a dash, and has its keys under each other.",
    "Leave out a key that has nothing to say, and a table that nobody uses.",
    "Put text in quotation marks if it holds a colon or #, or begins with a sign such as -.",
    "For text of several lines, type | after the key, and the lines under it, indented.",
)


def tables_yaml(
    tables: Sequence[Table],
    records: Mapping[str, Sequence[Record]] = _NO_RECORDS,
    *,
    required: Mapping[str, Sequence[str]] = _NONE_REQUIRED,
) -> str:
    """Return ``board.yaml``: every table with its columns explained, and its rows.

    A table without rows has its key and, as comments, the keys of a row. ``required`` names,
    by table, the columns that the pack needs.
    """
    blocks = ["\n".join(line for text in _PREFACE for line in comment(text))]
    for table in tables:
        rows = [
            {
                c.name: typed(row.cells[c.name].value, c)
                for c in table.columns
                if c.name in row.cells
            }
            for row in records.get(table.name, ())
        ]
        first, *others = (f"{column.name}:" for column in table.columns)
        blank = [f"{table.name}:", f"#  - {first}", *(f"#    {key}" for key in others)]
        lines = _nested(f"{table.name}:", rows) if rows else blank
        about = [*comment(f"{table.sheet}: {table.about}"), "#"]
        for column in table.columns:
            words = explained(column, column.name in required.get(table.name, ()))
            about += comment(f"{column.name}: {words}", hang="    ")
        blocks.append("\n".join([*about, *lines]))
    return "\n\n\n".join(blocks) + "\n"


def plain_yaml(value: Plain) -> str:
    """Return text, lists and groups as YAML, in their order."""
    if isinstance(value, str):
        first, *others = _scalar(value)
        return "\n".join([first, *indented(others)]) + "\n"
    return "\n".join(_lines(value) or ["{}" if isinstance(value, Mapping) else "[]"]) + "\n"


def _lines(value: Sequence[Plain] | Mapping[str, Plain]) -> list[str]:
    if isinstance(value, Mapping):
        nested = (_nested(f"{yaml_word(key)}:", item) for key, item in value.items())
    else:
        nested = (_nested("-", item) for item in value)
    return [line for lines in nested for line in lines]


def _nested(mark: str, value: Plain) -> list[str]:
    """Return a value after its dash or key; groups and lists under a key are indented."""
    if isinstance(value, str):
        first, *others = _scalar(value)
        return [f"{mark} {first}", *indented(others)]
    lines = _lines(value)
    if not lines:
        return [f"{mark} {'{}' if isinstance(value, Mapping) else '[]'}"]
    if mark == "-":
        return [f"- {lines[0]}", *indented(lines[1:])]
    return [mark, *indented(lines)]


def _scalar(text: str) -> list[str]:
    """Return text as one YAML scalar: a literal block where one holds it letter for letter.

    White space at its edges or at a line's end would depend on how the block is indented, and
    characters that do not show would be lost on the next person who edits it.
    """
    lines = text.removesuffix("\n").split("\n")
    clean = all(line == line.rstrip() and line.isprintable() for line in lines)
    if "\n" in text and clean and lines[0] and lines[0][0] != " " and lines[-1]:
        return ["|" if text.endswith("\n") else "|-", *lines]
    return [yaml_word(text)]
