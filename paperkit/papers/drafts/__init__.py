"""The wording of drafted sentences, a subject a module."""
