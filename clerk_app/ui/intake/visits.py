"""Visits at the intake: one is put aside for another, goes on, has one more service, or is entered from paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from shiboken6 import isValid

from clerk_app.actions import visiting
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.bodies import Representation
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.domain.people import Person
from clerk_app.ports.cards import TextRead
from clerk_app.ui.held_visits import HeldVisits
from clerk_app.ui.intake.card_note import CardNote, same, stranger
from clerk_app.ui.intake.doing import Doing
from clerk_app.ui.intake.page import IntakeView
from clerk_app.ui.intake.taking import Taking
from clerk_app.ui.request_list import Row, rows_of
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class Visits(QObject):
    """Follows the card reader while the intake is in front; ``held`` and ``card`` are its lines over the page.

    ``changed`` takes a form as the pages do, ``begin`` shows another visit.
    """

    def __init__(
        self,
        context: Context,
        place: Workplace,
        taking: Taking,
        doing: Doing,
        view: IntakeView,
        *,
        changed: Callable[[object], None],
        begin: Callable[[object], None],
    ) -> None:
        super().__init__(view)
        self._context = context
        self._place = place
        self._taking = taking
        self._doing = doing
        self._view = view
        self._changed = changed
        self._begin = begin
        self.held = HeldVisits(context, place)
        self.card = CardNote(context)
        self.held.chosen.connect(self.take_up)
        place.at_counter.person_changed.connect(self._on_person_changed)
        view.destroyed.connect(self._stop_listening)

    def renew(self) -> None:
        """Show what waits, whose card is there, and what was received before in this visit."""
        self._renew_held()
        self._show_card()
        form, actions = self._taking.form, self._place.actions
        if form is None or not form.earlier:
            self._taking.earlier = ()
            return
        self._place.reads.submit(
            lambda: rows_of(visiting.received_in(actions.requests, form), actions.choosing),
            while_alive(self, self._on_earlier_read),
            lambda error: say_error(self._context, error),
        )

    def hold(self) -> None:
        """Put this visit aside, and begin for whoever else's card is in the reader."""
        form, person = self._taking.form, self._place.at_counter.person
        if form is None or not form.begun:
            self._say(self._context.texts.text("intake.nothing_to_hold"))
            return
        other = person if person is not None and stranger(form, person) else None
        self.put_aside()
        self._begin(other)
        self._context.frame.commands_changed()
        whose = form.applicant.full_name() if form.applicant else ""
        self._say(self._context.texts.text("intake.held", name=whose or self._context.texts.text("draft.nobody")))

    def put_aside(self) -> None:
        """Keep what is being taken as a held visit; an empty form is of no use to anybody."""
        form, intake = self._taking.form, self._place.actions.intake
        self._doing.stop_saving()
        self._taking.end()
        if form is None or not form.begun:
            return
        since = self._place.clock.local().isoformat(timespec="seconds")
        focus, by = self._view.focused(), self._place.actions.sessions.current().grant
        self._place.writes.submit(
            lambda: visiting.hold(intake, form, since=since, focus=focus, by=by),
            while_alive(self, lambda _held: self._renew_held()),
            while_alive(self, lambda error: say_error(self._context, error)),
        )

    def take_up(self, form: object) -> None:
        """Go on with a held visit; the one that is open waits instead."""
        if isinstance(form, IntakeForm):
            self._begin(form)
            self._context.frame.commands_changed()

    def as_representative(self) -> None:
        """Whoever's card is in the reader speaks for the applicant; taken for the applicant before, that was wrong."""
        form, person = self._taking.form, self._place.at_counter.person
        if form is None or person is None:
            self._say(self._context.texts.text("intake.no_card"))
            return
        applicant = form.applicant
        if applicant is not None and same(applicant, person):
            applicant = None
        by = form.representation or _usual_word(applicant)
        self._changed(replace(form, applicant=applicant, representative=person, representation=by, step="person"))
        self._view.focus_step("person")
        self._context.frame.commands_changed()
        self._show_card()

    def on_paper(self) -> None:
        """Enter the open request as one that was taken on paper before; or as none, after all."""
        form, actions = self._taking.form, self._place.actions
        if form is None:
            return
        today = self._place.clock.local().date().isoformat()
        entry = PaperEntry(day=today, clerk=actions.sessions.current().grant.name)
        self._changed(replace(form, paper=None if form.paper else entry, step="person"))
        self._view.focus_step("person")
        self._context.frame.commands_changed()

    def _on_person_changed(self, news: object) -> None:
        if not self._view.isVisible():
            return
        form, person = self._taking.form, self._place.at_counter.person
        if isinstance(news, TextRead) and form is not None and person is not None and _empty(form):
            step = "service" if form.step == "person" and not form.service else form.step
            self._changed(replace(form, applicant=person, step=step))
            self._view.focus_step(step)
            self._context.frame.commands_changed()
        self._show_card()

    def _renew_held(self) -> None:
        self.held.renew(self._taking.form.id if self._taking.form is not None else "")

    def _show_card(self) -> None:
        self.card.show_people(self._taking.form, self._place.at_counter.person)

    def _on_earlier_read(self, rows: tuple[Row, ...]) -> None:
        self._taking.earlier = rows
        self._view.show_state(self._taking.state())

    def _say(self, words: str) -> None:
        self._context.frame.say(words, "info")

    def _stop_listening(self) -> None:
        at_counter = self._place.at_counter
        if isValid(at_counter):  # at the end of the program it may go before the window
            at_counter.person_changed.disconnect(self._on_person_changed)


def _empty(form: IntakeForm) -> bool:
    """Whether nobody is in the form yet: whoever's card comes is its person."""
    nobody = form.applicant is None or not form.applicant.known
    return nobody and form.representation is None


def _usual_word(applicant: Person | None) -> Representation:
    """For a company its legal representative speaks, for a person mostly somebody with a power of attorney."""
    company = applicant is not None and applicant.id_kind == "company"
    return Representation(kind="legal_representative" if company else "power_of_attorney")
