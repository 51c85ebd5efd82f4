"""The parts of the work on a case: its steps, hand-overs, calls to supplement, and what a day had of them."""
