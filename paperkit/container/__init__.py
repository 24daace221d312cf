"""Zips and formats: what a file is, and how far it may be trusted."""
