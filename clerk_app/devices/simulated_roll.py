"""The paper of a make-believe receipt printer: takes dots, feeds and cuts, and files each cut receipt as a picture."""

from __future__ import annotations

from pathlib import Path

from clerk_app.devices.png import write_png
from clerk_app.devices.raster_bands import stride
from clerk_app.ports.paper import Raster


class SimulatedRoll:
    """A strip of ``dots`` width that ends after ``rows_left`` rows; ``None`` is a roll that never ends."""

    def __init__(self, folder: Path, dots: int) -> None:
        self._folder = folder
        self._dots = dots
        self._stride = stride(dots)
        self._rows: list[bytes] = []
        self.rows_left: int | None = None
        self.receipts: list[Path] = []

    @property
    def hanging(self) -> int:
        """Rows that are on paper and not cut off yet."""
        return len(self._rows)

    @property
    def out(self) -> bool:
        """No paper under the head."""
        return self.rows_left == 0

    def put(self, row: bytes) -> None:
        """One row of dots; what is wider than the paper is lost."""
        self._rows.append(row[: self._stride].ljust(self._stride, b"\0"))
        if self.rows_left:
            self.rows_left -= 1

    def cut(self) -> None:
        """File the strip; nothing is filed where nothing hangs out."""
        if self._rows:
            file = self._folder / f"receipt-{len(self.receipts) + 1:04}.png"
            write_png(file, Raster(width=self._dots, height=len(self._rows), rows=b"".join(self._rows)))
            self.receipts.append(file)
            self._rows = []
