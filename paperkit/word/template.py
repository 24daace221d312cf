"""What a template may ask for: names followed through the types of the Paper.

Fill a template: the only room that knows docxtpl, and the only way a paper is rendered.

The engine sees tokens, never a person's text (see ``papers.ledger``). One environment: a
sandbox, strict about names, escaping on, without globals or filters. What it makes is parsed
strictly; a template is checked first (``template_check``), so that this cannot go wrong.

What a template may not carry into a paper: programs, and what Word would fetch or work out.

A template may have come by mail. Its text is looked at in ``template_check``; here it is what
travels along unseen. What is not known to be harmless is told.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from paperkit.errors import PackError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, fields
from paperkit.word.figures import Figure
from paperkit.word.house import WordFile
from paperkit.word.package import (
    SPACE,
    Element,
    Relation,
    content_types,
    internal_targets,
    is_xml,
    parse,
    story_parts,
    unpack,
    w,
)
from paperkit.word.values import (
    Contents,
    Gap,
    Label,
    Ledger,
    LinkText,
    Printable,
    Prose,
    Rated,
    token,
)

PRINTABLE = (str, Gap, Rated, LinkText, Label, Prose, Figure, Contents)


class UnknownNameError(LookupError):
    """A name that the Paper does not have; ``known`` are those that it has there."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@cache
def names_of(cls: type) -> Mapping[str, Any]:
    """Return the types of a group's parts, by name."""
    hints = get_type_hints(cls)
    return MappingProxyType({name: hints[name] for name in fields(cls)})


def follow(hint: Any, name: str, sections: tuple[str, ...]) -> Any:
    """Return the type of a part; UnknownNameError where some of what it may be has no such part.

    ``sections`` are the names that the kind gives to ``section``.
    """
    if _is_mapping(hint):
        if name not in sections:
            raise UnknownNameError(name, list(sections))
        return get_args(hint)[1]
    parts = [names_of(cls) if _is_group(cls) else {} for cls in alternatives(hint)]
    known = set.intersection(*(set(part) for part in parts))
    if name not in known:
        raise UnknownNameError(name, sorted(known))
    return parts[0][name]


def item_of(hint: Any) -> Any:
    """Return the type of a list's items, or None where the type is no list."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def alternatives(hint: Any) -> tuple[Any, ...]:
    """Return what a value may be: ``Prose | Gap`` is either."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def printable(hint: Any) -> bool:
    """Return whether a value of the type can be printed."""
    return all(part in PRINTABLE for part in alternatives(hint))


def long_text(hint: Any) -> bool:
    """Return whether a value of the type may be many paragraphs."""
    return Prose in alternatives(hint)


def a_chart(hint: Any) -> bool:
    """Return whether a value of the type may be a chart."""
    return Figure in alternatives(hint)


def a_contents_list(hint: Any) -> bool:
    """Return whether a value of the type is the mark of a contents list."""
    return Contents in alternatives(hint)


def _is_mapping(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_group(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Frozen) and cls not in PRINTABLE


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


def fill_file(template: WordFile, paper: object) -> tuple[bytes, Ledger]:
    """Return a Word file that is in memory with tokens in it, and what they stand for."""
    recorder = _Recorder()
    document = _open(template)
    context = {name: getattr(paper, name) for name in fields(type(paper))}
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


_FIELDS = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "NOTEREF",
        "STYLEREF", "SEQ", "HYPERLINK", "TITLE", "SUBJECT", "DOCPROPERTY",
    }
)  # fmt: skip
_PROGRAMS = frozenset({"vbaProject", "wordVbaData", "control", "oleObject", "package", "aFChunk"})
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\\]", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s\"]*(?::|\\\\\\\\|//)[^\s\"]*")


def check_safety(template: WordFile) -> tuple[Finding, ...]:
    """Return what a template brings along that no paper may have (PK-609 to PK-612)."""
    members = unpack(template.package)
    findings = [*_programs(members, template.name), *_outside(members, template.name)]
    for part in sorted(filter(is_xml, members)):
        root = parse(members[part], part)
        findings += _fields(root, template.name)
        findings += _changes(root, template.name)
    return tuple(dict.fromkeys(findings))


def _programs(members: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    typed = (kind for kind in content_types(members).values() if "macroEnabled" in kind)
    named = (name for name in members if name.lower().endswith("vbaproject.bin"))
    held = (rel.target for _, rel in internal_targets(members) if rel.kind in _PROGRAMS)
    for found in (*typed, *named, *held):
        name = found.rpartition("/")[2]
        yield _told("PK-609", file, f"The template holds {quoted(name)}.", name)


def _outside(members: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    for _, relation in internal_targets(members):
        if relation.external and not _harmless(relation):
            message = f"The template leads to {quoted(relation.target)} ({relation.kind})."
            yield _told("PK-610", file, message, relation.target)


def _harmless(relation: Relation) -> bool:
    return relation.kind == "hyperlink" and bool(_SAFE_ADDRESS.match(relation.target))


def _fields(root: Element, file: str) -> Iterator[Finding]:
    for code in _field_codes(root):
        name = code.split(maxsplit=1)[0].upper() if code.split() else ""
        addresses = _ADDRESS.findall(code) if name == "HYPERLINK" else []
        if name not in _FIELDS or not all(map(_SAFE_ADDRESS.match, addresses)):
            message = f"The template has the field {quoted(code.strip())}."
            yield _told("PK-611", file, message, code.strip())


def _field_codes(root: Element) -> Iterator[str]:
    """Yield what each field says; Word may cut it into runs anywhere."""
    yield from (field.get(w("instr"), "") for field in root.iter(w("fldSimple")))
    said: list[str] = []
    for node in root.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        if node.tag != w("fldChar"):
            said = [f"{said[0] if said else ''}{node.text or ''}", *said[1:]]
        elif node.get(w("fldCharType")) == "begin":
            said = ["", *said]
        elif said:
            # Told at the separator and at the end, of which one may be lacking.
            yield from filter(None, said[:1])
            said = ["", *said[1:]] if node.get(w("fldCharType")) == "separate" else said[1:]
    yield from filter(None, said)


def _changes(root: Element, file: str) -> Iterator[Finding]:
    for node in root.iter(*map(w, _CHANGES)):
        words = "".join(text.text or "" for text in node.iter(w("t"), w("delText")))
        message = f"A tracked change is not accepted or rejected: {quoted(words)}."
        yield _told("PK-612", file, message, words)


def _told(code: str, file: str, message: str, value: str) -> Finding:
    return Finding(code, Place(file), message, value=value)
