"""A record on the screen: what the register told, field by field; put with the case, or taken into the form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clerk_app.actions.ezup_reading import OpenedRecord
from clerk_app.domain.ezup_datasets import RecordRow, rows_of
from clerk_app.domain.ezup_filling import Proposal
from clerk_app.domain.values import shown_date
from clerk_app.i18n import Texts
from clerk_app.ui.casework.tick_list import TickList
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.records.words import asked_by
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.scroll import Scroll

_LABELS = 230
_MOST_HEIGHT = 330


class RecordDialog(DialogOver):
    """``attach_wanted`` gives the keys of the fields that the clerk ticked: those are filled, and nothing else is."""

    WIDTH = 680
    attach_wanted = Signal(object)

    def __init__(self, context: Context, opened: OpenedRecord, now: datetime, *, over: QWidget) -> None:
        texts, look = context.texts, context.look
        holder = texts.wording(opened.dataset.holder)
        super().__init__(
            context,
            title=texts.wording(opened.dataset.label),
            about=f"{holder}. {asked_by(opened.query, now, texts)}",
            verb=texts.text("ezup.attach"),
            leave=texts.text("ezup.close"),
            over=over,
            kind="filled",
        )
        self.told = KeyValues(look, label_width=0 if look.tokens.narrow else _LABELS)
        self.told.show_rows([_line(row, texts) for row in rows_of(opened.dataset, opened.payload)])
        inside: list[QWidget] = [self.told]
        self.fills = TickList(look, [(one.key, _proposal(one, texts)) for one in opened.proposals])
        if opened.proposals:
            inside.append(Label(look, texts.text("ezup.fill"), style="section"))
            inside.append(Label(look, texts.text("ezup.fill_about"), style="small", role="text_2", wrap=True))
            inside.append(self.fills)
        self._fill(inside)

    def take_focus(self) -> None:
        """The first field that may be filled, or the way back."""
        if not self.fills.take_focus():
            self.leave.setFocus()

    def _fill(self, parts: Sequence[QWidget]) -> None:
        """Everything that was told; what does not fit is scrolled to."""
        if self._look.tokens.narrow:
            for part in parts:
                self.middle.addWidget(part)
            return
        scroll = Scroll(self._look)
        for part in parts:
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        inner = scroll.widget()
        width = self._look.px(self.WIDTH - 48)
        wanted = inner.heightForWidth(width) if inner is not None and inner.hasHeightForWidth() else 0
        scroll.setFixedHeight(min(max(wanted, self._look.px(120)), self._look.px(_MOST_HEIGHT)))
        scroll.setAccessibleName(self.windowTitle())
        self.middle.addWidget(scroll)

    def _on_verb(self) -> None:
        self.attach_wanted.emit(self.fills.ticked())
        self.accept()


def _line(row: RecordRow, texts: Texts) -> tuple[str, str]:
    label = texts.wording(row.field.label)
    return (f"{row.row}. {label}" if row.row else label), _value(row, texts)


def _value(row: RecordRow, texts: Texts) -> str:
    if row.field.type == "date":
        return shown_date(row.value)
    if row.field.type == "yes_no":
        return texts.text("paper.yes" if row.value == "yes" else "paper.no")
    return texts.text("record.money", amount=row.value) if row.field.type == "money" else row.value


def _proposal(one: Proposal, texts: Texts) -> str:
    """The field with what stands there now and what would."""
    shown = (shown_date if one.field.type == "date" else str)(one.new)
    old = (shown_date if one.field.type == "date" else str)(one.old)
    key = "ezup.fill_change" if old else "ezup.fill_new"
    return texts.text(key, field=texts.wording(one.field.label), old=old, new=shown)
