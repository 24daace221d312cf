"""What a paper has to say before it can be filed: answers, why it is not public, recommendations.

Recommendations are in the plain present (seed T 1.1, 1.2); links must open outside the council.
"""

import re
from collections.abc import Iterator
from datetime import date

from paperkit.board.data import TABLES, BoardData
from paperkit.board.paper_rows import PAPERS, PaperRow, Request, Text
from paperkit.board.words import Publicity, RequestRoute
from paperkit.findings import Finding, in_full, quoted
from paperkit.schema.cleaning import Reference, folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import MONTHS, in_words
from paperkit.schema.values import Link, close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import (
    Rule,
    finding_at,
    finding_for,
    finding_over,
    meant_by,
    place_of,
    repeated,
    running_text,
)
from paperkit.standpoint.sentences import listed

_BACKGROUND = ("background", "background papers")
_PARAGRAPH = re.compile(r"(?:para(?:graph)?s?\.?\s*)?[1-7]", re.IGNORECASE | re.ASCII)


def section_of(row: Text) -> str:
    """Return a text's section for comparing: ``background papers``, however it is typed."""
    return folded(row.section.replace("_", " "))


def unanswered(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each head of the pack without an answer (seed T section 7).

    One that a row under another head seems to answer is ``unknown_head``'s.
    """
    for paper in at.scope.papers:
        mistyped = {meant for _, meant in _mistyped(at, paper)}
        mistyped |= {row.name for row in misplaced(at.board, paper)}
        lacking: list[str] = []
        for head in at.pack_of(paper).implications:
            rows = [r for r in _implications(at, paper) if folded(r.name) == folded(head)]
            message = f"Nobody has answered {in_full(head)} in {paper.reference}."
            if rows and not any(row.text for row in rows):
                remedy = "Type the answer, or None. where there is nothing to say."
                yield finding_for(at, "PK-470", rows[0], "text", message, remedy=remedy)
            elif not rows and head not in mistyped:
                lacking.append(head)
        if lacking:
            heads = listed(map(in_full, lacking))
            message = f"Nobody has answered {heads} in {paper.reference}."
            row = "a row" if len(lacking) == 1 else "a row for each"
            remedy = (
                f"Add {row} to the sheet Text: the paper {in_full(paper.reference)}, the section "
                f"implications, the name {listed(map(in_full, lacking), 'or')}, and the answer as "
                "its text; type None. where there is nothing to say."
            )
            value = "; ".join(lacking)
            yield finding_for(at, "PK-470", paper, "reference", message, value, remedy=remedy)


def unknown_head(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each answer under a head that is not the pack's."""
    for paper in at.scope.papers:
        for row, meant in _mistyped(at, paper):
            heads = listed(map(in_full, at.pack_of(paper).implications))
            typed = (
                f"{in_full(row.name)} is not one of the"
                if row.name
                else "The answer has no head; the"
            )
            message = f"{typed} heads {heads}." if row.name else f"{typed} heads are {heads}."
            remedy = f"Type the head as the pack has it (did you mean {in_full(meant)}?)."
            yield finding_for(
                at, "PK-471", row, "name", message, row.name, remedy=remedy if meant else ""
            )


def _mistyped(at: BoardAt, paper: PaperRow) -> list[tuple[Text, str]]:
    """Return the answers under a head that is not the pack's, each with the head that it may mean.

    That is a head that looks alike, or the only one that nobody has answered.
    """
    heads, rows = at.pack_of(paper).implications, _implications(at, paper)
    known, there = {folded(head) for head in heads}, {folded(row.name) for row in rows}
    strange = [row for row in rows if heads and folded(row.name) not in known]
    blank = [head for head in heads if folded(head) not in there]
    meant = meant_by((row.name for row in strange), blank)
    return [(row, meant.get(row.name) or close_to(row.name, list(heads))) for row in strange]


def answered_twice(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each answer to a head that has one already."""
    for paper in at.scope.papers:
        rows = ((folded(row.name), row) for row in _implications(at, paper) if row.name)
        for first, second in repeated(rows):
            message = f"The head {quoted(second.name)} is answered twice in {paper.reference}."
            others = (place_of(first, "name"),)
            yield finding_for(at, "PK-472", second, "name", message, others=others)


def exempt_paragraph(at: BoardAt) -> Iterator[Finding]:
    """Yield an error where an exempt paper names no paragraph, or one that is not 1 to 7."""
    for paper in _exempt(at):
        typed = paper.exempt_paragraph
        wrong = [words for words in typed if not _PARAGRAPH.fullmatch(words)]
        if wrong or not typed:
            which = f"{listed(map(quoted, wrong))}, which is not one of the paragraphs 1 to 7"
            by = which if wrong else "no paragraph"
            message = f"{paper.reference} is {str(paper.publicity).lower()} by {by}."
            yield finding_for(at, "PK-476", paper, "exempt_paragraph", message, "; ".join(typed))


def exempt_reason(at: BoardAt) -> Iterator[Finding]:
    """Yield an error where an exempt paper does not say why."""
    for paper in _exempt(at):
        if not paper.exempt_reason:
            message = f"{paper.reference} is {str(paper.publicity).lower()} and gives no reason."
            yield finding_for(at, "PK-477", paper, "exempt_reason", message)


def public_title(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap where an exempt paper has no title that may be public."""
    for paper in at.scope.papers:
        if paper.publicity is Publicity.EXEMPT and not paper.public_title:
            message = f"{paper.reference} is exempt and has no public title."
            yield finding_for(at, "PK-486", paper, "public_title", message)


def exempt_background(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each background paper that is marked exempt."""
    for row in at.scope.text:
        if section_of(row) in _BACKGROUND and row.exempt is Answer.YES:
            message = (
                f"The background paper {quoted(row.name or row.text)} is exempt: the Act, "
                "s.100D(4), does not require it to be listed."
            )
            yield finding_at("PK-478", row, "exempt", message, value=str(row.exempt))


def unconfirmed(at: BoardAt) -> Iterator[Finding]:
    """Yield one gap a paper for its text that was copied and not yet confirmed.

    Its title and purpose are another.
    """
    for paper in at.scope.papers:
        if paper.to_confirm is Answer.YES:
            message = (
                f"{paper.reference} has a title and a purpose that were copied from an earlier "
                "paper and are not yet confirmed."
            )
            remedy = "Read both again, correct them, and clear 'To be confirmed'."
            yield finding_for(at, "PK-479", paper, "to_confirm", message, remedy=remedy)
        texts = at.scope.text_of.get(paper.reference, ())
        rows = [row for row in texts if row.to_confirm is Answer.YES]
        if rows:
            sections = listed(dict.fromkeys(row.section for row in rows))
            message = (
                f"{paper.reference} holds text that was copied from an earlier paper and is "
                f"not yet confirmed: {sections}."
            )
            yield from finding_over("PK-479", rows, "to_confirm", message)


def purpose_form(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each purpose that does not begin with "To" (seed T, header)."""
    for paper in at.scope.papers:
        if paper.purpose and not folded(paper.purpose).startswith("to "):
            message = f"The purpose of {paper.reference} begins {quoted(paper.purpose, 30)}."
            yield finding_for(at, "PK-480", paper, "purpose", message, paper.purpose)


_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?: (\d{{4}}))?")
_YEARS = re.compile(r"\b(20\d\d)\b(?:(?:/|-|–| to )(20)?(\d\d)\b)?")
_MODAL = ("May", "March")


def title_of_another_day(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each title that names months or years, and not those of its meeting.

    The month and the year to which its data go are as good. May and March are months only before a
    year, since they begin other sentences too.
    """
    for paper in at.scope.papers:
        meeting = at.board.meeting.get(paper.meeting)
        days = [day for day in (meeting.date if meeting else None, paper.as_at) if day]
        if not meeting or not meeting.date:
            continue
        named = [
            (month.group(0), any(_is_in(month, day) for day in days))
            for month in _MONTH.finditer(paper.title)
            if month.group(2) or month.group(1) not in _MODAL
        ]
        if not named:
            named = [
                (years.group(0), any(_spans(years, day) for day in days))
                for years in _YEARS.finditer(paper.title)
            ]
        if named and not any(fits for _, fits in named):
            message = (
                f"The title {quoted(paper.title)} names {named[0][0]}, and the meeting is on "
                f"{in_words(meeting.date)}."
            )
            yield finding_for(at, "PK-496", paper, "title", message, paper.title)


def _is_in(month: re.Match[str], day: date) -> bool:
    return MONTHS[day.month - 1] == month.group(1) and month.group(2) in (None, str(day.year))


def _spans(years: re.Match[str], day: date) -> bool:
    first = int(years.group(1))
    last = int(f"{first // 100}{years.group(3)}") if years.group(3) else first
    return first <= day.year <= last


def title_capitals(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each title typed in capitals (seed T, header)."""
    for paper in at.scope.papers:
        if paper.title.isupper() and len(paper.title.split()) > 1:
            message = f"The title {quoted(paper.title)} is typed in capitals."
            yield finding_for(at, "PK-481", paper, "title", message, paper.title)


def _implications(at: BoardAt, paper: PaperRow) -> list[Text]:
    rows = at.scope.text_of.get(paper.reference, ())
    return [row for row in rows if section_of(row) == "implications"]


def _exempt(at: BoardAt) -> Iterator[PaperRow]:
    not_public = (Publicity.EXEMPT, Publicity.EXEMPT_APPENDIX)
    return (paper for paper in at.scope.papers if paper.publicity in not_public)


_ASKED = r"(?:\s+(?:is|are|be)\s+(?:asked|recommended|invited|requested)\s+to\b)?\s*[:,]?\s*"
_WORD = re.compile(r"[A-Za-z]+")
_PASSED_OVER = frozenset({"has", "have", "had", "to", "formally", "should"})
_VOWELS = frozenset("aeiou")


def misplaced(board: BoardData, paper: PaperRow) -> list[Text]:
    """Return the texts that seem to be a paper's, and name none, or one that nobody knows.

    What is wrong with them is an error of its own, so nobody need be asked for them again.
    """
    names = {one.reference for one in board.papers}
    unread = {Reference(row.reference) for row in board.unread_of(PAPERS)}
    lost = [row for row in board.text if row.paper not in names | unread]
    blank = (one.reference for one in board.papers if one.reference not in board.text_of)
    meant = meant_by((row.paper for row in lost if row.paper), blank)
    return [
        row
        for row in lost
        if not row.paper
        or paper.reference in (meant.get(row.paper), close_to(row.paper, list(map(str, names))))
    ]


def none_made(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each paper that recommends nothing.

    A row of text whose section is blank or mistyped, or that names no paper, has its own error.
    """
    for paper in at.scope.papers:
        theirs = at.scope.text_of.get(paper.reference, ())
        others = (section_of(row) for row in theirs if section_of(row) not in RECOMMENDATIONS)
        strange = [typed for typed in others if not typed or close_to(typed, RECOMMENDATIONS)]
        if strange or any(section_of(row) in RECOMMENDATIONS for row in misplaced(at.board, paper)):
            continue
        if at.pack_of(paper).asks and not list(_recommendations(at, paper)):
            message = f"{paper.reference} makes no recommendation."
            yield finding_for(at, "PK-473", paper, "reference", message)


def past_tense(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each recommendation whose verb is in the past: "agreed"."""
    past = {form: verb for verb in _verbs(at) for form in _past_forms(verb)}
    for paper, row, words, verb in _first_verbs(at):
        if verb in past:
            message = f"The recommendation says {quoted(verb)}, in the past tense."
            remedy = f"Write {quoted(past[verb])}."
            yield _recommends("PK-474", paper, row, words, message, remedy)


def other_verb(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each recommendation that does not begin with a verb of the settings."""
    verbs = _verbs(at)
    known = {form for verb in verbs for form in (verb, *_past_forms(verb))}
    for paper, row, words, verb in _first_verbs(at):
        if verb not in known:
            near = close_to(verb, list(verbs))
            message = (
                f"The recommendation begins with {quoted(verb)}, which is not among "
                "the recommendation verbs."
            )
            remedy = f"Write {quoted(near)}." if near else ""
            yield _recommends("PK-475", paper, row, words, message, remedy)


def _recommends(
    code: str, paper: PaperRow, row: Text | Request, words: str, message: str, remedy: str
) -> Finding:
    person = ", ".join(paper.authors)
    column = "text" if isinstance(row, Text) else "recommendation"
    return finding_at(code, row, column, message, remedy=remedy, value=words, person=person)


def _first_verbs(at: BoardAt) -> Iterator[tuple[PaperRow, Text | Request, str, str]]:
    """Yield each recommendation: its paper, its row, its words, the word that should be its verb.

    That is the first one that can be: "has agreed" has agreed, and is past.
    """
    # What may come before the verb: "That the Board", "The Board is asked to".
    council = at.ways.settings.council
    names = "|".join(re.escape(name) for name in (council.board, council.executive) if name)
    bodies = rf"(?:{names}|[^.;\n]{{0,80}}?\b(?:board|executive))(?:\s+members)?\b"
    start = r"(?:that\s+(?:the\s+|members\s+of\s+the\s+)?|the\s+|members\s+of\s+the\s+)"
    stem = re.compile(rf"^{start}{bodies}{_ASKED}", re.IGNORECASE)
    for paper in at.scope.papers:
        for row, words in _recommendations(at, paper):
            begins = map(folded, _WORD.findall(stem.sub("", words.strip()))[:4])
            verb = next((word for word in begins if word not in _PASSED_OVER), "")
            yield paper, row, words, verb


def _recommendations(at: BoardAt, paper: PaperRow) -> Iterator[tuple[Text | Request, str]]:
    """Yield what a paper recommends: its rows of text, then the requests of its round."""
    for row in at.scope.text_of.get(paper.reference, ()):
        if section_of(row) in RECOMMENDATIONS and row.text:
            yield row, row.text
    if not (at.pack_of(paper).asks and paper.priority):
        return
    for held in at.rounds:
        its_priority = folded(held.priority.reference) == folded(paper.priority)
        for answered in held.answered if its_priority else ():
            one = answered.request
            put = one and answered.asks and one.route is RequestRoute.RECOMMENDATION
            if put and one and one.recommendation and held.meeting.reference == paper.meeting:
                yield one, one.recommendation


RECOMMENDATIONS = ("recommendations", "recommendation")


def _verbs(at: BoardAt) -> tuple[str, ...]:
    return tuple(folded(verb) for verb in at.ways.settings.recommendation_verbs)


def _past_forms(verb: str) -> tuple[str, ...]:
    """Return how a regular verb is written in the past: agreed, ratified, referred."""
    if verb.endswith("e"):
        return (f"{verb}d",)
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return (f"{verb[:-1]}ied",)
    return (f"{verb}ed", f"{verb}{verb[-1:]}ed")


ANSWER_RULES: tuple[Rule, ...] = (
    unanswered,
    unknown_head,
    answered_twice,
    exempt_paragraph,
    exempt_reason,
    public_title,
    exempt_background,
    unconfirmed,
    purpose_form,
    title_capitals,
    title_of_another_day,
    none_made,
    past_tense,
    other_verb,
)


_HOST = re.compile(r"https?://(?:[^/?#@\s]*@)?([^/?#:\s)]*[^/?#:\s).,;])", re.IGNORECASE)
_INSIDE = re.compile(
    r"[^.]+|.*\.(?:local|internal|intranet|lan|corp|home)|(?:.*\.)?sharepoint\.com"
    r"|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|127\..*",
    re.IGNORECASE,
)


def inside_only(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each link, in a column of links or in text, that stays inside."""
    links = (
        (row, column.name, str(getattr(row, column.name)))
        for table in TABLES
        for row in at.scope.rows(table)
        for column in table.columns
        if column.type is Link
    )
    written = (
        (words.row, words.column.name, match.group())
        for words in running_text(at)
        for match in _HOST.finditer(words.text)
    )
    for row, name, address in (*links, *written):
        match = _HOST.match(address)
        if match and _INSIDE.fullmatch(match.group(1)):
            message = f"{quoted(address)} may open only inside the council."
            yield finding_for(at, "PK-705", row, name, message, address)
