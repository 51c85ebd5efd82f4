"""Šalter: the counter client, and the reference central at the other end of its line."""
