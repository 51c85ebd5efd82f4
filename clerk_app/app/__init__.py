"""The composition root: builds the parts of the desk and joins them; only the command line and the demo import it."""
