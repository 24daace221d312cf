"""A kind's Word file as papers are made of it: with the look of its pack's house."""

from pathlib import Path

from paperkit.errors import PackError, ReadError
from paperkit.files.container import open_package
from paperkit.files.formats import DOCUMENT
from paperkit.papers.packs import Kind
from paperkit.papers.word.house import Dressed, WordFile, dress, keep_own_look


def dressed(kind: Kind) -> Dressed:
    """Return the kind's Word file with the look of the house, and what did not fit (PK-62x).

    A kind without a house keeps its own look. PackError where a file cannot be read.
    """
    template = word_file(kind.template)
    if kind.house is None:
        return keep_own_look(template)
    return dress(template, word_file(kind.house))


def word_file(path: Path) -> WordFile:
    """Return a Word file of a pack, within bounds; PackError where it is none."""
    try:
        package = open_package(path, DOCUMENT)
    except ReadError as fault:
        raise PackError(f"The template {path} cannot be used. {fault}") from fault
    return WordFile(f"{path.parent.name}/{path.name}", package.data)
