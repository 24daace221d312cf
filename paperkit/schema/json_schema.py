"""JSON Schema (draft 7) for the YAML files, from the declarations: what editors check and offer.

An editor knows less than paperkit: it does not know which columns the pack needs, nor what
other rows say. So it accepts whatever paperkit would read, and ``paperkit check`` has the word.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from paperkit.frozen import Frozen
from paperkit.schema.columns import Column, Declared, Table
from paperkit.schema.describe import explained
from paperkit.schema.tree import declared

Json = str | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""What JSON can say, as far as a schema needs it."""

DIALECT = "http://json-schema.org/draft-07/schema#"
_ONE_VALUE = ("string", "number", "boolean", "null")
_YES_NO = (True, False, "yes", "no", "Yes", "No", "true", "false", None)


def tables_schema(tables: Iterable[Table]) -> Mapping[str, Json]:
    """Return the schema of ``board.yaml``: tables by name, each a list of rows."""
    return _head("The Board's data", _group({t.name: _table(t) for t in tables}))


def settings_schema(cls: type, title: str) -> Mapping[str, Json]:
    """Return the schema of a settings file that is declared as ``cls``."""
    return _head(title, _of_class(cls))


def _head(title: str, schema: Mapping[str, Json]) -> Mapping[str, Json]:
    return {"$schema": DIALECT, "title": title, **schema}


def _table(table: Table) -> Mapping[str, Json]:
    row = _group({column.name: _column(column) for column in table.columns})
    needed: Mapping[str, Json] = {"required": [table.key.name]} if table.key else {}
    # A row that a person has begun to type is blank for a moment.
    items: Json = {"anyOf": [{**row, **needed}, {"type": "null"}]}
    return {"description": table.about, "type": ["array", "null"], "items": items}


def _column(column: Column) -> Mapping[str, Json]:
    value = _value(column.type)
    told = {"title": column.heading, "description": explained(column, needed=False)}
    if not column.many:
        return {**told, **value}
    return {**told, "anyOf": [{"type": ["string", "number", "null"]}, _list(value)]}


def _list(items: Mapping[str, Json]) -> Mapping[str, Json]:
    return {"type": "array", "items": items}


def _value(kind: type) -> Mapping[str, Json]:
    """Return what one value may be; a closed list knows the other words for each, too."""
    members = getattr(kind, "__members__", {}).values()
    words = [member.value for member in members]
    words += [word for member in members for word in getattr(member, "others", ())]
    if words:
        return {"enum": [*words, None]}
    if kind is bool:
        return {"enum": list(_YES_NO)}
    if kind in (int, Decimal):
        return {"type": ["number", "string", "null"]}
    return {"type": list(_ONE_VALUE)}


def _of_class(cls: type) -> Mapping[str, Json]:
    return _group({key: _setting(hint, told) for key, (hint, told) in declared(cls).items()})


def _setting(hint: Any, told: Declared) -> Mapping[str, Json]:
    return {"description": told.help, **_of_hint(hint)}


def _of_hint(hint: Any) -> Mapping[str, Json]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        item = _of_hint(inner[0])
        # One value alone is read as a list of one.
        return {"anyOf": [_list(item), item]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": ["object", "null"], "additionalProperties": _of_hint(inner[1])}
    if isinstance(hint, type) and issubclass(hint, Frozen) and declared(hint):
        return _of_class(hint)
    return _value(_bare(hint))


def _bare(hint: Any) -> type:
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    (kind,) = (part for part in parts if part is not NoneType)
    bare: type = kind
    return bare


def _group(properties: Mapping[str, Json]) -> Mapping[str, Json]:
    return {
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }
