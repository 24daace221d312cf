"""What a council chose in its settings, where a wrong choice would not show by itself."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from paperkit.board.settings import Deadlines, Rating, Role, Settings
from paperkit.board.year.deadlines import LONGEST, days_before
from paperkit.findings import Code, Finding, Place, Severity, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import month_number

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of the size of a table's

NOT_A_COLOUR = Code(
    "PK-223",
    Severity.ERROR,
    "Not a colour",
    "The colours of a rating are six hexadecimal digits. Word refuses a paper with anything else.",
    "'green' as the fill of a rating.",
    "Type six digits of 0 to 9 and A to F, such as 00806A.",
)
TOO_LITTLE_CONTRAST = Code(
    "PK-224",
    Severity.ERROR,
    "A rating that is hard to read on its colour",
    "Text needs a contrast of 4.5 to 1 to what is behind it (WCAG 2.2, 1.4.3), which the "
    "accessibility regulations of 2018 ask of a published paper.",
    "White on Word's own green.",
    "Choose a darker or a lighter fill, or black or white as the ink.",
)
NOT_A_MONTH = Code(
    "PK-225",
    Severity.ERROR,
    "Not a month",
    "The cadence names the months whose meetings receive a paper. A misspelt month would mean that "
    "no paper is ever due then, and nobody would be told.",
    "'Juli' among the months of the performance report.",
    "Type the month's name in full.",
)
STEPS_OUT_OF_ORDER = Code(
    "PK-950",
    Severity.NOTE,
    "Steps before a meeting that are out of order",
    "Forms go out before returns are due, drafts are written from returns and then cleared, and "
    "cleared papers go to the clerk before they are published.",
    "Returns due 10 working days before the meeting, and drafts 12.",
    "Correct one of the two numbers in paperkit.yaml, under 'deadlines'.",
)
NO_STEP = Code(
    "PK-951",
    Severity.ERROR,
    "Not a number of working days before a meeting",
    "A step falls from 1 working day to about a year before the meeting. Any other number would "
    "leave the step out of the forward plan.",
    "'0' as the cut-off.",
    "Type a number from 1 to 250 in paperkit.yaml, under 'deadlines', or take the line out.",
)
NO_WORD = Code(
    "PK-226",
    Severity.ERROR,
    "A rating without a word of its own",
    "A rating is printed as its word. Without one nothing but its colour would stand in the cell, "
    "and with the word of another nobody could tell the two apart.",
    "'Green' as the word of two ratings.",
    "Give each rating in paperkit.yaml, under 'ratings', one word that no other has.",
)
ROLE_LACKING = Code(
    "PK-227",
    Severity.ERROR,
    "A scale without a word for what met its target, or missed it",
    "The roles say which word a figure gets that is on target or better, and which one that is "
    "worse by more than its tolerance. Only the word for what is near may be left out: it then "
    "counts as missed.",
    "A scale of Green, Amber and Red without any role.",
    "Type 'role: met' under the best rating and 'role: missed' under the worst.",
)
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}", re.ASCII)


def check_settings(settings: Settings, file: str) -> Iterator[Finding]:
    """Yield what is wrong with the values of the settings in that file."""
    scale = Place(file, field="ratings")
    yield from _scale(settings.ratings, scale)
    for rating in settings.ratings:
        yield from _rating(rating, scale)
    cadence = settings.cadence
    for month in (*cadence.performance_report, *cadence.annual_report):
        if not month_number(month):
            message = f"{quoted(month)} is not a month."
            place = Place(file, field="cadence")
            yield Finding(NOT_A_MONTH, place, message, NOT_A_MONTH.remedy, month)
    yield from _deadlines(settings.deadlines, Place(file, field="deadlines"))


def _scale(ratings: Sequence[Rating], place: Place) -> Iterator[Finding]:
    words = [folded(rating.word) for rating in ratings]
    for number, rating in enumerate(ratings):
        if not words[number]:
            message = f"Rating {number + 1} of the scale has no word."
            yield Finding(NO_WORD, place, message, NO_WORD.remedy)
        elif words[number] in words[:number]:
            message = f"{quoted(rating.word)} is the word of two ratings."
            yield Finding(NO_WORD, place, message, NO_WORD.remedy, rating.word)
    roles = {rating.role for rating in ratings}
    for role in (Role.MET, Role.MISSED):
        if role not in roles:
            message = f"No rating of the scale has the role {quoted(str(role))}."
            yield Finding(ROLE_LACKING, place, message, ROLE_LACKING.remedy)


def _rating(rating: Rating, place: Place) -> Iterator[Finding]:
    wrong = [colour for colour in (rating.fill, rating.ink) if not _COLOUR.fullmatch(colour)]
    for colour in wrong:
        message = f"{quoted(colour)}, a colour of the rating {rating.word}, is not six digits."
        yield Finding(NOT_A_COLOUR, place, message, NOT_A_COLOUR.remedy, colour)
    if not wrong and contrast(rating.fill, rating.ink) < LEAST_CONTRAST:
        ratio = contrast(rating.fill, rating.ink)
        message = f"The rating {rating.word} has a contrast of {ratio:.1f} to 1 on its fill."
        yield Finding(TOO_LITTLE_CONTRAST, place, message, TOO_LITTLE_CONTRAST.remedy, rating.fill)


def _deadlines(chosen: Deadlines, place: Place) -> Iterator[Finding]:
    told = [(name, days) for name, days in days_before(chosen) if days is not None]
    for name, days in told:
        if not 1 <= days <= LONGEST:
            message = f"{quoted(str(name))} cannot be {days} working days before a meeting."
            yield Finding(NO_STEP, place, message, NO_STEP.remedy, str(days))
    for (name, days), (then, later) in pairwise(told):
        if days < later:
            message = f"{quoted(str(name))} comes {days} working days before a meeting, after "
            message += f"{quoted(str(then))}, which comes {later} before."
            yield Finding(STEPS_OUT_OF_ORDER, place, message, STEPS_OUT_OF_ORDER.remedy, str(days))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
