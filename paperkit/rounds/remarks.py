"""What people write on forms beside the answers: asked about, kept in the log, printed in no paper.

A form is compared with the one that was sent out: what it says more often than that one does,
somebody wrote into it, wherever it is. Its words are asked about in full, since nobody can guess
whether they were meant for the Board.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from paperkit.board.history import REMARKS, Draft, Entry, Remark
from paperkit.findings import Finding, Place, in_full, quoted
from paperkit.frozen import Frozen, replace
from paperkit.rounds.forms import ALL_LEADS
from paperkit.rounds.returns import Intake, Judged, Key, ReturnedRow, key_of, row_at
from paperkit.schema.cleaning import folded, in_groups, key_text
from paperkit.schema.forms import EARLIER_WORDS, FormText, TextOrigin
from paperkit.standpoint.rules import asked_of_report, place_of

_FOREIGN = frozenset({"PK-831", "PK-832", "PK-833", "PK-834", "PK-835", "PK-862"})
"""The codes of forms that are kept out altogether, for which others are asked for."""

_EARLIER_WORDS = frozenset(map(key_text, EARLIER_WORDS))
_MARK = 16
_ELSEWHERE = re.compile(
    r"(?:please )?(?:see|as|refer to|read|in)(?: the| my| this)? "
    r"(?:attached |above |below |separate )?"
    r"(?:notes?|comments?|e-?mails?|below|above|attached|attachment|sheet|tab|text box)"
    r"(?: below| above| attached)?"
)


class WrittenBeside(Frozen):
    """A text beside the answers, the row of the log that keeps it, and whether it is left out."""

    text: FormText
    row: Remark

    @property
    def key(self) -> Key:
        """Return what the same words of the same person are recognised by."""
        return key_of(REMARKS, self.row)


def beside(texts: Sequence[FormText], own: Sequence[FormText]) -> tuple[FormText, ...]:
    """Return what was written on a form that itself says ``own``: what it holds more often.

    The cells of a row are one text, and so is all that a further sheet says.
    """
    texts = [t for t in texts if not (t.worked_out or key_text(t.words) in _EARLIER_WORDS)]
    places = {(key_text(text.words), text.place.sheet, text.place.cell) for text in own}
    more = Counter(key_text(text.words) for text in texts)
    more.subtract(key_text(text.words) for text in own)
    sheets = {text.place.sheet for text in own}
    written: set[int] = set()
    moved_last = sorted(
        range(len(texts)),
        key=lambda n: (
            (key_text(texts[n].words), texts[n].place.sheet, texts[n].place.cell) in places
        ),
    )
    for number in moved_last:
        words = key_text(texts[number].words)
        if more[words] > 0:
            more[words] -= 1
            written.add(number)
    whole = {t.place.sheet for t in texts} - sheets
    whole -= {text.place.sheet for n, text in enumerate(texts) if n not in written}
    found = in_groups(
        (_together(text, whole) or number, text)
        for number, text in enumerate(texts)
        if number in written
    )
    return tuple(_joined(theirs, whole) for theirs in found.values())


def _together(text: FormText, whole: set[str]) -> tuple[str, int] | None:
    """Return what a text belongs to: a sheet of its own, or a row; None for one by itself."""
    if text.place.sheet in whole:
        return text.place.sheet, 0
    return row_at(text.place) if text.origin is TextOrigin.CELL else None


def _joined(texts: Sequence[FormText], whole: set[str]) -> FormText:
    if len(texts) == 1 and texts[0].place.sheet not in whole:
        return texts[0]
    by_row = in_groups((_together(text, set()), text.words) for text in texts)
    words = "\n".join(" | ".join(row) for row in by_row.values())
    origin = TextOrigin.SHEET if texts[0].place.sheet in whole else texts[0].origin
    return replace(texts[0], words=words, origin=origin)


def points_elsewhere(words: str) -> bool:
    """Return whether an answer is only a pointer, such as "See note.", at what nobody prints."""
    return bool(_ELSEWHERE.fullmatch(folded(words).rstrip(".! ")))


def written_beside(one: Judged) -> tuple[WrittenBeside, ...]:
    """Return what was written on a form beside its answers; nothing of a form that is not ours."""
    about = one.form.about if one.form else None
    if one.form is None or about is None or any(f.code in _FOREIGN for f in one.findings):
        return ()
    actions: dict[tuple[str, int], str] = {}
    for built in one.form.built.values():
        for row in built.rows:
            actions[row_at(row.place.row)] = getattr(row, "action", "")
    found: list[WrittenBeside] = []
    for text in one.form.beside or ():
        row = Remark(
            meeting=about.meeting, priority=about.priority, person=about.person,
            action=actions.get(row_at(text.place), ""), where=str(text.place), words=text.words,
            mark=sha256(folded(text.words).encode("utf-8", "replace")).hexdigest()[:_MARK],
        )  # fmt: skip
        found.append(WrittenBeside(text, row))
    return tuple(found)


def remark_draft(
    one: WrittenBeside, kept: Mapping[Key, Entry], intake: Intake, file: str
) -> Draft | None:
    """Return what the log is to hold of a remark beside what it holds; None where it holds it."""
    there, reason = kept.get(one.key), intake.leave.left_out.get(one.row.person, "")
    draft = Draft(table=REMARKS, row=one.row, recorded_on=intake.today, origin=file)
    if reason:
        without = replace(one.row, words="", left_out=reason, left_out_by=intake.leave.by)
        draft = replace(draft, row=without)
    if there is None:
        return draft
    assert isinstance(there.row, Remark)
    if there.row.left_out or not reason:
        return None
    return replace(draft, replaces=there.number, because=reason)


def check_remarks(
    one: Judged, remarks: Sequence[WrittenBeside], kept: Mapping[Key, Entry], intake: Intake
) -> Iterator[Finding]:
    """Yield a question on everything that was written beside the answers and is not left out.

    An answer that only points at what is written elsewhere is asked about with it.
    """
    if one.form and one.form.beside is None and one.form.about and not one.refused:
        message = "Paperkit has no copy of this form as it was sent out, so it cannot tell what "
        message += "was written outside the answers."
        yield Finding("PK-868", Place(one.file), message, person=one.person)
    asked = [remark for remark in remarks if not _is_left_out(remark, kept, intake)]
    pointed: set[Key] = set()
    for answer in one.answers:
        texts = (name for name in answer.asked if answer.table.column(name).type is str)
        for name in texts if asked else ():
            words = getattr(answer.row, name)
            if points_elsewhere(words):
                yield _pointing(answer, name, asked)
                pointed |= {remark.key for remark in _meant(answer, asked)}
    for remark in asked:
        if remark.key not in pointed:
            text = remark.text
            message = f"{text.origin.value} {in_full(text.words)}."
            action = intake.at.board.action.get(remark.row.action)
            shared = action if one.person == ALL_LEADS else None
            person = asked_of_report(shared) if shared else one.person
            yield Finding("PK-866", text.place, message, value=text.words, person=person)


def _is_left_out(remark: WrittenBeside, kept: Mapping[Key, Entry], intake: Intake) -> bool:
    there = kept.get(remark.key)
    logged = there.row if there else None
    return remark.row.person in intake.leave.left_out or (
        isinstance(logged, Remark) and bool(logged.left_out)
    )


def _meant(answer: ReturnedRow, remarks: Sequence[WrittenBeside]) -> Sequence[WrittenBeside]:
    """Return the remarks in the row of an answer; all of the form where there is none in it."""
    here = row_at(answer.row.place.row)
    return [remark for remark in remarks if row_at(remark.text.place) == here] or remarks


def _pointing(answer: ReturnedRow, name: str, remarks: Sequence[WrittenBeside]) -> Finding:
    meant = _meant(answer, remarks)
    heading, words = answer.table.column(name).heading, getattr(answer.row, name)
    said = "; ".join(f"{remark.text.place.cell or remark.text.place.sheet} says "
                     f"{in_full(remark.text.words)}" for remark in meant)  # fmt: skip
    message = f"{answer.subject}: {heading} is only {quoted(words)}, and {said}."
    here = place_of(answer.row, name)
    places = [
        remark.text.place for remark in meant
        if (remark.text.place.sheet, remark.text.place.cell) != (here.sheet, here.cell)
    ]  # fmt: skip
    return replace(answer.finding("PK-867", name, message, places), place=here)
