"""What is done with the documents of the case that is open: opened, handed over, sent, their slips noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from clerk_app.actions.delivery import Handing, Slip
from clerk_app.domain.delivery import Delivery, Document
from clerk_app.domain.delivery_policy import Addressee, Channel, Choice
from clerk_app.domain.errors import CounterError
from clerk_app.domain.people import Person
from clerk_app.domain.signatures import SignatureVerdict
from clerk_app.ports.files import LightPage
from clerk_app.ui.acts.judging import Judging
from clerk_app.ui.casework.recording import Recording
from clerk_app.ui.commands import Bound
from clerk_app.ui.delivery.consenting import ConsentAsking
from clerk_app.ui.delivery.dispatching import DispatchDialog
from clerk_app.ui.delivery.handing import HandOverDialog
from clerk_app.ui.delivery.slip import SlipDialog
from clerk_app.ui.delivery.tab import deliverable
from clerk_app.ui.delivery.which import ask_which
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class DeliveryDoing:
    """Belongs to one page; ``opened`` is the case it works on."""

    def __init__(self, context: Context, place: Workplace, paper: PaperFlow, page: DetailPage) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._page = page
        self._recording = Recording(context, place, page)
        self._documents: tuple[Document, ...] = ()
        self.opened: Opened | None = None
        tab = page.delivery
        tab.open_wanted.connect(self.open_document)
        tab.hand_wanted.connect(self.hand)
        tab.dispatch_wanted.connect(self.dispatch)
        tab.slip_wanted.connect(self._on_slip_wanted)
        tab.paper_wanted.connect(self._on_paper_wanted)
        tab.check_wanted.connect(self._on_check_wanted)
        self._judging = Judging(place, context.texts, tab, tab.show_verdicts)
        self._consents = ConsentAsking(context, place, self._recording, page)
        tab.consent_wanted.connect(self._on_consent_wanted)

    def show(self, opened: Opened) -> None:
        """Work on a case from now on, and draw its documents."""
        self.opened = opened
        self._documents = self._page.show_documents(opened)

    def commands(self) -> Sequence[Bound]:
        """Hand-over and dispatch; where several documents wait for it, it is asked which."""
        if self.opened is None or self.opened.view.annulled:
            return ()
        bound, text = [], self._context.texts.text
        ask = partial(ask_which, self._context, policy=self.opened.delivery, over=self._page)
        if waiting := tuple(filter(deliverable, self._documents)):
            hand = partial(ask, waiting, self.hand, verb=text("command.hand_over"))
            bound.append(Bound("hand_over", hand))
        if unsent := tuple(one for one in waiting if one.open is None):
            send = partial(ask, unsent, self.dispatch, verb=text("command.dispatch"))
            bound.append(Bound("dispatch", send, in_bar=False))
        return bound

    def open_document(self, document: object) -> None:
        """Show a document in the system's viewer; the look is written down first."""
        if self.opened is None or not isinstance(document, Document):
            return
        subject, actions = self.opened.view.subject, self._place.actions

        def read(_papers: object) -> bytes:
            actions.looking.note("open", subject)
            return actions.systems.delivery.read(document.ref)

        self._paper.show_drawn("document", read)

    def hand(self, document: object) -> None:
        """Ask who came and how they sign."""
        if self.opened is None or not isinstance(document, Document):
            return
        body = self.opened.body
        dialog = HandOverDialog(
            self._context,
            document,
            known=body.applicant if body is not None else Person(),
            reader=self._place.at_counter.person,
            representative=body.representative.spoken_name() if body is not None and body.representative else "",
            over=self._page,
        )
        dialog.handing_given.connect(lambda handing: self._on_handing(document, handing))
        dialog.open_over()

    def dispatch(self, document: object) -> None:
        """Ask the centre for the inbox, then for the channel; without a line it is said that nobody knows."""
        if self.opened is None or not isinstance(document, Document):
            return
        systems, subject, body = self._place.actions.systems, self.opened.view.subject, self.opened.body
        person = body.applicant if body is not None else None

        def ask() -> tuple[Choice, Addressee]:
            whom = Addressee()
            if person is not None and self._place.link().kind != "down":
                try:
                    answer = systems.inbox.look_up(person)
                    whom = Addressee(has_inbox=answer.has_inbox, consent=answer.consent or None)
                except CounterError:
                    whom = Addressee()
            return systems.delivery.choice(subject, document, whom), whom

        self._place.devices.submit(
            ask, while_alive(self._page, lambda found: self._ask_channel(document, *found)), self._recording.failed
        )

    def _ask_channel(self, document: Document, choice: Choice, whom: Addressee) -> None:
        dialog = DispatchDialog(self._context, document, choice, whom, over=self._page)
        dialog.channel_given.connect(lambda given: self._on_channel(document, whom, *given))
        dialog.open_over()

    def _on_channel(self, document: Document, whom: Addressee, channel: Channel, why: str) -> None:
        delivery = self._place.actions.systems.delivery
        self._record(lambda subject: delivery.dispatch(subject, document, channel, whom, why), "delivery.sent_now")

    def _on_handing(self, document: Document, handing: Handing) -> None:
        delivery = self._place.actions.systems.delivery
        told = "delivery.handed_now" if handing.taken else "delivery.refused_now"

        def hand(subject: bytes) -> None:
            delivery.hand(subject, document, handing)

        self._record(hand, told)

    def _on_slip_wanted(self, wanted: object) -> None:
        if isinstance(wanted, tuple) and isinstance(wanted[1], Delivery):
            one = wanted[1]
            dialog = SlipDialog(self._context, one, self._place.clock.local().date(), over=self._page)
            dialog.slip_given.connect(lambda given: self._on_slip(one, *given))
            dialog.open_over()

    def _on_slip(self, one: Delivery, slip: Slip, path: Path | None) -> None:
        actions = self._place.actions

        def keep(file: Path | LightPage | None) -> None:
            self._record(lambda subject: note(subject, file), "delivery.noted_now")

        def note(subject: bytes, file: Path | LightPage | None) -> None:
            title = slip.number or slip.state
            scan = actions.enclosures.keep(file, title, "", original=False) if file is not None else None
            actions.systems.delivery.note(subject, one, replace(slip, scan=scan))

        if path is None:
            keep(None)
            return
        lighter = actions.pages.lighter
        self._place.long_reads.submit(
            lambda: lighter(path) or path, while_alive(self._page, keep), self._recording.failed
        )

    def _on_paper_wanted(self, name: object) -> None:
        if self.opened is None:
            return
        subject, actions = self.opened.view.subject, self._place.actions
        self._paper.show_drawn(
            "delivery", lambda papers: papers.delivery(actions.systems.delivery.facts(subject, str(name)))
        )

    def _on_check_wanted(self, document: object) -> None:
        if self.opened is None or not isinstance(document, Document):
            return
        subject, ref, systems = self.opened.view.subject, document.ref, self._place.actions.systems

        def work() -> tuple[SignatureVerdict, ...]:
            systems.delivery.read(ref)  # what has not come yet is told as that
            return systems.acts.judge(subject, ref)

        self._judging.judge(ref, work)

    def _on_consent_wanted(self, given: bool) -> None:
        if self.opened is not None:
            self._consents.ask(self.opened, given=given)

    def _record(self, work: Callable[[bytes], None], told: str) -> None:
        if self.opened is not None:
            subject = self.opened.view.subject
            self._recording.record(subject, lambda: work(subject), told)
