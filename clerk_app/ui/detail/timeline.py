"""What happened to a request, newest first: time, icon, words, and whose word it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.domain.delivery_told import HAPPENINGS as DELIVERY_HAPPENINGS
from clerk_app.domain.requests import HistoryItem
from clerk_app.i18n import Texts
from clerk_app.ui.delivery import words as delivery_words
from clerk_app.ui.link_words import short_moment
from clerk_app.ui.portal_words import payment_look, payment_words
from clerk_app.ui.request_list import state_look, unique_number
from clerk_app.ui.screen import Context
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.label import Label

_ICONS: dict[str, tuple[str, str]] = {
    "received": ("inbox", "offline"),
    "filed": ("globe", "accent"),
    "corrected": ("square-pen", "accent"),
    "annulled": ("ban", "error"),
    "receipt_printed": ("printer", "offline"),
    "receipt_copied": ("printer", "offline"),
    "registered": ("badge-check", "success"),
    "findings": ("circle-alert", "warning"),
    "handed": ("send", "accent"),
    "supplemented": ("file-plus", "accent"),
    "withdrawn": ("user-round-x", "warning"),
    "amended": ("square-pen", "accent"),
    "payment": ("hand-coins", "text_2"),
    "act_signed": ("stamp", "success"),
    "act_unsigned": ("stamp", "warning"),
    "act_upgraded": ("badge-check", "success"),
    "act_not_upgraded": ("triangle-alert", "warning"),
    "ezup_stated": ("pencil", "accent"),
    "ezup_asked": ("database", "accent"),
    "ezup_done": ("database", "success"),
    "ezup_not_found": ("search", "warning"),
    "ezup_source_unavailable": ("hourglass", "warning"),
    "ezup_denied": ("circle-x", "error"),
    "ezup_attached": ("paperclip", "success"),
    "ezup_dropped": ("rotate-ccw", "warning"),
    "consented": ("mail", "accent"),
    "consent_withdrawn": ("mail", "warning"),
    "dispatched": ("send", "accent"),
    "handed_over": ("user-round", "success"),
    "hand_over_refused": ("user-round-x", "warning"),
    "delivery_noted": ("mail", "accent"),
    "delivery_step": ("send", "text_2"),
    "document_came": ("file-text", "accent"),
    "document_better": ("badge-check", "success"),
    "delivered": ("badge-check", "success"),
    "delivery_withdrawn": ("undo-2", "warning"),
}
_TOGETHER = "\u00a0"  # a number is not broken between its parts
_STEPS = ("status", "moved")
_OF_CASES = ("handed", "supplemented", "withdrawn", "amended", "payment")
_OTHER = ("file-text", "text_2")
_TIME_WIDTH = 84


@dataclass(frozen=True, slots=True)
class Told:
    """One row in words: time, what happened, whose word it is, what more is known; icon and colour; the oldest."""

    words: tuple[str, str, str, str]
    mark: tuple[str, str]
    last: bool


class Timeline(QWidget):
    """One row a happening; a thread joins the icons."""

    def __init__(self, context: Context, counter: str) -> None:
        super().__init__()
        self._context = context
        self._counter = counter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        self._rows = KeptRows(column, self._row)
        self.setAccessibleName(context.texts.text("detail.tab.flow"))

    def show_history(
        self, history: tuple[HistoryItem, ...], zone: tzinfo | None, names: Mapping[str, str] | None = None
    ) -> None:
        """Renew the rows; ``names`` are those of clerks by user name, where they are known."""
        newest_first = list(reversed(history))
        self._rows.show([self._told(item, zone, names or {}, last=item is newest_first[-1]) for item in newest_first])

    def _told(self, item: HistoryItem, zone: tzinfo | None, names: Mapping[str, str], *, last: bool) -> Told:
        texts = self._context.texts
        time = short_moment(item.at, zone, texts)
        source = texts.text(f"detail.source.{item.source}", counter=self._counter)
        title, more = happening_words(item, texts, names)
        return Told((time, title, source, more), happening_look(item), last)

    def _row(self, told: Told) -> QWidget:
        return _Row(self._context.look, told.words, told.mark, last=told.last)


class _Row(QWidget):
    def __init__(self, look: Look, words: tuple[str, str, str, str], mark: tuple[str, str], *, last: bool) -> None:
        super().__init__()
        self._look = look
        self._last = last
        time, title, source, more = words
        self._icon = QLabel()
        self._icon.setPixmap(look.icons.pixmap(*mark))
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        when = Label(look, time, style="small", role="text_2")
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        when.setFixedWidth(max(look.px(_TIME_WIDTH), when.sizeHint().width()))
        beside = QVBoxLayout()
        beside.setSpacing(0)
        if look.tokens.narrow:  # there whose word it is stands below, so that what happened has the whole width
            beside.addWidget(Label(look, title, style="body_strong", wrap=True))
            more = " · ".join(part for part in (source, more) if part)
        else:
            beside.addLayout(self._head(title, source))
        if more:
            beside.addWidget(Label(look, more, style="small", role="text_2", wrap=True))
        beside.addSpacing(look.px(16))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(when)
        row.addWidget(self._icon)
        row.addLayout(beside, 1)
        self.setAccessibleName(", ".join(part for part in (time, title, source, more) if part))

    def _head(self, title: str, source: str) -> QHBoxLayout:
        """What happened, and quieter whose word it is."""
        head = QHBoxLayout()
        head.setSpacing(self._look.px(6))
        head.addWidget(Label(self._look, title, style="body_strong"))
        said_by = Label(self._look, source, role="text_3")
        said_by.setAlignment(Qt.AlignmentFlag.AlignTop)
        head.addWidget(said_by)
        head.addStretch(1)
        return head

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The thread down to the next icon."""
        if self._last:
            return
        look = self._look
        x = self._icon.x() + look.tokens.size("icon") // 2
        top = look.tokens.size("icon") + look.px(4)
        QPainter(self).fillRect(x, top, 1, max(0, self.height() - top - look.px(3)), look.colour("control_border"))


def happening_look(item: HistoryItem) -> tuple[str, str]:
    """Icon and colour role of what happened; a change of state has the state's own."""
    if item.kind in _STEPS:
        return state_look(item.params.get("state", ""))
    if item.kind == "payment":
        return payment_look(item.params.get("state", ""))
    return _ICONS.get(item.kind, _OTHER)


def happening_words(item: HistoryItem, texts: Texts, names: Mapping[str, str] | None = None) -> tuple[str, str]:
    """What happened, and what more is known of it; kinds that this program does not know are told as changes."""
    params = dict(item.params)
    if "clerk" in params:
        params["clerk"] = (names or {}).get(params["clerk"], params["clerk"])
    if item.kind == "registered":
        params["number"] = unique_number(params.get("number", "")).replace(" ", _TOGETHER)
    if item.kind in _STEPS:
        state = f"state.{params.get('state', '')}"
        word = texts.text(state) if texts.has(state) else texts.text("state.u_radu")
        return word[:1].upper() + word[1:], _said(params, texts)
    if item.kind == "payment":
        return texts.text("history.payment_state", state=payment_words(params.get("state", ""), texts)), ""
    if item.kind == "handed" and params.get("clerk") == params.get("to"):
        return texts.text("history.taken"), _said(params, texts)
    if item.kind in DELIVERY_HAPPENINGS:
        return delivery_words.history_words(item.kind, params, texts)
    if item.kind in _OF_CASES:
        return texts.text(f"history.{item.kind}", **params), _said(params, texts)
    told_back = item.kind == "annulled" and item.source == "centre"
    key = "history.annulled_there" if told_back else f"history.{item.kind}"
    title = texts.text(key, **params) if texts.has(key) else texts.text("detail.changed")
    # The centre tells of an annulment without naming the clerk.
    by_name = item.kind == "annulled" and params.get("clerk")
    more = f"detail.more.{item.kind}_by" if by_name else f"detail.more.{item.kind}"
    return title, texts.text(more, **params) if texts.has(more) else ""


def _said(params: Mapping[str, str], texts: Texts) -> str:
    """What more is known of work on a case: how much was brought, why, the note, and who did it."""
    counted = [texts.many(f"detail.more.{name}", int(params.get(name) or 0)) for name in ("fields", "papers")]
    brought = [words for words, name in zip(counted, ("fields", "papers"), strict=True) if int(params.get(name) or 0)]
    clerk = texts.text("detail.more.received", clerk=params["clerk"]) if params.get("clerk") else ""
    payment = f"payment.{params.get('state', '')}"
    paid = texts.text(payment) if texts.has(payment) else ""
    said = (paid, ", ".join(brought), params.get("reason", ""), params.get("note", ""), clerk)
    return " · ".join(part for part in said if part)
