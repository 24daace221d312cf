"""What stands between forms: one person's file twice, two answers to one question (P-38, P-39)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from paperkit.board.gathering.case import Answer, Judged
from paperkit.board.gathering.news import Key, Known, alike, differences, key_of, subject
from paperkit.board.rules.case import tell
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.retelling import words_of


def once_each(judged: Sequence[Judged], shared: str, known: Known) -> list[Judged]:
    """Return the forms, those of one person told of; a form for all leads may come often."""
    by_person: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(judged):
        about = one.form.about if one.form else None
        if about and about.person and folded(about.person) != folded(shared):
            said = (about.purpose, about.priority, about.meeting, about.person)
            by_person.setdefault(tuple(map(folded, said)), []).append(number)
    done = list(judged)
    for numbers in by_person.values():
        if len(numbers) > 1:
            changed = _of_one_person([judged[number] for number in numbers], known)
            for number, one in zip(numbers, changed, strict=True):
                done[number] = one
    return done


def _of_one_person(theirs: Sequence[Judged], known: Known) -> list[Judged]:
    """Return the forms of one person: those gathered before, and those alike, count once."""
    old = {one.file for one in theirs if _was_there(one, known)}
    new = [one for one in theirs if one.file not in old]
    if not new:
        return list(theirs)
    same = all(_same(one, new[0]) for one in new[1:])
    return [_told(one, new, same=same, old=one.file in old) for one in theirs]


def _told(one: Judged, new: Sequence[Judged], *, same: bool, old: bool) -> Judged:
    if old:
        message = f"What {one.file} says was gathered before, and {new[0].file} is of "
        return _left_alone(one, f"{message}{one.person}, too.")
    others = [other.file for other in new if other is not one]
    if not others or (same and one is new[0]):
        return one
    if same:
        return _left_alone(one, f"{one.file} and {new[0].file} hold the same answers.")
    message = f"{one.person} has two forms that differ: {one.file} and {', '.join(others)}."
    found = _finding("PK-836", one, message, tuple(Place(file) for file in others))
    return replace(one, findings=(*one.findings, found))


def _left_alone(one: Judged, message: str) -> Judged:
    """Return a form of which nothing is taken nor asked, since another one stands for it."""
    return replace(one, answers=(), findings=(_finding("PK-837", one, message, ()),))


def _finding(code: str, one: Judged, message: str, others: tuple[Place, ...]) -> Finding:
    return Finding(code, Place(one.file), message, value="", person=one.person, others=others)


def _was_there(one: Judged, known: Known) -> bool:
    return bool(one.answers) and not one.refused and all(map(known.was_there, one.answers))


def _same(one: Judged, other: Judged) -> bool:
    if one.refused or other.refused or len(one.answers) != len(other.answers):
        return False
    rows = {key_of(answer.table, answer.row): answer for answer in other.answers}
    pairs = ((a, rows.get(key_of(a.table, a.row))) for a in one.answers)
    return all(there is not None and alike(answer, there.row) for answer, there in pairs)


@dataclass(frozen=True)
class _Said:
    """An answer that is not in the log, and which of the forms gives it."""

    number: int
    answer: Answer


def agreed(judged: Sequence[Judged], known: Known) -> list[Judged]:
    """Return the forms, those told of that answer one question otherwise than another file."""
    by_key: dict[Key, list[_Said]] = {}
    for number, one in enumerate(judged):
        for answer in () if one.refused else one.answers:
            if not known.was_there(answer):
                by_key.setdefault(key_of(answer.table, answer.row), []).append(
                    _Said(number, answer)
                )
    found: dict[int, list[Finding]] = {}
    for said in by_key.values():
        for each in said if _differ(said) else ():
            found.setdefault(each.number, []).append(_disagreement(judged, each, said))
    return [
        replace(one, findings=(*one.findings, *found.get(number, ())))
        for number, one in enumerate(judged)
    ]


def _differ(said: Sequence[_Said]) -> bool:
    first, *others = said
    return any(not alike(first.answer, other.answer.row) for other in others)


def _disagreement(judged: Sequence[Judged], one: _Said, said: Iterable[_Said]) -> Finding:
    others = [o for o in said if o is not one and not alike(one.answer, o.answer.row)]
    other = others[0]
    name = differences(one.answer, other.answer.row, one.answer.asked)[0]
    heading = one.answer.table.column(name).heading
    here, there = _words(one, name), _words(other, name)
    message = f"{subject(one.answer)}: {heading} is {here} here, and {there} in "
    message += f"{judged[other.number].file}."
    person = judged[one.number].person
    places = tuple(_places(others, name))
    code, value = "PK-851", words_of(getattr(one.answer.row, name))
    return tell(code, one.answer.row, name, message, value=value, person=person, others=places)


def _places(said: Iterable[_Said], name: str) -> Iterator[Place]:
    for one in said:
        yield one.answer.row.place.of(name, one.answer.table.column(name).heading)


def _words(said: _Said, name: str) -> str:
    words = words_of(getattr(said.answer.row, name))
    return quoted(words) if words else "blank"
