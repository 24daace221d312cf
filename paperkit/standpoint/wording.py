"""What a sentence says: code counts and names, and the pack has the words (``sentences.yaml``).

A sentence is picked by its key and by how many things it is about. Up to three of them are named
in it; more are for a table to show. A sentence that begins with its count has that in words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from paperkit.board.sentence_forms import LEFT_OUT, SentenceForms, filled
from paperkit.frozen import Frozen, as_dict
from paperkit.packs.sentences import standard_sentences
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Row, Table
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, listed, places, plural
from paperkit.word.values import Sentence

T = TypeVar("T")

MOST_IN_TEXT = 3
"""How many things a sentence names; a reader who hears more does not remember them."""

_NOUNS = ("action", "indicator")
_IN_WORDS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


class Portion(Frozen):
    """A part of what a sentence counts: how many, what is said of them, and their names if few."""

    count: int
    said: str
    names: tuple[str, ...] = ()


def say(
    at: BoardAt,
    key: str,
    count: int | None = None,
    names: Sequence[str] = (),
    total: int | None = None,
    **given: str,
) -> str:
    """Return a sentence of the pack, or a part of one; "" where the pack leaves it out.

    ``count`` picks its form; where it is the ``total``, it need not be said of how many. ``names``
    are printed as ``{names}``, of more than a sentence names the first of them.
    """
    forms = every_sentence(at)[key]
    text = _form(forms, count, names, total)
    if text in LEFT_OUT:
        return ""
    counts = {"count": count, "names": names_listed(names), "total": total}
    values = {**at.once(_everywhere), **counts, **given}
    words = filled(text, values)
    if not forms.is_sentence:
        return words
    if text.startswith("{count}") and count is not None and count < len(_IN_WORDS):
        words = _IN_WORDS[count] + words.removeprefix(str(count))
    return words[:1].upper() + words[1:]


def _form(forms: SentenceForms, count: int | None, names: Sequence[str], total: int | None) -> str:
    """Return the form for so many; where the pack does not write it, that for several."""
    named = forms.few if 0 < len(names) <= MOST_IN_TEXT else ""
    if forms.text or count is None:
        return forms.text
    if count == 0:
        return forms.none
    if count == 1:
        return forms.one or named or forms.many
    if count == total and (forms.both or forms.all):
        return (forms.both if count == 2 else "") or forms.all or named or forms.many
    return named or forms.many


def names_listed(names: Sequence[str], most: int = MOST_IN_TEXT) -> str:
    """Return names as a list; of more than a sentence names, the first and how many others.

    Semicolons part them where one has a comma or an "and" of its own. What has only a reference is
    called by its noun once: ``actions 1.1 and 1.2``.
    """
    there, many = list(names), ""
    for noun in _NOUNS:
        if len(there) > 1 and all(name.startswith(f"{noun} ") for name in there):
            there, many = [name.removeprefix(f"{noun} ") for name in there], f"{noun}s "
    if len(there) > most + 1:
        there[most:] = [f"{len(there) - most} others"]
    if not any("," in name or " and " in name for name in there):
        return f"{many}{listed(there)}"
    return many + "; ".join((*there[:-2], "; and ".join(there[-2:])))


def all_named(names: Sequence[str]) -> str:
    """Return names as a list with every one of them, for where no table of the paper has them."""
    return names_listed(names, most=len(names))


def every_sentence(at: BoardAt) -> Mapping[str, SentenceForms]:
    """Return the sentences of the council's papers by key."""
    return at.ways.sentences() if at.ways.sentences else standard_sentences()


def is_left_out(at: BoardAt, key: str) -> bool:
    """Return whether the pack, or the council, leaves a drafted sentence out of its papers."""
    forms = every_sentence(at).get(key)
    return forms is not None and forms.text in LEFT_OUT


def _everywhere(at: BoardAt) -> Mapping[str, str]:
    """Return the names that every sentence is given."""
    words, council = at.ways.words, at.ways.settings.council
    return {
        **as_dict(words),
        "plans": plural(words.plan),
        "priorities": plural(words.priority),
        "outcomes": plural(words.outcome),
        "board": council.board,
        "council": council.name,
    }


def in_parts(
    at: BoardAt,
    key: str,
    rows: Iterable[T],
    of: Callable[[T], str],
    order: Iterable[str],
    names: Callable[[T], str] | None = None,
) -> list[Portion]:
    """Return a portion for each name of ``order`` that ``of`` gives for some row.

    What is said of those rows has the key ``key``, a full stop and the name. ``names`` gives what
    a row is called, where a sentence may name it, and "" where it does not.
    """
    groups = in_groups((of(row), row) for row in rows)
    found = []
    for one in order:
        if those := groups.get(one):
            named = tuple(filter(None, map(names, those))) if names else ()
            found.append(Portion(len(those), say(at, f"{key}.{one}", len(those)), named))
    return found


def shared(
    at: BoardAt, key: str, parts: Sequence[Portion], of: int | None = None, **given: str
) -> str:
    """Return the sentence that shares a whole out among its parts, which add up to it.

    Where they do not, since something is in two of them or in none, ``of`` is the whole. What is
    said of everything is said of all, and not of "4 of the 4".
    """
    there = [part for part in parts if part.count]
    count = sum(part.count for part in there) if of is None or not there else of
    each = listed(
        say(at, "share.part", one.count, one.names, total=count, said=one.said) for one in there
    )
    if any(part.count != count for part in there):
        return say(at, key, count, total=None, said="", parts=each, **given)
    said = listed(say(at, "share.all", one.count, one.names, said=one.said) for one in there)
    return say(at, key, count, total=count, said=said, parts=each, **given)


def together(*sentences: str) -> str:
    """Return sentences one after the other, without those that say nothing."""
    return " ".join(filter(None, sentences))


def with_base(at: BoardAt, tables: Iterable[Table], words: str) -> Drafted:
    """Return the words after what could not be read of the tables; they rest on all rows."""
    said: list[str] = []
    rows: list[Row] = []
    for table in tables:
        unread = len(at.board.unread_of(table))
        there = at.board.rows(table)
        total = len(there) + unread
        rows += there
        if unread:
            key = "unread" if total > 1 else "unread.only"
            called = say(at, f"unread.rows.{table.name}")
            said.append(say(at, key, unread, total=total, rows=called))
    return together(*said, words), places(rows)


def with_own(at: BoardAt, drafts: Mapping[str, Callable[[], Drafted]]) -> tuple[Sentence, ...]:
    """Return the sentences that these draft, in order, an officer's own in place of a draft.

    One that the officer, or the pack, leaves out with a hyphen is not among them.
    """
    typed: dict[str, Sentence] = {}
    for row in at.texts:
        key = folded(row.section)
        if row.text:
            before = typed.get(key, Sentence(key, ""))
            words = f"{before.words}\n{row.text}" if before.words else row.text
            typed[key] = Sentence(key, words, (*before.rests_on, row.place.row))
    found = []
    for key, draft in drafts.items():
        own = typed.get(folded(key))
        if own is None and is_left_out(at, key):
            continue
        one = own or Sentence(key, *draft())
        if one.words and one.words not in LEFT_OUT:
            found.append(Sentence(key, one.words, one.rests_on))
    return tuple(found)
