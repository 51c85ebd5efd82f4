"""The parts of the screen of what needs a person."""
