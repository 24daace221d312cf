"""What can be wrong with the log of exception reports while its file can still be read.

A file that cannot be read at all is no finding: it is a ``LogError``.
"""

from paperkit.findings import Code, Severity

_WAY_OUT = (
    "Put an earlier version of the log back, as OneDrive and Windows keep them; where there is "
    "none, give it another name and take over what it holds with 'paperkit log adopt'."
)

CHANGED = Code(
    "PK-801",
    Severity.ERROR,
    "An entry of the log was changed from outside",
    "Each entry is sealed with a hash over it and the entry before it. The hash no longer fits, so "
    "the entry, or the seal of the one before, was changed after it was recorded.",
    "A rating that somebody typed anew in a program for databases.",
    _WAY_OUT,
)
LACKING = Code(
    "PK-802",
    Severity.ERROR,
    "Entries of the log are missing",
    "Entries are numbered from 1 without a gap. A number that is not there was taken out.",
    "Entry 4 is followed by entry 6.",
    _WAY_OUT,
)
UNGUARDED = Code(
    "PK-803",
    Severity.ERROR,
    "The guards of the log were changed from outside",
    "The file itself refuses every change of an entry. What refuses it was taken away or changed.",
    "A log from which a program for databases has dropped a trigger.",
    _WAY_OUT,
)
NO_SUCH_ENTRY = Code(
    "PK-804",
    Severity.ERROR,
    "A correction names an entry that it cannot correct",
    "A correction names an earlier entry of the same kind, which then no longer counts.",
    "Entry 7 says that it corrects entry 12.",
    _WAY_OUT,
)
CORRECTED_TWICE = Code(
    "PK-805",
    Severity.NOTE,
    "An entry was corrected twice",
    "Two corrections of one entry both count, as happens where two copies of the log were added to "
    "and one was taken over into the other.",
    "Entries 9 and 14 both correct entry 3.",
    "Look at both with 'paperkit log show', and gather the one that should count again, with "
    "'paperkit forms gather --because'.",
)
CUT_OFF = Code(
    "PK-806",
    Severity.ERROR,
    "The end of the log is missing",
    "A final paper says how many entries the log had when it was made. The log has fewer now.",
    "A paper that knows 42 entries, and a log with 40.",
    _WAY_OUT,
)
OTHER_THAN_PAPER = Code(
    "PK-807",
    Severity.ERROR,
    "The log is not the one that the paper was made with",
    "A final paper holds the hash of the log's last entry when it was made. The entry of that "
    "number has another hash now, so it or an entry before it was changed, or the log is another.",
    "A log whose entries and hashes were all written anew.",
    _WAY_OUT,
)
NO_RECORD = Code(
    "PK-808",
    Severity.ERROR,
    "The log has no record of a final paper",
    "Every final paper is recorded with the hash of its file. No record has the hash of this one, "
    "so the paper was changed after it was made, or the record was taken out of the log.",
    "A paper in which a word was changed in Word before it was filed.",
    "Build the paper again, and file that one; or put an earlier version of the log back.",
)
ANSWERED_TWICE = Code(
    "PK-811",
    Severity.NOTE,
    "Two entries answer the same question",
    "One action has one return, one view of the sponsor and one decision for each meeting. Where "
    "two stand in the log, neither of them a correction of the other, the later one counts.",
    "Entries 5 and 12 are both returns of action 1.2 for Board July 2026.",
    "Look at both with 'paperkit log show', and gather the one that should count again, with "
    "'paperkit forms gather --because'.",
)
COPIES = Code(
    "PK-809",
    Severity.NOTE,
    "A copy of the log lies beside it",
    "OneDrive and other programs leave a copy where two people have worked at once, or one of them "
    "without a network. It may hold entries that the log lacks.",
    "'exception-log-LAPTOP7.sqlite' beside 'exception-log.sqlite'.",
    "Run 'paperkit log adopt' with the name of the copy, then move the copy away.",
)
DAMAGED = Code(
    "PK-810",
    Severity.ERROR,
    "The file of the log is damaged",
    "Its entries could be read, but the file is not whole, so that what is added may be lost.",
    "A file that a failing disk or a copy program has changed.",
    _WAY_OUT,
)
