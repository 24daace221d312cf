"""Mend what filling a template can leave that Word would not open, or would complain of.

The finishing step: from a filled template with tokens to the file that is filed.
"""

from collections.abc import Iterable, Mapping
from itertools import count

from lxml import etree

from paperkit.frozen import replace
from paperkit.word.blocks import Filling
from paperkit.word.charts import Drawings, Samples, with_drawings
from paperkit.word.lists import lists_of
from paperkit.word.notes import Notes, notes_of, with_notes
from paperkit.word.numbers import printed_numbers
from paperkit.word.package import (
    DOC_PR,
    W14_NS,
    Element,
    links_of,
    pack,
    parse,
    related,
    story_parts,
    unpack,
    w,
    with_links,
    written,
)
from paperkit.word.printed_values import fill
from paperkit.word.properties import Facts, seal, with_properties
from paperkit.word.references import contents_waiting, list_contents, resolve, waiting
from paperkit.word.values import TOKEN_START, Ledger
from paperkit.word.wml import Styles, put_in_order, read_styles, state_language

_PARAGRAPH_IDS = (f"{{{W14_NS}}}paraId", f"{{{W14_NS}}}textId")


def repair(stories: Iterable[Element]) -> None:
    """Mend the parts of a file together, since ids are unique over all of them."""
    roots = list(stories)
    for root in roots:
        _drop_empty_tables(root)
        _end_cells(root)
        for properties in root.iter(w("tcPr")):
            put_in_order(properties)
    _number_drawings(roots)
    _pair_bookmarks(roots)
    _drop_repeated_ids(roots)


def _drop_empty_tables(root: Element) -> None:
    # A loop over nothing leaves a table without rows, which Word may call unreadable.
    for table in reversed(list(root.iter(w("tbl")))):
        if next(table.iter(w("tr")), None) is None:
            _drop(table)


def _end_cells(root: Element) -> None:
    for cell in root.iter(w("tc")):
        last = cell[-1] if len(cell) else None
        if last is None or last.tag != w("p"):
            etree.SubElement(cell, w("p"))


def _number_drawings(roots: list[Element]) -> None:
    for number, drawing in enumerate((node for root in roots for node in root.iter(DOC_PR)), 1):
        drawing.set("id", str(number))


def _pair_bookmarks(roots: list[Element]) -> None:
    """Give each bookmark an id of its own; a name's second bookmark and half ones go."""
    numbers, names = count(1), set[str]()
    for root in roots:
        opened: dict[str, list[Element]] = {}
        for mark in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            waiting = opened.setdefault(mark.get(w("id"), ""), [])
            if mark.tag == w("bookmarkStart"):
                waiting.append(mark)
            elif waiting:
                _settle(waiting.pop(), mark, str(next(numbers)), names)
            else:
                _drop(mark)
        for start in (start for waiting in opened.values() for start in waiting):
            _drop(start)


def _settle(start: Element, end: Element, number: str, names: set[str]) -> None:
    name = start.get(w("name"), "").lower()
    if name in names:
        _drop(start)
        _drop(end)
    else:
        names.add(name)
        start.set(w("id"), number)
        end.set(w("id"), number)


def _drop_repeated_ids(roots: list[Element]) -> None:
    # Rows and paragraphs that a loop copied carry the ids that Word gave to the first.
    seen: set[tuple[str, str]] = set()
    for node in (node for root in roots for node in root.iter(w("p"), w("tr"))):
        for attribute in _PARAGRAPH_IDS:
            held = node.get(attribute)
            if held is not None and (attribute, held) in seen:
                del node.attrib[attribute]
            elif held is not None:
                seen.add((attribute, held))


def _drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def finish(package: bytes, ledger: Ledger, facts: Facts, samples: Samples | None = None) -> bytes:
    """Return the finished file: values put in, mended, with its properties, and sealed.

    ``samples`` give the charts their look; without them they have Word's own. Equal input gives
    equal bytes. Raises ``ReadError`` for a package that is no Word file and ``PackError`` where a
    style that a value needs is lacking; a token that cannot be replaced is a bug, and an
    ``AssertionError``.
    """
    members = _with_language(unpack(package), facts.language)
    drawings = Drawings(samples or Samples(), frozenset(members))
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
