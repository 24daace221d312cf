"""The names that a template of a kind may ask for, and the type of each: one class for each kind.

It is the Paper with the kind's own sections and lists in it. The check of a template, what it is
kept compiled under, and the pages that list names for templates all ask it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import GenericAlias
from typing import Any

from paperkit.board.data import BoardData
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, made_class, replace
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Kind, Pack, Section, SectionForm
from paperkit.packs.templates import KindTemplate
from paperkit.word.template import Unfinished, dotted_asked
from paperkit.word.values import Gap, Prose

ITEMS_PRINTED_AS: Mapping[str, str] = {
    "recommendations": "recommendations",
    "implications": "implications",
    "background": "background",
    "appendices": "appendices",
    "achieved": "year",
    "case_studies": "year",
}
"""The sections of items that papers know, each with the name whose tags print its rows."""


def how_printed(section: Section) -> str:
    """Return what to do so that a section is printed."""
    tag = f"{{{{ section.{section.name} }}}}"
    if section.form is SectionForm.PROSE:
        return f"Put {tag} into the Word file, in a paragraph of its own."
    if name := ITEMS_PRINTED_AS.get(section.name):
        return f"Copy the tags for {name} into the Word file ('paperkit kinds fields' has them)."
    known = ", ".join(ITEMS_PRINTED_AS)
    return (
        f"Take 'form: items' out of kind.yaml, where only {known} can have it, and put {tag} into "
        "the Word file."
    )


def unprinted(kind: Kind, template: KindTemplate) -> Iterator[Finding]:
    """Yield a note for each section of a kind that no tag of its Word file prints."""
    file = template.look.file
    asked = dotted_asked(file.members) if kind.sections else frozenset()
    parts = asked | {name.partition(".")[0] for name in asked}
    for section in kind.sections:
        prose = section.form is SectionForm.PROSE
        name = f"section.{section.name}" if prose else ITEMS_PRINTED_AS.get(section.name)
        if name not in parts:
            message = f"No tag prints the section {quoted(section.name)} of kind.yaml."
            remedy = f"{how_printed(section)} Or take the section out of kind.yaml."
            yield Finding("PK-359", Place(file.name), message, remedy, value=section.name)


def offered(kind: Kind, known: type[Frozen] = Frozen) -> type[Frozen]:
    """Return the type of the papers of a kind; ``template.names_of`` gives its names and types.

    ``known`` is what the classes of its sections and lists are made of: ``Unfinished`` where the
    kind may have others than those that could be read.
    """
    prose = tuple(one.name for one in kind.sections if one.form is SectionForm.PROSE)
    lists = tuple(
        (one.name, one.of, one.most is not None, bool(one.group_by)) for one in kind.lists
    )
    return _offered(prose, lists, known)


@cache
def _offered(
    sections: tuple[str, ...],
    lists: tuple[tuple[str, str, bool, bool], ...],
    known: type[Frozen],
) -> type[Frozen]:
    parts = {
        "section": made_class("Sections", dict.fromkeys(sections, Prose | Gap), known),
        "lists": _lists(lists, known) if lists else made_class("Lists", {}, known),
    }
    return made_class("PaperOfKind", parts, Paper)


def _lists(lists: tuple[tuple[str, str, bool, bool], ...], known: type[Frozen]) -> type[Frozen]:
    """Return the class of the lists of a kind: each has what it was declared with.

    What a list is called, or what it is of, is not known where that is a fault of its own.
    """
    from paperkit.kinds.list_sources import SOURCES
    from paperkit.kinds.selecting import is_a_name

    parts: dict[str, Any] = {}
    for name, of, is_limited, is_grouped in lists:
        if not is_a_name(name) or name in parts:
            known = Unfinished
            continue
        if of not in SOURCES:
            parts[name] = made_class("ListOfKind", {}, Unfinished)
            continue
        rows = GenericAlias(tuple, (SOURCES[of].shown, ...))
        own: dict[str, Any] = {"rows": rows}
        if is_limited:
            own["more"] = str
        if is_grouped:
            group = made_class("Group", {"name": str, "rows": rows})
            own["groups"] = GenericAlias(tuple, (group, ...))
        parts[name] = made_class("ListOfKind", own, known)
    return made_class("Lists", parts, known)


def declared(pack: Pack, kind: Kind) -> tuple[type[Frozen], tuple[Finding, ...]]:
    """Return the type of the papers of a kind, and what is wrong with its settings, by line.

    A template is checked against all that the settings do say, so that all faults of both come
    at once: a name that they may have meant to declare is not ruled out.
    """
    _, of_settings = pack.kind(kind.name)
    return offered(kind, Unfinished if of_settings else Frozen), (
        *of_settings,
        *_faults_of_lists(pack, kind),
    )


def _faults_of_lists(pack: Pack, kind: Kind) -> tuple[Finding, ...]:
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


def of_made_up(pack: Pack, kind: Kind, made_up: BoardData) -> Kind:
    """Return a kind whose lists have rows of made-up data, though they ask for the Board's own."""
    if not any(one.where for one in kind.lists):
        return kind
    from paperkit.kinds.lists import with_known_words

    lists = (with_known_words(one, made_up, pack.kind_names) for one in kind.lists)
    return replace(kind, lists=tuple(lists))
