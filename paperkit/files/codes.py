"""What can be wrong with a file, a sheet, a heading, or a cell that holds no plain value.

A file that cannot be read at all is no finding: it is a ``ReadError``. The numbers follow the
stage: 1xx a file, 2xx sheets and headings, 33x and 34x cells as the file keeps them.
"""
