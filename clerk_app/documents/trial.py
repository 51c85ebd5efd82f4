"""The trial receipt: proves that the printer prints every letter and every dot; names nobody."""

from __future__ import annotations

from datetime import datetime

from clerk_app.documents.layouts import DOTS_PER_POINT, Layouts, Words
from clerk_app.documents.raster import raster_of
from clerk_app.i18n import Texts
from clerk_app.ports.paper import Raster

LETTERS = ("АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ", "абвгдђежзијклљмнњопрстћуфхцчџш", "ČĆĐŠŽ čćđšž 0123456789")


class TrialStrip:
    """Draws the trial receipt in the language of the desk."""

    def __init__(self, layouts: Layouts, texts: Texts) -> None:
        self._layouts = layouts
        self._texts = texts

    def trial(self, desk: str, at: datetime, width: int) -> Raster:
        """The strip, ``width`` dots wide."""
        return raster_of(self._layouts.picture("trial", trial_words(desk, at, self._texts, width)), width)


def trial_words(desk: str, at: datetime, texts: Texts, width: int) -> Words:
    """Everything on it, in words."""
    return {
        "width": width / DOTS_PER_POINT,
        "title": texts.text("trial.title"),
        "desk": texts.text("trial.desk", desk=desk),
        "at": texts.moment(at),
        "letters": list(LETTERS),
        "look": texts.text("trial.look"),
        "no_receipt": texts.text("trial.no_receipt"),
    }
