"""Drafts: requests that were begun on this desk and wait to be taken on; a table, and what is done with its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from clerk_app.actions.choosing import Choosing
from clerk_app.actions.intake import Intake
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import CounterError
from clerk_app.domain.people import Person
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.intake.state import STEPS
from clerk_app.ui.link_words import local_time
from clerk_app.ui.request_list import MARKS
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.cells import Cell, Column, mark_cell
from clerk_app.ui.widgets.table import Table
from clerk_app.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft with the name of its service, if one was chosen, and the time of its last save here."""

    form: IntakeForm
    service: Wording | None
    saved: datetime


def draft_rows(intake: Intake, choosing: Choosing, zone: tzinfo | None) -> tuple[DraftRow, ...]:
    """The drafts of the clerk at work, newest first; reads, so it runs on a reading lane."""
    return tuple(
        DraftRow(kept.form, _service_name(kept.form, choosing), local_time(kept.saved, zone)) for kept in intake.kept()
    )


def _service_name(form: IntakeForm, choosing: Choosing) -> Wording | None:
    try:
        return choosing.service(form.service, form.service_version).name if form.service else None
    except CounterError:
        return Wording(sr=form.service, en=form.service)


class DraftCells:
    """Words the cells of drafts for one day."""

    def __init__(self, context: Context, today: Callable[[], date]) -> None:
        self._texts = context.texts
        self._today = today

    def columns(self, *, narrow: bool) -> tuple[Column[DraftRow], ...]:
        """Mark, person, service, step, saved; two lines each where text is large."""
        text = self._texts.text
        mark = Column[DraftRow](title="", cell=self._mark, width=28 if narrow else 36)
        saved = Column[DraftRow](title=text("draft.saved"), cell=self._saved, width=110, right=True)
        if narrow:
            return (
                mark,
                Column(title=text("request.applicant_service"), cell=self._who_and_what, shortens=True),
                saved,
            )
        return (
            mark,
            Column(
                title=text("request.applicant"), cell=lambda row: Cell(text=self._who(row)), width=260, shortens=True
            ),
            Column(title=text("request.service"), cell=lambda row: Cell(text=self._what(row)), shortens=True),
            Column(title=text("draft.step"), cell=self._step, width=180, whole=self._steps()),
            saved,
        )

    def _mark(self, row: DraftRow) -> Cell:
        if row.form.held_at:
            return mark_cell("hourglass", "warning", self._texts.text("draft.held"))
        return mark_cell(*MARKS["draft"], self._texts.text("mark.draft"))

    def _who(self, row: DraftRow) -> str:
        person = row.form.applicant or Person()
        return person.full_name().strip() or self._texts.text("draft.nobody")

    def _what(self, row: DraftRow) -> str:
        return self._texts.wording(row.service) if row.service else self._texts.text("draft.no_service")

    def _who_and_what(self, row: DraftRow) -> Cell:
        return Cell(text=self._who(row), strong=True, second=self._what(row))

    def _step(self, row: DraftRow) -> Cell:
        return Cell(text=self._texts.text(f"intake.step.{row.form.step}"), role="text_2")

    def _steps(self) -> list[Cell]:
        return [Cell(text=self._texts.text(f"intake.step.{step}")) for step in STEPS]

    def _saved(self, row: DraftRow) -> Cell:
        moment, texts = row.saved, self._texts
        today = moment.date() == self._today()
        shown = texts.time(moment) if today else texts.text("format.day", d=moment.day, m=moment.month)
        return Cell(text=shown, role="text_2")


class DraftList(Table[DraftRow]):
    """Enter goes on with a draft; ``discard`` asks first. ``changed`` is called when one is gone."""

    def __init__(self, context: Context, place: Workplace, changed: Callable[[], None]) -> None:
        narrow = context.look.tokens.narrow
        columns = DraftCells(context, lambda: place.clock.local().date()).columns(narrow=narrow)
        name = context.texts.text("draft.table")
        super().__init__(context.look, name, columns, lambda row: row.form.id, lines=2 if narrow else 1)
        self._context = context
        self._place = place
        self._changed = changed
        self.row_opened.connect(lambda _row: self.go_on())

    def show_drafts(self, rows: Sequence[DraftRow]) -> None:
        """Renew the rows."""
        self.set_rows(rows)
        self.say_nothing("" if rows else self._context.texts.text("home.none.drafts"))

    def go_on(self) -> None:
        """Take the chosen draft on where it was left."""
        row = self.current_row()
        if row is not None:
            self._context.frame.go("intake", row.form)

    def discard(self) -> None:
        """Ask, then throw the chosen draft away."""
        row = self.current_row()
        if row is None:
            return
        text = self._context.texts.text
        dialog = DialogOver(
            self._context,
            title=text("draft.discard_title"),
            about=text("draft.discard_about"),
            verb=text("draft.discard_do"),
            leave=text("draft.keep"),
            over=self,
        )
        dialog.accepted.connect(lambda: self._throw_away(row.form))
        dialog.open_over()

    def _throw_away(self, form: IntakeForm) -> None:
        discard = self._place.actions.intake.discard
        self._place.writes.submit(
            lambda: discard(form),
            while_alive(self, lambda _none: self._on_gone(form.id)),
            while_alive(self, lambda error: say_error(self._context, error)),
        )

    def _on_gone(self, draft: str) -> None:
        self._place.news.draft_discarded.emit(draft)
        self._context.frame.say(self._context.texts.text("draft.discarded"), "info")
        self._changed()
