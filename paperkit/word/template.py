"""Templates: what their tags may ask of a Paper; compiled once, then filled with tokens.

The engine sees tokens, never a person's text (see ``values.Ledger``). docxtpl gives a template the
form that Jinja2 understands, when it is compiled; to fill it takes Jinja2 alone, in the one
environment: a sandbox, strict about names, escaping on, without globals or filters. A template is
checked first (``template_check``), so that filling cannot go wrong. No other room knows the two.
"""

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from types import CodeType, MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from paperkit.frozen import Frozen, fields
from paperkit.word.house import WordFile, damaged
from paperkit.word.package import (
    main_part,
    parse,
    relations_of,
    story_parts,
    unpack,
    w,
    words_in,
)
from paperkit.word.values import (
    Contents,
    Figure,
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

# The parts beside the text that may hold tags, in the order in which their values are printed.
BESIDE_TEXT = ("header", "footer", "footnotes")
_TAG = re.compile(r"\{[{%][^{}]*[}%]\}")
_NAME = re.compile(r"[a-z_]+")


class NotInPaperError(LookupError):
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
    """Return the type of a part; NotInPaperError where some of what it may be has no such part.

    ``sections`` are the names that the kind gives to ``section``.
    """
    origin = get_origin(hint)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if name not in sections:
            raise NotInPaperError(name, list(sections))
        return get_args(hint)[1]
    parts = [names_of(one) if is_group(one) else {} for one in alternatives(hint)]
    known = set.intersection(*(set(part) for part in parts))
    if name not in known:
        raise NotInPaperError(name, sorted(known))
    return parts[0][name]


def is_group(cls: Any) -> bool:
    """Return whether a type is a group of named parts, and nothing that can be printed."""
    return isinstance(cls, type) and issubclass(cls, Frozen) and cls not in PRINTABLE


def item_of(hint: Any) -> Any:
    """Return the type of a list's items, or None where the type is no list."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def alternatives(hint: Any) -> tuple[Any, ...]:
    """Return what a value may be: ``Prose | Gap`` is either."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def printable(hint: Any) -> bool:
    """Return whether a value of the type can be printed."""
    return all(part in PRINTABLE for part in alternatives(hint))


def environment(recorder: object = None) -> ImmutableSandboxedEnvironment:
    """Return the one environment in which templates are parsed, compiled and filled."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=recorder
    )
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def names_asked(members: Mapping[str, bytes]) -> frozenset[str]:
    """Return every name in the tags of a Word file; those of parts of a Paper are among them."""
    return frozenset(
        name
        for part in story_parts(members)
        for paragraph in parse(members[part], part).iter(w("p"))
        for tag in _TAG.findall(words_in(paragraph))
        for name in _NAME.findall(tag)
    )


class Compiled(Frozen):
    """A template that is ready to be filled: its name, its parts, and the names its tags ask for.

    ``codes`` are the parts that hold tags, as Python code made by Jinja2.
    """

    name: str
    members: dict[str, bytes]
    codes: dict[str, CodeType]
    asked: frozenset[str]


def compile_template(template: WordFile) -> Compiled:
    """Return a template that has passed its check, ready to be filled; PackError where damaged."""
    # docxtpl is slow to import, and a template that is kept compiled does without it.
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template.package))
    saved = BytesIO()
    try:
        document.init_docx()
        document.docx.save(saved)
    except Exception:
        # python-docx raises KeyError, ValueError, BadZipFile and others for a damaged file.
        raise damaged(template.name) from None
    members = unpack(saved.getvalue())
    main = main_part(members)
    led_to = [(rel.kind, rel.target) for rel in relations_of(members, main)]
    # An environment that records nothing would leave the recording out of the code.
    engine = environment(str)
    codes: dict[str, CodeType] = {}
    others = (part for kind in BESIDE_TEXT for one, part in led_to if one == kind)
    for part in (main, *others):
        source = document.patch_xml(etree.tostring(parse(members[part], part), encoding="unicode"))
        # A parse that forgives nothing: docxtpl's own drops what it cannot read.
        root = etree.fromstring(source, etree.XMLParser(resolve_entities=False))
        if part == main:
            root = document.fix_tables(source)
        codes[part] = engine.compile(etree.tostring(root, encoding="unicode"), part, part)
    return Compiled(template.name, members, codes, names_asked(members))


def fill_template(template: Compiled, paper: object) -> tuple[dict[str, bytes], Ledger]:
    """Return the parts of a Word file with tokens in it, and what they stand for."""
    values: list[Printable] = []

    def recorded(value: object) -> str:
        """Keep what is printed, and give the token for it."""
        if not isinstance(value, PRINTABLE):
            raise TypeError(f"A template printed {type(value).__name__}, which is no text.")
        values.append(value)
        return token(len(values) - 1)

    engine = environment(recorded)
    context = {name: getattr(paper, name) for name in fields(type(paper))}
    members = dict(template.members)
    for part, code in template.codes.items():
        members[part] = Template.from_code(engine, code, {}).render(context).encode()
    return members, Ledger(tuple(values))
