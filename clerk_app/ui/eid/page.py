"""The page of eID: steps on the left, sections in the middle, appointments on the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.ui.eid.account_page import EidAccountPage, EidContactPage
from clerk_app.ui.eid.appointments import WIDTH, AppointmentPanel
from clerk_app.ui.eid.person_page import EidPersonPage
from clerk_app.ui.eid.section import Section
from clerk_app.ui.eid.sheet_page import EidSheetPage
from clerk_app.ui.eid.state import STEPS, EidPage, EidState
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.steps import Step, Steps, StepState, look_width

_STEPS_WIDTH = 204


class EidView(QWidget):
    """A view: ``form_changed`` gives the whole form, ``wanted`` what is to be done, ``step_wanted`` a step."""

    form_changed = Signal(object)
    wanted = Signal(object)
    step_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look, text = context.look, context.texts.text
        self.contact = EidContactPage(context)
        pages: list[EidPage] = [EidPersonPage(context), EidAccountPage(context), self.contact, EidSheetPage(context)]
        self._sections = [Section(context, number, page) for number, page in enumerate(pages, start=1)]
        for section in self._sections:
            section.opened.connect(self.step_wanted)
            section.page.form_changed.connect(self.form_changed)
            section.page.wanted.connect(self.wanted)
        self._steps = Steps(look, text("intake.steps"))
        self._steps.step_chosen.connect(self.step_wanted)
        self.appointments = AppointmentPanel(context)
        self._note = Note(look, "")
        self._book = Button(look, text("command.book"), icon="calendar", keys=context.commands.keys("book"))
        self._book.clicked.connect(lambda: self.wanted.emit("book"))
        self._note.ways_out.addWidget(self._book)
        self._note.ways_out.addStretch(1)
        self._lay_out()

    def show_state(self, state: EidState) -> None:
        """Show the visit as it stands; the current step is open, the others folded."""
        current = STEPS.index(state.form.step)
        for number, section in enumerate(self._sections):
            done = number != current and self._done(STEPS[number], state)
            section.show_state(state, current=number == current, done=done)
        self._steps.show_steps([self._step(number, state, current) for number in range(len(STEPS))])
        self._show_note(state)

    def focus_step(self, step: str, where: str = "") -> None:
        """Bring a step to the front, and the focus to where the hand goes on."""
        section = self._sections[STEPS.index(step)]
        section.page.take_focus(where)
        self._scroll.show_from(section)

    def show_what_happened(self) -> None:
        """Bring the note to the front, where what went wrong stands in it."""
        if self._note.isVisibleTo(self):
            self._scroll.show_from(self._note)

    def _show_note(self, state: EidState) -> None:
        """What is under way, or what went wrong and what to do; an error at a field stands at its field."""
        texts, error = self._context.texts, state.error
        at_field = isinstance(error, Invalid) and error.field
        self._note.setVisible(bool(state.busy) or (error is not None and not at_field))
        away = isinstance(error, Unavailable) and error.code.startswith(("line_", "centre_", "register_"))
        self._book.setVisible(away and not state.busy)
        if state.busy:
            self._note.show_note(texts.text(f"eid.busy.{state.busy}"), "info", icon="hourglass")
        elif isinstance(error, Unavailable):
            line = away and not error.code.startswith("register_")
            told = texts.text("eid.offline") if line else error_words(error, texts)
            title = texts.text("eid.offline.title") if line else ""
            self._note.show_note(told, "offline" if away else "warning", title=title)
        elif error is not None and not at_field:
            self._note.show_note(error_words(error, texts), "error")

    def _done(self, step: str, state: EidState) -> bool:
        form = state.form
        account = form.account is not None and form.account.level != "none"
        return {
            "person": form.account is not None,
            "account": form.account is not None,
            "contact": account,
            "sheet": bool(form.given),
        }[step]

    def _step(self, number: int, state: EidState, current: int) -> Step:
        text, step = self._context.texts.text, STEPS[number]
        done = self._done(step, state)
        kind: StepState = "current" if number == current else "done" if done else "open"
        note = self._sections[number].page.summary(state) if done and number != current else ""
        return Step(id=step, title=text(f"eid.step.{step}"), note=note, state=kind, spoken=text(f"intake.state.{kind}"))

    def _lay_out(self) -> None:
        look, text = self._context.look, self._context.texts.text
        steps = Panel(look, text("intake.steps"), flush=True)
        steps.body.addWidget(self._steps)
        steps.body.addStretch(1)
        steps.add_foot().addWidget(Label(look, text("eid.kept"), style="small", role="text_2", wrap=True))
        widest = max(look_width(look, text(f"eid.step.{step}")) for step in STEPS)
        steps.setFixedWidth(max(look.px(_STEPS_WIDTH), widest + look.px(16)))
        self._scroll = Scroll(look, margin=14, spacing=10)
        self._scroll.body.addWidget(self._note)
        for section in self._sections:
            self._scroll.body.addWidget(section)
        middle = Panel(look, flush=True)
        middle.body.addWidget(self._scroll)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addWidget(steps)
        row.addWidget(middle, 1)
        if look.tokens.narrow:
            steps.hide()
            self._scroll.body.addWidget(self.appointments)
        else:
            side = Scroll(look)
            side.body.addWidget(self.appointments)
            side.body.addStretch(1)
            side.setFixedWidth(look.px(WIDTH))
            row.addWidget(side)
        self._scroll.body.addStretch(1)
