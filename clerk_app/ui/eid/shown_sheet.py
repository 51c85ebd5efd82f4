"""Parameters on the screen, as a picture that goes with the dialog: nothing of them is text anywhere."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.screen import Context


class ShownSheet(DialogOver):
    """The citizen copies or scans it; the verb says that they have it, everything else that they have not."""

    def __init__(self, context: Context, picture: bytes, *, name: str, over: QWidget) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text("eid.shown.title", name=name),
            about=text("eid.shown.about"),
            verb=text("eid.shown.given"),
            leave=text("eid.shown.not_given"),
            over=over,
            kind="filled",
        )
        drawn = QPixmap()
        drawn.loadFromData(QByteArray(picture))
        wide = context.look.px(440) if not context.look.tokens.narrow else min(context.look.px(440), 860)
        self._picture = QLabel()
        self._picture.setPixmap(drawn.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(text("eid.shown.picture"))
        self.middle.addWidget(self._picture)
        self.finished.connect(lambda _code: self._picture.setPixmap(QPixmap()))

    def take_focus(self) -> None:
        """Neither verb by accident: the one that costs nothing has the focus."""
        self.leave.setFocus()
