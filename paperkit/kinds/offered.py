"""The names that a template of a kind may ask for, and the type of each: one class for each kind.

It is the Paper with the kind's own sections and lists in it. The check of a template, what it is
kept compiled under, and the pages that list names for templates all ask it.
"""

from functools import cache
from types import GenericAlias
from typing import Any

from paperkit.board.data import BoardData
from paperkit.findings import Finding
from paperkit.frozen import Frozen, made_class
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Kind, Pack
from paperkit.word.values import Gap, Prose


def offered(kind: Kind) -> type[Frozen]:
    """Return the type of the papers of a kind; ``template.names_of`` gives its names and types.

    A list of something that papers do not know is not among them: see ``faults_of_lists``.
    """
    lists = tuple(
        (one.name, one.of, one.most is not None, bool(one.group_by)) for one in kind.lists
    )
    return _offered(kind.section_names, lists)


@cache
def _offered(
    sections: tuple[str, ...], lists: tuple[tuple[str, str, bool, bool], ...]
) -> type[Frozen]:
    parts = {
        "section": made_class("Sections", dict.fromkeys(sections, Prose | Gap)),
        "lists": _lists(lists) if lists else made_class("Lists", {}),
    }
    return made_class("PaperOfKind", parts, Paper)


def _lists(lists: tuple[tuple[str, str, bool, bool], ...]) -> type[Frozen]:
    """Return the class of the lists of a kind: each has what it was declared with."""
    from paperkit.kinds.list_sources import SOURCES

    parts: dict[str, Any] = {}
    for name, of, is_limited, is_grouped in lists:
        if of in SOURCES:
            rows = GenericAlias(tuple, (SOURCES[of].shown, ...))
            own: dict[str, Any] = {"rows": rows}
            if is_limited:
                own["more"] = str
            if is_grouped:
                group = made_class("Group", {"name": str, "rows": rows})
                own["groups"] = GenericAlias(tuple, (group, ...))
            parts[name] = made_class("ListOfKind", own)
    return made_class("Lists", parts)


def faults_of_lists(pack: Pack, kind: Kind) -> tuple[Finding, ...]:
    """Return what is wrong with the lists that a kind declares, each by its line of kind.yaml.

    Until they are mended its template is not looked at: what it may ask for is not known.
    """
    if not kind.lists:
        return ()
    from paperkit.kinds.lists import check_lists

    return tuple(check_lists(kind, pack.kind_tree(kind.name)))


def words_unknown(pack: Pack, kind: Kind, board: BoardData) -> tuple[Finding, ...]:
    """Return what lists of a kind ask for that the Board's data do not have, each by its line."""
    if not any(one.where for one in kind.lists):
        return ()
    from paperkit.kinds.lists import check_words

    return tuple(check_words(board, pack.kind_names, pack.kind_tree(kind.name)))
