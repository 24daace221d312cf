"""What can be wrong with a file of Fingertips, and with what a project wants of it."""

from paperkit.findings import Code, Severity

WINDOWS_LETTERS = Code(
    "PK-920",
    Severity.NOTE,
    "A file of Fingertips that Excel has saved",
    "Fingertips keeps letters as UTF-8. A file opened and saved in Excel can also have lost zeros "
    "and turned periods into dates.",
    "A CSV file in which 'Côte' is kept as Windows does.",
    "Use the file as it was downloaded, or compare a few figures with it.",
)
NOT_A_PERIOD = Code(
    "PK-921",
    Severity.ERROR,
    "A period of Fingertips that papers do not know",
    "Papers know months, quarters of the year from April, years from April, calendar years, and "
    "several calendar years together. The figures were left out.",
    "'2019/20 - 21/22', which are three years from April together.",
    "Type these figures by hand, with a period that papers know.",
)
NO_VALUE = Code(
    "PK-922",
    Severity.NOTE,
    "A row of Fingertips without a value",
    "The cell is empty, which is not 0: the value was held back or could not be worked out. The "
    "row was left out.",
    "A row with an empty value and the note 'Value suppressed for disclosure control'.",
    "Nothing to do, unless the paper should say why: then type a word as the reading's value.",
)
NOT_A_VALUE = Code(
    "PK-923",
    Severity.ERROR,
    "A value of Fingertips that is no number",
    "The row was left out.",
    "'=1+1', or '12,5'.",
    "Use the file as it was downloaded.",
)
UNKNOWN_COMPARISON = Code(
    "PK-924",
    Severity.NOTE,
    "A comparison in words that paperkit does not know",
    "Fingertips says Better, Similar, Worse, Higher, Lower or Not compared; some indicators have "
    "other words, such as quintiles. The words are kept as they stand.",
    "'Lowest quintile'.",
    "Look whether the words can be understood in a paper.",
)
DIFFERS = Code(
    "PK-925",
    Severity.ERROR,
    "A figure that differs from the one that you have",
    "The project has another figure for the same indicator, area and period. Fingertips revises "
    "figures; paperkit does not choose between the two, and left the new one out.",
    "14.2 in the file, and 14.5 on the sheet Readings.",
    "If the new figure is right, type it in the place named.",
)
TWO_VALUES = Code(
    "PK-926",
    Severity.ERROR,
    "Two values for one area and period",
    "Fingertips repeats an area under each area above it, with equal values. Here they differ, and "
    "both were left out.",
    "England's 13.9 and 14.1 for 2023.",
    "Download the file again.",
)
SEVERAL = Code(
    "PK-927",
    Severity.ERROR,
    "Rows for several ages",
    "The settings do not say which of them is meant, so none was taken.",
    "Indicator 92443 for '18+ yrs' and '18-64 yrs'.",
    "Type the age under 'fingertips' in paperkit.yaml.",
)
NOT_IN_FILE = Code(
    "PK-928",
    Severity.NOTE,
    "An indicator of the settings that the file does not have",
    "No row of the file has this number, sex and age for your area.",
    "Indicator 92443 for Persons, in a file of other indicators.",
    "Nothing to do if it comes in another file; otherwise look at its number, sex and age.",
)
UNKNOWN_INDICATOR = Code(
    "PK-929",
    Severity.ERROR,
    "An indicator of the settings that the Board does not have",
    "The settings name an indicator that is not on the sheet Indicators, so nothing was taken.",
    "PI 99, where the indicators end at PI 24.",
    "Type the reference as it stands on the sheet Indicators.",
)
LONG_FIGURES = Code(
    "PK-930",
    Severity.NOTE,
    "Unrounded figures, and no decimal places",
    "Fingertips gives figures unrounded. They are kept as given, and papers would print them so.",
    "14.2380952380952 for an indicator whose decimal places are blank.",
    "Type how many are printed under 'Decimal places' on the sheet Indicators.",
)
NOTE_ON_BENCHMARK = Code(
    "PK-931",
    Severity.NOTE,
    "A note on a benchmark's value",
    "The sheet Benchmarks has no column for it, so it was not taken over.",
    "England's figure for 2022/23 with the note 'Aggregated from all known values'.",
    "Look whether it matters; if so, say it in the note of your own reading.",
)
AREA_NOT_IN_FILE = Code(
    "PK-932",
    Severity.ERROR,
    "An area that the file does not have",
    "The settings name your area or one to compare with, and no row of the file is of it.",
    "'Northmere', in a file in which the areas are regions.",
    "Type the area as the file spells it, or its code; or download the file for your area.",
)
