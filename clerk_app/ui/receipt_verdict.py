"""What can be said about a receipt whose code was scanned or typed, with what the code itself says."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain.receipts import ReceiptCode, Verdict
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.note import Note, NoteRole
from clerk_app.ui.workplace import Workplace

_ROLES: dict[Verdict, tuple[NoteRole, str]] = {
    Verdict.GENUINE: ("success", "shield-check"),
    Verdict.GENUINE_REVOKED: ("warning", "shield-check"),
    Verdict.ALTERED: ("error", "circle-x"),
    Verdict.UNKNOWN: ("info", "circle-question-mark"),
}
_PROVEN = (Verdict.GENUINE, Verdict.GENUINE_REVOKED)


class ReceiptVerdict(QWidget):
    """A note; hidden until there is a verdict."""

    def __init__(self, context: Context, place: Workplace) -> None:
        super().__init__()
        self._context = context
        self._place = place
        self._note = Note(context.look, "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, context.look.px(6))
        box.addWidget(self._note)

    def check(self, text: str) -> None:
        """Look into the text of a code, and say what can be said."""
        self._place.reads.submit(lambda: self._verify(text), while_alive(self, self._on_verified))

    def show_verdict(self, told: tuple[Verdict, ReceiptCode | None], *, annulled: bool = False) -> None:
        """Say the verdict; only what a genuine receipt says is repeated, for it is told as checked.

        ``annulled``: this desk knows that the request has been annulled since; its paper does not.
        """
        verdict, code = told
        texts = self._context.texts
        role, icon = _ROLES[verdict]
        facts = ""
        if code is not None and verdict in _PROVEN:
            moment = datetime.fromtimestamp(code.at, UTC).astimezone(self._place.clock.local().tzinfo)
            facts = texts.text(
                "requests.receipt_facts", number=code.number, desk=code.desk, moment=texts.moment(moment)
            )
            if annulled:
                role, facts = "warning", f"{texts.text('requests.receipt_annulled')} {facts}"
        self._note.show_note(
            facts or texts.text("requests.receipt_no_facts"),
            role,
            title=texts.text(f"verdict.{verdict.value}"),
            icon=icon,
        )
        self.show()

    def _verify(self, text: str) -> tuple[tuple[Verdict, ReceiptCode | None], bool]:
        """The verdict, and whether the request is one of ours that was annulled; on the reading lane."""
        verdict, code = self._place.actions.verifying.verify(text)
        found = self._place.actions.requests.find(code.number, limit=1) if code is not None else ()
        return (verdict, code), any(view.annulled and code and view.number == code.number for view in found)

    def _on_verified(self, verified: tuple[tuple[Verdict, ReceiptCode | None], bool]) -> None:
        told, annulled = verified
        self.show_verdict(told, annulled=annulled)
