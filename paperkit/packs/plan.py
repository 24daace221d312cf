"""Which papers a meeting has: references, labels, titles, files, order, fixed before any is made.

So a cover paper can list its appendices, and an appendix can name its cover, without either being
made first. A list of appendices holds, in this order: the papers that name the cover in "Appendix
of", the full tables where the council has them apart, the rows of the section appendices, and the
files of highlight reports that are attached. Their labels follow the example that the pack gives
of the first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import Highlight, PaperRow, Text
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import FullTables
from paperkit.board.words import NUMBER_WORDS, Body, Publicity
from paperkit.files.grid import letter
from paperkit.findings import Finding, in_full, quoted
from paperkit.frozen import Frozen, replace
from paperkit.packs.file_names import FileName, distinct, ending_of, joined_name
from paperkit.packs.packs import Kind
from paperkit.record.asked import plan_then
from paperkit.schema.cleaning import ByReference, folded
from paperkit.schema.columns import Answer


def appendix_label(first: str, number: int) -> str:
    """Return the label of an appendix, counted from 1, where the first is called ``first``.

    "Appendix 1" gives Appendix 2, "Annex A" Annex B, "Appendix One" Appendix Two, "A" B; words
    without any of these get a number after them.
    """
    *words, counted = first.split() or ["Appendix"]
    if counted == "1":
        return " ".join([*words, str(number)])
    if counted in ("A", "a"):
        letters = letter(number)
        return " ".join([*words, letters if counted == "A" else letters.lower()])
    if counted.casefold() == "one":
        spelled = NUMBER_WORDS[number - 1] if number <= len(NUMBER_WORDS) else str(number)
        return " ".join([*words, spelled if counted[0].isupper() else spelled.lower()])
    return " ".join([*words, counted, str(number)])


_SECTION = "appendices"
NONE_TYPED = frozenset({"none", "none."})
EXEMPT_TITLE = "Exempt document"
_NAMED = re.compile(r"\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}\Z", re.IGNORECASE)
# With what Word's bookmarks need before it, a name has at most 40 letters.
_LONGEST_NAME = 36
_APART = re.compile(r"[^a-z0-9]+")


class Attached(Frozen):
    """One appendix of a cover paper.

    ``name`` is what references call it, in small letters. ``row`` is what the list was made from.
    ``title`` is the one that may be public. ``file`` is the partner's own file as typed, ``copy``
    the name under which it is copied.
    """

    label: str
    title: str
    name: str
    row: PaperRow | Text | Highlight
    file: str = ""
    copy: FileName = FileName()
    exempt: bool = False


MOST_LISTED = 12
"""How many actions, indicators or changes a report lists; more are in its full tables alone."""
MOST_QUOTED = 6
"""How many decisions, or highlights of groups, it has at most: each is a text of several lines."""


class Planned(Frozen):
    """One paper: its kind and row, and the name of its file.

    ``label`` and ``cover`` are empty where it is not an appendix, and ``among`` is how many its
    cover has; ``item`` is its number on the agenda, of an appendix without one its cover's.
    ``tables`` are its full tables among its appendices, and ``apart`` says that they are a file of
    their own; ``tables_of`` is the reference of the paper that such a file belongs to, and
    ``report`` its kind. ``priority`` is the one whose round it reports; ``title`` then names it,
    and is empty for any other paper, which has the title of its row. ``body`` is whose forward plan
    it is, None for any other paper; it is named in the same way. ``if_public`` is what the file of
    an exempt paper was called if it was public before.
    """

    kind: str = ""
    row: PaperRow | None = None
    file: FileName = FileName()
    if_public: FileName | None = None
    label: str = ""
    cover: str = ""
    among: int = 0
    item: str = ""
    appendices: tuple[Attached, ...] = ()
    tables: Attached | None = None
    apart: bool = False
    tables_of: str = ""
    report: str = ""
    priority: str = ""
    title: str = ""
    body: Body | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def most_listed(self) -> int | None:
        """Return how many rows a list has at most whose rows the full tables have too; None is all.

        A report without full tables has no other place for the rest.
        """
        return MOST_LISTED if self._has_full_tables else None

    @property
    def most_quoted(self) -> int | None:
        """Return the same of decisions and of groups' highlights."""
        return MOST_QUOTED if self._has_full_tables else None

    @property
    def _has_full_tables(self) -> bool:
        return bool(self.tables or self.report)

    @property
    def reference(self) -> str:
        """Return the paper's reference, nothing where the data have no row for it."""
        return self.row.reference if self.row else ""

    @property
    def names(self) -> frozenset[str]:
        """Return the names by which references in the paper's text find its appendices."""
        return frozenset(one.name for one in self.appendices if one.name)

    @property
    def is_public(self) -> bool:
        """Return whether the paper may be among those that the public reads."""
        return self.row is None or self.row.publicity is not Publicity.EXEMPT


class MeetingPlan(Frozen, dict=True):
    """The papers of a meeting in order, each cover before its appendices."""

    papers: tuple[Planned, ...]
    findings: tuple[Finding, ...] = ()

    def of(self, reference: str) -> Planned | None:
        """Return the paper of that reference, where the meeting has it."""
        return ByReference((paper.reference, paper) for paper in self.papers).get(reference)

    def with_tables(self, paper: Planned) -> tuple[Planned, ...]:
        """Return the paper, and the papers that hold its full tables."""
        own = (one for one in self.papers if one.tables_of and one.tables_of == paper.reference)
        return (paper, *own)


class _Planning(Frozen):
    board: BoardData
    ways: Ways
    kinds: Mapping[str, Kind]
    meeting: Meeting

    @property
    def ending(self) -> str:
        return ending_of(self.board, self.meeting)


def plan(board: BoardData, ways: Ways, kinds: Mapping[str, Kind], meeting: Meeting) -> MeetingPlan:
    """Return the papers of a meeting as the sheet Papers orders them, and what is in the way.

    ``kinds`` are those of the pack. A paper of another kind is a finding (PK-467) and not planned.
    """
    planning = _Planning(board, ways, kinds, meeting)
    rows = [row for row in board.papers if row.meeting == meeting.reference]
    known = [row for row in rows if row.kind in kinds and not kinds[row.kind].corrects]
    covers = [row for row in known if _cover_of(row, known) is None]
    planned = [one for row in covers for one in _with_appendices(planning, row, known)]
    judged = [
        paper
        if paper.row is None or paper.tables_of
        else replace(paper, findings=tuple(_judged(board, paper, paper.row, known)))
        for paper in planned
    ]
    lacking = []
    for row in rows:
        place, person = row.place.of("kind", "Kind"), ", ".join(row.authors)
        if row.kind in kinds and kinds[row.kind].corrects:
            message = f"{in_full(row.reference)} is of the kind {quoted(row.kind)}, which does not "
            message += "belong on the sheet Papers."
            lacking.append(Finding("PK-963", place, message, value=row.kind, person=person))
        if row.kind not in kinds:
            message = (
                f"{in_full(row.reference)} is of the kind {quoted(row.kind)}, for which the "
                f"pack has no Word file. It has {', '.join(kinds)}."
            )
            lacking.append(Finding("PK-467", place, message, value=row.kind, person=person))
    return MeetingPlan(_apart(planning, judged), tuple(lacking))


def plan_alone(
    board: BoardData, ways: Ways, kinds: Mapping[str, Kind], meeting: Meeting, row: PaperRow
) -> MeetingPlan:
    """Return the plan of a paper that is not among those of the meeting, with its full tables.

    Its row has at least a kind; without a reference it stands for a paper that has no row.
    """
    planning = _Planning(board, ways, kinds, meeting)
    return MeetingPlan(_apart(planning, list(_with_appendices(planning, row, ()))))


def _cover_of(row: PaperRow, rows: Sequence[PaperRow]) -> PaperRow | None:
    """Return the cover of an appendix; None for a paper that is none, or has no fit cover."""
    named = (one for one in rows if row.appendix_of and one.reference == row.appendix_of)
    cover = next(named, None)
    return None if cover is None or cover is row or cover.appendix_of else cover


def _with_appendices(
    planning: _Planning, row: PaperRow, rows: Sequence[PaperRow]
) -> Iterator[Planned]:
    papers = [one for one in rows if _cover_of(one, rows) is row]
    tables = list(_tables(planning, row))
    are_apart = bool(tables) and planning.ways.full_tables is FullTables.APPENDICES
    files = [*papers, *(tables if are_apart else ())]
    # In the same file they come last, so that the other appendices keep their numbers.
    attached = tuple(_attached(planning, row, files, () if are_apart else tables))
    title = _title(planning, row)
    cover = _planned(planning, row)
    yield replace(
        cover,
        row=row if row.reference else None,
        appendices=attached,
        tables=next((one for one in attached if one.row in tables), cover.tables),
        apart=are_apart,
    )
    for one, paper in zip(attached, files, strict=False):
        yield replace(
            _planned(planning, paper, one.label),
            label=one.label,
            cover=_public_title(planning, row) or cover.title or row.title or title,
            among=len(attached),
            item=paper.item or row.item,
            appendices=tuple(_attached(planning, paper, ())) if paper in papers else (),
            tables_of=row.reference if paper in tables else "",
            report=row.kind if paper in tables else "",
        )


def _planned(planning: _Planning, row: PaperRow, label: str = "") -> Planned:
    """Return a paper by itself, whatever it is attached to."""
    title, name = _of_round(planning, row), planning.board.tree.named(row.priority)
    called = _public_title(planning, row) or title or _title(planning, row)
    if name and called == title and title.endswith(f": {name}"):
        lower = name[1:].islower()  # else it may be a name, such as Leeds or NHS
        said = f"{name[0].lower()}{name[1:]}" if lower else name
        called = f"{title.removesuffix(f': {name}')}, {said}"
    exempt = row.publicity is Publicity.EXEMPT
    before = replace(row, publicity=Publicity.PUBLIC)
    return Planned(
        row.kind,
        row,
        FileName(called, label, planning.ending, exempt=exempt),
        _planned(planning, before, label).file if exempt else None,
        priority=row.priority if planning.kinds[row.kind].round else "",
        title=title,
        body=_body(planning, row),
        item=row.item,
        tables=next((Attached("", one.title, "", one) for one in _tables(planning, row)), None),
    )


def _title(planning: _Planning, row: PaperRow) -> str:
    """Return the title in a file's name: the kind's, or the paper's where several may be."""
    kind = planning.kinds[row.kind]
    own = row.title or row.reference
    if kind.round or kind.forward:
        return _of_round(planning, row)
    return own if own and (kind.several or row.appendix_of) else kind.title


def _public_title(planning: _Planning, row: PaperRow) -> str:
    """Return what others may call an exempt paper: its public title, or that of its kind."""
    if row.publicity is not Publicity.EXEMPT:
        return ""
    return row.public_title or planning.kinds[row.kind].title


def _of_round(planning: _Planning, row: PaperRow) -> str:
    """Return the title of a paper on a round, or of a forward plan; nothing of any other.

    It names the priority, or the body where the row has no title.
    """
    kind, body = planning.kinds[row.kind], _body(planning, row)
    if body:
        return row.title or f"{kind.title} of the {planning.ways.settings.council.called(body)}"
    if not kind.round:
        return ""
    board = plan_then(planning.board, row.priority, row.meeting) or planning.board
    title, name = row.title or kind.title, board.tree.named(row.priority)
    return title if not name or folded(name) in folded(title) else f"{title}: {name}"


def _body(planning: _Planning, row: PaperRow) -> Body | None:
    """Return whose forward plan a paper is; None where it is none."""
    if not planning.kinds[row.kind].forward:
        return None
    return row.body or planning.meeting.body or Body.BOARD


def _tables(planning: _Planning, row: PaperRow) -> Iterator[PaperRow]:
    """Yield the row of the paper's full tables, where its kind has any."""
    kind = planning.kinds.get(planning.kinds[row.kind].full_tables)
    if kind is not None:
        reference = f"{row.reference} {kind.name}".strip()
        yield replace(row, reference=reference, kind=kind.name, title=kind.title)


def _attached(
    planning: _Planning,
    row: PaperRow,
    papers: Sequence[PaperRow],
    last: Sequence[PaperRow] = (),
) -> Iterator[Attached]:
    listed: list[PaperRow | Text | Highlight] = [*papers]
    texts = planning.board.text_of.get(row.reference, ()) if row.reference else ()
    sections, meeting = planning.kinds[row.kind].sections, planning.meeting.reference
    # A kind without such a section refuses the row (PK-460), so no file is copied for it.
    own = [one for one in sections if one.name == _SECTION]
    headings = {folded(words) for one in own for words in (one.name, one.heading)} - {""}
    listed += [one for one in texts if folded(one.section) in headings and not _is_none(one)]
    if not row.appendix_of and planning.kinds[row.kind].shows("highlights"):
        listed += [h for h in planning.board.highlights if h.file and h.meeting == meeting]
    for number, one in enumerate((*listed, *last), start=1):
        label = appendix_label(planning.ways.pack.appendix_label, number)
        yield (
            _paper(planning, label, one)
            if isinstance(one, PaperRow)
            else _file(planning, label, one, row)
        )


def _is_none(row: Text) -> bool:
    said = {folded(row.name), folded(row.text)} - {""}
    return not (row.link or row.file) and said <= NONE_TYPED


def _paper(planning: _Planning, label: str, row: PaperRow) -> Attached:
    """Return a paper of the meeting as the cover lists it.

    A name is in the cover's file, so an exempt paper has none unless the cover's text refers to it.
    """
    public = _public_title(planning, row)
    title = public or _of_round(planning, row) or row.title or row.reference
    name = _APART.sub("-", folded(row.reference))[:_LONGEST_NAME].strip("-")
    texts = planning.board.text_of.get(row.appendix_of, ())
    if public and not any(f"(#{name})" in text.text.casefold() for text in texts):
        name = ""
    return Attached(label, title, name, row, exempt=bool(public))


def _file(planning: _Planning, label: str, row: Text | Highlight, cover: PaperRow) -> Attached:
    """Return a document of others as the cover lists it; with an exempt paper it is exempt too."""
    name = ""
    if isinstance(row, Highlight):
        exempt = cover.publicity is Publicity.EXEMPT
        period = f", {row.period}" if row.period else ""
        title = f"{row.body}{period}" if row.body else PurePath(row.file).stem
    else:
        exempt = row.exempt is Answer.YES
        if row.file and row.exempt is None:
            exempt = cover.publicity is Publicity.EXEMPT
        words = row.name or ("" if exempt else row.text)
        named = _NAMED.search(words.rstrip())
        title = (words[: named.start()].rstrip() if named else words) or (
            EXEMPT_TITLE if exempt else PurePath(row.file).stem
        )
        name = named.group(1).lower()[:_LONGEST_NAME] if named else ""
    suffix = PurePath(row.file).suffix.lower()
    copied = FileName(title, label, planning.ending, suffix=suffix, exempt=exempt)
    return Attached(label, title, name, row, row.file, copied, exempt)


def _apart(planning: _Planning, planned: Sequence[Planned]) -> tuple[Planned, ...]:
    """Return the papers with names of files that no two share, nor the file with all of them."""
    named = [(joined_name(planning.board, planning.meeting), "")]
    for paper in planned:
        named.append((paper.file, paper.reference))
        named += [(one.copy, "") for one in paper.appendices if one.file]
    _, *names = distinct(named)
    free = iter(names)
    public = {name.stem.casefold() for name in names if not name.exempt}
    return tuple(
        replace(
            paper,
            file=next(free),
            if_public=None
            if paper.if_public and paper.if_public.stem.casefold() in public
            else paper.if_public,
            appendices=tuple(
                replace(one, copy=next(free)) if one.file else one for one in paper.appendices
            ),
        )
        for paper in planned
    )


def _judged(
    board: BoardData, paper: Planned, row: PaperRow, rows: Sequence[PaperRow]
) -> Iterator[Finding]:
    """Yield what is wrong with a planned paper: its cover, its list of appendices, its priority."""
    person = ", ".join(row.authors)
    if row.appendix_of and _cover_of(row, rows) is None:
        why = "which is not a paper to the same meeting"
        if any(one.reference == row.appendix_of for one in rows):
            why = "which is an appendix itself"
        if row.reference == row.appendix_of:
            why = "which is the paper itself"
        message = (
            f"{in_full(row.reference)} cannot be an appendix of {in_full(row.appendix_of)}, {why}."
        )
        place = row.place.of("appendix_of", "Appendix of")
        yield Finding("PK-466", place, message, value=row.appendix_of, person=person)
    # Who says that there is none does not think of the tables at the end of the same file.
    own = [one for one in paper.appendices if paper.apart or one is not paper.tables]
    for text in board.text_of.get(row.reference, ()) if own else ():
        if folded(text.section) == _SECTION and _is_none(text):
            many = len(own)
            count = "1 appendix" if many == 1 else f"{many} appendices"
            message = f"{in_full(row.reference)} is said to have none, and has {count}."
            yield Finding("PK-462", text.place.of("text", "Text"), message, value=text.text)
    yield from _exempt_appendix(paper, row)
    if paper.title and not (paper.priority or paper.body):
        message = f"{in_full(row.reference)} is about a round, but has nothing under 'Priority'."
        yield Finding("PK-626", row.place.of("priority", "Priority"), message, person=person)


def _exempt_appendix(paper: Planned, row: PaperRow) -> Iterator[Finding]:
    """Yield an error where what a paper says of exempt appendices is not so."""
    exempt = [one for one in paper.appendices if one.exempt]
    place, person = row.place.of("publicity", "Public or exempt"), ", ".join(row.authors)
    if exempt and row.publicity is Publicity.PUBLIC:
        message = (
            f"{in_full(row.reference)} is public, and {exempt[0].label} "
            f"({in_full(exempt[0].title)}) is exempt."
        )
        yield Finding("PK-487", place, message, value=str(row.publicity), person=person)
    if not exempt and row.publicity is Publicity.EXEMPT_APPENDIX:
        message = f"{in_full(row.reference)} has an exempt appendix, but none is marked as exempt."
        yield Finding("PK-488", place, message, value=str(row.publicity), person=person)
    for one in exempt:
        if not isinstance(one.row, Text):
            continue
        if not one.row.name:
            message = f"{one.label} of {in_full(row.reference)} is exempt and has no public name."
            remedy = "Type under 'Name' what the public list of appendices may call it."
            place = one.row.place.of("name", "Name")
            yield Finding("PK-486", place, message, remedy=remedy, person=person)
        for column in ("text", "note", "link"):
            if typed := str(getattr(one.row, column)):
                message = f"Papers list an exempt appendix by its name only, not {quoted(typed)}."
                place = one.row.place.of(column, column.capitalize())
                yield Finding("PK-498", place, message, value=typed, person=person)
