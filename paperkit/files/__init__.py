"""Data in, workbooks out."""
