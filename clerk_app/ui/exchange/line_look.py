"""Finding out more of a line that does not work as it should, once for each thing that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clerk_app.ports.checks import CheckResult
from clerk_app.ui.check_words import found_words
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

LINE_CHECK = "line"
_DOUBTFUL = frozenset({"slow", "down"})


class LineLook:
    """``words`` is what the last look found, or that one goes on."""

    def __init__(self, place: Workplace) -> None:
        self.place = place
        self.words = ""
        self._at = ("", "")

    def begin(self) -> None:
        """Whatever is wrong may be looked at anew."""
        self.words, self._at = "", ("", "")

    def look(self, context: Context, alive: QWidget, told: Callable[[], None]) -> None:
        """Run the check where the line is not as it should be; ``told`` once it has found something."""
        link = self.place.link()
        if link.kind not in _DOUBTFUL or (link.kind, link.code) == self._at:
            return
        self._at = (link.kind, link.code)

        def found(result: CheckResult) -> None:
            known = result.code == self.place.link().code  # the reason stands there already
            self.words = "" if known else found_words(result, context.texts)
            told()

        for check in self.place.checks:
            if check.name == LINE_CHECK:
                self.words = context.texts.text("exchange.checking")
                self.place.long_reads.submit(check.run, while_alive(alive, found))
