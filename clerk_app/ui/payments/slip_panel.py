"""What the payer needs: the code with the amount beside it, and the slip as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clerk_app.domain.payment_file import OrderStanding
from clerk_app.ui.payments.papers import SlipDrawn
from clerk_app.ui.payments.words import day_words
from clerk_app.ui.screen import Context
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.panel import Panel

_CODE = 184
_FORM = 0.62  # how much of a slip's height its form takes; below it the code is printed, which is shown already
_EDGE = 0.045  # the margin of the sheet


class Picture(QWidget):
    """A picture that keeps its shape, at the left of its room; on white, as paper is."""

    def __init__(self, look: Look, name: str, *, side: int = 0) -> None:
        super().__init__()
        self._drawn = QPixmap()
        self.setAccessibleName(name)
        if side:
            self.setFixedSize(look.px(side), look.px(side))
        else:
            self.setMinimumHeight(look.px(150))
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_png(self, png: bytes, part: tuple[float, float] = (0.0, 1.0)) -> None:
        """Show a PNG, or the part of it between two shares of its height; nothing takes it away."""
        drawn = QPixmap()
        if png:
            drawn.loadFromData(QByteArray(png))
            edge, height = round(drawn.width() * part[0]), round(drawn.height() * part[1])
            drawn = drawn.copy(QRect(edge, edge, drawn.width() - 2 * edge, height - edge))
        self._drawn = drawn
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return self._drawn.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (Qt's signature)
        """The picture as large as it fits."""
        if self._drawn.isNull():
            return
        room = self.size()
        size = self._drawn.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(0, 0, size.width(), size.height()), self._drawn)

    def sizeHint(self) -> QSize:
        """Room for a slip that can be read."""
        return QSize(520, 240)


class CodePanel(Panel):
    """The code, decoded again before it is shown, and what it says in words."""

    def __init__(self, context: Context) -> None:
        text = context.texts.text
        super().__init__(context.look, text("payments.code"), icon="qr-code", aside=text("payments.code_checked"))
        self._texts = context.texts
        look = context.look
        self.code = Picture(look, text("payments.code"), side=_CODE)
        self.amount = Label(look, "", style="number_big")
        self._facts = KeyValues(look, label_width=96)
        self._none = Label(look, "", role="text_2", wrap=True)
        beside = QVBoxLayout()
        beside.setSpacing(look.px(4))
        beside.addWidget(Label(look, text("payments.amount"), role="text_2"))
        beside.addWidget(self.amount)
        beside.addWidget(self._facts)
        beside.addWidget(self._none)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(self.code, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        self.body.addLayout(row)

    def show_order(self, standing: OrderStanding) -> None:
        """What is to be paid, to whom; the code follows when it is drawn."""
        texts, order = self._texts, standing.order
        title, aside = ("code", texts.text("payments.code_checked")) if standing.due else ("order_facts", "")
        self.set_title(texts.text(f"payments.{title}"), aside)
        self.set_icon("qr-code" if standing.due else "receipt-text")
        self.amount.set_text(texts.amount(standing.due or order.amount))
        rows = [
            (texts.text("slip.payee"), order.payee),
            (texts.text("slip.account"), _dashed(order.account)),
            (texts.text("slip.reference"), f"{order.model}  {order.reference}"),
        ]
        if order.expires:
            rows.append((texts.text("payments.expires"), day_words(order.expires, texts)))
        self._facts.show_rows(rows)

    def show_code(self, drawn: SlipDrawn | None, due: int) -> None:
        """The code, or why there is none."""
        self.code.show_png(drawn.code if drawn is not None and due else b"")
        self.code.setVisible(not self.code.is_empty)
        why = "code_past" if drawn is not None and drawn.facts.past == "keep" and due else "no_code"
        words = "" if not self.code.is_empty or drawn is None else self._texts.text(f"payments.{why}")
        self._none.set_text(words)
        self._none.setVisible(bool(words))


class SlipPanel(Panel):
    """The slip as it will be printed."""

    print_wanted = Signal()

    def __init__(self, context: Context) -> None:
        text = context.texts.text
        super().__init__(context.look, text("payments.slip"), icon="receipt-text", aside=text("payments.slip_preview"))
        self._texts = context.texts
        self.note = Note(context.look, "", "warning")
        self.note.hide()
        self.body.addWidget(self.note)
        self.picture = Picture(context.look, text("payments.slip"))
        self.body.addWidget(self.picture, 1)
        self.button = Button(
            context.look, text("command.print_slip"), icon="printer", keys=context.commands.keys("print_slip")
        )
        self.button.clicked.connect(self.print_wanted)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_slip(self, drawn: SlipDrawn | None) -> None:
        """The form of the slip, and that it is late where it is."""
        past = drawn.facts.past if drawn is not None else ""
        if past:
            self.note.show_note(self._texts.text(f"payments.slip_past.{past}"), "warning")
        self.note.setVisible(bool(past))
        self.picture.show_png(drawn.picture if drawn is not None else b"", (_EDGE, _FORM))


def _dashed(account: str) -> str:
    """The account as people write it."""
    return f"{account[:3]}-{account[3:16].lstrip('0')}-{account[16:]}" if len(account) == 18 else account
