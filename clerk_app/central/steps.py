"""Named steps of the exchange at the centre, for those who must see what a stop just there does."""

from __future__ import annotations

from typing import Literal, Protocol

Step = Literal["parcel_read", "before_commit", "after_commit", "before_answer"]


class Steps(Protocol):
    """Told of every step that was reached; may stop the process there, or raise."""

    def __call__(self, step: Step, /) -> None:
        """``step`` was reached."""


def unwatched(step: Step) -> None:
    """Go on."""
    del step
