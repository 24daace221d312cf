"""Pages as LibreOffice prints them: how many, what stands where, how full each is.

``python -m tests.pages FILE.docx ...`` prints a row of figures for each file.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from lxml import etree

from paperkit.pipeline.office import PROFILE
from paperkit.word.outline import outline

NEEDED = ("soffice", "pdftotext")
LEAST_FILLED = 1 / 5
needs_office = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)),
    reason="LibreOffice (soffice) and poppler-utils (pdftotext) print and measure the pages",
)
_FOOT = re.compile(r"Page \d+ of \d+")
_HTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Line:
    """A line of print: its words, and where it begins and ends on its page, from the top."""

    words: str
    left: float
    top: float
    foot: float


@dataclass(frozen=True)
class Page:
    """A page: its lines from top to bottom without those of its foot, and where the foot begins."""

    lines: tuple[Line, ...]
    room: float
    wide: bool

    @property
    def filled(self) -> float:
        """Return how much of the page has print, of its height: 0.5 where half of it has."""
        return max((line.foot for line in self.lines), default=0) / self.room


@dataclass(frozen=True)
class Printed:
    """A paper as it is printed."""

    file: str
    pages: tuple[Page, ...]

    @cached_property
    def text(self) -> str:
        """Return all its words, a line of print after the other."""
        return "\n".join(line.words for page in self.pages for line in page.lines)

    @property
    def tables(self) -> int:
        """Return on how many pages its full tables are: those from the heading of the appendix."""
        for number, page in enumerate(self.pages):
            # The first line is the council's name, which every page bears.
            if number and any(one.words.startswith("Appendix 1: ") for one in page.lines[:2]):
                return len(self.pages) - number
        return 0


def headings(paper: Path) -> tuple[str, ...]:
    """Return the words of every heading in order, whose number is a line of print of its own.

    Those of a table, and its caption, head what is below them too.
    """
    lines = outline(paper.read_bytes()).splitlines()
    found = (re.fullmatch(r"[^|]*(?:eading|Caption)[^|]*\|[^|]*\| (.+)", line) for line in lines)
    return tuple(one.group(1).replace("**", "") for one in found if one)


def headings_alone(paper: Path, print_: Printed) -> list[str]:
    """Return each heading that is the last line of its page, and of which page."""
    there = frozenset(headings(paper))
    return [
        f"page {number}: {page.lines[-1].words}"
        for number, page in enumerate(print_.pages, start=1)
        if page.lines
        and page.lines[-1].words in there
        # A list of contents is of nothing but headings.
        and all(line.words != "Contents" for line in page.lines)
    ]


def nearly_empty(print_: Printed) -> list[str]:
    """Return each page with little on it, but for the last of its section."""
    pages = print_.pages
    body = len(pages) - print_.tables
    return [
        f"page {number}: {page.filled:.0%}"
        for number, page in enumerate(pages, start=1)
        if page.filled < LEAST_FILLED
        and number not in (body, len(pages))
        and page.wide == pages[number].wide
    ]


def printed(papers: Sequence[Path], folder: Path) -> list[Printed]:
    """Return papers as LibreOffice prints them; one start of it does for all.

    ``folder`` is left with a copy of each, by its number, and its PDF.
    """
    copies = []
    for number, paper in enumerate(papers):
        copies.append(folder / f"{number}.docx")
        shutil.copyfile(paper, copies[-1])
    pdfs = converted(copies, folder, "pdf")
    return [
        Printed(paper.name, tuple(_pages(pdf))) for paper, pdf in zip(papers, pdfs, strict=True)
    ]


def converted(files: Sequence[Path], folder: Path, ending: str) -> list[Path]:
    """Return files as LibreOffice saves them with another ending, in a folder that it makes."""
    profile = folder.resolve() / "office"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    home = f"-env:UserInstallation={profile.as_uri()}"
    command = ("soffice", home, "--headless", "--convert-to", ending, "--outdir", str(folder))
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=900)
    return [folder / f"{file.stem}.{ending}" for file in files]


def _pages(pdf: Path) -> Iterator[Page]:
    command = ("pdftotext", "-bbox-layout", str(pdf), "-")
    told = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
    for page in etree.fromstring(told, etree.XMLParser(recover=True)).iter(f"{_HTML}page"):
        lines = sorted(map(_line, page.iter(f"{_HTML}line")), key=lambda one: (one.top, one.left))
        height, width = float(page.get("height", "0")), float(page.get("width", "0"))
        foot = min((one.top for one in lines if _FOOT.search(one.words)), default=height)
        body = tuple(one for one in lines if one.foot <= foot)
        yield Page(body, foot, width > height)


def _line(line: etree._Element) -> Line:
    words = " ".join(word.text or "" for word in line.iter(f"{_HTML}word"))
    left, top, foot = (float(line.get(side, "0")) for side in ("xMin", "yMin", "yMax"))
    return Line(words, left, top, foot)


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        for paper in printed([Path(name) for name in sys.argv[1:]], Path(made)):
            filled = " ".join(f"{page.filled:.0%}" for page in paper.pages)
            count = len(paper.pages)
            sys.stdout.write(
                f"{count - paper.tables:3} + {paper.tables:2}  {paper.file}\n            {filled}\n"
            )
