"""The pages of ``docs/`` that are made, never typed: the reference, the messages, the schemas.

They take their words from the declarations, the codes and the command, so that none of them can
drift from what paperkit does. A test compares them with the files.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from paperkit.board.calendar import last_report
from paperkit.board.data import TABLES, BoardData
from paperkit.board.pack_settings import PackSettings
from paperkit.board.sentence_forms import SentenceForms
from paperkit.board.settings import Settings
from paperkit.findings import catalogue
from paperkit.frozen import Frozen
from paperkit.kinds.compose import every_key, paper_view
from paperkit.kinds.fields import WAYS
from paperkit.packs.packs import KindSettings, Pack, Section
from paperkit.packs.sentences import EVERYWHERE, standard_sentences
from paperkit.pipeline.explaining import text_of
from paperkit.pipeline.reading import BoardRead, read_board
from paperkit.pipeline.starting import new_project, schema_files
from paperkit.pipeline.template_fields import template_fields
from paperkit.schema.columns import Choice
from paperkit.schema.describe import settings_yaml, takes
from paperkit.schema.tree import declared
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import listed

MADE = "<!-- Made from paperkit itself: do not edit. CONTRIBUTING.md says how to make it anew. -->"
PAPER = "Performance July 2026"
_VALUES = """\
## How values are written

- **Dates**, with the day first and the year: `16 July 2026`, `16/07/2026`, `2026-07-16`.
- **Periods**: `2026/27` (the year from April), `2026`, `Q1 2026/27`, `July 2026`,
  `Autumn 2026/27` (a school term), `2023 to 2025`.
- **Deadlines**: a date, a period, or `Ongoing` with a review date. They are printed as typed, and
  have passed when their last day has.
- **Tolerances**: `5%` of the target, `2` in the indicator's unit, or `floor 60`, the lowest value
  that still counts as near.
- **Figures** as papers should print them: `72.4`, `87.5%`, `£1,450`; or words if there is none.
- **Several values** in one cell: one a line, or `;` between them.
- **Nothing to say**: leave the cell blank. `-`, `n/a`, `nil` and `None` read as blank. If the cell
  asks for a person's answer, `None.` is one.
- **Headings and keys**: capitals, spaces, hyphens and words in brackets do not matter. Your own
  headings go under `aliases` in the settings.

Everything else in a cell is kept letter for letter. [What arrives](what-arrives.md) has the few
rules by which text is cleaned."""
_STAGES: tuple[tuple[str | tuple[str, ...], str], ...] = (
    ("PK-1", "Files"),
    ("PK-2", "Sheets, headings and settings"),
    ("PK-36", "HTML and PDF"),
    ("PK-3", "Cells"),
    ("PK-4", "The plan and its papers"),
    ("PK-51", "Development sessions"),
    ("PK-52", "What papers print"),
    ("PK-53", "The plan and its papers"),
    ("PK-5", "Figures"),
    (("PK-64", "PK-65"), "Plug-ins, and packs from elsewhere"),
    ("PK-6", "Templates"),
    ("PK-70", "What was left in the text"),
    ("PK-71", "Dates in the text"),
    (("PK-765", "PK-767", "PK-768"), "Forms out, and answers back"),
    ("PK-75", "The finished paper"),
    ("PK-76", "The finished paper"),
)


class OptionHelp(Frozen):
    """An option of a verb: how it is typed, and what it is for."""

    typed: str
    help: str


class CommandHelp(Frozen):
    """A verb as the command itself describes it; ``examples`` are whole command lines."""

    usage: str
    help: str
    examples: tuple[str, ...]
    options: tuple[OptionHelp, ...]


def pages(commands: Sequence[CommandHelp]) -> Mapping[str, str]:
    """Return each made page by its path within ``docs``; ``commands`` are the verbs."""
    return {
        "reference.md": _reference(commands),
        "messages.md": _messages(),
        "sentences.md": "\n\n".join(_pack_sentences()) + "\n",
        "fields.md": "\n\n".join(_fields()) + "\n",
        **{f"schema/{name}": text for name, text in schema_files().items()},
    }


def _messages() -> str:
    """Return the page of every code, each in the words of ``paperkit explain``."""
    blocks = [
        "# Messages",
        MADE,
        "Find a message by its code, or type `paperkit explain PK-304`.",
        _grid(
            ("A message is", "if", "A final"),
            (
                ("an **error**", "the paper would be wrong", "is refused"),
                (
                    "a **gap**",
                    "the plan lacks something, which the paper says as a fact",
                    "is built if somebody accepts the gap, by name and with a reason",
                ),
                (
                    "a **note**",
                    "something is worth a look; `notes_off` in the settings switches notes off",
                    "is built",
                ),
            ),
        ),
    ]
    stage = ""
    for code in catalogue().values():
        now = next((name for start, name in _STAGES if code.number.startswith(start)), "Others")
        if now != stage:
            blocks.append(f"## {now}")
            stage = now
        blocks.append(f"### {code.number}\n\n```text\n{text_of(code)}\n```")
    return "\n\n".join(blocks) + "\n"


def _reference(commands: Sequence[CommandHelp]) -> str:
    """Return the page with every table, setting, name and verb; examples are the sample's."""
    with TemporaryDirectory() as trial:
        folder = Path(trial)
        new_project(folder, in_yaml=True, sample=True)
        read = read_board(folder)
    pack = read.pack
    blocks = [
        "# Reference",
        MADE,
        *_tables(pack),
        _VALUES,
        *_settings(),
        *_sections(pack),
        *_list_sources(),
        *_sentences(read),
        "## Names for templates\n\n[What a template can print](fields.md) has them all.",
        *_commands(commands),
    ]
    return "\n\n".join(blocks) + "\n"


def _tables(pack: Pack) -> Iterator[str]:
    yield "## The Board's data"
    yield (
        "Each sheet of the workbook, with its columns. In `board.yaml` a sheet is a table, and a "
        f"column a key. *Needed* says what the pack `{pack.name}` needs in every row."
    )
    for table in TABLES:
        yield f"### {table.sheet}"
        also = f" Also known as {', '.join(table.aliases)}." if table.aliases else ""
        yield f"{table.about}{also} In YAML: `{table.name}`."
        required = pack.settings.required.get(table.name, ())
        rows = [
            (
                column.heading,
                f"`{column.name}`",
                ("Needed. " if column.key or column.name in required else "")
                + column.help
                + (" Paragraphs are kept." if column.prose else ""),
                takes(column),
                "; ".join(column.aliases),
            )
            for column in table.columns
        ]
        yield _grid(("Heading", "Key", "What it is for", "Takes", "Also known as"), rows)
        for column in table.columns:
            if issubclass(column.type, Choice):
                words = [f"{m.value}: {', '.join(m.others)}" for m in column.type if m.others]
                if words:
                    yield f"*{column.heading}* also takes {'; '.join(words)}."


def _settings() -> Iterator[str]:
    kind = KindSettings(title="Performance report", sections=(Section(name="introduction"),))
    for name, about, text in (
        ("paperkit.yaml", "The settings of a project.", settings_yaml(Settings, Settings())),
        ("pack.yaml", "A pack of templates.", settings_yaml(PackSettings, PackSettings())),
        ("kind.yaml", "A kind of paper.", settings_yaml(KindSettings, kind)),
    ):
        yield f"## {name}"
        yield f"{about} Each key has its default here, which counts if you leave the key out."
        yield f"```yaml\n{text}```"


def _list_sources() -> Iterator[str]:
    """Yield what a kind may select its lists from, with the fields of each."""
    from paperkit.kinds.list_sources import SOURCES

    yield "## Lists of a kind"
    how = "packs.md#the-chairs-agenda-note-and-how-a-kind-selects"
    yield f"What `kind.yaml` may select: [how a kind selects]({how})."
    for name, source in SOURCES.items():
        yield f"### A list of {name.replace('_', ' ')}"
        noun = "tables" if len(source.tables) > 1 else "table"
        needs = listed(f"`{table}`" for table in source.tables)
        yield f"`of: {name}`: {source.about}. It needs the {noun} {needs}."
        rows = [(f"`{key}`", one.about, one.takes) for key, one in source.fields.items()]
        yield _grid(("Field", "Holds", "Takes"), rows)


def _sections(pack: Pack) -> Iterator[str]:
    yes_or_no = {True: "yes", False: "no"}
    yield "## Sections of papers"
    yield (
        "On the sheet Text, type a section's name or heading under *Section*. `paperkit paper "
        "start` copies *standing* text, to be confirmed. A *required* section is a gap while it "
        "is blank."
    )
    for kind in pack.kinds().values():
        yield f"### Sections of the {kind.title.lower()}"
        yield f"The kind `{kind.name}`."
        rows = [
            (
                f"`{section.name}`",
                section.heading,
                str(section.form),
                yes_or_no[section.standing],
                yes_or_no[section.required],
            )
            for section in kind.sections
        ]
        yield _grid(("Name", "Heading", "Form", "Standing", "Required"), rows)


def _sentences(read: BoardRead) -> Iterator[str]:
    yield "## Sentences that paperkit drafts"
    yield (
        "To say a sentence in your own words, add a row to the sheet Text with its key under "
        "*Section*; type a hyphen as the text to leave the sentence out. The examples are the "
        "sample council's, or, in italics, the pack's own words. [Every sentence](sentences.md) "
        "has them all."
    )
    board = read.board
    row = next(paper for paper in board.papers if paper.reference == PAPER)
    meeting, (kind, _) = board.meeting[row.meeting], read.pack.kind(row.kind)
    before = last_report(board, read.ways, meeting)
    at = BoardAt(board, read.ways, meeting, row, since=before.date if before else None)
    paper = paper_view(at, kind.sections, draft=True)
    parts = (paper.indicators, paper.groups, paper.highlights, paper.actions, paper.dashboard)
    drafted = (*paper.summary, *(sentence for part in parts for sentence in part.sentences))
    said = {sentence.key: sentence.words for sentence in drafted}
    rows = [(f"`{key}`", said.get(key) or _of_pack(key)) for key in every_key(BoardData())]
    yield _grid(("Key", "Such as"), rows)


def _of_pack(key: str) -> str:
    """Return, in italics, what a sentence of the pack says of several."""
    # What was achieved for each priority has a key of its own, and one wording for all.
    part, _, _ = key.partition(".")
    wording = "achieved.each.actions" if part == "achieved" else key
    forms = standard_sentences().get(wording, SentenceForms())
    words = forms.many or forms.text or forms.one
    return f"*{words}*" if words else ""


def _pack_sentences() -> Iterator[str]:
    """Yield the page with every sentence of the pack, each with its forms."""
    yield "# Every sentence"
    yield MADE
    yield (
        "The sentences that paperkit drafts, in the words of the pack `council`. To use [your own "
        "words](writing.md#sentences-in-your-own-words), copy the key. Names in curly brackets "
        "are filled in: `{count}` is how many there are, `{names}` names them. Every sentence may "
        "also use "
        f"{listed(f'`{{{name}}}`' for name in sorted(EVERYWHERE))}."
    )
    labels = {name: about.heading for name, (_, about) in declared(SentenceForms).items()}
    for key, forms in standard_sentences().items():
        rows = [f"- {labels[name]}: {text}" for name, text in forms.written]
        yield f"### {key}\n\n" + "\n".join(rows)


def _fields() -> Iterator[str]:
    """Yield the page with every name that templates may print."""
    yield "# What a template can print"
    yield MADE
    yield (
        "Copy what you need into the Word file of your [kind of paper](own-kinds.md). The examples "
        "are the sample council's. `paperkit kinds fields KIND` lists the same for one kind, with "
        "its own sections and lists. A name that was changed still works in a Word file that has "
        "it, and `paperkit kinds check` says the new one."
    )
    yield _grid(
        ("To", "Type"),
        [(way.does, " … ".join(f"`{tag}`" for tag in way.tags)) for way in WAYS],
    )
    yield (
        "Each of these tags is alone: `{%p … %}` in its paragraph, `{%tr … %}` in its row of the "
        "table. What is within a loop is called as the loop says, so `{{ action.owner }}` is the "
        "owner of each action."
    )
    with TemporaryDirectory() as trial:
        found = template_fields("", "council", Path(trial))
    for part in found.parts:
        if part.within:
            lists = listed(f"`{name}`" for name in part.within)
            yield f"### Each {part.about} in {part.part}\n\nIn the lists {lists}."
        else:
            yield f"## {part.part}\n\n{part.about}"
        rows = [
            (" … ".join(f"`{tag}`" for tag in one.tags), one.takes, one.meaning, one.example)
            for one in part.fields
        ]
        yield _grid(("Tag", "Is", "What it means", "Such as"), rows)


def _commands(commands: Sequence[CommandHelp]) -> Iterator[str]:
    yield "## Commands"
    yield (
        "[Run it from a script](how-to.md#run-it-from-a-script) has the exit codes. Most commands "
        "also take these options:"
    )
    takers = Counter(option for command in commands for option in command.options)
    common = [option for option, count in takers.items() if count > len(commands) / 2]
    yield _options(common)
    for command in commands:
        yield f"### {command.usage}"
        yield command.help
        if command.examples:
            yield "```sh\n" + "\n".join(command.examples) + "\n```"
        if own := [option for option in command.options if option not in common]:
            yield _options(own)
        if without := [f"`{option.typed}`" for option in common if option not in command.options]:
            yield f"Not among its options: {listed(without)}."


def _options(options: Sequence[OptionHelp]) -> str:
    return _grid(("Option", "What it does"), [(f"`{one.typed}`", one.help) for one in options])


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = []
    for cells in (heads, ["---"] * len(heads), *rows):
        kept = (" ".join(text.split()).replace("|", "\\|").replace("<", "&lt;") for text in cells)
        lines.append(f"| {' | '.join(kept)} |")
    return "\n".join(lines)
