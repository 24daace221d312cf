"""What can be wrong with one cell: the findings of the stage that gives cells a meaning."""

from paperkit.findings import Code, Severity

UNPRINTABLE = Code(
    "PK-301",
    Severity.ERROR,
    "A character that Word cannot hold",
    "The cell holds half a character, or one that no Word file may hold. Word would refuse the "
    "whole paper, or cut it off at that place.",
    "Half of an emoji, left over when text was cut to a length.",
    "Type the text of the cell again.",
)
CONTROL_CHARACTERS = Code(
    "PK-302",
    Severity.NOTE,
    "Control characters were left out",
    "Text pasted from another program can carry characters that nobody sees. They are left out; "
    "the words around them are kept as typed.",
    "A bell character between two words, pasted from a terminal.",
    "Look whether the words still read as they should.",
)
NOT_IN_LIST = Code(
    "PK-303",
    Severity.ERROR,
    "A word that is not in the list",
    "The column takes words of a closed list only. Paperkit does not guess which one was meant.",
    "'On cuorse' as the state of an action.",
    "Choose a word from the drop-down list.",
)
NOT_A_DATE = Code(
    "PK-304",
    Severity.ERROR,
    "Not a date",
    "The column takes a complete date that exists, day first.",
    "'31 September 2026', '27 April' without its year, or 'TBC'.",
    "Type the date with its month in words and its year, such as 16 July 2026.",
)
NOT_A_PERIOD = Code(
    "PK-305",
    Severity.ERROR,
    "Not a period",
    "A period is written as 2025/26, 2025, Q1 2025/26, July 2026, Autumn 2025/26 or 2023 to 2025. "
    "The second year of 2025/26 is the one after the first.",
    "'2014-25', or 'last year'.",
    "Type it as 2026/27, 2026, Q1 2026/27, July 2026, Autumn 2026/27 or 2026 to 2028.",
)
NOT_A_DEADLINE = Code(
    "PK-306",
    Severity.ERROR,
    "Not a deadline",
    "A deadline is a date, a month, a quarter, a year, or Ongoing with a review date. It is "
    "printed as written and compared by its last day.",
    "'ASAP', or '31 September 2026'.",
    "Type a date such as 16 July 2026, a period such as Q3 2026/27, or Ongoing.",
)
NOT_A_NUMBER = Code(
    "PK-307",
    Severity.ERROR,
    "Not a number",
    "The column takes a plain number.",
    "'about 40'.",
    "Type the figure alone.",
)
NOT_A_TOLERANCE = Code(
    "PK-308",
    Severity.ERROR,
    "Not a tolerance",
    "A tolerance is a percentage of the target (5%), a number in the indicator's unit (2), or the "
    "value below which it counts as missed (floor 60).",
    "'quite close'.",
    "Type the tolerance as 5%, 2 or floor 60.",
)
TURNED_BY_EXCEL = Code(
    "PK-309",
    Severity.ERROR,
    "Excel has turned what was typed into something else",
    "Excel reads the reference 1.10 as the number 1.1, and takes references or figures such as "
    "1/2 for dates. What was typed can no longer be told from what stands there.",
    "The action '1.10', which now reads 1.1.",
    "Format the cell as Text, then type it again.",
)
READ_AS_BLANK = Code(
    "PK-310",
    Severity.NOTE,
    "Read as blank",
    "A dash, n/a, nil or None in a cell that may be blank is read as a blank cell.",
    "'n/a' as the link of an action.",
    "Nothing to do, unless the word was meant to be printed.",
)
DAY_OR_MONTH = Code(
    "PK-311",
    Severity.NOTE,
    "A date whose day and month could be swapped",
    "The date is typed as text in figures, and both figures could be a month. It is read day "
    "first, as in England.",
    "'03/04/2026', read as 3 April 2026.",
    "If it is the other way round, type the date with the month in words.",
)
NOT_A_LINK = Code(
    "PK-312",
    Severity.ERROR,
    "Not a web address",
    "A link begins with https:// or http://, or with mailto: for an e-mail address. Anything else "
    "would not open for a reader of the paper.",
    "'S:\\Public Health\\plan.docx'.",
    "Type the whole address, such as https://www.example.org/plan, or leave the cell blank.",
)
NO_KEY = Code(
    "PK-313",
    Severity.ERROR,
    "A row without its reference",
    "The row holds text, but not the reference by which papers and other sheets name it.",
    "An action without a reference.",
    "Give the row a reference of its own, or clear the row.",
)
TIME_LEFT_OUT = Code(
    "PK-314",
    Severity.NOTE,
    "A time of day was left out",
    "The cell holds a date with a time of day. Papers speak of days.",
    "16 July 2026 14:30.",
    "Nothing to do, unless the time matters: then write it in a text column.",
)
OTHER_WEEKDAY = Code(
    "PK-315",
    Severity.NOTE,
    "A weekday that does not fit its date",
    "The date was read by its day, month and year. One of them, or the weekday, is a slip.",
    "'Friday 16 July 2026', which is a Thursday.",
    "Look the date up, and correct the weekday or the date.",
)
NEAR_FIGURE = Code(
    "PK-316",
    Severity.ERROR,
    "A figure that cannot be read",
    "The cell takes a plain figure, or words in place of one. What stands there is nearly a "
    "figure; as words it would be printed, but neither rated nor compared.",
    "'12,00', '1 200', '£1.2m', '5*' or 'at least 90' as the value of a reading.",
    "Type the figure alone.",
)
FIGURE_IN_WORDS = Code(
    "PK-317",
    Severity.NOTE,
    "Words with a figure in them, in place of a figure",
    "The words are printed as typed, and neither rated nor compared. A figure held back because "
    "it is small, such as <5, is told here too.",
    "'<5', or '3 of 4 plans in place', as the value of a reading.",
    "Nothing to do if the words are meant; otherwise type the figure alone.",
)
LONG_TEXT = Code(
    "PK-318",
    Severity.NOTE,
    "A very long text in one cell",
    "Texts of 4,000 characters and more are printed whole; in a table they fill pages.",
    "The corrective action of 6,200 characters.",
    "Shorten it, or move the detail to a document that the paper links to.",
)
PASTED = Code(
    "PK-319",
    Severity.NOTE,
    "Bullets or tabs pasted from another program",
    "Bullets and tabs pasted from Word come as characters. They are printed as such, not as a "
    "list or as columns.",
    "A cell whose lines begin with '•'.",
    "Look at it in the paper; take the marks out and use a sentence or a line for each point.",
)
DIRECTION_MARKS = Code(
    "PK-322",
    Severity.NOTE,
    "Marks that turn the direction of writing",
    "Such marks make words read in another order than they are stored. They are rare outside of "
    "Arabic and Hebrew, and can come with text copied from a web page.",
    "A name copied from a web page with an invisible mark in it.",
    "Type the text again, unless it is in a language written from right to left.",
)
UNKNOWN_REFERENCE = Code(
    "PK-320",
    Severity.ERROR,
    "A reference to nothing",
    "The cell names a row of another sheet, and no row there has that reference.",
    "An action under outcome 2.7, where the outcomes end at 2.5.",
    "Type the reference as it stands on the other sheet.",
)
DUPLICATE_KEY = Code(
    "PK-321",
    Severity.ERROR,
    "The same reference twice",
    "Two rows of a sheet have the same reference, so that neither can be named.",
    "Two actions called 1.4.",
    "Give one of the two another reference, or delete the row that is there twice.",
)
