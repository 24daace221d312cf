"""Indicators, their targets and their readings. Outturns are readings: never typed twice."""

from dataclasses import dataclass
from datetime import date

from paperkit.board.model.words import Agreement, Frequency
from paperkit.schema.amounts import Amount, Direction, Tolerance
from paperkit.schema.choices import Answer
from paperkit.schema.columns import Row, Table, column
from paperkit.schema.periods import Period


@dataclass(frozen=True, kw_only=True)
class Indicator(Row):
    """A performance indicator for an outcome (seed T 3.4 to 3.6)."""

    reference: str = column("Reference", "Such as 2.1 or PI 15.", key=True, default="")
    name: str = column("Name", "What is measured, and of whom.", default="")
    outcome: str = column(
        "Outcome", "The outcome that it tells about.", refers=("outcomes",), default=""
    )
    partner: str = column("Partner", "Who provides the figures.", role="organisation", default="")
    unit: str = column("Unit", "%, £, days, per 1,000 or the like; blank for a count.", default="")
    decimals: int | None = column("Decimal places", "How many are printed; blank means as typed.")
    direction: Direction | None = column(
        "Direction", "Which way is good.", aliases=("Polarity", "Good is")
    )
    counts_people: Answer | None = column(
        "Counts people", "Yes where a small figure could tell who somebody is."
    )
    tolerance: Tolerance | None = column(
        "Tolerance",
        "How far from target is still near it: 5% of target, 2 in the unit, or floor 60.",
        example="5%",
    )
    frequency: Frequency | None = column("Frequency", "How often a new figure is expected.")
    source: str = column("Source", "Where the figures come from.", default="")
    proxy: Answer | None = column("Proxy", "Yes where it stands in for an outcome seen late.")
    rationale: str = column("Rationale", "Why this indicator.", default="")
    agreement: Agreement | None = column(
        "Drafted or agreed", "Drafted until the Board has agreed it; blank means agreed."
    )
    next_due: date | None = column("Next data due", "When the next figure comes out.")


@dataclass(frozen=True, kw_only=True)
class Target(Row):
    """What an indicator is to reach in a year, and who signed that off (seed T 3.6)."""

    indicator: str = column(
        "Indicator", "The indicator's reference.", refers=("indicators",), default=""
    )
    year: Period | None = column("Year", "The year of the target.", example="2026/27")
    value: Amount | None = column("Value", "The figure, or words where there is none.")
    signed_by: str = column("Signed off by", "Who signed this value off.", default="")
    signed_on: date | None = column("Signed off on", "The day it was signed off.")
    signed_value: Amount | None = column(
        "Value signed off",
        "The value as it was signed off, where it has changed since. It is then unsigned again.",
    )


@dataclass(frozen=True, kw_only=True)
class Reading(Row):
    """What an indicator showed in a period."""

    indicator: str = column(
        "Indicator", "The indicator's reference.", refers=("indicators",), known=True, default=""
    )
    period: Period | None = column(
        "Period", "The period of the figure.", example="Q1 2026/27", known=True
    )
    value: Amount | None = column(
        "Value", "The figure, or a word such as 'Published October 2026'."
    )
    note: str = column("Note", "What a reader must know of this figure.", default="")
    provisional: Answer | None = column("Provisional", "Yes where the figure may yet change.")
    new_process: Answer | None = column(
        "New way of working",
        "Yes from the period in which the work or the way of counting changed: the trend begins "
        "anew there.",
    )


@dataclass(frozen=True, kw_only=True)
class Benchmark(Row):
    """What an indicator showed elsewhere, such as in England, in a period."""

    indicator: str = column(
        "Indicator", "The indicator's reference.", refers=("indicators",), default=""
    )
    area: str = column("Area", "Whose figure it is.", example="England", default="")
    period: Period | None = column("Period", "The period of the figure.", example="2025/26")
    value: Amount | None = column("Value", "The figure, in the indicator's unit.")
    compared: str = column(
        "Compared", "How ours compares, in the source's own words, such as Better or Similar.",
        default="",
    )  # fmt: skip
    source: str = column("Source", "Where the figure comes from.", default="")


INDICATORS = Table("indicators", "Indicators", "Every indicator, one a row.", Indicator)
TARGETS = Table("targets", "Targets", "One row for each indicator and year.", Target)
READINGS = Table("readings", "Readings", "One row for each indicator and period.", Reading)
BENCHMARKS = Table(
    "benchmarks", "Benchmarks", "Figures of England or other areas, to compare with.", Benchmark
)
