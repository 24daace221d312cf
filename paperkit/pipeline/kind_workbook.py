"""The workbook of a kind of paper: just the sheets and the columns that its template comes to.

Which these are is tried out and not listed anywhere: a column is left out where the kind prints the
same of the sample without it, at two meetings. What the pack requires stays, and so does a column
that the sample leaves blank on a sheet that is used, since nobody can tell. So do days, as a paper
goes by what was known on the day of its data. The sheets that say which papers there are, who
writes them and what they say are whole.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from functools import cache
from pathlib import Path

from paperkit.board.data import TABLES, BoardData, joined
from paperkit.board.paper_rows import PAPERS, TEXT, PaperRow
from paperkit.board.plan_rows import MEETINGS, PEOPLE
from paperkit.container.writing import safe_name, write_file
from paperkit.errors import PackError
from paperkit.findings import how_many
from paperkit.frozen import Frozen
from paperkit.kinds.compose import paper_view
from paperkit.kinds.offered import declared, of_made_up
from paperkit.packs.packs import Kind, Pack
from paperkit.packs.templates import template_of
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.packing import show_pack
from paperkit.pipeline.sample_board import (
    at_earlier_meeting,
    paper_of_board,
    paper_of_rows,
    rows_for,
)
from paperkit.pipeline.sample_rows import MadeUp, SampleRows, records_of
from paperkit.pipeline.starting import rows_to_write, text_offers
from paperkit.schema.columns import Row, Table, TableInPart
from paperkit.schema.describe import record_of
from paperkit.schema.forms import Word
from paperkit.schema.rows import BuiltTable, build_table
from paperkit.word.template import Compiled, fill_template

ColumnName = tuple[str, str]
"""A table and one of its columns, by their names."""
_FRAME = frozenset({MEETINGS.name, PAPERS.name})
"""The tables without which there is no paper."""
_WHOLE = _FRAME | {PEOPLE.name, TEXT.name}
"""The tables of which a kind that uses them has all columns but those that it does not need."""


class KindWorkbook(Frozen):
    """The file, and the tables in it with their columns."""

    path: Path
    tables: tuple[TableInPart, ...]


def write_kind_workbook(
    kind: str, out: Path | None, pack: str, project: Path, packs: Sequence[Path] = (),
    progress: Progress = silent,
) -> KindWorkbook:  # fmt: skip
    """Return a new workbook for a kind, with a row of the paper and one for each of its sections.

    Raises WriteError where a file is there already, PackError where the template has faults, and
    UnknownNameError where there is no such pack or kind.
    """
    from paperkit.files.workbook_out import filled_workbook

    found = show_pack(pack, project, packs)
    of_kind, _ = found.kind(kind)
    progress("Trying which columns the paper comes to")
    tables = tables_of_kind(of_kind, found, project, packs)
    heads = found.settings.implications
    paper = PaperRow(reference=of_kind.title, kind=of_kind.name, title=of_kind.title)
    rows: Mapping[Table, Sequence[Row]] = {
        PAPERS: [paper],
        TEXT: rows_to_write(paper, of_kind, heads, ()),
    }
    records = {
        table.name: [record_of(table, row) for row in of_table] for table, of_table in rows.items()
    }
    own = {section.name for section in of_kind.sections}
    offers: Mapping[str, Sequence[Word]] = {
        name: [word for word in words if name != "text.section" or word.word in own]
        for name, words in text_offers(found, BoardData(), heads).items()
        if any(f"{table.name}.{one}" == name for table in tables for one in table.only)
    }
    required = {
        name: tuple(columns) for name, columns in of_kind.needs_of(found.settings).required.items()
    }
    data = filled_workbook(tables, records, of_kind.title, required=required, offers=offers)
    path = out or Path(f"{safe_name(of_kind.title)}.xlsx")
    progress(f"Writing {path.name}")
    write_file(path, data, replace=False)
    return KindWorkbook(path, tables)


def tables_of_kind(
    kind: Kind, pack: Pack, project: Path, packs: Sequence[Path] = ()
) -> tuple[TableInPart, ...]:
    """Return the tables that a kind uses, in the pack's order, each with the columns that it uses.

    PackError where its template has faults.
    """
    shown, of_settings = declared(pack, kind)
    template = template_of(kind, shown)
    if faults := (*of_settings, *template.look.findings, *template.faults):
        raise PackError(
            f"The kind {kind.name} has {how_many(len(faults), 'fault')}, so nobody can tell what "
            f"it prints. Put right what 'paperkit kinds check {kind.name}' names, and try again."
        )
    whole = rows_for(kind, MadeUp.SAMPLE)
    # A list that is empty would spare the columns of its rows.
    kind = of_made_up(pack, kind, paper_of_rows(kind, whole, project, pack.name, packs).read.board)
    trial = _Trial(kind, pack.name, project, tuple(packs), template.compiled)
    sheets = [table for table in TABLES if table.name in (pack.settings.tables or PAPERS.name)]
    every = [(table.name, column.name) for table in sheets for column in table.columns]
    keys = {(table.name, table.key.name) for table in sheets if table.key}
    required = kind.needs_of(pack.settings).required
    asked = {(table, name) for table, names in required.items() for name in names}
    # What is left out of few rows is quick to try, and most of it can be left out of all.
    every_rows = (rows_for(kind, MadeUp.SHORT), whole, at_earlier_meeting(whole))
    trials = [board_without(rows) for rows in every_rows]
    kept = _FRAME | ({TEXT.name} if kind.sections else set())
    gone = [[one for one in every if one[0] == t.name] for t in sheets if t.name not in kept]
    for board in trials:
        gone = trial.spared(board, gone)
    out = frozenset(one for those in gone for one in those)
    typed = {(table, name) for table, rows in whole.items() for row in rows for name in row}
    days = {(t.name, c.name) for t in sheets for c in t.columns if c.type is date}
    asked |= {day for day in days if ".".join(day) not in kind.not_needed}
    open_ = [
        [one]
        for one in every
        if one in typed and one not in out | keys | asked and one[0] not in _WHOLE
    ]
    for board in trials:
        open_ = trial.spared(board, open_, out)
    out |= {one for those in open_ for one in those}
    out |= {(PAPERS.name, name) for name in kind.not_needed if "." not in name} - asked
    return tuple(
        TableInPart(t.name, t.sheet, t.about, t.row, t.aliases, t.form, only=only)
        for t in sheets
        if (only := frozenset(c.name for c in t.columns if (t.name, c.name) not in out))
    )


BoardWithout = Callable[[Set[ColumnName]], BoardData]
"""What gives the data of the same rows again and again, each time without other columns."""


def board_without(rows: SampleRows) -> BoardWithout:
    """Return what gives the data of these rows without some of their columns.

    A table is read once for each set of its columns, since reading is most of the work.
    """
    tables = {table.name: table for table in TABLES}

    @cache
    def built(name: str, gone: frozenset[str]) -> BuiltTable[Row]:
        cut = only_columns({name: rows.get(name, [])}, {(name, column) for column in gone})
        return build_table(tables[name], records_of(cut)[name])

    def board(without: Set[ColumnName]) -> BoardData:
        gone = {name: frozenset(one for of, one in without if of == name) for name in tables}
        return joined({name: built(name, gone[name]) for name in tables}).board

    return board


class _Trial(Frozen):
    """A kind whose paper is made of ever fewer columns of the sample."""

    kind: Kind
    pack: str
    project: Path
    packs: tuple[Path, ...]
    template: Compiled

    def printed(self, board: BoardData) -> object:
        """Return all that the paper prints of some data."""
        made = paper_of_board(self.kind, board, self.project, self.pack, self.packs)
        view = paper_view(
            made.seen(), self.kind.sections, draft=True, asked=self.template.asked,
            lists=self.kind.lists,
        )  # fmt: skip
        parts, ledger = fill_template(self.template, view)
        return ledger.values, [parts[name] for name in self.template.codes]

    def spared(
        self,
        board: BoardWithout,
        those: Sequence[list[ColumnName]],
        out: frozenset[ColumnName] = frozenset(),
    ) -> list[list[ColumnName]]:
        """Return which groups of columns can all be left out, with those that are out already.

        Many are tried at once, and by halves where some of them are needed.
        """
        whole = self.printed(board(out))

        @cache
        def is_same(now: frozenset[ColumnName]) -> bool:
            return now == out or self.printed(board(now)) == whole

        def without(
            some: Sequence[list[ColumnName]], before: frozenset[ColumnName]
        ) -> list[list[ColumnName]]:
            now = before | {one for group in some for one in group}
            if not some or is_same(now):
                return list(some)
            if len(some) == 1:
                return []
            half = len(some) // 2
            first = without(some[:half], before)
            return first + without(some[half:], before | {one for group in first for one in group})

        return without(those, out)


def only_columns(rows: SampleRows, without: Set[ColumnName]) -> SampleRows:
    """Return rows without some of their columns; one that has none left is gone."""
    cut = {
        table: [
            {name: words for name, words in row.items() if (table, name) not in without}
            for row in of_table
        ]
        for table, of_table in rows.items()
    }
    return {table: [row for row in of_table if row] for table, of_table in cut.items()}
