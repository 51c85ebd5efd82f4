"""What is done with the indicators: printed, saved as a file, told to the centre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clerk_app.domain.index import Period
from clerk_app.domain.index_bodies import IndexReported
from clerk_app.ui.commands import Bound
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

type Export = Callable[[Path, Period, str], Path]
"""Writes the counts of a period as CSV into a folder, in a language, and gives the file."""


class IndexDoing:
    """Tells how it ended for a moment, while ``root`` is there."""

    def __init__(
        self, context: Context, place: Workplace, paper: PaperFlow, export: Export, period: Callable[[], Period]
    ) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._export = export
        self._period = period
        self.root = QWidget()

    def commands(self) -> Sequence[Bound]:
        """Print, save, tell the centre."""
        return (
            Bound("print_indicators", self.show_paper),
            Bound("save_indicators", self.choose_folder),
            Bound("send_indicators", self.send),
        )

    def show_paper(self) -> None:
        """The sheet of the period."""
        indicators, period, language = (
            self._place.actions.systems.indicators,
            self._period(),
            self._context.texts.language,
        )
        self._paper.show_drawn("indicators", lambda papers: papers.indicators(indicators.facts(period, language)))

    def choose_folder(self) -> None:
        """Let the supervisor say where the file goes."""
        dialog = QFileDialog(self.root, self._context.texts.text("index.save_where"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, folder: Path) -> None:
        """Write the counts into a folder."""
        wanted, language, say = self._period(), self._context.texts.language, self._context.frame.say
        self._place.long_reads.submit(
            lambda: self._export(folder, wanted, language),
            while_alive(self.root, lambda path: say(self._context.texts.text("index.saved", name=path.name))),
            while_alive(self.root, lambda error: say_error(self._context, error)),
        )

    def send(self) -> None:
        """Write down the counts of this month for the centre; they go with the next exchange."""
        self._place.writes.submit(
            self._place.actions.systems.reporting.send,
            while_alive(self.root, self._on_sent),
            while_alive(self.root, lambda error: say_error(self._context, error)),
        )

    def _on_sent(self, made: IndexReported) -> None:
        self._context.frame.say(self._context.texts.many("index.sent", len(made.lines)))
