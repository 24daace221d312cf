"""The board as it is seen from a meeting."""
