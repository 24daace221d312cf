"""The days before a meeting by which its papers are ready, worked back from its date."""

import datetime
from dataclasses import dataclass

from paperkit.schema.columns import column


@dataclass(frozen=True, kw_only=True)
class Deadlines:
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
        "Days off", "Days on which the council is closed beside bank holidays.", default=()
    )
