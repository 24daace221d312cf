"""The places of a template's faults, as a person sees them in Word.

Faults are found in the file as papers are made of it: with the look of its house, its header block
and its full tables. Where they are is said of the file that somebody can open and mend. So each
paragraph of those files gets a label, they are dressed once more, and the label at the fault says
where its paragraph comes from. Places are worked out only where there is a fault.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from paperkit.findings import Finding, InWord, Place
from paperkit.frozen import Frozen, replace
from paperkit.word.house import WordFile
from paperkit.word.package import (
    Element,
    child_of,
    number_of,
    parse,
    story_parts,
    value_of,
    w,
    written,
)
from paperkit.word.proof_package import within
from paperkit.word.template_tags import words_of
from paperkit.word.template_unseen import Fault
from paperkit.word.walk import OpenPart, furniture_of, sections_of, text_of_file

_LABEL = "{urn:paperkit:where}from"
_AROUND = 30  # letters on each side of a tag that its place shows
_PAGES = {"default": "", "first": " (first page)", "even": " (even pages)"}


Dress = Callable[[Sequence[WordFile]], WordFile]
"""Makes of the files of a kind (its own, its house, its full tables) the one that is filled."""


def findings_of(
    faults: Iterable[Fault], file: WordFile, files: Sequence[WordFile], dress: Dress
) -> tuple[Finding, ...]:
    """Return faults of a file as findings, each once, by the place that a person can mend.

    ``files`` are those that ``dress`` made the file of.
    """
    found = tuple(dict.fromkeys(faults))
    if not any(fault.part for fault in found):
        return tuple(
            Finding(fault.code, Place(file.name), fault.message, fault.remedy, fault.value)
            for fault in found
        )
    made = dress([_labelled(one, number) for number, one in enumerate(files)])
    labels = {
        part: [node.get(_LABEL, "") for node in parse(made.members[part], part).iter(w("p"))]
        for part in {fault.part for fault in found} & set(story_parts(made.members))
    }
    sights = [_Sight(one) for one in files]
    findings = []
    for fault in found:
        place = Place(file.name)
        if fault.part:
            at = _number_of(fault.node)
            label = labels[fault.part][at - 1] if at and fault.part in labels else ""
            number, part, own = label.split() if label else ("0", fault.part, "0")
            sight = sights[int(number)]
            place = Place(sight.file.name, word=sight.place(part, int(own), fault))
        findings.append(Finding(fault.code, place, fault.message, fault.remedy, fault.value))
    return tuple(dict.fromkeys(findings))


def as_it_is(files: Sequence[WordFile]) -> WordFile:
    """Return the one file that is looked at as somebody made it."""
    return files[0]


def _labelled(file: WordFile, number: int) -> WordFile:
    """Return a file, each paragraph with the number of the file, its part and its own number."""
    members = dict(file.members)
    for part in story_parts(members):
        root = parse(members[part], part)
        for at, paragraph in enumerate(root.iter(w("p")), start=1):
            paragraph.set(_LABEL, f"{number} {part} {at}")
        members[part] = written(root)
    return replace(file, members=members)


def _paragraph_of(node: Element) -> Element | None:
    return node if node.tag == w("p") else next(node.iterancestors(w("p")), None)


def _number_of(node: Element) -> int:
    """Return the number of the paragraph that holds an element, in its part; 0 for none."""
    paragraph = _paragraph_of(node)
    every = node.getroottree().getroot().iter(w("p"))
    return next((at for at, one in enumerate(every, start=1) if one is paragraph), 0)


class _Sight(Frozen, dict=True):
    """A Word file as somebody looks through it: its sections, headings, tables and notes."""

    file: WordFile

    @cached_property
    def sheet(self) -> OpenPart:
        """Return the part that holds the text, with the printed numbers of its paragraphs."""
        return text_of_file(self.file.package)

    @cached_property
    def paragraphs(self) -> dict[str, list[Element]]:
        """Return the paragraphs of each part that has some, in order."""
        main, others = self.sheet.part, story_parts(self.file.members)
        roots = {name: parse(self.file.members[name], name) for name in others if name != main}
        roots[main] = self.sheet.root
        return {name: list(root.iter(w("p"))) for name, root in roots.items()}

    @cached_property
    def furniture(self) -> dict[str, str]:
        """Return what each header and footer is called, by its part."""
        sections = list(sections_of(self.sheet))
        called: dict[str, str] = {}
        for number, section in enumerate(sections, start=1):
            of = f" of section {number}" if len(sections) > 1 else ""
            for what, kind, beside in furniture_of(section, self.sheet):
                called.setdefault(beside.part, f"the {what}{of}{_PAGES.get(kind, '')}")
        return called

    def place(self, part: str, number: int, fault: Fault) -> InWord:
        """Return where a fault is, at that paragraph of the part; 0 for none."""
        if not number:
            return InWord(beside=_called(part), thing=fault.thing, part=part)
        paragraph = self.paragraphs[part][number - 1]
        words = words_of(paragraph)
        start, end = (fault.start, fault.end) if fault.end else (0, len(words))
        before = f"…{words[start - _AROUND : start]}" if start > _AROUND else words[:start]
        after = words[end : end + _AROUND] + ("…" if len(words) > end + _AROUND else "")
        table, row, cell = (_holder(paragraph, name) for name in ("tbl", "tr", "tc"))
        tables = list(self._root(part).iter(w("tbl")))
        place = InWord(
            beside=self._beside(part, paragraph),
            thing=fault.thing,
            heading=self._heading(paragraph) if part == self.sheet.part else "",
            words=f"{before}{words[start:end]}{after}".strip(),
            part=part,
            paragraph=number,
        )
        if table is None or row is None or cell is None:
            return place
        rows = within(table, "tr")
        return replace(
            place,
            table=tables.index(table) + 1,
            head=" | ".join(filter(None, map(_words, within(rows[0], "tc")))),
            row=rows.index(row) + 1,
            column=_column(rows, row, cell),
        )

    def _root(self, part: str) -> Element:
        first = self.paragraphs[part][0]
        return first.getroottree().getroot()

    def _beside(self, part: str, paragraph: Element) -> str:
        """Return where a paragraph is that is not in the text itself."""
        where = "" if part == self.sheet.part else self.furniture.get(part, _called(part))
        for kind in ("footnote", "endnote"):
            note = _holder(paragraph, kind)
            if note is not None:
                marks = self.sheet.root.iter(w(f"{kind}Reference"))
                ids = [mark.get(w("id")) for mark in marks]
                own = note.get(w("id"))
                where = f"{kind} {ids.index(own) + 1}" if own in ids else f"a {kind}"
        box = "a text box" if _holder(paragraph, "txbxContent") is not None else ""
        return ", ".join(filter(None, (where, box)))

    def _heading(self, paragraph: Element) -> str:
        """Return the heading above a paragraph of the text, as it is printed."""
        last: Element | None = None
        for one in self.paragraphs[self.sheet.part]:
            if one is paragraph:
                break
            last = one if self._is_heading(one) else last
        if last is None:
            return ""
        return f"{self.sheet.numbers.get(last, '')} {words_of(last)}".strip()

    def _is_heading(self, paragraph: Element) -> bool:
        properties = paragraph.find(w("pPr"))
        chain = self.sheet.styles.chain(value_of(properties, "pStyle"))
        return bool(words_of(paragraph).strip()) and any(
            style.name.lower().startswith("heading ") for style in chain
        )


def _holder(node: Element, name: str) -> Element | None:
    return next(node.iterancestors(w(name)), None)


def _words(node: Element) -> str:
    return " ".join(filter(None, (words_of(one).strip() for one in node.iter(w("p")))))


def _column(rows: Sequence[Element], row: Element, cell: Element) -> str:
    """Return the words above a cell; the number of its column where there are none."""
    begins = next(at for at, one in _cells(row) if one is cell)
    number = within(row, "tc").index(cell) + 1
    if row is rows[0]:
        return str(number)
    above = [_words(one) for at, one in _cells(rows[0]) if at <= begins]
    return above[-1] if above and above[-1] else str(number)


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield the cells of a row, each with the column of the grid at which it begins."""
    at = number_of(child_of(row.find(w("trPr")), "gridBefore"), "val")
    for cell in within(row, "tc"):
        yield at, cell
        at += number_of(child_of(cell.find(w("tcPr")), "gridSpan"), "val") or 1


_PARTS = (
    ("header", "a header"), ("footer", "a footer"), ("footnotes", "the footnotes"),
    ("endnotes", "the endnotes"), ("docProps", "the properties of the file"),
    ("settings", "the settings of the file"), ("chart", "a chart"), ("document", ""),
)  # fmt: skip


def _called(part: str) -> str:
    """Return what a person calls a part of a file; nothing for its text."""
    return next((words for name, words in _PARTS if name in part), f"the part {part}")
