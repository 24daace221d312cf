"""What councils ask of every paper: recommendations, implications, documents, contact."""

import re
from collections.abc import Sequence

from paperkit.board.model import Text
from paperkit.papers.packs import Form, Section
from paperkit.papers.prose import prose
from paperkit.papers.shown import Gap, LinkText, Prose, Shown
from paperkit.papers.view.paper import ContactShown, Document, Implication
from paperkit.papers.view.source import Source
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded

NONE_TYPED = frozenset({"none", "none."})
NONE = "None."

_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#]+)", re.IGNORECASE)


def sections(source: Source, declared: Sequence[Section]) -> dict[str, Prose | Gap]:
    """Return the officer's running text by section; a required one that is absent is a gap."""
    running = (one for one in declared if one.form is Form.PROSE)
    return {one.name: _section(source, one) for one in running}


def _section(source: Source, section: Section) -> Prose | Gap:
    rows = source.texts_of(section.name, section.heading)
    text = prose("\n\n".join(row.text for row in rows))
    if text or not section.required:
        return text
    return source.author_gap(f"No text for '{section.heading or section.name}'")


def recommendations(source: Source) -> tuple[Shown, ...]:
    """Return the recommendations in order, each with the pack's stem where it begins so."""
    rows = source.texts_of("recommendations")
    told = tuple(_recommendation(source, row.text) for row in rows if row.text)
    return told or (source.author_gap("No recommendation"),)


def _recommendation(source: Source, text: str) -> str:
    """Return the text, after the pack's stem where it begins with a verb of the settings."""
    verb = folded(text.split(maxsplit=1)[0])
    if verb not in map(folded, source.ways.settings.recommendation_verbs):
        return text
    board = source.ways.settings.council.board
    return (
        f"{source.ways.pack.recommendation.replace('{board}', board)} {text[0].lower()}{text[1:]}"
    )


def implications(source: Source) -> tuple[Implication, ...]:
    """Return every head of the pack with its answer, then heads that only this paper has."""
    by_head: dict[str, list[Text]] = {}
    for row in source.texts_of("implications"):
        by_head.setdefault(folded(row.name), []).append(row)
    heads = source.ways.pack.implications
    asked = [_implication(source, head, by_head.pop(folded(head), [])) for head in heads]
    others = ((rows[0].name or "Other implications", rows) for rows in by_head.values())
    return (*asked, *(_implication(source, head, rows) for head, rows in others))


def _implication(source: Source, head: str, rows: Sequence[Text]) -> Implication:
    text = "\n\n".join(row.text for row in rows if row.text)
    if folded(text) in NONE_TYPED:
        return Implication(head, Prose((NONE,)))
    return Implication(head, prose(text) or source.author_gap("No answer"))


def documents(source: Source, section: str, what: str) -> tuple[Document, ...]:
    """Return the documents of a section; ``what`` names them where none is given."""
    rows = [row for row in source.texts_of(section) if row.name or row.text or row.link]
    shown = tuple(_document(source, row) for row in rows)
    return shown or (Document(source.author_gap(f"No answer on {what}"), "", ""),)


def _document(source: Source, row: Text) -> Document:
    if {folded(row.name), folded(row.text)} - {""} <= NONE_TYPED and not row.link:
        return Document(source.phrases.none_of_list, "", _remarks(row, row.note))
    name = row.name or row.text
    said = row.text if row.name else ""
    if row.link:
        link = LinkText(_linked(name or "Document", row.link), row.link)
        return Document(name or _untitled(source), link, _remarks(row, said, row.note))
    return Document(name, row.note, _remarks(row, said))


def _untitled(source: Source) -> Gap:
    return source.author_gap("No title of this document")


def _linked(name: str, link: str) -> str:
    """Return words that make sense alone and tell a reader on paper where the link leads."""
    if link.casefold().startswith("mailto:"):
        return f"{name}, from {link[7:]}"
    # A link that a person typed may be one that urllib refuses, so the host is read plainly.
    host = _HOST.match(link)
    return f"{name}, at {host.group(1) if host else link}"


def _remarks(row: Text, *typed: str) -> str:
    """Return what was typed of a document, then whether it is exempt or protected."""
    answers = ((row.exempt, "exempt"), (row.protected, "protected by copyright"))
    told = [
        words if answer is Answer.YES else f"not {words}"
        for answer, words in answers
        if answer is not None
    ]
    said = [words for words in typed if words]
    if told and not said:
        told[0] = told[0].capitalize()
    return "; ".join((*said, *told))


def contact(source: Source) -> ContactShown:
    """Return whom a reader can ask: the first author, or the contact of the settings."""
    name = next(iter(source.paper.authors), "")
    author, given = source.people.get(folded(name)), source.ways.settings.contact
    if author and (author.telephone or author.email):
        return _contact(source, author.name, author.telephone, author.email)
    if given.name or given.telephone or given.email:
        return _contact(source, given.name, given.telephone, given.email)
    gap = source.author_gap("No contact details")
    return ContactShown(name or gap, gap, gap)


def _contact(source: Source, name: str, telephone: str, email: str) -> ContactShown:
    nothing = source.phrases.nothing
    return ContactShown(name or nothing, telephone or nothing, email or nothing)
