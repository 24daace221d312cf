"""What a paper has to say before it can be filed: answers, and why it is not public."""

import re
from collections.abc import Iterator

from paperkit.board.model import PaperRow, Text
from paperkit.board.model.words import Publicity
from paperkit.board.rules.case import Case, Rule, joined, place_of, tell, tell_all
from paperkit.findings import Finding, quoted
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to

_BACKGROUND = ("background", "background papers")
_PARAGRAPH = re.compile(r"(?:para(?:graph)?s?\.?\s*)?[1-7]", re.IGNORECASE | re.ASCII)


def section_of(row: Text) -> str:
    """Return a text's section for comparing: ``background papers``, however it is typed."""
    return folded(row.section.replace("_", " "))


def unanswered(case: Case) -> Iterator[Finding]:
    """Yield an error for each head of the pack without an answer (seed T section 7)."""
    for paper in case.scope.papers:
        answered = {folded(row.name) for row in _implications(case, paper) if row.text}
        for head in case.pack_of(paper).implications:
            if folded(head) not in answered:
                yield _unanswered(case, paper, head)


def unknown_head(case: Case) -> Iterator[Finding]:
    """Yield an error for each answer under a head that is not the pack's."""
    for paper in case.scope.papers:
        heads = case.pack_of(paper).implications
        known = {folded(head) for head in heads}
        for row in _implications(case, paper):
            if heads and folded(row.name) not in known:
                near = close_to(row.name, list(heads))
                typed = f"{quoted(row.name)} is" if row.name else "The answer stands under"
                message = f"{typed} none of the heads {joined(map(quoted, heads))}."
                remedy = f"Type the head as the pack has it (did you mean {near}?)." if near else ""
                yield _of_text("PK-471", paper, row, "name", message, remedy)


def answered_twice(case: Case) -> Iterator[Finding]:
    """Yield an error for each answer to a head that has one already."""
    for paper in case.scope.papers:
        seen: dict[str, Text] = {}
        for row in _implications(case, paper):
            first = seen.setdefault(folded(row.name), row)
            if row.name and first is not row:
                message = f"The head {quoted(row.name)} is answered twice in {paper.reference}."
                others, person = (place_of(first, "name"),), _authors(paper)
                yield tell("PK-472", row, "name", message, person=person, others=others)


def exempt_paragraph(case: Case) -> Iterator[Finding]:
    """Yield an error where an exempt paper names no paragraph, or one that is not 1 to 7."""
    for paper in _exempt(case):
        typed = paper.exempt_paragraph
        wrong = [words for words in typed if not _PARAGRAPH.fullmatch(words)]
        if wrong or not typed:
            message = f"{paper.reference} is {_publicity(paper)} by {_paragraphs(wrong)}."
            value, person = "; ".join(typed), _authors(paper)
            yield tell("PK-476", paper, "exempt_paragraph", message, value=value, person=person)


def exempt_reason(case: Case) -> Iterator[Finding]:
    """Yield an error where an exempt paper does not say why."""
    for paper in _exempt(case):
        if not paper.exempt_reason:
            message = f"{paper.reference} is {_publicity(paper)} and gives no reason."
            person = _authors(paper)
            yield tell("PK-477", paper, "exempt_reason", message, person=person)


def exempt_background(case: Case) -> Iterator[Finding]:
    """Yield a note for each background paper that is marked exempt."""
    for row in case.scope.text:
        if section_of(row) in _BACKGROUND and row.exempt is Answer.YES:
            message = f"The background paper {quoted(row.name or row.text)} is exempt: the Act, "
            message += "s.100D(4), does not require it to be listed."
            yield tell("PK-478", row, "exempt", message, value=str(row.exempt))


def unconfirmed(case: Case) -> Iterator[Finding]:
    """Yield one gap a paper for its text that was copied and not yet confirmed."""
    for paper in case.scope.papers:
        rows = [r for r in _text(case, paper) if r.to_confirm is Answer.YES]
        if rows:
            sections = joined(dict.fromkeys(row.section for row in rows))
            message = f"{paper.reference} holds text that was copied from an earlier paper and is "
            message += f"not yet confirmed: {sections}."
            yield from tell_all("PK-479", rows, "to_confirm", message)


def purpose_form(case: Case) -> Iterator[Finding]:
    """Yield a note for each purpose that does not begin with "To" (seed T, header)."""
    for paper in case.scope.papers:
        if paper.purpose and not folded(paper.purpose).startswith("to "):
            message = f"The purpose of {paper.reference} begins {quoted(paper.purpose, 30)}."
            value, person = paper.purpose, _authors(paper)
            yield tell("PK-480", paper, "purpose", message, value=value, person=person)


def title_capitals(case: Case) -> Iterator[Finding]:
    """Yield a note for each title typed in capitals (seed T, header)."""
    for paper in case.scope.papers:
        if paper.title.isupper() and len(paper.title.split()) > 1:
            message = f"The title {quoted(paper.title)} is typed in capitals."
            value, person = paper.title, _authors(paper)
            yield tell("PK-481", paper, "title", message, value=value, person=person)


def _unanswered(case: Case, paper: PaperRow, head: str) -> Finding:
    """Return the finding at the blank answer where the head has a row, else at the paper."""
    message = f"Nobody has answered {quoted(head)} in {paper.reference}."
    blank = (row for row in _implications(case, paper) if folded(row.name) == folded(head))
    row = next(blank, None)
    if row is not None:
        remedy = "Type the answer, or None. where there is nothing to say."
        return _of_text("PK-470", paper, row, "text", message, remedy)
    return tell("PK-470", paper, "reference", message, value=head, person=_authors(paper))


def _of_text(
    code: str, paper: PaperRow, row: Text, name: str, message: str, remedy: str
) -> Finding:
    value, person = str(getattr(row, name)), _authors(paper)
    return tell(code, row, name, message, remedy=remedy, value=value, person=person)


def _text(case: Case, paper: PaperRow) -> tuple[Text, ...]:
    return case.scope.text_of.get(paper.reference, ())


def _implications(case: Case, paper: PaperRow) -> list[Text]:
    return [row for row in _text(case, paper) if section_of(row) == "implications"]


def _exempt(case: Case) -> Iterator[PaperRow]:
    not_public = (Publicity.EXEMPT, Publicity.EXEMPT_APPENDIX)
    return (paper for paper in case.scope.papers if paper.publicity in not_public)


def _paragraphs(wrong: list[str]) -> str:
    if not wrong:
        return "no paragraph"
    return f"{joined(map(quoted, wrong))}, which is none of the paragraphs 1 to 7"


def _publicity(paper: PaperRow) -> str:
    return str(paper.publicity).lower()


def _authors(paper: PaperRow) -> str:
    return ", ".join(paper.authors)


RULES: tuple[Rule, ...] = (
    unanswered,
    unknown_head,
    answered_twice,
    exempt_paragraph,
    exempt_reason,
    exempt_background,
    unconfirmed,
    purpose_form,
    title_capitals,
)
