"""Figures and benchmarks from a file of Fingertips."""
