"""One start of a bare PySide6 window, as every tutorial begins."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.first_paint import FirstPaint

if __name__ == "__main__":
    application = QApplication(["bare"])
    eye = FirstPaint()
    window = QWidget()
    window.resize(1366, 738)
    window.show()
    application.exec()
