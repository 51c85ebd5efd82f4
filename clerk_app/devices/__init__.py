"""Card readers and receipt printers: one driver, one file; each hardware library stays in the driver that needs it."""
