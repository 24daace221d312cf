"""What is done with small counts, and what the outcomes dashboard may show."""

from dataclasses import dataclass

from paperkit.schema.columns import column


@dataclass(frozen=True, kw_only=True)
class SmallCounts:
    """Counts of people that are small enough to tell who somebody is."""

    least: int | None = column(
        "Least", "The smallest count of people that a public paper prints without a warning.",
        default=5,
    )  # fmt: skip
    suppress: bool = column(
        "Suppress", "yes: smaller counts are printed as fewer than the least.", default=False
    )


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """What the outcomes dashboard may show."""

    agreed_only: bool = column(
        "Agreed only", "yes: a final dashboard is refused while an indicator is only drafted.",
        default=False,
    )  # fmt: skip
