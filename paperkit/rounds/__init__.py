"""Rounds of exception reporting: forms out, returns in, requests."""
