"""Names in one spelling (domain A5), people who are not there or have left, personal details."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from paperkit.board.data import by_key
from paperkit.board.paper_rows import Group, Highlight
from paperkit.board.plan_rows import Person, Plan
from paperkit.board.words import CLOSED, Publicity
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Row
from paperkit.schema.dates import in_words
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import (
    Rule,
    TextCell,
    finding_at,
    place_of,
    responsible_for,
    running_text,
    texts,
)
from paperkit.standpoint.sentences import listed

CLOSE = 0.85
_MOST_BESIDE = 40
_Columns = tuple[tuple[type[Row], str], ...]
_PERSON_COLUMNS: _Columns = ((Person, "name"), (Person, "post"))
_BODY_COLUMNS: _Columns = (
    (Person, "organisation"),
    (Plan, "overseen_by"),
    (Group, "name"),
    (Group, "parent"),
    (Highlight, "body"),
)


class _Name(Frozen):
    """One spelling of a name: where it is first used, and whether a sheet of its own has it."""

    name: str
    plain: str
    place: Place
    listed: bool


def two_spellings(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each two names of people, or of bodies, that are nearly the same.

    Two names that both have a row of their own are two, unless case and marks alone differ.
    """
    words = texts(at)
    for columns, role in ((_PERSON_COLUMNS, "person"), (_BODY_COLUMNS, "organisation")):
        names = _spellings(
            word
            for word in words
            if word.column.role == role or (type(word.row), word.column.name) in columns
        )
        for first, second in _neighbours(names):
            if _nearly(first, second):
                message = f"{quoted(first.name)} and {quoted(second.name)} are nearly the same."
                others = (first.place,)
                yield Finding("PK-482", second.place, message, value=second.name, others=others)


def leavers(at: BoardAt) -> Iterator[Finding]:
    """Yield one note for each person who has left and has open actions; it lists them."""
    by_name = in_groups(
        (name, action)
        for action in at.scope.actions
        if action.state not in CLOSED
        for name in dict.fromkeys((folded(action.owner), folded(action.lead)))
    )
    for person in at.scope.people:
        actions = by_name.get(folded(person.name), ())
        if person.end and at.judged_on and person.end < at.judged_on and actions:
            several = "actions" if len(actions) > 1 else "action"
            message = (
                f"{person.name} left on {in_words(person.end)} and has {several} "
                f"{listed(action.reference for action in actions)}."
            )
            others = [
                place_of(action, "owner" if folded(action.owner) == folded(person.name) else "lead")
                for action in actions
            ]
            value = in_words(person.end)
            yield finding_at(
                "PK-484", person, "end", message, value=value, person=person.name, others=others
            )


def not_listed(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each name that is neither a name nor a post on a sheet People in use.

    The sponsor of a core priority has its own rule, which is stricter.
    """
    people = at.scope.people
    names = tuple(str(person.name) for person in people)
    known = {folded(name) for person in people for name in (person.name, person.post)}
    typed = by_key(
        (words.text, words.place)
        for words in texts(at)
        if words.column.role == "person" and words.column.name != "sponsor"
    )
    for name, places in typed.items():
        if people and folded(name) not in known:
            near = close_to(name, names)
            meant = f"Correct the name (did you mean {near}?), or add it to the sheet People."
            message = f"{quoted(name)} is neither a name nor a post on the sheet People."
            (first, *others), remedy = places, meant if near else ""
            yield Finding("PK-485", first, message, remedy, value=name, others=tuple(others))


def _spellings(words: Iterable[TextCell]) -> list[_Name]:
    """Return each spelling once; it is listed where it is on its own sheet."""
    found: dict[str, _Name] = {}
    for word in words:
        listed = word.column.key or isinstance(word.row, Person)
        name = found.get(word.text)
        if name is None or (listed and not name.listed):
            found[word.text] = _Name(word.text, _plain(word.text), word.place, listed)
    return list(found.values())


def _neighbours(names: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Yield each two names that share their first letters or their last word, once.

    Where many share them, each is compared with those next to it in the order of the alphabet, by
    its letters and by its initial and last words: to compare all with all would take minutes in a
    plan of thousands of people.
    """
    keys = ((name, (f"{name.plain[:2]}…", *name.plain.split()[-1:])) for name in names)
    buckets = in_groups((key, name) for name, both in keys for key in dict.fromkeys(both))
    pairs = (pair for bucket in buckets.values() for pair in _pairs(bucket))
    yield from dict.fromkeys(pairs)


def _pairs(names: Sequence[_Name]) -> Iterator[tuple[_Name, _Name]]:
    if len(names) <= _MOST_BESIDE:
        yield from combinations(names, 2)
        return
    places = {name: place for place, name in enumerate(names)}
    for order in (_letters, _initial_and_rest):
        ordered = sorted(names, key=order)
        for at, name in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + _MOST_BESIDE]:
                first, second = sorted((name, other), key=places.__getitem__)
                yield first, second


def _letters(name: _Name) -> tuple[str, ...]:
    return (name.plain.replace(" ", ""),)


def _initial_and_rest(name: _Name) -> tuple[str, ...]:
    begins, _, rest = name.plain.partition(" ")
    return begins[:1], rest, begins


def _nearly(first: _Name, second: _Name) -> bool:
    """Return whether two names are most likely one.

    Other figures make two names, such as Locality 1 and Locality 2; an initial may stand for a
    first name, as in J. Smith and Jo Smith.
    """
    one, other = first.plain, second.plain
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    both_listed = first.listed and second.listed
    if both_listed or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    (begins, *rest), (begins_other, *rest_other) = one.split() or [""], other.split() or [""]
    initial = 1 in (len(begins), len(begins_other)) and begins[:1] == begins_other[:1]
    if initial and rest and rest == rest_other:
        return True
    matcher = SequenceMatcher(None, one, other)
    looks = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(look() >= CLOSE for look in looks)


def _plain(name: str) -> str:
    """Return a name without case, marks and articles, ``&`` written out."""
    words = re.sub(r"[^\w\s]", " ", folded(name).replace("&", " and ").replace("-", ""))
    return " ".join(word for word in words.split() if word != "the")


def called_alike(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each short name that two actions, or two indicators, have.

    A sentence that names both would name one of them twice.
    """
    for noun, rows in (("actions", at.scope.actions), ("indicators", at.scope.indicators)):
        named = in_groups((folded(row.short_name), row) for row in rows if row.short_name)
        for first, *rest in named.values():
            if rest:
                both = listed(row.reference for row in (first, *rest))
                others = [place_of(row, "short_name") for row in rest]
                message = f"{quoted(first.short_name)} is the short name of {noun} {both}."
                value = first.short_name
                yield finding_at("PK-509", first, "short_name", message, value=value, others=others)


NAME_RULES: tuple[Rule, ...] = (two_spellings, leavers, not_listed, called_alike)


_TEN_DIGITS = re.compile(r"(?<![\d.,£])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d.,]*\d)", re.ASCII)
_OTHERS = re.compile(
    r"""
      (?<![\w.+-]) [\w.+-]+ @ [\w-]+ (?: \.[\w-]+ )+
    | (?<!\d) (?: \+44 \s? | 0 ) (?: \d [\s-]? ){9,10} (?!\d)
    | \b [A-CEGHJ-PR-TW-Z]{2} \s? (?: \d\d \s? ){3} [A-D] \b
    """,
    re.VERBOSE | re.ASCII,
)


def personal_details(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each text that may identify a person; none for an exempt paper."""
    if at.paper is not None and at.paper.publicity is Publicity.EXEMPT:
        return
    for words in running_text(at):
        held = _identifying(words.text)
        if held and words.column.name not in ("telephone", "email"):
            message = f"The text has {listed(quoted(part) for part in held)} in it."
            person = responsible_for(at.board, words.row)
            yield Finding("PK-704", words.place, message, value=words.text, person=person)


# A text is looked at again for each paper of a process.
@lru_cache(maxsize=10_000)
def _identifying(text: str) -> tuple[str, ...]:
    """Return each part of a text that may identify a person, once."""
    numbers = [m.group() for m in _TEN_DIGITS.finditer(text) if nhs_number(m.group())]
    others = [match.group().strip() for match in _OTHERS.finditer(text)]
    return tuple(dict.fromkeys((*numbers, *others)))


def nhs_number(words: str) -> bool:
    """Return whether ten digits pass the check of an NHS number.

    The NHS Data Dictionary weighs the first nine digits 10 down to 2; eleven less the remainder
    by eleven is the tenth.
    """
    digits = [int(char) for char in words if char.isdigit()]
    weighed = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return len(digits) == 10 and (11 - weighed % 11) % 11 == digits[9] and digits[0] in (4, 6, 7, 9)
