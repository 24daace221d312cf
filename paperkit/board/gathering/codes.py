"""What can be wrong with what came back, beside what is wrong with a cell as such.

An error keeps a whole form back. A gap stands beside what was taken: somebody has to answer it.
"""

from paperkit.findings import Code, Severity

UNREAD_FORM = Code(
    "PK-830",
    Severity.ERROR,
    "A file in the folder that cannot be read",
    "The folder of returned forms holds a workbook that cannot be opened. The other forms are "
    "taken without it.",
    "A form with a password, or cut off while it was sent.",
    "Ask for the form again, or take the file out of the folder.",
)
NO_ABOUT = Code(
    "PK-831",
    Severity.ERROR,
    "A workbook that does not say what it is",
    "Each form says under 'About this file' on its first sheet for which meeting and whom it is. "
    "Without that, paperkit cannot know to which round the answers belong.",
    "A form whose sheet 'Please read' was deleted.",
    "Copy the sheet 'Please read' from the form as it was issued, or ask for the form again.",
)
OTHER_COUNCIL = Code(
    "PK-832",
    Severity.ERROR,
    "A form of another council",
    "The form says that another council asked for it, so its references may mean other actions.",
    "A form of the neighbouring council, saved in the same folder.",
    "Take the file out of the folder.",
)
OTHER_ROUND = Code(
    "PK-833",
    Severity.ERROR,
    "A form of a round that is not there",
    "The log holds the rounds that were issued. This form is of none of them.",
    "A form for a priority or a meeting of another project.",
    "Take the file out of the folder, or issue the round first with 'paperkit forms issue'.",
)
LAST_ROUND = Code(
    "PK-834",
    Severity.ERROR,
    "A form of an earlier round",
    "A later round has been issued for the same priority, and the form is of the one before it.",
    "The form of March, returned in July.",
    "Ask for the form of this round; or name the earlier meeting with --meeting to take it late.",
)
SHEET_GONE = Code(
    "PK-835",
    Severity.ERROR,
    "A form without its sheet of answers",
    "None of the sheets has the name or the headings of the sheet that was sent to be filled in.",
    "A form of which only 'Please read' is left.",
    "Ask for the form again, whole.",
)
TWICE = Code(
    "PK-836",
    Severity.ERROR,
    "Two forms of one person that differ",
    "Paperkit cannot know which of two forms is meant.",
    "'Jo Lee.xlsx' and 'Jo Lee (2).xlsx', with different ratings.",
    "Keep the one that is meant in the folder, and move the other away.",
)
TWICE_ALIKE = Code(
    "PK-837",
    Severity.NOTE,
    "A form that is there twice",
    "Two files of one person hold the same answers, or one of them was gathered before. The "
    "answers count once.",
    "'Jo Lee.xlsx' and 'Jo Lee (2).xlsx', the same.",
    "Nothing to do; you may delete one of them.",
)
NOT_IN_PLAN = Code(
    "PK-838",
    Severity.ERROR,
    "An action that is not in the plan",
    "The row names an action that the sheet Actions does not have, so nobody would see its answer.",
    "'9.9', typed into a row that the lead has added.",
    "Correct the reference, or delete the row; a new action is first put on the sheet Actions.",
)
NOT_ASKED = Code(
    "PK-839",
    Severity.ERROR,
    "An action that this round did not ask about",
    "The action is in the plan, but not among those that the round asked about: it is another "
    "priority's, or it was closed.",
    "An action of another priority, copied into the form.",
    "Delete the row, or answer in the form of the action's own round.",
)
NO_REFERENCE = Code(
    "PK-840",
    Severity.ERROR,
    "An answer without a reference",
    "The row has answers, but no reference, and its words are none of the plan's.",
    "A row added below the others.",
    "Type the action's reference, or delete the row.",
)
BY_WORDING = Code(
    "PK-841",
    Severity.NOTE,
    "A row known by its words",
    "The reference is blank, but the words are exactly those of one action.",
    "A row whose reference was deleted by accident.",
    "Nothing to do, unless another action is meant: then type its reference.",
)
OTHER_LEADS_ROW = Code(
    "PK-842",
    Severity.GAP,
    "A row of another lead's form",
    "Another lead reports on the action. The row may have been copied, or the lead may have "
    "changed.",
    "A row of Sam Cole's, in the form of Jo Lee.",
    "Gather again with --accept to take it, or correct the reporting lead on the sheet Actions.",
)
ROW_TWICE = Code(
    "PK-843",
    Severity.ERROR,
    "One action twice in a form",
    "Paperkit cannot know which of two rows is meant.",
    "Action 1.2 in row 3 and again in row 9.",
    "Delete the row that does not count.",
)
NOT_IN_SCALE = Code(
    "PK-844",
    Severity.ERROR,
    "A rating that is no word of the scale",
    "A rating is one word of the council's scale. Paperkit does not guess which one was meant.",
    "'Amber/Green'.",
    "Choose one word from the drop-down list.",
)
NO_RATING = Code(
    "PK-845",
    Severity.ERROR,
    "Answers without a rating",
    "The row says something of the action, but not how it is rated.",
    "Reasons for escalation, with the rating left blank.",
    "Choose a rating from the drop-down list.",
)
NO_REASONS = Code(
    "PK-846",
    Severity.ERROR,
    "A rating that is not explained",
    "An action that is not on track needs the reasons and the action to control the risk "
    "(seed H 3.10).",
    "Amber, with the reasons left blank.",
    "Type what is missing, or ask the lead for it.",
)
UNFLAGGED = Code(
    "PK-847",
    Severity.GAP,
    "Text on the best rating",
    "On the best rating no text is needed unless progress is exceptional, and the form does not "
    "say whether it is. The text is kept.",
    "Green, with reasons, and 'Exceptional progress?' left blank.",
    "Ask the lead once: is this exceptional progress? Then choose a word under that heading.",
)
KNOWN_CHANGED = Code(
    "PK-848",
    Severity.GAP,
    "What was filled in beforehand came back changed",
    "The plan says one thing and the form another. The answers were taken, with what the plan "
    "says.",
    "The target '90%' came back as '85%'.",
    "Gather again with --accept to take it into the log; change the plan on its own sheet.",
)
NO_ROW = Code(
    "PK-849",
    Severity.GAP,
    "What was asked for has no row",
    "A round asks about every action (seed H 3.6), and the form has no row for this one.",
    "Action 1.4, whose row was deleted.",
    "Ask the lead for the missing row.",
)
NOT_ANSWERED = Code(
    "PK-850",
    Severity.GAP,
    "What was asked for has no answer",
    "The row is there, and nothing was filled in.",
    "Action 1.4, with its rating left blank.",
    "Ask the lead to fill in the row.",
)
DISAGREE = Code(
    "PK-851",
    Severity.ERROR,
    "Two answers to one question",
    "Two files answer the same question differently, and paperkit cannot know which one counts.",
    "Action 1.2 is Green in one form and Amber in another.",
    "Ask both who sent them which answer counts, and correct or take out the other one.",
)
CHANGED_SINCE = Code(
    "PK-852",
    Severity.GAP,
    "An answer that has changed since it was gathered",
    "The log keeps the answer that came first. Another one is taken as a correction, with why.",
    "Green when it was gathered, and now Amber.",
    "Gather again with --because and the reason, or take the file out of the folder.",
)
REFUSED = Code(
    "PK-853",
    Severity.ERROR,
    "Nothing of a form was taken",
    "A form with an error is taken whole once it is put right, and not in part before.",
    "A form with nine good rows and one rating that is no word of the scale.",
    "Put right what is told of this file, and gather again.",
)
TWO_LINKS = Code(
    "PK-854",
    Severity.NOTE,
    "Two links for one action",
    "The column for links holds one address and the words of the row another. The column's counts.",
    "A link typed under Link, and another behind the action's words.",
    "Nothing to do, unless the other one is meant: then put it into the column.",
)
NO_RETURN = Code(
    "PK-855",
    Severity.ERROR,
    "Words on a return that is not there",
    "A sponsor's view and a decision on a request belong to a lead's return, and the log has none.",
    "A sponsor's view on action 1.4, of which no return came in.",
    "Gather the lead's return first, or take the row out.",
)
MODERATED_UNEXPLAINED = Code(
    "PK-856",
    Severity.ERROR,
    "A rating changed by the sponsor without a why",
    "The lead's rating is kept beside the sponsor's, and the Board sees why it was changed.",
    "Amber in place of Green, with 'Why' left blank.",
    "Type why the rating was changed.",
)
VIEW_CONTRADICTS = Code(
    "PK-857",
    Severity.ERROR,
    "A sponsor who agrees, and gives another rating",
    "The row says that the sponsor agrees with the lead's rating, and names another one.",
    "'Agreed', with Amber in place of Green.",
    "Choose Challenged, or take the other rating out.",
)
NO_VIEW = Code(
    "PK-858",
    Severity.GAP,
    "No view of the sponsor's",
    "The sponsor was asked about the return, and the row says neither Agreed nor Challenged.",
    "A row of the sponsor's form that was left blank.",
    "Ask the sponsor to choose a word.",
)
OTHERWISE_IN_DATA = Code(
    "PK-859",
    Severity.GAP,
    "An answer that differs from the project's own data",
    "The project's data answer the same question already, and otherwise. Paperkit never changes "
    "a file of yours.",
    "The workbook says 54% for Q1 2026/27, and the form 55%.",
    "Correct the cell in the project's data, or take the row out of the form.",
)
NO_REQUEST = Code(
    "PK-861",
    Severity.ERROR,
    "A decision on a request that is not there",
    "The sheet Requests decides what becomes of a lead's request, and the lead's return asks for "
    "nothing.",
    "A recommendation on action 1.3, whose return has no request.",
    "Correct the reference, or take the row out.",
)
OTHER_VERSION = Code(
    "PK-862",
    Severity.ERROR,
    "A form made by another version of paperkit",
    "What a form holds may change with a new version, and this one is not known here.",
    "A form of version 2, gathered by a paperkit that knows version 1.",
    "Gather it with the paperkit that issued it, or issue the form again.",
)
NO_ROUND = Code(
    "PK-863",
    Severity.ERROR,
    "A row of a round that was not issued",
    "What is gathered belongs to a round, and the log holds none for this action and meeting.",
    "A return for 'Board July 2026', for which no forms were issued.",
    "Correct the meeting, or issue the round first with 'paperkit forms issue'.",
)
FOLDER_WITHIN = Code(
    "PK-864",
    Severity.NOTE,
    "A folder inside the folder of forms",
    "Only the folder that is named is looked through, not those inside it.",
    "A folder 'late' inside the folder 'returned'.",
    "Nothing to do, unless forms are in it: then gather that folder, too.",
)
OPEN_STILL = Code(
    "PK-865",
    Severity.NOTE,
    "A form that is open",
    "A form is read as it was saved last. What is typed into an open workbook is not in the file "
    "yet.",
    "A form that is open in Excel on this computer, or on a colleague's.",
    "Save and close it, then gather again.",
)
