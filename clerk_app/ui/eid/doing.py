"""What is done for the person at the counter: asked, registered, printed, shown; each on its lane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from clerk_app.actions.eid import Sheet
from clerk_app.contract.signin import Grant
from clerk_app.domain.eid import EidIdentity
from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.lanes import Runs
from clerk_app.ui.eid.shown_sheet import ShownSheet
from clerk_app.ui.eid.state import EidForm
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

NOT_TAKEN = "not_taken"


class EidDoing(QWidget):
    """``began`` names what is under way, ``ended`` gives a verb and its outcome, ``failed`` an error."""

    began = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, place: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._place = place
        self._over = parent

    def do(self, verb: str, form: EidForm) -> None:
        """One of the verbs of a step: ``look_up``, ``register``, ``print``, ``show``, ``print_agreement``."""
        {
            "look_up": self.look_up,
            "register": self.register,
            "print": self.print_sheet,
            "show": self.show_sheet,
            "print_agreement": self.print_agreement,
        }[verb](form)

    def look_up(self, form: EidForm) -> None:
        """Ask the centre whether there is an account."""
        eid = self._place.actions.eid
        self._begin("look_up", form, eid.look_up, self._place.devices)

    def register(self, form: EidForm) -> None:
        """Open an account of the basic level."""
        eid = self._place.actions.eid
        if not form.read_back:
            self.failed.emit(Invalid("eid_not_read_back", field="read_back"))
            return
        act, email, phone = form.register_act, form.email, form.phone
        self._begin("register", form, lambda identity: eid.register(act, identity, email, phone), self._place.devices)

    def print_sheet(self, form: EidForm) -> None:
        """Have parameters issued and printed, once."""
        eid, act = self._place.actions.eid, form.issue_act
        self._begin("print", form, lambda identity: eid.print_parameters(act, identity), self._place.paper)

    def show_sheet(self, form: EidForm) -> None:
        """Have parameters issued and shown, once."""
        eid, act = self._place.actions.eid, form.issue_act
        self._begin("show", form, lambda identity: eid.show_parameters(act, identity), self._place.devices)

    def open_sheet(self, sheet: Sheet, name: str) -> None:
        """Show it; whatever ends the dialog but its verb makes the parameters void."""
        grant = self._place.actions.sessions.current().grant
        dialog = ShownSheet(self._context, sheet.picture, name=name, over=self._over)
        subject, issue = sheet.subject, sheet.issue
        dialog.finished.connect(lambda code: self._on_sheet_left(subject, issue, grant, code))
        dialog.open_over()

    def print_agreement(self, form: EidForm) -> None:
        """Hand the citizen what they agree to."""
        eid, name = self._place.actions.eid, form.person.spoken_name()
        language = self._context.texts.language
        said = self._context.texts.text("eid.agreement_printed")
        self._place.paper.submit(
            lambda: eid.print_agreement(name, language),
            while_alive(self, lambda _none: self._context.frame.say(said)),
            while_alive(self, self._on_said),
        )

    def settle(self) -> None:
        """Void what a program that ended midway has left."""
        eid = self._place.actions.eid
        self._place.writes.submit(eid.settle, while_alive(self, self._on_settled), while_alive(self, self._on_said))

    def _begin(self, verb: str, form: EidForm, work: Callable[[EidIdentity], object], lane: Runs) -> None:
        try:
            identity = form.identity()
        except CounterError as error:
            self.failed.emit(error)
            return
        self.began.emit(verb)
        lane.submit(
            lambda: work(identity),
            while_alive(self, lambda outcome: self.ended.emit((verb, outcome))),
            while_alive(self, self._on_failed),
        )

    def _on_sheet_left(self, subject: bytes, issue: str, grant: Grant, code: int) -> None:
        """The dialog is over: the citizen has the parameters, or nobody is to have them."""
        eid, given = self._place.actions.eid, code == QDialog.DialogCode.Accepted
        sheet = Sheet(subject, issue, b"")
        work = (lambda: eid.hand_over(sheet)) if given else (lambda: eid.void(subject, issue, NOT_TAKEN, grant))
        outcome = ("given" if given else "lost", None)
        self._place.writes.submit(
            work, while_alive(self, lambda _none: self.ended.emit(outcome)), while_alive(self, self._on_failed)
        )

    def _on_settled(self, count: int) -> None:
        if count:
            self._context.frame.say(self._context.texts.text("error.eid_interrupted"), "warning")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        self.failed.emit(error)

    def _on_said(self, error: Exception) -> None:
        say_error(self._context, error)
