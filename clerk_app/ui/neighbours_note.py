"""What other counters received and the centre does not have yet: told over the list of requests, only to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.actions.choosing import Choosing
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import CounterError
from clerk_app.domain.neighbours import NeighbourRequest
from clerk_app.i18n import Texts
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.note import Note

MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One of them, with the name of its service."""

    request: NeighbourRequest
    service: Wording


type Elsewhere = tuple[Line, ...]


def lines_of(found: Sequence[NeighbourRequest], choosing: Choosing) -> Elsewhere:
    """With the names of their services; reads the catalogue, so it runs on a reading lane."""
    return tuple(Line(one, _service(one, choosing)) for one in found)


def neighbour_kind(one: NeighbourRequest, texts: Texts) -> str:
    """Where it was received, and that the centre does not have it."""
    return texts.text("neighbours.where", counter=one.counter or one.desk)


class NeighboursNote(QWidget):
    """Hidden while there are none; in a search the lines that were found, else how many there are."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._note = Note(context.look, "", "offline", icon="inbox")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, context.look.px(6))
        box.addWidget(self._note)
        self.hide()

    def show_found(self, found: Elsewhere, *, searched: bool) -> None:
        """Say what there is."""
        texts = self._context.texts
        self.setVisible(bool(found))
        if not found:
            return
        narrow = self._context.look.tokens.narrow
        if not searched or (narrow and len(found) > 1):
            counted = "neighbours.found" if searched else "neighbours.waiting"
            self._note.show_note(texts.many(counted, len(found)), "offline", icon="inbox")
            return
        if narrow:
            kind = neighbour_kind(found[0].request, texts)
            self._note.show_note(self._line(found[0], kind), "offline", icon="inbox")
            return
        lines = [self._line(one, self._when_and_where(one.request)) for one in found[:MOST_LINES]]
        if len(found) > MOST_LINES:
            lines.append(texts.text("neighbours.more", count=len(found) - MOST_LINES))
        said = "\n".join((*lines, texts.text("neighbours.only_look")))
        self._note.show_note(said, "offline", title=texts.text("neighbours.title"), icon="inbox")

    def _when_and_where(self, one: NeighbourRequest) -> str:
        """Where and when it was received; that the centre does not have it is said above."""
        texts, moment = self._context.texts, datetime.fromisoformat(one.received_at)
        day = texts.text("format.day", d=moment.day, m=moment.month)
        counter = one.counter or one.desk
        return texts.text("neighbours.counter", counter=counter, moment=f"{day} {texts.time(moment)}")

    def _line(self, one: Line, where: str) -> str:
        texts, request = self._context.texts, one.request
        return texts.text(
            "neighbours.line",
            number=request.number,
            applicant=request.applicant,
            service=texts.wording(one.service),
            where=where,
        )


def _service(one: NeighbourRequest, choosing: Choosing) -> Wording:
    try:
        return choosing.service(one.service, one.service_version).name
    except CounterError:
        return Wording(sr=one.service, en=one.service)
