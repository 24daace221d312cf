"""Names as texts spell them: of the Board, its bodies, partners, people, plans and priorities.

A name is known in another case, with or without hyphens and apostrophes, with "&" for "and", and
with one letter wrong (domain A5). The names are looked up word by word, so that a text is read once
however many there are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from paperkit.board.paper_rows import Group, Highlight, RelatedStrategy
from paperkit.board.plan_rows import Person, Plan, Priority, Strategy
from paperkit.findings import Finding, quoted
from paperkit.frozen import Frozen
from paperkit.papers.abbreviations import without_addresses
from paperkit.schema.cleaning import in_groups
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import running_text, table_of, texts

_QUOTED = re.compile("“[^“”]*”|\"[^\"\n]*\"|(?<!\\w)‘[^‘’\n]*’(?!\\w)|(?<!\\w)'[^'\n]*'(?!\\w)")
_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*['’]?|&")
_MARKS = re.compile(r"['’‑-]")
_BETWEEN = re.compile(r"[^\S\n]{0,3}[.,/()]?[^\S\n]{0,3}\n?[^\S\n]{0,3}")
_POINTS = re.compile(r"[.,/()]")
_ENDING = re.compile(r"(?:'s|s'|s|')\Z")
_SENTENCE_BEFORE = re.compile(r"(?:\A|[.!?:;\n(#*|-])[\s*_]{0,5}\Z")
_CAPITAL_BEFORE, _CAPITAL_AFTER = re.compile(r"[A-Z]\w{0,40}\s\Z"), re.compile(r"\s[A-Z]")
_SHORTEST, _LONG = 4, 8
"""A word with a letter wrong has at least 4 letters; a whole name, or one of the pack's, 8."""
_PROPER = (
    (Person, "name"), (Person, "post"), (Person, "organisation"),
    (Group, "name"), (Group, "parent"), (Plan, "overseen_by"), (Highlight, "body"),
)  # fmt: skip
_TITLES = (
    (Priority, "name"), (Plan, "title"), (Strategy, "title"), (RelatedStrategy, "title"),
)  # fmt: skip


class _Word(NamedTuple):
    """A word of a text: what it is looked up by, and where it is."""

    key: str
    start: int
    end: int


class _Official(Frozen):
    """A name as it is to be spelled, and where that is laid down.

    A ``proper`` one has its capitals anywhere; a title may begin a sentence, or be a part of a
    longer one. Of a ``common`` one, such as "delivery plan", only letters count.
    """

    spelled: str
    where: str
    keys: tuple[str, ...]
    proper: bool = True
    common: bool = False


class _Spelled(NamedTuple):
    """A name in a text: as it is there, how many words it takes, and whether it is another."""

    name: _Official
    typed: str
    after: int
    is_other: bool
    letter: bool = False


class _Names(Frozen, dict=True):
    """All names, to be looked up word by word."""

    names: tuple[_Official, ...]

    def others(self, text: str) -> tuple[_Spelled, ...]:
        """Return the other spellings of names in a text, which is read once."""
        found = self._texts.get(text)
        if found is None:
            words = _QUOTED.sub(" ", without_addresses(normalize("NFC", text)))
            read = _spelled(self, words)
            found = self._texts[text] = tuple(one for one in read if one.is_other)
        return found

    @cached_property
    def _texts(self) -> dict[str, tuple[_Spelled, ...]]:
        return {}

    @cached_property
    def by_keys(self) -> Mapping[tuple[str, ...], list[_Official]]:
        """Return the names by their words."""
        return in_groups((name.keys, name) for name in self.names)

    @cached_property
    def begins(self) -> frozenset[tuple[str, ...]]:
        """Return every row of words with which a name begins, whole names among them."""
        return frozenset(
            name.keys[:count] for name in self.names for count in range(1, len(name.keys) + 1)
        )

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(key for name in self.names for key in name.keys)

    @cached_property
    def first(self) -> frozenset[str]:
        """Return the words with which names begin."""
        return frozenset(name.keys[0] for name in self.names)

    def starts(self, key: str) -> bool:
        """Return whether a name may begin with a word, or with what it is but for one letter."""
        found = self._starts.get(key)
        if found is None:
            found = self._starts[key] = not self.first.isdisjoint(self.like(key))
        return found

    @cached_property
    def _starts(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _shorter(self) -> Mapping[str, list[str]]:
        long = [word for word in self._words if len(word) >= _SHORTEST and word.isalpha()]
        return in_groups((short, word) for word in long for short in _one_less(word))

    @cached_property
    def _kept(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def capitals(self) -> Mapping[str, list[tuple[str, _Official]]]:
        """Return the words of proper names with a capital within them, or that could have one."""
        return in_groups(
            (_key(word), (_normal(word), name))
            for name in self.names
            if name.proper and len(name.keys) > 1
            for word in _WORD.findall(name.spelled)
            if word.isalpha() and not word.isupper() and not word.islower()
        )

    def like(self, key: str) -> tuple[str, ...]:
        """Return the words of names that a word is, or is but for one letter; itself first."""
        found = self._kept.get(key)
        if found is None:
            near = [key] if key in self._words else []
            if len(key) >= _SHORTEST and key.isalpha():
                shorter = self._shorter
                words = (
                    word for short in _one_less(key) if short in shorter for word in shorter[short]
                )
                near += (word for word in dict.fromkeys(words) if word != key and _near(key, word))
            found = self._kept[key] = tuple(near)
        return found


def _one_less(word: str) -> list[str]:
    """Return a word, and what it is without one of its letters."""
    return [word, *[word[:place] + word[place + 1 :] for place in range(len(word))]]


def _near(one: str, other: str) -> bool:
    """Return whether one letter is wrong, missing or too many, or two have changed places."""
    begin = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if begin is None:
        return abs(len(one) - len(other)) <= 1
    ours, theirs = one[begin:], other[begin:]
    swapped = ours[:2] == theirs[1::-1] and ours[2:] == theirs[2:]
    return swapped or ours[1:] == theirs[1:] or ours[1:] == theirs or ours == theirs[1:]


def _key(word: str) -> str:
    """Return what a word is looked up by: without case, marks within it, and accents."""
    if not word.isalpha():
        word = "and" if word == "&" else _MARKS.sub("", word)
    if not word.isascii():
        word = "".join(sign for sign in normalize("NFD", word) if not combining(sign))
    return word.casefold()


def _normal(words: str) -> str:
    return " ".join(words.replace("’", "'").replace("‑", "-").split())


def _names(at: BoardAt) -> _Names:
    council = at.ways.settings.council
    found = [
        _name(official, "in the settings")
        for official in (council.board, council.executive, council.name)
        if len(official.split()) > 1
    ]
    found.append(_name(at.ways.words.plan, "in the settings", proper=False, common=True))
    for cell in texts(at):
        column = (type(cell.row), cell.column.name)
        proper = column in _PROPER or cell.column.role == "organisation"
        if proper or column in _TITLES:
            found.append(
                _name(cell.text, f"on the sheet {table_of(cell.row).sheet}", proper=proper)
            )
    once = {name.spelled: name for name in reversed(found) if name.keys}
    return _kept(tuple(once.values()))


@lru_cache(maxsize=4)
def _kept(names: tuple[_Official, ...]) -> _Names:
    """Return the names to look up: one paper after another is checked with the same."""
    return _Names(names)


def _name(typed: str, where: str, *, proper: bool = True, common: bool = False) -> _Official:
    typed = normalize("NFC", typed)
    words = list(_WORD.finditer(typed))
    if words and _key(words[0].group()) == "the":
        words = words[1:]
    spelled = _normal(typed[words[0].start() : words[-1].end()]) if words else ""
    keys = tuple(_key(word.group()) for word in words)
    return _Official(spelled, where, keys, proper, common)


def other_spelling(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each other spelling of a name in texts, with all its places.

    What is in quotation marks is another's; small letters and capitals throughout are let be.
    """
    names = at.once(_names)
    found = (
        (((one.typed, one.name), one.letter), cell.place)
        for cell in running_text(at)
        for one in names.others(cell.text)
    )
    for ((typed, name), letter), places in in_groups(found).items():
        nearly = "nearly " if letter else ""
        message = f"{quoted(typed)} is {nearly}{quoted(name.spelled)} {name.where}."
        remedy = f"Write {quoted(name.spelled)}, or correct the name {name.where}."
        first, *others = dict.fromkeys(places)
        yield Finding("PK-483", first, message, remedy, value=typed, others=tuple(others))


def _spelled(names: _Names, text: str) -> Iterator[_Spelled]:
    """Yield the names in a text, the longest from each place."""
    words = [_Word(_key(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
    begins = names.starts
    at = 0
    for here, word in enumerate(words):
        if here < at:
            continue
        best = None
        after = words[here + 1].key if here + 1 < len(words) else ""
        if begins(word.key) or word.key + after in names.first:
            found = list(filter(None, _from(names, text, words, here)))
            best = max(found, key=lambda one: (one.after, not one.is_other), default=None)
        if best is None and word.key in names.capitals:
            best = _single(names, text, words, here)
        if best:
            at = best.after
            yield best


def _from(
    names: _Names, text: str, words: Sequence[_Word], first: int
) -> Iterator[_Spelled | None]:
    """Yield the names that the words from one on may be; None for what is none after all."""
    ways: list[tuple[tuple[str, ...], int, tuple[tuple[int, str], ...]]] = [((), first, ())]
    while ways:
        keys, at, wrong = ways.pop()
        for name in names.by_keys.get(keys, ()):
            yield _judged(name, text, words, first, at, wrong)
        if at == len(words) or (at > first and not _joined(text, words, at)):
            continue
        key = words[at].key
        for like in names.like(key):
            grown = (*keys, like)
            if grown in names.begins and (like == key or len(wrong) < 2):
                now = wrong if like == key else (*wrong, (len(keys), key))
                ways.append((grown, at + 1, now))
        if at + 1 < len(words) and _joined(text, words, at + 1):
            grown = (*keys, key + words[at + 1].key)
            if grown in names.begins:
                ways.append((grown, at + 2, wrong))


def _joined(text: str, words: Sequence[_Word], at: int) -> bool:
    """Return whether nothing but a space, or a mark within a name, is before a word."""
    return _BETWEEN.fullmatch(text, words[at - 1].end, words[at].start) is not None


def _judged(
    name: _Official,
    text: str,
    words: Sequence[_Word],
    first: int,
    after: int,
    wrong: Sequence[tuple[int, str]],
) -> _Spelled | None:
    """Return a name as words spell it; None where they are most likely another's.

    ``wrong`` are the words that differ, by their number in the name. The plural and the possessive
    of a name are the name.
    """
    start, end = words[first].start, words[after - 1].end
    typed = _normal(text[start:end])
    if _POINTS.findall(typed) != _POINTS.findall(name.spelled):
        return None
    letters = [(n, key) for n, key in wrong if not _is_plural(name, n, key)]
    if letters:
        number, key = letters[0]
        ours = name.keys[number]
        if name.common:
            fits = len(ours) > _LONG or key == f"{ours}s"
        else:
            fits = not typed.islower() and (len(name.keys) > 1 or len(ours) >= _LONG)
            fits &= name.proper or not _begins_sentence(text, start, typed)
        shown = typed.removesuffix("'s")
        return _Spelled(name, shown, after, True, True) if fits and len(letters) == 1 else None
    ends = bool(wrong) or typed.endswith("'")
    same = typed == name.spelled or (ends and _bare(typed) == _bare(name.spelled))
    same |= any(number < len(name.keys) - 1 for number, _ in wrong)
    if same or name.common or typed.islower() or typed.isupper() or len(name.keys) == 1:
        return _Spelled(name, typed, after, False) if len(name.keys) > 1 or same else None
    if not name.proper and (
        _begins_sentence(text, start, typed)
        or _CAPITAL_BEFORE.search(text[max(0, start - 50) : start])
        or _CAPITAL_AFTER.match(text, end)
    ):
        return None
    return _Spelled(name, typed.removesuffix("'s"), after, True)


def _is_plural(name: _Official, number: int, key: str) -> bool:
    """Return whether a word of a name is in the other number: the last, or one before "of"."""
    ours, after = name.keys[number], name.keys[number + 1 : number + 2]
    return (key == f"{ours}s" and after in ((), ("of",))) or (f"{key}s" == ours and not after)


def _bare(words: str) -> str:
    return _ENDING.sub("", words)


def _begins_sentence(text: str, start: int, typed: str) -> bool:
    before = text[max(0, start - 6) : start]
    return typed[1:].islower() and _SENTENCE_BEFORE.search(before) is not None


def _single(names: _Names, text: str, words: Sequence[_Word], at: int) -> _Spelled | None:
    """Return a word alone that a name has with other capitals within it: HealthWatch."""
    word = words[at]
    typed, known = _normal(text[word.start : word.end]), names.capitals[word.key]
    if not typed.isalpha() or typed.isupper() or typed.islower():
        return None
    if any(spelled == typed for spelled, _ in known):
        return None
    spelled, name = known[0]
    if typed[1:].islower() and spelled[1:].islower():
        return None
    return _Spelled(_Official(spelled, name.where, (word.key,)), typed, at + 1, True)
