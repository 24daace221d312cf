"""Moved.

What councils ask of every paper: recommendations, implications, documents, contact.

The terms of the pack's glossary that a paper uses.

The block at the head of a paper.

The rows that could not be read, as they were typed: none of them vanishes.
"""

import re
from collections.abc import Sequence

from paperkit.board.paper_rows import PaperRow, Text
from paperkit.board.words import Publicity
from paperkit.frozen import Frozen, replace
from paperkit.packs.packs import Form, Section
from paperkit.packs.plan import Attached
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.schema.rows import Unread
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.wording import listed
from paperkit.word.prose import prose
from paperkit.word.values import (
    Gap,
    Label,
    LinkText,
    Prose,
    Shown,
    printed_address,
)


class Header(Frozen):
    """The block at the head of a paper (seed T, header).

    ``exempt_mark`` stands on every page of an exempt paper, and is empty for any other.
    ``appendix_label`` and ``cover``, the title of the paper that an appendix belongs to, are
    empty for a paper that is no appendix. So is ``key_decision`` where nobody has answered.
    """

    council: str
    board: str
    date: str
    item: Shown
    title: Shown
    report_of: tuple[Shown, ...]
    directors: tuple[Shown, ...]
    publicity: Shown
    purpose: Shown
    as_at: Shown
    exempt_mark: str
    appendix_label: str = ""
    cover: str = ""
    wards: str = ""
    key_decision: str = ""


class Implication(Frozen):
    """One head of section 7, its answer, and the officer who answers for it, if one is named."""

    head: str
    answer: Prose | Gap
    officer: str = ""


class Document(Frozen):
    """A background paper or an appendix: its title, where to find it, what to know of it.

    A title that has a link is the link; ``where`` then tells readers on paper where it leads.
    ``where`` and ``note`` are empty where there is nothing, ``label`` where it is no appendix: a
    template asks with an if.
    """

    name: Shown | LinkText
    where: str | LinkText
    note: str
    label: str | Label = ""


class ContactShown(Frozen):
    """Whom a reader can ask."""

    name: Shown
    telephone: Shown
    email: Shown


class UnreadShown(Frozen):
    """A row of the data that could not be read: its sheet, reference and words as typed."""

    sheet: str
    reference: str
    typed: str


class Term(Frozen):
    """A term of the glossary that the paper uses, and its meaning."""

    word: str
    meaning: str


NONE_TYPED = frozenset({"none", "none."})
NONE = "None."


def sections(at: BoardAt, declared: Sequence[Section]) -> dict[str, Prose | Gap]:
    """Return the officer's running text by section; a required one that is absent is a gap."""
    running = (one for one in declared if one.form is Form.PROSE)
    return {one.name: _section(at, one) for one in running}


def _section(at: BoardAt, section: Section) -> Prose | Gap:
    rows = at.texts_of(section.name, section.heading)
    text = prose(*(row.text for row in rows))
    if text or not section.required:
        return text
    return at.author_gap(f"No text for '{section.heading or section.name}'")


def recommendations(at: BoardAt, requested: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Return the recommendations in order, each with the pack's stem where it begins so.

    ``requested`` are the requests of a round that are put to the Board. They follow what the
    officer typed, which is not said twice.
    """
    rows = at.texts_of("recommendations")
    typed = [_recommendation(at, row.text) for row in rows if row.text]
    said = {_same(one) for one in typed}
    asked = (one if isinstance(one, Gap) else _recommendation(at, one) for one in requested)
    told = (*typed, *(one for one in asked if _same(one) not in said))
    return told or (at.author_gap("No recommendation"),)


def _same(recommendation: Shown) -> str:
    return folded(str(recommendation)).rstrip(".")


def _recommendation(at: BoardAt, text: str) -> str:
    """Return the text, after the pack's stem where it begins with a verb of the settings."""
    verb = folded(text.split(maxsplit=1)[0])
    if verb not in map(folded, at.ways.settings.recommendation_verbs):
        return text
    board = at.ways.settings.council.board
    return f"{at.ways.pack.recommendation.replace('{board}', board)} {text[0].lower()}{text[1:]}"


def implications(at: BoardAt) -> tuple[Implication, ...]:
    """Return every head of the pack with its answer, then heads that only this paper has."""
    by_head: dict[str, list[Text]] = {}
    for row in at.texts_of("implications"):
        by_head.setdefault(folded(row.name), []).append(row)
    heads = at.ways.pack.implications
    asked = [_implication(at, head, by_head.pop(folded(head), [])) for head in heads]
    others = ((rows[0].name or "Other implications", rows) for rows in by_head.values())
    return (*asked, *(_implication(at, head, rows) for head, rows in others))


def _implication(at: BoardAt, head: str, rows: Sequence[Text]) -> Implication:
    text = "\n\n".join(row.text for row in rows if row.text)
    officers = dict.fromkeys(at.with_post(row.officer) for row in rows if row.officer)
    officer = "; ".join(officers)
    if folded(text) in NONE_TYPED:
        return Implication(head, Prose((NONE,)), officer)
    answer = prose(*(row.text for row in rows)) or at.author_gap("No answer")
    return Implication(head, answer, officer)


def appendices(at: BoardAt) -> tuple[Document, ...]:
    """Return the appendices that are planned, each with its label; else what was typed of them."""
    planned = at.planned.appendices
    shown = tuple(_appendix(at, one) for one in planned)
    return shown or documents(at, "appendices", "appendices")


def _appendix(at: BoardAt, one: Attached) -> Document:
    label = Label(one.label, one.name)
    match one.row:
        case Text():
            # The name as planned bears no mark by which references find it.
            row = one.row
            name, text = (one.title, row.text) if row.name else ("", one.title)
            named = replace(row, name=name, text=text)
            return replace(_document(at, named), label=label)
        case PaperRow():
            exempt = "Exempt" if one.row.publicity is Publicity.EXEMPT else ""
            return Document(one.title, "", exempt, label)
        case _:
            return Document(one.title, "", "", label)


def documents(at: BoardAt, section: str, what: str) -> tuple[Document, ...]:
    """Return the documents of a section; ``what`` names them where none is given."""
    rows = [row for row in at.texts_of(section) if row.name or row.text or row.link]
    shown = tuple(_document(at, row) for row in rows)
    return shown or (Document(at.author_gap(f"No answer on {what}"), "", ""),)


def _document(at: BoardAt, row: Text) -> Document:
    if {folded(row.name), folded(row.text)} - {""} <= NONE_TYPED and not row.link:
        return Document(at.phrases.none_of_list, "", _remarks(row, row.note))
    name = row.name or row.text
    said = row.text if row.name else ""
    if not row.link:
        return Document(name, row.note, _remarks(row, said))
    leads, remarks = printed_address(row.link), _remarks(row, said, row.note)
    if name:
        return Document(LinkText(name, row.link), leads, remarks)
    return Document(
        at.author_gap("No title of this document"),
        LinkText(f"Document: {leads}", row.link),
        remarks,
    )


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


def contact(at: BoardAt) -> ContactShown:
    """Return whom a reader can ask: the first author, or the contact of the settings."""
    name = next(iter(at.paper_row.authors), "")
    author, given = at.people.get(folded(name)), at.ways.settings.contact
    if author and (author.telephone or author.email):
        return _contact(at, author.name, author.telephone, author.email)
    if given.name or given.telephone or given.email:
        return _contact(at, given.name, given.telephone, given.email)
    gap = at.author_gap("No contact details")
    return ContactShown(name or gap, gap, gap)


def _contact(at: BoardAt, name: str, telephone: str, email: str) -> ContactShown:
    nothing = at.phrases.nothing
    return ContactShown(name or nothing, telephone or nothing, email or nothing)


def glossary(at: BoardAt) -> tuple[Term, ...]:
    """Return the terms that stand in the paper's own text, in the order of the alphabet.

    A term counts as a whole word, with its capitals: JHWS is not found in JHWSS.
    """
    paper = at.paper_row
    said = "\n".join([paper.title, paper.purpose, *(row.text for row in at.texts)])
    terms = sorted(at.ways.pack.glossary.items(), key=lambda term: term[0].casefold())
    return tuple(
        Term(word, meaning)
        for word, meaning in terms
        if (re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None)
    )


# The clerk numbers the agenda after the paper is written, so this is no gap of the author's.
ITEM_TO_COME = "to be set by the clerk"


def header(at: BoardAt) -> Header:
    """Return the head of the paper (seed T, header); what the author left out is a gap."""
    paper, council = at.paper_row, at.ways.settings.council
    as_at = at.data_day
    return Header(
        council=council.name or at.phrases.nothing,
        board=council.board,
        date=in_words(at.day),
        item=paper.item or ITEM_TO_COME,
        title=at.planned.title or paper.title or at.author_gap("No title"),
        report_of=_people(at, paper.authors, Gap("No author given at publication")),
        directors=_people(at, paper.directors, at.author_gap("No accountable director")),
        publicity=publicity(at, paper),
        purpose=paper.purpose or at.author_gap("No purpose"),
        as_at=in_words(as_at) if as_at else at.author_gap("No date of the data"),
        exempt_mark=exempt_mark(at, paper),
        appendix_label=at.planned.label,
        cover=at.planned.cover,
        wards=listed(paper.wards) if paper.wards else "",
        key_decision=str(paper.key_decision or ""),
    )


def publicity(at: BoardAt, paper: PaperRow) -> Shown:
    """Return whether the public may read the paper, and why not (Schedule 12A, Part 1)."""
    if paper.publicity is None:
        return at.author_gap("No answer on whether this paper is public")
    if paper.publicity is Publicity.PUBLIC:
        return str(paper.publicity)
    if not paper.exempt_paragraph or not paper.exempt_reason:
        return at.author_gap(f"{paper.publicity}: no paragraph and reason")
    paragraphs = _paragraphs(paper)
    return f"{paper.publicity}: {paragraphs} of Part 1 of Schedule 12A; {paper.exempt_reason}"


def exempt_mark(at: BoardAt, paper: PaperRow) -> str:
    """Return what each page of an exempt paper bears, by the pack's pattern; else nothing.

    A paper with an exempt appendix is public itself. Where paragraph or reason are still to be
    given, the page says that it is exempt, and ``publicity`` what is missing.
    """
    if paper.publicity is not Publicity.EXEMPT:
        return ""
    if not paper.exempt_paragraph or not paper.exempt_reason:
        return str(paper.publicity)
    pattern = at.ways.pack.exempt_mark.replace("{paragraphs}", _paragraphs(paper))
    return pattern.replace("{reason}", paper.exempt_reason)


def _paragraphs(paper: PaperRow) -> str:
    several = "s" if len(paper.exempt_paragraph) > 1 else ""
    return f"paragraph{several} {listed(paper.exempt_paragraph)}"


def _people(at: BoardAt, typed: tuple[str, ...], gap: Gap) -> tuple[Shown, ...]:
    return tuple(at.with_post(name) for name in typed) or (gap,)


NO_REFERENCE = "(no reference)"


def unread(at: BoardAt) -> tuple[UnreadShown, ...]:
    """Return every row that could not be read, with its words as typed."""
    return tuple(_row(row) for row in at.board.unread)


def _row(row: Unread) -> UnreadShown:
    typed = "; ".join(f"{heading}: {words}" for heading, words in row.typed)
    return UnreadShown(row.table.sheet, row.reference or NO_REFERENCE, typed)
