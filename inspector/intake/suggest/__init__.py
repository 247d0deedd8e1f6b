"""A mapping guessed from headers and values, for a person to settle."""
