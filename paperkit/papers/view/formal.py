"""What councils ask of every paper: recommendations, implications, documents, contact."""

from collections.abc import Sequence
from dataclasses import replace

from paperkit.board.model import PaperRow, Text
from paperkit.board.model.words import Publicity
from paperkit.papers.packs import Form, Section
from paperkit.papers.plan import Attached
from paperkit.papers.prose import prose
from paperkit.papers.shown import Gap, Label, LinkText, Prose, Shown
from paperkit.papers.view.links import printed
from paperkit.papers.view.paper import ContactShown, Document, Implication
from paperkit.papers.view.round_requests import recommended
from paperkit.papers.view.source import Source
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded

NONE_TYPED = frozenset({"none", "none."})
NONE = "None."


def sections(source: Source, declared: Sequence[Section]) -> dict[str, Prose | Gap]:
    """Return the officer's running text by section; a required one that is absent is a gap."""
    running = (one for one in declared if one.form is Form.PROSE)
    return {one.name: _section(source, one) for one in running}


def _section(source: Source, section: Section) -> Prose | Gap:
    rows = source.texts_of(section.name, section.heading)
    text = prose(*(row.text for row in rows))
    if text or not section.required:
        return text
    return source.author_gap(f"No text for '{section.heading or section.name}'")


def recommendations(source: Source) -> tuple[Shown, ...]:
    """Return the recommendations in order, each with the pack's stem where it begins so.

    Requests that are put to the Board follow what the officer typed, which is not said twice.
    """
    rows = source.texts_of("recommendations")
    typed = [_recommendation(source, row.text) for row in rows if row.text]
    said = {_same(one) for one in typed}
    asked = (
        one if isinstance(one, Gap) else _recommendation(source, one) for one in recommended(source)
    )
    told = (*typed, *(one for one in asked if _same(one) not in said))
    return told or (source.author_gap("No recommendation"),)


def _same(recommendation: Shown) -> str:
    return folded(str(recommendation)).rstrip(".")


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
    officers = dict.fromkeys(source.with_post(row.officer) for row in rows if row.officer)
    officer = "; ".join(officers)
    if folded(text) in NONE_TYPED:
        return Implication(head, Prose((NONE,)), officer)
    answer = prose(*(row.text for row in rows)) or source.author_gap("No answer")
    return Implication(head, answer, officer)


def appendices(source: Source) -> tuple[Document, ...]:
    """Return the appendices that are planned, each with its label; else what was typed of them."""
    planned = source.sitting.planned.appendices
    shown = tuple(_appendix(source, one) for one in planned)
    return shown or documents(source, "appendices", "appendices")


def _appendix(source: Source, one: Attached) -> Document:
    label = Label(one.label, one.name)
    match one.row:
        case Text():
            # The name as planned bears no mark by which references find it.
            row = one.row
            name, text = (one.title, row.text) if row.name else ("", one.title)
            named = replace(row, name=name, text=text)
            return replace(_document(source, named), label=label)
        case PaperRow():
            exempt = "Exempt" if one.row.publicity is Publicity.EXEMPT else ""
            return Document(one.title, "", exempt, label)
        case _:
            return Document(one.title, "", "", label)


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
    if not row.link:
        return Document(name, row.note, _remarks(row, said))
    leads, remarks = printed(row.link), _remarks(row, said, row.note)
    if name:
        return Document(LinkText(name, row.link), leads, remarks)
    return Document(_untitled(source), LinkText(f"Document: {leads}", row.link), remarks)


def _untitled(source: Source) -> Gap:
    return source.author_gap("No title of this document")


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
