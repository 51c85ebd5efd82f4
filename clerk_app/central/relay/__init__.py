"""Office relays: the key of each office, the relays that are enrolled, and what they ask for desks."""
