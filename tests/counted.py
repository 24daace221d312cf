"""How much work a regular expression has with a text, counted step by step.

Python's own engine does not say how often it looks at a character, and a clock says something else
on every machine. So this reads a pattern's syntax tree and tries it as the engine does, going back
where it goes back, and counts each look at a character. It leaves out the engine's short cuts, so
it never counts less.
"""

import re
import sys
from collections.abc import Callable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

Pattern = re.Pattern[Any]
Matcher = Callable[[int], Iterator[int]]


class _Steps:
    """A pattern that is tried on one text, and the steps that it has taken."""

    def __init__(self, pattern: Pattern, text: str) -> None:
        self.text, self.steps, self.flags = text, 0, pattern.flags
        source = pattern.pattern
        source = source.decode("latin-1") if isinstance(source, bytes) else source
        self.groups: dict[int, tuple[int, int]] = {}
        self.matcher = self.sequence(list(_parser.parse(source, pattern.flags & ~re.UNICODE)))

    def sequence(self, items: list[Any], flags: int | None = None) -> Matcher:
        before = self.flags
        self.flags = before if flags is None else flags
        parts = [self.one(*item) for item in items]
        self.flags = before

        def run(at: int, index: int = 0) -> Iterator[int]:
            if index == len(parts):
                yield at
                return
            for end in parts[index](at):
                yield from run(end, index + 1)

        return run

    def one(self, kind: Any, about: Any) -> Matcher:
        name = str(kind)
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "RANGE", "CATEGORY"):
            return self.character(name, about)
        if name == "AT":
            return self.at(str(about))
        if name == "BRANCH":
            ways = [self.sequence(list(way)) for way in about[1]]
            return lambda at: (end for way in ways for end in way(at))
        if name == "SUBPATTERN":
            group, on, off, inner = about
            inner_run = self.sequence(list(inner), (self.flags | on) & ~off)

            def kept(at: int) -> Iterator[int]:
                for end in inner_run(at):
                    if group is not None:
                        self.groups[group] = (at, end)
                    yield end

            return kept
        if name == "ATOMIC_GROUP":
            inner_run = self.sequence(list(about))
            return lambda at: iter([end for end in [next(inner_run(at), None)] if end is not None])
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self.repeat(name, *about)
        if name in ("ASSERT", "ASSERT_NOT"):
            return self.look(name == "ASSERT", *about)
        raise NotImplementedError(name)

    def character(self, name: str, about: Any) -> Matcher:
        fits = self.fits(name, about)

        def run(at: int) -> Iterator[int]:
            self.steps += 1
            if at < len(self.text) and fits(self.text[at]):
                yield at + 1

        return run

    def fits(self, name: str, about: Any) -> Callable[[str], bool]:
        """Return whether a character is of the set, asked of Python's own engine."""
        flags = self.flags & (re.IGNORECASE | re.ASCII | re.DOTALL)
        known: dict[str, bool] = {}
        tree = [(getattr(_constants, name), about)]

        def ask(char: str) -> bool:
            if char not in known:
                known[char] = any(_fits(kind, one, char, flags) for kind, one in tree)
            return known[char]

        return ask

    def at(self, where: str) -> Matcher:
        def holds(at: int) -> bool:
            text = self.text
            if where in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
                lines = self.multiline and at > 0 and text[at - 1] == "\n"
                return at == 0 or (lines and where == "AT_BEGINNING")
            if where in ("AT_END", "AT_END_STRING"):
                last = at == len(text) - 1 and text[at] == "\n" and where == "AT_END"
                lines = self.multiline and at < len(text) and text[at] == "\n"
                return at == len(text) or last or lines
            sides = [0 <= n < len(text) and _is_word(text[n]) for n in (at - 1, at)]
            return (sides[0] != sides[1]) == (where == "AT_BOUNDARY")

        def run(at: int) -> Iterator[int]:
            self.steps += 1
            if holds(at):
                yield at

        return run

    @property
    def multiline(self) -> bool:
        return bool(self.flags & re.MULTILINE)

    def repeat(self, name: str, least: int, most: Any, inner: Any) -> Matcher:
        items = list(inner)
        one = self.sequence(items)
        most = sys.maxsize if most is _constants.MAXREPEAT else int(most)
        if name == "MIN_REPEAT":
            return lambda at: _lazily(one, at, least, most)
        if name == "POSSESSIVE_REPEAT":
            return lambda at: _all_at_once(one, at, least, most)
        if len(items) == 1 and str(items[0][0]) in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return lambda at: self.greedily(one, at, least, most)
        return lambda at: _at_length(one, at, least, most)

    def greedily(self, one: Matcher, at: int, least: int, most: int) -> Iterator[int]:
        """Repeat a single character, then go back one by one."""
        ends = [at]
        while len(ends) <= most and (found := next(one(ends[-1]), None)) is not None:
            ends.append(found)
        for end in ends[least:][::-1]:
            self.steps += 1
            yield end

    def look(self, wanted: bool, direction: int, inner: Any) -> Matcher:
        run_inner = self.sequence(list(inner))
        width = inner.getwidth()[0]

        def run(at: int) -> Iterator[int]:
            start = at if direction > 0 else at - width
            if (start >= 0 and next(run_inner(start), None) is not None) == wanted:
                yield at

        return run


def _lazily(one: Matcher, at: int, least: int, most: int, count: int = 0) -> Iterator[int]:
    if count >= least:
        yield at
    if count < most:
        for end in one(at):
            if end > at or count < least:
                yield from _lazily(one, end, least, most, count + 1)


def _at_length(one: Matcher, at: int, least: int, most: int, count: int = 0) -> Iterator[int]:
    if count < most:
        for end in one(at):
            if end > at or count < least:
                yield from _at_length(one, end, least, most, count + 1)
    if count >= least:
        yield at


def _all_at_once(one: Matcher, at: int, least: int, most: int) -> Iterator[int]:
    count = 0
    while count < most and (end := next(one(at), None)) is not None and end > at:
        at, count = end, count + 1
    if count >= least:
        yield at


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _fits(kind: Any, about: Any, char: str, flags: int) -> bool:
    name = str(kind)
    folds = {char, char.lower(), char.upper()} if flags & re.IGNORECASE else {char}
    if name == "LITERAL":
        return any(one == chr(about) for one in folds)
    if name == "NOT_LITERAL":
        return all(one != chr(about) for one in folds)
    if name == "ANY":
        return char != "\n" or bool(flags & re.DOTALL)
    if name == "RANGE":
        return any(about[0] <= ord(one) <= about[1] for one in folds if len(one) == 1)
    if name == "CATEGORY":
        category = str(about).removeprefix("CATEGORY_")
        is_not = category.startswith("NOT_")
        kinds = {
            "DIGIT": char.isdecimal(),
            "SPACE": char.isspace(),
            "WORD": _is_word(char),
        }
        is_of = kinds[category.removeprefix("NOT_")]
        is_of = is_of and not (flags & re.ASCII and ord(char) > 127)
        return is_of != is_not
    if name == "IN":
        items = list(about)
        negated = bool(items) and str(items[0][0]) == "NEGATE"
        found = any(_fits(k, a, char, flags) for k, a in items[negated:])
        return found != negated
    raise NotImplementedError(name)


def steps(pattern: Pattern, text: str, *, way: str = "search") -> int:
    """Return how many steps a pattern takes on a text: ``match``, ``fullmatch`` or ``search``.

    ``search`` goes through the whole text, as ``finditer`` and ``sub`` do.
    """
    tried = _Steps(pattern, text)
    sys.setrecursionlimit(100_000)
    if way == "match":
        next(tried.matcher(0), None)
    elif way == "fullmatch":
        next((end for end in tried.matcher(0) if end == len(text)), None)
    else:
        at = 0
        while at <= len(text):
            end = next(tried.matcher(at), None)
            at = at + 1 if end is None or end == at else end
    return tried.steps
