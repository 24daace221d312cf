"""What every paper shows as a document: its head, text, recommendations, implications, documents.

What councils ask of each paper (seeds T and H, their numbered blocks) is here; what is missing is
a gap, and whose it is.
"""

import re
from collections.abc import Sequence

from paperkit.board.paper_rows import PaperRow, Text
from paperkit.board.plan_rows import Person
from paperkit.board.settings import Contact
from paperkit.board.words import Publicity
from paperkit.frozen import Frozen, replace
from paperkit.packs.packs import Section, SectionForm
from paperkit.packs.plan import NONE_TYPED
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import listed
from paperkit.standpoint.wording import say
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

    ``exempt_mark`` is on every page of an exempt paper, and is empty for any other.
    ``appendix_label`` and ``cover``, the title of the paper that an appendix belongs to, are
    empty for a paper that is not an appendix. So is ``item`` in a final without a number,
    ``key_decision`` where nobody has answered, and ``urgency`` where the paper is neither late nor
    urgent. ``revised`` is on every page of a revised version; ``notes`` are what page one says of
    corrections. Where a template prints them nowhere they are put there all the same.
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
    urgency: str = ""
    revised: str = ""
    notes: tuple[str, ...] = ()


class Implication(Frozen):
    """One head of section 7, its answer, and the officer who answers for it, if one is named."""

    head: str
    answer: Prose | Gap
    officer: str = ""


class Document(Frozen):
    """A background paper or an appendix: its title, where to find it, what to know of it.

    A title that has a link is the link; ``where`` then says on paper where it leads. ``where`` and
    ``note`` are empty where there is nothing, ``label`` where it is not an appendix: a template
    asks with an if.
    """

    name: Shown | LinkText
    where: str | LinkText
    note: str
    label: str | Label = ""


class TablesShown(Frozen):
    """The full tables of a report: an appendix that follows it in one file, or is ``apart``.

    ``title`` is empty where they do not follow it, ``label`` also where it is an appendix itself.
    """

    apart: bool
    label: str
    title: str


class Several(Frozen):
    """Whether a heading is over several things, so that a template prints its plural.

    A list that is answered with "None." has the plural, as has one without an answer.
    """

    recommendations: bool
    background: bool
    appendices: bool


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


NONE = "None."


def sections(at: BoardAt, declared: Sequence[Section]) -> dict[str, Prose | Gap]:
    """Return the officer's running text by section; a required one that is absent is a gap."""
    found: dict[str, Prose | Gap] = {}
    for one in declared:
        if one.form is SectionForm.PROSE:
            text = prose(*(row.text for row in at.texts_of(one.name, one.heading)))
            lacks = one.required and not text
            gap = at.author_gap(f"No text for '{one.heading or one.name}'")
            found[one.name] = gap if lacks else text
    return found


def recommendations(at: BoardAt, requested: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Return the recommendations in order, each with the pack's stem where it begins so.

    ``requested`` are the requests of a round that are put to the Board. They follow what the
    officer typed, which is not said twice.
    """
    rows = at.texts_of("recommendations")
    found: list[Shown] = [_recommendation(at, row.text) for row in rows if row.text]
    said = {folded(str(one)).rstrip(".") for one in found}
    for asked in requested:
        one = asked if isinstance(asked, Gap) else _recommendation(at, str(asked))
        if folded(str(one)).rstrip(".") not in said:
            found.append(one)
    return tuple(found) or (at.author_gap("No recommendation"),)


def _recommendation(at: BoardAt, text: str) -> str:
    """Return the text, after the pack's stem where it begins with a verb of the settings."""
    verb = folded(text.split(maxsplit=1)[0])
    if verb not in map(folded, at.ways.settings.recommendation_verbs):
        return text
    board = at.ways.settings.council.board
    return f"{at.ways.pack.recommendation.replace('{board}', board)} {text[0].lower()}{text[1:]}"


def implications(at: BoardAt) -> tuple[Implication, ...]:
    """Return every head of the pack with its answer, then heads that only this paper has."""
    by_head = in_groups((folded(row.name), row) for row in at.texts_of("implications"))
    asked = [(head, by_head.pop(folded(head), [])) for head in at.ways.pack.implications]
    others = [(rows[0].name or "Other implications", rows) for rows in by_head.values()]
    found = []
    for head, rows in (*asked, *others):
        officers = dict.fromkeys(at.with_post(row.officer) for row in rows if row.officer)
        none = folded("\n\n".join(row.text for row in rows if row.text)) in NONE_TYPED
        answer = Prose((NONE,)) if none else prose(*(row.text for row in rows))
        found.append(Implication(head, answer or at.author_gap("No answer"), "; ".join(officers)))
    return tuple(found)


def appendices(at: BoardAt) -> tuple[Document, ...]:
    """Return the appendices that are planned, each with its label; else what was typed of them."""
    found = []
    for one in at.planned.appendices:
        row, label = one.row, Label(one.label, one.name)
        if one.exempt:
            found.append(Document(one.title, "", "Exempt", label))
        elif isinstance(row, Text):
            # The name as planned bears no mark by which references find it.
            name, text = (one.title, row.text) if row.name else ("", one.title)
            document = _document(at, replace(row, name=name, text=text))
            found.append(replace(document, label=label))
        else:
            follows = one is at.planned.tables and not at.planned.apart
            where = say(at, "appendices.same_file") if follows else ""
            found.append(Document(one.title, where, "", label))
    return tuple(found) or documents(at, "appendices", "appendices")


def full_tables(at: BoardAt) -> TablesShown:
    """Return what a report's full tables are called, where they follow it in one file."""
    own = None if at.planned.apart else at.planned.tables
    named = (own.label, own.title) if own else ("", "")
    return TablesShown(bool(at.planned.report), *named)


def background(at: BoardAt) -> tuple[Document, ...]:
    """Return the background papers."""
    return documents(at, "background", "background papers")


def documents(at: BoardAt, section: str, what: str) -> tuple[Document, ...]:
    """Return the documents of a section; ``what`` names them where none is given."""
    rows = at.texts_of(section)
    shown = tuple(_document(at, row) for row in rows if row.name or row.text or row.link)
    return shown or (Document(at.author_gap(f"No answer on {what}"), "", ""),)


def _document(at: BoardAt, row: Text) -> Document:
    if {folded(row.name), folded(row.text)} - {""} <= NONE_TYPED and not row.link:
        return Document(at.phrases.none_of_list, "", _remarks(row, row.note))
    name, said = row.name or row.text, row.text if row.name else ""
    if not row.link:
        return Document(name, row.note, _remarks(row, said))
    leads, remarks = printed_address(row.link), _remarks(row, said, row.note)
    if name:
        return Document(LinkText(name, row.link), leads, remarks)
    where = LinkText(f"Document: {leads}", row.link)
    return Document(at.author_gap("No title of this document"), where, remarks)


def _remarks(row: Text, *typed: str) -> str:
    """Return what was typed of a document, then whether it is exempt or protected."""
    answers = ((row.exempt, "exempt"), (row.protected, "protected by copyright"))
    parts = [
        words if answer is Answer.YES else f"not {words}"
        for answer, words in answers
        if answer is not None
    ]
    said = [words for words in typed if words]
    if parts and not said:
        parts[0] = parts[0].capitalize()
    return "; ".join((*said, *parts))


def several(at: BoardAt, recommended: Sequence[Shown]) -> Several:
    """Return what there are several of; ``recommended`` are the recommendations."""
    lists = (background(at), appendices(at))
    return Several(len(recommended) > 1, *(not _is_one(at, found) for found in lists))


def _is_one(at: BoardAt, found: Sequence[Document]) -> bool:
    """Return whether a list holds one document, neither None nor a gap."""
    names = [document.name for document in found]
    return len(names) == 1 and not isinstance(names[0], Gap) and names[0] != at.phrases.none_of_list


def contact(at: BoardAt) -> ContactShown:
    """Return whom a reader can ask: the first author, or the contact of the settings."""
    name = next(iter(at.paper_row.authors), "")
    author, given = at.board.person.get(name), at.ways.settings.contact
    known: Person | Contact = author if author and (author.telephone or author.email) else given
    if known.name or known.telephone or known.email:
        nothing = at.phrases.nothing
        return ContactShown(
            known.name or nothing, known.telephone or nothing, known.email or nothing
        )
    gap = at.author_gap("No contact details")
    return ContactShown(name or gap, gap, gap)


def glossary(at: BoardAt) -> tuple[Term, ...]:
    """Return the terms that are in the paper's own text, in the order of the alphabet.

    A term counts as a whole word, with its capitals: JHWS is not found in JHWSS.
    """
    paper = at.paper_row
    said = "\n".join([paper.title, paper.purpose, *(row.text for row in at.texts)])
    terms = sorted(at.ways.pack.glossary.items(), key=lambda term: term[0].casefold())
    return tuple(
        Term(word, meaning)
        for word, meaning in terms
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)
    )


# The clerk numbers the agenda after the paper is written, so this is not a gap of the author's.
ITEM_TO_COME = "to be set by the clerk"


def header(at: BoardAt, without_item: str = ITEM_TO_COME, notes: tuple[str, ...] = ()) -> Header:
    """Return the head of the paper (seed T, header); what the author left out is a gap.

    ``without_item`` is what a paper without a number on the agenda has in its place. ``notes`` are
    what page one says of corrections.
    """
    paper, council = at.paper_row, at.ways.settings.council
    as_at = paper.as_at
    authors, directors = (
        tuple(map(at.with_post, names)) for names in (paper.authors, paper.directors)
    )
    return Header(
        council=council.name or at.phrases.nothing,
        board=council.board,
        date=in_words(at.day),
        item=at.planned.item or paper.item or without_item,
        title=at.planned.title or paper.title or at.author_gap("No title"),
        report_of=authors or (Gap("No author given at publication"),),
        directors=directors or (at.author_gap("No accountable director"),),
        publicity=publicity(at, paper),
        purpose=paper.purpose or at.author_gap("No purpose"),
        as_at=in_words(as_at) if as_at else at.author_gap("No date of the data"),
        exempt_mark=exempt_mark(at, paper),
        appendix_label=at.planned.label,
        cover=at.planned.cover,
        wards=listed(paper.wards) if paper.wards else "",
        key_decision=str(paper.key_decision or ""),
        urgency=lateness(at, paper),
        notes=notes,
    )


def lateness(at: BoardAt, paper: PaperRow) -> str:
    """Return why a report is to follow, or an item urgent; nothing where nobody gave a reason.

    A report to follow is for an item that is on the published agenda. An item that is not may be
    taken only where the chair finds it urgent, by reason of special circumstances that the minutes
    give (Local Government Act 1972, section 100B(4)(b)): what is printed is the officer's reason,
    and that the chair decides.
    """
    if paper.urgent_because:
        return say(at, "header.urgent", reason=paper.urgent_because)
    if paper.to_follow_because:
        return say(at, "header.to_follow", reason=paper.to_follow_because)
    return ""


def publicity(at: BoardAt, paper: PaperRow) -> Shown:
    """Return whether the public may read the paper, and why not (Schedule 12A, Part 1)."""
    if paper.publicity is None:
        return at.author_gap("No answer on whether this paper is public")
    if paper.publicity is Publicity.PUBLIC:
        return str(paper.publicity)
    if not paper.exempt_paragraph or not paper.exempt_reason:
        return at.author_gap(f"{paper.publicity}: no paragraph and reason")
    return say(
        at, "header.exempt", publicity=str(paper.publicity), paragraphs=_paragraphs(at, paper),
        reason=paper.exempt_reason,
    )  # fmt: skip


NOT_FOR_PUBLICATION = "Not for publication: exempt information"


def exempt_mark(at: BoardAt, paper: PaperRow) -> str:
    """Return what each page of an exempt paper bears, by the pack's pattern; else nothing.

    A paper with an exempt appendix is public itself. Where paragraph or reason are still to be
    given, the page says that it is not for publication, and ``publicity`` what is missing.
    """
    if paper.publicity is not Publicity.EXEMPT:
        return ""
    if not paper.exempt_paragraph or not paper.exempt_reason:
        return NOT_FOR_PUBLICATION
    pattern = at.ways.pack.exempt_mark.replace("{paragraphs}", _paragraphs(at, paper))
    return pattern.replace("{reason}", paper.exempt_reason)


def _paragraphs(at: BoardAt, paper: PaperRow) -> str:
    those = paper.exempt_paragraph
    return say(at, "header.paragraphs", len(those), numbers=listed(those))


NO_REFERENCE = "(no reference)"


def unread(at: BoardAt) -> tuple[UnreadShown, ...]:
    """Return every row that could not be read, with its words as typed: none of them vanishes."""
    return tuple(
        UnreadShown(
            row.table.sheet,
            row.reference or NO_REFERENCE,
            "; ".join(f"{heading}: {words}" for heading, words in row.typed),
        )
        for row in at.board.unread
    )
