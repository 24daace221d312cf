"""What a column is: pure machinery that knows no Board."""
