"""Calling the party to supplement: what is missing is ticked or written, and the last day for it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.domain import deadlines
from clerk_app.ui.casework.note_field import NoteField
from clerk_app.ui.casework.tick_list import TickList
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.choice import Check
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import DateField
from clerk_app.ui.widgets.scroll import Scroll

LEAST_DAYS = 8
"""At least so many days are given (DOMAIN §4.4, from memory of the law); a shorter time warns and may stay."""
_LIST_HEIGHT = 116
_FARTHEST = 366


class CallDialog(DialogOver):
    """``call_given`` gives what is missing, the day (ISO) and whether the paper is wanted."""

    WIDTH = 600
    call_given = Signal(object)

    def __init__(
        self, context: Context, missing: Sequence[str], today: date, *, days: int = LEAST_DAYS, over: QWidget
    ) -> None:
        texts, look = context.texts, context.look
        super().__init__(
            context,
            title=texts.text("case.call_title"),
            about=texts.text("case.call_about"),
            verb=texts.text("case.call_do"),
            leave=texts.text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._texts, self._today = texts, today
        self.ticks = TickList(look, [(words, words) for words in missing], on=True)
        self._add_ticks()
        own_label = texts.text("case.own_missing" if missing else "case.missing")
        self.own = NoteField(context, own_label, hint=texts.text("case.one_a_line"), lines=3)
        self.day = DateField(look)
        self.day.set_date(deadlines.working_day_from(today + timedelta(days=max(days, 1))))
        self.day.textChanged.connect(lambda _text: self._count())
        self.day_row = FieldRow(look, texts.text("case.until"), self.day, required=True)
        self.paper = Check(look, texts.text("case.call_paper"))
        self.paper.setChecked(True)
        for part in (self.own, self.day_row, self.paper):
            self.middle.addWidget(part)
        self._count()

    def take_focus(self) -> None:
        """What may be missing, or the lines for it."""
        if not self.ticks.take_focus():
            self.own.control.setFocus()

    def missing(self) -> tuple[str, ...]:
        """Everything that is ticked and written, each once."""
        written = (line.strip() for line in self.own.note.splitlines())
        return tuple(dict.fromkeys((*self.ticks.ticked(), *filter(None, written))))

    def _add_ticks(self) -> None:
        """The lines; what does not fit is scrolled to, where text is large with all the rest."""
        if not self.ticks.lines or self._look.tokens.narrow:
            self.middle.addWidget(self.ticks)
            return
        scroll = Scroll(self._look)
        scroll.body.addWidget(self.ticks)
        scroll.body.addStretch(1)
        wanted = self.ticks.heightForWidth(self._look.px(self.WIDTH - 48))
        scroll.setFixedHeight(min(max(wanted, self._look.px(26)), self._look.px(_LIST_HEIGHT)))
        scroll.setAccessibleName(self._texts.text("case.missing"))
        self.middle.addWidget(scroll)

    def _count(self) -> None:
        """Say how far off the day is, and whether that is enough; a warning may stay."""
        day, texts = self.day.date(), self._texts
        if day is None or day <= self._today:
            self.day_row.set_error(texts.text("error.supplement_day"))
            return
        days = (day - self._today).days
        if days > _FARTHEST:
            self.day_row.set_warning(texts.many("case.far_off", days))
            return
        working = deadlines.working_days(self._today, day)
        counted = f"{texts.many('case.days', days)}, {texts.many('case.working_days', working)}"
        if days < LEAST_DAYS:
            self.day_row.set_warning(f"{counted}. {texts.many('case.least_days', LEAST_DAYS)}")
        elif not deadlines.is_working_day(day):
            following = texts.date(deadlines.working_day_from(day))
            self.day_row.set_warning(f"{counted}. {texts.text('case.not_working', day=following)}")
        else:
            self.day_row.clear_message()
            self.day_row.set_hint(counted)

    def _on_verb(self) -> None:
        missing, day = self.missing(), self.day.date()
        if not missing:
            self.point_out(self.own, self._texts.text("error.missing_unsaid"))
        elif day is None or day <= self._today:
            self.day.setFocus()
        else:
            self.call_given.emit((missing, day.isoformat(), self.paper.isChecked()))
            self.accept()
