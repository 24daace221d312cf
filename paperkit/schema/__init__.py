"""What a column is: machinery that knows no board."""
