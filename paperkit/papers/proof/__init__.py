"""Read the finished file as a stranger would."""
