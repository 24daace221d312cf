"""Check a template before it is filled, so that filling cannot fail and nothing is lost.

Every tag is looked at where it stands: whether it is of the small set, alone where it must be,
closed by its like, and asks only for what a Paper has. Faults are told by the paragraph's words.

The styles that a paper's long text asks of its template, told before the paper is made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import islice
from typing import Any

from docx import Document
from docx.opc.part import XmlPart
from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from paperkit.errors import PackError
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen
from paperkit.schema.values import close_to
from paperkit.word import blocks, references
from paperkit.word.blocks import SUBHEADING
from paperkit.word.house import WordFile
from paperkit.word.lists import lists_of, style_of
from paperkit.word.package import parse, related, unpack
from paperkit.word.template import (
    UnknownNameError,
    a_chart,
    a_contents_list,
    check_safety,
    environment,
    follow,
    item_of,
    long_text,
    names_asked,
    names_of,
    printable,
)
from paperkit.word.values import (
    Block,
    Hyperlink,
    Inline,
    ListItem,
    ListMarker,
    Note,
    ProseTable,
    Subheading,
    inlines,
)
from paperkit.word.wml import read_styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_TAGS = 200  # in one paragraph
NEEDED_STYLES = ("Gap", "Hyperlink")

# Stops at the next brace: a search to the end for each of thousands would not end itself.
_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}|\{\{|\{%|\{#|\}\}|%\}")
_BLOCK = re.compile(r"\{%(p|tr)?\s+(for|if|else|endfor|endif)\b\s*(.*?)\s*%\}", re.DOTALL)
_FOR = re.compile(r"([a-z_]+)\s+in\s+(.+)")
_CLOSES = {"endfor": "for", "endif": "if", "else": "if"}


class _Open(Frozen):
    """A part that is open: how its tag is set, what it is, and the name that it gives."""

    prefix: str
    word: str
    near: str
    paragraph: Any
    name: str = ""


@dataclass
class _Walk:
    """The state of one walk through one part of the file; ``aside`` for one beside the text."""

    file: str
    sections: tuple[str, ...]
    aside: bool
    open: list[_Open] = field(default_factory=list)
    scope: Mapping[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def tell(self, code: str, message: str, near: str, remedy: str = "") -> None:
        """Keep a fault, by the words of the paragraph where it stands."""
        where = f"In the paragraph {quoted(near)}: {message}"
        place = Place(self.file)
        self.findings.append(Finding(code, place, where, remedy, value=near))


def check_file(template: WordFile, sections: tuple[str, ...], shown: type) -> tuple[Finding, ...]:
    """Return every fault of a template; what may do harm is told alone.

    ``sections`` are the names that its kind declares, ``shown`` the type of what it is filled with.
    """
    unsafe = check_safety(template)
    if unsafe:
        return unsafe
    try:
        document = Document(BytesIO(template.package))
    except Exception:
        # python-docx raises KeyError, ValueError, BadZipFile and others for a damaged file.
        raise PackError(
            f"{template.name} is damaged or is not a Word document. "
            "Open it in Word and save it again as a .docx file."
        ) from None
    name = template.name
    listing = references.STYLES if "contents" in names_asked(template) else ()
    findings = list(_styles(document, name, (*NEEDED_STYLES, *listing)))
    for root in _parts(document):
        findings += _check_part(root, name, sections, shown)
    return tuple(findings)


def _parts(document: Any) -> Iterator[Any]:
    yield document.element.body
    for rel in document.part.rels.values():
        if rel.reltype.endswith(("/header", "/footer", "/footnotes")):
            part = rel.target_part
            yield part.element if isinstance(part, XmlPart) else etree.fromstring(part.blob)


def _styles(document: Any, file: str, needed: Iterable[str]) -> Iterator[Finding]:
    there = {style.name.lower() for style in document.styles}
    for name in needed:
        if name.lower() not in there:
            message = f"The template has no style called {quoted(name)}."
            code = "PK-608"
            yield Finding(code, Place(file), message, value=name)


def _check_part(root: Any, file: str, sections: tuple[str, ...], shown: type) -> list[Finding]:
    walk = _Walk(file, sections, root.tag != f"{W}body", scope=names_of(shown))
    for paragraph in root.iter(f"{W}p"):
        _check_paragraph(walk, paragraph)
    for part in walk.open:
        walk.tell("PK-602", f"the part that begins with {part.word} is not closed.", part.near)
    return walk.findings


def _check_paragraph(walk: _Walk, paragraph: Any) -> None:
    text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
    if paragraph.find(f"{W}pPr/{W}numPr") is not None:
        walk.tell("PK-607", "the number does not come from a style.", text)
    depth = len(walk.open)
    tags = list(islice(_TAG.finditer(text), MOST_TAGS + 1))
    if len(tags) > MOST_TAGS:
        walk.tell("PK-604", f"more than {MOST_TAGS} tags stand here.", text)
        return
    for match in tags:
        _check_tag(walk, paragraph, match.group(), text)
    for part in walk.open[depth:]:
        if not part.prefix:
            walk.tell("PK-602", f"{part.word} is not closed in its paragraph.", text)
            walk.open.remove(part)


def _check_tag(walk: _Walk, paragraph: Any, tag: str, near: str) -> None:
    block = _BLOCK.fullmatch(tag)
    if tag.startswith("{{") and tag.endswith("}}") and len(tag) > 3:
        _check_output(walk, tag[2:-2], near)
    elif block is None:
        walk.tell("PK-604", f"{quoted(tag)} is not a tag of paperkit's.", near)
    else:
        _check_alone(walk, paragraph, block.group(1) or "", near)
        _check_block(walk, paragraph, block, near)


def _check_output(walk: _Walk, expression: str, near: str) -> None:
    hint = _type_of(walk, expression, near)
    if hint is None:
        return
    if not printable(hint):
        walk.tell("PK-606", f"{quoted(expression.strip())} is not one text.", near)
    elif long_text(hint) and near.strip() != "{{" + expression + "}}":
        walk.tell("PK-605", f"{quoted(expression.strip())} is long text.", near)
    elif a_chart(hint) and near.strip() != "{{" + expression + "}}":
        walk.tell("PK-632", f"{quoted(expression.strip())} is a chart.", near)
    elif a_contents_list(hint) and (walk.aside or near.strip() != "{{" + expression + "}}"):
        walk.tell("PK-980", f"{quoted(expression.strip())} is a contents list.", near)


def _check_alone(walk: _Walk, paragraph: Any, prefix: str, near: str) -> None:
    home = paragraph
    if prefix == "tr":
        home = next(paragraph.iterancestors(f"{W}tr"), None)
    if not prefix or home is None:
        if prefix:
            walk.tell("PK-603", "a {%tr … %} tag stands outside a table.", near)
        return
    text = "".join(node.text or "" for node in home.iter(f"{W}t")).strip()
    if text.count("{%") != 1 or not _BLOCK.fullmatch(text):
        walk.tell("PK-603", f"{quoted(text)} has more in it than the tag.", near)


def _check_block(walk: _Walk, paragraph: Any, block: re.Match[str], near: str) -> None:
    prefix, word, rest = block.group(1) or "", block.group(2), block.group(3)
    if word == "for":
        walk.open.append(_Open(prefix, word, near, paragraph, _enter(walk, rest, near)))
    elif word == "if":
        _type_of(walk, rest.removeprefix("not "), near)
        walk.open.append(_Open(prefix, word, near, paragraph))
    else:
        _close(walk, prefix, word, near, paragraph)


def _enter(walk: _Walk, rest: str, near: str) -> str:
    """Return the name that a for tag gives to each item, now known in the scope."""
    match = _FOR.fullmatch(rest)
    if match is None:
        walk.tell("PK-604", f"{quoted(rest)} is not 'name in list'.", near)
        return ""
    hint = _type_of(walk, match.group(2), near)
    item = item_of(hint)
    if hint is not None and item is None:
        walk.tell("PK-606", f"{quoted(match.group(2))} is not a list.", near)
    walk.scope = {**walk.scope, match.group(1): item}
    return match.group(1)


def _close(walk: _Walk, prefix: str, word: str, near: str, paragraph: Any) -> None:
    top = walk.open[-1] if walk.open else None
    if top is None or top.word != _CLOSES[word]:
        walk.tell("PK-602", f"{word} closes nothing that is open here.", near)
        return
    same_cell = _cell(top.paragraph) is _cell(paragraph)
    if top.prefix != prefix or (prefix != "tr" and not same_cell):
        message = f"{word} closes a part that begins in another way: {quoted(top.near)}."
        walk.tell("PK-602", message, near)
    if word != "else":
        walk.open.pop()
        walk.scope = {name: hint for name, hint in walk.scope.items() if name != top.name}


def _cell(paragraph: Any) -> Any:
    return next(paragraph.iterancestors(f"{W}tc"), None)


def _type_of(walk: _Walk, expression: str, near: str) -> Any:
    """Return the type of a name such as ``header.title``; None where a fault has been told."""
    try:
        names = _names(expression)
    except (TemplateSyntaxError, ValueError):
        walk.tell("PK-604", f"{quoted(expression.strip())} is more than a name.", near)
        return None
    try:
        return _resolve(walk, names)
    except UnknownNameError as unknown:
        shown = close_to(unknown.name, unknown.known)
        remedy = f"Did you mean {shown}? " if shown else f"Known here: {', '.join(unknown.known)}. "
        message = f"{quoted('.'.join(names))} is not something that a paper has."
        walk.tell("PK-601", message, near, remedy + remedy_of("PK-601"))
        return None


def _resolve(walk: _Walk, names: tuple[str, ...]) -> Any:
    if names[0] not in walk.scope:
        raise UnknownNameError(names[0], sorted(walk.scope))
    hint = walk.scope[names[0]]
    for name in names[1:]:
        hint = None if hint is None else follow(hint, name, walk.sections)
    return hint


@cache
def _names(expression: str) -> tuple[str, ...]:
    """Return the parts of a dotted name; ValueError for anything more than that."""
    body = environment().parse("{{ " + expression + " }}").body
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise ValueError(expression)
    names: tuple[str, ...] = ()
    node = output.nodes[0]
    while isinstance(node, nodes.Getattr):
        names = (node.attr, *names)
        node = node.node
    if not isinstance(node, nodes.Name):
        raise ValueError(expression)
    return (node.name, *names)


class Need(Frozen, order=True):
    """A style by its name and kind, and whether it must take its number from a list."""

    name: str
    kind: str = "paragraph"
    numbered: bool = False


def needs(blocks: Iterable[Block]) -> frozenset[Need]:
    """Return the styles that these blocks take beside that of plain paragraphs."""
    every = tuple(blocks)
    of_blocks = {need for block in every for need in _of_block(block)}
    return frozenset(of_blocks | {need for inline in inlines(every) for need in _of_inline(inline)})


def _of_block(block: Block) -> Iterator[Need]:
    match block:
        case Subheading():
            yield Need(SUBHEADING)
        case ListItem():
            yield Need(style_of(block), numbered=block.marker is not ListMarker.BULLET)
        case ProseTable():
            yield from (Need(blocks.STYLE, "table"), Need(blocks.HEADING), Need(blocks.TEXT))
            if block.caption:
                yield Need(blocks.CAPTION)


def _of_inline(inline: Inline) -> Iterator[Need]:
    match inline:
        case Hyperlink():
            yield Need("Hyperlink", "character")
        case Note():
            yield from (Need("Footnote Text"), Need("Footnote Reference", "character"))


def check_needs(package: bytes, file: str, blocks: Iterable[Block]) -> tuple[Finding, ...]:
    """Return a finding (PK-608) for each style that the blocks need and the template lacks.

    ``package`` is the template with the look of its house, ``file`` what messages call it.
    """
    found = needs(blocks)
    return tuple(_lacking(package, file, sorted(found))) if found else ()


def _lacking(package: bytes, file: str, needed: Iterable[Need]) -> Iterator[Finding]:
    members = unpack(package)
    parts = (related(members, kind) for kind in ("styles", "numbering"))
    roots = [parse(members[part], part) if part else None for part in parts]
    styles = read_styles(roots[0])
    lists = lists_of(roots[1], styles)
    there = {(style.name.lower(), style.kind): style for style in styles.by_id.values()}
    code = "PK-608"
    for need in needed:
        style = there.get((need.name.lower(), need.kind))
        message = ""
        if style is None:
            message = f"The template has no {need.kind} style called {quoted(need.name)}."
        elif need.numbered and lists.found(style.id) is None:
            message = f"The style {quoted(need.name)} of the template takes no number from a list."
        if message:
            yield Finding(code, Place(file), message, value=need.name)
