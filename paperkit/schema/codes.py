"""What can be wrong with one cell: the findings of the stage that gives cells a meaning."""
