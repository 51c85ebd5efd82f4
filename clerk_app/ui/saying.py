"""Saying an error in the language of the clerk; what is no error of ours is a bug and goes on to the excepthook."""

from __future__ import annotations

from clerk_app.domain.errors import Cancelled, CounterError
from clerk_app.i18n import Texts
from clerk_app.ui.screen import Context


def error_words(error: CounterError, texts: Texts) -> str:
    """The sentence of an error."""
    return texts.text(f"error.{error.code}", **error.params)


def say_error(context: Context, error: Exception) -> None:
    """Tell what went wrong, for a moment; raises whatever was not expected."""
    if isinstance(error, Cancelled):
        return
    if not isinstance(error, CounterError):
        raise error
    context.frame.say(error_words(error, context.texts), "error")
