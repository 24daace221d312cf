"""Notes at the foot of the page: Word's footnotes, with the part that holds them."""

from collections.abc import Iterable, Mapping
from itertools import count

from lxml import etree

from paperkit.frozen import Frozen
from paperkit.word import wml
from paperkit.word.package import (
    R_NS,
    RELS_NS,
    SPACE,
    W_NS,
    Element,
    Links,
    free_id,
    links_of,
    main_part,
    parse,
    related,
    relations_of,
    rels_name,
    w,
    with_type,
    written,
)
from paperkit.word.wml import Styles

PART = "word/footnotes.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
# What may stand after w:footnotePr among the settings (ECMA-376 part 1, 17.15.1.78).
_AFTER = frozenset((
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang",
    "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade",
    "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary", "shapeDefaults",
    "doNotEmbedSmartTags", "decimalSymbol", "listSeparator", "docId", "conflictMode",
    "discardImageEditingData",
))  # fmt: skip


class Notes(Frozen):
    """The part that holds the notes, its links, and the styles of the file."""

    part: str
    root: Element
    links: Links
    styles: Styles

    def add(self, runs: Iterable[Element], *, from_right: bool) -> str:
        """Add a note of these runs; return the number by which its mark finds it."""
        taken = {node.get(w("id")) for node in self.root.iter(w("footnote"))}
        own = next(str(n) for n in count(1) if str(n) not in taken)
        node = etree.SubElement(self.root, w("footnote"))
        node.set(w("id"), own)
        paragraph = etree.SubElement(node, w("p"))
        look = wml.properties_of(paragraph, "pPr")
        wml.put(look, "pStyle", val=self.styles.id_of("Footnote Text", "paragraph"))
        if from_right:
            wml.put(look, "bidi")
        paragraph.extend((self._mark(), _space(), *runs))
        return own

    def _mark(self) -> Element:
        run = etree.Element(w("r"))
        look = wml.properties_of(run, "rPr")
        wml.put(look, "rStyle", val=self.styles.id_of("Footnote Reference"))
        etree.SubElement(run, w("footnoteRef"))
        return run

    @property
    def filled(self) -> bool:
        """Return whether there is any note beside the lines that part them from the text."""
        return any(node.get(w("type")) is None for node in self.root.iter(w("footnote")))


def notes_of(members: Mapping[str, bytes], stories: Mapping[str, Element], styles: Styles) -> Notes:
    """Return the notes of a file; ``stories`` are its parts that hold paragraphs, parsed."""
    part = related(members, "footnotes")
    if part is None:
        return Notes(PART, _empty(), links_of(members, PART), styles)
    return Notes(part, stories[part], links_of(members, part), styles)


def with_notes(members: Mapping[str, bytes], notes: Notes) -> dict[str, bytes]:
    """Return the parts with the part of the notes, known to the text, where there are any."""
    if not notes.filled:
        return dict(members)
    parts = {**members, notes.part: written(notes.root)}
    if related(members, "footnotes") is not None:
        return parts
    return _with_settings(_with_relation(with_type(parts, notes.part, _TYPE), notes.part))


def _empty() -> Element:
    root = etree.Element(w("footnotes"), nsmap={"w": W_NS, "r": R_NS})
    for number, kind in _SEPARATORS:
        node = etree.SubElement(root, w("footnote"))
        node.set(w("type"), kind)
        node.set(w("id"), number)
        paragraph = etree.SubElement(node, w("p"))
        etree.SubElement(etree.SubElement(paragraph, w("r")), w(kind))
    return root


def _space() -> Element:
    run = etree.Element(w("r"))
    space = etree.SubElement(run, w("t"))
    space.set(SPACE, "preserve")
    space.text = " "
    return run


def _with_relation(members: dict[str, bytes], part: str) -> dict[str, bytes]:
    main = main_part(members)
    name = rels_name(main)
    root = parse(members[name], name)
    node = etree.SubElement(root, f"{{{RELS_NS}}}Relationship")
    node.set("Id", free_id(frozenset(rel.id for rel in relations_of(members, main))))
    node.set("Type", f"{R_NS}/footnotes")
    node.set("Target", f"/{part}")
    return {**members, name: written(root)}


def _with_settings(members: dict[str, bytes]) -> dict[str, bytes]:
    """Name the lines that part notes from the text, as Word does in a file of its own."""
    name = related(members, "settings")
    if name is None:
        return members
    root = parse(members[name], name)
    if root.find(w("footnotePr")) is None:
        node = etree.Element(w("footnotePr"))
        for number, _ in _SEPARATORS:
            etree.SubElement(node, w("footnote")).set(w("id"), number)
        after = (child for child in root if _local(child) in _AFTER)
        following = next(after, None)
        root.append(node) if following is None else following.addprevious(node)
    return {**members, name: written(root)}


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]
