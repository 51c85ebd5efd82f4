"""The parts of the screen of the devices."""
