"""Check a template before it is filled, so that filling cannot fail and nothing is lost.

First what travels along unseen (``template_safety``). Then every tag is looked at where
it is: whether it is of the small set, alone where it must be, closed by its like, and asks
only for what a Paper has. A loop within a loop goes over a list of the outer one's, so that
what is printed grows with the data and no faster. Faults name the paragraph's words. Last, the
styles that a paper's long text asks of its template.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from paperkit.errors import ReadError
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen
from paperkit.schema.values import close_to
from paperkit.word.filling import (
    CAPTION,
    SUBHEADING,
    TABLE,
    TABLE_HEADING,
    TABLE_TEXT,
    UNNUMBERED,
)
from paperkit.word.house import PROSE_STYLES, WordFile, damaged
from paperkit.word.numbering import CONTENTS_STYLE, lists_of, style_of
from paperkit.word.package import (
    NUMBERED,
    Element,
    parse,
    read_styles,
    related_root,
    w,
    words_in,
)
from paperkit.word.template import (
    NotInPaperError,
    alternatives,
    environment,
    follow,
    item_of,
    names_asked,
    names_of,
    printable,
)
from paperkit.word.template_safety import unsafe
from paperkit.word.template_unseen import TAG, filled_parts, is_hidden, tags_left_out
from paperkit.word.values import (
    Block,
    Contents,
    Figure,
    Hyperlink,
    ListItem,
    ListMarker,
    Note,
    Paragraph,
    Prose,
    ProseTable,
    Subheading,
    inlines,
)

MOST_TAGS = 200  # in one paragraph
NEEDED_STYLES = ("Gap", "Hyperlink")

_BLOCK = re.compile(r"\{%(p|tr)?\s+(for|if|else|endfor|endif)\b(.*)%\}", re.DOTALL)
_FOR = re.compile(r"([a-z_]+)\s+in\s+(\S.*)")
# What nearly every tag asks for; to have Jinja2 read it takes a hundred times as long.
_PLAIN_NAME = re.compile(r"\s*([a-z_]+)(?:\.[a-z_]+)*\s*")
_WORDS_OF_JINJA = frozenset({"true", "false", "none", "not", "and", "or", "in", "is", "if", "else"})
_CLOSES = {"endfor": "for", "endif": "if", "else": "if"}


def check_file(template: WordFile, sections: tuple[str, ...], shown: type) -> tuple[Finding, ...]:
    """Return every fault of a template; what may do harm is reported alone.

    ``sections`` are the names that its kind declares, ``shown`` the type of what it is filled with.
    PackError where it is damaged.
    """
    members = template.members
    try:
        of_left_out = tags_left_out(template.left_out)
        harmful = tuple(dict.fromkeys((*unsafe(members, template.name), *of_left_out)))
        if harmful:
            return harmful
        styles = read_styles(related_root(members, "styles"))
        text, *others = (parse(members[part], part) for part in filled_parts(members))
    except (ReadError, KeyError):
        raise damaged(template.name) from None
    listing = (CONTENTS_STYLE,) if "contents" in names_asked(members) else ()
    there = {style.name.lower() for style in styles.by_id.values()}
    findings = [
        _style_lacking(template.name, f"The template has no style called {quoted(name)}.", name)
        for name in (*NEEDED_STYLES, *listing)
        if name.lower() not in there
    ]
    for style in styles.by_id.values():
        if style.name.lower() in map(str.lower, PROSE_STYLES) and is_hidden(style.id, styles):
            message = f"The style {quoted(style.name)}, which officers' text takes, is hidden text."
            findings.append(Finding("PK-615", Place(template.name), message, value=style.name))
    for root in (text, *others):
        findings += _Walk(template.name, sections, root is not text, names_of(shown)).of(root)
    return tuple(findings)


def _style_lacking(file: str, message: str, style: str) -> Finding:
    return Finding("PK-608", Place(file), message, value=style)


class _Open(Frozen):
    """A part that is open: how its tag is set, what it is, and the name that it gives."""

    prefix: str
    word: str
    near: str
    paragraph: Any
    name: str = ""


@dataclass
class _Walk:
    """One walk through the paragraphs of one part of the file; ``aside`` for one beside the text.

    ``near`` are the words of the paragraph that is being looked at.
    """

    file: str
    sections: tuple[str, ...]
    aside: bool
    scope: Mapping[str, Any]
    near: str = ""
    open: list[_Open] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def of(self, root: Element) -> list[Finding]:
        """Return the faults of all tags of a part."""
        for paragraph in root.iter(w("p")):
            self.paragraph(paragraph)
        for part in self.open:
            self.near = part.near
            self.fault("PK-602", f"the part that begins with '{part.word}' has no end.")
        return self.findings

    def fault(self, code: str, message: str, remedy: str = "") -> None:
        """Keep a fault, by the words of its paragraph."""
        where = f"In the paragraph {quoted(self.near)}: {message}"
        self.findings.append(Finding(code, Place(self.file), where, remedy, value=self.near))

    def paragraph(self, paragraph: Element) -> None:
        """Check each tag of a paragraph, and that what it opens within its words it closes."""
        self.near = words_in(paragraph)
        if paragraph.find(NUMBERED) is not None:
            self.fault("PK-607", "its number comes from the list button, not from a style.")
        depth = len(self.open)
        tags = list(islice(TAG.finditer(self.near), MOST_TAGS + 1))
        if len(tags) > MOST_TAGS:
            self.fault("PK-604", f"there are more than {MOST_TAGS} tags.")
            return
        for tag in (found.group() for found in tags):
            block = _BLOCK.fullmatch(tag)
            if tag.startswith("{{") and tag.endswith("}}") and len(tag) > 3:
                self.output(tag[2:-2])
            elif block is None:
                self.fault("PK-604", f"paperkit does not know the tag {quoted(tag)}.")
            else:
                self.block(paragraph, block)
        for part in self.open[depth:]:
            if not part.prefix:
                self.fault("PK-602", f"'{part.word}' has no end in its paragraph.")
                self.open.remove(part)

    def output(self, expression: str) -> None:
        """Check a tag that prints: whether it is one text, and alone where that may be long."""
        hint, said = self.type_of(expression), quoted(expression.strip())
        if hint is None:
            return
        alone = self.near.strip() == "{{" + expression + "}}"
        if not printable(hint):
            self.fault("PK-606", f"{said} is not a single text.")
        elif Prose in alternatives(hint) and not alone:
            self.fault("PK-605", f"{said} is long text, and other words are with it.")
        elif Figure in alternatives(hint) and not alone:
            self.fault("PK-632", f"{said} is a chart, and other words are with it.")
        elif Contents in alternatives(hint) and (self.aside or not alone):
            self.fault(
                "PK-980", f"{said} is a contents list, and is not in a paragraph of its own."
            )

    def block(self, paragraph: Element, block: re.Match[str]) -> None:
        """Check a tag that opens or closes a part, and keep what is open now."""
        prefix, word, rest = block.group(1) or "", block.group(2), block.group(3).strip()
        home = next(paragraph.iterancestors(w("tr")), None) if prefix == "tr" else paragraph
        if home is None:
            self.fault("PK-603", "a {%tr … %} tag is outside a table.")
        elif prefix:
            text = words_in(home).strip()
            if text.count("{%") != 1 or not _BLOCK.fullmatch(text):
                self.fault("PK-603", f"there are other words with the tag in {quoted(text)}.")
        if word == "for":
            self.open.append(_Open(prefix, word, self.near, paragraph, self.named_by(rest)))
        elif word == "if":
            self.type_of(rest.removeprefix("not "))
            self.open.append(_Open(prefix, word, self.near, paragraph))
        else:
            self.close(prefix, word, paragraph)

    def named_by(self, rest: str) -> str:
        """Return the name that a for tag gives to each item, now known in the scope."""
        found = _FOR.fullmatch(rest)
        if found is None:
            self.fault("PK-604", f"a 'for' tag needs 'name in list', not {quoted(rest)}.")
            return ""
        hint = self.type_of(found.group(2))
        item = item_of(hint)
        if hint is not None and item is None:
            self.fault("PK-606", f"{quoted(found.group(2))} is not a list.")
        outer = [part.name for part in self.open if part.word == "for"]
        if outer and found.group(2).partition(".")[0] not in outer:
            self.fault("PK-617", f"{quoted(rest)} repeats a whole list for each {outer[-1]}.")
        self.scope = {**self.scope, found.group(1): item}
        return found.group(1)

    def close(self, prefix: str, word: str, paragraph: Element) -> None:
        """Check that a tag closes what was opened last, in the same way and cell."""
        top = self.open[-1] if self.open else None
        if top is None or top.word != _CLOSES[word]:
            self.fault("PK-602", f"'{word}' ends nothing that has begun here.")
            return
        cells = [next(one.iterancestors(w("tc")), None) for one in (top.paragraph, paragraph)]
        if top.prefix != prefix or (prefix != "tr" and cells[0] is not cells[1]):
            self.fault(
                "PK-602",
                f"'{word}' ends a part that begins with another kind of tag: {quoted(top.near)}.",
            )
        if word != "else":
            self.open.pop()
            self.scope = {name: hint for name, hint in self.scope.items() if name != top.name}

    def type_of(self, expression: str) -> Any:
        """Return the type of a name such as ``header.title``; None where there is a fault."""
        try:
            names = _names(expression)
        except (TemplateSyntaxError, ValueError):
            self.fault("PK-604", f"{quoted(expression.strip())} is not only a name.")
            return None
        try:
            if names[0] not in self.scope:
                raise NotInPaperError(names[0], sorted(self.scope))
            hint = self.scope[names[0]]
            for name in names[1:]:
                hint = None if hint is None else follow(hint, name, self.sections)
        except NotInPaperError as unknown:
            near = close_to(unknown.name, unknown.known)
            hint = None
            remedy = (
                f"Did you mean {near}? " if near else f"You can use {', '.join(unknown.known)}. "
            )
            message = f"papers have nothing called {quoted('.'.join(names))}."
            self.fault("PK-601", message, remedy + remedy_of("PK-601"))
        return hint


@cache
def _names(expression: str) -> tuple[str, ...]:
    """Return the parts of a dotted name; ValueError for anything more than that."""
    plain = _PLAIN_NAME.fullmatch(expression)
    if plain and plain.group(1) not in _WORDS_OF_JINJA:
        return tuple(expression.strip().split("."))
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


class StyleNeeded(Frozen, order=True):
    """A style by its name and kind, and whether it must take its number from a list."""

    name: str
    kind: str = "paragraph"
    numbered: bool = False


def _styles_needed(every: tuple[Block, ...]) -> Iterator[StyleNeeded]:
    """Yield the styles that these blocks take beside that of plain paragraphs."""
    for block in every:
        match block:
            case Subheading():
                yield StyleNeeded(SUBHEADING)
            case Paragraph(numbered=False):
                yield StyleNeeded(UNNUMBERED)
            case ListItem():
                yield StyleNeeded(style_of(block), numbered=block.marker is not ListMarker.BULLET)
            case ProseTable():
                yield StyleNeeded(TABLE, "table")
                yield from (StyleNeeded(TABLE_HEADING), StyleNeeded(TABLE_TEXT))
                if block.caption:
                    yield StyleNeeded(CAPTION)
    for inline in inlines(every):
        match inline:
            case Hyperlink():
                yield StyleNeeded("Hyperlink", "character")
            case Note():
                yield StyleNeeded("Footnote Text")
                yield StyleNeeded("Footnote Reference", "character")


def check_needs(
    members: Mapping[str, bytes], file: str, blocks: Iterable[Block]
) -> tuple[Finding, ...]:
    """Return a finding (PK-608) for each style that the blocks need and the template lacks.

    ``members`` are those of the template with the look of its house, ``file`` what messages call
    it.
    """
    needed = sorted(set(_styles_needed(tuple(blocks))))
    if not needed:
        return ()
    styles = read_styles(related_root(members, "styles"))
    lists = lists_of(related_root(members, "numbering"), styles)
    there = {(style.name.lower(), style.kind): style for style in styles.by_id.values()}
    findings = []
    for need in needed:
        style, said = there.get((need.name.lower(), need.kind)), quoted(need.name)
        if style is None:
            message = f"The template has no {need.kind} style called {said}."
            findings.append(_style_lacking(file, message, need.name))
        elif need.numbered and lists.place_of_style(style.id) is None:
            message = f"The style {said} of the template takes no number from a list."
            findings.append(_style_lacking(file, message, need.name))
    return tuple(findings)
