"""What can be said about a receipt whose code was scanned or typed, with what the code itself says."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain.receipts import ReceiptCode, Verdict
from clerk_app.ports.clock import Clock
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.note import Note, NoteRole

_ROLES: dict[Verdict, tuple[NoteRole, str]] = {
    Verdict.GENUINE: ("success", "shield-check"),
    Verdict.GENUINE_REVOKED: ("warning", "shield-check"),
    Verdict.ALTERED: ("error", "circle-x"),
    Verdict.UNKNOWN: ("info", "circle-question-mark"),
}
_PROVEN = (Verdict.GENUINE, Verdict.GENUINE_REVOKED)


class ReceiptVerdict(QWidget):
    """A note; hidden until there is a verdict."""

    def __init__(self, context: Context, clock: Clock) -> None:
        super().__init__()
        self._context = context
        self._clock = clock
        self._note = Note(context.look, "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, context.look.px(6))
        box.addWidget(self._note)

    def show_verdict(self, told: tuple[Verdict, ReceiptCode | None]) -> None:
        """Say the verdict; only what a genuine receipt says is repeated, for it is told as checked."""
        verdict, code = told
        texts = self._context.texts
        role, icon = _ROLES[verdict]
        facts = ""
        if code is not None and verdict in _PROVEN:
            moment = datetime.fromtimestamp(code.at, UTC).astimezone(self._clock.local().tzinfo)
            facts = texts.text(
                "requests.receipt_facts", number=code.number, desk=code.desk, moment=texts.moment(moment)
            )
        self._note.show_note(
            facts or texts.text("requests.receipt_no_facts"),
            role,
            title=texts.text(f"verdict.{verdict.value}"),
            icon=icon,
        )
        self.show()
