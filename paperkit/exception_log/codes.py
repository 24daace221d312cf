"""What can be wrong with the log of exception reports while its file can still be read.

A file that cannot be read at all is no finding: it is a ``LogError``.
"""

_WAY_OUT = (
    "Put an earlier version of the log back, as OneDrive and Windows keep them; where there is "
    "none, give it another name and take over what it holds with 'paperkit log adopt'."
)
