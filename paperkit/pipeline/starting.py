"""Make a project folder: settings with every key explained, and data ready to fill in."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from paperkit.board.model import TABLES
from paperkit.board.settings import Settings
from paperkit.errors import WriteError
from paperkit.files.bundled import bundled
from paperkit.files.writing import make_folder, write_file
from paperkit.papers.packs import Pack, find_pack
from paperkit.pipeline.reading import pack_folders
from paperkit.project import SETTINGS_FILE, WORKBOOK, YAML_FILE
from paperkit.schema.columns import Table
from paperkit.schema.describe import settings_yaml

SAMPLE = "council"


def new_project(
    folder: Path,
    *,
    pack: str = "council",
    in_yaml: bool = False,
    sample: bool = False,
    packs: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Return the files of a new project; WriteError where the folder has something in it."""
    found = find_pack(pack, pack_folders(folder, packs))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WriteError(
            f"{folder} is there already and is not empty. Name another folder, or empty it first."
        )
    data_name = YAML_FILE if in_yaml else WORKBOOK
    files = _sample(data_name) if sample else _blank(found, data_name)
    make_folder(folder)
    for name, data in files.items():
        write_file(folder / name, data, replace=False)
    return tuple(folder / name for name in files)


def _sample(data_name: str) -> dict[str, bytes]:
    source = bundled("samples") / SAMPLE
    return {name: (source / name).read_bytes() for name in (SETTINGS_FILE, data_name)}


def _blank(pack: Pack, data_name: str) -> dict[str, bytes]:
    settings = settings_yaml(Settings, replace(Settings(), pack=pack.name)).encode("utf-8")
    data = _blank_yaml(pack) if data_name == YAML_FILE else _blank_workbook(pack)
    return {SETTINGS_FILE: settings, data_name: data}


def _tables(pack: Pack) -> tuple[Table, ...]:
    """Return the tables that the pack's way of working needs."""
    wanted = pack.settings.tables or tuple(table.name for table in TABLES)
    return tuple(table for table in TABLES if table.name in wanted)


def _blank_workbook(pack: Pack) -> bytes:
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out import Form, blank_workbook

    form = Form(title="The Board's data", required=pack.settings.required)
    return blank_workbook(_tables(pack), form)


def _blank_yaml(pack: Pack) -> bytes:
    from paperkit.files.yaml_out import tables_yaml

    return tables_yaml(_tables(pack), required=pack.settings.required).encode("utf-8")
