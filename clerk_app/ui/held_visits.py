"""Visits that were put aside, in one line over a list or a form: whose they are, since when, and their key."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from clerk_app.actions import visiting
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from clerk_app.sync.link import LinkState
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.keycap import Keycap
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.link_line import LinkLine
from clerk_app.ui.workplace import Workplace

MOST = 3


class HeldVisits(QFrame):
    """``chosen`` gives the form of a visit that is to go on; ``renew`` reads again, and hides where none waits.

    Where text is large it leaves its room to what is said of the line while that is down; the key works all the same.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, place: Workplace, margin: int = 0) -> None:
        super().__init__()
        look, text = context.look, context.texts.text
        self._context = context
        self._place = place
        self.waiting: tuple[IntakeForm, ...] = ()
        self._shown: object = ()
        icon = QLabel()
        icon.setPixmap(look.icons.pixmap("hourglass", "warning"))
        self._links = QHBoxLayout()
        self._links.setSpacing(look.px(14))
        self._more = Label(look, "", style="small", role="text_2")
        row = QHBoxLayout(self)
        side = look.px(margin)
        row.setContentsMargins(side + look.px(2), side, side, side)
        row.setSpacing(look.px(8))
        row.addWidget(icon)
        row.addWidget(Label(look, text("held_visits.title"), style="body_strong"))
        row.addLayout(self._links, 1)
        row.addWidget(self._more)
        row.addWidget(Keycap(look, context.commands.keys("take_up")))
        place.news.link_changed.connect(self._make_room)
        self.hide()

    def renew(self, but: str = "") -> None:
        """Read which visits wait now, without the one (by the id of its form) that is open."""
        intake = self._place.actions.intake
        self._place.reads.submit(
            lambda: tuple(kept.form for kept in visiting.held(intake) if kept.form.id != but),
            while_alive(self, self._show),
            self._not_now,
        )

    def take_up(self) -> None:
        """Go on with the one that has waited longest."""
        if self.waiting:
            self.chosen.emit(self.waiting[0])
        else:
            self._context.frame.say(self._context.texts.text("held_visits.none"), "info")

    def _show(self, waiting: tuple[IntakeForm, ...]) -> None:
        texts, today = self._context.texts, self._place.clock.local()
        self.waiting = waiting
        self._make_room(self._place.link())
        most = 1 if self._context.look.tokens.narrow else MOST
        words = [whose_since(form, today, texts) for form in self.waiting[:most]]
        more = len(self.waiting) - len(words)
        self._more.set_text(texts.many("intake.more_findings", more) if more else "")
        if words == self._shown:
            return
        self._shown = words
        while (item := self._links.takeAt(0)) is not None:
            if (link := item.widget()) is not None:
                link.hide()
                link.deleteLater()
        for form, told in zip(self.waiting, words, strict=False):
            link = self._link(form, told)
            self._links.addWidget(link)
            link.show()
        self._links.addStretch(1)

    def _make_room(self, link: object) -> None:
        crowded = self._context.look.tokens.narrow and isinstance(link, LinkState) and link.kind in {"down", "stopped"}
        self.setVisible(bool(self.waiting) and not crowded)

    def _link(self, form: IntakeForm, words: str) -> QWidget:
        link = LinkLine(self._context.look, words)
        link.setAccessibleName(f"{self._context.texts.text('command.take_up')}: {words}")
        link.clicked.connect(lambda: self.chosen.emit(form))
        return link

    def _not_now(self, error: Exception) -> None:
        """Nobody is at work: the line stays as it was; anything else is a bug."""
        if not isinstance(error, CounterError):
            raise error


def whose_since(form: IntakeForm, now: datetime, texts: Texts) -> str:
    """Whose visit waits, and since when."""
    person = form.applicant
    name = person.full_name() if person is not None and person.known else texts.text("draft.nobody")
    since = datetime.fromisoformat(form.held_at)
    told = texts.time(since) if since.date() == now.date() else texts.moment(since)
    return texts.text("held_visits.since", name=name, time=told)
