"""Tables of papers as workbooks, for those who work on with them."""

from collections.abc import Sequence
from pathlib import PurePath

from paperkit.errors import UnknownNameError
from paperkit.papers.word.seal import seal
from paperkit.pipeline.making import Made
from paperkit.pipeline.reading import Council


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
    from paperkit.papers.exception_table import exception_table

    kinds, told = council.pack.kinds(), []
    for one in made:
        if kinds[one.paper.kind].table:
            workbook = table_workbook(exception_table(one.view, one.facts.author))
            name = f"{PurePath(one.name).stem}.xlsx"
            told.append((name, seal(workbook, one.facts.properties)))
    return told
