"""Proof-read a finished paper: every check, on the bytes that would be filed.

Here is what holds of a paper: each text of the ledger is there and nothing of the template's
machinery, what points at something else finds it, numbers and contents lists are those of the
page, and each chart and sparkline is there with its own figures. ``proof_package`` has what holds
of any file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from paperkit.findings import Finding, once, quoted
from paperkit.schema.values import plain_number
from paperkit.word import proof_package
from paperkit.word.charts import ChartRead, cells_of, charts_of, number, source_values
from paperkit.word.drawings import SparklineRead, sparklines_of
from paperkit.word.numbering import headings_of, printed_numbers
from paperkit.word.package import (
    FURNITURE_TAGS,
    R_NS,
    Element,
    every_relation,
    relations_of,
    value_of,
    w,
    words_in,
)
from paperkit.word.proof_package import Finished, opened, text_of, where
from paperkit.word.properties import Facts
from paperkit.word.sparklines import drawn
from paperkit.word.styles import STYLE_KINDS
from paperkit.word.values import TOKEN_END, TOKEN_START, Figure, Ledger, Prose, Sparkline, pieces

NUMBER_OF = re.compile(r"\s*REF\s+(\S+)\s.*\\[rnw]\b")
_WAITING = re.compile(r"\s*REF\s+ref_\w+\s*")
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_REFERENCE = re.compile(r"^\s*(?:PAGEREF|NOTEREF|REF)\s+(\S+)")
_TOKEN = re.compile(f"{TOKEN_START}[0-9]*{TOKEN_END}?")
_TAG = re.compile(r"\{\{|\}\}|\{%|%\}")
DRAFT = re.compile(r"\bDRAFT\b")
_BETWEEN = "\x00"
_WATERMARK = "//@string[contains(., 'DRAFT')]"
_LIST = re.compile(r"\s*TOC\b(?!.*\\[ac]\b)")
_SCOPE = re.compile(r"\\b\s+(\S+)")

_Content = tuple[str, str, tuple[tuple[str, tuple[str, ...], tuple[Decimal | None, ...]], ...]]


def proof(data: bytes, ledger: Ledger, facts: Facts, name: str) -> tuple[Finding, ...]:
    """Return what is wrong with a finished paper, in the codes PK-750 onwards; all are errors.

    ``ledger`` is what was to be printed, ``facts`` what the file should say of itself, ``name``
    the file's name for the findings. A file that cannot be read gives that finding alone.
    """
    finished, faults = opened(data, ledger, facts, name)
    if finished is None:
        return faults
    return once(finding for check in CHECKS for finding in check(finished))


def targets(finished: Finished) -> Iterator[Finding]:
    """Yield relationships that lead to no part, or to an address that cannot be followed."""
    for relation in every_relation(finished.members):
        target = relation.target
        if not relation.external and target not in finished.members:
            yield _lacking(finished, "PK-756", "part", target)
        elif relation.external and relation.kind != "hyperlink":
            message = f"The file fetches {quoted(target)} from outside when it is opened."
            yield finished.fault("PK-756", message, target)
        elif relation.external and not _ADDRESS.fullmatch(target):
            message = f"{quoted(target)} is not a web or e-mail address."
            yield finished.fault("PK-756", message, target)


def _lacking(finished: Finished, code: str, what: str, name: str) -> Finding:
    message = f"The {what} {quoted(name)} is asked for and is not in the file."
    return finished.fault(code, message, name)


def references(finished: Finished) -> Iterator[Finding]:
    """Yield links, pictures, notes and references to what is not in the file."""
    bookmarks = {node.get(w("name"), "") for node in finished.every("bookmarkStart")}
    for part, story in zip(finished.stories, finished.each_story(), strict=True):
        there = {relation.id for relation in relations_of(finished.members, part)}
        ids = cast("list[str]", story.xpath("//@*[namespace-uri() = $ns]", ns=R_NS))
        for missing in sorted({value for value in ids if value} - there):
            message = (
                f"A link or picture in {where(part)} leads to {quoted(missing)}, which is missing."
            )
            yield finished.fault("PK-756", message, missing)
        anchors = {node.get(w("anchor"), "") for node in story.iter(w("hyperlink"))}
        codes = [node.text or "" for node in story.iter(w("instrText"))]
        codes += [node.get(w("instr"), "") for node in story.iter(w("fldSimple"))]
        referred = {match.group(1) for code in codes if (match := _REFERENCE.match(code))}
        for missing in sorted((anchors - {""} | referred) - bookmarks):
            yield _lacking(finished, "PK-756", "bookmark", missing)
    for note in ("footnote", "endnote"):
        held = {node.get(w("id")) for node in finished.related(f"{note}s").iter(w(note))}
        for node in finished.text.iter(w(f"{note}Reference")):
            if node.get(w("id")) not in held:
                message = f"The {note} {quoted(node.get(w('id'), ''))} is not in the file."
                yield finished.fault("PK-756", message)


def looks(finished: Finished) -> Iterator[Finding]:
    """Yield styles and lists that are asked for and are not in the file."""
    styles = finished.styles.by_id.values()
    wanted = {(style.kind, style.based_on) for style in styles if style.based_on}
    uses = (node for story in finished.each_story() for node in story.iter(*STYLE_KINDS))
    wanted |= {(STYLE_KINDS[str(node.tag)], node.get(w("val"), "")) for node in uses}
    for kind, missing in sorted(wanted - {(style.kind, style.id) for style in styles}):
        yield _lacking(finished, "PK-757", f"{kind} style", missing)
    numbering, styles_root = finished.related("numbering"), finished.related("styles")
    defined = {node.get(w("abstractNumId")) for node in numbering.iter(w("abstractNum"))}
    nums = (n for n in numbering.findall(w("num")) if value_of(n, "abstractNumId") in defined)
    there: set[str | None] = {"0", *(node.get(w("numId")) for node in nums)}
    asked = (*finished.every("numId"), *styles_root.iter(w("numId")))
    for missing in sorted({node.get(w("val"), "") for node in asked} - there):
        yield _lacking(finished, "PK-757", "list", missing)


def numbers_of_references(finished: Finished) -> Iterator[Finding]:
    """Yield references whose text is not the number of the paragraph that they lead to."""
    fields = list(finished.every("fldSimple"))
    if not fields:
        return
    numbers = printed_numbers(finished.text, finished.related("numbering"), finished.styles)
    printed: dict[str, str] = {}
    for mark in finished.text.iter(w("bookmarkStart")):
        paragraph = next(mark.iterancestors(w("p")), None)
        if paragraph is not None:
            printed[mark.get(w("name"), "")] = numbers.get(paragraph, "").rstrip(".")
    for field in fields:
        found = NUMBER_OF.match(field.get(w("instr"), ""))
        words = text_of(field)
        if found and (not words or words != printed.get(found.group(1), "")):
            shown = f"The reference {quoted(words)}" if words else "A reference without a number"
            around = quoted(text_of(_paragraph_of(field)))
            message = f"{shown} in {around} is not the number of its paragraph."
            yield finished.fault("PK-764", message, words)
        elif _WAITING.fullmatch(field.get(w("instr"), "")):
            yield finished.fault("PK-764", "A reference has no text.")


def _paragraph_of(node: Element) -> Element:
    return next(node.iterancestors(w("p")))


def contents_lists(finished: Finished) -> Iterator[Finding]:
    """Yield contents lists whose entries are not the headings that follow, word for word.

    Each entry shows its heading's number too, and leads to it.
    """
    for field in finished.every("fldSimple"):
        if _LIST.match(field.get(w("instr"), "")):
            yield finished.fault("PK-981", "A contents list has no entries.")
    for code in list(finished.text.iter(w("instrText"))):
        if not _LIST.match(code.text or ""):
            continue
        entries = list(_entries(code))
        numbers = printed_numbers(finished.text, finished.related("numbering"), finished.styles)
        scope = _scope(finished.text, code, entries)
        headings = list(headings_of(scope, finished.styles, numbers))
        shown = [_line(entry) for entry in entries]
        there = [f"{one.number} {_line(one.paragraph)}".strip() for one in headings]
        if shown != there:
            wrong = next(iter([one for one in shown if one not in there] or shown), "")
            lacking = next((one for one in there if one not in shown), "")
            said = f"has {quoted(wrong)}, which is not a heading after it"
            if lacking:
                said = f"does not have the heading {quoted(lacking)}"
            yield finished.fault("PK-981", f"The contents list {said}.", lacking or wrong)
            continue
        for entry, heading in zip(entries, headings, strict=True):
            link = next(entry.iter(w("hyperlink")), None)
            wanted = "" if link is None else link.get(w("anchor"), "")
            marks = heading.paragraph.iter(w("bookmarkStart"))
            if not wanted or wanted not in (mark.get(w("name")) for mark in marks):
                line = _line(entry)
                message = (
                    f"The entry {quoted(line)} of the contents list does not link to its heading."
                )
                yield finished.fault("PK-981", message, line)


def _entries(code: Element) -> Iterator[Element]:
    """Yield the paragraphs of a list, from that of its field's code to that of its end."""
    first = _paragraph_of(code)
    for paragraph in (first, *first.itersiblings(w("p"))):
        if _line(paragraph):
            yield paragraph
        if any(mark.get(w("fldCharType")) == "end" for mark in paragraph.iter(w("fldChar"))):
            return


def _scope(text: Element, code: Element, entries: Sequence[Element]) -> Sequence[Element]:
    """Return the paragraphs that a list is of: those of its bookmark, or else all after it."""
    every = list(text.iter(w("p")))
    found = _SCOPE.search(code.text or "")
    for start in text.iter(w("bookmarkStart")):
        if found and start.get(w("name")) == found.group(1):
            ends = text.iter(w("bookmarkEnd"))
            end = next(end for end in ends if end.get(w("id")) == start.get(w("id")))
            last = every.index(_paragraph_of(end))
            return every[every.index(_paragraph_of(start)) : last + 1]
    return every[every.index(entries[-1]) + 1 :] if entries else every


def _line(paragraph: Element) -> str:
    return " ".join(text_of(paragraph).split())


def leftovers(finished: Finished) -> Iterator[Finding]:
    """Yield placeholders and tags that no person typed."""
    signs = ("{", "}", TOKEN_START, TOKEN_END)
    typed = {text for text in printed_texts(finished) if any(sign in text for sign in signs)}
    longest_first = sorted(typed, key=len, reverse=True)
    for part, text in _paragraphs(finished):
        token, tag = _TOKEN.search(text), _TAG.search(text)
        if not (token or tag) or text in typed:
            continue
        rest = _without(text, longest_first)
        if token and _TOKEN.search(rest):
            message = f"In {where(part)}, a value is missing from the paragraph {quoted(text)}."
            yield finished.fault("PK-751", message, text)
        if tag and _TAG.search(rest):
            message = f"In {where(part)}, a tag is left in the paragraph {quoted(text)}."
            yield finished.fault("PK-752", message, text)


def draft_marks(finished: Finished) -> Iterator[Finding]:
    """Yield what marks a final as a draft; the word DRAFT may be in an officer's text."""
    if finished.facts.draft:
        return
    typed = [text for text in printed_texts(finished) if DRAFT.search(text)]
    for part, text in _paragraphs(finished):
        if DRAFT.search(text) and DRAFT.search(_without(text, typed)):
            message = f"The final has {quoted(text)} in {where(part)}."
            yield finished.fault("PK-761", message, text)
    gaps = {style.id for style in finished.styles.by_id.values() if style.name.lower() == "gap"}
    for story in finished.each_story():
        if story.xpath(_WATERMARK):
            yield finished.fault("PK-761", "The final has a watermark 'DRAFT'.")
        for style in story.iter(w("rStyle")):
            if style.get(w("val")) in gaps:
                words = words_in(next(style.iterancestors(w("r"), w("p"))))
                message = f"The final shows {quoted(words)} with the look of a gap."
                yield finished.fault("PK-761", message, words)


def exempt_marks(finished: Finished) -> Iterator[Finding]:
    """Yield a sort of page of an exempt paper that bears its mark neither at head nor at foot.

    A section without a header of its own shows that of the section before it (17.10.1).
    """
    mark = "".join(finished.facts.mark.split())
    if not mark:
        return
    settings = finished.related("settings")
    even = settings is not None and settings.find(w("evenAndOddHeaders")) is not None
    main = finished.stories[0]
    parts = {one.id: one.target for one in relations_of(finished.members, main)}
    shown: dict[tuple[str, str], str] = {}
    for section in finished.text.iter(w("sectPr")):
        for node in section.iterchildren(*FURNITURE_TAGS):
            words = words_in(finished.roots[parts[node.get(f"{{{R_NS}}}id", "")]])
            shown[str(node.tag), node.get(w("type"), "default")] = "".join(words.split())
        sorts = ["default", *(["even"] if even else [])]
        sorts += ["first"] if section.find(w("titlePg")) is not None else []
        for sort in sorts:
            if not any(mark in shown.get((tag, sort), "") for tag in FURNITURE_TAGS):
                message = f"Pages of the exempt paper do not bear {quoted(finished.facts.mark)}."
                yield finished.fault("PK-499", message, finished.facts.mark)


def lost(finished: Finished) -> Iterator[Finding]:
    """Yield each text of the ledger that is in the file less often than it was printed.

    Where all are in the order in which they were printed, none is lost, and nothing is counted.
    Else paragraphs that are one text whole are counted first, so that a short text is not taken as
    found inside a longer one.
    """
    if _in_order(finished):
        return
    wanted = Counter(printed_texts(finished))
    whole = Counter(text for _, text in _paragraphs(finished))
    rest = _BETWEEN.join((whole - wanted).elements())
    cursor = 0
    for text, times in (wanted - whole).items():
        found = rest.find(text, cursor) if times == 1 else -1
        cursor = max(cursor, found)
        if found < 0 and rest.count(text) < times:
            there = wanted[text] - times + rest.count(text)
            message = f"The text {quoted(text)} should be in the paper, and is not."
            if there:
                often = f"{there} of {wanted[text]} times"
                message = f"The text {quoted(text)} is in the paper only {often}."
            yield finished.fault("PK-760", message, text)


def _in_order(finished: Finished) -> bool:
    """Return whether each text comes after the one that was printed before it.

    Headers are printed after the text, and before footers.
    """
    main, *others = finished.stories
    stories = (main, *sorted(others, key=lambda part: "footer" in part))
    texts = (text for part in stories for text in finished.texts[part])
    there, cursor = _BETWEEN.join(texts), 0
    for text in printed_texts(finished):
        found = there.find(text, cursor)
        if found < 0:
            return False
        cursor = found + len(text)
    return True


def printed_texts(finished: Finished) -> Iterator[str]:
    """Yield each text that was printed, long text a paragraph, cell or note at a time, in order."""
    for value in finished.ledger.values:
        if isinstance(value, Prose):
            yield from filter(None, pieces(value.blocks))
        elif not isinstance(value, Figure | Sparkline) and str(value):
            yield str(value)


def _paragraphs(finished: Finished) -> Iterator[tuple[str, str]]:
    """Yield the text of each paragraph, with its part."""
    for part, texts in finished.texts.items():
        yield from ((part, text) for text in texts)


def _without(text: str, typed: list[str]) -> str:
    for words in typed:
        text = text.replace(words, _BETWEEN)
    return text


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
    there = Counter(map(_shown, found))
    titled = {_wanted(figure): figure.title for figure in figures}
    for wanted, count in Counter(map(_wanted, figures)).items():
        # A sample without a title leaves it to the words around the chart.
        if there[wanted] + there[wanted[0], "", wanted[2]] < count:
            title = titled[wanted]
            message = f"The chart {quoted(title)} is missing, or shows other figures."
            yield finished.fault("PK-633", message, title)
    for chart in found:
        cells = cells_of(finished.members, chart.part)
        for series in chart.series:
            name, categories, values = series.sources
            in_workbook = (
                source_values(cells, name, 1),
                source_values(cells, categories, len(series.categories)),
                tuple(map(number, source_values(cells, values, len(series.values)))),
            )
            if in_workbook != ((series.name,), series.categories, series.numbers):
                place = f"the chart {quoted(chart.title or chart.described)}"
                message = f"In {place}, Edit Data shows other figures for {quoted(series.name)}."
                yield finished.fault("PK-634", message, series.name)


def sparklines(finished: Finished) -> Iterator[Finding]:
    """Yield each sparkline of the ledger that is missing, or drawn or described otherwise."""
    wanted = Counter(value for value in finished.ledger.values if isinstance(value, Sparkline))
    if not wanted:
        return
    there = Counter(
        one
        for part in finished.stories
        for one in sparklines_of(finished.members, part, finished.roots[part])
    )
    for value, count in wanted.items():
        if there[SparklineRead(value.words, drawn(value))] < count:
            message = f"The sparkline {quoted(value.words)} is missing, or shows other figures."
            yield finished.fault("PK-633", message, value.words)


def _wanted(figure: Figure) -> _Content:
    series = tuple(
        (
            one.name,
            figure.categories,
            tuple(n if n is None else plain_number(n) for n in one.numbers),
        )
        for one in figure.lines
    )
    return str(figure), figure.heading, series


def _shown(chart: ChartRead) -> _Content:
    series = tuple((one.name, one.categories, one.numbers) for one in chart.series)
    return chart.described, chart.title, series


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
    numbers_of_references,
    contents_lists,
    leftovers,
    draft_marks,
    exempt_marks,
    lost,
    charts,
    sparklines,
)
