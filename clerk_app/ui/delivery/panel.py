"""Beside the tabs of a request: each document of it, how it stands, and the day that counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.domain.delivery import Document
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.ui.delivery.words import channel_words, legal_words, state_words, step_look, title_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel


class DeliveryPanel(Panel):
    """There while the case has a document."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, context.texts.text("detail.tab.delivery"), icon="send")
        self._context = context
        self._rows = KeptRows(self.body, self._draw)
        self.hide()

    def show_documents(self, documents: tuple[Document, ...], policy: DeliveryPolicy | None) -> None:
        """Show them, oldest first; ``policy`` knows what their kinds are called."""
        self.setVisible(bool(documents))
        self._rows.show([(document, title_words(document, policy, self._context.texts)) for document in documents])

    def _draw(self, shown: tuple[Document, str]) -> QWidget:
        document, named = shown
        look, texts, row = self.look, self._context.texts, QWidget()
        last = document.deliveries[-1] if document.deliveries else None
        icon, role = step_look(last.steps[-1]) if last is not None and last.steps else ("circle-dashed", "text_2")
        mark = QLabel()
        mark.setPixmap(look.icons.pixmap(icon, role))
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        way = f" → {channel_words(last.channel, texts)}" if last is not None else ""
        title = named.replace("/", "/\u200b")  # the number of an act is one long word
        words.addWidget(Label(look, f"{title}{way}", wrap=True))
        state = state_words(last.state, texts) if last is not None else texts.text("delivery.not_sent")
        told = f"{state} · {legal_words(document, texts)}"
        words.addWidget(Label(look, told, style="small", role="text_2", wrap=True))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(8))
        line.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return row
