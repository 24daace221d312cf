"""What can be wrong with the papers of a meeting taken together: covers, appendices, files."""

from paperkit.findings import Code, Severity

NONE_AND_SOME = Code(
    "PK-462",
    Severity.ERROR,
    "None. as the answer, and appendices all the same",
    "The list of appendices is made from what is planned: papers whose column 'Appendix of' names "
    "this paper, rows of the section appendices, attached reports. A row that says None. would "
    "contradict it.",
    "'None.' in the section appendices of a paper that another paper is an appendix of.",
    "Delete the row that says None., or clear 'Appendix of' at the other paper.",
)
COVER_UNFIT = Code(
    "PK-466",
    Severity.ERROR,
    "An appendix of a paper that cannot have it",
    "An appendix goes to the meeting of the paper that lists it, and has no appendices of its own. "
    "Otherwise no list would name it.",
    "An appendix whose cover paper goes to another meeting.",
    "Name in 'Appendix of' the paper of this meeting that is to list it, or clear the cell.",
)
KIND_LACKING = Code(
    "PK-467",
    Severity.ERROR,
    "A paper of a kind that the pack does not have",
    "The pack has no Word file for it, so it cannot be built with the other papers.",
    "The kind 'annual report', where the pack has only performance_report.",
    "Correct the kind on the sheet Papers, or use a pack that has it.",
)
FILE_LACKING = Code(
    "PK-468",
    Severity.ERROR,
    "A file of an appendix that cannot be used",
    "A file that is an appendix itself lies in the project's folder, and is copied beside the "
    "papers under its name in the list.",
    "'survey.pdf', where the project's folder has no such file.",
    "Put the file into the project's folder, or correct its name.",
)
PRIORITY_LACKING = Code(
    "PK-626",
    Severity.ERROR,
    "A paper on a round, without its priority",
    "A round of exception reporting is of one priority and one meeting. Without the priority "
    "nobody can know which round the paper tells of.",
    "An exception_appendix whose column 'Priority' is blank.",
    "Type the priority's reference under 'Priority' on the sheet Papers.",
)
ROW_LACKING = Code(
    "PK-627",
    Severity.GAP,
    "A paper without a row on the sheet Papers",
    "Its author, purpose, recommendations and text stand on the sheets Papers and Text. Without a "
    "row they are all blank, and a final would tell that nobody gave them.",
    "An exception_report that was asked for with --priority alone.",
    "Add a row for the paper to the sheet Papers, then its text to the sheet Text.",
)
NOT_JOINED = Code(
    "PK-469",
    Severity.NOTE,
    "A paper that is not in the joined file",
    "The joined file is what the public may read, and it holds Word papers only. Exempt papers and "
    "files of others are beside it.",
    "An exempt paper of the meeting, or a partner's own file.",
    "Put it with the joined file by hand where it belongs.",
)
