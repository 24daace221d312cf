"""A preview of a kind of paper: made as a paper is, of made-up data, and never filed or recorded.

It says on every page what it is. Beside one preview there is a watch, which makes it anew whenever
a file that it is made of changes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from paperkit.board.data import BoardData
from paperkit.container.writing import safe_name
from paperkit.errors import PaperkitError
from paperkit.findings import Finding, quoted
from paperkit.frozen import Frozen, replace
from paperkit.kinds.offered import of_made_up, words_unknown
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import KIND_FILE, PACK_FILE, Kind, Pack
from paperkit.packs.plan import Planned
from paperkit.packs.sentences import SENTENCES_FILE
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.making import Job, made_of, ready_of
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.packing import put_own, show_pack
from paperkit.pipeline.sample_board import DAY, sample_paper
from paperkit.pipeline.sample_rows import MadeUp
from paperkit.pipeline.sources import SETTINGS_FILE

MARK = "PREVIEW with made-up data - not a paper of the Board"


class PreviewOrder(Frozen):
    """Which kind is shown with which data; ``out`` is the file, by its title if not given.

    ``cache`` is the folder in which compiled templates are kept, if any.
    """

    kind: str
    data: MadeUp
    project: Path
    pack: str = ""
    packs: tuple[Path, ...] = ()
    out: Path | None = None
    cache: Path | None = None


class Previewed(Frozen):
    """The file, what was found in the template and in the page, and why nothing was written."""

    path: Path | None
    findings: tuple[Finding, ...]
    refused: str = ""


def preview(order: PreviewOrder, progress: Progress = silent) -> Previewed:
    """Return the preview of a kind, written beside no paper and entered in no record.

    A preview that nobody has edited is replaced. Raises WriteError for any other file that is there
    and UnknownNameError where there is no such pack or kind.
    """
    pack = show_pack(order.pack, order.project, order.packs)
    kind, _ = pack.kind(order.kind)
    progress("Making up the data")
    made_up = sample_paper(kind, order.data, order.project, pack.name, order.packs)
    job = Job(
        Order(order.project, kind.name, DAY, packs=order.packs, cache=order.cache),
        made_up.read, made_up.meeting, (made_up.paper,), progress,
        amended=_marked, back=made_up.look_back,
    )  # fmt: skip
    progress("Checking the template")
    job, ready = ready_of(job)
    if job.refused:
        return Previewed(None, job.findings, job.refused)
    board = made_up.read.board
    job = made_of(job, [(of_made_up(pack, of, board), word, paper) for of, word, paper in ready])
    name = f"Preview - {kind.title} - {order.data.value} data"
    path = order.out or Path(f"{safe_name(name)}.docx")
    progress(f"Writing {path.name}")
    put_own(path, job.made[0].file.data)
    return Previewed(path, (*job.findings, *_others_here(pack, kind, board)))


def _others_here(pack: Pack, kind: Kind, made_up: BoardData) -> Iterator[Finding]:
    """Yield a note for what a list asks for that is the Board's own, and not of the made-up one."""
    for one in words_unknown(pack, kind, made_up):
        message = (
            f"The made-up data have no {quoted(one.value)}, so the preview shows other rows in its "
            "place."
        )
        yield Finding("PK-357", one.place, message, value=one.value)


def _marked(_paper: Planned, view: Paper) -> Paper:
    return replace(view, header=replace(view.header, revised=MARK))


# --- Made anew whenever something changes -----------------------------------------------------

Stamps = Mapping[Path, tuple[int, int]]
"""When each file was changed last, and its size."""


def watch(
    order: PreviewOrder,
    show: Callable[[Previewed], None],
    trouble: Callable[[str], None],
    wait: Callable[[], None],
) -> None:
    """Make a preview, and again whenever a file changes that it is made of, until ``wait`` raises.

    ``show`` is given each preview. What keeps one from being made, such as a file that Word holds
    open, is given to ``trouble`` once, and tried again: at once where a file has changed, else now
    and then, since whoever has the preview open in Word may leave it so for an hour.
    """
    seen: Stamps | None = None
    failed: Stamps | None = None
    last_fault, waits = "", 0
    while True:
        # Before it is made: what changes meanwhile is seen the next time.
        now = stamps(watched(order))
        if now not in (seen, failed) or (now == failed and waits >= _WAITS):
            try:
                show(preview(order))
                seen, failed, last_fault = now, None, ""
            except (PaperkitError, OSError) as fault:
                why = _why_not_now(fault)
                if why != last_fault:
                    trouble(why)
                failed, last_fault, waits = now, why, 0
        waits += 1
        wait()


_WAITS = 4


def _why_not_now(fault: PaperkitError | OSError) -> str:
    """Return why no preview can be made; Windows refuses a look at a file that Word is saving."""
    if isinstance(fault, PaperkitError):
        return str(fault)
    name = Path(fault.filename).name if isinstance(fault.filename, str) else "A file"
    return f"'{name}' cannot be looked at while another program saves it."


def watched(order: PreviewOrder) -> Iterator[Path]:
    """Yield the files that a preview is made of, whether they are there or not."""
    yield order.project / SETTINGS_FILE
    try:
        pack = show_pack(order.pack, order.project, order.packs)
    except (PaperkitError, OSError):
        return  # the preview says why
    for one in pack.line:
        yield from (one.folder / name for name in (PACK_FILE, SENTENCES_FILE))
    yield from pack.houses
    yield from _of_kind(pack, order.kind)


def _of_kind(pack: Pack, name: str) -> Iterator[Path]:
    for one in pack.line:
        yield one.folder / name / KIND_FILE
    try:
        kind, _ = pack.kind(name)
    except (PaperkitError, OSError):
        return
    yield kind.word_file
    if kind.tables_file:
        yield kind.tables_file


def stamps(paths: Iterable[Path]) -> Stamps:
    """Return when each file was changed last, and its size; nothing of one that is not there."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found
