"""Make papers in memory: their Word files dressed and checked, filled, finished, proof-read.

Tables of papers as workbooks, for those who work on with them.

The sentences of a paper that paperkit drafted, each with its key and the rows it rests on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from paperkit.board.calendar import last_report
from paperkit.board.plan_rows import Meeting
from paperkit.container.writing import safe_name
from paperkit.errors import UnknownNameError
from paperkit.findings import Finding
from paperkit.frozen import Frozen, fields, replace
from paperkit.indicators.small_counts import printed_counts
from paperkit.kinds.compose import paper_view
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Kind, dressed
from paperkit.packs.plan import Planned
from paperkit.papers.text_rules import long_texts
from paperkit.pipeline.checking import as_used_by, wanted
from paperkit.pipeline.reading import BoardRead, Council
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.word.charts import Samples, check_samples, read_samples
from paperkit.word.figures import Figure
from paperkit.word.finishing import finish
from paperkit.word.house import word_file
from paperkit.word.proof import proof
from paperkit.word.properties import MEETING_NAME, Facts, anchored, seal
from paperkit.word.prose import prose
from paperkit.word.template import Compiled, compile_template, fill_template
from paperkit.word.template_cache import TemplateCache, key_of
from paperkit.word.template_check import check_file, check_needs
from paperkit.word.values import Ledger, Sentence


class Ready(Frozen):
    """A kind, and its Word file with the look of the house, ready to be filled."""

    kind: Kind
    template: Compiled


class Readied(Frozen):
    """The kinds that papers need, and the faults of their Word files."""

    kinds: Mapping[tuple[str, bool], Ready]
    findings: tuple[Finding, ...]

    def of(self, paper: Planned) -> Ready:
        """Return what a paper is made of."""
        return self.kinds[paper.kind, paper.apart]


class Made(Frozen):
    """A finished paper in memory: its file's name, what was printed, what the proof found.

    ``view`` is what the pages show, ``facts`` what the file says of itself.
    """

    paper: Planned
    name: str
    package: bytes
    ledger: Ledger
    findings: tuple[Finding, ...]
    view: Paper
    facts: Facts


def readied(council: Council, papers: Iterable[Planned], cache: TemplateCache) -> Readied:
    """Return each kind that is needed, once, and every fault of its template and house.

    A template that passed its check before, with the same house, is taken from the cache.
    """
    kinds: dict[tuple[str, bool], Ready] = {}
    findings: list[Finding] = []
    for name, apart in dict.fromkeys((paper.kind, paper.apart) for paper in papers):
        told, of_settings = council.pack.kind(name)
        kind = told.apart if apart else told
        findings += of_settings
        key = key_of(kind.template, kind.house, kind.section_names, Paper) if cache.folder else ""
        template = cache.find(key)
        if template is None:
            look = dressed(kind)
            faults = look.findings or check_file(look.file, kind.section_names, Paper)
            findings += faults
            if faults:
                continue
            template = compile_template(look.file)
            cache.keep(key, template)
        kinds[name, apart] = Ready(kind, template)
    return Readied(kinds, tuple(findings))


def styles_lacking(
    ready: Ready, read: BoardRead, meeting: Meeting, paper: Planned
) -> tuple[Finding, ...]:
    """Return the styles that a paper's long text needs and its Word file lacks."""
    texts = long_texts(read.board, ready.kind, meeting.reference, paper.row)
    return check_needs(ready.template.members, ready.template.name, prose(*texts).blocks)


def make(
    council: Council,
    read: BoardRead,
    meeting: Meeting,
    ready: Ready,
    paper: Planned,
    *,
    draft: bool,
) -> Made:
    """Return a finished paper, with what its proof found."""
    council, read = as_used_by(ready.kind.looking_up, council, read, meeting)
    if paper.is_public:
        shown = printed_counts(read.board, council.ways.settings.small_counts)
        read = replace(read, board=shown)
    view = _view(council, read, meeting, ready, paper, draft=draft)
    filled, ledger = fill_template(ready.template, view)
    facts = facts_of(council, read, meeting, str(view.header.title), draft=draft)
    look = _chart_look(council, ledger)
    finished = finish(filled, ledger, facts, look.samples)
    name = f"{marked(paper.file, draft=draft)}.docx"
    findings = (*look.findings, *proof(finished, ledger, facts, name))
    return Made(paper, name, finished, ledger, findings, view, facts)


class _ChartLook(Frozen):
    """The samples that give a paper's charts their look, and what they lack."""

    samples: Samples = Samples()
    findings: tuple[Finding, ...] = ()


def _chart_look(council: Council, ledger: Ledger) -> _ChartLook:
    figures = [value for value in ledger.values if isinstance(value, Figure)]
    if not figures:
        return _ChartLook()
    samples = read_samples([word_file(house) for house in council.pack.houses])
    findings = wanted(council, check_samples(samples, figures))
    return _ChartLook(samples, findings)


def facts_of(
    council: Council, read: BoardRead, meeting: Meeting, title: str, *, draft: bool
) -> Facts:
    """Return what a file of this meeting says of itself; its author is the council.

    Where the settings do not name the council, it is the Board. A final also says how far the log
    had come, by which an end cut off the log is found.
    """
    assert meeting.date is not None
    of = council.ways.settings.council
    subject = f"{of.board}, {in_words(meeting.date)}"
    properties = {MEETING_NAME: meeting.reference}
    properties |= {} if draft else anchored(read.board.history.anchor)
    return Facts(title, of.name or of.board, subject, meeting.date, draft, properties=properties)


def marked(file: str, *, draft: bool) -> str:
    """Return a file's name with the mark of a draft, where it is one."""
    return safe_name(f"Draft - {file}" if draft else file)


def _view(
    council: Council,
    read: BoardRead,
    meeting: Meeting,
    ready: Ready,
    paper: Planned,
    *,
    draft: bool,
) -> Paper:
    before = last_report(read.board, council.ways.settings.cadence, meeting)
    since = before.date if before else None
    at = BoardAt(read.board, council.ways, meeting, paper.row, since=since, planned=paper)
    return paper_view(at, ready.kind.sections, draft=draft, asked=ready.template.asked)


def check_table(council: Council, kinds: Sequence[str]) -> None:
    """Raise UnknownNameError where none of the kinds has a table that a workbook can hold."""
    known = council.pack.kinds()
    if any(known[name].table for name in kinds):
        return
    there = ", ".join(name for name, kind in known.items() if kind.table) or "none of this pack"
    raise UnknownNameError(
        f"There is no table to write for {', '.join(dict.fromkeys(kinds))}. Leave --table out; it "
        f"goes with papers of the kind {there}."
    )


def tables_of(council: Council, made: Sequence[Made]) -> list[tuple[str, bytes]]:
    """Return the name and the workbook of each paper whose kind has a table, in order.

    The workbook says of itself what its paper says, and is sealed like it, so that it is not
    replaced once a person has edited it.
    """
    # XlsxWriter is slow to import, and needed here alone.
    from paperkit.files.workbook_out_table import table_workbook
    from paperkit.kinds.exception_table import exception_table

    kinds, told = council.pack.kinds(), []
    for one in made:
        if kinds[one.paper.kind].table:
            workbook = table_workbook(exception_table(one.view, one.facts.author))
            name = f"{PurePath(one.name).stem}.xlsx"
            told.append((name, seal(workbook, one.facts.properties)))
    return told


class Traced(Frozen):
    """A sentence as a paper prints it, with the name of the paper's file."""

    file: str
    sentence: Sentence


def traced(made: Sequence[Made]) -> tuple[Traced, ...]:
    """Return the drafted sentences that the papers print, paper by paper, in the order of the page.

    A sentence that an officer wrote under a key is among them: it rests on the row of its text.
    """
    return tuple(
        Traced(one.name, sentence) for one in made for sentence in printed(one.view, one.ledger)
    )


def printed(view: object, ledger: Ledger) -> tuple[Sentence, ...]:
    """Return the sentences of a view that were printed, in the order of the page, each once."""
    by_words: dict[str, list[Sentence]] = {}
    for sentence in _sentences(view):
        by_words.setdefault(sentence.words, []).append(sentence)
    words = (value for value in ledger.values if isinstance(value, str))
    found = (sentence for said in words for sentence in by_words.get(said, ()))
    return tuple({sentence.key: sentence for sentence in found}.values())


def _sentences(thing: object) -> Iterator[Sentence]:
    """Yield every drafted sentence, in whichever part of a paper it stands."""
    if isinstance(thing, Sentence):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _sentences(one)
    elif isinstance(thing, Frozen):
        for name in fields(type(thing)):
            yield from _sentences(getattr(thing, name))
