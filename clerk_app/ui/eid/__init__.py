"""The parts of the eID screen."""
