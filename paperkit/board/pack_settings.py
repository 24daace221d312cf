"""What a pack says of a way of working, and how a council works: its settings over its pack's."""

from collections.abc import Callable, Mapping

from paperkit.board.kind_roles import RoleOf, bundled_role
from paperkit.board.sentence_forms import SentenceForms
from paperkit.board.settings import FullTables, Settings
from paperkit.frozen import Frozen
from paperkit.schema.columns import column


class Words(Frozen, kw_only=True):
    """The words in which councils differ; a pack gives them, a council may replace them."""

    plan: str = column("Plan", "What a plan is called.", default="delivery plan")
    priority: str = column("Priority", "What a priority is called.", default="priority")
    outcome: str = column("Outcome", "What an outcome is called.", default="outcome")
    highlight_report: str = column(
        "Highlight report", "What the overseeing body's report is called.",
        default="Children's Partnership highlight report",
    )  # fmt: skip


class Phrases(Frozen, kw_only=True):
    """What a paper prints where there is nothing else to print: never a blank cell."""

    nothing: str = column("Nothing", "A cell with nothing to say.", default="None recorded")
    no_return: str = column(
        "No return", "A group that was asked and did not answer.", default="No return received"
    )
    no_highlight: str = column(
        "No highlight report", "Now 'none' of the sentence highlights.missing.", default=""
    )
    no_indicators: str = column(
        "No indicators", "Now 'none' of the sentence summary.indicators.", default=""
    )
    no_groups: str = column("No groups", "Now 'none' of the sentence groups.counts.", default="")
    no_due: str = column("No action due", "Now 'none' of the sentence summary.actions.", default="")
    not_applicable: str = column(
        "Not applicable", "Question b) where a) was answered No.", default="Not applicable"
    )
    no_round: str = column("No round", "Now 'none' of the sentence round.none.", default="")
    first_round: str = column("First round", "Now 'none' of the sentence round.first.", default="")
    no_detail: str = column(
        "No detail", "An on-track action's reasons and control, which nobody has to give.",
        default="No detail required",
    )  # fmt: skip
    no_concern: str = column(
        "No concern", "Now 'none' of the sentence concerns.counts.", default=""
    )
    no_success: str = column(
        "No success", "Now 'none' of the sentence successes.counts.", default=""
    )
    no_request: str = column(
        "No request", "Now 'none' of the sentence requests.counts.", default=""
    )
    none_of_list: str = column(
        "None of a list", "A list whose answer a person gave as None.", default="None."
    )


class PackSettings(Frozen, kw_only=True):
    """``pack.yaml``, whole: the words, idiom and requirements of a way of working."""

    title: str = column("Title", "What officers call the pack.", default="")
    extends: str = column(
        "Extends", "The pack from which everything comes that this one does not have.", default=""
    )
    words: Words = column("Words", "Its words.", default=Words())
    phrases: Phrases = column(
        "Phrases", "What is printed where there is nothing.", default=Phrases()
    )
    tables: tuple[str, ...] = column(
        "Tables", "The tables that this way of working uses, in the order of the workbook.",
        default=(),
    )  # fmt: skip
    required: Mapping[str, tuple[str, ...]] = column(
        "Required", "The columns that must be filled, by table.", default_factory=dict
    )
    implications: tuple[str, ...] = column(
        "Implications", "The heads that every paper must answer, in order.", default=()
    )
    recommendation: str = column(
        "Recommendation",
        "How a recommendation begins where its text begins with the verb; {board} is the Board.",
        default="That the {board}",
    )
    resolution: str = column(
        "Resolution",
        "How a resolution begins on the sheet for the clerk; {board} is the Board.",
        default="RESOLVED: That the {board}",
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
    standing_items: Mapping[str, str] = column(
        "Standing items",
        "What is on the forward plan of every meeting of the Board (seed H 3.11): each "
        "item, and its purpose; {plan} is the word for a plan.",
        default_factory=dict,
    )
    glossary: Mapping[str, str] = column(
        "Glossary",
        "Terms and their meanings; a paper lists those that it uses.",
        default_factory=dict,
    )
    makes_recommendations: bool = True
    """Whether the paper at hand has a place for recommendations of its own: its kind says so."""

    @property
    def asks(self) -> bool:
        """Return whether the paper at hand is to make a recommendation."""
        return self.makes_recommendations and bool(self.recommendation)


class Ways(Frozen):
    """How this council works: its settings over its pack's.

    ``sentences`` gives every sentence of its papers, by key; None for those of the pack that all
    others extend. They are read when the first is printed. ``role_of`` says what a kind of paper is
    for; without a pack, as the kinds that come with paperkit are.
    """

    settings: Settings = Settings()
    pack: PackSettings = PackSettings()
    words: Words = Words()
    sentences: Callable[[], Mapping[str, SentenceForms]] | None = None
    role_of: RoleOf = bundled_role

    @property
    def full_tables(self) -> FullTables:
        """Return where full tables are printed: as the council says, else as its pack says."""
        return self.settings.full_tables or self.pack.full_tables
