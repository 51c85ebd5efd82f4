"""The form as it was filled, worded by the service's definition; values of the special class are shown on demand."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.casework import Place
from clerk_app.domain.catalogue import Field, Service
from clerk_app.domain.forms import key_of, rows_of
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.people import mask
from clerk_app.domain.values import read_date, shown_date
from clerk_app.i18n import Texts
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.representation_words import authority_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_focus import kept_focus
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label

HIDDEN = "••••••"


class FormTab(QWidget):
    """``reveal_wanted`` asks for the special values; ``reveal`` shows them until other values are shown."""

    reveal_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._opened: Opened | None = None
        self._revealed = False
        self._drawn: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(context.look.px(8))

    def show_request(self, opened: Opened) -> None:
        """Show the values of a request; another request hides what was revealed."""
        if self._opened is None or self._opened.view.subject != opened.view.subject:
            self._revealed = False
        self._opened = opened
        shown = (opened.body, opened.service, opened.labels, self._revealed)
        if shown != self._drawn:
            self._drawn = shown
            self._draw()

    def reveal(self) -> None:
        """Show the special values too; the caller has noted the look."""
        self._revealed = True
        self._drawn = None
        self._draw()

    def hide_again(self) -> None:
        """Forget that they were shown."""
        self._revealed = False
        self._opened = self._drawn = None

    def _show_rows(self, rows: list[tuple[str, str]]) -> None:
        if rows:
            look = self._context.look
            values = KeyValues(look, label_width=260 if not look.tokens.narrow else 120)
            values.show_rows(list(rows))
            self._column.addWidget(values)

    def _draw(self) -> None:
        with kept_focus(self):
            self._draw_rows()

    def _draw_rows(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        opened, look, text = self._opened, self._context.look, self._context.texts.text
        if opened is None or opened.body is None or opened.service is None:
            key = "detail.no_service" if opened is not None and opened.body is not None else "detail.no_body"
            self._column.addWidget(Label(look, text(key), role="text_2", wrap=True))
            self._column.addStretch(1)
            return
        hidden = False
        self._show_rows(around(opened.body, self._context.texts))
        texts, revealed = self._context.texts, self._revealed
        for title, rows, secret in worded(opened.body, opened.service, texts, opened.labels, revealed=revealed):
            hidden = hidden or secret
            self._column.addWidget(Label(look, title, style="section"))
            self._show_rows(rows)
        if hidden and not self._revealed:
            button = Button(look, text("detail.reveal"), icon="eye")
            button.setStatusTip(text("detail.reveal.tip"))
            button.clicked.connect(self.reveal_wanted)
            self._column.addWidget(button)
            button.show()
        elsewhere = _special_elsewhere(opened.view.origin, opened.service)
        if elsewhere:
            self._column.addWidget(Label(look, text(elsewhere), style="small", role="text_2", wrap=True))
        if opened.body.note:
            self._column.addWidget(Label(look, text("detail.note", note=opened.body.note), wrap=True))
        self._column.addStretch(1)


def _special_elsewhere(origin: Place, service: Service) -> str:
    """Where the special values are that this desk was not told of, as a text's key; nothing where it has all."""
    fields = (field for section in service.sections for field in section.fields)
    untold = origin != "here" and any(field.sensitivity == "special" for field in fields)
    return f"detail.special_there.{origin}" if untold else ""


def around(body: RequestReceived, texts: Texts) -> list[tuple[str, str]]:
    """Who represents the applicant and by what, and both times of a request that was taken on paper."""
    told = []
    if body.representation is not None:
        name = f"{body.representative.spoken_name()}, " if body.representative else ""
        told.append(("intake.fact.representative", f"{name}{authority_words(body.representation, texts)}"))
    if (paper := body.on_paper) is not None:
        received, entered = (datetime.fromisoformat(at) for at in (body.received_local, paper.entered_local))
        told += [
            ("intake.fact.on_paper", texts.moment(received)),
            ("detail.entered_later", texts.moment(entered)),
            ("paper.number", paper.number),
            ("paper.clerk", paper.clerk),
            ("paper.reason", texts.text(f"paper.reason.{paper.reason}")),
        ]
    return [(texts.text(key), value) for key, value in told if value]


def worded(
    body: RequestReceived, service: Service, texts: Texts, labels: Labels = NO_LABELS, *, revealed: bool
) -> list[tuple[str, list[tuple[str, str]], bool]]:
    """Sections in the definition's order: title, filled fields in words, and whether a value in it is special."""
    sections = []
    for section in service.sections:
        for place in range(rows_of(section, body.form)):
            rows, secret = [], False
            for field in section.fields:
                value = body.form.get(key_of(section, place, field.code), "")
                if value:
                    special = field.sensitivity == "special"
                    secret = secret or special
                    shown = value_words(field, value, texts, labels) if revealed or not special else HIDDEN
                    rows.append((texts.wording(field.label), shown))
            title = texts.wording(section.title)
            if rows:
                sections.append((f"{title} {place + 1}" if section.repeat_max > 1 else title, rows, secret))
    return sections


def value_words(field: Field, value: str, texts: Texts, labels: Labels = NO_LABELS) -> str:
    """A kept value as people read it: in words, dates and units written out, JMBG masked."""
    if field.type == "choice":
        chosen = next((choice for choice in field.choices if choice.code == value), None)
        return texts.wording(chosen.label) if chosen else value
    if field.type == "yes_no":
        return texts.text("paper.yes" if value == "yes" else "paper.no")
    if field.type == "date":
        return shown_date(value) if read_date(value) == value else value
    if field.type == "jmbg":
        return mask(value)
    if label := labels.get((field.list, value)):
        return texts.wording(label)
    return f"{value} {field.unit}".strip()
