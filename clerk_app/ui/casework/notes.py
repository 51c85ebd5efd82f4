"""What stands out about a case: a call to supplement that waits for the citizen, and that the party gave it up."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain.cases import TO_SUPPLEMENT
from clerk_app.domain.requests import FINISHED, RequestView
from clerk_app.i18n import Texts
from clerk_app.ui.casework.words import due_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.note import Note, NoteRole


class CaseNotes(QWidget):
    """Hidden while there is nothing of the kind."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._texts = context.texts
        self.call, self.withdrawn = Note(context.look, "", "warning"), Note(context.look, "", "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(context.look.px(6))
        for note in (self.call, self.withdrawn):
            column.addWidget(note)
            note.hide()
        self.hide()

    def show_case(self, view: RequestView, today: date) -> None:
        """Say what is missing and until when, and whether the party gave it up."""
        calls = view.state == TO_SUPPLEMENT and view.work is not None and not view.annulled
        if calls:
            title, about, role = call_words(view, today, self._texts)
            self.call.show_note(about, role, title=title, icon="file-plus" if role == "success" else "undo-2")
        self.call.setVisible(calls)
        gone = view.work is not None and view.work.withdrawn and not view.annulled
        if gone:
            reason = next((item.params.get("reason", "") for item in view.history if item.kind == "withdrawn"), "")
            self._say_withdrawn(reason, ended=view.state in FINISHED)
        self.withdrawn.setVisible(gone)
        self.setVisible(calls or gone)

    def _say_withdrawn(self, reason: str, *, ended: bool) -> None:
        text = self._texts.text
        after = "" if ended else text("case.withdrawn_about")
        about = " ".join(part for part in (reason and text("case.reason", reason=reason), after) if part)
        role: NoteRole = "info" if ended else "warning"
        self.withdrawn.show_note(about, role, title=text("case.withdrawn_title"), icon="user-round-x")


def call_words(view: RequestView, today: date, texts: Texts) -> tuple[str, str, NoteRole]:
    """Title, what is missing, and how bad it is; once it was brought here, that the centre is waited for."""
    work = view.work
    if _brought(view):
        return texts.text("case.brought"), texts.text("case.brought_about"), "success"
    missing = work.missing if work is not None else ()
    about = "\n".join(f"•  {each}" for each in missing) or texts.text("case.missing_unknown")
    if work is None or not work.supplement_by:
        return texts.text("case.called"), about, "warning"
    day = date.fromisoformat(work.supplement_by)
    title = texts.text("case.called_until", due=due_words(day, today, texts))
    return title, about, "error" if day < today else "warning"


def _brought(view: RequestView) -> bool:
    """Whether something was brought to this desk after the last call."""
    for item in reversed(view.history):
        if item.kind in ("moved", "status") and item.params.get("state") == TO_SUPPLEMENT:
            return False
        if item.kind == "supplemented" and item.source == "desk":
            return True
    return False
