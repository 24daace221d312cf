"""Packs of templates, and the plan of the papers of a meeting."""
