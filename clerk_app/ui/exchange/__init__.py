"""The parts of the screen of the exchange."""
