"""The parts of the screens that show records obtained ex officio."""
