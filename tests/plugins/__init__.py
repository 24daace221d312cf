"""Plug-ins: made for a test, and the example that comes with paperkit."""
