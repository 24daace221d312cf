"""The kinds of paper: which parts of which subjects make the Paper."""
