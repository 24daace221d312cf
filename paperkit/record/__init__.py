"""The record: what was returned and filed, and what it says of a held round."""

LOG_FILE = "exception-log.sqlite"
