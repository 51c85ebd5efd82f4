"""A document reaches the citizen: at the counter, in the inbox, by post; the line comes and goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.central.delivery.documents import Outcome
from clerk_app.demo.hands import sign
from clerk_app.demo.people import DRAGAN, JELENA, MILENA, STOJAN, VESNA
from clerk_app.demo.visits import VISITS
from clerk_app.domain.delivery import Document, consent
from clerk_app.domain.delivery_policy import Channel
from clerk_app.domain.delivery_told import Evidence
from clerk_app.domain.eid import tail_of
from clerk_app.domain.people import Person
from clerk_app.ui.delivery.consenting import ConsentDialog
from clerk_app.ui.delivery.dispatching import DispatchDialog
from clerk_app.ui.delivery.handing import HandOverDialog
from clerk_app.ui.delivery.slip import SlipDialog
from clerk_app.ui.delivery.words import channel_words, consent_words
from tests.journeys.at_the_windows import AtTheWindows
from tests.journeys.town import Town
from tests.support.elsewhere import Elsewhere
from tests.support.opened_program import wait_in_qt, working_program

PDF = b"%PDF-1.7 " + b"an outcome " * 9000
TITLE = "Решење о порезу"
INBOX, ON_PAPER = "*1", "*1"
"""Places on the lists of the review: the way that is wished for, and how consent was given."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("delivery")) as running:
        yield running


@pytest.fixture(scope="module")
def windows(qapp: QApplication, town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtTheWindows]:
    folder = tmp_path_factory.mktemp("counter")
    with working_program(qapp, town, folder / "desk") as (program, _access):
        yield AtTheWindows(program, folder / "pictures")


@pytest.fixture
def there(town: Town) -> Iterator[Elsewhere]:
    with Elsewhere(town) as opened:
        yield opened


@pytest.fixture
def counter(windows: AtTheWindows, there: Elsewhere) -> Counter:
    return Counter(windows, there)


@dataclass
class Counter:
    """A clerk at work with the keyboard, and a case whose outcome comes from elsewhere."""

    windows: AtTheWindows
    there: Elsewhere
    subject: bytes = b""
    number: str = ""

    def __post_init__(self) -> None:
        self.hands, self.text = self.windows.hands, self.windows.text
        self.delivery = self.windows.actions.systems.delivery

    def receive(self, person: Person, *said: tuple[str, str]) -> None:
        """A request is taken in and registered; ``said`` is what the citizen says at the review."""
        spoken = tuple((self.text(name), value) for name, value in said)
        view = self.windows.takes_in(replace(VISITS[-1], person=person, said=spoken))
        self.subject, self.number = view.subject, view.number
        self.windows.until_registered(self.subject)

    def outcome(self, kind: str = "decision") -> None:
        """The handler elsewhere has decided; the document comes to the desk."""
        pdf = PDF + self.number.encode()
        outcome = Outcome(
            number=self.number, title=TITLE, kind=kind, pdf=pdf, by="Локална пореска администрација",
            state="resen_usvojen",
        )  # fmt: skip
        self.there.parts.documents.put(outcome)
        wait_in_qt(lambda: bool(self.documents()))
        stores = self.windows.watching.desk().stores
        wait_in_qt(lambda: stores.documents.awaited(2**62) == ())
        assert self.delivery.read(self.documents()[0].ref) == pdf

    def documents(self) -> tuple[Document, ...]:
        return self.delivery.documents(self.subject)

    def ways(self) -> list[str]:
        """The channel of each delivery."""
        return [one.channel for one in self.documents()[0].deliveries]

    def until(self, *states: str) -> None:
        """Wait until the last delivery has come so far, by the centre's word."""
        wait_in_qt(
            lambda: tuple(
                step.state for step in self.documents()[0].deliveries[-1].steps if not step.here
            )[-len(states) :] == states
        )  # fmt: skip

    def until_waiting(self) -> None:
        """Wait until the screen says that what was recorded here is on its way."""
        on_its_way = [self.text(f"delivery.here.{mark}") for mark in ("waiting", "sending")]
        self.windows.until(lambda: any(self.windows.reads(words) for words in on_its_way))

    def agrees(self) -> None:
        """The citizen agrees to electronic delivery, and says so at the counter."""
        self.windows.opens(self.subject, "delivery")
        self.windows.presses(self.text("delivery.give_consent"))
        dialog = self.windows.shown(ConsentDialog)
        assert not dialog.radios["paper"].isChecked()
        self.windows.presses(self.text("delivery.consent_how.paper"))
        self.windows.confirms()
        self.windows.until(lambda: self.hands.sees(self.text("delivery.take_consent_back")))
        texts = self.windows.program.place.texts
        said = consent(self.windows.actions.systems.case_files.of(self.subject))
        assert said is not None
        assert (said.given, said.how) == (True, "paper")
        assert self.windows.reads(consent_words(said, texts))

    def dispatch(self, channel: Channel, *, about: str = "delivery.inbox_there") -> None:
        """Ctrl+Shift+F8, what is known of the inbox, the channel, Ctrl+Enter."""
        self.windows.opens(self.subject, "delivery", "dispatch")
        self.windows.asked("Ctrl+Shift+F8", DispatchDialog)
        assert self.windows.reads(self.text(about))
        self.windows.presses(channel_words(channel, self.windows.program.place.texts))
        self.windows.confirms()
        wait_in_qt(lambda: bool(self.documents()[0].deliveries))

    def legal_date(self) -> str:
        return self.documents()[0].legal_date


def hand_over(counter: Counter, person: Person) -> None:
    """F8: the document that was seen, a signature, Ctrl+Enter."""
    windows = counter.windows
    windows.opens(counter.subject, "delivery", "hand_over")
    dialog = windows.asked("F8", HandOverDialog)
    counter.hands.press("Ctrl+Return")
    assert dialog.number_row.message == counter.text("error.hand_document_missing")
    windows.enters(counter.text("delivery.number"), tail_of(person.document.number))
    sign(dialog.pad)
    windows.confirms()


def test_handed_over_with_the_line_away_and_the_centres_day_comes_with_it(counter: Counter, town: Town) -> None:
    windows, not_yet = counter.windows, counter.text("delivery.not_yet")[1:]
    counter.receive(JELENA)
    counter.outcome()
    windows.opens(counter.subject, "delivery")
    windows.until(lambda: windows.reads(not_yet))
    town.go_down()
    hand_over(counter, JELENA)
    counter.until_waiting()
    assert counter.legal_date() == ""
    assert windows.reads(not_yet)
    windows.line_returns(town)
    wait_in_qt(lambda: bool(counter.legal_date()))
    (delivery,) = counter.documents()[0].deliveries
    assert delivery.channel == "counter"
    assert [step.state for step in delivery.steps] == ["dispatched", "available", "collected", "delivered"]
    day = day_of(counter, windows.program.place.texts.date)
    windows.until(lambda: windows.reads(counter.text("delivery.legal_date", day=day)[1:]))
    view = windows.view(counter.subject)
    assert view.state == "dostavljen"
    assert {"document_came", "handed_over", "delivered"} <= {item.kind for item in view.history}


def day_of(counter: Counter, write: Callable[[date], str]) -> str:
    return write(date.fromisoformat(counter.legal_date()))


def test_agreed_and_sent_to_the_inbox_with_the_line_away_and_opened_there(counter: Counter, town: Town) -> None:
    windows = counter.windows
    counter.there.parts.inbox.set_open(VESNA.id_number, is_open=True)
    counter.receive(VESNA, ("intake.delivery", INBOX))
    counter.outcome()
    town.go_down()
    counter.agrees()
    counter.dispatch("inbox_personal", about="delivery.inbox_unknown")
    counter.until_waiting()
    assert counter.ways() == ["inbox_personal"]
    windows.line_returns(town)
    counter.until("available")
    assert not counter.legal_date()
    counter.there.parts.deliveries.happened_to(counter.number, "opened", Evidence(kind="receipt"))
    counter.until("opened", "delivered")
    windows.until(lambda: windows.reads(counter.text("delivery.state.opened")))
    assert counter.legal_date()


def in_the_inbox(counter: Counter, person: Person, kind: str = "decision", *, bounces: bool = False) -> None:
    """The citizen has an inbox and agreed when the request was received."""
    counter.there.parts.inbox.set_open(person.id_number, is_open=True, bounces=bounces)
    counter.receive(person, ("intake.delivery", INBOX), ("intake.consent", ON_PAPER))
    counter.outcome(kind)


def test_a_notification_counts_at_once(counter: Counter) -> None:
    in_the_inbox(counter, STOJAN, "certificate")
    counter.dispatch("inbox_notification")
    counter.until("available", "delivered")


def test_refused_in_the_inbox_counts_that_day(counter: Counter) -> None:
    in_the_inbox(counter, VESNA)
    counter.dispatch("inbox_personal")
    counter.until("available")
    counter.there.parts.deliveries.happened_to(counter.number, "refused")
    counter.until("refused", "delivered")


def test_never_opened_counts_when_the_days_are_over(counter: Counter) -> None:
    in_the_inbox(counter, MILENA)
    counter.dispatch("inbox_personal")
    counter.until("available")
    counter.there.days_pass(16)
    counter.until("expired_deemed", "delivered")


def test_bounced_goes_by_post_returned_with_the_line_away_and_is_posted(counter: Counter, town: Town) -> None:
    windows = counter.windows
    in_the_inbox(counter, DRAGAN, bounces=True)
    counter.dispatch("inbox_personal")
    wait_in_qt(lambda: counter.ways() == ["inbox_personal", "post"])
    town.go_down()
    windows.opens(counter.subject, "delivery")
    windows.presses(counter.text("delivery.note_slip"))
    dialog = windows.shown(SlipDialog)
    counter.hands.press("Ctrl+Return")
    assert windows.shown(SlipDialog) is dialog, "nothing is noted before it is said what came back"
    windows.chooses(dialog.state, "returned")
    windows.enters(counter.text("delivery.slip_number"), "RE 1")
    windows.enters(counter.text("case.note"), "непознат")
    windows.confirms()
    counter.until_waiting()
    assert windows.reads("непознат")
    windows.line_returns(town)
    wait_in_qt(lambda: counter.ways()[-1] == "notice_board")
    counter.until("public_notice_posted")
    counter.there.days_pass(16)
    counter.until("deemed_public", "delivered")
    assert counter.legal_date()
