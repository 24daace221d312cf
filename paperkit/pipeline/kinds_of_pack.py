"""The kinds of paper of a pack: which there are, and one of the project's own, begun from another.

A kind is a folder with ``kind.yaml`` and a Word file. A council's own is in the project's pack; a
project that works with a pack from elsewhere gets one of the same name, which extends that.
"""

from collections.abc import Sequence, Set
from itertools import chain, count
from pathlib import Path

from paperkit.board.kind_roles import KindRole
from paperkit.container.reading import content
from paperkit.container.writing import safe_name, write_folder
from paperkit.errors import PackError, WriteError
from paperkit.files.yaml_in import tree_of
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen
from paperkit.packs.packs import KIND_FILE, PACK_FILE, Kind, KindSettings, Pack
from paperkit.pipeline.packing import show_pack
from paperkit.pipeline.reading import PACKS_FOLDER, open_project
from paperkit.schema.cleaning import folded
from paperkit.schema.describe import yaml_word
from paperkit.schema.tree import build_tree

_LONGEST_NAME = 60


class KindFound(Frozen):
    """A kind of a pack: what it is, which pack of the line has its settings, and in which folder.

    ``findings`` are what is wrong with its settings.
    """

    kind: Kind
    pack: str
    folder: Path
    findings: tuple[Finding, ...]


class KindBegun(Frozen):
    """The files of a new kind. ``own_pack`` is the settings file of the pack that was made for it.

    It is None where the project had a pack of its own. ``data`` is a place in the project's data.
    """

    kind: Kind
    files: tuple[Path, ...]
    own_pack: Path | None
    data: Place


def kinds_found(
    pack: str, project: Path, packs: Sequence[Path] = ()
) -> tuple[Pack, tuple[KindFound, ...]]:
    """Return a pack and its kinds by name; of a blank name the project's pack.

    UnknownNameError where there is no such pack.
    """
    found = show_pack(pack, project, packs)
    return found, tuple(kind_found(found, name) for name in found.kind_names)


def kind_found(pack: Pack, name: str) -> KindFound:
    """Return a kind of a pack by its name; UnknownNameError where it has none of that name."""
    kind, findings = pack.kind(name)
    home = next(one for one in pack.line if (one.folder / name / KIND_FILE).is_file())
    return KindFound(kind, home.name, home.folder / name, findings)


def new_kind(name: str, source: str, project: Path, packs: Sequence[Path] = ()) -> KindBegun:
    """Return the files of a new kind in the project's own pack, copied from another kind.

    It has the settings and the Word file of the other, and a title after its own name. A project
    whose pack is none of its own gets one that has this kind alone, and all else from the other.
    WriteError where the name is taken; PackError where a folder cannot have it, or where the other
    kind is the one that corrections are made of; UnknownNameError where there is no such kind.
    """
    data = open_project(project).place
    pack = show_pack("", project, packs)
    own = project / PACKS_FOLDER
    folder = own / pack.name
    there = (path.name for path in folder.glob("*"))
    taken = {folded(one) for one in (*pack.kind_names, *there)}
    _check_name(name, pack, taken)
    copied = kind_found(pack, source)
    if copied.kind.corrects:
        raise PackError(
            f"The kind {source} is for 'paperkit correct' alone, and a pack has one such kind. To "
            "change how corrections look, copy its template.docx as docs/packs.md says."
        )
    has_own = pack.folder.resolve() == folder.resolve()
    if (folder / name).exists():
        raise WriteError(
            f"{folder / name} is there already. Choose another name, such as "
            f"'{_free(name, taken)}'."
        )
    if not has_own and folder.exists():
        raise WriteError(
            f"{folder} is there already and is not a pack, since it has no {PACK_FILE}. Move it "
            "away and try again."
        )
    title = " ".join(name.replace("_", " ").replace("-", " ").split())
    title = title[0].upper() + title[1:]
    files = {
        f"{name}/{KIND_FILE}": _with_title(copied, title, pack),
        f"{name}/{copied.kind.word_file.name}": content(copied.kind.word_file),
    }
    if not has_own:
        files = {PACK_FILE: _extending(pack).encode("utf-8"), **files}
    write_folder(folder, files)
    kind, _ = show_pack("", project, packs).kind(name)
    return KindBegun(
        kind,
        tuple(folder / file for file in files),
        None if has_own else folder / PACK_FILE,
        data,
    )


def _check_name(name: str, pack: Pack, taken: Set[str]) -> None:
    """Refuse a name that a folder, a command or the sheet Papers cannot have, or that is taken."""
    letters = name.replace("_", "").replace("-", "")
    plain = letters.isascii() and letters.isalnum() and name[0].isalpha()
    kinds = {folded(one): one for one in pack.kind_names}
    if folded(name) in kinds:
        raise WriteError(
            f"The pack {pack.name} has a kind called '{kinds[folded(name)]}' already. Choose "
            f"another name, such as '{_free(kinds[folded(name)], taken)}'."
        )
    if not plain or name != name.lower() or len(name) > _LONGEST_NAME or safe_name(name) != name:
        like = _like(name)
        has = f" The pack {pack.name} has a kind '{like}'." if folded(like) in kinds else ""
        raise PackError(
            f"'{name}' cannot be the name of a kind, which has only small letters, figures and "
            f"underscores.{has} Use another, such as '{_free(like, taken)}'."
        )


def _like(name: str) -> str:
    """Return a name that a kind can have, like the one that was typed where there is one."""
    plain = (letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower())
    like = "_".join("".join(plain).split()).lstrip("0123456789_")
    like = like[:_LONGEST_NAME] or "agenda_note"
    return like if safe_name(like) == like else f"{like}_paper"


def _free(name: str, taken: Set[str]) -> str:
    """Return the name, or the first with a number behind it that is not taken."""
    numbered = (f"{name[: _LONGEST_NAME - 4]}_{number}" for number in count(2))
    return next(one for one in chain((name,), numbered) if folded(one) not in taken)


def _with_title(copied: KindFound, title: str, pack: Pack) -> bytes:
    """Return the settings of a kind with another title, and all that people wrote beside them."""
    lines = (copied.folder / KIND_FILE).read_text(encoding="utf-8-sig").splitlines()
    at = next((n for n, line in enumerate(lines) if line.startswith("title:")), 0)
    has_title = bool(lines) and lines[at].startswith("title:")
    own = [f"title: {yaml_word(title)}"]
    role = copied.kind.role
    if role not in (None, KindRole.NONE) and not any(one.startswith("role:") for one in lines):
        # By its name the other had it from a kind of paperkit's; a copy has another name.
        own.append(f"role: {role}")
    lines[at : at + has_title] = own
    begun = f"# Begun from the kind '{copied.kind.name}' of the pack '{pack.name}'."
    text = "\n".join((begun, "#", *lines, ""))
    data = text.encode("utf-8")
    read = build_tree(KindSettings, tree_of(KIND_FILE, data))
    if read.value.title != title:
        raise PackError(
            f"{copied.folder / KIND_FILE} does not give its title in a line of its own, so it "
            "cannot be copied. Write 'title: ' and the title in one line there."
        )
    return data


def _extending(pack: Pack) -> str:
    return f"""\
# The project's own part of the pack '{pack.name}': your own kinds of paper, each in a folder here.
# All else comes from the pack of that name which comes with paperkit, also when that gets better.
# To change words or the look as well: docs/make-it-look-like-yours.md.

extends: {yaml_word(pack.name)}
"""
