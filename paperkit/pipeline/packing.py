"""Packs of templates: which there are, what is wrong with one, one's own, a dressed copy."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from paperkit.board.settings import Settings
from paperkit.container.writing import safe_name, write_file, write_folder
from paperkit.errors import PackError, WriteError
from paperkit.files.yaml_in import read_tree
from paperkit.findings import Finding
from paperkit.frozen import Frozen
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import (
    HOUSE_FILE,
    KIND_FILE,
    PACK_FILE,
    Pack,
    dressed,
    find_pack,
    packs_in,
)
from paperkit.pipeline.reading import pack_folders
from paperkit.project import PACKS_FOLDER, SETTINGS_FILE
from paperkit.schema.describe import yaml_word
from paperkit.schema.tree import build_tree
from paperkit.word.house import check_house, word_file
from paperkit.word.properties import Seal, seal, seal_of
from paperkit.word.template_check import check_file

DEFAULT_PACK = "council"


class PackTold(Frozen):
    """A pack as a person looks it up: where it is, what it extends, its house, its kinds."""

    name: str
    title: str
    folder: Path
    extends: str
    house: Path | None
    kinds: tuple["KindTold", ...]


class KindTold(Frozen):
    """A kind as a person looks it up: its name, its title, its Word file."""

    name: str
    title: str
    template: Path


def list_packs(project: Path, packs: Sequence[Path] = ()) -> tuple[PackTold, ...]:
    """Return every pack that can be found, by name; of two of one name the first found."""
    folders = pack_folders(project, packs)
    return tuple(_told(find_pack(name, folders)) for name in sorted(packs_in(folders)))


def show_pack(name: str, project: Path, packs: Sequence[Path] = ()) -> PackTold:
    """Return a pack; UnknownNameError where there is none of that name."""
    return _told(_pack(name, project, packs))


def check_pack(
    name: str, project: Path, packs: Sequence[Path] = ()
) -> tuple[Pack, tuple[Finding, ...]]:
    """Return a pack, and what is wrong with its settings, its house and each of its kinds.

    Where ``name`` is empty it is the project's pack. PackError where a file cannot be read.
    """
    pack = _pack(name, project, packs)
    house = check_house(word_file(pack.house)) if pack.house else ()
    kinds = (finding for kind in pack.kind_names for finding in _check_kind(pack, kind))
    return pack, tuple(dict.fromkeys((*pack.findings, *house, *kinds)))


def new_pack(name: str, source: str, project: Path, packs: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the files of a new pack in the project's own folder, which extends another.

    It has its own copy of the look, to be changed in Word. WriteError where it is there already.
    """
    base = _pack(source, project, packs)
    folder = project / PACKS_FOLDER / _folder_name(name)
    if folder.exists():
        raise WriteError(f"{folder} is there already. Choose another name, or change that pack.")
    files = {PACK_FILE: _new_settings(name, base).encode("utf-8")}
    if base.house:
        files[HOUSE_FILE] = base.house.read_bytes()
    write_folder(folder, files)
    return tuple(folder / file for file in files)


def dress_kind(
    kind: str, pack: str, out: Path | None, project: Path, packs: Sequence[Path] = ()
) -> tuple[Path, tuple[Finding, ...]]:
    """Return a copy of a kind's Word file with the look of its house, and what did not fit.

    A copy that nobody has edited is replaced; WriteError for any other file that is there.
    """
    found = _pack(pack, project, packs)
    wanted, _ = found.kind(kind)
    look = dressed(wanted)
    path = out or Path(f"{safe_name(f'{wanted.title} - as {found.name} looks')}.docx")
    if path.exists() and seal_of(_read(path)) is not Seal.OURS:
        raise WriteError(
            f"'{path}' was changed since paperkit made it, or is not paperkit's. "
            "Move it away, or name another file with --out."
        )
    write_file(path, seal(look.file.package), replace=True)
    return path, look.findings


def _pack(name: str, project: Path, packs: Sequence[Path]) -> Pack:
    chosen = name or _of_project(project)
    return find_pack(chosen, pack_folders(project, packs))


def _of_project(project: Path) -> str:
    """Return the pack of the project's settings; the default where there is no project."""
    if not (project / SETTINGS_FILE).is_file():
        return DEFAULT_PACK
    return build_tree(Settings, read_tree(project / SETTINGS_FILE)).value.pack


def _told(pack: Pack) -> PackTold:
    kinds = tuple(pack.kind(name)[0] for name in pack.kind_names)
    told = tuple(KindTold(kind.name, kind.title, kind.template) for kind in kinds)
    extends = pack.base.name if pack.base else ""
    return PackTold(pack.name, pack.settings.title, pack.folder, extends, pack.house, told)


def _check_kind(pack: Pack, name: str) -> Iterator[Finding]:
    kind, findings = pack.kind(name)
    yield from findings
    for file in dict.fromkeys((kind, kind.apart)):
        look = dressed(file)
        yield from look.findings
        yield from check_file(look.file, kind.section_names, Paper)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise WriteError(f"'{path}' cannot be replaced. Close it in Word and try again.") from None


def _folder_name(name: str) -> str:
    """Return the name if a folder can have it and settings can tell it; PackError if not."""
    if not name.strip() or safe_name(name) != name:
        raise PackError(
            f"'{name}' cannot be the name of a pack. Use letters, figures and hyphens, such as "
            "'our-council'."
        )
    return name


def _new_settings(name: str, base: Pack) -> str:
    return f"""\
# Your council's own pack. Only what differs from the pack '{base.name}' stands here.
# The look of the papers is in {HOUSE_FILE} beside this file: change it in Word.

# What officers call this pack.
title: {yaml_word(name)}

# The pack from which everything comes that this one does not have.
extends: {yaml_word(base.name)}

# To change one of these, take away the # before it, and before the group that it belongs to.
#words:
#  plan: {base.settings.words.plan}
#  outcome: {base.settings.words.outcome}

# How a recommendation begins where its text begins with the verb. {{board}} is the Board's name.
#recommendation: {yaml_word(base.settings.recommendation)}

# What the first appendix is called; the others follow.
#appendix_label: {yaml_word(base.settings.appendix_label)}

# Terms and their meanings. A paper lists those that it uses.
#glossary:
#  JLHWS: Joint Local Health and Wellbeing Strategy

# To change the headings of one kind of paper, make a folder here of the kind's name, such as
# {next(iter(base.kind_names), "performance_report")}, and put your own template.docx in it.
# Its {KIND_FILE} may stay behind: what is not here comes from '{base.name}'.
"""
