"""The parts of the screen on which two sides of a request are compared."""
