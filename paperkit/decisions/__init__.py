"""What the Board decided: what is wrong with it, what papers say of it, what is still to do."""
