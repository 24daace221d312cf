"""``paperkit.yaml``, whole: a council's own choices, and the scale by which it rates.

Words differ by council, so nothing is ever asked of a word itself: only of its role, and of its
place in the scale, which is best first. A word without a role counts by its place: above a
word that is met it is as good, below the last word that has a role it says nothing of progress
(such as a White for no return). A scale in which no word has a role is judged by place alone.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from paperkit.board.sentence_forms import SentenceForms
from paperkit.board.words import Agreement, Body
from paperkit.findings import Finding, Place, how_many, quoted
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Choice, column
from paperkit.schema.dates import in_words, month_number
from paperkit.schema.values import Tolerance

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of the size of a table's
MOST_SIGNS = 2
LONGEST = 250  # working days: about a year


class Role(Choice):
    """What a rating says of a figure and its target."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"


class Council(Frozen, kw_only=True):
    """Who files the papers."""

    name: str = column("Council", "The council's name as papers print it.", default="")
    board: str = column(
        "Board", "The Board's name, in the council's own spelling.",
        default="Health and Wellbeing Board",
    )  # fmt: skip
    executive: str = column(
        "Executive",
        "The officer group under the Board, if there is one (not the council's Cabinet).",
        default="Health and Wellbeing Executive",
    )

    def called(self, body: Body) -> str:
        """Return what the council calls a body."""
        return self.board if body is Body.BOARD else self.executive


class Rating(Frozen, kw_only=True):
    """One word of the rating scale: what it means and how it looks."""

    word: str = column("Word", "The word that is printed.", default="")
    meaning: str = column("Meaning", "What it means for an indicator, in keys.", default="")
    action_meaning: str = column(
        "Meaning for an action",
        "What it means for an action, in forms and keys; the same as for an indicator, if blank.",
        default="",
    )
    role: Role | None = column(
        "Role", "met, near or missed: which result of the rule gets this word."
    )
    fill: str = column("Fill", "The colour behind the word, six hexadecimal digits.", default="")
    ink: str = column("Ink", "The colour of the word, six hexadecimal digits.", default="")
    symbol: str = column(
        "Symbol",
        "The sign that is printed after the word, or two. If it is blank, it comes from the role: "
        "a circle, a triangle or a square.",
        default="",
    )

    @property
    def for_indicator(self) -> str:
        """Return what the word means for an indicator; the word itself where nothing says it."""
        return self.meaning or self.word

    @property
    def for_action(self) -> str:
        """Return what the word means for an action.

        The one meaning of older settings is used for both. That which paperkit brought is a rule
        for indicators, though: there it is what paperkit says of actions now.
        """
        bundled = (one.action_meaning for one in DEFAULT_RATINGS if one.meaning == self.meaning)
        return self.action_meaning or next(bundled, "") or self.for_indicator


# The pairs keep red and green apart under colour-blindness and the word at a contrast of 4.5:1.
DEFAULT_RATINGS = (
    Rating(word="Green", meaning="On target, or better",
           action_meaning="Going as planned, or nearly so", role=Role.MET, fill="00806A",
           ink="FFFFFF"),
    Rating(word="Amber", meaning="Worse than target, but within its tolerance",
           action_meaning="Partly behind its plan, or likely to be", role=Role.NEAR,
           fill="FFC72C", ink="000000"),
    Rating(word="Red", meaning="Worse than target by more than its tolerance",
           action_meaning="Well behind its plan, or stopped",
           role=Role.MISSED, fill="A4001D", ink="FFFFFF"),
)  # fmt: skip


class Cadence(Frozen, kw_only=True):
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


class Limits(Frozen, kw_only=True):
    """Numbers that rules count against."""

    indicators_per_outcome: int | None = column(
        "Indicators per outcome", "The most indicators that one outcome may have.",
        default=3,
    )  # fmt: skip
    tolerance: Tolerance = column(
        "Tolerance",
        "How far a figure may miss its target and still be near it, if the indicator does "
        "not say: 5% of the target, 2 in its unit, or floor 60.",
        default=Tolerance("5%", percent=Decimal(5)),
    )


class Contact(Frozen, kw_only=True):
    """The author's contact details, printed at the end of a paper (seed T, last lines)."""

    name: str = column("Name", "The author's name.", default="")
    telephone: str = column("Telephone", "The author's telephone number.", default="")
    email: str = column("E-mail", "The author's e-mail address.", default="")


class SmallCounts(Frozen, kw_only=True):
    """Counts of people that are small enough to tell who somebody is."""

    least: int | None = column(
        "Least", "The smallest count of people that a public paper prints without a warning.",
        default=5,
    )  # fmt: skip
    suppress: bool = column(
        "Suppress", "yes: smaller counts are printed as fewer than the least.", default=False
    )


class Dashboard(Frozen, kw_only=True):
    """What the outcomes dashboard may show, and whether the Board has agreed it (seed H 3.12)."""

    status: Agreement | None = column(
        "Status",
        "Drafted until the Board has agreed its dashboard, then Agreed; a dashboard prints it. If "
        "not given, nothing is said.",
    )
    agreed_on: datetime.date | None = column(
        "Agreed on", "The day of the meeting at which the Board agreed it."
    )
    agreed_only: bool = column(
        "Agreed only", "yes: a final dashboard is refused while an indicator is only drafted.",
        default=False,
    )  # fmt: skip


class FingertipsIndicator(Frozen, kw_only=True):
    """One of the council's indicators, and the rows of Fingertips that are its figures."""

    indicator: str = column("Indicator", "Your indicator's reference, such as PI 15.", default="")
    id: str = column("ID", "Its number in Fingertips, such as 92443.", default="")
    sex: str = column("Sex", "Persons, Male or Female.", default="Persons")
    age: str = column(
        "Age", "The ages as Fingertips writes them, such as 18+ yrs; blank if it has only one.",
        default="",
    )  # fmt: skip


class Fingertips(Frozen, kw_only=True):
    """What is taken from a file that was downloaded from Fingertips."""

    area: str = column(
        "Area", "Your council's area in Fingertips: its name, or its code such as E06000999.",
        default="",
    )  # fmt: skip
    benchmarks: tuple[str, ...] = column(
        "Benchmarks", "The areas to compare with, by name or code.", default=("England",)
    )
    indicators: tuple[FingertipsIndicator, ...] = column(
        "Indicators",
        "The indicators to take; 'paperkit import fingertips FILE.csv --map' prints the lines that "
        "go here.",
        default=(),
    )


class RowOrder(Choice):
    """In which order the appendix lists the actions."""

    RATING = "rating"
    PLAN = "plan"


class RowsShown(Choice):
    """Whether the appendix lists every action, or those alone that are reported by exception."""

    ALL = "all"
    EXCEPTIONS = "exceptions"


class Escalation(Frozen, kw_only=True):
    """What brings an action to the Board's notice; each can be switched off."""

    red: bool = column("Red", "Rated with the worst of the ratings.", default=True)
    amber_twice: bool = column("Amber twice", "Rated near in two rounds running.", default=True)
    worse: bool = column("Worse", "Rated worse than in the round before.", default=True)
    review_passed: bool = column(
        "Review passed", "The review date has passed without a new rating.", default=True
    )
    no_return: bool = column("No return", "No return came in.", default=True)
    for_session: bool = column(
        "For a session", "Down for a development session (seed H 3.14).", default=True
    )


class ExceptionReporting(Frozen, kw_only=True):
    """What a council chooses of its rounds."""

    order: RowOrder | None = column(
        "Order", "rating: Red, Amber, exceptional progress, the rest; or plan.",
        default=RowOrder.RATING,
    )  # fmt: skip
    rows: RowsShown | None = column(
        "Rows", "all, or exceptions: which actions the appendix lists.", default=RowsShown.ALL
    )
    escalation: Escalation = column(
        "Escalation", "What brings an action to the Board's notice.", default=Escalation()
    )
    return_to: str = column(
        "Return to", "Who forms go back to: a name and an e-mail address. The contact, if blank.",
        default="",
    )  # fmt: skip
    rounds_a_year: int | None = column(
        "Rounds a year", "How many rounds each core priority has a year (seed H 3.10).", default=2
    )


class StepName(Choice):
    """A step before a meeting, in the order in which the steps are taken."""

    FORMS_OUT = "Forms out"
    RETURNS_DUE = "Returns due"
    DRAFTS = "Drafts to sponsors and directors"
    CLEARANCE = "Papers cleared"
    CUT_OFF = "Papers to the clerk"
    PUBLICATION = "Papers published"


class Deadlines(Frozen, kw_only=True):
    """Steps before a meeting. Working days leave out weekends, bank holidays and ``days_off``."""

    clear_days: int | None = column(
        "Clear days", "Clear days of publication before the meeting (Local Government Act 1972, "
        "section 100B).", default=5,
    )  # fmt: skip
    forms_out: int | None = column(
        "Forms out", "Working days before the meeting on which forms are issued.", default=40
    )
    returns_due: int | None = column(
        "Returns due", "Working days before the meeting by which returns are due.", default=20
    )
    drafts: int | None = column(
        "Drafts", "Working days before the meeting by which drafts go to sponsors and directors.",
        default=12,
    )  # fmt: skip
    clearance: int | None = column(
        "Clearance", "Working days before the meeting by which papers are cleared.", default=8
    )
    cut_off: int | None = column(
        "Cut-off", "Working days before the meeting by which the clerk needs the papers.", default=7
    )
    days_off: tuple[datetime.date, ...] = column(
        "Days off", "Days on which the council is closed, besides bank holidays.", default=()
    )

    @property
    def steps(self) -> tuple[tuple[StepName, int | None], ...]:
        """Return how many working days before a meeting each step falls; None where it has none.

        Publication falls one working day before the clear days.
        """
        return (
            (StepName.FORMS_OUT, self.forms_out),
            (StepName.RETURNS_DUE, self.returns_due),
            (StepName.DRAFTS, self.drafts),
            (StepName.CLEARANCE, self.clearance),
            (StepName.CUT_OFF, self.cut_off),
            (StepName.PUBLICATION, None if self.clear_days is None else self.clear_days + 1),
        )


class DecisionChoices(Frozen, kw_only=True):
    """What a council chooses of the Board's decisions."""

    remind_after: int | None = column(
        "Remind after",
        "How many months after a decision the check reports that it is still to be acted on.",
        default=6,
    )


VERBS = (
    "agree", "approve", "note", "consider", "endorse", "comment", "receive", "recommend",
    "delegate", "review", "welcome", "ratify", "support",
)  # fmt: skip


class FullTables(Choice):
    """Where the full tables of a performance report are printed."""

    END = "end"
    APPENDICES = "appendices"


class Settings(Frozen, kw_only=True):
    """``paperkit.yaml``, whole."""

    council: Council = column("Council", "Who files the papers.", default=Council())
    pack: str = column("Pack", "Which pack of templates the papers use.", default="council")
    words: Mapping[str, str] = column(
        "Words", "Words of the pack that your council replaces with its own.", default_factory=dict
    )
    sentences: Mapping[str, SentenceForms] = column(
        "Sentences",
        "Sentences of the pack that your council words differently, or leaves out with -.",
        default_factory=dict,
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
    exception_reporting: ExceptionReporting = column(
        "Exception reporting", "How rounds of exception reporting are asked for and shown.",
        default=ExceptionReporting(),
    )  # fmt: skip
    implications: tuple[str, ...] | None = column(
        "Implications",
        "The headings of the implications in every paper, in order; those of the pack, if not "
        "given. With [] papers have no such section.",
    )
    deadlines: Deadlines = column(
        "Deadlines", "The days before a meeting by which its papers are ready.",
        default=Deadlines(),
    )  # fmt: skip
    decisions: DecisionChoices = column(
        "Decisions", "How what the Board decided is followed up.", default=DecisionChoices()
    )
    small_counts: SmallCounts = column(
        "Small counts", "What is done with counts so small that they could show who somebody is.",
        default=SmallCounts(),
    )  # fmt: skip
    dashboard: Dashboard = column(
        "Dashboard", "What the outcomes dashboard may show.", default=Dashboard()
    )
    fingertips: Fingertips = column(
        "Fingertips", "What is taken from a file that was downloaded from OHID's Fingertips.",
        default=Fingertips(),
    )  # fmt: skip
    contact: Contact = column(
        "Contact", "Printed if a paper's own author is not on the sheet People.",
        default=Contact(),
    )  # fmt: skip
    full_tables: FullTables | None = column(
        "Full tables",
        "end or appendices: where a report's full tables go; as in the pack, if not given.",
    )
    known_abbreviations: tuple[str, ...] = column(
        "Known abbreviations",
        "Abbreviations that papers need not explain, besides those of the pack's glossary and "
        "those that everybody knows, such as NHS.",
        default=(),
    )
    notes_off: tuple[str, ...] = column(
        "Notes switched off",
        "Codes of notes that you do not want to see, such as PK-310. Errors and gaps stay.",
        default=(),
    )
    aliases: Mapping[str, Mapping[str, str]] = column(
        "Aliases",
        "Your own sheet's headings: by sheet, your heading and then paperkit's.",
        default_factory=dict,
    )


# The signs of each role, so that ratings can be told apart without colour; the hollow one is for
# the other words of the same role.
_SYMBOLS: Mapping[Role | None, str] = {
    Role.MET: "●○", Role.NEAR: "▲△", Role.MISSED: "■□", None: "◆◇",
}  # fmt: skip


class Scale(Frozen, dict=True):
    """The rating scale of the settings, best first."""

    ratings: tuple[Rating, ...] = DEFAULT_RATINGS

    @cached_property
    def _places(self) -> Mapping[str, int]:
        # Of two words that are the same, the better is meant: the first.
        return {folded(r.word): n for n, r in reversed(tuple(enumerate(self.ratings)))}

    @cached_property
    def _roles(self) -> tuple[Role | None, ...]:
        """Return what each word says, in the order of the scale."""
        if not any(rating.role for rating in self.ratings):
            ends = {len(self.ratings) - 1: Role.MISSED, 0: Role.MET}
            return tuple(ends.get(place, Role.NEAR) for place in range(len(self.ratings)))
        own = [rating.role for rating in self.ratings]
        last = max(n for n, role in enumerate(own) if role)
        met = max((n for n, role in enumerate(own) if role is Role.MET), default=-1)
        between = [Role.MET if n <= met else Role.NEAR for n in range(last + 1)]
        return tuple(role or (between[n] if n <= last else None) for n, role in enumerate(own))

    def find(self, word: str) -> Rating | None:
        """Return the rating of that word, without regard to case; None where it is not one."""
        place = self._places.get(folded(word))
        return None if place is None else self.ratings[place]

    def symbol(self, rating: Rating) -> str:
        """Return the sign that is printed after a word of the scale."""
        role = self._roles[self._places[folded(rating.word)]]
        is_first = self.words(role)[0] == rating.word if role else True
        return rating.symbol or _SYMBOLS[role][0 if is_first else 1]

    def spelled(self, word: str) -> str:
        """Return the word as the scale spells it; one that is not of the scale as typed."""
        rating = self.find(word)
        return rating.word if rating else word

    def role(self, word: str) -> Role | None:
        """Return what a word says; None for one that says nothing or is not of the scale."""
        place = self._places.get(folded(word))
        return None if place is None else self._roles[place]

    def place(self, word: str) -> int | None:
        """Return how far a word is from the best; None for one that cannot be compared."""
        return self._places[folded(word)] if self.role(word) else None

    def words(self, role: Role) -> tuple[str, ...]:
        """Return the words that say so much, best first."""
        pairs = zip(self.ratings, self._roles, strict=True)
        return tuple(rating.word for rating, of_word in pairs if of_word is role)


def check_settings(settings: Settings, file: str) -> Iterator[Finding]:
    """Yield what is wrong with the values of the settings in that file.

    These are choices that would not show to be wrong by themselves.
    """
    yield from _check_scale(settings.ratings, Place(file, field="ratings"))
    cadence = settings.cadence
    for month in (*cadence.performance_report, *cadence.annual_report):
        if not month_number(month):
            message = f"{quoted(month)} is not a month."
            yield Finding("PK-225", Place(file, field="cadence"), message, value=month)
    shown = settings.dashboard
    if shown.status is Agreement.DRAFTED and shown.agreed_on:
        day = in_words(shown.agreed_on)
        message = f"'status' says that the dashboard is drafted, but 'agreed_on' is {day}."
        yield Finding("PK-521", Place(file, field="dashboard"), message, value=str(shown.status))
    place = Place(file, field="deadlines")
    chosen = [(name, days) for name, days in settings.deadlines.steps if days is not None]
    for name, days in chosen:
        if not 1 <= days <= LONGEST:
            there = how_many(days, "working day")
            message = f"{quoted(str(name))} cannot be {there} before a meeting."
            yield Finding("PK-951", place, message, value=str(days))
    for (name, days), (then, later) in pairwise(chosen):
        if days < later:
            there = how_many(days, "working day")
            message = f"{quoted(str(name))} comes {there} before a meeting, after "
            message += f"{quoted(str(then))}, which comes {later} before."
            yield Finding("PK-950", place, message, value=str(days))


def _check_scale(ratings: Sequence[Rating], place: Place) -> Iterator[Finding]:
    words = [folded(rating.word) for rating in ratings]
    for number, rating in enumerate(ratings):
        if not words[number]:
            message = f"Rating {number + 1} of the scale has no word."
            yield Finding("PK-226", place, message)
        elif words[number] in words[:number]:
            message = f"{quoted(rating.word)} is the word of two ratings."
            yield Finding("PK-226", place, message, value=rating.word)
    of_role = {role: [one.word for one in ratings if one.role is role] for role in Role}
    for role in (Role.MET, Role.MISSED):
        if not of_role[role]:
            message = f"No rating of the scale has the role {quoted(str(role))}."
            yield Finding("PK-227", place, message)
    for role, same in of_role.items():
        if len(same) > 1:
            *others, last = map(quoted, same)
            message = f"{', '.join(others)} and {last} have the role {quoted(str(role))}: a figure "
            message += f"that has it is always printed as {quoted(same[0])}."
            yield Finding("PK-228", place, message, value=last)
    if not of_role[Role.NEAR] and of_role[Role.MISSED]:
        message = (
            f"No rating of the scale has the role {quoted(str(Role.NEAR))}: what is worse than its "
            f"target but within its tolerance is printed as {quoted(of_role[Role.MISSED][0])}."
        )
        yield Finding("PK-229", place, message)
    for rating in ratings:
        colours = (rating.fill, rating.ink)
        wrong = [one for one in colours if not re.fullmatch(r"[0-9A-Fa-f]{6}", one, re.ASCII)]
        for colour in wrong:
            message = f"{quoted(colour)}, a colour of the rating {rating.word}, is not six digits."
            yield Finding("PK-223", place, message, value=colour)
        if not wrong and (ratio := contrast(*colours)) < LEAST_CONTRAST:
            message = f"The rating {rating.word} has a contrast of {ratio:.1f} to 1 on its fill."
            yield Finding("PK-224", place, message, value=rating.fill)
        # Marks and controls join the sign before them: a circle in colour is one sign, of two.
        signs = [sign for sign in rating.symbol if unicodedata.category(sign)[0] not in "MCZ"]
        if len(signs) > MOST_SIGNS:
            message = f"{quoted(rating.symbol)}, the symbol of the rating {rating.word}, is longer "
            message += "than two signs."
            yield Finding("PK-355", place, message, value=rating.symbol)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
