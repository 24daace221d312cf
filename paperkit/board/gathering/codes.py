"""What can be wrong with what came back, beside what is wrong with a cell as such.

An error keeps a whole form back. A gap stands beside what was taken: somebody has to answer it.
"""
