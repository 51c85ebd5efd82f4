"""Devices: the reader, the printer and the parts of this desk, each with its last result; what is saved as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clerk_app.ports.checks import Check, CheckResult
from clerk_app.ui.check_words import fault_of
from clerk_app.ui.commands import Bound
from clerk_app.ui.devices.card import DeviceCard
from clerk_app.ui.devices.saving import Saving
from clerk_app.ui.devices.saving_card import SavingCard
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.workplace import Workplace


class DevicesScreen(Screen):
    """Keeps the last results; checks run one after the other on the lane of the devices.

    ``print_test`` prints a test page and raises an error of ours; without it there is no such button. ``savings`` are
    what whoever is signed in may save as a file; the command of one as subject begins it.
    """

    id = "devices"
    title_key = "devices.title"
    icon = "printer"
    rail_place = "devices"

    def __init__(
        self, place: Workplace, print_test: Callable[[], None] | None = None, savings: Sequence[Saving] = ()
    ) -> None:
        self._place = place
        self._print_test = print_test
        self._savings = tuple(savings)
        self._results: dict[str, tuple[CheckResult, datetime]] = {}

    def build(self, context: Context) -> QWidget:
        """A grid of cards: three across, one where text is large."""
        self._context = context
        self._root = QWidget()
        self._scroll = scroll = Scroll(context.look)
        grid = QGridLayout()
        grid.setSpacing(context.look.px(12))
        across = 1 if context.look.tokens.narrow else 3
        self._cards: dict[str, DeviceCard] = {}
        for place, check in enumerate(self._place.checks):
            card = DeviceCard(context, check.name, place + 1, self._tests(check.name))
            card.check_wanted.connect(self._checking(check))
            self._cards[check.name] = card
            grid.addWidget(card, place // across, place % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        scroll.body.addLayout(grid)
        scroll.body.addLayout(self._saving_cards())
        scroll.body.addStretch(1)
        whole = QVBoxLayout(self._root)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        for name, (result, at) in self._results.items():
            self._cards[name].show_result(result, at)
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        numbered = enumerate(self._place.checks[:9], start=1)
        return (
            Bound("check_devices", self._check_all),
            Bound("read_card", self._place.read_card),
            *(Bound(command, card.choose) for command, card in self._saved.items()),
            Bound("back", self._context.frame.back),
            *(Bound(f"item_{number}", self._checking(check), in_bar=False) for number, check in numbered),
        )

    def on_shown(self, subject: object = None) -> None:
        """Look at everything the first time; later show what was found last."""
        self._say_head()
        if not self._results:
            self._check_all()
        first = next(iter(self._cards.values()), None)
        if first is not None:
            first.check.setFocus()
        if isinstance(subject, str) and subject in self._saved:
            card = self._saved[subject]
            self._scroll.ensureWidgetVisible(card)
            card.button.setFocus()
            card.choose()

    def has_work(self) -> bool:
        """Whether something is being saved."""
        return any(saving.busy for saving in self._savings)

    def _saving_cards(self) -> QGridLayout:
        """Beside each other, below the devices."""
        look = self._context.look
        grid = QGridLayout()
        grid.setSpacing(look.px(12))
        self._saved = {saving.command: SavingCard(self._context, saving) for saving in self._savings}
        for place, card in enumerate(self._saved.values()):
            grid.addWidget(card, *((place, 0) if look.tokens.narrow else (0, place)))
            grid.setColumnStretch(0 if look.tokens.narrow else place, 1)
        return grid

    def _tests(self, name: str) -> list[tuple[str, Callable[[], None]]]:
        text = self._context.texts.text
        if name == "card_reader":
            return [(text("devices.read_card"), self._place.read_card)]
        if name == "receipt_printer" and self._print_test is not None:
            return [(text("devices.print_test"), self._on_print_test)]
        return []

    def _check_all(self) -> None:
        for check in self._place.checks:
            self._check(check)

    def _checking(self, check: Check) -> Callable[[], None]:
        return lambda: self._check(check)

    def _check(self, check: Check) -> None:
        self._cards[check.name].show_checking()
        self._place.devices.submit(
            check.run,
            while_alive(self._root, lambda result: self._on_checked(check.name, result)),
            while_alive(self._root, lambda error: self._on_checked(check.name, fault_of(error))),
        )

    def _on_checked(self, name: str, result: CheckResult) -> None:
        at = self._place.clock.local()
        self._results[name] = (result, at)
        self._cards[name].show_result(result, at)
        self._say_head()

    def _on_print_test(self) -> None:
        if self._print_test is not None:
            said = self._context.texts.text("devices.test_printed")
            self._place.paper.submit(
                self._print_test,
                while_alive(self._root, lambda _none: self._context.frame.say(said)),
                while_alive(self._root, lambda error: say_error(self._context, error)),
            )

    def _say_head(self) -> None:
        """How many work, warn and fail."""
        texts = self._context.texts
        counted = Counter(result.level for result, _at in self._results.values())
        parts = [
            texts.many(f"devices.count.{level}", counted[level])
            for level in ("fine", "warning", "fault")
            if counted[level]
        ]
        self._context.frame.head(texts.text("devices.title"), " · ".join(parts))
