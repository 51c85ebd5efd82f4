"""The help sheet (F1): all keys, this screen's first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clerk_app.i18n import Texts
from clerk_app.ui.commands import Command, Commands
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.keycap import Keycap
from clerk_app.ui.widgets.label import Label


class HelpSheet(QDialog):
    """A dialog with a column of groups; closes with Esc."""

    def __init__(self, texts: Texts, look: Look, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self._look = look
        self._commands = commands
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, look.colour("surface"))
        self.setPalette(palette)
        self.setWindowTitle(texts.text("help.title"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(min(look.px(860), parent.width()), min(look.px(620), parent.height()))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(texts.text("help.title"))
        area.setWidget(self._make_body())
        close = Button(look, texts.text("help.close"), keys="Esc", kind="filled")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(24), look.px(16), look.px(24), look.px(16))
        column.setSpacing(look.px(12))
        column.addWidget(Label(look, texts.text("help.title"), style="page_title"))
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _make_body(self) -> QWidget:
        look = self._look
        body = QWidget()
        body.setObjectName("body")
        columns = QHBoxLayout(body)
        columns.setSpacing(look.px(32))
        now = [command for command in self._commands.available() if command.keys and command.listed]
        names = {command.id for command in now}
        rest = [command for command in self._commands.table.values() if command.keys and command.id not in names]
        columns.addLayout(self._make_group("help.now", now), 1)
        if not look.tokens.narrow:
            columns.addLayout(self._make_group("help.elsewhere", [each for each in rest if each.listed]), 1)
        return body

    def _make_group(self, title_key: str, commands: list[Command]) -> QVBoxLayout:
        look = self._look
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(6))
        grid.setColumnStretch(1, 1)
        for line, command in enumerate(commands):
            grid.addWidget(Keycap(look, self._commands.keys(command.id)), line, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Label(look, self._commands.action(command.id).text(), wrap=True), line, 1)
        column = QVBoxLayout()
        column.setSpacing(look.px(8))
        column.addWidget(Label(look, self._texts.text(title_key), style="section"))
        column.addLayout(grid)
        column.addStretch(1)
        return column
