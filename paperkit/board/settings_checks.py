"""What a council chose in its settings, where a wrong choice would not show by itself."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from paperkit.board.calendar import LONGEST, days_before
from paperkit.board.settings import Rating, Role, Settings
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import month_number

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of the size of a table's


def check_settings(settings: Settings, file: str) -> Iterator[Finding]:
    """Yield what is wrong with the values of the settings in that file."""
    yield from _check_scale(settings.ratings, Place(file, field="ratings"))
    cadence = settings.cadence
    for month in (*cadence.performance_report, *cadence.annual_report):
        if not month_number(month):
            message = f"{quoted(month)} is not a month."
            yield Finding("PK-225", Place(file, field="cadence"), message, value=month)
    place = Place(file, field="deadlines")
    chosen = [(name, days) for name, days in days_before(settings.deadlines) if days is not None]
    for name, days in chosen:
        if not 1 <= days <= LONGEST:
            message = f"{quoted(str(name))} cannot be {days} working days before a meeting."
            yield Finding("PK-951", place, message, value=str(days))
    for (name, days), (then, later) in pairwise(chosen):
        if days < later:
            message = f"{quoted(str(name))} comes {days} working days before a meeting, after "
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
    for role in (Role.MET, Role.MISSED):
        if role not in {rating.role for rating in ratings}:
            message = f"No rating of the scale has the role {quoted(str(role))}."
            yield Finding("PK-227", place, message)
    for rating in ratings:
        colours = (rating.fill, rating.ink)
        wrong = [one for one in colours if not re.fullmatch(r"[0-9A-Fa-f]{6}", one, re.ASCII)]
        for colour in wrong:
            message = f"{quoted(colour)}, a colour of the rating {rating.word}, is not six digits."
            yield Finding("PK-223", place, message, value=colour)
        if not wrong and (ratio := contrast(*colours)) < LEAST_CONTRAST:
            message = f"The rating {rating.word} has a contrast of {ratio:.1f} to 1 on its fill."
            yield Finding("PK-224", place, message, value=rating.fill)


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
