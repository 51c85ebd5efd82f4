"""What we hold on a person here: asks for the language of the paper, then shows how far it is and can be stopped."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from clerk_app.lanes import Ticket
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField
from clerk_app.ui.widgets.progress import Progress

LANGUAGES = ("sr-Cyrl", "sr-Latn", "en")


class HeldDialog(DialogOver):
    """``whose`` is an identity number, or the subject of a request whose applicant is meant; ``name`` is shown."""

    def __init__(
        self,
        context: Context,
        paper: PaperFlow,
        whose: str | bytes,
        *,
        name: str,
        over: QWidget,
        language: str = LANGUAGES[0],
    ) -> None:
        text = context.texts.text
        super().__init__(
            context,
            title=text("held_dialog.title"),
            about=text("held_dialog.about", name=name),
            verb=text("held_dialog.make"),
            leave=text("detail.leave_it"),
            over=over,
            kind="filled",
        )
        self._context = context
        self._paper = paper
        self._whose = whose
        self._ticket = Ticket()
        self.language = ChoiceField(context.look, [(one, text(f"language.{one}")) for one in LANGUAGES])
        self.language.set_value(language if language in LANGUAGES else LANGUAGES[0])
        self.progress = Progress(context.look, text("held_dialog.progress"))
        self._pages = QStackedWidget()
        self._pages.addWidget(FieldRow(context.look, text("intake.paper_language"), self.language))
        self._pages.addWidget(_on_top(self.progress))
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.middle.addWidget(self._pages)
        self.rejected.connect(self._on_left)

    def take_focus(self) -> None:
        """The language: the one thing that is asked."""
        self.language.setFocus()

    def _on_verb(self) -> None:
        """Begin, once."""
        if self._pages.currentIndex():
            return
        self._pages.setCurrentIndex(1)
        self.verb.setEnabled(False)
        self.leave.set_text(self._context.texts.text("held_dialog.stop"))
        self.leave.setFocus()
        self._show(0, 1)
        self._ticket = self._paper.show_held(
            self._whose,
            str(self.language.value()),
            self,
            shown=self._show,
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_left(self) -> None:
        self._ticket.cancel()

    def _show(self, done: int, whole: int) -> None:
        words = self._context.texts.text("held_dialog.searched", percent=done * 100 // whole if whole else 0)
        self.progress.show_progress(done, whole, words)

    def _on_done(self) -> None:
        self.accept()
        self._context.frame.say(self._context.texts.text("held_dialog.opened"))

    def _on_failed(self, error: Exception) -> None:
        self.reject()
        say_error(self._context, error)


def _on_top(widget: QWidget) -> QWidget:
    """A page with something at its top, however high the page is."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return page
