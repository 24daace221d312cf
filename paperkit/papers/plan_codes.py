"""What can be wrong with the papers of a meeting taken together: covers, appendices, files."""
