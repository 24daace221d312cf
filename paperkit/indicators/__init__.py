"""Indicators: ratings and trends, rules, sentences, their part of a paper."""
