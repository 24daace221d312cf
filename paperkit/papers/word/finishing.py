"""The finishing step: from a filled template with tokens to the file that is filed."""

from collections.abc import Mapping
from dataclasses import replace

from paperkit.papers.charts.samples import Samples
from paperkit.papers.ledger import TOKEN_START, Ledger
from paperkit.papers.word.contents import contents_waiting, list_contents
from paperkit.papers.word.drawings import Drawings, drawings_of, with_drawings
from paperkit.papers.word.facts import Facts
from paperkit.papers.word.filling import Filling
from paperkit.papers.word.lists import lists_of
from paperkit.papers.word.names import Element
from paperkit.papers.word.notes import Notes, notes_of, with_notes
from paperkit.papers.word.numbers import printed_numbers
from paperkit.papers.word.parts import pack, parse, unpack, written
from paperkit.papers.word.properties import with_properties
from paperkit.papers.word.references import resolve, waiting
from paperkit.papers.word.relations import links_of, related, story_parts, with_links
from paperkit.papers.word.repair import repair
from paperkit.papers.word.seal import seal
from paperkit.papers.word.styles import Styles, read_styles, state_language
from paperkit.papers.word.values import fill


def finish(package: bytes, ledger: Ledger, facts: Facts, samples: Samples | None = None) -> bytes:
    """Return the finished file: values put in, mended, with its properties, and sealed.

    ``samples`` give the charts their look; without them they have Word's own. Equal input gives
    equal bytes. Raises ``ReadError`` for a package that is no Word file and ``PackError`` where a
    style that a value needs is lacking; a token that cannot be replaced is a bug, and an
    ``AssertionError``.
    """
    members = _with_language(unpack(package), facts.language)
    drawings = drawings_of(members, samples or Samples())
    members = with_properties(_filled(members, ledger, drawings, facts.draft), facts)
    return seal(pack(members))


def _filled(
    members: Mapping[str, bytes], ledger: Ledger, drawings: Drawings, draft: bool
) -> dict[str, bytes]:
    styles = read_styles(_parsed(members, "styles"))
    numbering = _parsed(members, "numbering")
    stories = {name: parse(members[name], name) for name in story_parts(members)}
    _refuse_tokens(members, set(stories))
    notes = notes_of(members, stories, styles)
    lists = lists_of(numbering, styles)
    start = Filling(ledger, styles, notes.links, lists, None, drawings, draft)
    parts = dict(members)
    main, *others = stories
    # The text comes last: what it adds to the notes must not be looked at again.
    for name in (*others, main):
        links = notes.links if name == notes.part else links_of(members, name)
        own = drawings.of(members, name, stories[name])
        own_notes = notes if name == main else None
        fill(stories[name], replace(start, links=links, notes=own_notes, drawings=own))
        parts = parts if name == notes.part else with_links(parts, name, links)
    _refer(stories[main], notes, numbering, styles)
    repair([*stories.values(), *([] if notes.part in stories else [notes.root])])
    parts |= {name: written(story) for name, story in stories.items()}
    parts = with_notes(with_links(parts, notes.part, notes.links), notes)
    return with_drawings(_with_lists(parts, numbering), drawings)


def _parsed(members: Mapping[str, bytes], kind: str) -> Element | None:
    part = related(members, kind)
    return parse(members[part], part) if part else None


def _refer(text: Element, notes: Notes, numbering: Element | None, styles: Styles) -> None:
    fields = waiting((text, notes.root))
    if fields or contents_waiting(text):
        numbers = printed_numbers(text, numbering, styles)
        resolve(fields, text, numbers)
        list_contents(text, styles, numbers)


def _with_lists(members: dict[str, bytes], numbering: Element | None) -> dict[str, bytes]:
    part = related(members, "numbering")
    if part is None or numbering is None:
        return members
    return {**members, part: written(numbering)}


def _with_language(members: dict[str, bytes], language: str) -> dict[str, bytes]:
    name = related(members, "styles")
    if name is None:
        return members
    root = parse(members[name], name)
    state_language(root, language)
    return {**members, name: written(root)}


def _refuse_tokens(members: Mapping[str, bytes], stories: set[str]) -> None:
    """Properties are written anew; any other part must be free of tokens."""
    for name, part in members.items():
        if name not in stories and not name.startswith("docProps/"):
            assert TOKEN_START.encode() not in part, f"A token stands in {name}."
