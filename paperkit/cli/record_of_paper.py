"""What the record keeps of a paper, in words for the terminal and as JSON."""

import datetime
from collections.abc import Iterator

from paperkit.board.history import AsFiled, Filed
from paperkit.pipeline.record_of_paper import KeptWithVersion, PaperShown
from paperkit.record.versions import Version


def paper_lines(shown: PaperShown, today: datetime.date) -> Iterator[str]:
    """Yield what the record keeps of a paper, a part for each version."""
    for kept in shown.versions:
        version, row = kept.version, kept.version.row
        if version is not shown.versions[0].version:
            yield ""
        yield f"{row.file}{', exempt: not for the public' if kept.exempt else ''}"
        entries = ", ".join(map(str, version.entries))
        yield f"  Version {version.number}, {version.came_about}"
        state = version.state(today)
        yield f"  {state[:1].upper()}{state[1:]}; entry {entries} of the record"
        yield f"  For {row.meeting or 'no meeting'}; paper {row.paper or 'without a reference'}"
        yield from (f"  {words}" for words in kept.removed)
        if not isinstance(row, Filed):
            yield "  A file that went with the paper as it was"
            continue
        if isinstance(row, AsFiled):
            yield f"  Differs from what was built in {_number(len(row.differs), 'place')}:"
            yield from (f"    {words}" for words in row.differs)
        for one in kept.accepted:
            yield f"  {_number(len(one.gaps), 'gap')} accepted by {one.by}: {one.reason}"
            yield from (f"    {gap}" for gap in one.gaps)
        yield from (f"  {line}" for line in _kept_lines(kept))


def _kept_lines(kept: KeptWithVersion) -> Iterator[str]:
    """Yield what is kept beside the paper itself."""
    if kept.rows:
        tables = ", ".join(f"{table} {count}" for table, count in kept.rows.items())
        yield f"Rests on {_number(sum(kept.rows.values()), 'row')}: {tables}"
        yield f"Made from the settings and {', '.join(kept.sources)}, kept letter for letter"
    else:
        yield "The rows that it rests on are not kept"
    if kept.printed is None:
        return
    drafted = kept.printed.sentences
    yield f"Printed {_number(len(kept.printed.values), 'value')}, drafted sentences among them:"
    for sentence in drafted:
        yield f"  {sentence.key}: {sentence.words}"
    if not drafted:
        yield "  none"


def paper_object(kept: KeptWithVersion, today: datetime.date) -> dict[str, object]:
    """Return what is kept of a version with the keys that ``--json`` promises."""
    row = kept.version.row
    accepted: dict[str, object] = {}
    if isinstance(row, Filed):
        accepted = {"gaps": row.gaps, "reason": row.reason, "by": row.by}
    if isinstance(row, AsFiled):
        accepted |= {"differs": row.differs, "recommendations": row.recommendations}
    return {
        **version_object(kept.version, today), "exempt": kept.exempt,
        "entries": kept.version.entries, "rows": dict(kept.rows), "sources": kept.sources,
        "printed": kept.printed, "removed": kept.removed, **accepted,
    }  # fmt: skip


def version_object(version: Version, today: datetime.date) -> dict[str, object]:
    """Return a version with the keys that ``--json`` promises."""
    return {
        "version": version.number, "file": version.row.file, "sha256": version.row.sha256,
        "meeting": version.row.meeting, "built_on": version.built_on,
        "state": version.state(today), "superseded_on": version.replaced_on,
        "published_on": version.published_on,
    }  # fmt: skip


def _number(count: int, of: str) -> str:
    return f"{count} {of}" if count == 1 else f"{count} {of}s"
