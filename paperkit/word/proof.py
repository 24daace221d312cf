"""References: the text in each field is the number that its paragraph has on the page.

What points at something else: links, pictures, notes, references, styles, lists.

The words: each text of the ledger is there, and nothing of the template's machinery.

Contents lists: an entry for each heading, in its words and with its number, that leads to it.

The charts: each is there, with its own figures, in the chart and in its workbook.

Proof-read a finished paper: every check, on the bytes that would be filed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import cast

from paperkit.findings import Finding, once, quoted
from paperkit.schema.values import plain_number
from paperkit.word import proof_package
from paperkit.word.charts_reading import (
    ChartRead,
    SeriesRead,
    cells_of,
    charts_of,
    number,
    source_values,
)
from paperkit.word.figures import Figure
from paperkit.word.numbers import printed_numbers
from paperkit.word.package import (
    R_NS,
    Element,
    Relation,
    internal_targets,
    is_xml,
    parse,
    related,
    relations_of,
    story_parts,
    unpack,
    value_of,
    w,
)
from paperkit.word.proof_package import Finished, paragraph_texts, text_of, where
from paperkit.word.properties import Facts
from paperkit.word.references import Heading, headings_of
from paperkit.word.values import TOKEN_END, TOKEN_START, Ledger, Printable, Prose
from paperkit.word.values import pieces as pieces_of
from paperkit.word.wml import read_styles

_NUMBER_OF = re.compile(r"\s*REF\s+(\S+)\s.*\\[rnw]\b")
_WAITING = re.compile(r"\s*REF\s+ref_\w+\s*")


def numbers_told(finished: Finished) -> Iterator[Finding]:
    """Yield references whose text is not the number of what they lead to."""
    fields = [f for story in finished.each_story() for f in story.iter(w("fldSimple"))]
    if not fields:
        return
    printed = _printed(finished)
    for field in fields:
        found = _NUMBER_OF.match(field.get(w("instr"), ""))
        told = text_of(field)
        if found and (not told or told != printed.get(found.group(1), "")):
            shown = f"The reference {quoted(told)}" if told else "A reference without a number"
            paragraph = text_of(next(field.iterancestors(w("p"))))
            message = f"{shown} in {quoted(paragraph)} is not the number of its paragraph."
            yield finished.told("PK-764", message, told)
        elif _WAITING.fullmatch(field.get(w("instr"), "")):
            message = "A reference has no text."
            yield finished.told("PK-764", message)


def _printed(finished: Finished) -> dict[str, str]:
    """Return the number of the paragraph that each bookmark stands in."""
    text: Element = next(finished.each_story())
    numbers = printed_numbers(text, finished.related("numbering"), finished.styles)
    marks = ((mark, next(mark.iterancestors(w("p")), None)) for mark in text.iter(_START))
    return {
        mark.get(w("name"), ""): numbers.get(paragraph, "").rstrip(".")
        for mark, paragraph in marks
        if paragraph is not None
    }


_START = w("bookmarkStart")


_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_REFERENCE = re.compile(r"^\s*(?:PAGEREF|NOTEREF|REF)\s+(\S+)")
_STYLE_KINDS = {
    w("pStyle"): "paragraph",
    w("rStyle"): "character",
    w("tblStyle"): "table",
}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def targets(finished: Finished) -> Iterator[Finding]:
    """Yield relationships that lead to no part, or to an address that cannot be followed."""
    for _, relation in internal_targets(finished.members):
        if relation.external:
            yield from _address(finished, relation)
        elif relation.target not in finished.members:
            message = f"The part {quoted(relation.target)} is asked for and is not in the file."
            yield finished.told("PK-756", message, relation.target)


def _address(finished: Finished, relation: Relation) -> Iterator[Finding]:
    if relation.kind != "hyperlink":
        message = f"The file fetches {quoted(relation.target)} from outside when it is opened."
        yield finished.told("PK-756", message, relation.target)
    elif not _ADDRESS.fullmatch(relation.target):
        message = f"{quoted(relation.target)} is not a web or e-mail address."
        yield finished.told("PK-756", message, relation.target)


def references(finished: Finished) -> Iterator[Finding]:
    """Yield links, pictures, notes and references to what is not in the file."""
    bookmarks = {
        node.get(w("name"), "")
        for story in finished.each_story()
        for node in story.iter(w("bookmarkStart"))
    }
    for part, story in zip(finished.stories, finished.each_story(), strict=True):
        yield from _relation_ids(finished, part, story)
        for wanted in sorted(_bookmarks_wanted(story) - bookmarks):
            message = f"The bookmark {quoted(wanted)} is asked for and is not in the file."
            yield finished.told("PK-756", message, wanted)
    yield from _notes(finished)


def _relation_ids(finished: Finished, part: str, story: Element) -> Iterator[Finding]:
    there = {relation.id for relation in relations_of(finished.members, part)}
    wanted = cast("list[str]", story.xpath("//@*[namespace-uri() = $ns]", ns=R_NS))
    for missing in sorted({value for value in wanted if value} - there):
        message = (
            f"A link or picture in {where(part)} leads to {quoted(missing)}, which is nothing."
        )
        yield finished.told("PK-756", message, missing)


def _bookmarks_wanted(story: Element) -> set[str]:
    anchors = {node.get(w("anchor"), "") for node in story.iter(w("hyperlink"))}
    codes_of_fields = [node.text or "" for node in story.iter(w("instrText"))]
    codes_of_fields += [node.get(w("instr"), "") for node in story.iter(w("fldSimple"))]
    found = (_REFERENCE.match(code) for code in codes_of_fields)
    return {anchor for anchor in anchors if anchor} | {match.group(1) for match in found if match}


def _notes(finished: Finished) -> Iterator[Finding]:
    text = next(finished.each_story())
    for reference, note in _NOTES.items():
        root = finished.related(note + "s")
        nodes = [] if root is None else list(root.iter(w(note)))
        there = {node.get(w("id")) for node in nodes}
        for node in text.iter(w(reference)):
            if node.get(w("id")) not in there:
                message = f"The {note} {quoted(node.get(w('id'), ''))} is not in the file."
                yield finished.told("PK-756", message)


def looks(finished: Finished) -> Iterator[Finding]:
    """Yield styles and lists that are asked for and are not in the file."""
    styles = finished.styles.by_id
    there = {(style.kind, style.id) for style in styles.values()}
    wanted = {
        (_STYLE_KINDS[str(node.tag)], node.get(w("val"), ""))
        for story in finished.each_story()
        for node in story.iter(*_STYLE_KINDS)
    }
    wanted |= {(style.kind, style.based_on) for style in styles.values() if style.based_on}
    for kind, style in sorted(wanted - there):
        message = f"The {kind} style {quoted(style)} is asked for and is not in the file."
        yield finished.told("PK-757", message, style)
    yield from _lists(finished)


def _lists(finished: Finished) -> Iterator[Finding]:
    root = finished.related("numbering")
    defined = (
        set() if root is None else {n.get(w("abstractNumId")) for n in root.iter(w("abstractNum"))}
    )
    nums = [] if root is None else root.findall(w("num"))
    there = {n.get(w("numId")) for n in nums if value_of(n, "abstractNumId") in defined}
    styles = finished.related("styles")
    roots = [*finished.each_story(), *([] if styles is None else [styles])]
    wanted = {node.get(w("val"), "") for root in roots for node in root.iter(w("numId"))}
    for lacking in sorted(wanted - there - {"0"}):
        message = f"The list {quoted(lacking)} is asked for and is not in the file."
        yield finished.told("PK-757", message, lacking)


_TOKEN = re.compile(f"{TOKEN_START}[0-9]*{TOKEN_END}?")
_TAG = re.compile(r"\{\{|\}\}|\{%|%\}")
_DRAFT = re.compile(r"\bDRAFT\b")
_BETWEEN = "\x00"
_WATERMARK = "//@string[contains(., 'DRAFT')]"


def leftovers(finished: Finished) -> Iterator[Finding]:
    """Yield placeholders and tags that no person typed."""
    typed = _typed(finished, "{}" + TOKEN_START + TOKEN_END)
    for part, text in _paragraphs(finished):
        token, tag = _TOKEN.search(text), _TAG.search(text)
        if not (token or tag) or text in typed:
            continue
        rest = _without(text, typed)
        if token and _TOKEN.search(rest):
            message = f"In {where(part)}, a value is missing from the paragraph {quoted(text)}."
            yield finished.told("PK-751", message, text)
        if tag and _TAG.search(rest):
            message = f"In {where(part)}, a tag is left in the paragraph {quoted(text)}."
            yield finished.told("PK-752", message, text)


def draft_marks(finished: Finished) -> Iterator[Finding]:
    """Yield what marks a final as a draft; the word DRAFT may stand in an officer's text."""
    if finished.facts.draft:
        return
    typed = [text for text in pieces(finished) if _DRAFT.search(text)]
    for part, text in _paragraphs(finished):
        if _DRAFT.search(text) and _DRAFT.search(_without(text, typed)):
            message = f"The final bears {quoted(text)} in {where(part)}."
            yield finished.told("PK-761", message, text)
    for story in finished.each_story():
        yield from _looks_like_draft(finished, story)


def _looks_like_draft(finished: Finished, story: Element) -> Iterator[Finding]:
    if story.xpath(_WATERMARK):
        yield finished.told("PK-761", "The final bears a watermark 'DRAFT'.")
    gaps = {style.id for style in finished.styles.by_id.values() if style.name.lower() == "gap"}
    for style in story.iter(w("rStyle")):
        if style.get(w("val")) in gaps:
            run = next(style.iterancestors(w("r"), w("p")))
            words = "".join(text.text or "" for text in run.iter(w("t")))
            message = f"The final shows {quoted(words)} as a gap is shown in a draft."
            yield finished.told("PK-761", message, words)


def lost(finished: Finished) -> Iterator[Finding]:
    """Yield each text of the ledger that is in the file less often than it was printed.

    Where all stand in the order in which they were printed, none is lost, and nothing is counted.
    Else paragraphs that are one text whole are counted first, so that a short text is not taken as
    found inside a longer one.
    """
    if _in_order(finished):
        return
    wanted = Counter(pieces(finished))
    whole = Counter(text for _, text in _paragraphs(finished))
    open_still = wanted - whole
    rest = _BETWEEN.join((whole - wanted).elements())
    cursor = 0
    for text, times in open_still.items():
        found = rest.find(text, cursor) if times == 1 else -1
        cursor = max(cursor, found)
        if found < 0 and rest.count(text) < times:
            there = wanted[text] - times + rest.count(text)
            message = f"The text {quoted(text)} was to be printed, and is not in the paper."
            if there:
                often = f"{there} of {wanted[text]} times"
                message = f"The text {quoted(text)} is in the paper only {often}."
            yield finished.told("PK-760", message, text)


def _in_order(finished: Finished) -> bool:
    """Return whether each text stands behind the one that was printed before it.

    What stands above the pages is printed after the text, and before what stands below them.
    """
    main, *others = finished.stories
    stories = (main, *sorted(others, key=lambda part: "footer" in part))
    texts = (text for part in stories for text in paragraph_texts(finished.roots[part]))
    there, cursor = _BETWEEN.join(texts), 0
    for text in pieces(finished):
        found = there.find(text, cursor)
        if found < 0:
            return False
        cursor = found + len(text)
    return True


def pieces(finished: Finished) -> Iterator[str]:
    """Yield each text that was printed, long text a paragraph, cell or note at a time, in order."""
    for value in finished.ledger.values:
        yield from filter(None, _pieces_of(value))


def _pieces_of(value: Printable) -> tuple[str, ...]:
    match value:
        case Prose():
            return tuple(pieces_of(value.blocks))
        case Figure():
            return ()
        case _:
            return (str(value),)


def _paragraphs(finished: Finished) -> Iterator[tuple[str, str]]:
    for part in finished.stories:
        yield from ((part, text) for text in paragraph_texts(finished.roots[part]))


def _typed(finished: Finished, signs: str) -> list[str]:
    found = {text for text in pieces(finished) if any(sign in text for sign in signs)}
    return sorted(found, key=len, reverse=True)


def _without(text: str, typed: list[str]) -> str:
    for words in typed:
        text = text.replace(words, _BETWEEN)
    return text


_LIST = re.compile(r"\s*TOC\b(?!.*\\[ac]\b)")
_SCOPE = re.compile(r"\\b\s+(\S+)")


def contents_told(finished: Finished) -> Iterator[Finding]:
    """Yield contents lists whose entries are not the headings that follow, word for word."""
    for story in finished.each_story():
        for field in story.iter(w("fldSimple")):
            if _LIST.match(field.get(w("instr"), "")):
                message = "A contents list has no entries."
                yield finished.told("PK-981", message)
    text = next(finished.each_story())
    for code in list(text.iter(w("instrText"))):
        if _LIST.match(code.text or ""):
            yield from _compared(finished, text, code)


def _compared(finished: Finished, text: Element, code: Element) -> Iterator[Finding]:
    entries = list(_entries(code))
    every = list(text.iter(w("p")))
    numbers = printed_numbers(text, finished.related("numbering"), finished.styles)
    scope = _scope(text, every, code, entries)
    headings = list(headings_of(scope, finished.styles, numbers))
    shown, there = [_line(entry) for entry in entries], [_told(one) for one in headings]
    if shown != there:
        wrong = next(iter([one for one in shown if one not in there] or shown), "")
        lacking = next((one for one in there if one not in shown), "")
        said = f"lacks the heading {quoted(lacking)}" if lacking else f"has {quoted(wrong)}"
        message = f"The contents list {said}{'' if lacking else ', which is no heading there'}."
        yield finished.told("PK-981", message, lacking or wrong)
        return
    for entry, heading in zip(entries, headings, strict=True):
        if not _leads_to(entry, heading):
            message = f"The entry {quoted(_line(entry))} of the contents list leads elsewhere."
            yield finished.told("PK-981", message, _line(entry))


def _entries(code: Element) -> Iterator[Element]:
    """Yield the paragraphs of a list, from that of its field's code to that of its end."""
    first = next(code.iterancestors(w("p")))
    for paragraph in (first, *first.itersiblings(w("p"))):
        if _line(paragraph):
            yield paragraph
        marks = (mark.get(w("fldCharType")) for mark in paragraph.iter(w("fldChar")))
        if "end" in marks:
            return


def _scope(
    text: Element, every: Sequence[Element], code: Element, entries: Sequence[Element]
) -> Sequence[Element]:
    """Return the paragraphs that a list is of: those of its bookmark, or else all after it."""
    found = _SCOPE.search(code.text or "")
    name = found.group(1) if found else ""
    places = {paragraph: place for place, paragraph in enumerate(every)}
    for start in text.iter(w("bookmarkStart")):
        if name and start.get(w("name")) == name:
            ends = (end for end in text.iter(w("bookmarkEnd")) if _same(start, end))
            return every[places[_around(start)] : places[_around(next(ends))] + 1]
    return every[places[entries[-1]] + 1 :] if entries else every


def _same(start: Element, end: Element) -> bool:
    return start.get(w("id")) == end.get(w("id"))


def _around(node: Element) -> Element:
    return next(node.iterancestors(w("p")))


def _line(paragraph: Element) -> str:
    return " ".join(text_of(paragraph).split())


def _told(heading: Heading) -> str:
    return f"{heading.number} {_line(heading.paragraph)}".strip()


def _leads_to(entry: Element, heading: Heading) -> bool:
    link = next(entry.iter(w("hyperlink")), None)
    wanted = "" if link is None else link.get(w("anchor"), "")
    names = (start.get(w("name")) for start in heading.paragraph.iter(w("bookmarkStart")))
    return bool(wanted) and wanted in names


_Content = tuple[str, str, tuple[tuple[str, tuple[str, ...], tuple[Decimal | None, ...]], ...]]


def charts(finished: Finished) -> Iterator[Finding]:
    """Yield each figure of the ledger that no chart shows, and each workbook that differs."""
    figures = [value for value in finished.ledger.values if isinstance(value, Figure)]
    if not figures:
        return
    found = [
        chart
        for part in finished.stories
        for chart in charts_of(finished.members, part, finished.roots[part], finished.roots)
    ]
    yield from _lost(finished, figures, found)
    for chart in found:
        yield from _differing(finished, chart)


def _lost(
    finished: Finished, figures: Sequence[Figure], found: Sequence[ChartRead]
) -> Iterator[Finding]:
    there = Counter(_shown(chart) for chart in found)
    titled = {_wanted(figure): figure.title for figure in figures}
    for wanted, count in Counter(map(_wanted, figures)).items():
        # A sample without a title leaves it to the words around the chart.
        shown = there[wanted] + there[wanted[0], "", wanted[2]]
        if shown < count:
            title = titled[wanted]
            message = f"The chart {quoted(title)} is not in the paper as it was to be shown."
            yield finished.told("PK-633", message, title)


def _wanted(figure: Figure) -> _Content:
    series = tuple(
        (
            one.name,
            figure.categories,
            tuple(n if n is None else plain_number(n) for n in one.numbers),
        )
        for one in figure.series
    )
    return str(figure), figure.title, series


def _shown(chart: ChartRead) -> _Content:
    series = tuple((one.name, one.categories, one.numbers) for one in chart.series)
    return chart.described, chart.title, series


def _differing(finished: Finished, chart: ChartRead) -> Iterator[Finding]:
    cells = cells_of(finished.members, chart.part)
    for series in chart.series:
        if _of_workbook(cells, series) != ((series.name,), series.categories, series.numbers):
            where = f"the chart {quoted(chart.title or chart.described)}"
            message = f"In {where}, the workbook holds other figures for {quoted(series.name)}."
            yield finished.told("PK-634", message, series.name)


def _of_workbook(cells: Mapping[str, str], series: SeriesRead) -> object:
    name, categories, values = series.sources
    return (
        source_values(cells, name, 1),
        source_values(cells, categories, len(series.categories)),
        tuple(map(number, source_values(cells, values, len(series.values)))),
    )


CHECKS = (
    proof_package.properties,
    proof_package.cells,
    proof_package.tables,
    proof_package.placement,
    proof_package.repeated,
    proof_package.pairs,
    targets,
    references,
    looks,
    numbers_told,
    contents_told,
    leftovers,
    draft_marks,
    lost,
    charts,
)


def proof(data: bytes, ledger: Ledger, facts: Facts, name: str) -> tuple[Finding, ...]:
    """Return what is wrong with a finished paper, in the codes PK-750 onwards; all are errors.

    ``ledger`` is what was to be printed, ``facts`` what the file should say of itself, ``name``
    the file's name for the findings. A file that cannot be read gives that finding alone.
    """
    faults = proof_package.package_faults(data, name)
    if faults:
        return faults
    finished = _opened(data, ledger, facts, name)
    return once(finding for check in CHECKS for finding in check(finished))


def _opened(data: bytes, ledger: Ledger, facts: Facts, name: str) -> Finished:
    members = unpack(data)
    roots = {part: parse(members[part], part) for part in filter(is_xml, members)}
    styles_part = related(members, "styles")
    styles = read_styles(roots[styles_part] if styles_part else None)
    return Finished(name, members, roots, story_parts(members), styles, ledger, facts)
