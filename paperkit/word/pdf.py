"""A PDF that LibreOffice made of a paper, read for what a reader who listens to it needs.

Read is what the file says of itself (ISO 32000-1, 7.7.2, 14.7 to 14.9): whether its content is
tagged, its language and title, the alternative texts of its figures. It is read by its words, which
LibreOffice writes plainly, and not by a library: whether the tags are the right ones is for a
checker of its own (docs/design.md).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from paperkit.frozen import Frozen
from paperkit.word.copies import mark_for, sealed_copy
from paperkit.word.package import (
    DOC_PR,
    FALLBACK,
    pack,
    parse,
    story_parts,
    unpack,
    w,
    words_in,
    written,
)
from paperkit.word.walk import text_of_file

_TEXT = re.compile(
    rb"/(Producer|Title|Lang|Alt)\s*(?:<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\.)*)\))", re.DOTALL
)
_VERSION = re.compile(r"LibreOffice (\d+)\.(\d+)")
_AT_THE_END = b"startxref"
# The first that keeps the alternative texts of charts.
KEEPS_TEXTS = (25, 2)


class PdfRead(Frozen):
    """What a PDF says of itself; ``described`` are the alternative texts of its figures.

    ``version`` is that of the LibreOffice that made it; (0, 0) where it does not say.
    """

    is_tagged: bool
    language: str
    title: str
    shows_title: bool
    described: tuple[str, ...]
    version: tuple[int, int] = (0, 0)


def read_pdf(data: bytes) -> PdfRead:
    """Return what a PDF says of itself."""
    # The title of the file is beside the name of the program; others are those of headings.
    begin, _, about = data.partition(b"/Producer")
    about = begin.rpartition(b" obj")[2] + b"/Producer" + about.partition(b"endobj")[0]
    version = _VERSION.search(next(_texts(about, "Producer"), ""))
    return PdfRead(
        bool(re.search(rb"/Marked\s+true", data)) and b"/StructTreeRoot" in data,
        next(_texts(data, "Lang"), ""),
        next(_texts(about, "Title"), ""),
        bool(re.search(rb"/DisplayDocTitle\s+true", data)),
        tuple(_texts(data, "Alt")),
        (int(version[1]), int(version[2])) if version else (0, 0),
    )


def _texts(words: bytes, name: str) -> Iterator[str]:
    """Yield the texts of that name, such as titles, in the order of the file."""
    for own, in_figures, literal in _TEXT.findall(words):
        if own == name.encode():
            plain = literal.replace(b"\\(", b"(").replace(b"\\)", b")").replace(b"\\\\", b"\\")
            raw = bytes.fromhex(in_figures.decode()) if in_figures else plain
            is_utf16 = raw.startswith(b"\xfe\xff")
            yield raw.decode("utf-16" if is_utf16 else "latin-1", errors="replace")


def described_in(package: bytes) -> tuple[str, ...]:
    """Return the alternative texts of what a paper draws in its text, in their order."""
    marks = text_of_file(package).root.iter(DOC_PR)
    shown = (one for one in marks if next(one.iterancestors(FALLBACK), None) is None)
    return tuple(text for one in shown if (text := one.get("descr", "").strip()))


def faults_of(pdf: PdfRead, facts: Mapping[str, str]) -> tuple[str, ...]:
    """Return in words what a PDF lacks, given the title and language of its paper."""
    faults = []
    if not pdf.is_tagged:
        faults.append("its headings, lists and tables are not marked as such")
    if pdf.language.lower() != facts["language"].lower():
        faults.append("it does not say its language")
    if pdf.title != facts["title"] or not pdf.shows_title:
        faults.append("it does not show its title")
    return tuple(faults)


def texts_lost(pdf: PdfRead, package: bytes) -> int:
    """Return how many of a paper's alternative texts the PDF lacks."""
    there = Counter(" ".join(text.split()) for text in pdf.described)
    asked = Counter(" ".join(text.split()) for text in described_in(package))
    return (asked - there).total()


def for_pdf(package: bytes) -> bytes:
    """Return a paper of which each link says where it leads, as PDF/UA asks (ISO 14289-1, 7.18.5).

    LibreOffice takes it from what Word shows over a link, which in the paper would be in the way.
    """
    members = unpack(package)
    for part in story_parts(members):
        root = parse(members[part], part)
        links = list(root.iter(w("hyperlink")))
        for link in links:
            link.set(w("tooltip"), " ".join(words_in(link).split()) or "Link")
        if links:
            members[part] = written(root)
    return pack(members)


def marked(data: bytes, package: bytes) -> bytes:
    """Return the PDF of a paper sealed: with a comment before its end, which no reader shows."""
    head, end, tail = data.rpartition(_AT_THE_END)
    comment = f"%{mark_for(package)}\n".encode()
    return sealed_copy(head + comment + end + tail) if end else data
