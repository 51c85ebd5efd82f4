"""Rows of a column that stay while what they show stays: renewing a list neither flickers nor loses the focus."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.ui.widgets.kept_focus import focus_place


class KeptRows[Shown: Hashable]:
    """The first rows of ``column``; ``make`` draws what one shows. Other things may stand below them."""

    def __init__(self, column: QVBoxLayout, make: Callable[[Shown], QWidget]) -> None:
        self._column = column
        self._make = make
        self._rows: list[tuple[Shown, QWidget]] = []

    def show(self, wanted: Sequence[Shown]) -> None:
        """Keep the rows that show the same, draw the new ones at once, and take the others away."""
        if [shown for shown, _row in self._rows] == list(wanted):
            return
        around = self._column.parentWidget()
        place = focus_place(around) if around is not None else None
        self._renew(wanted)
        if place is not None:
            place.take()

    def _renew(self, wanted: Sequence[Shown]) -> None:
        before, self._rows = self._rows, []
        for place, shown in enumerate(wanted):
            kept = next((pair for pair in before if pair[0] == shown), None)
            if kept is not None:
                before.remove(kept)
            row = kept[1] if kept is not None else self._make(shown)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            # A layout shows what it is given only later; until then its place would be empty.
            row.show()
            self._rows.append((shown, row))
        for _shown, row in before:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._column.activate()
