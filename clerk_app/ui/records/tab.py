"""The records of a case: a row for each, with the party's choice, how it stands, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.domain.ezup import Record
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.records.words import asked_by, reason_text, reason_words, record_look, state_of, state_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.workplace import Workplace

_AGAIN = frozenset({"source_unavailable", "not_found", "denied", "refused", "attached", "dropped"})


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row says: the record, its state in words, what more there is, and what its button does."""

    record: Record
    words: str
    more: str
    does: tuple[str, ...]


class RecordsTab(QWidget):
    """``asked`` gives ``Record.place``, ``opened`` and ``print_wanted`` the query.

    ``statement_wanted`` asks for what the party says. ``log_wanted`` is there for whoever may read the log of accesses.
    """

    asked = Signal(object)
    opened = Signal(object)
    print_wanted = Signal(object)
    statement_wanted = Signal()
    ask_all = Signal()
    log_wanted = Signal()

    def __init__(self, context: Context, place: Workplace) -> None:
        super().__init__()
        self._context = context
        self._place = place
        look, text, keys = context.look, context.texts.text, context.commands.keys
        self._note = Note(look, text("ezup.statement_missing"), "warning")
        self.all = Button(look, text("command.obtain_records"), icon="database", keys=keys("obtain_records"))
        self.all.clicked.connect(self.ask_all)
        self.statement = Button(look, text("command.record_statement"), icon="pencil", keys=keys("record_statement"))
        self.statement.clicked.connect(self.statement_wanted)
        self.log = Button(look, text("command.ezup_log"), icon="eye", kind="link")
        self.log.clicked.connect(self.log_wanted)
        buttons = QVBoxLayout() if look.tokens.narrow else QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.setAlignment(Qt.AlignmentFlag.AlignLeft)
        buttons.addWidget(self.all)
        buttons.addWidget(self.statement)
        buttons.addStretch(1)
        self._nothing = Label(look, text("ezup.none"), role="text_2", wrap=True)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self._rows = KeptRows[_Row](rows, self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        column.addWidget(self._note)
        column.addWidget(self._nothing)
        column.addLayout(buttons)
        column.addLayout(rows)
        column.addWidget(self.log, alignment=Qt.AlignmentFlag.AlignLeft)  # not one of what is done with this case
        column.addStretch(1)

    def show_request(self, opened: Opened) -> None:
        """Show the records of a case as they stand now."""
        records = opened.records
        refusals = [opened.refusal(one) for one in records]
        self._nothing.setVisible(not records)
        unsigned = [one for one, why in zip(records, refusals, strict=True) if why == "statement_missing"]
        self._note.setVisible(bool(unsigned))
        self._rows.show([self._row(one, why) for one, why in zip(records, refusals, strict=True)])
        self.all.setVisible(any(one.is_due and not why for one, why in zip(records, refusals, strict=True)))
        self.log.setVisible(self._place.actions.systems.access_log.may_read())
        self.statement.setVisible(bool(records) and not opened.view.annulled)

    def _row(self, record: Record, refusal: str) -> _Row:
        texts, now, query = self._context.texts, self._place.clock.local(), record.query
        more = [] if query is None else [asked_by(query, now, texts), reason_words(query, texts)]
        if query is None and refusal not in ("", "left_to_party", "statement_missing"):
            more.append(reason_text(refusal, texts))
        state = state_of(record)
        does = "" if refusal else "again" if state in _AGAIN else "ask"
        readable = query is not None and not query.desk and state == "done"
        printable = query is not None and not query.desk and query.attached is not None
        buttons = ("open" if readable else does, "print" if printable else "")
        return _Row(
            record, state_words(record, now, texts), " · ".join(filter(None, more)), tuple(filter(None, buttons))
        )

    def _draw(self, row: _Row) -> QWidget:
        look, texts = self._context.look, self._context.texts
        icon, role = record_look(state_of(row.record))
        mark = QLabel()
        mark.setPixmap(look.icons.pixmap(icon, role))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(look, self._title(row.record), style="body_strong", wrap=True))
        words.addWidget(Label(look, row.words, role=role, wrap=True))
        for text in (self._choice(row.record), row.more):
            if text:
                words.addWidget(Label(look, text, style="small", role="text_2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(look.px(8))
        line.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        for does in row.does:
            if look.tokens.narrow:
                words.addWidget(self._button(row, does), alignment=Qt.AlignmentFlag.AlignLeft)
            else:
                line.addWidget(self._button(row, does), alignment=Qt.AlignmentFlag.AlignTop)
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, look.px(8))
        column.setSpacing(look.px(8))
        column.addLayout(line)
        column.addWidget(Line(look))
        drawn.setAccessibleName(", ".join((texts.wording(row.record.proof.label), row.words)))
        return drawn

    def _button(self, row: _Row, does: str) -> Button:
        look, texts = self._context.look, self._context.texts
        icon = {"open": "eye", "ask": "database", "again": "rotate-ccw", "print": "printer"}[does]
        words = texts.text(f"ezup.{does}")
        button = Button(look, words, icon=icon)
        button.setAccessibleName(f"{words}: {self._title(row.record)}")
        button.clicked.connect(self._doing(row, does))
        return button

    def _doing(self, row: _Row, does: str) -> Callable[[], None]:
        def on_clicked() -> None:
            if does == "open":
                self.opened.emit(row.record.query)
            elif does == "print":
                self.print_wanted.emit(row.record.query)
            else:
                self.asked.emit(row.record.place)

        return on_clicked

    def _title(self, record: Record) -> str:
        """The record's name, and the key where there is one for each member."""
        texts = self._context.texts
        label = texts.wording(record.proof.label)
        return f"{label} · {record.key.shown}" if record.key is not None else label

    def _choice(self, record: Record) -> str:
        """Who obtains it, by whose word."""
        texts = self._context.texts
        if record.choice is None or not record.choice.signed:
            return texts.text("ezup.choice.none")
        holder = texts.wording(record.dataset.holder) if record.dataset is not None else ""
        who = texts.text(f"ezup.choice.{record.choice.by}")
        return " · ".join(filter(None, (who, holder)))
