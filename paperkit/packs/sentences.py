"""The sentences of a pack: ``sentences.yaml``, one key a sentence, over those of the packs beneath.

Those of the pack ``council`` are all that paperkit prints. What another pack or a council writes
under a key is checked against them: a name in curly brackets that the sentence is not given would
stop the paper, and a figure that a sentence leaves out would be missed.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from paperkit.board.pack_settings import Phrases
from paperkit.board.sentence_forms import (
    LEFT_OUT,
    SentenceForms,
    has_other_brackets,
    names_in,
)
from paperkit.files import bundled
from paperkit.files.yaml_in import read_tree
from paperkit.findings import Finding, quoted
from paperkit.frozen import Frozen, fields
from paperkit.schema.columns import Cell, column
from paperkit.schema.tree import Branch, Node, SettingsRead, build_tree
from paperkit.schema.values import close_to

SENTENCES_FILE = "sentences.yaml"
EVERYWHERE = frozenset(
    {
        "board", "council", "plan", "plans", "priority", "priorities", "outcome", "outcomes",
        "highlight_report",
    }
)  # fmt: skip
"""The names that every sentence is given: what the council calls its things."""

_FORMS = frozenset(fields(SentenceForms))
_STOPS = (".", "?", "!", ".”", ".’", '."', ".'", ".)")


class _Sentences(Frozen):
    """A file of sentences, as settings are read."""

    sentences: Mapping[str, SentenceForms] = column("Sentences", "By key.", default_factory=dict)


FORMER_PHRASES = {
    "no_due": ("summary.actions", "actions.counts"),
    "no_indicators": (
        "summary.indicators",
        "indicators.counts",
        "dashboard.counts",
        "outturns.counts",
    ),
    "no_groups": ("summary.groups", "groups.counts"),
    "no_highlight": ("highlights.missing",),
    "no_round": ("round.none",),
    "first_round": ("round.first",),
    "no_concern": ("concerns.counts", "concerns.counts.only"),
    "no_success": ("successes.counts", "successes.counts.only"),
    "no_request": ("requests.counts",),
}
"""The sentences of which a phrase of an older pack is what they say of none."""


def standard_file() -> Path:
    """Return the file with every sentence that papers print: that of the pack ``council``."""
    return bundled("report_templates") / "council" / SENTENCES_FILE


@cache
def standard_sentences() -> Mapping[str, SentenceForms]:
    """Return every sentence that papers print, by key, as the pack ``council`` has them."""
    return read_sentences(read_tree(standard_file())).value


def former(phrases: Phrases) -> Mapping[str, SentenceForms]:
    """Return the sentences that an older pack has among its phrases."""
    said = ((key, getattr(phrases, name)) for name, keys in FORMER_PHRASES.items() for key in keys)
    return {key: SentenceForms(none=words) for key, words in said if words}


def read_sentences(node: Node) -> SettingsRead[Mapping[str, SentenceForms]]:
    """Return the sentences that a group of keys holds, and what is of the wrong shape there."""
    tree = Branch(node.place, {"sentences": node})
    found = build_tree(_Sentences, tree)
    return SettingsRead(found.value.sentences, found.findings)


def over(
    base: Mapping[str, SentenceForms], own: Mapping[str, SentenceForms]
) -> Mapping[str, SentenceForms]:
    """Return sentences with others over them, form by form."""
    return {**base, **{key: one.over(base.get(key, SentenceForms())) for key, one in own.items()}}


def check_sentences(node: Node) -> Iterator[Finding]:
    """Yield what is wrong with the sentences that a pack or a council writes over the standard."""
    if not isinstance(node, Branch):
        return
    known = standard_sentences()
    for key, own in node.entries.items():
        if key in known:
            yield from _faults(key, known[key], own)
            continue
        near = close_to(key, list(known))
        message = f"{quoted(key)} is not a sentence that papers print."
        remedy = f"Did you mean {near}? Correct the key, or take it out." if near else ""
        yield Finding("PK-240", own.place, message, remedy, value=key)


def _faults(key: str, standard: SentenceForms, own: Node) -> Iterator[Finding]:
    """Yield what is wrong with the forms of one sentence."""
    forms = own.entries if isinstance(own, Branch) else {SentenceForms.SINGLE: own}
    cells = {name: cell for name, cell in forms.items() if isinstance(cell, Cell)}
    if len(cells) == len(forms) and not any(cell.typed.strip() for cell in cells.values()):
        yield Finding("PK-242", own.place, f"The sentence {quoted(key)} is blank.")
    for form, cell in cells.items():
        if form in _FORMS and cell.typed.strip():
            yield from _faults_of_form(key, form, standard, cell)


def _faults_of_form(key: str, form: str, standard: SentenceForms, cell: Cell) -> Iterator[Finding]:
    text = cell.typed.strip()
    if text in LEFT_OUT:
        if form != SentenceForms.SINGLE or not standard.is_sentence:
            part = (
                quoted(key) if form == SentenceForms.SINGLE else f"{quoted(form)} of {quoted(key)}"
            )
            message = f"{part} is a part of a sentence, which cannot be left out alone."
            yield Finding("PK-243", cell.place, message, value=text)
        return
    given = _given(form, standard)
    unknown = [name for name in dict.fromkeys(names_in(text)) if name not in given | EVERYWHERE]
    if unknown or has_other_brackets(text):
        there = ", ".join(f"{{{name}}}" for name in sorted(given)) or "no names"
        what = f"{{{unknown[0]}}}" if unknown else "a curly bracket that is not of a name"
        message = f"The sentence {quoted(key)} holds {what}, which paperkit does not give it."
        remedy = f"Use the names that it has ({there}), or take it out."
        yield Finding("PK-241", cell.place, message, remedy, value=text)
        return
    if lacking := _lacking(form, standard, text):
        named = ", ".join(f"{{{name}}}" for name in lacking)
        message = f"The sentence {quoted(key)} leaves out {named}, which paperkit's own prints."
        yield Finding("PK-244", cell.place, message, value=text)
    if standard.is_sentence and not text.endswith(_STOPS):
        message = f"The sentence {quoted(key)} does not end with a full stop."
        yield Finding("PK-245", cell.place, message, "Add the full stop.", value=text)
    elif not standard.is_sentence and text.endswith("."):
        message = f"{quoted(key)} is printed in the middle of a sentence, and has a full stop."
        yield Finding("PK-245", cell.place, message, "Take the full stop out.", value=text)


def _given(form: str, standard: SentenceForms) -> frozenset[str]:
    """Return the names that a form of a sentence is given.

    Where there is none, nothing is named; what is said of all is blank where parts differ.
    """
    if form == "none":
        return standard.names - {"names", "parts", "said"}
    if "parts" in standard.names and form in ("text", "few", "many"):
        return standard.names - {"said"}
    return standard.names


def _lacking(form: str, standard: SentenceForms, text: str) -> list[str]:
    """Return the names that paperkit's own sentence prints in that form and this text does not."""
    own = dict(standard.written).get(form) or (standard.many or standard.text) * (form != "none")
    return [name for name in dict.fromkeys(names_in(own)) if name not in names_in(text)]
