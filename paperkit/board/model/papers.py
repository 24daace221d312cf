"""Papers and their text: what officers write, row by row."""

from dataclasses import dataclass
from datetime import date

from paperkit.board.model.words import Body, Publicity
from paperkit.schema.choices import Answer
from paperkit.schema.columns import Row, Table, column
from paperkit.schema.values import Link


@dataclass(frozen=True, kw_only=True)
class PaperRow(Row):
    """A paper to a meeting: who writes it, what it is for, whether it is public."""

    reference: str = column(
        "Reference",
        "What the sheet Text calls this paper.",
        example="Performance July 2026",
        key=True,
        default="",
    )
    kind: str = column("Kind", "The kind of paper.", example="performance_report", default="")
    meeting: str = column("Meeting", "The meeting it goes to.", refers=("meetings",), default="")
    item: str = column("Item", "The agenda item, once the clerk gives it.", default="")
    title: str = column("Title", "In sentence case, as the agenda will show it.", default="")
    purpose: str = column(
        "Purpose", "One sentence; the agenda often repeats it.", role="answer", default=""
    )
    authors: tuple[str, ...] = column(
        "Report of", "Who writes it, one a line.", aliases=("Author", "Authors"), role="person",
        default=(),
    )  # fmt: skip
    directors: tuple[str, ...] = column(
        "Accountable director", "One a line.", aliases=("Director",), role="person", default=()
    )
    publicity: Publicity | None = column("Public or exempt", "Whether the public may read it.")
    exempt_paragraph: tuple[str, ...] = column(
        "Exempt paragraph", "The paragraph of Schedule 12A, 1 to 7, one a line.", default=()
    )
    exempt_reason: str = column(
        "Exempt reason", "Why the public interest is in keeping it exempt.", default=""
    )
    as_at: date | None = column(
        "Data as at", "The day on which the data were as the paper shows them."
    )
    appendix_of: str = column(
        "Appendix of", "The reference of the paper that this one is an appendix of.",
        refers=("papers",), default="",
    )  # fmt: skip
    priority: str = column(
        "Priority", "The priority whose round it tells of, where it tells of one.",
        refers=("priorities",), default="",
    )  # fmt: skip
    body: Body | None = column(
        "Body", "Whose forward plan it is, where it is one; the meeting's, if blank."
    )
    wards: tuple[str, ...] = column("Wards", "The wards it concerns, one a line.", default=())
    key_decision: Answer | None = column("Key decision", "Whether it asks for a key decision.")


@dataclass(frozen=True, kw_only=True)
class Text(Row):
    """One piece of a paper's text: a section, or one item of a list, in order."""

    paper: str = column("Paper", "The paper's reference.", refers=("papers",), default="")
    section: str = column("Section", "The section it belongs to.", default="")
    name: str = column(
        "Name",
        "The implication's head, or the title of the document.",
        role="answer",
        default="",
    )
    text: str = column(
        "Text",
        "What the paper says. Leave a line blank between paragraphs. None. is an answer.",
        prose=True,
        role="answer",
        default="",
    )
    link: Link = column("Link", "The web address of the document.", default=Link())
    note: str = column("Note", "Such as where a background paper can be read.", default="")
    exempt: Answer | None = column("Exempt", "Yes where the document is exempt.")
    protected: Answer | None = column(
        "Protected by copyright", "Yes where copyright protects the document."
    )
    file: str = column(
        "File", "The appendix itself: the name of a file in the project's folder.", default=""
    )
    officer: str = column("Officer", "Who answers for this implication.", role="person", default="")
    to_confirm: Answer | None = column(
        "To be confirmed", "Yes for text copied from an earlier paper and not yet read again."
    )


PAPERS = Table("papers", "Papers", "Every paper, one a row.", PaperRow)
TEXT = Table("text", "Text", "The text of the papers: a row a section or an item.", Text)
