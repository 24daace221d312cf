"""The labels of a meeting's appendices, after the example that the pack gives of the first."""

from string import ascii_uppercase

NUMBER_WORDS = (
    "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
    "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    "Twenty",
)  # fmt: skip


def appendix_label(first: str, number: int) -> str:
    """Return the label of an appendix, counted from 1, where the first is called ``first``.

    "Appendix 1" gives Appendix 2, "Annex A" Annex B, "Appendix One" Appendix Two, "A" B; words
    without any of these get a number after them.
    """
    *words, counted = first.split() or ["Appendix"]
    made = _counted(counted, number)
    return " ".join([*words, made] if made else [*words, counted, str(number)])


def _counted(first: str, number: int) -> str:
    """Return the number in the way of the first one; nothing where that is no number."""
    if first == "1":
        return str(number)
    if first in ("A", "a"):
        letters = _letters(number)
        return letters if first == "A" else letters.lower()
    if first.casefold() == "one":
        told = NUMBER_WORDS[number - 1] if number <= len(NUMBER_WORDS) else str(number)
        return told if first[0].isupper() else told.lower()
    return ""


def _letters(number: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    most, rest = divmod(number - 1, len(ascii_uppercase))
    return (_letters(most) if most else "") + ascii_uppercase[rest]
