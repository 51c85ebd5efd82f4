"""Stands where the system's viewer of files does, and remembers what it was asked to show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices


class Viewer(QObject):
    """``opened`` has the names of the files, ``paths`` where they lay."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.paths: list[Path] = []

    @Slot(QUrl)
    def show_file(self, url: QUrl) -> None:
        self.opened.append(url.fileName())
        self.paths.append(Path(url.toLocalFile()))


@contextmanager
def in_the_viewers_place() -> Iterator[Viewer]:
    """No file leaves the test for a program of the system."""
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, "show_file")  # type: ignore[arg-type]  # the stub says bytes, the library str
    try:
        yield viewer
    finally:
        QDesktopServices.unsetUrlHandler("file")
