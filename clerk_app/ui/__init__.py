"""Windows and widgets; PySide6 lives here (and in app) and nowhere else."""
