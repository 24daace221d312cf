"""From the Board's data to the Paper that a template prints, a part a module."""
