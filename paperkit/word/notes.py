"""Notes at the foot of the page: Word's footnotes, with the part that holds them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from lxml import etree

from paperkit.frozen import Frozen
from paperkit.word.package import (
    R_NS,
    W_NS,
    Element,
    Links,
    links_of,
    main_part,
    parse,
    related,
    w,
    with_part,
    written,
)
from paperkit.word.wml import Styles, element, properties_of, put, styled, text_element

_PART = "word/footnotes.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# The lines that part notes from the text, and notes that go on from those of the page before.
_SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
# What may stand after w:footnotePr among the settings (ECMA-376 part 1, 17.15.1.78).
_AFTER = frozenset((
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang",
    "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade",
    "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary", "shapeDefaults",
    "doNotEmbedSmartTags", "decimalSymbol", "listSeparator", "docId", "conflictMode",
    "discardImageEditingData",
))  # fmt: skip


class Notes(Frozen):
    """The part that holds the notes, its links, the file's styles, the numbers for more notes."""

    part: str
    root: Element
    links: Links
    styles: Styles
    free: Iterator[str]

    def add(self, runs: Iterable[Element], *, from_right: bool) -> str:
        """Add a note of these runs; return the number by which its mark finds it."""
        own = next(self.free)
        paragraph = styled(element("p"), self.styles.id_of("Footnote Text", "paragraph"))
        if from_right:
            put(properties_of(paragraph, "pPr"), "bidi")
        mark = styled(element("r"), self.styles.id_of("Footnote Reference"))
        mark.append(element("footnoteRef"))
        paragraph.extend((mark, element("r", text_element(" ")), *runs))
        self.root.append(element("footnote", paragraph, id=own))
        return own


def notes_of(members: Mapping[str, bytes], stories: Mapping[str, Element], styles: Styles) -> Notes:
    """Return the notes of a file; ``stories`` are its parts that hold paragraphs, parsed."""
    part = related(members, "footnotes") or _PART
    root = stories.get(part)
    if root is None:
        root = etree.Element(w("footnotes"), nsmap={"w": W_NS, "r": R_NS})
        for number, kind in _SEPARATORS.items():
            line = element("p", element("r", element(kind)))
            root.append(element("footnote", line, type=kind, id=number))
    taken = {node.get(w("id")) for node in root.iter(w("footnote"))}
    free = (str(n) for n in count(1) if str(n) not in taken)
    return Notes(part, root, links_of(members, part), styles, free)


def with_notes(members: Mapping[str, bytes], notes: Notes) -> dict[str, bytes]:
    """Return the parts with the part of the notes, known to the text, where there are any."""
    if all(node.get(w("type")) is not None for node in notes.root.iter(w("footnote"))):
        return dict(members)
    parts = {**members, notes.part: written(notes.root)}
    if related(members, "footnotes") is not None:
        return parts
    types = (_TYPE, f"{R_NS}/footnotes")
    parts, _ = with_part(parts, main_part(parts), notes.part, written(notes.root), types)
    settings = related(parts, "settings")
    if settings is None:
        return parts
    root = parse(parts[settings], settings)
    if root.find(w("footnotePr")) is None:
        # Names the lines that part notes from the text, as Word does in a file of its own.
        stated = element("footnotePr", *(element("footnote", id=number) for number in _SEPARATORS))
        following = next((one for one in root if str(one.tag).rpartition("}")[2] in _AFTER), None)
        root.append(stated) if following is None else following.addprevious(stated)
    return {**parts, settings: written(root)}
