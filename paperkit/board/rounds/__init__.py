"""What came of the rounds of exception reporting, from the log alone (seed H 3.7 to 3.11)."""
