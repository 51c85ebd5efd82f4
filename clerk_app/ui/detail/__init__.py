"""The parts of the screen that shows one request."""
