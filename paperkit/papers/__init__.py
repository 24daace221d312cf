"""The papers as documents: header, formal parts, names, rules on their text."""
