"""The Board's year: deadlines, the year ahead, and the year that an annual report looks back on."""
