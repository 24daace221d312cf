"""What can be wrong with the marks in long text."""
