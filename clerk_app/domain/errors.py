"""Errors named by what the clerk can do next."""

from __future__ import annotations

DESK_RESTORED = "desk_restored"
DESK_STOPPED = "desk_stopped"
"""The code of ``Damaged`` on a desk whose file is an old copy: it must give no number and exchange nothing any more."""


class CounterError(Exception):
    """An expected failure: a code that the interface words, and the values its sentence needs.

    ``code`` is the tail of a text key (``error.<code>``); ``params`` fill its placeholders and hold no personal data.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Invalid(CounterError):
    """What was entered cannot be used; ``field`` names the control to mark."""

    def __init__(self, code: str, *, field: str = "", **params: str | int) -> None:
        super().__init__(code, **params)
        self.field = field


class Refused(CounterError):
    """A rule, or the centre, says no."""


class Unavailable(CounterError):
    """Something is not there now: go on without it, or try again."""


class SignIn(CounterError):
    """Nobody is signed in, or the one who is may not do this any longer."""


class Damaged(CounterError):
    """Stored data does not verify: stop, and recover with guidance."""


class Cancelled(CounterError):
    """The clerk stopped the work; nothing is to be said."""

    def __init__(self) -> None:
        super().__init__("cancelled")
