"""What was probably meant by a tag that is wrong, and why it is wrong, in a person's words."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from paperkit.findings import quoted
from paperkit.frozen import Frozen, replace
from paperkit.schema.values import close_to
from paperkit.word.template import (
    NotInPaperError,
    follow,
    is_group,
    item_of,
    names_of,
    now_called,
    printable,
)
from paperkit.word.template_tags import Mark

_DEEPEST = 3  # loops within one another that are searched for a name
_TOO_GENERAL = frozenset({"rows", "lines", "items"})
_QUOTES = "'\"`´‘’‚“”„«»"
_HYPHENS = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}]")
# What follows a name in Jinja2 and is not part of it.
_MORE = re.compile(r"[|(\[=<>!+*/%~,:?]")
_LETTERS = re.compile(r"[^\W\d]\w*")


class Written(Frozen):
    """A name that a template could use, and the loops that it would have to be in."""

    name: str
    hint: Any
    loops: tuple[tuple[str, str], ...] = ()

    @property
    def last(self) -> str:
        """Return the last part of the name."""
        return self.name.rpartition(".")[2]


class Names(Frozen):
    """The names that a tag can use where it is: those of every paper, and those of its loops.

    ``every`` are the names of all papers with their types, ``loops`` those of the loops around it
    (None where the type is not known).
    """

    every: Mapping[str, Any]
    loops: Mapping[str, Any]

    def hint(self, names: tuple[str, ...]) -> Any:
        """Return the type of a name by its parts, None where it is not known.

        NotInPaperError where there is none of that name.
        """
        return self.found(names)[0]

    def found(self, names: tuple[str, ...]) -> tuple[Any, tuple[str, ...]]:
        """Return the same, and the parts of the name as each is called today."""
        known = {**self.every, **self.loops}
        if names[0] not in known:
            raise NotInPaperError(names[0], sorted(known))
        hint, today = known[names[0]], [names[0]]
        for name in names[1:]:
            today.append(now_called(hint, name))
            hint = None if hint is None else follow(hint, today[-1])
        return hint, tuple(today)

    def meant(self, typed: str, wanted: Callable[[Any], bool]) -> Written | None:
        """Return the name that was probably meant, of a type that is wanted; None for no idea."""
        found = self.near(typed, wanted)
        spellings = dict.fromkeys(_spellings(typed))
        elsewhere = (self._elsewhere(spelling, wanted) for spelling in spellings)
        return found or next(filter(None, elsewhere), None)

    def near(self, typed: str, wanted: Callable[[Any], bool]) -> Written | None:
        """Return the name that is nearest to what was typed, where each part is near its own."""
        found = map(self._nearest, dict.fromkeys(_spellings(typed)))
        return next((one for one in found if one and wanted(one.hint)), None)

    def _nearest(self, typed: str) -> Written | None:
        """Return the name of which each part is that part, or near it."""
        names: list[str] = []
        hint: Any = None
        for part in typed.split("."):
            try:
                hint = self.hint((*names, part))
                names.append(part)
            except NotInPaperError as unknown:
                near = close_to(part, unknown.known)
                if not near:
                    return None
                names.append(near)
                hint = self.hint(tuple(names))
            if hint is None:
                return None
        return Written(".".join(names), hint)

    def _elsewhere(self, typed: str, wanted: Callable[[Any], bool]) -> Written | None:
        """Return a name that ends as the typed one does, in the loops around it or in others."""
        first, _, _ = typed.partition(".")
        last = typed.rpartition(".")[2]
        if not last:
            return None
        for name, group in self.loops.items():
            parts = parts_of(group)
            near = last if last in parts else close_to(last, list(parts))
            if near and wanted(parts[near]):
                return Written(f"{name}.{near}", parts[near])
        every = _reached(tuple(self.every.items()))
        there = [one for one in every if wanted(one.hint)]
        near = next((one.last for one in there if one.last == last), "")
        near = near or close_to(last, sorted({one.last for one in there}))
        found = [one for one in there if one.last == near]
        return min(found, key=lambda one: _distance(one, first), default=None)


def _distance(one: Written, first: str) -> tuple[bool, int]:
    """Return how far a name is from one that begins so: by other words, and by loops."""
    words = {*one.name.split("."), *(part for _, path in one.loops for part in path.split("."))}
    return (first not in words, len(one.loops))


def parts_of(hint: Any) -> Mapping[str, Any]:
    """Return the parts of a group with their types; none for anything else."""
    return names_of(hint) if is_group(hint) else {}


def _spellings(typed: str) -> Iterator[str]:
    """Yield what was typed as a name could be spelt: without quotes, calls and filters, small."""
    bare = _MORE.split(typed.strip(f" {_QUOTES}"), maxsplit=1)[0].strip(f" .{_QUOTES}")
    bare = bare[2:] if bare.startswith(("r ", "p ")) else bare
    if "(" in typed:
        # What is called is not part of a paper.
        bare = bare.rpartition(".")[0]
    for dashed in (_HYPHENS.sub("_", bare), _HYPHENS.sub("", bare)):
        name = ".".join(part.strip() for part in dashed.lower().split("."))
        if name and " " not in name:
            yield name
        elif name:
            yield from (between.join(name.split()) for between in ("_", "", "."))


@lru_cache(maxsize=16)
def _reached(every: tuple[tuple[str, Any], ...]) -> tuple[Written, ...]:
    """Return all names that a template could use, those in loops too, the nearest first."""
    waiting = [Written(name, hint) for name, hint in every]
    found: list[Written] = []
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        item = item_of(one.hint)
        if item is not None and len(one.loops) < _DEEPEST:
            name = called(one.name)
            waiting.append(Written(name, item, (*one.loops, (name, one.name))))
            continue
        waiting += (
            Written(f"{one.name}.{part}", hint, one.loops)
            for part, hint in parts_of(one.hint).items()
            if one.name.count(".") < _DEEPEST
        )
    return tuple(found)


def called(path: str) -> str:
    """Return what a template would call an item of a list: 'action' of 'actions.late'."""
    parts = [part for part in reversed(path.split(".")) if part not in _TOO_GENERAL]
    plural = next((part for part in parts if part.endswith("s") and len(part) > 3), "")
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural[:-1] or "row"


def is_known(hint: Any) -> bool:
    """Return whether a type is known, which is all that an 'if' asks."""
    return hint is not None


def is_list(hint: Any) -> bool:
    """Return whether a type is that of a list."""
    return item_of(hint) is not None


def as_tags(meant: Written) -> str:
    """Return a name, and the loops that it must be in, as tags."""
    name = f"{{{{ {meant.name} }}}}" if printable(meant.hint) else meant.name
    loops = " and ".join(f"{{%p for {one} in {path} %}}" for one, path in meant.loops)
    return f"{name} inside {loops}" if loops else name


def not_one_text(hint: Any) -> str:
    """Return why a value of a type cannot be printed."""
    if is_list(hint):
        return "is a list"
    return "is yes or no" if hint is bool else "is a group of things, and no single text"


def how_to_print(expression: str, hint: Any) -> str:
    """Return what to do where a tag would print what is not text."""
    name = expression.strip()
    if is_list(hint):
        each = called(name)
        parts = parts_of(item_of(hint))
        part = next((part for part, one in parts.items() if printable(one)), "")
        value = f"{each}.{part}" if part else each
        return f"Repeat it: {{%p for {each} in {name} %}}, {{{{ {value} }}}}, {{%p endfor %}}."
    if hint is bool:
        return f"Use it to leave something out: {{%p if {name} %}} … {{%p endif %}}."
    texts = [part for part, one in parts_of(hint).items() if printable(one)]
    names = ", ".join(f"{{{{ {name}.{part} }}}}" for part in texts[:4])
    return f"Name what should be printed, such as {names}." if names else ""


# --- Why a tag is more than a name ----------------------------------------------------------------


class Reason(Frozen):
    """Why what is inside a tag is not a name, in words that fit after the tag, and what to do.

    ``like`` says whether a name that is like it may have been meant, in other places too.
    """

    why: str
    remedy: str
    like: bool = True


def more_than_a_name(inside: str) -> Reason:
    """Return why what is inside a tag is not a name."""
    said = inside.strip()
    return next(reason for pattern, reason in _REASONS if pattern.search(said))


_QUOTE = f"[{_QUOTES}]"
_REASONS = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        ("^$", Reason("is empty", "Write the name of what should be printed in it.")),
        (f"^{_QUOTE}[^|()=]*{_QUOTE}$", Reason(
            "has quotation marks around a name or words",
            "Take the quotation marks out; words that are always the same need no tag.", False)),
        (r"^[rp]\s+[a-z]", Reason(
            "begins with a letter that docxtpl uses for formatted text",
            "Take the letter out: a value takes the look of the words where its tag is.")),
        (r"\selse\s", Reason(
            "chooses between two values",
            "Print each between {% if … %}, {% else %} and {% endif %}.", False)),
        (r"\|", Reason(
            "alters what it prints with '|'",
            "Take out the '|' and what follows: a template prints a value as it is.")),
        (r"[()]", Reason(
            "calls something",
            "Take out the brackets and what is in them: a template prints a value as it is.")),
        (r"\[", Reason(
            "takes one of several by number or key",
            "Repeat the list with a 'for' tag, or name the part after a full stop.", False)),
        (r"[=<>!]|\s(?:and|or|is|in)\s", Reason(
            "compares or joins",
            "Ask for one name; what to show can be declared in kind.yaml as a list of its own.",
            False)),
        (r"^not\s", Reason(
            "says 'not' where it cannot be said", "Use 'not' once, in {% if not … %}.", False)),
        (r"[+*/%~]|^-|\s-|-\s|^\d|-$", Reason(
            "calculates, or has a sign that is not part of a name",
            "Take the sign out: a template prints values as they are and does not calculate.")),
        (_QUOTE, Reason("has quotation marks in it", "Write only the name, without them.")),
        (_HYPHENS.pattern, Reason(
            "has a hyphen in it", "Names have an underscore (_) between words.")),
        (r"\s", Reason(
            "has a blank within the name",
            "Names have an underscore (_) between words, and a full stop between parts.")),
        ("", Reason("is not only a name", "Write one name from the reference in it.")),
    )
)  # fmt: skip

_WORDS = {
    "set": ("keeps a value", "Take the tag out, and print the value where it is wanted."),
    "elif": ("asks a second question", "End the part before it, then begin another 'if'."),
    **dict.fromkeys(("include", "import", "from", "extends"), (
        "takes in another file", "Type its words here, or put them into house.docx.")),
    **dict.fromkeys(("macro", "call", "block"), (
        "makes a part to be used again", "Type what it should print where it is wanted.")),
    **dict.fromkeys(("filter", "autoescape", "raw", "verbatim", "trans"), (
        "changes how text is printed", "Take the tag out: paperkit prints every value as it is.")),
    **dict.fromkeys(("with", "do", "break", "continue", "debug"), (
        "is a step of a program", "Take the tag out: templates print, repeat and leave out.")),
    **dict.fromkeys(("cellbg", "colspan", "hm", "vm"), (
        "is docxtpl's, for the look of a cell",
        "Take the tag out. A rating brings its colour along; merge cells in Word.")),
}  # fmt: skip


class BlockTag(Frozen):
    """A tag that begins or ends a part: how it is set, what it is, what follows.

    ``word`` is empty where it is none of paperkit's. ``why`` is what is wrong with it, in words
    that fit after the tag, and ``remedy`` what to do; both are empty for a tag that is right.
    """

    prefix: str
    word: str
    rest: str = ""
    why: str = ""
    remedy: str = ""

    @property
    def text(self) -> str:
        """Return it as paperkit writes it."""
        words = " ".join(filter(None, (self.word, self.rest)))
        return f"{{%{self.prefix} {words} %}}"


_PARTS = ("for", "if", "else", "endfor", "endif")
_BLOCK = re.compile(r"(p|tr)?\s+(for|if|else|endfor|endif)\b(.*)", re.DOTALL)
_SIGN = "has a sign for blanks, as docxtpl has"
_PREFIXES = {
    "tc": ("repeats columns, which templates do not",
           "Repeat rows with {%tr … %}; a column in which no row says anything goes by itself."),
    "r": ("has the letter that docxtpl uses for runs", "Use {% … %} within a paragraph."),
}  # fmt: skip


def block_tag(inside: str) -> BlockTag:
    """Return the tag of which this is inside ``{%`` and ``%}``, as it was probably meant."""
    found = _BLOCK.fullmatch(inside)
    if found:
        tag = BlockTag(found.group(1) or "", found.group(2), found.group(3).strip())
        if tag.rest.endswith("-"):
            tag = replace(tag, rest=tag.rest.rstrip("- "))
            return replace(tag, why=_SIGN, remedy=_did_you_mean(tag.text))
        if tag.rest and tag.word in _PARTS[2:]:
            tag = replace(tag, rest="")
            return replace(tag, why="has words after it", remedy=_did_you_mean(tag.text))
        return tag
    bare = inside.strip().strip("-+").strip()
    signed = bare != inside.strip()
    words = bare.split()
    for skipped in range(min(2, len(words))):
        word, taken = _part_word(words[skipped:])
        if word:
            prefix = words[0].lower() if skipped else ""
            tag = BlockTag(prefix, word, " ".join(words[skipped + taken :]))
            if tag.word in _PARTS[2:]:
                tag = replace(tag, rest="")
            if prefix in _PREFIXES:
                return replace(tag, why=_PREFIXES[prefix][0], remedy=_PREFIXES[prefix][1])
            why = _SIGN if signed else "is not spelt as paperkit's tags are"
            meant = tag if prefix in ("", "p", "tr") else replace(tag, prefix="tr")
            return replace(tag, why=why, remedy=_did_you_mean(meant.text))
    word = first_word(bare).lower()
    plain = "Tags begin with 'for', 'if', 'else', 'endfor' or 'endif', or print a name in {{ }}."
    why = f"begins with {quoted(word)}" if word else "is empty"
    if _LETTERS.fullmatch(words[0] if len(words) == 1 else "") or "." in bare:
        plain = f"To print a value, write {{{{ {bare} }}}}."
    why, remedy = _WORDS.get(word) or _WORDS.get(word.removeprefix("end")) or (why, plain)
    return BlockTag("", "", word, why, remedy)


def _part_word(words: list[str]) -> tuple[str, int]:
    """Return the word of a part that words begin with, as it was probably meant; how many it is."""
    two = "".join(words[:2]).lower()
    if two in _PARTS[3:]:
        return two, 1 if words[0].lower() == two else 2
    one = words[0].lower()
    if one in _WORDS or one.removeprefix("end") in _WORDS:
        return "", 0
    if one in _PARTS:
        return one, 1
    if sorted(one) == ["f", "o", "r"]:
        return "for", 1
    # Short words are all near to one another.
    return (close_to(one, _PARTS), 1) if len(one) > 2 else ("", 0)


def _did_you_mean(text: str) -> str:
    return f"Did you mean {text}?"


def wrong_braces(mark: Mark) -> str:
    """Return what is wrong with the braces of a mark that was meant as a tag, after its text."""
    braces = mark.opens + mark.closes
    if any(brace in braces for brace in "｛｝﹛﹜"):
        return "has wide braces, from a keyboard for another script"
    if any(char.isspace() for char in braces):
        return "has a blank between its braces"
    if not mark.closes:
        return "has no end"
    if not mark.opens:
        return "is the end of a tag that has no beginning"
    if "{{{" in braces or "}}}" in braces:
        return "has three braces"
    if mark.opens[1:] in ("#", "/") or mark.inside[:1] in ("/", "^", "@"):
        return "is a tag of another program"
    if mark.opens == "{" and mark.closes == "}":
        return "has one brace at each end"
    return "begins and ends with different braces"


def first_word(words: str) -> str:
    """Return the first word of letters in what is inside a tag; nothing where there is none."""
    found = _LETTERS.match(words.strip())
    return found.group() if found else ""
