"""Saying an error in the language of the clerk; what is no error of ours is a bug and goes on to the excepthook."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from clerk_app.domain.errors import Cancelled, CounterError
from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import JobState, PrintJob
from clerk_app.ui.print_words import job_state, job_title
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.note import NoteRole


def error_words(error: CounterError, texts: Texts) -> str:
    """The sentence of an error."""
    return texts.text(f"error.{error.code}", **error.params)


def telling_print(context: Context, owner: QObject) -> Callable[[PrintJob], None]:
    """Tells how a print ended, for a moment, while ``owner`` is there; attention asks what nobody knows."""

    def tell(job: PrintJob) -> None:
        role: NoteRole = "success" if job.state is JobState.PRINTED else "warning"
        context.frame.say(f"{job_title(job, context.texts)}: {job_state(job, context.texts)}", role)

    return while_alive(owner, tell)


def say_error(context: Context, error: Exception) -> None:
    """Tell what went wrong, for a moment; raises whatever was not expected."""
    if isinstance(error, Cancelled):
        return
    if not isinstance(error, CounterError):
        raise error
    context.frame.say(error_words(error, context.texts), "error")
