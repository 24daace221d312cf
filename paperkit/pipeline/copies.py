"""The papers of an order as HTML and PDF: copies of the .docx, beside it, under its name.

What is filed and recorded is the .docx. A copy is made of its finished bytes and bears their hash,
so that one that has fallen behind is reported. Nothing of it is recorded: it can be made again.
What makes a copy is imported where one is asked for; most orders ask for none.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePath

from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.pipeline import Progress
from paperkit.pipeline.filing import PaperFile
from paperkit.word.copies import copy_mark
from paperkit.word.package import related_root, unpack
from paperkit.word.properties import Seal, language_of, title_of

HTML, PDF = ".html", ".pdf"


class CopiesAsked(Frozen):
    """Which copies an order asks for. ``office`` is LibreOffice's program, where one was found."""

    html: bool = False
    pdf: bool = False
    office: Path | None = None


class Copies(Frozen):
    """The copies of an order's papers, and what was found in them."""

    files: tuple[PaperFile, ...] = ()
    findings: tuple[Finding, ...] = ()


def check_office(asked: CopiesAsked) -> None:
    """Refuse an order for PDFs before anything is made of it, where nothing can make them."""
    if asked.pdf:
        from paperkit.pipeline.office import program

        program(asked.office)


def copies_of(files: Sequence[PaperFile], asked: CopiesAsked, progress: Progress) -> Copies:
    """Return the copies of the papers among these files; a workbook has none.

    WriteError where LibreOffice does not make the PDFs.
    """
    papers = [file for file in files if file.name.endswith(".docx")]
    made: list[PaperFile] = []
    findings: list[Finding] = []
    if asked.html:
        from paperkit.word.html import html_of

        progress("Making the HTML")
        made += (_copy(paper, html_of(paper.data), HTML) for paper in papers)
    if asked.pdf:
        from paperkit.pipeline.office import as_pdf
        from paperkit.word.pdf import for_pdf, marked

        progress("Making the PDF in LibreOffice")
        pdfs = as_pdf(asked.office, [for_pdf(paper.data) for paper in papers])
        for paper, pdf in zip(papers, pdfs, strict=True):
            copy = _copy(paper, marked(pdf, paper.data), PDF)
            made.append(copy)
            findings += _faults(copy, paper)
    return Copies(tuple(made), tuple(findings))


def _copy(paper: PaperFile, data: bytes, ending: str) -> PaperFile:
    return replace(paper, name=copy_name(paper.name, ending), data=data)


def copy_name(name: str, ending: str) -> str:
    """Return the name of a paper's copy: the paper's own, with another ending."""
    return f"{PurePath(name).stem}{ending}"


def _faults(copy: PaperFile, paper: PaperFile) -> Iterator[Finding]:
    from paperkit.word.pdf import KEEPS_TEXTS, faults_of, read_pdf, texts_lost

    pdf = read_pdf(copy.data)
    styles = related_root(unpack(paper.data), "styles")
    language = "" if styles is None else language_of(styles)
    place = Place(copy.name)
    faults = faults_of(pdf, {"title": title_of(paper.data), "language": language})
    if faults:
        message = f"{quoted(copy.name)} cannot be read well by everybody: {'; '.join(faults)}."
        yield Finding("PK-360", place, message, value=copy.name)
    lost = texts_lost(pdf, paper.data)
    if lost:
        texts = "the alternative text of a chart" if lost == 1 else f"{lost} alternative texts"
        which = ".".join(map(str, pdf.version))
        why = f"LibreOffice {which}" if pdf.version < KEEPS_TEXTS else "LibreOffice"
        message = f"{quoted(copy.name)} lacks {texts}, which {why} leaves out."
        yield Finding("PK-361", place, message, value=copy.name)


def fallen_behind(
    folder: Path, papers: Sequence[PaperFile], copies: Sequence[PaperFile]
) -> Iterator[Finding]:
    """Yield a note for each copy beside a paper that was made from other bytes than are written.

    ``folder`` is the meeting's; a copy that is written now is not among them.
    """
    new = {(copy.folder, copy.name) for copy in copies}
    for paper in papers:
        for ending in (HTML, PDF):
            name = copy_name(paper.name, ending)
            path = folder / paper.folder / name
            if not paper.name.endswith(".docx") or (paper.folder, name) in new:
                continue
            if not path.is_file():
                continue
            mark = copy_mark(path.read_bytes())
            if mark.seal is not Seal.STRANGER and mark.made_from != sha256(paper.data).hexdigest():
                option = "--html" if ending == HTML else "--pdf"
                message = f"{quoted(name)} was made before the paper last changed."
                remedy = f"Build again with {option}, or delete it, before anybody publishes it."
                yield Finding("PK-362", Place(name), message, value=name, remedy=remedy)
