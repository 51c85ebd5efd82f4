"""eID: a citizen is registered, and given the parameters of ConsentID once; without a line, an appointment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.actions.eid import Sheet
from clerk_app.contract.eid import EidAccount
from clerk_app.domain.errors import CounterError
from clerk_app.domain.people import Person
from clerk_app.ports.cards import TextRead
from clerk_app.ui.commands import Bound
from clerk_app.ui.eid.calendar import EidCalendar
from clerk_app.ui.eid.doing import EidDoing
from clerk_app.ui.eid.page import EidView
from clerk_app.ui.eid.state import STEPS, EidForm
from clerk_app.ui.eid.visit import Visit
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.stopped_note import StoppedNote
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class EidScreen(Screen):
    """Joins the visit, its view, and what is done; parameters pass from an action to a dialog and are kept nowhere."""

    id = "eid"
    title_key = "eid.title"
    icon = "user-round-plus"
    rail_place = "home"

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.visit = Visit(place.actions.eid.new_act)
        self._shown = False
        place.news.card_news.connect(self._on_card)

    def build(self, context: Context) -> QWidget:
        """The view of this window."""
        self._context = context
        self._view, self._root = EidView(context), QWidget()
        self.doing = EidDoing(context, self._place, self._root)
        panel = self._view.appointments
        self._calendar = EidCalendar(context, self._place, panel, lambda: self.visit.form, self._root)
        self._view.form_changed.connect(self._on_form_changed)
        self._view.step_wanted.connect(self._go_to)
        self._view.wanted.connect(self._on_wanted)
        self.doing.began.connect(self._on_began)
        self.doing.ended.connect(self._on_ended)
        self.doing.failed.connect(self._on_failed)
        column = QVBoxLayout(self._root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(context.look.px(12))
        column.addWidget(StoppedNote(context, self._place, brief=True))
        column.addWidget(self._view, 1)
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        at_sheet = self.visit.form.step == "sheet" and not self.visit.form.given
        return (
            Bound("confirm", lambda: self._on_wanted(self.visit.verb())),
            *((Bound("show_parameters", lambda: self._on_wanted("show")),) if at_sheet else ()),
            Bound("book", self._calendar.book),
            Bound("read_card", self._place.read_card),
            Bound("next_step", lambda: self._go_to(self.visit.neighbour(1)), in_bar=False),
            Bound("previous_step", lambda: self._go_to(self.visit.neighbour(-1)), in_bar=False),
            Bound("back", self._context.frame.back),
            *(Bound(f"item_{n}", self._going(step), in_bar=False) for n, step in enumerate(STEPS, start=1)),
        )

    def on_shown(self, subject: object = None) -> None:
        """Begin for the person in the reader, or go on with the one who is there."""
        self._shown = True
        if isinstance(subject, Person) or self.visit.empty:
            self.visit.begin(subject if isinstance(subject, Person) else self._place.at_counter.person)
        texts, eid = self._context.texts, self._place.actions.eid
        self._context.frame.head(texts.text("eid.title"), texts.text("eid.about"))
        self.doing.settle()
        self._calendar.load()
        self._place.reads.submit(
            lambda: texts.wording(eid.policy().agreement),
            while_alive(self._root, self._view.contact.show_agreement),
            while_alive(self._root, self._on_failed),
        )
        self._view.show_state(self.visit.state())
        self._view.focus_step(self.visit.form.step)

    def on_hidden(self) -> None:
        """What was typed stays for the visit; it is nowhere on disk."""
        self._shown = False

    def has_work(self) -> bool:
        """Somebody is being registered."""
        return self.visit.begun

    def _on_form_changed(self, form: object) -> None:
        if isinstance(form, EidForm):
            self.visit.change(form)
            self._view.show_state(self.visit.state())

    def _go_to(self, step: object) -> None:
        if step in STEPS:
            self.visit.go_to(str(step))
            self._view.show_state(self.visit.state())
            self._view.focus_step(str(step))
            self._context.frame.commands_changed()

    def _going(self, step: str) -> Callable[[], None]:
        return lambda: self._go_to(step)

    def _on_wanted(self, verb: object) -> None:
        if self.visit.busy:
            return
        account = self.visit.form.account
        if verb == "next":
            self.visit.begin(None)
            self._go_to("person")
        elif verb == "again":
            self.visit.again()
            self._go_to("sheet")
        elif verb == "book":
            self._calendar.book()
        elif verb == "go_on" or (verb in ("print", "show") and (account is None or account.level == "none")):
            self._go_to(self.visit.after_account())
        else:
            self.doing.do(str(verb), self.visit.form)

    def _on_began(self, verb: object) -> None:
        self.visit.busy, self.visit.error = str(verb), None
        self._view.show_state(self.visit.state())

    def _on_ended(self, told: object) -> None:
        verb, outcome = told if isinstance(told, tuple) else ("", None)
        if isinstance(outcome, EidAccount):
            self._go_to(self.visit.heard(outcome))
        elif isinstance(outcome, Sheet):
            self.visit.busy = ""
            self.doing.open_sheet(outcome, self.visit.form.person.spoken_name())
        else:
            time = self._context.texts.time(self._place.clock.local())
            self.visit.sheet_left(given="" if verb == "lost" else time)
            self._go_to("sheet")

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, CounterError):
            return
        step, field = self.visit.failed(error)
        if step and step != self.visit.form.step:
            self._go_to(step)
        self._view.show_state(self.visit.state())
        self._view.show_what_happened()
        if field:
            self._view.focus_step(step, field)

    def _on_card(self, news: object) -> None:
        """Another card while nothing is under way: it is about this person from now on."""
        if self._shown and not self.visit.busy and isinstance(news, TextRead):
            self.visit.begin(news.card.person)
            self._go_to("person")
