"""Check a template before it is filled, so that filling cannot fail and nothing is lost.

First what travels along unseen (``template_safety``). Then every tag is looked at where
it is: whether it is of the small set, alone where it must be, closed by its like, and asks
only for what a Paper has. A loop within a loop goes over a list of the outer one's, so that
what is printed grows with the data and no faster. Faults name the paragraph's words. Last, the
styles that a paper's long text asks of its template.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from paperkit.errors import ReadError
from paperkit.findings import Finding, quoted, remedy_of
from paperkit.frozen import Frozen, replace
from paperkit.word.house import PROSE_STYLES, WordFile, damaged
from paperkit.word.numbering import CONTENTS_STYLE
from paperkit.word.package import FALLBACK, NUMBERED, Element, parse, story_parts, w, words_in
from paperkit.word.styles import styles_of
from paperkit.word.template import (
    NotInPaperError,
    alternatives,
    environment,
    item_of,
    names_asked,
    names_of,
    printable,
)
from paperkit.word.template_places import as_it_is, findings_of
from paperkit.word.template_safety import unsafe
from paperkit.word.template_suggestions import (
    BlockTag,
    Names,
    as_tags,
    block_tag,
    first_word,
    how_to_print,
    is_known,
    is_list,
    more_than_a_name,
    not_one_text,
    parts_of,
    wrong_braces,
)
from paperkit.word.template_tags import NO_MARK, Mark, marks_in, words_of
from paperkit.word.template_unseen import Fault, filled_parts, is_hidden, tags_left_out
from paperkit.word.template_whole import not_whole
from paperkit.word.values import Contents, Figure, Prose

MOST_TAGS = 200  # in one paragraph
MOST_WITHIN = 40  # parts within one another
NEEDED_STYLES = ("Gap", "Hyperlink")

ENDS = {"endfor": "for", "endif": "if", "else": "if"}

_FOR = re.compile(r"([^\W\d]\w*)\s+in\s+(\S.*)")
# What nearly every tag asks for; to have Jinja2 read it takes a hundred times as long.
_PLAIN_NAME = re.compile(r"\s*([a-z_]+)(?:\.[a-z_]+)*\s*")
_WORDS_OF_JINJA = frozenset({"true", "false", "none", "not", "and", "or", "in", "is", "if", "else"})
_NO_NAMES = _WORDS_OF_JINJA | {"True", "False", "None", "loop", "self"}
# What a paragraph or a row would take along that is taken out with its tag.
_LOST = {
    f".//{w('sectPr')}": "the end of a section",
    f".//{w('drawing')}": "a picture",
    f".//{w('pict')}": "a picture",
    f".//{w('fldChar')}": "a field",
    f".//{w('fldSimple')}": "a field",
    f".//{w('sym')}": "a symbol",
    ".//{*}oMath": "an equation",
    f".//{w('footnoteReference')}": "the mark of a footnote",
    f".//{w('endnoteReference')}": "the mark of an endnote",
}
# Where tags are torn, what they leave out and repeat is not known.
_TORN = frozenset({"PK-609", "PK-611", "PK-602", "PK-603", "PK-604", "PK-613", "PK-635"})
_MOVE_OUT = "It is taken out with the tag: move it into another paragraph."
_ROWS = "Write {%tr … %} for both, each in a row of its own, around the row that is repeated."
_SAME = "Put both tags into the same place."
_PARAGRAPHS = "Write {%p … %} for both, each in a paragraph of its own."


def check_file(template: WordFile, shown: type) -> tuple[Finding, ...]:
    """Return every fault of a template as it is, by its place; PackError where it is damaged.

    ``shown`` is the type of what it is filled with.
    """
    return findings_of(faults_of(template, shown), template, (template,), as_it_is)


def faults_of(template: WordFile, shown: type) -> tuple[Fault, ...]:
    """Return every fault of a template, at its element; PackError where it is damaged.

    ``shown`` is as in ``check_file``.
    """
    members, faults = template.members, list(tags_left_out(template.left_out))
    try:
        faults += unsafe(members)
        styles = styles_of(members)
        roots = {part: parse(members[part], part) for part in filled_parts(members)}
    except (ReadError, KeyError):
        if any(fault.code == "PK-609" for fault in faults):
            return tuple(faults)
        raise damaged(template.name) from None
    listing = (CONTENTS_STYLE,) if "contents" in names_asked(members) else ()
    there = {style.name.lower() for style in styles.by_id.values()}
    for name in (*NEEDED_STYLES, *listing):
        if name.lower() not in there:
            message = f"The template has no style called {quoted(name)}."
            faults.append(Fault("PK-608", message, value=name))
    for style in styles.by_id.values():
        if style.name.lower() in map(str.lower, PROSE_STYLES) and is_hidden(style.id, styles):
            message = f"The style {quoted(style.name)}, which officers' text takes, is hidden text."
            faults.append(Fault("PK-615", message, value=style.name))
    for number, (part, root) in enumerate(roots.items()):
        faults += _Walk(part, number > 0, names_of(shown)).of(root)
    if not any(fault.code in _TORN for fault in faults):
        stories = {
            part: roots[part] if part in roots else parse(members[part], part)
            for part in story_parts(members)
        }
        faults += not_whole(members, stories, styles)
    split = [fault.value for fault in faults if fault.code == "PK-613"]
    reported = {(fault.code, fault.message) for fault in faults if not _is_copy(fault)}
    return tuple(
        fault
        for fault in dict.fromkeys(faults)
        if not (fault.code == "PK-635" and any(fault.value in tag for tag in split))
        if not (_is_copy(fault) and (fault.code, fault.message) in reported)
    )


def _is_copy(fault: Fault) -> bool:
    """Return whether a fault is in what Word keeps of a box or drawing for older programs."""
    return fault.node is not None and next(fault.node.iterancestors(FALLBACK), None) is not None


class _Part(Frozen):
    """A tag that begins or ends a part: how it is set, what it is, where, the name that it gives.

    ``item`` is the type of what the name stands for, None where it is not known. ``reported`` says
    that a fault of the tag was, ``blind`` that the names within the part cannot be known.
    """

    prefix: str
    word: str
    mark: Mark
    at: int
    paragraph: Any
    name: str = ""
    item: Any = None
    reported: bool = False
    blind: bool = False


class _Reported(Frozen):
    """A fault, at which tag it is, and the part or the unknown name from which it follows."""

    fault: Fault
    at: int
    of: _Part | None = None
    unknown: str = ""


@dataclass
class _Walk:
    """One walk through the paragraphs of one part of the file; ``aside`` for one beside the text.

    ``at`` counts the tags, ``mark`` is the one at hand and ``words`` are those of its paragraph.
    ``unclosed`` are parts that end with the part around them, ``loose`` tags that end nothing that
    is open: which of them belong together shows at the end. ``homes`` are the rows and paragraphs
    of which it was reported that they hold more than a tag.
    """

    part: str
    aside: bool
    every: Mapping[str, Any]
    at: int = 0
    words: str = ""
    paragraph: Any = None
    mark: Mark = NO_MARK
    last_end: int = 0
    open: list[_Part] = field(default_factory=list)
    unclosed: list[_Part] = field(default_factory=list)
    loose: list[tuple[_Part, int]] = field(default_factory=list)
    halves: set[int] = field(default_factory=set)
    homes: list[Element] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    reported: list[_Reported] = field(default_factory=list)

    def of(self, root: Element) -> Iterator[Fault]:
        """Return the faults of all tags of a part, in their order."""
        for paragraph in root.iter(w("p")):
            self.look_at(paragraph)
        self.pair()
        return (one.fault for one in sorted(self.reported, key=lambda one: one.at))

    @property
    def names(self) -> Names:
        """Return the names that a tag can use here."""
        loops = {part.name: part.item for part in self.open if part.name}
        return Names(self.every, loops)

    def fault(self, code: str, message: str, remedy: str = "", unknown: str = "") -> None:
        """Keep a fault of the tag at hand."""
        here = _Part("", "", self.mark, self.at, self.paragraph)
        self.fault_at(here, code, message, remedy, unknown)

    def fault_at(
        self, part: _Part, code: str, message: str, remedy: str = "", unknown: str = ""
    ) -> None:
        """Keep a fault of a tag that begins or ends a part, by the words around it."""
        mark = part.mark
        fault = Fault(
            code, message, remedy, mark.text, self.part, part.paragraph, mark.start, mark.end
        )
        outer = next((one for one in reversed(self.open) if one.word == "for"), None)
        self.reported.append(
            _Reported(fault, part.at, outer if code == "PK-617" else None, unknown)
        )

    def look_at(self, paragraph: Element) -> None:
        """Check each tag of a paragraph."""
        self.paragraph, self.words, self.mark = paragraph, words_of(paragraph), NO_MARK
        self.at += 1
        if paragraph.find(NUMBERED) is not None:
            self.fault("PK-607", "Its number comes from the list button, not from a style.")
        marks = list(islice(marks_in(self.words), MOST_TAGS + 1))
        if len(marks) > MOST_TAGS:
            self.fault("PK-604", f"There are more than {MOST_TAGS} tags in this paragraph.")
            return
        has_no_end = False
        for mark in marks:
            self.mark = mark
            self.at += 1
            if has_no_end and not mark.opens:
                # The end of a tag that holds braces of its own is reported with its beginning.
                has_no_end = False
                continue
            has_no_end = has_no_end or not mark.closes
            if not mark.is_tag:
                self.braces(mark)
            elif mark.opens == "{{":
                self.output(mark.inside)
            elif mark.opens == "{%":
                self.block(block_tag(mark.inside))
            else:
                remedy = "Take it out, or write a comment in Word, which papers leave out."
                self.fault("PK-604", f"{quoted(mark.text)} is a remark of Jinja2.", remedy)

    def braces(self, mark: Mark) -> None:
        """Tell what has other braces than a tag, unless it is plain words; keep what it opens."""
        inside, why = mark.inside.strip(), wrong_braces(mark)
        bare, is_end = inside.lstrip("/^@"), inside.startswith("/")
        if mark.opens == "{" and mark.closes == "}" and not self.is_used(bare):
            return
        if is_end and bare in self.foreign:
            return
        if mark.opens == "{#":
            self.foreign.add(inside)
            ends = (
                f"{{%p for row in {inside} %}} … {{%p endfor %}}",
                f"{{%p if {inside} %}} … {{%p endif %}}",
            )
            meant = ", or ".join(ends)
        elif "%" in f"{mark.opens}{mark.closes}" and inside and mark.opens != "{{":
            tag = (
                block_tag(f" {inside}")
                if not inside.startswith(("p ", "tr "))
                else block_tag(inside)
            )
            meant = tag.text if tag.word else ""
            if tag.word:
                self.begin_or_end(replace(tag, why=why))
        else:
            meant = f"{{{{ {self.corrected(inside)} }}}}" if inside else ""
        remedy = f"Did you mean {meant}?" if meant else "Take it out."
        self.fault("PK-635", f"{quoted(mark.text)} {why}.", remedy)

    def is_used(self, typed: str) -> bool:
        """Return whether words could be a name here, and are not one plain word by chance."""
        names = tuple(part.strip() for part in typed.split("."))
        try:
            self.names.hint(names)
        except NotInPaperError:
            return False
        return len(names) > 1 or names[0] in self.names.loops or typed in self.foreign

    def corrected(self, typed: str) -> str:
        """Return a name as it was probably meant; as it was typed where there is no idea."""
        found = self.names.meant(typed, printable)
        return found.name if found else typed.strip()

    def output(self, expression: str) -> None:
        """Check a tag that prints: whether it is one text, and alone where that may be long."""
        hint, said = self.type_of(expression, printable), quoted(expression.strip())
        if hint is None:
            return
        alone = self.words.strip() == self.mark.text
        if not printable(hint):
            self.fault("PK-606", f"{said} {not_one_text(hint)}.", how_to_print(expression, hint))
        elif Prose in alternatives(hint) and not alone:
            self.fault("PK-605", f"{said} is long text, and other words are with it.")
        elif Figure in alternatives(hint) and not alone:
            self.fault("PK-632", f"{said} is a chart, and other words are with it.")
        elif Contents in alternatives(hint) and (self.aside or not alone):
            message = f"{said} is a contents list, and is not in a paragraph of its own."
            self.fault("PK-980", message)

    def block(self, tag: BlockTag) -> None:
        """Check a tag that begins or ends a part, or report why it does neither."""
        if not tag.word:
            family = tag.rest.removeprefix("end")
            if tag.rest == family or family not in self.foreign:
                self.foreign.add(family)
                self.fault("PK-604", f"{quoted(self.mark.text)} {tag.why}.", tag.remedy)
            return
        if tag.why:
            begins = any(part.prefix == tag.prefix and part.reported for part in self.open)
            if not (tag.word in ENDS and tag.prefix not in ("", "p", "tr") and begins):
                self.fault("PK-604", f"{quoted(self.mark.text)} {tag.why}.", tag.remedy)
        elif tag.prefix:
            self.alone(tag.prefix)
        self.begin_or_end(tag)

    def alone(self, prefix: str) -> None:
        """Check that a tag which takes its paragraph or row away takes nothing else with it."""
        home = self.paragraph
        if prefix == "tr":
            home = next(self.paragraph.iterancestors(w("tr")), None)
        if home is None:
            plain = self.mark.text.replace("{%tr", "{%p", 1)
            self.fault("PK-603", "A {%tr … %} tag is outside a table.", f"Did you mean {plain}?")
            return
        if any(home is one for one in self.homes):
            return
        text, what = words_in(home).strip(), "row" if prefix == "tr" else "paragraph"
        lost = next((words for path, words in _LOST.items() if home.find(path) is not None), "")
        if text != self.mark.text:
            message = f"There are other words with the tag in its {what}: {quoted(text)}."
            inline = prefix == "p" and text.count("{%") > 1
            remedy = (
                "Write {% … %} without the 'p' for tags within one paragraph." if inline else ""
            )
            self.fault("PK-603", message, remedy)
        elif lost:
            self.fault("PK-603", f"There is {lost} in the {what} of the tag.", _MOVE_OUT)
        else:
            return
        self.homes.append(home)

    def begin_or_end(self, tag: BlockTag) -> None:
        """Keep what a tag begins, or end what it ends."""
        if len(self.open) == MOST_WITHIN and tag.word not in ENDS:
            message = f"There are more than {MOST_WITHIN} parts within one another."
            self.fault("PK-604", message, "Take out the ones that ask for the same again.")
        part = _Part(
            tag.prefix, tag.word, self.mark, self.at, self.paragraph, reported=bool(tag.why)
        )
        if tag.word == "for":
            self.begin_for(part, tag)
        elif tag.word == "if":
            if not tag.why:
                self.type_of(tag.rest.removeprefix("not "), is_known)
            self.open.append(part)
        else:
            self.end(part)

    def begin_for(self, part: _Part, tag: BlockTag) -> None:
        """Keep a part that is repeated, with the name that it gives to each item."""
        found = _FOR.fullmatch(tag.rest)
        name, source = found.groups() if found else (first_word(tag.rest), "")
        item = None
        outer = [one.name for one in self.open if one.word == "for" and one.name]
        if tag.why:
            item = item_of(self.known(source))
        elif found is None or name in _NO_NAMES:
            message = f"A 'for' tag needs 'name in list', not {quoted(tag.rest)}."
            listed = self.names.meant(tag.rest.rpartition(" ")[2], is_list)
            meant = f"{{%{tag.prefix} for {name or 'row'} in {listed.name} %}}" if listed else ""
            self.fault("PK-604", message, f"Did you mean {meant}?" if meant else "")
        else:
            hint = self.type_of(source, is_list)
            item = item_of(hint)
            if hint is not None and item is None:
                self.fault("PK-606", f"{quoted(source)} is not a list.", self.lists_like(source))
            elif hint is not None and outer and source.partition(".")[0] not in outer:
                self.fault(
                    "PK-617", f"{quoted(tag.rest)} repeats a whole list for each {outer[-1]}."
                )
        self.open.append(replace(part, name=name, item=item, blind=not name))

    def known(self, source: str) -> Any:
        """Return the type of a name; None where there is none of that name."""
        try:
            return self.names.hint(tuple(source.split(".")))
        except NotInPaperError:
            return None

    def lists_like(self, source: str) -> str:
        """Return what to do where a name is repeated that is not a list."""
        lists = [name for name, hint in parts_of(self.known(source)).items() if is_list(hint)]
        if lists:
            return f"Did you mean {' or '.join(f'{source}.{name}' for name in lists[:3])}?"
        found = self.names.meant(source, is_list)
        return f"Did you mean {found.name}?" if found else "Name a list of the reference."

    def end(self, part: _Part) -> None:
        """End what was begun last in the same way; what was begun after that has no end."""
        wanted = ENDS[part.word]
        found = None
        for number, one in enumerate(self.open):
            here = part.prefix or one.paragraph is self.paragraph
            if one.word == wanted and one.prefix == part.prefix and here:
                found = number
        if found is None:
            self.loose.append((part, self.last_end))
            self.last_end = self.at
            return
        begun = self.open[found]
        if not begun.reported and _holder(begun) is not _holder(part):
            how = _apart(begun, part)
            remedy = _ROWS if "cell" in how else _SAME
            self.fault_at(part, "PK-602", f"{quoted(begun.mark.text)} {how}.", remedy)
        if part.word == "else":
            if begun.at in self.halves:
                message = f"{quoted(self.mark.text)} is the second in its part."
                self.fault_at(part, "PK-602", message, "Take one of the two out.")
            self.halves.add(begun.at)
            return
        self.unclosed += self.open[found + 1 :]
        del self.open[found:]
        self.last_end = self.at

    def pair(self) -> None:
        """Report each part without an end and each end of none, both at once if they fit."""
        begun = sorted((*self.unclosed, *self.open), key=lambda one: one.at, reverse=True)
        loose = list(self.loose)
        for part in begun:
            ends = (one for one in loose if one[0].at > part.at and ENDS[one[0].word] == part.word)
            end = next((one for one in ends if one[0].word != "else"), None)
            if end:
                loose.remove(end)
                if not (part.reported or end[0].reported):
                    self.mismatch(part, end[0])
            elif not part.reported or part.prefix in ("", "p", "tr"):
                message = f"The part that begins with {quoted(part.mark.text)} has no end."
                plain = f"{{%{part.prefix} end{part.word} %}}"
                self.fault_at(part, "PK-602", message, f"Write {plain} where it should end.")
        self.reported = [one for one in self.reported if one.of is None or one.of not in begun]
        for stray, since in loose:
            if not stray.reported:
                self.stray_end(stray, since)

    def mismatch(self, part: _Part, end: _Part) -> None:
        """Report a part that ends in another way than it begins."""
        begins, ends = quoted(part.mark.text), quoted(end.mark.text)
        rows = [next(one.paragraph.iterancestors(w("tr")), None) for one in (part, end)]
        if part.prefix == end.prefix:
            in_table = rows[0] is not None and rows[1] is not None
            remedy = _ROWS if in_table else _PARAGRAPHS
            message = f"{begins} begins in one paragraph and ends in another, with {ends}."
            self.fault_at(part, "PK-602", message, remedy)
            return
        message = f"{ends} ends a part that begins with another kind of tag, {begins}."
        plain = f"{{%{part.prefix} end{part.word} %}}"
        self.fault_at(end, "PK-602", message, f"Did you mean {plain}?")

    def stray_end(self, end: _Part, since: int) -> None:
        """Report an end of nothing, with the names before it that have no loop for that reason."""
        names = {one.unknown for one in self.reported if one.unknown and since < one.at < end.at}
        message, remedy = f"{quoted(end.mark.text)} ends nothing that has begun here.", ""
        if end.word == "else":
            remedy = "'else' belongs between 'if' and 'endif', each set in the same way."
        elif end.word == "endfor" and len(names) == 1:
            (name,) = names
            self.reported = [one for one in self.reported if one.unknown != name or one.at > end.at]
            remedy = f"Write {{%{end.prefix} for {name} in … %}} before the first of its names."
        self.fault_at(end, "PK-602", message, remedy)

    def type_of(self, expression: str, wanted: Callable[[Any], bool]) -> Any:
        """Return the type of a name such as ``header.title``; None where there is a fault.

        ``wanted`` says of a type whether the tag has a use for it.
        """
        try:
            names = _names(expression)
        except (TemplateSyntaxError, ValueError):
            reason = more_than_a_name(expression)
            meant = (self.names.meant if reason.like else self.names.near)(expression, printable)
            likely = f" Did you mean {as_tags(meant)}?" if meant else ""
            self.fault(
                "PK-604", f"{quoted(self.mark.text)} {reason.why}.", f"{reason.remedy}{likely}"
            )
            return None
        try:
            hint, now = self.names.found(names)
            if now != names:
                message = f"{quoted('.'.join(names))} is called {quoted('.'.join(now))} now."
                self.fault("PK-618", message)
            return hint
        except NotInPaperError as unknown:
            if unknown.name == names[0] and any(part.blind for part in self.open):
                return None
            if names[0] == "loop":
                message = f"{quoted('.'.join(names))} counts, which tags do not."
                self.fault("PK-601", message, "Give the paragraph a numbered style instead.")
                return None
            meant = self.names.meant(".".join(names), wanted)
            likely = f"Did you mean {as_tags(meant)}?" if meant else ""
            known = f"You can use {', '.join(unknown.known)}." if unknown.known else ""
            same = self.every.get(names[-1])
            listed = how_to_print(names[-1], same) if is_list(same) else ""
            remedy = likely or listed or known
            message = f"Papers have nothing called {quoted('.'.join(names))}."
            first = names[0] if unknown.name == names[0] else ""
            self.fault("PK-601", message, f"{remedy} {remedy_of('PK-601')}".strip(), first)
        return None


def _holder(part: _Part) -> Element | None:
    """Return what holds a tag: the two of a part must be in the same."""
    if part.prefix == "tr":
        row = next(part.paragraph.iterancestors(w("tr")), None)
        return None if row is None else row.getparent()
    if part.prefix:
        holder: Element | None = part.paragraph.getparent()
        return holder
    at = 0
    for text in part.paragraph.iter(w("t")):
        if next(text.iterancestors(w("p")), None) is part.paragraph:
            at += len(text.text or "")
            if at > part.mark.start:
                run: Element = next(text.iterancestors(w("r")), text)
                return run.getparent()
    return None


def _apart(begun: _Part, ended: _Part) -> str:
    """Return in words how the two tags of a part are in different places."""
    for name, words in (("tc", "cell"), ("tbl", "table")):
        held = [next(one.paragraph.iterancestors(w(name)), None) for one in (begun, ended)]
        if held[0] is not held[1] and not (begun.prefix == "tr" and name == "tc"):
            return f"begins in one {words} and ends in another"
    return "begins within a link, a box or a content control and ends outside it"


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
