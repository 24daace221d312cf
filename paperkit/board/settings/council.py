"""Who files the papers, how figures are rated, what is due when: a council's own choices."""

from dataclasses import dataclass
from decimal import Decimal

from paperkit.board.model.words import Body
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

    def called(self, body: Body) -> str:
        """Return what the council calls a body."""
        return self.board if body is Body.BOARD else self.executive


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
