"""Every name that a template may print: its tag, what it is, what it means, an example.

The names follow from the types of the Paper. What each means is in ``fields.yaml``, a sentence a
name; of a column that is printed under its own name, the column's help will do. An example is the
first value that papers of the sample have.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from textwrap import shorten
from types import GenericAlias
from typing import Any

from paperkit.board.data import TABLES
from paperkit.files.yaml_in import read_tree
from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.kinds.list_sources import SOURCES
from paperkit.kinds.offered import offered
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Kind, SectionForm
from paperkit.schema.cleaning import in_groups
from paperkit.schema.columns import Cell
from paperkit.schema.tree import Branch
from paperkit.standpoint.sentences import plural
from paperkit.word.template import alternatives, is_group, item_of, names_of
from paperkit.word.values import (
    Contents,
    Figure,
    Gap,
    Label,
    LinkedWords,
    LinkText,
    Prose,
    Rated,
    Sparkline,
    pieces,
)

_MEANINGS = Path(__file__).with_name("fields.yaml")
_TAKES: Mapping[type, str] = {
    str: "text",
    bool: "yes or no",
    Prose: "long text",
    Figure: "chart",
    Sparkline: "sparkline",
    Rated: "rating",
    Label: "label of an appendix",
    LinkText: "link",
    LinkedWords: "text with links",
    Contents: "list of contents",
}
_LONGEST_EXAMPLE = 80


class TypeMeant(Frozen):
    """What loops call one of a type, and what each of its names means.

    ``columns`` is the help of each column of the rows that a type shows, for names of columns.
    """

    one: str
    meanings: Mapping[str, str]
    columns: Mapping[str, str]


class FieldShown(Frozen):
    """A name of a template: the tags to copy, what it is, what it means, an example of the sample.

    What is repeated or left out has a tag before and one after it. ``example`` is blank for a list,
    and where the sample has none.
    """

    tags: tuple[str, ...]
    takes: str
    meaning: str
    example: str = ""


class FieldsOf(Frozen):
    """The names of a part of the Paper, or of each thing in the lists ``within`` it.

    ``about`` is what the part is, or what the things are called.
    """

    part: str
    about: str
    within: tuple[str, ...]
    fields: tuple[FieldShown, ...]


class TagUse(Frozen):
    """Something that a template can do, with the tags for it."""

    does: str
    tags: tuple[str, ...]


WAYS = (
    TagUse("print a text", ("{{ header.title }}",)),
    TagUse("repeat a row of a table", ("{%tr for action in actions.rows %}", "{%tr endfor %}")),
    TagUse("repeat paragraphs", ("{%p for action in actions.rows %}", "{%p endfor %}")),
    TagUse("print only if it is yes, or if there is a text", ("{%p if draft %}", "{%p endif %}")),
)


@cache
def meanings() -> Mapping[str, TypeMeant]:
    """Return what each name means, by the name of its type."""
    tree = read_tree(_MEANINGS)
    assert isinstance(tree, Branch)
    helps = {table.name: {one.name: one.help for one in table.columns} for table in TABLES}
    found: dict[str, TypeMeant] = {}
    for head, node in tree.entries.items():
        assert isinstance(node, Branch)
        name, _, words = head.partition(" as ")
        one, _, table = words.partition(" of ")
        said = {key: cell.typed for key, cell in node.entries.items() if isinstance(cell, Cell)}
        found[name] = TypeMeant(one, said, helps[table] if table else {})
    return found


def every_field(kind: Kind | None, papers: Sequence[object] = ()) -> tuple[FieldsOf, ...]:
    """Return every name that templates of a kind may print, part by part; of any kind for None.

    ``papers`` are those of the sample, of which the examples are.
    """
    names, about = names_of(offered(kind) if kind else Paper), meanings()["Paper"].meanings
    own: dict[str, list[_Leaf]] = {}
    for name, hint in names.items():
        values = tuple(_part(paper, name) for paper in papers)
        if is_group(hint):
            own[name] = list(_leaves(kind, hint, name, values))
        elif name in _BY_NAME:
            own[name] = list(_by_name(name, values))
        else:
            own[name] = [_Leaf(name, hint, about[name], values)]
    lists = [(name, one) for name in names for leaf in own[name] for one in _lists(kind, leaf)]
    by_type = in_groups((item_of(leaf.hint), (name, leaf)) for name, leaf in lists)
    parts: list[FieldsOf] = []
    for name in names:
        shown = (_shown(leaf) for leaf in own[name] if leaf.meaning)
        parts.append(FieldsOf(name, about[name], (), tuple(shown)))
        for cls, found in by_type.items():
            if found[0][0] == name:
                parts.append(_each(kind, name, cls, [leaf for _, leaf in found]))
    return tuple(part for part in parts if part.fields)


class _Leaf(Frozen):
    """A name that is not a group: its path, type and meaning, and its values in sample papers."""

    path: str
    hint: Any
    meaning: str
    values: tuple[object, ...]


_BY_NAME = ("section", "lists")
"""The parts of which ``kind.yaml`` gives the names."""
_MADE = {"ListOfKind": "ListShown", "Group": "ListGroup"}
"""The types that are made for a kind, by those of any kind."""


def _by_name(name: str, values: tuple[object, ...]) -> Iterator[_Leaf]:
    """Yield what a part has whose names are a kind's own, where no kind is meant.

    Each list that a kind could select is without a meaning: it stands for what its rows have.
    """
    if name == "section":
        yield _Leaf("section.NAME", Prose | Gap, "The text of the section of that name.", ())
        return
    for part, meaning in meanings()["ListShown"].meanings.items():
        yield _Leaf(
            f"lists.NAME.{part}", str if part == "more" else tuple[Frozen, ...], meaning, ()
        )
    for of, source in SOURCES.items():
        rows = tuple(getattr(_part(value, of), "rows", ()) for value in values)
        each = GenericAlias(tuple, (source.shown, ...))
        yield _Leaf(f"lists.NAME.rows (of {of})", each, "", rows)


def _part(value: object, name: str) -> object:
    """Return a part of what a paper shows; nothing where it goes by names and has none such."""
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _leaves(
    kind: Kind | None, cls: type, path: str, values: tuple[object, ...], said: str = ""
) -> Iterator[_Leaf]:
    """Yield each name of a group; in place of a group within it, its own names."""
    meant = _meant(kind, cls)
    for name, hint in names_of(cls).items():
        if item_of(hint) is Place or name not in meant:
            continue  # where a sentence comes from is for messages; a page does not print it
        inner = tuple(_part(value, name) for value in values)
        words = f"{said} {meant[name]}".strip()
        if is_group(hint):
            yield from _leaves(kind, hint, f"{path}.{name}", inner, words)
        else:
            yield _Leaf(f"{path}.{name}", hint, words, inner)


def _meant(kind: Kind | None, cls: type) -> Mapping[str, str]:
    """Return what the names of a type mean; those of a kind's own as its settings have them."""
    if kind and cls.__name__ == "Sections":
        return {
            one.name: f"The text under '{one.heading or one.name}' on the sheet Text. Alone in its "
            "paragraph."
            for one in kind.sections
            if one.form is SectionForm.PROSE
        }
    if kind and cls.__name__ == "Lists":
        return {one.name: f"The list of {one.of} called {one.name}." for one in kind.lists}
    meant = meanings()[_MADE.get(cls.__name__, cls.__name__)]
    return {**meant.columns, **meant.meanings}


def _one(cls: type) -> str:
    """Return what loops call one of a type."""
    return meanings()[_MADE.get(cls.__name__, cls.__name__)].one if cls is not Frozen else "row"


def _lists(kind: Kind | None, leaf: _Leaf) -> Iterator[_Leaf]:
    """Yield a list of groups, and each list within one of them."""
    item = item_of(leaf.hint)
    if item is not None and is_group(item) and item is not Frozen:
        yield leaf
        for inner in _leaves(kind, item, _one(item), _items(leaf)):
            yield from _lists(kind, inner)


def _items(leaf: _Leaf) -> tuple[object, ...]:
    return tuple(one for value in leaf.values if isinstance(value, tuple) for one in value)


def _each(kind: Kind | None, part: str, cls: type, lists: Sequence[_Leaf]) -> FieldsOf:
    """Return the names that each thing in some lists has."""
    values = tuple(value for leaf in lists for value in _items(leaf))
    shown = (_shown(leaf) for leaf in _leaves(kind, cls, _one(cls), values))
    within = tuple(dict.fromkeys(leaf.path for leaf in lists))
    return FieldsOf(part, _one(cls).replace("_", " "), within, tuple(shown))


def _shown(leaf: _Leaf) -> FieldShown:
    """Return how a name is typed and what it is."""
    path, item = leaf.path, item_of(leaf.hint)
    if item is not None:
        one = _one(item) if is_group(item) else "text"
        prints = () if is_group(item) else (f"{{{{ {one} }}}}",)
        tags = (f"{{%p for {one} in {path} %}}", *prints, "{%p endfor %}")
        first = next(filter(None, map(_words, _items(leaf))), "") if prints else ""
        return FieldShown(tags, f"list of {plural(one.replace('_', ' '))}", leaf.meaning, first)
    if leaf.hint is bool:
        tags = (f"{{%p if {path} %}}", "{%p endif %}")
        return FieldShown(tags, _TAKES[bool], leaf.meaning)
    parts = [_TAKES[part] for part in alternatives(leaf.hint) if part is not Gap]
    example = next(filter(None, map(_words, leaf.values)), "")
    return FieldShown((f"{{{{ {path} }}}}",), " or ".join(parts), leaf.meaning, example)


def _words(value: object) -> str:
    """Return what a page prints of a value, shortened; nothing of one that is missing."""
    if isinstance(value, Prose):
        words = next(pieces(value.blocks), "")
    elif isinstance(value, Figure):
        words = value.title
    elif value is None or isinstance(value, Gap | tuple):
        words = ""
    else:
        words = f"{value} {value.symbol}" if isinstance(value, Rated) else str(value)
    return shorten(words, _LONGEST_EXAMPLE, placeholder=" ...")
