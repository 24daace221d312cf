"""Fill a template: the only room that knows docxtpl, and the only way a paper is rendered.

The engine sees tokens, never a person's text (see ``papers.ledger``). One environment: a
sandbox, strict about names, escaping on, without globals or filters. What it makes is parsed
strictly; a template is checked first (``template_check``), so that this cannot go wrong.
"""

import re
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from paperkit.errors import PackError
from paperkit.papers.house import word_file
from paperkit.papers.ledger import Ledger, Printable, token
from paperkit.papers.template_types import PRINTABLE
from paperkit.papers.view.paper import Paper
from paperkit.papers.word.house import WordFile
from paperkit.papers.word.names import SPACE, w
from paperkit.papers.word.parts import parse, unpack
from paperkit.papers.word.relations import story_parts

_TAG = re.compile(r"\{[{%][^{}]*[}%]\}")
_NAME = re.compile(r"[a-z_]+")


class _Recorder:
    """Keeps what is printed while a template is filled, and gives the token for it."""

    def __init__(self) -> None:
        self.values: list[Printable] = []

    def __call__(self, value: object) -> str:
        if not isinstance(value, PRINTABLE):
            raise TypeError(f"A template printed {type(value).__name__}, which is no text.")
        self.values.append(value)
        return token(len(self.values) - 1)


class _StrictTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl mends broken XML by dropping what it cannot read; here that is a fault."""

    def fix_tables(self, xml: str) -> Any:
        """Return the body as docxtpl wants it, after a parse that forgives nothing."""
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
        return super().fix_tables(xml)

    def map_tree(self, tree: Any) -> None:
        """Put the filled text into the document.

        lxml takes ages to move many elements that say ``xml:space`` to another document, and
        docxtpl says it of each tag; so they say it again once they are there.
        """
        kept = [text for text in tree.iter(w("t")) if text.get(SPACE) == "preserve"]
        for text in kept:
            del text.attrib[SPACE]
        super().map_tree(tree)
        for text in kept:
            text.set(SPACE, "preserve")


def environment(recorder: object = None) -> ImmutableSandboxedEnvironment:
    """Return the one environment in which templates are parsed and filled."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=recorder
    )
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def names_asked(template: WordFile) -> frozenset[str]:
    """Return every name in the tags of a Word file; those of parts of a Paper are among them."""
    members = unpack(template.package)
    texts = (
        "".join(text.text or "" for text in paragraph.iter(w("t")))
        for part in story_parts(members)
        for paragraph in parse(members[part], part).iter(w("p"))
    )
    tags = (tag for text in texts for tag in _TAG.findall(text))
    return frozenset(name for tag in tags for name in _NAME.findall(tag))


def fill(template: Path, paper: Paper) -> tuple[bytes, Ledger]:
    """Return the Word file with tokens in it, and the values that the tokens stand for."""
    return fill_file(word_file(template), paper)


def fill_file(template: WordFile, paper: Paper) -> tuple[bytes, Ledger]:
    """Return a Word file that is in memory with tokens in it, and what they stand for."""
    recorder = _Recorder()
    document = _open(template)
    context = {spec.name: getattr(paper, spec.name) for spec in fields(paper)}
    document.render(context, environment(recorder), autoescape=True)
    package = BytesIO()
    document.save(package)
    return package.getvalue(), Ledger(tuple(recorder.values))


def _open(template: WordFile) -> DocxTemplate:
    try:
        document = _StrictTemplate(BytesIO(template.package))
        document.init_docx()
    except Exception:
        # python-docx raises KeyError, ValueError, BadZipFile and others for a damaged file.
        raise PackError(
            f"{template.name} is damaged or is not a Word document. "
            "Open it in Word and save it again as a .docx file."
        ) from None
    return document
