"""Payments through the real windows against the real centre: received with the line down, proven, paid by itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select, update

from clerk_app.actions.desk import DeskActions
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.app.windows import Program
from clerk_app.central.app import Parts
from clerk_app.central.clock import DAY as A_DAY
from clerk_app.central.payments.tables import PAYMENT_ORDER
from clerk_app.central.publishing import publish
from clerk_app.central.schema import REQUEST
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.catalogue_folder import Loaded
from clerk_app.contract.payments import PaymentReport, PaymentTaken
from clerk_app.documents import qr
from clerk_app.domain import ips
from clerk_app.domain.catalogue import Service
from clerk_app.domain.payment_file import CasePayments
from clerk_app.domain.requests import RequestView
from clerk_app.i18n import Texts
from clerk_app.ui.payments.dialogs import CancelDialog, ProofDialog, RefundDialog
from clerk_app.ui.screens.payments import PaymentsScreen
from clerk_app.ui.screens.payments_day import PaymentsDayScreen
from clerk_app.ui.shell import Shell
from tests.journeys.town import Town
from tests.support.central_process import RESOURCES, address_of
from tests.support.opened_program import wait_in_qt, working_program
from tests.support.specimens import APPLICANT

_FORMS = itertools.count(1)
AREA = {
    "holder.kind": "person",
    "place.purpose": "stall",
    "place.location": "Трг слободе",
    "place.zone": "third",
    "place.area": "4",
}


@dataclass
class AtWork:
    """The program of a clerk, and the centre's parts over the same database as the running one."""

    town: Town
    program: Program
    parts: Parts

    @property
    def shell(self) -> Shell:
        assert isinstance(self.program.page, Shell)
        return self.program.page

    @property
    def actions(self) -> DeskActions:
        assert self.program.open_desk is not None
        return self.program.open_desk.prepared.desk.actions

    def receive(self) -> bytes:
        """A request with a fee, as the intake takes it."""
        service = next(one for one in self.actions.choosing.services() if one.id == "public-area")
        form = IntakeForm(
            id=f"form-{next(_FORMS)}",
            applicant=APPLICANT,
            service=service.id,
            service_version=service.version,
            values=AREA,
        )
        return self.actions.intake.accept(form, service).view.subject

    def payments(self, subject: bytes) -> CasePayments:
        return self.actions.systems.payments.of(subject)

    def order(self, subject: bytes) -> str:
        return self.payments(subject).orders[0].order.id

    def state(self, subject: bytes) -> str:
        return self.payments(subject).orders[0].state

    def until(self, subject: bytes, state: str) -> None:
        """Exchange until an order is so."""

        def so() -> bool:
            self.exchange()
            return self.state(subject) == state

        wait_in_qt(so)

    def arrives(self, subject: bytes) -> None:
        """Exchange until the centre has registered it."""

        def there() -> bool:
            self.exchange()
            view = self.actions.requests.view(subject)
            return view is not None and view.registered

        wait_in_qt(there)

    def settles(self, subject: bytes) -> None:
        """Exchange until the centre has told of everything that was recorded here."""

        def told() -> bool:
            self.exchange()
            return not self.payments(subject).orders[0].waits

        wait_in_qt(told)

    def view(self, subject: bytes) -> RequestView:
        view = self.actions.requests.view(subject)
        assert view is not None
        return view

    def exchange(self) -> None:
        assert self.program.open_desk is not None
        self.program.open_desk.prepared.desk.nudge(asked=True)

    def pay(self, name: str, subject: bytes, amount: int, **told: str) -> PaymentTaken:
        """The bank reports."""
        today = self.program.place.clock.local().date().isoformat()
        said = {"kind": "paid", "booked": today, "order": self.order(subject), **told}
        return self.parts.payments.report("bank", PaymentReport(id=name, amount=amount, **said))  # type: ignore[arg-type]

    def open(self, subject: bytes) -> None:
        """The payments of a case on the screen, by F4 from the case."""
        self.shell.go("detail", subject)
        wait_in_qt(lambda: "payment" in self.bound())
        self.shell.commands.run("payment")
        wait_in_qt(lambda: self.screen(PaymentsScreen)._doing.standing is not None)

    def bound(self) -> set[str]:
        return {command.id for command in self.shell.commands.available()}

    def screen[S](self, kind: type[S]) -> S:
        return next(one for one in self.shell._screens.values() if isinstance(one, kind))


def dialog_of[D: QWidget](at_work: AtWork, command: str, kind: type[D]) -> D:
    """A dialog that a command opens."""
    wait_in_qt(lambda: command in at_work.bound())
    at_work.shell.commands.run(command)
    wait_in_qt(lambda: bool(_shown(at_work.program, kind)))
    return _shown(at_work.program, kind)[0]


def code_of(at_work: AtWork, subject: bytes) -> tuple[str, ...]:
    """What a reader finds in the code of the slip, and what the slip says."""
    facts = at_work.actions.systems.payments.slip(subject, at_work.order(subject))
    assert at_work.program.open_desk is not None
    return (*qr.read(at_work.program.open_desk.paper.slips.code(facts)), ips.build(facts.slip))


def _shown[D: QWidget](program: Program, kind: type[D]) -> list[D]:
    return [child for child in program.window.findChildren(kind) if child.isVisible()]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("town")) as running:
        yield running


@contextmanager
def centre_of(town: Town) -> Iterator[Parts]:
    settings = CentralSettings(
        listen="127.0.0.1:0",
        database_url=address_of(town.database),
        texts=Texts(RESOURCES / "texts"),
        files=town.folder / "central.db.files",
    )
    parts = open_parts(settings)
    try:
        yield parts
    finally:
        parts.database.close()


@pytest.fixture
def at_work(qapp: QApplication, town: Town, tmp_path: Path) -> Iterator[AtWork]:
    folder = tmp_path / f"desk-{tmp_path.name}"
    with working_program(qapp, town, folder) as (program, _access), centre_of(town) as parts:
        yield AtWork(town, program, parts)


def test_received_offline_proven_offline_and_paid_by_itself_when_the_line_is_back(at_work: AtWork) -> None:
    at_work.town.go_down()
    subject = at_work.receive()
    at_work.open(subject)
    page = at_work.screen(PaymentsScreen)._page
    wait_in_qt(lambda: not page.code.code.is_empty and not page.slip.picture.is_empty)
    found, said = code_of(at_work, subject)
    assert found == said
    dialog = dialog_of(at_work, "pay_way_4", ProofDialog)
    part = at_work.payments(subject).orders[0].due // 2
    dialog.amount.setText(f"{part // 100},{part % 100:02d}")
    QTest.keyClicks(dialog.number, "118")
    QTest.keyClick(dialog.number, Qt.Key.Key_Return)
    wait_in_qt(lambda: at_work.state(subject) == "partially_proven")
    assert at_work.payments(subject).orders[0].waits
    at_work.town.come_back()
    at_work.arrives(subject)
    at_work.settles(subject)
    due = at_work.payments(subject).orders[0].due
    assert at_work.parts.payments.order(at_work.order(subject)).due == due
    amount = at_work.payments(subject).orders[0].order.amount
    assert at_work.pay("bank-whole", subject, amount).outcome == "taken"
    at_work.until(subject, "paid")
    wait_in_qt(lambda: "pay_way_4" not in at_work.bound())  # the open screen has heard of it by itself
    again = at_work.pay("bank-whole", subject, amount)
    assert (again.outcome, at_work.parts.payments.order(at_work.order(subject)).paid) == ("taken", amount)


def test_in_parts_too_late_cancelled_and_sent_back(at_work: AtWork) -> None:
    whole, late, gone = (at_work.receive() for _ in range(3))
    for subject in (whole, late, gone):
        at_work.arrives(subject)
    amount = at_work.payments(whole).orders[0].order.amount
    at_work.pay(f"part-{at_work.order(whole)}", whole, amount - 100)
    at_work.until(whole, "partially_paid")
    at_work.pay(f"rest-{at_work.order(whole)}", whole, 100)
    at_work.until(whole, "paid")
    at_work.open(whole)
    refund = dialog_of(at_work, "ask_refund", RefundDialog)
    refund.account.setText("840-742251843-73")
    refund.reason.setPlainText("уплаћено двапут")
    refund._on_verb()
    at_work.until(whole, "refund_requested")
    at_work.pay(f"back-{at_work.order(whole)}", whole, amount, kind="refunded")
    at_work.until(whole, "refunded")

    at_work.open(gone)
    cancel = dialog_of(at_work, "cancel_order", CancelDialog)
    cancel.reason.setPlainText("странка одустаје")
    cancel._on_verb()
    wait_in_qt(lambda: at_work.state(gone) == "cancelled")
    at_work.settles(gone)
    assert at_work.pay(f"gone-{at_work.order(gone)}", gone, 100).outcome == "kept"

    _let_end(at_work, late)
    at_work.until(late, "expired")
    taken = at_work.pay(f"late-{at_work.order(late)}", late, amount)
    assert (taken.outcome, taken.why) == ("late", "paid_late")
    at_work.until(late, "paid")
    wait_in_qt(lambda: "paid_late" in _findings(at_work, late))


def test_a_case_that_waits_for_its_payment_goes_on_by_itself(at_work: AtWork) -> None:
    subject = at_work.receive()
    at_work.arrives(subject)
    with at_work.parts.database.write() as connection:
        connection.execute(update(REQUEST).where(REQUEST.c.subject == subject).values(state="ceka_uplatu"))
    for standing in at_work.payments(subject).orders:
        order = standing.order
        at_work.pay(f"on-{order.id}", subject, order.amount, order=order.id)

    def goes_on() -> bool:
        at_work.exchange()
        view = at_work.actions.requests.view(subject)
        return view is not None and view.state == "u_radu"

    wait_in_qt(goes_on)


def test_the_tariff_changed_while_the_desk_was_away_since_june(at_work: AtWork, tmp_path: Path) -> None:
    service = next(one for one in at_work.actions.choosing.services() if one.id == "public-area")
    at_work.town.go_down()
    subject = at_work.receive()
    charged = at_work.payments(subject).orders[0].order.amount
    since = _last_july(at_work.program.place.clock.local().date()).isoformat()
    dearer = tuple(replace(fee, amount=fee.amount + 10_000, valid_from=since) for fee in service.fees)
    newer = replace(service, version=service.version + 1, fees=(*service.fees, *dearer))
    _publish(at_work, newer)
    at_work.town.come_back()
    at_work.arrives(subject)
    wait_in_qt(lambda: "tariff_newer" in _findings(at_work, subject))
    assert "fee_differs" not in _findings(at_work, subject), "by the tariff that the entry names it is right"
    assert at_work.payments(subject).orders[0].order.amount == charged, "the slip in the citizen's hand holds"
    assert at_work.parts.payments.order(at_work.order(subject)).amount == charged
    told = next(one for one in at_work.view(subject).findings if one.code == "tariff_newer")
    assert told.params["old"] != told.params["new"]


def test_the_list_of_the_day_adds_up_to_the_journal(at_work: AtWork, tmp_path: Path) -> None:
    subjects = [at_work.receive() for _ in range(2)]
    at_work.open(subjects[0])
    dialog = dialog_of(at_work, "pay_way_4", ProofDialog)
    dialog.number.setText("ПП-9")
    due = at_work.payments(subjects[0]).orders[0].due
    dialog._on_verb()
    wait_in_qt(lambda: at_work.state(subjects[0]) == "proof_accepted")
    at_work.shell.go("payments_day")
    screen = at_work.screen(PaymentsDayScreen)
    wait_in_qt(lambda: len(screen._page.orders.rows_model.rows) >= 2)
    day = at_work.actions.systems.payments_of_day.of(at_work.program.place.clock.local().date())
    views = [at_work.view(subject) for subject in subjects]
    assert day.total("charged") == sum(view.fee_total for view in views)
    assert (day.total("seen"), day.total("terminal")) == (due, 0)
    screen.save(tmp_path)
    wait_in_qt(lambda: any(path.suffix == ".csv" for path in tmp_path.iterdir()))
    (table,) = tmp_path.glob("*.csv")
    wait_in_qt(lambda: table.stat().st_size > 100)
    text = table.read_text(encoding="utf-8-sig")
    assert all(view.number in text for view in views)
    assert APPLICANT.surname not in text
    assert APPLICANT.id_number not in text


def _findings(at_work: AtWork, subject: bytes) -> set[str]:
    at_work.exchange()
    view = at_work.actions.requests.view(subject)
    return {one.code for one in view.findings} if view is not None else set()


def _let_end(at_work: AtWork, subject: bytes) -> None:
    """The last day to pay has gone by: at the centre, whose clock says so."""
    name = at_work.order(subject)
    with at_work.parts.database.write() as connection:
        this = PAYMENT_ORDER.c.id == name
        assert connection.execute(select(PAYMENT_ORDER.c.ends).where(this)).scalar_one() > A_DAY
        connection.execute(update(PAYMENT_ORDER).where(this).values(ends=1, expires="2026-01-01"))
    at_work.parts.payments.expire()


def _publish(at_work: AtWork, service: Service) -> None:
    loaded = Loaded({f"{service.id}.toml": service}, ())
    assert publish(at_work.parts.database, at_work.parts.keys.municipality, loaded).new


def _last_july(today: date) -> date:
    """The day from which tariffs are new each year (DOMAIN §4.1): the last one that has come."""
    return date(today.year if today.month >= 7 else today.year - 1, 7, 1)
