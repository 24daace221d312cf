"""Data in, workbooks and YAML out."""
