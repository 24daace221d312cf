"""What can be wrong with a template: told by the words that stand around it in Word."""

from paperkit.findings import Code, Severity

UNKNOWN_NAME = Code(
    "PK-601",
    Severity.ERROR,
    "A tag asks for something that papers do not have",
    "A misspelt tag would print nothing. So each name in a template is compared with what a paper "
    "holds before anything is filled in.",
    "'{{ header.tilte }}' instead of '{{ header.title }}'.",
    "Correct the name in the Word file.",
)
UNMATCHED = Code(
    "PK-602",
    Severity.ERROR,
    "A tag that is not closed, or closed by another kind",
    "A part that begins with {%p for … %} ends with {%p endfor %}, one that begins with "
    "{%tr for … %} ends with {%tr endfor %}; otherwise rows or paragraphs would be lost.",
    "'{%tr for row in actions.rows %}' closed by '{% endfor %}'.",
    "Close the part with the same kind of tag that opens it.",
)
NOT_ALONE = Code(
    "PK-603",
    Severity.ERROR,
    "Text beside a tag that must stand alone",
    "A paragraph with a {%p … %} tag, and a row with a {%tr … %} tag, go away whole when the paper "
    "is made; words beside the tag would go with them.",
    "'Actions {%p if actions.rows %}' in one paragraph.",
    "Put the tag in a paragraph, or a row, of its own.",
)
OUTSIDE_THE_SET = Code(
    "PK-604",
    Severity.ERROR,
    "A tag that paperkit does not use",
    "Templates print values, repeat parts and leave parts out. Calculations, calls and filters "
    "belong in paperkit, where they are tested.",
    "'{{ actions.rows | length }}'.",
    "Take the tag out, or use one of the names in the reference.",
)
LONG_TEXT_NOT_ALONE = Code(
    "PK-605",
    Severity.ERROR,
    "Long text beside other text",
    "A section's text can be many paragraphs. Its tag stands alone in a paragraph, whose style "
    "each of them takes.",
    "'Background: {{ section.introduction }}'.",
    "Put the tag in a paragraph of its own.",
)
NOT_PRINTABLE = Code(
    "PK-606",
    Severity.ERROR,
    "A tag that names a group of things",
    "Only a text can be printed. A group has parts that can be printed, a list is repeated with "
    "a for tag, and yes or no serves an if tag.",
    "'{{ header }}'.",
    "Name the part that is to be printed, such as {{ header.title }}.",
)
DIRECT_NUMBERING = Code(
    "PK-607",
    Severity.ERROR,
    "A number that does not come from a style",
    "Word's list button numbers one paragraph by hand. Such numbers do not run on with those of "
    "the styles, and go wrong as soon as a paragraph is added.",
    "A paragraph made a numbered one with the list button.",
    "Remove the numbering from the paragraph and give it a numbered style.",
)
STYLE_LACKING = Code(
    "PK-608",
    Severity.ERROR,
    "A style that papers need is not there",
    "Paperkit marks missing text and links with styles of the template, and never with a look of "
    "its own.",
    "A template without the character style 'Gap'.",
    "Add the style in Word, or begin from a copy of the template that came with paperkit.",
)
HOLDS_PROGRAM = Code(
    "PK-609",
    Severity.ERROR,
    "A program inside a template",
    "Macros, controls and objects of other programs would travel into every paper, and could run "
    "on the computer of whoever opens it.",
    "A template saved as .docm, or with a spreadsheet embedded in it.",
    "Save it in Word as 'Word Document (*.docx)', and put a picture in place of an object.",
)
LEADS_OUTSIDE = Code(
    "PK-610",
    Severity.ERROR,
    "A template that fetches something",
    "Word fetches linked pictures and attached templates from where they lie, and so tells a "
    "stranger who opens a paper. Links that a reader clicks may lead to web and e-mail addresses.",
    "A picture that is linked to a website instead of inserted.",
    "Insert the picture itself, detach the template (Developer, Document Template), or correct "
    "the link.",
)
UNKNOWN_FIELD = Code(
    "PK-611",
    Severity.ERROR,
    "A field that papers do not use",
    "Fields can fetch files or start programs when a paper is opened. Page numbers, contents "
    "lists, references, links and the paper's own properties are known to be harmless.",
    "An INCLUDETEXT field, which takes its words from another file.",
    "Click the field in Word, press Ctrl+Shift+F9 to make it plain text, and save.",
)
TRACKED_CHANGE = Code(
    "PK-612",
    Severity.ERROR,
    "A tracked change in a template",
    "Each paper would show the change, with the name of whoever made it.",
    "A heading that somebody changed while Track Changes was on.",
    "In Word choose Review, Accept All Changes and Stop Tracking, and save.",
)
CONTENTS_NOT_ALONE = Code(
    "PK-980",
    Severity.ERROR,
    "A contents list beside other text",
    "A contents list has an entry for each heading that stands after it, a paragraph each. Its tag "
    "stands alone in a paragraph of the text.",
    "'Contents: {{ contents }}'.",
    "Put the tag in a paragraph of its own, in the text and not in a header or a footer.",
)
CODES = (
    UNKNOWN_NAME,
    UNMATCHED,
    NOT_ALONE,
    OUTSIDE_THE_SET,
    LONG_TEXT_NOT_ALONE,
    NOT_PRINTABLE,
    DIRECT_NUMBERING,
    STYLE_LACKING,
    HOLDS_PROGRAM,
    LEADS_OUTSIDE,
    UNKNOWN_FIELD,
    TRACKED_CHANGE,
    CONTENTS_NOT_ALONE,
)
