"""What can be wrong with the marks in long text."""

from paperkit.findings import Code, Severity

UNCLOSED = Code(
    "PK-720",
    Severity.ERROR,
    "A mark that is not closed",
    "Two asterisks begin bold words and two end them, and so do two underlines. Where one pair is "
    "missing, paperkit cannot know which words are meant, and the marks would be printed.",
    "'The Board **agreed the plan.'",
    "Put the same marks before and after the words, or take them out.",
)
LINK = Code(
    "PK-721",
    Severity.ERROR,
    "A link that cannot be followed",
    "A link is [words](address), and the address begins with https://, http:// or mailto:. "
    "Anything else in its place would be printed with its brackets.",
    "'[the plan](www.example.org)'.",
    "Give the whole address after the words, such as [the plan](https://www.example.org/plan).",
)
NO_TARGET = Code(
    "PK-722",
    Severity.ERROR,
    "A reference to nothing",
    "[paragraph](#name) prints the number of the paragraph that ends in {#name}. No paragraph, "
    "list item, subheading or table of the paper has that name.",
    "'[paragraph](#workforce)' where no paragraph ends in {#workforce}.",
    "Add the name at the end of the paragraph that is meant, or correct it here.",
)
LABEL = Code(
    "PK-723",
    Severity.ERROR,
    "A name of a paragraph that cannot be used",
    "The name in {#name} stands once in a paper, at the very end of a paragraph, list item, "
    "subheading or table's caption. It begins with a letter, and has letters, figures and hyphens.",
    "Two paragraphs that both end in {#workforce}.",
    "Give each its own name, such as {#workforce-2}, at its end.",
)
HEADING = Code(
    "PK-724",
    Severity.ERROR,
    "A heading that papers do not have here",
    "The kind of paper gives the headings of its sections. Within a section there is one sort of "
    "subheading: three number signs, a space and the words, on a line of their own.",
    "'## Background'.",
    "Begin the line with ### and a space, or take the signs out.",
)
NESTING = Code(
    "PK-725",
    Severity.ERROR,
    "A list inside a list that cannot be set",
    "Lists nest three deep: (1), then a), then (i). Bullets nest two deep. No house has a style "
    "for more, and no reader follows it.",
    "A bullet inside a bullet inside a bullet.",
    "Make the list flatter, or give the inner points a paragraph of their own.",
)
TABLE = Code(
    "PK-726",
    Severity.ERROR,
    "A table whose rows do not fit",
    "The first row of a table holds its headings, the second a line of dashes for each column, "
    "and every row has as many cells, parted by |. Otherwise words would stand under a wrong "
    "heading.",
    "A row of two cells in a table of three columns.",
    "Give each row as many cells as the first; leave a cell blank where there is nothing.",
)
NOTE = Code(
    "PK-727",
    Severity.ERROR,
    "A note without its mark, or a mark without its note",
    "[^1] in the text sets a note at the foot of the page. Its words stand in the same cell, on a "
    "line that begins with [^1]: and a space. Each mark has one note.",
    "'[^2]' in a text that has no line '[^2]: …'.",
    "Add the missing line or the missing mark, or correct the number.",
)
LONG = Code(
    "PK-728",
    Severity.NOTE,
    "A very long paragraph",
    "A paragraph of more than 500 words fills a page and has one number for all of it.",
    "A whole report typed without a blank line.",
    "Leave a line blank where a new paragraph should begin.",
)
LIKE_A_LIST = Code(
    "PK-729",
    Severity.NOTE,
    "Lines that look like a list",
    "Lists begin with (1), a), (i) or a hyphen, and a space. Other signs are printed as typed, in "
    "one paragraph, without the look of a list.",
    "Two lines that begin with '1.' and '2.'.",
    "Where a list is meant, begin its lines with (1), a), (i) or a hyphen.",
)
SKIPS = Code(
    "PK-730",
    Severity.NOTE,
    "A list that skips a number",
    "Lists are printed with the numbers that were typed.",
    "A list that goes from (2) to (4).",
    "Look whether an item is missing, or correct the numbers.",
)
FOREIGN = Code(
    "PK-731",
    Severity.NOTE,
    "Marks of another program",
    "Tags of web pages, and marks that other programs show as code, quotations or lines, mean "
    "nothing here. They are printed as typed.",
    "'first line<br>second line'.",
    "Take the marks out.",
)
