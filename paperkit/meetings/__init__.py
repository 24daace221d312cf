"""Meetings and the year ahead: rules, forward plans, sentences."""
