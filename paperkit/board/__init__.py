"""What a Board is: its tables, settings, calendar and rules. Pure."""
