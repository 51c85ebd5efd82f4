"""One start of a bare PySide6 window, as every tutorial begins."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.bench.first_paint import watched

if __name__ == "__main__":
    application, ear = watched()
    window = QWidget()
    window.resize(1366, 738)
    window.show()
    application.exec()
