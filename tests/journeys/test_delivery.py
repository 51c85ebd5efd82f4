"""An outcome comes as a document and reaches the citizen: at the counter with the line away, in the inbox, by post."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from clerk_app.actions.delivery import Slip
from clerk_app.actions.desk import DeskActions
from clerk_app.actions.inbox import Consenting
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.app.windows import Program
from clerk_app.central.delivery.documents import Outcome
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import JELENA
from clerk_app.demo.watching import Watching
from clerk_app.domain.delivery import Document
from clerk_app.domain.delivery_policy import Channel
from clerk_app.domain.delivery_told import Evidence
from clerk_app.domain.people import Person
from clerk_app.ui.delivery.dispatching import DispatchDialog
from clerk_app.ui.delivery.handing import HandOverDialog
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.screens.detail import DetailScreen
from tests.journeys.town import Town
from tests.support.elsewhere import Elsewhere
from tests.support.opened_program import wait_in_qt, working_program

PDF = b"%PDF-1.7 " + b"an outcome " * 9000
DIGEST = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path) as running:
        yield running


@pytest.fixture
def there(town: Town) -> Iterator[Elsewhere]:
    with Elsewhere(town) as opened:
        yield opened


@dataclass
class Counter:
    """A clerk at work with the keyboard, and a case whose outcome comes from elsewhere."""

    program: Program
    there: Elsewhere
    folder: Path
    subject: bytes = b""
    number: str = ""

    def __post_init__(self) -> None:
        self.hands, self.watching = Hands(self.program.window, self.folder / "pictures"), Watching(self.program)
        self.text = self.program.place.texts.text

    @property
    def page(self) -> DetailPage:
        """The page of the case."""
        screen = self.watching.shell()._screens["detail"]
        assert isinstance(screen, DetailScreen)
        return screen._page

    @property
    def actions(self) -> DeskActions:
        return self.watching.desk().actions

    def receive(self, person: Person = JELENA, way: str = "counter") -> None:
        """A request is received and registered."""
        form = IntakeForm(
            id="delivery", applicant=person, service="local-tax-clearance", service_version=1, delivery=way
        )
        service = self.actions.choosing.service("local-tax-clearance", 1)
        view = self.actions.intake.accept(form, service).view
        self.subject, self.number = view.subject, view.number
        wait_in_qt(lambda: self.watching.registered() == 1)

    def outcome(self, kind: str = "decision") -> None:
        """The handler elsewhere has decided; the document comes to the desk."""
        outcome = Outcome(
            number=self.number, title="Решење о порезу", kind=kind, pdf=PDF, by="Локална пореска администрација",
            state="resen_usvojen",
        )  # fmt: skip
        self.there.parts.documents.put(outcome)
        wait_in_qt(lambda: bool(self.documents()))
        stores = self.watching.desk().stores
        wait_in_qt(lambda: stores.documents.awaited(2**62) == ())
        assert self.actions.systems.delivery.read(self.documents()[0].ref) == PDF

    def open(self) -> None:
        """The case on the screen, with its deliveries."""
        shell = self.watching.shell()
        shell.go("detail", self.subject)
        page = self.page
        wait_in_qt(lambda: page.delivery._drawn is not None and bool(page.tabs.count()))
        page.tabs.choose("delivery")
        wait_in_qt(lambda: page.delivery.isVisible() and bool(self.shown()))

    def shown(self) -> str:
        """Every word on the tab of deliveries."""
        return "\n".join(label.text() for label in self.page.delivery.findChildren(QLabel) if label.isVisible())

    def documents(self) -> tuple[Document, ...]:
        return self.actions.systems.delivery.documents(self.subject)

    def states(self) -> list[tuple[str, list[str]]]:
        """Each delivery's channel with its steps."""
        return [(one.channel, [step.state for step in one.steps]) for one in self.documents()[0].deliveries]

    def until(self, *states: str) -> None:
        """Wait until the last delivery has come so far, by the centre's word."""
        wait_in_qt(
            lambda: tuple(
                step.state for step in self.documents()[0].deliveries[-1].steps if not step.here
            )[-len(states) :] == states
        )  # fmt: skip

    def dispatch(self, channel: Channel) -> None:
        """Ctrl+Shift+F8, the channel, Ctrl+Enter."""
        self.open()
        self.hands.press("Ctrl+Shift+F8")
        wait_in_qt(lambda: isinstance(QApplication.activeModalWidget(), DispatchDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DispatchDialog)
        dialog.radios[channel].setChecked(True)
        self.hands.press("Ctrl+Return")
        wait_in_qt(lambda: bool(self.documents()[0].deliveries))

    def legal_date(self) -> str:
        return self.documents()[0].legal_date


@pytest.fixture
def counter(qapp: QApplication, town: Town, there: Elsewhere, tmp_path: Path) -> Iterator[Counter]:
    with working_program(qapp, town, tmp_path / "counter") as (program, _access):
        yield Counter(program, there, tmp_path)


def sign(dialog: HandOverDialog) -> None:
    """A stroke over the pad."""
    pad = dialog.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    for x in range(40, 200, 20):
        QTest.mouseMove(pad, QPoint(x, 60 + x % 30))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))


def hand_over(counter: Counter) -> None:
    """F8: the document that was seen, a signature, Ctrl+Enter."""
    counter.open()
    counter.hands.press("F8")
    wait_in_qt(lambda: isinstance(QApplication.activeModalWidget(), HandOverDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HandOverDialog)
    counter.hands.press("Ctrl+Return")
    assert dialog.number_row.message == counter.text("error.hand_document_missing")
    dialog.number.setFocus()
    counter.hands.type("004321")
    sign(dialog)
    counter.hands.press("Ctrl+Return")
    wait_in_qt(lambda: QApplication.activeModalWidget() is None)


def test_handed_over_with_the_line_away_and_the_centres_day_comes_with_it(counter: Counter, town: Town) -> None:
    counter.receive()
    counter.outcome()
    counter.open()
    assert counter.text("delivery.not_yet")[1:] in counter.shown()
    town.go_down()
    hand_over(counter)
    on_its_way = [counter.text(f"delivery.here.{mark}") for mark in ("waiting", "sending")]
    wait_in_qt(lambda: any(words in counter.shown() for words in on_its_way))
    assert counter.legal_date() == ""
    assert counter.text("delivery.not_yet")[1:] in counter.shown()
    town.come_back()
    counter.hands.press("F5")
    counter.watching.desk().nudge(asked=True)
    wait_in_qt(lambda: bool(counter.legal_date()))
    assert counter.states() == [("counter", ["dispatched", "available", "collected", "delivered"])]
    today = counter.program.place.texts.date
    wait_in_qt(lambda: counter.text("delivery.legal_date", day=day_of(counter, today))[1:] in counter.shown())
    view = counter.actions.requests.view(counter.subject)
    assert view is not None
    assert view.state == "dostavljen"
    kinds = [item.kind for item in view.history]
    assert {"document_came", "handed_over", "delivered"} <= set(kinds)


def day_of(counter: Counter, write: Callable[[date], str]) -> str:
    return write(date.fromisoformat(counter.legal_date()))


def in_the_inbox(counter: Counter, there: Elsewhere, kind: str = "decision", *, bounces: bool = False) -> None:
    """The citizen has an inbox and agreed."""
    there.parts.inbox.set_open(JELENA.id_number, is_open=True, bounces=bounces)
    counter.receive(way="inbox")
    counter.actions.systems.inbox.consent(counter.subject, Consenting(given=True, how="paper", email=JELENA.email))
    counter.outcome(kind)


def test_opened_in_the_inbox(counter: Counter, there: Elsewhere) -> None:
    in_the_inbox(counter, there)
    counter.dispatch("inbox_personal")
    counter.until("available")
    there.parts.deliveries.happened_to(counter.number, "opened", Evidence(kind="receipt"))
    counter.until("opened", "delivered")
    assert counter.legal_date()


def test_a_notification_counts_at_once(counter: Counter, there: Elsewhere) -> None:
    in_the_inbox(counter, there, "certificate")
    counter.dispatch("inbox_notification")
    counter.until("available", "delivered")


def test_never_opened_counts_when_the_days_are_over(counter: Counter, there: Elsewhere) -> None:
    in_the_inbox(counter, there)
    counter.dispatch("inbox_personal")
    counter.until("available")
    there.days_pass(16)
    counter.until("expired_deemed", "delivered")


def test_bounced_goes_by_post_returned_and_is_posted(counter: Counter, there: Elsewhere) -> None:
    in_the_inbox(counter, there, bounces=True)
    counter.dispatch("inbox_personal")
    wait_in_qt(lambda: [channel for channel, _ in counter.states()] == ["inbox_personal", "post"])
    post = counter.documents()[0].deliveries[-1]
    today = counter.program.place.clock.local().date().isoformat()
    slip = Slip(state="returned", on=today, number="RE 1", text="непознат")
    counter.actions.systems.delivery.note(counter.subject, post, slip)
    wait_in_qt(lambda: [channel for channel, _ in counter.states()][-1] == "notice_board")
    counter.until("public_notice_posted")
    there.days_pass(16)
    counter.until("deemed_public", "delivered")
    assert counter.legal_date()


def test_refused_in_the_inbox_counts_that_day(counter: Counter, there: Elsewhere) -> None:
    in_the_inbox(counter, there)
    counter.dispatch("inbox_personal")
    counter.until("available")
    there.parts.deliveries.happened_to(counter.number, "refused")
    counter.until("refused", "delivered")
