"""The board: its rows, settings, calendar, plan and rating scale."""
