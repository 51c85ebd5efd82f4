"""The office relay: keeps parcels of an office's desks while the line is down, forwards them, fans answers out."""
