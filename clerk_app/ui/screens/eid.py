"""eID: a citizen is registered, and given the parameters of ConsentID once; without a line, an appointment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.actions.appointing import Appointment
from clerk_app.actions.eid import Sheet
from clerk_app.contract.eid import EidAccount
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.domain.people import Person
from clerk_app.ports.cards import TextRead
from clerk_app.ui.commands import Bound
from clerk_app.ui.eid.doing import EidDoing
from clerk_app.ui.eid.page import EidView
from clerk_app.ui.eid.state import STEPS, EidForm, EidState, of_person
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.stopped_note import StoppedNote
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

_FIELD_STEPS = {"read_back": "contact", "email": "contact", "phone": "contact"}
_NEW_ACT = frozenset({"parameters_gone", "act_reused"})


class EidScreen(Screen):
    """Holds the visit; parameters pass from an action to a dialog and are kept by neither."""

    id = "eid"
    title_key = "eid.title"
    icon = "user-round-plus"
    rail_place = "home"

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._form: EidForm | None = None
        self._busy = ""
        self._error: CounterError | None = None
        self._shown = False
        place.news.card_news.connect(self._on_card)

    def build(self, context: Context) -> QWidget:
        """The view of this window."""
        self._context = context
        self._view = EidView(context)
        self._root = QWidget()
        self.doing = EidDoing(context, self._place, self._root)
        self._view.form_changed.connect(self._on_form_changed)
        self._view.step_wanted.connect(self._go_to)
        self._view.wanted.connect(self._on_wanted)
        self._view.appointments.book_wanted.connect(self._book)
        self._view.appointments.closed.connect(lambda told: self.doing.close_appointment(*told))
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
        shows = self._now().step == "sheet"
        return (
            Bound("confirm", self._confirm),
            *((Bound("show_parameters", lambda: self._on_wanted("show")),) if shows else ()),
            Bound("book", self._book),
            Bound("read_card", self._place.read_card),
            Bound("next_step", lambda: self._step_by(1), in_bar=False),
            Bound("previous_step", lambda: self._step_by(-1), in_bar=False),
            Bound("back", self._context.frame.back),
            *(Bound(f"item_{n}", self._going(step), in_bar=False) for n, step in enumerate(STEPS, start=1)),
        )

    def on_shown(self, subject: object = None) -> None:
        """Begin for the person in the reader, or go on with the one who is there."""
        self._shown = True
        if isinstance(subject, Person) or self._form is None:
            self._begin(subject if isinstance(subject, Person) else self._place.at_counter.person)
        self._context.frame.head(self._context.texts.text("eid.title"), self._context.texts.text("eid.about"))
        self.doing.settle()
        self._load()
        self._show()
        self._view.focus_step(self._now().step)

    def on_hidden(self) -> None:
        """What was typed stays for the visit; it is nowhere on disk."""
        self._shown = False

    def has_work(self) -> bool:
        """Somebody is being registered."""
        return self._form is not None and self._form.account is not None and not self._form.given

    def _begin(self, person: Person | None) -> EidForm:
        eid = self._place.actions.eid
        form = EidForm(register_act=eid.new_act(), issue_act=eid.new_act())
        self._form, self._error, self._busy = of_person(form, person) if person else form, None, ""
        return self._form

    def _now(self) -> EidForm:
        return self._form or self._begin(self._place.at_counter.person)

    def _show(self) -> None:
        self._view.show_state(EidState(form=self._now(), busy=self._busy, error=self._error))

    def _load(self) -> None:
        appointing = self._place.actions.appointing

        def on_loaded(found: tuple[str, tuple[Appointment, ...]]) -> None:
            self._view.contact.show_agreement(found[0])
            self._view.appointments.show_appointments(found[1])

        def read() -> tuple[str, tuple[Appointment, ...]]:
            return self._context.texts.wording(self._place.actions.eid.policy().agreement), appointing.all()

        self._place.reads.submit(read, while_alive(self._root, on_loaded), while_alive(self._root, self._on_failed))

    def _on_form_changed(self, form: object) -> None:
        if isinstance(form, EidForm):
            self._form = form
            if isinstance(self._error, (Invalid, Refused)):
                self._error = None
            self._show()

    def _go_to(self, step: object) -> None:
        if step in STEPS:
            self._form = replace(self._now(), step=str(step))
            self._show()
            self._view.focus_step(str(step))
            self._context.frame.commands_changed()

    def _going(self, step: str) -> Callable[[], None]:
        return lambda: self._go_to(step)

    def _step_by(self, by: int) -> None:
        self._go_to(STEPS[min(max(STEPS.index(self._now().step) + by, 0), len(STEPS) - 1)])

    def _confirm(self) -> None:
        """What Ctrl+Enter does on this step."""
        verbs = {"person": "look_up", "account": "go_on", "contact": "register", "sheet": "print"}
        form = self._now()
        self._on_wanted("next" if form.given and form.step == "sheet" else verbs[form.step])

    def _on_wanted(self, verb: object) -> None:
        form = self._now()
        if self._busy:
            return
        if verb == "next":
            self._begin(None)
            self._go_to("person")
        elif verb == "go_on":
            self._go_on(form)
        elif verb == "book":
            self._book()
        elif verb in ("print", "show") and (form.account is None or form.account.level == "none"):
            self._go_to("person" if form.account is None else "contact")
        else:
            self._do(str(verb), form)

    def _do(self, verb: str, form: EidForm) -> None:
        doing = self.doing
        {
            "look_up": doing.look_up,
            "register": doing.register,
            "print": doing.print_sheet,
            "show": doing.show_sheet,
            "print_agreement": doing.print_agreement,
        }[verb](form)

    def _go_on(self, form: EidForm) -> None:
        if form.account is None:
            self._go_to("person")
        elif form.account.state != "blocked":
            self._go_to("contact" if form.account.level == "none" else "sheet")

    def _book(self) -> None:
        self.doing.book(self._now())

    def _on_began(self, verb: object) -> None:
        self._busy, self._error = str(verb), None
        self._show()

    def _on_ended(self, told: object) -> None:
        verb, outcome = told if isinstance(told, tuple) else ("", None)
        if verb in ("booked", "closed"):
            self._on_appointment(outcome)
            return
        self._busy, form = "", self._now()
        if isinstance(outcome, EidAccount):
            self._form = replace(form, account=outcome)
            self._go_on(self._form) if outcome.state != "blocked" else self._go_to("account")
        elif isinstance(outcome, Sheet):
            self._show()
            self.doing.open_sheet(outcome, form.person.spoken_name())
        elif verb == "lost":
            self._form = self._spent(replace(form, lost=True, given=""))
            self._go_to("sheet")
        else:
            time = self._context.texts.time(self._place.clock.local())
            account = replace_level(form.account)
            self._form = self._spent(replace(form, given=time, lost=False, account=account))
            self._go_to("sheet")

    def _on_appointment(self, outcome: object) -> None:
        self._load()
        if isinstance(outcome, Appointment):
            self._context.frame.say(self._context.texts.text("eid.booked"))

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, CounterError):
            return
        self._busy, self._error, form = "", error, self._now()
        if error.code == "eid_sheet_lost":
            self._form = self._spent(replace(form, lost=True, given=""))
            self._error = None
        elif error.code in _NEW_ACT:
            self._form = self._spent(form)
        self._show()
        self._view.show_what_happened()
        if isinstance(error, Invalid) and error.field:
            step = _FIELD_STEPS.get(error.field, "person")
            if step != form.step:
                self._go_to(step)
            self._view.focus_step(step, error.field)

    def _spent(self, form: EidForm) -> EidForm:
        """These parameters were given, or are void: the next ones are asked for under another id."""
        return replace(form, issue_act=self._place.actions.eid.new_act())

    def _on_card(self, news: object) -> None:
        """Another card while nothing is under way: it is about this person from now on."""
        if self._shown and not self._busy and isinstance(news, TextRead):
            self._begin(news.card.person)
            self._go_to("person")


def replace_level(account: EidAccount | None) -> EidAccount | None:
    """The account once its owner has the parameters."""
    return EidAccount("high", account.state, account.email, account.phone) if account is not None else None
