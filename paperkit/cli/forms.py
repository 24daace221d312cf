"""``paperkit forms``: ask people, take in what comes back. Each verb is in a module of its own."""

from paperkit.cli.group import VerbGroup

HELP = """Ask reporting leads, partners, groups and sponsors, and take in what they return.

Paperkit sends nothing: it writes the forms, and a text to go with each.

\b
paperkit forms issue --priority P1 --meeting "Board July 2026" --due "18 June 2026"
paperkit forms gather returned
"""

VERBS = {
    "gather": ("paperkit.cli.forms_gather", "Take in the forms that came back."),
    "issue": ("paperkit.cli.forms_issue", "Write a form for each person who is asked."),
    "sponsor": (
        "paperkit.cli.forms_issue:sponsor",
        "Write the form for the sponsor of a priority.",
    ),
    "status": ("paperkit.cli.forms_status", "Say who has returned, and who is overdue."),
}

command = VerbGroup(name="forms", help=HELP, verbs=VERBS, no_args_is_help=True)
