"""The page of a comparison: what happened, the fields with overlaps on top, a note to the handler, and the choice."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions.casework import LONGEST_NOTE
from clerk_app.domain.merging import Choice
from clerk_app.ui.merging.row import BEFORE, LABEL, RESULT, CompareRow
from clerk_app.ui.merging.words import Comparison, is_secret, sorted_rows
from clerk_app.ui.request_list import shown_number
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.widgets.keycap import Keycap
from clerk_app.ui.widgets.label import ElidedLabel, Label
from clerk_app.ui.widgets.line import Line
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.number_tag import NumberTag
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll

type Choices = Mapping[str, Choice]


class MergePage(QWidget):
    """``chosen`` gives a field and a ``Chosen``, ``third_wanted`` a ``CompareRow``; the rest is said by its name."""

    chosen = Signal(object)
    third_wanted = Signal(object)
    confirmed = Signal()
    left = Signal()
    reveal_wanted = Signal()
    note_typed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.rows: list[CompareRow] = []
        self._drawn: object = None
        look, text = context.look, context.texts.text
        narrow = look.tokens.narrow
        self._about = Note(look, text("merge.about"), "info", title=text("merge.what_happened"))
        self._panel = Panel(look, flush=True)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        self._head.setSpacing(look.px(8))
        self._count = Label(look, "", style="small", role="text_2", wrap=narrow)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._scroll = Scroll(look, margin=12 if narrow else 0, spacing=12 if narrow else 0)
        self._panel.body.addLayout(self._head)
        self._panel.body.addWidget(Line(look))
        if not narrow:
            self._panel.body.addWidget(self._heads())
            self._panel.body.addWidget(Line(look))
        self._panel.body.addWidget(self._scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        (self._scroll.body if narrow else column).addWidget(self._about)
        column.addWidget(self._panel, 1)
        self._build_foot()
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def show_comparison(self, compared: Comparison, choices: Choices) -> None:
        """Show a request; rows that are the same as before keep their place and the focus."""
        drawn = (compared.merge, compared.revealed, compared.opened.service, compared.labels)
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw(compared)
        for row in self.rows:
            row.show_row(compared, choices.get(row.field))
        overlaps = compared.merge.overlaps
        facts = {"done": sum(row.field in choices for row in overlaps), "all": len(overlaps)}
        versions = {"centre": compared.merge.centre, "ours": compared.merge.ours}
        self._count.set_text(self._context.texts.text("merge.count", **facts, **versions))
        secret = any(is_secret(compared, row.field) for row in compared.merge.rows)
        self.reveal.setVisible(secret and not compared.revealed)

    def show_note(self, words: str) -> None:
        """The note that was typed before."""
        if self._note.text() != words:
            self._note.setText(words)

    def take_focus(self, field: str = "") -> None:
        """A field, or the first."""
        row = next((row for row in self.rows if row.field == field), self.rows[0] if self.rows else None)
        if row is not None:
            row.take_focus()
            if self._context.look.tokens.narrow:
                self._scroll.show_from(row)

    def focused(self) -> CompareRow | None:
        """The row that has the focus."""
        active = self.window().focusWidget()
        return next((row for row in self.rows if row.has_inside(active)), None)

    def _draw(self, compared: Comparison) -> None:
        before = self.focused()
        self._draw_head(compared)
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [self._row(compared, place) for place in range(len(compared.merge.rows))]
        said = False
        for row in self.rows:
            if not row.row.overlap and not said:
                said = True
                self._list.addWidget(self._between())
            self._list.addWidget(row)
        if before is not None:
            self.take_focus(before.field)

    def _row(self, compared: Comparison, place: int) -> CompareRow:
        row = CompareRow(self._context, compared, sorted_rows(compared)[place])
        row.chosen.connect(lambda chosen: self.chosen.emit((row.field, chosen)))
        row.third_wanted.connect(lambda: self.third_wanted.emit(row))
        row.moved.connect(lambda step: self._move(row, step))
        return row

    def _move(self, row: CompareRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.take_focus(self.rows[place].field)

    def _draw_head(self, compared: Comparison) -> None:
        while (item := self._head.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._count:
                widget.hide()
                widget.deleteLater()
        look, texts, opened = self._context.look, self._context.texts, compared.opened
        whose = f"{opened.view.applicant} · {texts.wording(opened.name)}"
        self._head.addWidget(NumberTag(look, *shown_number(opened.view, texts)))
        self._head.addWidget(ElidedLabel(look, whose, style="body_strong"), 1)
        if not look.tokens.narrow:
            self._head.addWidget(self._count)

    def _heads(self) -> QWidget:
        """The heads of the columns, with the keys that choose."""
        look, text = self._context.look, self._context.texts.text
        heads = QWidget()
        line = QHBoxLayout(heads)
        line.setContentsMargins(look.px(12), look.px(5), look.px(12), look.px(5))
        line.setSpacing(look.px(12))
        for key, keys, width in (
            ("merge.field", "", LABEL),
            ("merge.before", "", BEFORE),
            ("merge.here", "←", 0),
            ("merge.centre", "→", 0),
            ("merge.result", "", RESULT),
        ):
            held = QWidget()
            part = QHBoxLayout(held)
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(look.px(6))
            part.addWidget(Label(look, text(key), style="small", role="text_2", weight=600))
            if keys:
                part.addWidget(Keycap(look, keys))
            part.addStretch(1)
            if width:
                held.setFixedWidth(look.px(width))
            line.addWidget(held, 0 if width else 1)
        return heads

    def _between(self) -> QWidget:
        """What is said above the rows that need no choice."""
        look = self._context.look
        said = Label(look, self._context.texts.text("merge.merged"), style="small", role="text_2", wrap=True)
        said.setContentsMargins(look.px(12), look.px(7), look.px(12), look.px(7))
        return said

    def _build_foot(self) -> None:
        look, text, keys = self._context.look, self._context.texts.text, self._context.commands.keys
        self._note = TextField(look, longest=LONGEST_NOTE)
        self._note.textEdited.connect(self._on_note)
        self.reveal = Button(look, text("merge.reveal"), icon="eye")
        self.reveal.setStatusTip(text("detail.reveal.tip"))
        self.reveal.clicked.connect(self.reveal_wanted)
        self.reveal.hide()
        later = Button(look, text("merge.later"), keys="Esc")
        later.clicked.connect(self.left)
        confirm = Button(look, text("merge.confirm"), icon="check", kind="filled", keys=keys("confirm"))
        confirm.clicked.connect(self.confirmed)
        label = Label(look, text("merge.note"), style="small", role="text_2", wrap=look.tokens.narrow)
        label.setBuddy(self._note)
        self._note.setAccessibleName(text("merge.note"))
        note = QVBoxLayout()
        note.setSpacing(look.px(3))
        note.addWidget(label)
        note.addWidget(self._note)
        self._join_foot(note, later, confirm)

    def _join_foot(self, note: QVBoxLayout, later: Button, confirm: Button) -> None:
        """The note beside the verbs; where text is large it is scrolled with the rows, and only the verbs stay."""
        look, narrow = self._context.look, self._context.look.tokens.narrow
        foot = QHBoxLayout()
        foot.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        foot.setSpacing(look.px(8))
        scrolled = self._scroll.body
        if narrow:
            scrolled.addWidget(self._count)
        scrolled.addLayout(self._list)
        if narrow:
            scrolled.addWidget(self.reveal)
            scrolled.addLayout(note)
            foot.addStretch(1)
        else:
            foot.addLayout(note, 1)
            foot.addWidget(self.reveal, alignment=Qt.AlignmentFlag.AlignBottom)
        scrolled.addStretch(1)
        for button in (later, confirm):
            foot.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        self._panel.body.addWidget(Line(look))
        self._panel.body.addLayout(foot)

    def _on_note(self, words: str) -> None:
        self.note_typed.emit(words)

    def _on_focus_changed(self, _old: object, _new: object) -> None:
        for row in self.rows:
            row.update()
