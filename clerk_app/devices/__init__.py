"""Counter hardware: one driver, one file."""
