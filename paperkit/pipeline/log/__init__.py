"""What is done with the log of exception reports."""
