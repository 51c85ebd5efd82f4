"""Payments through the real windows against the real centre: received with the line down, proven, paid by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QDialog

from clerk_app.actions.desk import DeskActions
from clerk_app.central.app import Parts
from clerk_app.central.clock import DAY, local
from clerk_app.central.publishing import publish
from clerk_app.contract.catalogue_folder import Loaded
from clerk_app.contract.payments import PaymentReport, PaymentTaken
from clerk_app.demo.people import (
    CLERK,
    DRAGAN,
    HANDLER,
    HANDLER_PASSWORD,
    PASSWORD,
    SUPERVISOR,
    SUPERVISOR_PASSWORD,
)
from clerk_app.demo.visits import Visit
from clerk_app.documents import qr
from clerk_app.domain import ips, money
from clerk_app.domain.catalogue import Service
from clerk_app.domain.payment_file import OrderStanding
from clerk_app.ui.payments.dialogs import CancelDialog, CardDialog, ProofDialog, RefundDialog
from clerk_app.ui.screen import Screen
from clerk_app.ui.screens.payments import PaymentsScreen
from clerk_app.ui.screens.payments_day import PaymentsDayScreen
from tests.journeys.at_the_windows import AtTheWindows
from tests.journeys.town import Town
from tests.support.elsewhere import Elsewhere
from tests.support.opened_program import wait_in_qt, working_program
from tests.support.viewer import in_the_viewers_place

A_STALL = Visit(
    DRAGAN,
    "zauzece javne",
    (
        ("Облик", "*3"),
        ("Намена", "*2"),
        ("Место (број, опис)", "Трг слободе"),
        ("Зона", "*3"),
        ("Површина", "4"),
    ),
)


@dataclass
class AtWork:
    """Somebody at the windows, and the centre's parts over the same database as the running one."""

    town: Town
    windows: AtTheWindows
    there: Elsewhere

    @property
    def parts(self) -> Parts:
        return self.there.parts

    @property
    def actions(self) -> DeskActions:
        return self.windows.actions

    def receive(self) -> bytes:
        """A request with a fee, taken in by the clerk."""
        return self.windows.takes_in(A_STALL).subject

    def payment(self, subject: bytes) -> OrderStanding:
        """How it stands with the order of a case."""
        return self.actions.systems.payments.of(subject).orders[0]

    def order(self, subject: bytes) -> str:
        return self.payment(subject).order.id

    def until(self, subject: bytes, state: str) -> None:
        """Wait until an order is so."""
        wait_in_qt(lambda: self.payment(subject).state == state)

    def settles(self, subject: bytes) -> None:
        """Wait until the centre has told of everything that was recorded here."""
        self.windows.until_registered(subject)
        wait_in_qt(lambda: not self.payment(subject).waits)

    def pay(self, name: str, subject: bytes, amount: int, **told: str) -> PaymentTaken:
        """The bank reports."""
        today = local(self.there.clock()).date().isoformat()
        said = {"kind": "paid", "booked": today, "order": self.order(subject), **told}
        return self.parts.payments.report("bank", PaymentReport(id=name, amount=amount, **said))  # type: ignore[arg-type]

    def open(self, subject: bytes) -> None:
        """The payments of a case on the screen, by F4 from the case."""
        self.windows.opens(subject, "flow", "payment")
        self.windows.hands.press("F4")
        page = self.screen(PaymentsScreen)._page
        self.windows.until(lambda: self.windows.watching.shell().current_id == "payments" and page.isVisible())
        shown = self.screen(PaymentsScreen)._doing
        self.windows.until(lambda: shown.standing is not None and shown.standing.order.id == self.order(subject))

    def asks[D: QDialog](self, command: str, keys: str, kind: type[D]) -> D:
        """The dialog of a command of the screen."""
        self.windows.bound(command)
        return self.windows.asked(keys, kind)

    def enters_amount(self, amount: int) -> None:
        """In place of the sum that stands there."""
        name = self.windows.text("payments.field.amount")
        self.windows.hands.into(name)
        self.windows.hands.press("Ctrl+A")
        self.windows.hands.type(money.shown(amount))

    def screen[S: Screen](self, kind: type[S]) -> S:
        return next(one for one in self.windows.watching.shell()._screens.values() if isinstance(one, kind))


def code_of(at_work: AtWork, subject: bytes) -> tuple[str, ...]:
    """What a reader finds in the code of the slip, and what the slip says."""
    facts = at_work.actions.systems.payments.slip(subject, at_work.order(subject))
    desk = at_work.windows.program.open_desk
    assert desk is not None
    return (*qr.read(desk.paper.slips.code(facts)), ips.build(facts.slip))


@contextmanager
def at_work_in(town: Town, qapp: QApplication, folder: Path) -> Iterator[AtWork]:
    with working_program(qapp, town, folder / "desk") as (program, _access), Elsewhere(town) as there:
        yield AtWork(town, AtTheWindows(program, folder / "pictures"), there)


@pytest.fixture(scope="module")
def at_work(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    folder = tmp_path_factory.mktemp("payments")
    with Town(folder / "town") as town, at_work_in(town, qapp, folder) as working:
        yield working


def test_received_offline_proven_offline_and_paid_by_itself_when_the_line_is_back(at_work: AtWork) -> None:
    windows, text = at_work.windows, at_work.windows.text
    at_work.town.go_down()
    subject = at_work.receive()
    at_work.open(subject)
    page = at_work.screen(PaymentsScreen)._page
    windows.until(lambda: not page.code.code.is_empty and not page.slip.picture.is_empty)
    found, said = code_of(at_work, subject)
    assert found == said
    amount = at_work.payment(subject).due
    by_card(at_work, subject, amount // 4)
    seen_at_the_counter(at_work, subject, amount // 4)
    windows.until(lambda: windows.reads(text("payments.waits")))
    assert windows.reads(text("payments.number", number="T-118"))
    assert windows.reads(text("payments.number", number="ПП-7"))
    at_work.windows.line_returns(at_work.town)
    at_work.settles(subject)
    windows.until(lambda: not windows.reads(text("payments.waits")))
    due = at_work.payment(subject).due
    assert due == at_work.parts.payments.order(at_work.order(subject)).due == amount - 2 * (amount // 4)
    assert at_work.pay("bank-whole", subject, amount).outcome == "taken"
    at_work.until(subject, "paid")
    windows.until(lambda: windows.reads(text("payments.about.paid", due="")) and not page.ways.isVisible())
    again = at_work.pay("bank-whole", subject, amount)
    assert (again.outcome, at_work.parts.payments.order(at_work.order(subject)).paid) == ("taken", amount)


def by_card(at_work: AtWork, subject: bytes, amount: int) -> None:
    """A payment on the terminal in the hall, noted with its slip."""
    windows, text = at_work.windows, at_work.windows.text
    at_work.asks("pay_way_3", "3", CardDialog)
    at_work.enters_amount(amount)
    windows.enters(text("payments.field.slip"), "T-118")
    windows.confirms()
    at_work.until(subject, "partially_proven")


def seen_at_the_counter(at_work: AtWork, subject: bytes, amount: int) -> None:
    """A proof that the clerk sees."""
    windows, text, before = at_work.windows, at_work.windows.text, at_work.payment(subject).due
    at_work.asks("pay_way_4", "4", ProofDialog)
    at_work.enters_amount(amount)
    windows.enters(text("payments.field.number"), "ПП-7")
    windows.confirms()
    wait_in_qt(lambda: at_work.payment(subject).due == before - amount)


def test_in_parts_cancelled_and_sent_back(at_work: AtWork) -> None:
    windows, text = at_work.windows, at_work.windows.text
    whole, gone = at_work.receive(), at_work.receive()
    for subject in (whole, gone):
        windows.until_registered(subject)
    amount = at_work.payment(whole).order.amount
    at_work.pay(f"part-{at_work.order(whole)}", whole, amount - 100)
    at_work.until(whole, "partially_paid")
    at_work.pay(f"rest-{at_work.order(whole)}", whole, 100)
    at_work.until(whole, "paid")
    at_work.open(whole)
    at_work.asks("ask_refund", "Ctrl+R", RefundDialog)
    windows.enters(text("payments.field.account"), "840-742251843-73")
    windows.enters(text("payments.field.reason"), "уплаћено двапут")
    windows.confirms()
    at_work.until(whole, "refund_requested")
    at_work.settles(whole)
    at_work.pay(f"back-{at_work.order(whole)}", whole, amount, kind="refunded")
    at_work.until(whole, "refunded")

    at_work.open(gone)
    at_work.asks("cancel_order", "Ctrl+Del", CancelDialog)
    windows.enters(text("payments.field.reason"), "странка одустаје")
    windows.confirms()
    at_work.until(gone, "cancelled")
    at_work.settles(gone)
    assert at_work.pay(f"gone-{at_work.order(gone)}", gone, 100).outcome == "kept"


def test_paid_after_the_last_day(qapp: QApplication, tmp_path: Path) -> None:
    """The centre's own clock ends the order; what is paid then is taken, and said."""
    with Town(tmp_path / "town", scripted=True) as town, at_work_in(town, qapp, tmp_path) as at_work:
        subject = at_work.receive()
        at_work.windows.until_registered(subject)
        order = at_work.payment(subject).order
        at_work.open(subject)
        days = days_until(order.expires, at_work) + 1
        town.days_pass(days)
        at_work.until(subject, "expired")
        windows, text = at_work.windows, at_work.windows.text
        windows.until(lambda: windows.reads(text("payments.about.expired")))
        at_work.there.clock.ahead = days * DAY
        taken = at_work.pay("late", subject, order.amount)
        assert (taken.outcome, taken.why) == ("late", "paid_late")
        at_work.until(subject, "paid")
        wait_in_qt(lambda: "paid_late" in findings(at_work, subject))


def test_a_case_that_waits_for_its_payment_goes_on_by_itself(at_work: AtWork) -> None:
    windows = at_work.windows
    subject = at_work.receive()
    windows.until_registered(subject)
    windows.changes_to(HANDLER, HANDLER_PASSWORD)
    windows.opens(subject, "flow", "take_case")
    windows.hands.press("Ctrl+T")
    wait_in_qt(lambda: windows.view(subject).handler == HANDLER)
    windows.steps_to(subject, "ceka_uplatu")
    wait_in_qt(windows.watching.drained)
    for standing in at_work.actions.systems.payments.of(subject).orders:
        at_work.pay(f"on-{standing.order.id}", subject, standing.order.amount, order=standing.order.id)
    wait_in_qt(lambda: windows.view(subject).state == "u_radu")
    windows.until(lambda: windows.reads(windows.text("state.u_radu")))
    windows.changes_to(CLERK, PASSWORD)


def test_the_tariff_changed_while_the_desk_was_away_since_june(at_work: AtWork) -> None:
    service = next(one for one in at_work.actions.choosing.services() if one.id == "public-area")
    at_work.town.go_down()
    subject = at_work.receive()
    charged = at_work.payment(subject).order.amount
    since = last_july(at_work.windows.program.place.clock.local().date()).isoformat()
    dearer = tuple(replace(fee, amount=fee.amount + 10_000, valid_from=since) for fee in service.fees)
    newer = replace(service, version=service.version + 1, fees=(*service.fees, *dearer))
    published(at_work, newer)
    at_work.windows.line_returns(at_work.town)
    at_work.windows.until_registered(subject)
    wait_in_qt(lambda: "tariff_newer" in findings(at_work, subject))
    assert "fee_differs" not in findings(at_work, subject), "by the tariff that the entry names it is right"
    assert at_work.payment(subject).order.amount == charged, "the slip in the citizen's hand holds"
    assert at_work.parts.payments.order(at_work.order(subject)).amount == charged
    told = next(one for one in at_work.windows.view(subject).findings if one.code == "tariff_newer")
    assert told.params["old"] != told.params["new"]


def test_the_supervisor_prints_the_clerks_day_and_it_adds_up_to_the_journal(at_work: AtWork, tmp_path: Path) -> None:
    windows = at_work.windows
    subject = at_work.receive()
    at_work.open(subject)
    at_work.asks("pay_way_4", "4", ProofDialog)
    windows.enters(windows.text("payments.field.number"), "ПП-9")
    windows.confirms()
    at_work.until(subject, "proof_accepted")
    windows.changes_to(SUPERVISOR, SUPERVISOR_PASSWORD)
    windows.bound("payments_day")
    windows.hands.press("Ctrl+Shift+F4")
    screen = at_work.screen(PaymentsDayScreen)
    windows.until(lambda: screen._page.clerk.findData(CLERK) >= 0)
    windows.chooses(screen._page.clerk, CLERK)
    views = [view for view in windows.watching.views() if view.fee_total]
    windows.until(lambda: len(screen._page.orders.rows_model.rows) >= len(views))
    day = at_work.actions.systems.payments_of_day.of(windows.program.place.clock.local().date(), CLERK)
    assert day.total("charged") == sum(view.fee_total for view in views)
    windows.until(lambda: windows.reads(windows.program.place.texts.amount(day.total("charged"))))
    printed, table = printed_words(windows), saved_table(windows, tmp_path)
    for view in views:
        assert view.number in printed
        assert view.number in table
    assert money.shown(day.total("charged")) in printed
    for words in (printed, table):
        assert DRAGAN.surname not in words
        assert DRAGAN.id_number not in words
    windows.changes_to(CLERK, PASSWORD)


def printed_words(windows: AtTheWindows) -> str:
    """Every word of the list as it comes out to be printed."""
    with in_the_viewers_place() as viewer:
        windows.hands.press("Ctrl+P")
        windows.until(lambda: bool(viewer.paths))
        pdf = pypdfium2.PdfDocument(viewer.paths[0])
        try:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
        finally:
            pdf.close()


def saved_table(windows: AtTheWindows, folder: Path) -> str:
    """Every word of the list as a table, in the folder that was chosen."""
    windows.hands.press("Ctrl+Shift+P")
    wait_in_qt(lambda: windows.hands.dialog() is not None)
    windows.hands.answer_dialog(str(folder))
    windows.until(windows.hands.back_in_front)
    windows.until(lambda: windows.reads(windows.text("payments_day.saved", file="")))
    (table,) = folder.glob("*.csv")
    return table.read_text(encoding="utf-8-sig")


def days_until(day: str, at_work: AtWork) -> int:
    return (date.fromisoformat(day) - at_work.windows.program.place.clock.local().date()).days


def findings(at_work: AtWork, subject: bytes) -> set[str]:
    return {one.code for one in at_work.windows.view(subject).findings}


def published(at_work: AtWork, service: Service) -> None:
    loaded = Loaded({f"{service.id}.toml": service}, ())
    assert publish(at_work.parts.database, at_work.parts.keys.municipality, loaded).new


def last_july(today: date) -> date:
    """The day from which tariffs are new each year (DOMAIN §4.1): the last one that has come."""
    return date(today.year if today.month >= 7 else today.year - 1, 7, 1)
