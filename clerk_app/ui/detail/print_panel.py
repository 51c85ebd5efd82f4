"""The print jobs of a request: what came out, what nobody knows, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.ports.desk_file import JobState, PrintJob
from clerk_app.ui.print_words import LOOKS, job_state, job_title
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.kept_rows import KeptRows
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel


class PrintPanel(Panel):
    """``print_again`` asks for another print, ``seen_whole`` gives the job whose paper the clerk has in hand."""

    print_again = Signal()
    seen_whole = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, context.texts.text("detail.print"), icon="printer")
        self._context = context
        self._rows = KeptRows(self.body, self._draw)
        self.body.addStretch(1)

    def show_jobs(self, jobs: tuple[PrintJob, ...]) -> None:
        """Show the jobs, oldest first; those given up are left out, and those that stand as before stay."""
        kept = [job for job in jobs if job.state is not JobState.DROPPED]
        self._rows.show([(job, job is kept[-1]) for job in kept] or [None])

    def _draw(self, shown: tuple[PrintJob, bool] | None) -> QWidget:
        return self._row(*shown) if shown is not None else self._nothing()

    def _nothing(self) -> QWidget:
        text, row = self._context.texts.text, QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label(self.look, text("detail.no_prints"), role="text_2", wrap=True))
        column.addWidget(self._button(text("detail.print_now"), self.print_again.emit))
        return row

    def _row(self, job: PrintJob, last: bool) -> QWidget:
        look, texts = self.look, self._context.texts
        row = QWidget()
        mark = QLabel()
        mark.setPixmap(look.icons.pixmap(*LOOKS[job.state]))
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(Label(look, job_title(job, texts), wrap=True))
        role = "text_2" if job.state in (JobState.PRINTED, JobState.WAITING, JobState.SENDING) else LOOKS[job.state][1]
        words.addWidget(Label(look, job_state(job, texts), style="small", role=role, wrap=True))
        for button in self._ways_out(job, last=last):
            words.addWidget(button)
        words.addStretch(1)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(8))
        line.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return row

    def _ways_out(self, job: PrintJob, *, last: bool) -> list[Button]:
        text = self._context.texts.text
        if job.state is JobState.UNKNOWN:
            return [
                self._button(text("print.it_came"), lambda: self.seen_whole.emit(job)),
                self._button(text("print.it_did_not"), self.print_again.emit),
            ]
        if job.state is JobState.FAILED:
            return [self._button(text("print.again"), self.print_again.emit)]
        if job.state is JobState.PRINTED and last:
            again = Button(self.look, text("detail.again"), icon="printer", kind="link")
            again.clicked.connect(self.print_again)
            return [again]
        return []

    def _button(self, words: str, run: Callable[[], None]) -> Button:
        button = Button(self.look, words, spread=True)
        button.clicked.connect(lambda _checked=False: run())
        return button
