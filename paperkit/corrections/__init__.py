"""Corrections: what a published paper is corrected by, and what papers print of it."""
