"""What is said when a computer did not become a desk: the general words of the line are for a desk at work."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.app.place import Place
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.i18n import Texts


@dataclass(frozen=True, slots=True)
class EnrolmentWords:
    """Why not, what to try, and what has become of this computer and the code."""

    why: str
    way_out: str


def enrolment_words(error: CounterError, place: Place, texts: Texts, address: str) -> EnrolmentWords:
    """Word a failed enrolment with the centre at ``address``."""
    params = {"address": address, "moment": texts.moment(place.clock.local()), **error.params}
    safe = texts.text("enrol.code_good" if isinstance(error, Unavailable) else "enrol.unchanged")
    if not texts.has(f"enrol.{error.code}"):
        return EnrolmentWords(texts.text(f"error.{error.code}", **params), safe)
    return EnrolmentWords(
        texts.text(f"enrol.{error.code}", **params), f"{texts.text(f'enrol.try.{error.code}', **params)} {safe}"
    )
