"""What can be wrong with a file of Fingertips, and with what a project wants of it."""
