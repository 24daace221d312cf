"""Packs of templates: which there are, what is wrong with one, one's own, a dressed copy.

And a Word file as words, for people who compare templates and papers.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from paperkit.board.settings import Settings
from paperkit.container.reading import DOCUMENT, content, why_not
from paperkit.container.writing import safe_name, write_file, write_folder
from paperkit.errors import PackError, ReadError, WriteError
from paperkit.files.yaml_in import read_tree
from paperkit.findings import Finding
from paperkit.packs.packs import (
    HOUSE_FILE,
    KIND_FILE,
    PACK_FILE,
    Pack,
    dressed,
    find_pack,
    hidden,
    packs_in,
)
from paperkit.pipeline.reading import PACKS_FOLDER, pack_folders
from paperkit.pipeline.sources import SETTINGS_FILE
from paperkit.schema.describe import yaml_word
from paperkit.schema.tree import build_tree

DEFAULT_PACK = "council"


def list_packs(project: Path, packs: Sequence[Path] = ()) -> Mapping[str, Pack | PackError]:
    """Return every pack that can be found, or why it cannot be used, by name.

    Of two of one name it is the first found.
    """
    folders = pack_folders(project, packs)
    found: dict[str, Pack | PackError] = {}
    for name in sorted(packs_in(folders)):
        try:
            found[name] = find_pack(name, folders)
        except PackError as fault:
            found[name] = fault
    return found


def hidden_packs(pack: Pack, project: Path, packs: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the folders of other packs of the name, which are not used."""
    return hidden(pack, pack_folders(project, packs))


def show_pack(name: str, project: Path, packs: Sequence[Path] = ()) -> Pack:
    """Return a pack; of a blank name the project's, or the default where there is no project.

    UnknownNameError where there is none of that name.
    """
    settings = project / SETTINGS_FILE
    if not name and settings.is_file():
        name = build_tree(Settings, read_tree(settings)).value.pack
    return find_pack(name or DEFAULT_PACK, pack_folders(project, packs))


def check_pack(
    name: str, project: Path, packs: Sequence[Path] = ()
) -> tuple[Pack, tuple[Finding, ...]]:
    """Return a pack, and what is wrong with its settings, sentences, house and kinds.

    Where ``name`` is empty it is the project's pack. PackError where a file cannot be read.
    """
    # What reads Word files is imported only where one is read.
    from paperkit.kinds.fields_shown import NamesShown
    from paperkit.kinds.resolutions import SheetShown
    from paperkit.packs.templates import template_of
    from paperkit.word.house import check_house, word_file

    pack = show_pack(name, project, packs)
    findings = [*pack.findings, *pack.sentences.findings]
    if pack.house:
        findings += check_house(word_file(pack.house))
    for kind_name in pack.kind_names:
        findings += check_kind(pack, kind_name)
    if pack.decision_sheet:
        findings += template_of(pack.decision_sheet, SheetShown).findings
    if pack.names_file:
        findings += template_of(pack.names_file, NamesShown).findings
    return pack, tuple(dict.fromkeys(findings))


def check_kind(pack: Pack, name: str) -> Iterator[Finding]:
    """Yield all that is wrong with the settings and the Word files of a kind.

    UnknownNameError where the pack has none of the name, PackError where a file cannot be read.
    """
    from paperkit.kinds.offered import declared, unprinted
    from paperkit.packs.templates import template_of

    try:
        kind, _ = pack.kind(name)
    except ReadError as fault:
        raise PackError(
            f"{fault} The Word file of {name} is checked once {name}/kind.yaml can be read."
        ) from None
    for file in (kind, kind.apart) if kind.tables_file else (kind,):
        shown, of_settings = declared(pack, file)
        yield from of_settings
        template = template_of(file, shown)
        yield from template.findings
        yield from unprinted(file, template)


def new_pack(name: str, source: str, project: Path, packs: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the files of a new pack in the project's own folder, which extends another.

    It has its own copy of the look, to be changed in Word. WriteError where it is there already,
    PackError where a folder cannot have the name, or settings cannot say it.
    """
    base = show_pack(source, project, packs)
    if not name.strip() or safe_name(name) != name:
        raise PackError(
            f"'{name}' cannot be the name of a pack. Use letters, figures and hyphens, such as "
            "'our-council'."
        )
    folder = project / PACKS_FOLDER / name
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
    # What reads Word files is imported only where one is read.
    from paperkit.word.properties import seal

    found = show_pack(pack, project, packs)
    shown, _ = found.kind(kind)
    look = dressed(shown)
    path = out or Path(f"{safe_name(f'{shown.title} - as {found.name} looks')}.docx")
    put_own(path, seal(look.file.package))
    return path, look.findings


def put_own(path: Path, package: bytes) -> None:
    """Write a Word file of paperkit's, sealed, never over one that somebody edited.

    WriteError says why it cannot be written.
    """
    from paperkit.word.properties import Seal, seal_of

    if path.exists():
        try:
            there = path.read_bytes()
        except OSError:
            raise WriteError(
                f"'{path}' cannot be replaced. Close it in Word and try again."
            ) from None
        if seal_of(there) is not Seal.OURS:
            raise WriteError(
                f"'{path}' was changed since paperkit made it, or is not paperkit's. "
                "Move it away, or name another file with --out."
            )
    write_file(path, package, replace=True)


def outline_file(path: Path) -> str:
    """Return the outline of a Word file; ReadError where it cannot be opened or is none."""
    # What reads Word files is imported only where one is read.
    from paperkit.word.outline import outline

    package = content(path)
    try:
        return outline(package)
    except Exception as fault:
        # Whatever a damaged file does to what reads it, an officer is to know what the file is.
        raise why_not(path.name, package, DOCUMENT) from fault


def _new_settings(name: str, base: Pack) -> str:
    return f"""\
# Your council's own pack. It holds only what differs from the pack '{base.name}'.
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
# {next(iter(base.kind_names), "my_kind")}, and put your own template.docx in it.
# Its {KIND_FILE} may stay behind: what is not here comes from '{base.name}'.
"""
