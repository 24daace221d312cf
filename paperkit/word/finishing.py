"""The finishing step: from a filled template with tokens to the file that is filed.

Values are put in, and what filling can leave that Word would not open, or would complain of, is
mended.
"""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from lxml import etree

from paperkit.frozen import replace
from paperkit.word.as_built import with_as_built
from paperkit.word.charts import Samples
from paperkit.word.drawings import Drawings, with_drawings
from paperkit.word.filling import Filling, fill, notes_of, with_notes
from paperkit.word.numbering import lists_of, printed_numbers, write_fields
from paperkit.word.package import (
    DOC_PR,
    W14_NS,
    W_NS,
    Element,
    drop,
    element,
    links_of,
    pack,
    parse,
    put_in_order,
    related,
    related_root,
    story_parts,
    w,
    with_links,
    written,
)
from paperkit.word.properties import Facts, sealed, state_language, with_properties
from paperkit.word.styles import Styles, read_styles
from paperkit.word.tables import (
    keep_no_row_alone,
    keep_second_lines,
    let_long_rows_part,
    without_empty_columns,
)
from paperkit.word.values import TOKEN_START, Ledger

# Parts that are left out may leave these.
_NEXT_TO_ANOTHER: Any = etree.XPath(
    "//w:tbl[following-sibling::*[1][self::w:tbl]]", namespaces={"w": W_NS}
)
_OF_BLOCKS = (w("hdr"), w("ftr"), w("footnote"), w("endnote"), w("txbxContent"))
_PARAGRAPH_IDS = (f"{{{W14_NS}}}paraId", f"{{{W14_NS}}}textId")


def finish(
    members: Mapping[str, bytes], ledger: Ledger, facts: Facts, samples: Samples | None = None
) -> bytes:
    """Return the finished file: values put in, mended, with its properties, and sealed.

    A draft keeps how it was built, so that what is edited in it is known.

    ``members`` are the parts of the filled template. ``samples`` give the charts their look;
    without them they have Word's own. Equal input gives equal bytes. Raises ``ReadError`` for
    parts that are not a Word file and ``PackError`` where a style that a value needs is lacking; a
    token that cannot be replaced is a bug, and an ``AssertionError``.
    """
    styles_root, numbering = related_root(members, "styles"), related_root(members, "numbering")
    parts = dict(members)
    if styles_root is not None:
        state_language(styles_root, facts.language)
        parts[str(related(members, "styles"))] = written(styles_root)
    styles = read_styles(styles_root)
    stories = {name: parse(members[name], name) for name in story_parts(members)}
    for name, part in members.items():
        # Properties are written anew; any other part must be free of tokens.
        if name not in stories and not name.startswith("docProps/"):
            assert TOKEN_START.encode() not in part, f"A token is left in {name}."
    drawings = Drawings(samples or Samples(), dict(parts))
    notes = notes_of(members, stories, styles)
    lists = lists_of(numbering, styles)
    main, *others = stories
    # Before it is filled, while it holds no table but its own.
    without_empty_columns(stories[main], ledger)
    start = Filling(main, ledger, styles, notes.links, lists, None, drawings, facts.draft)
    # The text comes last: what it adds to the notes must not be looked at again.
    for name in (*others, main):
        links = notes.links if name == notes.part else links_of(members, name)
        own_notes = notes if name == main else None
        fill(stories[name], replace(start, part=name, links=links, notes=own_notes))
        parts = parts if name == notes.part else with_links(parts, name, links)
    if next(stories[main].iter(w("instrText"), w("fldSimple")), None) is not None:
        _write_shown(stories[main], notes.root, numbering, styles)
    write_fields(stories[main], notes.root, numbering, styles)
    let_long_rows_part(stories[main])
    keep_second_lines(stories[main])
    keep_no_row_alone(stories[main])
    _end_with_words(stories[main])
    repair([*stories.values(), *([] if notes.part in stories else [notes.root])])
    parts |= {name: written(story) for name, story in stories.items()}
    parts = with_notes(with_links(parts, notes.part, notes.links), notes)
    if numbering is not None:
        parts[str(related(members, "numbering"))] = written(numbering)
    parts = with_properties(with_drawings(parts, drawings), facts)
    return pack(sealed(with_as_built(parts, facts.title) if facts.draft else parts))


def _write_shown(text: Element, notes: Element, numbering: Element | None, styles: Styles) -> None:
    """Write what the template's own fields show, of which most templates have none."""
    from paperkit.word.template_shown import has_shown, write_shown

    if has_shown(text) or has_shown(notes):
        numbers = printed_numbers(text, numbering, styles)
        write_shown(text, text, numbers)
        write_shown(notes, text, numbers)


def _end_with_words(text: Element) -> None:
    """Let the last section that has something in it be the last.

    Where a table with a section of its own is left out, LibreOffice prints an empty page for it.
    """
    body = text.find(w("body"))
    if body is None or len(body) < 2 or body[-1].tag != w("sectPr"):
        return
    ending = body[-2].find(f"{w('pPr')}/{w('sectPr')}")
    if body[-2].tag == w("p") and ending is not None:
        body.replace(body[-1], ending)


def repair(stories: Iterable[Element]) -> None:
    """Mend the parts of a file together, since ids are unique over all of them."""
    roots = list(stories)
    for root in roots:
        # A loop over nothing leaves a table without rows, which Word may call unreadable.
        drop(*(table for table in root.iter(w("tbl")) if next(table.iter(w("tr")), None) is None))
        for table in _NEXT_TO_ANOTHER(root):
            # Word would print the two as one.
            low = element("spacing", before="0", after="0", line="20", lineRule="exact")
            table.addnext(element("p", element("pPr", low)))
        for holder in root.iter(*_OF_BLOCKS):
            if next(holder.iterchildren("*"), None) is None:
                etree.SubElement(holder, w("p"))
        for cell in root.iter(w("tc")):
            if len(cell) == 0 or cell[-1].tag != w("p"):
                etree.SubElement(cell, w("p"))
        for properties in root.iter(w("tcPr")):
            put_in_order(properties)
    for number, drawing in enumerate((node for root in roots for node in root.iter(DOC_PR)), 1):
        drawing.set("id", str(number))
    _pair_bookmarks(roots)
    _only_once(roots)
    # Rows and paragraphs that a loop copied carry the ids that Word gave to the first.
    seen: set[tuple[str, str]] = set()
    for node in (node for root in roots for node in root.iter(w("p"), w("tr"))):
        for attribute in _PARAGRAPH_IDS:
            held = node.get(attribute)
            if held is not None and (attribute, held) in seen:
                del node.attrib[attribute]
            elif held is not None:
                seen.add((attribute, held))


def _only_once(roots: list[Element]) -> None:
    """Take its number from each content control that a loop repeated; Word gives it another."""
    seen = set[str]()
    for node in [node for root in roots for node in root.iter(w("sdtPr"))]:
        for number in node.findall(w("id")):
            own = number.get(w("val"), "")
            drop(number) if own in seen else seen.add(own)


def _pair_bookmarks(roots: list[Element]) -> None:
    """Give each bookmark an id of its own; a name's second bookmark and half ones go."""
    numbers, names = count(1), set[str]()
    for root in roots:
        opened: dict[str, list[Element]] = {}
        for mark in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            starts = opened.setdefault(mark.get(w("id"), ""), [])
            if mark.tag == w("bookmarkStart"):
                starts.append(mark)
            elif not starts:
                drop(mark)
            else:
                start, number = starts.pop(), str(next(numbers))
                name = start.get(w("name"), "").lower()
                for half in (start, mark):
                    drop(half) if name in names else half.set(w("id"), number)
                names.add(name)
        drop(*(start for starts in opened.values() for start in starts))
