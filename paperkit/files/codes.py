"""What can be wrong with a file, a sheet, a heading, or a cell that holds no plain value.

A file that cannot be read at all is no finding: it is a ``ReadError``. The numbers follow the
stage: 1xx a file, 2xx sheets and headings, 33x and 34x cells as the file keeps them.
"""

from paperkit.findings import Code, Severity

MACROS = Code(
    "PK-101",
    Severity.NOTE,
    "The workbook holds macros",
    "Macros are programs inside a workbook. Paperkit reads the cells and never runs a macro.",
    "A workbook saved as .xlsm.",
    "Nothing to do, unless a macro should have changed the figures: then run it in Excel and save.",
)
OUTSIDE_LINKS = Code(
    "PK-102",
    Severity.NOTE,
    "The workbook takes values from another file",
    "Some formulas point at other workbooks. Paperkit takes the values that Excel stored last.",
    "='[Budget.xlsx]Sheet1'!B4 in a cell.",
    "Open the workbook in Excel, press Update links, and save, if the values may be old.",
)
NOT_ALL_CHECKED = Code(
    "PK-103",
    Severity.NOTE,
    "A type of file of which less can be checked",
    "Values of .ods, .xls and .xlsb files are read, but not all that Excel or LibreOffice shows "
    "with them. What cannot be checked is named.",
    "A workbook saved as .xls, of which paperkit cannot see what is crossed out.",
    "Save it as an Excel workbook (.xlsx), so that everything is checked.",
)
COMMENT_IN_LINE = Code(
    "PK-110",
    Severity.NOTE,
    "Words after # were not read",
    "In YAML a space and # begin a comment, which lasts to the end of the line.",
    "'title: Progress on action #4', where '#4' would not be read.",
    "Put the whole value in quotation marks if these words belong to it.",
)
NO_TABLE = Code(
    "PK-201",
    Severity.ERROR,
    "Nothing that paperkit knows",
    "The file holds no sheet or table of the Board's data, so there is nothing to make papers of.",
    "A new workbook with an empty Sheet1.",
    "Choose the workbook that 'paperkit new' made, or give the sheets the names listed here.",
)
UNKNOWN_SHEETS = Code(
    "PK-202",
    Severity.NOTE,
    "Sheets that paperkit does not know",
    "A workbook may hold other sheets. They are left alone and named once.",
    "A sheet 'Budget' beside the sheet 'Actions'.",
    "Nothing to do, unless one of them should be read: then give it the name paperkit knows.",
)
SHEET_READ_AS = Code(
    "PK-203",
    Severity.NOTE,
    "A sheet was read under another name",
    "Programs add to the name of a sheet when they copy or export it.",
    "'Actions (2)' or 'Actions - Table 1', read as Actions.",
    "Nothing to do, unless it is an old copy: then delete the sheet.",
)
TWO_SHEETS = Code(
    "PK-204",
    Severity.ERROR,
    "Two sheets for one table",
    "Paperkit cannot know which of two sheets holds the rows that count.",
    "'Actions' and 'Actions (2)' in one workbook.",
    "Delete or rename the sheet that should not be read.",
)
UNKNOWN_TABLE = Code(
    "PK-205",
    Severity.ERROR,
    "A name that is nearly a table's, or none",
    "A misspelt name would leave a whole table out of the papers without a word.",
    "A sheet 'Actoins', or 'actoins:' in a YAML file.",
    "Correct the name, or rename it clearly if it is something else.",
)
HIDDEN_SHEET = Code(
    "PK-206",
    Severity.NOTE,
    "A hidden sheet was read",
    "A sheet that is hidden in Excel is read like any other.",
    "A hidden sheet 'Readings'.",
    "Show the sheet and look at it, or rename it if it should not be read.",
)
TABLE_SHAPE = Code(
    "PK-207",
    Severity.ERROR,
    "A table that is no list of rows",
    "In YAML a table is a list: each row begins with a dash and holds keys with their values.",
    "'actions:' followed by one row without a dash.",
    "Begin each row with a dash and a space, and line up its other keys under the first.",
)
ROW_SHAPE = Code(
    "PK-208",
    Severity.ERROR,
    "A row that is no group of keys",
    "In YAML each row of a table holds keys with their values.",
    "'- Open the hub' in the list of actions.",
    "Write the row as keys and values, such as 'reference: 1.1'.",
)
NO_HEADINGS = Code(
    "PK-210",
    Severity.ERROR,
    "Headings that cannot be found",
    "Paperkit looks in the first 30 rows for the headings that it knows and found too few.",
    "A sheet 'Actions' whose headings are 'Column1' and 'Column2'.",
    "Give the columns these headings, or add your own under 'aliases' in the settings.",
)
HEADINGS_BELOW = Code(
    "PK-211",
    Severity.NOTE,
    "Headings below the first row",
    "The rows above the headings are left alone.",
    "A title in row 1 and the headings in row 4.",
    "Nothing to do, unless a row above the headings should be read: then move it below them.",
)
UNKNOWN_COLUMNS = Code(
    "PK-212",
    Severity.NOTE,
    "Columns that paperkit does not know",
    "Your own columns may stand beside paperkit's. They are left alone and named once.",
    "A column 'Budget code' on the sheet Actions.",
    "Nothing to do, unless one of them should be read: then give it the heading paperkit knows.",
)
TWO_COLUMNS = Code(
    "PK-213",
    Severity.ERROR,
    "Two columns for one heading",
    "Paperkit cannot know which of two columns counts.",
    "'Deadline' in column C and 'Due date' in column F.",
    "Delete one of the two columns, or give it another heading.",
)
UNKNOWN_ALIAS = Code(
    "PK-214",
    Severity.ERROR,
    "An alias for a heading that does not exist",
    "The settings say that one of your headings means one of paperkit's, which has no such one.",
    "'Officer: Reporting laed' under 'aliases' in the settings.",
    "Correct the heading under 'aliases' in the settings.",
)
UNKNOWN_ALIAS_SHEET = Code(
    "PK-215",
    Severity.ERROR,
    "Aliases for a sheet that does not exist",
    "The settings give headings of your own for a sheet that paperkit does not know, so they "
    "would do nothing.",
    "'Actoins:' under 'aliases' in the settings.",
    "Correct the name of the sheet under 'aliases' in the settings.",
)
UNUSED_ALIAS = Code(
    "PK-216",
    Severity.NOTE,
    "An alias for a heading that the sheet does not have",
    "The settings say what one of your headings means, and the sheet has neither that heading "
    "nor paperkit's.",
    "'Officer: Reporting lead' under 'aliases', and a sheet without a column Officer.",
    "Correct the heading under 'aliases' in the settings, or take the line out.",
)
ASKED_COLUMN_GONE = Code(
    "PK-217",
    Severity.ERROR,
    "A form without a column that was sent out",
    "A column that was to be filled in was deleted, or has another heading now. What was typed "
    "under the new heading would be lost.",
    "'Reasons for escalation', renamed 'Why?'.",
    "Put the column back with its heading as it was sent out, and the answers under it.",
)
ROW_LEFT_OUT = Code(
    "PK-230",
    Severity.NOTE,
    "A total or note under the table was left out",
    "Below the last row with a reference, a row that begins with Total, Note or Source is no "
    "row of the table.",
    "'Total' in the row under the last action.",
    "Nothing to do, unless it is a row of the table: then give it a reference.",
)
HIDDEN_ROWS = Code(
    "PK-231",
    Severity.NOTE,
    "Hidden rows were read",
    "Rows that are hidden, or filtered out, are read like any other.",
    "Rows 9 to 12 hidden by a filter.",
    "Show the rows and look at them; delete those that should not be read.",
)
CELL_COMMENTS = Code(
    "PK-232",
    Severity.NOTE,
    "Comments do not go into papers",
    "Comments and notes on cells are not part of the cell's text.",
    "A comment 'check with Finance' on G8.",
    "Type into the cell whatever a paper should say.",
)
HIDDEN_COLUMNS = Code(
    "PK-233",
    Severity.NOTE,
    "Hidden columns were read",
    "Columns that are hidden are read like any other.",
    "The column Corrective action, hidden to make the sheet narrower.",
    "Show the columns and look at them; delete what should not be read.",
)
BLANK_ROWS = Code(
    "PK-234",
    Severity.NOTE,
    "Blank rows inside a table",
    "Rows below a blank row are read. Excel's own sorting and filtering stops at one.",
    "Row 15 blank, with rows 16 to 18 below it.",
    "Nothing to do, unless the rows below should not be read: then delete them.",
)
ERROR_VALUE = Code(
    "PK-330",
    Severity.ERROR,
    "A cell that shows an Excel error",
    "A formula in the cell could not be worked out, so the cell holds no value.",
    "'#REF!' as the value of a reading.",
    "Correct the formula, or type the value.",
)
NOT_CALCULATED = Code(
    "PK-331",
    Severity.ERROR,
    "A formula without a stored result",
    "Paperkit reads the results that Excel keeps in the file. A program other than Excel may "
    "have saved the formula without one.",
    "'=B4*100' in a workbook that a script has written.",
    "Open the workbook in Excel and press Save, or type the value.",
)
DATE_AS_NUMBER = Code(
    "PK-332",
    Severity.ERROR,
    "A date that Excel shows as a number",
    "Excel keeps dates as numbers of days. Without a date format the number alone is there, and "
    "it might be something else.",
    "46219, which would be 16 July 2026.",
    "Format the cell as a date, or type the date with its month in words.",
)
CROSSED_OUT = Code(
    "PK-333",
    Severity.ERROR,
    "Text that is crossed out",
    "Excel keeps crossed-out words in the cell, and a paper would print them as if they stood.",
    "'subject to funding', crossed out in the corrective action.",
    "Delete the crossed-out words, or take the line through them away.",
)
COLOUR_ALONE = Code(
    "PK-334",
    Severity.ERROR,
    "A colour without a word",
    "A colour is no answer: it cannot be read aloud, and its meaning differs between councils.",
    "A state shown by a red cell that is otherwise blank.",
    "Choose a word from the drop-down list, or take the colour away.",
)
MERGED = Code(
    "PK-335",
    Severity.ERROR,
    "Merged cells",
    "Excel keeps the text of merged cells in the first of them only; the others are blank.",
    "B7:B9 merged, so that rows 8 and 9 have no action.",
    "Unmerge the cells and type the text into each row that it belongs to.",
)
COLOUR_DISAGREES = Code(
    "PK-336",
    Severity.NOTE,
    "A word in another word's colour",
    "The colour says one thing and the word another. Papers print the word.",
    "'On course' in a cell as red as those that say 'At risk'.",
    "Correct the word, or the colour.",
)
CUT_BY_EXCEL = Code(
    "PK-337",
    Severity.ERROR,
    "A cell that is full",
    "An Excel cell holds 32,767 characters. What was pasted beyond is lost without a word.",
    "A report pasted into one cell.",
    "Look at the end of the text; part it over two rows, or move the detail to a document.",
)
DATES_SWAPPED = Code(
    "PK-338",
    Severity.NOTE,
    "Dates that may have day and month swapped",
    "A program set to American dates takes 03/04/2026 for 4 March, and leaves 16/07/2026 as text. "
    "A column with both is the trace of it.",
    "'16/07/2026' as text, among dates of which none is after the 12th.",
    "Compare the dates with where they came from, and type them with the month in words.",
)
CELL_SHAPE = Code(
    "PK-340",
    Severity.ERROR,
    "Several values where one belongs",
    "Only some columns take a list, and none takes keys of its own.",
    "Two dates in a list under 'review_date'.",
    "Give one value.",
)
