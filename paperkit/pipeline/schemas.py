"""JSON Schema for the YAML files of a project and of a pack, for editors that know it."""

import json
from collections.abc import Iterator, Mapping

from paperkit.board.model import TABLES
from paperkit.board.settings import PackSettings, Settings
from paperkit.papers.packs import KindSettings
from paperkit.project import SETTINGS_FILE, YAML_FILE
from paperkit.schema.json_schema import Json, settings_schema, tables_schema

SCHEMA_FOLDER = "schema"


def schema_files() -> Mapping[str, str]:
    """Return the JSON Schema of each YAML file, by the name of the schema's file."""
    told = {
        YAML_FILE: tables_schema(TABLES),
        SETTINGS_FILE: settings_schema(Settings, "The settings of a project"),
        "pack.yaml": settings_schema(PackSettings, "The settings of a pack"),
        "kind.yaml": settings_schema(KindSettings, "The settings of a kind of paper"),
    }
    return {schema_name(name): _json(schema) for name, schema in told.items()}


def schema_name(file: str) -> str:
    """Return the name of the schema of a YAML file: ``board.schema.json``."""
    return f"{file.removesuffix('.yaml')}.schema.json"


def with_schemas(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files of a YAML project, each beginning with its schema, and the schemas.

    Editors that know JSON Schema read the first line, and then offer keys and words.
    """
    return dict(_with_schemas(files))


def _with_schemas(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, data in files.items():
        schema = schema_files().get(schema_name(name))
        if schema is None:
            yield name, data
            continue
        path = f"{SCHEMA_FOLDER}/{schema_name(name)}"
        mark = f"# yaml-language-server: $schema={path}\n".encode()
        yield name, data if data.startswith(mark) else mark + data
        yield path, schema.encode("utf-8")


def _json(schema: Mapping[str, Json]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
