"""What the sign-in says of the line: whether the centre was reached, what waits, and for how long one gets in alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clerk_app.i18n import Texts
from clerk_app.sync.link import LinkState
from clerk_app.ui.link_words import MICROSECONDS, local_time, told_moment
from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.label import Label

_DAY = 24 * 3600 * MICROSECONDS
_ICONS = {
    "good": ("circle-check", "success"),
    "slow": ("circle-check", "success"),
    "down": ("cloud-off", "offline"),
    "unknown": ("circle-dashed", "text_2"),
    "stopped": ("circle-x", "error"),
}
_PLAIN = frozenset({"", "line_down", "line_slow", "line_dns"})
"""Codes that say no more than that there is no line; the others have a sentence with a way out."""


class DoorLine(QWidget):
    """A small icon and a few sentences; ``until`` names for each clerk when their grant ends (microseconds UTC)."""

    def __init__(self, texts: Texts, look: Look, until: Mapping[str, int]) -> None:
        super().__init__()
        self._texts = texts
        self._look = look
        self._until = until
        self._link = LinkState()
        self._now: datetime | None = None
        self._clerk = ""
        self._typing = False
        self._icon = QLabel()
        self.words = Label(look, "", style="small", role="text_2", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setMinimumHeight(2 * self.words.fontMetrics().lineSpacing() + 1)  # what is usual moves nothing
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(6))
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def show_link(self, link: LinkState, now: datetime) -> None:
        """The line was tried, or nothing is known of it yet."""
        self._link, self._now = link, now
        self._say()

    def show_clerk(self, user: str, *, typing: bool = False) -> None:
        """Another clerk was chosen, or is being typed: of half a name nothing is said."""
        self._clerk, self._typing = user.strip(), typing
        self._say()

    def _say(self) -> None:
        if self._now is None:
            return
        icon, role = _ICONS[self._link.kind]
        self._icon.setPixmap(self._look.icons.pixmap(icon, role, self._look.px(15)))
        said = (self._line(self._now), self._waiting(), self._alone(self._now))
        self.words.set_text(" ".join(sentence for sentence in said if sentence))

    def _line(self, now: datetime) -> str:
        link, text = self._link, self._texts.text
        if link.kind == "stopped":
            return text("sign_in.stopped")
        if link.kind == "unknown" or (link.kind != "down" and not link.exchanged):
            return text("sign_in.link_unknown")
        if link.kind != "down":
            return text("sign_in.link_good", time=told_moment(link.exchanged, now, self._texts))
        return text("sign_in.link_down" if link.code in _PLAIN else f"error.{link.code}")

    def _waiting(self) -> str:
        """What the centre has not confirmed; it lies sealed on this computer. What has stopped waits for nothing."""
        waiting = self._link.waiting if self._link.kind != "stopped" else 0
        return self._texts.many("sign_in.kept", waiting) if waiting else ""

    def _alone(self, now: datetime) -> str:
        """For how long this clerk gets in without the centre."""
        ends = self._until.get(self._clerk)
        if not self._clerk:
            return ""
        if ends is None:
            return "" if self._typing else self._texts.text("sign_in.offline_first")
        left = ends - round(now.timestamp() * MICROSECONDS)
        if left < 0:
            return self._texts.text("sign_in.offline_over")
        last = local_time(ends, now.tzinfo)
        if left < _DAY:
            return self._texts.text("sign_in.offline_until", moment=told_moment(ends, now, self._texts))
        return self._texts.many("sign_in.offline_days", left // _DAY, date=self._texts.date(last))
