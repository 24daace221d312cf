"""What a council may choose: ``paperkit.yaml``, and what a pack says of a way of working.

Every value that one council sets otherwise than another is here, with the default and its
reason; none is typed into the code (seed T and seed H differ in each).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from paperkit.schema.amounts import Tolerance
from paperkit.schema.choices import Choice
from paperkit.schema.columns import column


class Role(Choice):
    """What a rating says of a figure and its target."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class Council:
    """Who files the papers."""

    name: str = column("Council", "The council's name as papers print it.", default="")
    board: str = column(
        "Board", "The Board's name, in the council's own spelling.",
        default="Health and Wellbeing Board",
    )  # fmt: skip
    executive: str = column(
        "Executive",
        "The officer group under the Board, where there is one (not the council's Cabinet).",
        default="Health and Wellbeing Executive",
    )


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One word of the rating scale: what it means and how its cell looks."""

    word: str = column("Word", "The word that is printed.", default="")
    meaning: str = column("Meaning", "What the key says of it.", default="")
    role: Role | None = column(
        "Role", "met, near or missed: which result of the rule gets this word."
    )
    fill: str = column("Fill", "The colour behind the word, six hexadecimal digits.", default="")
    ink: str = column("Ink", "The colour of the word, six hexadecimal digits.", default="")


# The pairs keep red and green apart under colour-blindness and the word at a contrast of 4.5:1.
DEFAULT_RATINGS = (
    Rating(word="Green", meaning="On target, or better", role=Role.MET, fill="00806A",
           ink="FFFFFF"),
    Rating(word="Amber", meaning="Worse than target, but within its tolerance", role=Role.NEAR,
           fill="FFC72C", ink="000000"),
    Rating(word="Red", meaning="Worse than target by more than its tolerance",
           role=Role.MISSED, fill="A4001D", ink="FFFFFF"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """How often the Board meets, and which papers are due at which meeting (seed T 3.15)."""

    meetings_a_year: int | None = column(
        "Meetings a year", "How many public meetings the Board holds a year.", default=6
    )
    performance_report: tuple[str, ...] = column(
        "Performance report",
        "The months of the meetings that receive a performance report.",
        default=("July", "November", "March"),
    )
    annual_report: tuple[str, ...] = column(
        "Annual report", "The month of the meeting that receives the annual report.",
        default=("May",),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Numbers that rules count against."""

    indicators_per_outcome: int | None = column(
        "Indicators per outcome", "The most indicators that one outcome may have.",
        default=3,
    )  # fmt: skip
    tolerance: Tolerance = column(
        "Tolerance",
        "How far from its target a figure may be and still be near it, where the indicator "
        "does not say: 5% of target, 2 in its unit, or floor 60.",
        default=Tolerance("5%", percent=Decimal(5)),
    )


@dataclass(frozen=True, kw_only=True)
class Contact:
    """The author's contact details, printed at the end of a paper (seed T, last lines)."""

    name: str = column("Name", "The author's name.", default="")
    telephone: str = column("Telephone", "The author's telephone number.", default="")
    email: str = column("E-mail", "The author's e-mail address.", default="")


VERBS = (
    "agree", "approve", "note", "consider", "endorse", "comment", "receive", "recommend",
    "delegate", "review", "welcome", "ratify", "support",
)  # fmt: skip


class FullTables(Choice):
    """Where the full tables of a performance report stand."""

    END = "end"
    APPENDICES = "appendices"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``paperkit.yaml``, whole."""

    council: Council = column("Council", "Who files the papers.", default=Council())
    pack: str = column("Pack", "Which pack of templates the papers use.", default="council")
    words: Mapping[str, str] = field(
        default_factory=dict,
        metadata=column("Words", "Words of the pack that your council says otherwise.").metadata,
    )
    ratings: tuple[Rating, ...] = column(
        "Ratings",
        "The rating scale, best first. A rating is printed as its word, with the colour behind.",
        default=DEFAULT_RATINGS,
    )
    cadence: Cadence = column(
        "Cadence", "How often the Board meets and what it receives when.", default=Cadence()
    )
    limits: Limits = column("Limits", "Numbers that the checks count against.", default=Limits())
    recommendation_verbs: tuple[str, ...] = column(
        "Recommendation verbs", "The verbs that a recommendation may use, in the present tense.",
        default=VERBS,
    )  # fmt: skip
    contact: Contact = column(
        "Contact", "Printed where a paper's own author is not on the sheet People.",
        default=Contact(),
    )  # fmt: skip
    full_tables: FullTables | None = column(
        "Full tables",
        "end or appendices: where a report's full tables stand; as the pack says, if not given.",
    )
    notes_off: tuple[str, ...] = column(
        "Notes switched off",
        "Codes of notes that you do not want to see, such as PK-310. Errors and gaps stay.",
        default=(),
    )
    aliases: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict,
        metadata=column(
            "Aliases",
            "Your own sheet's headings: by sheet, your heading and then paperkit's.",
        ).metadata,
    )


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words in which councils differ; a pack gives them, a council may replace them."""

    plan: str = column("Plan", "What a plan is called.", default="delivery plan")
    priority: str = column("Priority", "What a priority is called.", default="priority")
    outcome: str = column("Outcome", "What an outcome is called.", default="outcome")
    highlight_report: str = column(
        "Highlight report", "What the overseeing body's report is called.",
        default="Children's Partnership highlight report",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """What a paper prints where there is nothing else to print: never a blank cell."""

    nothing: str = column("Nothing", "A cell with nothing to say.", default="None recorded")
    no_return: str = column(
        "No return", "A group that was asked and did not answer.", default="No return received"
    )
    no_highlight: str = column(
        "No highlight report", "The overseeing body has sent no report.",
        default="No highlight report was received for this meeting.",
    )  # fmt: skip
    no_indicators: str = column(
        "No indicators", "The plans have no indicator.",
        default="The plans have no performance indicators.",
    )  # fmt: skip
    no_groups: str = column(
        "No groups", "No group is asked for its view.",
        default="No groups are asked for their view.",
    )  # fmt: skip
    no_due: str = column(
        "No action due", "Nothing fell due.",
        default="No action was due by the date of this meeting.",
    )  # fmt: skip
    not_applicable: str = column(
        "Not applicable", "Question b) where a) was answered No.", default="Not applicable"
    )
    none_of_list: str = column(
        "None of a list", "A list whose answer a person gave as None.", default="None."
    )


@dataclass(frozen=True, kw_only=True)
class PackSettings:
    """``pack.yaml``, whole: the words, idiom and requirements of a way of working."""

    title: str = column("Title", "What officers call the pack.", default="")
    extends: str = column(
        "Extends", "The pack from which everything comes that this one does not have.", default=""
    )
    words: Words = column("Words", "Its words.", default=Words())
    phrases: Phrases = column("Phrases", "What stands where there is nothing.", default=Phrases())
    tables: tuple[str, ...] = column(
        "Tables", "The tables that this way of working uses, in the order of the workbook.",
        default=(),
    )  # fmt: skip
    required: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata=column("Required", "The columns that must be filled, by table.").metadata,
    )
    implications: tuple[str, ...] = column(
        "Implications", "The heads that every paper must answer, in order.", default=()
    )
    recommendation: str = column(
        "Recommendation",
        "How a recommendation begins where its text begins with the verb; {board} is the Board.",
        default="That the {board}",
    )
    exempt_mark: str = column(
        "Exempt mark",
        "What every page of an exempt paper bears; {paragraphs} are those of Schedule 12A, "
        "{reason} is why the public interest is in keeping it exempt.",
        default="Not for publication: exempt information under {paragraphs} of Part 1 of "
        "Schedule 12A to the Local Government Act 1972. {reason}",
    )
    appendix_label: str = column(
        "Appendix label",
        "What the first appendix is called; the others follow: Appendix 1, A, Appendix One, "
        "Annex A.",
        default="Appendix 1",
    )
    full_tables: FullTables = column(
        "Full tables",
        "end: the full tables close the performance report; appendices: they are appendices.",
        default=FullTables.END,
    )
    glossary: Mapping[str, str] = field(
        default_factory=dict,
        metadata=column(
            "Glossary", "Terms and their meanings; a paper lists those that it uses."
        ).metadata,
    )


@dataclass(frozen=True)
class Ways:
    """How this council works: its settings over its pack's."""

    settings: Settings = Settings()
    pack: PackSettings = PackSettings()
    words: Words = Words()

    @property
    def full_tables(self) -> FullTables:
        """Return where full tables stand: as the council says, else as its pack says."""
        return self.settings.full_tables or self.pack.full_tables
