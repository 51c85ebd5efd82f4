"""Outbox to exchange to replica; knows ports and values only."""
