"""Controls that take what is typed or chosen: text, longer text, a date, one of several, yes or no."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label

_DATE = re.compile(r"(\d{1,2})[ .,/-]+(\d{1,2})[ .,/-]+(\d{4}|\d{2})\.?|(\d{2})(\d{2})(\d{4}|\d{2})")


class TextField(QLineEdit):
    """One line. A mark (icon) or a unit may stand at its right end, inside the border."""

    def __init__(
        self, look: Look, text: str = "", *, unit: str = "", longest: int = 200, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.look = look
        self.setMaxLength(longest)
        self._end = Label(look, unit, style="small", role="text_2", parent=self)
        self._end.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place_end()

    def set_mark(self, icon: str, role: str = "success") -> None:
        """Show an icon at the right end (a check where a check digit holds); an empty name takes it away."""
        self._end.clear()
        if icon:
            self._end.setPixmap(self.look.icons.pixmap(icon, role))
        self._place_end()

    def set_unit(self, unit: str, otherwise: str = "") -> None:
        """Show another unit, or a code, at the right end; where there is none, an icon or nothing."""
        self.set_mark("" if unit else otherwise, "text_3")
        if unit:
            self._end.set_text(unit)
            self._place_end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the mark at the end."""
        super().resizeEvent(event)
        self._place_end()

    def _place_end(self) -> None:
        width = self._end.sizeHint().width() if self._end.text() or not self._end.pixmap().isNull() else 0
        self._end.setVisible(bool(width))
        edge = self.look.px(3)
        left = self.width() - width - self.look.px(10)
        self._end.setGeometry(left, edge, width, self.height() - 2 * edge)
        self.setTextMargins(0, 0, width + self.look.px(4) if width else 0, 0)


class PasswordField(TextField):
    """Typed in secret; never offered to the clipboard or remembered by input methods."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, longest=256, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)

    def show_letters(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class DateField(TextField):
    """A date typed as it comes to hand (1.4.27, 01042027); tidied to the language's form when left."""

    def __init__(self, look: Look, pattern: str = "{d:02}.{m:02}.{y}.", parent: QWidget | None = None) -> None:
        super().__init__(look, longest=20, parent=parent)
        self._pattern = pattern
        self.set_mark("calendar", "text_3")
        self.editingFinished.connect(self._on_finished)

    def date(self) -> dt.date | None:
        """The date typed, or nothing when it is not one. Two digits of a year are of this century."""
        return parse_date(self.text())

    def set_date(self, value: dt.date | None) -> None:
        """Show a date, or nothing."""
        self.setText(self._pattern.format(d=value.day, m=value.month, y=value.year) if value else "")

    def _on_finished(self) -> None:
        if (value := self.date()) is not None:
            self.set_date(value)


class LongTextField(QPlainTextEdit):
    """Several lines; Tab goes on. What goes over ``longest`` is not taken, and ``overfull`` says so."""

    overfull = Signal()

    def __init__(self, look: Look, lines: int = 3, *, longest: int = 10_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest = longest
        self.setTabChangesFocus(True)
        self.setFixedHeight(look.tokens.types["body"].line * lines + look.px(12))
        self.textChanged.connect(self._keep_short)

    def _keep_short(self) -> None:
        text = self.toPlainText()
        if len(text) <= self._longest:
            return
        place = self.textCursor().position()
        self.setPlainText(text[: self._longest])
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.overfull.emit()


class ChoiceField(QComboBox):
    """One of several; ``value`` is what stands behind the words. The wheel does not change it by accident.

    With ``typed`` another word than the given ones may be typed; ``currentText`` is what stands there.
    """

    value_chosen = Signal(object)

    def __init__(
        self, look: Look, choices: list[tuple[object, str]], *, typed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        if typed:
            line = QLineEdit()
            line.setProperty("bare", True)
            line.setMaxLength(100)
            self.setEditable(True)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self.setLineEdit(line)
        self.look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)
        self.activated.connect(self._on_activated)

    def set_choices(self, choices: list[tuple[object, str]]) -> None:
        """Replace the choices; the first is chosen."""
        self.clear()
        for value, words in choices:
            self.addItem(words, value)

    def value(self) -> object:
        """What is chosen."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose; an unknown value chooses nothing."""
        self.setCurrentIndex(self.findData(value))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and our chevron over it."""
        super().paintEvent(event)
        side = self.look.tokens.size("icon")
        left, top = self.width() - side - self.look.px(9), (self.height() - side) // 2
        role = "text_2" if self.isEnabled() else "text_disabled"
        QPainter(self).drawPixmap(QRect(left, top, side, side), self.look.icons.pixmap("chevron-down", role))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to whatever scrolls around it."""
        event.ignore()

    def _on_activated(self, index: int) -> None:
        self.value_chosen.emit(self.itemData(index))


def parse_date(text: str) -> dt.date | None:
    """Day, month, year in that order with any of the usual marks or none; nothing when it is no date."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups() if part is not None)
    try:
        return dt.date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
