"""Which figures of a file from OHID's Fingertips are a council's, and which indicators they are."""

from dataclasses import dataclass

from paperkit.schema.columns import column


@dataclass(frozen=True, kw_only=True)
class FingertipsIndicator:
    """One of the council's indicators, and the rows of Fingertips that are its figures."""

    indicator: str = column("Indicator", "Your indicator's reference, such as PI 15.", default="")
    id: str = column("ID", "Its number in Fingertips, such as 92443.", default="")
    sex: str = column("Sex", "Persons, Male or Female.", default="Persons")
    age: str = column(
        "Age", "The ages as Fingertips writes them, such as 18+ yrs; blank where it has only one.",
        default="",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Fingertips:
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
