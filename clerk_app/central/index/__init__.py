"""Indicators at the centre: what desks report by month, without a person in it."""
