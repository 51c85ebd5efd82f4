"""The other systems in one case: records, payment, an act and its hand-over; then the indicators of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication, QDialog

from clerk_app.demo.case import Case
from clerk_app.demo.hands import sign
from clerk_app.demo.script import Until
from clerk_app.demo.visiting import Counter, Visiting
from clerk_app.demo.visits import VISITS
from clerk_app.ui.acts.act_dialog import ActDialog
from clerk_app.ui.delivery.handing import HandOverDialog
from clerk_app.ui.index.tile import Tile
from clerk_app.ui.payments.slip_panel import Picture
from clerk_app.ui.records.record_dialog import RecordDialog
from clerk_app.ui.records.statement_dialog import StatementDialog
from clerk_app.ui.widgets.tab_bar import CountTabBar
from clerk_app.ui.widgets.table import Table

type Bank = Callable[[str, int], object]
"""Reports that an order was paid, with the amount in para."""


class OtherSystems:
    """Plays its parts through the windows; without a ``bank`` nobody pays."""

    def __init__(self, counter: Counter, visiting: Visiting, say: Callable[[str], None], bank: Bank | None) -> None:
        self._hands = counter.hands
        self._watching = counter.watching
        self._text = counter.text
        self._case = Case(counter.watching, counter.text)
        self._visiting = visiting
        self._say = say
        self._bank = bank

    def records(self) -> Iterator[Until]:
        """The party says that the body obtains the records; the registers answer, and one record joins the case."""
        self._say("demo.records")
        yield from self._open_case("record_statement")
        yield from self._dialog("Ctrl+Shift+Y", StatementDialog)
        self._hands.press("Ctrl+Return")
        yield Until("the window", self._hands.back_in_front)
        yield from self._bound("obtain_records")
        self._hands.press("Ctrl+Y")
        yield Until("the records are asked for", lambda: bool(self._case.queries()))
        yield Until("the registers", lambda: all(one.told_at for one in self._case.queries()), 30)
        yield from self._seen(lambda: self._hands.sees(self._case.record_button()))
        self._hands.picture("records")
        self._hands.into(self._case.record_button())
        yield from self._dialog("Space", RecordDialog)
        self._hands.press("Space")
        self._hands.picture("record")
        self._hands.press("Ctrl+Return")
        yield Until("the record is with the case", lambda: any(one.attached_at for one in self._case.queries()))
        yield Until("the window", self._hands.back_in_front)

    def payment(self) -> Iterator[Until]:
        """The code and the slip on the screen; the bank tells the centre, and the desk hears of it by itself."""
        self._say("demo.payment")
        yield from self._bound("payment")
        self._hands.press("F4")
        yield Until("the code", self._shows_code)
        self._hands.press("1")
        yield self._hands.settled()
        self._hands.picture("payment")
        if self._bank is None:
            return
        self._say("demo.paid")
        order = self._case.order()
        self._bank(order.order.id, order.due)
        yield Until("the payment", lambda: self._case.order().state == "paid", 30)
        yield from self._seen(lambda: not self._shows_code())
        self._hands.picture("paid")

    def act(self) -> Iterator[Until]:
        """The handler writes the decision; the proof that was obtained stands in it."""
        self._say("demo.act")
        yield from self._open_case("make_act")
        yield from self._dialog("Ctrl+Shift+A", ActDialog)
        for field in ("disposition", "reasons"):
            self._hands.into(self._text(f"acts.{field}"))
            self._hands.type(self._text(f"demo.{field}"))
        self._hands.picture("act")
        self._hands.press("Ctrl+Return")
        yield Until("the act", lambda: bool(self._case.acts()), 40)
        yield Until("the window", self._hands.back_in_front)
        check = self._text("acts.check_named", title=self._case.acts()[0].made.number)
        yield Until("the act on the screen", lambda: self._hands.sees(check))
        self._hands.into(check)
        self._hands.press("Space")
        yield from self._seen(lambda: self._hands.reads(self._text("signature.none")))
        self._hands.picture("acts")

    def hand_over(self) -> Iterator[Until]:
        """The citizen comes with the card, signs and takes the act; the centre says which day counts."""
        self._say("demo.hand_over")
        person = VISITS[1].person
        yield from self._visiting.card_in(person, picture=False)
        yield from self._open_case("hand_over")
        yield from self._dialog("F8", HandOverDialog)
        if self._watching.reader() is None and person.document is not None:
            self._hands.type(person.document.number)
        sign(self._hands.find(self._text("delivery.signature")))
        self._hands.picture("hand-over")
        self._hands.press("Ctrl+Return")
        yield Until("the day that counts", lambda: any(one.legal_date for one in self._case.documents()), 30)
        self._say("demo.delivered")
        yield from self._choose_tab("delivery")
        self._hands.picture("delivered")
        yield from self._visiting.card_out()

    def indicators(self) -> Iterator[Until]:
        """The supervisor looks at the plots, and at the numbers behind one of them."""
        self._say("demo.indicators")
        yield Until("the window", self._hands.back_in_front)
        self._hands.press("Ctrl+6")
        yield Until("the plots", _has_figures)
        yield self._hands.settled()
        self._hands.picture("indicators")
        self._hands.press("Right")
        self._hands.press("Right")
        self._hands.press("Return")
        yield Until("the table", _has_rows)
        yield self._hands.settled()
        self._hands.picture("indicators-table")

    def _open_case(self, command: str) -> Iterator[Until]:
        """Open the case; commands are those of the case before until it is there."""
        view = self._case.view()
        self._watching.shell().go("detail", view.subject)
        yield Until("the case", lambda: self._hands.reads(view.number))
        yield Until("the window", self._hands.back_in_front)
        yield from self._bound(command)

    def _bound(self, command: str) -> Iterator[Until]:
        """Wait until a command can be given."""
        yield Until(command, lambda: self._watching.shell().commands.action(command).isEnabled())

    def _dialog(self, keys: str, kind: type[QDialog]) -> Iterator[Until]:
        """Press, and wait for the dialog."""
        self._hands.press(keys)
        yield Until(f"the dialog of {keys}", lambda: isinstance(QApplication.activeModalWidget(), kind))
        yield self._hands.settled()

    def _seen(self, holds: Callable[[], bool]) -> Iterator[Until]:
        """Wait until the screen shows it, and all the rest of it."""
        yield Until("the screen", holds)
        yield self._hands.settled()

    def _choose_tab(self, name: str) -> Iterator[Until]:
        """To the tab, by the arrow."""
        tabs = self._hands.find(self._text("detail.tabs"))
        if not isinstance(tabs, CountTabBar):
            raise LookupError("no tabs")
        tabs.setFocus()
        for _ in range(tabs.count()):
            if tabs.tabData(tabs.currentIndex()) != name:
                self._hands.press("Right")
        yield self._hands.settled()

    def _shows_code(self) -> bool:
        return self._hands.shows(Picture, self._text("payments.code"))


def _has_figures() -> bool:
    """Whether a plot with its numbers has the focus."""
    focused = QApplication.focusWidget()
    return isinstance(focused, Tile) and bool(focused.accessibleDescription())


def _has_rows() -> bool:
    focused = QApplication.focusWidget()
    return isinstance(focused, Table) and focused.model().rowCount() > 0
